"""Choose on development articles how many cues to look for and what to leave out, and say how sure is sure.

    python training/calibrate.py --polnear DIR [--model DIR]

Rewrites card.json beside the exported graphs: `raised` and `threshold` are those of the best F1 of attributions and of
contents at half overlap together,
`calibration` gives the share of right attributions at each certainty. The reliability printed is that of each half
of the articles under a table made from the other half.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.reading.tagger.model import MODEL, Tagged, Tagger
from polnear import Article, Attribution, chars_of, figures, read_polnear

BINS = 10
Judged = list[tuple[float, bool]]  # certainty of an attribution, and whether it is right


def attribution_of(one: Tagged) -> Attribution:
    """Return the attribution as spans."""
    return Attribution(
        ((one.source.start, one.source.end),) if one.source else (),
        ((one.cue.start, one.cue.end),),
        tuple((piece.start, piece.end) for piece in one.content),
    )


def judge(article: Article, found: Sequence[Tagged]) -> Judged:
    """Return which of what was found shares half its content, and some of its source, with a gold attribution."""
    gold = [
        (chars_of(article.text, a.content), chars_of(article.text, a.source)) for a in article.attributions
    ]
    judged = []
    for one in found:
        own = attribution_of(one)
        content, source = chars_of(article.text, own.content), chars_of(article.text, own.source)
        right = any(
            2 * len(c & content) >= len(c | content) and (bool(s & source) or not (s or source))
            for c, s in gold
        )
        judged.append((one.probability, right))
    return judged


def make_table(judged: Judged) -> list[list[float]]:
    """Return certainties and the share right at each: equal shares of what was found, made to rise."""
    judged = sorted(judged)
    bins = [part for part in np.array_split(np.array(judged, dtype=float), BINS) if len(part)]
    certainties = [0.0, *(float(part[:, 0].mean()) for part in bins), 1.0]
    shares = [float(part[:, 1].mean()) for part in bins]
    shares = np.maximum.accumulate([0.0, *shares, max(shares)]).tolist()
    return [[round(value, 4) for value in row] for row in (certainties, shares)]


def main() -> None:
    """Write the card and print what it promises."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    dev = list(read_polnear(options.polnear / "dev"))
    path = options.model / "card.json"
    card = json.loads(path.read_text()) | {"threshold": 0.0, "calibration": [[0, 1], [0, 1]]}
    best = (0.0, 0.0, 0.0)
    for raised in (-0.5, 0.0, 0.5, 1.0):
        path.write_text(json.dumps(card | {"raised": raised}))
        tagger = Tagger(options.model)
        found = {article.name: tagger.read(article.text).attributions for article in dev}
        for threshold in np.arange(0.0, 0.71, 0.05):
            kept = {
                name: [attribution_of(one) for one in some if one.probability >= threshold]
                for name, some in found.items()
            }
            score = figures(dev, kept)
            if score["attribution"] + score["half"] > best[0]:
                best = (score["attribution"] + score["half"], raised, float(threshold))
                print(raised, round(float(threshold), 2), score, flush=True)
    _, raised, least = best
    path.write_text(json.dumps(card | {"raised": raised}))
    tagger = Tagger(options.model)
    judged = [judge(article, tagger.read(article.text).attributions) for article in dev]
    for half in (0, 1):
        table = make_table([one for part in judged[half::2] for one in part])
        own = np.array([(np.interp(c, *table), right) for part in judged[1 - half :: 2] for c, right in part])
        for low in np.arange(0, 1, 0.2):
            part = own[(own[:, 0] >= low) & (own[:, 0] < low + 0.2)]
            if len(part):
                print(f"told {part[:, 0].mean():.2f}  right {part[:, 1].mean():.2f}  of {len(part)}")
    table = make_table([one for part in judged for one in part])
    card |= {"raised": raised, "calibration": table, "threshold": round(float(np.interp(least, *table)), 3)}
    path.write_text(json.dumps(card, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
