"""Text -> the words that match a rule, none overlapping. Looks at nothing but the text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.times.grammar import FIGURE, Rule, load_rules


class Match(NamedTuple):
    """Words that a rule matched, and what stood in its named places (lower case, single blanks)."""

    start: int
    end: int
    rule: Rule
    groups: dict[str, str]


# An expression reaches no further than this from a word it is found on, before and after.
_BEFORE, _AFTER = 60, 60
_WORD = re.compile(r"\w+")


def find_matches(text: str) -> list[Match]:
    """Return the matches of the rules in order, the longest where several overlap."""
    regions = _find_regions(text)
    found = [
        match
        for rule in load_rules()
        for begin, end in regions.get(rule.order, ())
        for match in _matches(text, rule, begin, end)
    ]
    found.sort(key=lambda match: (match.start - match.end, match.rule.order, match.start))
    taken = bytearray(len(text))
    kept = []
    for match in found:
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\x01" * (match.end - match.start)
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


@cache
def _rules_by_word() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for rule in load_rules():
        for word in rule.on:
            found.setdefault(word, []).append(rule.order)
    return {word: tuple(orders) for word, orders in found.items()}


def _find_regions(text: str) -> dict[int, list[tuple[int, int]]]:
    """Return, by rule, the stretches of text near a word on which it is found, in order and apart."""
    by_word = _rules_by_word()
    regions: dict[int, list[tuple[int, int]]] = {}
    for found in _WORD.finditer(text):
        word = found[0].lower()
        orders = by_word.get(word) or (by_word.get(word[:-1]) if word.endswith("s") else None)
        if orders is None:
            orders = by_word[FIGURE] if word[0].isdigit() else ()
        for order in orders:
            begin, end = max(0, found.start() - _BEFORE), found.end() + _AFTER
            stretches = regions.setdefault(order, [])
            if stretches and begin <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((begin, end))
    return regions


def _matches(text: str, rule: Rule, begin: int, end: int) -> Iterator[Match]:
    # The stretch ends after a whole word, or a form could match up to the middle of one.
    while end < len(text) and text[end - 1].isalnum():
        end += 1
    for found in rule.pattern.finditer(text, begin, end):
        if found.end() > found.start():
            yield Match(found.start(), found.end(), rule, _groups(found))


def _groups(found: re.Match[str]) -> dict[str, str]:
    return {name: " ".join(words.lower().split()) for name, words in found.groupdict().items() if words}
