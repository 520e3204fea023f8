"""What is given to an archive: files, folders and addresses -> sources, each open at any place of it."""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from onrecord.archive.engine import load_daft, tell_error
from onrecord.collect.walk import find_files, name_file
from onrecord.errors import ArchiveError
from onrecord.model import Unread

_BUFFER = 1 << 20  # bytes that are fetched at a time
# how addresses begin that Daft opens without being told more than it finds in the environment
_SCHEMES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "hf", "http", "https", "file")


class Place(Struct, frozen=True):
    """A source before it is opened: where it is, and the name that it has in the archive."""

    address: str  # a path from the root, or an address with a scheme
    name: str  # as it was given, with '/'
    size: int  # bytes


def is_address(given: str) -> bool:
    """Tell whether a source lies elsewhere: it is given with a scheme, as 's3://bucket/crawl.warc.gz'."""
    return "://" in given


def list_places(given: Sequence[str]) -> tuple[list[Place], list[Unread]]:
    """Return the sources that were given, folders in the order of their files' names, and what can't be taken.

    An address may hold '*' for any part of a name. A source given twice is taken once.

    Raises:
        ArchiveError: there is nothing at a path or address.
    """
    places: dict[str, Place] = {}
    refused: list[Unread] = []
    for one in given:
        for item in _list_elsewhere(one) if is_address(one) else _list_here(one):
            if isinstance(item, Unread):
                refused.append(item)
            else:
                places.setdefault(item.address, item)
    return list(places.values()), refused


def _list_here(given: str) -> Iterator[Place | Unread]:
    if not given:
        raise ArchiveError("a source has no name: name a file, a folder or an address")
    path = Path(given)
    if path.is_dir():
        for item in find_files(path):
            if isinstance(item, Unread):
                yield Unread(f"{name_file(given)}/{item.file}", item.reason)
            else:
                yield _place(item.path)
    elif path.is_file():
        yield _place(path)
    else:
        raise ArchiveError(f"{given}: there is no such file or folder: check the path")


def _place(path: Path) -> Place | Unread:
    address, name = os.path.realpath(path), name_file(os.fspath(path))
    if not is_text(address):
        return Unread(name, "its name, or that of a folder around it, is not valid text: rename it")
    return Place(address, name, path.stat().st_size)


def is_text(path: str) -> bool:
    """Tell whether a path is text that can be written down: a name of bytes that are none is no place of an archive."""
    return path == os.fsencode(path).decode("utf-8", "replace")


def _list_elsewhere(given: str) -> Iterator[Place | Unread]:
    if given.partition("://")[0] not in _SCHEMES:
        known = ", ".join(f"{scheme}://" for scheme in _SCHEMES)
        raise ArchiveError(
            f"{given}: no such address can be opened: give one that begins with any of {known}"
        )
    try:
        found = load_daft().daft.io_glob(given)
    except FileNotFoundError:
        found = []
    except Exception as error:  # noqa: BLE001 - of many kinds, by the store
        raise ArchiveError(
            f"{given}: it can't be looked at ({tell_error(error)}): check the address and what opens it"
        ) from None
    files = sorted((item["path"], item["size"]) for item in found if item["type"] == "File")
    if not files:
        raise ArchiveError(f"{given}: there is nothing at this address: check it")
    for path, size in files:
        if size is None:
            yield Unread(path, "its store does not say how large it is: give a copy of it")
        else:
            yield Place(path, path, size)


@contextmanager
def open_place(place: Place) -> Iterator[BinaryIO]:
    """Yield the bytes of a source, which can be read from any place.

    Raises:
        ArchiveError: it is not there any more, may not be read, or is not of the size that it had.
    """
    if not is_address(place.address):
        try:
            stream = Path(place.address).open("rb")  # noqa: SIM115 - it is closed below
        except OSError as error:
            raise ArchiveError(f"{place.name}: it can't be opened: {error.strerror}") from None
        with stream:
            _check_size(place, os.fstat(stream.fileno()).st_size)
            yield stream
        return
    file = load_daft().File(place.address)
    try:
        opened = file.open()
        size = file.size()
    except Exception as error:  # noqa: BLE001 - of many kinds, by the store
        raise ArchiveError(f"{place.name}: it can't be opened: {tell_error(error)}") from None
    _check_size(place, size)
    with opened:
        yield cast("BinaryIO", io.BufferedReader(_Elsewhere(opened, size), _BUFFER))


def _check_size(place: Place, size: int) -> None:
    if size != place.size:
        raise ArchiveError(
            f"{place.name}: it has changed since it was first looked at: give it another name, or put the old one back"
        )


class _Elsewhere(io.RawIOBase):
    """A file that Daft opens, as a stream of Python's."""

    def __init__(self, file: io.RawIOBase, size: int) -> None:
        self._file = file
        self._size = size

    def readable(self) -> bool:
        """Tell that it is read from."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into the buffer as much as there is."""
        view = memoryview(cast("bytearray", buffer))
        data = self._file.read(len(view)) or b""
        view[: len(data)] = data
        return len(data)

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        if whence == io.SEEK_END:
            place, whence = self._size + place, io.SEEK_SET
        return self._file.seek(place, whence)

    def tell(self) -> int:
        """Return the place at hand."""
        return self._file.tell()
