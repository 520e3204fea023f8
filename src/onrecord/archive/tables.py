"""The tables of an archive as Parquet: readings, and what could not be read. The same rows give the same bytes."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.archive.features import find_features
from onrecord.archive.layout import NO_DAY
from onrecord.model import Unread

# ruff: noqa: PLC0415 - pyarrow is an extra
_PACKING = {"compression": "zstd", "compression_level": 3, "use_dictionary": False, "write_statistics": True}


class Row(Struct, frozen=True):
    """A page of a source: its reading, or why there is none."""

    number: int  # place among the pages of its unit
    file: str
    reason: str | None = None
    day: str = NO_DAY  # on which it was published, where that is known to the day
    sha256: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    earliest: date | None = None  # bounds of the day on which it was published
    latest: date | None = None
    names: tuple[str, ...] = ()  # `Features`, each
    words: tuple[str, ...] = ()
    runs: tuple[int, ...] = ()
    announcements: int = 0
    terms: int = 0
    denials: int = 0
    reading: bytes = b""  # MessagePack of `annotations.Reading`, its text included


@cache
def schema_of(part: str) -> Any:
    """Return the columns of `staged`, `readings` or `unread`."""
    import pyarrow

    strings = pyarrow.list_(pyarrow.field("element", pyarrow.string()))
    numbers = pyarrow.list_(pyarrow.field("element", pyarrow.int64()))
    columns = [
        ("number", pyarrow.int32()),
        ("file", pyarrow.string()),
        ("reason", pyarrow.string()),
        ("day", pyarrow.string()),
        ("sha256", pyarrow.string()),
        ("url", pyarrow.string()),
        ("outlet", pyarrow.string()),
        ("title", pyarrow.string()),
        ("earliest", pyarrow.date32()),
        ("latest", pyarrow.date32()),
        ("names", strings),
        ("words", strings),
        ("runs", numbers),
        ("announcements", pyarrow.int32()),
        ("terms", pyarrow.int32()),
        ("denials", pyarrow.int32()),
        ("reading", pyarrow.binary()),
    ]
    left_out = {
        "staged": set[str](),
        "readings": {"number", "reason"},
        "unread": {name for name, _ in columns} - {"file", "reason"},
    }[part]
    return pyarrow.schema([column for column in columns if column[0] not in left_out])


def make_row(number: int, item: Reading | Unread) -> Row:
    """Return the row of a page."""
    if isinstance(item, Unread):
        return Row(number, item.file, item.reason)
    document, features = item.document, find_features(item)
    published = document.published
    known = published.earliest is not None and published.earliest == published.latest
    return Row(
        number,
        document.file,
        day=str(published.latest) if known else NO_DAY,
        sha256=document.sha256,
        url=document.url,
        outlet=document.outlet,
        title=document.title,
        earliest=published.earliest,
        latest=published.latest,
        names=features.names,
        words=features.words,
        runs=features.runs,
        announcements=features.announcements,
        terms=features.terms,
        denials=features.denials,
        reading=msgspec.msgpack.encode(item),
    )


def write_staged(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows of a unit, those of each day in a group of their own, the days in order."""
    import pyarrow

    days: dict[str, list[Row]] = {}
    for row in rows:
        days.setdefault("" if row.reason is not None else row.day, []).append(row)
    schema = schema_of("staged")
    with open_writer(path, schema) as writer:
        for _, found in sorted(days.items()):
            columns = {name: [getattr(row, name) for row in found] for name in schema.names}
            writer.write_table(pyarrow.table(columns, schema=schema), row_group_size=len(found))


def open_writer(path: Path, schema: Any) -> Any:
    """Return what writes a file of Parquet."""
    import pyarrow.parquet

    return pyarrow.parquet.ParquetWriter(path, schema, **_PACKING)
