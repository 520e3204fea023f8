"""A file that holds files or articles -> each of them, unpacked in memory, in order, within bounds.

Nothing is written, and no name in an archive is ever used as a path. What can't be unpacked is named; what came
before a damage is kept. A file unpacks by the entry of its kind in `UNPACKERS`: a new kind is a module and a line.
"""

import csv
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, cast

import msgspec

from onrecord.collect import kinds
from onrecord.collect.feed import unpack_feed
from onrecord.collect.json_articles import unpack_json, unpack_lines
from onrecord.collect.mail import unpack_mail, unpack_mailbox
from onrecord.collect.outlook import unpack_outlook
from onrecord.collect.packed import unpack_bzip2, unpack_gzip, unpack_tar, unpack_xz, unpack_zip
from onrecord.collect.parcels import Inner, Parcel, Unpacker, name_inner
from onrecord.collect.source import Source, make_source
from onrecord.collect.table_articles import unpack_table
from onrecord.collect.warc import unpack_warc
from onrecord.errors import CannotRead
from onrecord.limits import DEEPEST_NESTING, LARGEST_UNPACKED, MOST_PIECES
from onrecord.model import Unread

UNPACKERS: Mapping[str, Unpacker] = MappingProxyType(
    {
        kinds.ZIP: unpack_zip,
        kinds.GZIP: unpack_gzip,
        kinds.BZIP2: unpack_bzip2,
        kinds.XZ: unpack_xz,
        kinds.TAR: unpack_tar,
        kinds.WARC: unpack_warc,
        kinds.MAILBOX: unpack_mailbox,
        kinds.MAIL: unpack_mail,
        kinds.OLE: unpack_outlook,
        kinds.FEED: unpack_feed,
        kinds.LINES: unpack_lines,
        kinds.JSON: unpack_json,
        kinds.TABLE: unpack_table,
    }
)
# What the libraries let through from damaged files; EOFError and zlib.error are gzip's, the next two zipfile's.
_DAMAGE = (
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    csv.Error,
    lzma.LZMAError,
    msgspec.MsgspecError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)


def unpack_file(path: Path, file: str) -> Iterator[Source | Unread]:
    """Yield every document in the file at `path`, which the record calls `file`, and what of it can't be read."""
    try:
        with path.open("rb") as stream:
            yield from _Unpacking().open(Parcel(file, path.name, stream, seekable=True), 0)
    except OSError as error:
        yield Unread(file, f"it can't be opened ({error.strerror}): check its rights")


class _Spent(Exception):
    """A file unpacks into more than is read; the message says of what."""


class _Unpacking:
    """The unpacking of one file that was handed in, with all that is in it at any depth."""

    def __init__(self) -> None:
        self._size = 0  # bytes read so far, at every depth
        self._pieces = 0

    def open(self, parcel: Parcel, depth: int) -> Iterator[Source | Unread]:
        """Yield the documents in a file, or the file itself where it is one."""
        try:
            head, stream = self._look(parcel)
            kind = kinds.tell_kind(parcel.name, head)
            if kind.refusal:
                yield Unread(parcel.file, kind.refusal)
            elif (unpacker := UNPACKERS.get(kind.media_type)) is None:
                data = parcel._replace(stream=stream).read_whole()
                yield make_source(parcel.file, data, kind.media_type)
            elif depth == DEEPEST_NESTING:
                yield Unread(parcel.file, f"it lies {depth} files deep in one another: unpack the outer ones")
            else:
                yield from self._unpack(parcel._replace(stream=stream), unpacker, depth)
        except CannotRead as error:
            yield Unread(error.file, error.reason)
        except RecursionError:
            yield Unread(parcel.file, "it is nested too deep: unpack the outer files")
        except _DAMAGE as error:
            yield _name_damage(parcel.file, error)
        except _Spent as error:
            if depth:  # nothing more is read of the file that holds this one either
                raise
            yield Unread(parcel.file, f"{error}; what came before is read: split it, or unpack it")

    def _unpack(self, parcel: Parcel, unpacker: Unpacker, depth: int) -> Iterator[Source | Unread]:
        labels: dict[str, int] = {}
        found = False
        for item in unpacker(parcel):
            found = True
            self._count()
            if not isinstance(item, Inner):
                yield item
                continue
            label = item.label
            if label is not None:
                labels[label] = again = labels.get(label, 0) + 1
                label = label if again == 1 else f"{label} ({again})"
            inner = Parcel(name_inner(parcel.file, label), item.name, item.stream)
            for piece in self.open(inner, depth + 1):
                yield _add(piece, item)
        if not found:
            yield Unread(parcel.file, "there is no document in it: take it out, or get the file again")

    def _look(self, parcel: Parcel) -> tuple[bytes, BinaryIO]:
        """Return the first bytes of a file, and its stream from the beginning, counted."""
        if parcel.seekable:
            head = parcel.stream.read(kinds.HEAD)
            parcel.stream.seek(0)
            return head, parcel.stream
        counted = io.BufferedReader(_Counted(parcel.stream, self), kinds.HEAD)
        return counted.peek(kinds.HEAD)[: kinds.HEAD], cast("BinaryIO", counted)

    def _count(self) -> None:
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            raise _Spent(f"it holds more than {MOST_PIECES:,} files or articles")

    def count_bytes(self, size: int) -> None:
        """Count what was unpacked.

        Raises:
            _Spent: it is more than is read of one file that was handed in.
        """
        self._size += size
        if self._size > LARGEST_UNPACKED:
            raise _Spent(f"it unpacks into more than {LARGEST_UNPACKED // 1024**2:,} MiB")


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted as they are read."""

    def __init__(self, stream: BinaryIO, unpacking: _Unpacking) -> None:
        self._stream = stream
        self._unpacking = unpacking
        self._position = 0

    def readable(self) -> bool:
        """Tell that it is read from."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into the buffer as much as there is."""
        view = memoryview(cast("bytearray", buffer))
        size = 0
        while size < len(view) and (data := self._stream.read(len(view) - size)):
            view[size : size + len(data)] = data
            size += len(data)
        self._position += size
        self._unpacking.count_bytes(size)
        return size

    def tell(self) -> int:
        """Return how much was read, which fastwarc asks for."""
        return self._position


def _add(piece: Source | Unread, item: Inner) -> Source | Unread:
    """Return a piece with what the file that holds it states of it."""
    if isinstance(piece, Unread) or not (item.url or item.captured):
        return piece
    return msgspec.structs.replace(piece, url=piece.url or item.url, captured=piece.captured or item.captured)


def _name_damage(file: str, error: Exception) -> Unread:
    what = " ".join(str(error).split())[:100] or type(error).__name__
    return Unread(file, f"it is damaged or breaks off ({what}); what came before is read: get the file again")
