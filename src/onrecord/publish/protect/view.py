"""A text as a search for names sees it: its folded letters, where words begin and end, and what stands around them."""

import re
import unicodedata
from enum import Enum
from functools import cache

from onrecord.publish.protect.folding import decode, fold, is_unseen
from onrecord.publish.protect.words import list_words

_ADDRESS = re.compile(
    r"[@#]|://|^www\.|[^\W_]_[^\W_]|\w\.\w+/|%[0-9A-Fa-f]{2}|\.(?:com|org|net|example|html?|pdf|txt|docx?|jpe?g|png)\b"
)
_REACH = 300  # characters to either side that are looked at
_LONGEST_WORD = 30  # letters to either side that are taken for the rest of a word
_WORD = r"[^\W_](?:[^\W_]|['’\u00ad\u0300-\u036f])*"
_BEFORE = re.compile(rf"({_WORD})(\.?[\s\u00a0]*)$")
_AFTER = re.compile(rf"^([\s\u00a0]*)({_WORD})?")
_ENDED = re.compile(r"(?:^|[.!?…:;]|\n[^\S\n]*\n|^[\s]*|[•*>|—–-])[\s\"'“”‘’«»„()\[\]*_>#-]*$")
_HEADLINE = 0.7  # of its longer words have a capital
_FEWEST = 4  # words of a line that is told to be a headline by its capitals


class Setting(Enum):
    """What kind of text it is."""

    PROSE = "prose"
    LABEL = "label"  # a name or a title of somebody, and nothing else
    ADDRESS = "address"  # an address or a file name


def read_gap(text: str) -> str:
    """Return what is seen of a text between two letters: every hyphen as '-', every blank but a line's end as ' '.

    >>> read_gap("\u00ad&#8209;\u2009")
    '- '
    """
    return "".join(_plain_sign(c) for _, _, c in decode(text) if not is_unseen(c))


@cache
def _plain_sign(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character == "\u2212":
        return "-"
    if category == "Zs" or character == "\t":
        return " "
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    return unicodedata.normalize("NFKC", character)


class View:
    """The letters of one text."""

    def __init__(self, text: str, setting: Setting, *, alike: bool) -> None:
        folded = fold(text, alike=alike)
        self.text, self.setting = text, setting
        self.letters, self.starts, self.ends, self.capital = (
            folded.letters,
            folded.starts,
            folded.ends,
            folded.capital,
        )
        self.edges: set[int] = (
            set()
        )  # where a name that was found begins or ends, so another may begin or end

    def gap(self, place: int) -> str:
        """Return what is seen between a letter and the one before it, '' where they touch."""
        start, end = self.ends[place - 1], self.starts[place]
        return read_gap(self.text[start:end]) if start < end else ""

    def is_hyphened(self, place: int) -> bool:
        """Tell whether a hyphen, seen or soft, stands between a letter and the one before it."""
        between = self.text[self.ends[place - 1] : self.starts[place]]
        return "-" in read_gap(between) or "\u00ad" in (c for _, _, c in decode(between))

    def is_edge(self, place: int) -> bool:
        """Tell whether a word begins or ends before a letter, so that something is seen there."""
        return place in (0, len(self.letters)) or place in self.edges or self.gap(place) != ""

    def is_bound(self, place: int) -> bool:
        """Tell whether a word, a part of one in camel case or a number begins or ends before a letter."""
        if self.is_edge(place):
            return True
        before, after = self.letters[place - 1], self.letters[place]
        if before.isdigit() or after.isdigit():
            return before.isdigit() != after.isdigit()
        if not self.capital[place] or self.starts[place] == self.starts[place - 1]:
            return False
        if not self.capital[place - 1]:
            return self._piece_before(place) not in list_words("particles")
        follows = place + 1 < len(self.letters) and self.gap(place + 1) == ""
        return follows and not self.capital[place + 1]

    def _piece_before(self, place: int) -> str:
        start, first = place - 1, place - _LONGEST_WORD
        while start > max(0, first) and not self.capital[start] and not self.is_edge(start):
            start -= 1
        return self.letters[start:place]

    def token(self, start: int, end: int) -> tuple[int, int]:
        """Return where the letters begin and end that nothing seen parts from these."""
        first, last = max(0, start - _LONGEST_WORD), min(len(self.letters), end + _LONGEST_WORD)
        while start > first and self.gap(start) == "":
            start -= 1
        while end < last and self.gap(end) == "":
            end += 1
        return start, end

    def chunk(self, start: int, end: int) -> str:
        """Return what stands around some letters up to the next blank on either side."""
        first, last = self.starts[start], self.ends[end - 1]
        before = re.search(r"\S*$", self.text[max(0, first - _REACH) : first])
        after = re.match(r"\S*", self.text[last : last + _REACH])
        return f"{before[0] if before else ''}{self.text[first:last]}{after[0] if after else ''}"

    def is_address(self, start: int, end: int) -> bool:
        """Tell whether letters stand in an address, a handle, a hashtag or a file's name."""
        return self.setting is Setting.ADDRESS or _ADDRESS.search(self.chunk(start, end)) is not None

    def before(self, start: int) -> tuple[str, str]:
        """Return the word before some letters, if no more than a blank or a point parts it from them, and the blank."""
        first = self.starts[start]
        found = _BEFORE.search(self.text[max(0, first - 60) : first])
        return (found[1], found[2]) if found else ("", "")

    def after(self, end: int) -> tuple[str, str]:
        """Return what stands at once behind some letters: the blank and the word behind it, or the sign."""
        last = self.ends[end - 1]
        rest = self.text[last : last + 60]
        found = _AFTER.match(rest)
        if found and found[2]:
            return found[1], found[2]
        return "", rest[:1]

    def opens_sentence(self, start: int) -> bool:
        """Tell whether letters stand where a sentence or a line begins, so that a capital says nothing."""
        first = self.starts[start]
        before = self.text[max(0, first - 80) : first]
        if first <= 80 and not re.search(r"\w", before):
            return True
        return _ENDED.search(before) is not None

    def is_headline(self, start: int, end: int) -> bool:
        """Tell whether most words of the line have a capital, so that a capital says nothing."""
        first, last = self.starts[start], self.ends[end - 1]
        before = self.text[max(0, first - _REACH) : first].rpartition("\n")[2]
        after = self.text[last : last + _REACH].partition("\n")[0]
        words = re.findall(r"[^\W\d_]{4,}", before + self.text[first:last] + after)
        return len(words) >= _FEWEST and sum(word[0].isupper() for word in words) >= _HEADLINE * len(words)
