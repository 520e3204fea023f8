"""How a record was made, and how surely it was read, in words with the number beside them.

The words are about the reading alone. Whether what somebody said is so, the record does not judge.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from msgspec import Struct

from onrecord import __version__
from onrecord.model import Basis, Checked, Record, Statement, Verdict
from onrecord.publish import summary
from onrecord.publish.wording import say_day

# how a document's day is known, in words
BASES = {
    Basis.EXPLICIT: "its text states it",
    Basis.RELATIVE: "its text states it against another day",
    Basis.METADATA: "stated beside it",
    Basis.INFERRED: "inferred from what is told",
    Basis.UNKNOWN: "not known",
}

BY_RULE = "read by rule"  # with nothing measured beside it
CHECKED = "checked"  # by a person
_RULED = {Verdict.ACCEPTED: CHECKED, Verdict.CORRECTED: "corrected", Verdict.ADDED: "added"}


class Measured(Struct, frozen=True):
    """How often the reading was right on public data, in percent F1."""

    corpus: str
    articles: int
    attributions: int
    source: float
    cue: float
    content: float
    attribution: float


@cache
def load_measured() -> Measured:
    """Return the figures that docs/measured.md gives with their command."""
    text = (files("onrecord.publish") / "measured.toml").read_text(encoding="utf-8")
    return Measured(**tomllib.loads(text))


def list_parts(pipeline: str | None) -> list[tuple[str, str]]:
    """Return the programs and models that read the documents, with their versions."""
    card = (files("onrecord.reading.tagger") / "model" / "card.json").read_text(encoding="utf-8")
    digest = json.loads(card)["digests"]["encoder.onnx"]
    parts = [("onrecord", __version__), ("speech tagger, SHA-256 of its encoder", digest)]
    if pipeline:
        parts.append((f"spaCy pipeline {pipeline}", _find_version(pipeline)))
    parts.append(("spaCy", _find_version("spacy")))
    return parts


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not a package: a folder"


@cache
def load_words() -> dict[str, float]:
    """Return the words for a probability with the least that each stands for, the surest first."""
    return tomllib.loads((files("onrecord") / "sureness.toml").read_text(encoding="utf-8"))


def word_sureness(probability: float) -> str:
    """Return the word for a probability.

    >>> word_sureness(0.9), word_sureness(0.899), word_sureness(0.2)
    ('sure', 'likely', 'unsure')
    """
    return next(word for word, least in load_words().items() if probability >= least)


def say_sureness(
    probability: float | None, act_probability: float | None = None, ruling: Checked | None = None
) -> str:
    """Return how sure the reading of a line is, and of a statement's act where that has a probability of its own.

    Percents are rounded down, so that none seems to be of the next better word. A line that a person ruled on needs
    none.

    >>> say_sureness(0.899), say_sureness(None), say_sureness(0.97, 0.5)
    ('likely, 89%', 'read by rule', 'sure, 97%; act unsure, 50%')
    """
    if ruling is not None:
        return f"{_RULED[ruling.kind]} by {ruling.by} on {say_day(ruling.on)}"
    words = BY_RULE if probability is None else _say(probability)
    return words if act_probability is None else f"{words}; act {_say(act_probability)}"


def say_doubt(whole: str, probability: float | None) -> str:
    """Return how surely lines that stand together are of one thing; nothing where that is sure.

    >>> say_doubt("one act", 0.77), say_doubt("one act", 0.9)
    ('taken to be one act: likely, 77%', '')
    """
    if probability is None or probability >= load_words()["sure"]:
        return ""
    return f"taken to be {whole}: {say_sureness(probability)}"


def names_act(statement: Statement) -> bool:
    """Tell whether what a speaker does by saying it was read surely enough to be named beside the words."""
    sure = statement.act_probability
    return sure is None or sure >= summary.ACT or statement.ruling is not None


def _say(probability: float) -> str:
    return f"{word_sureness(probability)}, {say_percent(probability)}"


def name_state(probability: float | None, ruling: Checked | None = None) -> str:
    """Return the one word or two by which lines of one sureness are found."""
    if ruling is not None:
        return CHECKED
    return BY_RULE if probability is None else word_sureness(probability)


def say_percent(probability: float) -> str:
    """Return a probability of three places in whole percent, rounded down.

    >>> say_percent(0.29), say_percent(0.999)
    ('29%', '99%')
    """
    return f"{round(probability * 1000) // 10}%"


class TallyRow(Struct, frozen=True):
    """How many lines of one kind each word is said of."""

    kind: str
    numbers: tuple[int, ...]


class Tally(Struct, frozen=True):
    """How surely the lines of a record were read: the words that occur, and a row for each kind of line."""

    words: list[str]
    rows: list[TallyRow]


def count_sureness(record: Record) -> Tally:
    """Return how many lines of each kind were read how surely."""
    kinds: dict[str, Iterable[float | None]] = {
        "statements": [statement.probability for statement in record.statements],
        "their acts": [statement.act_probability for statement in record.statements],
        "announcements": [
            version.probability for commitment in record.commitments for version in commitment.versions
        ],
        "terms": [term.probability for term in record.terms],
        "denials": [denial.probability for denial in record.denials],
    }
    counted = {
        kind: Counter(BY_RULE if one is None else word_sureness(one) for one in found)
        for kind, found in kinds.items()
    }
    words = [word for word in (*load_words(), BY_RULE) if any(count[word] for count in counted.values())]
    rows = [TallyRow(kind, tuple(count[word] for word in words)) for kind, count in counted.items() if count]
    return Tally(words, rows)


def explain_sureness() -> str:
    """Return what the words mean, in one line for the head of a page."""
    words = [
        f"“{word}” from {say_percent(least)}" if least else f"“{word}” below"
        for word, least in load_words().items()
    ]
    return ", ".join(words)
