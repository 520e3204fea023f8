"""Say how sure is sure, on the development piles: of frames, and of the acts of statements.

    python training/calibrate_reader.py --piles FILE [--model DIR]

Rewrites card.json beside the exported graphs: for each kind of frame the share of right ones at each score, for acts
the heat that their scores are divided by and the share of right ones at each chance. Printed is the reliability of
each half of the piles under tables made from the other half.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.model import Document, Offsets
from onrecord.reading.frames import list_acts
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.decoding import Span, softmax
from onrecord.reading.tagger.frames import find_anchors, mark_words
from onrecord.reading.tagger.model import MODEL, Tagger
from onrecord.reading.tagger.windows import find_windows
from piles import KINDS, frames_of, read_piles

Judged = list[tuple[float, bool]]  # a score, and whether what it is of is right
Twice = list[
    tuple[float, float, bool]
]  # the score of a sentence, that of its second look, and whether it is right
_STEPS = np.linspace(-6, 6, 25)
EVEN = [[0, 1], [0, 1]]
BESIDE = ("call", "condition")  # acts of statements in which terms stand


def judge_frames(tagger: Tagger, pile: dict[str, Any]) -> dict[str, Twice]:
    """Return for each kind the scores of what the reader finds, and whether a reader of the pile marked it there."""
    found: dict[str, Twice] = {kind: [] for kind in tagger.card.kinds}
    for document in pile["documents"]:
        gold = [(tagger.card.kinds[f.kind], f.start, f.end) for f in frames_of(pile, document["file"])]
        for window in find_windows(document["text"], tagger._pieces):
            hidden, *_, inside, evidence = tagger._encode(window)
            anchors = list(find_anchors(window, inside, evidence))
            if not anchors:
                continue
            given = {"hidden": hidden, "kind": np.array([a.kind for a in anchors], dtype=np.int64)}
            given |= {
                name: np.array([getattr(a.span, name) for a in anchors], dtype=np.int64)
                for name in ("first", "last")
            }
            _, told = tagger.sessions["frames"].run(None, given)
            for anchor, answer in zip(anchors, told, strict=True):
                kind = tagger.card.kinds[anchor.kind]
                start, end = _sentence(window, anchor.span)
                right = any(k == kind and a < end and start < b for k, a, b in gold)
                found[kind].append((anchor.score, float(answer[0]), right))
    return found


def _sentence(window: Any, span: Span) -> tuple[int, int]:
    first = next(a for a, b in window.sentences if a <= span.first <= b)
    last = next(b for a, b in window.sentences if a <= span.first <= b)
    return window.words[first].start, window.words[last].end


def judge_acts(tagger: Tagger, pile: dict[str, Any]) -> list[tuple[np.ndarray, int]]:
    """Return the scores of the acts of every statement of the pile, and its act by the reader."""
    found = []
    for document in pile["documents"]:
        read = tagger.read(document["text"])
        for one in pile["statements"]:
            if one["file"] != document["file"]:
                continue
            cue, source = (Offsets(*one[k]) if one[k] else None for k in ("cue", "source"))
            content = tuple(Offsets(*piece) for piece in one["content"])
            start = (cue or content[0]).start
            held = [h for h in read._held if h.window.words[0].start <= start]
            if not held:
                continue
            marks = mark_words(held[-1].window, source, cue, content)[None]
            if not (marks == 3).any():
                continue
            zero = np.zeros(1, dtype=np.int64)
            given = {"hidden": held[-1].hidden, "marks": marks, "first": zero, "last": zero}
            acts, _ = tagger.sessions["statements"].run(None, given)
            found.append((acts[0], tagger.card.acts.index(one["act"])))
    return found


def judge_statements(tagger: Tagger, pile: dict[str, Any]) -> tuple[Judged, Twice]:
    """Return what a reader judged of what the whole stage finds.

    How likely it looks that somebody is on record; and of terms the log odds and the chance of an act beside them.
    """
    nlp = load_pipeline()
    judged: Judged = []
    terms: Twice = []
    for document in pile["documents"]:
        text = document["text"]
        gold = [
            (set().union(*(range(*piece) for piece in one["content"])), one["act"] != "none")
            for one in pile["statements"]
            if one["file"] == document["file"]
        ]
        reading = read_document(Document("document", document["file"], "", text), nlp, tagger)
        for one in reading.attributions:
            own = set().union(*(range(*piece) for piece in one.content))
            right = [r for chars, r in gold if 2 * len(chars & own) >= len(chars | own)]
            if right:
                judged.append((one.probability or 0.0, right[0]))
        marked = [
            (f.start, f.end) for f in frames_of(pile, document["file"]) if f.kind == KINDS.index("term")
        ]
        for frame in reading.frames:
            if frame.kind == "term":
                acts = list_acts(frame.words, reading.attributions)
                beside = max((acts.get(act, 0.0) for act in BESIDE), default=0.0)
                sentence = reading.sentence_at(frame.words.start)
                right_term = any(
                    a < max(sentence.end, frame.words.end) and sentence.start < b for a, b in marked
                )
                chance = min(max(frame.probability, 0.005), 0.995)
                terms.append((float(np.log(chance / (1 - chance))), beside, right_term))
    return judged, terms


def fit(judged: Judged) -> list[list[float]]:
    """Return a table of scores and chances along the logistic curve that fits best (Platt, 1999)."""
    slope, bias = regress(np.array([[s] for s, _ in judged]), np.array([r for _, r in judged]))
    points = (_STEPS - bias) / max(slope, 1e-3)
    return [[round(float(v), 4) for v in points], [round(float(v), 4) for v in 1 / (1 + np.exp(-_STEPS))]]


def weigh(judged: Twice) -> float:
    """Return what the second look counts beside the first."""
    first, second, _ = regress(np.array([[s, t] for s, t, _ in judged]), np.array([r for *_, r in judged]))
    return round(float(np.clip(second / max(first, 1e-3), 0, 2)), 2)


def add(judged: Twice, weight: float) -> Judged:
    """Return both looks as one score."""
    return [(first + weight * second, right) for first, second, right in judged]


def regress(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression of y on the columns of x, and the bias."""
    columns = np.concatenate([x, np.ones((len(x), 1))], 1)
    positive = y.sum()
    target = np.where(y > 0, (positive + 1) / (positive + 2), 1 / (len(y) - positive + 2))
    weights = np.zeros(columns.shape[1])
    for _ in range(200):  # Newton's method, at most half a step of the score at a time
        p = 1 / (1 + np.exp(-columns @ weights))
        gradient = columns.T @ (p - target) + 1e-3 * weights
        curve = (columns * (p * (1 - p))[:, None]).T @ columns + 1e-3 * np.eye(columns.shape[1])
        step = np.linalg.solve(curve, gradient)
        step *= min(1.0, 0.5 / (abs(step).max() + 1e-12))
        weights = weights - step
        if abs(step).max() < 1e-8:
            break
    return weights


def find_heat(scored: Sequence[tuple[np.ndarray, int]]) -> float:
    """Return what the scores are divided by so that the acts told are likeliest (Guo et al., 2017)."""
    scores, gold = np.stack([s for s, _ in scored]), np.array([g for _, g in scored])
    heats = np.arange(0.4, 2.01, 0.05)
    loss = [-np.log(softmax(scores / h)[np.arange(len(gold)), gold] + 1e-9).mean() for h in heats]
    return round(float(heats[int(np.argmin(loss))]), 2)


def sureness(scored: Sequence[tuple[np.ndarray, int]], heat: float) -> Judged:
    """Return the chance of the likeliest act of each statement that is one, and whether it is the act."""
    judged = []
    for scores, gold in scored:
        if gold == len(scores) - 1:
            continue
        chances = softmax(scores / heat)
        best = int(scores[:-1].argmax())
        judged.append((float(chances[best] / (1 - chances[-1] + 1e-9)), best == gold))
    return judged


def reliability(judged: Judged, table: list[list[float]]) -> str:
    """Return for each tenth of the chances told: how many, their mean, and the share right."""
    told = np.array([(np.interp(score, *table), right) for score, right in judged])
    rows = []
    for low in np.arange(0, 1, 0.1):
        some = told[(told[:, 0] >= low) & (told[:, 0] < low + 0.1)]
        if len(some):
            rows.append(f"{low:.1f}: {len(some)} told {some[:, 0].mean():.2f} right {some[:, 1].mean():.2f}")
    return "; ".join(rows)


def main() -> None:
    """Write the card and print what it promises."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--piles", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    path = options.model / "card.json"
    card = json.loads(path.read_text())
    tagger = Tagger(options.model)
    piles = read_piles(options.piles)
    frames = [judge_frames(tagger, pile) for pile in piles]
    acts = [judge_acts(tagger, pile) for pile in piles]
    for kind in tagger.card.kinds:
        halves = [[one for part in frames[half::2] for one in part[kind]] for half in (0, 1)]
        for half in (0, 1):
            weight = weigh(halves[1 - half])
            print(
                kind, reliability(add(halves[half], weight), fit(add(halves[1 - half], weight))), flush=True
            )
        card["weights"][kind] = weigh(halves[0] + halves[1])
        card["frames"][kind] = fit(add(halves[0] + halves[1], card["weights"][kind]))
        print(kind, "weight", card["weights"][kind], flush=True)
    every = [one for part in acts for one in part]
    card["heat"] = find_heat(every)
    sure = [[one for part in acts[half::2] for one in sureness(part, card["heat"])] for half in (0, 1)]
    logits = [[(float(np.log(s / (1 - s + 1e-9))), r) for s, r in half] for half in sure]
    for half in (0, 1):
        print("act", reliability(logits[half], fit(logits[1 - half])), flush=True)
    points, chances = fit(logits[0] + logits[1])
    table = [[1 / (1 + np.exp(-p)) for p in points], chances]
    card["act"] = [[round(float(v), 4) for v in row] for row in table]
    right = sum(r for half in sure for _, r in half)
    print("act right", right, "of", len(sure[0]) + len(sure[1]), right / (len(sure[0]) + len(sure[1])))
    plain = card | {"stated": EVEN, "beside": {}}
    path.write_text(json.dumps(plain, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    tagger = Tagger(options.model)
    both = [judge_statements(tagger, pile) for pile in piles]
    terms = np.array([one for _, part in both for one in part], dtype=float)
    frame, act, bias = (round(float(v), 3) for v in regress(terms[:, :2], terms[:, 2]))
    card["beside"] = {"term": {"acts": BESIDE, "frame": frame, "act": act, "bias": bias}}
    halves = [[one for part, _ in both[half::2] for one in part] for half in (0, 1)]
    for half in (0, 1):
        print("stated", reliability(halves[half], fit(halves[1 - half])), flush=True)
    card["stated"] = fit(halves[0] + halves[1])
    path.write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
