"""What one actor did, day by day: a dot for each line, in a row for each kind."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from onrecord.publish.charts.slip import Days
from onrecord.publish.charts.svg import Canvas

_ROW = 18  # pixels
_NAMES = 74  # pixels for the names of the rows


def draw_strip(rows: Sequence[tuple[str, Sequence[tuple[date, date | None]]]], canvas: Canvas) -> Markup:
    """Return the drawing: the name of each row, and for each of its dots its day and the day since when it is known.

    There must be a dot.
    """
    days = Days([day for _, dots in rows for day, _ in dots], canvas.width - _NAMES)
    for index, (name, dots) in enumerate(rows):
        y = index * _ROW + 9.0
        canvas.write(0, y + 4, name, kind="start faint")
        canvas.line((_NAMES, y), (canvas.width, y), "tick")
        for day, known in dots:
            canvas.mark(_NAMES + days.at(day), y, "dot", "dotted", known)
    height = len(rows) * _ROW
    canvas.axis([(_NAMES + x, label) for x, label in days.ticks()], height)
    return canvas.finish(height)
