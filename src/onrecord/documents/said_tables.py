"""Page -> the rows of a table that are each something that somebody said, on a day of its own where a column has it.

Its heads say so (`collect/said.py`). What stands in the other cells of a row is said by nobody.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.collect.days import find_day
from onrecord.collect.said import SaidColumns, find_said_columns
from onrecord.documents.content import Line
from onrecord.documents.shapes import Page, Shape
from onrecord.documents.tables import choose_mark, part_row
from onrecord.model import BlockKind, Offsets

_SURE = 0.85
_FEWEST_WORDS = 4  # of what somebody said, in most rows: 'Name' and 'Answer' head a form too
_RULE = re.compile(r"[|:\s=_+-]+")
_NAME = re.compile(
    r"[\W_]*(?:the )?(?P<name>[^,;()\[\]|\t–—]{2,80}?)(?=\s*(?:[,;()\[\]–—]|$))", re.IGNORECASE
)
_AROUND = "*_ \t"


def find_said_rows(page: Page) -> Iterator[Shape]:
    """Yield, of each table whose heads tell who said what, its heads as a table and the words of each row as a turn."""
    for run in _find_runs(page.lines):
        told = [line for line in run if not _RULE.fullmatch(line.text)]
        mark = choose_mark([line.text for line in told])
        if mark is None or len(told) < 2:
            continue
        rows = [
            [Offsets(line.start + start, line.start + end) for start, end in part_row(line.text, mark)]
            for line in told
        ]
        columns = find_said_columns([page.text[slice(*cell)] for cell in rows[0]])
        if columns is None:
            continue
        body = [(line, row) for line, row in zip(told[1:], rows[1:], strict=True) if len(row) == len(rows[0])]
        full = [row for _, row in body if len(page.text[slice(*row[columns.words])].split()) >= _FEWEST_WORDS]
        if 2 * len(full) > len(body):
            below = next(line.end for line in reversed(run) if line.start < body[0][0].start)
            yield Shape(run[0].start, below, BlockKind.TABLE, _SURE)
            for line, row in body:
                yield from _read_row(page, line, row, columns)


def _find_runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines near each other that have bars or tabs."""
    run: list[Line] = []
    for line in (*lines, None):
        if (
            line is not None
            and ("|" in line.text or "\t" in line.text)
            and (not run or line.number <= run[-1].number + 2)
        ):
            run.append(line)
            continue
        if run:
            yield run
        run = [line] if line is not None and ("|" in line.text or "\t" in line.text) else []


def _read_row(page: Page, line: Line, row: Sequence[Offsets], columns: SaidColumns) -> Iterator[Shape]:
    """Yield what is said in a row; one that names nobody, or holds no words, is a row of a table."""
    words = row[columns.words]
    named = _NAME.match(page.text[slice(*row[columns.who])])
    if words.start == words.end or named is None:
        yield Shape(line.start, line.end, BlockKind.TABLE, _SURE)
        return
    start = row[columns.who].start + named.start("name")
    voice = Offsets(start, start + len(named["name"].rstrip(_AROUND)))
    told = find_day(page.text[slice(*row[columns.day])]) if columns.day is not None else None
    at = row[columns.day].start if columns.day is not None else 0
    day_words = Offsets(at + told.start, at + told.end) if told else None
    cuts = sorted((voice, words))
    ends = [line.start, *(cut.end for cut in cuts)], [*(cut.start for cut in cuts), line.end]
    silent = tuple(Offsets(*pair) for pair in zip(*ends, strict=True) if pair[0] < pair[1])
    yield Shape(*words, BlockKind.TURN, _SURE, voice, told.day if told else None, day_words, silent)
