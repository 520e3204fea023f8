"""A record as it stands -> an index of its words, in a file beside it that is made anew whenever it is stale.

The index is SQLite's own (FTS5, an external-content table), and the database itself keeps it in step with the lines by
triggers. Lines are numbered by their days, so that the index gives them in that order, and those of some days alone,
without looking at the others; what else is asked of a line is a word of its own in the index. What it answers is held
against the texts of the record before it is shown, so a forged index shows nothing.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import RecordError
from onrecord.model import Commitment, DocumentEntry, Record, Span, When
from onrecord.own import RECORD_FILE, RULINGS_FILE, SEARCH_FILE
from onrecord.record.load import load_record
from onrecord.record.manifest import find_manifest, hash_file
from onrecord.record.place import find_file, look_at
from onrecord.rulings.apply import apply_rulings
from onrecord.rulings.store import read_rulings
from onrecord.world import fold_name

_APPLICATION_ID = 0x6F6E7273  # 'onrs'
_VERSION = 3

_SCHEMA = (
    "CREATE TABLE made (key TEXT NOT NULL, longest INTEGER)",
    """CREATE TABLE line (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, document TEXT NOT NULL,
    file TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, actor TEXT,
    who TEXT NOT NULL, act TEXT, outlet TEXT, earliest TEXT, latest TEXT, probability REAL,
    checked INTEGER NOT NULL, tags TEXT NOT NULL)""",
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


class Entry(NamedTuple):
    """One line, or a whole document, as the index holds it."""

    kind: str
    ref: str  # the id of the line, or of the document
    document: str
    file: str
    start: int
    end: int
    text: str
    actor: str | None
    who: str
    act: str | None
    outlet: str | None
    earliest: str | None  # the day on which it was said or published
    latest: str | None
    probability: float | None
    checked: int


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
    given = {name: getattr(entry, name) for name in TAGGED}
    return " ".join(tag(name, value) for name, value in given.items() if value is not None)


TAGGED = ("kind", "actor", "act", "outlet", "checked")
COLUMNS = ", ".join(f'"{name}"' for name in Entry._fields)


@contextmanager
def open_index(directory: Path, read: Callable[[], Record] | None = None) -> Iterator[sqlite3.Connection]:
    """Yield the index of the record in a folder, in step with it and with what was ruled on it.

    Where the index is stale, `read` is asked for the record as it stands by then, if anybody has it at hand. Where no
    file can be kept beside the record, the index is made in memory for this once.

    Raises:
        RecordError: there is no record, or it is damaged or another version's.
        InvalidRulings: the rulings on it can't be believed.
    """
    path = directory / SEARCH_FILE
    key = name_state(directory)  # before the record is read: what comes in between is taken up the next time
    read = read or (lambda: _read_record(directory))
    with ExitStack() as stack:
        connection = _open_file(stack, path, key, read)
        if connection is None:
            connection = stack.enter_context(closing(_connect("file::memory:")))
            prepare(connection)
            _bring_up(connection, read, key)
        yield connection


def _open_file(
    stack: ExitStack, path: Path, key: str, read: Callable[[], Record]
) -> sqlite3.Connection | None:
    """Return the index that is kept in a file, in step; nothing where none can be kept there."""
    for _ in range(2):  # one that is damaged or not the program's own is made anew, once
        if not _is_ours(path):
            return None
        try:
            connection = stack.enter_context(closing(_connect(path.absolute().as_uri())))
            if prepare(connection):
                _bring_up(connection, read, key)
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


def _bring_up(connection: sqlite3.Connection, read: Callable[[], Record], key: str) -> None:
    if connection.execute("SELECT key FROM made").fetchall() != [(key,)]:
        bring_up(connection, read(), key)


def _read_record(directory: Path) -> Record:
    told = load_record(find_file(directory, RECORD_FILE))
    return apply_rulings(told, read_rulings(directory).rulings).record


def bring_up(connection: sqlite3.Connection, record: Record, key: str) -> None:
    """Put the lines of a record in an index: those that are there already are left, so that few are written."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        wanted = set(list_entries(record))
        known = {
            Entry(*row[1:]): row[0]
            for row in connection.execute(f"SELECT id, {COLUMNS} FROM line")  # noqa: S608
        }
        connection.executemany(
            "DELETE FROM line WHERE id = ?", [(number,) for one, number in known.items() if one not in wanted]
        )
        marks = ", ".join("?" * (len(Entry._fields) + 2))
        taken = {number for one, number in known.items() if one in wanted}
        new: list[tuple[object, ...]] = []
        for one in sorted(wanted - known.keys(), key=repr):
            number = _number(one, taken)
            taken.add(number)
            new.append((number, *one, _list_tags(one)))
        connection.executemany(
            f"INSERT INTO line (id, {COLUMNS}, tags) VALUES ({marks})",  # noqa: S608 - columns of our own
            sorted(new),
        )
        connection.execute("DELETE FROM outlet")
        outlets = {one.outlet for one in wanted if one.outlet}
        connection.executemany("INSERT INTO outlet VALUES (?)", [(name,) for name in sorted(outlets)])
        connection.execute("DELETE FROM name")
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", _list_names(record))
        connection.execute("DELETE FROM made")
        connection.execute("INSERT INTO made VALUES (?, ?)", (key, _measure_longest(wanted)))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


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


def list_entries(record: Record) -> Iterator[Entry]:
    """Yield every line of a record, and every document, as the index holds it."""
    documents = {document.id: document for document in record.documents}
    names = {actor.id: actor.name for actor in record.actors}

    def enter(  # noqa: PLR0913 - what an entry is made of
        kind: str, ref: str, span: Span, actor: str | None, day: When, *, act: str | None = None,
        probability: float | None = None, checked: bool = False,
    ) -> Entry:  # fmt: skip
        document = documents[span.document]
        return Entry(
            kind, ref, span.document, document.file, span.start, span.end, span.exact, actor,
            names.get(actor or "", ""), act, names.get(document.outlet or ""),
            day.earliest.isoformat() if day.earliest else None,
            day.latest.isoformat() if day.latest else None,
            probability, int(checked),
        )  # fmt: skip

    for document in record.documents:
        if document.text:
            whole = Span(document.id, 0, len(document.text), document.text)
            yield enter("document", document.id, whole, document.outlet, document.published)
    for statement in record.statements:
        for span in statement.content:
            yield enter(
                "statement", statement.id, span, statement.speaker, statement.said_on, act=statement.act.value,
                probability=statement.probability, checked=statement.ruling is not None,
            )  # fmt: skip
    for commitment in record.commitments:
        yield from _enter_commitment(commitment, enter)
    for term in record.terms:
        day = documents[term.span.document].published
        yield enter(
            "term", term.id, term.span, term.party, day,
            probability=term.probability, checked=term.ruling is not None,
        )  # fmt: skip
    for denial in record.denials:
        day = documents[denial.span.document].published
        yield enter(
            "denial", denial.id, denial.span, denial.party, day, act=denial.kind.value,
            probability=denial.probability, checked=denial.ruling is not None,
        )  # fmt: skip
    for figure in record.figures:
        for value in figure.values:
            yield enter(
                "figure", figure.id, value.span, value.holder, value.on, checked=value.ruling is not None
            )
    for happening in record.events:
        for span in (happening.span, *happening.also):
            yield enter(
                "event", happening.id, span, None, happening.when, checked=happening.ruling is not None
            )
    yield from _enter_others(record, documents, enter)
    for candidate in record.candidates:
        day = documents[candidate.span.document].published
        yield enter(
            "candidate", candidate.id, candidate.span, candidate.party, day, act=candidate.kind.value,
            probability=candidate.probability,
        )  # fmt: skip


def _enter_others(
    record: Record, documents: Mapping[str, DocumentEntry], enter: Callable[..., Entry]
) -> Iterator[Entry]:
    """Yield outcomes, rival names, relays, altered quotations and silences, each on the day of its document."""
    for commitment in record.commitments:
        for span in commitment.outcome_evidence:
            yield enter(
                "outcome", commitment.id, span, commitment.party, documents[span.document].published,
                act=commitment.outcome.value, checked=commitment.ruling is not None,
            )  # fmt: skip
    for naming in record.namings:
        for name in naming.names:
            day, checked = documents[name.span.document].published, name.ruling is not None
            yield enter("naming", naming.id, name.span, name.holder, day, checked=checked)
    for relay in record.relays:
        for span in relay.evidence:
            day, checked = documents[span.document].published, relay.ruling is not None
            yield enter(
                "relay", relay.document, span, relay.outlet, day, act=relay.kind.value, checked=checked
            )
    for quotation in record.altered_quotations:
        for span in quotation.versions:
            day, checked = documents[span.document].published, quotation.ruling is not None
            yield enter("quotation", quotation.id, span, quotation.speaker, day, checked=checked)
    for silence in record.silences:
        checked = silence.ruling is not None
        yield enter("silence", silence.id, silence.span, silence.party, silence.told_on, checked=checked)


def _enter_commitment(commitment: Commitment, enter: Callable[..., Entry]) -> Iterator[Entry]:
    for version in commitment.versions:
        yield enter(
            "commitment", commitment.id, version.span, commitment.party, version.said_on,
            act=version.move.value, probability=version.probability, checked=version.ruling is not None,
        )  # fmt: skip
