"""The excerpts of a document that a page holds: each cited sentence with one on either side."""

from collections.abc import Iterable

from markupsafe import Markup

from onrecord.model import Offsets
from onrecord.publish.highlight import mark_spans
from onrecord.publish.sentences import Sentences

_GAP = Markup('<span class="gap">[…]</span>\n')


def mark_excerpts(
    document: str,
    text: str,
    spans: Iterable[tuple[int, int]],
    furniture: Iterable[Offsets],
    sentences: Sentences,
) -> Markup:
    """Return the sentences of `text` that hold a span and those beside them, and a sign where others are left out.

    The spans are marked. A document is somebody's property: what a page that is passed on needs of it is what lets a
    reader judge the cited words.
    """
    pieces: list[Markup] = []
    position = 0
    for start, end in _join(sentences.around(*span, more=1) for span in spans):
        if text[position:start].strip():
            pieces.append(_GAP)
        inside = [span for span in spans if start <= span[0] and span[1] <= end]
        boxes = [
            Offsets(max(start, box[0]), min(end, box[1]))
            for box in furniture
            if box[0] < end and box[1] > start
        ]
        pieces += [mark_spans(document, text, inside, boxes, start, end), Markup("\n")]
        position = end
    if text[position:].strip():
        pieces.append(_GAP)
    return Markup("").join(pieces)


def _join(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
