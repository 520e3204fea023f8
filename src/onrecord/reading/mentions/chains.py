"""Names -> drafts of chains: which names of one document name the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from onrecord.annotations import MentionType
from onrecord.model import Offsets
from onrecord.names import (
    drop_generation,
    find_key_words,
    find_skeleton,
    is_acronym_of,
    is_same_body,
    is_same_person,
    split_words,
)
from onrecord.reading.mentions.name_types import is_residence, list_words
from onrecord.reading.mentions.names import Name
from onrecord.world import find_body, find_country, find_demonym, find_governed

_ORGANISED = frozenset({MentionType.ORGANISATION, MentionType.OUTLET})


class Draft(Struct, eq=False):
    """A chain while the document is being read: it gains names, titles and mentions."""

    type: MentionType
    names: dict[str, int] = field(default_factory=dict)  # proper names and how often
    titles: list[str] = field(default_factory=list)
    key: frozenset[str] = frozenset()  # the words that tell it apart
    owner: "Draft | None" = None
    heads: list["Draft"] = field(default_factory=list)  # the organisations its titles name
    gender: str = ""  # 'm', 'f', or not told
    label: str = ""  # what it is called where it has no name
    country: str = ""

    @property
    def name(self) -> str:
        """The fullest name: the one with most words, then the most frequent, then the longest."""
        names = [name for name in self.names if not name.isupper()] or list(self.names)
        best = max(names, key=lambda name: (len(name.split()), self.names[name], len(name), name), default="")
        return best or self.label

    def entitle(self, title: str) -> None:
        """Enter a title, once."""
        if title not in self.titles:
            self.titles.append(title)

    def call(self, name: str) -> None:
        """Count one more use of a proper name."""
        self.names[name] = self.names.get(name, 0) + 1


class Book(Struct):
    """The drafts of one document and where each is mentioned."""

    drafts: list[Draft] = field(default_factory=list)
    mentions: dict[Offsets, tuple[MentionType, Draft | None]] = field(default_factory=dict)
    places: list[tuple[int, Draft]] = field(default_factory=list)  # where each is named, in order of the text

    def open(self, draft: Draft) -> Draft:
        """Enter a new draft."""
        self.drafts.append(draft)
        return draft

    def mention(self, words: Offsets, kind: MentionType, draft: Draft | None) -> None:
        """Enter a mention; words that name somebody already keep who they name."""
        if words.start < words.end and (words not in self.mentions or self.mentions[words][1] is None):
            self.mentions[words] = (kind, draft)

    def of_type(self, *kinds: MentionType) -> list[Draft]:
        """Return the drafts of these kinds, in the order they were entered."""
        return [draft for draft in self.drafts if draft.type in kinds]

    def state(self, country: str) -> Draft:
        """Return the draft of a country's government, entered if need be."""
        for draft in self.drafts:
            if draft.type is MentionType.STATE and draft.country == country:
                return draft
        return self.open(
            Draft(MentionType.STATE, label=country, country=country, key=find_key_words(country))
        )


def group_names(book: Book, names: Sequence[Name]) -> Mapping[Name, Draft]:
    """Enter a draft for everyone named and return which name is whose.

    Full names come first, so that a surname in a headline finds the person whom the text introduces later.
    A surname that two people share is nobody's unless one of the two alone has been introduced by then.
    """
    owners: dict[Name, Draft] = {}
    parts = _name_by_part(names)
    for name in names:
        if name.text in parts and name.type is not MentionType.PERSON:
            owners[name] = book.state(parts[name.text])
        elif name.type is MentionType.STATE and (country := find_country(name.text)):
            owners[name] = book.state(country)
        elif name.type in _ORGANISED and (place := find_governed(name.text)):
            owners[name] = book.state(place)
        elif name.type is MentionType.GROUP and not find_demonym(name.text):
            owners[name] = find_same_key(book, name, MentionType.GROUP)
    _group_people(book, [name for name in names if name.type is MentionType.PERSON], owners)
    _group_bodies(book, [name for name in names if name.type in _ORGANISED and name not in owners], owners)
    for name in names:
        if name not in owners:
            continue
        if owners[name].type is MentionType.STATE and find_governed(name.text):
            owners[name].entitle(name.text)
        else:
            owners[name].call(name.text)
    return owners


def _name_by_part(names: Iterable[Name]) -> dict[str, str]:
    """Return what a point of the compass alone means where one state named in the text begins with it: 'the North'."""
    found: dict[str, set[str]] = {}
    for name in names:
        first, _, rest = name.text.partition(" ")
        if rest and first.lower() in list_words("compass") and (country := find_country(name.text)):
            found.setdefault(first, set()).add(country)
    return {part: min(countries) for part, countries in found.items() if len(countries) == 1}


def find_same_key(book: Book, name: Name, *kinds: MentionType) -> Draft:
    """Return the draft of these kinds that goes by the words of `name`, entered if need be."""
    key = find_key_words(name.text)
    for draft in book.of_type(*kinds):
        if draft.key == key:
            return draft
    return book.open(Draft(name.type, key=key))


def _group_people(book: Book, names: Sequence[Name], owners: dict[Name, Draft]) -> None:
    full: dict[Draft, list[tuple[tuple[str, ...], int]]] = {}
    by_word: dict[str, dict[tuple[str, ...], Draft]] = {}
    for name in sorted(names, key=lambda name: (-len(name.words), name.start)):
        if len(name.words) < 2:
            continue
        near = {
            words: draft
            for word in name.words
            for words, draft in by_word.get(find_skeleton(word), {}).items()
        }
        same = list(
            dict.fromkeys(draft for words, draft in near.items() if is_same_person(name.words, words))
        )
        owner = near.get(name.words) or (same[0] if len(same) == 1 else None)
        owner = owner or book.open(Draft(MentionType.PERSON, key=frozenset(name.words)))
        full.setdefault(owner, []).append((name.words, name.start))
        for word in name.words:
            by_word.setdefault(find_skeleton(word), {})[name.words] = owner
        owners[name] = owner
    alone: dict[str, int] = {}  # where each surname first stands alone
    for name in names:
        if len(name.words) == 1:
            alone.setdefault(name.words[0], name.start)
    ends = _leave_out_juniors(_index_ends(full), full, alone)
    for name in names:
        if len(name.words) == 1:
            owners[name] = _find_by_surname(book, name, ends)


def _find_by_surname(book: Book, name: Name, ends: Mapping[tuple[int, str], Mapping[Draft, int]]) -> Draft:
    """Return who is meant by one word of a name; where two could be, someone known by that word only."""
    [word] = name.words
    for place in (-1, 0):
        sharing = ends.get((place, word), {})
        before = [draft for draft, start in sharing.items() if start < name.start]
        if len(sharing) == 1 or len(before) == 1:
            return next(iter(sharing)) if len(sharing) == 1 else before[0]
        if sharing:
            break
    alone = Draft(MentionType.PERSON, key=frozenset(name.words))
    known = (draft for draft in book.of_type(MentionType.PERSON) if draft.key == alone.key)
    return next(known, None) or book.open(alone)


def _leave_out_juniors(
    ends: Mapping[tuple[int, str], Mapping[Draft, int]],
    full: Mapping[Draft, Sequence[tuple[tuple[str, ...], int]]],
    alone: Mapping[str, int],
) -> dict[tuple[int, str], Mapping[Draft, int]]:
    """Leave out who bears a surname with 'Jr.' only, where the surname alone means somebody else.

    It does where somebody bears it without, and where it stands alone (`alone`) before the junior is named.
    """
    juniors = {
        draft for draft, known in full.items() if all(drop_generation(words) != words for words, _ in known)
    }
    left: dict[tuple[int, str], Mapping[Draft, int]] = {}
    for (place, word), bearers in ends.items():
        elders = {draft: start for draft, start in bearers.items() if draft not in juniors}
        first = alone.get(word, 0)
        left[place, word] = elders or {draft: start for draft, start in bearers.items() if start < first}
    return left


def _index_ends(
    full: Mapping[Draft, Sequence[tuple[tuple[str, ...], int]]],
) -> Mapping[tuple[int, str], Mapping[Draft, int]]:
    """Return who bears a first (0) or last (-1) word, and where each is first named so."""
    ends: dict[tuple[int, str], dict[Draft, int]] = {}
    for draft, known in full.items():
        for full_words, start in known:
            words = drop_generation(full_words)
            for place in (-1, 0):
                bearers = ends.setdefault((place, words[place]), {})
                bearers[draft] = min(start, bearers.get(draft, start))
    return ends


def _group_bodies(book: Book, names: Sequence[Name], owners: dict[Name, Draft]) -> None:
    for name in sorted(names, key=lambda name: (-len(name.words), name.start)):
        owner = find_body_draft(book, name.text) or book.open(Draft(name.type, key=find_key_words(name.text)))
        if name.type is MentionType.OUTLET:
            owner.type = MentionType.OUTLET
        owners[name] = owner
        owner.call(name.text)
        owner.names[name.text] -= 1


def find_body_draft(book: Book, text: str) -> Draft | None:
    """Return the organisation that `text` names: by the same words, its initials, or a part of its name."""
    key = find_key_words(text)
    known = book.of_type(*_ORGANISED)
    for draft in known:
        if draft.key == key and key:
            return draft
    if find_body(text):
        return None
    by_initials = [draft for draft in known if _is_short_for(text, draft)]
    if len(by_initials) == 1:
        return by_initials[0]
    words = split_words(text)
    if len(key) > 1:
        spelt = [draft for draft in known if is_same_body(key, draft.key)]
        if len(spelt) == 1:
            return spelt[0]
        larger = [
            draft
            for draft in known
            if key < draft.key and (_same_last_word(words, draft) or _is_beginning(key, draft))
        ]
        return larger[0] if len(larger) == 1 else None
    larger = [draft for draft in known if _begins_or_ends_with(draft, words)]
    return larger[0] if len(larger) == 1 else None


def _is_short_for(text: str, draft: Draft) -> bool:
    return any(is_acronym_of(text, name) or is_acronym_of(name, text) for name in draft.names)


def _same_last_word(words: Sequence[str], draft: Draft) -> bool:
    return any(split_words(name)[-1:] == tuple(words[-1:]) for name in draft.names or [draft.label])


def _is_beginning(key: frozenset[str], draft: Draft) -> bool:
    """Tell whether a name of three words or more is how a longer one begins."""
    return len(key) > 2 and any(key == start for name in draft.names for start in _beginnings(name))


def _beginnings(name: str) -> Iterator[frozenset[str]]:
    words = name.split()
    return (find_key_words(" ".join(words[:count])) for count in range(2, len(words)))


def _begins_or_ends_with(draft: Draft, words: Sequence[str]) -> bool:
    if len(words) != 1:
        return False
    for name in draft.names:
        full = () if is_residence(name) else split_words(name)
        first = full[:1] if not full or full[-1] not in list_words("public_bodies") else ()
        if len(full) > 1 and words[0] in (*first, full[-1]):
            return True
    return False


def find_inside(names: Iterable[Name], first: int, last: int) -> list[Name]:
    """Return the names whose tokens lie between two tokens."""
    return [name for name in names if first <= name.first and name.last <= last]


def find_inside_range(name_at: Mapping[int, Name], first: int, last: int) -> list[Name]:
    """Return the names that lie between two tokens, in the order of the text."""
    found = dict.fromkeys(name_at[i] for i in range(first, last) if i in name_at)
    return [name for name in found if first <= name.first and name.last <= last]
