"""Drawn words of a PDF page -> its lines in the order in which they are read, with the gaps between paragraphs.

A file says where each run of words is drawn. Runs of a line are joined; a small one that is raised is the mark of a
footnote. Lines in columns are read column by column, however they were drawn; where the distance between two
lines is larger than usual, where a column ends, and where the letters change their size, a paragraph ends.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from onrecord.documents.drawn import Piece, Rule, Run
from onrecord.documents.drawn_tables import lay_out_tables
from onrecord.documents.lines import leaves_open

_RAISED = re.compile(r"\s*[\[(]?\d{1,3}(?:, ?\d{1,3})*[\])]?\s*")
_SMALL = 0.8  # share of the letters' size beside it that a raised mark has at most
_SAME_ROW = 2.0  # points that a line stands below the one before, at least
_SAME_BEGINNING = 3.0  # points within which the lines of a column begin
_BESIDE = 0.8  # of the letters' size, between two lines that stand beside each other
_FEWEST_ROWS = 3  # of a column, and of two that stand beside each other
_LEAST_PAIRED = 0.5  # share of the lines of the shorter column that stand beside one of the other
_COLUMN = 60.0  # points from the beginning of a column to that of the next, at least
_SHORTEST = 15  # characters of a line of prose in a column, as the half of them have
_SPACE = 1.0  # times the size of the letters, from which a space parts columns
_BLOCK_SPACE = (
    0.35  # and from which it does in words of several blocks of a file: no space between words is wider
)
_MOST_GUTTERS = 60  # places at which columns may begin that are looked at
_MOST_COLUMNS = 12  # of a page of prose
_WIDE_GAP = 1.35  # times the usual distance of two lines, and times the size of the letters
_ACROSS = 3.0  # times the size of the letters, from which what stands at the edge of a page is apart
_WIDE = "   "  # between what stands at either side of such a line
_EDGE_LINES = 2  # at the head and the foot of a page, where running titles stand
_OTHER_SIZE = 0.1  # by which the letters of a heading differ, as a share


def read_lines(runs: Sequence[Run], rules: Sequence[Rule] = ()) -> list[str]:
    """Return the lines of a page; an empty one stands between paragraphs that their places tell apart.

    The rows of a table are lines with a bar between their cells.
    """
    pieces = lay_out_tables(_make_pieces(runs), rules)
    pieces = _join_far(_order(pieces) or pieces)
    usual = _usual_gap(pieces)
    lines: list[str] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None and _parts(before, piece, usual):
            lines.append("")
        lines.append(piece.text)
    told = [n for n, line in enumerate(lines) if line]
    edge = {*told[:_EDGE_LINES], *told[-_EDGE_LINES:]}
    return [line if n in edge else line.replace(_WIDE, " ") for n, line in enumerate(lines)]


def _make_pieces(runs: Sequence[Run]) -> list[Piece]:
    """Return the lines as they are drawn, parted where a wide space is in one; raised marks are set in brackets."""
    made: list[Piece] = []
    held: list[Run] = []
    far = False
    for run in runs:
        parts = run.text.split("\n")
        for number, part in enumerate(parts):
            if (
                part.strip()
                and held
                and (begins := _is_line(held[-1], run), _is_far(held[-1], run))
                != (
                    False,
                    False,
                )
            ):
                _close(made, held, far=far)
                far = not begins
            if part:
                held.append(run._replace(text=part))
            if number < len(parts) - 1:
                _close(made, held, far=far)
                far = False
    _close(made, held, far=far)
    return made


def _is_line(before: Run, run: Run) -> bool:
    """Tell whether words begin a line: what stands far to the left does, however little it is lower."""
    return run.x < before.x - _COLUMN


def _is_far(before: Run, run: Run) -> bool:
    if _is_small(run, before.size) and _RAISED.fullmatch(run.text):
        return False
    space = _SPACE if before.block == run.block else _BLOCK_SPACE
    return run.x - before.end > space * run.size


def _is_small(run: Run, size: float) -> bool:
    return run.size <= _SMALL * size


def _join_far(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a page of which no part is read before what stands left of it."""
    lines: list[Piece] = []
    for piece in pieces:
        before = lines[-1] if lines else None
        if before is not None and _goes_on(before, piece):
            gap = _WIDE if piece.x - before.end > _ACROSS * piece.size else " "
            both = before.bold and piece.bold
            lines[-1] = before._replace(text=f"{before.text}{gap}{piece.text}", end=piece.end, bold=both)
        else:
            lines.append(piece)
    return lines


def _goes_on(before: Piece, piece: Piece) -> bool:
    beside = piece.x > before.x and abs(before.y - piece.y) <= _BESIDE * piece.size
    return piece.far and beside and not (before.table or piece.table)


def _close(made: list[Piece], held: list[Run], *, far: bool) -> None:
    if held and "".join(run.text for run in held).strip():
        size = max(held, key=lambda run: len(run.text)).size
        text = "".join(
            _set_apart(run, before, size) for run, before in zip(held, [None, *held], strict=False)
        )
        first = next(run for run in held if run.text.strip())
        end = max(run.end for run in held)
        bold = all(run.bold for run in held if run.text.strip())
        made.append(Piece(" ".join(text.split()), first.x, first.y, size, end, far, bold=bold))
    held.clear()


def _set_apart(run: Run, before: Run | None, size: float) -> str:
    """Return the words of a run, a raised mark in brackets."""
    small = before is not None and _is_small(run, size) and before.size > run.size
    if not small or before is None or not _RAISED.fullmatch(run.text) or run.y < before.y - 0.5:
        return run.text
    if before.text[-1:].isalpha() and run.y <= before.y + 0.5:  # 'CO2', as far as can be told
        return run.text
    digits = run.text.strip(" []()\t")
    behind = " " if run.text[-1:].isspace() else ""
    return f"[{digits}]{behind}"


def _order(rows: Sequence[Piece], deep: int = 0) -> list[Piece]:
    """Return the lines of columns in the order in which they are read; none where there are no columns.

    Lines that cross the space between columns part the page into bands; in each, the first column is read to its end,
    and what stands right of it, which may be columns again, below it.
    """
    for gutter in _find_gutters(rows) if deep < _MOST_COLUMNS else ():
        bands = _cut_bands(rows, gutter)
        if any(_has_columns(band, gutter) for band in bands):
            return [row for band in bands for row in _order_band(band, gutter, deep)]
    return []


def _find_gutters(rows: Sequence[Piece]) -> list[float]:
    """Return where columns may begin, from the left: where several lines do, and none that is the first."""
    first = min((row.x for row in rows), default=0.0)
    begun = Counter(round(row.x / _SAME_BEGINNING) for row in rows if row.x >= first + _COLUMN)
    places = [place * _SAME_BEGINNING for place, times in sorted(begun.items()) if times >= _FEWEST_ROWS]
    return places[:_MOST_GUTTERS]


def _cut_bands(rows: Sequence[Piece], gutter: float) -> list[list[Piece]]:
    """Return the lines of a page from its top, cut above and below each that crosses the gutter."""
    bands: list[list[Piece]] = [[]]
    for row in sorted(rows, key=lambda row: -row.y):
        if row.x < gutter - _SAME_BEGINNING and row.end >= gutter:
            bands += [[row], []]
        else:
            bands[-1].append(row)
    return [band for band in bands if band]


def _part_band(band: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    left = [row for row in band if row.x < gutter - _SAME_BEGINNING]
    return left, [row for row in band if row.x >= gutter - _SAME_BEGINNING]


def _has_columns(band: Sequence[Piece], gutter: float) -> bool:
    """Tell whether lines of prose stand beside each other on both sides of a gutter."""
    left, right = _part_band(band, gutter)
    heights = sorted(row.y for row in left)
    beside = 0
    for row in right:
        place = bisect_left(heights, row.y - _BESIDE * row.size)
        beside += place < len(heights) and heights[place] <= row.y + _BESIDE * row.size
    shortest = min(len(left), len(right))
    prose = bool(band) and median(len(row.text) for row in band) >= _SHORTEST
    return prose and beside >= _FEWEST_ROWS and beside >= _LEAST_PAIRED * shortest


def _order_band(band: Sequence[Piece], gutter: float, deep: int) -> list[Piece]:
    left, right = _part_band(band, gutter)
    if not _has_columns(band, gutter):
        return sorted(band, key=lambda row: (-row.y, row.x))
    return [*left, *(_order(right, deep + 1) or right)]


def _usual_gap(rows: Sequence[Piece]) -> float:
    gaps = [
        before.y - row.y
        for before, row in pairwise(rows)
        if not row.table and 0 < before.y - row.y < 5 * max(before.size, 1)
    ]
    return median(gaps) if gaps else 0.0


def _is_heading(before: Piece, row: Piece) -> bool:
    """Tell whether one of two lines is a heading by its bold letters; words within a sentence may be bold, too."""
    return before.bold != row.bold and not row.text[:1].islower() and not leaves_open(before.text)


def _parts(before: Piece, row: Piece, usual: float) -> bool:
    """Tell whether a paragraph ends between two lines."""
    if before.table or row.table:
        return before.table != row.table
    gap = before.y - row.y
    if gap < -_SAME_ROW:  # the next column
        return True
    resized = abs(before.size - row.size) > _OTHER_SIZE * max(before.size, row.size)
    return resized or _is_heading(before, row) or (usual > 0 and gap > _WIDE_GAP * max(usual, row.size))
