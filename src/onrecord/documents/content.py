"""What the reader of one media type gets out of a source, before its text is looked at."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from onrecord.errors import CannotRead
from onrecord.limits import LONGEST_TEXT, MOST_LINES
from onrecord.model import Flaw, Offsets

# Plain text holds hardly any control characters; one in fifty says that the bytes mean something else.
_MOST_CONTROLS = 0.02
_CONTROLS = dict.fromkeys(set(range(32)) - {9, 10, 12, 13})  # all but tab, line ends and form feed


class Markup(StrEnum):
    """What a page's markup says of words."""

    STRONG = "strong"
    LABEL = "label"  # bold at the head of a line that goes on in plain type
    HEADING = "heading"
    QUOTE = "quote"  # a block of its own
    STRUCK = "struck"
    MARK = "mark"  # of a footnote
    HEAD = "head"  # a cell of a table that says what others hold
    REACH = "reach"  # a cell of a table that reaches over several
    CLAIM = "claim"  # that the page says it checks


class Content(Struct, frozen=True):
    """Text, and what the page or file states about it apart from the text."""

    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    furniture: tuple[Offsets, ...] = ()
    marked: tuple[tuple[Markup, Offsets], ...] = ()  # in the order of the text
    captured: date | None = None  # when the page was saved, which it was published by
    flaws: tuple[Flaw, ...] = ()
    withheld: bool = False  # the page says that not all may read its article
    unended: bool = False  # its markup breaks off


class Line(Struct, frozen=True):
    """A line of text that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    number: int  # counted with the blank lines


def cut_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that are not blank."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Line]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        if words := line.strip():
            begin = start + len(line) - len(line.lstrip())
            yield Line(begin, begin + len(words), words, number)
        start += len(line) + 1


def unify_line_ends(text: str) -> str:
    r"""Return the text without its byte-order mark and with `\n` at the end of each line."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def require_length(file: str, length: int) -> None:
    """Refuse a text of so many characters, or of at least so many.

    Raises:
        CannotRead: it is longer than the longest text that is read.
    """
    if length > LONGEST_TEXT:
        raise CannotRead(
            file, f"its text is longer than {LONGEST_TEXT:,} characters: split it, one article a file"
        )


def require_text(file: str, text: str) -> None:
    """Refuse what is no text.

    Raises:
        CannotRead: there are no words, characters that no text holds, or more lines than are read.
    """
    require_length(file, len(text))
    if not text.strip():
        raise CannotRead(file, "it holds no text: take it out, or put the article's text in")
    if text.count("\n") >= MOST_LINES and sum(1 for _ in _cut(text)) > MOST_LINES:
        raise CannotRead(file, f"it holds more than {MOST_LINES:,} lines: split it, one article a file")
    if "\0" in text:
        raise CannotRead(file, "it looks like binary (it holds NUL characters): save its text as UTF-8")
    if len(text) - len(text.translate(_CONTROLS)) > _MOST_CONTROLS * len(text):
        raise CannotRead(
            file, "it looks like binary (it is full of control characters): save its text as UTF-8"
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CannotRead(
            file, "it holds half characters (lone surrogates): save its text again as UTF-8"
        ) from None
