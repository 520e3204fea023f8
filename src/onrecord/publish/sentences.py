"""The sentences of a text, as a reader sees them: to show words in the sentence that they stand in.

Nothing is read by these: where a sentence ends decides how much is shown around some words, and no more.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets

LONGEST = 420  # characters to either side of some words that still count as of their sentence
_CLOSING = "\"”’'»)\\]"
_OPENING = "\"“‘'«(\\["
_END = re.compile(rf"(?<![.!?…])[.!?…]+[{_CLOSING}]{{0,3}}\s+(?=[{_OPENING}]{{0,3}}[^\Wa-z_])")
# Web pages lose the blank between two paragraphs: 'in May.The dam leaks'
_GLUED = re.compile(rf"(?<=[a-z\d]{{2}})[.!?][{_CLOSING}]{{0,2}}(?=[{_OPENING}]?[A-Z][a-z’']*[\s,])")
_WORD_BEFORE = re.compile(rf"[^\s{_OPENING}]*$")
_LONGEST_WORD = 20
_LETTERS = re.compile(rf"[{_OPENING}]*([^\W\d_]+)")
_WORD = re.compile(r"\S{0,40}")
_FULL = (
    0.9  # of the width of nearly all lines: what is shorter, with the next word, was not ended by its width
)
_LINE = re.compile(r"\n")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_UNENDED = re.compile(rf"[^\s.!?…:{_CLOSING}]\n(?=\S)")


@cache
def _load_words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord", "abbreviations.toml").words(name)


class Sentences:
    """Where the sentences of one text begin."""

    def __init__(self, text: str, furniture: Iterable[tuple[int, int]] = ()) -> None:
        self._text = text
        starts = {0, *(match.end() for match in _PARAGRAPH.finditer(text)), *_find_lines(text)}
        edges = {place for box in furniture for place in box if place < len(text)}
        # who gives the numbers of a table's row is no furniture, and still in one line with them
        starts |= {
            place
            for place in edges
            if text[text.rfind("\n", 0, place) + 1] != "|" or text[place - 1 : place] == "\n"
        }
        for ending in (_END, _GLUED):
            starts |= {match.end() for match in ending.finditer(text) if _is_end(text, match)}
        self._starts = sorted(starts)

    def is_start(self, place: int) -> bool:
        """Tell whether a sentence begins at a place."""
        at = bisect_right(self._starts, place)
        return at > 0 and self._starts[at - 1] == place

    def around(self, start: int, end: int, more: int = 0) -> Offsets:
        """Return the sentences in which some words stand, with so many `more` on either side.

        What is further than `LONGEST` characters from the words, for each sentence, is cut between two words.

        >>> text = "Dr. Rao spoke. The dam leaks, she said. It rained."
        >>> [text[slice(*Sentences(text).around(19, 22, more))] for more in (0, 1)]
        ['The dam leaks, she said.', 'Dr. Rao spoke. The dam leaks, she said. It rained.']
        """
        first = bisect_right(self._starts, start) - 1 - more
        last = bisect_right(self._starts, end - 1) + more
        begin = self._starts[max(0, first)]
        finish = self._starts[last] if last < len(self._starts) else len(self._text)
        reach = LONGEST * (more + 1)
        if start - begin > reach:
            begin = _skip_word(self._text, start - reach, start)
        if finish - end > reach:
            finish = max(end, self._text.rfind(" ", end, end + reach))
        inside = self._text[begin:finish]
        begin = min(start, begin + len(inside) - len(inside.lstrip()))
        return Offsets(begin, max(end, begin + len(self._text[begin:finish].rstrip())))


def _skip_word(text: str, start: int, limit: int) -> int:
    found = text.find(" ", start, limit)
    return limit if found < 0 else found + 1


def _find_lines(text: str) -> Iterator[int]:
    """Yield where a line begins that does not go on with the sentence of the line before it.

    Where most lines end in the middle of a sentence, they are only wrapped: there a line ends a sentence where the
    next line's first word would have had room in it, as a heading does.
    """
    lines = sum(1 for _ in re.finditer(r"\S\n(?=\S)", text))
    wrapped = lines > 2 and sum(1 for _ in _UNENDED.finditer(text)) * 2 > lines
    width = 0
    if wrapped:
        lengths = sorted(len(line) for line in text.split("\n") if line.strip())
        width = round(lengths[len(lengths) * 9 // 10] * _FULL)
    start = 0
    for match in _LINE.finditer(text):
        following = _WORD.match(text, match.end())
        room = match.start() - start + 1 + (len(following[0]) if following else 0)
        if not wrapped or room < width:
            yield match.end()
        start = match.end()


def _is_end(text: str, match: "re.Match[str]") -> bool:
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    found = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
    word = found[0] if found else ""
    if "." in word:
        # 'in Washington, D.C. The hall', and 'the U.S. House'
        behind = _LETTERS.match(text, match.end())
        return behind is not None and behind[1].lower() in _load_words("openers")
    initial = len(word) == 1 and word.isupper()
    return not initial and word.lower() not in _load_words("titles") | _load_words("others")
