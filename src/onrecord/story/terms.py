"""Frames of what is required, in all documents -> terms."""

from collections.abc import Sequence

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.model import Term, identify
from onrecord.story.actors import Cast
from onrecord.story.parties import find_party
from onrecord.story.statements import Statements
from onrecord.story.thresholds import find_sure


def collect_terms(readings: Sequence[Reading], cast: Cast, statements: Statements) -> tuple[Term, ...]:
    """Return what each party requires, and of what, in the order of the documents' texts."""
    return tuple(
        _file_term(reading, frame, cast, statements)
        for reading in readings
        for frame in find_sure(reading, FrameKind.TERM)
    )


def _file_term(reading: Reading, frame: Frame, cast: Cast, statements: Statements) -> Term:
    document = reading.document
    statement = statements.of(reading, frame.attribution)
    return Term(
        id=identify("term", document.id, *frame.words),
        party=find_party(reading, frame, cast, statement),
        about=" ".join(document.text[slice(*(frame.act or frame.words))].split()),
        span=document.cite(*frame.words),
        statement=statement.id if statement is not None else None,
        probability=frame.probability,
    )
