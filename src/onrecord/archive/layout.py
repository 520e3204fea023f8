"""How an archive lies in its folder, and how anything in it is put in place.

    onrecord-archive.json          what the archive is, and the program that reads it
    sources/KEY.json               a source: its address, its hash and its units
    staged/BATCH/00001.parquet     a unit that is read, until its batch is
    readings/day=2024-05-14/part-BATCH.parquet
    unread/part-BATCH.parquet      what could not be read, and why
    done/BATCH.json                a batch that is read, with the files that hold it
    stories/stories.json           the stories, as last found, with the documents of each

A file is written under a passing name and renamed when it is on the disk, so that it is whole or not there. What a
file of `done` names is the archive; whatever else is there a run that was ended left, and the next one does over.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from onrecord.errors import ArchiveError
from onrecord.model import Document
from onrecord.own import ARCHIVE_FILE
from onrecord.record.keys import reader_key

HEAD = ARCHIVE_FILE
SOURCES, STAGED, READINGS, UNREAD, DONE, STORIES = (
    "sources",
    "staged",
    "readings",
    "unread",
    "done",
    "stories",
)
LOCK = ".onrecord.lock"
FORMAT = 1
NO_DAY = "unknown"
_PASSING = ".part"  # how the names end of files that are being written

Kind = TypeVar("Kind")


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """What an archive is, and what reads it: readings of two programs are not kept in one."""

    archive: int  # its format
    pipeline: str
    reader: str  # hash of the program that reads, as far as a reading follows from it


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    """Units of one source that are read, and the files that hold them."""

    source: str
    files: tuple[str, ...]  # with readings, in the order of their days
    unread: str | None  # the file that names what could not be read
    readings: int
    pages_unread: int


def make_head(pipeline: str) -> Head:
    """Return the head of an archive that this program writes.

    Raises:
        MissingPipeline: the pipeline is not installed.
    """
    return Head(FORMAT, pipeline, reader_key(Document("", "", "", ""), pipeline))


def open_head(archive: Path) -> Head:
    """Return the head of an archive.

    Raises:
        ArchiveError: there is no archive, or one of another version.
    """
    path = archive / HEAD
    if not path.is_file():
        raise ArchiveError(
            f"{archive}: there is no archive here; make one with 'onrecord archive SOURCE --to DIR'"
        )
    return read_json(path, Head)


def read_json(path: Path, kind: type[Kind]) -> Kind:
    """Return what a file of an archive holds.

    Raises:
        ArchiveError: it is not as onrecord writes it.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise ArchiveError(
            f"{path}: it can't be read ({error}): it is damaged, or of another version"
        ) from None


def put_json(path: Path, value: Struct) -> None:
    """Put a value in its place as JSON."""
    content = msgspec.json.format(msgspec.json.encode(value)) + b"\n"
    put(path, lambda passing: passing.write_bytes(content))


def put(path: Path, write: Callable[[Path], object]) -> None:
    """Put a file in its place, whole, once `write` has written it to the path that it is handed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}-{secrets.token_hex(4)}{_PASSING}")
    try:
        write(passing)
        descriptor = os.open(passing, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)


def list_batches(archive: Path) -> dict[str, Batch]:
    """Return the batches that are read, by name, in the order of their names."""
    return {path.stem: read_json(path, Batch) for path in sorted((archive / DONE).glob("*.json"))}


def list_files(archive: Path) -> list[Path]:
    """Return the files with readings."""
    return [archive / name for batch in list_batches(archive).values() for name in batch.files]


def clear(archive: Path) -> None:
    """Remove what runs that were ended have left and no later one takes up."""
    done = {path.stem for path in (archive / DONE).glob("*.json")}
    for path in _list_passing(archive):
        path.unlink(missing_ok=True)
    staged = archive / STAGED
    if not staged.is_dir():
        return
    for folder in staged.iterdir():
        if folder.name in done:
            shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # it holds units that are read
        staged.rmdir()


def _list_passing(archive: Path) -> Iterator[Path]:
    for folder in (SOURCES, STAGED, READINGS, UNREAD, DONE, STORIES):
        yield from (archive / folder).rglob(f".*{_PASSING}")
