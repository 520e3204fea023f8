"""Tables of a text -> whether one goes on with the one before: a page ended between them, and its heads stand once."""

from collections.abc import Sequence

from onrecord.documents.content import Line
from onrecord.documents.shapes import match_form

_MOST_BETWEEN = 4  # lines: the foot of a page and the head of the next
_LONGEST_BETWEEN = 100  # characters
_FEWEST_CELLS = 2


def goes_on(heads: Sequence[Line], between: Sequence[Line], rows: Sequence[Line]) -> bool:
    """Tell whether rows may stand under heads that stand before them: as many cells, and a page's end between.

    What stands between tables says otherwise of what the next one is; so only what is printed at the end and the head
    of a page may, or that the table is continued.
    """
    if not heads or not rows or len(between) > _MOST_BETWEEN:
        return False
    widths = {_count_cells(line.text) for line in (heads[-1], *rows)}
    # two columns right below others are often of names and values
    fewest = _FEWEST_CELLS if between else _FEWEST_CELLS + 1
    return len(widths) == 1 and min(widths) >= fewest and all(map(_is_of_page, between))


def _count_cells(row: str) -> int:
    return row.count("|") - 1 if row.startswith("|") else row.count("\t") + 1


def _is_of_page(line: Line) -> bool:
    return len(line.text) <= _LONGEST_BETWEEN and match_form("page_end", line) is not None
