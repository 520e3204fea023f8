"""A source -> the units in which it is read: so many records each, with the place where each begins.

The whole source is passed over once, nothing in it is read. Units of one source are the same in every run: what they
are named by is the hash of its bytes and their number.
"""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator
from msgspec import Struct

from onrecord.archive.sources import Place, open_place
from onrecord.collect import kinds
from onrecord.collect.lines import Line, read_lines
from onrecord.collect.warc import iterate_captured

# Pages of one unit: what a kill loses. Some 40 at 200 ms each are read twice then, by each process.
UNIT_RECORDS = 100
UNIT_BYTES = (
    64 * 1024 * 1024
)  # of a unit's records, as they lie in the source; bounds the memory that a unit takes
_PARQUET = b"PAR1"  # apache/parquet-format, 'File Format'
_BLOCK = 1 << 20
_NO_ZIP = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)


class Form(StrEnum):
    """How the records of a source are told apart."""

    WARC = "warc"
    LINES = "lines"  # of JSON
    PARQUET = "parquet"
    FILE = "file"  # any other file: what is in it is unpacked as `onrecord build` unpacks it


class Unit(Struct, frozen=True):
    """Some records of a source that follow one another."""

    first: int  # number of the first record, from 1
    records: int | None  # None: all there are
    place: int = (
        0  # a byte; of Parquet the row group; of what is packed as a whole, how many records are passed over
    )
    member: str | None = None  # of a WACZ file: the archive in it


class Cut(Struct, frozen=True):
    """A source, and the units of it."""

    place: Place
    sha256: str
    form: Form
    packed: bool  # with gzip as a whole, so that it can only be read from its beginning
    units: tuple[Unit, ...]


class _Hashed(io.RawIOBase):
    """A stream that is read from its beginning to its end and hashed on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        """Tell that it is read from."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into the buffer as much as there is."""
        view = memoryview(cast("bytearray", buffer))
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.digest.update(data)
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        """Return how much was read, which fastwarc asks for."""
        return self._position

    def finish(self) -> str:
        """Read what is left, and return the hash of all."""
        while self.read(_BLOCK):
            pass
        return self.digest.hexdigest()


def cut_source(place: Place, records: int = UNIT_RECORDS) -> Cut:
    """Return the units of a source, of at most so many records each.

    Raises:
        ArchiveError: it can't be opened.
    """
    with open_place(place) as stream:
        form, packed, collection = tell_form(place, stream)
        stream.seek(0)
        hashed = _Hashed(stream)
        whole = cast("BinaryIO", io.BufferedReader(hashed, _BLOCK))
        units: list[Unit] = []
        if form is Form.WARC and not collection:
            units += _cut_warc(cast("BinaryIO", hashed), records)
        elif form is Form.LINES:
            units += _cut_lines(whole, place, records, packed=packed)
        digest = hashed.finish()
        if collection:
            units += _cut_collection(stream, records)
        elif form is Form.PARQUET:
            units += _cut_parquet(stream, records)
    if form is Form.FILE or not units:  # of what can't be cut, its reader says why
        form, units = (Form.FILE if form is Form.WARC and collection else form), [Unit(1, None)]
    return Cut(place, digest, form, packed, tuple(units))


def tell_form(place: Place, stream: BinaryIO) -> tuple[Form, bool, bool]:
    """Return the form of a source, whether it is packed as a whole, and whether it is a collection of web archives."""
    name = place.address.rpartition("/")[2]
    head = stream.read(kinds.HEAD)
    if head.startswith(_PARQUET):
        return Form.PARQUET, False, False
    kind = kinds.tell_kind(name, head).media_type
    if kind == kinds.GZIP:
        inner = name.removesuffix(".gz").removesuffix(".GZ")
        kind = kinds.tell_kind(inner, _unpack_head(head)).media_type
        if kind == kinds.WARC:  # each record is packed by itself
            return Form.WARC, False, False
        return (Form.LINES, True, False) if kind == kinds.LINES else (Form.FILE, False, False)
    if kind == kinds.ZIP and list_archives(stream):
        return Form.WARC, False, True
    forms = {kinds.WARC: Form.WARC, kinds.LINES: Form.LINES}
    return forms.get(kind, Form.FILE), False, False


def _unpack_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, kinds.HEAD)
    except zlib.error:
        return b""


def list_archives(stream: BinaryIO) -> list[str]:
    """Return the web archives in a WACZ file (webrecorder's Web Archive Collection Zipped); none where it is none."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = [item.filename for item in archive.infolist() if not item.is_dir()]
    except _NO_ZIP:
        return []
    return [name for name in names if name.startswith("archive/")] if "datapackage.json" in names else []


def _cut_warc(stream: BinaryIO, most: int, member: str | None = None) -> Iterator[Unit]:
    """Yield the units of a WARC file as far as it can be read; the last one meets the damage, and names it."""
    records, size, number = 0, 0, 0
    first, place = 1, 0
    try:
        found: ArchiveIterator = iterate_captured(stream)
        for record in found:
            number += 1
            if records and (records == most or size + record.content_length > UNIT_BYTES):
                yield Unit(first, records, place, member)
                records, size, first = 0, 0, number
            if not records:
                place = record.stream_pos
            records += 1
            size += record.content_length
    except (OSError, EOFError, ValueError, zlib.error):
        pass
    if number:
        yield Unit(first, None, place, member)


def _cut_collection(stream: BinaryIO, most: int) -> Iterator[Unit]:
    for name in list_archives(stream):
        try:
            with zipfile.ZipFile(stream) as archive, archive.open(name) as member:
                units = list(_cut_warc(cast("BinaryIO", _Hashed(cast("BinaryIO", member))), most, name))
        except _NO_ZIP:
            units = []
        yield from units or [Unit(1, None, 0, name)]


def _cut_lines(stream: BinaryIO, place: Place, most: int, *, packed: bool) -> Iterator[Unit]:
    lines = cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if packed else stream
    first, begin, records, passed = 1, 0, 0, 0
    for item in read_lines(lines, place.name):
        records += 1
        end = lines.tell()
        if isinstance(item, Line) and (records >= most or end - begin > UNIT_BYTES):
            yield Unit(first, records, passed if packed else begin)
            first, begin, passed, records = item.number + 1, end, passed + records, 0
    # blank lines, or a damage that is to be named, may follow the last line that was counted
    if packed or begin < place.size:
        yield Unit(first, None, passed if packed else begin)


def _cut_parquet(stream: BinaryIO, most: int) -> Iterator[Unit]:
    import pyarrow.parquet  # noqa: PLC0415 - an extra

    try:
        groups = pyarrow.parquet.ParquetFile(stream).metadata
        sizes = [groups.row_group(number).num_rows for number in range(groups.num_row_groups)]
    except (OSError, ValueError):
        return
    before = 0
    for number, size in enumerate(sizes):
        for first in range(0, size, most):
            yield Unit(before + first + 1, min(most, size - first), number)
        before += size
