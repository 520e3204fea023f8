"""Two values of one quantity -> what speaks for and against their being in dispute.

Most values of one quantity that differ are later counts, roundings or parts of each other. What is in dispute shows in
how it is told: close together, each by a holder of its own, with words that set one number against the other.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from math import log1p, log10

from onrecord.lexicon import load_lexicon
from onrecord.story.denials import stem
from onrecord.story.figures_disputes import Given
from onrecord.story.interval import is_approximate, is_before, rose
from onrecord.story.quantities import touch

_NEAR, _AROUND, _FURTHEST = 150, 350, 400  # characters from one number to the other in a text
_BEHIND = 120  # characters behind the second number
_CLOSE, _APART = log10(1.3), 3.0  # powers of ten between two numbers
_UNDATED = 30  # days between two values of which one has no day
_KINDS = ("contrast", "dispute", "other", "estimate", "negation", "saying")
_WORD = re.compile(r"[a-z]+(?:['’]t)?")


@cache
def _list(kind: str) -> frozenset[str]:
    return frozenset(map(stem, load_lexicon("onrecord.story.judge", "rivals.toml").words(kind)))


def _count(words: str) -> list[int]:
    """Return how many of the words are of each kind, two at most."""
    found = [stem(word) for word in _WORD.findall(words.lower())]
    negated = [word for word in found if word.endswith(("'t", "’t"))]
    counts = [sum(word in _list(kind) for word in found) for kind in _KINDS]
    counts[_KINDS.index("negation")] += len(negated)
    return [min(2, count) for count in counts]


def compare_rivals(one: Given, other: Given, texts: Mapping[str, str]) -> dict[str, float]:
    """Return the features of a pair by name; which of the two comes first changes nothing.

    `texts` are those of the documents by id.
    """
    first, second = sorted((one, other), key=lambda item: (item.document, item.value.span.start))
    here, there = first.quantity, second.quantity
    same = first.document == second.document
    gap = second.value.span.start - first.value.span.end if same else 0
    ratio = _compare_sizes(first, second)
    f: dict[str, float] = {
        "same_document": same,
        "gap": min(log1p(max(gap, 0)), 7.0) * same,
        "gap_near": same and gap < _NEAR,
        "gap_around": same and gap < _AROUND,
        "same_sentence": same and first.sentence == second.sentence,
        "ratio": ratio,
        "near": ratio < _CLOSE,
        "both_people": {here.unit, there.unit} == {"people"},
        "level": here.level or there.level,
        "vague": here.vague or there.vague,
        "dead": "death" in here.strong | there.strong,
        "places_same": bool(here.places and there.places) and touch(here.places, there.places),
        "names_same": bool(here.names & there.names),
        "keys_same": min(3, len(here.keys & there.keys)),
        "forecast": here.context.forecast + there.context.forecast,
        "forecast_differs": here.context.forecast != there.context.forecast,
        "partial": here.context.partial or there.context.partial,
        "listed": here.context.listed or there.context.listed,
        "per_differs": here.context.per != there.context.per,
        "former": first.mention.former or second.mention.former,
        "approximate": is_approximate(first.value.qualifier) or is_approximate(second.value.qualifier),
        "open": None in first.interval or None in second.interval,
        "qualified_one": (first.value.qualifier is None) != (second.value.qualifier is None),
        "qualified_same": first.value.qualifier == second.value.qualifier,
    }
    f |= _compare_holders(first, second, near=same and gap < _AROUND)
    f |= _compare_days(first, second)
    f |= _compare_words(first, second, texts, close=same and gap < _FURTHEST)
    return {name: float(value) for name, value in f.items()}


def _compare_sizes(one: Given, other: Given) -> float:
    low, high = sorted((float(one.quantity.size), float(other.quantity.size)))
    return min(_APART, log10(high / low)) if low > 0 else _APART * (high > 0)


def _compare_holders(one: Given, other: Given, *, near: bool) -> dict[str, float]:
    same = one.document == other.document
    told = [item.value.holder is not None or item.mention.attribution is not None for item in (one, other)]
    known = None not in (one.value.holder, other.value.holder)
    differ = known and one.value.holder != other.value.holder
    return {
        "held_both": all(told),
        "held_one": told[0] != told[1],
        "holder_differs": differ,
        "holder_same": known and not differ,
        "holder_differs_here": differ and same,
        "holder_differs_near": differ and near,
        "statement_same": same
        and one.mention.attribution is not None
        and one.mention.attribution == other.mention.attribution,
    }


def _compare_days(one: Given, other: Given) -> dict[str, float]:
    days = [item.value.on.latest or item.value.on.earliest for item in (one, other)]
    first, second = days
    apart = abs((first - second).days) if first is not None and second is not None else _UNDATED
    early, late = (one, other) if (first or date.min) <= (second or date.min) else (other, one)
    before = is_before(early.value.on, late.value.on)
    return {
        "days": min(log1p(apart), 6.0),
        "apart": before,
        "rose": before and rose(early.interval, late.interval),
        "fell": before and rose(late.interval, early.interval),
    }


def _compare_words(one: Given, other: Given, texts: Mapping[str, str], *, close: bool) -> dict[str, float]:
    text = texts[other.document]
    between = text[one.value.span.end : other.value.span.start] if close else ""
    behind = text[other.value.span.end : other.sentence.end][:_BEHIND] if close else ""
    here, there = _count(one.sentence.exact), _count(other.sentence.exact)
    f: dict[str, float] = {}
    for kind, *counts in zip(_KINDS, _count(between), _count(behind), here, there, strict=True):
        f[f"between_{kind}"], f[f"behind_{kind}"] = counts[:2]
        f[f"both_{kind}"], f[f"each_{kind}"] = counts[2] + counts[3], min(counts[2:])
    return f
