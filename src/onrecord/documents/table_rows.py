"""Cells of a table, as a file has them -> the lines that its rows make in a text, which `tables` reads again."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.collect.said import find_said_columns
from onrecord.documents.content import Markup
from onrecord.documents.markup import sign

LONGEST_CELL = 80  # characters; what is longer is prose that a table lays out
_FEWEST_ROWS = 2
_MOST_COLUMNS = _MOST_SPAN = 40


class TableCell(NamedTuple):
    """A cell as a file has it."""

    text: str
    head: bool = False
    columns: int = 1  # over how many it reaches
    rows: int = 1


def lay_out_rows(rows: Sequence[Sequence[TableCell]], *, signed: bool = True) -> list[str]:
    """Return a line for each row of a table; none where the table only places prose, or is one row or column.

    Where `signed`, signs say what is a head and what reaches over several cells, until `read_markup` takes them out.

    >>> lay_out_rows([[TableCell("Who"), TableCell("Count")], [TableCell("Office"), TableCell("12")]], signed=False)
    ['| Who | Count |', '| Office | 12 |']
    """
    full = [row for row in rows if sum(min(cell.columns, _MOST_SPAN) for cell in row) > 1]
    if len(full) < _FEWEST_ROWS:
        return []
    long = any(len(cell.text) > LONGEST_CELL for row in rows for cell in row)
    if long and not is_of_said(rows):
        return []
    held: dict[int, int] = {}  # of each column, how many rows a cell above still reaches down
    lines = []
    for row in rows:
        pieces: list[str] = []
        for cell in row:
            _pass_held(held, pieces)
            columns = max(1, min(cell.columns, _MOST_SPAN))
            if cell.rows > 1:
                held |= dict.fromkeys(range(len(pieces), len(pieces) + columns), cell.rows - 1)
            opening, closing = _sign(cell, signed=signed)
            text = f"{opening}{cell.text.replace('|', '/')}"
            pieces += [text, *[""] * (columns - 1)]
            pieces[-1] += closing
        _pass_held(held, pieces)
        if len(pieces) > _MOST_COLUMNS:
            return []
        lines.append("| " + " | ".join(pieces) + " |" if any(pieces) else "")
    return lines


def is_of_said(rows: Sequence[Sequence[TableCell]]) -> bool:
    """Tell whether each row of a table below its first is something that somebody said."""
    return bool(rows) and find_said_columns([cell.text for cell in rows[0]]) is not None


def _pass_held(held: dict[int, int], pieces: list[str]) -> None:
    """Leave the cells empty that one above reaches down to."""
    while held.get(len(pieces), 0) > 0:
        held[len(pieces)] -= 1
        pieces.append("")


def _sign(cell: TableCell, *, signed: bool) -> tuple[str, str]:
    kinds = [
        kind
        for kind, holds in ((Markup.HEAD, cell.head), (Markup.REACH, cell.columns > 1 or cell.rows > 1))
        if holds and signed and cell.text
    ]
    pairs = [sign(kind) for kind in kinds]
    return "".join(pair[0] for pair in pairs), "".join(pair[1] for pair in reversed(pairs))
