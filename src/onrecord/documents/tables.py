"""Lines of a text that are rows of a table -> its cells, each with its heads.

A file says which cells are heads and how far each reaches. Where it says nothing, as in plain text, the first row is of
heads where it has words above numbers, and the first columns are where they have words beside numbers. What can't be
told so has no cells: a number whose heads are guessed is worse than none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import dropwhile, pairwise, zip_longest
from typing import NamedTuple

from onrecord.collect.days import find_day, month_numbers
from onrecord.documents.content import Line, Markup
from onrecord.documents.shapes import Page, Shape, form_of, list_words
from onrecord.documents.table_pages import goes_on
from onrecord.documents.table_voices import ColumnHead, find_column_voices, is_written_as_body
from onrecord.lexicon import compile_forms, load_lexicon
from onrecord.model import BlockKind, Cell, Offsets

_FEWEST_ROWS = _FEWEST_COLUMNS = 2
_FEWEST_SEPARATED = 3  # rows that commas, semicolons or bars part into cells
_MOST_COLUMNS = 40
_LONGEST_ROW, _LONGEST_PARTED = 300, 2_000  # characters, of a row with commas, and of any
_MOST_CELLS = 300  # of a text; what has more is data, and no part of what is told
_NUMBER = re.compile(
    r"[^\w\s]{0,2}\s?(?:[A-Z]{2,3} ?)?[^\w\s]?\d[\d\s.,'’]*(?:[–-]\s?\d[\d.,]*)?[^\w\s]{0,2}"
    r"(?:\s?[^\W\d]{1,12}\b\W{0,2}){0,2}"
)
_BLANK = re.compile(r"\W*|n[./]?a\.?|nil|none|unknown|tbc|tbd", re.IGNORECASE)
_SHORTEST_HEAD = 3  # letters; 'W' and 'Pts' of a league's table say nothing to those who do not follow it
_NOTED = re.compile(r"(?:\[\w{1,3}\]|[*†‡§]){1,3}$")  # the mark of a note behind a cell's words
_ASIDE = re.compile(r"\s?\([^()\n]{1,40}\)$")  # behind a number: '(on 6 October)', '(est.)'
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.*\S)\1")
_RULE = re.compile(r"[|:\s=_+-]+")
# What parts the cells of a row in a text; a comma in quotation marks is one of a cell.
_MARKS = tuple(map(re.compile, (r"\|", r"\t", r"\t+| {2,}", ";", ", ", r',(?=(?:[^"]*"[^"]*")*[^"]*$)')))
_AROUND = ' \t"'
_BLANK_MARKS = tuple(map(re.compile, (r"\t", r"\t+| {2,}")))


_Mark = tuple[int, Offsets, Markup]  # where a mark of the page's markup begins, its words and what it says


class _Field(NamedTuple):
    """A cell as a line of text has it."""

    words: Offsets
    text: str
    head: bool = False
    reach: int = 1  # columns
    reaching: bool = False  # over several columns or rows

    @property
    def blank(self) -> bool:
        return _BLANK.fullmatch(self.text) is not None

    @property
    def number(self) -> bool:
        return is_number(self.text)


_NOTHING = _Field(Offsets(0, 0), "")


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number and no more than what it is a number of.

    >>> [is_number(text) for text in ("1,400", "~12%", "2.1 million", "3 May", "East Quay", "12 to be told")]
    [True, True, True, False, False, False]
    >>> is_number("at least 12"), is_number("to 12 Quay Street")
    (True, False)
    """
    words = re.findall(r"[^\W\d]+", text.lower())
    known = list_words("table_qualifiers")
    bare = next((text[len(lead) :].lstrip() for lead in known if text.lower().startswith(f"{lead} ")), text)
    return _NUMBER.fullmatch(bare) is not None and not any(word in month_numbers() for word in words)


def is_number_or_blank(text: str) -> bool:
    """Tell whether a cell holds a number, or says that there is none.

    >>> [is_number_or_blank(text) for text in ("12", "–", "n/a", "East Quay")]
    [True, True, True, False]
    """
    return is_number(text) or _BLANK.fullmatch(text) is not None


def holds_numbers(text: str) -> bool:
    r"""Tell whether a text has rows between bars with numbers in a cell beside others.

    >>> holds_numbers("| Quay | Boats |\n| East | 12 |"), holds_numbers("| Quay | Boats |")
    (True, False)
    """
    rows = (line.split("|")[2:-1] for line in text.split("\n") if line.startswith("|"))
    return any(is_number(cell.strip()) for row in rows for cell in row)


def find_cells(page: Page, shapes: Sequence[Shape]) -> tuple[Cell, ...]:
    """Return the cells with numbers of all tables of a page whose heads can be told."""
    found: list[Cell] = []
    starts = [line.start for line in page.lines]
    marks = sorted(
        (words.start, words, kind) for kind, words in page.marked if kind in (Markup.HEAD, Markup.REACH)
    )
    headings = sorted((one.start, one.end) for one in shapes if one.kind is BlockKind.HEADING)
    heads: Sequence[Line] = ()  # of the table before
    ended = 0
    for shape in shapes:
        if shape.kind is BlockKind.TABLE:
            first, last = bisect_left(starts, shape.start), bisect_left(starts, shape.end)
            beside = (*page.lines[max(0, first - 1) : first], *page.lines[last : last + 1])
            above = headings[: bisect_left(headings, (shape.start,))]
            over = [page.text[slice(*place)] for place in (*above[:1], *above[-1:])]
            around = [page.title or "", *over, *(line.text for line in beside)]
            prose = f"{page.text[: shape.start]}\n{page.text[shape.end :]}"
            lines = _keep_blank(page.text, page.lines[first:last])
            if goes_on(heads, page.lines[ended:first], lines) and not _find_heads(lines, marks):
                lines = [*heads, *lines]
            else:
                heads = _find_heads(lines, marks)
            ended = last
            found += _read_table(lines, marks, around, prose)
    return tuple(found) if len(found) <= _MOST_CELLS else ()


def _keep_blank(text: str, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the rows of a table with the blanks of empty cells at their ends, where these make them alike."""
    whole = []
    for line in lines:
        start, end = line.start, line.end
        while start and text[start - 1] in "\t ":
            start -= 1
        while text[end : end + 1] == "\t":
            end += 1
        whole.append(Line(start, end, text[start:end], line.number))
    for mark in _BLANK_MARKS:
        told = [
            {len(mark.findall(line.text)) for line in some if not _RULE.fullmatch(line.text)}
            for some in (lines, whole)
        ]
        if len(told[0]) > 1 and len(told[1]) == 1:
            return whole
    return [whole[0], *lines[1:]] if _is_short(lines, whole[0]) else lines


def _is_short(lines: Sequence[Line], first: Line) -> bool:
    """Tell whether only the heads of a table begin with an empty cell."""
    mark = _BLANK_MARKS[1]
    counts = {len(mark.findall(line.text)) for line in lines[1:] if not _RULE.fullmatch(line.text)}
    return counts == {len(mark.findall(first.text))} != {len(mark.findall(lines[0].text))}


def find_separated(lines: Sequence[Line]) -> Iterator[Offsets]:
    """Yield where lines below each other are rows of cells with commas, semicolons or bars between them.

    Sentences and lists have commas too: each line has as many, none ends one, and below a first line that is words
    alone a column holds numbers.
    """
    run: list[Line] = []
    for line in (*lines, None):
        if line is not None and (not run or line.number == run[-1].number + 1) and _may_be_row(line):
            run.append(line)
            continue
        if len(run) >= _FEWEST_SEPARATED and _hold_numbers([one.text for one in run]):
            yield Offsets(run[0].start, run[-1].end)
        run = [line] if line is not None and _may_be_row(line) else []


def _may_be_row(line: Line) -> bool:
    return (
        any(mark in line.text for mark in ";,|")
        and not line.text.startswith("|")
        and len(line.text) <= _LONGEST_ROW
        and (line.text[-1] not in ".!?:" or _RULE.fullmatch(line.text) is not None)
    )


def _hold_numbers(lines: Sequence[str]) -> bool:
    mark = choose_mark(lines)
    if mark is None:
        return False
    rows = [[line[start:end] for start, end in part_row(line, mark)] for line in lines]
    if not all(cell and not any(map(str.isdigit, cell)) for cell in rows[0][1:]):
        return False
    return any(
        all(is_number_or_blank(cell) for cell in column) and any(map(is_number, column))
        for column in [[row[place] for row in rows[1:]] for place in range(1, len(rows[0]))]
    )


def choose_mark(lines: Sequence[str]) -> re.Pattern[str] | None:
    """Return what parts the cells of all lines into as many; None where nothing does.

    >>> choose_mark(["Office, 12", "Camp, 7"]).pattern
    ', '
    """
    if all(line.startswith("|") for line in lines):
        return _MARKS[0]
    if any(len(line) > _LONGEST_PARTED for line in lines):
        return None
    for mark in _MARKS:
        counts = {len(mark.findall(line)) for line in lines}
        if len(counts) == 1 and counts != {0}:
            return mark
    return None


def part_row(line: str, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where in a line the cells of a row stand.

    >>> part_row("| a |  | bc |", choose_mark(["| a |"]))
    [(2, 3), (5, 5), (9, 11)]
    """
    ends = [(0, 0), *(found.span() for found in mark.finditer(line)), (len(line), len(line))]
    places = [(one[1], other[0]) for one, other in pairwise(ends)]
    if line.startswith("|"):
        places = places[1 : -1 if line.endswith("|") else None]
    stripped = []
    for start, end in places:
        words = line[start:end].strip(_AROUND)
        begin = start + line[start:end].index(words) if words else start
        stripped.append((begin, begin + len(words)))
    return stripped


def _find_heads(lines: Sequence[Line], marks: Sequence[_Mark]) -> Sequence[Line]:
    """Return the lines of a table that are of heads."""
    told, rows, ruled = _lay_out(lines, marks)
    return told[: _count_head_rows(rows, ruled=ruled)] if len(rows) >= _FEWEST_ROWS else ()


def _lay_out(lines: Sequence[Line], marks: Sequence[_Mark]) -> tuple[list[Line], list[list[_Field]], bool]:
    """Return the lines of a table that are rows, the rows, and whether a rule stands below the first."""
    lines = list(dropwhile(lambda line: _RULE.fullmatch(line.text), lines))
    rules = [number for number, line in enumerate(lines) if _RULE.fullmatch(line.text)]
    told = [line for line in lines if not _RULE.fullmatch(line.text)]
    mark = choose_mark([line.text for line in told])
    rows = [_read_row(line, marks, mark) for line in told] if mark else []
    width = max(map(len, rows), default=0)
    return told, [[*row, *[_NOTHING] * (width - len(row))] for row in rows], rules[:1] == [1]


def _read_table(
    lines: Sequence[Line], marks: Sequence[_Mark], around: Sequence[str], prose: str
) -> Iterator[Cell]:
    told, rows, ruled = _lay_out(lines, marks)
    width = len(rows[0]) if rows else 0
    if len(rows) < _FEWEST_ROWS or not _FEWEST_COLUMNS <= width <= _MOST_COLUMNS:
        return
    section: tuple[_Field, ...] = ()
    grouped = False
    title, *others = rows[0]
    if len(rows) > _FEWEST_ROWS and not (title.blank or title.number or any(field.text for field in others)):
        section, rows, told = (title,), rows[1:], told[1:]  # over all columns: what the table is of
        around = [*around, title.text]
    first = _count_head_rows(rows, ruled=ruled)
    heads = [_head_column(rows[:first], column) for column in range(width)]
    lead = _count_head_columns(rows[first:])
    voiced = [n for n in range(width) if _names_voices(heads[n], [row[n] for row in rows[first:]])]
    if not voiced and lead == 1 and _name_voices(rows[first:], heads, around):
        voiced = [0]
    across = (
        voiced == [0] and lead == 1 and _names_others(rows, heads, first)
    )  # beside 'Source', and not below it
    voiced = [] if across else voiced
    leading = [column for column in range(lead) if column not in voiced]
    body = rows[first:]
    names = {}
    if across:
        names = {column: head[-1].words for column, head in enumerate(heads) if head}
    elif lead and not voiced:
        counting = {
            column: ColumnHead(heads[column][-1].words, heads[column][-1].text)
            for column in range(lead, width)
            if heads[column] and any(row[column].number for row in body)
        }
        corner = [head.text for column in range(lead) for head in heads[column]]
        names = find_column_voices(counting, (*around, *corner), prose)
    above: dict[int, _Field] = {}
    for row, line in zip(body, told[first:], strict=True):
        if _heads_others(row):
            section, above, grouped = (next(field for field in row if not field.blank),), {}, True
            continue
        above |= {column: row[column] for column in range(width) if not row[column].blank and column < lead}
        above |= {column: row[column] for column in voiced}
        side = tuple(above[column].words for column in leading if column in above)
        teller = next((above[column] for column in voiced if not above[column].blank), _NOTHING)
        if form_of("summed").fullmatch(teller.text):
            continue  # what rivals count is summed up by nobody
        told_by = teller.words if teller.text else None
        for column in range(lead, width):
            if first and not heads[column]:
                continue  # beside heads, a column without one
            voice = names.get(column, told_by)
            over = heads[column][:-1] if column in names else heads[column]
            if column not in voiced and row[column].number and not (row[column].head or row[column].reaching):
                # over rows that only say who counts, a heading is of what they count, as the heads above are
                counted = bool(voiced) and grouped
                below = (*over, *section) if counted else over
                beside = side if counted else (*(one.words for one in section), *side)
                yield from _make_cell(row[column], below, beside, voice, line, alone=len(body) == 1)


def _make_cell(
    field: _Field,
    above: Sequence[_Field],
    side: tuple[Offsets, ...],
    voice: Offsets | None,
    line: Line,
    *,
    alone: bool,
) -> Iterator[Cell]:
    """Yield a cell whose heads say what it holds: one above it, where there are any, and which of many rows."""
    voice = voice or _find_voice(above)
    others = list(filter(None, (_tell_counted(head) for head in above if head.words != voice)))
    over = tuple(head.words for head in others if sum(map(str.isalnum, head.text)) >= _SHORTEST_HEAD)
    if (over or (side and not others)) and (side or voice or alone):
        yield Cell(*field.words, side, over, Offsets(line.start, line.end), voice)


def _tell_counted(head: _Field) -> _Field | None:
    """Return a head without what it says of who counts; None where it says no more."""
    if not _is_voice_label(head.text):
        return head
    found = _read_voice_label(head.text)
    what = found.groupdict().get("what") if found else None
    if not what or not head.text.startswith(what):
        return None
    return head._replace(words=Offsets(head.words.start, head.words.start + len(what)), text=what)


def _read_row(line: Line, marks: Sequence[_Mark], mark: re.Pattern[str]) -> list[_Field]:
    places = [
        (line.start + start, line.start + end)
        for start, end in (_strip_bold(line.text, *place) for place in part_row(line.text, mark))
    ]
    first, last = bisect_left(marks, (line.start,)), bisect_left(marks, (line.end,))
    here = [(kind, words) for _, words, kind in marks[first:last]]
    fields = []
    for start, full in places:
        end = full
        own = [(kind, words) for kind, words in here if start <= words.start < max(end, start + 1)]
        reach = max((words.end for kind, words in own if kind is Markup.REACH), default=0)
        over = sum(start <= other < reach for other, _ in places) if reach else 1
        end -= (
            len(found[0]) if (found := _NOTED.search(line.text, start - line.start, end - line.start)) else 0
        )
        text = line.text[start - line.start : end - line.start]
        if (aside := _ASIDE.search(text)) and is_number(text[: aside.start()]) and _is_aside(aside[0]):
            end, text = start + aside.start(), text[: aside.start()]
        head = any(kind is Markup.HEAD for kind, _ in own)
        fields.append(_Field(Offsets(start, end), text, head, max(1, over), bool(reach)))
    return fields


def _strip_bold(line: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words of a cell stand between the signs that make them bold in Markdown."""
    found = _BOLD.fullmatch(line, start, end)
    return found.span(2) if found else (start, end)


def _is_aside(text: str) -> bool:
    """Tell whether words in brackets say when or how surely a number was counted, and neither by whom nor of what."""
    words = re.findall(r"\w+", text.lower())
    known = any(word in list_words("table_asides") or word.isdecimal() for word in words)
    return known and not any(word in list_words("table_scales") for word in words)


def _is_day(field: _Field) -> bool:
    words = re.findall(r"[^\W\d]+", field.text.lower())
    month = bool(words) and all(word in month_numbers() for word in words)
    return find_day(field.text) is not None or (month and any(map(str.isdigit, field.text)))


def _count_head_rows(rows: Sequence[Sequence[_Field]], *, ruled: bool) -> int:
    """Return how many rows at the top are of heads: marked so, or with words above a column of numbers."""
    marked = 0
    for row in rows:
        full = [field for field in row if not field.blank]
        if not full or not all(field.head for field in full) or (len(full) == 1 and marked):
            break
        marked += 1
    if marked or any(field.head for row in rows[:1] for field in row[1:]):
        return marked
    top = rows[0]
    worded = any(not field.blank for field in top[1:]) and not any(_is_count(field) for field in top[1:])
    count = 2 if _goes_deeper(rows) else 1
    counted = any(
        all(f.number or f.blank or _is_day(f) for f in column) and any(f.number for f in column)
        for column in list(zip_longest(*rows[count:]))[1:]
    )
    return count if worded and (counted or ruled) else 0


def _goes_deeper(rows: Sequence[Sequence[_Field]]) -> bool:
    """Tell whether a second row of heads stands below the first: those of each column, and none at the side."""
    reaches = any(field.reaching and field.reach > 1 for field in rows[0])
    heads = [field for field in rows[1] if not field.blank]
    below = reaches or (rows[1][0].blank and len(heads) > 1)
    return below and len(rows) > _FEWEST_ROWS and bool(heads) and not any(field.number for field in heads)


def _is_count(field: _Field) -> bool:
    """Tell whether a cell holds a number that is no year, as a column may be headed by."""
    return field.number and re.fullmatch(r"(?:19|20)\d\d", field.text) is None


def _count_head_columns(rows: Sequence[Sequence[_Field]]) -> int:
    """Return how many columns at the left are of heads: marked so, or with words beside numbers."""
    count = 0
    for column in zip_longest(*rows):
        full = [field for field in column if field is not None and not field.blank]
        heads = bool(full) and all(field.head or not _is_count(field) for field in full)
        if not heads:
            break
        count += 1
    return count


def _head_column(rows: Sequence[Sequence[_Field]], column: int) -> tuple[_Field, ...]:
    """Return the heads over a column, the outermost first.

    Where a file does not say how far a head reaches, one reaches up to the next over what has a head of its own below.
    """
    found = []
    for number, row in enumerate(rows):
        told = any(field.reaching for field in row)
        below = number + 1 < len(rows) and not rows[number + 1][column].blank
        over = [
            field
            for place, field in enumerate(row[: column + 1])
            if not field.blank and (column < place + field.reach or (below and place and not told))
        ]
        found += over[-1:]
    return tuple(found)


@cache
def _voice_label() -> re.Pattern[str]:
    return compile_forms(load_lexicon("onrecord.documents", "tables.toml").entries)


def _read_voice_label(text: str) -> re.Match[str] | None:
    """Return what a head says that those below or beside it give its numbers: 'number according to'."""
    return _voice_label().fullmatch(" ".join(text.split()))


def _is_voice_label(text: str) -> bool:
    return text.strip(" :").casefold() in list_words("table_voices") or _read_voice_label(text) is not None


def _names_voices(heads: Sequence[_Field], fields: Sequence[_Field]) -> bool:
    """Tell whether what stands in a column is who gives the numbers of its row, and no day by which."""
    return bool(heads) and _is_voice_label(heads[-1].text) and not any(map(_is_day, fields))


def _name_voices(
    body: Sequence[Sequence[_Field]], heads: Sequence[tuple[_Field, ...]], around: Sequence[str]
) -> bool:
    """Tell whether all rows but those that head others begin with a body's name, in a table said to be by sources."""
    by_source = any(form_of("by_source").search(words) for words in around)
    below = [row[0].text for row in body if not (row[0].blank or _heads_others(row))]
    over = [head[-1].text for head in heads[1:] if head]
    return (
        by_source
        and len(below) >= _FEWEST_ROWS
        and all(map(is_written_as_body, below))
        and not any(map(is_written_as_body, over))
    )


def _heads_others(row: Sequence[_Field]) -> bool:
    """Tell whether a row is no more than a heading over those below it."""
    full = [field for field in row if not field.blank]
    return len(full) == 1 and len(row) > 1 and not full[0].number


def _names_others(rows: Sequence[Sequence[_Field]], heads: Sequence[tuple[_Field, ...]], first: int) -> bool:
    """Tell whether a first row holds names, as of who counts, and the first column does not."""
    beside = [head[-1].text for head in heads[1:] if head]
    below = [row[0].text for row in rows[first:] if not row[0].blank]
    return bool(beside) and all(map(is_written_as_body, beside)) and not any(map(is_written_as_body, below))


def _find_voice(heads: Sequence[_Field]) -> Offsets | None:
    """Return the head below one that says that those below it give the numbers."""
    below = [other for one, other in pairwise(heads) if _is_voice_label(one.text)]
    return below[0].words if below else None
