"""What was known by a day: which documents were out, and what they tell of one another's days."""

from collections.abc import Sequence
from datetime import date

from onrecord.annotations import Reading
from onrecord.story.dating import infer_days, resolve_occasions
from onrecord.times.redating import redate


def give_days(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Return the readings, each with the days that the other documents give it where its own words tell none."""
    days = infer_days(readings)
    dated = [
        redate(reading, days[reading.document.id]) if reading.document.id in days else reading
        for reading in readings
    ]
    return resolve_occasions(dated)


def give_days_by(readings: Sequence[Reading], as_of: date) -> Sequence[Reading]:
    """Return the readings of the documents published by `as_of`, with the days that they alone give one another.

    A document that states a later day tells nothing of the days of others: it can show only that one was not out yet.
    One whose day must be inferred is taken for published by then only where the others published by then say so and
    the whole pile doesn't say otherwise, for coverage of a later year too often fits the year before as well.
    """
    later = {key for key, day in infer_days(readings).items() if day.latest is None or day.latest > as_of}
    known = [
        reading for reading in readings if _may_be_known(reading, as_of) and reading.document.id not in later
    ]
    while True:
        dated = give_days(known)
        by_then = {reading.document.id for reading in known_by(dated, as_of)}
        if len(by_then) == len(known):
            return dated
        known = [reading for reading in known if reading.document.id in by_then]


def _may_be_known(reading: Reading, as_of: date) -> bool:
    published = reading.document.published
    return (published.earliest or date.min) <= as_of


def known_by(readings: Sequence[Reading], as_of: date) -> list[Reading]:
    """Return the readings of documents that were published by `as_of`, told by the latest end of their day.

    A document whose day has no end could have been published at any time, so no earlier day knows it.
    """
    return [
        reading
        for reading in readings
        if (last := reading.document.published.latest) is not None and last <= as_of
    ]
