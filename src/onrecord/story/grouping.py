"""Quantities -> groups of values of one quantity."""

from collections import defaultdict
from collections.abc import Sequence

from onrecord.story.quantities import Quantity, contradict, is_volume, touch
from onrecord.story.resemblance import are_near, find_resemblance

# A value is tried against this many of a group's values: the first ones are as telling as the last.
_MOST_TRIED = 30
# A word that so many groups have tells none of them from the others.
_MOST_NEAR = 40
# Groups are made one where two of their values resemble each other so much.
_SURE = 4
# ... and no more than this share of their values contradict each other's words.
_MOST_APART = 0.25


class _Group:
    """The values found so far for one quantity."""

    def __init__(self) -> None:
        self.members: list[Quantity] = []
        self.places: set[str] = set()
        self.occasions: set[str] = set()

    def add(self, quantity: Quantity) -> None:
        self.members.append(quantity)
        self.places |= quantity.places
        self.occasions |= quantity.occasions

    def fits(self, quantity: Quantity) -> int:
        """Return how well a value fits, 0 where something tells it apart."""
        if not self._allows(quantity.places, quantity.occasions) or self._flows_unlike(quantity):
            return 0
        return max(find_resemblance(quantity, member) for member in self.members[:_MOST_TRIED])

    def resembles(self, other: "_Group") -> bool:
        """Tell whether the values of another group are values of this quantity."""
        if not self._allows(other.places, other.occasions):
            return False
        pairs = [(one, two) for one in self.members[:_MOST_TRIED] for two in other.members[:_MOST_TRIED]]
        if not any(_are_one(one, two) for one, two in pairs):
            return False
        return sum(contradict(one, two) for one, two in pairs) <= _MOST_APART * len(pairs)

    def _flows_unlike(self, quantity: Quantity) -> bool:
        """Tell whether a volume not told to be one a day would stand among those that are, with none near it."""
        if not is_volume(quantity.unit) or quantity.context.per:
            return False
        flows = [member for member in self.members[:_MOST_TRIED] if member.context.per]
        return bool(flows) and not any(are_near(quantity, flow) for flow in flows)

    def _allows(self, places: frozenset[str] | set[str], occasions: frozenset[str] | set[str]) -> bool:
        if occasions and self.occasions and not occasions & self.occasions:
            return False
        return not places or not self.places or touch(places, self.places)


def _are_one(one: Quantity, other: Quantity) -> bool:
    """Tell whether two values are so surely of one quantity that the groups which have grown around them are."""
    return not (one.vague or other.vague) and are_near(one, other) and find_resemblance(one, other) >= _SURE


def join(quantities: Sequence[Quantity]) -> list[int]:
    """Return for each value the number of its group, counted in the order of the first value of each.

    Each value goes to the group that it fits best, the larger one of equals, so the cost grows with the number
    of values and not with its square. What a later value has shown to be one is then put together.
    """
    groups: list[_Group] = []
    by_mark: dict[tuple[str, str], list[int]] = defaultdict(list)
    # Values that name their occasion come first, so that they keep two occasions apart for the ones that don't.
    order = sorted(range(len(quantities)), key=lambda index: (not quantities[index].occasions, index))
    chosen = [0] * len(quantities)
    for index in order:
        quantity = quantities[index]
        marks = _marks(quantity)
        near = dict.fromkeys(group for mark in marks for group in by_mark[mark])
        best = max(
            near,
            key=lambda group: (groups[group].fits(quantity), len(groups[group].members), -group),
            default=-1,
        )
        if best < 0 or not groups[best].fits(quantity):
            best = len(groups)
            groups.append(_Group())
        groups[best].add(quantity)
        chosen[index] = best
        for mark in marks:
            if best not in by_mark[mark][-1:]:
                by_mark[mark].append(best)
    merged = _merge(groups, by_mark)
    chosen = [merged[group] for group in chosen]
    renumbered = {group: number for number, group in enumerate(dict.fromkeys(chosen))}
    return [renumbered[group] for group in chosen]


def _merge(groups: Sequence[_Group], by_mark: dict[tuple[str, str], list[int]]) -> list[int]:
    """Return for each group the one that it is part of, where groups that began apart turn out to be one."""
    into = list(range(len(groups)))

    def find(group: int) -> int:
        while into[group] != group:
            group = into[group]
        return group

    pairs = {
        tuple(sorted((one, other)))
        for near in by_mark.values()
        if len(near) <= _MOST_NEAR
        for place, one in enumerate(near)
        for other in near[:place]
        if one != other
    }
    for one, other in sorted(pairs):
        first, second = sorted((find(one), find(other)))
        if first != second and groups[first].resembles(groups[second]):
            for member in groups[second].members:
                groups[first].add(member)
            into[second] = first
    return [find(group) for group in range(len(groups))]


def _marks(quantity: Quantity) -> list[tuple[str, str]]:
    marks = [("concept", concept) for concept in sorted(quantity.strong | quantity.weak | quantity.hints)]
    marks += [("size", str(quantity.size))]
    return marks + [("key", key) for key in sorted(quantity.keys)]
