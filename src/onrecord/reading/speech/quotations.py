"""Text -> quotations: where words stand in quotation marks, however they are printed.

Newspapers use curly, straight, doubled, single and angled marks, open a quotation anew with each paragraph and
close it once, and lose marks in transmission. A quotation never runs past the end of its paragraph; the next
paragraph's is told to continue it.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.model import Offsets

# Marks that open a quotation, and those that can close it: the same family, or the straight mark for curly ones.
_DOUBLE_CLOSING = {"”": '”"', "“": '”"', "„": '“”"', "«": '»"', '"': '"”', "''": "''", "``": "''"}
_TOKEN = re.compile(r"''|``|[“”„«»\"‘’']|\n[ \t\r]*\n\s*|\n")
_LONGEST_SINGLE = 1500  # a quotation in single marks that is longer is a lost apostrophe
_LONGEST_OPEN = 2500  # characters of a quotation that was never closed
_MOST_MARKS = 40  # marks and apostrophes within one such quotation
_ENDS_LINE = frozenset('.!?"”’»:')


class Quotation(Struct, frozen=True):
    """Words in quotation marks: with the marks, and the words alone."""

    start: int
    end: int
    words: Offsets
    continues: bool = False  # goes on with the quotation of the paragraph before, which was left open

    @property
    def offsets(self) -> Offsets:
        """Where the quotation stands, marks included."""
        return Offsets(self.start, self.end)


class _Mark(Struct, frozen=True):
    start: int
    end: int
    text: str


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of the text, in order.

    >>> [note] = find_quotations("“It will open,” she said.")
    >>> note.words
    Offsets(start=1, end=14)
    """
    found: list[Quotation] = []
    left_open = False
    for paragraph in _paragraphs(text):
        quotations, left_open = _read_paragraph(text, paragraph, left_open)
        found += quotations
    return tuple(found)


def _paragraphs(text: str) -> Iterator[list[_Mark]]:
    """Yield the marks of each paragraph; the last item is an empty mark at the paragraph's end."""
    marks: list[_Mark] = []
    for match in _TOKEN.finditer(text):
        if match[0][0] != "\n":
            marks.append(_Mark(match.start(), match.end(), match[0]))
        elif match[0].count("\n") > 1 or _line_ends(text, match.start(), match.end()):
            yield [*marks, _Mark(match.start(), match.start(), "")]
            marks = []
    yield [*marks, _Mark(len(text), len(text), "")]


def _line_ends(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in _ENDS_LINE and not text[end : end + 1].islower()


def _read_paragraph(text: str, marks: Sequence[_Mark], continues: bool) -> tuple[list[Quotation], bool]:
    """Return the quotations of a paragraph, and whether the last one is left open at its end."""
    found: list[Quotation] = []
    end = marks[-1].start
    index = 0
    while index < len(marks) - 1:
        mark = marks[index]
        index += 1
        if not _opens(text, mark):
            continue
        closing = _find_closing(text, marks, index, mark)
        goes_on = continues and not found and not text[_line_start(text, mark.start) : mark.start].strip()
        if closing is None:
            if mark.text in ("'", "‘"):
                continue
            words = _trim(text, mark.end, min(end, mark.end + _LONGEST_OPEN))
            if words:
                found.append(Quotation(mark.start, words.end, words, goes_on))
            return found, True
        words = _trim(text, mark.end, marks[closing].start)
        if words:
            found.append(Quotation(mark.start, marks[closing].end, words, goes_on))
        index = closing + 1
    return found, False


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _trim(text: str, start: int, end: int) -> Offsets | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Offsets(start, end) if start < end else None


def _opens(text: str, mark: _Mark) -> bool:
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if mark.text == "”" and before in ("", "\n"):
        return after.isalnum()  # a curled mark that turned the wrong way at the start of a line
    if mark.text in "”’»":
        return False
    if mark.text in ("'", "‘", '"', "''"):
        apart = not before or before.isspace() or before in '([{—–-“"/:'
        plain = mark.text != "'" or not after.isdigit()
        return apart and bool(after) and not after.isspace() and plain
    return bool(after)


def _find_closing(text: str, marks: Sequence[_Mark], index: int, opening: _Mark) -> int | None:
    if opening.text in ("'", "‘"):
        return _find_single_closing(text, marks, index, opening)
    wanted = _DOUBLE_CLOSING[opening.text]
    for position in range(index, len(marks) - 1):
        mark = marks[position]
        if mark.text and (mark.text in wanted if len(mark.text) == 1 else mark.text == wanted):
            return position
    return None


def _find_single_closing(text: str, marks: Sequence[_Mark], index: int, opening: _Mark) -> int | None:
    """Return the mark that closes a single one: one after a stop or comma, else the first that is no apostrophe."""
    possible = None
    for position in range(index, min(len(marks) - 1, index + _MOST_MARKS)):
        mark = marks[position]
        if mark.start - opening.end > _LONGEST_SINGLE:
            break
        if mark.text not in ("’", "'") or text[mark.end : mark.end + 1].isalnum():
            continue
        if text[mark.start - 1] in ",.?!…":
            return position
        if possible is None:
            possible = position
    return possible
