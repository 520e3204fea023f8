"""A document's text with every cited span marked, so that a citation can jump to its words."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from onrecord.model import Offsets
from onrecord.publish.inert import make_inert

_REST = "rest"  # the second part of a span that had to be cut


def name_document(document: str) -> str:
    """Return the id of a document within the page: a page has thousands of addresses, so they are short.

    >>> name_document("document-7887c56019a4")
    'd7887c56019a4'
    """
    return f"d{document.removeprefix('document-')}"


def anchor(document: str, start: int, end: int) -> str:
    """Return the id of a span within the page. It names the words by their place, so it stays from build to build."""
    return f"{name_document(document)}-{start}-{end}"


def mark_spans(
    document: str,
    text: str,
    spans: Iterable[tuple[int, int]],
    furniture: Iterable[Offsets],
    first: int = 0,
    last: int | None = None,
) -> Markup:
    """Return `text`, or its part from `first` to `last`, with an element around each cited span and all furniture.

    Elements must nest and spans may cross; a span that crosses the end of one around it is cut there, and its
    second part follows as `rest`, which the style sheet lights up together with the first.
    """
    last = len(text) if last is None else last
    marks = [(start, end, anchor(document, start, end)) for start, end in sorted(set(spans))]
    marks += [(start, end, "") for start, end in furniture]
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    pieces: list[Markup] = []
    position = first
    open_ends: list[int] = []
    for start, end, name in _cut_crossing(marks):
        while open_ends and open_ends[-1] <= start:
            position = _write(pieces, text, position, open_ends.pop(), "</span>")
        opening = _open(name)
        position = _write(pieces, text, position, start, "")
        pieces.append(Markup(opening))  # noqa: S704 - the id is escaped above
        open_ends.append(end)
    while open_ends:
        position = _write(pieces, text, position, open_ends.pop(), "</span>")
    _write(pieces, text, position, last, "")
    return Markup("").join(pieces)


def _open(name: str) -> str:
    if not name:
        return '<span class="furniture">'
    if name == _REST:
        return '<span class="cited rest">'
    name, _, cut = name.partition(" ")
    return f'<span id="{escape(name)}" class="cited{" cut" if cut else ""}">'


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
            rest = (limit, end, name and _REST)
            name = f"{name} cut" if name not in ("", _REST) else name
            index = len(waiting)
            while index and (waiting[index - 1][0], -waiting[index - 1][1]) < (limit, -end):
                index -= 1
            waiting.insert(index, rest)
            end = limit
        nested.append((start, end, name))
        open_ends.append(end)
    return nested
