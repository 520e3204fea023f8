"""Scores of the reader -> the words of frames and of their roles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Offsets
from onrecord.reading.tagger.decoding import Floats, Span
from onrecord.reading.tagger.windows import Window, Word

_WORTH_A_LOOK = -2.5  # score of a sentence from which its frame is read; below, one in a hundred is right
_OF_THE_FRAME = -0.5  # score of a word that belongs to its frame; as in training
# how likely a word is its role's: party, act, day; with less, acts take in who acts
_LIKELY = (0.5, 0.6, 0.5)


class Anchor(NamedTuple):
    """A sentence that may hold a frame, and the words that would be its own."""

    kind: int
    span: Span
    score: float


class Words(NamedTuple):
    """The words of a window, each with the chance of belonging to each role: `chances` is [words, roles]."""

    places: tuple[Offsets, ...]
    chances: Floats

    def share(self, role: int, words: Offsets) -> float:
        """Return the mean chance of the words to belong to the role; 0 where the window holds none of them."""
        first, end = find_held(self.places, words)
        return float(self.chances[first:end, role].mean()) if first < end else 0.0

    def run(self, role: int) -> Offsets | None:
        """Return the words that stand together and likeliest belong to the role; none where none are likely."""
        best: tuple[float, Offsets] | None = None
        first = None
        for place, likely in enumerate([*(self.chances[:, role] >= _LIKELY[role]).tolist(), False]):
            if likely and first is None:
                first = place
            if not likely and first is not None:
                mass = float(self.chances[first:place, role].sum())
                words = Offsets(self.places[first].start, self.places[place - 1].end)
                best = max(best or (0.0, words), (mass, words))
                first = None
        return best[1] if best else None


def find_held(places: Sequence[Offsets | Word], words: Offsets) -> tuple[int, int]:
    """Return the first of some words in order that shares a character with `words`, and the one after the last."""
    first = bisect_right(places, words.start, key=_end_of)
    return first, bisect_left(places, words.end, lo=first, key=_start_of)


def _start_of(word: Offsets | Word) -> int:
    return word.start


def _end_of(word: Offsets | Word) -> int:
    return word.end


class Framed(NamedTuple):
    """A frame that the reader found."""

    kind: str
    words: Offsets
    probability: float
    roles: Words
    outcome: str  # what became of the act; of frames of other kinds it says nothing


def find_anchors(window: Window, inside: Floats, evidence: Floats) -> Iterator[Anchor]:
    """Yield what each sentence may hold, from the scores [words, kinds] of its words.

    `inside` says of each word whether it belongs to a frame; `evidence` adds up, as the logarithm of the sum of its
    exponentials, to the score of the sentence.
    """
    for first, last in window.sentences:
        scores = _add_up(evidence[first : last + 1])
        for kind in np.flatnonzero(scores > _WORTH_A_LOOK).tolist():
            held = np.flatnonzero(inside[first : last + 1, kind] > _OF_THE_FRAME)
            span = Span(first + int(held[0]), first + int(held[-1])) if len(held) else Span(first, last)
            yield Anchor(kind, span, float(scores[kind]))


def _add_up(scores: Floats) -> NDArray[np.float64]:
    top = scores.max(0).astype(np.float64)
    added: NDArray[np.float64] = top + np.log(np.exp(scores - top).sum(0))
    return added


def mark_words(
    window: Window, source: Offsets | None, cue: Offsets | None, content: Sequence[Offsets]
) -> NDArray[np.int64]:
    """Return the mark of each word of the window: 1 of the source, 2 of the cue, 3 of the content, else 0."""
    marks = np.zeros(len(window.words), dtype=np.int64)
    for mark, spans in ((3, content), (1, (source,)), (2, (cue,))):
        for words in spans:
            if words is not None:
                first, end = find_held(window.words, words)
                marks[first:end] = mark
    return marks
