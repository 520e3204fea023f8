"""Weigh features for one question by penalised logistic regression, and write the weights as a network."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

_CLIP = 6.0  # deviations; as in onrecord.story.judge.network
_STEPS = 30


class Sum(NamedTuple):
    """Weights of features on one scale."""

    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float


def weigh(rows: np.ndarray, right: np.ndarray, importance: np.ndarray, penalty: float | np.ndarray) -> Sum:
    """Return the weights that tell the right rows from the others (Newton's method; the bias is not penalised).

    The penalty is one for all features, or each has its own.
    """
    mean, scale = rows.mean(0), rows.std(0)
    scale[scale < 1e-3] = 1.0
    seen = np.concatenate([_scale(rows, mean, scale), np.ones((len(rows), 1))], axis=1)
    held = np.append(np.broadcast_to(penalty, rows.shape[1]), 1e-9)
    found = np.zeros(seen.shape[1])
    found[-1] = np.log(right.mean() / (1 - right.mean()))

    def loss(weights: np.ndarray) -> float:
        sums = seen @ weights
        return float(
            (importance * (np.logaddexp(0, sums) - right * sums)).sum() + 0.5 * (held * weights**2).sum()
        )

    for _ in range(_STEPS):
        chances = _squash(seen @ found)
        slope = seen.T @ (importance * (chances - right)) + held * found
        bend = (seen * (importance * chances * (1 - chances))[:, None]).T @ seen + np.diag(held)
        step = np.linalg.solve(bend, slope)
        before = loss(found)
        while loss(found - step) > before and np.abs(step).max() > 1e-9:
            step /= 2
        found = found - step
        if np.abs(step).max() < 1e-6:
            break
    return Sum(mean, scale, found[:-1], float(found[-1]))


def answer(known: Sum, rows: np.ndarray) -> np.ndarray:
    """Return how likely each row is right."""
    return _squash(_scale(rows, known.mean, known.scale) @ known.weights + known.bias)


def answer_elsewhere(
    rows: np.ndarray, right: np.ndarray, piles: Sequence[str], penalty: float, folds: int
) -> np.ndarray:
    """Return how likely each row is right by weights that were learned on the other folds of the piles."""
    place = {pile: number % folds for number, pile in enumerate(sorted(set(piles)))}
    of = np.array([place[pile] for pile in piles])
    chances = np.zeros(len(right))
    for fold in range(folds):
        there, other = of == fold, of != fold
        taught = weigh(rows[other], right[other], np.ones(int(other.sum())), penalty)
        chances[there] = answer(taught, rows[there])
    return chances


def export(known: Sum, names: Sequence[str], least: float, path: Path) -> None:
    """Write the sum as a network of two hinges, in numbers that a person can read."""

    def tidy(numbers: np.ndarray) -> list[float]:
        return [round(float(number), 4) for number in numbers]

    weights = tidy(known.weights)
    table = {
        "features": list(names),
        "least": least,
        "mean": tidy(known.mean),
        "scale": tidy(known.scale),
        "hidden": [[weight, -weight] for weight in weights],
        "hidden_bias": [0.0, 0.0],
        "out": [1.0, -1.0],
        "bias": round(known.bias, 4),
        "grounds": {},
    }
    path.write_text(json.dumps(table) + "\n", encoding="utf-8")


def _scale(rows: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> np.ndarray:
    return np.clip((rows - mean) / scale, -_CLIP, _CLIP)


def _squash(sums: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
