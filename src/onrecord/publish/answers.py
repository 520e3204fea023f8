"""The lines of a record that a denial can answer, each as a page names it."""

from collections.abc import Iterable

from msgspec import Struct

from onrecord.model import Record, Span, Statement


class Answered(Struct, frozen=True):
    """Whose line it is, what it is about where its words do not say so, and its words."""

    party: str | None
    about: str
    spans: tuple[Span, ...]
    statement: Statement | None = None


def list_answerable(record: Record) -> dict[str, Answered]:
    """Return every line that has an id, by its id."""
    found: dict[str, Answered] = {}
    for statement in record.statements:
        found[statement.id] = Answered(statement.speaker, "", statement.content, statement)
    for commitment in record.commitments:
        spans = tuple(version.span for version in commitment.versions[-1:])
        found[commitment.id] = Answered(commitment.party, commitment.action, spans)
    for figure in record.figures:
        found[figure.id] = Answered(None, figure.quantity, tuple(value.span for value in figure.values[:1]))
    for term in record.terms:
        found[term.id] = Answered(term.party, "", (term.span,))
    for denial in record.denials:
        found[denial.id] = Answered(denial.party, "", (denial.span,))
    for happening in record.events:
        found[happening.id] = Answered(None, "", (happening.span,))
    return found


def stands_among(span: Span, told: Iterable[Span]) -> bool:
    """Tell whether some of the words of `span` are among those of the spans `told`."""
    return any(map(span.overlaps, told))
