"""Lines of a chat -> the day of each message, from the stamp that an export puts before it.

A stamp has its day in the order of the telephone that made it: '10/9/23' is in September or in October. All stamps of
an export are in one order, so it is told by any that the calendar refuses in the other, by the messages' going back in
time in the other, and last by how it is written, as in the locales of the Unicode CLDR (short dates and times): the
month stands first in none that pads with noughts ('09/10/2023'), and it does where day and month are bare, the year
is short and the time has a large AM or PM ('10/9/23, 9:14 PM'). What none of these tells has no day.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from onrecord.collect.days import WrittenDay, make_day
from onrecord.documents.content import Line

_CENTURY = 2000  # of a year in two digits: no chat is older
CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?:[ \u202f\xa0]?[AaPp]\.?[Mm]\.?)?"
# A time before a label, in chats with its day; some export programs put a mark that nobody sees before it.
STAMP = (
    r"\u200e?\[?\(?(?P<day>\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? {1,2})?"
    rf"(?P<clock>{CLOCK})\)?\]?(?:[ \t]{{1,4}}|(?<=[\dMm.]) [–-] )"
)
_STAMPED = re.compile(rf"(?=\u200e?\[?\(?\d{{1,4}}[/.-]){STAMP}")
# As messengers write it, and hardly any list of what happened when: a comma behind the day.
_SENT = re.compile(r"\u200e?\[?\(?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}, ")
_PARTS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{2,4})")
_HALF_DAY = re.compile(r"[AP]M")


class _Stamp(NamedTuple):
    line: int  # its number
    parts: tuple[str, str, str]
    mark: str
    half_day: bool  # with a large AM or PM
    start: int  # in its line
    end: int


def is_stamped(line: Line) -> bool:
    """Tell whether a line begins with a day and a time, as each message of a chat does, whoever it is from."""
    return _STAMPED.match(line.text) is not None


def is_sent(line: Line) -> bool:
    """Tell whether a stamp is written as messengers do."""
    return _SENT.match(line.text) is not None


def read_stamp_days(lines: Sequence[Line]) -> dict[int, WrittenDay]:
    r"""Return the day in the stamp of each line that has one, by the line's number, where its order can be told.

    >>> from onrecord.documents.content import cut_lines
    >>> days = read_stamp_days(cut_lines("[10/9/31, 9:14 PM] Ana: No.\n[10/13/31, 8:00 AM] Ivo: Yes."))
    >>> [str(day.day) for day in days.values()]
    ['2031-10-09', '2031-10-13']
    """
    stamps = [stamp for line in lines if (stamp := _read(line))]
    months = [_tell(stamp, month_first=True) for stamp in stamps]
    days = [_tell(stamp, month_first=False) for stamp in stamps]
    chosen = _choose(stamps, months, days)
    return {
        stamp.line: WrittenDay(day, stamp.start, stamp.end)
        for stamp, day in zip(stamps, chosen, strict=False)
        if day is not None
    }


def _read(line: Line) -> _Stamp | None:
    found = _STAMPED.match(line.text)
    parts = _PARTS.match(line.text, found.start("day")) if found else None
    if found is None or parts is None:
        return None
    half = _HALF_DAY.search(found["clock"]) is not None
    return _Stamp(line.number, (parts[1], parts[3], parts[4]), parts[2], half, *parts.span())


def _tell(stamp: _Stamp, *, month_first: bool) -> date | None:
    first, second, last = stamp.parts
    if len(first) == 4:
        return make_day(int(first), int(second), int(last))
    if len(first) > 2 or len(last) == 3:
        return None
    year = int(last) + (_CENTURY if len(last) == 2 else 0)
    month, day = (first, second) if month_first else (second, first)
    return make_day(year, int(month), int(day))


def _choose(
    stamps: Sequence[_Stamp], months: Sequence[date | None], days: Sequence[date | None]
) -> Sequence[date | None]:
    """Return the days in the one order that the stamps can be in; none where that can't be told."""
    if not all(months) or not all(days):
        return months if all(months) else days if all(days) else ()
    if list(months) == list(days):
        return days
    forward = [all(one <= other for one, other in pairwise(filter(None, told))) for told in (months, days)]
    if forward[0] != forward[1]:
        return months if forward[0] else days
    small = [part for stamp in stamps for part in stamp.parts[:2] if int(part) < 10]
    if any(part.startswith("0") for part in small) or all(stamp.mark == "." for stamp in stamps):
        return days
    bare = bool(small) and all(
        stamp.half_day and stamp.mark == "/" and len(stamp.parts[2]) == 2 for stamp in stamps
    )
    return months if bare else ()
