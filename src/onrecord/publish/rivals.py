"""Rival names: different words for one thing. Two ways to spell the same words are no rivals."""

import re
from collections import defaultdict

from rapidfuzz import fuzz

from onrecord.model import Naming, Record, Span
from onrecord.publish.citations import shorten

_LONGEST = 90  # characters of a name
_ALIKE = 82  # of 100, for each word: 'centers' and 'centres', 'camp' and 'camps'
_NO_MARKS = str.maketrans("", "", '"“”„«»')  # in which some put a name and others do not

Uses = list[tuple[str | None, Span]]


def list_rivals(record: Record) -> list[tuple[Naming, list[tuple[str, Uses]]]]:
    """Return the things with rival names, each name with who uses it where, the most used first."""
    found = []
    for naming in record.namings:
        names = gather_names(naming)
        if len(names) > 1:
            found.append((naming, names))
    return found


def gather_names(naming: Naming) -> list[tuple[str, Uses]]:
    """Return the names of one thing, those that differ in spelling alone together."""
    spelled: dict[str, Uses] = defaultdict(list)
    for name in naming.names:
        words = shorten(" ".join(name.span.exact.split()), _LONGEST).translate(_NO_MARKS)
        spelled[words].append((name.holder, name.span))
    grouped: dict[str, Uses] = {}
    for words, uses in sorted(spelled.items(), key=lambda item: -len(item[1])):
        same = next((other for other in grouped if _is_same(words, other)), words)
        grouped.setdefault(same, []).extend(uses)
    return sorted(grouped.items(), key=lambda item: -len(item[1]))


def _is_same(one: str, other: str) -> bool:
    """Tell whether two names differ in spelling alone: word by word, each is nearly the same letters."""
    mine, yours = (re.findall(r"\w+", words.casefold()) for words in (one, other))
    return len(mine) == len(yours) and all(
        fuzz.ratio(a, b) >= _ALIKE for a, b in zip(mine, yours, strict=True)
    )
