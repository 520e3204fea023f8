"""Name the entities of articles with spaCy, for the tagger to learn: what it then tells, spaCy need not.

python training/entities.py --polnear DIR --articles FILE --out FILE.npz [--limit 4000]
"""

import argparse
from itertools import islice
from pathlib import Path

import numpy as np
import spacy

from corpus import ENTITIES, read_articles
from onrecord.reading import DEFAULT_PIPELINE
from polnear import read_polnear


def main() -> None:
    """Write the entities of each article as [entities, (start, end, label)] under its name."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("polnear", "articles", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    nlp = spacy.load(DEFAULT_PIPELINE, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    articles = [
        *read_polnear(options.polnear / "train"),
        *read_polnear(options.polnear / "dev"),
        *islice(read_articles(options.articles), options.limit),
    ]
    found = {}
    texts = ((article.text, article.name) for article in articles)
    for doc, name in nlp.pipe(texts, as_tuples=True, batch_size=8):
        spans = [(e.start_char, e.end_char, ENTITIES.index(e.label_)) for e in doc.ents]
        found[name] = np.array(spans, dtype=np.int32).reshape(-1, 3)
    np.savez(options.out, **found)


if __name__ == "__main__":
    main()
