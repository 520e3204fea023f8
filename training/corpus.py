"""Articles as windows with targets, and windows side by side as tensors."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from onrecord.reading.tagger.decoding import CUE, SOURCE
from onrecord.reading.tagger.windows import FRAME, Pieces, Window, find_windows
from polnear import Article, Attribution, Spans

CONTENT = 5  # the tag that begins a content; the next one continues it
TAGS = 7  # outside, and for source, cue and content one that begins a span and one that continues it
# Windows of another length begin elsewhere: each epoch sees other contexts. The longest is a teacher's.
LENGTHS = (254, 214, 174)
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
# spaCy's English labels (OntoNotes 5); entity tag 1 + 2n begins the nth, 2 + 2n continues it
ENTITIES = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG", "PERCENT",
    "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip


class Linked(NamedTuple):
    """A cue within a window and the tags that belong to it."""

    first: int  # word
    last: int  # word, inclusive
    tags: tuple[int, ...]  # one a word: source and content of this cue alone


class Example(NamedTuple):
    """A window with its targets."""

    article: int
    window: Window
    tags: tuple[int, ...]  # one a word
    linked: tuple[Linked, ...]


@dataclass
class Item:
    """A window with its targets as arrays; `soft` and `links` of a teacher are scores, those of gold are tags."""

    window: Window
    tags: np.ndarray  # [words] or [words, TAGS]
    links: list[tuple[int, int, np.ndarray]]  # cue's first and last word; [words] or [words, LINK_TAGS]
    entities: np.ndarray | None = None  # [words]


def gold_item(example: Example, entities: np.ndarray | None = None) -> Item:
    """Return the example as arrays."""
    source, content = {1: 1, 2: 2, 5: 3, 6: 4, 0: 0}, example.linked
    links = [(one.first, one.last, np.array([source[t] for t in one.tags])) for one in content]
    return Item(example.window, np.array(example.tags), links, entities)


@dataclass
class Batch:
    """Windows side by side."""

    items: list[Item]
    ids: Tensor
    mask: Tensor
    features: Tensor
    firsts: Tensor
    words: Tensor  # mask of words


def collate(items: Sequence[Item], pieces: Pieces) -> Batch:
    """Return the windows as tensors, padded to the longest among them."""
    longest = max(len(item.window.pieces) for item in items) + 2
    words = max(len(item.window.words) for item in items)
    shape = (len(items), longest)
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape)
    features = torch.full(shape, FRAME)
    firsts, held = torch.zeros(len(items), words, dtype=torch.long), torch.zeros(len(items), words)
    for row, item in enumerate(items):
        own = item.window.pieces
        ids[row, : len(own) + 2] = torch.tensor([pieces.first, *own, pieces.last])
        features[row, 1 : len(own) + 1] = torch.tensor(item.window.features)
        mask[row, : len(own) + 2] = 1
        firsts[row, : len(item.window.words)] = torch.tensor(item.window.firsts) + 1
        held[row, : len(item.window.words)] = 1
    return Batch(list(items), *(t.to(DEVICE) for t in (ids, mask, features, firsts, held)))


def read_vocabulary(folder: Path) -> list[str]:
    """Return the pieces of `vocab.txt`, MPNet's marks under BERT's names."""
    names = {"<s>": "[CLS]", "</s>": "[SEP]"}
    found = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [names.get(piece, piece) for piece in found]


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a file of JSON lines with `id`, `title` and `text`, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield Article(str(article["id"]), f"{article['title']}\n\n{article['text']}")


def read_answers(path: Path, articles: Path, pieces: Pieces, entities: dict) -> list[Item]:
    """Return the windows that label.py labelled, with its scores and their entities."""
    answers: dict[str, list] = {}
    for name, number, tags, links in torch.load(path, weights_only=False):
        answers.setdefault(name, []).append((number, tags, links))
    items = []
    for article in read_articles(articles):
        if article.name in answers:
            windows = list(find_windows(article.text, pieces, LENGTHS[0]))
            named = entities.get(article.name)
            for number, tags, links in answers[article.name]:
                spans = None if named is None else entity_tags(windows[number], named)
                items.append(Item(windows[number], tags, links, spans))
    return items


def variants(number: int, article: Article, pieces: Pieces, entities: dict) -> Iterator[list[Item]]:
    """Yield the article's items under each window length, with entity tags by the characters where there are some."""
    named = entities.get(article.name)
    for length in LENGTHS:
        yield [
            gold_item(example, None if named is None else entity_tags(example.window, named))
            for example in make_examples(number, article, pieces, length)
        ]


def entity_tags(window: Window, named: np.ndarray) -> np.ndarray:
    """Return each word's entity tag from spans [entities, (start, end, label)] of characters."""
    tags = np.zeros(len(window.words), dtype=np.int64)
    for start, end, label in named[
        (named[:, 0] < window.words[-1].end) & (named[:, 1] > window.words[0].start)
    ]:
        inside = [i for i, word in enumerate(window.words) if start <= word.start < end]
        tags[inside] = 2 + 2 * label
        if inside:
            tags[inside[0]] = 1 + 2 * label
    return tags


def make_examples(number: int, article: Article, pieces: Pieces, longest: int) -> Iterator[Example]:
    """Yield the article's windows with their targets."""
    flat = _paint(article.text, [(role, spans) for a in article.attributions for role, spans in _roles(a)])
    for window in find_windows(article.text, pieces, longest):
        start, end = window.words[0].start, window.words[-1].end
        linked = []
        for attribution in article.attributions:
            cue = [i for i, word in enumerate(window.words) if _covers(attribution.cue, word.start)]
            if cue and attribution.content:
                own = [pair for pair in _roles(attribution) if pair[0] != CUE]
                linked.append(
                    Linked(cue[0], cue[-1], _read(_paint(article.text[:end], own, start), window, start))
                )
        yield Example(number, window, _read(flat, window), tuple(linked))


def _roles(attribution: Attribution) -> list[tuple[int, Spans]]:
    return [(CONTENT, attribution.content), (SOURCE, attribution.source), (CUE, attribution.cue)]


def _covers(spans: Spans, place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _paint(text: str, spans: list[tuple[int, Spans]], offset: int = 0) -> bytearray:
    """Return a tag for each character from `offset` on; a later role is painted over an earlier one."""
    tags = bytearray(max(0, len(text) - offset))
    for role, pieces in spans:
        for start, end in pieces:
            first, last = max(start - offset, 0), min(end - offset, len(tags))
            if first < last:
                tags[first:last] = bytes([role + 1]) * (last - first)
                tags[first] = role
    return tags


def _read(tags: bytearray, window: Window, offset: int = 0) -> tuple[int, ...]:
    """Return each word's tag; a span begins at the first word that shares a character with it."""
    found, before = [], 0
    for word in window.words:
        here = tags[word.start - offset : word.end - offset]
        begins = next((tag for tag in here if tag % 2), 0)
        tag = begins or next((tag for tag in here if tag), 0)
        if tag and not tag % 2 and before not in (tag, tag - 1):
            tag -= 1  # its first characters lie in a gap or in the window before
        found.append(tag)
        before = tag
    return tuple(found)
