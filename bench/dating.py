"""How often the day inferred for a document without one is right: documents of news timelines with the day taken away.

    python bench/dating.py DIR [--hidden 4] [--most 96]
    python bench/dating.py PILES.jsonl.gz

DIR holds a folder for each outlet and topic with articles.tokenized.jsonl.gz (Timeline17: `time` and `text`, a list of
tokenised sentences). Each folder's articles are shuffled with a fixed seed and dealt into piles of eight; of every
pile the days of `--hidden` documents are taken away and inferred from the rest. Printed: how many windows were
inferred, the share that holds the true day, the share that lies half a year or more away from it, and the median
width in days. PILES holds a story a line with its `documents` (`text` and `published`): of each, half of the days are
taken away. The texts are read without a parse, so announcements play no part.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from onrecord.annotations import Reading
from onrecord.model import UNKNOWN, Basis, Document, Offsets, when
from onrecord.story.dating import infer_days
from onrecord.times import find_occasions, find_times
from timeline17 import join_tokens

_PILE = 8
_SHORTEST, _LONGEST = 500, 8000  # characters
_HALF_A_YEAR = 180  # days


class Article(NamedTuple):
    """A text, one sentence a line, and the day it came out."""

    text: str
    day: date


class Inferred(NamedTuple):
    """How far a window lies from the true day (0 where it holds it), and how wide it is, in days."""

    away: int
    width: int


def load_articles(path: Path) -> list[Article]:
    """Return the articles of a file that are neither a stub nor a chronicle."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [
        Article(_read_text(row["text"]), date.fromisoformat(row["time"][:10]))
        for row in rows
        if row.get("time")
    ]
    return [article for article in found if _SHORTEST < len(article.text) < _LONGEST]


def _read_text(sentences: Any) -> str:
    if not isinstance(sentences, str):
        sentences = "\n".join(
            sentence if isinstance(sentence, str) else sentence["raw"] for sentence in sentences
        )
    return join_tokens(sentences)


def read(name: str, article: Article, *, hidden: bool) -> Reading:
    """Return the times and occasions of an article, read with its day or without."""
    published = UNKNOWN if hidden else when(article.day, article.day, Basis.METADATA)
    sentences = tuple(Offsets(*found.span()) for found in re.finditer(r"[^\n]+", article.text))
    times = find_times(article.text, sentences, published)
    document = Document(name, f"{name}.txt", "", article.text, published=published)
    return Reading(document, sentences, times, find_occasions(article.text, times))


def infer(pile: Sequence[Article], hidden: int) -> Iterator[Inferred]:
    """Yield what is inferred for the first `hidden` documents of a pile."""
    readings = [read(f"d{index}", article, hidden=index < hidden) for index, article in enumerate(pile)]
    windows = infer_days(readings)
    for index, article in enumerate(pile[:hidden]):
        window = windows.get(f"d{index}")
        if window is not None and window.earliest and window.latest:
            away = max((window.earliest - article.day).days, (article.day - window.latest).days, 0)
            yield Inferred(away, (window.latest - window.earliest).days + 1)


def deal_outlets(folder: Path, hidden: int, most: int) -> Iterator[tuple[list[Article], int]]:
    """Yield piles of eight articles of an outlet on a topic, and how many of each lose their day."""
    order = random.Random(7)  # noqa: S311 (no secret: the same piles in every run)
    for path in sorted(folder.glob("*/articles.tokenized.jsonl.gz")):
        articles = load_articles(path)
        order.shuffle(articles)
        dealt = iter(articles[:most])
        while len(pile := list(islice(dealt, _PILE))) == _PILE:
            yield pile, hidden


def deal_piles(path: Path) -> Iterator[tuple[list[Article], int]]:
    """Yield piles of one story each, in an order by lot, and how many of each lose their day: half."""
    order = random.Random(7)  # noqa: S311 (no secret: the same piles in every run)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for pile in map(json.loads, lines):
            articles = [Article(d["text"], date.fromisoformat(d["published"])) for d in pile["documents"]]
            order.shuffle(articles)
            yield articles, len(articles) // 2


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--hidden", type=int, default=4, help="documents of each pile of eight")
    parser.add_argument("--most", type=int, default=96, help="articles of each outlet and topic")
    options = parser.parse_args()
    folder = options.source.is_dir()
    piles = (
        deal_outlets(options.source, options.hidden, options.most) if folder else deal_piles(options.source)
    )
    found: list[Inferred] = []
    asked = 0
    for pile, hidden in piles:
        found += infer(pile, hidden)
        asked += hidden
    right = sum(window.away == 0 for window in found)
    wrong = sum(window.away >= _HALF_A_YEAR for window in found)
    print(f"{asked} documents without a day, {len(found)} windows inferred")
    if found:
        print(
            f"{right / len(found):.3f} hold the true day, {wrong / len(found):.3f} lie half a year or more away"
        )
        print(f"{median(window.width for window in found):.0f} days wide in the median")


if __name__ == "__main__":
    main()
