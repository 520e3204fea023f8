"""Rows -> the file of a record, whole or not at all."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Enum, Table

from onrecord.errors import EvidenceDiffers, RecordError
from onrecord.model import Record
from onrecord.numbers.numbers import states
from onrecord.record.database import create_database
from onrecord.record.place import hold, same_bytes, writing
from onrecord.record.rows import Row, StoredReading, make_rows
from onrecord.record.schema import tables


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path` to write to; it takes the place of `path` when all of it is written.

    Whatever ends the writing, `path` holds the old content or the new, never a part; what a killed run left is
    removed. Where the content is the same, `path` is left as it is.

    Raises:
        RecordError: the folder can't be made or written to, or another run writes the same file.
    """
    if os.path.lexists(path) and not path.is_file() and not path.is_dir():
        raise RecordError(f"{path}: this is no file and can't be replaced by one; name another path")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with hold(part), writing(path):
        os.truncate(part, 0)
        earlier = re.compile(rf"\.{re.escape(path.name)}-[a-z0-9_]{{8}}\.part")
        for left in [file for file in path.parent.iterdir() if earlier.fullmatch(file.name)]:
            left.unlink()
        yield part
        if path.is_file() and same_bytes(part, path):
            return
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)


def write_record(path: Path, record: Record, readings: Iterable[StoredReading] = ()) -> None:
    """Store a record, and the readings it was told from, at `path`.

    Raises:
        RecordError: the file can't be written, or the record contradicts itself.
        EvidenceDiffers: words of the record are not in their document.
    """
    with draft(path) as part:
        fill_database(part, record, readings)


def fill_database(path: Path, record: Record, readings: Iterable[StoredReading]) -> None:
    """Store a record, and the readings it was told from, in a new or empty file; errors as in `write_record`."""
    with create_database(path) as connection:
        insert_rows(connection, record, readings)


def insert_rows(connection: Connection, record: Record, readings: Iterable[StoredReading]) -> None:
    """Store a record, and the readings it was told from, in empty tables.

    Raises:
        EvidenceDiffers: a figure is cited to words that don't state it.
    """
    for figure in record.figures:
        for value in figure.values:
            if not states(value.span.exact, value.low, value.high):
                given = f"{value.low or '…'} to {value.high or '…'}"
                raise EvidenceDiffers(f"the record can't be stored: “{value.span.exact}” states no {given}")
    rows = make_rows(record, readings)
    for table in tables.sorted_tables:
        if rows.get(table.name):
            _insert(connection, table, rows[table.name])


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns: column by column they are written out ten times as fast."""
    statement = table.insert().compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = getattr(statement, "positiontup", None) or []  # in the order of the statement's marks
    columns = [_write_column(table.c[name], [row[name] for row in rows]) for name in names]
    connection.exec_driver_sql(str(statement), list(zip(*columns, strict=True)))


def _write_column(column: Column[Any], values: list[Any]) -> list[Any]:
    """Return the values of a column as SQLite holds them."""
    write: Callable[[Any], Any] | None = None
    if isinstance(column.type, Enum):
        write = attrgetter("value")
    elif isinstance(column.type, Date):
        write = date.isoformat
    elif isinstance(column.type, Boolean):
        write = int
    return values if write is None else [None if value is None else write(value) for value in values]
