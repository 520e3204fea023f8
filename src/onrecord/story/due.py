"""Words of time -> the window that an announcement gives its act."""

import calendar
import re
from datetime import date, timedelta
from functools import cache

from onrecord.annotations import Frame, FrameKind, Reading, TimeMention, TimeType
from onrecord.lexicon import load_lexicon
from onrecord.model import UNKNOWN, Offsets, When, when

_WEEK = 7  # days
_WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)
_MONTHS = frozenset(name.lower() for name in calendar.month_name[1:])
_HOURS = 24  # hours of a day
_LONG_AHEAD = 270  # days: of a month told without its year, the last one is nearer than the next by far
_LATELY = 31  # days since a date told without its year, within which it is rather the last of its name than the next
_COUNTED = re.compile(r"P(?P<hours>T)?(?P<count>\d{1,3})(?P<unit>[DWMYH])")  # a TIMEX3 length: 'P2W'
_BEFORE = 80  # characters before a length in which the words stand that make it a limit
_CLAUSE = re.compile(r"[,;:—–]\s|\b(?:but|and|if|because|unless|that|which|who)\b")
_YEAR = re.compile(r"\b\d{4}\b|['’]\d\d\b")


def read_due(reading: Reading, frame: Frame) -> When:
    """Return the window that the words of an announcement give its act; a day gone by may be one.

    A limit, 'within two weeks', runs from the day of telling; how long an act goes on, 'for two weeks', is no window of
    it. What is done 'from Monday' is to begin on that day. Words that look back mean the last month of a name, others
    the next weekday.
    """
    if frame.due is None or frame.due_words is None:
        return UNKNOWN
    time = reading.times[frame.due]
    if time.type is TimeType.DURATION and _COUNTED.fullmatch(time.value) and _lasts(reading, time):
        return UNKNOWN
    first, last = time.act_earliest, time.act_latest
    if first is None and last is None and time.type is TimeType.DURATION:
        first, last = _count_days(reading, time)
    if last is None and first == time.earliest and _begins(reading, time):
        last = time.latest
    if (first is None and last is None) or (first is not None and last is not None and first > last):
        return UNKNOWN
    told = reading.document.day_at(frame.words.start).earliest
    if _is_withheld(reading, frame, time):
        return when(time.earliest, None, time.basis, reading.document.cite(*frame.due_words), time.anchor)
    if last is None and _waits_until(reading, frame):
        last = time.latest
        if (
            last is not None and last == told and time.exact.lower() in _WEEKDAYS
        ):  # 'until Monday', told on a Monday
            last += timedelta(days=_WEEK)
    if told is not None and last is not None and _goes_on(reading, frame):
        first = min(told, last)
    if last is not None and told is not None:
        if _is_gone(reading, time, last, told) and not _tells_outcome(reading, frame):
            first, last = _turn_ahead(time, first, last, told, recalled=frame.recalled)
        elif frame.recalled and first is not None:
            first, last = _turn_back(time, first, last, told)
    return when(first, last, time.basis, reading.document.cite(*frame.due_words), time.anchor)


def _is_withheld(reading: Reading, frame: Frame, time: TimeMention) -> bool:
    """Tell whether the act is not to be done before the days told: 'will not be out before the middle of May'."""
    first = reading.document.text[slice(*(frame.due_words or time.offsets))].lower().split()[0]
    behind = _words_before(reading, time).split()[-1:]
    if load_lexicon("onrecord.story", "due.toml").words("earliest").isdisjoint((first, *behind)):
        return False
    clause = _CLAUSE.split(reading.document.text[reading.sentence_at(time.start).start : time.start].lower())[
        -1
    ]
    return re.search(rf"(?<!\w)(?:{_forms('withheld')})(?!\w)", clause) is not None


def _waits_until(reading: Reading, frame: Frame) -> bool:
    """Tell whether the act waits for the days told or goes on up to them: 'will not be announced until Thursday'.

    What is put off 'until at least Thursday' may come on any day from then on.
    """
    if frame.due_words is None:
        return False
    words = reading.document.text[frame.due_words.start : frame.due_words.end].lower().split()
    lexicon = load_lexicon("onrecord.story", "due.toml")
    put_off = not lexicon.words("longer").isdisjoint(words) and _is_put_off(reading, frame.due_words)
    return not (lexicon.words("lasting").isdisjoint(words) or put_off)


def _goes_on(reading: Reading, frame: Frame) -> bool:
    """Tell whether the act goes on from now up to the days told, or longer: 'stays shut until at least Thursday'."""
    if frame.due_words is None or not _waits_until(reading, frame):
        return False
    words = reading.document.text[slice(*frame.due_words)].lower().split()
    longer = load_lexicon("onrecord.story", "due.toml").words("longer")
    return not longer.isdisjoint(words) and not _is_put_off(reading, frame.due_words)


def _is_put_off(reading: Reading, due_words: Offsets) -> bool:
    """Tell whether the words before a day put the act off: 'will not sail until', 'delayed until'."""
    start = reading.sentence_at(due_words.start).start
    before = reading.document.text[start : due_words.start].lower()
    return re.search(rf"(?<!\w)(?:{_forms('putting_off')})(?!\w)", before) is not None


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
    lexicon = load_lexicon("onrecord.story", "due.toml")
    named = set(time.exact.lower().replace(".", "").split())
    begins = time.earliest if first is not None and last == told else first
    ends = time.latest if last == told and time.latest is not None else last
    if not _has_digit(time) and len(named & _WEEKDAYS) == 1 and (told - ends).days <= _WEEK:
        week = timedelta(days=_WEEK)
        return (told if begins is None else begins + week), ends + week
    if recalled or _YEAR.search(time.exact) or not named.isdisjoint(lexicon.words("passed")):
        return first, last
    whole = begins is None or begins.month == ends.month
    if not _has_digit(time) and len(named & _MONTHS) == 1 and whole:
        year = ends.year + 1
        until = date(year, ends.month, calendar.monthrange(year, ends.month)[1])
        return (told if begins is None else date(year, ends.month, 1)), until
    dated = _has_digit(time) and whole and (told - ends).days > _LATELY
    if dated or (not _has_digit(time) and not named.isdisjoint(lexicon.words("seasons"))):
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


def _lasts(reading: Reading, time: TimeMention) -> bool:
    """Tell whether a length of time is how long something goes on: 'closed for the next two weeks'."""
    return _words_before(reading, time).endswith(" for")


def _words_before(reading: Reading, time: TimeMention) -> str:
    """Return the words of its sentence that stand before a time expression, with a blank before the first."""
    start = max(0, time.start - _BEFORE, reading.sentence_at(time.start).start)
    return " " + " ".join(reading.document.text[start : time.start].casefold().split())


def _count_days(reading: Reading, time: TimeMention) -> tuple[date | None, date | None]:
    """Return the window that a length of time opens on the day of telling, where its words make it a limit.

    One that is counted from something else, 'ten days after the vote', has no end that the words tell.
    """
    told = reading.document.day_at(time.start).latest
    length = _COUNTED.fullmatch(time.value)
    if told is None or length is None or bool(length["hours"]) is not (length["unit"] == "H"):
        return None, None
    behind = reading.document.text[time.end : time.end + _BEFORE].casefold()
    if not _is_limit(time, _words_before(reading, time), behind):
        return None, None
    if _follows("elsewhere", behind):
        return told, None
    return told, _add(told, int(length["count"]), length["unit"])


def _is_limit(time: TimeMention, before: str, behind: str) -> bool:
    """Tell whether the words around a length of time say until when: 'within ten days', 'has ten days to answer'.

    Those around 'ten-day' belong to the noun that it measures, which may be a limit itself.
    """
    if "-" in time.exact:
        return _follows("deadline", behind) or _leads("limit", before)
    if _leads("within", before):
        stretch = _leads("so_far", before) or (before.endswith(" in") and _word_after(behind) == "of")
        return not stretch
    if _follows("task", behind) and _leads("granted", before):
        return True
    words = load_lexicon("onrecord.story", "due.toml")
    return _word_after(behind) in words.words("counting") and before.rpartition(" ")[2] not in words.words(
        "measuring"
    )


@cache
def _forms(place: str) -> str:
    entries = load_lexicon("onrecord.story", "due.toml").entries
    return "|".join(entry.form for entry in entries if entry.get("place") == place)


def _leads(place: str, before: str) -> bool:
    """Tell whether the words before a length of time end in those of the lexicon's place."""
    return re.search(rf"\s(?:{_forms(place)})\Z", before) is not None


def _follows(place: str, behind: str) -> bool:
    """Tell whether the words behind a length of time begin with those of the lexicon's place."""
    return re.match(rf"\s+(?:{_forms(place)})\b", behind) is not None


def _word_after(behind: str) -> str:
    return next(iter(behind.split()), "").rstrip(".,;:!?")


def _add(told: date, count: int, unit: str) -> date:
    """Return the day so many hours, days, weeks, months or years after the day of telling."""
    if unit in ("M", "Y"):
        months = told.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = told.year + months // 12, months % 12 + 1
        return date(year, month, min(told.day, calendar.monthrange(year, month)[1]))
    days = -(-count // _HOURS) if unit == "H" else count * {"D": 1, "W": _WEEK}[unit]
    return told + timedelta(days=days)
