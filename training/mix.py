"""Mix trained weights: their weighted mean, which keeps what each knows (Wortsman et al., 2022).

    python training/mix.py FILE=0.63 FILE=0.25 FILE=0.12 --out FILE

A file that lacks a part, as the tagger lacks the reader's heads, leaves its share of that part to the first.
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Write the mean."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", nargs="+", metavar="FILE=SHARE")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    given = [
        (torch.load(path), float(share)) for path, _, share in (w.rpartition("=") for w in options.weights)
    ]
    first, *others = given
    mixed = {
        name: first[0][name]
        + sum(share * (own[name] - first[0][name]) for own, share in others if name in own)
        for name in first[0]
    }
    torch.save(mixed, options.out)


if __name__ == "__main__":
    main()
