"""Ranges: 'from Sept. 3 to Sept. 10', 'between May and July'."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.annotations import TimeMention
from onrecord.model import Offsets

# The words between the two ends of a range, by the word before the first.
_RANGES = {
    "from": re.compile(r"\s{1,3}(?:to|until|through|till)\s{1,3}|\s?[-–—]\s?", re.IGNORECASE),
    "between": re.compile(r"\s{1,3}and\s{1,3}", re.IGNORECASE),
}
# 'moved from 31 March to 30 June': no range, but an old day and a new one
_MOVED = re.compile(
    r"\b(?:(?:mov|postpon|delay|extend|deferr?|push|reschedul|shift|chang|revis|slipp?|bump)(?:e?d|ing|e?s|e)|put|set|brought)"
    r"(?:\s[\w’'-]{1,20}){0,6}\sfrom\s\Z",
    re.IGNORECASE,
)
_MOVE_REACH = 90  # characters
# 'in June or July', 'by late June or, at worst, early July'
_OR = re.compile(
    r",?\s{1,3}or(?:,? (?:even|possibly|perhaps|maybe|at (?:the )?(?:worst|latest)),?)?\s{1,3}"
    r"(?:in\s|on\s|by\s)?"
)
_LONGEST_JOINT = 13  # '   through   '


def find_range_ends(text: str, spans: Sequence[Offsets]) -> frozenset[int]:
    """Return which of the spans end a range that the one before them begins."""
    return frozenset(
        index for index in range(1, len(spans)) if _is_range(text, spans[index - 1], spans[index])
    )


def _is_range(text: str, begin: Offsets, end: Offsets) -> bool:
    if end.start - begin.end > _LONGEST_JOINT:
        return False
    lead = text[max(0, begin.start - 9) : begin.start].lower().split()
    if _MOVED.search(text, max(0, begin.start - _MOVE_REACH), begin.start):
        return False
    joint = _RANGES.get(lead[-1]) if lead else None
    return joint is not None and joint.fullmatch(text, begin.end, end.start) is not None


def join_ranges(text: str, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the mentions, both ends of a range, and both of two alternatives, with the window of the whole."""
    joined = list(times)
    for index in range(1, len(times)):
        one, other = joined[index - 1], joined[index]
        if one.window is None or not _OR.fullmatch(text[one.end : other.start]) or one.type is not other.type:
            continue
        if not (one.act_latest and other.act_latest and other.act_earliest):
            continue
        window = Offsets(one.window.start, other.end)
        first = min(one.act_earliest, other.act_earliest) if one.act_earliest else None
        last = max(one.act_latest, other.act_latest)
        for place in (index - 1, index):
            joined[place] = replace(joined[place], window=window, act_earliest=first, act_latest=last)
    for index in sorted(find_range_ends(text, [time.offsets for time in times])):
        begin, end = times[index - 1], times[index]
        if begin.window is None or not (begin.earliest and begin.latest and end.earliest and end.latest):
            continue
        window = Offsets(begin.window.start, end.end)
        first, last = min(begin.earliest, end.earliest), max(begin.latest, end.latest)
        for place in (index - 1, index):
            joined[place] = replace(joined[place], window=window, act_earliest=first, act_latest=last)
    return joined
