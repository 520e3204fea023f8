"""How reports reached the documents: origins on the left, those who took them over on the right."""

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt
from markupsafe import Markup
from msgspec import Struct

from onrecord.model import RelayKind
from onrecord.publish.charts import frame

_GAP = 14  # pixels between two names
_DASHES = {RelayKind.COPIES: [1, 0], RelayKind.REWRITES: [7, 4], RelayKind.CITES: [2, 4]}
_WIDTHS = {RelayKind.COPIES: 3.0, RelayKind.REWRITES: 2.5, RelayKind.CITES: 2.0}


class Path(Struct, frozen=True):
    """That one outlet has something from another, in one way, in so many documents."""

    origin: str
    taker: str
    kind: RelayKind
    documents: int


def draw_paths(paths: Sequence[Path], drawn: frame.Frame) -> Markup:
    """Return the map; a line is whole where text was copied, dashed where rewritten, dotted where cited."""
    width = drawn.width
    share = 0.36 if width == frame.WIDE else 0.38
    room = width * share - 12
    left = _Column(list(dict.fromkeys(path.origin for path in paths)), room)
    right = _Column(_order_takers(paths, left), room)
    height = max(left.height, right.height)
    left.centre(height)
    right.centre(height)
    start, end = width * share, width * (1 - share)
    rows: dict[str, list[frame.Row]] = {
        kind.value: [
            {
                "x": start + 6,
                "end": end - 6,
                "y": left.at[path.origin],
                "bottom": right.at[path.taker],
                "d": "mark",
            }
            for path in paths
            if path.kind is kind
        ]
        for kind in RelayKind
    }
    dots = [(start, y) for y in left.at.values()] + [(end, y) for y in right.at.values()]
    rows["dots"] = [{"x": x, "y": y, "shape": "circle", "fill": frame.INK, "d": "mark"} for x, y in dots]
    rows["origins"] = [{"x": start - 10, "d": "mark", **row} for row in left.words()]
    rows["takers"] = [{"x": end + 10, "d": "mark", **row} for row in right.words()]
    rows["head-left"] = [{"x": start, "y": -14, "label": "has its report taken", "d": "mark"}]
    rows["head-right"] = [{"x": end, "y": -14, "label": "takes it over", "d": "mark"}]
    return frame.render(_compose, rows, drawn, height)


def _compose() -> list[Any]:
    lines = [
        frame.layer(kind.value)
        .mark_rule(color=frame.BAR, strokeDash=_DASHES[kind], strokeWidth=_WIDTHS[kind])
        .encode(x=frame.place("x"), x2=alt.X2("end:Q"), y=frame.place("y"), y2=alt.Y2("bottom:Q"))
        for kind in RelayKind
    ]
    return [
        *lines,
        frame.draw_symbols("dots", 40),
        frame.draw_words("origins", "right"),
        frame.draw_words("takers", "left"),
        frame.draw_words("head-left", "right", frame.FAINT),
        frame.draw_words("head-right", "left", frame.FAINT),
    ]


def _order_takers(paths: Sequence[Path], left: "_Column") -> list[str]:
    """Return the takers in the order of their origins' middle, so that few lines cross."""
    origins: dict[str, list[float]] = {}
    for path in paths:
        origins.setdefault(path.taker, []).append(left.at[path.origin])
    return sorted(origins, key=lambda taker: (sum(origins[taker]) / len(origins[taker]), taker))


class _Column:
    """Names one below the other, each on as many lines as it needs."""

    def __init__(self, names: Sequence[str], room: float) -> None:
        self._lines = {name: frame.wrap(name, room, 3) for name in names}
        self.at: dict[str, float] = {}
        self.height = 0.0
        for name in names:
            size = len(self._lines[name]) * frame.LINE_HEIGHT
            self.at[name] = self.height + size / 2
            self.height += size + _GAP

    def centre(self, height: float) -> None:
        """Move the names to the middle of a column of `height` pixels."""
        spare = (height - self.height) / 2
        self.at = {name: y + spare for name, y in self.at.items()}
        self.height = height

    def words(self) -> Iterable[dict[str, Any]]:
        """Yield each line of text with its place."""
        for name, lines in self._lines.items():
            for index, line in enumerate(lines):
                yield {"y": self.at[name] + (index - (len(lines) - 1) / 2) * frame.LINE_HEIGHT, "label": line}
