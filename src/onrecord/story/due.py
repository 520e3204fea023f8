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
_LATELY = 31  # days since a date told without its year, within which it is rather the last of its name than the next
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
_YEAR = re.compile(r"\b\d{4}\b|['’]\d\d\b")


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
        if (
            last is not None and last == told and time.exact.lower() in _WEEKDAYS
        ):  # 'until Monday', told on a Monday
            last += timedelta(days=_WEEK)
    if last is not None and told is not None:
        if _is_gone(reading, time, last, told) and not _tells_outcome(reading, frame):
            first, last = _turn_ahead(time, first, last, told, recalled=frame.recalled)
        elif frame.recalled and first is not None:
            first, last = _turn_back(time, first, last, told)
        if first is not None and last is not None:
            first, last = _turn_week(time, first, last, told)
    return when(first, last, time.basis, reading.document.cite(*frame.due_words), time.anchor)


def _waits_until(reading: Reading, frame: Frame) -> bool:
    """Tell whether the act waits for the days told or goes on up to them: 'will not be announced until Thursday'."""
    if frame.due_words is None:
        return False
    words = reading.document.text[frame.due_words.start : frame.due_words.end].lower().split()
    return not load_lexicon("onrecord.story", "due.toml").words("lasting").isdisjoint(words)


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


def _is_gone(reading: Reading, time: TimeMention, last: date, told: date) -> bool:
    """Tell whether the days told had gone by when they were told of, though the act was to begin on them."""
    if last < told:
        return True
    return time.latest is not None and time.latest < told == last and _begins(reading, time)


def _turn_ahead(
    time: TimeMention, first: date | None, last: date, told: date, *, recalled: bool
) -> tuple[date | None, date | None]:
    """Return the next day, month or season of a name told alone: 'will vote on Monday', 'in May', 'by Sept. 30'.

    Words that look back may mean one that has gone by. A window without a first day runs from the day of telling.
    """
    named = set(time.exact.lower().replace(".", "").split())
    begins = time.earliest if first is not None and last == told else first
    ends = time.latest if last == told and time.latest is not None else last
    if not _has_digit(time) and len(named & _WEEKDAYS) == 1 and (told - ends).days <= _WEEK:
        week = timedelta(days=_WEEK)
        return (told if begins is None else begins + week), ends + week
    if recalled or _YEAR.search(time.exact) or not named.isdisjoint(_PASSED):
        return first, last
    whole = begins is None or begins.month == ends.month
    if not _has_digit(time) and len(named & _MONTHS) == 1 and whole:
        year = ends.year + 1
        until = date(year, ends.month, calendar.monthrange(year, ends.month)[1])
        return (told if begins is None else date(year, ends.month, 1)), until
    dated = _has_digit(time) and whole and (told - ends).days > _LATELY
    if dated or (not _has_digit(time) and not named.isdisjoint(_SEASONS)):
        return (told if begins is None else _next_year(begins)), _next_year(ends)
    return first, last


def _next_year(day: date) -> date:
    """Return the same day of the next year, or the last one of its month where that has no such day."""
    return date(day.year + 1, day.month, min(day.day, calendar.monthrange(day.year + 1, day.month)[1]))


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
