"""The seals in the folder of a record: each is held against the log, and against the authority where that can be done.

What reads time stamps is an extra. Without it the bytes of a seal are still held against the log.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

from msgspec import Struct

from onrecord.custody.log import Event, Kind, Log
from onrecord.errors import InvalidCustody, MissingExtra
from onrecord.own import SEALS_FOLDER
from onrecord.record.place import look_at

_LARGEST = 1 << 20  # bytes of a stamp; with a long chain of certificates, some 10 kB
_LISTED = re.compile(rf"{SEALS_FOLDER}/[0-9]+\.tsr")


class Seal(Struct, frozen=True):
    """A time stamp that was checked."""

    line: int  # of the log, which it and all before it are sealed by
    at: datetime  # by the authority's clock
    authority: str  # the name in its certificate
    trusted: bool  # whether its certificate leads to one that was given


class Unchecked(Struct, frozen=True):
    """A time stamp whose bytes are those that came, and which nothing here can read."""

    file: str


def load_stamps() -> ModuleType:
    """Return the module that asks for time stamps and checks them.

    Raises:
        MissingExtra: the packages for it are not installed.
    """
    try:
        return import_module("onrecord.custody.stamps")
    except ImportError as error:
        raise MissingExtra("Seals", "seal") from error


def check_seals(directory: Path, log: Log, authority: Path | None) -> Iterator[Seal | Unchecked | str]:
    """Yield every seal on a log, or what is wrong with it.

    Raises:
        InvalidCustody: there is no certificate in the file of the authority.
        MissingExtra: one is given, and the packages that read time stamps are not installed.
    """
    try:
        stamps = load_stamps()
    except MissingExtra:
        if authority is not None:
            raise
        stamps = None
    roots = stamps.read_certificates(authority) if stamps is not None and authority is not None else []
    listed = set()
    for line in log.lines:
        event = line.event
        if event.kind is Kind.SEALED:
            listed.add(event.file)
            try:
                content, sealed = _read_seal(directory, event, log)
                if stamps is None:
                    yield Unchecked(event.file)
                else:
                    yield stamps.check_stamp(content, log.lines[sealed - 1], roots)
            except InvalidCustody as error:
                yield f"{event.file}: {error}"
    folder = directory / SEALS_FOLDER
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    for name in (f"{SEALS_FOLDER}/{path.name}" for path in there):
        if name not in listed:
            yield f"{name}: the log does not have it"


def _read_seal(directory: Path, event: Event, log: Log) -> tuple[bytes, int]:
    """Return the bytes of a seal that are those in the log, and the line that it is said to be of."""
    if not _LISTED.fullmatch(event.file) or not event.line or event.line > len(log.lines):
        raise InvalidCustody("the log does not say of which line this is a seal")
    content = read_stamp(directory / event.file)
    if hashlib.sha256(content).hexdigest() != event.sha256:
        raise InvalidCustody("its bytes are not those that the authority gave")
    return content, event.line


def read_stamp(path: Path) -> bytes:
    """Return the bytes of a time stamp.

    Raises:
        InvalidCustody: it can't be read, or is too large to be one.
    """
    found = look_at(path)
    if found is None or not path.is_file() or path.is_symlink():
        raise InvalidCustody("it is not there")
    try:
        if found.st_size > _LARGEST:
            raise InvalidCustody("it is too large to be a time stamp")
        return path.read_bytes()
    except OSError as error:
        raise InvalidCustody(f"it can't be read: {error.strerror}") from error
