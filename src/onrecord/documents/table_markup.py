"""Tables of a page's tree -> paragraphs of one line a row, in which `tables` knows rows, heads and cells again."""

from itertools import islice
from typing import Any

from onrecord.documents.markup import LINE_END, holds_signs, keep_lines, write_markup
from onrecord.documents.table_rows import LONGEST_CELL, TableCell, is_of_said, lay_out_rows

_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_FEWEST_ENDS, _LONGEST_WORDS = (
    3,
    240,
)  # ends of lines and characters of a cell, from which it holds paragraphs
_MOST_ROWS = 1_000  # a table with more is left as it is


def write_page(tree: Any, *, numbers_only: bool) -> None:
    """Write the markup of a page into its text, tables and what is preformatted as lines."""
    signed = not holds_signs(tree)
    write_markup(tree, signed=signed)
    keep_lines(tree)
    _lay_out_tables(tree, numbers_only=numbers_only, signed=signed)


def _lay_out_tables(tree: Any, *, numbers_only: bool, signed: bool) -> None:
    """Make each table a paragraph of one line a row; a table of long cells only places its text.

    `numbers_only` leaves those without a digit to what takes an article out of its page.
    """
    for table in list(tree.iter("table")):
        if table.getparent() is None:
            continue
        if _only_places(table):
            for part in list(table.iter(*_PARTS)):
                part.tag = "div"
            continue
        if any(True for _ in table.iterdescendants("table")):
            continue
        found = list(table.iter("tr"))
        rows = [_read_row(row) for row in found] if len(found) <= _MOST_ROWS else []
        numbered = any(char.isdigit() for row in rows for cell in row for char in cell.text)
        if numbers_only and not (numbered or is_of_said(rows)):
            continue
        if lines := [line for line in lay_out_rows(rows, signed=signed) if line]:
            _replace(table, lines)


def _only_places(table: Any) -> bool:
    """Tell whether a table only places what a page shows, as old pages do: a cell of it holds paragraphs."""
    for cell in table.xpath("./tr/td|./tbody/tr/td"):
        ends = sum(1 for _ in islice(cell.iterdescendants("p", "br", "div"), _FEWEST_ENDS))
        if ends == _FEWEST_ENDS and len(cell.text_content()) > _LONGEST_WORDS:
            return not any(True for _ in cell.iterdescendants("table"))
    return False


def _read_row(row: Any) -> list[TableCell]:
    inside = next(row.iterancestors("thead", "table", "tbody", "tfoot"), None)
    in_head = inside is not None and inside.tag == "thead"
    return [
        TableCell(
            " ".join(cell.text_content().replace(LINE_END, " ").split()),
            cell.tag == "th" or in_head,
            _read_span(cell, "colspan"),
            _read_span(cell, "rowspan"),
        )
        for cell in row.iterchildren("td", "th")
    ]


def _read_span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return int(value) if value.isdecimal() and len(value) < 4 else 1


def _replace(table: Any, lines: list[str]) -> None:
    """Put the lines in the place of a table, below its caption: a row over all columns where it is short."""
    caption = next(table.iter("caption"), None)
    words = " ".join(caption.text_content().split()) if caption is not None else ""
    for figure in list(table.iterancestors("figure")):
        figure.tag = "div"  # or it is taken for a picture
    for child in list(table):
        table.remove(child)
    if words and len(words) <= LONGEST_CELL:
        lines = [f"| {words.replace('|', '/')} |", *lines]
    elif words:
        above = table.makeelement("p")
        above.text = words
        table.addprevious(above)
    table.tag, table.text = "p", LINE_END.join(lines)
    table.attrib.clear()
