"""What a document repeats of others bounds its day: words it quotes, a date that is new."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.model import Offsets
from onrecord.story.dating_facts import RIGHT, Fact, is_day_of_year, reads_ahead
from onrecord.story.thresholds import find_sure

# What is quoted from a day's event is printed the day after at the earliest here, and there perhaps a week before.
_SLACK = timedelta(days=7)
# So many words in one order are a quotation and not chance.
_QUOTED_WORDS = 6
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{20,1000})[”\"]")
_WEIGHT = 2
# Beyond so many acts for one day a pile is no longer of one story.
_MOST_ACTS = 300


class Announced(Struct, frozen=True):
    """An act to which a dated document gives a day or days."""

    day: date
    frame: Frame
    due: tuple[int, int] | None  # month and day, where it is one day


class Shelf(Struct, frozen=True):
    """What others may repeat of the documents of the pile whose own day is stated."""

    quoted: Mapping[str, date]  # the first day on which a run of quoted words was printed
    due: Mapping[tuple[int, int], tuple[Announced, ...]]  # by the day they are due
    heads: Mapping[str, tuple[Announced, ...]]  # those that lay ahead, by the lemma of the act


def keep_shelf(readings: Sequence[Reading]) -> Shelf:
    """Return what the documents whose day is known hold for others to repeat."""
    dated = [(day, reading) for reading in readings if (day := reading.document.published.earliest)]
    quoted: dict[str, date] = {}
    for day, reading in dated:
        for _, keys in _find_quotations(reading):
            quoted |= {key: min(day, quoted.get(key, day)) for key in keys}
    due: dict[tuple[int, int], list[Announced]] = defaultdict(list)
    heads: dict[str, list[Announced]] = defaultdict(list)
    for day, reading in dated:
        for act, ahead in _find_announced(reading, day):
            if act.due is not None:
                due[act.due].append(act)
            for head in act.frame.heads if ahead else ():
                heads[head].append(act)
    return Shelf(
        quoted,
        {key: tuple(acts) for key, acts in due.items()},
        {key: tuple(acts) for key, acts in heads.items()},
    )


def _find_announced(reading: Reading, day: date) -> Iterator[tuple[Announced, bool]]:
    """Yield the acts to which a document of `day` gives days, and whether these lay ahead."""
    for frame in find_sure(reading, FrameKind.ANNOUNCEMENT):
        time = reading.times[frame.due] if frame.due is not None else None
        if time is None or time.act_latest is None:
            continue
        named = time.latest if time.latest == time.earliest else None
        due = (named.month, named.day) if named else None
        yield Announced(day, frame, due), time.act_latest >= day and not frame.recalled


def find_source_facts(reading: Reading, shelf: Shelf) -> list[Fact]:
    """Return the days before which the document can't have been published, for what it repeats of others."""
    return [*_find_quoted(reading, shelf), *_find_newly_due(reading, shelf)]


def _not_before(words: Offsets, weight: int, first: date) -> Fact:
    return Fact(words.start, words.end, weight, lambda day: day >= first, right=RIGHT)


def _find_quotations(reading: Reading) -> Iterator[tuple[Offsets, frozenset[str]]]:
    """Yield quotations, each with every run of its words that is long enough to know it by."""
    for found in _QUOTED.finditer(reading.document.text):
        words = re.findall(r"\w+", found[1].casefold())
        runs = range(len(words) - _QUOTED_WORDS + 1)
        keys = frozenset(" ".join(words[start : start + _QUOTED_WORDS]) for start in runs)
        if keys:
            yield Offsets(*found.span(1)), keys


def _find_quoted(reading: Reading, shelf: Shelf) -> Iterator[Fact]:
    """Words that are quoted: hardly before the first dated document that quotes them; the last such tells most."""
    first = [
        (min(days), -place.start, place)
        for place, keys in _find_quotations(reading)
        if (days := [shelf.quoted[key] for key in keys if key in shelf.quoted])
    ]
    if first:
        day, _, place = max(first)
        yield _not_before(place, _WEIGHT, day - _SLACK)


def _find_newly_due(reading: Reading, shelf: Shelf) -> Iterator[Fact]:
    """A day for an act: not before the last document that still had another day for the same act."""
    for frame in find_sure(reading, FrameKind.ANNOUNCEMENT):
        time = None if frame.due is None or frame.recalled else reading.times[frame.due]
        day_of_year = is_day_of_year(time) if time else None
        if time is None or day_of_year is None or not reads_ahead(reading, time):
            continue
        same = shelf.due.get(day_of_year, ())
        first = min((act.day for act in same), default=None)
        if first is None:
            continue
        others = (
            other.day
            for act in same[:_MOST_ACTS]
            for head in act.frame.heads
            for other in shelf.heads.get(head, ())[:_MOST_ACTS]
            if other.day < first and other.due != day_of_year and _share_object(act.frame, other.frame)
        )
        if (last := max(others, default=None)) is not None:
            yield _not_before(time.offsets, _WEIGHT, last)


def _share_object(one: Frame, other: Frame) -> bool:
    return not set(one.objects).isdisjoint(other.objects)
