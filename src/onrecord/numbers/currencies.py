"""The currencies of the world, by the words and codes that stand beside a sum (`currencies.csv`)."""

import csv
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

from msgspec import Struct

from onrecord.english import is_english
from onrecord.lexicon import load_lexicon

_PACKAGE = __package__ or "onrecord.numbers"


class Currency(Struct, frozen=True):
    """Words that name a currency, or one of several of that name, and what a sum in it is told by."""

    words: tuple[str, ...]
    unit: str  # its code; of several, their name in the plural
    large: bool  # the words mean something else as well: they name it behind a large number alone


@cache
def list_codes() -> tuple[str, ...]:
    """Return the codes of ISO 4217 that mean nothing else, in lower case."""
    codes = [row["code"].lower() for row in _read_rows()]
    return tuple(code for code in codes if not (is_english(code) or _is_ambiguous({code})))


@cache
def list_currencies() -> tuple[Currency, ...]:
    """Return the currencies by their full names, then by the noun alone: 'Kenyan shillings', 'shillings'.

    >>> sorted(one.unit for one in list_currencies() if "shillings" in one.words or "baht" in one.words)
    ['THB', 'shillings']
    """
    rows = _read_rows()
    named = [Currency(_forms(row["one"], row["other"]), row["code"], large=False) for row in rows]
    nouns: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        one, other = row["one"].split()[-1], row["other"].split()[-1]
        nouns[other] |= {one, other}
        codes[other].add(row["code"])
    for other, words in nouns.items():
        unit = min(codes[other]) if len(codes[other]) == 1 else other
        large = _is_ambiguous(words)  # 'it passed the 8 million mark'
        named.append(Currency(_forms(*([other] if large else sorted(words))), unit, large=large))
    return tuple(named)


@cache
def list_shared() -> frozenset[str]:
    """Return the names that several currencies have, which are the unit of a sum where no more is said."""
    return frozenset(one.unit for one in list_currencies() if not one.unit.isupper())


def _is_ambiguous(words: set[str]) -> bool:
    return bool(words & load_lexicon(_PACKAGE, "numbers.toml").words("ambiguous_currencies"))


def _forms(*words: str) -> tuple[str, ...]:
    """Return words as they are written with and without accents."""
    plain = [
        "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
        for word in words
    ]
    return tuple(dict.fromkeys((*words, *plain)))


@cache
def _read_rows() -> tuple[dict[str, str], ...]:
    text = files(_PACKAGE).joinpath("currencies.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
