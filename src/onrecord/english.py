"""The common words of English: what tells a word from a name, and a word from the half of one."""

import csv
from functools import cache
from importlib.resources import files


@cache
def list_english() -> frozenset[str]:
    """Return the common words of English, in lower case."""
    text = files("onrecord").joinpath("english.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(row["word"] for row in rows)


def is_english(word: str) -> bool:
    """Tell whether a word is a common one, whatever its case.

    >>> is_english("Tribute"), is_english("Brandvold")
    (True, False)
    """
    return word.casefold() in list_english()
