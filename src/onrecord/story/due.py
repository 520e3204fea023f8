"""Words of time -> the window that an announcement gives its act."""

import calendar
import re
from datetime import date, timedelta

from onrecord.annotations import Frame, FrameKind, Reading, TimeMention, TimeType
from onrecord.lexicon import load_lexicon
from onrecord.model import UNKNOWN, When, when

_WEEK = 7  # days
_SUNDAY = 6
_WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)
_MONTHS = frozenset(name.lower() for name in calendar.month_name[1:])
_PASSED = frozenset({"last", "past", "previous"})
_HOURS = 24  # hours of a day
_LONG_AHEAD = 270  # days: of a month told without its year, the last one is nearer than the next by far


def read_due(reading: Reading, frame: Frame) -> When:
    """Return the window that the words of an announcement give its act; a day gone by may be one.

    A bare length, 'two weeks', runs from the day of telling; what is done 'from Monday' is to begin on that day. Words
    that look back mean the last month of a name, others the next weekday.
    """
    if frame.due is None or frame.due_words is None:
        return UNKNOWN
    time = reading.times[frame.due]
    first, last = time.act_earliest, time.act_latest
    if first is None and last is None and time.type is TimeType.DURATION:
        first, last = _count_days(reading, time)
    if last is None and first == time.earliest and _begins(reading, time):
        last = time.latest
    if (first is None and last is None) or (first is not None and last is not None and first > last):
        return UNKNOWN
    told = reading.document.published.earliest
    if last is None and _waits_until(reading, frame):
        last = time.latest
    if first is not None and last is not None and told is not None:
        if last < told and not _tells_outcome(reading, frame):
            first, last = _turn_ahead(time, first, last, told, recalled=frame.recalled)
        elif frame.recalled:
            first, last = _turn_back(time, first, last, told)
        first, last = _turn_week(time, first, last, told)
    return when(first, last, time.basis, reading.document.cite(*frame.due_words), time.anchor)


def _waits_until(reading: Reading, frame: Frame) -> bool:
    """Tell whether the act waits for the days told, and is due on them: 'will not be announced until Thursday'."""
    if frame.due_words is None:
        return False
    words = reading.document.text[frame.due_words.start : frame.due_words.end].lower()
    return "until" in words.split() and "least" not in words.split()


def _turn_week(time: TimeMention, first: date, last: date, told: date) -> tuple[date, date]:
    """Return the week that a Sunday's paper means by 'this week': the one that begins the day after."""
    if told.weekday() != _SUNDAY or "this week" not in time.exact.lower() or last > told:
        return first, last
    return told, told + timedelta(days=_WEEK)


def _begins(reading: Reading, time: TimeMention) -> bool:
    """Tell whether the words before a day say that something is to begin on it."""
    before = reading.document.text[time.window.start : time.start] if time.window else ""
    return " ".join(before.casefold().split()) in load_lexicon("onrecord.story", "due.toml").words(
        "beginning"
    )


def _tells_outcome(reading: Reading, frame: Frame) -> bool:
    """Tell whether the words also say what became of the act: 'missed the Friday deadline' is of the last Friday."""
    return any(
        other.kind is FrameKind.OUTCOME and other.words.overlaps(frame.words) for other in reading.frames
    )


def _turn_ahead(
    time: TimeMention, first: date, last: date, told: date, *, recalled: bool
) -> tuple[date, date]:
    """Return the next day or month of the same name, where only that is told: 'will vote on Monday', 'in May'.

    Words that look back may mean a month that has gone by.
    """
    if _has_digit(time):
        return first, last
    named = set(time.exact.lower().split())
    if len(named & _WEEKDAYS) == 1 and (told - last).days <= _WEEK:
        return first + timedelta(days=_WEEK), last + timedelta(days=_WEEK)
    if len(named & _MONTHS) == 1 and named.isdisjoint(_PASSED) and not recalled and first.month == last.month:
        year = first.year + 1
        return date(year, first.month, 1), date(year, first.month, calendar.monthrange(year, first.month)[1])
    return first, last


def _turn_back(time: TimeMention, first: date, last: date, told: date) -> tuple[date, date]:
    """Return the month of the year of telling, where words that look back name one: 'had been due in May'.

    Told in July, that May is some weeks gone rather than ten months ahead.
    """
    told_words = time.exact.lower().split()
    named = told_words[-1] in _MONTHS and "next" not in told_words
    if not named or _has_digit(time) or (first - told).days < _LONG_AHEAD:
        return first, last
    year = first.year - 1
    return date(year, first.month, 1), date(year, first.month, calendar.monthrange(year, first.month)[1])


def _has_digit(time: TimeMention) -> bool:
    return any(character.isdigit() for character in time.exact)


def _count_days(reading: Reading, time: TimeMention) -> tuple[date | None, date | None]:
    """Return the window that a length of time opens on the day of telling, from its TIMEX3 value: 'P2W'."""
    told = reading.document.published.latest
    length = re.fullmatch(r"P(?P<hours>T)?(?P<count>\d{1,3})(?P<unit>[DWMH])", time.value)
    if told is None or length is None or bool(length["hours"]) is not (length["unit"] == "H"):
        return None, None
    count = int(length["count"])
    if length["unit"] == "M":
        months = told.month - 1 + count
        year, month = told.year + months // 12, months % 12 + 1
        return told, date(year, month, min(told.day, calendar.monthrange(year, month)[1]))
    days = -(-count // _HOURS) if length["unit"] == "H" else count * {"D": 1, "W": _WEEK}[length["unit"]]
    return told, told + timedelta(days=days)
