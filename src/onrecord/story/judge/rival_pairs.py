"""Two figures -> what speaks for their being numbers for one thing that can't both be right."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import log10

from msgspec import Struct

from onrecord.annotations import FigureMention, Reading
from onrecord.lexicon import load_lexicon
from onrecord.model import Relation
from onrecord.story.figures_disputes import (
    Given,
    are_told_as_firmly,
    are_told_of_two,
    find_holder,
    replaces,
)
from onrecord.story.figures_rivals import count_two, differ, is_open
from onrecord.story.interval import is_approximate, relate
from onrecord.story.judge.clustering import Pair
from onrecord.story.judge.figure_pairs import Told
from onrecord.story.judge.network import load_judge
from onrecord.story.quantities import contradict, is_money, share_units

_WORD = re.compile(r"[a-z]+")
_BEHIND = 60  # characters behind a number that may say that it is refused
_OPENING = 3  # words that a sentence is joined by to the one before
# What says that two figures are of one quantity, and whether their numbers may differ with time.
KEPT = (
    *(
        "strong_same",
        "strong_differs",
        "head_same",
        "head_differs",
        "head_cosine",
        "names_same",
        "names_differ",
    ),
    *(
        "places_same",
        "places_differ",
        "per_differs",
        "years_differ",
        "forecast_differs",
        "partial_differs",
        "sure_differs",
    ),
    *(
        "what_share",
        "what_cosine",
        "near_share",
        "near_cosine",
        "whole_share",
        "whole_cosine",
        "match",
        "match_least",
    ),
    *(
        "near_match",
        "text_share",
        "near_names_same",
        "near_names_differ",
        "grew",
        "fell",
        "days",
        "when_same",
        "when_differs",
    ),
    *("resemblance", "both_money", "both_people", "both_measure", "both_length", "both_count"),
)
# 'As many as 2,000' allows 150 too, but who says the one and who says the other do not agree.
_UNLIKE = Decimal("1.5")
_SURELY = 0.8  # how likely numbers must be rivals whose words tell two things apart
_CUES = ("contrast", "other", "giving", "against", "narrowing")
_REPLACING = "replacing"


class Setting(Struct, frozen=True):
    """How a figure is told in its text: which cues stand before and behind it, and where."""

    before: frozenset[str]  # from the figure before it, or the beginning of its sentence
    behind: frozenset[str]
    opening: frozenset[str]  # the first words of its sentence
    place: int  # among the figures of its document
    rank: int  # among those of its unit
    alike: int  # how many of its document have its unit


@cache
def _cues() -> Mapping[str, tuple[str, ...]]:
    lexicon = load_lexicon("onrecord.story.judge", "rivals.toml")
    found: dict[str, list[str]] = defaultdict(list)
    for name in (*_CUES, _REPLACING):
        for word in sorted(lexicon.words(name)):
            found[word].append(name)
    return {word: tuple(names) for word, names in found.items()}


def _find_cues(words: str) -> frozenset[str]:
    cues = _cues()
    return frozenset(name for word in _WORD.findall(words.lower()) for name in cues.get(word, ()))


def read_settings(reading: Reading) -> dict[int, Setting]:
    """Return how each figure of a document is told, by where it starts."""
    text = reading.document.text
    figures = sorted(reading.figures, key=lambda figure: (figure.start, figure.end))
    by_unit: dict[str, list[FigureMention]] = defaultdict(list)
    for figure in figures:
        by_unit[figure.unit].append(figure)
    ranks = {id(figure): rank for some in by_unit.values() for rank, figure in enumerate(some)}
    ends = [0, *(one.end for one, _ in pairwise(figures))]
    starts = [*(other.start for _, other in pairwise(figures)), len(text)]
    found = {}
    for place, figure in enumerate(figures):
        start, end = reading.sentence_at(figure.start)
        found[figure.start] = Setting(
            before=_find_cues(text[max(start, min(ends[place], figure.start)) : figure.start]),
            behind=_find_cues(
                text[figure.end : max(figure.end, min(end, starts[place], figure.end + _BEHIND))]
            ),
            opening=_find_cues(" ".join(text[start : figure.start].split()[:_OPENING])),
            place=place,
            rank=ranks[id(figure)],
            alike=len(by_unit[figure.unit]),
        )
    return found


class RivalFinder:
    """How likely two figures are rivals, of those pairs that are judged as values of one quantity.

    It is shown the pairs as that is judged (`onrecord.story.judge.same.Look`), for their features are not kept.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        given: Sequence[Given],
        told: Sequence[Told],
        rule: Callable[[Given, Given], tuple[bool, bool, bool]],
    ) -> None:
        settings = {reading.document.id: read_settings(reading) for reading in readings}
        self._settings = [settings[item.document][item.mention.start] for item in given]
        self._given, self._told, self._rule = given, told, rule
        self._judge = load_judge("rivals")
        self._found: dict[Pair, float] = {}

    def look(
        self, pairs: Sequence[Pair], features: Sequence[Mapping[str, float]], chances: Sequence[float]
    ) -> None:
        """Judge some pairs, whose features as values of one quantity and its probability are told."""
        kept, rows = [], []
        for pair, same, chance in zip(pairs, features, chances, strict=True):
            if self.may_be_told(*pair):
                kept.append(pair)
                rows.append(self._judge.read(self.compare(pair, same, chance)))
        judged = zip(kept, self._judge.judge(rows), strict=True)
        self._found.update((pair, self._hold_back(pair, found)) for pair, found in judged)

    def _hold_back(self, pair: Pair, chance: float) -> float:
        """Return how likely two numbers are rivals: not at all where words tell two things apart and it is not sure."""
        return 0.0 if chance < _SURELY and are_told_apart(*(self._given[place] for place in pair)) else chance

    def may_be_told(self, one: int, other: int) -> bool:
        """Tell whether two numbers can be told as at odds: not 'up to 890 from an earlier estimate of 700'."""
        here, there = self._settings[one], self._settings[other]
        beside = self._told[one].document == self._told[other].document and there.place - here.place == 1
        replaced = beside and _REPLACING in there.before | there.opening
        given = self._given[one], self._given[other]
        return not (replaced or is_part(*given)) and are_tellable(*given) and not are_told_of_two(*given)

    def compare(self, pair: Pair, same: Mapping[str, float], chance: float) -> dict[str, float]:
        """Return the features of a pair by name."""
        one, other = pair
        given = self._given[one], self._given[other]
        return compare_rivals(
            (self._told[one], self._told[other]),
            given,
            (self._settings[one], self._settings[other]),
            same,
            chance,
            self._rule(*given),
        )

    def of(self, one: int, other: int) -> float:
        """Return how likely two figures are rivals; those that were not judged are none."""
        return self._found.get((min(one, other), max(one, other)), 0.0)

    @property
    def least(self) -> float:
        """How likely a pair must be to be told as at odds."""
        return self._judge.least


def may_be_rivals(one: Given, other: Given) -> bool:
    """Tell whether two numbers in units that can be one are not one number, whatever their words leave open."""
    low, high = sorted((one.quantity.size, other.quantity.size))
    if not share_units(one.quantity, other.quantity):
        return False
    return _relate(one, other) is not Relation.AGREE or high > _UNLIKE * low


def is_part(one: Given, other: Given) -> bool:
    """Tell whether the smaller number alone is of a part of what is counted: '36 of the stalls' beside '240 stalls'."""
    less, more = sorted((one, other), key=lambda item: item.quantity.size)
    return _is_of_definite(less.mention) and not _is_of_definite(more.mention)


def _is_of_definite(mention: FigureMention) -> bool:
    words = mention.exact.lower().split()
    definite = load_lexicon("onrecord.story.judge", "rivals.toml").words("definite")
    return any(word == "of" and after in definite for word, after in pairwise(words))


def are_told_apart(one: Given, other: Given) -> bool:
    """Tell whether the words around two numbers tell two things apart: other nouns, other names, a plan and a deed.

    Of nouns only those count that say more than that they are people: 'soldiers' and 'villagers'. What is to be paid
    is no plan: 'it will cost 40 million'.
    """
    heads = one.quantity.head, other.quantity.head
    nouns = "" not in heads and heads[0] != heads[1] and not any(is_open(head) for head in heads)
    planned = one.telling.planned != other.telling.planned and not is_money(one.quantity.unit)
    return nouns or planned or differ(one.telling.names, other.telling.names)


def are_tellable(one: Given, other: Given) -> bool:
    """Tell whether two numbers can be told as at odds: 'thousands' and '42,000' can't.

    Of two whose words leave room for one number, only those that one text tells can.
    """
    if replaces(one, other):
        return False
    apart = one.document == other.document and not (one.quantity.vague or other.quantity.vague)
    return may_be_rivals(one, other) and (apart or _relate(one, other) is not Relation.AGREE)


def _relate(one: Given, other: Given) -> Relation:
    approximate = is_approximate(one.value.qualifier) or is_approximate(other.value.qualifier)
    return relate(one.interval, other.interval, approximate=approximate)


def compare_rivals(
    pair: tuple[Told, Told],
    given: tuple[Given, Given],
    settings: tuple[Setting, Setting],
    same: Mapping[str, float],
    chance: float,
    ruled: tuple[bool, bool, bool],
) -> dict[str, float]:
    """Return the features of a pair by name, the one that is told first standing first.

    `same` are the features of the pair as values of one quantity, `chance` is how likely it is that, and `ruled` what
    the words of both decide: at odds, told against each other, each the one number of its holder.
    """
    (one, other), (first, second), (here, there) = pair, given, settings
    together = one.document == other.document
    steps = abs(one.sentence - other.sentence)
    low, high = sorted((one.size, other.size))
    ratio = log10(high / low) if low > 0 else 3.0
    holders = [find_holder(item) for item in given]
    beside = together and there.place - here.place == 1
    contexts = first.quantity.context, second.quantity.context
    f: dict[str, float] = {
        "chance": chance,
        "at_odds": ruled[0],
        "told_against": ruled[1],
        "answered": ruled[2],
        "together": together,
        "one_sentence": together and steps == 0,
        "next_sentence": together and steps == 1,
        "beside": beside,
        "next_of_unit": together
        and first.mention.unit == second.mention.unit
        and there.rank - here.rank == 1,
        "alike": min(10, max(here.alike, there.alike)),
        "between": min(6, there.place - here.place) if together else 0,
        "held_both": None not in holders,
        "held_one": holders.count(None) == 1,
        "holder_same": None not in holders and holders[0] == holders[1],
        "holder_differs": None not in holders and holders[0] != holders[1],
        "statements_differ": first.mention.attribution != second.mention.attribution if together else 0.5,
        "overlap": _relate(first, second) is Relation.AGREE,
        "ratio": min(ratio, 3.0),
        "close": ratio < 0.05,
        "apart": ratio < 0.3,
        "far": ratio > 1.0,
        "approximate": is_approximate(first.value.qualifier) or is_approximate(second.value.qualifier),
        "open": None in first.interval or None in second.interval,
        "vague": first.quantity.vague or second.quantity.vague,
        "bare": first.quantity.unit == "" or second.quantity.unit == "",
        "unit_same": first.quantity.unit == second.quantity.unit,
        "contradict": contradict(first.quantity, second.quantity),
        "forecast_both": all(c.forecast for c in contexts),
        "partial": any(c.partial for c in contexts),
        "listed": any(c.listed for c in contexts),
        "added": any(c.added for c in contexts),
        "former": first.mention.former or second.mention.former,
        "two": count_two(first.quantity, second.quantity),
        "told_apart": are_told_apart(first, second),
        "planned_both": first.telling.planned and second.telling.planned,
        "firm": are_told_as_firmly(first, second),
        "part": is_part(first, second),
    }
    for name in _CUES:
        f[f"{name}_before"] = beside * (name in there.before)
        f[f"{name}_behind"] = beside * (name in here.behind or name in there.behind)
        f[f"{name}_opening"] = together * (name in there.opening)
        f[f"{name}_any"] = (name in here.before) + (name in there.before)
    f["giving_both"] = "giving" in here.before | here.behind and "giving" in there.before | there.behind
    for name in KEPT:
        f[f"same_{name}"] = same[name]
    f["chance*held"] = chance * f["holder_differs"]
    f["chance*beside"] = chance * f["beside"]
    f["what*beside"] = same["what_cosine"] * f["beside"]
    f["what*held"] = same["what_cosine"] * f["holder_differs"]
    f["bare*beside"] = f["bare"] * f["beside"]
    f["held*beside"] = f["holder_differs"] * f["beside"]
    f["held*near"] = f["holder_differs"] * (together and steps <= 1)
    return f
