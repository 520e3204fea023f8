"""What somebody looks for -> the lines that hold it, best or earliest first."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from onrecord.errors import UnknownActor
from onrecord.model import Record
from onrecord.own import RECORD_FILE
from onrecord.record.place import find_file
from onrecord.search.entries import Entry
from onrecord.search.index import COLUMNS, DAY_BITS, FIRST_DAY, Indexed, number_day, open_index, tag
from onrecord.world import fold_name

_OPEN, _CLOSE = (
    "\x02",
    "\x03",
)  # put around the words found; in a document, both are refused or shown as inert
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_MOST_WORDS = 50  # of one query
_SNIPPET = f"snippet(words, 0, '{_OPEN}', '{_CLOSE}', ' … ', 32)"  # 32 words of a document around those found
_HIGHLIGHT = f"highlight(words, 0, '{_OPEN}', '{_CLOSE}')"
_MOST_RANKED = 1_000  # lines that are held against each other
_JOINED = "words CROSS JOIN line ON line.id = words.rowid"  # in this order: the index leads
_BEGINNING = 400  # characters of what is told where no words are sought


class Order(StrEnum):
    """In which order hits are told."""

    FIT = "fit"
    DAY = "day"


class Sought(Struct, frozen=True):
    """What somebody looks for; what is `None` is not asked."""

    words: str = ""  # all of them; words between quotation marks stand together, and '*' ends a beginning
    actor: str | None = None
    kind: str | None = None
    act: str | None = None
    outlet: str | None = None
    first: date | None = None
    last: date | None = None
    checked: bool | None = None
    state: str | None = None  # one of `list_states`
    sure: str | None = None  # one of `list_sureness`
    order: Order = Order.FIT
    limit: int = 50


class Hit(Struct, frozen=True):
    """A line, or a document, in which the words stand."""

    kind: str
    id: str
    document: str
    file: str
    start: int
    end: int
    pieces: tuple[tuple[str, bool], ...]  # its words, or those of the document around; true: sought
    actor: str
    act: str | None
    outlet: str | None
    earliest: str | None
    latest: str | None
    probability: float | None
    checked: bool
    state: str | None = None  # what became of it, or how it stands to others
    sure: str | None = None  # the word for how surely it was read


def search(
    directory: Path,
    sought: Sought,
    read: Callable[[], Record] | None = None,
    last: Indexed | None = None,
) -> tuple[Hit, ...]:
    """Return what of the record in a folder is sought; `read`, `last` and errors as in `open_index`.

    Raises:
        UnknownActor: no actor of the record has the name asked for.
    """
    with open_index(directory, read, last) as connection:
        hits = find(connection, sought)
    return _hold_against(find_file(directory, RECORD_FILE), hits)


def find(connection: sqlite3.Connection, sought: Sought) -> tuple[tuple[Hit, str], ...]:
    """Return what an index gives for what is sought, each hit with the words that it claims for its place."""
    text = write_match(sought.words)
    match = f"{{text who}} : ({text})" if text else ""
    asked = _list_tags(connection, sought)
    full = " AND ".join([*([match] if match else []), *map(_write_tags, asked)])
    if match and sought.order is Order.FIT:
        numbers = _rank(connection, sought, match, full, asked)
    else:
        numbers = _list_by_day(connection, sought, full)
    return tuple(_read(connection, number, match) for number in numbers)


def _rank(
    connection: sqlite3.Connection, sought: Sought, match: str, full: str, asked: Sequence[Sequence[str]]
) -> list[int]:
    """Return the numbers of the lines that fit best.

    They are those in which the words are most and rarest for the length of the line (BM25: Robertson et al. 1994). To
    weigh words that very many lines hold takes all of these; of such words the shortest of the latest lines are told.
    """
    many = f"SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {_MOST_RANKED + 1})"  # noqa: S608
    where, values = _bound(connection, sought, "words.rowid")
    [found] = connection.execute(many, (match,)).fetchone()
    if found > _MOST_RANKED:
        where.append("words MATCH ?")
        latest = (
            f'SELECT words.rowid AS id, line."end" - line.start AS size FROM {_JOINED}'  # noqa: S608
            f" WHERE {' AND '.join(where)} ORDER BY words.rowid DESC LIMIT {_MOST_RANKED}"
        )
        query = f"SELECT id FROM ({latest}) ORDER BY size, id LIMIT ?"  # noqa: S608
        rows = connection.execute(query, (*values, full, sought.limit))
    else:
        where += [f"({' OR '.join('instr(line.tags, ?)' for _ in tags)})" for tags in asked]
        values += [one for tags in asked for one in tags]
        where.append("words MATCH ?")
        query = (
            f"SELECT words.rowid FROM {_JOINED} WHERE {' AND '.join(where)}"  # noqa: S608
            " ORDER BY bm25(words, 1.0, 1.0, 0.0), words.rowid LIMIT ?"
        )
        rows = connection.execute(query, (*values, match, sought.limit))
    return [number for [number] in rows]


def _list_by_day(connection: sqlite3.Connection, sought: Sought, full: str) -> list[int]:
    """Return the numbers of the first lines; what has no day comes last."""
    key = "words.rowid" if full else "line.id"
    where, values = _bound(connection, sought, key)
    tables = "line"
    if full:
        where.append("words MATCH ?")
        values.append(full)
        tables = "words" if sought.first is None else _JOINED
    numbers: list[int] = []
    for part in (f"{key} >= {FIRST_DAY}", f"{key} < {FIRST_DAY}"):
        query = f"SELECT {key} FROM {tables} WHERE {' AND '.join([part, *where])} ORDER BY {key} LIMIT ?"  # noqa: S608
        found = connection.execute(query, (*values, sought.limit - len(numbers)))
        numbers += [number for [number] in found]
    return numbers


def _list_tags(connection: sqlite3.Connection, sought: Sought) -> list[list[str]]:
    """Return what is asked of a line beside its words and days: of each, one of several tags."""
    asked: list[list[str]] = []
    if sought.actor is not None:
        asked.append([tag("actor", one) for one in _find_actors(connection, sought.actor)])
    if sought.outlet is not None:
        names = connection.execute(
            "SELECT name FROM outlet WHERE instr(lower(name), lower(?)) > 0", (sought.outlet,)
        ).fetchall()
        asked.append([tag("outlet", name) for [name] in names] or [tag("outlet", "")])
    for name, value in (
        ("kind", sought.kind), ("act", sought.act), ("state", sought.state), ("sure", sought.sure)
    ):  # fmt: skip
        if value is not None:
            asked.append([tag(name, value)])
    if sought.checked is not None:
        asked.append([tag("checked", int(sought.checked))])
    return asked


def _write_tags(tags: Sequence[str]) -> str:
    return f"tags : ({' OR '.join(tags)})"


def _bound(connection: sqlite3.Connection, sought: Sought, key: str) -> tuple[list[str], list[object]]:
    """Return the conditions on days, by the numbers of lines as far as these tell them."""
    where: list[str] = []
    values: list[object] = []
    if sought.first is not None:
        [longest] = connection.execute("SELECT longest FROM made").fetchone()
        first = FIRST_DAY
        if longest is not None and sought.first.toordinal() > longest:
            first = number_day((sought.first - timedelta(days=longest)).isoformat())
        where += ["(line.latest IS NULL OR line.latest >= ?)", f"{key} >= ?"]
        values += [sought.first.isoformat(), first]
    if sought.last is not None:
        where += [f"{key} >= ?", f"{key} < ?"]
        values += [FIRST_DAY, (sought.last.toordinal() + 1) << DAY_BITS]
    return where, values


def write_match(words: str) -> str:
    """Return words as SQLite's index is asked for all of them; nothing they hold is taken for an operator.

    >>> write_match('ferry "by June" post*')
    '"ferry" "by June" "post"*'
    """
    parts = []
    for found in _PHRASE.finditer(words.replace("\0", " ")):
        phrase, word = found.group(1), found.group(2)
        begins = phrase is None and word.endswith("*")
        plain = (phrase if phrase is not None else word.rstrip("*")).replace('"', " ").strip()
        if any(letter.isalnum() for letter in plain):
            parts.append(f'"{plain}"{"*" if begins else ""}')
    return " ".join(parts[:_MOST_WORDS])


def _find_actors(connection: sqlite3.Connection, name: str) -> list[str]:
    wanted = fold_name(name)
    exact = connection.execute("SELECT actor FROM name WHERE folded = ?", (wanted,)).fetchall()
    if not exact:
        words = set(wanted.split())
        rows = connection.execute("SELECT folded, actor FROM name")
        exact = [(actor,) for folded, actor in rows if words and words <= set(folded.split())]
    if not exact:
        raise UnknownActor(f"no actor of this record is called '{name}'; 'onrecord show actors' lists them")
    return sorted({actor for [actor] in exact})


def _read(connection: sqlite3.Connection, number: int, match: str) -> tuple[Hit, str]:
    """Return one line by its number, the words that were sought marked in it."""
    columns = connection.execute(f"SELECT {COLUMNS} FROM line WHERE id = ?", (number,)).fetchone()  # noqa: S608
    entry = Entry(*columns)
    told = entry.text[:_BEGINNING]
    if match:
        mark = _SNIPPET if entry.kind == "document" else _HIGHLIGHT
        [told] = connection.execute(
            f"SELECT {mark} FROM words WHERE words MATCH ? AND rowid = ?",  # noqa: S608
            (match, number),
        ).fetchone()
    pieces = tuple(
        (part, place % 2 == 1) for place, part in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", told)) if part
    )
    hit = Hit(
        entry.kind, entry.ref, entry.document, entry.file, entry.start, entry.end, pieces, entry.who,
        entry.act, entry.outlet, entry.earliest, entry.latest, entry.probability, bool(entry.checked),
        entry.state, entry.sure,
    )  # fmt: skip
    return hit, entry.text


def _hold_against(path: Path, hits: Sequence[tuple[Hit, str]]) -> tuple[Hit, ...]:
    """Return the hits whose words stand in the record where the index says: what was forged in it is not shown."""
    from sqlalchemy import text  # noqa: PLC0415 - loaded only where it is used

    from onrecord.record.database import open_database  # noqa: PLC0415 - the same

    query = text("SELECT substr(text, :start + 1, :length) FROM document WHERE id = :id")
    with open_database(path) as connection:
        return tuple(
            hit
            for hit, words in hits
            if words
            == connection.execute(
                query, {"start": hit.start, "length": hit.end - hit.start, "id": hit.document}
            ).scalar()
        )
