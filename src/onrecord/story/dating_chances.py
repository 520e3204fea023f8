"""What a document names, what it is like and what bounds it -> how likely it is of each day."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from math import log

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.model import Offsets, When
from onrecord.story.dating_facts import SURELY_RIGHT, Fact
from onrecord.story.judge.days import Clue, Floats, lay_calendar, load_table, weigh_clue, weigh_nearness

# The share of all chances that the days told of a document hold.
SURE = 0.93
# How far its words may mislead: so much is left to what its neighbours make likely, and what is sure.
DOUBT = 0.05
# Years of facts that are kept at hand: every document is weighed again and again, over more or fewer years.
_KEPT = 16_384
_KEPT_DAYS = 256  # years whose days are kept at hand
_REACH = 3  # years before the first of its neighbours and after the last
# How much likelier a document's words make the days that they favour, as a logarithm, to be told as their reason.
_TELLING = 0.5


def list_allowed(fact: Fact, first: date, last: date) -> NDArray[np.bool_]:
    """Return of each day between two whether a fact allows it."""
    days = np.concatenate([_list_year(fact, year) for year in range(first.year, last.year + 1)])
    start = first.timetuple().tm_yday - 1
    return days[start : start + (last - first).days + 1]


@lru_cache(_KEPT)
def _list_year(fact: Fact, year: int) -> NDArray[np.bool_]:
    """Return of each day of a year whether a fact allows it."""
    return np.array(list(map(fact.allows, _list_days(year))), dtype=np.bool_)


@lru_cache(_KEPT_DAYS)
def _list_days(year: int) -> tuple[date, ...]:
    """Return the days of a year."""
    days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    return tuple(map(date.fromordinal, days))


class Weighed(Struct, frozen=True, eq=False):
    """How likely each day is, from a first one on, and the words that make the likely ones so, if any do."""

    first: date
    chances: Floats
    words: Offsets | None

    def sum(self, window: When) -> float:
        """Return how likely a window is."""
        begin = (window.earliest - self.first).days if window.earliest else 0
        end = (window.latest - self.first).days if window.latest else len(self.chances)
        return float(self.chances[max(0, begin) : max(0, end + 1)].sum())

    def find_window(self, share: float) -> tuple[date, date]:
        """Return the first and last day of the shortest run that holds a share of all chances."""
        first, last = find_window(self.chances, share)
        return self.first + timedelta(first), self.first + timedelta(last)


def find_window(chances: Floats, share: float) -> tuple[int, int]:
    """Return the first and last place of the shortest run that holds a share of all chances.

    >>> find_window(np.array([0.1, 0.5, 0.4]), 0.8)
    (1, 2)
    """
    sums = np.concatenate([[0.0], np.cumsum(chances)])
    ends = np.searchsorted(sums, sums[:-1] + share * sums[-1] - 1e-12)
    lengths = np.where(ends < len(sums), ends - np.arange(len(ends)), len(sums))
    first = int(lengths.argmin())
    return first, int(ends[first]) - 1


def weigh_days(
    clues: Sequence[Clue], facts: Sequence[Fact], near: Sequence[tuple[float, int]], published: When
) -> Weighed | None:
    """Return how likely each day is, or None where nothing tells when the story runs.

    `near` are the documents whose day is known: how like each is, and its day's ordinal; `published` bounds the day.
    """
    if not near:
        return None
    table = load_table()
    known = [date.fromordinal(day) for _, day in near]
    known += [day for day in (published.earliest, published.latest) if day is not None]
    years = range(max(1, min(known).year - _REACH), min(9999, max(known).year + _REACH) + 1)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    calendar = lay_calendar(first, last)
    days = calendar.days
    alone = weigh_nearness(table, near, days)
    if published.earliest is not None:
        alone = np.where(days < published.earliest.toordinal(), 0.0, alone)
    if published.latest is not None:
        alone = np.where(days > published.latest.toordinal(), 0.0, alone)
    alone = alone / alone.sum()
    told = [
        *((clue.words, partial(weigh_clue, table, clue, calendar)) for clue in clues),
        *(
            (Offsets(fact.start, fact.end), partial(_weigh_fact, fact, fact.right, first, last))
            for fact in facts
            if fact.right is not None
        ),
    ]
    # What each weighs on every day is worked out twice and not held: of a chronicle it would fill the memory.
    sums = np.zeros(len(days))
    for _, weigh in told:
        sums += weigh()
    chances = alone * np.exp(sums - sums[alone > 0].max())
    left = alone * _list_left(facts, alone, first, last)
    chances = (1 - DOUBT) * chances / chances.sum() + DOUBT * left / left.sum()
    gains = [float((chances - alone) @ weigh()) for _, weigh in told]
    best = max(range(len(told)), key=lambda place: gains[place], default=None)
    words = told[best][0] if best is not None and gains[best] >= _TELLING else None
    return Weighed(first, chances, words)


def _list_left(facts: Sequence[Fact], alone: Floats, first: date, last: date) -> Floats:
    """Return for each day between two which part of its chances the facts that are surely right leave it.

    Days that go against as few of them as any keep all.
    """
    against = np.zeros(len(alone))
    for fact in facts:
        if fact.right == SURELY_RIGHT:
            against += ~list_allowed(fact, first, last)
    left: Floats = (1 - SURELY_RIGHT) ** (against - against[alone > 0].min())
    return left


def _weigh_fact(fact: Fact, right: float, first: date, last: date) -> Floats:
    """Return the logarithm of how likely a document of each day says what is right in a share of cases.

    What allows few days is told in few documents; where it is wrong it may have allowed any others.
    """
    allowed = list_allowed(fact, first, last)
    number = max(int(allowed.sum()), 1)
    return np.where(allowed, log(right / number), log((1 - right) / max(len(allowed) - number, 1)))
