"""Make the judge of pairs: which values are of one quantity, and which announcements of one act.

    python training/pairs.py --piles TRAIN.jsonl.gz --readings FOLDER --out src/onrecord/story/judge

TRAIN holds piles of coverage annotated in full. Each document is read once, and the readings are kept in FOLDER, one
file a pile, so that a second run is short. Of every pair that the program itself would judge, the annotation tells
whether it is one; pairs of which it says nothing are left out. Small networks are taught on all pairs, from several
seeds, and written as one whose answer is the mean of theirs: acts.json and quantities.json. With `--question` only
one of the two is made.

How sure a group must be (`least` in each file) is chosen on answers that were learned elsewhere: each fifth of the
piles is judged by networks that were taught on the others. Printed is how many pairs told at each probability are
right, and what the groups find. Without `--out` that is all. `--question acts` or `--question quantities` teaches one.
"""

import json
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from judged import FOLDS, Table, judge_acts, judge_figures, read_arguments, read_pile
from onrecord.model import Ground
from onrecord.story.judge.clustering import cluster
from piles import read_piles

SEEDS, BATCH = 4, 512
LEASTS = tuple(n / 100 for n in range(10, 81, 2))
# Of the pairs that groups tell as one, so many are to be right. A chain that is wrong tells of a delay that never was;
# a value that stands beside others wrongly is still told in its own words.
RIGHT = {"acts": 0.835, "quantities": 0.73}
_RATE = 5e-3
_CLIP = 6.0  # deviations; as in onrecord.story.judge.network

QUESTIONS = {"acts": judge_acts, "quantities": judge_figures}

# The features that speak for one thing together; a name that ends with '_' or '*' stands for all that begin with it.
GROUNDS = {
    "acts": {
        Ground.WORDS: (
            *("acts_", "things_", "lemmas_", "act_", "lemma_match", "match", "lemmas*", "match*", "verb_"),
            *("thing_", "noun_", "numbers_", "names_", "slipped*"),
        ),
        Ground.SENTENCES: ("whole_", "words_", "context_", "context*"),
        Ground.PARTY: ("party_", "actors_same", "party*", "speaker_same", "sides_", "voices_", "who_"),
        Ground.DAY: (
            *("dated_", "window_", "due_words_same", "window*", "differ*", "slipped", "moved_", "width_"),
            "lapsed",
        ),
        Ground.STORY: ("text_", "days", "topic_", "told_once"),
        Ground.TOGETHER: ("same_document", "overlapping", "close", "here*"),
    },
    "quantities": {
        Ground.NUMBER: ("equal", "equal_", "equal*", "ratio", "ratio*", "near", "far", "overlap"),
        Ground.WORDS: (
            *("what_", "what*", "head_", "match", "unit_", "unit*", "kind_", "both_", "strong_", "strong*"),
            *("weak_", "unequal*", "resembl", "contradict", "apart", "told_apart"),
        ),
        Ground.SENTENCES: ("whole_", "near_", "beside_", "others_same"),
        Ground.PLACE: ("places_", "names_", "near_names_", "occasions_"),
        Ground.DAY: ("when_", "days", "years_", "per_", "grew", "fell"),
        Ground.HOLDER: ("holder_",),
        Ground.STORY: ("text_", "setting", "numbers_", "given_"),
    },
}


class Recipe(NamedTuple):
    """How the networks of one question are taught."""

    hidden: int
    epochs: int
    decay: float
    dropout: float
    seeds: int = SEEDS


# Announcements have fewer pairs and more features: they are held back more. Chosen on the training piles.
RECIPES = {"acts": Recipe(32, 12, 1.0, 0.35, 8), "quantities": Recipe(24, 8, 0.3, 0.2)}


class Taught(NamedTuple):
    """Networks of one question, and the scale on which they see its features."""

    mean: np.ndarray
    scale: np.ndarray
    networks: list[nn.Sequential]


def teach(rows: np.ndarray, right: np.ndarray, recipe: Recipe) -> Taught:
    """Return the networks that tell the right pairs from the others."""
    mean, scale = rows.mean(0), rows.std(0)
    scale[scale < 1e-3] = 1.0
    seen = torch.tensor(np.clip((rows - mean) / scale, -_CLIP, _CLIP)).float()
    return Taught(
        mean, scale, [_teach(seen, torch.tensor(right).float(), recipe, seed) for seed in range(recipe.seeds)]
    )


def _teach(rows: torch.Tensor, right: torch.Tensor, recipe: Recipe, seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Linear(rows.shape[1], recipe.hidden),
        nn.ReLU(),
        nn.Dropout(recipe.dropout),
        nn.Linear(recipe.hidden, 1),
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    for _ in range(recipe.epochs):
        for batch in torch.randperm(len(rows)).split(BATCH):
            loss = nn.functional.binary_cross_entropy_with_logits(
                network(rows[batch]).squeeze(1), right[batch]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return network.eval()


def answer(taught: Taught, rows: np.ndarray) -> np.ndarray:
    """Return how likely each pair is one."""
    seen = torch.tensor(np.clip((rows - taught.mean) / taught.scale, -_CLIP, _CLIP)).float()
    with torch.no_grad():
        return torch.sigmoid(sum(n(seen).squeeze(1) for n in taught.networks) / len(taught.networks)).numpy()


def export(taught: Taught, names: Sequence[str], question: str, least: float, path: Path) -> None:
    """Write the networks as one, in numbers that a person can read."""

    def tidy(numbers: Any) -> Any:
        return np.round(np.asarray(numbers, dtype=float), 4).tolist()

    layers = [(network[0], network[3]) for network in taught.networks]
    weights = {
        "features": list(names),
        "least": least,
        "mean": tidy(taught.mean),
        "scale": tidy(taught.scale),
        "hidden": tidy(np.concatenate([first.weight.detach().numpy().T for first, _ in layers], axis=1)),
        "hidden_bias": tidy(np.concatenate([first.bias.detach().numpy() for first, _ in layers])),
        "out": tidy(np.concatenate([last.weight.detach().numpy()[0] for _, last in layers]) / len(layers)),
        "bias": tidy(sum(float(last.bias.detach()[0]) for _, last in layers) / len(layers)),
        "grounds": {
            ground.value: [name for name in names if _is_of(name, GROUNDS[question], ground)]
            for ground in GROUNDS.get(question, {})
        },
    }
    path.write_text(json.dumps(weights) + "\n", encoding="utf-8")


def _is_of(name: str, grounds: dict[Ground, tuple[str, ...]], ground: Ground) -> bool:
    """Tell whether a feature is of a ground: the one with the longest form that fits it."""

    def fits(form: str) -> bool:
        return name == form or (form[-1] in "_*l" and name.startswith(form))

    best = {
        one: max((len(form) for form in forms if fits(form)), default=0) for one, forms in grounds.items()
    }
    return best[ground] > 0 and best[ground] == max(best.values())


def judge_elsewhere(
    rows: Sequence[np.ndarray], real: int, learn: Callable[[Sequence[int]], Taught]
) -> list[np.ndarray]:
    """Return how likely each pair of each of the first `real` piles is one, as those say who were taught on others."""
    chances = [np.zeros(len(some)) for some in rows[:real]]
    for fold in range(FOLDS):
        taught = learn([pile for pile in range(len(rows)) if pile >= real or pile % FOLDS != fold])
        for pile in range(fold, real, FOLDS):
            chances[pile] = answer(taught, rows[pile])
    return chances


def find_groups(table: Table, chances: np.ndarray, least: float) -> list[list[int]]:
    """Return the groups as the program makes them."""

    def may_join(one: Sequence[int], other: Sequence[int]) -> bool:
        return not any(table.are_two(a, b) for a in one for b in other)

    judged = {pair: round(float(chance), 3) for pair, chance in zip(table.pairs, chances, strict=True)}
    return cluster(table.number, judged, least, may_join)


def choose_least(question: str, tables: Sequence[Table], chances: Sequence[np.ndarray]) -> float:
    """Return how sure groups must be for enough of what they tell to be right, and print what each choice finds."""
    one = sum(
        table.are_one(a, b) is True
        for table in tables
        for a, b in combinations([n for n, known in enumerate(table.known) if known], 2)
    )
    shares = {}
    for least in LEASTS:
        told = [
            same
            for table, some in zip(tables, chances, strict=True)
            for members in find_groups(table, some, least)
            for a, b in combinations([member for member in members if table.known[member]], 2)
            if (same := table.are_one(a, b)) is not None
        ]
        shares[least] = sum(told) / max(len(told), 1)
        print(
            f"{question}, groups from {least:.2f}: {sum(told) / max(one, 1):.3f} found, {shares[least]:.3f} right"
        )
    enough = [least for least, right in shares.items() if right >= RIGHT[question]]
    return min(enough, default=max(shares, key=lambda least: shares[least]))


def learn_pairs(question: str, tables: Sequence[Table], real: int, out: Path | None) -> None:
    """Teach, check and write one judge of pairs; the first `real` tables are those of real coverage."""
    names = next(table.names for table in tables if table.names)
    rows = [np.array(table.rows, dtype=np.float32).reshape(-1, len(names)) for table in tables]
    same = [[table.are_one(*pair) for pair in table.pairs] for table in tables]
    told = [np.array([one is not None for one in some], dtype=bool) for some in same]
    right = [np.array([one is True for one in some], dtype=bool) for some in same]

    def learn(piles: Sequence[int]) -> Taught:
        return teach(
            np.concatenate([rows[n][told[n]] for n in piles]),
            np.concatenate([right[n][told[n]] for n in piles]),
            RECIPES[question],
        )

    chances = judge_elsewhere(rows, real, learn)
    print_reliability(
        question,
        np.concatenate([some[known] for some, known in zip(chances, told, strict=False)]),
        np.concatenate([some[known] for some, known in zip(right[:real], told, strict=False)]),
    )
    least = choose_least(question, tables[:real], chances)
    if out:
        export(learn(range(len(tables))), names, question, least, out / f"{question}.json")


def print_reliability(question: str, chances: np.ndarray, right: np.ndarray) -> None:
    """Print how many of the pairs told at each probability are right."""
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = (chances >= low) & (chances < low + 0.1)
        if inside.any():
            print(
                f"{question} {low:.1f} to {low + 0.1:.1f}: {inside.sum()} pairs, {right[inside].mean():.2f} right"
            )


def main() -> None:
    """Read the piles, and teach and check the judge of one question or of both."""
    args = read_arguments(__doc__, questions=[*QUESTIONS])
    torch.set_num_threads(1)
    tables: dict[str, list[Table]] = {question: [] for question in args.question or QUESTIONS}
    piles = read_piles(args.piles)
    for pile in [*piles, *(read_piles(args.written) if args.written else ())]:
        readings = read_pile(pile, args.readings)
        for question, found in tables.items():
            found.append(QUESTIONS[question](pile, readings))
    for question, found in tables.items():
        learn_pairs(question, found, len(piles), args.out)


if __name__ == "__main__":
    main()
