"""A PDF page -> its words where they are drawn, and the level lines that are drawn between them.

pypdf gives the words of one line as one run, with the place of the first. So that each is known by its own place, the
font is set again before words that were moved to; that changes nothing of what is drawn (ISO 32000-1, section 9.3).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, NameObject, StreamObject
from pypdf.generic._font import Font  # the widths of letters, which pypdf offers nowhere else

_SHOWN = (b"Tj", b"TJ", b"'", b'"')
_BLOCKS = (b"BT", b"BDC", b"BMC")
_MOVED = (b"Td", b"TD", b"Tm", b"T*", b"cm", b"BT")
_WIDTH = 0.5  # of a letter, as a share of its size, where its font does not tell
_THINNEST, _SHORTEST = 3.0, 15.0  # points: a rectangle as low as a line, and a line as long as a cell
_MOST_RULES = 4_000
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)  # in the name of a font


class Run(NamedTuple):
    """Words drawn at once: where they begin and end, and the size of their letters, in points."""

    text: str
    x: float
    y: float
    size: float
    end: float
    block: int = 0  # of the file's: runs of one line in several blocks may be in several cells
    bold: bool = False


class Piece(NamedTuple):
    """Words of a line that stand beside each other, with a wide space around them; or a row of a table."""

    text: str
    x: float
    y: float
    size: float
    end: float
    far: bool = False  # its line goes on from a piece before it
    table: int = 0  # of which it is a row, counted from 1
    bold: bool = False  # all of it


class Rule(NamedTuple):
    """A level line, or an edge of a rectangle: from where to where it goes, and how high it stands, in points."""

    start: float
    end: float
    y: float


class Drawing:
    """Notes what is drawn on a page while pypdf takes out its text."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.rules: list[Rule] = []
        self._fonts: dict[int, _Letters] = {}
        self._at: tuple[float, float] | None = None
        self._block = self._shown = 0
        self._rise = self._shown_rise = 0.0  # of letters above their line
        self._rises: list[float] = []
        self._blank = ""

    def note_words(
        self, text: str, page: Sequence[float], run: Sequence[float], font: Any, size: float
    ) -> None:
        """Note a run of words: `page` and `run` are the matrices that place it (ISO 32000-1, section 9.4.4)."""
        if not text.strip():  # pypdf's own, between two runs
            self._blank += text
            return
        x, y = _place(page, run[4], run[5])
        scale = abs(run[3] * page[3]) or 1.0
        wide = abs(run[0] * page[0] + run[1] * page[2]) or 1.0
        letters = self._fonts.get(id(font)) or self._fonts.setdefault(id(font), _Letters(font))
        end = x + letters.measure(text.rstrip()) * float(size) * wide
        y += self._shown_rise * scale
        self.runs.append(Run(self._blank + text, x, y, float(size) * scale, end, self._shown, letters.bold))
        self._blank = ""

    def note_operator(self, operator: bytes, operands: Sequence[Any], page: Sequence[float]) -> None:
        """Note what is drawn level, a line from place to place or the edges of a rectangle, and where blocks begin."""
        self._block += operator in _BLOCKS
        if operator in _SHOWN:  # its words are told only when what follows them is drawn
            self._shown, self._shown_rise = self._block, self._rise
        self._note_rise(operator, operands)
        if operator not in (b"m", b"l", b"re") or len(self.rules) >= _MOST_RULES:
            return
        try:
            numbers = [float(value) for value in operands]
        except (TypeError, ValueError):
            return
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            one, other = _place(page, x, y), _place(page, x + width, y + height)
            thin = abs(one[1] - other[1]) <= _THINNEST
            for level in {one[1]} if thin else {one[1], other[1]}:
                self._add(one[0], other[0], level)
        elif len(numbers) == 2:
            here = _place(page, *numbers)
            if operator == b"l" and self._at is not None and abs(here[1] - self._at[1]) <= 1.0:
                self._add(here[0], self._at[0], here[1])
            self._at = here

    def _note_rise(self, operator: bytes, operands: Sequence[Any]) -> None:
        if operator == b"Ts" and operands and isinstance(operands[0], (int, float)):
            self._rise = float(operands[0])
        elif operator == b"q" and len(self._rises) < _MOST_RULES:
            self._rises.append(self._rise)
        elif operator == b"Q" and self._rises:
            self._rise = self._rises.pop()

    def _add(self, one: float, other: float, y: float) -> None:
        if abs(one - other) >= _SHORTEST:
            self.rules.append(Rule(min(one, other), max(one, other), y))


def find_content(page: PageObject, reader: PdfReader) -> ContentStream | None:
    """Return what draws a page; `None` where nothing does."""
    content = page["/Contents"].get_object() if "/Contents" in page else None
    if not isinstance(content, (ArrayObject, StreamObject)):
        return None
    return ContentStream(content, reader, "bytes")


def part_shown(page: PageObject, content: ContentStream) -> None:
    """Have pypdf give the words of a page by themselves wherever they are moved to."""
    content.operations = list(_part(content.operations))
    page[NameObject("/Contents")] = content


def _part(operations: Sequence[tuple[Any, bytes]]) -> Iterator[tuple[Any, bytes]]:
    font: Any = None
    moved = False
    for operands, operator in operations:
        if operator == b"Tf":
            font = operands
        elif operator in _SHOWN:
            if moved and font is not None and operator in (b"Tj", b"TJ"):
                yield font, b"Tf"
            moved = operator in (b"'", b'"')
        elif operator in _MOVED:
            moved = True
        elif operator == b"Q":
            font = None  # it may be another one again
        yield operands, operator


def _place(page: Sequence[float], x: float, y: float) -> tuple[float, float]:
    return float(x * page[0] + y * page[2] + page[4]), float(x * page[1] + y * page[3] + page[5])


def _name_font(font: Any) -> object:
    try:
        return font.get("/BaseFont", "")
    except (AttributeError, LookupError, TypeError, ValueError):
        return ""


class _Letters:
    """How wide the letters of a font are."""

    def __init__(self, font: Any) -> None:
        self._widths: dict[str, float] = {}
        self._default = _WIDTH
        self.font = font  # kept, so that no other font takes its place in memory
        self.bold = _BOLD.search(str(_name_font(font))) is not None
        try:
            made = Font.from_font_resource(font)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return
        widths = {raw: width / 1000 for raw, width in made.character_widths.items() if width > 0}
        shown = {raw: made.character_map.get(raw, raw) for raw in widths}
        self._widths = {letter: widths[raw] for raw, letter in shown.items() if isinstance(letter, str)}
        self._default = self._widths.get("default", _WIDTH)

    def measure(self, text: str) -> float:
        """Return the width of words, as a share of the size of their letters."""
        return sum(self._widths.get(letter, self._default) for letter in text)
