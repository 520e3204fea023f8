"""Let a trained teacher label articles, for a smaller tagger to learn from.

    python training/label.py --encoder DIR --weights FILE --articles FILE --out FILE [--limit 4000]

Writes, for every window, the scores of each word's tags and, for each cue found, the scores of its links.
"""

import argparse
import time
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from corpus import DEVICE, ENTITIES, LENGTHS, TAGS, Item, collate, read_articles, read_vocabulary
from network import Tagger, load_encoder
from onrecord.reading.tagger.decoding import find_cues
from onrecord.reading.tagger.windows import Pieces, find_windows

RAISED = 0.5  # find a few cues too many: the student learns from what the teacher makes of them


def main() -> None:
    """Label the articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "weights", "articles", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--layers", type=int, help="of the encoder, from the first")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    pieces = Pieces(read_vocabulary(options.encoder))
    model = Tagger(load_encoder(options.encoder, layers=options.layers), TAGS, 1 + 2 * len(ENTITIES)).to(
        DEVICE
    )
    model.load_state_dict(torch.load(options.weights))
    model.eval()
    windows = [
        (article.name, number, window)
        for article in islice(read_articles(options.articles), options.limit)
        for number, window in enumerate(find_windows(article.text, pieces, LENGTHS[0]))
    ]
    windows.sort(key=lambda one: len(one[2].pieces))
    answers, began = [], time.time()
    for start in range(0, len(windows), 16):
        some = windows[start : start + 16]
        batch = collate([Item(window, np.zeros(0), []) for _, _, window in some], pieces)
        with torch.no_grad(), torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)
            scores = model.tags(hidden).float().cpu().numpy()
            cues = [
                (row, *span)
                for row, (_, _, window) in enumerate(some)
                for span, _ in find_cues(scores[row, : len(window.words)], RAISED)
            ]
            rows, first, last = (torch.tensor([cue[i] for cue in cues], device=DEVICE) for i in range(3))
            links = (
                model.linker(hidden[rows], batch.words[rows], first, last).float().cpu().numpy()
                if cues
                else ()
            )
        for row, (name, number, window) in enumerate(some):
            size = len(window.words)
            own = [
                (f, e, link[:size].astype(np.float16))
                for (r, f, e), link in zip(cues, links, strict=True)
                if r == row
            ]
            answers.append((name, number, scores[row, :size].astype(np.float16), own))
        if start // 16 % 100 == 0:
            print(start, len(windows), round(time.time() - began), flush=True)
            torch.save(answers, options.out)
    torch.save(answers, options.out)


if __name__ == "__main__":
    main()
