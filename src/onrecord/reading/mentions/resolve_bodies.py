"""Which organisation or government a description means: 'the board', 'his office', 'the country's government'."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.annotations import MentionType
from onrecord.names import find_key_words, split_words
from onrecord.reading.mentions.chains import Book, Draft
from onrecord.reading.mentions.descriptions import Description
from onrecord.reading.mentions.name_types import is_residence, list_words, look_up
from onrecord.reading.mentions.pronouns import is_subject
from onrecord.reading.mentions.scene import (
    LOOK_BACK,
    NEAR,
    Scene,
    find_title_words,
    label_of,
    open_unnamed,
    tell_after_owner,
)
from onrecord.world import find_demonym


def resolve_organisation(description: Description, scene: Scene) -> Draft | None:
    """Return the organisation that is meant, None where the text does not tell which: 'a newspaper'."""
    doc = scene.doc
    if description.possessor is not None and doc[description.possessor].tag_ == "PRP":
        return None
    inside = scene.inside(description)
    outlets = [draft for draft in inside if draft.type is MentionType.OUTLET]
    if len(outlets) == 1 and description.lemma in list_words("outlets") | list_words("news_outlets"):
        return outlets[0]
    owner = scene.named(description.possessor) if description.possessor is not None else None
    if description.lemma in list_words("governments"):
        return resolve_government(description, scene, inside, owner)
    if owner is not None and owner.type is MentionType.PERSON:
        return _resolve_belonging(description, scene, owner)
    theirs = description.possessor is not None and doc[description.possessor].pos_ == "PRON"
    if owner is not None and owner.type is MentionType.GROUP and not theirs:
        owner = None  # 'the drivers' union' is called so, and told apart by the word
    crowd = owner is not None and owner.type in (MentionType.GROUP, MentionType.ANONYMOUS)
    some = not description.definite and not description.key and description.lemma in list_words("outlets")
    if crowd or some or (theirs and owner is None):  # 'a newspaper' tells nobody which
        return None
    if description.key or owner is not None:
        return _resolve_told(description, scene, inside, owner)
    if not description.definite:
        return open_unnamed(description, scene, MentionType.ORGANISATION)
    recent = next((draft for draft in _recent(scene) if _is_kind_of(draft, description.lemma)), None)
    if recent is not None and _has_nearer(recent, description, scene):
        recent = None
    recent = recent or find_just_named(description, scene)
    if recent is None and description.lemma == "administration":
        leader = _find_president(scene)
        recent = _find_administration(leader, scene) if leader is not None else None
    head = doc[description.head]
    if recent is None and head.pos_ == "PROPN" and head.text[:1].isupper() and not head.is_sent_start:
        key = frozenset({description.lemma})
        recent = scene.book.open(Draft(MentionType.ORGANISATION, names={head.text: 1}, key=key))
    own = recent is None and _is_its_own(description, scene)
    return open_unnamed(description, scene, MentionType.ORGANISATION) if own else recent


def _is_its_own(description: Description, scene: Scene) -> bool:
    """Tell whether a body called by its kind alone can be none that the text names: 'the clinic' of a village.

    'The company' may be any of those named.
    """
    if not _acts_or_tells(scene.doc[description.head]):
        return False  # 'opponents of the project'
    bodies = scene.book.of_type(MentionType.ORGANISATION, MentionType.OUTLET)
    named = [draft for draft in bodies if draft.names or draft.owner is not None]
    if any(_is_kind_of(draft, description.lemma) for draft in named):
        return False
    if any(description.lemma in list_words(name) for name in ("newsrooms", "outlets")):
        return False
    if any(
        description.lemma in list_words(name)
        for name in ("private_organisations", "named_by_initials", "associations")
    ):
        return not any(draft.type is MentionType.ORGANISATION for draft in named)
    if description.lemma not in list_words("generic_organisations"):
        return True
    if description.lemma in list_words("public_bodies"):
        return not any(map(_is_public, scene.book.of_type(MentionType.ORGANISATION)))
    behind = scene.doc[description.head + 1 : description.last]
    placed = any(token.pos_ == "PROPN" for token in behind)  # 'the bank on Quay Street'
    return placed or not any(draft.type is MentionType.ORGANISATION for draft in named)


def _acts_or_tells(head: Token) -> bool:
    """Tell whether a noun does something, or something is told or done by it: 'according to the brigade'."""
    if is_subject(head):
        return True
    link = head.head.lower_ if head.dep_ == "pobj" else ""
    return link == "by" or (link == "to" and head.head.head.lower_ == "according")


def _has_nearer(body: Draft, description: Description, scene: Scene) -> bool:
    """Tell whether a body known by initials only, which may be a firm or an agency, was just named, and this not."""
    if description.lemma not in list_words("private_organisations") | list_words("named_by_initials"):
        return False
    here = next(iter(scene.doc[description.head].sent)).i
    near: set[Draft] = set()
    sentences: set[int] = set()
    for place in reversed(scene.places[-LOOK_BACK:]):
        sentences.add(place.sentence)
        if len(sentences) > 1 + (place.token >= here):
            break
        near.add(place.draft)
    initials = (draft for draft in near if draft.type is MentionType.ORGANISATION and draft.names)
    return body not in near and any(all(name.isupper() for name in draft.names) for draft in initials)


def find_just_named(description: Description, scene: Scene) -> Draft | None:
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
    for place in reversed(scene.places[-LOOK_BACK:]):
        sentences.add(place.sentence)
        if len(sentences) > NEAR + (place.token >= here):
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
        if draft in scene.last and draft.names and "president" in find_title_words(draft) & heads
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
    return (place.draft for place in reversed(scene.places[-LOOK_BACK:]))


def _resolve_told(
    description: Description, scene: Scene, inside: Sequence[Draft], owner: Draft | None
) -> Draft:
    """Return the organisation that its words or its owner tell apart: 'the country's road board'."""
    doc, book = scene.doc, scene.book
    label = label_of(description, doc)
    titles = [label]
    key = description.key | {description.lemma}
    if owner is not None and doc[description.possessor or 0].pos_ == "PRON":
        key |= owner.key
        label, titles = f"{owner.name}’s {tell_after_owner(description, doc)}", []
    known = _find_organisation(book, key, description.lemma)
    if known is not None:
        return known
    proper = any(doc[i].pos_ == "PROPN" for i in range(description.first, description.last))
    if owner is None and not inside and not proper:
        return open_unnamed(description, scene, MentionType.ORGANISATION)
    owner = owner or next(iter(inside), None)
    return book.open(Draft(MentionType.ORGANISATION, titles=titles, label=label, key=key, owner=owner))


def _is_kind_of(draft: Draft, lemma: str) -> bool:
    if draft.type not in (MentionType.ORGANISATION, MentionType.OUTLET):
        return False
    if any(map(is_residence, draft.names)):
        return False  # 'the House' is a chamber, and not the White House
    last = {word for name in (*draft.names, draft.label) for word in split_words(name)[-1:]}
    titled = any(lemma in find_key_words(title) for title in draft.titles)
    owned = draft.owner is not None and lemma in draft.owner.key  # 'the agency’s plant' is no agency
    return lemma in last or titled or (lemma in draft.key and not owned)


def _find_organisation(book: Book, key: frozenset[str], lemma: str) -> Draft | None:
    known = [draft for draft in book.of_type(MentionType.ORGANISATION) if _is_kind_of(draft, lemma)]
    same = [draft for draft in known if draft.key == key]
    larger = [draft for draft in known if key < draft.key and len(key) > 1]
    smaller = [draft for draft in known if draft.key < key and len(draft.key) > 1 and draft.names]
    for group in (same, larger, smaller):
        if len(group) == 1:
            return group[0]
    return None


def resolve_government(
    description: Description, scene: Scene, inside: Sequence[Draft], owner: Draft | None
) -> Draft | None:
    """Return the state whose government it is, or the organisation of the person whose it is."""
    if owner is not None and owner.type is MentionType.PERSON:
        if not find_title_words(owner) & list_words("heads_of_government"):
            return None
        countries = {c for title in owner.titles for word in title.split() if (c := find_demonym(word))}
        if len(countries) == 1:
            return scene.book.state(next(iter(countries)))
        return _resolve_belonging(description, scene, owner)
    for token in scene.doc[description.first : description.last]:
        if country := find_demonym(token.text):
            state = scene.book.state(country)
            state.entitle(label_of(description, scene.doc))
            return state
    states = [draft for draft in (owner, *inside) if draft is not None and draft.type is MentionType.STATE]
    if states:
        states[0].entitle(label_of(description, scene.doc))
        return states[0]
    if owner is not None:
        return None
    if description.key - {"central", "federal", "state"}:  # 'the Government of Norvik', which no list holds
        return _resolve_told(description, scene, inside, None) if description.definite else None
    return _resolve_bare_government(description, scene, inside)


def _resolve_bare_government(description: Description, scene: Scene, inside: Sequence[Draft]) -> Draft | None:
    """Return whom 'the government' means: the state that acted last, or the one government that the text has named.

    Where it names no country, the words tell of a government of their own.
    """
    governing = (
        place.draft
        for place in reversed(scene.places[-LOOK_BACK:])
        if place.draft.type is MentionType.STATE and place.subject
    )
    if (found := next(governing, None)) is not None or not description.definite:
        return found
    named = [draft for draft in scene.book.of_type(MentionType.STATE) if _is_called(draft, description.lemma)]
    if len(named) == 1:
        return named[0]
    if named or inside:
        return None
    own = _find_own_kind(scene, description.lemma)
    # it may be that of any country named
    known = scene.book.of_type(MentionType.STATE) or any(one.label_ == "GPE" for one in scene.doc.ents)
    if own is None and not known and _acts_or_tells(scene.doc[description.head]):
        own = open_unnamed(description, scene, MentionType.ORGANISATION)
    return own


def _find_own_kind(scene: Scene, lemma: str) -> Draft | None:
    """Return the only organisation that the text calls so."""
    bodies = scene.book.of_type(MentionType.ORGANISATION)
    alike = [draft for draft in bodies if draft.owner is None and _is_kind_of(draft, lemma)]
    return alike[0] if len(alike) == 1 else None


def _is_called(draft: Draft, lemma: str) -> bool:
    return any(lemma in find_key_words(words) for words in (*draft.titles, *draft.names))


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
        if _is_kind_of(draft, description.lemma) and len(draft.key & find_title_words(owner)) > 1
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
