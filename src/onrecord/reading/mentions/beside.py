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
from onrecord.reading.mentions.pronouns import is_subject, tell_gender
from onrecord.reading.mentions.titles import find_gender, find_titles

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_NEAR = 6  # tokens before or after a name in which a relative is told
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_SURE_VOTES = 2  # pronouns of one gender, and none of the other, from which they tell somebody's gender


class Beside(Struct, frozen=True):
    """What the words beside a name tell of its bearer."""

    offices: frozenset[str] = frozenset()  # of state, held now: 'crown prince'
    gender: str = ""  # 'm', 'f', or not told
    aside: bool = False  # a relative of somebody, or dead: 'his wife Ada Lund', 'the late Per Berg'
    introduced: bool = False  # as one of many: 'Lund, a smith'
    acts: bool = False  # the subject of its clause


def join_beside(told: Iterable[Beside]) -> Beside:
    """Return what several mentions of one person tell together; where they differ on the gender, it is not told."""
    told = list(told)
    genders = {one.gender for one in told} - {""}
    return Beside(
        frozenset(office for one in told for office in one.offices),
        genders.pop() if len(genders) == 1 else "",
        any(one.aside for one in told),
        any(one.introduced for one in told),
        any(one.acts for one in told),
    )


def read_beside(doc: Doc, names: Sequence[Name], quoted: Sequence[bool]) -> dict[Name, Beside]:
    """Return what stands beside each name of a person. `quoted` tells which tokens are quoted."""
    people = [name for name in names if name.type is MentionType.PERSON]
    votes = _vote(doc, people, quoted)
    return {name: _read(doc, name, votes.get(name.words, "")) for name in people}


def _read(doc: Doc, name: Name, voted: str) -> Beside:
    offices = set(_list_shared_offices(doc, name))
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
    acts = is_subject(doc[name.head])
    return Beside(frozenset(offices), gender or voted, aside or _is_whose(doc, name), introduced, acts)


def _list_shared_offices(doc: Doc, name: Name) -> Iterator[str]:
    """Yield the office that a plural before the name gives to several: 'Presidents Rao and Holt'."""
    if name.first and (plural := strip_point(doc[name.first - 1])).endswith("s"):
        yield from _list_offices([plural.removesuffix("s")])


def _find_kin(doc: Doc, name: Name) -> str | None:
    """Return what relative it is said to be: 'sister' of 'his sister, Ada Lund' and 'Ada Lund, his sister'."""
    before = _reach_before(doc, name)
    if (
        before
        and strip_point(before[0]) in list_words("kin")
        and any(map(_owns, before[0].doc[before[0].i - _NEAR : before[0].i]))
    ):
        return strip_point(before[0])
    after = list(doc[name.last : name.last + _NEAR])
    if len(after) < 2 or after[0].text != "," or not _owns(after[1]):
        return _find_kin_told(doc[name.head])
    return next((word for token in after[2:] if (word := strip_point(token)) in list_words("kin")), None)


def _find_kin_told(head: Token) -> str | None:
    """Return whose relative a clause says that a person is: 'Ada Lund, who lives in Elm and is the mayor's sister'."""
    clauses = [child for child in head.children if child.dep_ == "relcl"]
    clauses += [head.head] if head.dep_ == "nsubj" else []
    verbs = [verb for clause in clauses for verb in (clause, *clause.conjuncts)]
    told = [child for verb in verbs if verb.lemma_ == "be" for child in verb.rights if child.dep_ == "attr"]
    for noun in told:
        owned = any(child.dep_ == "poss" for child in noun.children)
        negated = any(child.dep_ == "neg" for child in (*noun.children, *noun.head.children))
        words = [
            strip_point(token) for token in noun.doc[noun.left_edge.i : noun.i + 1] if token.dep_ != "poss"
        ]
        kin = next((word for word in reversed(words) if word in list_words("kin")), None)
        if kin is not None and owned and not negated:
            return kin
    return None


def _is_whose(doc: Doc, name: Name) -> bool:
    """Tell whether only a relative of his is spoken of: 'a grandson of former mayor Per Berg'."""
    before = _reach_before(doc, name)
    of = before[0].i - 1 if before else name.first - 1
    return of > 0 and doc[of].lower_ == "of" and strip_point(doc[of - 1]) in list_words("kin")


def _reach_before(doc: Doc, name: Name) -> list[Token]:
    """Return the words before a name back to the noun or the 'of' that it stands with: 'son, the smith [Per Berg]'."""
    found: list[Token] = []
    for token in reversed(doc[max(name.first - _NEAR, 0) : name.first]):
        if not (token.pos_ in _NOMINAL or token.text in (",", "-")):
            break
        found.insert(0, token)
        if strip_point(token) in list_words("kin"):
            break
    return found


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
