"""How reports reached the documents: origins on the left, those who took them over on the right."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from onrecord.model import RelayKind
from onrecord.publish.charts.svg import LINE_HEIGHT, WIDE, Canvas, wrap

_GAP = 14  # pixels between two names


class Path(Struct, frozen=True):
    """That one outlet has something from another, in one way, in so many documents."""

    origin: str
    taker: str
    kind: RelayKind
    documents: int


def draw_paths(paths: Sequence[Path], canvas: Canvas) -> Markup:
    """Return the map; a line is whole where text was copied, dashed where rewritten, dotted where cited."""
    width = canvas.width
    share = 0.36 if width == WIDE else 0.38
    room = width * share - 12
    left = _Column(list(dict.fromkeys(path.origin for path in paths)), room)
    right = _Column(_order_takers(paths, left), room)
    height = max(left.height, right.height)
    left.centre(height)
    right.centre(height)
    start, end = width * share, width * (1 - share)
    for path in paths:
        canvas.line(
            (start + 6, left.at[path.origin]), (end - 6, right.at[path.taker]), f"way {path.kind.value}"
        )
    for x, y in [*((start, y) for y in left.at.values()), *((end, y) for y in right.at.values())]:
        canvas.mark(x, y, "circle")
    for column, x, kind in ((left, start - 10, "end"), (right, end + 10, "start")):
        for y, words in column.words():
            canvas.write(x, y + 4, words, kind=kind)
    canvas.write(start, -8, "had it first", kind="end faint")
    canvas.write(end, -8, "has it from there", kind="start faint")
    return canvas.finish(height)


def _order_takers(paths: Sequence[Path], left: "_Column") -> list[str]:
    """Return the takers in the order of their origins' middle, so that few lines cross."""
    origins: dict[str, list[float]] = {}
    for path in paths:
        origins.setdefault(path.taker, []).append(left.at[path.origin])
    return sorted(origins, key=lambda taker: (sum(origins[taker]) / len(origins[taker]), taker))


class _Column:
    """Names one below the other, each on as many lines as it needs."""

    def __init__(self, names: Sequence[str], room: float) -> None:
        self._lines = {name: wrap(name, room, 3) for name in names}
        self.at: dict[str, float] = {}
        self.height = 0.0
        for name in names:
            size = len(self._lines[name]) * LINE_HEIGHT
            self.at[name] = self.height + size / 2
            self.height += size + _GAP

    def centre(self, height: float) -> None:
        """Move the names to the middle of a column of `height` pixels."""
        spare = (height - self.height) / 2
        self.at = {name: y + spare for name, y in self.at.items()}
        self.height = height

    def words(self) -> Iterator[tuple[float, str]]:
        """Yield each line of text with its place."""
        for name, lines in self._lines.items():
            for index, line in enumerate(lines):
                yield self.at[name] + (index - (len(lines) - 1) / 2) * LINE_HEIGHT, line
