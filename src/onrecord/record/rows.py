"""Record -> the rows of its tables."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.model import Commitment, Event, Figure, Record, Span, Statement, When
from onrecord.record import schema
from onrecord.record.keys import digest_reading

Row = dict[str, Any]


class StoredReading(Struct, frozen=True):
    """What one document said by itself, kept so that a later build need not read it again."""

    key: str  # names the document's content and the program that read it
    reading: Reading  # as it was read
    dated: Reading  # with the day that the other documents give it


class Rows:
    """The rows of every table, by the table's name, in the order in which they can be inserted."""

    def __init__(self) -> None:
        self.by_table: dict[str, list[Row]] = defaultdict(list)
        self._evidence: dict[Span, int] = {}

    def add(self, table: str, **columns: object) -> None:
        """Add a row, its place in the order of its table where it names none."""
        rows = self.by_table[table]
        if "position" in schema.tables.tables[table].c:
            columns.setdefault("position", len(rows))
        rows.append(columns)

    def add_parts(self, table: str, owner: object, column: str, values: Iterable[object]) -> None:
        """Add a row for each value of an array inside the item `owner`."""
        whole = next(iter(schema.tables.tables[table].c)).name
        for position, part in enumerate(values):
            self.add(table, **{whole: owner, "position": position, column: part})

    def cite(self, span: Span | None) -> int | None:
        """Return the row of evidence that holds the span, the same for the same words."""
        if span is None:
            return None
        if span not in self._evidence:
            self._evidence[span] = len(self._evidence) + 1
            self.add(
                "evidence",
                id=self._evidence[span],
                document_id=span.document,
                start=span.start,
                end=span.end,
                exact=span.exact,
            )
        return self._evidence[span]

    def cite_all(self, spans: Iterable[Span]) -> list[int | None]:
        """Return the rows of evidence that hold the spans."""
        return [self.cite(span) for span in spans]

    def window(self, name: str, when: When) -> Row:
        """Return the columns that hold a window of days."""
        return {
            f"{name}_earliest": when.earliest,
            f"{name}_latest": when.latest,
            f"{name}_basis": when.basis,
            f"{name}_evidence": self.cite(when.span),
            f"{name}_anchor": self.cite(when.anchor),
        }


def make_rows(record: Record, readings: Iterable[StoredReading] = ()) -> dict[str, list[Row]]:
    """Return the rows that hold a record and the readings it was told from, by table."""
    rows = Rows()
    rows.add("record", format=record.onrecord, as_of=record.as_of)
    for unread in record.unread:
        rows.add("unread", file=unread.file, reason=unread.reason)
    _add_documents(rows, record)
    for actor in record.actors:
        rows.add("actor", id=actor.id, name=actor.name, type=actor.type)
        rows.add_parts("alias", actor.id, "name", actor.aliases)
        rows.add_parts("mention", actor.id, "evidence", rows.cite_all(actor.mentions))
    for statement in record.statements:
        _add_statement(rows, statement)
    for term in record.terms:
        words = rows.cite(term.span)
        rows.add(
            "term", id=term.id, party=term.party, about=term.about, evidence=words, statement=term.statement
        )
    for commitment in record.commitments:
        _add_commitment(rows, commitment)
    for figure in record.figures:
        _add_figure(rows, figure)
    _add_namings_and_relays(rows, record)
    for happening in record.events:
        _add_event(rows, happening)
    for silence in record.silences:
        told = rows.window("told_on", silence.told_on)
        rows.add("silence", id=silence.id, party=silence.party, evidence=rows.cite(silence.span), **told)
    for stored in readings:
        _add_reading(rows, stored)
    return rows.by_table


def _add_documents(rows: Rows, record: Record) -> None:
    for document in record.documents:
        rows.add(
            "document",
            id=document.id,
            file=document.file,
            sha256=document.sha256,
            text_sha256=document.text_sha256,
            text=document.text,
            title=document.title,
            url=document.url,
            language=document.language,
        )
        for position, (start, end) in enumerate(document.furniture):
            rows.add("furniture", document=document.id, position=position, start=start, end=end)
        published = rows.window("published", document.published)
        rows.add("publication", document=document.id, outlet=document.outlet, **published)


def _add_statement(rows: Rows, statement: Statement) -> None:
    rows.add(
        "statement",
        id=statement.id,
        document=statement.document,
        speaker=statement.speaker,
        source=rows.cite(statement.source),
        cue=rows.cite(statement.cue),
        quoted=statement.quoted,
        act=statement.act,
        hedged=statement.hedged,
        probability=statement.probability,
        **rows.window("said_on", statement.said_on),
    )
    rows.add_parts("statement_content", statement.id, "evidence", rows.cite_all(statement.content))
    rows.add_parts("statement_via", statement.id, "actor", statement.via)
    rows.add_parts("statement_answer", statement.id, "answered", statement.answers)


def _add_commitment(rows: Rows, commitment: Commitment) -> None:
    rows.add(
        "commitment",
        id=commitment.id,
        party=commitment.party,
        action=commitment.action,
        beneficiary=commitment.beneficiary,
        slip_days=commitment.slip_days,
        outcome=commitment.outcome,
    )
    for position, version in enumerate(commitment.versions):
        rows.add(
            "version",
            commitment=commitment.id,
            position=position,
            statement=version.statement,
            evidence=rows.cite(version.span),
            said_by=version.by,
            due_text=version.due_text,
            move=version.move,
            slip_days=version.slip_days,
            hedged=version.hedged,
            linked_to=rows.cite(version.link.to) if version.link else None,
            tie=version.link.tie if version.link else None,
            shared="\n".join(version.link.shared) if version.link else "",
            origins=version.origins,
            **rows.window("said_on", version.said_on),
            **rows.window("due", version.due),
        )
    told = [
        (number, outlet) for number, version in enumerate(commitment.versions) for outlet in version.outlets
    ]
    for position, (number, outlet) in enumerate(told):
        rows.add("version_outlet", commitment=commitment.id, position=position, version=number, outlet=outlet)
    words = rows.cite_all(commitment.outcome_evidence)
    rows.add_parts("outcome_evidence", commitment.id, "evidence", words)
    rows.add_parts("commitment_term", commitment.id, "term", commitment.terms)


def _add_figure(rows: Rows, figure: Figure) -> None:
    rows.add(
        "figure",
        id=figure.id,
        quantity=figure.quantity,
        unit=figure.unit,
        relation=figure.relation,
        origins=figure.origins,
    )
    rows.add_parts("figure_evidence", figure.id, "evidence", rows.cite_all(figure.evidence))
    rows.add_parts("figure_outlet", figure.id, "outlet", figure.outlets)
    for position, value in enumerate(figure.values):
        rows.add(
            "value",
            figure=figure.id,
            position=position,
            low=value.low,
            high=value.high,
            qualifier=value.qualifier,
            holder=value.holder,
            evidence=rows.cite(value.span),
            statement=value.statement,
            updates=rows.cite(value.updates),
            **rows.window("given_on", value.on),
        )


def _add_namings_and_relays(rows: Rows, record: Record) -> None:
    for naming in record.namings:
        rows.add("naming", id=naming.id)
        for position, name in enumerate(naming.names):
            words = rows.cite(name.span)
            rows.add("name", naming=naming.id, position=position, holder=name.holder, evidence=words)
    for number, relay in enumerate(record.relays):
        rows.add(
            "relay",
            document=relay.document,
            kind=relay.kind,
            outlet=relay.outlet,
            of_document=relay.of,
            directed=relay.directed,
        )
        rows.add_parts("relay_evidence", number, "evidence", rows.cite_all(relay.evidence))
    for quotation in record.altered_quotations:
        original = rows.cite(quotation.original)
        rows.add("altered_quotation", id=quotation.id, speaker=quotation.speaker, original=original)
        rows.add_parts("altered_words", quotation.id, "evidence", rows.cite_all(quotation.differing))
        rows.add_parts("altered_version", quotation.id, "evidence", rows.cite_all(quotation.versions))


def _add_event(rows: Rows, happening: Event) -> None:
    rows.add(
        "event",
        id=happening.id,
        evidence=rows.cite(happening.span),
        documents=happening.documents,
        origins=happening.origins,
        **rows.window("when", happening.when),
    )
    rows.add_parts("event_also", happening.id, "evidence", rows.cite_all(happening.also))
    rows.add_parts("event_outlet", happening.id, "outlet", happening.outlets)


def _add_reading(rows: Rows, stored: StoredReading) -> None:
    content = msgspec.json.encode(stored.reading).decode()
    dated = msgspec.json.encode(stored.dated).decode()
    rows.add(
        "reading",
        document_id=stored.reading.document.id,
        key=stored.key,
        digest=digest_reading(stored.key, content.encode()),
        content=content,
        dated=None if dated == content else dated,
    )
