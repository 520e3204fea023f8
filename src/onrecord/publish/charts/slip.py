"""The announced windows of a commitment against the days on which they were announced."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
from markupsafe import Markup
from msgspec import Struct

from onrecord.model import Move
from onrecord.publish.charts import frame
from onrecord.publish.charts.ticks import find_day_ticks
from onrecord.publish.wording import say_short_day

_SPACE = 14  # pixels from the middle of a bar to the next label
_PAD = 0.03  # of the days drawn, on either side

# The shape tells what the announcement does, so that no colour needs to.
SHAPES = {
    Move.ORIGINAL: ("circle", "var(--paper)"),
    Move.REAFFIRMED: ("stroke", frame.INK),
    Move.REVISED: ("diamond", frame.LATE),
    Move.WITHDRAWN: ("cross", frame.LATE),
}
_NO_END = ("triangle-right", frame.INK)


class Announced(Struct, frozen=True):
    """A line of the chart."""

    said: date | None
    first: date | None
    last: date | None
    move: Move
    label: str
    short: str  # the same for a narrow chart
    known: date | None  # when the document that says so was published


def draw_slip(versions: Sequence[Announced], as_of: date | None, drawn: frame.Frame) -> Markup:
    """Return the chart, one line a version in the given order, with the as-of day's line.

    At least one version must have a day.
    """
    width = drawn.width
    axis = _Axis(versions, as_of, width)
    height = 0.0
    rows: dict[str, list[frame.Row]] = {"words": [], "bars": [], "ends": [], "said": []}
    for version in versions:
        known = frame.describe_day(version.known)
        label = version.label if width == frame.WIDE else version.short
        words, y = frame.write_label(label, height, width, known)
        rows["words"] += words
        height = y + _SPACE
        if version.said:
            rows["said"].append({"x": axis.at(version.said), "top": y - 6, "bottom": y + 6, "d": known})
        start = axis.at(version.first or version.said)
        end = axis.at(version.last) if version.last else width
        rows["bars"].append({"x": min(start, end), "end": max(end, start + 2), "y": y, "d": known})
        shape, fill = SHAPES[version.move] if version.last else _NO_END
        rows["ends"].append({"x": end, "y": y, "shape": shape, "fill": fill, "d": known})
    rows["ticks"] = frame.list_ticks(axis.ticks(), height)
    rows["today-left"], rows["today-right"] = axis.mark_today(as_of, height)
    return frame.render(_compose, rows, drawn, height + (20 if as_of else 0))


def _compose() -> list[Any]:
    layers = frame.draw_axis()
    for side in ("left", "right"):
        base = frame.layer(f"today-{side}").encode(x=frame.place("x"))
        line = base.mark_rule(color=frame.LATE, strokeWidth=1.5, strokeDash=[5, 3])
        layers.append(line.encode(y=frame.place("top"), y2=alt.Y2("bottom:Q")))
        layers.append(frame.draw_words(f"today-{side}", "right" if side == "left" else "left", frame.LATE))
    said = frame.layer("said").mark_rule(color=frame.INK, strokeWidth=1.5)
    said = said.encode(x=frame.place("x"), y=frame.place("top"), y2=alt.Y2("bottom:Q"))
    return [
        *layers,
        frame.draw_bars("bars", 7),
        said,
        frame.draw_symbols("ends", 90),
        frame.draw_words("words", "left"),
    ]


class _Axis:
    """The days of a chart, from left to right."""

    def __init__(self, versions: Sequence[Announced], as_of: date | None, width: int) -> None:
        told = [day for version in versions for day in (version.said, version.first, version.last) if day]
        days = [day.toordinal() for day in (*told, *((as_of,) if as_of else ()))]
        spare = max(3, round((max(days) - min(days)) * _PAD))
        self._first, self._last, self._width = min(days) - spare, max(days) + spare, width

    def at(self, day: date | None) -> float:
        """Return where a day stands, in pixels; no day is the left edge."""
        if day is None:
            return 0.0
        share = (day.toordinal() - self._first) / (self._last - self._first)
        return float(round(share * self._width, 1))

    def mark_today(self, as_of: date | None, height: float) -> tuple[list[frame.Row], list[frame.Row]]:
        """Return the rows of the as-of day's line, its words to the left of it or to the right, where there is room."""
        if as_of is None:
            return [], []
        x = self.at(as_of)
        words = f"as of {say_short_day(as_of)}"
        row = {"x": x, "top": -6, "bottom": height, "y": height + 10, "label": words, "d": "today"}
        return ([row], []) if x > self._width / 2 else ([], [row])

    def ticks(self) -> list[tuple[float, str]]:
        """Return the days to mark, as many as there is room for."""
        most = 8 if self._width == frame.WIDE else 4
        found = find_day_ticks(date.fromordinal(max(1, self._first)), date.fromordinal(self._last), most)
        edge = 24  # half a label
        return [(self.at(day), label) for day, label in found if edge <= self.at(day) <= self._width - edge]
