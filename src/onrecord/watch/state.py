"""What a watch knows from one look to the next, in a small database of its own beside the documents.

An address whose page could not be had yet stays in it until it was, whatever its list says meanwhile: no list's own
marks (`etag`, `modified`) are kept before every address in it is.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from onrecord.custody.log import tell_time
from onrecord.errors import InvalidWatch

_VERSION = 1
_TABLES = """
CREATE TABLE place (address TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE host (host TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE capture (number INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, content TEXT NOT NULL);
CREATE TABLE told (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, at TEXT NOT NULL, content TEXT);
"""
_SHORTEST_REST, _LONGEST_REST = timedelta(minutes=1), timedelta(days=1)


class Place(Struct, frozen=True, omit_defaults=True):
    """An address, or a file of a watched folder, and how it stands."""

    address: str
    kind: str  # 'feed', 'sitemap', 'page', 'folder' or 'file'
    first: str  # when it was first met, ISO 8601
    source: str | None = None  # the list that named it; None: watch.toml does
    match: str | None = None  # of a list, when it was last read
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None  # SHA-256 of the last answer
    seen: str | None = None  # when it was last there
    file: str | None = None  # the last capture of it among the documents
    gone: str | None = None  # when it was first not there any more
    waited: bool = (
        False  # whether the first look named it and left it for a later one: it is no news when it comes
    )
    failures: int = 0  # since it last answered
    failing: str | None = None  # since when
    reason: str | None = None  # why
    rest_until: str | None = None

    def fail(self, reason: str, now: datetime, *, rest: bool = True) -> "Place":
        """Return how it stands after one more failure."""
        return msgspec.structs.replace(
            self,
            failures=self.failures + 1,
            failing=self.failing or tell_time(now),
            reason=reason,
            rest_until=tell_time(now + back_off(self.failures)) if rest else None,
        )

    def answer(self, now: datetime, **known: str | None) -> "Place":
        """Return how it stands after an answer."""
        return msgspec.structs.replace(
            self, seen=tell_time(now), failures=0, failing=None, reason=None, rest_until=None, **known
        )

    def rests(self, now: datetime) -> bool:
        """Tell whether it is left alone for now."""
        return self.rest_until is not None and tell_time(now) < self.rest_until


class Host(Struct, frozen=True, omit_defaults=True):
    """A host that asked for rest, or could not be reached."""

    failures: int = 0
    rest_until: str | None = None
    reason: str | None = None


class Capture(Struct, frozen=True, omit_defaults=True):
    """A version of a page or file among the documents."""

    address: (
        str  # by which its page is known: the first at which these words, or the version before, were found
    )
    file: str  # relative to the folder of the documents
    sha256: str  # of that file
    captured: str  # ISO 8601
    url: str | None = None  # of a page: where it was found in the end
    by: str | None = None
    words: str = ""  # SHA-256 of the words of its articles
    noted: bool = (
        False  # whether it says in words of its own what was corrected, as the version before did not
    )
    held: str = ""  # the name of the file until it is in its place
    placed: bool = False  # whether the file is in its place, and in the log


def back_off(failures: int) -> timedelta:
    """Return for how long something is left alone that failed so often before: twice as long each time, up to a day.

    >>> str(back_off(0)), str(back_off(3)), str(back_off(90))
    ('0:01:00', '0:08:00', '1 day, 0:00:00')
    """
    return min(_SHORTEST_REST * (1 << min(failures, 20)), _LONGEST_REST)


Kept = TypeVar("Kept", Place, Host)


class State:
    """The database of one watch; made by `open_state`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def place(self, address: str) -> Place | None:
        """Return how an address stands."""
        return self._get("SELECT content FROM place WHERE address = ?", address, Place)

    def places(self) -> list[Place]:
        """Return every address, in their order."""
        rows = self._connection.execute("SELECT content FROM place ORDER BY address")
        return [msgspec.json.decode(content, type=Place) for (content,) in rows]

    def host(self, host: str) -> Host:
        """Return how a host stands."""
        return self._get("SELECT content FROM host WHERE host = ?", host, Host) or Host()

    def captures(self) -> list[Capture]:
        """Return every version of every page, in the order in which they were taken."""
        rows = self._connection.execute("SELECT content FROM capture ORDER BY number")
        return [msgspec.json.decode(content, type=Capture) for (content,) in rows]

    def keep(self, *places: Place, captures: Iterable[Capture] = ()) -> None:
        """Keep how addresses stand, and versions of their pages, all or none of it."""
        with self._connection:
            for place in places:
                self._connection.execute(
                    "INSERT INTO place VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET content = excluded.content",
                    (place.address, _encode(place)),
                )
            for capture in captures:
                self._connection.execute(
                    "INSERT INTO capture (file, content) VALUES (?, ?)"
                    " ON CONFLICT (file) DO UPDATE SET content = excluded.content",
                    (capture.file, _encode(capture)),
                )

    def keep_host(self, name: str, host: Host) -> None:
        """Keep how a host stands."""
        with self._connection:
            self._connection.execute(
                "INSERT INTO host VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET content = excluded.content",
                (name, _encode(host)),
            )

    def told(self) -> set[str]:
        """Return the keys of what was told."""
        return {key for (key,) in self._connection.execute("SELECT key FROM told")}

    def last_told(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield what was last told, the latest first: when, and the change as JSON."""
        yield from self._connection.execute(
            "SELECT at, content FROM told WHERE content IS NOT NULL ORDER BY number DESC LIMIT ?", (number,)
        )

    def tell(self, at: datetime, changes: Iterable[tuple[str, str | None]]) -> None:
        """Keep changes as told, each with its key; those without content were there when the watch began."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO told (key, at, content) VALUES (?, ?, ?)",
                [(key, tell_time(at), content) for key, content in changes],
            )

    def _get(self, query: str, key: str, kind: type[Kept]) -> Kept | None:
        row = self._connection.execute(query, (key,)).fetchone()
        return None if row is None else msgspec.json.decode(row[0], type=kind)


def _encode(value: Struct) -> str:
    return msgspec.json.encode(value).decode()


@contextmanager
def open_state(path: Path) -> Iterator[State]:
    """Yield what a watch knows; nothing at first.

    Raises:
        InvalidWatch: the file is none of a watch, or damaged.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            [(version,)] = connection.execute("PRAGMA user_version").fetchall()
            if version == 0:
                connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
            elif version != _VERSION:
                raise InvalidWatch(
                    f"{path}: another version of onrecord wrote it; move it away to begin anew"
                )
            yield State(connection)
    except sqlite3.OperationalError as error:  # of the disk, or of whoever else is at the file
        raise InvalidWatch(
            f"{path}: it can't be used now ({error}); see that the disk has room and no other program is at the file,"
            " and try again: without it the next look is a first one"
        ) from error
    except (sqlite3.Error, msgspec.MsgspecError) as error:
        raise InvalidWatch(f"{path}: it is damaged ({error}); move it away to begin anew") from error
