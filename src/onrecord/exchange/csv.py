"""Record -> a folder of CSV files, one a table: RFC 4180, UTF-8 with the mark by which spreadsheets know it."""

import csv
import io
import re
from collections.abc import Iterator

from onrecord.exchange.tables import Cell, list_tables
from onrecord.model import Record

# What a spreadsheet would run: OWASP's list, the wide forms of the same signs, behind blanks too. A cell that looks
# as if it had been made safe already is made safe once more, so that the way back is one rule.
_FORMULA = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


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


def make_safe(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs: what would begin a formula has an apostrophe before it.

    >>> make_safe("=HYPERLINK(1)"), make_safe("-5"), make_safe("May")
    ("'=HYPERLINK(1)", '-5', 'May')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restore(cell: str) -> str:
    """Return the text of which `make_safe` made a cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
