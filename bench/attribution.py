"""How well and how fast attributions are found, on a split of PolNeAR, beside textacy's direct quotations.

    python bench/attribution.py DIR [--limit 84] [--readings FILE]

DIR holds text/*.txt and attributions/*.ann (brat stand-off); of several annotators of one article the first by name
counts. F1 in percent: exact spans of sources, cues and contents; contents whose characters in common are at least
half of those in either; attributions, which are those whose sources share a character as well. Letters and digits
count, marks and spaces do not. Then documents a second on one core, parse included. --readings writes what was
found as JSON lines. textacy is run where it is installed: pip install textacy.
"""

import argparse
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.annotations import join_units, part_nested
from onrecord.model import Document, Offsets
from onrecord.reading import DEFAULT_PIPELINE
from onrecord.reading.parse import find_sentences, load_pipeline, parse_document
from onrecord.reading.speech.attribution import find_attributions
from onrecord.reading.tagger.model import load_tagger
from onrecord.times import find_times

sys.path.append(str(Path(__file__).parents[1] / "training"))
from polnear import Article, Attribution, figures, read_polnear

Finder = Callable[[str], list[Attribution]]


def pieces_of(*words: Offsets | None) -> tuple[tuple[int, int], ...]:
    """Return the words that are there as spans."""
    return tuple((piece.start, piece.end) for piece in words if piece is not None)


def ours() -> Finder:
    """Return what onrecord finds in a text."""
    nlp = load_pipeline()

    def find(text: str) -> list[Attribution]:
        document = Document("document", "article.txt", "", text)
        doc, read = parse_document(document, nlp, load_tagger())
        times = find_times(text, find_sentences(doc), document.published)
        stated, found = find_attributions(document, doc, read, times)
        unstated = [one for one in found if one.probability is not None]  # as readings.jsonl has them
        return [
            Attribution(pieces_of(a.source), pieces_of(a.cue), pieces_of(*a.content))
            for a in (*part_nested(tuple(join_units(text, stated)))[0], *unstated)
        ]

    return find


def textacys() -> Finder:
    """Return what textacy finds in a text with the same spaCy pipeline."""
    extract = importlib.import_module("textacy.extract")
    nlp: Language = spacy.load(DEFAULT_PIPELINE)

    def find(text: str) -> list[Attribution]:
        return list(triples(nlp(text)))

    def triples(doc: Doc) -> Iterator[Attribution]:
        try:
            for one in extract.direct_quotations(doc):
                yield Attribution(span(one.speaker), span(one.cue), span([one.content]))
        except ValueError:  # it gives up on a text whose quotation marks are not in pairs
            return

    def span(tokens: Sequence) -> tuple[tuple[int, int], ...]:
        first, last = tokens[0], tokens[-1]
        start = getattr(first, "start_char", getattr(first, "idx", 0))
        return ((start, getattr(last, "end_char", getattr(last, "idx", 0) + len(last))),)

    return find


def measure(name: str, find: Finder, articles: Sequence[Article]) -> dict[str, list[Attribution]]:
    """Print the figures of a finder and return what it found."""
    began = time.perf_counter()
    found = {article.name: find(article.text) for article in articles}
    seconds = time.perf_counter() - began
    row = "  ".join(f"{part} {100 * value:5.1f}" for part, value in figures(articles, found).items())
    count = sum(len(some) for some in found.values())
    print(f"{name:9} {row}  found {count}  {len(articles) / seconds:.1f} documents/s", flush=True)
    return found


def main() -> None:
    """Read the articles of the split and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--readings", type=Path)
    arguments = parser.parse_args()
    articles = list(read_polnear(arguments.folder))[: arguments.limit]
    print(
        f"{len(articles)} articles, {sum(len(article.attributions) for article in articles)} gold attributions"
    )
    found = measure("onrecord", ours(), articles)
    if importlib.util.find_spec("textacy") is None:
        print("textacy is not installed: pip install textacy")
    else:
        measure("textacy", textacys(), articles)
    if arguments.readings:
        lines = (
            {
                "file": f"{name}.txt",
                "attributions": [
                    {
                        "source": next(iter(a.source), None),
                        "cue": next(iter(a.cue), None),
                        "content": a.content,
                    }
                    for a in some
                ],
            }
            for name, some in found.items()
        )
        arguments.readings.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
