"""How much of a long record a page shows at once; the rest stays a click away."""

from collections.abc import Sequence
from typing import TypeVar

# Chosen so that the dossier of a thousand articles opens in two seconds, and that of two dozen leaves nothing out.
CHARTED = 14  # commitments, and as many disputed quantities, with a chart
SHOWN_COMMITMENTS = 40
SHOWN_STATEMENTS = 900
SHOWN_SPEAKERS = 80  # where there are more statements than are shown
SHOWN_EVENTS = 150
SHOWN_FIGURES = 30
SHOWN_NAMINGS = 30
SHOWN_QUOTATIONS = 40
SHOWN_TERMS = 150
SHOWN_DENIALS = 80
SHOWN_ROUTES = 24
SHOWN_PASSAGES = 24  # of one line
LINKED = 7_000  # passages listed by their first words alone, with a link to the whole
LINKED_AT_ONCE = 800  # of them in one list
WHOLE_TEXT = (
    1_500_000  # characters of all documents; beyond it the page holds the paragraphs that it links to
)

Item = TypeVar("Item")


def share_out(sizes: Sequence[int], total: int) -> int:
    """Return how many each of several lists may show so that together they show at most `total`.

    >>> share_out([10, 3, 1], 8)
    4
    """
    low, high = 0, max(sizes, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(size, middle) for size in sizes) <= total:
            low = middle
        else:
            high = middle - 1
    return low


def split(items: Sequence[Item], most: int) -> tuple[Sequence[Item], Sequence[Item]]:
    """Return the items to show and the rest."""
    return items[:most], items[most:]
