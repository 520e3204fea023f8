"""Who repeats whom: onrecord on hand-labelled pairs of news articles, beside MinHash LSH.

    python bench/relays.py TIMELINE17 [--misses]

TIMELINE17 holds the folders of Timeline17 (Tran, Alrifai and Nguyen 2013), of which the five outlets of the oil spill
are read (bpoil_*/articles.tokenized.jsonl.gz: id, time, text). The labels in relays-oil-spill.csv name articles by
outlet and id and hold no text. They were given by one reader, who read each pair:

  copy        three sentences of the narrator, or a fifth of the shorter article's, stand in both, word for word or
              lightly edited; words in quotation marks, readers' comments and boxes set beside many pages prove nothing
  rewrite     one tells the other's content, or that of a common source, sentence by sentence in other words
  same event  another report of the same happening
  unrelated   something else about the spill

The column `picked` says how a pair came to be read: the program of the time found a relay (flagged; of a later
version: second draw), many word runs in common and none found (overlap), most alike by their words (alike), sentences
most alike (order), published on one day (day), or by lot (random). So precision is over what is found among the
labelled pairs, and recall over the labelled copies and rewrites, hard ones more often than they are met.
"""

import argparse
import csv
import gzip
import hashlib
import importlib
import json
import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.errors import CannotRead
from onrecord.model import Offsets
from onrecord.story.shared_text import find_shared_text
from timeline17 import join_tokens

_LABELS = Path(__file__).with_name("relays-oil-spill.csv")
_LINE = re.compile(r"[^\n]+")

Pairs = Mapping[frozenset[str], str]  # two articles, and how one repeats the other


class Label(Struct, frozen=True):
    """Two articles as a reader judged them."""

    pair: frozenset[str]
    label: str
    picked: str

    @property
    def repeats(self) -> bool:
        """Tell whether one of the two repeats the other."""
        return self.label in ("copy", "rewrite")


def load_labels() -> list[Label]:
    """Return the labelled pairs."""
    with _LABELS.open(encoding="utf-8", newline="") as lines:
        return [
            Label(frozenset((row["one"], row["other"])), row["label"], row["picked"])
            for row in csv.DictReader(lines)
        ]


def load_readings(folder: Path) -> Iterator[Reading]:
    """Yield the articles as documents with their sentences, one a line, and nothing else read."""
    for file in sorted(folder.glob("bpoil_*/articles.tokenized.jsonl.gz")):
        outlet = file.parent.name.removeprefix("bpoil_")
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                data = join_tokens(article["text"]).encode()
                name = f"{outlet}/{article['id']}"
                source = Source(name, data, hashlib.sha256(data).hexdigest(), "text/plain")
                source = replace(source, outlet=outlet, published=article["time"][:10])
                try:
                    document = replace(make_document(source), id=name)
                except CannotRead:  # one article is empty
                    continue
                yield Reading(document, tuple(Offsets(*at.span()) for at in _LINE.finditer(document.text)))


def find_with_minhash(readings: Sequence[Reading], threshold: float) -> Pairs | None:
    """Return the pairs that MinHash LSH over runs of five words offers, or None where datasketch is missing."""
    try:
        datasketch = importlib.import_module("datasketch")
    except ImportError:
        return None
    index = datasketch.MinHashLSH(threshold=threshold, num_perm=128)
    found: dict[frozenset[str], str] = {}
    for reading in readings:
        words = re.findall(r"\w+", reading.document.text.casefold())
        runs = {" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)}
        sketch = datasketch.MinHash(num_perm=128)
        sketch.update_batch(list(runs))
        for other in index.query(sketch):
            found[frozenset((reading.document.id, other))] = "candidate"
        index.insert(reading.document.id, sketch)
    return found


def follow(pairs: Collection[frozenset[str]]) -> dict[str, str]:
    """Return for each article the one that all those it is joined to by relays share."""
    leader: dict[str, str] = {}

    def lead(article: str) -> str:
        while leader.get(article, article) != article:
            article = leader[article]
        return article

    for pair in pairs:
        one, other = sorted(pair)
        leader[lead(one)] = lead(other)
    return {article: lead(article) for pair in pairs for article in pair}


class Watch:
    """What has been taken since it was made: seconds, and seconds of the processor where others use it too."""

    def __init__(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        return f"{time.perf_counter() - self._begun[0]:9.1f}{time.process_time() - self._begun[1]:14.1f}"


def report(name: str, pairs: Pairs, labels: Sequence[Label], taken: str) -> None:
    """Print a row: what is found of what the reader found."""
    told = [label for label in labels if label.pair in pairs]
    right = sum(label.repeats for label in told)
    origins = follow(pairs.keys())
    wanted = [label for label in labels if label.repeats]
    joined = sum(len({origins.get(article, article) for article in label.pair}) == 1 for label in wanted)
    print(
        f"{name:28}{len(pairs):7}{right / max(1, len(told)):11.3f} ({right}/{len(told)})"
        f"{right / len(wanted):9.3f}{joined / len(wanted):10.3f}{taken}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("timeline17", type=Path)
    parser.add_argument("--misses", action="store_true", help="name the pairs judged otherwise than labelled")
    options = parser.parse_args()
    labels = load_labels()
    readings = sorted(
        load_readings(options.timeline17),
        key=lambda item: (str(item.document.published.latest), item.document.file),
    )
    if not readings:
        parser.error(f"no bpoil_*/articles.tokenized.jsonl.gz in {options.timeline17}")
    names = [reading.document.id for reading in readings]
    print(
        f"{len(readings)} articles, {len(labels)} labelled pairs: {sum(label.repeats for label in labels)} repeat"
    )
    print(
        f"{'':28}{'pairs':>7}{'precision':>11}{'':8}{'recall':>9}{'followed':>10}{'seconds':>9}{'of processor':>14}"
    )
    watch = Watch()
    shared = find_shared_text(readings)
    taken = str(watch)
    ours = {frozenset((names[item.document], names[item.of])): item.kind.value for item in shared}
    report("onrecord", ours, labels, taken)
    for threshold in (0.1, 0.3, 0.5):
        watch = Watch()
        candidates = find_with_minhash(readings, threshold)
        if candidates is None:
            print("MinHash LSH: not installed (pip install datasketch)")
            break
        report(f"MinHash LSH, threshold {threshold}", candidates, labels, str(watch))
    if options.misses:
        for label in labels:
            if (label.pair in ours) != label.repeats:
                print(
                    *sorted(label.pair),
                    label.label,
                    label.picked,
                    "found" if label.pair in ours else "missed",
                )


if __name__ == "__main__":
    main()
