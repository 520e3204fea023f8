"""A unit of a source -> the pages in it, by the same steps as `onrecord build` takes, or why they can't be taken."""

import gzip
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from msgspec.structs import replace

from onrecord.archive.cutting import Cut, Form, Unit
from onrecord.archive.engine import tell_error
from onrecord.archive.sources import is_address, open_place
from onrecord.collect import kinds
from onrecord.collect.articles import holds_text, key_of, make_article, names_text
from onrecord.collect.files import believe
from onrecord.collect.json_articles import read_article
from onrecord.collect.lines import read_lines
from onrecord.collect.parcels import Inner, Parcel, name_inner
from onrecord.collect.source import Source, make_source
from onrecord.collect.warc import read_captured
from onrecord.documents.exports import part_exports
from onrecord.errors import CannotRead, OnrecordError
from onrecord.lexicon import load_lexicon
from onrecord.model import Unread
from onrecord.processes import Processes

_ROWS = 16  # of Parquet that are held at a time: each may have the text of a book


def list_pages(cut: Cut, unit: Unit, processes: Processes) -> Iterator[Source | Unread]:
    """Yield the pages of a unit in the order of their records, and what of it can't be taken.

    Whatever is wrong with the source's bytes is named, after the pages that came before it.

    Raises:
        ArchiveError: the source is not there any more, or has changed.
    """
    if cut.form is Form.FILE:
        found = _list_file(cut, processes)
    elif cut.form is Form.WARC:
        found = _list_warc(cut, unit, processes)
    else:
        found = (_list_lines if cut.form is Form.LINES else _list_rows)(cut, unit)
    try:
        for item in believe(found):
            yield from part_exports(item)
    except OnrecordError:
        raise
    except Exception as error:  # noqa: BLE001 - of any kind, by the libraries that open hostile bytes
        yield Unread(
            name_unit(cut, unit),
            f"it is damaged or breaks off ({tell_error(error)}); what came before is read: get the file again",
        )


def name_unit(cut: Cut, unit: Unit) -> str:
    """Return the name of the file that a unit is part of."""
    return name_inner(cut.place.name, unit.member)


def _list_warc(cut: Cut, unit: Unit, processes: Processes) -> Iterator[Source | Unread]:
    with open_place(cut.place) as stream, _open_member(stream, cut, unit) as (records, file):
        for item in islice(read_captured(Parcel(file, "", records), unit.first), unit.records):
            if isinstance(item, Unread):
                yield item
            elif item is not None:
                yield from _open_inner(item, file, processes)


@contextmanager
def _open_member(stream: BinaryIO, cut: Cut, unit: Unit) -> Iterator[tuple[BinaryIO, str]]:
    """Yield the stream of a web archive from the place of the unit on, and the archive's name."""
    if unit.member is None:
        stream.seek(unit.place)
        yield stream, name_unit(cut, unit)
        return
    with zipfile.ZipFile(stream) as archive, archive.open(unit.member) as member:
        member.seek(unit.place)
        yield cast("BinaryIO", member), name_unit(cut, unit)


def _open_inner(inner: Inner, file: str, processes: Processes) -> Iterator[Source | Unread]:
    """Yield the page in a record; what holds others is unpacked apart."""
    name = name_inner(file, inner.label)
    try:
        data = Parcel(name, inner.name, inner.stream).read_whole()
    except CannotRead as error:
        yield Unread(error.file, error.reason)
        return
    kind = kinds.tell_kind(inner.name, data[: kinds.HEAD])
    if kind.refusal:
        yield Unread(name, kind.refusal)
    elif kind.media_type in kinds.UNPACKED:
        yield from (
            _state(item, inner) for item in _unpack_apart(io.BytesIO(data), inner.name, name, processes)
        )
    else:
        yield _state(make_source(name, data, kind.media_type), inner)


def _state(item: Source | Unread, inner: Inner) -> Source | Unread:
    """Return a page with what the record that holds it states of it."""
    if isinstance(item, Unread):
        return item
    return replace(item, url=item.url or inner.url, captured=item.captured or inner.captured)


def _unpack_apart(stream: BinaryIO, name: str, file: str, processes: Processes) -> Iterator[Source | Unread]:
    """Yield what is in a file, unpacked within the limits of a process of its own, which takes a path."""
    with tempfile.TemporaryDirectory() as folder:
        # the kind is told by the ending; nothing else of the name is used
        path = Path(folder) / f"file{kinds.ending_of(name)}"
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        yield from processes.unpack(path, file)


def _list_lines(cut: Cut, unit: Unit) -> Iterator[Source | Unread]:
    file = cut.place.name
    with open_place(cut.place) as stream:
        if cut.packed:
            lines = read_lines(cast("BinaryIO", gzip.GzipFile(fileobj=stream)), file)
            skipped = unit.place
        else:
            stream.seek(unit.place)
            lines, skipped = read_lines(stream, file, unit.first), 0
        end = None if unit.records is None else skipped + unit.records
        for line in islice(lines, skipped, end):
            yield line if isinstance(line, Unread) else read_article(line, file)


def _list_rows(cut: Cut, unit: Unit) -> Iterator[Source | Unread]:
    import pyarrow.parquet  # noqa: PLC0415 - an extra

    file = cut.place.name
    with open_place(cut.place) as stream:
        table = pyarrow.parquet.ParquetFile(stream)
        columns = [name for name in table.schema_arrow.names if key_of(name) in _known_columns()]
        if names_text(columns):
            yield from _read_rows(table, columns, file, unit)
        elif unit.first == 1:
            yield Unread(file, "no column has an article's text: call it 'text', or a web page's 'html'")


def _read_rows(table: Any, columns: list[str], file: str, unit: Unit) -> Iterator[Source | Unread]:
    before = sum(table.metadata.row_group(number).num_rows for number in range(unit.place))
    batches = table.iter_batches(batch_size=_ROWS, row_groups=[unit.place], columns=columns)
    rows = (_Row(batch, place) for batch in map(_coarsen, batches) for place in range(batch.num_rows))
    begin = unit.first - 1 - before
    for number, row in enumerate(islice(rows, begin, begin + (unit.records or 0)), start=unit.first):
        yield from _read_row(row, name_inner(file, str(number)))


def _coarsen(batch: Any) -> Any:
    """Return rows with their nanoseconds, in which pandas writes every time, left out: Python has none."""
    import pyarrow  # noqa: PLC0415 - an extra

    schema = pyarrow.schema(
        field.with_type(pyarrow.timestamp("us", field.type.tz))
        if pyarrow.types.is_timestamp(field.type) and field.type.unit == "ns"
        else field
        for field in batch.schema
    )
    return batch.cast(schema, safe=False)


class _Row(NamedTuple):
    """A row of Parquet whose cells are not made values of Python yet: any of them may hold what can't be one."""

    batch: Any
    place: int


def _read_row(row: _Row, name: str) -> Iterator[Source | Unread]:
    """Yield the article of a row, read without the cells that hold no value, each of which is named."""
    fields: dict[str, object] = {}
    faults: list[str] = []
    for column, cells in zip(row.batch.schema.names, row.batch.columns, strict=True):
        try:
            cell = cells[row.place].as_py()
        except Exception as error:  # noqa: BLE001 - of many kinds, by the column's type
            faults.append(f"its '{column}' can't be read ({tell_error(error)})")
        else:
            if cell is not None:
                fields[column] = _read_cell(cell)
    if not holds_text(fields):
        reason = "; ".join(faults) or "the row has no text of an article"
        yield Unread(name, f"{reason}: fill in its column 'text'")
        return
    yield from (Unread(name, f"{fault}; it was read without it: correct the cell") for fault in faults)
    try:
        yield make_article(name, fields)
    except (TypeError, ValueError) as error:  # a value that JSON has none of
        yield Unread(
            name, f"the row is no article ({tell_error(error)}): keep the columns of docs/formats.md"
        )


@cache
def _known_columns() -> frozenset[str]:
    lists = dict(load_lexicon("onrecord.collect", "articles.toml").lists)
    return frozenset(
        name for part in ("text", "page", "title", "url", "outlet", "published") for name in lists[part]
    )


def _read_cell(cell: object) -> object:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return cell.isoformat() if isinstance(cell, date) else cell  # a datetime is a date


def _list_file(cut: Cut, processes: Processes) -> Iterator[Source | Unread]:
    place = cut.place
    with open_place(place) as stream:
        kind = kinds.tell_kind(place.name, stream.read(kinds.HEAD))
        stream.seek(0)
        if kind.refusal:
            yield Unread(place.name, kind.refusal)
        elif kind.media_type in kinds.UNPACKED:
            if is_address(place.address):
                yield from _unpack_apart(stream, place.name, place.name, processes)
            else:
                yield from processes.unpack(Path(place.address), place.name)
        else:
            try:
                yield make_source(place.name, Parcel(place.name, "", stream).read_whole(), kind.media_type)
            except CannotRead as error:
                yield Unread(error.file, error.reason)
