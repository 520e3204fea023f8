"""Whom a description means: somebody the text has named with those words, or someone of its own."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.annotations import MentionType
from onrecord.names import find_key_words, split_words
from onrecord.reading.mentions.chains import Book, Draft, find_body_draft
from onrecord.reading.mentions.descriptions import Description, Kind
from onrecord.reading.mentions.name_types import list_words, look_up
from onrecord.reading.mentions.pronouns import Place
from onrecord.world import find_demonym

_NEAR = 2  # sentences back to which a bare 'the official' can point
_LOOK_BACK = 200  # mentions back to which 'the board' can point
_OFTEN = 2  # how many times as often one of two must be named to be the one meant


class Scene(Struct):
    """What has been read when a description is met: the drafts and the mentions before it."""

    doc: Doc
    book: Book
    places: list[Place]
    last: dict[Draft, Place]  # where each draft was mentioned last
    named: Callable[[int], Draft | None]  # token -> whom a name or pronoun there means
    inside: Callable[[Description], list[Draft]]  # whom the names within a description mean


def resolve(description: Description, scene: Scene, sentence: int) -> Draft | None:
    """Return whom the description means; a new draft where it can be nobody met before."""
    if description.kind is Kind.PERSON:
        return _resolve_person(description, scene, sentence)
    resolvers = {
        Kind.ORGANISATION: _resolve_organisation,
        Kind.GROUP: _resolve_group,
        Kind.SOURCE: _resolve_source,
        Kind.DOCUMENT: _resolve_document,
    }
    return resolvers[description.kind](description, scene)


def _label(description: Description, doc: Doc) -> str:
    """Return the words of a description without article, as the name of someone who has none."""
    first = description.first
    if first < description.head and doc[first].lower_ in list_words("definite") | list_words("articles"):
        first += 1
    return " ".join(doc[first : description.last].text.split())


def _matches(description: Description, draft: Draft) -> float:
    """Return how well the titles of a person fit a description; 0 where they do not."""
    best = 0.0
    generic = description.lemma in list_words("generic_persons")
    for title in draft.titles:
        words = find_key_words(title)
        if description.lemma not in words and not generic:
            continue
        missing = description.key - words - draft.key
        if len(missing) * 3 > len(description.key) or (missing and len(description.key) < 3):
            continue
        shared = len(description.key & words) + (description.lemma in words)
        best = max(best, 0.1 + shared + 1 / (1 + len(words - description.key)))
    return best


def _resolve_person(description: Description, scene: Scene, sentence: int) -> Draft | None:
    apposed = _list_apposed(scene.doc[description.head], scene)
    if len(apposed) == 1:  # 'another diplomat, Ivo Lund,'
        return apposed[0]
    if not description.definite:
        return _new_person(description, scene)
    people = scene.book.of_type(MentionType.PERSON)
    if description.possessor is not None and (owner := scene.named(description.possessor)) is not None:
        people = [draft for draft in people if draft is not owner and owner.key & _title_words(draft)]
    scored = [(score, draft) for draft in people if (score := _matches(description, draft)) > 0]
    before = [pair for pair in scored if pair[1] in scene.last]
    bare = not description.key and description.lemma in list_words("generic_persons")
    if not before and scored and len(description.key) > 1 and len(scored) == 1:
        return scored[0][1]
    if bare:
        near = {place.draft for place in scene.places[-_LOOK_BACK:] if sentence - place.sentence <= _NEAR}
        before = [pair for pair in before if pair[1] in near]
    if not before:
        return _find_unnamed(description, scene) or (None if bare else _new_person(description, scene))
    top = max(score for score, _ in before)
    best = [draft for score, draft in before if score >= top - 1e-9]
    return _choose(best, scene, sentence)


def _find_unnamed(description: Description, scene: Scene) -> Draft | None:
    """Return the source that 'the diplomat' is, whom the text has called 'a diplomat who asked not to be named'."""
    if description.possessor is not None:
        return None
    words = description.key | {description.lemma}
    unnamed = (draft for draft in scene.book.of_type(MentionType.ANONYMOUS) if words <= draft.key)
    return next(unnamed, None)


def _title_words(draft: Draft) -> frozenset[str]:
    return frozenset(word for title in draft.titles for word in find_key_words(title))


def _choose(drafts: Sequence[Draft], scene: Scene, sentence: int) -> Draft | None:
    """Return the one of several whom the text names by far the most, or has just named."""
    if len(drafts) == 1:
        return drafts[0]
    recent = [d for d in drafts if d in scene.last and sentence - scene.last[d].sentence <= 1]
    if len(recent) == 1:
        return recent[0]
    before = scene.places[-_LOOK_BACK:]
    counts = {id(draft): sum(place.draft is draft for place in before) for draft in drafts}
    ordered = sorted(drafts, key=lambda draft: -counts[id(draft)])
    if counts[id(ordered[0])] >= _OFTEN * counts[id(ordered[1])]:
        return ordered[0]
    return max(recent, key=lambda draft: scene.last[draft].token, default=None)


def _new_person(description: Description, scene: Scene) -> Draft | None:
    label = _label(description, scene.doc)
    key = description.key | {description.lemma}
    titles = [label]
    owner = scene.named(description.possessor) if description.possessor is not None else None
    if owner is not None and description.possessor is not None:
        label, titles = f"{owner.name}’s {_after_owner(description, scene.doc)}", []
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
    return scene.book.open(Draft(MentionType.PERSON, titles=titles, label=label, key=key, owner=owner))


def _after_owner(description: Description, doc: Doc) -> str:
    """Return the words of a description that follow whoever it belongs to."""
    first = (description.possessor or description.first) + 1
    while first < description.head and doc[first].dep_ == "case":
        first += 1
    return " ".join(doc[first : description.last].text.split())


def _resolve_organisation(description: Description, scene: Scene) -> Draft | None:
    doc = scene.doc
    if description.possessor is not None and doc[description.possessor].tag_ == "PRP":
        return None
    inside = scene.inside(description)
    outlets = [draft for draft in inside if draft.type is MentionType.OUTLET]
    if len(outlets) == 1 and description.lemma in list_words("outlets") | list_words("news_outlets"):
        return outlets[0]
    owner = scene.named(description.possessor) if description.possessor is not None else None
    if description.lemma in list_words("governments"):
        return _resolve_government(description, scene, inside, owner)
    if owner is not None and owner.type is MentionType.PERSON:
        return _resolve_belonging(description, scene, owner)
    crowd = owner is not None and owner.type in (MentionType.GROUP, MentionType.ANONYMOUS)
    theirs = description.possessor is not None and doc[description.possessor].pos_ == "PRON"
    some = not description.definite and not description.key and description.lemma in list_words("outlets")
    if crowd or some or (theirs and owner is None):  # 'a newspaper' tells nobody which
        return None
    if description.key or owner is not None:
        return _resolve_told(description, scene, inside, owner)
    if not description.definite:
        return _new_unnamed(description, scene, MentionType.ORGANISATION)
    recent = next((draft for draft in _recent(scene) if _is_kind_of(draft, description.lemma)), None)
    recent = recent or _find_just_named(description, scene)
    if recent is None and description.lemma == "administration":
        leader = _find_president(scene)
        recent = _find_administration(leader, scene) if leader is not None else None
    head = doc[description.head]
    if recent is None and head.pos_ == "PROPN" and head.text[:1].isupper() and not head.is_sent_start:
        key = frozenset({description.lemma})
        recent = scene.book.open(Draft(MentionType.ORGANISATION, names={head.text: 1}, key=key))
    return recent


def _find_just_named(description: Description, scene: Scene) -> Draft | None:
    """Return the one organisation just named that 'the company' or 'the network' can be, None where two can."""
    if description.lemma in list_words("newsrooms"):
        kinds: tuple[MentionType, ...] = (MentionType.OUTLET,)
    elif description.lemma in list_words("private_organisations"):
        kinds = (MentionType.ORGANISATION,)
    elif description.lemma in list_words("associations"):
        kinds = (MentionType.ORGANISATION, MentionType.GROUP)
    else:
        return None
    here = next(iter(scene.doc[description.head].sent)).i
    found: dict[Draft, None] = {}
    sentences: set[int] = set()
    for place in reversed(scene.places[-_LOOK_BACK:]):
        sentences.add(place.sentence)
        if len(sentences) > _NEAR + (place.token >= here):
            break
        named = place.draft.names or place.draft.type is MentionType.GROUP
        if place.draft.type in kinds and named and not _is_public(place.draft):
            found[place.draft] = None
    return next(iter(found)) if len(found) == 1 else None


def _find_president(scene: Scene) -> Draft | None:
    """Return the one president named so far, whose 'the administration' is."""
    heads = list_words("heads_of_government")
    leaders = [
        draft
        for draft in scene.book.of_type(MentionType.PERSON)
        if draft in scene.last and draft.names and "president" in _title_words(draft) & heads
    ]
    return leaders[0] if len(leaders) == 1 else None


def _find_administration(leader: Draft, scene: Scene) -> Draft:
    """Return somebody's administration, called by the surname as everywhere."""
    for draft in scene.book.of_type(MentionType.ORGANISATION):
        if draft.owner is leader and "administration" in draft.key:
            return draft
    surname = leader.name.split()[-1]
    key = find_key_words(surname) | {"administration"}
    label = f"{surname} administration"
    return scene.book.open(Draft(MentionType.ORGANISATION, label=label, key=key, owner=leader))


def _is_public(draft: Draft) -> bool:
    """Tell whether a name says that it is a public body's: no 'company' is the Lund City Council."""
    public = list_words("public_bodies")
    return any(look_up(name) is not None or not public.isdisjoint(split_words(name)) for name in draft.names)


def _recent(scene: Scene) -> Iterator[Draft]:
    """Yield whom the text has just mentioned, the last first."""
    return (place.draft for place in reversed(scene.places[-_LOOK_BACK:]))


def _resolve_told(
    description: Description, scene: Scene, inside: Sequence[Draft], owner: Draft | None
) -> Draft:
    """Return the organisation that its words or its owner tell apart: 'the country's road board'."""
    doc, book = scene.doc, scene.book
    label = _label(description, doc)
    titles = [label]
    key = description.key | {description.lemma}
    if owner is not None and doc[description.possessor or 0].pos_ == "PRON":
        key |= owner.key
        label, titles = f"{owner.name}’s {_after_owner(description, doc)}", []
    known = _find_organisation(book, key, description.lemma)
    if known is not None:
        return known
    proper = any(doc[i].pos_ == "PROPN" for i in range(description.first, description.last))
    if owner is None and not inside and not proper:
        return _new_unnamed(description, scene, MentionType.ORGANISATION)
    owner = owner or next(iter(inside), None)
    return book.open(Draft(MentionType.ORGANISATION, titles=titles, label=label, key=key, owner=owner))


def _is_kind_of(draft: Draft, lemma: str) -> bool:
    if draft.type not in (MentionType.ORGANISATION, MentionType.OUTLET):
        return False
    last = {word for name in (*draft.names, draft.label) for word in split_words(name)[-1:]}
    titled = any(lemma in find_key_words(title) for title in draft.titles)
    return lemma in last or titled or lemma in draft.key


def _find_organisation(book: Book, key: frozenset[str], lemma: str) -> Draft | None:
    known = [draft for draft in book.of_type(MentionType.ORGANISATION) if _is_kind_of(draft, lemma)]
    same = [draft for draft in known if draft.key == key]
    larger = [draft for draft in known if key < draft.key and len(key) > 1]
    smaller = [draft for draft in known if draft.key < key and len(draft.key) > 1 and draft.names]
    for group in (same, larger, smaller):
        if len(group) == 1:
            return group[0]
    return None


def _resolve_government(
    description: Description, scene: Scene, inside: Sequence[Draft], owner: Draft | None
) -> Draft | None:
    """Return the state whose government it is, or the organisation of the person whose it is."""
    if owner is not None and owner.type is MentionType.PERSON:
        if not _title_words(owner) & list_words("heads_of_government"):
            return None
        countries = {c for title in owner.titles for word in title.split() if (c := find_demonym(word))}
        if len(countries) == 1:
            return scene.book.state(next(iter(countries)))
        return _resolve_belonging(description, scene, owner)
    for token in scene.doc[description.first : description.last]:
        if country := find_demonym(token.text):
            state = scene.book.state(country)
            state.entitle(_label(description, scene.doc))
            return state
    states = [draft for draft in (owner, *inside) if draft is not None and draft.type is MentionType.STATE]
    if states:
        states[0].entitle(_label(description, scene.doc))
        return states[0]
    if description.key - {"central", "federal", "state"} or owner is not None:
        return None
    governing = (
        place.draft
        for place in reversed(scene.places[-_LOOK_BACK:])
        if place.draft.type is MentionType.STATE and place.subject
    )
    return next(governing, None)


def _resolve_belonging(description: Description, scene: Scene, owner: Draft) -> Draft | None:
    """Return the organisation that somebody's title names, or one that is called theirs."""
    heads = [head for head in owner.heads if head.type is MentionType.ORGANISATION]
    exact = [head for head in heads if _is_kind_of(head, description.lemma)]
    if len(exact) == 1:
        return exact[0]
    if len(heads) == 1 and description.lemma in list_words("generic_organisations"):
        return heads[0]
    if description.lemma not in list_words("belonging"):
        return None
    led = [
        draft
        for draft in scene.book.of_type(MentionType.ORGANISATION)
        if _is_kind_of(draft, description.lemma) and len(draft.key & _title_words(owner)) > 1
    ]
    if len(led) == 1:
        return led[0]
    if owner.type is MentionType.PERSON and not owner.name:
        return None
    for draft in scene.book.of_type(MentionType.ORGANISATION):
        if draft.owner is owner and not draft.names and description.lemma in draft.key:
            return draft
    if description.lemma == "administration" and owner.names:
        return _find_administration(owner, scene)
    label = f"{owner.name}’s {scene.doc[description.head].text}"
    key = owner.key | {description.lemma}
    return scene.book.open(Draft(MentionType.ORGANISATION, label=label, key=key, owner=owner))


def _new_unnamed(description: Description, scene: Scene, kind: MentionType) -> Draft:
    """Return a draft of someone described only: 'a local charity'."""
    label = _label(description, scene.doc)
    key = description.key | {description.lemma}
    for draft in scene.book.of_type(kind):
        if not draft.names and draft.key == key:
            return draft
    return scene.book.open(Draft(kind, titles=[label], label=label, key=key))


def _resolve_group(description: Description, scene: Scene) -> Draft | None:
    key = description.key | {description.lemma}
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
    label = _label(description, scene.doc)
    people = _list_apposed(scene.doc[description.head], scene)
    if len(people) > 1:
        key = frozenset(word for draft in people for word in draft.key)
        return scene.book.open(
            Draft(MentionType.GROUP, titles=[label], label=join_names(people), key=key, owner=owner)
        )
    return scene.book.open(Draft(MentionType.GROUP, titles=[label], label=label, key=key, owner=owner))


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
    key = description.key | {description.lemma}
    if same:
        same[-1].key |= key
        return same[-1]
    label = _label(description, scene.doc)
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
            return scene.book.state(told) if told else _resolve_government(whole, scene, [], None)
    before = [
        draft
        for draft in scene.inside(description)
        if draft.type in actors and description.head - description.first > 0
    ]
    if before and find_body_draft(scene.book, before[0].name) is not None:
        return before[0]
    if description.definite and not description.key and (house := _find_just_named(description, scene)):
        return house
    key = description.key | {description.lemma}
    for draft in scene.book.of_type(MentionType.THING):
        if draft.key == key or (description.definite and description.lemma in draft.key):
            return draft
    label = _label(description, doc)
    return scene.book.open(Draft(MentionType.THING, titles=[label], label=label, key=key))
