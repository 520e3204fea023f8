"""Which days and amounts to mark along an axis, and how to word them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_BIG = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def find_day_ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Return at most `most` evenly spaced days with their labels.

    >>> [label for _, label in find_day_ticks(date(2023, 9, 1), date(2024, 6, 20), 4)]
    ['Oct 2023', 'Jan 2024', 'Apr 2024']
    """
    for step in _DAY_STEPS:
        if (last - first).days / step < most:
            start = first.toordinal() + (-first.toordinal()) % step
            days = [date.fromordinal(day) for day in range(start, last.toordinal() + 1, step)]
            return [(day, f"{day.day} {day:%b} {day.year}") for day in days]
    for step in _MONTH_STEPS:
        months = list(_list_months(first, last, step))
        if len(months) <= most:
            word = "{0:%b} {0.year}" if step < 12 else "{0.year}"
            return [(month, word.format(month)) for month in months]
    return []


def _list_months(first: date, last: date, step: int) -> Iterator[date]:
    number = first.year * 12 + first.month - 1
    number += first.day > 1  # the first of the next
    number += -number % step
    while number // 12 <= date.max.year and (month := date(number // 12, number % 12 + 1, 1)) <= last:
        yield month
        number += step


def find_amount_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round amounts from `low` to `high`, at most `most` of them.

    >>> find_amount_ticks(0, 63, 5)
    [0.0, 20.0, 40.0, 60.0]
    """
    size = max(high - low, 1e-9)
    power = 10.0 ** floor(log10(size / most))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if size / (power * factor) <= most - 1)
    count = floor(high / step) - ceil(low / step) + 1
    return [round((ceil(low / step) + index) * step, 10) for index in range(count)]


def find_power_ticks(low: float, high: float) -> list[float]:
    """Return the powers of ten from `low` to `high`.

    >>> find_power_ticks(5, 2000)
    [10.0, 100.0, 1000.0]
    """
    return [10.0**power for power in range(ceil(log10(low)), floor(log10(high)) + 1)]


def say_amount(amount: float) -> str:
    """Return a round amount as people write it.

    >>> say_amount(1_500_000), say_amount(20_000), say_amount(0.5)
    ('1.5 million', '20,000', '0.5')
    """
    for unit, word in _BIG:
        if abs(amount) >= unit:
            return f"{amount / unit:g} {word}"
    return f"{Decimal(repr(amount)).normalize():,f}"
