"""Rows -> the file of a record, whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import EvidenceDiffers, RecordError
from onrecord.model import Record
from onrecord.numbers.numbers import states
from onrecord.record.database import create_database
from onrecord.record.rows import StoredReading, make_rows
from onrecord.record.schema import tables


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Yield a new file beside `path` to write to; it takes the place of `path` when all of it is written.

    Whatever ends the writing, `path` holds the old content or the new, never a part. Where the content is the
    same, `path` is left as it is.

    Raises:
        RecordError: the folder can't be made or written to.
    """
    part = _begin(path)
    try:
        yield part
        _put_in_place(part, path)
    except OSError as error:
        raise RecordError(f"{path}: can't be written: {error.strerror}; choose another --out") from error
    finally:
        part.unlink(missing_ok=True)


def check_writable(directory: Path) -> None:
    """Make the folder of a record where there is none, so that a long run does not end with nowhere to write.

    Raises:
        RecordError: it can't be made or written to.
    """
    _begin(directory / "record").unlink()


def _begin(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
    except OSError as error:
        raise RecordError(f"{path}: can't be written: {error.strerror}; choose another --out") from error
    os.close(descriptor)
    return Path(name)


def _put_in_place(part: Path, path: Path) -> None:
    if path.is_file() and _same_bytes(part, path):
        return
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.chmod(0o666 & ~_umask())
    part.replace(path)


def _same_bytes(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    size = 1 << 20
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(size):
            if block != second.read(size):
                return False
    return True


def _umask() -> int:
    """Return the permissions that new files are to lack; the system tells only by setting them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


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
    for figure in record.figures:
        for value in figure.values:
            if not states(value.span.exact, value.low, value.high):
                given = f"{value.low or '…'} to {value.high or '…'}"
                raise EvidenceDiffers(
                    f"{path.parent}: the record can't be stored: “{value.span.exact}” states no {given}"
                )
    rows = make_rows(record, readings)
    with create_database(path) as connection:
        for table in tables.sorted_tables:
            if rows.get(table.name):
                connection.execute(table.insert(), rows[table.name])
