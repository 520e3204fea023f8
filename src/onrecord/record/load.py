"""The file of a record -> the record, and the readings it was told from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, LargeBinary, RowMapping, Table, cast, select

from onrecord.annotations import Reading
from onrecord.errors import OutdatedRecord
from onrecord.model import (
    RECORD_FORMAT,
    Actor,
    ActorLink,
    AlteredQuotation,
    Candidate,
    Clock,
    Commitment,
    Denial,
    DocumentEntry,
    Event,
    Figure,
    FigureValue,
    Flaw,
    Link,
    Name,
    Naming,
    Offsets,
    Record,
    Relay,
    Silence,
    Span,
    Statement,
    Term,
    Unread,
    Version,
    When,
    is_owed,
    read_clock,
    when,
)
from onrecord.record import schema
from onrecord.record.database import damaged, open_database
from onrecord.record.keys import digest_reading
from onrecord.record.rows import COLUMNS, UNSTORED, StoredReading

Item = TypeVar("Item", bound=Struct)


class Stored:
    """The rows of an open record, in their order, with its evidence at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._evidence = {row["id"]: _cite(row) for row in self.rows(schema.evidence)}
        self._parts: dict[str, Mapping[Any, list[RowMapping]]] = {}

    def rows(self, table: Table) -> Iterator[RowMapping]:
        """Return the rows of a table in the order of the record."""
        order = [table.c.position] if "position" in table.c else list(table.primary_key)
        return iter(self._connection.execute(select(table).order_by(*order)).mappings().all())

    def parts(self, table: Table, owner: object) -> list[RowMapping]:
        """Return the rows of an array inside the item `owner`."""
        if table.name not in self._parts:
            grouped: dict[Any, list[RowMapping]] = defaultdict(list)
            whole = next(iter(table.c)).name
            for row in self.rows(table):
                grouped[row[whole]].append(row)
            self._parts[table.name] = grouped
        return self._parts[table.name].get(owner, [])

    def texts(self, table: Table, owner: object, column: str) -> tuple[str, ...]:
        """Return one column of an array inside the item `owner`."""
        return tuple(row[column] for row in self.parts(table, owner))

    def spans(self, table: Table, owner: object) -> tuple[Span, ...]:
        """Return the evidence that an array inside the item `owner` names."""
        return tuple(self._evidence[row["evidence"]] for row in self.parts(table, owner))

    def item(self, kind: type[Item], row: RowMapping, **fields: object) -> Item:
        """Return the item of which a row holds all that is not among `fields`."""
        for field, column, known in _list_columns(kind):
            if field in fields:
                continue
            if known is When:
                fields[field] = self.window(row, column)
            elif known is Span:
                fields[field] = self._evidence[row[column]]
            elif known == Span | None:
                fields[field] = self.span_if_any(row, column)
            else:
                fields[field] = row[column]
        return kind(**fields)

    def span_if_any(self, row: RowMapping, column: str) -> Span | None:
        """Return the evidence that a column names, or nothing where it names none."""
        return None if row[column] is None else self._evidence[row[column]]

    def window(self, row: RowMapping, name: str) -> When:
        """Return the window of days that the columns `name_…` hold."""
        span = self.span_if_any(row, f"{name}_evidence")
        anchor = self.span_if_any(row, f"{name}_anchor")
        return when(row[f"{name}_earliest"], row[f"{name}_latest"], row[f"{name}_basis"], span, anchor)


@cache
def _list_columns(kind: type[Struct]) -> list[tuple[str, str, object]]:
    """Return the fields of a type, each with its column and the type of what it holds."""
    return [
        (field.name, COLUMNS.get(field.name, field.name), field.type)
        for field in msgspec.structs.fields(kind)
        if field.name not in UNSTORED
    ]


def _cite(row: RowMapping) -> Span:
    return Span(row["document_id"], row["start"], row["end"], row["exact"])


def load_record(path: Path) -> Record:
    """Return the record stored at `path`, as of the day for which it was built.

    Raises:
        RecordError: the file is missing, damaged, no record, or another version's.
        OutdatedRecord: it has another format than the one that this version reads.
    """
    with open_database(path) as connection:
        try:
            return _load(Stored(connection), path)
        except (LookupError, ValueError, TypeError) as error:
            raise damaged(path, error) from error


def load_readings(path: Path) -> tuple[StoredReading, ...]:
    """Return the readings from which the record at `path` was told, in the order of their documents.

    Raises:
        RecordError: the file is missing, damaged, no record, or another version's.
    """
    with open_database(path) as connection:
        try:
            return tuple(_decode(row) for row in _read_readings(connection))
        except (LookupError, ValueError, TypeError) as error:
            raise damaged(path, error) from error


def load_unchanged(path: Path) -> list[StoredReading]:
    """Return each reading in the record at `path` that is as it was stored, for use in the next build.

    Raises:
        RecordError: the file is missing, damaged, no record, or another version's.
    """
    found: list[StoredReading] = []
    with open_database(path) as connection:
        for row in _read_readings(connection):
            try:
                found.append(_decode(row))
            except (LookupError, ValueError, TypeError, AttributeError):
                continue  # read anew
    return found


def _read_readings(connection: Connection) -> Iterator[RowMapping]:
    """Yield the rows of the readings as bytes: what was written into them by other means need not be text."""
    table = schema.reading
    columns = [
        cast(table.c[name], LargeBinary).label(name) for name in ("key", "digest", "made", "content", "dated")
    ]
    return iter(connection.execute(select(*columns).order_by(table.c.position)).mappings().all())


def _decode(row: RowMapping) -> StoredReading:
    key = row["key"].decode()
    if digest_reading(key, row["content"]).encode() != row["digest"]:
        raise ValueError("a stored reading was changed")
    reading = msgspec.json.decode(row["content"], type=Reading)
    dated = msgspec.json.decode(row["dated"], type=Reading) if row["dated"] else reading
    return StoredReading(key, reading, dated, row["made"].decode() if row["made"] else None)


def _load(stored: Stored, path: Path) -> Record:
    [whole] = stored.rows(schema.record)
    if whole["format"] != RECORD_FORMAT:
        raise OutdatedRecord(
            f"{path}: the record has format {whole['format']} and this onrecord reads {RECORD_FORMAT};"
            " build it again"
        )
    as_of = whole["as_of"]
    return Record(
        onrecord=whole["format"],
        as_of=as_of,
        documents=tuple(_load_document(stored, row) for row in stored.rows(schema.document)),
        unread=tuple(stored.item(Unread, row) for row in stored.rows(schema.unread)),
        actors=tuple(_load_actor(stored, row) for row in stored.rows(schema.actor)),
        statements=tuple(_load_statement(stored, row) for row in stored.rows(schema.statement)),
        commitments=tuple(_load_commitment(stored, row, as_of) for row in stored.rows(schema.commitment)),
        terms=tuple(stored.item(Term, row) for row in stored.rows(schema.term)),
        figures=tuple(_load_figure(stored, row) for row in stored.rows(schema.figure)),
        namings=tuple(_load_naming(stored, row) for row in stored.rows(schema.naming)),
        relays=tuple(_load_relay(stored, row) for row in stored.rows(schema.relay)),
        altered_quotations=tuple(_load_altered(stored, row) for row in stored.rows(schema.altered_quotation)),
        events=tuple(_load_event(stored, row) for row in stored.rows(schema.happening)),
        silences=tuple(stored.item(Silence, row) for row in stored.rows(schema.silence)),
        denials=tuple(_load_denial(stored, row) for row in stored.rows(schema.denial)),
        candidates=tuple(stored.item(Candidate, row) for row in stored.rows(schema.candidate)),
    )


def _load_document(stored: Stored, row: RowMapping) -> DocumentEntry:
    [publication] = stored.parts(schema.publication, row["id"])
    return stored.item(
        DocumentEntry,
        row,
        outlet=publication["outlet"],
        published=stored.window(publication, "published"),
        furniture=tuple(
            Offsets(part["start"], part["end"]) for part in stored.parts(schema.furniture, row["id"])
        ),
        flaws=tuple(Flaw(part["kind"]) for part in stored.parts(schema.flaw, row["id"])),
    )


def _load_actor(stored: Stored, row: RowMapping) -> Actor:
    return stored.item(
        Actor,
        row,
        aliases=stored.texts(schema.alias, row["id"], "name"),
        mentions=stored.spans(schema.mention, row["id"]),
        links=tuple(stored.item(ActorLink, part) for part in stored.parts(schema.actor_link, row["id"])),
    )


def _load_statement(stored: Stored, row: RowMapping) -> Statement:
    return stored.item(
        Statement,
        row,
        content=stored.spans(schema.statement_content, row["id"]),
        via=stored.texts(schema.statement_via, row["id"], "actor"),
        answers=stored.texts(schema.statement_answer, row["id"], "answered"),
    )


def _load_commitment(stored: Stored, row: RowMapping, as_of: date | None) -> Commitment:
    told = stored.parts(schema.version_outlet, row["id"])
    versions = tuple(
        stored.item(
            Version,
            part,
            link=_load_link(stored, part),
            outlets=tuple(one["outlet"] for one in told if one["version"] == number),
        )
        for number, part in enumerate(stored.parts(schema.version, row["id"]))
    )
    evidence = stored.spans(schema.outcome_evidence, row["id"])
    owed = is_owed(row["party"], row["outcome"], evidence)
    return stored.item(
        Commitment,
        row,
        versions=versions,
        outcome_evidence=evidence,
        clock=read_clock(versions, as_of, owed=owed) if as_of else Clock.UNDATED,
        terms=stored.texts(schema.commitment_term, row["id"], "term"),
    )


def _load_link(stored: Stored, row: RowMapping) -> Link | None:
    to = stored.span_if_any(row, "linked_to")
    if to is None:
        return None
    return Link(to, row["tie"], tuple(row["shared"].split("\n") if row["shared"] else ()))


def _load_figure(stored: Stored, row: RowMapping) -> Figure:
    return stored.item(
        Figure,
        row,
        values=tuple(stored.item(FigureValue, part) for part in stored.parts(schema.value, row["id"])),
        evidence=stored.spans(schema.figure_evidence, row["id"]),
        outlets=stored.texts(schema.figure_outlet, row["id"], "outlet"),
    )


def _load_naming(stored: Stored, row: RowMapping) -> Naming:
    return stored.item(
        Naming,
        row,
        names=tuple(stored.item(Name, part) for part in stored.parts(schema.name, row["id"])),
    )


def _load_relay(stored: Stored, row: RowMapping) -> Relay:
    return stored.item(Relay, row, evidence=stored.spans(schema.relay_evidence, row["position"]))


def _load_altered(stored: Stored, row: RowMapping) -> AlteredQuotation:
    return stored.item(
        AlteredQuotation,
        row,
        versions=stored.spans(schema.altered_version, row["id"]),
        differing=stored.spans(schema.altered_words, row["id"]),
    )


def _load_event(stored: Stored, row: RowMapping) -> Event:
    return stored.item(
        Event,
        row,
        also=stored.spans(schema.event_also, row["id"]),
        outlets=stored.texts(schema.event_outlet, row["id"], "outlet"),
    )


def _load_denial(stored: Stored, row: RowMapping) -> Denial:
    answers = stored.texts(schema.denial_answer, row["id"], "answered")
    return stored.item(Denial, row, answers=answers)
