"""An act and all sentences told later -> which of them tells that it was done, and may any tell its end?"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.model import Span
from onrecord.story.actors import Cast
from onrecord.story.judge.act_pairs import Said
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.outcome_pairs import (
    Lines,
    Promise,
    compare_outcome,
    may_be_done,
    may_settle,
    read_promise,
)
from onrecord.story.judge.passages import Weights, make_openings


class Sign(Struct, frozen=True):
    """Which later sentence tells best that an act was done, and whether any may tell its end."""

    done: Span | None = None  # none: no sentence tells it surely enough
    told: date | None = None  # when that sentence was
    settled: bool = (
        False  # any may tell what became of it: that it was done, in part, not at all, or given up
    )


def read_signs(
    chains: Sequence[Sequence[Said]], readings: Sequence[Reading], cast: Cast, weights: Weights
) -> list[Sign]:
    """Return what later sentences tell of each act."""
    lines = Lines(readings, cast, make_openings(readings, weights), weights)
    return [_read_sign(read_promise(said), lines, weights) for said in chains]


def _read_sign(promise: Promise, lines: Lines, weights: Weights) -> Sign:
    done, settled = load_judge("done"), load_judge("settled")
    near = lines.find(promise)
    features = [compare_outcome(promise, line, weights) for line in near]
    ends = settled.judge([settled.read(row) for row in features if may_settle(row)])
    chances = [
        (chance, -place)
        for place, chance in enumerate(done.judge([done.read(row) for row in features]))
        if chance >= done.least and may_be_done(features[place])
    ]
    may_be = any(chance >= settled.least for chance in ends)
    if not chances:
        return Sign(settled=may_be)
    _, place = max(chances)
    line = near[-place]
    return Sign(line.reading.document.cite(*line.words), line.day, may_be)
