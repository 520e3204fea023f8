"""Values of one quantity that grows -> which takes the place of which earlier one."""

from collections.abc import Sequence

from onrecord.model import Span
from onrecord.story.figures_disputes import Given, name_one, starts
from onrecord.story.figures_places import Places
from onrecord.story.interval import is_before, overlap, rose
from onrecord.story.quantities import are_comparable


def find_updated(item: Given, given: Sequence[Given], places: Places) -> Span | None:
    """Return the words of the latest lower value, by the same holder on an earlier day, that a value replaces.

    A lower value that anybody still gives on that day or later is a rival, and replaced by none.
    """
    earlier = [
        other
        for other in given
        if is_later_count(item, other, places)
        and not any(
            overlap(other.told, one.told) and not is_before(one.value.on, item.value.on)
            for one in given
            if one is not item
        )
        and not any(  # what was given as early as the lower value is no later count
            overlap(item.told, one.told)
            and is_before(one.value.on, item.value.on)
            and not is_before(other.value.on, one.value.on)
            for one in given
        )
    ]
    return max(earlier, key=lambda other: starts(other.value.on)).value.span if earlier else None


def is_later_count(item: Given, other: Given, places: Places) -> bool:
    """Tell whether one value is a higher count, by the same holder on a later day, of what both call by one name."""
    return (
        other.document != item.document
        and not other.mention.former
        and _share_holder(other, item)
        and are_comparable(other.quantity, item.quantity)
        and is_before(other.value.on, item.value.on)
        and rose(other.told, item.told)
        and name_one(other, item, places)
    )


def _share_holder(one: Given, other: Given) -> bool:
    """Tell whether two values are given by the same holder, or both by the documents themselves."""
    if one.value.holder is not None or other.value.holder is not None:
        return one.value.holder == other.value.holder
    return one.mention.holder is None and other.mention.holder is None
