"""A record as it stands -> an index of its words, in a file beside it that is made anew whenever it is stale.

The index is SQLite's own (FTS5, an external-content table), and the database itself keeps it in step with the lines by
triggers. Lines are numbered by their days, so that the index gives them in that order, and those of some days alone,
without looking at the others; what else is asked of a line is a word of its own in the index. What it answers is held
against the texts of the record before it is shown, so a forged index shows nothing.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from functools import cache
from operator import is_
from pathlib import Path

from msgspec.structs import replace

from onrecord.errors import RecordError
from onrecord.model import Record
from onrecord.own import RECORD_FILE, RULINGS_FILE, SEARCH_FILE
from onrecord.record.load import load_record
from onrecord.record.manifest import find_manifest, hash_file
from onrecord.record.place import find_file, look_at
from onrecord.rulings.apply import apply_rulings
from onrecord.rulings.store import read_rulings
from onrecord.search.entries import LINES, Entry, list_entries
from onrecord.world import fold_name

_APPLICATION_ID = 0x6F6E7273  # 'onrs'
_VERSION = 4

_SCHEMA = (
    "CREATE TABLE made (key TEXT NOT NULL, longest INTEGER)",
    """CREATE TABLE line (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, document TEXT NOT NULL,
    file TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, actor TEXT,
    who TEXT NOT NULL, act TEXT, outlet TEXT, earliest TEXT, latest TEXT, probability REAL,
    checked INTEGER NOT NULL, state TEXT, sure TEXT, tags TEXT NOT NULL)""",
    "CREATE TABLE name (folded TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (folded, actor)) WITHOUT ROWID",
    "CREATE TABLE outlet (name TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE VIRTUAL TABLE words USING fts5 (text, who, tags, content='line', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')""",
    """CREATE TRIGGER line_comes AFTER INSERT ON line BEGIN
    INSERT INTO words (rowid, text, who, tags) VALUES (new.id, new.text, new.who, new.tags); END""",
    """CREATE TRIGGER line_goes AFTER DELETE ON line BEGIN
    INSERT INTO words (words, rowid, text, who, tags)
    VALUES ('delete', old.id, old.text, old.who, old.tags); END""",
    """CREATE TRIGGER line_changes AFTER UPDATE ON line BEGIN
    INSERT INTO words (words, rowid, text, who, tags)
    VALUES ('delete', old.id, old.text, old.who, old.tags);
    INSERT INTO words (rowid, text, who, tags) VALUES (new.id, new.text, new.who, new.tags); END""",
)


DAY_BITS = 40  # of the number of a line that its day leaves to tell it from the others of that day


FIRST_DAY = 1 << DAY_BITS  # the number of the first line that has a day


def number_day(day: str | None) -> int:
    """Return the first number of the lines of a day; those without one come before all others."""
    return date.fromisoformat(day).toordinal() << DAY_BITS if day else 0


def tag(name: str, value: object) -> str:
    """Return the word under which a line of this value is found: no word of a document is like it."""
    return f"{name}{hashlib.sha256(str(value).encode()).hexdigest()[:16]}"


def _number(entry: Entry, taken: Container[int]) -> int:
    """Return the number of a line: made of what it holds, so that hits come in one order however the index was made."""
    digest = hashlib.sha256(repr(entry).encode()).digest()
    number = number_day(entry.earliest) + (int.from_bytes(digest[:5]) or 1)
    while number in taken:
        number += 1
    return number


def _list_tags(entry: Entry) -> str:
    values = {name: getattr(entry, name) for name in TAGGED}
    given = [tag(name, value) for name, value in values.items() if value is not None]
    return " ".join(given + [tag("state", state) for state in (entry.state or "").split("; ") if state])


TAGGED = ("kind", "actor", "act", "outlet", "checked", "sure")
COLUMNS = ", ".join(f'"{name}"' for name in Entry._fields)


class Indexed:
    """The record that an index was last made of by a process that keeps it: then only what changed is written."""

    def __init__(self) -> None:
        self.key = ""
        self.record: Record | None = None


@contextmanager
def open_index(
    directory: Path, read: Callable[[], Record] | None = None, last: Indexed | None = None
) -> Iterator[sqlite3.Connection]:
    """Yield the index of the record in a folder, in step with it and with what was ruled on it.

    Where the index is stale, `read` is asked for the record as it stands by then, if anybody has it at hand, and what
    differs from the `last` is written. Where no file can be kept beside the record, the index is made in memory for
    this once.

    Raises:
        RecordError: there is no record, or it is damaged or another version's.
        InvalidRulings: the rulings on it can't be believed.
    """
    path = directory / SEARCH_FILE
    key = name_state(directory)  # before the record is read: what comes in between is taken up the next time
    read = read or (lambda: _read_record(directory))
    last = last or Indexed()
    with ExitStack() as stack:
        connection = _open_file(stack, path, key, read, last)
        if connection is None:
            connection = stack.enter_context(closing(_connect("file::memory:")))
            prepare(connection)
            bring_up(connection, read(), key)
        yield connection


def _open_file(
    stack: ExitStack, path: Path, key: str, read: Callable[[], Record], last: Indexed
) -> sqlite3.Connection | None:
    """Return the index that is kept in a file, in step; nothing where none can be kept there."""
    for _ in range(2):  # one that is damaged or not the program's own is made anew, once
        if not _is_ours(path):
            return None
        try:
            connection = stack.enter_context(closing(_connect(path.absolute().as_uri())))
            if prepare(connection):
                _bring_up(connection, read, key, last)
                return connection
        except sqlite3.OperationalError:  # a folder that can't be written to, or a file that somebody holds
            return None
        except sqlite3.DatabaseError:
            pass
        path.unlink(missing_ok=True)
    return None


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def name_state(directory: Path) -> str:
    """Return what changes whenever the record in a folder, or what was ruled on it, does."""
    manifest = find_manifest(directory)
    path = find_file(directory, RECORD_FILE)
    if look_at(path) is None:
        raise RecordError(
            f"{path}: there is no record here; make one with 'onrecord build FOLDER --out {directory}'"
        )
    record = manifest.files.get(RECORD_FILE) if manifest else hash_file(path)
    rulings = directory / RULINGS_FILE
    ruled = hash_file(rulings) if rulings.is_file() else ""
    return hashlib.sha256(f"{_VERSION} {record} {ruled}".encode()).hexdigest()


def _is_ours(path: Path) -> bool:
    """Tell whether a file may be written to: none is there, or one that onrecord made."""
    if look_at(path) is None:
        return True
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(100)
    return not head or head[68:72] == _APPLICATION_ID.to_bytes(4, "big")


def _bring_up(connection: sqlite3.Connection, read: Callable[[], Record], key: str, last: Indexed) -> None:
    made = connection.execute("SELECT key FROM made").fetchall()
    if made == [(key,)]:
        return
    record = read()
    before = last.record if made == [(last.key,)] else None
    if before is None or not _bring_on(connection, before, record, key):
        bring_up(connection, record, key)
    last.key, last.record = key, record


def _read_record(directory: Path) -> Record:
    told = load_record(find_file(directory, RECORD_FILE))
    return apply_rulings(told, read_rulings(directory).rulings).record


def bring_up(connection: sqlite3.Connection, record: Record, key: str) -> None:
    """Put the lines of a record in an index: those that are there already are left, so that few are written."""
    with _change(connection):
        wanted = set(list_entries(record))
        known = {
            Entry(*row[1:]): row[0]
            for row in connection.execute(f"SELECT id, {COLUMNS} FROM line")  # noqa: S608
        }
        connection.executemany(
            "DELETE FROM line WHERE id = ?", [(number,) for one, number in known.items() if one not in wanted]
        )
        _insert(connection, wanted - known.keys())
        connection.execute("DELETE FROM outlet")
        outlets = {one.outlet for one in wanted if one.outlet}
        connection.executemany("INSERT INTO outlet VALUES (?)", [(name,) for name in sorted(outlets)])
        _write_names(connection, record)
        connection.execute("DELETE FROM made")
        connection.execute("INSERT INTO made VALUES (?, ?)", (key, _measure_longest(wanted)))


def _bring_on(connection: sqlite3.Connection, before: Record, record: Record, key: str) -> bool:
    """Write only what differs between two records of the same documents; tell whether it could be done.

    A line that nobody ruled on meanwhile is the same object in both, so few are compared.
    """
    names = {actor.id: actor.name for actor in before.actors}
    documents = len(before.documents) == len(record.documents) and all(
        map(is_, before.documents, record.documents)
    )
    if not documents or any(names.get(actor.id, actor.name) != actor.name for actor in record.actors):
        return False
    gone, new = (
        set(list_entries(_leave_out(one, other))) for one, other in ((before, record), (record, before))
    )
    with _change(connection):
        numbers = [_find_number(connection, entry) for entry in gone - new]
        if None in numbers:
            return False  # it is not the index of that record
        connection.executemany("DELETE FROM line WHERE id = ?", [(number,) for number in numbers])
        _insert(connection, new - gone)
        if before.actors is not record.actors:
            _write_names(connection, record)
        [longest] = connection.execute("SELECT longest FROM made").fetchone()
        if longest is not None:
            length = _measure_longest(new)
            longest = None if length is None else max(longest, length)
        connection.execute("UPDATE made SET key = ?, longest = ?", (key, longest))
    return True


def _leave_out(record: Record, other: Record) -> Record:
    """Return a record without the lines that another record holds as they are."""
    changes: dict[str, tuple[object, ...]] = {}
    for field in LINES:
        items: tuple[object, ...] = getattr(record, field)
        others = getattr(other, field)
        # a relay is known by its document, and two on the same words may be one entry: all or none is compared
        if items is others or (field == "relays" and items == others):
            changes[field] = ()
        elif field != "relays":
            same = set(map(id, others))
            changes[field] = tuple(item for item in items if id(item) not in same)
    return replace(record, **changes)


def _find_number(connection: sqlite3.Connection, entry: Entry) -> int | None:
    """Return the number under which an entry stands; nothing where it does not."""
    number = _number(entry, ())
    while True:
        row = connection.execute(f"SELECT {COLUMNS} FROM line WHERE id = ?", (number,)).fetchone()  # noqa: S608
        if row is None:
            return None
        if Entry(*row) == entry:
            return number
        number += 1


@contextmanager
def _change(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _insert(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    marks = ", ".join("?" * (len(Entry._fields) + 2))
    query = f"INSERT INTO line (id, {COLUMNS}, tags) VALUES ({marks})"  # noqa: S608 - columns of our own
    taken = {number for [number] in connection.execute("SELECT id FROM line")}
    new: list[tuple[object, ...]] = []
    for one in sorted(entries, key=repr):
        number = _number(one, taken)
        taken.add(number)
        new.append((number, *one, _list_tags(one)))
    connection.executemany(query, sorted(new))


def _write_names(connection: sqlite3.Connection, record: Record) -> None:
    connection.execute("DELETE FROM name")
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", _list_names(record))


def _measure_longest(entries: Iterable[Entry]) -> int | None:
    """Return the days of the longest window that a line was said in; nothing where one has no end."""
    longest = 0
    for one in entries:
        if one.earliest is not None:
            if one.latest is None:
                return None
            days = date.fromisoformat(one.latest) - date.fromisoformat(one.earliest)
            longest = max(longest, days.days)
    return longest


def _list_parts(connection: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    return set(connection.execute("SELECT type, name, sql FROM sqlite_master"))


@cache
def _expected_parts() -> set[tuple[str, str, str | None]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in _SCHEMA:
            connection.execute(statement)
        return _list_parts(connection)


def prepare(connection: sqlite3.Connection) -> bool:
    """Make the tables in an empty file; tell whether what stands there then is the program's own, part by part.

    Only then may its triggers act: a file may come from elsewhere.
    """
    connection.execute("PRAGMA trusted_schema = OFF")
    if not _list_parts(connection):
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA if not _list_parts(connection) else ():
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute("COMMIT")
    if _list_parts(connection) != _expected_parts():
        return False
    connection.execute("PRAGMA trusted_schema = ON")
    return True


def _list_names(record: Record) -> Iterator[tuple[str, str]]:
    for actor in record.actors:
        for name in (actor.name, *actor.aliases):
            yield fold_name(name), actor.id
