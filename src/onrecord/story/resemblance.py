"""Two figures -> are they values of one quantity, in whatever words?

What decides whether two values can be held against each other is `onrecord.story.quantities.are_comparable`. Standing
together asks for less: who sees '90,000 tenants' beside 'nearly 80,000 in the scheme' can judge for himself.
"""

from decimal import Decimal

from onrecord.story.interval import overlap
from onrecord.story.quantities import (
    Quantity,
    are_apart,
    contradict,
    counts_people,
    find_likeness,
    is_far,
    is_generic,
    is_measure,
    is_money,
    is_volume,
    share_setting,
    share_units,
)

# Two numbers are near each other where neither is more than so many times the other; sums lie closer by chance.
_NEAR, _MONEY_NEAR = Decimal("1.3"), Decimal("1.1")
# ... and numbers that may be one where neither is more than so many times the other: 'more than 3,000' and '5,000'.
_OVERLAPPING = 5
# A number of so many digits that are not zeros is hardly met twice by chance.
_TELLING_DIGITS = 3
# So large a number is hardly near another by chance.
_LARGE = 1000
# ... and so many people by the same deed are the same people.
_MANY = 10_000
# Figures of documents about different people have so many words in common only where they are about one thing.
_MANY_WORDS = 2


def find_resemblance(one: Quantity, other: Quantity) -> int:
    """Return how surely two figures are values of one quantity, from 0 for 'not' to 7.

    What is counted, of what and by which verb decides. An equal number is evidence in itself where it has many
    digits, and otherwise makes one word in common enough; a near one makes two words enough.
    """
    if one.value != other.value and is_volume(one.unit) and one.context.forecast != other.context.forecast:
        return 0  # what may flow one day is no value of what flows
    likeness = find_likeness(one, other)
    if likeness or not _share_units(one, other) or contradict(one, other):
        return likeness
    shared = [key for key in one.keys & other.keys if not is_generic(key)]
    told = len([key for key in shared if key not in one.names | other.names])
    if told < _MANY_WORDS and (are_apart(one, other) or not share_setting(one, other)):
        return 0
    hinted = bool((one.weak | one.hints) & (other.weak | other.hints))
    if one.size == other.size and not (one.vague or other.vague):
        needed = _MANY_WORDS if is_measure(one.unit) or (is_money(one.unit) and one.is_round) else 1
        return 5 if len(shared) >= needed or hinted or _is_telling(one) else 0
    if not _may_differ(one, other) or not are_near(one, other):
        return 0
    if one.vague or other.vague:
        return 4 if told >= _MANY_WORDS and hinted else 0
    return 4 if told >= _MANY_WORDS or (hinted and shared) else 0


def are_hinted(one: Quantity, other: Quantity) -> bool:
    """Tell whether two large numbers near each other tell of the same people by the same kind of deed.

    'The scheme protects 80,000 tenants from eviction' and 'it shields 70,000 people from eviction' do.
    """
    if not (one.hints & other.hints and counts_people(one) and counts_people(other)):
        return False
    if one.context.forecast or other.context.forecast:
        return False  # what one plan may do is not what another may
    if are_apart(one, other) or min(one.size, other.size) < _MANY or not are_near(one, other):
        return False
    return len([key for key in one.keys & other.keys if not is_generic(key)]) >= _MANY_WORDS


def are_near(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers are one, or close enough to be told of one quantity."""
    low, high = sorted((one.size, other.size))
    if low <= 0:
        return False
    if is_money(one.unit):
        return high / low <= _MONEY_NEAR
    # 'More than 3,000' and 'more than 9,000' overlap, whatever they count.
    both_open = None in one.interval and None in other.interval
    overlapping = overlap(one.interval, other.interval) and not both_open
    return high / low <= (_OVERLAPPING if overlapping else _NEAR)


def _may_differ(one: Quantity, other: Quantity) -> bool:
    """Tell whether two different numbers can be near each other for a reason."""
    if is_measure(one.unit) or min(one.size, other.size) < _LARGE:
        return False
    return one.context.per == other.context.per and not is_far(one, other)


def _share_units(one: Quantity, other: Quantity) -> bool:
    return share_units(one, other) or (counts_people(one) and counts_people(other))


def _is_telling(quantity: Quantity) -> bool:
    digits = len(quantity.size.normalize().as_tuple().digits)
    return digits >= _TELLING_DIGITS and not is_money(quantity.unit)
