"""An SVG to stand within a page: shapes and words alone, in the page's colours and type, each mark with its day.

Nothing is fetched and no script is in it: every word is escaped, and every shape is one of those below.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from onrecord.publish.inert import make_inert

# One drawing for a desk and for paper, one for a phone: text that is scaled with the drawing can't be read there.
WIDE, NARROW = 700, 330
LINE_HEIGHT = 15  # pixels; the style sheet sets the words in 12
_HEAD = 20  # pixels for the labels of an axis
_WIDEST_LETTER = 6.4  # pixels of an average character at that size, on the safe side
_NO_XML = re.compile("[\ufffe\uffff]")
# shapes around a point, 9 pixels wide
SHAPES = {
    "circle": "M-4.5,0a4.5,4.5 0 1,1 9,0a4.5,4.5 0 1,1 -9,0Z",
    "dot": "M-2.5,0a2.5,2.5 0 1,1 5,0a2.5,2.5 0 1,1 -5,0Z",
    "diamond": "M0,-5.5L5.5,0L0,5.5L-5.5,0Z",
    "dash": "M0,-6V6",
    "cross": "M-4.5,-4.5L4.5,4.5M-4.5,4.5L4.5,-4.5",
    "right": "M-4,-5L5,0L-4,5Z",
    "left": "M4,-5L-5,0L4,5Z",
}


class Legend(Struct, frozen=True):
    """What a chart shows, for those who do not see it."""

    key: str  # unique on the page
    title: str
    description: str


class Canvas:
    """A drawing while it is made; places are pixels from the left and from below the axis' labels."""

    def __init__(self, width: int, legend: Legend) -> None:
        self.width = width
        self._legend = legend
        self._parts: list[Markup] = []

    def write(self, x: float, y: float, words: str, *, kind: str = "start", day: date | None = None) -> None:
        """Write some words in one line; `kind` is `start`, `middle` or `end`, by where `x` is, or a style's name."""
        self._add('<text x="{}" y="{}" class="{}"{}>{}</text>', x, y, kind, _since(day), words)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], kind: str, day: date | None = None
    ) -> None:
        """Draw a line in the style of this name."""
        self._add('<path d="M{},{}L{},{}" class="{}"{}/>', *start, *end, kind, _since(day))

    def mark(self, x: float, y: float, shape: str, kind: str = "full", day: date | None = None) -> None:
        """Draw one of `SHAPES` around a point."""
        place = f"translate({_round(x)},{_round(y)})"
        self._add('<path transform="{}" d="{}" class="{}"{}/>', place, SHAPES[shape], kind, _since(day))

    def label(self, words: str, top: float, day: date | None) -> float:
        """Write a label on as many lines as it needs, at most three, and return where its bar's middle is."""
        lines = wrap(words, self.width, 3)
        for index, line in enumerate(lines):
            self.write(0, top + 12 + index * LINE_HEIGHT, line, day=day)
        return top + 10 + len(lines) * LINE_HEIGHT

    def axis(self, ticks: Sequence[tuple[float, str]], height: float) -> None:
        """Draw faint lines from top to bottom, below all else, with a label above each."""
        drawn, self._parts = self._parts, []
        for x, label in ticks:
            self.line((x, -4), (x, height), "tick")
            self.write(x, -9, label, kind="middle faint")
        self._parts += drawn

    def finish(self, height: float) -> Markup:
        """Return the drawing, named and described by its legend."""
        key = self._legend.key
        head = Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="-2 {} {} {}" width="{}" height="{}"'
            ' aria-labelledby="{}-title" aria-describedby="{}-desc"><title id="{}-title">{}</title>'
            '<desc id="{}-desc">{}</desc>'
        )
        whole = round(height) + _HEAD + 2
        words = (_make_safe(self._legend.title), _make_safe(self._legend.description))
        size = (-_HEAD, self.width + 4, whole, self.width + 4, whole)
        return (
            head.format(*size, key, key, key, words[0], key, words[1])
            + Markup("").join(self._parts)
            + Markup("</svg>")
        )

    def _add(self, form: str, *values: object) -> None:
        safe = [
            _make_safe(one) if type(one) is str else _round(one) if isinstance(one, float) else one
            for one in values
        ]
        self._parts.append(Markup(form).format(*safe))  # noqa: S704 - our own markup; what it is filled with is escaped


def _since(day: date | None) -> Markup:
    """Return the mark by which a page's script finds what was published on a day."""
    return Markup(' data-d="{}"').format(day.isoformat()) if day else Markup("")


def _round(number: object) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _make_safe(text: str) -> str:
    return _NO_XML.sub("\ufffd", make_inert(text))


def draw_both(draw: Callable[[Canvas], Markup], legend: Legend) -> tuple[Markup, Markup]:
    """Return a chart drawn wide and narrow."""
    narrow = Legend(f"{legend.key}-narrow", legend.title, legend.description)
    return draw(Canvas(WIDE, legend)), draw(Canvas(NARROW, narrow))


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
