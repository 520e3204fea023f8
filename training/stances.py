"""Teach the head of stances anew, on more labelled verbs of saying, and leave all else of the reader as it is.

    python training/stances.py --encoder DIR --weights FILE --articles FILE --stances FILE [--stances FILE ...]
        [--written FILE ...] --dev FILE --passes 5 --out FILE

Each file of --stances holds labels in the form of stance-train.jsonl, each of --written invented passages as
piles.read_written reads them. The head goes on from what it is, for so many passes over them. Printed is for each
number of passes the share of right answers by cross-validation over the articles of the labels, and on --dev.
"""

import argparse
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from corpus import collate, read_articles, read_vocabulary
from onrecord.reading.tagger.windows import Pieces
from piles import Example, read_stances, read_written
from train_reader import LENGTH, new_reader

FOLDS, PASSES, BATCH = 5, 16, 64
_RATE, _DECAY, _SMOOTHING, _DROPOUT = 5e-4, 0.05, 0.1, 0.2


def look(model: nn.Module, examples: Sequence[Example], pieces: Pieces) -> tuple[Tensor, Tensor, list[str]]:
    """Return what the head sees of each labelled cue [cues, 3 * size], the labels and the articles."""
    rows, labels, names = [], [], []
    for example in examples:
        batch = collate([example], pieces)  # type: ignore[list-item]
        with torch.no_grad():
            hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)[0]
        for first, last, label in example.stances:
            rows.append(torch.cat([hidden[first], hidden[last], hidden[first : last + 1].mean(0)]))
            labels.append(label)
            names.append(example.article)
    return torch.stack(rows), torch.tensor(labels), names


def teach(head: nn.Module, rows: Tensor, labels: Tensor, passes: int) -> list[nn.Module]:
    """Return the head after each pass, its weights averaged over the steps up to there."""
    torch.manual_seed(1)
    head = deepcopy(head)
    averaged = torch.optim.swa_utils.AveragedModel(
        head, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.98)
    )
    optimiser = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=_DECAY)
    found = []
    for _ in range(passes):
        for some in torch.randperm(len(rows)).split(BATCH):
            seen = nn.functional.dropout(rows[some], _DROPOUT)
            loss = cross_entropy(head(seen), labels[some], label_smoothing=_SMOOTHING)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            averaged.update_parameters(head)
        found.append(deepcopy(averaged.module))
    return found


def right(head: nn.Module, rows: Tensor, labels: Tensor) -> np.ndarray:
    """Return of each cue whether its stance is told right."""
    with torch.no_grad():
        return (head(rows).argmax(-1) == labels).numpy()


def main() -> None:
    """Teach it and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "weights", "articles", "dev", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--stances", type=Path, action="append", required=True)
    parser.add_argument("--written", type=Path, action="append", default=[])
    options = parser.parse_args()
    pieces = Pieces(read_vocabulary(options.encoder))
    model = new_reader(options.encoder)
    model.load_state_dict(torch.load(options.weights))
    model.eval()
    texts = {a.name: a.text.split("\n\n", 1)[1] for a in read_articles(options.articles)}
    examples = [e for path in options.stances for e in read_stances(path, texts, pieces, LENGTH)]
    examples += [e for path in options.written for e in read_written(path, pieces, LENGTH)]
    rows, labels, names = look(model, examples, pieces)
    dev = look(model, list(read_stances(options.dev, texts, pieces, LENGTH)), pieces)[:2]
    fold = np.array([hash_of(name) % FOLDS for name in names])
    shares = np.zeros(PASSES + 1)
    for number in range(FOLDS):
        out = torch.from_numpy(fold == number)
        heads = [model.stances, *teach(model.stances, rows[~out], labels[~out], PASSES)]
        shares += [right(head, rows[out], labels[out]).sum() / len(rows) for head in heads]
    heads = [model.stances, *teach(model.stances, rows, labels, PASSES)]
    for passes, head in enumerate(heads):
        print(passes, f"{shares[passes]:.3f}", f"{right(head, *dev).mean():.3f}", flush=True)
    model.stances = heads[options.passes]
    torch.save(model.state_dict(), options.out)


def hash_of(name: str) -> int:
    """Return a number that is the same in every run."""
    return int.from_bytes(name.encode()[-6:], "big")


if __name__ == "__main__":
    main()
