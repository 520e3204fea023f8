"""Record -> the rows of its tables."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.model import Commitment, Record, Span, When
from onrecord.record import schema
from onrecord.record.keys import digest_reading

Row = dict[str, Any]

# What a field of a type is called in its table, where the two differ: SQL has words of its own, and a table of
# evidence. Every other field is the column of its name, and an array is a table of its own.
COLUMNS = {"span": "evidence", "by": "said_by", "on": "given_on", "of": "of_document", "to": "linked_to"}
# what the tables never hold: rulings are kept apart from what was told, and put to it whenever it is opened
UNSTORED = frozenset({"ruling"})


class StoredReading(Struct, frozen=True):
    """What one document said by itself, kept so that a later build need not read it again."""

    key: str  # names the document's content and the program that read it
    reading: Reading  # as it was read
    dated: Reading  # with the day that the other documents give it
    made: str | None = None  # names what its document was made of and by which program, where that is known


class Rows:
    """The rows of every table, by the table's name, in the order in which they can be inserted."""

    def __init__(self) -> None:
        self.by_table: dict[str, list[Row]] = defaultdict(list)
        self._evidence: dict[Span, int] = {}

    def add(self, table: str, **columns: object) -> None:
        """Add a row, its place in the order of its table where it names none."""
        rows = self.by_table[table]
        if _has_position(table):
            columns.setdefault("position", len(rows))
        rows.append(columns)

    def add_item(self, table: str, item: Struct, apart: Iterable[str] = (), **columns: object) -> None:
        """Add the row that holds the fields of `item` that are no arrays, but for those stored `apart`."""
        for field, column in _list_columns(type(item), tuple(apart)):
            value = getattr(item, field)
            kind = type(value)
            if kind is When:
                columns |= self.window(column, value)
            elif kind is Span:
                columns[column] = self.cite(value)
            elif kind is not tuple:
                columns[column] = value
        self.add(table, **columns)

    def add_parts(self, table: str, owner: object, column: str, values: Iterable[object]) -> None:
        """Add a row for each value of an array inside the item `owner`."""
        whole = _name_whole(table)
        for position, part in enumerate(values):
            self.add(table, **{whole: owner, "position": position, column: part})

    def add_words(self, table: str, owner: object, spans: Iterable[Span]) -> None:
        """Add a row for each span of an array inside the item `owner`."""
        self.add_parts(table, owner, "evidence", [self.cite(span) for span in spans])

    def add_inner(self, table: str, owner: object, items: Iterable[Struct]) -> None:
        """Add a row for each item of an array inside the item `owner`."""
        for position, item in enumerate(items):
            self.add_item(table, item, (), **{_name_whole(table): owner, "position": position})

    def cite(self, span: Span | None) -> int | None:
        """Return the row of evidence that holds the span, the same for the same words."""
        if span is None:
            return None
        ident = self._evidence.get(span)
        if ident is None:
            ident = self._evidence[span] = len(self._evidence) + 1
            self.add(
                "evidence",
                id=ident,
                document_id=span.document,
                start=span.start,
                end=span.end,
                exact=span.exact,
            )
        return ident

    def window(self, name: str, when: When) -> Row:
        """Return the columns that hold a window of days."""
        values = (when.earliest, when.latest, when.basis, self.cite(when.span), self.cite(when.anchor))
        return dict(zip(_name_window(name), values, strict=True))


@cache
def _list_columns(kind: type[Struct], apart: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the fields of an item that are stored with it, but for its arrays, each with its column."""
    stored = (field for field in kind.__struct_fields__ if field not in apart and field not in UNSTORED)
    return tuple((field, COLUMNS.get(field, field)) for field in stored)


@cache
def _name_window(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{part}" for part in ("earliest", "latest", "basis", "evidence", "anchor"))


@cache
def _has_position(table: str) -> bool:
    return "position" in schema.tables.tables[table].c


@cache
def _name_whole(table: str) -> str:
    """Return the column of a part's table that names the item it is part of."""
    return next(iter(schema.tables.tables[table].c)).name


def make_rows(record: Record, readings: Iterable[StoredReading] = ()) -> dict[str, list[Row]]:
    """Return the rows that hold a record and the readings it was told from, by table."""
    rows = Rows()
    rows.add("record", format=record.onrecord, as_of=record.as_of)
    for unread in record.unread:
        rows.add_item("unread", unread)
    _add_documents(rows, record)
    for actor in record.actors:
        rows.add_item("actor", actor)
        rows.add_parts("alias", actor.id, "name", actor.aliases)
        rows.add_words("mention", actor.id, actor.mentions)
        rows.add_inner("actor_link", actor.id, actor.links)
    for statement in record.statements:
        rows.add_item("statement", statement)
        rows.add_words("statement_content", statement.id, statement.content)
        rows.add_parts("statement_via", statement.id, "actor", statement.via)
        rows.add_parts("statement_answer", statement.id, "answered", statement.answers)
    for term in record.terms:
        rows.add_item("term", term)
    for commitment in record.commitments:
        _add_commitment(rows, commitment)
    for figure in record.figures:
        rows.add_item("figure", figure)
        rows.add_words("figure_evidence", figure.id, figure.evidence)
        rows.add_parts("figure_outlet", figure.id, "outlet", figure.outlets)
        rows.add_inner("value", figure.id, figure.values)
    _add_namings_and_relays(rows, record)
    for happening in record.events:
        rows.add_item("event", happening)
        rows.add_words("event_also", happening.id, happening.also)
        rows.add_parts("event_outlet", happening.id, "outlet", happening.outlets)
    for silence in record.silences:
        rows.add_item("silence", silence)
    for denial in record.denials:
        rows.add_item("denial", denial)
        rows.add_parts("denial_answer", denial.id, "answered", denial.answers)
    for candidate in record.candidates:
        rows.add_item("candidate", candidate)
    for stored in readings:
        _add_reading(rows, stored)
    return rows.by_table


def _add_documents(rows: Rows, record: Record) -> None:
    for document in record.documents:
        rows.add_item("document", document, apart=("outlet", "published"))
        for position, (start, end) in enumerate(document.furniture):
            rows.add("furniture", document=document.id, position=position, start=start, end=end)
        rows.add_parts("flaw", document.id, "kind", document.flaws)
        published = rows.window("published", document.published)
        rows.add("publication", document=document.id, outlet=document.outlet, **published)


def _add_commitment(rows: Rows, commitment: Commitment) -> None:
    rows.add_item("commitment", commitment, apart=("clock",))
    for position, version in enumerate(commitment.versions):
        link = version.link
        rows.add_item(
            "version",
            version,
            apart=("link",),
            commitment=commitment.id,
            position=position,
            linked_to=rows.cite(link.to) if link else None,
            tie=link.tie if link else None,
            shared="\n".join(link.shared) if link else "",
        )
    told = [
        (number, outlet) for number, version in enumerate(commitment.versions) for outlet in version.outlets
    ]
    for position, (number, outlet) in enumerate(told):
        rows.add("version_outlet", commitment=commitment.id, position=position, version=number, outlet=outlet)
    rows.add_words("outcome_evidence", commitment.id, commitment.outcome_evidence)
    rows.add_parts("commitment_term", commitment.id, "term", commitment.terms)


def _add_namings_and_relays(rows: Rows, record: Record) -> None:
    for naming in record.namings:
        rows.add_item("naming", naming)
        rows.add_inner("name", naming.id, naming.names)
    for number, relay in enumerate(record.relays):
        rows.add_item("relay", relay)
        rows.add_words("relay_evidence", number, relay.evidence)
    for quotation in record.altered_quotations:
        rows.add_item("altered_quotation", quotation)
        rows.add_words("altered_words", quotation.id, quotation.differing)
        rows.add_words("altered_version", quotation.id, quotation.versions)


def _add_reading(rows: Rows, stored: StoredReading) -> None:
    content = msgspec.json.encode(stored.reading).decode()
    dated = content if stored.dated is stored.reading else msgspec.json.encode(stored.dated).decode()
    rows.add(
        "reading",
        document_id=stored.reading.document.id,
        key=stored.key,
        digest=digest_reading(stored.key, content.encode()),
        made=stored.made,
        content=content,
        dated=None if dated == content else dated,
    )
