"""Findings that are not sure enough to be told -> candidates, which wait for a person."""

from collections.abc import Iterator, Sequence

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.model import Act, Candidate, CandidateKind, Commitment, Denial, Offsets, Span, identify
from onrecord.story.actors import Cast
from onrecord.story.announcements import is_told
from onrecord.story.parties import find_party
from onrecord.story.statements import Statements
from onrecord.story.thresholds import is_stated, least_of, load_thresholds

_KINDS = {
    FrameKind.ANNOUNCEMENT: CandidateKind.VERSION,
    FrameKind.TERM: CandidateKind.TERM,
    FrameKind.DENIAL: CandidateKind.DENIAL,
    FrameKind.OUTCOME: CandidateKind.OUTCOME,
}


def collect_candidates(
    readings: Sequence[Reading],
    cast: Cast,
    statements: Statements,
    denials: Sequence[Denial],
    commitments: Sequence[Commitment],
) -> tuple[Candidate, ...]:
    """Return what may be a line of the record and is not told, in the order of the documents' texts."""
    found = []
    announced = {version.span for commitment in commitments for version in commitment.versions}
    for reading in readings:
        here = [denial for denial in denials if denial.span.document == reading.document.id]
        candidates = [
            *_find_statements(reading, cast),
            *_find_denying(reading, statements, here),
            *_find_frames(reading, cast, statements, here),
            *_find_links(reading, cast),
        ]
        left = [
            one for one in candidates if one.kind is not CandidateKind.VERSION or one.span not in announced
        ]
        found += sorted(left, key=lambda item: (item.span.start, item.span.end, item.kind, item.id))
    return tuple(found)


def _find_links(reading: Reading, cast: Cast) -> Iterator[Candidate]:
    """Yield the words that may name somebody else than they are told of."""
    for doubt in cast.doubts_of(reading.document.id):
        if _may_be(doubt.probability):
            yield _make(CandidateKind.LINK, doubt.span, doubt.actor, doubt.probability)


def _make(kind: CandidateKind, span: Span, party: str | None, probability: float) -> Candidate:
    ident = identify("candidate", kind, span.document, span.start, span.end, party)
    return Candidate(ident, kind, span, party, probability)


def _find_statements(reading: Reading, cast: Cast) -> Iterator[Candidate]:
    for attribution in reading.attributions:
        probability = attribution.probability
        if probability is None or is_stated(attribution) or not _may_be(probability):
            continue
        party = cast.of_chain(reading, attribution.speaker)
        if attribution.content:
            span = reading.document.cite(*attribution.content[0])
            yield _make(CandidateKind.STATEMENT, span, party, probability)


def _find_denying(reading: Reading, statements: Statements, denials: Sequence[Denial]) -> Iterator[Candidate]:
    """Yield the statements that deny, by an act that is not sure enough for a line of its own."""
    told = {denial.statement for denial in denials}
    for number, _ in enumerate(reading.attributions):
        statement = statements.of(reading, number)
        if statement is None or statement.act is not Act.DENY or statement.id in told:
            continue
        if statement.act_probability is not None and _may_be(statement.act_probability) and statement.content:
            span, probability = statement.content[0], statement.act_probability
            yield _make(CandidateKind.DENIAL, span, statement.speaker, probability)


def _find_frames(
    reading: Reading, cast: Cast, statements: Statements, denials: Sequence[Denial]
) -> Iterator[Candidate]:
    told = [Offsets(denial.span.start, denial.span.end) for denial in denials]
    for frame in reading.frames:
        if not _may_be(frame.probability) or _is_told(reading, frame):
            continue
        if frame.kind is FrameKind.DENIAL and any(frame.words.overlaps(words) for words in told):
            continue
        party = find_party(reading, frame, cast, statements.of(reading, frame.attribution))
        yield _make(_KINDS[frame.kind], reading.document.cite(*frame.words), party, frame.probability)


def _is_told(reading: Reading, frame: Frame) -> bool:
    if frame.kind is FrameKind.ANNOUNCEMENT:
        return is_told(reading, frame)
    return frame.probability >= least_of(frame.kind)


def _may_be(probability: float) -> bool:
    return probability >= load_thresholds().candidate
