"""Text -> time mentions: matches, what they mean against each end of the document's day, and their windows."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from onrecord.annotations import TimeMention
from onrecord.model import UNKNOWN, Basis, Offsets, When
from onrecord.times.ambiguity import drop_names
from onrecord.times.direction import find_direction, is_foretold
from onrecord.times.matching import Match, find_matches
from onrecord.times.occasion_times import tie_occasions
from onrecord.times.occasions import is_head
from onrecord.times.ranges import find_range_ends, join_ranges
from onrecord.times.resolution import resolve
from onrecord.times.scene import SURELY_AHEAD, SURELY_PAST, Told
from onrecord.times.windows import Signal, act_window, find_signal, lean, may_be_over

_POSSESSIVE = re.compile(r"['’]s\s(\w{0,30})")
_ENDED = re.compile(r"\b(?:ended|since)\s{1,3}\Z", re.IGNORECASE)
_CLOSE = timedelta(days=31)
_REACH = 240  # characters around an expression in which its verbs are looked for


def find_times(text: str, sentences: Sequence[Offsets], published: When) -> tuple[TimeMention, ...]:
    """Return the time expressions of `text`, in order, told against the document's day.

    Which words are found does not depend on the day. Where it is a window, every expression is read against both
    its ends and covers what lies between; where an end is open, so is what depends on it. In a window wider than a
    month only what is the same at both ends is told: 'in May' of a text of that spring, but not 'next Monday'.

    >>> from datetime import date
    >>> from onrecord.model import when
    >>> [found] = find_times("It opens next month.", [], when(date(2021, 12, 5), date(2021, 12, 9)))
    >>> found.value, found.earliest, found.latest
    ('2022-01', datetime.date(2022, 1, 1), datetime.date(2022, 1, 31))
    """
    matches = drop_names(text, find_matches(text))
    signals = [find_signal(text, match.start, match.end) for match in matches]
    directions = [
        _lean(match, direction, signal)
        for match, direction, signal in zip(
            matches, _find_directions(text, sentences, matches), signals, strict=True
        )
    ]
    ends = find_range_ends(text, [Offsets(match.start, match.end) for match in matches])
    first, last = published.earliest, published.latest
    loose = first is not None and last is not None and last - first > _CLOSE
    unread, low, high = (
        resolve(text, matches, directions, ends, day) for day in (None, published.earliest, published.latest)
    )
    found = []
    for index, match in enumerate(matches):
        meant, begin, end = unread[index], low[index], high[index]
        if meant is None or begin is None or end is None:
            continue
        if loose and (begin.first, begin.final) != (end.first, end.final):
            told = _mention(text, match, signals[index], directions[index], UNKNOWN, (meant, meant, meant))
        else:
            told = _mention(text, match, signals[index], directions[index], published, (meant, begin, end))
        found.append(told)
    return tie_occasions(text, join_ranges(text, found), published.earliest)


def _lean(match: Match, direction: int, signal: Signal | None) -> int:
    """Return the direction of an expression, surely ahead for a weekday that is a limit: 'until Monday'."""
    leaning = lean(direction, signal)
    limits = signal is not None and signal.name not in ("", "on", "after")
    return SURELY_AHEAD if match.rule.read == "weekday" and leaning > 0 and limits else leaning


def _find_directions(text: str, sentences: Sequence[Offsets], matches: Sequence[Match]) -> list[int]:
    starts = [sentence.start for sentence in sentences]
    found = []
    for match in matches:
        if _ENDED.search(text, max(0, match.start - 12), match.start):
            found.append(SURELY_PAST)
            continue
        index = bisect_right(starts, match.start) - 1
        begin, end = sentences[index] if index >= 0 else (0, len(text))
        before = text[max(begin, match.start - _REACH) : match.start]
        # 'Wednesday's ruling' has been given; 'will attend Wednesday's hearing' tells of one to come
        if match.rule.read == "weekday" and (noun := _POSSESSIVE.match(text, match.end)):
            ahead = find_direction(before, "") > 0 and is_head(noun[1])
            found.append(1 if ahead else -1)
            continue
        after = text[match.end : max(match.end, min(end, match.end + _REACH))]
        direction = find_direction(before, after)
        if match.rule.read == "weekday" and direction > 0 and is_foretold(before, after):
            direction = SURELY_AHEAD
        found.append(direction)
    return found


def _mention(
    text: str,
    match: Match,
    signal: Signal | None,
    direction: int,
    published: When,
    told: tuple[Told, Told, Told],
) -> TimeMention:
    """Return the mention that covers what the expression means read without a day and against both its ends."""
    unread, low, high = told
    same = all((one.first, one.final) == (unread.first, unread.final) for one in (low, high))
    firm = (unread.first, unread.final) if same and unread.first and unread.final else None
    earliest, latest = firm or (
        _outer(min, low.first, high.first) if published.earliest else None,
        _outer(max, high.final, low.final) if published.latest else None,
    )
    if earliest and latest and earliest > latest:
        earliest, latest = None, None
    windows = (
        act_window(signal, low, published.earliest, direction)
        if published.earliest or firm
        else (None, None),
        act_window(signal, high, published.latest, direction) if published.latest or firm else (None, None),
    )
    begin, end = _outer(min, windows[0][0], windows[1][0]), _outer(max, windows[1][1], windows[0][1])
    if published.earliest != published.latest and may_be_over(signal, direction):
        begin = None  # on some day between it may be over
    if begin and end and begin > end:
        begin, end = None, None
    words = Offsets(signal.start if signal else match.start, match.end)
    return TimeMention(
        match.start,
        match.end,
        text[match.start : match.end],
        low.type,
        low.value if low.value == high.value else unread.value,
        earliest,
        latest,
        low.basis if earliest or latest else Basis.UNKNOWN,
        words,
        begin,
        end,
    )


def _outer(choose: Callable[[date, date], date], day: date | None, other: date | None) -> date | None:
    """Return the outer of two days; the first where the other is open.

    What stood before can make the same words a quarter on one day and a year on the next.
    """
    return choose(day, other) if day and other else day
