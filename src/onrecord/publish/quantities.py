"""The values of a figure, each once, with everybody who gives it."""

from msgspec import Struct

from onrecord.model import Figure, FigureValue, Span
from onrecord.numbers.number_words import is_vague
from onrecord.publish.wording import say_bounds


class Value(Struct, frozen=True):
    """A value that someone gives for a quantity, with every passage in which they do."""

    holder: str | None
    value: FigureValue
    spans: tuple[Span, ...]
    updates: tuple[Span, ...] = ()  # earlier, lower values whose place it takes

    @property
    def bounds(self) -> str:
        """The value as an interval, in words."""
        return self.amount("")

    def amount(self, unit: str) -> str:
        """Return the value as an interval with its unit, in words; 'thousands' is nobody's '2,000 or more'."""
        words = self.value.qualifier or ""
        if is_vague(words):
            return f"{words} of {unit}" if unit else words
        return say_bounds(self.value.low, self.value.high, unit)


def gather_values(figure: Figure) -> list[Value]:
    """Return the values of a figure in order of size, the same value of the same holder once."""
    same: dict[tuple[str | None, str | None, str | None], list[FigureValue]] = {}
    for value in figure.values:
        same.setdefault((value.low, value.high, value.holder), []).append(value)
    found = [
        Value(
            values[0].holder,
            values[0],
            tuple(value.span for value in values),
            tuple(dict.fromkeys(value.updates for value in values if value.updates)),
        )
        for values in same.values()
    ]
    return sorted(found, key=_size)


def _size(value: Value) -> tuple[float, float, int]:
    low, high = to_number(value.value.low), to_number(value.value.high)
    first = low if low is not None else high or 0.0
    return first, high if high is not None else float("inf"), -len(value.spans)


def to_number(text: str | None) -> float | None:
    """Return a decimal string as a number for drawing, or `None` where it is open."""
    return float(text) if text is not None else None
