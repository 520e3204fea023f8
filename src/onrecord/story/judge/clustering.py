"""Judged pairs -> groups: average linkage under constraints, so that no group hangs together by one weak link."""

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]

# Of two groups, the index may have brought only some pairs before the judge. Where it was fewer than this share, the
# others were too unlike to be looked at, and each counts as told apart.
_LEAST_JUDGED = 0.6


class _Groups:
    """A partition and, between any two groups with a judged pair, how many were judged and what they sum up to."""

    def __init__(self, number: int, judged: Mapping[Pair, float]) -> None:
        self.members = {place: [place] for place in range(number)}
        self.beside: dict[int, dict[int, tuple[int, float]]] = {place: {} for place in range(number)}
        for (one, other), probability in sorted(judged.items()):
            self.beside[one][other] = self.beside[other][one] = (1, probability)

    def mean(self, one: int, other: int) -> float:
        """Return the mean probability over the pairs of two groups."""
        count, total = self.beside[one][other]
        pairs = len(self.members[one]) * len(self.members[other])
        return total / max(count, _LEAST_JUDGED * pairs)

    def merge(self, one: int, other: int) -> list[int]:
        """Make the second group part of the first, and return the groups beside it."""
        self.members[one] += self.members.pop(other)
        for third, (count, total) in self.beside.pop(other).items():
            del self.beside[third][other]
            if third != one:
                before, sum_before = self.beside[one].get(third, (0, 0.0))
                self.beside[one][third] = self.beside[third][one] = (before + count, sum_before + total)
        return sorted(self.beside[one])


def cluster(
    number: int,
    judged: Mapping[Pair, float],
    least: float,
    may_join: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[list[int]]:
    """Return the groups of `number` things: the likeliest two are made one as long as they are so on the whole.

    `judged` holds the probability of pairs, the lower place first; `least` is the mean that two groups need, and
    `may_join` forbids what can't be one. Each group is in order, and so are the groups by their first; the order of
    the pairs changes nothing (UPGMA: Sokal and Michener 1958).

    >>> cluster(4, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.1, (2, 3): 0.8}, 0.5, lambda one, other: len(one + other) < 4)
    [[0, 1], [2, 3]]
    """
    groups = _Groups(number, judged)
    queue = [
        (-probability, one, other) for (one, other), probability in judged.items() if probability >= least
    ]
    heapify(queue)
    while queue:
        known, one, other = heappop(queue)
        if other not in groups.members or other not in groups.beside.get(one, {}):
            continue
        if -groups.mean(one, other) != known or not may_join(groups.members[one], groups.members[other]):
            continue
        for third in groups.merge(one, other):
            first, second = sorted((one, third))
            if (mean := groups.mean(first, second)) >= least:
                heappush(queue, (-mean, first, second))
    return [sorted(groups.members[lead]) for lead in sorted(groups.members)]
