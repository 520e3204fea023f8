"""Ties time mentions to the occasions they are told against: 'in the first half of the year after the Games'."""

from bisect import bisect_right, insort
from datetime import date, timedelta

from msgspec.structs import replace

from onrecord.annotations import TimeMention, TimeType
from onrecord.model import Offsets
from onrecord.times.occasions import OccasionPhrase, find_occasion_phrases

# No day is known for the occasion yet; the story may give one.
_UNDATED = "XXXX"


def tie_occasions(text: str, times: list[TimeMention], today: date | None) -> tuple[TimeMention, ...]:
    """Return the mentions with their occasions, and a mention for each occasion that no other words date.

    A mention right before the phrase takes it ('the first half of the year after the Games'); so does one that
    stands in the occasion's name ('ahead of the 2031 Games').
    """
    tied = list(times)
    for phrase in find_occasion_phrases(text):
        index = bisect_right(tied, phrase.start, key=lambda time: time.start) - 1
        inside = [
            place for place in (index + 1, index) if 0 <= place < len(tied) and _lies_in(tied[place], phrase)
        ]
        if inside:
            tied[inside[0]] = _date_name(tied[inside[0]], phrase, today)
        elif index >= 0 and _leads(text, tied[index], phrase):
            tied[index] = _narrow(tied[index], phrase)
        elif not any(
            _overlaps(tied[place], phrase) for place in (index, index + 1) if 0 <= place < len(tied)
        ):
            insort(tied, _make_mention(text, phrase, today), key=lambda time: time.start)
    return tuple(tied)


def _lies_in(time: TimeMention, phrase: OccasionPhrase) -> bool:
    return phrase.name.covers(time.offsets)


def _overlaps(time: TimeMention, phrase: OccasionPhrase) -> bool:
    return time.offsets.overlaps(Offsets(phrase.start, phrase.name.end))


def _leads(text: str, time: TimeMention, phrase: OccasionPhrase) -> bool:
    gap = text[time.end : phrase.start]
    return time.occasion is None and time.end <= phrase.start and len(gap) <= 3 and gap.strip(" ,\n\t") == ""


def _make_mention(text: str, phrase: OccasionPhrase, today: date | None) -> TimeMention:
    start, end = phrase.name
    return TimeMention(
        start,
        end,
        text[start:end],
        TimeType.DATE,
        _UNDATED,
        window=Offsets(phrase.start, end),
        act_earliest=_begin(phrase.signal, today),
        occasion=phrase.name,
    )


def _begin(signal: str, today: date | None) -> date | None:
    """Return the day from which what is to happen before an occasion may happen: the day it was said."""
    return today if signal in ("before", "not before", "by", "until", "after") else None


def _narrow(time: TimeMention, phrase: OccasionPhrase) -> TimeMention:
    window = Offsets(time.window.start if time.window else time.start, phrase.name.end)
    return replace(time, window=window, occasion=phrase.name)


def _date_name(time: TimeMention, phrase: OccasionPhrase, today: date | None) -> TimeMention:
    known = (time.earliest, time.latest)
    earliest, latest = bound_by_occasion(
        phrase.signal, phrase.end_of, known, (_begin(phrase.signal, today), None)
    )
    window = Offsets(phrase.start, phrase.name.end)
    return replace(time, window=window, occasion=phrase.name, act_earliest=earliest, act_latest=latest)


def bound_by_occasion(
    signal: str,
    end_of: bool,
    occasion: tuple[date | None, date | None],
    act: tuple[date | None, date | None],
) -> tuple[date | None, date | None]:
    """Return the window of an act, bounded by the day its occasion begins.

    The text gives the day an occasion begins, not how long it lasts: 'after' begins the day after that, what is
    told against its end is not bounded at the right, and 'before' ends the day before.
    """
    first, last = occasion
    begin, end = act
    match signal:
        case "after":
            begin = _later(begin, first + timedelta(days=1) if first else None)
        case "not before" if not end_of:
            begin = _later(begin, first)
        case "before" if not end_of:
            end = _earlier(end, last - timedelta(days=1) if last else None)
        case "by" | "until" if not end_of:
            end = _earlier(end, last)
        case "during":
            begin = _later(begin, first)
        case _:
            pass
    if begin and end and begin > end:
        return act
    return begin, end


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else one or other


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other
