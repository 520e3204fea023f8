"""Assertions that negate the very words of somebody else -> denials of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.lexicon import compile_any, load_lexicon
from onrecord.model import Act, Statement
from onrecord.story.statements import Statements

_FEWEST = 3  # words of weight that the negation and what it answers have in common
_MOST_OF = 0.75  # share of the negated words that what it answers has too
_NEGATED = 8  # words behind a negation that it bears on at most
_NEAR = 900  # characters from a report that is asked about to the answer
# What is no more than doubted, asked for or announced is no claim that can be contradicted.
_CLAIMS = frozenset({Act.ASSERT, Act.ACCUSE, Act.WELCOME})

Stem = Callable[[str], frozenset[str]]


@cache
def _negation() -> re.Pattern[str]:
    return compile_any(load_lexicon("onrecord.story", "denials.toml").entries)


def find_negated(words: str) -> Iterator[str]:
    """Yield what stands behind each negation of a fact, up to the end of its clause.

    >>> list(find_negated("No, this is not a quiet town. It should not grow."))
    ['a quiet town']
    """
    lower = words.lower()
    for found in _negation().finditer(lower):
        end = re.search(r"[.;:!?—–]|, (?:but|and|because|as|while)\b|$", lower[found.end() :])
        behind = lower[found.end() : found.end() + (end.start() if end else 0)]
        yield " ".join(behind.split()[:_NEGATED])


def rebut(readings: Sequence[Reading], statements: Statements, stems: Stem) -> Statements:
    """Return the statements, those that contradict somebody's very words as denials of them.

    '“This is not a success,” said the union', where the minister called it 'a great success' before. A report that
    the speaker is asked about counts too; as nobody on record says its words, the denial then answers nothing.
    """
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements.statements:
        if statement.content:
            told[statement.document].append(statement)
    changed: dict[str, Statement] = {}
    for reading in readings:
        here = sorted(told.get(reading.document.id, ()), key=lambda item: (item.content[0].start, item.id))
        known = [(item, _list_claimed(item, stems)) for item in here]
        for place, item in enumerate(here):
            if item.act is not Act.ASSERT:
                continue
            negated = [w for part in find_negated(_text_of(item)) if len(w := stems(part)) >= _FEWEST]
            if not negated:
                continue
            answers = _find_answered(item, negated, known[:place])
            if answers or _answers_report(reading, item, negated, stems):
                changed[item.id] = replace(item, act=Act.DENY, answers=answers)
    return Statements(
        tuple(changed.get(item.id, item) for item in statements.statements),
        {key: changed.get(item.id, item) for key, item in statements.by_attribution.items()},
    )


def _list_claimed(item: Statement, stems: Stem) -> frozenset[str]:
    """Return the words of what somebody says to be so; none of what he negates himself."""
    words = _text_of(item)
    return stems(words) - {word for part in find_negated(words) for word in stems(part)}


def _text_of(statement: Statement) -> str:
    return " ".join(span.exact.replace("\n", " ") for span in statement.content)


def _find_answered(
    item: Statement, negated: Sequence[frozenset[str]], before: Sequence[tuple[Statement, frozenset[str]]]
) -> tuple[str, ...]:
    """Return the last claim of somebody else whose words the negation takes up."""
    for other, words in reversed(before):
        differs = other.speaker is None or other.speaker != item.speaker
        apart = other.content[-1].end <= item.content[0].start
        if differs and apart and other.act in _CLAIMS and any(_takes_up(part, words) for part in negated):
            return (other.id,)
    return ()


def _takes_up(negated: frozenset[str], words: frozenset[str]) -> bool:
    common = len(negated & words)
    return common >= _FEWEST and common >= _MOST_OF * len(negated)


def _answers_report(
    reading: Reading, item: Statement, negated: Sequence[frozenset[str]], stems: Stem
) -> bool:
    """Tell whether the negation takes up what the speaker is said, shortly before, to be asked about."""
    text, start = reading.document.text, item.content[0].start
    for sentence in reading.sentences:
        if start - _NEAR <= sentence.start and sentence.end <= start:
            words = text[sentence.start : sentence.end]
            if _asks(words) and any(_takes_up(part, stems(words)) for part in negated):
                return True
    return False


def _asks(sentence: str) -> bool:
    words = frozenset(re.findall(r"\w+", sentence.lower()))
    lexicon = load_lexicon("onrecord.story", "denials.toml")
    return bool(words & lexicon.words("asking")) and bool(words & lexicon.words("allegations"))
