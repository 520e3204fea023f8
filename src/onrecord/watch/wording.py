"""Two versions of a page -> the words in which they differ."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from rapidfuzz.distance import Indel

from onrecord.model import Offsets

_MOST_COMPARED = 200_000_000  # pairs of words; 14,000 words against as many, whose table takes 25 MB
_CONTEXT = 4  # words before and after a difference
_MOST = 0.5  # of the words of both
_NEAR = 3  # words between two differences that are told as one


class Difference(Struct, frozen=True):
    """Words of the earlier version, and those in their place in the later one; either may be none."""

    before: str  # words that both have, in front of them
    old: str
    new: str
    after: str  # words that both have, behind them


class Titled(Protocol):
    """A document, as it is made or as a record lists it."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def furniture(self) -> tuple[Offsets, ...]: ...  # noqa: D102


def tell_words(document: Titled) -> list[str]:
    """Return the words of a document, its title first, without its furniture, which changes with every visit."""
    pieces, place = [], 0
    for span in document.furniture:
        pieces.append(document.text[place : span.start])
        place = span.end
    pieces.append(document.text[place:])
    return [*(document.title or "").split(), *" ".join(pieces).split()]


def compare_words(old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    """Return where two texts differ, in their order; of very long ones that differ all over, as one difference.

    >>> compare_words("It will open in June , she said".split(), "It will open in August , she said".split())
    [Difference(before='It will open in', old='June', new='August', after=', she said')]
    """
    first = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    shorter = min(len(old), len(new)) - first
    pairs = zip(reversed(old), reversed(new), strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b or n >= shorter), shorter)
    middle_old, middle_new = old[first : len(old) - same], new[first : len(new) - same]
    if len(middle_old) * len(middle_new) > _MOST_COMPARED:
        spans = [(first, len(old) - same, first, len(new) - same)]
    else:
        spans = [
            (a + first, b + first, c + first, d + first) for a, b, c, d in _find_spans(middle_old, middle_new)
        ]
    return [
        Difference(
            " ".join(old[max(0, a - _CONTEXT) : a]),
            " ".join(old[a:b]),
            " ".join(new[c:d]),
            " ".join(old[b : b + _CONTEXT]),
        )
        for a, b, c, d in spans
    ]


def are_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether two texts have most of their words in common, in their order, as versions of one page do.

    >>> are_alike("It will open in June , she said".split(), "It will open in August , she said".split())
    True
    >>> are_alike("It will open in June , she said".split(), "Subscribe today".split())
    False
    """
    return Indel.normalized_similarity(old, new, score_cutoff=_MOST) >= _MOST


def _find_spans(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the places of the words that differ, those that are near each other together."""
    open_span: tuple[int, int, int, int] | None = None
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        span = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if open_span is not None and span[0] - open_span[1] <= _NEAR and span[2] - open_span[3] <= _NEAR:
            open_span = (open_span[0], span[1], open_span[2], span[3])
            continue
        if open_span is not None:
            yield open_span
        open_span = span
    if open_span is not None:
        yield open_span
