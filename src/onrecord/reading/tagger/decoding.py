"""Scores of the tagger -> spans of words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tags = NDArray[np.int64]

# The tags of a word: outside, or one of a role's two, of which the first begins a span and the second continues it.
SOURCE, CUE = 1, 3
LINKED_SOURCE, LINKED_CONTENT = 1, 3

_LEAST = 1e-9  # keeps the logarithm of no chance at all finite
_BLOCKED = -1e9
_NEW_CONTENT = (
    1.0  # price of a further piece of content, as a log probability; chosen on PolNeAR's dev articles
)


class Span(NamedTuple):
    """Words of a window, first to last inclusive."""

    first: int
    last: int


Cues = list[tuple[Span, float]]  # of one window, each with its probability


class Link(NamedTuple):
    """The words that the tagger gives to one cue."""

    cue: Span
    source: Span | None
    contents: tuple[Span, ...]
    certainty: float  # mean probability of the tags chosen for its words, times that of its cue


def softmax(scores: Floats) -> Floats:
    """Return the probabilities of the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    chances: Floats = raised / raised.sum(-1, keepdims=True)
    return chances


def find_spans(tags: Tags, role: int) -> Iterator[Span]:
    """Yield the spans of `role`; a continuation after nothing begins one."""
    first = None
    for place, tag in enumerate([*tags.tolist(), 0]):
        if first is not None and tag != role + 1:
            yield Span(first, place - 1)
            first = None
        if tag == role or (tag == role + 1 and first is None):
            first = place


def find_cues(scores: Floats, raised: float = 0.0, chances: Floats | None = None) -> Cues:
    """Return the cues in the tag scores [words, 7] with their probability.

    `raised` is added to the scores of the cue's tags: the larger, the more cues are found. `chances` are the
    probabilities of the scores, where they are known.
    """
    lifted = scores.copy()
    lifted[:, CUE : CUE + 2] += raised
    chances = softmax(scores) if chances is None else chances
    found = []
    for span in find_spans(lifted.argmax(-1), CUE):
        rest = chances[span.first : span.last + 1, CUE : CUE + 2].sum(-1)
        found.append((span, float(rest.mean())))
    return found


def find_links(windows: Sequence[tuple[Floats, Cues]]) -> list[list[Link]]:
    """Return for each window what its link scores [cues, words, 5] give to each of its cues.

    Cues without content are left out. The windows are decoded side by side, for speed alone: a word of padding is
    certain to be outside and so changes no path.
    """
    chances = [softmax(scores) for scores, _ in windows]
    shape = (sum(map(len, chances)), max((each.shape[1] for each in chances), default=1), 5)
    logs = np.full(shape, _BLOCKED, dtype=np.float32)
    logs[:, :, 0] = 0
    row = 0
    for each in chances:
        logs[row : row + len(each), : each.shape[1]] = np.log(each + _LEAST)
        row += len(each)
    tags = choose_tags(logs)
    found, row = [], 0
    for each, (_, cues) in zip(chances, windows, strict=True):
        found.append(_link(tags[row : row + len(each), : each.shape[1]], each, cues))
        row += len(each)
    return found


def _link(tags: Tags, chances: Floats, cues: Cues) -> list[Link]:
    found = []
    for row, (cue, likely) in enumerate(cues):
        tags[row, cue.first : cue.last + 1] = 0
        contents = tuple(find_spans(tags[row], LINKED_CONTENT))
        if not contents:
            continue
        held = np.flatnonzero(tags[row])
        certainty = likely * float(chances[row, held, tags[row, held]].mean())
        found.append(Link(cue, _find_source(tags[row], chances[row]), contents, certainty))
    return found


def _find_source(tags: Tags, chances: Floats) -> Span | None:
    """Return the source; of several, that of which most is to be expected."""
    spans = find_spans(tags, LINKED_SOURCE)
    mass = chances[:, LINKED_SOURCE : LINKED_SOURCE + 2].sum(-1)
    return max(spans, key=lambda span: float(mass[span.first : span.last + 1].sum()), default=None)


def choose_tags(logs: Floats) -> Tags:
    """Return for log probabilities [cues, words, 5] the most probable tags [cues, words] that make whole spans.

    Viterbi's algorithm: a span continues only what it began, and a content that begins anew has its price.
    """
    cues, words, _ = logs.shape
    begins = np.array([0.0, 0.0, _BLOCKED, -_NEW_CONTENT, _BLOCKED], dtype=logs.dtype)
    best = logs[:, 0] + begins
    before = np.zeros((words, cues, 5), dtype=np.int8)
    first = np.array([LINKED_SOURCE, LINKED_CONTENT])
    for word in range(1, words):
        before[word] = best.argmax(-1)[:, None]
        reached = best.max(-1)[:, None] + begins
        begun, going_on = best[:, 1::2], best[:, 2::2]  # of sources and of contents
        before[word, :, 2::2] = first + (going_on > begun)
        reached[:, 2::2] = np.maximum(begun, going_on)
        best = reached + logs[:, word]
    rows = np.arange(cues)
    tags = np.zeros((cues, words), dtype=np.int64)
    tags[:, -1] = best.argmax(-1)
    for word in range(words - 1, 0, -1):
        tags[:, word - 1] = before[word, rows, tags[:, word]]
    return tags
