"""The values that holders give for one quantity, as intervals on one axis."""

from collections.abc import Sequence
from datetime import date
from math import log10

from markupsafe import Markup
from msgspec import Struct

from onrecord.publish.charts.svg import WIDE, Canvas
from onrecord.publish.charts.ticks import find_amount_ticks, find_power_ticks, say_amount

_SPACE = 14  # pixels from the middle of a bar to the next label
_TOO_FAR_APART = 100  # largest over smallest: beyond it the smallest could not be told from nothing
_EDGE = 6.0  # pixels left for the arrow of an open value
_LARGEST = 1e15  # an amount beyond is a mistake, or a hostile document's


class Held(Struct, frozen=True):
    """A line of the chart: a value with who holds it."""

    low: float | None
    high: float | None
    label: str
    short: str  # the same for a narrow chart
    known: date | None  # when the document that says so was published


def can_draw(values: Sequence[Held]) -> bool:
    """Tell whether there are values that differ and have a place on an axis."""
    ends = [end for value in values for end in (value.low, value.high) if end is not None]
    return len(values) > 1 and len(set(ends)) > 1 and all(0 <= end <= _LARGEST for end in ends)


def draw_amounts(values: Sequence[Held], canvas: Canvas) -> Markup:
    """Return the chart, one line a value in the given order; an arrow stands where a value is open."""
    width = canvas.width
    scale = _Scale(values, width)
    heights = [0.0]
    for value in values:
        y = canvas.label(value.label if width == WIDE else value.short, heights[-1], value.known)
        heights.append(y + _SPACE)
        left = _EDGE if value.low is None else scale.at(value.low)
        right = width - _EDGE if value.high is None else scale.at(value.high)
        canvas.line((left, y), (max(right, left + 1), y), "bar", value.known)
        if value.low == value.high:
            canvas.mark(left, y, "diamond", day=value.known)
            continue
        canvas.mark(left, y, "left" if value.low is None else "circle", day=value.known)
        canvas.mark(right, y, "right" if value.high is None else "circle", day=value.known)
    canvas.axis(scale.ticks(), heights[-1])
    return canvas.finish(heights[-1])


class _Scale:
    """The amounts of a chart, from left to right: from nothing on, or by powers of ten where they lie far apart."""

    def __init__(self, values: Sequence[Held], width: int) -> None:
        ends = [end for value in values for end in (value.low, value.high) if end is not None]
        self._width = width
        self.powers = min(ends) > 0 and max(ends) / min(ends) > _TOO_FAR_APART
        if self.powers:
            self._low, self._high = log10(min(ends) / 2), log10(max(ends) * 2)
        else:
            self._low, self._high = 0.0, max(ends) * 1.12

    def at(self, amount: float) -> float:
        """Return where an amount stands, in pixels."""
        value = log10(amount) if self.powers else amount
        return round((value - self._low) / (self._high - self._low) * self._width, 1)

    def ticks(self) -> list[tuple[float, str]]:
        """Return the amounts to mark, with their labels."""
        most = 8 if self._width == WIDE else 4
        found = (
            find_power_ticks(10**self._low, 10**self._high)
            if self.powers
            else find_amount_ticks(self._low, self._high, most)
        )
        step = -(-len(found) // most)
        marked = [(self.at(amount), say_amount(amount)) for amount in found[::step]]
        half = 3.2  # pixels to either side of a letter of a label
        return [
            (
                min(max(x, half * len(label)), self._width - half * len(label))
                if x in (0.0, self._width)
                else x,
                label,
            )
            for x, label in marked
            if x == 0 or half * len(label) <= x <= self._width - half * len(label)
        ]
