"""Make the judge of answers: is a statement what a denial denies?

    python training/answers.py --piles TRAIN.jsonl.gz --readings FOLDER --more ANSWERS.jsonl --out JUDGE

PILES and READINGS are those of pairs.py. ANSWERS tells of some denials of the piles which of the statements that the
program would judge are what is denied, a denial a line: `pile`, `file`, `denial` (where its words start), and `judged`,
of each statement its file, where it starts and whether it is. What is not listed there is left out.

`least` is the lowest chance at which .7 of what is told is right, each eighth of the piles being judged by weights that
were learned on the others. Without `--out` the figures are only printed.
"""

import json
from collections import defaultdict
from typing import Any

import numpy as np

from judged import judge_answers, read_arguments, read_pile
from logistic import answer_elsewhere, export, weigh
from piles import read_piles

PENALTY, RIGHT, FOLDS = 10.0, 0.7, 8
LEASTS = tuple(n / 100 for n in range(30, 81, 5))


def main() -> None:
    """Read the piles, and learn, check and write the weights."""
    args = read_arguments(__doc__, more=True)
    marked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in args.more.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        marked[one["pile"]].append(one)
    names: list[str] = []
    rows, right, piles = [], [], []
    for pile in read_piles(args.piles):
        if pile["pile"] not in marked:
            continue
        for features, answers in judge_answers(read_pile(pile, args.readings), marked[pile["pile"]]):
            names = [*features]
            rows.append([*features.values()])
            right.append(float(answers))
            piles.append(pile["pile"])
    seen, known = np.array(rows), np.array(right)
    chances = answer_elsewhere(seen, known, piles, PENALTY, FOLDS)
    shares = {}
    for least in LEASTS:
        told = chances >= least
        shares[least] = float(known[told].mean()) if told.any() else 0.0
        print(f"answers from {least:.2f}: {told.sum()} told of {known.sum():.0f}, {shares[least]:.2f} right")
    least = min((least for least, share in shares.items() if share >= RIGHT), default=max(LEASTS))
    if args.out:
        export(weigh(seen, known, np.ones(len(known)), PENALTY), names, least, args.out / "answers.json")


if __name__ == "__main__":
    main()
