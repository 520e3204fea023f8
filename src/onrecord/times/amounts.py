"""Number words -> amounts: 'two and a half', '2 1/2', 'a couple of', 'several'."""

import re
from fractions import Fraction

from onrecord.times.grammar import load_words

_VAGUE = re.compile(r"\b(?:several|few|many|some)\b")
_FIGURES = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:[ -](\d)/(\d))?$")


def read_amount(words: str) -> Fraction | None:
    """Return how many `words` say, or None where they don't.

    >>> read_amount("2 1/2"), read_amount("twenty-four"), read_amount("several")
    (Fraction(5, 2), Fraction(24, 1), None)
    """
    words = words.lower().strip()
    if _VAGUE.search(words):
        return None
    if figures := _FIGURES.match(words):
        whole, over, under = figures.groups()
        return Fraction(whole.replace(",", "")) + (
            Fraction(int(over), int(under)) if over and under != "0" else 0
        )
    if words.startswith("half"):
        return Fraction(1, 2)
    if "couple" in words:
        return Fraction(2)
    total = Fraction(0)
    for word in re.split(r"[\s-]+", words):
        number = load_words().meaning("number", word)
        if word == "half":
            total += Fraction(1, 2)
        elif number in (100, 1000):
            total = (total or Fraction(1)) * number
        elif word == "dozen":
            total = (total or Fraction(1)) * 12
        elif number is not None:
            total += number
        elif word in ("a", "an") and total == 0 and words in ("a", "an"):
            total = Fraction(1)
    return total or None


def write_duration(amount: Fraction | None, unit: str) -> str:
    """Return a TIMEX3 duration; an amount that isn't told is 'X'.

    >>> write_duration(Fraction(5, 2), "Y"), write_duration(None, "TH")
    ('P2Y6M', 'PTXH')
    """
    clock = "T" if unit.startswith("T") and len(unit) == 2 else ""
    letter = unit[1:] if clock else unit
    if unit == "2W":
        amount, letter = (None if amount is None else amount * 2), "W"
    if letter == "E":
        amount, letter = (None if amount is None else amount * 10), "Y" if amount is not None else "E"
    if letter == "C":
        amount, letter = (None if amount is None else amount * 100), "Y" if amount is not None else "C"
    if amount is None:
        return f"P{clock}X{letter}"
    if amount.denominator == 1:
        return f"P{clock}{amount.numerator}{letter}"
    smaller = {
        "Y": ("M", 12),
        "D": ("TH", 24),
        "W": ("D", 7),
        "H": ("M", 60),
        "M": ("S", 60) if clock else ("D", 30),
    }
    if letter not in smaller:
        return f"P{clock}{float(amount):g}{letter}"
    below, factor = smaller[letter]
    whole, rest = divmod(amount, 1)
    low = int(rest * factor)
    if whole == 0:
        return f"P{clock or ''}{low}{below}" if below != "TH" else f"PT{low}H"
    joint = "T" if below.startswith("T") else ""
    return f"P{clock}{whole}{letter}{joint}{low}{below[-1]}"
