"""What a document names and what it is like -> how likely it was published on each day, by what dated articles show.

`days.json`, made by training/days.py, holds how far from their own day articles name days, months and years, and how
far apart articles lie that are alike.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.annotations import Reading, TimeType
from onrecord.model import Basis, Offsets
from onrecord.story.dating_facts import MOST_TOLD, direction_of, find_sure_direction, is_moved, names_event
from onrecord.story.judge.passages import rarity_in_english
from onrecord.story.stems import list_stems
from onrecord.times.anchors import ends_in_saying, find_anchors

Floats = NDArray[np.float64]

_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)(?:T\w+)?")
_MONTH = re.compile(r"XXXX-(\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(?:T\w\w)?")
_YEAR = re.compile(r"\d{4}")
_MONTH_OF_YEAR = re.compile(r"(\d{4})-(\d\d)")
_DAY_OF_YEAR = re.compile(r"\d{4}-\d\d-\d\d")
_SAYING = 60  # characters before a time, in which a verb of saying stands
_HALF_A_YEAR = 183  # days; the nearest day of a name lies no further off
_EPOCH = date(1970, 1, 1).toordinal()
_KEPT = 16  # calendars at hand: documents of one story are held against the same few
_LEAP_YEAR = 2000
_DIMENSIONS = 4096
_SHORTEST = 6.5  # the length of its words together that 97 in 100 articles of the piles have
_MOST_ALIKE = 32  # dated documents that a document is held against
_FURTHEST = 12_000  # days

# How far from its document's day a name may lie, in the unit of its kind; each step begins at its number. Days without
# a year are told by their nearest occurrence, months and weekdays go round.
_STEPS: Mapping[str, tuple[int, ...]] = {
    "day": (
        *(-183, -120, -90, -60, -45, -31, -21, -14, -10, -7, -5, -4, -3, -2, -1),
        *(0, 1, 2, 3, 4, 5, 7, 10, 14, 21, 31, 45, 60, 90, 120, 184),
    ),
    "month": tuple(range(13)),
    "weekday": tuple(range(8)),
    "year": (-100, -50, -20, -10, -6, -4, -3, -2, -1, 0, 1, 2, 3, 5, 10, 100),
    "month of a year": (-600, -120, -48, -24, -12, -6, -3, -2, -1, 0, 1, 2, 3, 6, 12, 24, 600),
    "day of a year": (
        *(-6000, -3000, -1461, -730, -365, -183, -90, -31, -14, -7, -3, -1),
        *(0, 1, 2, 4, 8, 15, 32, 91, 184, 366, 731, 6000),
    ),
}
KINDS = tuple(_STEPS)
# How many days two documents lie apart.
APART = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 183, 365, 730, 1461, 2922, _FURTHEST)


class Clue(Struct, frozen=True):
    """Words that name a day, a month or a year, and how the sentence speaks of it."""

    words: Offsets
    kind: str  # of KINDS
    sort: str  # past, to come or neither; said; the name of an event
    value: tuple[int, ...]  # month and day, month, weekday, year, months, or the day's ordinal


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """What dated articles show, as the file holds it."""

    alike: tuple[float, ...]  # where each degree of likeness but the first begins
    weight: tuple[float, ...]  # what a dated document of each degree weighs
    # for each degree, how likely each step of APART is from one of several
    apart: tuple[tuple[float, ...], ...]
    alone: tuple[tuple[float, ...], ...]  # the same from the only one whose day is known
    named: dict[str, dict[str, tuple[float, ...]]]  # by kind and sort, how likely each step is
    trust: dict[str, float]  # what a clue of each kind weighs beside the others


@cache
def load_table() -> Table:
    """Return what articles whose day is known have shown."""
    content = files(__package__ or "onrecord.story.judge").joinpath("days.json").read_bytes()
    return msgspec.json.decode(content, type=Table)


def list_clues(reading: Reading) -> list[Clue]:
    """Return what a document whose day is not known names of the calendar, each name of a sort once.

    The reading's times must be told by their own words alone.
    """
    text = reading.document.text
    anchored = find_anchors(text, [time.offsets for time in reading.times])
    found: dict[tuple[str, str, tuple[int, ...]], Clue] = {}
    for index, time in enumerate(reading.times):
        if len(found) >= MOST_TOLD:
            break
        if time.type not in (TimeType.DATE, TimeType.TIME) or index in anchored:
            continue
        named = _read_name(time.value, time.exact.lower(), time.basis, time.earliest, time.latest)
        if named is None:
            continue
        event = names_event(reading, time)
        said = ends_in_saying(text[max(0, time.start - _SAYING) : time.start])
        sure = 0 if event else find_sure_direction(reading, time)
        sort = f"{sure} {direction_of(reading, time)}{' said' * said}{' event' * event}"
        clue = Clue(time.offsets, named[0], sort, named[1])
        found.setdefault((clue.kind, clue.sort, clue.value), clue)
    return list(found.values())


def _read_name(
    value: str, exact: str, basis: Basis, earliest: date | None, latest: date | None
) -> tuple[str, tuple[int, ...]] | None:
    """Return what a time names, and which, or None where it names nothing that tells of its document's day."""
    moved = is_moved(exact)
    if found := _DAY.fullmatch(value):
        month, number = int(found[1]), int(found[2])
        known = number <= monthrange(_LEAP_YEAR, month)[1]  # no '30 February', which a slip of the pen names
        return ("day", (month, number)) if known and earliest is None else None
    if found := _MONTH.fullmatch(value):
        return None if moved else ("month", (int(found[1]),))
    if found := _WEEKDAY.fullmatch(value):
        return None if moved else ("weekday", (int(found[1]),))
    if basis is not Basis.EXPLICIT or earliest is None:
        return None
    if _YEAR.fullmatch(value):
        return "year", (int(value),)
    if found := _MONTH_OF_YEAR.fullmatch(value):
        return "month of a year", (int(found[1]) * 12 + int(found[2]),)
    if _DAY_OF_YEAR.fullmatch(value) and earliest == latest:
        return "day of a year", (earliest.toordinal(),)
    return None


class Calendar(Struct, frozen=True, eq=False):
    """Consecutive days: the ordinal, the weekday, and the months since the year 0 of each."""

    days: NDArray[np.int64]
    weekdays: NDArray[np.int64]
    months: NDArray[np.int64]


@lru_cache(_KEPT)
def lay_calendar(first: date, last: date) -> Calendar:
    """Return the days between two."""
    days = np.arange(first.toordinal(), last.toordinal() + 1)
    months = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return Calendar(days, (days - 1) % 7 + 1, months)


def find_steps(kind: str, value: tuple[int, ...], calendar: Calendar) -> NDArray[np.int64]:
    """Return for each day of a calendar how far off a name lies from it, as the place of a step of its kind."""
    match kind:
        case "day":
            away = _measure_nearest(value[0], value[1], calendar)
        case "month":
            away = (value[0] - calendar.months % 12 + 4) % 12
        case "weekday":
            away = (value[0] - calendar.weekdays) % 7
        case "year":
            away = value[0] - calendar.months // 12
        case "month of a year":
            away = value[0] - calendar.months - 1
        case _:
            away = value[0] - calendar.days
    steps = np.array(_STEPS[kind])
    return np.searchsorted(steps, np.clip(away, steps[0], steps[-1] - 1), side="right") - 1


def _measure_nearest(month: int, number: int, calendar: Calendar) -> NDArray[np.int64]:
    """Return how many days off the nearest occurrence of a day of the year is; 29 February stands in for 1 March."""
    years = np.arange(calendar.months[0] // 12 - 1, calendar.months[-1] // 12 + 2)
    months = ((years - 1970) * 12 + month - 1).astype("datetime64[M]")
    named = months.astype("datetime64[D]").astype(np.int64) + _EPOCH + number - 1
    after = np.searchsorted(named, calendar.days)
    back, ahead = named[after - 1] - calendar.days, named[after] - calendar.days
    return np.clip(np.where(-back <= ahead, back, ahead), -_HALF_A_YEAR, _HALF_A_YEAR)


def measure_steps(kind: str) -> Floats:
    """Return how wide each step of a kind is, in its unit."""
    return np.diff(np.array(_STEPS[kind], dtype=np.float64))


def weigh_clue(table: Table, clue: Clue, calendar: Calendar) -> Floats:
    """Return for each day of a calendar the logarithm of how likely a document of it says what a clue does."""
    sorts = table.named[clue.kind]
    shares = np.array(sorts.get(clue.sort) or sorts.get(clue.sort.split()[0], sorts[""]))
    density = table.trust[clue.kind] * np.log(shares / measure_steps(clue.kind))
    found: Floats = density[find_steps(clue.kind, clue.value, calendar)]
    return found


class Likeness:
    """How like documents are to those whose day is known, by the words that few English texts have.

    Words are laid out in a fixed number of dimensions by their checksums, so that some share one (the hashing trick,
    Weinberger et al. 2009): the comparison is one product however many words the documents have.
    """

    def __init__(self, dated: Sequence[tuple[str, str, date]]) -> None:
        """Take the documents whose day is known: the name, text and day of each."""
        self._names = [name for name, _, _ in dated]
        self._days = [day.toordinal() for _, _, day in dated]
        self._rows = np.array([lay_out(text) for _, text, _ in dated]).reshape(-1, _DIMENSIONS)

    def find_nearest(self, text: str, name: str) -> list[tuple[float, int]]:
        """Return which others are most like a document: how like each is, from 0 to 1, and the ordinal of its day."""
        alike = self._rows @ lay_out(text)
        places = [place for place in np.argsort(-alike, kind="stable") if self._names[place] != name]
        return [(float(alike[place]), self._days[place]) for place in places[:_MOST_ALIKE]]


def lay_out(text: str) -> NDArray[np.float32]:
    """Return the words of a text as a vector of length 1; that of a very short text is shorter, and like none."""
    row = np.zeros(_DIMENSIONS, dtype=np.float64)
    for word in sorted(list_stems(text)):
        if not word.isdecimal():
            row[crc32(word.encode()) % _DIMENSIONS] += rarity_in_english(word) ** 2
    length = float(np.sqrt(row @ row))
    return (row / max(length, _SHORTEST)).astype(np.float32)


def find_degree(table: Table, alike: float) -> int:
    """Return the degree of likeness of two documents."""
    return bisect_right(table.alike, alike)


def measure_apart() -> Floats:
    """Return how many days each step of APART holds, before and after."""
    wide = 2 * np.diff(np.array(APART, dtype=np.float64))
    wide[0] = 1.0
    return wide


@cache
def _lay_steps_apart() -> NDArray[np.int64]:
    return np.searchsorted(np.array(APART), np.arange(_FURTHEST), side="right") - 1


def weigh_nearness(table: Table, near: Sequence[tuple[float, int]], days: NDArray[np.int64]) -> Floats:
    """Return how likely a document is of each of some days (ordinals), by those that are like it and have a day."""
    wide, steps = measure_apart(), _lay_steps_apart()
    apart = table.apart if len(near) > 1 else table.alone
    chances, total = np.zeros(len(days)), 0.0
    for alike, day in near:
        degree = find_degree(table, alike)
        density = np.array(apart[degree]) / wide
        chances += table.weight[degree] * density[steps[np.minimum(np.abs(days - day), _FURTHEST - 1)]]
        total += table.weight[degree]
    return chances / total
