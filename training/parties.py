"""Make the judge of parties: is an actor who is to do what is announced?

    python training/parties.py --piles TRAIN.jsonl.gz --readings FOLDER --out JUDGE

PILES and READINGS are those of pairs.py. The annotation names the party of each commitment in a few words; an actor is
taken for it whose names share a word with these, titles and offices left aside. Learned from are the actors whom the
sentences of an announcement name, and who says it.

`least` is the lowest chance at which .73 of those told as the party are right, each eighth of the piles being judged by
weights that were learned on the others. Without `--out` the figures are only printed.
"""

from itertools import pairwise

import numpy as np

from judged import judge_parties, read_arguments, read_pile
from logistic import answer_elsewhere, export, weigh
from piles import read_piles

PENALTY, RIGHT, FOLDS = 10.0, 0.73, 8
LEASTS = tuple(n / 100 for n in range(30, 81, 5))


def main() -> None:
    """Read the piles, and learn, check and write the weights."""
    args = read_arguments(__doc__)
    rows: list[list[float]] = []
    right: list[float] = []
    piles, ends, names = [], [0], []
    for pile in read_piles(args.piles):
        for candidates in judge_parties(pile, read_pile(pile, args.readings)):
            for features, is_party in candidates:
                names = [*features]
                rows.append([float(value) for value in features.values()])
                right.append(float(is_party))
                piles.append(pile["pile"])
            ends.append(len(rows))
    seen, known = np.array(rows), np.array(right)
    chances = answer_elsewhere(seen, known, piles, PENALTY, FOLDS)
    best = [a + int(chances[a:b].argmax()) for a, b in pairwise(ends) if a < b]
    ruled = names.index("ruled")
    told = [place for place in range(len(known)) if seen[place, ruled]]
    print(f"announcements {len(ends) - 1}; by rules {len(told)} told, {known[told].mean():.3f} right")
    shares = {}
    for least in LEASTS:
        told = [place for place in best if chances[place] >= least]
        shares[least] = float(known[told].mean()) if told else 0.0
        print(f"from {least:.2f}: {len(told)} told, {shares[least]:.3f} right")
    least = min((least for least, share in shares.items() if share >= RIGHT), default=max(LEASTS))
    found = weigh(seen, known, np.ones(len(known)), PENALTY)
    for name, weight in sorted(zip(names, found.weights, strict=True), key=lambda pair: -abs(pair[1])):
        print(f"{weight:6.2f} {name}")
    if args.out:
        export(found, names, least, args.out / "parties.json")


if __name__ == "__main__":
    main()
