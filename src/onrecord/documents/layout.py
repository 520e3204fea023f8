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
from typing import NamedTuple

_RAISED = re.compile(r"\s*[\[(]?\d{1,3}(?:, ?\d{1,3})*[\])]?\s*")
_SMALL = 0.8  # share of the letters' size beside it that a raised mark has at most
_SAME_ROW = 2.0  # points that a line stands below the one before, at least
_SAME_BEGINNING = 3.0  # points within which the lines of a column begin
_BESIDE = 0.8  # of the letters' size, between two lines that stand beside each other
_FEWEST_ROWS = 3  # of a column, and of two that stand beside each other
_LEAST_PAIRED = 0.5  # share of the lines of the shorter column that stand beside one of the other
_COLUMN = 60.0  # points from the beginning of a column to that of the next, at least
_SHORTEST = 15  # characters of a line of prose in a column, as the half of them have
_WIDTH = 0.38  # of a letter, as a share of its size, in the narrowest fonts
_MOST_WIDTH = 0.6  # and in wide ones
_SPACE = 2.0  # times the size of the letters, from which a space parts columns
_WIDE_GAP = 1.35  # times the usual distance of two lines
_OTHER_SIZE = 0.1  # by which the letters of a heading differ, as a share


class Run(NamedTuple):
    """Words drawn at once: where they begin, and the size of their letters, in points."""

    text: str
    x: float
    y: float
    size: float


class _Row(NamedTuple):
    text: str
    x: float
    y: float
    size: float


def read_lines(runs: Sequence[Run]) -> list[str]:
    """Return the lines of a page; an empty one stands between paragraphs that their places tell apart."""
    rows = _order(_make_rows(runs, parted=True)) or _make_rows(runs, parted=False)
    usual = _usual_gap(rows)
    lines: list[str] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None and _parts(before, row, usual):
            lines.append("")
        lines.append(row.text)
    return lines


def _make_rows(runs: Sequence[Run], *, parted: bool) -> list[_Row]:
    """Return the lines as they are drawn, raised marks set in brackets; `parted` where a wide space is in one."""
    rows: list[_Row] = []
    held: list[Run] = []
    for run in runs:
        pieces = run.text.split("\n")
        for number, piece in enumerate(pieces):
            # what stands far to the left begins a line, however little it is lower
            back = bool(held) and run.x < held[-1].x - _COLUMN
            if piece.strip() and held and (back or (parted and _is_far(held[-1], run))):
                _close(rows, held)
            if piece:
                held.append(run._replace(text=piece))
            if number < len(pieces) - 1:
                _close(rows, held)
    _close(rows, held)
    return rows


def _is_far(before: Run, run: Run) -> bool:
    end = before.x + _MOST_WIDTH * before.size * len(before.text.strip())
    return run.x - end > _SPACE * run.size


def _close(rows: list[_Row], held: list[Run]) -> None:
    if held and "".join(run.text for run in held).strip():
        size = max(held, key=lambda run: len(run.text)).size
        text = "".join(
            _set_apart(run, before, size) for run, before in zip(held, [None, *held], strict=False)
        )
        first = next(run for run in held if run.text.strip())
        rows.append(_Row(" ".join(text.split()), first.x, first.y, size))
    held.clear()


def _set_apart(run: Run, before: Run | None, size: float) -> str:
    """Return the words of a run, a raised mark in brackets."""
    small = before is not None and run.size <= _SMALL * size and before.size > run.size
    if not small or before is None or not _RAISED.fullmatch(run.text) or run.y < before.y - 0.5:
        return run.text
    if before.text[-1:].isalpha() and run.y <= before.y + 0.5:  # 'CO2', as far as can be told
        return run.text
    digits = run.text.strip(" []()\t")
    behind = " " if run.text[-1:].isspace() else ""
    return f"[{digits}]{behind}"


def _order(rows: Sequence[_Row]) -> list[_Row]:
    """Return the lines of columns in the order in which they are read; none where there are no columns.

    Lines that cross the space between columns part the page into bands; in each, the first column is read to its end,
    and what stands right of it, which may be columns again, below it.
    """
    for gutter in _find_gutters(rows):
        bands = _cut_bands(rows, gutter)
        if any(_has_columns(band, gutter) for band in bands):
            return [row for band in bands for row in _order_band(band, gutter)]
    return []


def _find_gutters(rows: Sequence[_Row]) -> list[float]:
    """Return where columns may begin, from the left: where several lines do, and none that is the first."""
    first = min((row.x for row in rows), default=0.0)
    begun = Counter(round(row.x / _SAME_BEGINNING) for row in rows if row.x >= first + _COLUMN)
    return [place * _SAME_BEGINNING for place, times in sorted(begun.items()) if times >= _FEWEST_ROWS]


def _cut_bands(rows: Sequence[_Row], gutter: float) -> list[list[_Row]]:
    """Return the lines of a page from its top, cut above and below each that crosses the gutter."""
    bands: list[list[_Row]] = [[]]
    for row in sorted(rows, key=lambda row: -row.y):
        if row.x < gutter - _SAME_BEGINNING and row.x + _WIDTH * row.size * len(row.text) >= gutter:
            bands += [[row], []]
        else:
            bands[-1].append(row)
    return [band for band in bands if band]


def _part_band(band: Sequence[_Row], gutter: float) -> tuple[list[_Row], list[_Row]]:
    left = [row for row in band if row.x < gutter - _SAME_BEGINNING]
    return left, [row for row in band if row.x >= gutter - _SAME_BEGINNING]


def _has_columns(band: Sequence[_Row], gutter: float) -> bool:
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


def _order_band(band: Sequence[_Row], gutter: float) -> list[_Row]:
    left, right = _part_band(band, gutter)
    if not _has_columns(band, gutter):
        return sorted(band, key=lambda row: (-row.y, row.x))
    return [*left, *(_order(right) or right)]


def _usual_gap(rows: Sequence[_Row]) -> float:
    gaps = [
        before.y - row.y for before, row in pairwise(rows) if 0 < before.y - row.y < 5 * max(before.size, 1)
    ]
    return median(gaps) if gaps else 0.0


def _parts(before: _Row, row: _Row, usual: float) -> bool:
    """Tell whether a paragraph ends between two lines."""
    gap = before.y - row.y
    if gap < -_SAME_ROW:  # the next column
        return True
    resized = abs(before.size - row.size) > _OTHER_SIZE * max(before.size, row.size)
    return resized or (usual > 0 and gap > _WIDE_GAP * usual)
