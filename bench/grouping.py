"""How well the stories of an archive are found, in pairs of documents, against a plain MinHash of their texts.

    python bench/grouping.py --timeline17 DIR [--ledger PILES] [--articles ARTICLES N] --work DIR [--jobs 1]

DIR holds the collections of Timeline17 (Tran et al. 2013; EgyptianProtest_cnn, H1N1_bbc ...): several outlets on one
story, so that the three stories are what is to be found again. PILES is a file of annotated piles, each of them a
story; ARTICLES (articles.jsonl.gz of Article-Bias-Prediction) gives N articles that belong to no story that is known.
What is given is mixed in one archive, which is made in the folder of --work, where a second run finds it read.

Piles were drawn apart from each other, and several tell one affair. Which of those that were grouped together do, was
judged by their names and days and stands in affairs.txt, an affair a line; `affairs` counts such piles as one story.

A pair is right where both documents are of one story. Pairs with an article that belongs to no known story count
against precision, although some such articles do tell one story: `known` leaves them out.

The MinHash is Daft's: 128 hashes of runs of words, two documents together where so many agree, and whoever is together
with one of a group is of the group.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow.parquet

from onrecord.annotations import Reading
from onrecord.archive.engine import Engine, Running
from onrecord.archive.layout import list_files
from onrecord.archive.run import read_archive
from onrecord.archive.stories import find_stories
from timeline17 import join_tokens

_HASHES, _BANDS = 128, 32
_KEPT = ("url", "outlet", "published", "title", "text")
_RUNS = ((5, 0.5), (2, 0.2), (1, 0.4), (1, 0.25))  # words in a run, and the share of hashes that agree


def list_timeline17(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each article with the name of its story."""
    for collection in sorted(folder.glob("*_*")):
        story, _, outlet = collection.name.partition("_")
        with gzip.open(collection / "articles.tokenized.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                fields = {"outlet": outlet, "published": row["time"][:10], "text": join_tokens(row["text"])}
                yield story, fields


def list_piles(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each article with the name of its pile."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for pile in map(json.loads, lines):
            for document in pile["documents"]:
                yield pile["pile"], {name: document[name] for name in _KEPT}


def list_others(path: Path, count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield so many articles, each of no known story."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in islice(map(json.loads, lines), count):
            yield "", {name: row[name] for name in _KEPT}


def unite_affairs(stories: Mapping[str, str]) -> dict[str, str]:
    """Return the story of each document, that of the first pile where several tell one affair."""
    lines = Path(__file__).with_name("affairs.txt").read_text(encoding="utf-8").splitlines()
    first = {pile: line.split()[0] for line in lines for pile in line.split()}
    return {file: first.get(story, story) for file, story in stories.items()}


def score(found: Mapping[str, int], stories: Mapping[str, str]) -> str:
    """Return precision and recall of pairs, with what belongs to no known story and without."""
    told = []
    for label, files in (
        ("all", list(found)),
        ("known", [file for file in found if stories[file]]),
    ):
        together = Counter(found[file] for file in files)
        wanted = Counter(stories[file] for file in files if stories[file])
        right = Counter((found[file], stories[file]) for file in files if stories[file])
        pairs, gold, both = (sum(n * (n - 1) // 2 for n in one.values()) for one in (together, wanted, right))
        told.append(f"{label}: precision {both / max(1, pairs):.3f}, recall {both / max(1, gold):.3f}")
    return "; ".join(told)


def group_by_minhash(running: Running, texts: Mapping[str, str], words: int, share: float) -> dict[str, int]:
    """Return the number of each document's group, by MinHash and nothing else."""
    daft = running.daft
    frame = daft.from_pydict({"file": list(texts), "text": [text.casefold() for text in texts.values()]})
    hashes = frame.select("file", daft.col("text").minhash(num_hashes=_HASHES, ngram_size=words)).to_pydict()
    signatures = dict(zip(hashes["file"], hashes["text"], strict=True))
    home = {file: number for number, file in enumerate(signatures)}
    members = {number: [file] for file, number in home.items()}
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    width = _HASHES // _BANDS
    for file, signature in signatures.items():
        for band in range(_BANDS):
            key = band, tuple(signature[band * width : (band + 1) * width])
            for other in buckets[key]:
                if home[other] == home[file]:
                    continue
                agree = sum(a == b for a, b in zip(signature, signatures[other], strict=True))
                if agree >= share * _HASHES:
                    gone, kept = home[file], home[other]
                    for one in members[gone]:
                        home[one] = kept
                    members[kept] += members.pop(gone)
            buckets[key].append(file)
    return home


def main() -> None:
    """Print how well stories are found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--timeline17", type=Path)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--articles", nargs=2, metavar=("ARTICLES", "N"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    rows = list(list_timeline17(options.timeline17)) if options.timeline17 else []
    rows += list(list_piles(options.ledger)) if options.ledger else []
    rows += list(list_others(Path(options.articles[0]), int(options.articles[1]))) if options.articles else []
    options.work.mkdir(parents=True, exist_ok=True)
    source, archive = options.work / "articles.jsonl", options.work / "archive"
    source.write_text("".join(json.dumps(fields) + "\n" for _, fields in rows), encoding="utf-8")
    names = {f"{source}#L{number}": story for number, (story, _) in enumerate(rows, start=1)}
    engine = Engine(jobs=options.jobs)
    read = read_archive([str(source)], archive, engine=engine)
    readings = [
        msgspec.msgpack.decode(content, type=Reading)
        for path in list_files(archive)
        for content in pyarrow.parquet.read_table(path, columns=["reading"], partitioning=None)[0].to_pylist()
    ]
    texts = {reading.document.file: reading.document.text for reading in readings}
    print(f"{read.readings} articles read, {read.unread} not; {len({*names.values()} - {''})} stories known")
    found = {file: -number for number, file in enumerate(texts, start=1)}
    stories = find_stories(archive, engine).stories
    found |= {member.file: number for number, story in enumerate(stories) for member in story.members}
    print(f"onrecord: {score(found, names)}; {len(stories)} stories, the largest of {stories[0].documents}")
    if options.ledger:
        print(f"affairs: {score(found, unite_affairs(names))}")
    for words, share in _RUNS:
        grouped = group_by_minhash(Running(engine), texts, words, share)
        print(f"MinHash, runs of {words}, {share:.0%} alike: {score(grouped, names)}")


if __name__ == "__main__":
    main()
