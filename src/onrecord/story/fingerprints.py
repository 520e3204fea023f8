"""Sentences of many documents -> those that share a run of words with a sentence of an earlier document.

Every run of `_RUN` words is a fingerprint, so a passage is found wherever it stands and however much else the two
documents hold. MinHash LSH, the usual index for near-duplicates, compares documents as wholes and does not see
one paragraph of an agency in a long report: bench/relays.py measures both.
"""

import zlib
from collections.abc import Sequence
from itertools import chain

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

# Five words in a row are rarely shared by chance, and light editing leaves some five in most sentences.
_RUN = 5
# What one outlet prints on more days than this is its boilerplate: a box, a footer, the story so far. Between its own
# documents that proves nothing; in another outlet's it does.
MOST_DAYS = 5
# Beyond these many holders of a run the earliest ones are candidates enough.
_MOST_HOLDERS = 20
# Knuth's multiplicative hashing: an odd number near 2 ** 64 / the golden ratio.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class SharedRuns(Struct, frozen=True):
    """Two sentences that share runs of words, each by its document's place in the pile and its own in the document."""

    document: int
    sentence: int
    of: int
    of_sentence: int
    runs: int


class Printing(Struct, frozen=True):
    """By whom and when a document was printed, as numbers."""

    outlet: int  # negative where unknown
    day: int


def find_shared_runs(
    pile: Sequence[Sequence[Sequence[str]]], printings: Sequence[Printing]
) -> list[SharedRuns]:
    """Return the sentences that share a run of words with an earlier document, in order.

    `pile` holds the words of each sentence of each document, in the order of time. A run that a document holds
    twice counts where it stands first. The work grows with the number of words, not with its square.
    """
    runs, documents, sentences = _number_runs(pile)
    if not runs.size:
        return []
    order = np.lexsort((sentences, documents, runs))
    runs, documents, sentences = runs[order], documents[order], sentences[order]
    first = _starts(runs, documents)
    runs, documents, sentences = runs[first], documents[first], sentences[first]
    outlets = np.array([printing.outlet for printing in printings])[documents]
    days = np.array([printing.day for printing in printings])[documents]
    boilerplate = _find_boilerplate(runs, outlets, days)
    return _pair(runs, documents, sentences, np.where(boilerplate, outlets, -1))


def _starts(*columns: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Tell of each row of some sorted columns whether it differs from the one before it."""
    starts = np.ones(columns[0].size, bool)
    starts[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return starts


def _number_runs(
    pile: Sequence[Sequence[Sequence[str]]],
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Return a number for every run, with the document and sentence it stands in."""
    told = [
        (document, sentence, words)
        for document, sentences in enumerate(pile)
        for sentence, words in enumerate(sentences)
        if len(words) >= _RUN
    ]
    if not told:
        return np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.int64)
    sizes = np.array([len(words) for *_, words in told])
    number = _Numbers().__getitem__
    numbers = np.fromiter(chain.from_iterable(map(number, words) for *_, words in told), np.uint64)
    runs = numbers[: numbers.size - _RUN + 1].copy()
    for shift in range(1, _RUN):
        runs = runs * _FACTOR + numbers[shift : numbers.size - _RUN + 1 + shift]
    within = np.ones(numbers.size, bool)  # a run that begins here ends in the same sentence
    for back in range(1, _RUN):
        within[np.cumsum(sizes) - back] = False
    where = np.repeat(np.array([place for *place, _ in told], np.int64), sizes - _RUN + 1, axis=0)
    return runs[within[: runs.size]], where[:, 0], where[:, 1]


class _Numbers(dict[str, int]):
    """A number for each word, the same in every run."""

    def __missing__(self, word: str) -> int:
        self[word] = zlib.crc32(word.encode())
        return self[word]


def _find_boilerplate(
    runs: NDArray[np.uint64], outlets: NDArray[np.int64], days: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell of each run in each document whether the document's outlet prints it day after day."""
    order = np.lexsort((days, outlets, runs))
    by_outlet = _starts(runs[order], outlets[order])
    group = np.cumsum(by_outlet) - 1
    printed = np.bincount(group, _starts(runs[order], outlets[order], days[order]))
    boilerplate = np.zeros(runs.size, bool)
    boilerplate[order] = (printed[group] > MOST_DAYS) & (outlets[order] >= 0)
    return boilerplate


def _pair(
    runs: NDArray[np.uint64],
    documents: NDArray[np.int64],
    sentences: NDArray[np.int64],
    boilerplate_of: NDArray[np.int64],
) -> list[SharedRuns]:
    """Return the pairs of each holder of a run with the earliest holders before it; the columns are sorted by run.

    `boilerplate_of` tells whose boilerplate the run is in that document, negative for nobody's.
    """
    starts = _starts(runs)
    leader = np.flatnonzero(starts)[np.cumsum(starts) - 1]
    rank = np.arange(runs.size) - leader
    pairs = [np.empty((0, 4), np.int64)]
    for earlier in range(min(_MOST_HOLDERS, int(rank.max(initial=0)))):
        later = np.flatnonzero(rank > earlier)
        other = leader[later] + earlier
        told = (boilerplate_of[later] < 0) | (boilerplate_of[later] != boilerplate_of[other])
        later, other = later[told], other[told]
        pairs.append(
            np.stack((documents[later], documents[other], sentences[later], sentences[other]), axis=1)
        )
    unique, counts = np.unique(np.concatenate(pairs), axis=0, return_counts=True)
    return [
        SharedRuns(int(document), int(sentence), int(of), int(of_sentence), int(count))
        for (document, of, sentence, of_sentence), count in zip(unique, counts, strict=True)
    ]
