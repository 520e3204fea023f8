"""What a parse says of a number's words beyond their letters: a particle, a bound denied, a size in two units."""

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from onrecord.annotations import FigureMention
from onrecord.numbers.number_words import is_money, length_units
from onrecord.numbers.numbers import Quantity
from onrecord.reading.columns import read_columns
from onrecord.reading.figures.counted import TokenIndex
from onrecord.reading.figures.words import list_words

_BETWEEN = re.compile(r"\s?\((?:or |or about |that is,? |i\.e\.,? |= ?)?")
_CLOSED = re.compile(r"\s?\)")
_SHARES = frozenset({"", "percent", "percentage points", "basis points", "share", "times"})
_CLIMB = 5  # tokens from a preposition up to the verb of its clause
# spaCy labels between a preposition before a number and that verb: 'below 20 or above 200'.
_JOINING = frozenset({"prep", "pobj", "conj", "nummod", "npadvmod"})


def hide_particles(doc: Doc) -> str:
    """Return the text of a parse in which the particle of a verb is no word.

    In 'handed over 300 pages' nothing is more than 300.
    """
    columns, pieces, position = read_columns(doc), list[str](), 0
    phrases = list_words("particled")
    for place, (lemma, word) in enumerate(pairwise((*columns.lemmas, "")), 1):
        if f"{lemma} {word}" in phrases:
            start = columns.starts[place]
            pieces += [columns.text[position:start], "_" * len(word)]
            position = start + len(word)
    return "".join([*pieces, columns.text[position:]])


def turn_denied(quantity: Quantity, tokens: TokenIndex) -> Quantity:
    """Return a quantity whose bound its verb denies with the other bound: what 'never goes below 20' is 20 or more."""
    bounded = list_words("bounded")
    if (
        quantity.qualifier not in bounded
        or quantity.spelled
        or (quantity.low is None) == (quantity.high is None)
    ):
        return quantity
    words = tokens.between(quantity.start, quantity.core.start)
    denial = _find_denial(words[-1]) if words else None
    if denial is None:
        return quantity
    return replace(
        quantity, low=quantity.high, high=quantity.low, qualifier=f"{denial.lower_} {quantity.qualifier}"
    )


def _find_denial(bound: Token) -> Token | None:
    """Return the word that denies the verb on which a preposition of bound hangs."""
    token = bound
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"}:
            if any(child.dep_ == "dobj" for child in token.children):
                return None  # 'did not pay firms below 3 percent'
            return next((child for child in token.lefts if child.dep_ == "neg"), None)
        if token.dep_ not in _JOINING:
            return None
        token = token.head
    return None


def is_restated(text: str, quantity: Quantity, before: Quantity | None) -> bool:
    """Tell whether a size in brackets is the one before it in another unit: '40 km (25 miles)', '$5 (£4)'."""
    if before is None or not before.end <= quantity.start:
        return False
    if _BETWEEN.fullmatch(text, before.end, quantity.start) is None or not _CLOSED.match(text, quantity.end):
        return False
    first, second = before.unit, quantity.unit
    if first == second or not {first, second}.isdisjoint(_SHARES | length_units()):
        return False
    return is_money(first) == is_money(second) or "pounds" in {first, second}


def restate(figure: FigureMention, text: str, quantity: Quantity) -> FigureMention:
    """Return a figure with the words that give its size in another unit."""
    closed = _CLOSED.match(text, quantity.end)
    end = max(figure.end, closed.end() if closed is not None else quantity.end)
    return replace(figure, end=end, exact=text[figure.start : end])


def is_kind(text: str, quantity: Quantity, behind: Iterable[Token]) -> bool:
    """Tell whether a number with a hyphen says of what kind something is: 'two-time', '12-dimensional'."""
    if text[quantity.core.end : quantity.core.end + 1] != "-":
        return False
    kinds = list_words("kinds")
    word = next((token for token in behind if token.text != "-"), None)
    return word is not None and (word.lower_ in kinds or (word.pos_ == "ADJ" and not quantity.unit))
