"""How two values for one quantity stand to each other: interval arithmetic on what their words give."""

from decimal import Decimal
from functools import cache, lru_cache

from onrecord.lexicon import load_lexicon
from onrecord.model import Relation, When

# An approximate number this close to another is its rounding: 'some 2.1 million' and '2.2 million'.
_ROUNDING = Decimal("0.05")
_KEPT = 4096  # numbers whose digits are kept counted

Interval = tuple[Decimal | None, Decimal | None]


@cache
def _approximate() -> frozenset[str]:
    return load_lexicon("onrecord.numbers", "qualifiers.toml").words("approximate")


def is_approximate(qualifier: str | None) -> bool:
    """Tell whether a qualifier leaves the number open to a little more or less.

    >>> is_approximate("some"), is_approximate("at least"), is_approximate(None)
    (True, False, False)
    """
    return qualifier is not None and qualifier in _approximate()


def overlap(one: Interval, other: Interval) -> bool:
    """Tell whether two closed intervals, open where an end is `None`, share a number.

    >>> overlap((Decimal(5), None), (Decimal(7), Decimal(7)))
    True
    """
    (low, high), (other_low, other_high) = one, other
    below = high is not None and other_low is not None and high < other_low
    above = low is not None and other_high is not None and low > other_high
    return not (below or above)


def relate(one: Interval, other: Interval, *, approximate: bool) -> Relation:
    """Return how two values of one quantity, given for one day, stand to each other.

    Intervals that overlap agree, and so does a number with its own rounding; disjoint ones contradict, or are in
    tension where either is approximate.

    >>> relate((Decimal(12), Decimal(12)), (Decimal(90), Decimal(90)), approximate=False).value
    'contradict'
    """
    if overlap(one, other) or _is_rounding(one, other, approximate=approximate):
        return Relation.AGREE
    return Relation.TENSION if approximate else Relation.CONTRADICT


def _is_rounding(one: Interval, other: Interval, *, approximate: bool) -> bool:
    low, high = sorted((_nearest(one), _nearest(other)))
    if low <= 0:
        return False
    if approximate and (high - low) / high <= _ROUNDING:
        return True
    return _round(low, high) == high or _round(high, low) == low


def _nearest(interval: Interval) -> Decimal:
    low, high = interval
    return high if high is not None else low if low is not None else Decimal(0)


def _round(exact: Decimal, rounded: Decimal) -> Decimal:
    """Return `exact` to as many significant digits as `rounded` has, where those are fewer."""
    digits = _count_digits(rounded)
    if digits >= _count_digits(exact):
        return exact
    return exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1))


@lru_cache(_KEPT)
def _count_digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def rose(earlier: Interval, later: Interval) -> bool:
    """Tell whether the later value lies above the earlier one."""
    return earlier[1] is not None and later[0] is not None and later[0] > earlier[1]


def is_before(one: When, other: When) -> bool:
    """Tell whether `one` is over before `other` begins."""
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest
