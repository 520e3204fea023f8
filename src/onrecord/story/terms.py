"""Frames of what is required, in all documents -> terms."""

import re
from collections.abc import Sequence

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.model import Offsets, Term, identify
from onrecord.story.actors import Cast
from onrecord.story.announcements import is_negated
from onrecord.story.parties import find_party
from onrecord.story.statements import Statements
from onrecord.story.thresholds import find_sure

_WORD = re.compile(r"[\w'’]+")
_BEFORE = 20  # characters before what is required, in which a word that negates it stands


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
    about = _take_in_negation(document.text, frame)
    return Term(
        id=identify("term", document.id, *frame.words),
        party=find_party(reading, frame, cast, statement),
        about=" ".join(document.text[slice(*about)].split()),
        span=document.cite(*frame.words),
        statement=statement.id if statement is not None else None,
        probability=frame.probability,
    )


def _take_in_negation(text: str, frame: Frame) -> Offsets:
    """Return the words of what is required with the one before them that negates it: 'not to show the text'.

    Without it the line would say the reverse.
    """
    act = frame.act or frame.words
    before = list(_WORD.finditer(text, max(0, act.start - _BEFORE), act.start))[-2:]
    negating = [found for found in before if is_negated(found[0])]
    if not negating or text[negating[0].end() : act.start].strip() not in ("", "to"):
        return act
    return Offsets(negating[0].start(), act.end)
