"""Two documents -> does one tell the other again, sentence by sentence, in other words?

A rewriting keeps what is costly to invent: the numbers, the names, the rarer words and, above all, the order of
the sentences. Two reports on one event share names and numbers as well, but neither sentence for sentence nor in
one order, so the sentences are aligned in order (Gale and Church 1993, for sentences of two languages) and both
the strength of the alignment and its order decide.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from sys import intern

from msgspec import Struct

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

    rows: Mapping[str, tuple[int, ...]]  # the sentences that have each stem
    squares: tuple[float, ...]  # of each sentence's length, a stem weighing less the more sentences have it


def outline(sentences: Sequence[frozenset[str]]) -> Outline:
    """Return the outline of a text whose sentences are given by their stems."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, stems in enumerate(sentences):
        for stem in stems:
            rows[stem].append(row)
    squares = [0.0] * len(sentences)
    for stem in sorted(rows):
        for row in rows[stem]:
            squares[row] += 1 / len(rows[stem])
    return Outline({stem: tuple(found) for stem, found in rows.items()}, tuple(squares))


def align(one: Outline, other: Outline, *, least: float = 0.0) -> Alignment:
    """Return how the sentences of two texts align; which text comes first changes nothing.

    Texts whose likeness can't reach `least`, in whatever order their sentences stand, are not aligned.
    """
    shorter = min(sum(map(bool, text.squares)) for text in (one, other))
    if not shorter:
        return _APART
    likeness = _compare(one, other)
    unordered = min(sum(map(max, likeness)), sum(map(max, zip(*likeness, strict=True))))
    if not unordered or unordered / shorter < least:
        return _APART
    pairs, total = _follow(likeness)
    aligned = tuple((i, j) for i, j in pairs if likeness[i][j] >= _ALIGNED)
    return Alignment(aligned, total / shorter, len(aligned) / shorter, total / unordered)


def _compare(one: Outline, other: Outline) -> list[list[float]]:
    """Return the cosine of every two sentences, a word weighing less the more sentences have it."""
    squares, others = list(one.squares), list(other.squares)
    alike = [[0.0] * len(others) for _ in squares]
    shared = [[0] * len(others) for _ in squares]
    for stem in sorted(one.rows.keys() & other.rows.keys()):
        rows, columns = one.rows[stem], other.rows[stem]
        weight = 1 / max(len(rows), len(columns))
        for row in rows:
            squares[row] += weight - 1 / len(rows)
            for column in columns:
                alike[row][column] += weight
                shared[row][column] += 1
        for column in columns:
            others[column] += weight - 1 / len(columns)
    for line, counts, square in zip(alike, shared, squares, strict=True):
        for column, count in enumerate(counts):
            if count >= _FEWEST_SHARED:
                line[column] /= math.sqrt(square * others[column])
            elif count:
                line[column] = 0.0
    return alike


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
