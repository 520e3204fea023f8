"""Make the judge of schedules: does nobody on record promise what is announced?

    python training/schedules.py --piles TRAIN.jsonl.gz --readings FOLDER --out JUDGE [--dev DEV.jsonl.gz DEV_READINGS]

PILES and READINGS are those of pairs.py. The annotation says of each version of a commitment whether it is a schedule.
Beside the features of an announcement each word is one that enough piles have in announcements; names are none. A
word weighs little unless many announcements bear it out: its penalty is on its weight as it is, not on that of a
feature brought to one scale.

What is printed is of announcements that are sure enough to be told by themselves, each eighth of the piles judged by
weights (and words) that were learned on the others, and of the piles of `--dev`; beside it the share that would be
right if all were promises, and if whatever stands in no statement were a schedule. Without `--out` nothing is written.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from judged import Announced, judge_schedules, read_pile
from logistic import Sum, answer, export, weigh
from onrecord.story.judge.schedules import WORD
from piles import read_piles

PENALTY, WORD_PENALTY, FOLDS, PILES = 20.0, 6.0, 8, 8
LEAST = 0.5
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.001)

Pile = list[Announced]


def main() -> None:
    """Read the piles, and learn, check and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--piles", type=Path, required=True)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--dev", type=Path, nargs=2, metavar=("PILES", "READINGS"))
    args = parser.parse_args()
    piles = [[*judge_schedules(pile, read_pile(pile, args.readings))] for pile in read_piles(args.piles)]
    chances = np.zeros(sum(map(len, piles)))
    of = np.array([place % FOLDS for place, pile in enumerate(piles) for _ in pile])
    for fold in range(FOLDS):
        taught, names = learn([pile for place, pile in enumerate(piles) if place % FOLDS != fold])
        chances[of == fold] = answer(taught, lay_out([one for p in piles[fold::FOLDS] for one in p], names))
    order = [one for fold in range(FOLDS) for pile in piles[fold::FOLDS] for one in pile]
    tell("cross-validated", order, np.concatenate([chances[of == fold] for fold in range(FOLDS)]))
    taught, names = learn(piles)
    if args.dev:
        dev = [
            one
            for pile in read_piles(args.dev[0])
            for one in judge_schedules(pile, read_pile(pile, args.dev[1]))
        ]
        tell("other piles", dev, answer(taught, lay_out(dev, names)))
    for name, weight in sorted(zip(names, taught.weights, strict=True), key=lambda pair: -abs(pair[1]))[:60]:
        print(f"{weight:6.2f} {name}")
    if args.out:
        export(taught, names, LEAST, args.out / "schedules.json")


def learn(piles: Sequence[Pile]) -> tuple[Sum, list[str]]:
    """Return the weights of the features and of the words that enough piles have, and what each is of."""
    counts = Counter(word for pile in piles for word in {word for one in pile for word in one.words})
    known = sorted(word for word, count in counts.items() if count >= PILES)
    items = [one for pile in piles for one in pile]
    names = [*items[0].features, *(f"{WORD}{word}" for word in known)]
    rows = lay_out(items, names)
    scale = rows.std(0)[-len(known) :]
    penalties = np.concatenate([np.full(len(names) - len(known), PENALTY), WORD_PENALTY / scale**2])
    right = np.array([float(one.schedule) for one in items])
    return weigh(rows, right, np.ones(len(rows)), penalties), names


def lay_out(items: Sequence[Announced], names: Sequence[str]) -> np.ndarray:
    """Return a row of features and words for each announcement."""
    return np.array(
        [
            [
                float(name.removeprefix(WORD) in one.words if name.startswith(WORD) else one.features[name])
                for name in names
            ]
            for one in items
        ]
    )


def tell(title: str, items: Sequence[Announced], chances: np.ndarray) -> None:
    """Print how often the judge is right, and how often the simplest rules would be."""
    sure = np.array([one.sure for one in items])
    right, chances = np.array([one.schedule for one in items])[sure], chances[sure]
    unsaid = np.array([not one.features["spoken"] for one in items])[sure]
    print(f"{title}: {len(right)} announcements, {right.sum()} of them schedules")
    print(f"  all promises: {1 - right.mean():.3f} right")
    for name, told in (("in no statement", unsaid), ("judged", chances >= LEAST)):
        both = (told & right).sum()
        print(
            f"  {name}: {(told == right).mean():.3f} right; of those told as schedules {both / told.sum():.3f},"
            f" of schedules {both / right.sum():.3f}, F1 {2 * both / (told.sum() + right.sum()):.3f}"
        )
    before = np.less.outer(chances[~right], chances[right]) + 0.5 * np.equal.outer(
        chances[~right], chances[right]
    )
    print(f"  area under the curve {before.mean():.3f}")
    for low, high in pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        print(
            f"  told at {low:.1f} to {min(high, 1):.1f}: {inside.sum()}, {right[inside].mean():.2f} schedules"
        )


if __name__ == "__main__":
    main()
