"""Expressions that name a day, month, quarter, season, year or longer period."""

import re
from datetime import date, timedelta

from msgspec.structs import replace

from onrecord.annotations import TimeType
from onrecord.model import Basis
from onrecord.times.amounts import read_amount
from onrecord.times.parts import take_part
from onrecord.times.periods import (
    SEASON_MONTHS,
    Grain,
    Period,
    make_century,
    make_day,
    make_decade,
    make_half,
    make_month,
    make_quarter,
    make_season,
    make_week,
    make_year,
    move,
    unknown,
)
from onrecord.times.scene import SURELY_AHEAD, SURELY_PAST, Scene, Told, Words

# The days before today at which the year of a date without one begins, by the tense of its sentence: 'was due on
# March 3', read on 1 March, is this year's, and so is 'will have to' of last month's day.
_BEGINS = {SURELY_PAST: -365, -1: -300, 0: -182, 1: -90, SURELY_AHEAD: -1}
# How many months ahead a bare month may lie, by tense; else it is the last one of that name.
_YESTERDAY = 6  # days to the next weekday of a name that was yesterday's
_AHEAD = {SURELY_PAST: 0, -1: 1, 0: 4, 1: 10, SURELY_AHEAD: 11}


def tell_date(period: Period, basis: Basis, part: str = "", today: date | None = None) -> Told:
    """Return a period, or the part of it that is meant, as a DATE."""
    first, last = take_part(period, part, today)
    known = first is not None
    return Told(TimeType.DATE, period.value, first, last, basis if known else Basis.UNKNOWN, period)


def _pick_year(scene: Scene, month: int, day: int) -> int | None:
    """Return the year that puts a day of the year where its sentence's tense has it, else nearest to today."""
    today = scene.today
    if scene.year is not None:
        return scene.year
    if today is None:
        return None
    earliest = _BEGINS[scene.direction]
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            away = (date(year, month, day) - today).days
        except ValueError:
            away = (date(year, month, 28) - today).days
        if away > earliest:
            return year
    return today.year + 1


def _written_year(words: Words, scene: Scene) -> tuple[int | None, Basis]:
    """Return the year that the words give, and how."""
    if (year := words.number("year")) is not None:
        return year, Basis.EXPLICIT
    if short := words.said("yy"):
        return int(short) + ((1900 if int(short) > 50 else 2000) if len(short) == 2 else 0), Basis.EXPLICIT
    if spoken := words.said("spoken"):
        return read_spoken_year(spoken), Basis.EXPLICIT
    if words.said("which") and scene.today and "year" in words.exact:
        return scene.today.year + (words.whole("which") or 0), Basis.RELATIVE
    return None, Basis.RELATIVE


def _make_date(year: int | None, month: int, day: int) -> Period:
    if year is None:
        return unknown(Grain.DAY, f"XXXX-{month:02d}-{day:02d}")
    try:
        return make_day(date(year, month, day))
    except ValueError:  # a day that the month lacks: 31 June, or 29 February of a common year
        return unknown(Grain.DAY, f"{year:04d}-{month:02d}-{day:02d}")


def _month_and_day(words: Words) -> tuple[int, int]:
    month = words.number("mm") or words.whole("month") or 1
    return month, words.number("day") or words.number("dd") or words.whole("ordinal") or 1


def read_day(words: Words, scene: Scene) -> Told | None:
    """'Friday, Oct. 23', '29 March 2019', '2021-09-14'."""
    month, day = _month_and_day(words)
    if not 1 <= month <= 12:
        return None
    year, basis = _written_year(words, scene)
    if year is None and not words.said("which"):
        year = _pick_year(scene, month, day)
    elif year is None and scene.today is not None:
        year = _pick_year(Scene(scene.today, words.whole("which") or scene.direction), month, day)
    return tell_date(_make_date(year, month, day), basis)


def read_days(words: Words, scene: Scene) -> Told | None:
    """'June 20-21', '23-26 May': the days from the first to the last."""
    begin = read_day(words, scene)
    until = words.number("untilday")
    if begin is None or until is None:
        return begin
    value = f"{begin.value}/{begin.value[:-2]}{until:02d}"
    if begin.first is None:
        return Told(TimeType.DATE, value, period=begin.period)
    last = begin.first + timedelta(days=until - begin.first.day)
    if last <= begin.first or last.month != begin.first.month:
        return begin
    return Told(TimeType.DATE, value, begin.first, last, begin.basis, begin.period)


def read_day_of_month(words: Words, scene: Scene) -> Told | None:
    """'the 15th of this month'."""
    day = words.number("day") or 1
    if scene.today is None:
        return tell_date(unknown(Grain.DAY, f"XXXX-XX-{day:02d}"), Basis.RELATIVE)
    month = make_month(scene.today.year, scene.today.month + (words.whole("which") or 0)).first
    if month is None:
        return tell_date(unknown(Grain.DAY), Basis.RELATIVE)
    return tell_date(_make_date(month.year, month.month, day), Basis.RELATIVE)


def read_days_of_month(words: Words, scene: Scene) -> Told | None:
    """'from the 20th to the 21st' of the document's month."""
    begin = read_day_of_month(words, scene)
    until = words.number("untilday") or 1
    if begin is None or begin.first is None or scene.today is None:
        return begin
    last = _make_date(begin.first.year, begin.first.month, until).last
    if last is None or last < begin.first:
        return begin
    value = f"{begin.value}/{last.isoformat()}"
    return Told(TimeType.DATE, value, begin.first, last, begin.basis, begin.period)


# Where the weeks of a month, told by their number, begin and end: 'the second week of May' is its days 8 to 14.
_WEEKS = {"first": (1, 7), "second": (8, 14), "third": (15, 21), "fourth": (22, 28)}
_FEW_DAYS = 5  # 'the first days of July'


def read_part_of_month(words: Words, scene: Scene) -> Told | None:
    """'the second half of April', 'the last week of May', 'the first days of July': its value is the month's."""
    month = read_month(words, scene)
    if month is None or month.first is None or month.final is None:
        return month
    length = month.final.day
    if half := words.said("half"):
        begin, end = (1, 15) if half == "first" else (16, length)
    elif week := words.said("nthweek"):
        begin, end = _WEEKS.get(week, (length - 6, length))
    else:
        opens = words.said("edge") in ("first", "opening")
        begin, end = (1, _FEW_DAYS) if opens else (length - _FEW_DAYS + 1, length)
    first = month.first
    return replace(month, first=first.replace(day=begin), final=first.replace(day=end))


def read_month(words: Words, scene: Scene) -> Told | None:
    """'August 1988', 'early September', 'last May', 'January this year'."""
    month = words.whole("month") or words.whole("month", place="monthname")
    if month is None:
        return None
    year, basis = _written_year(words, scene)
    part = words.code("part")
    if year is None and scene.year is not None and not words.said("which"):
        return tell_date(make_month(scene.year, month), Basis.RELATIVE, part)
    if year is None and scene.today is None:
        return tell_date(unknown(Grain.MONTH, f"XXXX-{month:02d}"), basis)
    if year is None and scene.today is not None:
        year = _month_year(words, scene, scene.today, month)
    return tell_date(make_month(year or 0, month), basis, part, scene.today)


def _month_year(words: Words, scene: Scene, today: date, month: int) -> int:
    which = words.whole("which")
    if which == 0:
        return today.year
    if which == -1:
        # The month before this one is 'last month'; said in March, 'last February' is a year old.
        return today.year if month < today.month - 1 else today.year - 1
    if which == 1:
        return today.year if month > today.month else today.year + 1
    away = (month - today.month) % 12
    months = today.year * 12 + today.month - 1 + (away if away <= _AHEAD[scene.direction] else away - 12)
    return months // 12


def read_year(words: Words, scene: Scene) -> Told | None:
    """'1989', 'early 1990', 'fiscal 1989', 'the end of 1994'."""
    year = words.number("year") or 0
    return tell_date(make_year(year), Basis.EXPLICIT, words.code("part"), scene.today)


def read_year_before_christ(words: Words, _: Scene) -> Told | None:
    """'499 BC': valued as in TIMEX2; the calendar of the record has no such days."""
    return Told(TimeType.DATE, f"BC{words.number('bc') or 0:04d}")


def read_years(words: Words, _: Scene) -> Told | None:
    """'1989-90': from the first to the last."""
    begin, until = words.number("year") or 0, words.said("until")
    last = int(until) if len(until) == 4 else begin - begin % 100 + int(until)
    first, final = make_year(begin), make_year(last)
    if first.first is None or final.last is None or last < begin:
        return tell_date(first, Basis.EXPLICIT)
    return Told(TimeType.DATE, f"{first.value}/{final.value}", first.first, final.last, Basis.EXPLICIT, first)


_SPOKEN = re.compile(r"[\s-]+")


def read_spoken_year(words: str) -> int | None:
    """Return the year that words spell, as a newsreader says it.

    >>> read_spoken_year("nineteen ninety-six"), read_spoken_year("two thousand and four")
    (1996, 2004)
    """
    if words.startswith("two thousand"):
        amount = read_amount(words.replace(" and ", " "))
        return int(amount) if amount else None
    first, rest = _SPOKEN.split(words.replace(" oh ", " "), maxsplit=1)
    century, year = read_amount(first), read_amount(rest)
    return int(century * 100 + year) if century and year else None


def read_spoken(words: Words, scene: Scene) -> Told | None:
    """'nineteen ninety-six', 'the year two thousand'."""
    year = read_spoken_year(words.said("spoken"))
    if year and (month := words.whole("month", place="monthname")):
        return tell_date(make_month(year, month), Basis.EXPLICIT)
    return tell_date(make_year(year), Basis.EXPLICIT, words.code("part"), scene.today) if year else None


def read_decade(words: Words, scene: Scene) -> Told | None:
    """'the late 1970s', "the '80s", 'the nineties'."""
    year = words.number("tens")
    if year is None:
        short = words.number("short")
        short = words.whole("decade") if short is None else short
        year = 1900 + (short or 0) if (short or 0) >= 20 else 2000 + (short or 0)
    return tell_date(make_decade(year), Basis.EXPLICIT, words.code("part"), scene.today)


def read_century(words: Words, scene: Scene) -> Told | None:
    """'the 20th century'."""
    number = words.number("nth") or words.whole("ordinal") or 0
    return tell_date(make_century(number), Basis.EXPLICIT, words.code("part"), scene.today)


def read_quarter(words: Words, scene: Scene) -> Told | None:
    """'the third quarter', 'the 1988 second quarter', 'Q3 2021', "next year's first quarter"."""
    number = words.number("q") or words.whole("ordinal") or 0
    if not 1 <= number <= 4:
        return None
    year, basis = _written_year(words, scene)
    if year is None and scene.today is None:
        return tell_date(unknown(Grain.QUARTER, f"XXXX-Q{number}"), basis)
    if year is None and scene.today is not None:
        today = scene.today.year * 4 + (scene.today.month + 2) // 3 - 1
        away = (number - 1 - today) % 4
        # Results are told for a quarter that is over; only the next one is told of beforehand.
        # But what 'will open in the first quarter' may wait for it.
        ahead = 0 if scene.direction <= 0 else 3 if words.lead.endswith((" in", " by", " until")) else 1
        quarter = today + (away if away <= ahead else away - 4)
        year = quarter // 4
        if "year-ago" in words.exact or "year-earlier" in words.exact:
            year -= 1
    return tell_date(make_quarter(year or 0, number), basis)


def read_half(words: Words, scene: Scene) -> Told | None:
    """'the first half of 2022', 'the second half of next year'."""
    number = 1 if words.exact.removeprefix("the ").startswith(("first", "1st")) else 2
    year, basis = _written_year(words, scene)
    if year is None:
        if scene.today is None:
            return tell_date(unknown(Grain.HALF, f"XXXX-H{number}"), basis)
        year = scene.today.year
    return tell_date(make_half(year, number), basis)


def read_season(words: Words, scene: Scene) -> Told | None:
    """'last fall', 'this summer', 'the winter of 1994'."""
    season = words.code("season")
    year, basis = _written_year(words, scene)
    part = words.code("part")
    if year is None and scene.year is not None and not words.said("which"):
        year = scene.year
    if year is None and scene.today is None:
        return tell_date(unknown(Grain.SEASON, f"XXXX-{season}"), basis)
    if year is None and scene.today is not None:
        year = _season_year(words, scene, scene.today, SEASON_MONTHS[season])
        return tell_date(make_season(year, season), basis, part, scene.today)
    return tell_date(_whole_winter(make_season(year or 0, season)), basis, part, scene.today)


def _whole_winter(period: Period) -> Period:
    """Return a winter that is named by its year with both ends of that year's cold, since either may be meant."""
    if period.first is None or period.first.month != 12:
        return period
    return period._replace(first=date(period.first.year, 1, 1))


def _season_year(words: Words, scene: Scene, today: date, begins: int) -> int:
    which = words.whole("which")
    begun = today.month >= begins
    if which == -1:
        ended = today.month > begins + 2
        return today.year if ended else today.year - 1
    if which == 1 and "this" not in words.exact:
        return today.year + 1 if begun else today.year
    if which is None and scene.direction < 0:
        return today.year if begun else today.year - 1
    if begins == 12 and today.month <= 2:
        return today.year - 1
    return today.year


def read_weekday(words: Words, scene: Scene) -> Told | None:
    """'Friday', 'last Wednesday', 'Thursday evening', 'early Tuesday'."""
    weekday = words.whole("weekday")
    if weekday is None:
        return None
    suffix, kind = read_daypart(words)
    if scene.today is None:
        return Told(kind, f"XXXX-WXX-{weekday}{suffix}", period=unknown(Grain.DAY))
    which = words.whole("which")
    ahead = (weekday - scene.today.isoweekday()) % 7
    if "previous" in words.exact and scene.last and scene.last.grain is Grain.DAY and scene.last.first:
        day = scene.last.first - timedelta(days=(scene.last.first.isoweekday() - weekday) % 7 or 7)
    elif which == -1:
        day = scene.today - timedelta(days=(7 - ahead) % 7 or 7)
    elif words.said("which") == "next":
        day = scene.today + timedelta(days=7 + weekday - scene.today.isoweekday())
    elif which == 1:
        day = scene.today + timedelta(days=ahead or 7)
    elif which is None and ahead > 1 and scene.direction <= 0:
        # 'On Friday', told on a Thursday, is the day after: a page is dated as it was first put up, and nobody calls
        # the Friday of the week before so. Of such in 152 piles of news none that was looked at was six days past.
        day = scene.today - timedelta(days=7 - ahead)
    elif which is None and ahead == _YESTERDAY and scene.direction < SURELY_AHEAD:
        # Told on a Monday of a plan ('disclosed plans to sell it in a Sunday post') it is the day before, but for what
        # will be and for limits: so 33 of 35 such in the piles of news for training.
        day = scene.today - timedelta(days=1)
    else:
        day = scene.today + timedelta(days=ahead)
    period = make_day(day)
    return Told(kind, period.value + suffix, period.first, period.last, Basis.RELATIVE, period)


def read_daypart(words: Words) -> tuple[str, TimeType]:
    """Return what a part of the day adds to a TIMEX3 value, and the type it makes it."""
    code = words.code("daypart")
    if not code:
        return "", TimeType.DATE
    return f"T{code}", TimeType.TIME


def read_weekday_of_week(words: Words, scene: Scene) -> Told | None:
    """'Tuesday of last week', 'Monday next week'."""
    weekday = words.whole("weekday") or 1
    which = words.whole("which") or 0
    if scene.today is None:
        return tell_date(unknown(Grain.DAY, f"XXXX-WXX-{weekday}"), Basis.RELATIVE)
    moved = move(scene.today, which, Grain.WEEK)
    week = make_week(moved) if moved else None
    if week is None or week.first is None:
        return tell_date(unknown(Grain.DAY), Basis.RELATIVE)
    return tell_date(make_day(week.first + timedelta(days=weekday - 1)), Basis.RELATIVE)


def read_weekday_after_week(words: Words, scene: Scene) -> Told | None:
    """'a week on Tuesday': the Tuesday after the coming one."""
    told = read_weekday(words, Scene(scene.today, SURELY_AHEAD))
    if told is None or told.first is None:
        return told
    return tell_date(make_day(told.first + timedelta(days=7)), Basis.RELATIVE)


def read_week_of(words: Words, scene: Scene) -> Told | None:
    """'the week of March 6'."""
    told = read_day(words, scene)
    if told is None or told.first is None:
        return tell_date(unknown(Grain.WEEK), Basis.RELATIVE)
    return tell_date(make_week(told.first), told.basis)
