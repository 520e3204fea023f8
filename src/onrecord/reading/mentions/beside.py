"""What the words beside a person's name tell of its bearer: an office of state, a gender, whose relative it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.annotations import MentionType
from onrecord.reading.columns import read_columns
from onrecord.reading.mentions.name_types import list_words, strip_point
from onrecord.reading.mentions.names import Name
from onrecord.reading.mentions.pronouns import tell_gender
from onrecord.reading.mentions.titles import find_gender, find_titles

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_NEAR = 5  # tokens before or after a name in which a relative is told
_SURE_VOTES = 2  # pronouns of one gender, and none of the other, from which they tell somebody's gender


class Beside(Struct, frozen=True):
    """What the words beside a name tell of its bearer."""

    offices: frozenset[str] = frozenset()  # of state, held now: 'crown prince'
    gender: str = ""  # 'm', 'f', or not told
    aside: bool = False  # a relative of somebody, or dead: 'his wife Ada Lund', 'the late Per Berg'
    introduced: bool = False  # as one of many: 'Lund, a smith'


def join_beside(told: Iterable[Beside]) -> Beside:
    """Return what several mentions of one person tell together; where they differ on the gender, it is not told."""
    told = list(told)
    genders = {one.gender for one in told} - {""}
    return Beside(
        frozenset(office for one in told for office in one.offices),
        genders.pop() if len(genders) == 1 else "",
        any(one.aside for one in told),
        any(one.introduced for one in told),
    )


def read_beside(doc: Doc, names: Sequence[Name], quoted: Sequence[bool]) -> dict[Name, Beside]:
    """Return what stands beside each name of a person. `quoted` tells which tokens are quoted."""
    people = [name for name in names if name.type is MentionType.PERSON]
    votes = _vote(doc, people, quoted)
    return {name: _read(doc, name, votes.get(name.words, "")) for name in people}


def _read(doc: Doc, name: Name, voted: str) -> Beside:
    offices: set[str] = set()
    kin = _find_kin(doc, name)
    aside, gender = kin is not None, find_gender(doc, name) or _gender_of(kin or "")
    introduced = False
    for title in find_titles(doc, name):
        introduced = introduced or (
            title.first >= name.last and doc[title.first].lower_ in list_words("one_of_many")
        )
        nouns = list(_find_heads(doc, title.first, title.last))
        words = [strip_point(token) for token in nouns]
        before = [strip_point(token) for token in doc[title.first : title.last]]
        aside = aside or bool(words and words[-1] in list_words("kin"))
        aside = aside or not list_words("dead").isdisjoint(before)
        if list_words("no_longer").isdisjoint(before):
            offices.update(_list_offices(words))
        if not gender and words:
            gender = _gender_of(words[-1])
    return Beside(frozenset(offices), gender or voted, aside, introduced)


def _find_kin(doc: Doc, name: Name) -> str | None:
    """Return what relative it is said to be: 'sister' of 'his sister, Ada Lund' and 'Ada Lund, his sister'."""
    before = [token for token in doc[max(name.first - _NEAR, 0) : name.first] if token.text != ","]
    if before and strip_point(before[-1]) in list_words("kin") and any(map(_owns, before[:-1])):
        return strip_point(before[-1])
    after = list(doc[name.last : name.last + _NEAR])
    if len(after) < 2 or after[0].text != "," or not _owns(after[1]):
        return None
    return next((word for token in after[2:] if (word := strip_point(token)) in list_words("kin")), None)


def _owns(token: Token) -> bool:
    return token.text in _POSSESSIVE or token.lower_ in list_words("possessives")


def _find_heads(doc: Doc, first: int, last: int) -> Iterator[Token]:
    """Yield the words of a title that say what its bearer is, not whose: 'envoy' in 'Lund’s envoy to Peru'."""
    start = next((i + 1 for i in reversed(range(first, last)) if doc[i].text in _POSSESSIVE), first)
    for token in doc[start:last]:
        if token.pos_ == "ADP" or token.lower_ in ("to", "who", "which"):
            return
        if token.is_alpha or "-" in token.text:
            yield token


def _gender_of(word: str) -> str:
    return "f" if word in list_words("female") else "m" if word in list_words("male") else ""


@cache
def _spelt_out() -> Mapping[str, str]:
    """Return the offices behind their abbreviations."""
    return dict(pair.split() for pair in list_words("spelt_out"))


def _list_offices(words: Sequence[str]) -> Iterator[str]:
    """Yield the offices of state among the words of a title, each with what makes it another: 'vice president'."""
    full = [_spelt_out().get(word, word) for word in words]
    for before, word in pairwise(["", *full]):
        if word in list_words("offices"):
            yield f"{before} {word}" if before in list_words("office_modifiers") else word


def _vote(doc: Doc, people: Iterable[Name], quoted: Sequence[bool]) -> dict[tuple[str, ...], str]:
    """Return the gender of each name that the pronouns beside it agree on, where no other person is named near."""
    sentence_of: dict[int, int] = {}
    for number, sentence in enumerate(doc.sents):
        sentence_of.update(dict.fromkeys(range(sentence.start, sentence.end), number))
    named: dict[int, list[Name]] = {}
    for name in people:
        named.setdefault(sentence_of[name.first], []).append(name)
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for i, word in enumerate(read_columns(doc).lowers):
        gender = tell_gender(word)
        if not gender or quoted[i]:
            continue
        here = sentence_of[i]
        near = [*named.get(here - 1, ()), *(name for name in named.get(here, ()) if name.first < i)]
        if len({name.words for name in near}) == 1:
            votes.setdefault(near[0].words, Counter())[gender] += 1
    return {
        words: next(iter(counts))
        for words, counts in votes.items()
        if len(counts) == 1 and counts.total() >= _SURE_VOTES
    }
