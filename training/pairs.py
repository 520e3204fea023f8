"""Make the judge of pairs: which values are of one quantity, and which announcements of one act.

    python training/pairs.py --piles TRAIN.jsonl.gz --readings FOLDER --out src/onrecord/story/judge

TRAIN holds piles of coverage annotated in full. Each document is read once, and the readings are kept in FOLDER, one
file a pile, so that a second run is short. Of every pair that the program itself would judge, the annotation tells
whether it is one; pairs of which it says nothing are left out. Four small networks are taught on all pairs, from four
seeds, and written as one whose answer is the mean of theirs: acts.json and quantities.json.

With `--folds 5`, nothing is written: each fifth of the piles is judged by networks that were taught on the others, and
printed is how many pairs told at each probability are right.
"""

import argparse
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import torch
from torch import nn

from onrecord.annotations import Reading
from onrecord.collect.files import collect
from onrecord.documents import make_document
from onrecord.model import Ground
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.actors import link_actors
from onrecord.story.announcements import gather_announcements
from onrecord.story.denials import collect_denials
from onrecord.story.figures import gather_given
from onrecord.story.judge.act_pairs import read_said
from onrecord.story.judge.passages import Weights, make_openings
from onrecord.story.judge.same import pair_acts, pair_figures
from onrecord.story.knowing import give_days
from onrecord.story.statements import file_statements
from piles import read_piles

HIDDEN, SEEDS, EPOCHS, BATCH = 24, 4, 8, 512
_RATE, _DECAY, _DROPOUT = 5e-3, 0.3, 0.2
_CLIP = 6.0  # deviations; as in onrecord.story.judge.network
_END = re.compile(r"[.!?][\"'”’)]*\s|\n")  # of a sentence, as the readers of the piles saw them

# The features that speak for one thing together; a name that ends with '_' or '*' stands for all that begin with it.
GROUNDS = {
    "acts": {
        Ground.WORDS: ("acts_", "things_", "lemmas_", "act_", "lemma_match", "match", "lemmas*", "match*"),
        Ground.SENTENCES: ("whole_", "words_"),
        Ground.PARTY: ("party_", "actors_same", "party*", "speaker_same"),
        Ground.DAY: ("dated_", "window_", "due_words_same", "window*", "differ*"),
        Ground.STORY: ("text_", "days"),
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
        Ground.STORY: ("text_", "setting"),
    },
}


class Pairs(NamedTuple):
    """What was judged, pair by pair: of which pile, its features, and whether it is one."""

    pile: str
    features: dict[str, float]
    right: bool


def read_pile(pile: dict[str, Any], folder: Path) -> list[Reading]:
    """Return the readings of a pile, from the file that holds them where there is one."""
    kept = folder / f"{pile['pile']}.msgpack"
    if not kept.exists():
        readings = [
            read_document(make_document(one), load_pipeline(), load_tagger()) for one in write(pile, folder)
        ]
        kept.write_bytes(msgspec.msgpack.encode(readings))
    return give_days(msgspec.msgpack.decode(kept.read_bytes(), type=list[Reading]))


def write(pile: dict[str, Any], folder: Path) -> Iterator[Any]:
    """Yield the sources of a pile, written as a folder that the program reads."""
    there = folder / pile["pile"]
    there.mkdir(parents=True, exist_ok=True)
    rows = ["file,url,outlet,published"]
    for document in pile["documents"]:
        (there / document["file"]).write_text(document["text"], encoding="utf-8")
        outlet = document["outlet"].replace('"', '""')
        rows.append(f'{document["file"]},{document["url"]},"{outlet}",{document["published"]}')
    (there / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    yield from collect([there])


def judge_figures(pile: dict[str, Any], readings: Sequence[Reading]) -> Iterator[Pairs]:
    """Yield the pairs of figures; what is grouped nowhere is a quantity of its own."""
    cast, weights = link_actors(readings), Weights(readings)
    given, told = gather_given(readings, cast, file_statements(readings, cast), weights)
    names = {reading.document.id: reading.document.file for reading in readings}
    quantities = [*enumerate(group["values"] for group in pile["figures"])]
    of = [
        {
            number
            for number, values in quantities
            for value in values
            if value["file"] == names[item.document] and _overlap(value["words"], item.value.span)
        }
        for item in given
    ]
    for (one, other), features in pair_figures(told, weights):
        yield Pairs(pile["pile"], features, bool(of[one] & of[other]))


def judge_acts(pile: dict[str, Any], readings: Sequence[Reading]) -> Iterator[Pairs]:
    """Yield the pairs of announcements that a reader of the pile marked; one sentence may announce several acts."""
    cast, weights = link_actors(readings), Weights(readings)
    _, statements = collect_denials(readings, cast, file_statements(readings, cast))
    places = {reading.document.id: place for place, reading in enumerate(readings)}
    openings = make_openings(readings, weights)
    found = gather_announcements(readings, cast, statements)
    said = [
        read_said(item, places[item.reading.document.id], openings[places[item.reading.document.id]], weights)
        for item in found
    ]
    ends = {
        d["file"]: [0, *(m.end() for m in _END.finditer(d["text"])), len(d["text"]) + 1]
        for d in pile["documents"]
    }
    marked = [
        (n, v["file"], v["words"]) for n, one in enumerate(pile["commitments"]) for v in one["versions"]
    ]
    inside, beside, where = [], [], []
    for item in found:
        file, words = item.reading.document.file, item.frame.words
        lines = _find_sentences(ends[file], words)
        here = [(n, w) for n, f, w in marked if f == file]
        beside.append({n for n, w in here if lines & _find_sentences(ends[file], w)})
        inside.append({n for n, w in here if w[0] < words.end and words.start < w[1]} or beside[-1])
        where.append({(file, line) for line in lines})
    for (one, other), features in pair_acts(said, weights):
        same = bool(inside[one] & inside[other])
        unsure = bool(beside[one] & beside[other]) and not where[one] & where[other]
        if beside[one] and beside[other] and (same or not unsure):
            yield Pairs(pile["pile"], features, same)


def _overlap(words: Sequence[int], span: Any) -> bool:
    return bool(words[0] < span.end and span.start < words[1])


def _find_sentences(ends: Sequence[int], words: Sequence[int]) -> set[int]:
    first = bisect_right(ends, words[0]) - 1
    return set(range(first, max(bisect_left(ends, max(words[1], words[0] + 1)), first + 1)))


class Taught(NamedTuple):
    """Networks of one question, and the scale on which they see its features."""

    mean: np.ndarray
    scale: np.ndarray
    networks: list[nn.Sequential]


def teach(rows: np.ndarray, right: np.ndarray) -> Taught:
    """Return the networks that tell the right pairs from the others."""
    mean, scale = rows.mean(0), rows.std(0)
    scale[scale < 1e-3] = 1.0
    seen = torch.tensor(np.clip((rows - mean) / scale, -_CLIP, _CLIP)).float()
    return Taught(mean, scale, [_teach(seen, torch.tensor(right).float(), seed) for seed in range(SEEDS)])


def _teach(rows: torch.Tensor, right: torch.Tensor, seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Linear(rows.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(_DROPOUT), nn.Linear(HIDDEN, 1)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = EPOCHS * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    for _ in range(EPOCHS):
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


def export(taught: Taught, names: Sequence[str], question: str, path: Path) -> None:
    """Write the networks as one, in numbers that a person can read."""

    def tidy(numbers: Any) -> Any:
        return np.round(np.asarray(numbers, dtype=float), 4).tolist()

    layers = [(network[0], network[3]) for network in taught.networks]
    weights = {
        "features": list(names),
        "mean": tidy(taught.mean),
        "scale": tidy(taught.scale),
        "hidden": tidy(np.concatenate([first.weight.detach().numpy().T for first, _ in layers], axis=1)),
        "hidden_bias": tidy(np.concatenate([first.bias.detach().numpy() for first, _ in layers])),
        "out": tidy(np.concatenate([last.weight.detach().numpy()[0] for _, last in layers]) / len(layers)),
        "bias": tidy(sum(float(last.bias.detach()[0]) for _, last in layers) / len(layers)),
        "grounds": {
            ground.value: [name for name in names if _is_of(name, GROUNDS[question], ground)]
            for ground in GROUNDS[question]
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


def print_reliability(question: str, chances: np.ndarray, right: np.ndarray) -> None:
    """Print how many of the pairs told at each probability are right."""
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = (chances >= low) & (chances < low + 0.1)
        if inside.any():
            print(
                f"{question} {low:.1f} to {low + 0.1:.1f}: {inside.sum()} pairs, {right[inside].mean():.2f} right"
            )


def main() -> None:
    """Read the piles, and teach or check the judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--piles", type=Path, required=True)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.readings.mkdir(parents=True, exist_ok=True)
    piles = list(read_piles(args.piles))
    for question, gather in (("acts", judge_acts), ("quantities", judge_figures)):
        pairs = [pair for pile in piles for pair in gather(pile, read_pile(pile, args.readings))]
        names = list(pairs[0].features)
        rows = np.array([[pair.features[name] for name in names] for pair in pairs], dtype=np.float32)
        right = np.array([pair.right for pair in pairs])
        if args.folds:
            fold = np.array([sorted({p.pile for p in pairs}).index(pair.pile) % args.folds for pair in pairs])
            chances = np.zeros(len(pairs))
            for number in range(args.folds):
                chances[fold == number] = answer(
                    teach(rows[fold != number], right[fold != number]), rows[fold == number]
                )
            print_reliability(question, chances, right)
        elif args.out:
            export(teach(rows, right), names, question, args.out / f"{question}.json")


if __name__ == "__main__":
    main()
