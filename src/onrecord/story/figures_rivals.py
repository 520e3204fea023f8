"""Values of one kind -> which are two holders' numbers for the same, though their words share little?

'The mayor says 31 drowned' and 'we counted 12' share no word but the kind. That they are of one thing is told by how a
text gives its numbers: where each of those whom it quotes gives one number of a kind, and the text itself none beside,
the numbers answer each other. Where somebody gives two, the text counts several things, and nothing is told.
"""

from collections import defaultdict
from collections.abc import Sequence

from onrecord.story.figures_disputes import (
    Given,
    are_told_as_firmly,
    find_holder,
    have_holders,
    is_of_one_moment,
)
from onrecord.story.interval import overlap
from onrecord.story.quantities import Quantity, is_far, is_kind, is_told_apart, touch

# What a number of people counts where its noun says no more than that they are people.
_PLAIN = frozenset({"people", "person"})


class Rivals:
    """The numbers of each kind that each document gives."""

    def __init__(self, given: Sequence[Given]) -> None:
        told: dict[tuple[str, str], list[Given]] = defaultdict(list)
        for item in given:
            for concept in item.quantity.strong:
                if _is_plain(item):
                    told[item.document, concept].append(item)
        self._answered = frozenset(place for place, items in told.items() if _is_given_once(items))

    def are_against(self, one: Given, other: Given) -> bool:
        """Tell whether two holders give each a number of one kind, and nothing tells two things apart."""
        if one.mention.series is not None and one.document == other.document:
            same = one.mention.series == other.mention.series and one.mention.part == other.mention.part
            if same and have_holders(one, other):
                return True  # a table sets them side by side
        first, second = one.quantity, other.quantity
        kinds = first.strong & second.strong
        answered = any(
            (one.document, kind) in self._answered and (other.document, kind) in self._answered
            for kind in kinds
        )
        if not (answered and _is_plain(one) and _is_plain(other) and have_holders(one, other)):
            return False
        if not are_told_as_firmly(one, other) or is_far(first, second) or _count_two(first, second):
            return False
        return one.document == other.document or (
            is_of_one_moment(one, other) and bool(first.names & second.names)
        )


def _is_plain(item: Given) -> bool:
    """Tell whether a number is told by itself: of all there are, and neither foretold nor replaced."""
    context = item.quantity.context
    beside = context.partial or context.forecast or context.listed or context.per
    return not (beside or item.mention.former or item.quantity.added or item.quantity.vague)


def _is_given_once(items: Sequence[Given]) -> bool:
    """Tell whether each holder gives one number, and the document itself none but one of these."""
    by_holder: dict[object, list[Given]] = defaultdict(list)
    for item in items:
        by_holder[find_holder(item)].append(item)
    own = by_holder.pop(None, [])
    once = all(_agree(one, other) for found in by_holder.values() for one in found for other in found)
    held = [item for found in by_holder.values() for item in found]
    return once and all(any(_agree(item, other) for other in held) for item in own)


def _agree(one: Given, other: Given) -> bool:
    return overlap(one.interval, other.interval)


def _count_two(one: Quantity, other: Quantity) -> bool:
    """Tell whether the words of two values name two things: other places, other events, other people."""
    apart = (
        _part(one.places, other.places)
        or _differ(one.names, other.names)
        or _differ(one.occasions, other.occasions)
    )
    # a number without a noun counts what the one before it does: 'nine miners had died', 'the union put it at 14'
    alike = "" in (one.head, other.head) or (
        one.subgroup == other.subgroup
        and (one.head == other.head or (_is_open(one.head) and _is_open(other.head)))
    )
    units = one.unit == other.unit or not (one.unit and other.unit)
    return apart or not alike or not units or is_told_apart(one, other)


def _is_open(head: str) -> bool:
    return head in _PLAIN or is_kind(head)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _part(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not touch(one, other)
