"""Two documents -> does one tell the other again, sentence by sentence, in other words?

A rewriting keeps what is costly to invent: the numbers, the names, the rarer words and, above all, the order of
the sentences. Two reports on one event share names and numbers as well, but neither sentence for sentence nor in
one order, so the sentences are aligned in order (Gale and Church 1993, for sentences of two languages) and both
the strength of the alignment and its order decide.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from sys import intern

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

# Machine paraphrase changes endings and every second word; five letters keep 'resettled', 'resettlement' together.
_STEM_LETTERS, _FEWEST_LETTERS = 5, 4
_WORD = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]|\w+")
_KEPT = 65_536  # words whose stems are kept at hand
# A sentence with fewer telling words aligns with anything.
_FEWEST_STEMS = 4
# Two words in common, so much of the weight of both: the sentences may tell the same.
_FEWEST_SHARED, _ALIGNED = 2, 0.12
# Measured on news of one event by several outlets (Timeline17): independent reports stay below a mean likeness of
# 0.3, or have fewer than seven tenths of their sentences aligned, or tell them in another order.
_FEWEST_ALIGNED, LIKENESS, _SHARE, _IN_ORDER = 4, 0.3, 0.7, 0.75


class Alignment(Struct, frozen=True):
    """Which sentences tell the same, in the order of both, and how surely one text retells the other."""

    pairs: tuple[tuple[int, int], ...]
    likeness: float  # mean likeness over the sentences of the shorter text
    share: float  # of the sentences of the shorter text
    in_order: float  # how much of the likeness that any order could give this order gives

    @property
    def retold(self) -> bool:
        """Tell whether one text is the other in other words."""
        return (
            len(self.pairs) >= _FEWEST_ALIGNED
            and self.likeness >= LIKENESS
            and self.share >= _SHARE
            and self.in_order >= _IN_ORDER
        )


_APART = Alignment((), 0.0, 0.0, 0.0)


def find_stems(sentence: str) -> frozenset[str]:
    """Return the numbers of a sentence and the beginnings of its longer words; nothing where there are too few.

    >>> sorted(find_stems("The council closed 12 bridges."))
    ['12', 'bridg', 'close', 'counc']
    """
    stems = set(map(_cut, _WORD.findall(sentence)))
    stems.discard("")
    return frozenset(stems) if len(stems) >= _FEWEST_STEMS else frozenset()


@lru_cache(_KEPT)
def _cut(word: str) -> str:
    """Return a number, the beginning of a longer word, or nothing."""
    if word[0].isdigit():
        return intern(word.replace(",", ""))
    return intern(word.casefold()[:_STEM_LETTERS]) if len(word) >= _FEWEST_LETTERS else ""


class Outline(Struct, frozen=True):
    """The sentences of a text by their stems, laid out for comparison."""

    rows: Mapping[str, int]  # of each stem, in `holding`
    holding: NDArray[np.bool_]  # whether a stem, by row, stands in a sentence, by column
    counts: NDArray[np.float64]  # in how many sentences each stem stands
    squares: NDArray[np.float64]  # of each sentence's length, a stem weighing less the more sentences have it


def outline(sentences: Sequence[frozenset[str]]) -> Outline:
    """Return the outline of a text whose sentences are given by their stems."""
    rows = {stem: row for row, stem in enumerate(sorted(frozenset().union(*sentences)))}
    holding = np.zeros((len(rows), len(sentences)), dtype=np.bool_)
    for column, stems in enumerate(sentences):
        holding[[rows[stem] for stem in stems], column] = True
    counts = holding.sum(axis=1, dtype=np.float64)
    return Outline(rows, holding, counts, (1 / counts) @ holding)


def align(one: Outline, other: Outline, *, least: float = 0.0) -> Alignment:
    """Return how the sentences of two texts align; which text comes first changes nothing.

    Texts whose likeness can't reach `least`, in whatever order their sentences stand, are not aligned.
    """
    shorter = min(int(np.count_nonzero(text.squares)) for text in (one, other))
    if not shorter:
        return _APART
    compared = _compare(one, other)
    unordered = min(float(compared.max(axis=axis).sum()) for axis in (0, 1))
    if not unordered or unordered / shorter < least:
        return _APART
    likeness = compared.tolist()
    pairs, total = _follow(likeness)
    aligned = tuple((i, j) for i, j in pairs if likeness[i][j] >= _ALIGNED)
    return Alignment(aligned, total / shorter, len(aligned) / shorter, total / unordered)


def _compare(one: Outline, other: Outline) -> NDArray[np.float64]:
    """Return the cosine of every two sentences, a word weighing less the more sentences have it."""
    stems = sorted(one.rows.keys() & other.rows.keys())
    first, second = ([text.rows[stem] for stem in stems] for text in (one, other))
    here, there = one.holding[first].astype(np.float64), other.holding[second].astype(np.float64)
    counts, others = one.counts[first], other.counts[second]
    weights = 1 / np.maximum(counts, others)
    alike: NDArray[np.float64] = (here.T * weights) @ there
    squares = one.squares + (weights - 1 / counts) @ here
    lengths = np.outer(squares, other.squares + (weights - 1 / others) @ there)
    alike[here.T @ there < _FEWEST_SHARED] = 0.0
    return np.divide(alike, np.sqrt(lengths), out=alike, where=alike > 0)


def _follow(likeness: Sequence[Sequence[float]]) -> tuple[list[tuple[int, int]], float]:
    """Return the pairs, rising in both texts, whose likeness adds up to most, and the sum."""
    width = len(likeness[0]) if likeness else 0
    best = [[0.0] * (width + 1)]
    for row in likeness:
        line = [0.0]
        for j, value in enumerate(row):
            line.append(max(best[-1][j + 1], line[j], best[-1][j] + value))
        best.append(line)
    pairs, i, j = [], len(likeness), width
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1], best[-1][-1]
