"""Documents by their words -> the earlier documents most like each: candidates for a retelling in other words."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

# So many earlier documents are compared sentence by sentence. Of the labelled rewritings in bench/relays-oil-spill.csv
# each has the text it retells as its nearest.
_MOST_COMPARED = 3
# Words of more documents than this say little, and leaving them out keeps the work from growing with the square of
# the number of documents.
_MOST_HOLDERS = 500


def find_neighbours(pile: Sequence[Collection[str]]) -> list[list[int]]:
    """Return for each document the earlier ones most like it, by their places in the pile, nearest first.

    `pile` holds each document's words, in the order of time. Alike is the cosine of their words, a word weighing
    less the more documents hold it (Salton and Buckley 1988).

    >>> find_neighbours([{"dam", "crack"}, {"ferry", "quay"}, {"dam", "crack", "mayor"}])
    [[], [], [0]]
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(pile):
        for word in words:
            places[word].append(place)
    holders = {word: np.array(found) for word, found in places.items() if len(found) <= _MOST_HOLDERS}
    weights = {word: math.log(1 + len(pile) / found.size) ** 2 for word, found in holders.items()}
    lengths = np.array([_length(words, weights) for words in pile])
    return [
        _find_nearest(place, sorted(word for word in words if word in weights), holders, weights, lengths)
        for place, words in enumerate(pile)
    ]


def _find_nearest(
    place: int,
    words: Sequence[str],
    holders: Mapping[str, NDArray[np.int64]],
    weights: Mapping[str, float],
    lengths: NDArray[np.float64],
) -> list[int]:
    if not words or not place:
        return []
    sharing = np.concatenate([holders[word] for word in words])
    weight = np.repeat([weights[word] for word in words], [holders[word].size for word in words])
    likeness = np.bincount(sharing, weight, lengths.size)[:place] / lengths[:place]
    # of equals the earlier; sorting all would take most of the time
    least = np.partition(likeness, -_MOST_COMPARED)[-_MOST_COMPARED] if place > _MOST_COMPARED else 0.0
    near = np.flatnonzero((likeness >= least) & (likeness > 0))
    return [int(other) for other in near[np.argsort(-likeness[near], kind="stable")][:_MOST_COMPARED]]


def _length(words: Collection[str], weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weights[word] for word in sorted(words) if word in weights)) or 1.0
