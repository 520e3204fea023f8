"""Pieces of the lines of a PDF page -> the same, those of a table as its rows.

A table is told by its numbers: below heads, they stand under each other in columns that no other words reach into.
Lines of a cell are one where level lines are drawn between the rows, or where rows stand further apart than lines. What
can't be told so stays as it is drawn.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from onrecord.documents.drawn import Piece, Rule
from onrecord.documents.lines import is_wrapped
from onrecord.documents.markup import ANY_SIGN
from onrecord.documents.table_rows import LONGEST_CELL, TableCell, lay_out_rows
from onrecord.documents.tables import is_number, is_number_or_blank

_SAME_BEGINNING = 3.0  # points within which the lines of a column of prose begin
_NEXT = 4.0  # times the size of the letters, from a line of a table to the next at most
_LAP = 0.8  # times the size, between lines that would lap: their cells are set in the middle of a row
_TIGHT, _LOOSE = 1.15, 1.4  # times the least distance of lines: within a row at most, between two at least
_LEVEL = 1.5  # points within which lines are drawn at one height
_ACROSS = 0.6  # share of the width of a table that is ruled between two rows
_LEAST_LAP = 0.5  # share of a column's width, or of a head's, that a head covers which is over it
_OFF_CENTRE, _OFF_LEFT = (
    0.15,
    4.0,
)  # share of the columns' width, and points, that a head over several may be off
_MOST_COLUMNS, _MOST_LINES, _MOST_HEADS, _MOST_REACHED = 40, 1_000, 6, 16
_FEWEST_NUMBERS = 2  # below each other
_FEWEST_NAMED = 3  # rows of a table without heads above
_INDENT = 3.0  # points by which rows are set in below what they belong to


class _Field(NamedTuple):
    """Words in the columns of a table, from one to another."""

    piece: Piece
    first: int
    last: int


class _Row(NamedTuple):
    fields: tuple[_Field, ...]
    y: float


def lay_out_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Piece]:
    """Return the pieces of a page with those of each table as its rows, in the place of the first of them."""
    places = {id(piece): place for place, piece in enumerate(pieces)}
    rules = sorted(rules, key=lambda rule: rule.y)
    laid: list[list[Piece]] = [[piece] for piece in pieces]
    for number, lines in enumerate(_group(_cut_lines(_drop_prose(pieces))), 1):
        if rows := _make_table(lines, rules, number):
            inside = [places[id(piece)] for line in lines for piece in line]
            for place in inside:
                laid[place] = []
            laid[min(inside)] = rows
    return [piece for rows in laid for piece in rows]


def _drop_prose(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that are no lines of a column of prose."""
    columns: dict[int, list[Piece]] = {}
    for piece in pieces:
        columns.setdefault(round(piece.x / _SAME_BEGINNING), []).append(piece)
    prose: set[int] = set()
    for column in columns.values():
        run: list[Piece] = []
        for piece in sorted(column, key=lambda one: -one.y):
            if run and run[-1].y - piece.y > 2 * piece.size:
                prose |= _list_wrapped(run)
                run = []
            run.append(piece)
        prose |= _list_wrapped(run)
    return [piece for piece in pieces if id(piece) not in prose]


def _list_wrapped(run: Sequence[Piece]) -> set[int]:
    return {id(one) for one in run} if is_wrapped([one.text for one in run]) else set()


def _cut_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces line by line from the top, those of each from the left; lines that would lap are one."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.y, one.x)):
        if lines and lines[-1][-1].y - piece.y < _LAP * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda one: (one.x, -one.y)) for line in lines]


def _group(lines: Sequence[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Yield lines close below each other, of which the first and the last have several pieces."""
    group: list[list[Piece]] = []
    for line in (*lines, None):
        if line is None or (group and group[-1][0].y - line[0].y > _NEXT * line[0].size):
            several = [number for number, one in enumerate(group) if len(one) > 1]
            if len(several) > 1:
                yield group[several[0] : several[-1] + 1]
            group = []
        if line is not None:
            group.append(line)


def _make_table(lines: list[list[Piece]], rules: Sequence[Rule], number: int) -> list[Piece]:
    """Return the rows of a table; none where lines are none, or where its columns or rows can't be told."""
    texts = [piece.text for line in lines for piece in line]
    if len(lines) > _MOST_LINES or any(len(text) > LONGEST_CELL or ". " in text for text in texts):
        return []
    counted = [line for line in lines if len(line) > 1 and any(is_number(piece.text) for piece in line)]
    columns = _find_columns(counted)
    if len(counted) < _FEWEST_NUMBERS or not 1 < len(columns) <= _MOST_COLUMNS:
        return []
    first = next(n for n, line in enumerate(lines) if line is counted[0])
    heads = _read_heads(lines[:first], columns)
    body = [_place_line(line, columns) for line in lines[first:]]
    rows = _join_rows([row for row in body if row is not None], columns, rules)
    if (
        heads is None
        or len(body) > sum(row is not None for row in body)
        or not _is_table(heads, rows, columns)
    ):
        return []
    signed = not any(ANY_SIGN.search(text) for text in texts)
    laid = lay_out_rows([_list_cells(row, len(columns)) for row in (*heads, *rows)], signed=signed)
    left, right = columns[0][0], columns[-1][1]
    size = lines[0][0].size
    return [
        Piece(text, left, row.y, size, right, table=number)
        for text, row in zip(laid, (*heads, *rows), strict=False)
    ]


def _find_columns(lines: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """Return from where to where the columns go in which the words of some lines stand."""
    columns: list[tuple[float, float]] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda one: one.x):
        if columns and piece.x < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.end))
        else:
            columns.append((piece.x, piece.end))
    return columns


def _list_over(piece: Piece, columns: Sequence[tuple[float, float]]) -> list[int]:
    """Return which columns a piece stands over."""
    laps = [min(piece.end, end) - max(piece.x, start) for start, end in columns]
    return [
        number
        for number, (lap, (start, end)) in enumerate(zip(laps, columns, strict=True))
        if lap > 0 and lap >= _LEAST_LAP * min(end - start, piece.end - piece.x)
    ]


def _place_line(line: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> _Row | None:
    """Return a line with each of its pieces in one column; `None` where one is in none or in several."""
    places = [_list_over(piece, columns) for piece in line]
    if not all(places) or (len(line) > 1 and any(len(over) > 1 for over in places)):
        return None
    fields = [_Field(piece, over[0], over[0]) for piece, over in zip(line, places, strict=True)]
    if any(
        one.first == other.first and one.piece.y - other.piece.y < _LAP * one.piece.size / 2
        for one, other in pairwise(fields)
    ):
        return None
    return _merge([_Row((field,), max(piece.y for piece in line)) for field in fields])


def _read_heads(lines: Sequence[list[Piece]], columns: Sequence[tuple[float, float]]) -> list[_Row] | None:
    """Return the rows of heads: one, or one of heads over several columns and one below; `None` where not sure."""
    placed = [(line, _place_line(line, columns)) for line in lines]
    reaching = [number for number, (_, row) in enumerate(placed) if row is None]
    if not reaching:
        return [_merge([row for _, row in placed if row is not None])] if placed else []
    over = _reach(placed[0][0], columns) if reaching == [0] else None
    if over is None:
        return None
    below = [row for _, row in placed[1:] if row is not None]
    return [over, _merge(below)] if below else None


def _reach(line: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> _Row | None:
    """Return heads over several columns each, set over their middle or their left; `None` where that is not sure."""
    beside = [piece for piece in line if _list_over(piece, columns) == [0]]
    heads = [piece for piece in line if piece not in beside]
    count = len(columns) - 1
    if len(beside) > 1 or not heads or len(heads) > min(_MOST_HEADS, count) or count > _MOST_REACHED:
        return None
    fits = []
    for cuts in combinations(range(2, count + 1), len(heads) - 1):
        spans = list(pairwise((1, *cuts, count + 1)))
        extents = [(columns[first][0], columns[last - 1][1]) for first, last in spans]
        if all(_is_over(head, *extent) for head, extent in zip(heads, extents, strict=True)):
            fits.append(spans)
    if len(fits) != 1:
        return None
    fields = [_Field(head, first, last - 1) for head, (first, last) in zip(heads, fits[0], strict=True)]
    return _Row((*(_Field(piece, 0, 0) for piece in beside), *fields), line[0].y)


def _is_over(head: Piece, start: float, end: float) -> bool:
    off = abs((head.x + head.end) / 2 - (start + end) / 2)
    return off <= max(_OFF_LEFT, _OFF_CENTRE * (end - start)) or abs(head.x - start) <= _OFF_LEFT


def _merge(rows: Sequence[_Row]) -> _Row:
    """Return lines as one row, the words of each column below each other."""
    held: dict[int, Piece] = {}
    for row in rows:
        for piece, first, _ in row.fields:
            above = held.get(first)
            held[first] = piece if above is None else above._replace(text=f"{above.text} {piece.text}")
    return _Row(
        tuple(_Field(piece, first, first) for first, piece in sorted(held.items())),
        rows[0].y if rows else 0.0,
    )


def _join_rows(rows: list[_Row], columns: Sequence[tuple[float, float]], rules: Sequence[Rule]) -> list[_Row]:
    """Return lines as rows: those between which no line is drawn, or that stand closer than rows do, are one."""
    if len(rows) < 2:
        return rows
    gaps = [one.y - other.y for one, other in pairwise(rows)]
    first, last = bisect_left(rules, rows[-1].y, key=_level), bisect_left(rules, rows[0].y, key=_level)
    levels = _find_levels(rules[first:last], columns)
    ruled = [bisect_left(levels, other.y) < bisect_left(levels, one.y) for one, other in pairwise(rows)]
    least = min(gaps)
    loose = max(gaps) >= _LOOSE * least
    made = [[rows[0]]]
    for gap, apart, row in zip(gaps, ruled, rows[1:], strict=True):
        joins = not apart if sum(ruled) > 1 else loose and gap <= _TIGHT * least
        if joins and not _counts_twice((*made[-1], row)):
            made[-1].append(row)
        else:
            made.append([row])
    return [_merge(lines) for lines in made]


def _counts_twice(rows: Sequence[_Row]) -> bool:
    """Tell whether two numbers of one column would be in one row."""
    numbers = [field.first for row in rows for field in row.fields if is_number(field.piece.text)]
    return len(set(numbers)) < len(numbers)


def _level(rule: Rule) -> float:
    return rule.y


def _find_levels(rules: Sequence[Rule], columns: Sequence[tuple[float, float]]) -> list[float]:
    """Return at which heights lines are drawn across most of a table."""
    left, right = columns[0][0], columns[-1][1]
    levels: list[tuple[float, float]] = []  # how high, and how much of the width
    for rule in rules:
        width = min(rule.end, right) - max(rule.start, left)
        if width <= 0:
            continue
        if levels and rule.y - levels[-1][0] <= _LEVEL:
            levels[-1] = (levels[-1][0], levels[-1][1] + width)
        else:
            levels.append((rule.y, width))
    return [y for y, width in levels if width >= _ACROSS * (right - left)]


def _is_table(heads: Sequence[_Row], rows: Sequence[_Row], columns: Sequence[tuple[float, float]]) -> bool:
    """Tell whether rows are sure: numbers stand in a column of their own, and what stands alone is over others."""
    filled = [[f.piece.text for row in rows for f in row.fields if f.first == n] for n in range(len(columns))]
    if not any(
        len(column) >= _FEWEST_NUMBERS and all(map(is_number_or_blank, column)) for column in filled[1:]
    ):
        return False
    for before, row in pairwise(rows):
        alone = len(row.fields) == 1 and row.fields[0].first == 0
        if alone and not _is_section(before, row, rows):
            return False
    if any(field.first for row in heads for field in row.fields):
        return True
    named = sum(len(row.fields) > 1 and row.fields[0].first == 0 for row in rows)
    return len(columns) == 2 and named >= _FEWEST_NAMED and not _only_climb(filled[1])


def _is_section(before: _Row, row: _Row, rows: Sequence[_Row]) -> bool:
    """Tell whether words that stand alone are over the rows below, and not the rest of the row above."""
    below = next((other for other in rows if other.y < row.y), None)
    if below is None:
        return False
    piece = row.fields[0].piece
    others = [f.piece.x for one in rows for f in one.fields if f.first == 0 and len(one.fields) > 1]
    indented = bool(others) and piece.x < min(others) - _INDENT
    return indented or before.y - row.y > _TIGHT * (row.y - below.y)


def _only_climb(column: Sequence[str]) -> bool:
    """Tell whether numbers only grow, as those of pages in a list of contents do."""
    numbers = [int("".join(char for char in text if char.isdecimal()) or 0) for text in column]
    return all(one <= other for one, other in pairwise(numbers))


def _list_cells(row: _Row, columns: int) -> list[TableCell]:
    by_first = {field.first: field for field in row.fields}
    cells, column = [], 0
    while column < columns:
        field = by_first.get(column)
        reach = field.last - field.first + 1 if field else 1
        cells.append(TableCell(field.piece.text if field else "", columns=reach))
        column += reach
    return cells
