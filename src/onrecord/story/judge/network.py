"""Features of a pair -> how likely it is one, and which of them speak for it most.

Each question has a small network in a file of its own beside this module (acts.json, quantities.json), made by
training/pairs.py: features by name, brought to one scale, a layer of hinges, and a sum.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from operator import itemgetter

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.model import Ground

Row = tuple[float, ...]  # the features of a pair in the order of a network

_PACKAGE = "onrecord.story.judge"
_LONGEST = 6.0  # how many deviations from the mean a feature counts for at most


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """The network as its file holds it."""

    features: tuple[str, ...]
    least: float  # how likely what is told to be one must be; of groups, on the mean over their pairs
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    hidden: tuple[tuple[float, ...], ...]  # a row for each feature
    hidden_bias: tuple[float, ...]
    out: tuple[float, ...]
    bias: float
    grounds: dict[Ground, tuple[str, ...]]  # the features that speak for one thing together


class Judge:
    """One question about pairs, and its answers."""

    def __init__(self, weights: Weights) -> None:
        """Lay the network out for many pairs at once."""
        self.features, self.least = weights.features, weights.least
        self._in_order = itemgetter(*weights.features)
        self._mean, self._scale = np.array(weights.mean), np.array(weights.scale)
        self._hidden, self._hidden_bias = np.array(weights.hidden), np.array(weights.hidden_bias)
        self._out, self._bias = np.array(weights.out), weights.bias
        self.grounds = {
            ground: np.array([name in names for name in weights.features])
            for ground, names in sorted(weights.grounds.items())
        }

    def read(self, pair: Mapping[str, float]) -> Row:
        """Return the features of a pair in the network's order."""
        row: Row = self._in_order(pair)
        return row

    def judge(self, pairs: Sequence[Row]) -> list[float]:
        """Return for each pair how likely it is one, to the third place: beyond it processors may differ."""
        if not pairs:
            return []
        sums = self._sum(self._scale_rows(self._lay_out(pairs)))
        return [round(float(value), 3) for value in 1 / (1 + np.exp(-sums))]

    def explain(self, pair: Row) -> Ground:
        """Return what speaks most for a pair: what it would lose most without, were that as in most pairs."""
        row = self._scale_rows(self._lay_out([pair]))
        without = np.where(np.array(list(self.grounds.values())), 0.0, row)
        lost = self._sum(row)[0] - self._sum(without)
        return list(self.grounds)[int(np.argmax(lost))]

    def _lay_out(self, pairs: Sequence[Row]) -> NDArray[np.float64]:
        count = len(pairs) * len(self.features)
        return np.fromiter(chain.from_iterable(pairs), np.float64, count).reshape(len(pairs), -1)

    def _scale_rows(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        scaled: NDArray[np.float64] = np.clip((rows - self._mean) / self._scale, -_LONGEST, _LONGEST)
        return scaled

    def _sum(self, scaled: NDArray[np.float64]) -> NDArray[np.float64]:
        hidden = np.maximum(scaled @ self._hidden + self._hidden_bias, 0.0)
        total: NDArray[np.float64] = hidden @ self._out + self._bias
        return total


@cache
def load_judge(question: str) -> Judge:
    """Return the judge of a question, 'acts' or 'quantities', as the package holds it."""
    content = files(_PACKAGE).joinpath(f"{question}.json").read_bytes()
    return Judge(msgspec.json.decode(content, type=Weights))
