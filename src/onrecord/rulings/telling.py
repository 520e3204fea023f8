"""A line of a record -> what it says, as people rule on it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import (
    Actor,
    Candidate,
    CandidateKind,
    Commitment,
    DenialKind,
    DocumentEntry,
    Record,
    Span,
    Statement,
    Version,
)
from onrecord.rulings.ruling import Anchor, LineKind, Target, Told, Whom, anchor


class Row(NamedTuple):
    """One line that people may rule on."""

    target: Target
    span: Span  # its words
    told: Told
    published: bool  # false: a candidate
    probability: float | None
    line: str  # the id of the line, or of the commitment whose version or outcome it is


class Reader:
    """What is needed to say who is meant, and where."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.documents: dict[str, DocumentEntry] = {one.id: one for one in record.documents}
        self.actors: dict[str, Actor] = {one.id: one for one in record.actors}
        self._mentions: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for actor in record.actors:
            for span in actor.mentions:
                self._mentions[actor.id, span.document].append(span)

    def whom(self, actor: str | None, near: Span | None = None) -> Whom | None:
        """Return somebody as a ruling names him: by the mention in the words `near`, or else by his first."""
        known = self.actors.get(actor or "")
        if known is None:
            return None
        here = self._mentions.get((known.id, near.document), ()) if near else ()
        within = (span for span in here if near is not None and _overlaps(span, near))
        first = next(within, known.mentions[0] if known.mentions else None)
        return Whom(known.name, self.anchor(first) if first else None, known.type)

    def anchor(self, span: Span) -> Anchor:
        """Return the words of a span as a ruling names them."""
        return anchor(self.documents[span.document], span)

    def rows(self) -> Iterator[Row]:
        """Yield every line that people may rule on, in the order of the record's arrays."""
        for statement in self.record.statements:
            yield self.statement(statement)
        for commitment in self.record.commitments:
            for version in commitment.versions:
                yield self.version(commitment, version)
            for span in commitment.outcome_evidence:
                yield self.outcome(commitment, span)
        for term in self.record.terms:
            told = Told(party=self.whom(term.party, term.span))
            yield self._row(LineKind.TERM, term.span, told, term.probability, term.id)
        for denial in self.record.denials:
            told = Told(party=self.whom(denial.party, denial.span), denial=denial.kind)
            yield self._row(LineKind.DENIAL, denial.span, told, denial.probability, denial.id)
        for candidate in self.record.candidates:
            row = self.link(candidate) if candidate.kind is CandidateKind.LINK else self.candidate(candidate)
            if row is not None:
                yield row

    def statement(self, statement: Statement) -> Row:
        """Return a statement as people rule on it."""
        told = Told(party=self.whom(statement.speaker, statement.source), act=statement.act)
        span = statement.content[0]
        return self._row(LineKind.STATEMENT, span, told, statement.probability, statement.id)

    def version(self, commitment: Commitment, version: Version) -> Row:
        """Return an announcement as people rule on it."""
        due = (version.due.earliest, version.due.latest)
        told = Told(party=self.whom(commitment.party), due=due if any(due) else None)
        return self._row(LineKind.VERSION, version.span, told, version.probability, commitment.id)

    def outcome(self, commitment: Commitment, span: Span) -> Row:
        """Return what became of a commitment as people rule on it."""
        told = Told(outcome=commitment.outcome, group=self.anchor(commitment.versions[0].span))
        return self._row(LineKind.OUTCOME, span, told, None, commitment.id)

    def candidate(self, candidate: Candidate) -> Row:
        """Return a candidate as people rule on it: with what the line would say that it may become."""
        kind = LineKind(candidate.kind.value)
        told = Told(
            party=self.whom(candidate.party), denial=DenialKind.DENIED if kind is LineKind.DENIAL else None
        )
        row = self._row(kind, candidate.span, told, candidate.probability, candidate.id)
        return row._replace(published=False)

    def link(self, candidate: Candidate) -> Row | None:
        """Return words that may name an actor as people rule on it: whether both are one."""
        mentions = next((actor.mentions for actor in self.record.actors if actor.id == candidate.party), ())
        if not mentions or mentions[0] == candidate.span:
            return None
        first, second = sorted((self.anchor(candidate.span), self.anchor(mentions[0])))
        target = Target(LineKind.PAIR, first, second)
        return Row(target, candidate.span, Told(), False, candidate.probability, candidate.id)

    def _row(self, kind: LineKind, span: Span, told: Told, probability: float | None, line: str) -> Row:
        return Row(Target(kind, self.anchor(span)), span, told, True, probability, line)


def _overlaps(one: Span, other: Span) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
