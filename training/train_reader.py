"""Train the reader: from the tagger that ships, on annotated piles, keeping what it knows of sources and cues.

    python training/train_reader.py --encoder DIR --start FILE --elder FILE --polnear DIR --piles DIR
        --articles FILE --out FILE [--annotated FILE ...]

--elder is the tagger that restore.py wrote, --start the same or what an earlier run of this wrote. --piles holds
train.jsonl.gz, dev.jsonl.gz, stance-train.jsonl and stance-dev.jsonl; --annotated single articles in the form of piles,
each with the number of its `reader`, from 1. Where PolNeAR has no gold, the tags, links and entities are learned from
the elder's answers. Figures on the development piles are printed after each epoch.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross
from torch.nn.functional import cross_entropy

from corpus import (
    DEVICE,
    ENTITIES,
    TAGS,
    Batch,
    collate,
    gold_item,
    make_examples,
    read_articles,
    read_vocabulary,
)
from evaluate import predict
from network import LINK_TAGS, Reader, load_encoder
from onrecord.reading.tagger.decoding import CUE, find_spans
from onrecord.reading.tagger.windows import Pieces
from piles import ACTS, KINDS, OUTCOMES, ROLES, STANCES, Example, read_piles, read_stances, read_written
from piles import make_examples as pile_examples
from polnear import Article, figures, read_polnear
from train import divergence, meant, softened

LENGTH = 128  # pieces of a window: what the reader sees when it runs
MOST_CUES, MOST_DOUBTS = 32, 24  # of a batch: links, and frames wrongly seen
MOST_READERS = 16
WORD_WEIGHT, ROLE_WEIGHT = 2.0, 3.0  # of words within a frame, and of a role, against those without
MOST_LINKS = 8  # of a window, that are learned from the elder
FEW_SAID = 0.1  # of the cues of annotated articles by which somebody says something: nearly all do
ENTITY_TAGS = 1 + 2 * len(ENTITIES)


def new_reader(encoder: Path, dropout: float = 0.1, layers: int | None = None) -> Reader:
    """Return an untrained reader over the encoder in the folder, or over its first `layers`."""
    return Reader(load_encoder(encoder, dropout, layers), TAGS, ENTITY_TAGS, len(KINDS), len(ROLES), len(OUTCOMES),
                  len(ACTS), len(STANCES))  # fmt: skip


def ask_elder(model: Reader, examples: Sequence[Example], pieces: Pieces, *, gold: bool) -> None:
    """Write the elder's answers into the examples: its entities, and where there is no gold its tags and links."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.pieces))
    for start in range(0, len(order), 32):
        some = [examples[i] for i in order[start : start + 32]]
        batch = collate(some, pieces)  # type: ignore[arg-type]
        with torch.no_grad(), torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)
            tags, entities = model.tags(hidden).float().numpy(), model.entities(hidden).float().numpy()
            for row, example in enumerate(some):
                size = len(example.window.words)
                example.entities = entities[row, :size].astype(np.float16)
                if gold:
                    continue
                example.tags = tags[row, :size].astype(np.float16)
                cues = list(islice(find_spans(tags[row, :size].argmax(-1), CUE), MOST_LINKS))
                if cues:
                    first, last = (torch.tensor(ends) for ends in zip(*cues, strict=True))
                    links = model.linker.read(hidden[row, :size], first, last).float().numpy()
                    example.links = [
                        (*cue, link.astype(np.float16)) for cue, link in zip(cues, links, strict=True)
                    ]


class Habits(nn.Module):
    """What each reader of articles is readier to mark than those of the piles; learned beside the model."""

    def __init__(self) -> None:
        super().__init__()
        self.acts = nn.Parameter(torch.zeros(MOST_READERS, len(ACTS)))
        self.kinds = nn.Parameter(torch.zeros(MOST_READERS, len(KINDS)))

    def of(self, given: Tensor, readers: Sequence[int]) -> Tensor:
        """Return the rows of `given` for the readers; zeros for those of the piles."""
        at = torch.tensor(readers)
        return given[at] * (at > 0)[:, None]


def tag_loss(model: Reader, batch: Batch, hidden: Tensor, smoothing: float) -> Tensor:
    """Return the loss of tags, links and entities, as train.py's."""
    size = hidden.shape[1]

    def padded(array: np.ndarray) -> np.ndarray:
        return np.pad(array, ((0, size - len(array)), (0, 0)))

    scores = model.tags(hidden)
    target = np.stack([padded(softened(item.tags, TAGS, smoothing)) for item in batch.items])
    loss = divergence(scores, torch.from_numpy(target), batch.words)
    rows, firsts, lasts, links = [], [], [], []
    guesses = scores.detach().argmax(-1).numpy()
    for row, item in enumerate(batch.items):
        known = {(first, last) for first, last, _ in item.links}
        wrong = [] if item.tags.ndim == 2 else [
            (*span, meant(item, *span))
            for span in find_spans(guesses[row, : len(item.window.words)], CUE)
            if span not in known
        ]  # fmt: skip
        for first, last, tags in [*item.links, *wrong[:6]]:
            rows.append(row)
            firsts.append(first)
            lasts.append(last)
            links.append(padded(softened(tags, LINK_TAGS, smoothing)))
    if rows:
        kept = random.sample(range(len(rows)), min(MOST_CUES, len(rows)))
        rows, firsts, lasts, links = ([column[k] for k in kept] for column in (rows, firsts, lasts, links))
        scores = model.linker(hidden[rows], batch.words[rows], torch.tensor(firsts), torch.tensor(lasts))
        loss = loss + 2 * divergence(scores, torch.from_numpy(np.stack(links)), batch.words[rows])
    target = np.stack([padded(softened(item.entities, ENTITY_TAGS, 0.0)) for item in batch.items])
    return loss + 0.3 * divergence(model.entities(hidden), torch.from_numpy(target), batch.words)


def sentence_scores(evidence: Tensor, spans: Sequence[tuple[int, int, int]]) -> Tensor:
    """Return [sentences, kinds]: what the words of each sentence (row, first, last) say together."""
    return torch.stack([evidence[row, first : last + 1].logsumexp(0) for row, first, last in spans])


def sentence_targets(item: Example) -> Tensor:
    """Return [sentences, kinds]: the chance that each sentence of the window holds a frame."""
    if item.told is not None:
        return torch.from_numpy(item.told).float()
    held = np.stack([item.inside[a : b + 1].max(0) for a, b in item.window.sentences])
    return torch.from_numpy(held * 0.94 + 0.02)


def frame_loss(model: Reader, habits: Habits, batch: Batch, hidden: Tensor) -> Tensor:
    """Return the loss of the frames' words, of their sentences, roles and outcomes, and of frames wrongly seen."""
    rows = [row for row, item in enumerate(batch.items) if item.inside is not None]
    if not rows:
        return hidden.sum() * 0
    inside, evidence = model.inside(hidden).float(), model.evidence(hidden).float()
    loss = hidden.sum() * 0
    marks, words = torch.zeros_like(inside), batch.words.clone()
    for row, item in enumerate(batch.items):
        if item.inside is None:
            words[row] = 0
        else:
            own = torch.from_numpy(item.inside)
            marks[row, : len(own)] = own * 0.96 + 0.01 if item.told is None else own
    each = cross(inside, marks, reduction="none", pos_weight=torch.tensor(WORD_WEIGHT)).sum(-1)
    loss = loss + 3 * (each * words).sum() / words.sum()
    spans = [(row, *span) for row in rows for span in batch.items[row].window.sentences]
    told = torch.cat([sentence_targets(batch.items[row]) for row in rows])
    scores = sentence_scores(evidence, spans)
    usual = habits.of(habits.kinds, [batch.items[row].reader for row, *_ in spans])
    loss = loss + cross(scores + usual, told, reduction="none").sum(-1).mean() * 2
    return loss + _read_frames(model, batch, hidden, rows, inside.detach(), scores.detach(), spans, told)


def _read_frames(
    model: Reader, batch: Batch, hidden: Tensor, rows: Sequence[int], inside: Tensor, scores: Tensor,
    spans: Sequence[tuple[int, int, int]], told: Tensor,
) -> Tensor:  # fmt: skip
    size = hidden.shape[1]
    found: list[tuple[int, int, int, int]] = []
    right, roles, known, outcomes = [], [], [], []
    for row in rows:
        for anchor in batch.items[row].anchors:
            first, last = anchor.first, anchor.last
            if random.random() < 0.5:
                first, last = guess_words(inside[row, :, anchor.kind].numpy(), first, last)
            found.append((row, first, last, anchor.kind))
            right.append(0.97 if batch.items[row].told is None else anchor.right)
            roles.append(np.pad(anchor.roles, ((0, size - len(anchor.roles)), (0, 0))))
            known.append(anchor.known)
            outcomes.append(anchor.outcome)
    gold = torch.tensor([batch.items[row].told is None for row, *_ in spans])
    doubts = torch.nonzero((scores > -2.0) & (told < 0.5) & gold[:, None]).tolist()
    for at, kind in random.sample(doubts, min(MOST_DOUBTS, len(doubts))):
        row, first, last = spans[at]
        found.append((row, *guess_words(inside[row, :, kind].numpy(), first, last), kind))
        right.append(0.03)
        roles.append(np.zeros((size, len(ROLES)), dtype=np.float32))
        known.append(np.zeros(len(ROLES), dtype=np.float32))
        outcomes.append(-1)
    if not found:
        return hidden.sum() * 0
    at, first, last, kind = (torch.tensor(column) for column in zip(*found, strict=True))
    given, told_scores = model.frames(hidden[at], batch.words[at], first, last, kind)
    mask = batch.words[at][:, :, None] * torch.from_numpy(np.stack(known))[:, None]
    each = cross(
        given.float(),
        torch.from_numpy(np.stack(roles)),
        reduction="none",
        pos_weight=torch.tensor(ROLE_WEIGHT),
    )
    loss = 4 * (each * mask).sum() / mask.sum().clamp(min=1)
    loss = loss + cross(told_scores[:, 0].float(), torch.tensor(right))
    ends = torch.tensor(outcomes)
    if (ends >= 0).any():
        loss = loss + 0.5 * cross_entropy(
            told_scores[ends >= 0, 1:].float(), ends[ends >= 0], label_smoothing=0.1
        )
    return loss


def guess_words(chances: np.ndarray, first: int, last: int) -> tuple[int, int]:
    """Return the run of words within first and last that the scores favour, or all of them."""
    held = np.flatnonzero(chances[first : last + 1] > -0.5)
    return (first + int(held[0]), first + int(held[-1])) if len(held) else (first, last)


def act_loss(model: Reader, habits: Habits, batch: Batch, hidden: Tensor) -> Tensor:
    """Return the loss of the acts of statements and of the stances of cues."""
    loss = hidden.sum() * 0
    stated = [(row, one) for row, item in enumerate(batch.items) for one in item.statements]
    if stated:
        rows = [row for row, _ in stated]
        marks = torch.zeros(len(stated), hidden.shape[1], dtype=torch.long)
        for number, (_, one) in enumerate(stated):
            marks[number, : len(one.marks)] = torch.from_numpy(one.marks)
        scores = model.acts(hidden[rows], batch.words[rows], marks).float()
        scores = scores + habits.of(habits.acts, [batch.items[row].reader for row in rows])
        target = torch.stack([chances_of(one.act, len(ACTS)) for _, one in stated])
        loss = loss + cross_entropy(scores, target)
    cues = [(row, *one) for row, item in enumerate(batch.items) for one in item.stances]
    if cues:
        scores = torch.stack([stance_scores(model, hidden[row], first, last) for row, first, last, _ in cues])
        target = torch.stack([chances_of(cue[3], len(STANCES)) for cue in cues])
        loss = loss + 0.5 * cross_entropy(scores.float(), target)
    return loss


def chances_of(given: int | np.ndarray, count: int, smoothing: float = 0.1) -> Tensor:
    """Return the chance of each of `count` answers: those given, or the one given, smoothed."""
    if isinstance(given, np.ndarray):
        return torch.from_numpy(given).float()
    target = torch.full((count,), smoothing / count)
    target[given] += 1 - smoothing
    return target


def stance_scores(model: Reader, hidden: Tensor, first: int, last: int) -> Tensor:
    """Return the scores of the stances of one cue of a window [words, size]."""
    return model.read_stances(hidden, torch.tensor([first]), torch.tensor([last]))[0]


def batches(items: Sequence[Example], size: int, pieces: Pieces) -> Iterator[Batch]:
    """Yield full batches of windows of about one length, in any order."""
    ordered = sorted(items, key=lambda item: len(item.window.pieces) + random.uniform(0, 8))
    starts = list(range(random.randrange(size), len(items) - size + 1, size))
    random.shuffle(starts)
    for start in starts:
        yield collate(ordered[start : start + size], pieces)  # type: ignore[arg-type]


def measure(model: Reader, examples: Sequence[Example], stances: Sequence[Example], pieces: Pieces) -> dict:
    """Return the figures of the development piles: acts, sentences of each kind, stances."""
    model.eval()
    acts, stance, sentences = [], [], []
    for start in range(0, len(examples), 16):
        batch = collate(examples[start : start + 16], pieces)  # type: ignore[arg-type]
        with torch.no_grad(), torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)
            inside, evidence = model.inside(hidden).float(), model.evidence(hidden).float()
            for row, item in enumerate(batch.items):
                size = len(item.window.words)
                spans = item.window.sentences
                scores = sentence_scores(evidence, [(row, *span) for span in spans])
                for (first, last), score in zip(spans, scores, strict=True):
                    told = item.inside[first : last + 1].max(0)
                    likely = [kind for kind in range(len(KINDS)) if score[kind] > -2.5]
                    checked = np.full(len(KINDS), -9.0)
                    if likely:
                        words = [guess_words(inside[row, :, k].numpy(), first, last) for k in likely]
                        a, b = (torch.tensor(column) for column in zip(*words, strict=True))
                        _, found = model.frames.read(hidden[row, :size], a, b, torch.tensor(likely))
                        checked[likely] = found[:, 0].float().numpy()
                    sentences.append((score.numpy(), checked, told))
                for one in item.statements:
                    marks = torch.from_numpy(one.marks)[None]
                    scores = model.acts.read(hidden[row, :size], marks).float()
                    acts.append((scores[0].numpy(), one.act))
    for start in range(0, len(stances), 16):
        batch = collate(stances[start : start + 16], pieces)  # type: ignore[arg-type]
        with torch.no_grad(), torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)
            stance += [
                (stance_scores(model, hidden[row], first, last).float().argmax().item(), gold)
                for row, item in enumerate(batch.items) for first, last, gold in item.stances
            ]  # fmt: skip
    real = [(s, g) for s, g in acts if ACTS[g] != "none"]
    report: dict = {
        "act": float(np.mean([s[:-1].argmax() == g for s, g in real])),
        "act11": float(np.mean([s.argmax() == g for s, g in acts])),
        "deny": best_f1(
            np.array([s[1] - np.delete(s, 1).max() for s, _ in acts]), np.array([g == 1 for _, g in acts])
        ),
        "none": best_f1(
            np.array([s[-1] - s[:-1].max() for s, _ in acts]), np.array([ACTS[g] == "none" for _, g in acts])
        ),
        "stance": float(np.mean([a == b for a, b in stance])),
        "saidness": float(np.mean([(a == 0) == (b == 0) for a, b in stance])),
    }
    for number, kind in enumerate(KINDS):
        gold = np.array([told[number] > 0.5 for *_, told in sentences])
        first = np.array([score[number] for score, *_ in sentences])
        second = np.array([checked[number] for _, checked, _ in sentences])
        report[kind] = best_f1(first, gold)
        report[f"{kind}+"] = best_f1(first + second, gold)
    return report


def best_f1(scores: np.ndarray, gold: np.ndarray) -> list[float]:
    """Return the best F1 with its recall and precision, and the recall at a precision of .8."""
    order = np.argsort(-scores)
    hits = np.cumsum(gold[order])
    precision, recall = hits / np.arange(1, len(hits) + 1), hits / max(1, gold.sum())
    f1 = 2 * precision * recall / (precision + recall + 1e-9)
    at = int(f1.argmax())
    sure = recall[precision >= 0.8]
    return [round(float(v), 3) for v in (f1[at], recall[at], precision[at], sure.max() if len(sure) else 0)]


def _take(items: Sequence[Example], share: float) -> list[Example]:
    return random.sample(items, int(share * len(items)))


@dataclass
class Lesson:
    """The windows of everything that is learned from, and of what is measured."""

    piles: list[Example]
    articles: list[list[Example]]  # of each file of single articles
    stances: list[Example]
    written: list[Example]
    gold: list[Example]  # PolNeAR's
    taught: list[Example]  # what label_reader.py wrote
    dev: list[Example]
    stances_dev: list[Example]
    polnear_dev: list[Article]

    def epoch(self, again: float, share: float) -> list[Example]:
        """Return what an epoch sees: all that is new, and of the rest the shares that are asked for."""
        seen = self.piles + self.stances + [e for some in self.articles[:-1] for e in some]
        new = [e for some in self.articles[-1:] for e in some]
        return _take(seen, again) + new + _take(self.gold, share) + self.taught + self.written


def read_lesson(options: argparse.Namespace, pieces: Pieces) -> Lesson:
    """Read everything; where no elder is given, nothing of sources and cues."""

    def windows(path: Path) -> list[Example]:
        piles = read_piles(path)[: options.limit]
        return [e for pile in piles for _, _, e in pile_examples(pile, pieces, LENGTH)]

    articles = [windows(path) for path in options.annotated or ()]
    for e in (e for some in articles for e in some):
        e.stances = [one for one in e.stances if one[2] or random.random() < FEW_SAID]
    texts = {a.name: a.text.split("\n\n", 1)[1] for a in read_articles(options.articles)}
    labelled = [options.piles / "stance-train.jsonl", *(options.more or ())]
    stances = [e for path in labelled for e in read_stances(path, texts, pieces, LENGTH)]
    written = [e for path in options.written or () for e in read_written(path, pieces, LENGTH)]
    gold: list[Example] = []
    known = read_polnear(options.polnear / "train") if options.elder else ()
    for number, article in enumerate(islice(known, options.limit)):
        for one in make_examples(number, article, pieces, LENGTH):
            item = gold_item(one)
            gold.append(Example(item.window, tags=item.tags, links=item.links))
    return Lesson(
        windows(options.piles / "train.jsonl.gz"),
        articles,
        stances[: options.limit and 40 * options.limit],
        written,
        gold,
        [e for path in options.taught or () for e in torch.load(path, weights_only=False)],
        windows(options.piles / "dev.jsonl.gz"),
        list(read_stances(options.piles / "stance-dev.jsonl", texts, pieces, LENGTH)),
        list(read_polnear(options.polnear / "dev"))[::3] if options.elder else [],
    )


def freeze(model: Reader, layers: int) -> None:
    """Leave the embeddings of word pieces as they are, and so many layers with what is below them."""
    model.encoder.words.requires_grad_(False)
    for layer in model.encoder.layers[:layers]:
        layer.requires_grad_(False)
    if layers:
        model.encoder.places.requires_grad_(False)
        model.encoder.norm.requires_grad_(False)


def make_optimiser(model: Reader, habits: Habits, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """Return the optimiser: the encoder learns at `rate`, the tagger's heads at twice that, the others at their own."""
    parts: tuple[list[nn.Parameter], ...] = ([], [], [])
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            tagging = name.startswith(("tags", "entities", "linker"))
            parts[0 if name.startswith("encoder") else 1 if tagging else 2].append(parameter)
    rates = (rate, 2 * rate, head_rate)
    groups: list[dict] = [{"params": part, "lr": own} for part, own in zip(parts, rates, strict=True)]
    groups.append({"params": habits.parameters(), "lr": 5e-3, "weight_decay": 0})
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def train(options: argparse.Namespace) -> None:
    """Train and save the averaged weights."""
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    pieces = Pieces(read_vocabulary(options.encoder))
    model = new_reader(options.encoder, layers=options.layers)
    if options.start:
        model.load_state_dict(torch.load(options.start), strict=False)
    lesson = read_lesson(options, pieces)
    print("windows", {name: len(value) for name, value in vars(lesson).items()}, flush=True)
    if options.elder:
        elder = new_reader(options.encoder)
        elder.load_state_dict(torch.load(options.elder), strict=False)
        others = [e for some in lesson.articles for e in some]
        ask_elder(elder, lesson.piles + others + lesson.stances + lesson.written, pieces, gold=False)
        ask_elder(elder, lesson.gold, pieces, gold=True)
    habits = Habits()
    freeze(model, options.frozen)
    optimiser = make_optimiser(model, habits, options.rate, options.head_rate)
    total = options.epochs * (len(lesson.epoch(options.again, options.share)) // options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * total), max(0.02, (total - s) / (0.94 * total)))
    )
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.997)
    )
    step, began, used = 0, time.time(), time.process_time()
    sums = np.zeros(3)
    for epoch in range(options.epochs):
        model.train()
        for batch in batches(lesson.epoch(options.again, options.share), options.batch, pieces):
            with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
                hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)
                parts = (
                    tag_loss(model, batch, hidden, 0.03) if options.elder else hidden.sum() * 0,
                    frame_loss(model, habits, batch, hidden),
                    act_loss(model, habits, batch, hidden),
                )
                loss = sum(parts)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            schedule.step()
            averaged.update_parameters(model)
            sums += [part.item() for part in parts]
            step += 1
            if step % 50 == 0 or step == 10:
                spent = round(time.process_time() - used), round(time.time() - began)
                print(epoch, step, total, (sums / 50).round(3).tolist(), *spent, flush=True)
                sums[:] = 0
        report = measure(averaged.module, lesson.dev, lesson.stances_dev, pieces)
        print("dev", epoch, json.dumps(report), flush=True)
        if lesson.polnear_dev:
            found = {a.name: predict(averaged.module, a, pieces) for a in lesson.polnear_dev}
            report = figures(lesson.polnear_dev, found)
            print("polnear, each third", epoch, json.dumps(report), flush=True)
        torch.save(averaged.module.state_dict(), options.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "polnear", "piles", "articles", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to begin from")
    parser.add_argument(
        "--elder", type=Path, help="the tagger; without, nothing is learned of sources and cues"
    )
    parser.add_argument("--layers", type=int, help="of the encoder, from the first")
    parser.add_argument("--frozen", type=int, default=0, help="layers that are left as they are")
    parser.add_argument(
        "--more", type=Path, action="append", help="more labelled stances, in the form of stance-train.jsonl"
    )
    parser.add_argument("--written", type=Path, action="append", help="passages written to be learned from")
    parser.add_argument(
        "--annotated",
        type=Path,
        action="append",
        help="more articles, in the form of piles; the new ones last",
    )
    parser.add_argument(
        "--again", type=float, default=1.0, help="share of all but the new ones in each epoch"
    )
    parser.add_argument("--taught", type=Path, action="append", help="what label_reader.py wrote")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--limit", type=int, help="piles of each split, to try it")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--share", type=float, default=0.35, help="of PolNeAR's windows in each epoch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())
