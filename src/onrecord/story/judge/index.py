"""What is worth judging: pairs that share something telling, found by an index and never by going through all pairs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import nlargest

from onrecord.story.judge.clustering import Pair

# A finding is held against so many before it at most, the likeliest first, and under each mark against the last so
# many that bear it: the work grows with the number of findings.
_MOST, _FURTHEST = 20, 60


def find_pairs(marks: Sequence[Iterable[tuple[Hashable, float]]]) -> list[Pair]:
    """Return which findings to judge, the lower place first.

    `marks` holds for each finding what others may share with it (a word, a day, a party), and how telling it is.

    >>> find_pairs([[("dam", 0.9)], [("quay", 0.9)], [("dam", 0.9), ("open", 0.2)]])
    [(0, 2)]
    """
    bearing: dict[Hashable, list[int]] = defaultdict(list)
    found = []
    for place, own in enumerate(marks):
        likeness: dict[int, float] = defaultdict(float)
        for mark, weight in dict(own).items():
            holders = bearing[mark]
            for other in holders[-_FURTHEST:]:
                likeness[other] += weight
            holders.append(place)
        found += [(other, place) for other in _find_nearest(likeness)]
    return sorted(found)


def _find_nearest(likeness: Mapping[int, float]) -> list[int]:
    """Return the likeliest, as many as are judged; only those that may be among them are put in order."""
    if len(likeness) <= _MOST:
        return list(likeness)
    least = nlargest(_MOST, likeness.values())[-1]
    near = [other for other, like in likeness.items() if like >= least]
    return sorted(near, key=lambda other: (-likeness[other], other))[:_MOST]
