"""Make a small vector for each common English word: what the judge of pairs compares words by.

    python training/vectors.py --encoder MINILM --out src/onrecord/story/judge

Every whole word of the encoder's vocabulary is read by itself, and the mean of its pieces' answers is brought from 384
numbers to 64 by their principal components (the way of Model2Vec: Minish Lab 2024). Written are words.txt, one word a
line in the vocabulary's order, which is that of their frequency, and vectors.npy, one row of eight-bit numbers each.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import torch

from network import load_encoder

SIZE = 64
_BATCH = 512
_CLS, _SEP = 101, 102
_WORD = re.compile(r"[a-z]{3,}")


def main() -> None:
    """Read the words, reduce what the encoder says of them, and write both files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    vocabulary = (args.encoder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = [(number, word) for number, word in enumerate(vocabulary) if _WORD.fullmatch(word)]
    encoder = load_encoder(args.encoder, 0.0).eval()
    encoder.features.weight.data.zero_()  # these mark quotations and line ends in the reader, and are not learned here
    rows = []
    with torch.no_grad():
        for at in range(0, len(words), _BATCH):
            ids = torch.tensor([[_CLS, number, _SEP] for number, _ in words[at : at + _BATCH]])
            rows.append(encoder(ids, None, torch.zeros_like(ids)).mean(1).numpy())
    found = np.concatenate(rows)
    found = found / np.linalg.norm(found, axis=1, keepdims=True)
    found -= found.mean(0)
    _, _, axes = np.linalg.svd(found, full_matrices=False)
    small = found @ axes[:SIZE].T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    args.out.mkdir(parents=True, exist_ok=True)
    np.save(args.out / "vectors.npy", np.round(small * 127).astype(np.int8))
    (args.out / "words.txt").write_text("".join(f"{word}\n" for _, word in words), encoding="utf-8")


if __name__ == "__main__":
    main()
