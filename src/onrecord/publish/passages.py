"""The paragraphs of a document that hold cited words, where a page can't hold all documents whole."""

from collections.abc import Iterable

from markupsafe import Markup

from onrecord.model import Offsets
from onrecord.publish.highlight import mark_spans

_GAP = Markup('<span class="gap">[…]</span>\n')


def mark_passages(
    document: str, text: str, spans: Iterable[tuple[int, int]], furniture: Iterable[Offsets]
) -> Markup:
    """Return the paragraphs of `text` that hold a span, with the spans marked and a sign where others are left out."""
    kept = _join(_widen(text, start, end) for start, end in spans)
    pieces: list[Markup] = []
    position = 0
    for start, end in kept:
        if text[position:start].strip():
            pieces.append(_GAP)
        inside = [span for span in spans if start <= span[0] and span[1] <= end]
        boxes = [
            Offsets(max(start, box[0]), min(end, box[1]))
            for box in furniture
            if box[0] < end and box[1] > start
        ]
        pieces.append(mark_spans(document, text, inside, boxes, start, end))
        position = end
    if text[position:].strip():
        pieces.append(_GAP)
    return Markup("").join(pieces)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the paragraphs in which a stretch of text begins and ends."""
    after = text.find("\n", max(start, end - 1))
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after + 1


def _join(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
