"""What a trained tagger finds, and how much of gold that is.

python training/evaluate.py --encoder DIR --weights FILE --polnear DIR [--split dev]
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from corpus import DEVICE, ENTITIES, TAGS, Item, collate, read_vocabulary
from network import Tagger, load_encoder
from onrecord.reading.tagger.decoding import Span, find_cues, find_links
from onrecord.reading.tagger.windows import LONGEST_WINDOW, Pieces, Window, find_windows
from polnear import Article, Attribution, figures, read_polnear


def predict(model: Tagger, article: Article, pieces: Pieces, raised: float = 0.0) -> list[Attribution]:
    """Return what the model finds in the article."""
    model.eval()
    windows = list(find_windows(article.text, pieces, LONGEST_WINDOW))
    found = []
    for start in range(0, len(windows), 8):
        some = windows[start : start + 8]
        batch = collate([Item(window, np.zeros(0), []) for window in some], pieces)
        with torch.no_grad(), torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            hidden = model.read(batch.ids, batch.mask, batch.features, batch.firsts)
            scores = model.tags(hidden).float().cpu().numpy()
            for row, window in enumerate(some):
                cues = find_cues(scores[row, : len(window.words)], raised)
                if not cues:
                    continue
                first = torch.tensor([span.first for span, _ in cues], device=DEVICE)
                last = torch.tensor([span.last for span, _ in cues], device=DEVICE)
                own = hidden[row, : len(window.words)].expand(len(cues), -1, -1)
                mask = torch.ones(own.shape[:2], device=DEVICE)
                links = model.linker(own, mask, first, last).float().cpu().numpy()
                found += [
                    Attribution(
                        (chars(window, link.source),) if link.source else (),
                        (chars(window, link.cue),),
                        tuple(chars(window, span) for span in link.contents),
                    )
                    for link in find_links([(links, cues)])[0]
                ]
    return found


def chars(window: Window, span: Span) -> tuple[int, int]:
    """Return the characters of the words."""
    return window.words[span.first].start, window.words[span.last].end


def main() -> None:
    """Print the figures of a split."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "weights", "polnear"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--layers", type=int, help="of the encoder, from the first")
    options = parser.parse_args()
    pieces = Pieces(read_vocabulary(options.encoder))
    model = Tagger(load_encoder(options.encoder, layers=options.layers), TAGS, 1 + 2 * len(ENTITIES))
    model.load_state_dict(torch.load(options.weights))
    gold = list(read_polnear(options.polnear / options.split))
    for raised in (-1.0, -0.5, 0.0, 0.5, 1.0):
        found = {article.name: predict(model, article, pieces, raised) for article in gold}
        print(raised, json.dumps(figures(gold, found)), flush=True)


if __name__ == "__main__":
    main()
