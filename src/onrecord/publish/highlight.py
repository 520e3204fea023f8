"""A document's text with every cited span marked, so that a citation can jump to its words."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from onrecord.model import Offsets
from onrecord.publish.inert import make_inert


def anchor(document: str, start: int, end: int) -> str:
    """Return the id of a span within the page."""
    return f"{document}-{start}-{end}"


def mark_spans(
    document: str, text: str, spans: Iterable[tuple[int, int]], furniture: Iterable[Offsets]
) -> Markup:
    """Return `text` escaped, with an element around each cited span and each stretch of furniture.

    Elements must nest and spans may cross; a span that crosses the end of one around it is cut there, and its
    second part follows without an id.
    """
    marks = [(start, end, anchor(document, start, end)) for start, end in sorted(set(spans))]
    marks += [(start, end, "") for start, end in furniture]
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    pieces: list[Markup] = []
    position = 0
    open_ends: list[int] = []
    for start, end, name in _cut_crossing(marks):
        while open_ends and open_ends[-1] <= start:
            position = _write(pieces, text, position, open_ends.pop(), "</span>")
        opening = f'<span id="{escape(name)}" class="cited">' if name else '<span class="furniture">'
        position = _write(pieces, text, position, start, "")
        pieces.append(Markup(opening))  # noqa: S704 - the id is escaped above
        open_ends.append(end)
    while open_ends:
        position = _write(pieces, text, position, open_ends.pop(), "</span>")
    _write(pieces, text, position, len(text), "")
    return Markup("").join(pieces)


def _write(pieces: list[Markup], text: str, start: int, end: int, closing: str) -> int:
    pieces.append(escape(make_inert(text[start:end])))
    pieces.append(Markup(closing))  # noqa: S704 - a constant
    return max(start, end)


def _cut_crossing(marks: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the marks so that each lies within those open where it begins, or after them."""
    waiting = list(reversed(marks))
    nested: list[tuple[int, int, str]] = []
    open_ends: list[int] = []
    while waiting:
        start, end, name = waiting.pop()
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if open_ends and end > open_ends[-1]:
            limit = open_ends[-1]
            rest = (limit, end, "" if not name else f"{name}-rest-{limit}")
            index = len(waiting)
            while index and (waiting[index - 1][0], -waiting[index - 1][1]) < (limit, -end):
                index -= 1
            waiting.insert(index, rest)
            end = limit
        nested.append((start, end, name))
        open_ends.append(end)
    return nested
