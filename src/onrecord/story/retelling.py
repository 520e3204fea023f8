"""Two documents -> does one tell the other again, sentence by sentence, in other words?

A rewriting keeps what is costly to invent: the numbers, the names, the rarer words and, above all, the order of
the sentences. Two reports on one event share names and numbers as well, but neither sentence for sentence nor in
one order, so the sentences are aligned in order (Gale and Church 1993, for sentences of two languages) and both
the strength of the alignment and its order decide.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

# Machine paraphrase changes endings and every second word; five letters keep 'resettled', 'resettlement' together.
_STEM_LETTERS, _FEWEST_LETTERS = 5, 4
_WORD = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]|\w+")
# A sentence with fewer telling words aligns with anything.
_FEWEST_STEMS = 4
# Two words in common, so much of the weight of both: the sentences may tell the same.
_FEWEST_SHARED, _ALIGNED = 2, 0.12
# Measured on news of one event by several outlets (Timeline17): independent reports stay below a mean likeness of
# 0.3, or have fewer than seven tenths of their sentences aligned, or tell them in another order.
_FEWEST_ALIGNED, _LIKENESS, _SHARE, _IN_ORDER = 4, 0.3, 0.7, 0.75


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
            and self.likeness >= _LIKENESS
            and self.share >= _SHARE
            and self.in_order >= _IN_ORDER
        )


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


def align(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> Alignment:
    """Return how the sentences of two texts, given by their stems, align."""
    likeness = _compare(one, other)
    pairs, total = _follow(likeness)
    shorter = min(sum(map(bool, one)), sum(map(bool, other)))
    if not shorter or not total:
        return Alignment((), 0.0, 0.0, 0.0)
    unordered = sum(max(row, default=0.0) for row in likeness)
    aligned = tuple((i, j) for i, j in pairs if likeness[i][j] >= _ALIGNED)
    return Alignment(aligned, total / shorter, len(aligned) / shorter, total / unordered)


def _compare(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> list[list[float]]:
    """Return the cosine of every two sentences, a word weighing less the more sentences have it."""
    counts = [Counter(stem for stems in text for stem in stems) for text in (one, other)]
    weight = {stem: 1 / max(count[stem] for count in counts) for stem in sorted({*counts[0], *counts[1]})}
    norms = [
        [math.sqrt(sum(weight[stem] for stem in sorted(stems))) for stems in text] for text in (one, other)
    ]
    rows = []
    for stems, norm in zip(one, norms[0], strict=True):
        row = []
        for others, other_norm in zip(other, norms[1], strict=True):
            shared = stems & others
            alike = sum(weight[stem] for stem in sorted(shared)) if len(shared) >= _FEWEST_SHARED else 0.0
            row.append(alike / (norm * other_norm) if alike else 0.0)
        rows.append(row)
    return rows


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
