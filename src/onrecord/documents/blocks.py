"""Page -> blocks: what the structure of a document tells apart from prose, whose words it is and of which day.

A shape is taken only where it is marked up, or recurs through the document; how sure it is, is stored. Of shapes that
overlap the surer stands. What is in no block is prose.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.documents.corrections import (
    find_claims,
    find_corrections,
    find_marks,
    find_tables,
    find_withdrawn,
    list_silent,
)
from onrecord.documents.depositions import find_deposition
from onrecord.documents.headings import find_headings
from onrecord.documents.letters import find_letter, find_mails, find_quoted_in_mails
from onrecord.documents.liveblog import find_live_posts
from onrecord.documents.posts import find_framed_posts, find_handled_posts, find_pasted_posts, find_posts
from onrecord.documents.quotations import find_led
from onrecord.documents.releases import find_office_page, find_release
from onrecord.documents.said_tables import find_said_rows
from onrecord.documents.shapes import Page, Shape
from onrecord.documents.statements import find_points, find_signed, find_statement, is_told
from onrecord.documents.turns import find_turns
from onrecord.model import UNKNOWN, Basis, Block, BlockKind, Document, Offsets, When, when

# In the order in which they are asked: of two that overlap, the earlier stands.
_FINDERS: tuple[Callable[[Page], Iterable[Shape]], ...] = (
    find_said_rows,
    find_tables,
    find_corrections,
    find_withdrawn,
    find_claims,
    find_posts,
    find_framed_posts,
    find_pasted_posts,
    find_handled_posts,
    find_quoted_in_mails,
    find_mails,
    find_turns,
    find_deposition,
    find_letter,
    find_points,
    find_statement,
    find_led,
    find_signed,
    find_office_page,
    find_release,
    find_live_posts,
    find_headings,
)

_SPOKEN = frozenset({BlockKind.TURN, BlockKind.QUESTION})


def find_shapes(page: Page) -> tuple[Shape, ...]:
    """Return the shapes of a page in the order of its text: none overlap but for marks and struck words."""
    taken: list[Shape] = []
    held: list[tuple[int, int]] = []  # from where to where they stand, in order, those that touch as one
    for finder in _FINDERS:
        for shape in finder(page):
            new = [one for one in _beside(shape, held) if page.text[one.start : one.end].strip()]
            if any(one.start > shape.start or one.end < shape.end for one in new):
                new = list(_drop_labels(page, new, taken))
            taken += new
            for one in new:
                start, end = _reach(one)
                label = page.text.rfind("\n", 0, start) + 1 if one.kind in _SPOKEN else start
                _hold(held, min(label, start), end)
    return tuple(sorted((*taken, *find_marks(page)), key=lambda shape: (shape.start, shape.end, shape.kind)))


def _drop_labels(page: Page, parts: Iterable[Shape], taken: Iterable[Shape]) -> Iterator[Shape]:
    """Yield the parts of what holds turns that hold a sentence, where one stands above the turns; labels do not."""
    spoken = min((one.start for one in taken if one.kind in _SPOKEN), default=None)
    above = False
    for part in parts:
        told = any(map(is_told, page.lines_within(Offsets(part.start, part.end))))
        above = above or (told and spoken is not None and part.start < spoken)
        if spoken is None or (told and above):
            yield part


def _beside(shape: Shape, held: Sequence[tuple[int, int]]) -> Iterator[Shape]:
    """Yield what of a shape lies beside those taken before, which stand in order."""
    start, silent = shape.start, shape.silent
    first = max(0, bisect_left(held, (start,)) - 1)  # the one before may reach into it
    for begin, end in held[first : bisect_left(held, (shape.end,))]:
        if end <= start:
            continue
        if start < begin:
            yield shape._replace(start=start, end=begin, silent=silent)
            silent = ()
        start = max(start, end)
    if start < shape.end:
        yield shape._replace(start=start, silent=silent)


def _hold(held: list[tuple[int, int]], start: int, end: int) -> None:
    """Put from where to where a shape stands among the others."""
    first = bisect_left(held, (start,))
    first -= first > 0 and held[first - 1][1] >= start
    last = first
    while last < len(held) and held[last][0] <= end:
        start, end = min(start, held[last][0]), max(end, held[last][1])
        last += 1
    held[first:last] = [(start, end)]


def _reach(shape: Shape) -> tuple[int, int]:
    """Return from where to where a shape stands with its head and foot."""
    ends = [Offsets(shape.start, shape.end), *shape.silent]
    return min(words.start for words in ends), max(words.end for words in ends)


def list_furniture(shapes: Iterable[Shape]) -> Iterator[Offsets]:
    """Yield what nobody says: tables, corrections, checked claims, struck words, labels, marks of footnotes."""
    for shape in shapes:
        yield from list_silent(shape)


def cite_blocks(document: Document, shapes: Iterable[Shape]) -> tuple[Block, ...]:
    """Return the blocks of a document."""
    return tuple(
        Block(shape.start, shape.end, shape.kind, shape.sure, shape.voice, _cite_day(document, shape))
        for shape in shapes
        if any(char.isalnum() for char in document.text[shape.start : shape.end])
    )


def _cite_day(document: Document, shape: Shape) -> When:
    if shape.day is None:
        return UNKNOWN
    span = document.cite(*shape.day_words) if shape.day_words else None
    return when(shape.day, shape.day, Basis.EXPLICIT, span)
