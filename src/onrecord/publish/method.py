"""How a record was made and how sure it is, for the page that shows it."""

import json
import tomllib
from collections import Counter
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from msgspec import Struct

from onrecord import __version__
from onrecord.model import Basis, Record

# how a document's day is known, in words
BASES = {
    Basis.EXPLICIT: "its text states it",
    Basis.RELATIVE: "its text states it against another day",
    Basis.METADATA: "stated beside it",
    Basis.INFERRED: "inferred from what is told",
    Basis.UNKNOWN: "not known",
}

_SURE = ((0.8, "at least 80%"), (0.5, "50 to 80%"), (0.0, "below 50%"))


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


def count_sureness(record: Record) -> list[tuple[str, int]]:
    """Return how many statements were found how surely, by their calibrated probability."""
    counted = Counter(
        "by rule, without a probability"
        if statement.probability is None
        else next(word for bound, word in _SURE if statement.probability >= bound)
        for statement in record.statements
    )
    words = [*(word for _, word in _SURE), "by rule, without a probability"]
    return [(word, counted[word]) for word in words if counted[word]]
