"""Record -> tables/*.csv: what each section of the dossier rests on, a line a row, for spreadsheets and databases.

RFC 4180 in UTF-8, with a header. Days are ISO 8601, numbers have no separators, an empty cell is 'the text does not
say'. Every column is described in docs/tables.md. Words of a document never begin a formula: see `cells`.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from onrecord.model import DocumentEntry, FigureValue, Record, Span, When
from onrecord.publish.cells import make_safe
from onrecord.publish.inert import make_inert

Cell = str | int | float | Decimal | date | None

# where the words of a line stand: these end every row that rests on a passage
_PLACE = ("words", "start", "end", "document", "outlet", "title", "published", "url", "sha256")
COLUMNS: Mapping[str, Sequence[str]] = {
    "announcements": (
        "id", "party", "action", "beneficiary", "said_by", "said_from", "said_to", "due_from", "due_to", "move",
        "slip_days", "hedged", "schedule", "outcome", "clock", "probability", *_PLACE,
    ),
    "figures": (
        "id", "quantity", "unit", "relation", "low", "high", "qualifier", "holder", "on_from", "on_to", *_PLACE,
    ),
    "names": ("id", "holder", *_PLACE),
    "quotations": ("id", "speaker", "original", *_PLACE),
    "terms": ("id", "party", "about", "probability", *_PLACE),
    "statements": (
        "id", "speaker", "act", "quoted", "hedged", "said_from", "said_to", "through", "probability",
        "act_probability", "cue", *_PLACE,
    ),
    "denials": ("id", "party", "kind", "answers", "probability", *_PLACE),
    "relays": ("kind", "origin", "origin_document", "directed", *_PLACE),
    "events": ("id", "from", "to", "documents", "origins", *_PLACE),
    "documents": ("id", "outlet", "title", "published_from", "published_to", "basis", "url", "file", "sha256",
                  "flaws"),
}  # fmt: skip


def render_tables(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the file name and the content of each table that has a row."""
    rows = _Rows(record)
    for name, columns in COLUMNS.items():
        make: Callable[[], Iterator[Sequence[Cell]]] = getattr(rows, name)
        found = list(make())
        if not found:
            continue
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in found:
            writer.writerow(
                [make_safe(make_inert(cell)) if isinstance(cell, str) else _write(cell) for cell in row]
            )
        yield f"{name}.csv", file.getvalue()


def _write(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


class _Rows:
    """The rows of each table, in the order of the record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._names = {actor.id: actor.name for actor in record.actors}
        self._documents = {document.id: document for document in record.documents}

    def _name(self, actor: str | None) -> str | None:
        return self._names[actor] if actor else None

    def _place(self, span: Span) -> Iterator[Cell]:
        document = self._documents[span.document]
        yield from (
            span.exact,
            span.start,
            span.end,
            document.id,
            self._name(document.outlet),
            document.title,
        )
        yield from (
            document.published.edtf if document.published.latest else None,
            document.url,
            document.sha256,
        )

    def announcements(self) -> Iterator[Sequence[Cell]]:
        for item in self._record.commitments:
            for one in item.versions:
                yield (
                    item.id, self._name(item.party), item.action, self._name(item.beneficiary), self._name(one.by),
                    *_ends(one.said_on), *_ends(one.due), one.move.value, one.slip_days, one.hedged,
                    one.schedule, item.outcome.value, item.clock.value, one.probability, *self._place(one.span),
                )  # fmt: skip

    def figures(self) -> Iterator[Sequence[Cell]]:
        for figure in self._record.figures:
            for value in figure.values:
                yield (
                    figure.id, figure.quantity, figure.unit, figure.relation.value, *_amounts(value), value.qualifier,
                    self._name(value.holder), *_ends(value.on), *self._place(value.span),
                )  # fmt: skip

    def names(self) -> Iterator[Sequence[Cell]]:
        for naming in self._record.namings:
            for name in naming.names:
                yield naming.id, self._name(name.holder), *self._place(name.span)

    def quotations(self) -> Iterator[Sequence[Cell]]:
        for quotation in self._record.altered_quotations:
            for span in quotation.versions:
                yield (
                    quotation.id,
                    self._name(quotation.speaker),
                    span == quotation.original,
                    *self._place(span),
                )

    def terms(self) -> Iterator[Sequence[Cell]]:
        for term in self._record.terms:
            yield term.id, self._name(term.party), term.about, term.probability, *self._place(term.span)

    def statements(self) -> Iterator[Sequence[Cell]]:
        for one in self._record.statements:
            for span in one.content:
                yield (
                    one.id, self._name(one.speaker), one.act.value, one.quoted.value, one.hedged, *_ends(one.said_on),
                    "; ".join(self._names[actor] for actor in one.via) or None, one.probability, one.act_probability,
                    one.cue.exact if one.cue else None, *self._place(span),
                )  # fmt: skip

    def denials(self) -> Iterator[Sequence[Cell]]:
        for one in self._record.denials:
            answers = " ".join(one.answers) or None
            yield (
                one.id,
                self._name(one.party),
                one.kind.value,
                answers,
                one.probability,
                *self._place(one.span),
            )
        for silence in self._record.silences:
            yield silence.id, self._name(silence.party), "no answer", None, None, *self._place(silence.span)

    def relays(self) -> Iterator[Sequence[Cell]]:
        for relay in self._record.relays:
            for span in relay.evidence:
                yield (
                    relay.kind.value, self._name(relay.outlet), relay.of, relay.directed,
                    *self._place(span),
                )  # fmt: skip

    def events(self) -> Iterator[Sequence[Cell]]:
        for event in self._record.events:
            yield event.id, *_ends(event.when), event.documents, event.origins, *self._place(event.span)

    def documents(self) -> Iterator[Sequence[Cell]]:
        for one in self._record.documents:
            yield _describe(one, self._name(one.outlet))


def _describe(document: DocumentEntry, outlet: str | None) -> Sequence[Cell]:
    days = document.published
    return (
        document.id, outlet, document.title, *_ends(days), days.basis.value, document.url, document.file,
        document.sha256, "; ".join(document.flaws),
    )  # fmt: skip


def _ends(window: When) -> tuple[Cell, Cell]:
    return window.earliest, window.latest


def _amounts(value: FigureValue) -> tuple[Cell, Cell]:
    """Return the bounds to the last digit."""
    low, high = (None if end is None else Decimal(end) for end in (value.low, value.high))
    return low, high
