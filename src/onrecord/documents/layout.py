"""Drawn words of a PDF page -> its lines in the order in which they are read, with the gaps between paragraphs.

A file says where each run of words is drawn. Runs of a line are joined; a small one that is raised is the mark of a
footnote. Lines in columns that were drawn row by row are read column by column; where the distance between two
lines is larger than usual, where a column ends, and where the letters change their size, a paragraph ends.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_RAISED = re.compile(r"\s*[\[(]?\d{1,3}(?:, ?\d{1,3})*[\])]?\s*")
_SMALL = 0.8  # share of the letters' size beside it that a raised mark has at most
_SAME_ROW = 2.0  # points between two lines that stand beside each other
_FEWEST_ROWS = 3  # of two columns
_LEAST_PAIRED = 0.5  # share of the lines from the first row of two columns on that stand in one
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
            if parted and piece.strip() and held and _is_far(held[-1], run):
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
    """Return the lines of columns in the order in which they are read; none where there are no two columns.

    What stands right of the first column may be columns again.

    A line across both columns parts what stands above it from what stands below, and the page is left as it is.
    """
    pairs = [(left, right) for left, right in pairwise(rows) if _is_beside(left, right)]
    if len(pairs) < _FEWEST_ROWS:
        return []
    gutter = min(right.x for _, right in pairs)
    top = max(left.y for left, _ in pairs)
    body = [row for row in rows if row.y <= top + _SAME_ROW]
    left = [row for row in body if row.x < gutter - 1]
    right = [row for row in body if row.x >= gutter - 1]
    prose = median(len(row.text) for row in body) >= _SHORTEST
    clear = all(row.x + _WIDTH * row.size * len(row.text) < gutter for row in left)
    if not prose or not clear or 2 * len(pairs) < _LEAST_PAIRED * len(body):
        return []
    return [*(row for row in rows if row.y > top + _SAME_ROW), *left, *(_order(right) or right)]


def _is_beside(left: _Row, right: _Row) -> bool:
    return abs(left.y - right.y) <= _SAME_ROW and right.x - left.x >= _COLUMN


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
