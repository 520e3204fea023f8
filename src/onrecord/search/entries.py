"""A record -> its lines and documents as they are searched for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from onrecord.model import Clock, Commitment, DocumentEntry, Outcome, Record, Relation, Span, When
from onrecord.publish.method import BY_RULE, load_words, name_state

# the arrays of a record that hold lines; documents are entered beside them
LINES = (
    "statements", "commitments", "terms", "denials", "figures", "events", "namings", "relays",
    "altered_quotations", "silences", "candidates",
)  # fmt: skip
CANDIDATE = "candidate"  # the state of what is not told yet


class Entry(NamedTuple):
    """One line, or a whole document, as the index holds it."""

    kind: str
    ref: str  # the id of the line, or of the document
    document: str
    file: str
    start: int
    end: int
    text: str
    actor: str | None
    who: str
    act: str | None
    outlet: str | None
    earliest: str | None  # the day on which it was said or published
    latest: str | None
    probability: float | None
    checked: int
    state: str | None  # what became of it, or how it stands to others: each word of it, with "; " between
    sure: str | None  # the word for how surely it was read; none of a document


def list_states() -> tuple[str, ...]:
    """Return the states that lines are searched for by."""
    told = (*Outcome, *Clock, *Relation)
    return (*dict.fromkeys(one.value for one in told), CANDIDATE)


def list_sureness() -> tuple[str, ...]:
    """Return the words for how surely a line was read, the surest first."""
    return (*load_words(), BY_RULE)


def list_entries(record: Record) -> Iterator[Entry]:
    """Yield every line of a record, and every document, as the index holds it."""
    documents = {document.id: document for document in record.documents}
    names = {actor.id: actor.name for actor in record.actors}

    def enter(  # noqa: PLR0913 - what an entry is made of
        kind: str, ref: str, span: Span, actor: str | None, day: When, *, act: str | None = None,
        probability: float | None = None, checked: bool = False, state: Iterable[str] = (),
    ) -> Entry:  # fmt: skip
        document = documents[span.document]
        return Entry(
            kind, ref, span.document, document.file, span.start, span.end, span.exact, actor,
            names.get(actor or "", ""), act, names.get(document.outlet or ""),
            day.earliest.isoformat() if day.earliest else None,
            day.latest.isoformat() if day.latest else None,
            probability, int(checked), "; ".join(state) or None,
            None if kind == "document" else name_state(probability),
        )  # fmt: skip

    for document in record.documents:
        if document.text:
            whole = Span(document.id, 0, len(document.text), document.text)
            yield enter("document", document.id, whole, document.outlet, document.published)
    for statement in record.statements:
        for span in statement.content:
            yield enter(
                "statement", statement.id, span, statement.speaker, statement.said_on, act=statement.act.value,
                probability=statement.probability, checked=statement.ruling is not None,
            )  # fmt: skip
    for commitment in record.commitments:
        yield from _enter_commitment(commitment, enter)
    for term in record.terms:
        day = documents[term.span.document].published
        yield enter(
            "term", term.id, term.span, term.party, day,
            probability=term.probability, checked=term.ruling is not None,
        )  # fmt: skip
    for denial in record.denials:
        day = documents[denial.span.document].published
        yield enter(
            "denial", denial.id, denial.span, denial.party, day, act=denial.kind.value,
            probability=denial.probability, checked=denial.ruling is not None,
        )  # fmt: skip
    for figure in record.figures:
        for value in figure.values:
            yield enter(
                "figure", figure.id, value.span, value.holder, value.on, checked=value.ruling is not None,
                state=(figure.relation,),
            )  # fmt: skip
    for happening in record.events:
        for span in (happening.span, *happening.also):
            yield enter(
                "event", happening.id, span, None, happening.when, checked=happening.ruling is not None
            )
    yield from _enter_others(record, documents, enter)
    for candidate in record.candidates:
        day = documents[candidate.span.document].published
        yield enter(
            "candidate", candidate.id, candidate.span, candidate.party, day, act=candidate.kind.value,
            probability=candidate.probability, state=(CANDIDATE,),
        )  # fmt: skip


def _enter_others(
    record: Record, documents: Mapping[str, DocumentEntry], enter: Callable[..., Entry]
) -> Iterator[Entry]:
    """Yield outcomes, rival names, relays, altered quotations and silences, each on the day of its document."""
    for commitment in record.commitments:
        for span in commitment.outcome_evidence:
            yield enter(
                "outcome", commitment.id, span, commitment.party, documents[span.document].published,
                act=commitment.outcome.value, checked=commitment.ruling is not None,
                state=(commitment.outcome, commitment.clock),
            )  # fmt: skip
    for naming in record.namings:
        for name in naming.names:
            day, checked = documents[name.span.document].published, name.ruling is not None
            yield enter("naming", naming.id, name.span, name.holder, day, checked=checked)
    for relay in record.relays:
        for span in relay.evidence:
            day, checked = documents[span.document].published, relay.ruling is not None
            yield enter(
                "relay", relay.document, span, relay.outlet, day, act=relay.kind.value, checked=checked
            )
    for quotation in record.altered_quotations:
        for span in quotation.versions:
            day, checked = documents[span.document].published, quotation.ruling is not None
            yield enter("quotation", quotation.id, span, quotation.speaker, day, checked=checked)
    for silence in record.silences:
        checked = silence.ruling is not None
        yield enter("silence", silence.id, silence.span, silence.party, silence.told_on, checked=checked)


def _enter_commitment(commitment: Commitment, enter: Callable[..., Entry]) -> Iterator[Entry]:
    for version in commitment.versions:
        yield enter(
            "commitment", commitment.id, version.span, commitment.party, version.said_on,
            act=version.move.value, probability=version.probability, checked=version.ruling is not None,
            state=(commitment.outcome, commitment.clock),
        )  # fmt: skip
