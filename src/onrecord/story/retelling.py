"""Two documents -> does one tell the other again, sentence by sentence, in other words?

A rewriting keeps what is costly to invent: the numbers, the names, the rarer words and, above all, the order of
the sentences. Two reports on one event share names and numbers as well, but neither sentence for sentence nor in
one order, so the sentences are aligned in order (Gale and Church 1993, for sentences of two languages) and both
the strength of the alignment and its order decide.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

# Machine paraphrase changes endings and every second word; five letters keep 'resettled', 'resettlement' together.
_STEM_LETTERS, _FEWEST_LETTERS = 5, 4
_WORD = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]|\w+")
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
    stems = frozenset(
        word.replace(",", "") if word[0].isdigit() else word.casefold()[:_STEM_LETTERS]
        for word in _WORD.findall(sentence)
        if word[0].isdigit() or len(word) >= _FEWEST_LETTERS
    )
    return stems if len(stems) >= _FEWEST_STEMS else frozenset()


class Outline(Struct, frozen=True):
    """The sentences of a text by their stems, laid out for comparison."""

    columns: Mapping[str, int]  # of the stems
    table: NDArray[np.bool_]  # whether the sentence of the row has the stem of the column
    counts: NDArray[np.float64]  # sentences that have each stem


def outline(sentences: Sequence[frozenset[str]]) -> Outline:
    """Return the outline of a text whose sentences are given by their stems."""
    columns = {stem: column for column, stem in enumerate(sorted(frozenset().union(*sentences)))}
    table = np.zeros((len(sentences), len(columns)), bool)
    for row, stems in enumerate(sentences):
        table[row, [columns[stem] for stem in stems]] = True
    return Outline(columns, table, table.sum(axis=0, dtype=np.float64))


def align(one: Outline, other: Outline, *, least: float = 0.0) -> Alignment:
    """Return how the sentences of two texts align; which text comes first changes nothing.

    Texts whose likeness can't reach `least`, in whatever order their sentences stand, are not aligned.
    """
    shorter = min(np.count_nonzero(text.table.any(axis=1)) for text in (one, other))
    if not shorter:
        return _APART
    likeness = _compare(one, other)
    unordered = min(likeness.max(axis=1).sum(), likeness.max(axis=0).sum())
    if not unordered or unordered / shorter < least:
        return _APART
    pairs, total = _follow(likeness)
    aligned = tuple((i, j) for i, j in pairs if likeness[i, j] >= _ALIGNED)
    return Alignment(
        aligned, _round(total / shorter), _round(len(aligned) / shorter), _round(total / unordered)
    )


def _round(ratio: float) -> float:
    """Drop the digits in which two processors may differ."""
    return round(float(ratio), 9)


def _compare(one: Outline, other: Outline) -> NDArray[np.float64]:
    """Return the cosine of every two sentences, a word weighing less the more sentences have it."""
    shared = sorted(one.columns.keys() & other.columns.keys())
    columns = [[text.columns[stem] for stem in shared] for text in (one, other)]
    weights = 1 / np.maximum(one.counts[columns[0]], other.counts[columns[1]])
    tables = [
        text.table[:, chosen].astype(np.float64) for text, chosen in zip((one, other), columns, strict=True)
    ]
    norms = []
    for text, chosen in zip((one, other), columns, strict=True):
        own = 1 / text.counts
        own[chosen] = weights
        norms.append(np.maximum(np.sqrt(text.table @ own), 1e-9))
    alike = (tables[0] * weights) @ tables[1].T
    alike[tables[0] @ tables[1].T < _FEWEST_SHARED] = 0.0
    return np.asarray(np.round(alike / np.outer(norms[0], norms[1]), 12))


def _follow(likeness: NDArray[np.float64]) -> tuple[list[tuple[int, int]], float]:
    """Return the pairs, rising in both texts, whose likeness adds up to most, and the sum."""
    height, width = likeness.shape
    best = [[0.0] * (width + 1)]
    for row in likeness.tolist():
        line = [0.0]
        for j, value in enumerate(row):
            line.append(max(best[-1][j + 1], line[j], best[-1][j] + value))
        best.append(line)
    pairs, i, j = [], height, width
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1], best[-1][-1]
