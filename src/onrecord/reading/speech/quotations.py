"""Text -> quotations: where words stand in quotation marks, however they are printed.

Newspapers use curly, straight, doubled, single and angled marks, open a quotation anew with each paragraph and
close it once, and lose marks in transmission. A quotation never runs past the end of its
paragraph; the next paragraph's is told to continue it.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.reading.speech.marks import ANY_SHAPE, GROUPS, SINGLE, Mark, opens_single, pair

_PACKAGE = __package__ or "onrecord.reading.speech"

_TOKEN = re.compile(r"(?<=[\w.,?!])'(?='')|''|``|‘‘|’’|[“”„‟«»‹›\"″＂‘’'`‚]|\n[ \t\r]*\n\s*|\n")
_LONGEST_SINGLE = 1500  # characters of a quotation in single marks; a longer one is a lost apostrophe
_LONGEST_OPEN = 2500  # characters of a quotation that was never closed
_MOST_MARKS = 40  # marks and apostrophes within a quotation in single marks
_FEWEST = 3  # words that are said rather than named, and whose opening mark can be taken for lost
_ENDS_LINE = frozenset('.!?"”’»:')
_ENDS_SPEECH = frozenset(",.!?…-–—")
_ENDS_WORDS = frozenset(",.!?…")
_SENTENCE_END = re.compile(r"[.!?…](?=\s+[^\W\d_a-z])")
_LEAD = re.compile(r"(?:[.!?…:]|[.!?…,][”\"»’]+)\s+")  # what ends where a sentence can begin


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


def last_character(text: str, quotation: Quotation) -> str:
    """Return what the words end with, without the marks of a quotation within them."""
    return text[quotation.words.start : quotation.words.end].rstrip(ANY_SHAPE + " ")[-1:]


def is_sentence(text: str, quotation: Quotation) -> bool:
    """Tell whether the words can be a sentence somebody said, and are no name or title."""
    words = text[quotation.words.start : quotation.words.end].split()
    return len(words) >= _FEWEST and last_character(text, quotation) in _ENDS_SPEECH


class _Paragraph(Struct, frozen=True):
    """A paragraph's marks by index: what closes which, and which have no partner. Single marks are told later."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    closing: Mapping[int, int]
    unclosed: frozenset[int]
    unopened: frozenset[int]


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of the text, in order.

    >>> [note] = find_quotations("“It will open,” she said.")
    >>> note.words
    Offsets(start=1, end=14)
    """
    found: list[Quotation] = []
    paragraphs = list(_paragraphs(text))
    left_open = None
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        reader = _Reader(text, paragraph, following, left_open)
        found += reader.read()
        left_open = reader.leaves_open
    return tuple(found)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    start = 0
    marks: list[Mark] = []
    for match in _TOKEN.finditer(text):
        if match[0][0] != "\n":
            group = next(n for n, shapes in enumerate(GROUPS) if match[0] in shapes)
            marks.append(Mark(match.start(), match.end(), group, match[0]))
        elif match[0].count("\n") > 1 or _line_ends(text, match.start(), match.end()):
            yield _Paragraph(start, match.start(), tuple(marks), *pair(text, marks))
            start, marks = match.end(), []
    yield _Paragraph(start, len(text), tuple(marks), *pair(text, marks))


def _line_ends(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in _ENDS_LINE and not text[end : end + 1].islower()


class _Reader:
    """Reads the quotations of one paragraph."""

    def __init__(
        self, text: str, paragraph: _Paragraph, following: _Paragraph | None, left_open: int | None
    ) -> None:
        self._text = text
        self._paragraph = paragraph
        self._following = following
        self._left_open = left_open  # the group of the mark that the paragraph before left open
        self._found: list[Quotation] = []
        self._floor = paragraph.start  # where the last quotation ended
        self.leaves_open: int | None = None

    def read(self) -> list[Quotation]:
        """Return the quotations in order."""
        paragraph, index = self._paragraph, 0
        while index < len(paragraph.marks):
            mark = paragraph.marks[index]
            if mark.group == SINGLE:
                index = self._take_single(index)
            elif index in paragraph.closing:
                index = self._take(index, paragraph.closing[index])
            elif index in paragraph.unclosed:
                index = self._take_unclosed(index)
            else:
                self._take_unopened(mark)
                index += 1
        return self._found

    def _take(self, index: int, closing: int) -> int:
        mark = self._paragraph.marks[closing]
        self._add(self._paragraph.marks[index], mark.start, mark.end)
        return closing + 1

    def _take_unclosed(self, index: int) -> int:
        """Take a quotation that lost its closing mark, or that goes on in the next paragraph."""
        paragraph = self._paragraph
        mark = paragraph.marks[index]
        inner = self._find_inner(index)
        beside = self._before(paragraph.marks[inner].start) if inner is not None else ""
        if inner is not None and beside not in _ENDS_WORDS and beside != ":":
            if inner in paragraph.closing:
                return self._take(index, paragraph.closing[inner])  # one mark closed both
            inner = None
        if inner is None and self._resumes(mark):
            return self._leave_open(mark)
        limit = paragraph.end if inner is None else paragraph.marks[inner].start
        end = _find_lost_closing(self._text, mark.end, min(limit, mark.end + _LONGEST_OPEN))
        self._add(mark, end, end)
        later = (n for n in range(index + 1, len(paragraph.marks)) if paragraph.marks[n].start >= end)
        return next(later, len(paragraph.marks))

    def _find_inner(self, index: int) -> int | None:
        """Return the next mark of the same group that opens a quotation."""
        paragraph = self._paragraph
        for later in range(index + 1, len(paragraph.marks)):
            same = paragraph.marks[later].group == paragraph.marks[index].group
            if same and (later in paragraph.closing or later in paragraph.unclosed):
                return later
        return None

    def _take_unopened(self, mark: Mark) -> None:
        """Take a quotation that lost its opening mark, or was left open by the paragraph before."""
        floor, self._floor = self._floor, mark.end
        if self._before(mark.start) not in _ENDS_WORDS:
            return
        continues = self._left_open == mark.group and floor == self._paragraph.start
        start = floor if continues else _find_lost_opening(self._text, floor, mark.start)
        if start is None and floor == self._paragraph.start:
            start = floor
        words = _trim(self._text, start, mark.start) if start is not None else None
        if words and len(self._text[words.start : words.end].split()) >= _FEWEST:
            self._found.append(Quotation(words.start, mark.end, words, continues))

    def _take_single(self, index: int) -> int:
        mark = self._paragraph.marks[index]
        if not opens_single(self._text, mark):
            return index + 1
        closing = _find_single_closing(self._text, self._paragraph, index)
        whole = closing is not None and self._before(self._paragraph.marks[closing].start) in _ENDS_WORDS
        begins = mark.start == self._paragraph.start or self._before(mark.start) in ":,"
        if not whole and begins and self._resumes(mark):
            return self._leave_open(mark)
        return index + 1 if closing is None else self._take(index, closing)

    def _before(self, position: int) -> str:
        """Return the last character before the position that is no white space."""
        return self._text[max(0, position - 4) : position].rstrip()[-1:]

    def _resumes(self, mark: Mark) -> bool:
        """Tell whether the next paragraph opens the quotation anew, or closes it."""
        following = self._following
        if following is None or not following.marks:
            return False
        first = following.marks[0]
        anew = first.group == mark.group and not self._text[following.start : first.start].strip()
        if mark.group == SINGLE:
            return anew and first.shape == mark.shape and opens_single(self._text, first)
        own = next((n for n, other in enumerate(following.marks) if other.group == mark.group), None)
        if own is None:
            return False
        closes = own in following.unopened and self._before(following.marks[own].start) in _ENDS_WORDS
        return closes or (anew and 0 not in following.unopened)

    def _leave_open(self, mark: Mark) -> int:
        self.leaves_open = mark.group
        self._add(mark, self._paragraph.end, self._paragraph.end)
        return len(self._paragraph.marks)

    def _add(self, opening: Mark, end_of_words: int, end: int) -> None:
        first = self._floor == self._paragraph.start
        self._floor = end
        words = _trim(self._text, opening.end, end_of_words)
        if words is not None:
            begins = first and not self._text[self._paragraph.start : opening.start].strip()
            end = end if end > end_of_words else words.end  # a mark that is lost takes no room
            self._found.append(
                Quotation(opening.start, end, words, begins and self._left_open == opening.group)
            )


def _trim(text: str, start: int, end: int) -> Offsets | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Offsets(start, end) if start < end else None


def _find_lost_closing(text: str, start: int, limit: int) -> int:
    """Return where a quotation ends whose closing mark was lost: before words of saying, else with its paragraph.

    A quotation that begins within a sentence ends with it at the latest.
    """
    (entry,) = load_lexicon(_PACKAGE, "quotations.toml").entries
    said = entry.pattern.search(text, start, limit)
    if said is not None:
        return said.start() - 1
    sentence = _SENTENCE_END.search(text, start, limit) if text[start : start + 1].islower() else None
    return sentence.start() if sentence else limit


def _find_lost_opening(text: str, floor: int, limit: int) -> int | None:
    """Return where the sentence begins that ends at `limit`, if one begins after `floor`."""
    ends = [match.end() for match in _LEAD.finditer(text, max(floor, limit - _LONGEST_OPEN), limit)]
    return ends[-1] if ends else None


def _find_single_closing(text: str, paragraph: _Paragraph, index: int) -> int | None:
    """Return the mark that closes a single one: one after a stop or comma, else the first that is no apostrophe.

    One between 's' and a word may be a possessive: ‘The pilots’ boat’.
    """
    opening = paragraph.marks[index]
    best: tuple[bool, int] | None = None
    position, last = index + 1, min(len(paragraph.marks), index + _MOST_MARKS)
    while position < last and paragraph.marks[position].start - opening.end <= _LONGEST_SINGLE:
        mark = paragraph.marks[position]
        if best is not None and opens_single(text, mark):
            break
        if mark.group == SINGLE and _closes_single(text, mark, opening):
            before = text[mark.start - 1]
            if before in _ENDS_WORDS:
                return position
            possessive = before in "sS" and text[mark.end + 1 : mark.end + 2].islower()
            best = min(filter(None, (best, (possessive, position))))
        position = paragraph.closing.get(position, position) + 1
    return best[1] if best else None


def _closes_single(text: str, mark: Mark, opening: Mark) -> bool:
    shaped = mark.shape in "’'" or (mark.shape == "‘" and opening.shape == "‚")
    return shaped and not text[mark.start - 1].isspace() and not text[mark.end : mark.end + 1].isalnum()
