"""The log of a record: a line for each file from the day it came in, for each build and for each seal.

Each line holds the hash of the line before and its own, so that none can be changed, taken out or put in without all
after it being made anew; a time stamp of the last line (`stamps.py`) is what nobody can make anew. Nothing in it is
part of the record: the same documents give the same record, whenever they came in.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord import __version__
from onrecord.errors import InvalidCustody
from onrecord.own import CUSTODY_FILE, CUSTODY_LOCK_FILE, MANIFEST_FILE
from onrecord.record.growing import grow, keep_whole
from onrecord.record.manifest import hash_file, read_manifest
from onrecord.record.place import find_file, hold, look_at

_FORMAT = 1
_LARGEST = 256 << 20  # bytes: half a million lines
_FIRST = "0" * 64  # what stands for the line before the first
PROGRAM = f"onrecord {__version__}"
# nobody watched over files that were handed in, before they were (Berkeley Protocol, custody)
UNKNOWN_BEFORE = "supplied by user, custody unknown before"


class Kind(StrEnum):
    """What a line of the log tells."""

    SUPPLIED = "supplied"  # a file that a user handed in, or put in the place of one
    CAPTURED = "captured"  # a file that onrecord fetched
    GONE = "gone"  # a file that is not among the documents any more
    BUILT = "built"  # a record; its hash is that of its manifest, which has those of all its files
    SEALED = "sealed"  # a time stamp of an earlier line


class Event(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What happened, before it has a line."""

    kind: Kind
    file: str  # relative to the folder of the documents; of a build or a seal, to that of the record
    sha256: str | None = None  # of the file
    bytes: int | None = None
    custody: str | None = None  # what is known of the file before it came in, in words
    address: str | None = None  # that it was fetched from; of a seal, the authority's
    captured: str | None = None  # when it was fetched, ISO 8601
    by: str | None = None  # who had it fetched
    line: int | None = None  # that was sealed


class Line(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of the log."""

    onrecord: int  # the number of this format
    entry: int  # from 1 on
    at: str  # when the line was written, ISO 8601, by this machine's clock
    program: str
    event: Event
    previous: str  # the hash of the line before
    hash: str = ""  # SHA-256 of this line as it is without it


class Log(Struct, frozen=True):
    """The log in the folder of a record."""

    lines: tuple[Line, ...] = ()
    size: int = 0  # bytes of its whole lines

    def present(self) -> dict[str, Line]:
        """Return the files that are among the documents by the log, each with the line of how it came in."""
        found: dict[str, Line] = {}
        for line in self.lines:
            match line.event.kind:
                case Kind.SUPPLIED | Kind.CAPTURED:
                    found[line.event.file] = line
                case Kind.GONE:
                    found.pop(line.event.file, None)
        return found

    def versions(self) -> set[tuple[str, str | None]]:
        """Return every file that ever came in, with each hash that it had."""
        came_in = (Kind.SUPPLIED, Kind.CAPTURED)
        return {(line.event.file, line.event.sha256) for line in self.lines if line.event.kind in came_in}

    def builds(self) -> list[str | None]:
        """Return the hash of the manifest of every build, the last at the end."""
        return [line.event.sha256 for line in self.lines if line.event.kind is Kind.BUILT]


def encode_line(line: Line) -> bytes:
    """Return the one way in which a line is written."""
    return msgspec.json.encode(line) + b"\n"


def read_content(directory: Path) -> bytes | None:
    """Return the bytes of the log in the folder of a record; None: there is none.

    Raises:
        InvalidCustody: it can't be read, or is no file of a size that a log has.
    """
    path = directory / CUSTODY_FILE
    found = look_at(path)
    if found is None:
        return None
    try:
        if path.is_symlink() or not path.is_file():
            raise InvalidCustody(f"{path}: this is no file; move it away")
        if found.st_size > _LARGEST:
            raise InvalidCustody(
                f"{path}: larger than {_LARGEST >> 20} MiB, as no log of a record is; move it away"
            )
        return path.read_bytes()
    except OSError as error:
        raise InvalidCustody(f"{path}: it can't be read: {error.strerror}") from error


def decode_lines(content: bytes) -> Iterator[Line]:
    """Yield the lines of a log.

    Raises:
        InvalidCustody: a line is not as onrecord wrote it, or not the one that follows; the message says which.
    """
    previous = _FIRST
    for number, text in enumerate(content.splitlines(keepends=True), start=1):
        try:
            line = msgspec.json.decode(text, type=Line)
        except (ValueError, RecursionError) as error:
            raise InvalidCustody(
                f"{CUSTODY_FILE}: line {number} is none that onrecord wrote: {error}"
            ) from error
        if line.onrecord != _FORMAT:
            raise InvalidCustody(
                f"{CUSTODY_FILE}: line {number} is of a format that is not known: {line.onrecord}"
            )
        if (line.entry, line.previous) != (number, previous):
            raise InvalidCustody(f"{CUSTODY_FILE}: line {number} does not follow the line before it")
        if encode_line(line) != text or line.hash != _hash(line):
            raise InvalidCustody(f"{CUSTODY_FILE}: line {number} was changed since it was written")
        previous = line.hash
        yield line


def read_log(directory: Path) -> Log:
    """Return the log in the folder of a record; an empty one where there is none.

    Raises:
        InvalidCustody: it can't be read, or was changed.
    """
    whole = keep_whole(read_content(directory) or b"")
    try:
        return Log(tuple(decode_lines(whole)), len(whole))
    except InvalidCustody as error:
        raise InvalidCustody(
            f"{directory}: {error}; put back the file as it was, or move it away to begin a new log"
        ) from error


def lacks_build(directory: Path, log: Log) -> bool:
    """Tell whether the record that stands in a folder was built with a log that knew of it, and this one does not.

    Raises:
        RecordError: the manifest can't be read.
    """
    path = find_file(directory, MANIFEST_FILE)
    manifest = read_manifest(path)
    return manifest is not None and manifest.logged and hash_file(path) not in log.builds()


class Keeper:
    """The log of one record while nobody else may add to it; made by `open_log`."""

    def __init__(self, directory: Path, log: Log) -> None:
        self._path = directory / CUSTODY_FILE
        self.log = log

    def add(self, events: Iterable[Event]) -> None:
        """Write a line for each event, and wait until the disk has them.

        Raises:
            RecordError: they can't be written; the log stays as it was.
        """
        at = tell_time(datetime.now(UTC))
        lines = list(self.log.lines)
        content = b""
        for event in events:
            previous = lines[-1].hash if lines else _FIRST
            line = Line(_FORMAT, len(lines) + 1, at, PROGRAM, event, previous)
            lines.append(msgspec.structs.replace(line, hash=_hash(line)))
            content += encode_line(lines[-1])
        if content:
            grow(self._path, self.log.size, content)
            self.log = Log(tuple(lines), self.log.size + len(content))


@contextmanager
def open_log(directory: Path) -> Iterator[Keeper]:
    """Yield the log of the record in a folder to add to, which nobody else does meanwhile.

    Raises:
        RecordError: another run is at it, or the folder can't be written to.
        InvalidCustody: the log can't be read, or was changed.
    """
    with hold(directory / CUSTODY_LOCK_FILE):
        log = read_log(directory)
        standing = look_at(directory / CUSTODY_FILE)
        if standing is not None and standing.st_size != log.size:
            grow(directory / CUSTODY_FILE, log.size, b"")  # without what a killed run left of a line
        yield Keeper(directory, log)


def tell_custody(line: Line) -> str:
    """Return in words what is known of a file before it was among the documents: by the line of how it came in.

    >>> page = Event(Kind.CAPTURED, "a", address="https://courier.example/", captured="2031-05-04T10:15:00Z", by="Mo")
    >>> tell_custody(Line(1, 1, "2031-05-04T10:15:09Z", "onrecord 0.1.0", page, "0"))
    'captured from https://courier.example/ at 2031-05-04T10:15:00Z by onrecord 0.1.0 for Mo'
    """
    event = line.event
    if event.kind is not Kind.CAPTURED:
        return event.custody or UNKNOWN_BEFORE
    whom = event.by or "a person not named"
    return f"captured from {event.address} at {event.captured} by {line.program} for {whom}"


def tell_time(moment: datetime) -> str:
    """Return a moment in ISO 8601, to the second and in UTC.

    >>> tell_time(datetime(2031, 5, 4, 10, 15, tzinfo=UTC))
    '2031-05-04T10:15:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _hash(line: Line) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(line, hash=""))).hexdigest()
