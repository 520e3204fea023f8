"""A line of a record -> what it says, as people rule on it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import (
    Actor,
    AlteredQuotation,
    Candidate,
    CandidateKind,
    Commitment,
    DenialKind,
    DocumentEntry,
    Event,
    Figure,
    FigureValue,
    Naming,
    Record,
    Relay,
    Span,
    Statement,
    Version,
    identify,
)
from onrecord.rulings.ruling import Anchor, LineKind, Target, Told, Whom, anchor

_LONGEST = 200  # characters of what is counted, as a ruling holds it
_OPENING = 64  # characters of a document by which it is named


class Row(NamedTuple):
    """One line that people may rule on."""

    target: Target
    span: Span  # words of the record that show it
    told: Told
    published: bool  # false: a candidate
    probability: float | None
    line: str  # the id of the line, or of that of which it is a part: of a version, its commitment


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
        first = self._mention(actor, near) or (known.mentions[0] if known.mentions else None)
        return Whom(known.name, self.anchor(first) if first else None, known.type)

    def _mention(self, actor: str | None, near: Span | None) -> Span | None:
        """Return the first mention of an actor among some words."""
        if actor is None or near is None:
            return None
        here = self._mentions.get((actor, near.document), ())
        return next((span for span in here if span.overlaps(near)), None)

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
        yield from self._rows_of_parts()
        for candidate in self.record.candidates:
            row = self.link(candidate) if candidate.kind is CandidateKind.LINK else self.candidate(candidate)
            if row is not None:
                yield row

    def _rows_of_parts(self) -> Iterator[Row]:
        for figure in self.record.figures:
            for value in figure.values:
                yield self.value(value, figure)
        for naming in self.record.namings:
            yield from self.names(naming)
        for relay in self.record.relays:
            yield self.relay(relay)
        for quotation in self.record.altered_quotations:
            yield from self.versions(quotation)
        for event in self.record.events:
            yield self.event(event)
        for silence in self.record.silences:
            told = Told(party=self.whom(silence.party, silence.span))
            yield self._row(LineKind.SILENCE, silence.span, told, None, silence.id)

    def value(self, value: FigureValue, figure: Figure) -> Row:
        """Return a number that somebody gives as people rule on it, with what is counted: all its values share that."""
        number = (value.low, value.high)
        told = Told(
            party=self.whom(value.holder, value.span), number=number if any(number) else None,
            quantity=figure.quantity[:_LONGEST] or None, unit=figure.unit[:_LONGEST] or None,
        )  # fmt: skip
        return self._row(LineKind.FIGURE, value.span, told, None, figure.id)

    def names(self, naming: Naming) -> Iterator[Row]:
        """Yield each of the rival names for a thing as people rule on it: with the first of them, which stays."""
        group = self.anchor(naming.names[0].span)
        for name in naming.names:
            told = Told(party=self.whom(name.holder, name.span), group=group)
            yield self._row(LineKind.NAMING, name.span, told, None, naming.id)

    def relay(self, relay: Relay) -> Row:
        """Return from where a document has what it says as people rule on it."""
        span = relay.evidence[0]
        whom = self.whom(relay.outlet, span)
        of = self.documents.get(relay.of or "")
        other = None
        if of is not None:
            other = name_document(of)
        elif whom is not None and (named := self._mention(relay.outlet, span)) is not None:
            other = self.anchor(named)
        told = Told(party=whom, relay=relay.kind)
        row = self._row(LineKind.RELAY, span, told, None, identify_relay(relay))
        return row._replace(target=row.target._replace(other=other))

    def versions(self, quotation: AlteredQuotation) -> Iterator[Row]:
        """Yield each version of an altered quotation as people rule on it: with the first of them."""
        group = self.anchor(quotation.versions[0])
        for span in quotation.versions:
            told = Told(party=self.whom(quotation.speaker), group=group)
            yield self._row(LineKind.QUOTATION, span, told, None, quotation.id)

    def event(self, event: Event) -> Row:
        """Return what happened or is due as people rule on it."""
        days = (event.when.earliest, event.when.latest)
        row = self._row(
            LineKind.EVENT, event.span, Told(due=days if any(days) else None), None, event.id
        )  # fmt: skip
        told_by = event.when.span
        return row._replace(target=row.target._replace(other=self.anchor(told_by) if told_by else None))

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


def identify_relay(relay: Relay) -> str:
    """Return what a relay, which has no id of its own in a record, is called here."""
    return identify("relay", relay.document, relay.kind, relay.outlet, relay.of, relay.evidence[0].start)


def name_document(document: DocumentEntry) -> Anchor:
    """Return the words by which a ruling names a whole document: its opening."""
    opening = document.text[:_OPENING]
    return anchor(document, Span(document.id, 0, len(opening), opening))
