"""Parts of periods: 'early March', 'the end of the year', by the conventions of the record format."""

import calendar
from datetime import date, timedelta

from onrecord.times.periods import Grain, Period


def take_part(period: Period, part: str, today: date | None) -> tuple[date | None, date | None]:
    """Return the days that a part of a period covers.

    'Early', 'mid' and 'late' a month are days 1-10, 10-20 and 21-end; of anything longer they are its thirds, of
    a week Monday to Wednesday, Tuesday to Thursday, and Thursday on. The end of a period longer than a month is
    its last month. 'Earlier' and 'later' this year stop and begin at the document's day.
    """
    first, last = period.first, period.last
    if first is None or last is None or period.grain is Grain.DAY:
        return first, last
    match part:
        case "before":
            return first, min(max(today, first), last) if today else last
        case "after":
            return max(min(today, last), first) if today else first, last
        case "early" | "mid" | "late" | "start" | "end":
            return _divide(first, last, part)
        case _:
            return first, last


def _divide(first: date, last: date, part: str) -> tuple[date, date]:
    length = (last - first).days + 1
    if length <= 7:
        begins = {"early": 0, "start": 0, "mid": 1, "late": 3, "end": 4}[part]
        ends = {"early": 2, "start": 1, "mid": 3, "late": 6, "end": 6}[part]
        return first + timedelta(days=min(begins, length - 1)), first + timedelta(days=min(ends, length - 1))
    if length <= 31:
        begins = {"early": 0, "start": 0, "mid": 9, "late": 20, "end": 20}[part]
        ends = {"early": 9, "start": 9, "mid": 19, "late": length - 1, "end": length - 1}[part]
        return first + timedelta(days=begins), first + timedelta(days=ends)
    if part == "start":
        return first, date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    if part == "end":
        return date(last.year, last.month, 1), last
    third = length // 3
    if part == "early":
        return first, first + timedelta(days=third)
    if part == "mid":
        return first + timedelta(days=third - 1), last - timedelta(days=third - 1)
    return last - timedelta(days=third), last
