"""Record -> a folder with one page for each document: its whole text, and everything that the record has from it."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct, field

from onrecord.model import (
    Commitment,
    Denial,
    DocumentEntry,
    Figure,
    FigureValue,
    Record,
    Relay,
    Span,
    Statement,
    Term,
    Version,
)
from onrecord.publish.dossier import render_page
from onrecord.publish.edition import Edition
from onrecord.publish.highlight import mark_spans, name_document


class Content(Struct):
    """What the record has from one document."""

    statements: list[Statement] = field(default_factory=list)
    versions: list[tuple[Commitment, Version]] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    values: list[tuple[Figure, FigureValue]] = field(default_factory=list)
    relays: list[Relay] = field(default_factory=list)
    passages: list[Span] = field(default_factory=list)  # of events, and of what words say of an outcome


def name_page(document: DocumentEntry) -> str:
    """Return the file name of a document's page, which tells nothing of the document's own name."""
    return f"{name_document(document.id)}.html"


def render_pages(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each document's page."""
    contents = gather(record)
    edition = Edition(record)
    for document in record.documents:
        content = contents[document.id]
        for span in _list_spans(content):
            edition.citations.link(span)
        text = mark_spans(
            document.id, document.text, edition.citations.linked(document.id), document.furniture
        )
        yield (
            name_page(document),
            render_page(
                "page.html.j2",
                record=record,
                view=edition,
                document=document,
                content=content,
                text=text,
                pages=True,
            ),
        )


def gather(record: Record) -> dict[str, Content]:
    """Return what the record has from each document."""
    found: dict[str, Content] = defaultdict(Content)
    for statement in record.statements:
        found[statement.document].statements.append(statement)
    for commitment in record.commitments:
        for version in commitment.versions:
            found[version.span.document].versions.append((commitment, version))
        for span in commitment.outcome_evidence:
            found[span.document].passages.append(span)
    for term in record.terms:
        found[term.span.document].terms.append(term)
    for denial in record.denials:
        found[denial.span.document].denials.append(denial)
    for figure in record.figures:
        for value in figure.values:
            found[value.span.document].values.append((figure, value))
    for relay in record.relays:
        found[relay.document].relays.append(relay)
    for event in record.events:
        for span in (event.span, *event.also):
            found[span.document].passages.append(span)
    return found


def _list_spans(content: Content) -> Iterator[Span]:
    yield from (span for statement in content.statements for span in statement.content)
    yield from (version.span for _, version in content.versions)
    yield from (term.span for term in content.terms)
    yield from (denial.span for denial in content.denials)
    yield from (value.span for _, value in content.values)
    yield from (span for relay in content.relays for span in relay.evidence)
    yield from content.passages
