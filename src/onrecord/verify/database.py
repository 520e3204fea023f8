"""record.sqlite, row by row, against the tables that the program makes of what it must hold."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.model import Unread
from onrecord.own import APPLICATION_ID, RECORD_FILE
from onrecord.record.keys import digest_reading
from onrecord.record.schema import SCHEMA_VERSION
from onrecord.verify.spans import Tally, compare_span, compare_text

_PARTS = "SELECT type || ' ' || name, tbl_name, sql FROM sqlite_master"


class Stored(Struct):
    """What is taken from the tables to make the rest anew."""

    readings: list[tuple[str | None, Reading]]  # in their order, with what names how each document was made
    unread: list[Unread]


@contextmanager
def open_raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that reads a file and believes nothing in it: text comes as bytes, apart from blobs."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.text_factory = bytearray
        yield connection


def compare_file(path: Path, expected: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the file and its tables apart from what the rows say."""
    with open_raw(path) as connection:
        for pragma, wanted in (("application_id", APPLICATION_ID), ("user_version", SCHEMA_VERSION)):
            [found] = connection.execute(f"PRAGMA {pragma}").fetchone()
            if found != wanted:
                yield f"{path.name}: its {pragma} is {found} and this onrecord writes {wanted}; build it again"
        for [state] in connection.execute("PRAGMA integrity_check"):
            if _show(state) != "ok":
                yield f"{path.name}: the file is damaged: {_show(state)}"
        made = dict(_list_parts(connection))
        for name, content in _list_parts(expected):
            if name not in made:
                yield f"{path.name}: the {name} is missing"
            elif made.pop(name) != content:
                yield f"{path.name}: the {name} is not the one that onrecord makes"
        for name in made:
            yield f"{path.name}: the {name} is none that onrecord makes"


def has_tables(path: Path, expected: sqlite3.Connection) -> bool:
    """Tell whether every table is the program's own: what else stands by its name is not asked for rows."""
    with open_raw(path) as connection:
        made = dict(_list_parts(connection))
    return all(
        made.get(name) == content for name, content in _list_parts(expected) if name.startswith("table ")
    )


def _list_parts(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, *content in sorted(connection.execute(_PARTS), key=lambda row: bytes(row[0])):
        yield _show(name), tuple(map(_show, content))


def _show(value: Any) -> str:
    return (
        bytes(value).decode("utf-8", "backslashreplace")
        if isinstance(value, bytes | bytearray)
        else str(value)
    )


def compare_words(path: Path, tally: Tally) -> Iterator[str]:
    """Yield what the evidence quotes otherwise than its documents, and the texts that are not those hashed."""
    with open_raw(path) as connection:
        rows = connection.execute(
            "SELECT id, file, text, text_sha256 FROM document ORDER BY position"
        ).fetchall()
        shown = [tuple(map(_show, row)) for row in rows]
        tally.documents = len(shown)
        for _, file, text, digest in shown:
            yield from compare_text(path.name, file, text, digest)
        texts = {key: text for key, _, text, _ in shown}
        for document, start, end, exact in connection.execute(
            'SELECT document_id, start, "end", exact FROM evidence ORDER BY id'
        ):
            tally.spans += 1
            if not isinstance(start, int) or not isinstance(end, int):
                yield f"{path.name}: a span of {_show(document)} has no place"
                continue
            span = {"document": _show(document), "start": start, "end": end, "exact": _show(exact)}
            yield from compare_span(path.name, texts, span)


def read_stored(path: Path, stored: Stored) -> Iterator[str]:
    """Take the readings, and what was not read, from the tables; yield what of them was changed or is no reading."""
    with open_raw(path) as connection:
        for row in connection.execute("SELECT file, reason FROM unread ORDER BY position"):
            stored.unread.append(Unread(*map(_show, row)))
        for name, key, digest, made, content in connection.execute(
            "SELECT document_id, key, digest, made, content FROM reading ORDER BY position"
        ):
            where = f"{path.name}: the reading of {_show(name)}"
            if not isinstance(content, bytearray):
                yield f"{where} is none"
                continue
            if digest_reading(_show(key), bytes(content)) != _show(digest):
                yield f"{where} was changed"
            try:
                reading = msgspec.json.decode(bytes(content), type=Reading)
                stored.readings.append((None if made is None else _show(made), reading))
            except (ValueError, TypeError, RecursionError) as error:
                yield f"{where} is none ({error})"


def compare_rows(path: Path, expected: sqlite3.Connection) -> Iterator[str]:
    """Yield for each table the first row that is not what the readings give."""
    tables = [name for [name] in expected.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    with open_raw(path) as connection:
        for table in sorted(map(_show, tables)):
            query = f'SELECT rowid, * FROM "{table}" ORDER BY rowid'  # noqa: S608 - a table of our own
            found, wanted = connection.execute(query), expected.execute(query)
            for number, (row, other) in enumerate(zip_longest(found, wanted), start=1):
                if row is None or other is None:
                    state = "missing" if row is None else "one too many"
                    yield f"{RECORD_FILE}: table {table}: row {number} is {state}"
                    break
                if not _same(row, other):
                    names = [column[0] for column in wanted.description]
                    column = next(
                        n for n, one, two in zip(names, row, other, strict=True) if not _same((one,), (two,))
                    )
                    yield f"{RECORD_FILE}: table {table}, row {number}: {column} is not what the documents give"
                    break


def _same(row: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return row == other and all(type(one) is type(two) for one, two in zip(row, other, strict=True))
