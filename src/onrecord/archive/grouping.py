"""Pairs that may tell one story -> stories: groups that are alike as wholes.

In each round a group goes to the group that it is most like, of those with which a pair joins it. How like two groups
are is the cosine of what all their readings hold, and not of the one pair: a link between two readings that nothing
else bears out makes no story of their groups. Days on which neither tells anything make them less alike, and more than
some such days keep them apart.
"""

import math
from collections.abc import Iterable, Sequence

from onrecord.archive.joining import WINDOW, Joined, Pair

# Chosen on the training piles of bench/grouping.py.
LIKENESS = 0.15  # of two groups, that they tell one story
_COPY_LIKENESS = LIKENESS / 2  # of two readings whose texts are half the same
# Readings of one story are so like each other, on the mean over its pairs. What they have by chance averages out as a
# group grows: two groups of the size n, of one story, are 1 / (1/n/_MEAN + 1 - 1/n) like, of which some part is asked
# for. Without it, groups of several readings, each a story, would meet in what all news of their days shares. The
# smaller group counts: however large the other, one reading has too much by chance.
_MEAN = 0.15
_PART = 0.4
_FADING = 2 * WINDOW  # days of silence between two groups by which they are half as alike
_MOST_KEPT = 200  # keys of a group: those that most of its readings have


class _Group:
    """Readings that tell one story, as far as is known."""

    def __init__(self, number: int, vector: dict[int, int], day: int) -> None:
        self.members = [number]
        self.first = self.last = day
        self.near: set[int] = set()
        self.vector = dict(vector)
        self.length = _measure(self.vector)

    def absorb(self, other: "_Group") -> None:
        """Take the readings of another group."""
        self.members += other.members
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        for key, weight in other.vector.items():
            self.vector[key] = self.vector.get(key, 0) + weight

    def settle(self) -> None:
        """Measure the group anew, by the keys that weigh most in it."""
        if len(self.vector) > 2 * _MOST_KEPT:
            kept = sorted(self.vector.items(), key=lambda item: (-item[1], item[0]))[:_MOST_KEPT]
            self.vector = dict(kept)
        self.length = _measure(self.vector)

    def like(self, other: "_Group") -> float:
        """Return the cosine of what two groups hold, less for the days that lie between them.

        Nothing where these are too many, or where it is less than two groups of their sizes must have.
        """
        silent = max(0, max(self.first, other.first) - min(self.last, other.last))
        if silent > WINDOW:
            return 0.0
        small, large = sorted((self.vector, other.vector), key=len)
        shared = sum(weight * large[key] for key, weight in small.items() if key in large)
        cosine = shared / (self.length * other.length) / (1 + silent / _FADING)
        return cosine if cosine >= _PART * _expect(min(len(self.members), len(other.members))) else 0.0


def _expect(size: int) -> float:
    """Return how like two groups of one story are, the smaller of which has so many readings."""
    return 1 / (1 / (size * _MEAN) + 1 - 1 / size)


def _measure(vector: dict[int, int]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0


def group(joined: Joined, likeness: float = LIKENESS) -> list[tuple[int, ...]]:
    """Return the stories as the numbers of their readings, in the order of their first days; each has two at least."""
    groups = {
        number: _Group(number, vector, day)
        for number, (vector, day) in enumerate(zip(joined.vectors, joined.days, strict=True))
    }
    _join(groups, (pair for pair in joined.pairs if pair.copied), _COPY_LIKENESS)
    _join(groups, joined.pairs, likeness)
    found = (sorted(one.members, key=lambda number: (joined.days[number], number)) for one in groups.values())
    return sorted(
        (tuple(members) for members in found if len(members) > 1),
        key=lambda members: (joined.days[members[0]], members[0]),
    )


def _join(groups: dict[int, _Group], pairs: Iterable[Pair], likeness: float) -> None:
    """Join groups that are so like, and that a pair links, until there are no more."""
    home = {number: name for name, one in groups.items() for number in one.members}
    for one in groups.values():
        one.near.clear()
    for pair in pairs:
        here, there = home[pair.one], home[pair.other]
        if here != there:
            groups[here].near.add(there)
            groups[there].near.add(here)
    changed: Sequence[int] = sorted(groups)
    best: dict[int, tuple[float, int]] = {}
    while changed:
        for name in changed:
            best.pop(name, None)
            choices = ((groups[name].like(groups[other]), -other) for other in groups[name].near)
            if (choice := max(choices, default=(0.0, 0)))[0] >= likeness:
                best[name] = (choice[0], -choice[1])
        hosts = _move(groups, best)
        touched = {near for host in hosts for near in groups[host].near}
        changed = sorted(hosts | touched)


def _move(groups: dict[int, _Group], best: dict[int, tuple[float, int]]) -> set[int]:
    """Let groups go to those that they are most like, the most alike first; return those that others went to.

    In one round a group that others went to goes nowhere itself, so that no chain forms unseen.
    """
    hosts: set[int] = set()
    moved: set[int] = set()
    for name, (_, other) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
        if name in hosts or name in moved or other in moved:
            continue
        groups[other].absorb(groups[name])
        hosts.add(other)
        moved.add(name)
        for near in groups[name].near:
            groups[near].near.discard(name)
            if near != other:
                groups[near].near.add(other)
                groups[other].near.add(near)
    for name in moved:
        del groups[name]
        best.pop(name, None)
    for host in hosts:
        groups[host].near -= moved
        groups[host].settle()
    return hosts
