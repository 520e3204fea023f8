"""Text -> windows of word pieces, each small enough for the tagger to read at once.

The shipped model was trained on windows made here, so a change of this module asks for a new model.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from curated_tokenizers import WordPieceProcessor

LONGEST_WINDOW = 128  # word pieces, besides the two that frame them
_ABBREVIATED = 3  # characters
_LONGEST_WORD = 100  # characters; BERT's tokenizer as well reads a longer word as unknown

# Letters and digits stand together and every other mark alone, as in BERT's tokenizer.
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LINE = re.compile(r"[^\n]+")
_OPENING, _CLOSING, _EITHER = frozenset("“«„"), frozenset("”»"), '"'
FEATURES = (
    17  # four cases, within quotation marks or not, first of its line or not; the last is for the frame
)
FRAME = 16
_MARK = (
    3  # the case of a number or a mark, after that of a word in small letters, with a capital and in capitals
)


class Word(NamedTuple):
    """A word: where it stands, its pieces, and what lower-casing takes from them."""

    start: int
    end: int
    pieces: tuple[int, ...]
    feature: int


class Window(NamedTuple):
    """Consecutive words, read at once."""

    words: tuple[Word, ...]

    @property
    def pieces(self) -> list[int]:
        """The identifiers of the words' pieces, in order."""
        return [piece for word in self.words for piece in word.pieces]

    @property
    def features(self) -> list[int]:
        """The feature of each piece: that of its word."""
        return [word.feature for word in self.words for _ in word.pieces]

    @property
    def firsts(self) -> list[int]:
        """The place of each word's first piece among the window's pieces."""
        places, place = [], 0
        for word in self.words:
            places.append(place)
            place += len(word.pieces)
        return places

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """The first and last word of each sentence, as far as marks and lines tell it."""
        starts = [0, *(place for place in range(1, len(self.words)) if _begins_sentence(self.words, place))]
        return [(a, b - 1) for a, b in zip(starts, [*starts[1:], len(self.words)], strict=True)]


class Pieces:
    """Cuts words into the pieces of an uncased BERT vocabulary (Wu et al., 2016)."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._processor = WordPieceProcessor(vocabulary)
        self.unknown = vocabulary.index("[UNK]")
        self.first, self.last = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
        self.look_up = lru_cache(maxsize=50_000)(self._look_up)

    def _look_up(self, word: str) -> tuple[tuple[int, ...], int]:
        """Return the pieces of a word, and its case."""
        return self._cut(word), _case(word)

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self.unknown,)
        plain = "".join(
            c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn"
        )
        ids = self._processor.encode(plain)[0] if plain else []
        return tuple(ids) if ids and -1 not in ids else (self.unknown,)


def find_words(text: str, pieces: Pieces) -> Iterator[list[Word]]:
    """Yield the words of each line of the text."""
    look_up = pieces.look_up
    for line in _LINE.finditer(text):
        words: list[Word] = []
        quoted = False
        for match in _WORD.finditer(text, *line.span()):
            word = match[0]
            cut, case = look_up(word)
            if case < _MARK:
                words.append(Word(*match.span(), cut, case + 4 * quoted + 8 * (not words)))
                continue
            quoted = quoted or word in _OPENING
            words.append(Word(*match.span(), cut, case + 4 * quoted + 8 * (not words)))
            if word in _CLOSING:
                quoted = False
            elif word == _EITHER:
                quoted = not quoted
        if words:
            yield words


def _case(word: str) -> int:
    if not word[0].isalpha():
        return _MARK
    if word.islower():
        return 0
    return 2 if word.isupper() and len(word) > 1 else 1


def find_windows(text: str, pieces: Pieces) -> Iterator[Window]:
    """Yield the text's windows: consecutive lines together while they fit, a longer line cut after a sentence."""
    held: list[Word] = []
    room = LONGEST_WINDOW
    for line in find_words(text, pieces):
        for part in _cut_line(line):
            size = sum(len(word.pieces) for word in part)
            if held and size > room:
                yield Window(tuple(held))
                held, room = [], LONGEST_WINDOW
            held += part
            room -= size
    if held:
        yield Window(tuple(held))


def _cut_line(line: list[Word]) -> Iterator[list[Word]]:
    """Yield the line whole, or in parts that fit."""
    start = 0
    while start < len(line):
        end, size, sentence = start, 0, start
        while end < len(line) and size + len(line[end].pieces) <= LONGEST_WINDOW:
            size += len(line[end].pieces)
            end += 1
            if end < len(line) and _ends_sentence(line, end):
                sentence = end
        if end < len(line) and sentence > start:
            end = sentence
        yield line[start:end]
        start = end


def _begins_sentence(words: Sequence[Word], place: int) -> bool:
    if _begins_line(words[place]):
        return True
    return _ends_sentence(words, place) and not _is_short_name(words[max(0, place - 2)])


def _is_short_name(word: Word) -> bool:
    """Tell whether a word may be an abbreviation that stands before a name: 'Sen.', 'U.S.', 'Jan.'."""
    return word.end - word.start <= _ABBREVIATED and word.feature % 4 in (1, 2)


def _begins_line(word: Word) -> bool:
    return word.feature % 16 >= 8


def _ends_sentence(line: Sequence[Word], end: int) -> bool:
    """Tell whether a sentence may end before the word at `end`: a lone mark, a gap, a capital or a quotation mark."""
    last, following = line[end - 1], line[end]
    marked = last.feature % 4 == 3 and last.end - last.start == 1
    return marked and following.start > last.end and following.feature % 4 != 0
