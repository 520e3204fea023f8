"""What all charts share: their two widths, their colours, their type, and how one is drawn."""

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

import altair as alt
import vl_convert
from markupsafe import Markup
from msgspec import Struct

from onrecord.publish.charts.svg import Legend, clean_svg
from onrecord.publish.inert import make_inert

# One drawing for a desk and for paper, one for a phone: text that is scaled with the drawing can't be read there.
WIDE, NARROW = 700, 330

# Colours are the page's own, so that a chart follows light, dark and print. No meaning rests on them alone.
INK, FAINT, LINE, LATE, BAR = (f"var(--{name})" for name in ("ink", "faint", "line", "late", "bar"))

# Measured as Liberation Sans, which the renderer carries, and shown in whatever has the same widths (Arial, Arimo).
FONT = "Liberation Sans"
SIZE = 12  # pixels
LINE_HEIGHT = 15  # pixels
_WIDEST_LETTER = 6.4  # pixels of an average character at that size, on the safe side

_NO_XML = re.compile("[\ufffe\uffff]")

Row = Mapping[str, Any]


def wrap(text: str, width: float, lines: int) -> list[str]:
    """Return a text as at most `lines` lines of `width` pixels; a word too long for a line is broken.

    >>> wrap("Standing Commission on Resettlement", 150, 2)
    ['Standing Commission on', 'Resettlement']
    >>> wrap("03-global-news-beam.txt", 110, 3)
    ['03-global-news-', 'beam.txt']
    """
    most = max(4, int(width / _WIDEST_LETTER))
    found: list[str] = []
    for word in text.split():
        for index, piece in enumerate(_break_word(word, most)):
            joint = " " if index == 0 else ""
            if found and len(found[-1]) + len(joint) + len(piece) <= most:
                found[-1] += joint + piece
            else:
                found.append(piece)
    if len(found) > lines:
        last = found[lines - 1]
        found[lines - 1] = f"{last if len(last) < most else last[: most - 1]}…"
    return found[:lines]


def _break_word(word: str, most: int) -> list[str]:
    """Return a word as it may be broken: whole if it fits a line, else behind its marks, else anywhere."""
    if len(word) <= most:
        return [word]
    parts = re.findall(r"[^-_/.]*[-_/.]+|[^-_/.]+", word)
    return [part[at : at + most] for part in parts for at in range(0, len(part), most)]


def write_label(label: str, top: float, width: float, known: str) -> tuple[list[Row], float]:
    """Return the rows of a label above a bar, on as many lines as it needs, and where the bar's middle is."""
    lines = wrap(label, width, 3)
    rows: list[Row] = [
        {"x": 0, "y": top + 9 + index * LINE_HEIGHT, "label": line, "d": known}
        for index, line in enumerate(lines)
    ]
    return rows, top + 9 + len(lines) * LINE_HEIGHT


def describe_day(day: date | None) -> str:
    """Return the mark by which a page's script finds what was published on a day."""
    return f"day:{day.isoformat()}" if day else "mark"


def layer(name: str) -> Any:
    """Return a layer that draws the rows called `name`, with their days for the page's script."""
    return alt.Chart(alt.NamedData(name=name)).encode(description=alt.Description("d:N"))


def place(field: str) -> Any:
    """Return a position in pixels, as the row states it."""
    return (alt.Y if field in ("y", "top", "bottom") else alt.X)(f"{field}:Q", scale=None, axis=None)


def draw_axis() -> list[Any]:
    """Return the layers of a horizontal axis: faint lines from top to bottom, and a label above each."""
    base = layer("ticks").encode(x=place("x"))
    return [
        base.mark_rule(color=LINE, strokeWidth=1).encode(y=place("top"), y2=alt.Y2("bottom:Q")),
        base.mark_text(color=FAINT, dy=-14, align="center").encode(y=alt.value(0), text="label:N"),
    ]


def list_ticks(ticks: Sequence[tuple[float, str]], height: float) -> list[Row]:
    """Return the rows of an axis."""
    return [{"x": x, "label": label, "top": -6, "bottom": height, "d": "mark"} for x, label in ticks]


def draw_symbols(name: str, size: int) -> Any:
    """Return a layer of symbols, each in the shape and the colour that its row states."""
    return (
        layer(name)
        .mark_point(size=size, filled=True, stroke=INK, strokeWidth=1.5)
        .encode(
            x=place("x"),
            y=place("y"),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
        )
    )


def draw_words(name: str, align: Literal["left", "right", "center"], color: str = INK) -> Any:
    """Return a layer of words, each beside its point."""
    return (
        layer(name)
        .mark_text(align=align, color=color, baseline="middle")
        .encode(x=place("x"), y=place("y"), text="label:N")
    )


def draw_bars(name: str, width: float) -> Any:
    """Return a layer of horizontal bars."""
    return (
        layer(name)
        .mark_rule(color=BAR, strokeWidth=width)
        .encode(x=place("x"), x2=alt.X2("end:Q"), y=place("y"))
    )


class Frame(Struct, frozen=True):
    """How wide a chart is drawn, and what names it."""

    width: int
    legend: Legend


def render(
    compose: Callable[[], Sequence[Any]], data: Mapping[str, Sequence[Row]], frame: Frame, height: float
) -> Markup:
    """Return the layers that `compose` makes, with these rows, as one SVG."""
    drawing = copy.copy(_compile(compose))
    drawing["width"], drawing["height"] = frame.width, height
    drawing["data"] = [
        {**source, "values": _make_safe(data[source["name"]])} if source["name"] in data else source
        for source in drawing["data"]
    ]
    return clean_svg(vl_convert.vega_to_svg(drawing), frame.legend)


def _make_safe(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the characters on which the renderer ends the process, or that XML can't hold."""
    return [
        {
            key: _NO_XML.sub("\ufffd", make_inert(value)) if isinstance(value, str) else value
            for key, value in row.items()
        }
        for row in rows
    ]


@cache
def _compile(compose: Callable[[], Sequence[Any]]) -> dict[str, Any]:
    """Return a kind of chart in Vega, without its rows: the way there takes longer than to draw it."""
    chart = (
        alt.layer(*compose())
        .properties(width=WIDE, height=WIDE)
        .configure(
            font=FONT, background="transparent", padding={"left": 2, "right": 2, "top": 4, "bottom": 4}
        )
        .configure_view(stroke=None)
        .configure_text(fontSize=SIZE)
    )
    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(chart.to_dict())
    return compiled


def draw_both(draw: Callable[[Frame], Markup], legend: Legend) -> tuple[Markup, Markup]:
    """Return a chart drawn wide and narrow."""
    narrow = Legend(f"{legend.key}-narrow", legend.title, legend.description)
    return draw(Frame(WIDE, legend)), draw(Frame(NARROW, narrow))
