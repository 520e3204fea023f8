"""What somebody looks for -> the lines that hold it, best or earliest first."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from onrecord.errors import UnknownActor
from onrecord.own import RECORD_FILE
from onrecord.record.place import find_file
from onrecord.search.index import COLUMNS, Entry, open_index
from onrecord.world import fold_name

_OPEN, _CLOSE = (
    "\x02",
    "\x03",
)  # put around the words found; in a document, both are refused or shown as inert
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_MOST_WORDS = 50  # of one query
_SNIPPET = f"snippet(words, 0, '{_OPEN}', '{_CLOSE}', ' … ', 32)"  # 32 words of a document around those found
_HIGHLIGHT = f"highlight(words, 0, '{_OPEN}', '{_CLOSE}')"
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


def search(directory: Path, sought: Sought) -> tuple[Hit, ...]:
    """Return what of the record in a folder is sought; errors as in `open_index`.

    Raises:
        UnknownActor: no actor of the record has the name asked for.
    """
    with open_index(directory) as connection:
        hits = find(connection, sought)
    return _hold_against(find_file(directory, RECORD_FILE), hits)


def find(connection: sqlite3.Connection, sought: Sought) -> tuple[tuple[Hit, str], ...]:
    """Return what an index gives for what is sought, each hit with the words that it claims for its place."""
    where: list[str] = []
    values: list[object] = []

    def ask(condition: str, *given: object) -> None:
        where.append(condition)
        values.extend(given)

    match = write_match(sought.words)
    if match:
        ask("words MATCH ?", match)
    if sought.actor is not None:
        actors = _find_actors(connection, sought.actor)
        ask(f"line.actor IN ({', '.join('?' * len(actors))})", *actors)
    for column, value in (("kind", sought.kind), ("act", sought.act)):
        if value is not None:
            ask(f"line.{column} = ?", value)
    if sought.outlet is not None:
        ask("instr(lower(line.outlet), lower(?)) > 0", sought.outlet)
    if sought.first is not None:
        ask(
            "(line.latest IS NULL OR line.latest >= ?) AND line.earliest IS NOT NULL",
            sought.first.isoformat(),
        )
    if sought.last is not None:
        ask("line.earliest <= ?", sought.last.isoformat())
    if sought.checked is not None:
        ask("line.checked = ?", int(sought.checked))
    day = "line.earliest IS NULL, line.earliest, line.id"
    order = "rank, line.id" if match and sought.order is Order.FIT else day
    tables = "words JOIN line ON line.id = words.rowid" if match else "line"
    asked = f"WHERE {' AND '.join(where)}" if where else ""
    numbers = connection.execute(
        f"SELECT line.id FROM {tables} {asked} ORDER BY {order} LIMIT ?",  # noqa: S608 - names of our own
        (*values, sought.limit),
    ).fetchall()
    return tuple(_read(connection, number, match) for [number] in numbers)


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
