"""Make the judge of rivals: do two numbers tell of one thing, and can't both be right?

    python training/rivals.py --piles TRAIN.jsonl.gz --readings FOLDER --out src/onrecord/story/judge

PILES and READINGS are those of pairs.py. Two different numbers of a quantity that is annotated as disputed are rivals;
each quantity counts as much as the root of how many such pairs it has. With `--more MORE.jsonl.gz` it also learns from
single articles, annotated in the same form, each as a pile of its own.

`least` is the lowest chance at which .5 of the quantities told as disputed are annotated so, each fifth of the piles
being judged by weights that were learned on the others. Without `--out` the figures are only printed.
"""

from collections.abc import Sequence

import numpy as np

from judged import FOLDS, Rivals, judge_rivals, read_arguments, read_pile
from logistic import Sum, answer, export, weigh
from piles import read_piles

PENALTY = 33.0
RIGHT = 0.5
LEASTS = tuple(n / 100 for n in range(6, 51, 2))


def mark(table: Rivals) -> tuple[np.ndarray, np.ndarray]:
    """Return which pairs are rivals, and how much each counts."""
    shared = [
        [n for n in table.groups[one] & table.groups[other] if table.disputed[n]]
        for one, other in table.pairs
    ]
    counts = {n: sum(n in some for some in shared) for n, disputed in enumerate(table.disputed) if disputed}
    right = np.array([bool(some) for some in shared], dtype=float)
    counted = np.array([1 / max(counts[n] for n in some) ** 0.5 if some else 1.0 for some in shared])
    return right, counted


def count_told(table: Rivals, chances: Sequence[float], least: float) -> tuple[int, int, int]:
    """Return how many disputed quantities are found, how many groups are told as at odds, and how many rightly."""
    lead: dict[int, int] = {}

    def find(place: int) -> int:
        while lead.get(place, place) != place:
            place = lead[place]
        return place

    told = [
        pair
        for pair, chance, may in zip(table.pairs, chances, table.tellable, strict=True)
        if may and chance >= least
    ]
    for one, other in told:
        lead[find(other)] = find(one)
    groups: dict[int, set[int]] = {}
    for one, other in told:
        groups.setdefault(find(one), set()).update(table.groups[one] | table.groups[other])
    found = {n for one, other in told for n in table.groups[one] & table.groups[other] if table.disputed[n]}
    return len(found), len(groups), sum(any(table.disputed[n] for n in some) for some in groups.values())


def main() -> None:
    """Read the piles, and learn, check and write the weights."""
    args = read_arguments(__doc__, more=True)
    piles = read_piles(args.piles)
    known = len(piles)
    piles += [pile for path in (args.more, args.written) if path for pile in read_piles(path)]
    tables = [judge_rivals(pile, read_pile(pile, args.readings)) for pile in piles]
    names = next(table.names for table in tables if table.names)
    rows = [table.rows.reshape(-1, len(names)) for table in tables]
    marked = [mark(table) for table in tables]

    def learn(places: Sequence[int]) -> Sum:
        return weigh(
            np.concatenate([rows[n] for n in places]),
            np.concatenate([marked[n][0] for n in places]),
            np.concatenate([marked[n][1] for n in places]),
            PENALTY,
        )

    chances = [np.zeros(0)] * known
    for fold in range(FOLDS):
        taught = learn([n for n in range(len(tables)) if n >= known or n % FOLDS != fold])
        for n in range(fold, known, FOLDS):
            chances[n] = answer(taught, rows[n])
    of = sum(sum(table.disputed) for table in tables[:known])
    shares = {}
    for least in LEASTS:
        counts = [count_told(table, some, least) for table, some in zip(tables, chances, strict=False)]
        found, told, right = (sum(some) for some in zip(*counts, strict=True))
        shares[least] = right / max(told, 1)
        print(f"rivals from {least:.2f}: {found} of {of} found, {told} told, {shares[least]:.2f} right")
    least = min((least for least, share in shares.items() if share >= RIGHT), default=max(LEASTS))
    if args.out:
        export(learn(range(len(tables))), names, least, args.out / "rivals.json")


if __name__ == "__main__":
    main()
