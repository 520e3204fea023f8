"""Attributions of all documents -> statements."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from onrecord.annotations import Attribution, Reading, TimeMention
from onrecord.model import Document, Offsets, Span, Statement, When, identify, when
from onrecord.story.actors import Cast
from onrecord.story.dating_facts import direction_of
from onrecord.story.idents import tell_apart
from onrecord.story.thresholds import is_stated

_WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)


class Statements(Struct, frozen=True):
    """The statements of a story, and which attribution of which document each was."""

    statements: tuple[Statement, ...]
    by_attribution: Mapping[tuple[str, int], Statement]  # (document id, index) -> statement

    def of(self, reading: Reading, attribution: int | None) -> Statement | None:
        """Return the statement made of an attribution of the reading, where it was sure enough for one."""
        return None if attribution is None else self.by_attribution.get((reading.document.id, attribution))

    def attribution_of(self, reading: Reading, attribution: int | None) -> Attribution | None:
        """Return the attribution itself, where a statement was made of it."""
        if attribution is None or self.of(reading, attribution) is None:
            return None
        return reading.attributions[attribution]


def file_statements(readings: Sequence[Reading], cast: Cast) -> Statements:
    """Return every attribution that is sure enough as a statement of an actor, in the order of the documents' texts."""
    places = [
        (reading, index)
        for reading in readings
        for index, attribution in enumerate(reading.attributions)
        if is_stated(attribution)
    ]
    statements = tell_apart(_file(reading, reading.attributions[index], cast) for reading, index in places)
    found = ((reading.document.id, index) for reading, index in places)
    return Statements(statements, dict(zip(found, statements, strict=True)))


def _file(reading: Reading, attribution: Attribution, cast: Cast) -> Statement:
    document = reading.document
    via = (cast.of_chain(reading, chain) for chain in attribution.via_chains)
    speaker = cast.of_chain(reading, attribution.speaker)
    beside = (speaker, cast.outlet_of(reading))
    return Statement(
        id=identify("statement", document.id, attribution.content, attribution.source, attribution.cue),
        document=document.id,
        speaker=speaker,
        source=_cite(document, attribution.source),
        cue=_cite(document, attribution.cue),
        content=tuple(document.cite(*words) for words in attribution.content),
        quoted=attribution.quoted,
        act=attribution.act,
        hedged=attribution.hedged,
        said_on=said_on(reading, attribution),
        via=tuple(dict.fromkeys(actor for actor in via if actor is not None and actor not in beside)),
        probability=attribution.probability,
        act_probability=attribution.act_probability,
    )


def _cite(document: Document, words: Offsets | None) -> Span | None:
    return document.cite(*words) if words else None


def said_on(reading: Reading, attribution: Attribution | None) -> When:
    """Return when it was said: the day that the text gives for the saying, else that of its block or document.

    Nobody is reported to have said what he had not said yet: days that begin with the document's or after it are those
    of what is planned ('next month the office means to say'), and of others only those up to it count ('this week').
    But a weekday that is the day after, told as past, is the day of the saying: a page is dated as it was first put up.
    """
    if attribution is None:
        return reading.document.published
    told = None if attribution.said is None else _said_in(reading, reading.times[attribution.said])
    return told or reading.document.day_at(attribution.content[0].start)


def _said_in(reading: Reading, time: TimeMention) -> When | None:
    """Return the days up to the document's that a time with a saying tells, or None where there are none."""
    first, last, published = time.earliest, time.latest, reading.document.published.latest
    if first is None and last is None:
        return None
    ahead = published is not None and (last is None or last > published)
    if ahead and not _is_day_after(reading, time, published):
        last = published
        if first is not None and published is not None and first >= published:
            return None
    return when(first, last, time.basis, reading.document.cite(time.start, time.end))


def _is_day_after(reading: Reading, time: TimeMention, published: date | None) -> bool:
    """Tell whether a weekday told as past is the day after that of the document."""
    return (
        published is not None
        and published + timedelta(days=1) == time.earliest == time.latest
        and not _WEEKDAYS.isdisjoint(time.exact.lower().split())
        and direction_of(reading, time) <= 0
    )
