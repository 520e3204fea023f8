"""How a signal word turns the days an expression names into the window of an act."""

import re
from datetime import date
from functools import cache

from msgspec import Struct

from onrecord.annotations import TimeType
from onrecord.lexicon import load_lexicon
from onrecord.times.periods import move
from onrecord.times.relative import grain_of
from onrecord.times.scene import Told

# The longest signal, with blanks: 'not to be published before the'.
_REACH = 45
# 'in May at the earliest', 'by Friday at the latest'
_BEHIND = re.compile(
    r",?\s{1,3}(?:at the (?P<edge>earliest|latest)|or (?P<side>later|earlier))\b", re.IGNORECASE
)
_BEHIND_MEANS = {"earliest": "from", "later": "from", "latest": "by", "earlier": "by"}
_OUT = re.compile(r"\s{1,3}(?:is|are) (?:out|over|up)\b", re.IGNORECASE)  # 'before the year is out'
_OF = re.compile(r"\s{1,3}of\b", re.IGNORECASE)  # 'within a year of the fire'
_DEADLINES = frozenset({"by", "before", "until", "to"})
_AMOUNTS = frozenset({"by", "up to"})
_DURATION = re.compile(r"P(T?)(\d+)([A-Z])$")


class Signal(Struct, frozen=True):
    """The word before an expression that says how an act lies to it."""

    start: int
    name: str
    end_of: bool = False  # 'the end of', 'year-end': as a deadline it is the last day
    opens: bool = False  # it begins its sentence: 'Until Thursday, no one had …'
    through: bool = False  # 'sales have grown through August'
    amount: bool = False  # 'put off by two weeks', 'for up to a week': how long, not until when
    of: bool = False  # 'within a year of the fire': counted from something else than the day it was said


@cache
def _signal_pattern() -> re.Pattern[str]:
    lexicon = load_lexicon(__package__ or "onrecord.times", "signals.toml")
    forms = "|".join(f"(?P<{entry.get('signal')}>{entry.form})" for entry in lexicon.entries)
    return re.compile(rf"(?<!\w)(?:{forms})\s{{1,3}}(?:the\s{{1,3}})?$", re.IGNORECASE)


def find_signal(text: str, start: int, end: int) -> Signal | None:
    """Return the signal that stands directly before the expression at `start`."""
    begin = max(0, start - _REACH)
    found = _signal_pattern().search(text[begin:start])
    end_of = bool(re.search(r"\bend\b", text[start:end], re.IGNORECASE) or _OUT.match(text, end))
    behind = _BEHIND.match(text, end)
    name = _BEHIND_MEANS[(behind["edge"] or behind["side"]).lower()] if behind else ""
    if found is None or found.lastgroup is None:
        return Signal(start, name, end_of) if end_of or name else None
    opens = text[begin + found.start()].isupper()
    if name and found.lastgroup in ("on", "by"):
        return Signal(begin + found.start(), name, end_of, opens)
    return Signal(
        begin + found.start(),
        found.lastgroup,
        end_of,
        opens,
        through="through" in found[0].lower(),
        amount=" ".join(found[0].lower().split()) in _AMOUNTS,
        of=bool(_OF.match(text, end)),
    )


def lean(direction: int, signal: Signal | None) -> int:
    """Return the direction of an expression's sentence, leaning ahead where its signal sets a deadline."""
    if (
        signal is not None
        and signal.name == "until"
        and not (direction < 0 and (signal.opens or signal.through))
    ):
        return 1
    if signal is not None and signal.name == "by":
        return min(direction + 1, 1)
    return direction


def act_window(
    signal: Signal | None, told: Told, today: date | None, direction: int
) -> tuple[date | None, date | None]:
    """Return the window of an act that the expression dates, by the conventions of the record format.

    'By X' runs from the day it was said to the last day of X; 'before X' ends the day before, and 'before the end
    of X' on its last day; 'after X' begins the day after and is open; 'within a week' runs for a week from then.
    """
    first, last = told.first, told.final
    name = signal.name if signal else ""
    if told.type is TimeType.SET:
        return None, None
    if told.type is TimeType.DURATION and first is None and last is None:
        if name not in ("within", "by") or direction < 0 or (signal is not None and signal.amount):
            return None, None
        return (today, None) if signal and signal.of else _within(told.value, today)
    if told.value in ("FUTURE_REF", "PAST_REF", "PRESENT_REF"):
        return first, last
    if name == "from" and "/" in told.value:
        return first, last  # 'from 13 to 17 May' names both its ends
    past = may_be_over(signal, direction)
    windows = {
        "by": (_from_today(today, last, past), last),
        "before": _until_before(signal, (first, last), today, past),
        "after": (_shift(last, 1), None),
        "lasting": (last if signal and signal.end_of else first, None),
        "from": (first, today if direction < 0 and first and today and today >= first else None),
    }
    windows["until"] = windows["to"] = windows["by"]
    return windows.get(name, (first, last))


def may_be_over(signal: Signal | None, direction: int) -> bool:
    """Tell whether a deadline is told of the past ('was out by Friday'), so that it may be over."""
    name = signal.name if signal else ""
    return name in _DEADLINES and (direction < 0 or (name == "by" and direction == 0))


def _until_before(
    signal: Signal | None, named: tuple[date | None, date | None], today: date | None, past: bool
) -> tuple[date | None, date | None]:
    first, last = named
    ends = last if signal and signal.end_of else _shift(first, -1)
    return _from_today(today, ends, past), ends


def _from_today(today: date | None, ends: date | None, past: bool) -> date | None:
    """Return the day from which an act lies ahead: that on which it was said, or open where it is over."""
    if today is None or ends is None or (past and ends < today):
        return None
    return min(today, ends)


def _shift(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    number = day.toordinal() + days  # beyond the calendar's ends the window is open
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


def _within(value: str, today: date | None) -> tuple[date | None, date | None]:
    found = _DURATION.match(value)
    if found is None or today is None:
        return today, None
    clock, count, unit = found.groups()
    if clock:
        hours = int(count) * {"H": 60, "M": 1}.get(unit, 0)
        return today, move(today, -(-hours // (24 * 60)), grain_of("D"))
    return today, move(today, int(count), grain_of(unit))
