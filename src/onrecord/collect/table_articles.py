"""A table (CSV) of articles -> each row's article."""

import csv
import io
from collections.abc import Iterator

from onrecord.collect.articles import holds_text, make_article, names_text
from onrecord.collect.encoding import tell_older
from onrecord.collect.kinds import PLAIN
from onrecord.collect.parcels import Parcel, name_inner
from onrecord.collect.said import find_said_columns
from onrecord.collect.source import Source, make_source
from onrecord.collect.walk import TABLE
from onrecord.errors import CannotRead
from onrecord.limits import LONGEST_LINE
from onrecord.model import Unread

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def unpack_table(parcel: Parcel) -> Iterator[Source | Unread]:
    """Yield the article of each row, under the row's number as a spreadsheet counts it, and the rows that hold none.

    Raises:
        CannotRead: no column holds texts of articles.
        csv.Error: the table breaks off in the middle of a cell, or holds what no table does.
    """
    if parcel.name.lower() == TABLE:
        raise CannotRead(
            parcel.file,
            "it is believed only in the folder that is given: write its rows there, with the folders' names",
        )
    content = _decode(parcel.read_whole())
    header, _, _ = content.partition("\n")
    limit = csv.field_size_limit(LONGEST_LINE)
    try:
        rows = csv.reader(
            io.StringIO(content, newline=""), delimiter=max(",;\t", key=header.count), strict=True
        )
        names = [name.strip() for name in next(rows, [])]
        if find_said_columns(names) is not None:
            yield _make_table(parcel.file, [names, *rows])
            return
        if not names_text(names):
            raise CannotRead(
                parcel.file, "no column of this table holds articles: name one 'text', or take the table out"
            )
        for number, cells in enumerate(rows, start=2):
            fields = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}
            file = name_inner(parcel.file, str(number))
            if holds_text(fields):
                yield make_article(file, fields)
            elif fields:
                yield Unread(file, "the row's article has no text: fill it in, or drop the row")
    finally:
        csv.field_size_limit(limit)


def _make_table(file: str, rows: list[list[str]]) -> Source:
    """Return a table of what people said as one text, a line a row with bars between its cells."""
    lines = [
        "| "
        + " | ".join(
            " ".join(cell.replace("|", "/").split()) for cell in (*row, *[""] * (len(rows[0]) - len(row)))
        )
        + " |"
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    return make_source(file, ("\n".join(lines) + "\n").encode("utf-8", "replace"), PLAIN)


def _decode(data: bytes) -> str:
    """Return a table as text: by its mark, as UTF-8, or in the encoding of older spreadsheets."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode(tell_older(data) or "cp1252", "replace")
