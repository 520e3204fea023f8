"""The announced windows of a commitment against the days on which they were announced."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from onrecord.model import Move
from onrecord.publish.charts.svg import WIDE, Canvas
from onrecord.publish.charts.ticks import find_day_ticks
from onrecord.publish.wording import say_short_day

_SPACE = 14  # pixels from the middle of a bar to the next label
_PAD = 0.03  # of the days drawn, on either side

# The shape tells what the announcement does, so that no colour needs to.
MARKS = {
    Move.ORIGINAL: ("circle", "open"),
    Move.REAFFIRMED: ("dash", "stroke"),
    Move.REVISED: ("diamond", "full"),
    Move.WITHDRAWN: ("cross", "stroke"),
}
_NO_END = ("right", "full")


class Announced(Struct, frozen=True):
    """A line of the chart."""

    said: date | None
    first: date | None
    last: date | None
    move: Move
    label: str
    short: str  # the same for a narrow chart
    known: date | None  # when the document that says so was published


def draw_slip(versions: Sequence[Announced], as_of: date | None, canvas: Canvas) -> Markup:
    """Return the chart, one line a version in the given order, with the as-of day's line.

    At least one version must have a day.
    """
    width = canvas.width
    axis = Days([day for one in versions for day in (one.said, one.first, one.last, as_of) if day], width)
    height = 0.0
    for version in versions:
        known = version.known
        y = canvas.label(version.label if width == WIDE else version.short, height, known)
        height = y + _SPACE
        start = axis.at(version.first or version.said)
        end = axis.at(version.last) if version.last else width
        canvas.line((min(start, end), y), (max(end, start + 2), y), "bar", known)
        if version.said:
            said = axis.at(version.said)
            canvas.line((said, y - 6), (said, y + 6), "said", known)
        canvas.mark(end, y, *(MARKS[version.move] if version.last else _NO_END), day=known)
    canvas.axis(axis.ticks(), height)
    if as_of:
        x, words = axis.at(as_of), f"as of {say_short_day(as_of)}"
        canvas.line((x, -4), (x, height), "today")
        canvas.write(x, height + 13, words, kind="end today" if x > width / 2 else "start today")
    return canvas.finish(height + (20 if as_of else 0))


class Days:
    """The days of a chart, from left to right."""

    def __init__(self, told: Sequence[date], width: int) -> None:
        days = [day.toordinal() for day in told]
        spare = max(3, round((max(days) - min(days)) * _PAD))
        self._first, self._last, self._width = min(days) - spare, max(days) + spare, width

    def at(self, day: date | None) -> float:
        """Return where a day stands, in pixels; no day is the left edge."""
        if day is None:
            return 0.0
        share = (day.toordinal() - self._first) / (self._last - self._first)
        return float(round(share * self._width, 1))

    def ticks(self) -> list[tuple[float, str]]:
        """Return the days to mark, as many as there is room for."""
        most = 8 if self._width == WIDE else 4
        last = date.fromordinal(min(self._last, date.max.toordinal()))
        found = find_day_ticks(date.fromordinal(max(1, self._first)), last, most)
        edge = 24  # half a label
        return [(self.at(day), label) for day, label in found if edge <= self.at(day) <= self._width - edge]
