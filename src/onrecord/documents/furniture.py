"""Text -> what is not the article: sign-up boxes, captions and their credits, links to other stories.

A span is marked only where a whole line, the bracketed end of one, or what a link unfolds behind a name has a form of
`furniture.toml`: a missed line costs a reader a moment, a swallowed sentence is lost to the record.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile

from onrecord.documents.archive_fields import find_archive_lines
from onrecord.documents.boxes import find_boxes, find_walls, is_advertised, speaks_of_site, undress
from onrecord.documents.content import Line
from onrecord.english import is_english
from onrecord.lexicon import compile_forms, load_lexicon
from onrecord.model import Offsets

# The longest line that is furniture as a whole; longer ones are paragraphs.
_LONGEST_LINE = 450
# A list that closes the page is made of headlines: lines of at most this length without a full stop.
_LONGEST_HEADLINE = 130
_LONGEST_LIST = 40
_SHORTEST_PARAGRAPH = 120
_LONGEST_ENDING = 330
_LONGEST_RUN = 300  # marks in a row, with at most a space between two
_RUN = re.compile(r"(?:[^\w\s][ \t]?)++")
# So many lines at least stand above the readers' comments: a heading and the article.
_FEWEST_ABOVE = 3


@cache
def _forms(part: str) -> re.Pattern[str]:
    """Return all forms of one part as one pattern, so that a line is looked at once."""
    entries = load_lexicon("onrecord.documents", "furniture.toml").entries
    return compile_forms(entry for entry in entries if entry.get("part") == part)


def find_furniture(lines: Sequence[Line]) -> Iterator[Offsets]:
    """Yield what is not the article, in the order of the text."""
    closing = min(_closing_list(lines), _find_comments(lines))
    listed = {
        *_find_lists(lines),
        *find_boxes(lines, is_furniture, is_opener),
        *find_walls(lines, is_furniture),
        *find_archive_lines(lines),
        *_find_author(lines),
    }
    for index, line in enumerate(lines):
        label = _forms("opening").match(line.text, 0, _LONGEST_LINE)
        if label and label.end() < len(line.text):
            yield Offsets(line.start, line.start + label.end())
        elif index >= closing or index in listed or _is_furniture(line) or _repeats_caption(lines, index):
            yield Offsets(line.start, line.end)
        elif line.text.endswith((")", "]")) and (found := _forms("ending").search(line.text, _tail(line))):
            yield Offsets(line.start + found.start(), line.end)
        yield from _find_runs(line)
        if "MORE" in line.text:
            yield from _find_insets(line)


def _find_author(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the index of the one line that says who wrote a text without 'By': below its headline, or at its end.

    Those who are quoted, or killed, are named so in the middle, and in lists.
    """
    found = [
        index for index, line in enumerate(lines) if _forms("author").match(line.text, 0, _LONGEST_HEADLINE)
    ]
    if len(found) != 1:
        return
    [index] = found
    name = re.split(r",| ?[|·•–—]| - ", lines[index].text)[0]
    told = (
        sum(word[0].isupper() and is_english(word) for word in name.split()) > 1
    )  # 'Council Picks Ana Lima, Industry editor'
    above = any(_is_paragraph(line.text) for line in lines[1:index])
    below = any(_is_paragraph(line.text) for line in lines[index + 1 :])
    last = index == len(lines) - 1 and above and lines[index - 1].text[-1] not in '”"'
    if index > 0 and not told and ((not above and below) or last):
        yield index


def _is_paragraph(text: str) -> bool:
    return len(text) > _SHORTEST_PARAGRAPH or text.endswith((".", "!", "?", "”", '"'))


def _find_runs(line: Line) -> Iterator[Offsets]:
    """Yield runs of so many marks as no writing has: each would be a word to whoever reads on."""
    for found in _RUN.finditer(line.text) if len(line.text) > _LONGEST_RUN else ():
        if len(found[0]) > _LONGEST_RUN:
            yield Offsets(line.start + found.start(), line.start + found.end())


def _find_insets(line: Line) -> Iterator[Offsets]:
    """Yield what links put behind names in the middle of a sentence."""
    for found in _forms("inset").finditer(line.text):
        start, end = found.span("inset" if found["inset"] else "unfolded")
        yield Offsets(line.start + start, line.start + end)


def _tail(line: Line) -> int:
    return max(0, len(line.text) - _LONGEST_ENDING)


def is_furniture(text: str) -> bool:
    """Tell whether a line is no part of an article by itself."""
    if len(text) > _LONGEST_LINE:
        return False
    bare = undress(text)
    known = any(_forms("line").match(words) or is_opener(words) for words in {text, bare})
    return known or is_advertised(bare) or speaks_of_site(bare)


def _is_furniture(line: Line) -> bool:
    return is_furniture(line.text)


def is_opener(text: str) -> bool:
    """Tell whether a line heads a list of other stories: 'Most read'."""
    return _forms("opener").match(text) is not None


def _repeats_caption(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the line is a picture's hidden description: the caption right below begins with it."""
    if index + 1 == len(lines):
        return False
    line, following = lines[index], lines[index + 1]
    touching = following.number == line.number + 1
    repeated = following.text.casefold().startswith(line.text.casefold())
    return touching and repeated and len(following.text) > len(line.text) and _is_furniture(following)


def _closing_list(lines: Sequence[Line]) -> int:
    """Return the index of the line that opens a list at the end of the page, or the number of lines."""
    first = len(lines)
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - _LONGEST_LIST), -1):
        line = lines[index]
        if _forms("opener").match(line.text):
            first = index
        elif not _is_furniture(line) and not _is_headline(line.text):
            break
    return first if first > 0 else len(lines)


def _find_lists(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the headlines that stand in the middle of a text behind a line such as 'Read more:'."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.text.endswith(":") and _forms("opener").match(line.text):
            run = list(takewhile(lambda i: _is_headline(lines[i].text), range(index + 1, len(lines))))
            found |= set(run if len(run) > 1 else ())
    return frozenset(found)


def _find_comments(lines: Sequence[Line]) -> int:
    """Return the index of the line behind which readers have the word, or the number of lines.

    A page whose first lines say so has its article below.
    """
    first = next((index for index, line in enumerate(lines) if _is_paragraph(line.text)), len(lines))
    said = (
        index
        for index, line in enumerate(lines)
        if index >= max(_FEWEST_ABOVE, first)
        and len(line.text) <= _LONGEST_LINE
        and _forms("comments").match(line.text)
    )
    return next(said, len(lines))


def _is_headline(text: str) -> bool:
    return len(text) <= _LONGEST_HEADLINE and text[-1] not in ".”\"'’;,:" and not text.startswith(("“", '"'))


def cut_out(spans: Iterable[Offsets], words: Iterable[Offsets]) -> Iterator[Offsets]:
    """Yield the spans without some words in them: who gives the numbers of a table's row is named there.

    >>> list(cut_out([Offsets(0, 9)], [Offsets(2, 4)]))
    [Offsets(start=0, end=2), Offsets(start=4, end=9)]
    """
    out = sorted(set(words))
    for start, end in spans:
        inside = [cut for cut in out if start <= cut.start and cut.end <= end]
        starts, ends = [start, *(cut.end for cut in inside)], [*(cut.start for cut in inside), end]
        yield from (Offsets(*pair) for pair in zip(starts, ends, strict=True) if pair[0] < pair[1])


def merge_offsets(found: Iterable[Offsets]) -> tuple[Offsets, ...]:
    """Return the spans sorted, with those that overlap made one.

    >>> merge_offsets([Offsets(7, 9), Offsets(1, 4), Offsets(3, 5)])
    (Offsets(start=1, end=5), Offsets(start=7, end=9))
    """
    merged: list[Offsets] = []
    for span in sorted(found):
        if merged and span.start < merged[-1].end:
            merged[-1] = Offsets(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
