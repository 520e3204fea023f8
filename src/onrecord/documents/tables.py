"""Cells of a table -> the lines that its rows make in a text, in which `corrections.find_tables` knows them again."""

from collections.abc import Sequence

LONGEST_CELL = 80  # characters; what is longer is prose that a table lays out
_FEWEST_ROWS = 2


def lay_out_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line for each row of a table; none where the table only places prose, or is one row or column.

    >>> lay_out_rows([["Who", "Count"], ["Office", "12"]])
    ['| Who | Count |', '| Office | 12 |']
    """
    full = [row for row in rows if len(row) > 1]
    if len(full) < _FEWEST_ROWS or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return []
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" if row else "" for row in rows]
