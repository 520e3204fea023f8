"""Train the tagger: on gold articles, and, where a teacher has labelled more, on its answers too.

    python training/train.py --encoder DIR --polnear DIR --out FILE [--epochs 5]
        [--answers FILE --articles FILE] [--entities FILE]

--encoder holds config.json, model.safetensors and vocab.txt of MiniLM-L6 or MPNet-base. --answers is what label.py
wrote with a teacher; --entities what entities.py wrote. Development figures are printed after each epoch. Runs on a
GPU where there is one, else on the CPU in bfloat16.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from corpus import (
    DEVICE,
    ENTITIES,
    TAGS,
    Batch,
    Item,
    collate,
    read_answers,
    read_vocabulary,
    variants,
)
from evaluate import predict
from network import LINK_TAGS, Tagger, load_encoder
from onrecord.reading.tagger.decoding import CUE, find_spans
from onrecord.reading.tagger.windows import Pieces
from polnear import figures, read_polnear


def softened(target: np.ndarray, classes: int, smoothing: float) -> np.ndarray:
    """Return probabilities [words, classes] of tags or of scores."""
    if target.ndim == 1:
        return np.eye(classes, dtype=np.float32)[target] * (1 - smoothing) + smoothing / classes
    raised = np.exp(target.astype(np.float32) - target.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def divergence(scores: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """Return the mean cross entropy of scores [rows, words, classes] with probabilities, where mask is 1."""
    each = -(target * scores.float().log_softmax(-1)).sum(-1)
    return (each * mask).sum() / mask.sum().clamp(min=1)


def losses(model: Tagger, batch: Batch, smoothing: float) -> Tensor:
    """Return the loss of a batch: of its tags, of the links of its cues and of false cues, of its entities."""
    hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)
    scores = model.tags(hidden)
    size = hidden.shape[1]

    def padded(array: np.ndarray) -> np.ndarray:
        return np.pad(array, ((0, size - len(array)), (0, 0)))

    target = np.stack([padded(softened(item.tags, TAGS, smoothing)) for item in batch.items])
    loss = divergence(scores, torch.from_numpy(target).to(DEVICE), batch.words)
    rows, firsts, lasts, links = [], [], [], []
    guesses = scores.detach().argmax(-1).cpu().numpy()
    for row, item in enumerate(batch.items):
        known = {(first, last) for first, last, _ in item.links}
        wrong = [
            (*span, meant(item, *span))
            for span in find_spans(guesses[row, : len(item.window.words)], CUE)
            if span not in known
        ]
        for first, last, tags in [*item.links, *wrong[:6]]:
            rows.append(row)
            firsts.append(first)
            lasts.append(last)
            links.append(padded(softened(tags, LINK_TAGS, smoothing)))
    if rows:
        chosen = torch.tensor(rows, device=DEVICE)
        places = (torch.tensor(one, device=DEVICE) for one in (firsts, lasts))
        scores = model.linker(hidden[chosen], batch.words[chosen], *places)
        loss = loss + 2 * divergence(
            scores, torch.from_numpy(np.stack(links)).to(DEVICE), batch.words[chosen]
        )
    named = [row for row, item in enumerate(batch.items) if item.entities is not None]
    if named:
        target = np.stack(
            [padded(softened(batch.items[row].entities, 1 + 2 * len(ENTITIES), 0.0)) for row in named]
        )
        scores = model.entities(hidden[named])
        loss = loss + 0.3 * divergence(scores, torch.from_numpy(target).to(DEVICE), batch.words[named])
    return loss


def meant(item: Item, first: int, last: int) -> np.ndarray:
    """Return the target of a guessed cue: that of the cue it overlaps, else nothing."""
    for other, end, tags in item.links:
        if other <= last and first <= end:
            return tags
    return np.zeros(len(item.window.words), dtype=np.int64)


def epoch_items(articles: Sequence[list[list[Item]]], more: Sequence[Item], share: float) -> list[Item]:
    """Return an epoch's windows: each gold article under one of its lengths, and a share of the teacher's."""
    chosen = [item for variants in articles for item in random.choice(variants)]
    return chosen + random.sample(more, int(share * len(more)))


def train(options: argparse.Namespace) -> None:
    """Train and save the averaged weights."""
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    pieces = Pieces(read_vocabulary(options.encoder))
    entities = np.load(options.entities, allow_pickle=False) if options.entities else {}
    gold = list(read_polnear(options.polnear / "train"))
    dev = list(read_polnear(options.polnear / "dev"))
    if options.all:
        gold += dev
    articles = [list(variants(number, article, pieces, entities)) for number, article in enumerate(gold)]
    more: list[Item] = (
        read_answers(options.answers, options.articles, pieces, entities) if options.answers else []
    )
    model = Tagger(
        load_encoder(options.encoder, options.dropout, options.layers), TAGS, 1 + 2 * len(ENTITIES)
    ).to(DEVICE)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    model.encoder.words.requires_grad_(False)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": options.rate}, {"params": heads, "lr": options.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    size = len(epoch_items(articles, more, options.share))
    total = options.epochs * (size // options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * total), max(0.02, (total - s) / (0.94 * total)))
    )
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)
    )
    step, began = 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        items = epoch_items(articles, more, options.share)
        for batch in batches(items, options.batch, pieces):
            with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
                loss = losses(model, batch, options.smoothing)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body + heads, 1.0)
            optimiser.step()
            schedule.step()
            averaged.update_parameters(model)
            step += 1
            if step % 50 == 0:
                print(epoch, step, total, round(loss.item(), 3), round(time.time() - began), flush=True)
            if step == options.steps:
                return
        averaged.eval()
        found = {a.name: predict(averaged.module, a, pieces) for a in dev}
        print("dev", epoch, json.dumps(figures(dev, found)), flush=True)
        torch.save(averaged.module.state_dict(), options.out)


def batches(items: list[Item], size: int, pieces: Pieces) -> Iterator[Batch]:
    """Yield full batches of windows of about one length, in any order."""
    ordered = sorted(items, key=lambda item: len(item.window.pieces) + random.uniform(0, 8))
    starts = list(range(random.randrange(size), len(items) - size + 1, size))
    random.shuffle(starts)
    for start in starts:
        yield collate(ordered[start : start + size], pieces)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "polnear", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for name in ("answers", "articles", "entities", "start"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument(
        "--all", action="store_true", help="train on dev as well (its figures then mean nothing)"
    )
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--steps", type=int, help="stop after so many, to time them")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--layers", type=int, help="of the encoder, from the first")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--smoothing", type=float, default=0.03)
    parser.add_argument("--share", type=float, default=1.0, help="of the teacher's windows in each epoch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())
