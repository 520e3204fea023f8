"""Make the weights by which the words of an act are chosen: which phrase of its sentence names it best?

    python training/wordings.py --piles TRAIN.jsonl.gz [--out WEIGHTS]

The annotation names each commitment in a few words. A phrase of the sentence of one of its announcements is worth what
it has in common with them: .7 of the harmonic mean of both shares of stems, .3 if it holds the annotation's first word,
which is mostly the verb, or one that begins like it, less .015 for each word from the eleventh on. Printed is what the
phrases chosen have in common, each eighth of the piles being judged by weights that were learned on the others, beside
the words that the reader marked (`read`) and the best phrases there are (`best`). Without `--out` nothing is written.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc

from judged import share_half, write
from logistic import answer_elsewhere, weigh
from onrecord.annotations import Frame
from onrecord.documents import make_document
from onrecord.reading import frames
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.frames import Words
from onrecord.reading.tagger.model import load_tagger
from onrecord.reading.wording import describe, find_wordings, join, look_around
from onrecord.story.stems import list_stems
from piles import read_piles

PENALTY, FOLDS = 10.0, 8
OF_STEMS, OF_VERB, OF_LENGTH, READ_AT_A_GLANCE = 0.7, 0.3, 0.015, 10


class Choice(NamedTuple):
    """The phrases that may name one act, with their features, and its name in the annotation."""

    pile: str
    wanted: str
    read: str
    phrases: list[str]
    rows: list[dict[str, float]]


def share_stems(told: str, wanted: str) -> float:
    """Return the harmonic mean of both shares of stems in common."""
    mine, theirs = list_stems(told), list_stems(wanted)
    return 2 * len(mine & theirs) / max(len(mine) + len(theirs), 1)


def has_verb(told: str, wanted: str) -> bool:
    """Tell whether words hold one that begins like the first of the annotation: 'decision' for 'decide'."""
    first, *_ = [*re.findall(r"\w+", wanted.lower()), ""]
    begins = first[: 4 if len(first) > 4 else 3]
    return any(word.startswith(begins) for word in re.findall(r"\w+", told.lower()))


def measure(told: str, wanted: str) -> float:
    """Return what a phrase is worth."""
    long = max(0, len(told.split()) - READ_AT_A_GLANCE)
    return max(
        0.0, OF_STEMS * share_stems(told, wanted) + OF_VERB * has_verb(told, wanted) - OF_LENGTH * long
    )


def read_choices(pile: dict[str, Any]) -> Iterator[Choice]:
    """Yield the phrases for each announcement of a pile that its reader marked."""
    met: list[tuple[Doc, Frame, Words]] = []
    frames.word_act = lambda doc, frame, roles: met.append((doc, frame, roles))  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        for source in write(pile, Path(folder)):
            met.clear()
            reading = read_document(make_document(source), load_pipeline(), load_tagger())
            kept = {(frame.words, frame.act) for frame in reading.frames}
            for doc, frame, roles in met:
                if (frame.words, frame.act) in kept:
                    yield from read_choice(pile, reading.document.file, doc, frame, roles)


def read_choice(pile: dict[str, Any], file: str, doc: Doc, frame: Frame, roles: Words) -> Iterator[Choice]:
    """Yield the phrases for an announcement, if it is a marked one."""
    wanted = next(
        (
            one["act"]
            for one in pile["commitments"]
            if any(v["file"] == file and share_half(v["words"], frame.words) for v in one["versions"])
        ),
        None,
    )
    around = look_around(doc, frame, roles)
    if wanted is None or around is None:
        return
    text = doc.text
    found = [*find_wordings(around)]
    phrases = [" ".join(text[slice(*piece)] for piece in join(doc, one.tokens)) for one in found]
    if found:
        read = text[slice(*(frame.act or frame.words))]
        yield Choice(pile["pile"], wanted, read, phrases, [describe(one, around) for one in found])


def learn(choices: list[Choice]) -> dict[str, float]:
    """Print how well phrases are chosen, and return the weights of the features as they are."""
    names = [*choices[0].rows[0]]
    rows = np.array([[*row.values()] for one in choices for row in one.rows])
    right = np.array([measure(phrase, one.wanted) for one in choices for phrase in one.phrases])
    piles = [one.pile for one in choices for _ in one.rows]
    chances = answer_elsewhere(rows, right, piles, PENALTY, FOLDS)
    ends = np.cumsum([0, *(len(one.rows) for one in choices)])
    told = {
        "read": [one.read for one in choices],
        "told": [
            one.phrases[int(chances[a:b].argmax())]
            for one, a, b in zip(choices, ends, ends[1:], strict=False)
        ],
        "best": [
            one.phrases[int(right[a:b].argmax())] for one, a, b in zip(choices, ends, ends[1:], strict=False)
        ],
    }
    print(f"announcements {len(choices)}, phrases {len(rows)}")
    for name, phrases in told.items():
        pairs = [*zip(phrases, (one.wanted for one in choices), strict=True)]
        stems, verbs = (np.mean([share(*pair) for pair in pairs]) for share in (share_stems, has_verb))
        print(
            f"{name}: stems {stems:.3f}, verb {verbs:.3f}, words {np.mean([len(p.split()) for p in phrases]):.1f}"
        )
    found = weigh(rows, right, np.ones(len(right)), PENALTY)
    weights = found.weights / found.scale
    bias = found.bias - float(weights @ found.mean)
    return {
        name: round(float(value), 4) for name, value in zip([*names, "bias"], [*weights, bias], strict=True)
    }


def main() -> None:
    """Read the piles, and learn and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--piles", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    weights = learn([one for pile in read_piles(args.piles) for one in read_choices(pile)])
    for name, weight in sorted(weights.items(), key=lambda pair: -abs(pair[1])):
        print(f"{weight:6.2f} {name}")
    if args.out:
        args.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
