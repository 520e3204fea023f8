"""PDF -> its text, page by page.

The day a PDF file was made is not used: a report is typeset before it comes out and a page is printed after,
so that day is neither the first nor the last on which the text can have been published.
"""

import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, cut_lines, require_length
from onrecord.documents.drawn import Drawing, find_content, part_shown
from onrecord.documents.layout import read_lines
from onrecord.documents.lines import join_lines, set_marks_apart
from onrecord.documents.markup import read_markup
from onrecord.documents.shapes import form_of
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_CONTENT, LONGEST_TEXT, MOST_OPERATORS, MOST_PAGES
from onrecord.model import Offsets

# What pypdf lets through from damaged files besides its own errors: it reads numbers, tables and compressed
# streams as they come. Each was seen, or follows from a call in its parser.
_DAMAGE = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
# A running title stands in the first or last two lines of most pages; of two pages, in the very first or last line
# of both.
_MARGIN_LINES = 2
_REPEATED_ON = 0.6
_SHORTEST_PAGE = 2  # lines; a page of more may be numbered
# What programs write where the author wrote no title, and the keys by which desks file.
_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unspecified|unknown|no title|none|title)\)?$"
    r"|\S*\d\S*$|microsoft \w+|.{0,200}\.\w{2,5}$|\W*$",
    re.IGNORECASE,
)


def read_pdf(source: Source) -> Content:
    """Return a PDF's text, with the title and author it states and its running titles as furniture.

    Raises:
        CannotRead: it is damaged, locked by a password, or a scan without text.
    """
    try:
        reader = PdfReader(io.BytesIO(source.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotRead(source.file, "the PDF is locked by a password: save it without one")
        pages = _read_pages(source.file, reader)
        title, author = _read_stated(reader)
    except _DAMAGE as error:
        what = str(error).strip() or type(error).__name__
        raise CannotRead(source.file, f"the PDF is damaged ({what[:100]}): get the file again") from None
    if not any(pages):
        raise CannotRead(
            source.file, "the PDF holds no text, only pictures of it: run text recognition (OCR) on it"
        )
    parted = part_running(pages)
    text, marked = read_markup(set_marks_apart(join_lines(join_pages(parted))))
    running = frozenset(line for _, lines in parted for line in lines)
    furniture = tuple(_find_lines(text, running))
    return Content(text, title=title, byline=author, furniture=furniture, marked=marked)


def _read_pages(file: str, reader: PdfReader) -> list[list[str]]:
    """Return the lines of each page."""
    pages, length = [], 0
    bounds = _Bounds(file)
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES:
            raise CannotRead(file, f"the PDF has more than {MOST_PAGES:,} pages: split it, one report a file")
        text, drawing = _draw(page, reader, bounds)
        length += len(text)
        require_length(file, length if length > LONGEST_TEXT else 0)
        placed = "".join("".join(run.text.split()) for run in drawing.runs) == "".join(text.split())
        lines = read_lines(drawing.runs, drawing.rules) if placed else text.splitlines()
        pages.append([_clean(line) for line in lines])
    return [_trim(page) for page in pages]


def _draw(page: PageObject, reader: PdfReader, bounds: "_Bounds") -> tuple[str, Drawing]:
    """Return the text of a page as pypdf gives it, and where its words and lines are drawn."""
    drawing = Drawing()

    def note(operator: bytes, operands: Sequence[Any], place: Sequence[float], _: object) -> None:
        bounds.count()
        drawing.note_operator(operator, operands, place)

    content = find_content(page, reader)
    if content is None:
        return "", drawing
    bounds.measure(len(content.get_data()))
    as_it_was = page.raw_get("/Contents")
    part_shown(page, content)
    text = page.extract_text(visitor_operand_before=note, visitor_text=drawing.note_words)
    page[NameObject("/Contents")] = as_it_was  # or the operators of all pages were kept
    return text, drawing


def _trim(page: list[str]) -> list[str]:
    """Return the lines of a page without empty ones at its ends, and one at most between two others."""
    kept = [line for n, line in enumerate(page) if line or (n and page[n - 1])]
    while kept and not kept[-1]:
        kept.pop()
    return kept[1:] if kept and not kept[0] else kept


class _Bounds:
    """How much was drawn of a file: pypdf's time grows with the operators, and a form can be drawn again and again."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._size = self._operators = 0

    def measure(self, size: int) -> None:
        """Refuse a file whose pages hold too much, of which one has so many bytes.

        Raises:
            CannotRead: it has more drawing operators than are read.
        """
        self._size += size
        if self._size > LARGEST_CONTENT:
            most = f"{LARGEST_CONTENT // 1024**2} MiB of drawing"
            raise CannotRead(self._file, f"the PDF holds more than {most}: save its text as .txt")

    def count(self) -> None:
        """Count an operator that is drawn."""
        self._operators += 1
        if self._operators > MOST_OPERATORS:
            number = f"{MOST_OPERATORS:,} operators"
            raise CannotRead(self._file, f"the PDF draws more than {number}: save its text as .txt")


def _clean(line: str) -> str:
    """Return a line without what a font's faulty table turned into half characters and control characters."""
    return line.encode("utf-8", "replace").decode().translate(dict.fromkeys(range(32), " ")).strip()


def _read_stated(reader: PdfReader) -> tuple[str | None, str | None]:
    stated = reader.metadata
    title = clean_stated(_clean(str(stated.title))) if stated and stated.title else None
    author = clean_stated(_clean(str(stated.author))) if stated and stated.author else None
    return None if title and _NO_TITLE.match(title) else title, author


def part_running(pages: list[list[str]]) -> list[tuple[list[str], list[str]]]:
    """Return of each page the lines that are its own, and its running titles and page numbers."""
    lines = _MARGIN_LINES if len(pages) > 2 else 1
    margins = Counter(key for page in pages for key in {_key(page[index]) for index in _margin(page, lines)})
    wanted = max(2, _REPEATED_ON * len(pages))
    parted = []
    for page in filter(None, pages):
        margin = {index for index in _margin(page, lines) if page[index]}
        outermost = {index for index in _margin(page, 1) if len(page) > _SHORTEST_PAGE}
        running = [
            index
            for index in sorted(margin)
            if margins[_key(page[index])] >= wanted
            or (index in outermost and form_of("page_end").fullmatch(page[index]))
        ]
        own = [line for index, line in enumerate(page) if index not in running]
        parted.append((_trim(own), [page[index] for index in running]))
    return parted


def join_pages(pages: list[tuple[list[str], list[str]]]) -> str:
    """Return the pages as one text; a page that ends in mid-sentence runs on into the next.

    Running titles stand where a page ends with a sentence, each a paragraph of its own.
    """
    paragraphs: list[str] = []
    waiting: list[str] = []
    open_ = False
    for number, (own, running) in enumerate(pages):
        waiting += running
        if not number:
            paragraphs, waiting = [*waiting], []
        if own and open_:
            paragraphs[-1] += "\n" + "\n".join(own)
        elif own:
            paragraphs.append("\n".join(own))
        open_ = bool(own or open_) and (own[-1][-1] if own else "") not in '.!?”"’'
        if not open_:
            paragraphs += waiting
            waiting = []
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join([*paragraphs, *waiting])).strip("\n")


def _find_lines(text: str, lines: frozenset[str]) -> Iterator[Offsets]:
    """Yield where the lines stand, each a paragraph of its own."""
    for line in cut_lines(text):
        if line.text in lines:
            yield Offsets(line.start, line.end)


def _margin(page: list[str], lines: int) -> set[int]:
    return {index for index in range(len(page)) if min(index, len(page) - 1 - index) < lines}


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())
