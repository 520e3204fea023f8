"""The places of which a pile gives counts -> may two values be of one place?"""

from collections import defaultdict
from collections.abc import Sequence

from onrecord.story.quantities import Quantity, is_volume, touch

# A pile that tells of so many places has counts of each and of all together, and a bare count may be any of them.
_MANY_PLACES = 3


class Places:
    """The places of which the documents give counts of one kind, as many as make a difference."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._told: dict[str, list[frozenset[str]]] = defaultdict(list)
        for quantity in quantities:
            for concept in quantity.strong | quantity.weak:
                known = self._told[concept]
                if len(known) == _MANY_PLACES or not quantity.places:
                    continue
                if not any(touch(quantity.places, places) for places in known):
                    known.append(quantity.places)

    def are_one(self, one: Quantity, other: Quantity) -> bool:
        """Tell whether two values are of one place, as far as their words and the pile let one say."""
        if one.occasions & other.occasions or (one.places and other.places):
            return True  # places that don't touch have kept them apart before
        if is_volume(one.unit):
            return True  # what runs out at one place is told of where it spreads to
        shared = (one.strong | one.weak) & (other.strong | other.weak)
        many = max((len(self._told[concept]) for concept in shared), default=0)
        return many < (2 if one.places or other.places else _MANY_PLACES)
