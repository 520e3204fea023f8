"""Record -> a folder of CSV files, one a table: RFC 4180, UTF-8 with the mark by which spreadsheets know it."""

import csv
import io
from collections.abc import Iterator

from onrecord.exchange.tables import Cell, list_tables
from onrecord.model import Record
from onrecord.publish.cells import make_safe


def make(record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file."""
    for table in list_tables(record).values():
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(column.name for column in table.columns)
        writer.writerows([_write(cell) for cell in row] for row in table.rows)
        yield f"{table.name}.csv", text.getvalue().encode("utf-8-sig")


def _write(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return make_safe(cell) if isinstance(cell, str) else str(cell)
