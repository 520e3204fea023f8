"""Words that tell that somebody did not answer -> silences, apart from denials."""

from collections.abc import Sequence

from onrecord.annotations import Reading
from onrecord.model import Silence, identify
from onrecord.story.actors import Cast
from onrecord.story.denials import declines
from onrecord.story.parties import find_actor


def collect_silences(readings: Sequence[Reading], cast: Cast) -> tuple[Silence, ...]:
    """Return who was asked and did not answer, in the order of the documents' texts.

    Who answers that he will say nothing has answered: that is a denial of the kind 'declined'.
    """
    return tuple(
        Silence(
            id=identify("silence", reading.document.id, *silence.words),
            party=find_actor(reading, silence.party, cast, None),
            span=reading.document.cite(*silence.words),
            told_on=reading.document.published,
        )
        for reading in readings
        for silence in reading.silences
        if not declines(reading.document.text[slice(*silence.words)])
    )
