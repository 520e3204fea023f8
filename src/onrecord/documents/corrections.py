"""Page -> what it takes back or checks, and its tables: what none of those named in it says."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from onrecord.documents.content import Line, Markup
from onrecord.documents.furniture import merge_offsets
from onrecord.documents.labels import is_spoken
from onrecord.documents.shapes import Page, Shape, form_of, match_form
from onrecord.documents.table_rows import LONGEST_CELL
from onrecord.documents.tables import find_separated
from onrecord.model import BlockKind, Offsets

_TOP = 4  # lines
_BOTTOM = 0.4  # of a text's lines, in which corrections stand
_LONGEST_NOTE = 4  # paragraphs below the label of a correction
_FEWEST_ROWS = 2
_FEWEST_SPACES, _DEEPEST = 3, 100  # before the heads of a table whose first has none
_ITEM = re.compile(r"[-–—•*·▪●] ")  # of a list
_LONGEST_NOTICE = 1_000  # characters of a note
_ROW = re.compile(r"\|.*\||.*\S(?:\t+|  {2,})\S.*(?:\t+|  {2,})\S.*|.*\S\t+\S.*")
_RULE = re.compile(r"[|:\s=_+-]+")
_RULED = re.compile(
    r"\+.*|(?:-{2,}|={2,})(?: {1,8}(?:-{2,}|={2,}))+"
)  # of a grid, or below heads that blanks part
_SURE_CORRECTION, _SURE_LABEL, _SURE_CLAIM, _SURE_STATED, _SURE_TABLE = 0.9, 0.9, 0.85, 0.95, 0.9
_SURE_WITHDRAWN = 0.9


def find_corrections(page: Page) -> Iterator[Shape]:
    """Yield what corrects the article: by a label of its own at the head or foot, or by what it says of the article."""
    lines, index = page.lines, 0
    while index < len(lines):
        line = lines[index]
        edge = index < _TOP or index >= (1 - _BOTTOM) * len(lines)
        noted = index + 1 < len(lines) and match_form("correction", lines[index + 1])
        if edge and (match_form("corrected", line) or (noted and match_form("for_the_record", line))):
            last = _find_last(page, index)
            yield Shape(line.start, lines[last].end, BlockKind.CORRECTION, _SURE_LABEL)
            index = last
        elif match_form("correction", line) and (edge or "version" in line.text[:80]):
            yield Shape(line.start, line.end, BlockKind.CORRECTION, _SURE_CORRECTION)
        index += 1


def find_withdrawn(page: Page) -> Iterator[Shape]:
    """Yield all of an article that a note at its head or foot takes back as a whole."""
    notes = [page.text[shape.start : shape.end] for shape in find_corrections(page)]
    if page.lines and any(form_of("withdrawn").search(note[:_LONGEST_NOTICE]) for note in notes):
        yield from (Shape(line.start, line.end, BlockKind.CLAIM, _SURE_WITHDRAWN) for line in page.lines)


def _find_last(page: Page, index: int) -> int:
    """Return the last line of what stands below the label of a correction."""
    lines = page.lines
    if "appended" in lines[index].text.casefold() or index + 1 == len(lines):
        return index
    if index < min(_TOP, (1 - _BOTTOM) * len(lines)) and not match_form("correction", lines[index + 1]):
        return index
    last = index + 1
    while last + 1 < len(lines) and last - index < _LONGEST_NOTE:
        listed = _ITEM.match(lines[last].text) and _ITEM.match(lines[last + 1].text)
        if not (listed or match_form("correction", lines[last + 1])):
            break
        last += 1
    return last


def find_claims(page: Page) -> Iterator[Shape]:
    """Yield what is quoted in order to be checked: labelled as a claim beside a verdict, or so stated."""
    claims = [line for line in page.lines if match_form("claim", line)]
    if claims and any(match_form("verdict", line) for line in page.lines):
        following = {one.start: other for one, other in zip(page.lines, page.lines[1:], strict=False)}
        for line in claims:
            found = match_form("claim", line)
            alone = found is not None and found.end() >= len(line.text)
            below = following.get(line.start) if alone else None
            last = below if below and not match_form("verdict", below) else line
            yield Shape(line.start, last.end, BlockKind.CLAIM, _SURE_CLAIM)
    for mark, words in page.marked:
        if mark is Markup.CLAIM:
            yield Shape(words.start, words.end, BlockKind.CLAIM, _SURE_STATED)


def find_tables(page: Page) -> Iterator[Shape]:
    """Yield the tables: rows of short cells, one below the other."""
    run: list[Line] = []
    for line in (*page.lines, None):
        near = line is not None and (not run or line.number <= run[-1].number + 2)
        ruled = line is not None and _RULE.fullmatch(line.text) and _RULED.fullmatch(line.text)
        if line is not None and near and (ruled or _is_row(page, line)):
            run.append(line)
            continue
        yield from _close(run)
        run = [line] if line is not None and _is_row(page, line) else []
    for words in find_separated(page.lines):
        yield Shape(words.start, words.end, BlockKind.TABLE, _SURE_TABLE)


def _is_row(page: Page, line: Line) -> bool:
    indent = page.text[max(0, line.start - _DEEPEST) : line.start]
    indent = indent[len(indent.rstrip(" ")) :]
    if not _ROW.fullmatch(f".{indent}{line.text}" if len(indent) >= _FEWEST_SPACES else line.text):
        return False
    cells = re.split(r"\||\t+|  {2,}", line.text)
    return all(len(cell) <= LONGEST_CELL for cell in cells)


def _close(run: list[Line]) -> Iterator[Shape]:
    rows = [line for line in run if not _RULE.fullmatch(line.text)]
    if len(rows) >= _FEWEST_ROWS and not is_spoken(rows):
        yield Shape(run[0].start, run[-1].end, BlockKind.TABLE, _SURE_TABLE)


def find_marks(page: Page) -> Iterator[Shape]:
    """Yield struck words and the marks of footnotes."""
    for mark, words in page.marked:
        if mark is Markup.STRUCK:
            yield Shape(words.start, words.end, BlockKind.STRUCK, 1.0)
        elif mark is Markup.MARK:
            yield Shape(words.start, words.end, BlockKind.MARK, 1.0)
    if not any(kind is Markup.STRUCK for kind, _ in page.marked):
        for found in _STRUCK.finditer(page.text):
            yield Shape(found.start(), found.end(), BlockKind.STRUCK, _SURE_LABEL)
    for found in _OVERLAID.finditer(page.text):
        yield Shape(found.start(), found.end(), BlockKind.STRUCK, _SURE_LABEL)
    for found in _ADDED.finditer(page.text):
        yield Shape(found.start(), found.end(), BlockKind.MARK, _SURE_LABEL)
    yield from _find_numbered_notes(page)
    yield from _find_signs(page)
    marked = merge_offsets(words for _, words in page.marked)
    for found in _FOOTNOTE.finditer(page.text):
        place = bisect_right(marked, (found.start(), len(page.text) + 1)) - 1
        if place < 0 or marked[place].end <= found.start():
            yield Shape(found.start(), found.end(), BlockKind.MARK, _SURE_LABEL)


def _find_numbered_notes(page: Page) -> Iterator[Shape]:
    """Yield the marks of notes in round brackets where the foot of a text has a note for each: '(1) Letter of May.'."""
    foot = page.lines[int((1 - _BOTTOM) * len(page.lines)) :]
    notes = [(found["number"], line) for line in foot if (found := _NOTE.match(line.text))]
    numbers = [number for number, _ in notes]
    if len(notes) < _FEWEST_NOTES or numbers != [str(n + 1) for n in range(len(notes))]:
        return
    marks = list(_BRACKETED.finditer(page.text, 0, notes[0][1].start))
    if {mark["number"] for mark in marks} == set(numbers):
        for mark in marks:
            yield Shape(mark.start(), mark.end(), BlockKind.MARK, _SURE_LABEL)


def _find_signs(page: Page) -> Iterator[Shape]:
    """Yield daggers behind words, and stars where the foot of a text has a note for each: 'crowns†', '* Since May.'."""
    lines = reversed(page.lines[1:])
    notes = {found["sign"]: line for line in lines if (found := _SIGNED_NOTE.match(line.text))}
    for line in page.lines:
        opening = _OPENS.search(page.text, line.start, line.end)
        for mark in _SIGN.finditer(page.text, line.start, line.end):
            sign = mark["sign"]
            emphasised = "*" in sign and opening is not None and opening.start() < mark.start()
            noted = sign in notes and mark.start() < notes[sign].start
            if (noted and not emphasised) or "*" not in sign:
                yield Shape(mark.start(), mark.end(), BlockKind.MARK, _SURE_LABEL)
    for sign, line in notes.items():
        if any(mark["sign"] == sign for mark in _SIGN.finditer(page.text, 0, line.start)):
            yield Shape(line.start, line.start + len(sign), BlockKind.MARK, _SURE_LABEL)


_SIGN = re.compile(r"(?<=[\w.,;:”\"’)%\]])(?P<sign>[†‡]{1,2}|\*{1,3})(?![\w*†‡])")
_SIGNED_NOTE = re.compile(r"(?P<sign>[†‡]{1,2}|\*{1,3}) ?(?=[^\W\d_a-z]|\d)")
_OPENS = re.compile(r"(?<![\w*])\*+(?=[^\s*])")
_BRACKETED = re.compile(r"(?<=[\w.,;:”\"’)%])(?P<space> ?)\((?P<number>\d{1,2})\)")
_NOTE = re.compile(r"\((?P<number>\d{1,2})\) \S")
_FEWEST_NOTES = 2
# Words struck through as Markdown has it, in signs of its own or of a page.
_STRUCK = re.compile(
    r"~~(?=\S)[^~\n]{1,500}(?<=\S)~~|<(?P<tag>del|s|strike)>[^<>\n]{1,500}</(?P=tag)>"
    r"|<(?P<styled>span|font)\b[^<>\n]{0,100}\b(?:line-through|strikethrough)\b[^<>\n]{0,100}>[^<>\n]{1,500}</(?P=styled)>",
    re.IGNORECASE,
)
# Letters that each have a stroke over them, as programs strike words in plain text (U+0336, rarely U+0335); the space
# between two of them may have none.
_OVERLAID = re.compile(
    r"(?:[^\n\u0335\u0336]\u0336|[^\n\u0335\u0336]\u0335(?=[^\n]\u0335|$))(?: ?[^\n\u0335\u0336][\u0335\u0336])*"
)
# The signs of what was put in the place of struck words; the words are read.
_ADDED = re.compile(r"</?ins(?: [^<>\n]{0,100})?>", re.IGNORECASE)
# '[4]' or '[^4]' behind a word, a number or a stop.
_FOOTNOTE = re.compile(r"(?:(?<=[\w.,;:”\"’)%])|(?<=\w ))\[(?:\^?\d{1,3}|\^[\w-]{1,20})\]")


def list_silent(shape: Shape) -> tuple[Offsets, ...]:
    """Return what of a shape nobody says."""
    whole = shape.kind in _SILENT
    return (Offsets(shape.start, shape.end), *shape.silent) if whole else shape.silent


_SILENT = frozenset(
    {BlockKind.CORRECTION, BlockKind.CLAIM, BlockKind.TABLE, BlockKind.STRUCK, BlockKind.MARK}
)
