"""Calendar periods with their TIMEX3 value: days, weeks, months, quarters, seasons, years and longer.

Weeks are those of ISO 8601. Seasons are the meteorological ones of the northern hemisphere.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

# Years outside this range are never reached by counting; only written ones can name them.
FIRST_YEAR, LAST_YEAR = 1000, 2999


class Grain(StrEnum):
    """How long a period is."""

    DAY = "D"
    WEEK = "W"
    WEEKEND = "WE"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    SEASON = "S"
    YEAR = "Y"
    DECADE = "E"
    CENTURY = "C"
    NONE = ""


class Period(NamedTuple):
    """Some days and the TIMEX3 value that names them; without days it is not known which."""

    value: str
    first: date | None = None
    last: date | None = None
    grain: Grain = Grain.NONE


SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month each season begins
_UNKNOWN = {
    Grain.DAY: "XXXX-XX-XX",
    Grain.WEEK: "XXXX-WXX",
    Grain.WEEKEND: "XXXX-WXX-WE",
    Grain.MONTH: "XXXX-XX",
    Grain.QUARTER: "XXXX-QX",
    Grain.HALF: "XXXX-HX",
    Grain.SEASON: "XXXX",
    Grain.YEAR: "XXXX",
    Grain.DECADE: "XXX",
    Grain.CENTURY: "XX",
}


def unknown(grain: Grain, value: str | None = None) -> Period:
    """Return a period of which only the length, and perhaps a part of the value, is known."""
    return Period(value or _UNKNOWN[grain], None, None, grain)


def _known(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def make_day(day: date) -> Period:
    """Return one day.

    >>> make_day(date(2022, 2, 4)).value
    '2022-02-04'
    """
    return Period(day.isoformat(), day, day, Grain.DAY) if _known(day.year) else unknown(Grain.DAY)


def make_week(day: date) -> Period:
    """Return the week of `day`, Monday to Sunday.

    >>> make_week(date(2021, 1, 3)).value
    '2020-W53'
    """
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    if not _known(year) or not _known(monday.year):
        return unknown(Grain.WEEK)
    return Period(f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6), Grain.WEEK)


def make_weekend(day: date) -> Period:
    """Return the Saturday and Sunday of the week of `day`."""
    week = make_week(day)
    if week.last is None:
        return unknown(Grain.WEEKEND)
    return Period(f"{week.value}-WE", week.last - timedelta(days=1), week.last, Grain.WEEKEND)


def make_month(year: int, month: int) -> Period:
    """Return a month; months past December count into the next year.

    >>> make_month(2021, 14).value
    '2022-02'
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not _known(year):
        return unknown(Grain.MONTH)
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Period(f"{year:04d}-{month:02d}", date(year, month, 1), last, Grain.MONTH)


def make_quarter(year: int, quarter: int) -> Period:
    """Return a quarter of a calendar year; those past the fourth count into the next year."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    if not _known(year):
        return unknown(Grain.QUARTER)
    months = make_month(year, quarter * 3 - 2), make_month(year, quarter * 3)
    return Period(f"{year:04d}-Q{quarter}", months[0].first, months[1].last, Grain.QUARTER)


def make_half(year: int, half: int) -> Period:
    """Return the first or second half of a calendar year."""
    if not _known(year):
        return unknown(Grain.HALF)
    months = make_month(year, half * 6 - 5), make_month(year, half * 6)
    return Period(f"{year:04d}-H{half}", months[0].first, months[1].last, Grain.HALF)


def make_season(year: int, season: str) -> Period:
    """Return a season by its TIMEX3 code; a winter begins in December of `year`."""
    if not _known(year) or not _known(year + 1):
        return unknown(Grain.SEASON, f"XXXX-{season}")
    begins = SEASON_MONTHS[season]
    last = make_month(year, begins + 2).last
    return Period(f"{year:04d}-{season}", date(year, begins, 1), last, Grain.SEASON)


def make_year(year: int) -> Period:
    """Return a calendar year."""
    if not _known(year):
        return unknown(Grain.YEAR)
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), Grain.YEAR)


def make_decade(year: int) -> Period:
    """Return the decade of `year`, valued by its first three digits."""
    first = year - year % 10
    if not _known(first) or not _known(first + 9):
        return unknown(Grain.DECADE)
    return Period(f"{first // 10:03d}", date(first, 1, 1), date(first + 9, 12, 31), Grain.DECADE)


def make_century(century: int) -> Period:
    """Return a century by its number: the 20th ran from 1901 to 2000 and is valued '19'."""
    first = century * 100 - 99
    if not 1 <= first <= 9900:
        return unknown(Grain.CENTURY)
    return Period(f"{century - 1:02d}", date(first, 1, 1), date(first + 99, 12, 31), Grain.CENTURY)


def make_period(grain: Grain, day: date) -> Period:
    """Return the period of a length in which `day` lies."""
    year = day.year
    makers: dict[Grain, Callable[[], Period]] = {
        Grain.WEEK: lambda: make_week(day),
        Grain.WEEKEND: lambda: make_weekend(day),
        Grain.MONTH: lambda: make_month(year, day.month),
        Grain.QUARTER: lambda: make_quarter(year, (day.month + 2) // 3),
        Grain.HALF: lambda: make_half(year, 1 if day.month < 7 else 2),
        Grain.YEAR: lambda: make_year(year),
        Grain.DECADE: lambda: make_decade(year),
        # the 30th century runs to 3000, beyond the calendar of the record
        Grain.CENTURY: lambda: (
            make_century((year - 1) // 100 + 1) if year <= 2900 else unknown(Grain.CENTURY)
        ),
    }
    return makers[grain]() if grain in makers else make_day(day)


def move(day: date, count: int, grain: Grain) -> date | None:
    """Return the day `count` periods away, or None where the calendar of the record ends.

    A day that the month lacks becomes its last: a month after 31 January is 28 or 29 February.
    """
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.SEASON: 12, Grain.YEAR: 12}
    months |= {Grain.DECADE: 120, Grain.CENTURY: 1200}
    if abs(count) > 1_000_000:
        return None
    if grain in months:
        total = day.year * 12 + day.month - 1 + count * months[grain]
        year, month = total // 12, total % 12 + 1
        if not _known(year):
            return None
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    weeks = grain in (Grain.WEEK, Grain.WEEKEND)
    try:
        moved = day + timedelta(days=count * (7 if weeks else 1))
    except OverflowError:
        return None
    return moved if _known(moved.year) else None
