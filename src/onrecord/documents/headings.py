"""Page -> headings: the lines that whoever wrote or printed a text put over it or over a part of it.

A heading is the writer's own, shorter and looser than the sentence that it stands for: nobody it names says it, and no
sentence below begins in it. It is told by its markup, by being the page's title, or by where a text has its head: above
the first sentence, apart from it, and without a sentence's end.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.documents.content import Line, Markup
from onrecord.documents.shapes import Page, Shape, bare_of_notes
from onrecord.model import BlockKind

_HEAD = 12  # lines above the first sentence, as exports of press archives have
_LONGEST = 160  # characters
_SHORTEST_SENTENCE = 60  # characters, of a paragraph below a heading
_SHORT_LINE, _LONG_PARAGRAPH = 80, 120  # characters
_SENTENCE_END = re.compile(r"[.!?…:;,][”\"’»)\]*]*$")
_BULLETS = "-–—•*·▪●|>"  # what stands behind one is a point of the text
_HASHES = re.compile(r"#{1,6} +\S")
_SURE_MARKED, _SURE_TITLE, _SURE_PLACED = 0.95, 0.95, 0.8


def find_headings(page: Page) -> Iterator[Shape]:
    """Yield the headings of a page that has text below them, each a line."""
    head = {line.start for line in _head(page)}
    title = _letters(page.title or "")
    for line, following in pairwise(page.lines):
        if len(line.text) > _LONGEST:
            continue
        letters = _letters(line.text)
        if page.holds(Markup.HEADING, line) or _HASHES.match(line.text):
            sure = _SURE_MARKED
        elif line in page.lines[:_HEAD] and letters and letters == title:
            sure = _SURE_TITLE
        elif line.start in head or _is_over(line, following) or _is_bold_heading(page, line, following):
            sure = _SURE_PLACED
        else:
            continue
        yield Shape(line.start, line.end, BlockKind.HEADING, sure)


def _head(page: Page) -> list[Line]:
    """Return the lines above the first sentence that are none, where a blank line parts each from what is below."""
    for place, line in enumerate(page.lines[: _HEAD + 1]):
        if _is_sentence(line):
            return [
                above
                for above, below in zip(page.lines[:place], page.lines[1:], strict=False)
                if not _ends(above)
                and above.text[0] not in _BULLETS
                and len(above.text) <= _LONGEST
                and _stands_apart(above, below, line)
            ]
    return []


def _ends(line: Line) -> bool:
    return _SENTENCE_END.search(bare_of_notes(line.text)) is not None


def _is_sentence(line: Line) -> bool:
    return len(line.text) >= _SHORTEST_SENTENCE and _ends(line)


def _stands_apart(above: Line, below: Line, first: Line) -> bool:
    """Tell whether a line of the head is not wrapped into the first sentence: others of the head may touch it."""
    return below is not first or below.number > above.number + 1


def _is_over(line: Line, following: Line) -> bool:
    """Tell whether a short line touches the long paragraph below it: had it been wrapped, they would be joined."""
    return (
        following.number == line.number + 1
        and len(line.text) <= _SHORT_LINE
        and len(following.text) >= _LONG_PARAGRAPH
        and _is_sentence(following)
        and not _ends(line)
        and line.text[:1].isupper()
        and any(word[:1].islower() for word in line.text.split())
    )


def _is_bold_heading(page: Page, line: Line, following: Line) -> bool:
    """Tell whether a paragraph that is bold as a whole is no sentence, and stands over one."""
    return (
        page.holds(Markup.STRONG, line)
        and not _ends(line)
        and not page.holds(Markup.STRONG, following)
        and _is_sentence(following)
    )


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
