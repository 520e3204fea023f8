"""Two groups of values -> may they be one, and which pairs of values make them one?

What two holders give for what they call by one name stands together, however far apart the numbers are. Many things
are called by one name ('killed'), so that such a pair counts only where it was worth judging; and a sure pair makes two
groups one only where these are likely enough one on the whole: it says nothing of the others.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from onrecord.story.figures_disputes import (
    Given,
    are_of_one_voice,
    are_told_against,
)
from onrecord.story.figures_places import Places
from onrecord.story.figures_rivals import Rivals
from onrecord.story.figures_updates import is_later_count
from onrecord.story.interval import Interval, overlap
from onrecord.story.judge.clustering import Pair
from onrecord.story.judge.rival_pairs import RivalFinder
from onrecord.story.quantities import Quantity, is_measure, is_money

# Measured on all piles: of the pairs that look like a later count by one holder and are judged below this, 1 of 25 is
# of one quantity. Two holders' numbers by one name may be judged lower: the judge trusts no two numbers far apart.
_DOUBTED_LATER = 0.3
# Two groups of rivals may hold so many pairs of which words say that they are two: one side spells the place otherwise.
_MOST_APART = 0.1
_WORD = re.compile(r"[^\W\d_]+")
# Two groups with a sure pair are one from this mean over their numbers: for any two the likeliest pair that gives them
# counts, a sure one as certain.
_LEAST_MEAN = 0.3


class FigureJoining:
    """What makes groups of the values one beside the judge of pairs, and what forbids it.

    It is shown the pairs as they are judged (`onrecord.story.judge.same.Look`).
    """

    def __init__(
        self,
        given: Sequence[Given],
        places: Places,
        rivals: Rivals,
        finder: RivalFinder,
        are_two: Callable[[Quantity, Quantity], bool],
    ) -> None:
        self._given, self._places, self._rivals = given, places, rivals
        self._finder, self._are_two = finder, are_two
        self._chances: dict[Pair, float] = {}
        self._sure: dict[Pair, bool] = {}  # a pair is asked for each time that its groups may be made one

    def look(
        self, pairs: Sequence[Pair], features: Sequence[Mapping[str, float]], chances: Sequence[float]
    ) -> None:
        """Take note of some pairs with their features and how likely each is one."""
        self._finder.look(pairs, features, chances)
        self._chances.update(zip(pairs, chances, strict=True))

    def are_one(self, one: int, other: int) -> bool:
        """Tell whether two values, when all are judged, are surely of one quantity, however far apart."""
        pair = _pair(one, other)
        if pair not in self._sure:
            self._sure[pair] = self._is_sure(pair)
        return self._sure[pair]

    def _is_sure(self, pair: Pair) -> bool:
        first, second, places = self._given[pair[0]], self._given[pair[1]], self._places
        if self._finder.of(*pair) >= self._finder.least or self._rivals.are_against(first, second):
            return True
        chance = self._chances.get(pair, 0.0)
        counted_on = is_later_count(first, second, places) or is_later_count(second, first, places)
        told = pair in self._chances and are_told_against(first, second, places)
        return told or (chance >= _DOUBTED_LATER and counted_on)

    def may_join(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Tell whether two groups are likely enough one, and no two of their values are of two quantities.

        Where a sure pair makes them one, a few may be.
        """
        pairs = [(self._given[a], self._given[b], _pair(a, b)) for a in one for b in other]
        apart = sum(
            self._are_two(first.quantity, second.quantity)
            or is_of_another_row(first, second)
            or are_counted_beside(first, second)
            for first, second, _ in pairs
        )
        if apart > _MOST_APART * len(pairs):
            return False
        sure = False
        best: dict[frozenset[Interval], float] = {}
        for first, second, pair in pairs:
            if pair in self._chances:
                sure |= (certain := self.are_one(*pair))
                numbers = frozenset((first.interval, second.interval))
                best[numbers] = max(best.get(numbers, 0.0), 1.0 if certain else self._chances[pair])
        # a text that tells of a dispute gives both numbers
        if not sure and (apart or any(are_two_of_one_voice(first, second) for first, second, _ in pairs)):
            return False
        return not best or sum(best.values()) / len(best) >= _LEAST_MEAN


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def are_two_of_one_voice(one: Given, other: Given) -> bool:
    """Tell whether one voice gives two numbers in one text, which are then of two things.

    Not so where its words say that the one replaces the other ('raised from 12 to 90'), or where both are lengths to be
    added, which a text tells for several parties without naming them.
    """
    if not are_of_one_voice(one, other) or one.mention.former or other.mention.former:
        return False
    wished = one.quantity.added and other.quantity.added
    return not wished and not overlap(one.quantity.interval, other.quantity.interval)


def is_of_another_row(one: Given, other: Given) -> bool:
    """Tell whether one is a cell of a row or column that has a name, of which the other, told in prose, says nothing.

    The twelve dead of one town are no 'twelve children' of a text that does not name the town.
    """
    if (one.mention.part is None) == (other.mention.part is None):
        return False
    cell, prose = (one, other) if one.mention.part is not None else (other, one)
    names = {word for word in _WORD.findall(cell.mention.label) if word[:1].isupper()}
    return bool(names) and names.isdisjoint(_WORD.findall(prose.sentence.exact))


def are_counted_beside(one: Given, other: Given) -> bool:
    """Tell whether one sentence counts two things by their nouns: 'three daughters and three grandchildren'."""
    if one.sentence != other.sentence or not one.counted or not other.counted:
        return False
    heads = one.quantity.head, other.quantity.head
    measured = any(is_measure(item.quantity.unit) or is_money(item.quantity.unit) for item in (one, other))
    return "" not in heads and heads[0] != heads[1] and not measured
