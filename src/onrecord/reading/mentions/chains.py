"""Names -> drafts of chains: which names of one document name the same."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from onrecord.annotations import MentionType
from onrecord.model import Offsets
from onrecord.names import (
    find_key_words,
    is_acronym_of,
    is_same_body,
    is_spelt_out,
    split_words,
)
from onrecord.reading.mentions.name_types import is_residence, list_words
from onrecord.reading.mentions.names import Name
from onrecord.world import find_body

_TWO_INITIALS = 2
_VOWELS = frozenset("AEIOUY")
_PART = re.compile(r"[^\W\d_]+")
ORGANISED = frozenset({MentionType.ORGANISATION, MentionType.OUTLET})


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
    offices: frozenset[str] = frozenset()  # of state, held now
    indefinite: bool = False  # brought in as one of many: 'a judge'
    aside: bool = False  # somebody's relative, or dead

    @property
    def name(self) -> str:
        """The fullest name: the one with most words, then the most frequent, then the longest.

        One in capitals, as headings have them, is taken where no other is whole, and somebody's name is then told in
        small letters.
        """
        names = [name for name in self.names if not name.isupper()]
        best = self._choose(names)
        whole = self._choose(name for name in self.names if name.isupper())
        if self.type is MentionType.PERSON and not is_spelt_out(best) and is_spelt_out(whole):
            return " ".join(_lower(word, names) for word in whole.split())
        return best or whole or self.label

    def _choose(self, names: Iterable[str]) -> str:
        return max(names, key=lambda name: (len(name.split()), self.names[name], len(name), name), default="")

    def entitle(self, title: str) -> None:
        """Enter a title, once."""
        if title not in self.titles:
            self.titles.append(title)

    def call(self, name: str) -> None:
        """Count one more use of a proper name."""
        self.names[name] = self.names.get(name, 0) + 1


def _lower(word: str, names: Iterable[str]) -> str:
    """Return a word of a name in small letters, as one of the names has it, or with a capital for each of its parts."""
    known = (other for name in names for other in name.split() if other.casefold() == word.casefold())
    return next(known, _PART.sub(_lower_part, word))


def _lower_part(part: re.Match[str]) -> str:
    initials = len(part[0]) == _TWO_INITIALS and _VOWELS.isdisjoint(part[0])
    return part[0] if initials else part[0].capitalize()  # 'JD'


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


def find_same_key(book: Book, name: Name, *kinds: MentionType) -> Draft:
    """Return the draft of these kinds that goes by the words of `name`, entered if need be."""
    key = find_key_words(name.text)
    for draft in book.of_type(*kinds):
        if draft.key == key:
            return draft
    return book.open(Draft(name.type, key=key))


def group_bodies(
    book: Book, names: Sequence[Name], owners: dict[Name, Draft], spelt_out: Mapping[str, str]
) -> None:
    """Enter a draft for every organisation named, the longest name first, and whose each name is.

    `spelt_out` gives the full names of initials that the text itself explains.
    """
    for name in sorted(names, key=lambda name: (-len(name.words), name.start)):
        text = spelt_out.get(name.text, name.text)
        owner = find_body_draft(book, text) or book.open(Draft(name.type, key=find_key_words(text)))
        if name.type is MentionType.OUTLET:
            owner.type = MentionType.OUTLET
        owners[name] = owner
        owner.call(name.text)
        owner.names[name.text] -= 1


def find_body_draft(book: Book, text: str) -> Draft | None:
    """Return the organisation that `text` names: by the same words, its initials, or a part of its name."""
    key = find_key_words(text)
    known = book.of_type(*ORGANISED)
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
