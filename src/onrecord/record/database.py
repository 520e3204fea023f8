"""The SQLite file of a stored record: how it is made and opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from onrecord.errors import EvidenceDiffers, OutdatedRecord, RecordError
from onrecord.own import APPLICATION_ID
from onrecord.record.place import look_at
from onrecord.record.schema import SCHEMA_VERSION, WRONG_WORDS, tables

# Foreign keys are off in SQLite until asked for, and INSERT OR REPLACE passes by the triggers on deletion
# (sqlite.org/lang_conflict.html). A file may come from elsewhere, so nothing in its own tables may act.
_GUARDS = ("PRAGMA foreign_keys = ON", "PRAGMA recursive_triggers = ON", "PRAGMA trusted_schema = OFF")


# Every span is looked up in its document as it is stored: 64 MiB hold those of a long pile.
_AT_HAND = "PRAGMA cache_size = -65536"


@contextmanager
def create_database(path: Path | None) -> Iterator[Connection]:
    """Make the tables in a new file at `path`, or without one in memory, and yield a connection that writes to it.

    The same rows make the same bytes. The file is a draft that its maker puts in place when it is whole.

    Raises:
        RecordError: the file can't be written, or a row breaks a rule of the tables.
        EvidenceDiffers: words of the record are not in their document.
    """
    try:
        uri = path.absolute().as_uri() if path else "file::memory:"
        # a draft that is lost half way is made again; whoever puts it in place has it written to the disk before
        settings = ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF", _AT_HAND)
        with _connect(uri, settings) as connection:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
            tables.create_all(connection)
            yield connection
            connection.commit()
    except (DatabaseError, UnicodeEncodeError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        kind = EvidenceDiffers if WRONG_WORDS in str(cause) else RecordError
        raise kind(f"the record can't be stored: {cause}") from error


@contextmanager
def open_database(path: Path) -> Iterator[Connection]:
    """Yield a connection that reads the record at `path` and can't change it.

    Raises:
        RecordError: there is no such file, or it is no record, or a damaged one.
        OutdatedRecord: another version of onrecord made it.
    """
    if look_at(path) is None or not path.is_file():
        raise RecordError(
            f"{path}: there is no record here; make one with 'onrecord build FOLDER --out {path.parent}'"
        )
    try:
        # a record is never changed in its place, so what lies beside it, as a journal, is none of it
        with _connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", ()) as connection:
            _check_header(connection, path)
            yield connection
    except (DatabaseError, UnicodeDecodeError) as error:
        raise damaged(path, error) from error


def damaged(path: Path, error: Exception) -> RecordError:
    """Return the error that says that the file at `path` can't be read as a record, and what to do."""
    cause = error.orig if isinstance(error, DatabaseError) else error
    return RecordError(
        f"{path}: the file is damaged or no record ({cause}); move it away and build the record again"
    )


def _check_header(connection: Connection, path: Path) -> None:
    made_by = connection.execute(text("PRAGMA application_id")).scalar_one()
    if made_by != APPLICATION_ID:
        raise RecordError(f"{path}: the file is no record of onrecord; name another folder")
    version = connection.execute(text("PRAGMA user_version")).scalar_one()
    if version != SCHEMA_VERSION:
        raise OutdatedRecord(
            f"{path}: the record has tables of version {version} and this onrecord reads {SCHEMA_VERSION};"
            " build it again"
        )


@contextmanager
def _connect(uri: str, settings: tuple[str, ...]) -> Iterator[Connection]:
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(uri, uri=True), poolclass=NullPool, future=True
    )
    with engine.connect() as connection:
        for setting in (*_GUARDS, *settings):
            connection.execute(text(setting))
        yield connection
    engine.dispose()
