"""Expressions told against the document's day or against the last date named."""

import re
from datetime import date, timedelta
from fractions import Fraction

from onrecord.annotations import TimeType
from onrecord.model import Basis
from onrecord.times.amounts import read_amount, write_duration
from onrecord.times.grammar import load_words
from onrecord.times.measured import read_duration
from onrecord.times.named import read_daypart, tell_date
from onrecord.times.periods import (
    Grain,
    Period,
    make_day,
    make_period,
    make_quarter,
    make_year,
    move,
    unknown,
)
from onrecord.times.scene import SURELY_PAST, Scene, Told, Words

_GRAINS = {
    "TS": Grain.DAY,
    "TM": Grain.DAY,
    "TH": Grain.DAY,
    "D": Grain.DAY,
    "W": Grain.WEEK,
    "2W": Grain.WEEK,
    "WE": Grain.WEEKEND,
    "M": Grain.MONTH,
    "Q": Grain.QUARTER,
    "Y": Grain.YEAR,
    "E": Grain.DECADE,
    "C": Grain.CENTURY,
}

# Till Tuesday, 'this weekend' told as past is the one just over: so in all five such in 152 piles of news.
_JUST_AFTER = 2
_SUNDAY = 7
# no day within one of these is told by a day or week that is counted from it
_LONG = frozenset(
    {Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.SEASON, Grain.YEAR, Grain.DECADE, Grain.CENTURY}
)


def grain_of(unit: str) -> Grain:
    """Return the length of period that a unit's code counts."""
    return _GRAINS.get(unit, Grain.YEAR)


def _unit(words: Words, nth: int = 1) -> str:
    for place in ("unit", "bigunit", "units"):
        if words.said(place, nth):
            return words.code("unit", nth, place)
    return ""


def read_deictic(words: Words, scene: Scene) -> Told | None:
    """'today', 'late yesterday', 'this morning', 'last night'."""
    shift = int(words.settings.get("shift", 0))
    if words.said("which") and words.said("daypart"):
        shift = words.whole("which") or 0
    suffix, kind = read_daypart(words)
    if preset := words.settings.get("daypart"):
        suffix, kind = f"T{preset}", TimeType.TIME
    if scene.today is None:
        return Told(kind, f"XXXX-XX-XX{suffix}", period=unknown(Grain.DAY))
    period = make_day(scene.today + timedelta(days=shift))
    return Told(kind, period.value + suffix, period.first, period.last, Basis.RELATIVE, period)


def read_relative(words: Words, scene: Scene) -> Told | None:
    """'last week', 'early next year', 'the past month', 'later this month'."""
    unit = _unit(words)
    if words.said("bigunit") in ("days", "weeks", "months", "years", "quarters", "decades", "centuries"):
        return read_coming(words, scene) if (words.whole("which") or 0) > 0 else read_recent(words, scene)
    grain = grain_of(unit)
    if scene.today is None:
        return tell_date(unknown(grain), Basis.RELATIVE)
    latest = -1 if "latest" in words.exact else 0  # of accounts: the one that is over
    ahead = int(words.settings.get("shift", 0))  # 'the week after next'
    just_over = -1 if _is_just_over(words, grain, scene) else 0
    if (
        grain is Grain.WEEK
        and not ahead
        and (told := _read_sundays_week(words, scene.today, scene.direction))
    ):
        return told
    moved = move(scene.today, words.whole("which") or ahead or latest or just_over, grain)
    part = words.code("part")
    period = _make_around(grain, moved, part) if moved else unknown(grain)
    told = tell_date(period, Basis.RELATIVE, part, scene.today)
    if moved and words.exact.startswith(("the next ", "the coming ", "the past ", "the last ")):
        # 'Over the next week' begins today, 'next week' on Monday.
        first, final = sorted((scene.today, moved))
        return Told(told.type, told.value, first, final, told.basis, told.period)
    return told


def _make_around(grain: Grain, day: date, part: str) -> Period:
    """Return the period of a day, for 'earlier in the week' on a Monday that of the week before."""
    period = make_period(grain, day)
    around = grain is not Grain.WEEK or part != "before" or period.first != day
    before = None if around else move(day, -1, grain)
    return make_period(grain, before) if before else period


def _read_sundays_week(words: Words, today: date, direction: int) -> Told | None:
    """Return what 'last week' and the 'this week' of a plan are on a Sunday, which closes one week and opens the next.

    Of 49 times that Sunday's news told of 'last week', 45 told of the six days before it. The TIMEX3 value stays that
    of the calendar, as annotators write it.
    """
    which = words.whole("which")
    if today.isoweekday() != _SUNDAY or words.code("part"):
        return None
    if which == -1 and words.exact == "last week":
        week = make_period(Grain.WEEK, today)
        first, final = today - timedelta(days=_SUNDAY), today - timedelta(days=1)
    elif which == 0 and direction > 0 and words.exact == "this week":
        week = make_period(Grain.WEEK, today + timedelta(days=1))
        first, final = today, today + timedelta(days=_SUNDAY)
    else:
        return None
    moved = move(today, which, Grain.WEEK)
    value = make_period(Grain.WEEK, moved or today).value
    return Told(TimeType.DATE, value, first, final, Basis.RELATIVE, week)


def _is_just_over(words: Words, grain: Grain, scene: Scene) -> bool:
    """Tell whether 'this weekend' is the one before: 'the ferry sank this weekend', told on a Monday."""
    return (
        grain is Grain.WEEKEND
        and words.whole("which") == 0
        and scene.direction < 0
        and scene.today is not None
        and scene.today.isoweekday() <= _JUST_AFTER
    )


def _count(words: Words, nth: int = 1) -> Fraction | None:
    return read_amount(words.said("count", nth)) if words.said("count", nth) else None


def _away(start: date, amount: Fraction, unit: str, sign: int) -> tuple[date | None, Grain]:
    """Return the day so many units away, and how exact it is."""
    if unit in ("TH", "TM", "TS"):
        hours = amount * {"TH": 60, "TM": 1, "TS": 0}[unit] / (24 * 60)
        return move(start, sign * int(hours), Grain.DAY), Grain.DAY
    grain = grain_of(unit)
    count = amount * (2 if unit == "2W" else 1)
    if count.denominator != 1:
        months = {Grain.YEAR: 12, Grain.DECADE: 120, Grain.QUARTER: 3}.get(grain)
        if months:
            return move(start, sign * int(count * months), Grain.MONTH), grain
    return move(start, sign * int(count), grain), grain


def read_offset(words: Words, scene: Scene) -> Told | None:
    """'two years ago', 'in three weeks' time', 'a year ago'."""
    sign = int(words.settings["sign"])
    amount, unit = _count(words), _unit(words)
    reference = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if amount is None:
        first, final = (None, scene.today) if sign < 0 else (scene.today, None)
        return Told(TimeType.DATE, reference, first, final, Basis.RELATIVE if scene.today else Basis.UNKNOWN)
    if sign < 0 and amount == 1 and unit == "Y" and scene.report and scene.report.first:
        return _year_before(scene.report)
    if scene.today is None:
        return tell_date(unknown(grain_of(unit)), Basis.RELATIVE)
    moved, grain = _away(scene.today, amount, unit, sign)
    if moved is None:
        return Told(TimeType.DATE, reference)
    return tell_date(make_period(grain, moved), Basis.RELATIVE)


# 'The first rise in two years', 'has not met in a month': a stretch that is over, not a day to come.
_SO_FAR = re.compile(
    r"\b(?:first|second|third|only|last|most|least|best|worst|not|never|n['’]t|no|\w{3,}est)\b"
)


def read_offset_ahead(words: Words, scene: Scene) -> Told | None:
    """'will open in two weeks': so far ahead; 'was built in two weeks': so long."""
    if scene.direction <= 0 or _SO_FAR.search(words.lead):
        return read_duration(words, scene)
    amount, longest, unit = _count(words), _count(words, 2), _unit(words)
    if amount is not None and longest is None:
        return read_offset(words, scene)
    # 'In a few weeks', 'in two to three weeks'
    known = scene.today is not None
    first, final = scene.today, None
    if scene.today and amount and longest:
        first, final = (_away(scene.today, count, unit, 1)[0] for count in (amount, longest))
    basis = Basis.RELATIVE if known else Basis.UNKNOWN
    return Told(TimeType.DURATION, write_duration(amount, unit), first, final, basis)


def _year_before(report: Period) -> Told:
    if report.first is None:
        return tell_date(unknown(report.grain), Basis.RELATIVE)
    return tell_date(_in_year(report, report.first.year - 1), Basis.RELATIVE)


def _in_year(report: Period, year: int) -> Period:
    """Return the quarter or year that matches the one reported on in another year."""
    if report.first is None or report.grain is Grain.YEAR:
        return make_year(year)
    return make_quarter(year, (report.first.month + 2) // 3)


def read_offset_from_reference(words: Words, scene: Scene) -> Told | None:
    """'a year earlier', 'two days later': counted from the last date named."""
    sign = int(words.settings["sign"])
    amount, unit = _count(words), _unit(words)
    start = scene.last.first if scene.last else None
    if amount is None:
        return Told(TimeType.DURATION, write_duration(None, unit))
    if sign < 0 and amount == 1 and unit == "Y" and scene.report and scene.report.first:
        return _year_before(scene.report)
    if start is None and scene.last is None:
        start = scene.today
    vague = scene.last is not None and scene.last.grain in _LONG and grain_of(unit) not in _LONG
    if start is None or vague:  # 'one day earlier' counts from no year
        return tell_date(unknown(grain_of(unit)), Basis.RELATIVE)
    moved, grain = _away(start, amount, unit, sign)
    return tell_date(make_period(grain, moved) if moved else unknown(grain), Basis.RELATIVE)


def read_stretch(words: Words, scene: Scene) -> Told | None:
    """'the past two months', 'the next few days': a DURATION that ends or begins at the document's day."""
    ahead = words.said("which").endswith(("ahead", "come"))
    sign = 1 if ahead or (words.whole("which") or 0) > 0 else -1
    amount, unit = read_amount(words.said("amount") or words.said("count")), _unit(words)
    value = write_duration(amount, unit)
    if scene.today is None or amount is None:
        first, final = (None, scene.today) if sign < 0 else (scene.today, None)
        return Told(TimeType.DURATION, value, first, final, Basis.RELATIVE if scene.today else Basis.UNKNOWN)
    longest = (
        read_amount(words.said("count", 2)) if words.said("count", 2) and not words.said("amount") else amount
    )
    moved, _ = _away(scene.today, longest or amount, unit, sign)
    first, final = (moved, scene.today) if sign < 0 else (scene.today, moved)
    return Told(TimeType.DURATION, value, first, final, Basis.RELATIVE)


def read_recent(words: Words, scene: Scene) -> Told | None:
    """'recent weeks', 'past years': they end at the document's day."""
    if (unit := _unit(words)) and unit != "Y":
        value = write_duration(None, unit)
        return Told(
            TimeType.DURATION, value, None, scene.today, Basis.RELATIVE if scene.today else Basis.UNKNOWN
        )
    basis = Basis.RELATIVE if scene.today else Basis.UNKNOWN
    return Told(TimeType.DATE, "PAST_REF", None, scene.today, basis)


def read_coming(words: Words, scene: Scene) -> Told | None:
    """'the coming weeks', 'the months ahead': they begin at the document's day and have no end."""
    basis = Basis.RELATIVE if scene.today else Basis.UNKNOWN
    unit = next((word for word in words.exact.split() if load_words().meaning("unit", word)), "")
    if unit and "future" not in words.exact:
        value = write_duration(None, load_words().meaning("unit", unit))
        return Told(TimeType.DURATION, value, scene.today, None, basis)
    return Told(TimeType.DATE, "FUTURE_REF", scene.today, None, basis)


def read_matter(words: Words, scene: Scene) -> Told | None:
    """'in a matter of weeks': the coming weeks, unless they are told as past ('was built in a matter of weeks')."""
    if scene.direction >= 0:
        return read_coming(words, scene)
    return Told(
        TimeType.DURATION, write_duration(None, load_words().meaning("unit", words.exact.split()[-1]))
    )


def read_reference(words: Words, scene: Scene) -> Told | None:
    """'now', 'recently', 'soon'."""
    value = str(words.settings["value"])
    first = scene.today if value != "PAST_REF" else None
    final = scene.today if value != "FUTURE_REF" else None
    return Told(TimeType.DATE, value, first, final, Basis.RELATIVE if scene.today else Basis.UNKNOWN)


def read_bare_period(words: Words, scene: Scene) -> Told | None:
    """'the end of the year', 'the week', 'earlier in the year', 'the quarter'."""
    grain = grain_of(_unit(words))
    part = words.code("part")
    if grain is Grain.QUARTER and scene.quarter is not None:
        return tell_date(scene.quarter, Basis.RELATIVE, part, scene.today)
    if scene.today is None:
        return tell_date(unknown(grain), Basis.RELATIVE)
    day = scene.today
    if grain is Grain.WEEKEND and scene.direction <= 0 and day.isoweekday() <= 4:
        day = day - timedelta(days=7)
    if grain is Grain.QUARTER and not part:
        day = move(day, -1, Grain.QUARTER) or day
    return tell_date(_make_around(grain, day, part), Basis.RELATIVE, part, scene.today)


def read_year_end(words: Words, scene: Scene) -> Told | None:
    """'year-end', "the year's end": the last day of the document's year, 'since year-end' of the one before."""
    if scene.today is None:
        return tell_date(unknown(Grain.DAY, "XXXX-12-31"), Basis.RELATIVE)
    year = scene.today.year - (scene.direction <= SURELY_PAST)
    if "-" not in words.exact:
        return tell_date(make_year(year), Basis.RELATIVE, "end")
    return tell_date(make_day(date(year, 12, 31)), Basis.RELATIVE)


def read_quarter_relative(words: Words, scene: Scene) -> Told | None:
    """'the latest quarter', 'the year-ago period', 'the 1988 quarter', 'year-earlier'."""
    report = scene.report
    if "quarter" in words.exact:
        report = scene.quarter or report
    if (report is None or report.first is None) and scene.today is not None:
        day = move(scene.today, -1, Grain.QUARTER) or scene.today
        report = make_period(Grain.QUARTER, day)
    if report is None or report.first is None:
        return tell_date(unknown(Grain.QUARTER), Basis.RELATIVE)
    year = words.number("year")
    if year is None and "latest" in words.exact:
        return tell_date(report, Basis.RELATIVE)
    return tell_date(_in_year(report, year or report.first.year - 1), Basis.RELATIVE)


def read_same(words: Words, scene: Scene) -> Told | None:
    """'that day', 'the following year', 'the previous month': against the last date named."""
    code = words.code("unit") or "D"
    shift = int(words.settings["shift"])
    daypart = "" if words.code("unit") and words.said("unit") != "night" else words.said("unit")
    grain = grain_of(code)
    start = scene.last.first if scene.last else scene.today
    moved = move(start, shift, grain) if start else None
    period = make_period(grain, moved) if moved else unknown(grain)
    told = tell_date(period, Basis.RELATIVE)
    suffix = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}.get(daypart, "")
    if not suffix:
        return told
    return Told(TimeType.TIME, told.value + suffix, told.first, told.final, told.basis, period)
