"""Denials -> the statements they answer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import Act, Statement
from onrecord.story.rebuttals import rebut
from onrecord.story.statements import Statements

_ANSWERABLE = frozenset({Act.ACCUSE, Act.ASSERT})
_ENOUGH = 0.4  # share of a denial's words, weighted by rarity, that what it answers has too
_NEAR = 700  # characters: 'the allegations' go back to what stands this far before at most
_LONGEST = 3  # answers of one denial; a reader wants the statements denied, not all that resemble them


class _Words(Struct, frozen=True):
    """A statement with the words that tell it from others."""

    statement: Statement
    start: int
    words: frozenset[str]
    pointing: bool  # it names an allegation without repeating it


@cache
def _list(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.story", "denials.toml").words(name)


def link_denials(readings: Sequence[Reading], statements: Statements) -> Statements:
    """Return the statements, each denial with the ids of what it denies, where that can be told.

    A denial answers a statement of somebody else whose words it repeats, or, if it only says 'the allegations',
    the accusation that stands shortly before it. Where neither is found it answers nothing on record.
    """
    statements = rebut(readings, statements, list_stems)
    said = [_read_words(statement) for statement in statements.statements if statement.content]
    rarity = _weigh(said)
    index: dict[str, list[_Words]] = defaultdict(list)
    for item in said:
        if item.statement.act in _ANSWERABLE:
            for word in sorted(item.words):
                index[word].append(item)
    days = {reading.document.id: reading.document.published.latest for reading in readings}
    accusations: dict[str, list[_Words]] = defaultdict(list)
    for item in said:
        if item.statement.act is Act.ACCUSE:
            accusations[item.statement.document].append(item)
    answered: dict[str, Statement] = {}
    for item in said:
        if item.statement.act is not Act.DENY or item.statement.answers:
            continue
        known = (other for other in _find_candidates(item, index, rarity) if _came_before(item, other, days))
        answers = _rank_answers(item, known, rarity) or _find_pointed(
            item, accusations[item.statement.document]
        )
        if answers:
            answered[item.statement.id] = replace(item.statement, answers=answers)
    return Statements(
        tuple(answered.get(statement.id, statement) for statement in statements.statements),
        {key: answered.get(statement.id, statement) for key, statement in statements.by_attribution.items()},
    )


def _read_words(statement: Statement) -> _Words:
    words = " ".join(span.exact for span in statement.content)
    found = {_stem(word) for word in re.findall(r"\w+", words.lower())}
    return _Words(
        statement,
        statement.content[0].start,
        list_stems(words),
        bool(found & {_stem(word) for word in _list("allegations")}),
    )


def list_stems(words: str) -> frozenset[str]:
    """Return the words of weight without their endings."""
    found = {_stem(word) for word in re.findall(r"\w+", words.lower())}
    return frozenset(word for word in found if len(word) > 2 and word not in _list("empty"))


def _stem(word: str) -> str:
    """Return a word without the endings by which an allegation and its denial differ: 'abuses', 'abused'.

    >>> _stem("abuses") == _stem("abused")
    True
    """
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def _weigh(said: Sequence[_Words]) -> Mapping[str, float]:
    """Return the rarity of each word among the statements (inverse document frequency, Spärck Jones 1972)."""
    counts: dict[str, int] = defaultdict(int)
    for item in said:
        for word in item.words:
            counts[word] += 1
    return {word: log(1 + len(said) / count) for word, count in counts.items()}


def _find_candidates(
    denial: _Words, index: Mapping[str, Sequence[_Words]], rarity: Mapping[str, float]
) -> Iterable[_Words]:
    """Return the statements that share one of the denial's rarer words."""
    rarest = sorted(denial.words, key=lambda word: (-rarity[word], word))[:12]
    found = {item.statement.id: item for word in rarest for item in index.get(word, ())}
    return (found[key] for key in sorted(found))


def _came_before(denial: _Words, other: _Words, days: Mapping[str, object]) -> bool:
    """Tell whether a statement can be what is denied: of somebody else, and told before."""
    one, two = denial.statement, other.statement
    if one.speaker is not None and one.speaker == two.speaker:
        return False
    if one.document == two.document:
        return other.start < denial.start
    return not _is_later(days.get(two.document), days.get(one.document))


def _is_later(one: object, other: object) -> bool:
    return one is not None and other is not None and str(one) > str(other)


def _rank_answers(
    denial: _Words, candidates: Iterable[_Words], rarity: Mapping[str, float]
) -> tuple[str, ...]:
    whole = sum(rarity[word] for word in denial.words)
    scored = []
    for other in candidates:
        shared = denial.words & other.words
        if len(shared) < 2:
            continue
        share = sum(rarity[word] for word in sorted(shared)) / whole
        if share >= _ENOUGH:
            accuses = other.statement.act is Act.ACCUSE
            near = other.statement.document == denial.statement.document
            scored.append((not accuses, not near, -share, other.statement.id))
    return tuple(key for *_, key in sorted(scored)[:_LONGEST])


def _find_pointed(denial: _Words, accusations: Sequence[_Words]) -> tuple[str, ...]:
    """Return the accusation that 'the allegations' go back to: the nearest before in the document, by another."""
    if not denial.pointing:
        return ()
    before = [
        other
        for other in accusations
        if 0 < denial.start - other.start <= _NEAR
        and (other.statement.speaker is None or other.statement.speaker != denial.statement.speaker)
    ]
    nearest = max(before, key=lambda other: (other.start, other.statement.id), default=None)
    return (nearest.statement.id,) if nearest else ()
