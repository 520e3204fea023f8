"""Make the judges of outcomes: does a sentence told later say that an act was done, or what became of it at all?

    python training/outcomes.py --piles TRAIN.jsonl.gz --readings FOLDER --out src/onrecord/story/judge

PILES and READINGS are those of pairs.py. The annotation tells of each commitment what became of it, and cites one
sentence for it, though several may tell it. So a network learns on acts: an act was done if any of the sentences that
may tell it does, the likeliest counting most; where one is cited, it is to be the likeliest. Written are done.json (the
act was kept) and settled.json (kept, in part, not kept or withdrawn), each four networks as one.

`least` of done.json is the lowest chance at which .73 of the acts told as done are, and of settled.json the highest
below which .9 of the acts that somebody still owes, with a day gone by, are neither done nor given up. Both are chosen
on answers of networks that were taught on the other four fifths of the piles, and printed. Without `--out` that is all.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import nn

from judged import FOLDS, Act, judge_outcomes, read_arguments, read_pile
from pairs import SEEDS, Taught, answer, export
from piles import read_piles

HIDDEN, EPOCHS, BATCH = 16, 20, 64
QUESTIONS = {
    "done": frozenset({"kept"}),
    "settled": frozenset({"kept", "partly kept", "not kept", "withdrawn"}),
}
LEASTS = tuple(n / 100 for n in range(5, 81))
RIGHT_DONE, RIGHT_LATE = 0.73, 0.9
_NOT_LATE = frozenset({"kept", "partly kept", "withdrawn"})
_RATE, _DECAY, _DROPOUT = 5e-3, 2.0, 0.3
_CLIP = 6.0  # deviations; as in onrecord.story.judge.network
_NEVER = -30.0  # of a place without a sentence


def keep_settling(act: Act) -> Act:
    """Return an act with those of its sentences that may tell its end."""
    places = [place for place, may in enumerate(act.settling) if may]
    return act._replace(rows=[act.rows[n] for n in places], marked=[act.marked[n] for n in places])


def teach(acts: Sequence[Act], outcomes: frozenset[str]) -> Taught:
    """Return networks that tell how likely a sentence tells one of some outcomes, learned on acts with sentences."""
    rows = np.concatenate([np.array(act.rows, dtype=np.float32) for act in acts])
    mean, scale = rows.mean(0), rows.std(0)
    scale[scale < 1e-3] = 1.0
    known = [act for act in acts if act.commitments and not act.refused]
    most = max(len(act.rows) for act in known)
    seen = torch.zeros(len(known), most, rows.shape[1])
    there, cited = torch.zeros(len(known), most), torch.zeros(len(known), most)
    for place, act in enumerate(known):
        own = np.clip((np.array(act.rows, dtype=np.float32) - mean) / scale, -_CLIP, _CLIP)
        seen[place, : len(own)], there[place, : len(own)] = torch.tensor(own), 1.0
        cited[place, : len(own)] = torch.tensor([float(outcome in outcomes) for outcome in act.marked])
    right = torch.tensor([float(bool(act.outcomes & outcomes)) for act in known])
    return Taught(mean, scale, [_teach(seen, there, cited, right, seed) for seed in range(SEEDS)])


def _teach(
    seen: torch.Tensor, there: torch.Tensor, cited: torch.Tensor, right: torch.Tensor, seed: int
) -> nn.Sequential:
    torch.manual_seed(seed)
    last = nn.Linear(HIDDEN, 1)
    network = nn.Sequential(nn.Linear(seen.shape[2], HIDDEN), nn.ReLU(), nn.Dropout(_DROPOUT), last)
    last.bias.data.fill_(-4.0)  # most sentences tell nothing
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = EPOCHS * -(-len(seen) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(seen)).split(BATCH):
            sums = torch.where(there[batch] > 0, network(seen[batch]).squeeze(2), _NEVER)
            loss = nn.functional.binary_cross_entropy_with_logits(
                torch.logsumexp(2 * sums, 1) / 2, right[batch]
            )
            best = torch.logsumexp(torch.where(cited[batch] > 0, torch.log_softmax(sums, 1), _NEVER), 1)
            loss = loss - (best * (cited[batch].sum(1) > 0)).sum() / len(batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return network.eval()


def judge_elsewhere(piles: Sequence[Sequence[Act]], real: int, outcomes: frozenset[str]) -> list[list[float]]:
    """Return the best chance of each act of the first `real` piles, as those say who were taught on others."""
    chances: list[list[float]] = [[] for _ in piles[:real]]
    for fold in range(FOLDS):
        others = (acts for n, acts in enumerate(piles) if n >= real or n % FOLDS != fold)
        taught = teach([act for acts in others for act in acts if act.rows], outcomes)
        for pile in range(fold, real, FOLDS):
            chances[pile] = [
                float(answer(taught, np.array(act.rows, dtype=np.float32)).max()) if act.rows else 0.0
                for act in piles[pile]
            ]
    return chances


def print_shares(name: str, told: Callable[[float], list[bool]]) -> dict[float, float]:
    """Print how many are told at each chance, and return the share of them that is right."""
    shares = {}
    for least in LEASTS:
        right = told(least)
        shares[least] = sum(right) / max(len(right), 1)
        print(f"{name} {least:.2f}: {len(right)} told, {shares[least]:.3f} right")
    return shares


def choose_done(acts: Sequence[Act], chances: Sequence[float]) -> float:
    """Return the lowest chance at which enough of what is told as done is."""
    shares = print_shares(
        "done from",
        lambda least: [
            "kept" in act.outcomes
            for act, chance in zip(acts, chances, strict=True)
            if act.commitments and not act.refused and chance >= least
        ],
    )
    return min(least for least, share in shares.items() if share >= RIGHT_DONE)


def choose_late(acts: Sequence[Act], chances: Sequence[float]) -> float:
    """Return the highest chance below which enough of what is told as late is; what nobody marked is wrong."""
    shares = print_shares(
        "late below",
        lambda least: [
            bool(act.commitments) and act.outcomes.isdisjoint(_NOT_LATE)
            for act, chance in zip(acts, chances, strict=True)
            if act.owed and not act.refused and chance < least
        ],
    )
    enough = [least for least, share in shares.items() if share >= RIGHT_LATE]
    if not enough:
        raise SystemExit(f"at no chance are {RIGHT_LATE} of those told as late right: ask for less")
    return max(enough)


def main() -> None:
    """Read the piles, and teach and check the judges."""
    args = read_arguments(__doc__)
    torch.set_num_threads(1)
    annotated = read_piles(args.piles)
    real = len(annotated)
    annotated += read_piles(args.written) if args.written else []
    piles = [judge_outcomes(pile, read_pile(pile, args.readings)) for pile in annotated]
    names = next(act.names for acts in piles for act in acts if act.names)
    for question, choose in (("done", choose_done), ("settled", choose_late)):
        if question == "settled":
            piles = [[keep_settling(act) for act in acts] for acts in piles]
        acts = [act for some in piles[:real] for act in some]
        chances = judge_elsewhere(piles, real, QUESTIONS[question])
        least = choose(acts, [chance for some in chances for chance in some])
        print(f"{question}: {least:.2f}")
        if args.out:
            taught = teach([act for some in piles for act in some if act.rows], QUESTIONS[question])
            export(taught, names, question, least, args.out / f"{question}.json")


if __name__ == "__main__":
    main()
