"""Let a larger reader, together with the one that ships, say what is done in articles, for a smaller one to learn from.

    python training/label_reader.py --encoder DIR --layers 9 --weights FILE --elder-encoder DIR --elder FILE
        --share 0.6 --articles FILE --out FILE [--limit 2000] [--judged FILE ...]

Writes for every window the elder's tags, links and entities, and of both readers' mixed answers the chance of each
word and each sentence of every kind of frame, what the frames' words and roles are, and the chances of each
statement's acts and of its cue's stances. The statements are those that the elder finds. What --judged holds, passages
of which the elder was in doubt and a reader was asked, counts for more than both: JSON lines of `article`, the `window`
and its `sentence`, the `flags` of what the sentence holds, and of a statement its `content`, `source`, `cue` and `act`.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from corpus import DEVICE, Batch, collate, read_articles, read_vocabulary
from network import Reader
from onrecord.reading.tagger.decoding import find_cues, find_links
from onrecord.reading.tagger.windows import Pieces, find_windows
from piles import ACTS, CONTENT, CUE, KINDS, SOURCE, Anchor, Example, Stated
from train_reader import (
    LENGTH,
    MOST_LINKS,
    ROLE_WEIGHT,
    WORD_WEIGHT,
    guess_words,
    new_reader,
    sentence_scores,
)

RAISED = 0.5  # as calibrate.py chose for what ships: some cues too many
SIDE_BY_SIDE = 16
SHORTEST = 40  # pieces of a window; the last of a text is often a line of its own
FLAGS = {"announcement": "A", "term": "T", "denial": "D"}
JUDGED = 0.8  # of what counts where a reader was asked; the rest is the mixed answer
LIKELY = 0.3  # chance of a frame from which its roles are learned
WORTH_A_LOOK = -2.5  # score of a sentence from which its frame is read, as when the reader runs


def translate(elder: Sequence[str], teacher: Sequence[str]) -> Tensor:
    """Return for each piece of the elder's vocabulary its number in the teacher's."""
    numbers: dict[str, int] = {}
    for number, piece in enumerate(teacher):
        numbers.setdefault(piece, number)
    return torch.tensor([numbers[piece] for piece in elder])


def label(teacher: Reader, elder: Reader, share: float, batch: Batch, own: Tensor) -> None:
    """Write both readers' answers into the batch's items; `share` is the teacher's, `own` its numbers of the pieces."""
    both = [(teacher, share, own[batch.ids] * batch.mask.long()), (elder, 1 - share, batch.ids)]
    with torch.no_grad(), torch.autocast(DEVICE.type, dtype=torch.bfloat16):
        read = [(one, of, one.read(ids, batch.mask, batch.features, batch.firsts)) for one, of, ids in both]
        tags, entities = (part(read[1][2]).float().numpy() for part in (elder.tags, elder.entities))
        inside = sum(of * _weigh(one.inside(hidden), WORD_WEIGHT) for one, of, hidden in read)
        evidence = [(of, one.evidence(hidden).float()) for one, of, hidden in read]
        for row, item in enumerate(batch.items):
            size, spans = len(item.window.words), item.window.sentences
            item.tags, item.entities = (
                tags[row, :size].astype(np.float16),
                entities[row, :size].astype(np.float16),
            )
            item.inside = inside[row, :size].numpy()
            scores = [(of, sentence_scores(seen, [(row, *span) for span in spans])) for of, seen in evidence]
            item.told = sum(of * score.sigmoid() for of, score in scores).numpy()
            held = [(one, of, hidden[row, :size]) for one, of, hidden in read]
            item.anchors = _read_frames(held, item, scores)
            _read_statements(elder, held, item)


def _weigh(scores: Tensor, weight: float) -> Tensor:
    """Return the chances of scores that were learned with the likely ones weighing so much more."""
    raised = scores.float().sigmoid()
    return raised / (weight - (weight - 1) * raised)


def _mixed(parts: Sequence[tuple[float, Tensor]]) -> Tensor:
    return sum(of * part for of, part in parts)


def _read_frames(
    held: Sequence[tuple[Reader, float, Tensor]], item: Example, scores: Sequence
) -> list[Anchor]:
    top = torch.stack([score for _, score in scores]).amax(0)
    likely = torch.nonzero(top > WORTH_A_LOOK).tolist()
    if not likely:
        return []
    odds = np.log(WORD_WEIGHT * item.inside + 1e-6) - np.log(1 - item.inside + 1e-6)
    words = [guess_words(odds[:, kind], *item.window.sentences[at]) for at, kind in likely]
    first, last = (torch.tensor(column) for column in zip(*words, strict=True))
    kinds = torch.tensor([kind for _, kind in likely])
    answers = [(of, one.frames.read(hidden, first, last, kinds)) for one, of, hidden in held]
    roles = _mixed([(of, _weigh(given, ROLE_WEIGHT)) for of, (given, _) in answers]).numpy()
    right = _mixed([(of, told[:, 0].float().sigmoid()) for of, (_, told) in answers])
    known = np.ones(roles.shape[2], dtype=np.float32)
    return [
        Anchor(
            kind, *span, role.astype(np.float16), known * float(item.told[at, kind] > LIKELY), -1, float(sure)
        )
        for (at, kind), span, role, sure in zip(likely, words, roles, right, strict=True)
    ]


def _read_statements(elder: Reader, held: Sequence[tuple[Reader, float, Tensor]], item: Example) -> None:
    cues = find_cues(item.tags.astype(np.float32), RAISED)[:MOST_LINKS]
    if not cues:
        return
    first, last = (torch.tensor([span[end] for span, _ in cues]) for end in (0, 1))
    links = elder.linker.read(held[1][2], first, last).float().numpy()
    item.links = [(*span, link.astype(np.float16)) for (span, _), link in zip(cues, links, strict=True)]
    found = find_links([(links, cues)])[0]
    if not found:
        return
    marks = np.zeros((len(found), len(item.window.words)), dtype=np.int64)
    for row, link in zip(marks, found, strict=True):
        for mark, spans in (
            (CONTENT, link.contents),
            (SOURCE, [link.source] if link.source else []),
            (CUE, [link.cue]),
        ):
            for span in spans:
                row[span.first : span.last + 1] = mark
    kept = [n for n, row in enumerate(marks) if (row == CONTENT).any()]
    if not kept:
        return
    given = torch.from_numpy(marks[kept])
    acts = _mixed(
        [(of, one.acts.read(hidden, given).float().softmax(-1)) for one, of, hidden in held]
    ).numpy()
    item.statements = [
        Stated(marks[n].astype(np.int8), act.astype(np.float16)) for n, act in zip(kept, acts, strict=True)
    ]
    ends = [torch.tensor([found[n].cue[end] for n in kept]) for end in (0, 1)]
    told = _mixed(
        [(of, one.read_stances(hidden, *ends).float().softmax(-1)) for one, of, hidden in held]
    ).numpy()
    item.stances = [
        (*found[n].cue, chances.astype(np.float16)) for n, chances in zip(kept, told, strict=True)
    ]


def correct(item: Example, one: dict[str, Any]) -> None:
    """Write what a reader judged of a passage into the window's answers."""
    at = one["sentence"]
    first, last = item.window.sentences[at]
    marks = _mark(item, one) if one["content"] else None
    denies = marks is not None and one["act"] == "deny"
    for kind, flag in FLAGS.items():
        number, held = KINDS.index(kind), flag in one["flags"] or (kind == "denial" and denies)
        item.told[at, number] = JUDGED * held + (1 - JUDGED) * item.told[at, number]
        if not held:
            item.inside[first : last + 1, number] *= 1 - JUDGED
        item.anchors = [
            a._replace(right=float(JUDGED * held + (1 - JUDGED) * a.right))
            if a.kind == number and first <= a.first <= last
            else a
            for a in item.anchors
        ]
    if marks is None or not (marks == CONTENT).any():
        return
    if denies:
        item.inside[(marks == CONTENT) | (marks == CUE), KINDS.index("denial")] = 1
    sure, guess = np.eye(len(ACTS))[ACTS.index(one["act"])], np.full(len(ACTS), 1 / len(ACTS))
    others = []
    for other in item.statements:
        if ((other.marks == CUE) & (marks == CUE)).any():
            guess = other.act
        else:
            others.append(other)
    act = (JUDGED * sure + (1 - JUDGED) * guess).astype(np.float16)
    item.statements = [*others, Stated(marks.astype(np.int8), act)]


def _mark(item: Example, one: dict[str, Any]) -> np.ndarray:
    starts, ends = (np.array([getattr(word, end) for word in item.window.words]) for end in ("start", "end"))
    marks = np.zeros(len(starts), dtype=np.int64)
    for mark, spans in ((CONTENT, one["content"]), (SOURCE, [one["source"]]), (CUE, [one["cue"]])):
        for start, end in (span for span in spans if span):
            marks[(starts < end) & (ends > start)] = mark
    return marks


def main() -> None:
    """Label the articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "weights", "elder-encoder", "elder", "articles", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.6, help="of the teacher in the mixed answers")
    parser.add_argument(
        "--limit", type=int, help="windows, by lot of those in which somebody may say something"
    )
    parser.add_argument("--done", type=Path, action="append", help="what was written before, to go on from")
    parser.add_argument("--parts", type=int, default=1, help="of which this run labels one, beside others")
    parser.add_argument("--part", type=int, default=0, help="which of them")
    parser.add_argument("--judged", type=Path, action="append", help="passages that a reader judged")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--layers", type=int, help="of the teacher's encoder, from the first")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    random.seed(1)
    vocabulary = read_vocabulary(options.elder_encoder)
    pieces, own = Pieces(vocabulary), translate(vocabulary, read_vocabulary(options.encoder))
    teacher, elder = new_reader(options.encoder, layers=options.layers), new_reader(options.elder_encoder)
    teacher.load_state_dict(torch.load(options.weights))
    elder.load_state_dict(torch.load(options.elder))
    teacher.eval()
    elder.eval()
    judged: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for path in options.judged or ():
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            judged.setdefault((one["article"], one["window"]), []).append(one)
    windows = [
        (article.name, number)
        for article in read_articles(options.articles)
        for number, window in enumerate(find_windows(article.text, pieces, LENGTH))
        if len(window.pieces) > SHORTEST
    ]
    kept = set(random.sample(windows, min(len(windows), options.limit or len(windows)))) | set(judged)
    for path in options.done or ():
        kept -= {(item.article, item.number) for item in torch.load(path, weights_only=False)}
    named = {name for name, _ in kept}
    items = [
        Example(window, article=article.name, number=number)
        for article in read_articles(options.articles)
        if article.name in named
        for number, window in enumerate(find_windows(article.text, pieces, LENGTH))
        if (article.name, number) in kept
    ]
    items.sort(key=lambda one: len(one.window.pieces))
    began = time.time()
    starts = list(range(0, len(items), SIDE_BY_SIDE))
    random.shuffle(starts)  # what is written before the end is a fair part of all
    starts = starts[options.part :: options.parts]
    done: list[Example] = []
    for step, start in enumerate(starts):
        some = items[start : start + SIDE_BY_SIDE]
        label(teacher, elder, options.share, collate(some, pieces), own)  # type: ignore[arg-type]
        for item in some:
            for one in judged.get((item.article, item.number), ()):
                correct(item, one)
        done += some
        if step % 100 == 99 or step + 1 == len(starts):
            print(step + 1, len(starts), round(time.time() - began), flush=True)
            torch.save(done, options.out)


if __name__ == "__main__":
    main()
