"""Whom a description means: somebody the text has named with those words, or someone of its own."""

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.annotations import MentionType
from onrecord.names import find_key_words
from onrecord.reading.mentions.chains import Draft, find_body_draft
from onrecord.reading.mentions.descriptions import Description, Kind
from onrecord.reading.mentions.name_types import list_words
from onrecord.reading.mentions.pronouns import is_subject
from onrecord.reading.mentions.resolve_bodies import find_just_named, resolve_government, resolve_organisation
from onrecord.reading.mentions.scene import (
    LOOK_BACK,
    NEAR,
    Scene,
    find_title_words,
    label_of,
    tell_after_owner,
)
from onrecord.world import find_demonym

_OFTEN = 2  # how many times as often one of two must be named to be the one meant


def resolve(description: Description, scene: Scene, sentence: int) -> Draft | None:
    """Return whom the description means; a new draft where it can be nobody met before, none where it is nobody."""
    if scene.doc[description.first].lower_ in list_words("any_of_many"):  # 'each candidate', 'any mayor'
        return None
    if description.kind is Kind.PERSON:
        return _resolve_person(description, scene, sentence)
    resolvers = {
        Kind.ORGANISATION: resolve_organisation,
        Kind.GROUP: _resolve_group,
        Kind.SOURCE: _resolve_source,
        Kind.DOCUMENT: _resolve_document,
    }
    return resolvers[description.kind](description, scene)


def _matches(description: Description, draft: Draft) -> float:
    """Return how well the titles of a person fit a description; 0 where they do not."""
    best = 0.0
    generic = description.lemma in list_words("generic_persons")
    for title in draft.titles:
        words = find_key_words(title)
        if description.lemma not in words and not generic and not _heads_the_same(description, words):
            continue
        missing = description.key - words - draft.key
        if len(missing) * 3 > len(description.key) or (missing and len(description.key) < 3):
            continue
        shared = len(description.key & words) + (description.lemma in words)
        best = max(best, 0.1 + shared + 1 / (1 + len(words - description.key)))
    return best


def _heads_the_same(description: Description, title: frozenset[str]) -> bool:
    """Tell whether both say who heads the same body, in whichever word: 'the road chief', 'the road director'."""
    headships = list_words("headships")
    return description.lemma in headships and bool(title & headships) and bool(description.key & title)


def _resolve_person(description: Description, scene: Scene, sentence: int) -> Draft | None:
    apposed = _list_apposed(scene.doc[description.head], scene)
    if len(apposed) == 1:  # 'another diplomat, Ivo Lund,'
        return apposed[0]
    if not description.definite:
        return _new_person(description, scene)
    people = scene.book.of_type(MentionType.PERSON)
    if description.possessor is not None and (owner := scene.named(description.possessor)) is not None:
        people = [draft for draft in people if draft is not owner and owner.key & find_title_words(draft)]
    if description.lemma in list_words("generic_persons") and _is_told_apart(scene.doc[description.head]):
        return _find_unnamed_alike(description, scene) or _new_person(description, scene)
    scored = [(score, draft) for draft in people if (score := _matches(description, draft)) > 0]
    before = [pair for pair in scored if pair[1] in scene.last]
    bare = not description.key and description.lemma in list_words("generic_persons")
    if not before and scored and len(description.key) > 1 and len(scored) == 1:
        return scored[0][1]
    if bare:
        near = {place.draft for place in scene.places[-LOOK_BACK:] if sentence - place.sentence <= NEAR}
        before = [pair for pair in before if pair[1] in near]
    if not before and (active := _find_just_active(description, scene, sentence)) is not None:
        active.entitle(label_of(description, scene.doc))
        return active
    if not before:
        return _find_unnamed(description, scene) or (None if bare else _new_person(description, scene))
    top = max(score for score, _ in before)
    best = [draft for score, draft in before if score >= top - 1e-9]
    return _choose(best, scene, sentence)


def _find_just_active(description: Description, scene: Scene, sentence: int) -> Draft | None:
    """Return the one person named who did or said something in the sentence before, whom 'the Lund Democrat' means.

    He goes on acting by these words: who is acted upon, or acts beside somebody in one sentence, is another.
    """
    if description.lemma not in list_words("stand_ins") or description.possessor is not None:
        return None
    acting = [
        place
        for place in scene.places[-LOOK_BACK:]
        if place.subject and 0 <= sentence - place.sentence <= 1 and place.draft.type is MentionType.PERSON
    ]
    if not is_subject(scene.doc[description.head]) or any(place.sentence == sentence for place in acting):
        return None
    named = [draft for draft in dict.fromkeys(place.draft for place in acting) if draft.names]
    other = any(_is_stood_for_otherwise(description, draft) for draft in named)
    return named[0] if len(named) == 1 and not other else None


def _is_stood_for_otherwise(description: Description, draft: Draft) -> bool:
    """Tell whether the person goes by other such words: a 'Lund Democrat' is no Norland Democrat and no Republican."""
    told = (find_key_words(title) for title in draft.titles)
    known = [words for words in told if words & list_words("stand_ins")]
    return bool(known) and not any(description.key | {description.lemma} <= words for words in known)


def _find_unnamed(description: Description, scene: Scene) -> Draft | None:
    """Return the source that 'the diplomat' is, whom the text has called 'a diplomat who asked not to be named'."""
    if description.possessor is not None:
        return None
    words = description.key | {description.lemma}
    unnamed = (draft for draft in scene.book.of_type(MentionType.ANONYMOUS) if words <= draft.key)
    return next(unnamed, None)


def _is_told_apart(head: Token) -> bool:
    """Tell whether a clause behind the noun says which one it is: 'the official who briefed us', with no comma.

    In 'she is the official who briefed us' that is said of somebody at hand.
    """
    if head.dep_ == "attr":
        return False
    clauses = (child for child in head.rights if child.dep_ == "relcl")
    return any(child.left_edge.i == head.i + 1 for child in clauses)


def _find_unnamed_alike(description: Description, scene: Scene) -> Draft | None:
    """Return the only person whom the text has brought in by the same noun without naming him."""
    people = [draft for draft in scene.book.of_type(MentionType.PERSON) if draft in scene.last]
    alike = [draft for draft in people if not draft.names and description.lemma in draft.key]
    return alike[0] if len(alike) == 1 else None


def _choose(drafts: Sequence[Draft], scene: Scene, sentence: int) -> Draft | None:
    """Return the one of several whom the text names by far the most, or has just named."""
    if len(drafts) == 1:
        return drafts[0]
    recent = [d for d in drafts if d in scene.last and sentence - scene.last[d].sentence <= 1]
    if len(recent) == 1:
        return recent[0]
    before = scene.places[-LOOK_BACK:]
    counts = {id(draft): sum(place.draft is draft for place in before) for draft in drafts}
    ordered = sorted(drafts, key=lambda draft: -counts[id(draft)])
    if counts[id(ordered[0])] >= _OFTEN * counts[id(ordered[1])]:
        return ordered[0]
    return max(recent, key=lambda draft: scene.last[draft].token, default=None)


def _new_person(description: Description, scene: Scene) -> Draft | None:
    label = label_of(description, scene.doc)
    key = description.key | {description.lemma}
    titles = [label]
    owner = scene.named(description.possessor) if description.possessor is not None else None
    if owner is not None and description.possessor is not None:
        label, titles = f"{owner.name}’s {tell_after_owner(description, scene.doc)}", []
    elif description.possessor is not None and scene.doc[description.possessor].pos_ == "PRON":
        return None
    else:
        owner = next(iter(scene.inside(description)), None)
    key |= owner.key if owner else frozenset()
    if description.definite:
        for draft in scene.book.of_type(MentionType.PERSON):
            if not draft.names and draft.key == key:
                return draft
            if not draft.names and not description.key and description.lemma in draft.key:
                return draft
    one = not description.definite
    return scene.book.open(
        Draft(MentionType.PERSON, titles=titles, label=label, key=key, owner=owner, indefinite=one)
    )


def _resolve_group(description: Description, scene: Scene) -> Draft | None:
    key = description.key | {description.lemma}
    if not description.definite and key <= list_words("bare_numbers") and not scene.inside(description):
        return None
    groups = scene.book.of_type(MentionType.GROUP)
    same = [draft for draft in groups if draft.key == key]
    if same:
        return same[-1]
    if description.possessor is not None and scene.doc[description.possessor].pos_ == "PRON":
        return None
    if description.definite:
        larger = [draft for draft in groups if key <= draft.key]
        if larger:
            return larger[-1]
    owner = next(iter(scene.inside(description)), None)
    label = label_of(description, scene.doc)
    people = _list_apposed(scene.doc[description.head], scene)
    if not people and owner is None and _is_bare_count(description, scene):
        return None
    if len(people) > 1:
        key = frozenset(word for draft in people for word in draft.key)
        return scene.book.open(
            Draft(MentionType.GROUP, titles=[label], label=join_names(people), key=key, owner=owner)
        )
    return scene.book.open(Draft(MentionType.GROUP, titles=[label], label=label, key=key, owner=owner))


def _is_bare_count(description: Description, scene: Scene) -> bool:
    """Tell whether only a number and a plural tell who they are: '87 organisations', 'some 30 drivers'."""
    before = [token for token in scene.doc[description.first : description.head] if not token.is_punct]
    counted = any(token.like_num for token in before)
    plain = all(token.like_num or token.pos_ in ("ADV", "ADP") for token in before)
    return counted and plain and description.last == description.head + 1


def _list_apposed(head: Token, scene: Scene) -> list[Draft]:
    """Return the people whom a plural names one by one: 'two senators, Ada Lund and Per Berg'."""
    tokens = [token for token in head.rights if token.dep_ == "appos"]
    for token in tokens:
        tokens.extend(child for child in token.rights if child.dep_ == "conj")
    drafts = [draft for token in tokens if (draft := scene.named(token.i)) is not None]
    return [draft for draft in dict.fromkeys(drafts) if draft.type is MentionType.PERSON and draft.names]


def join_names(drafts: Sequence[Draft]) -> str:
    """Return several names as one: 'Ada Lund, Per Berg and Ola Ness'."""
    names = [draft.name for draft in drafts]
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def _resolve_source(description: Description, scene: Scene) -> Draft | None:
    """Return the unnamed sources of this document; those of one house are kept apart from the rest."""
    sources = scene.book.of_type(MentionType.ANONYMOUS)
    inside = scene.inside(description)
    whose = frozenset(id(draft) for draft in inside[:1])
    same = [draft for draft in sources if frozenset(id(d) for d in [draft.owner] if d) == whose]
    if not same and not whose and description.definite:
        same = sources
    head = scene.doc[description.first : description.head]
    another = frozenset(token.lower_ for token in head) & list_words("another")
    if another:  # 'a second source' is not the first
        same = [draft for draft in same if another <= draft.key]
    key = description.key | {description.lemma} | another
    if same:
        same[-1].key |= key
        return same[-1]
    label = label_of(description, scene.doc)
    owner = next(iter(inside), None)
    return scene.book.open(Draft(MentionType.ANONYMOUS, titles=[label], label=label, key=key, owner=owner))


def _find_publisher(head: Token, scene: Scene) -> Draft | None:
    """Return by whom a document is said to be written, signed or released, in its own phrase or as its object."""
    for child in head.children:
        if child.dep_ in ("acl", "relcl") or child.lower_ == "by":
            for agent in (child, *child.children):
                if agent.lower_ == "by":
                    return next((d for t in agent.children if (d := scene.named(t.i)) is not None), None)
    verb = head.head
    if head.dep_ == "dobj" and verb.lemma_.lower() in list_words("publishing"):
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        return next((d for t in subjects if (d := scene.named(t.i)) is not None), None)
    return None


def _resolve_document(description: Description, scene: Scene) -> Draft | None:
    """Return whoever a document speaks for, or the document itself where the text does not say."""
    actors = {
        MentionType.ORGANISATION,
        MentionType.STATE,
        MentionType.PERSON,
        MentionType.OUTLET,
        MentionType.GROUP,
    }
    doc = scene.doc
    owner = scene.named(description.possessor) if description.possessor is not None else None
    owner = owner or _find_publisher(doc[description.head], scene)
    if owner is not None and owner.type in actors:
        return owner
    for token in doc[description.first : description.head]:
        if token.lower_ == "government":
            whole = Description(
                Kind.ORGANISATION, token.i, token.i, token.i + 1, description.words, "government",
                frozenset(), True, None, False,
            )  # fmt: skip
            demonyms = [find_demonym(word.text) for word in doc[description.first : token.i]]
            told = next((country for country in demonyms if country), None)
            return scene.book.state(told) if told else resolve_government(whole, scene, [], None)
    before = [
        draft
        for draft in scene.inside(description)
        if draft.type in actors and description.head - description.first > 0
    ]
    if before and find_body_draft(scene.book, before[0].name) is not None:
        return before[0]
    if description.definite and not description.key and (house := find_just_named(description, scene)):
        return house
    key = description.key | {description.lemma}
    for draft in scene.book.of_type(MentionType.THING):
        if draft.key == key or (description.definite and description.lemma in draft.key):
            return draft
    label = label_of(description, doc)
    return scene.book.open(Draft(MentionType.THING, titles=[label], label=label, key=key))
