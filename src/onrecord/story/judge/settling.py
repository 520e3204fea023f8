"""An act and all sentences told later -> which of them tells that it was done, and may any tell its end?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from onrecord.annotations import Reading
from onrecord.model import Span
from onrecord.story.actors import Cast
from onrecord.story.judge.act_pairs import Said
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.outcome_pairs import (
    Line,
    Lines,
    compare_outcome,
    may_be_done,
    may_settle,
    read_promise,
)
from onrecord.story.judge.passages import Weights, make_openings


class Deed(NamedTuple):
    """The sentence that tells best that an act was done, and when it was told."""

    words: Span
    told: date


class Sign:
    """What later sentences tell of an act, worked out when it is asked for: what became of most acts is plain."""

    def __init__(self, said: Sequence[Said], lines: Lines, weights: Weights) -> None:
        self._promise, self._lines, self._weights = read_promise(said), lines, weights
        self._compared: dict[int, Mapping[str, float]] = {}

    @cached_property
    def _near(self) -> list[Line]:
        return self._lines.find(self._promise)

    def _compare(self, place: int) -> Mapping[str, float]:
        if place not in self._compared:
            self._compared[place] = compare_outcome(self._promise, self._near[place], self._weights)
        return self._compared[place]

    @cached_property
    def done(self) -> Deed | None:
        """The later sentence that tells best that the act was done; none tells it surely enough of many an act."""
        due = self._promise.due
        first = due.earliest or due.latest
        if first is None:  # of what has no day none does (`may_be_done`)
            return None
        judge = load_judge("done")
        places = [place for place, line in enumerate(self._near) if line.day >= first]
        rows = {place: row for place in places if may_be_done(row := self._compare(place))}
        chances = judge.judge([judge.read(row) for row in rows.values()])
        sure = [
            (chance, -place) for place, chance in zip(rows, chances, strict=True) if chance >= judge.least
        ]
        if not sure:
            return None
        line = self._near[-max(sure)[1]]
        return Deed(line.reading.document.cite(*line.words), line.day)

    @cached_property
    def settled(self) -> bool:
        """Whether any may tell what became of it: that it was done, in part, not at all, or given up."""
        judge = load_judge("settled")
        features = map(self._compare, range(len(self._near)))
        ends = judge.judge([judge.read(row) for row in features if may_settle(row)])
        return any(chance >= judge.least for chance in ends)


def read_signs(
    chains: Iterable[Sequence[Said]], readings: Sequence[Reading], cast: Cast, weights: Weights
) -> Iterator[Sign]:
    """Yield what later sentences tell of each act."""
    lines = Lines(readings, cast, make_openings(readings, weights), weights)
    return (Sign(said, lines, weights) for said in chains)
