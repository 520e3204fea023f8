"""The words around a figure -> per what, of which years and how firmly it is given."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from onrecord.annotations import FigureMention, Reading
from onrecord.lexicon import Entry, load_lexicon

_PACKAGE = __package__ or "onrecord.story"
_YEAR = re.compile(r"(?<![\w,.$£€])(?:1[5-9]|20)[0-9]{2}(?:s\b|\b)(?![,.]?[0-9%])")
# 'A year', 'each day' stand so many characters behind the number, an adjective so many before it.
_BEHIND, _BEFORE = 70, 30
# 'Could die', 'may kill' stand this close.
_CLOSE = 28
# What is to be done is told so many characters before its number.
_LEADING = 50
# The words before a year that say what it is the year of.
_LEAD = re.compile(r"(?:[\w.,]+ ){0,4}$")
_ASIDE = re.compile(r"\([^)]*\)")
_NEXT = re.compile(r"(?<!to )[$£€]?\d")
_MORE = re.compile(r"\s+more\b(?! than)")
_OTHERS = re.compile(r"\b(?:others?|another)\b", re.IGNORECASE)
# A sentence with so many numbers is a list or a table whose rows have run together.
_LISTED = 5
# The year before the document's is news still: a toll of December is told in January.
_RECENT = 1


class Context(Struct, frozen=True):
    """What the words around a number say about it, beyond what is counted."""

    per: str = ""  # 'year' in '300 a year'
    years: frozenset[int] = frozenset()  # long past years that its sentence names
    forecast: bool = False  # it tells what may come, not what is
    listed: bool = False  # it stands in a list, whose rows can't be told apart
    total: bool = False  # it is of all until now: 'so far'
    added: bool = False  # it comes on top of others: 'at least 40 more'
    sure: frozenset[str] = frozenset()  # whether the words around it speak of the confirmed or the suspected
    limits: str = ""  # the words behind it that narrow what is counted: 'who chose the mayor'
    partial: bool = False  # it is of some of them: 'nine workers died, along with two others'


@cache
def _entries(kind: str) -> tuple[Entry, ...]:
    entries = load_lexicon(_PACKAGE, "figures_context.toml").entries
    return tuple(entry for entry in entries if entry.flag(kind) or entry.get(kind))


def read_context(reading: Reading, mention: FigureMention) -> Context:
    """Return what the sentence of a figure says about it.

    A year counts only where it lies longer back than the one before the document's, which a document without a
    day does not tell.
    """
    if mention.part is not None:
        return Context()  # a cell's heads say all of it
    text = reading.document.text
    start, end = reading.sentence_at(mention.start)
    before = text[max(start, mention.start - _BEFORE) : mention.start]
    behind = _cut(text[mention.end : end], _BEHIND)
    around, near = f"{before} # {behind}", _NEXT.split(behind, maxsplit=1)[0]
    beside = [figure for figure in reading.figures if start <= figure.start < end]
    return Context(
        _find_per(before, behind) or _take_per(text, mention, beside),
        _find_years(reading, mention, start, end),
        _is_forecast(around, f"{before[-_CLOSE:]} # {_cut(behind, _CLOSE)}"),
        len(beside) >= _LISTED,
        any(entry.pattern.search(around) for entry in _entries("total")),
        _MORE.match(behind) is not None,
        frozenset(kind for kind in ("confirmed", "suspected") if _tells(kind, f"{before} # {near}")),
        " ".join(behind.split()[:4]) if _tells("limiting", " ".join(behind.split()[:1])) else "",
        any(_OTHERS.search(figure.exact) for figure in beside if figure.unit == mention.unit)
        or any(entry.pattern.search(text[start : mention.start]) for entry in _entries("parting")),
    )


def is_planned(before: str) -> bool:
    """Tell whether the words before a number say that it is of what is to be done: 'vowed to build 500 homes'."""
    return any(entry.pattern.search(f"{before[-_LEADING:].rstrip()} ") for entry in _entries("planned"))


def is_growing(sentence: str) -> bool:
    """Tell whether a sentence tells how far a count has come: 'the toll has risen to 12'."""
    return _tells("growing", sentence) or any(entry.pattern.search(sentence) for entry in _entries("total"))


def _tells(name: str, words: str) -> bool:
    """Tell whether one of the words is in a list."""
    return not _listed(name).isdisjoint(re.findall(r"[a-z]+", words.lower()))


def _listed(name: str) -> frozenset[str]:
    return load_lexicon(_PACKAGE, "figures_context.toml").words(name)


def _cut(words: str, length: int) -> str:
    """Return so many characters, up to the end of the second word behind them."""
    found = re.compile(r"\S*\s*\S*").match(words, min(length, len(words)))
    return words[: found.end()] if found else words


def _find_per(before: str, behind: str) -> str:
    """Return per what a number is: 'each day' stands behind it, with no other number between, 'daily' on any side."""
    near = _NEXT.split(_ASIDE.sub(" ", behind), maxsplit=1)[0]
    for entry in _entries("per"):
        found = entry.pattern.search(near) or entry.pattern.search(before)
        if found and (found.string == near or found[0].isalpha()):
            return entry.get("per")
    return ""


def _take_per(text: str, mention: FigureMention, beside: Sequence[FigureMention]) -> str:
    """Return per what the number is by the one before it: '300 crates a day or even 400 crates'."""
    earlier = [figure for figure in beside if figure.end <= mention.start and figure.unit == mention.unit]
    if not earlier:
        return ""
    between = text[earlier[-1].end : mention.start]
    for entry in _entries("per"):
        rest = re.findall(r"[^\s,-]+", entry.pattern.sub(" ", between, count=1))
        # 'A 300-crate-a-day flow was raised to 400 crates': the noun that flows may stand between
        if rest and len({*rest} - _listed("linking")) <= (rest[-1] == "to"):
            found = entry.pattern.search(between)
            return entry.get("per") if found else _take_per(text, earlier[-1], beside)
    return ""


def _is_forecast(around: str, beside: str) -> bool:
    """Tell whether a number is of what may come: 'May' and 'Will' are names."""
    return any(
        found[0][:1].islower()
        for entry in _entries("forecast")
        for found in entry.pattern.finditer(beside if entry.flag("close") else around)
    )


def _find_years(reading: Reading, mention: FigureMention, start: int, end: int) -> frozenset[int]:
    published = reading.document.published
    day = published.earliest or published.latest
    if day is None:
        return frozenset()
    text = reading.document.text
    if any(entry.pattern.match(text[start:end].lstrip("“\"' ")) for entry in _entries("backward")):
        start = min(start, reading.sentence_at(max(0, start - 2))[0])
    found = {
        int(match[0][:4])
        for match in _YEAR.finditer(text, start, end)
        if not (mention.start <= match.start() < mention.end or _is_loose(text[start : match.start()]))
    }
    return frozenset(year for year in found if year < day.year - _RECENT)


def _is_loose(before: str) -> bool:
    """Tell whether a year behind these words is that of something else: 'since September 2018'."""
    lead = _LEAD.search(before)
    return lead is not None and any(
        entry.pattern.fullmatch(lead[0][at:].rstrip())
        for entry in _entries("loose")
        for at in (0, *(found.end() for found in re.finditer(" ", lead[0])))
    )
