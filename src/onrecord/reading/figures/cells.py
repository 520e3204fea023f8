"""Cells of tables -> figures: each a number of what its heads name, by whom they name.

Which cells a table has, and under which heads, the document says. A head that names no more than a time or 'number'
does not say of what a number is: then the heads of the other side do. The words of a figure are its cell's alone, so a
number that its head gives in thousands is none.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.annotations import FigureMention, Mention, MentionType, TimeType
from onrecord.english import is_english
from onrecord.model import UNKNOWN, Cell, Document, Offsets
from onrecord.numbers.numbers import Quantity, find_quantities, print_decimal
from onrecord.reading.figures.counted import fold_lemma
from onrecord.reading.figures.words import list_words
from onrecord.reading.mentions.name_types import list_words as list_roles
from onrecord.times import find_times
from onrecord.world import find_country

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_MOST_KEYS = 16
_AROUND = " *~()[]†‡"
_UNIT = re.compile(r"[(\[,]\s*(?:in )?([^()\[\],]{1,20})[)\]]?$")
_YEARS = (1900, 2100)


class _Head(Struct, frozen=True):
    """A head of a table as its words are read."""

    words: Offsets
    text: str
    doc: Doc
    telling: bool  # whether it says of what a number is one
    silent: bool  # whether it says nothing: 'Number', 'Total'
    marking: bool  # whether numbers under it say where something stands: 'Page of report', but not 'Pages'


def find_cell_figures(
    document: Document, nlp: Language, mentions: Sequence[Mention], cells: Sequence[Cell]
) -> tuple[FigureMention, ...]:
    """Return the numbers in cells, those of a document's tables and of lines like their rows, in their order.

    What a number counts is named by the heads above it, or by those at its side where the heads above name nothing that
    can be counted; its holder is the table's voice, and the other heads tell it from the numbers beside it.
    """
    if not cells:
        return ()
    spans = dict.fromkeys(words for cell in cells for words in (*cell.row, *cell.column))
    docs = nlp.pipe(_lower(document.text[slice(*words)]) for words in spans)
    heads = {words: _read_head(document, words, doc) for words, doc in zip(spans, docs, strict=True)}
    places = {mention.exact.casefold() for mention in mentions if mention.type is MentionType.PLACE}
    return tuple(figure for cell in cells for figure in _read_cell(document, cell, heads, places))


def _lower(head: str) -> str:
    """Return a head as words within a sentence: capitals only where a word is no common one.

    >>> _lower("Houses Lost in Norvik")
    'houses lost in Norvik'
    """
    bare = re.sub(_UNIT, "", head).strip(" :*")
    return " ".join(word.lower() if is_english(word.strip("().,:")) else word for word in bare.split())


def _read_head(document: Document, words: Offsets, doc: Doc) -> _Head:
    text = document.text[slice(*words)]
    bare = text.strip(" :*").casefold()
    timed = any(
        time.type is not TimeType.DURATION and len(time.exact) * 2 > len(text)
        for time in find_times(text, (), UNKNOWN)
    )
    silent = bare in list_words("counting") | list_words("totals")
    named = timed or not any(char.isalpha() for char in text)
    noun = doc[:].root if len(doc) else None
    marking = noun is not None and noun.lemma_.lower() in list_words("marks") and noun.tag_ != "NNS"
    return _Head(words, text, doc, not named and not silent, silent, marking)


def _read_cell(
    document: Document, cell: Cell, heads: dict[Offsets, _Head], places: set[str]
) -> Iterator[FigureMention]:
    column, row = [heads[words] for words in cell.column], [heads[words] for words in cell.row]
    main = _choose([head for head in column if head.telling], [head for head in row if head.telling])
    exact = document.text[slice(*cell.offsets)]
    quantity = None if any(head.marking for head in (*row, *column)) else _read_number(exact)
    if main is None or quantity is None or (unit := _name_unit(quantity, main, column)) is None:
        return
    side = [head for head in (*row, *column) if head is not main]
    apart = [head for head in side if not head.silent]
    keys = _list_keys([main, *side])
    beside = [head.doc.text if head is main else head.text for head in (*column, *row) if not head.silent]
    yield FigureMention(
        cell.start,
        cell.end,
        exact,
        print_decimal(quantity.low),
        print_decimal(quantity.high),
        unit,
        quantity.qualifier,
        main.words,
        tuple(keys)[:_MOST_KEYS],
        cell.voice,
        places=tuple(
            head.text.casefold()
            for head in apart
            if head.text.casefold() in places or find_country(head.text)
        ),
        names=tuple(key for key, name in keys.items() if name)[:_MOST_KEYS],
        label=", ".join(dict.fromkeys(beside)),
        part=" | ".join(sorted(head.text.casefold() for head in apart)),
        series=(main if main in row or not column else column[-1]).words if cell.voice else None,
    )


def _choose(column: Sequence[_Head], row: Sequence[_Head]) -> _Head | None:
    """Return the head that says what is counted: one that names people or what befell them, else the first above.

    A head that names a body, 'Road Board', does so only where no other is.
    """
    known = list_words("people") | list_words("grave") | list_words("deaths") | list_words("tolls")
    heads = [*column, *row[-1:]]
    things = [head for head in (*column, *row) if not _names_body(head)] or heads
    counted = (head for head in things if any(fold_lemma(token) in known for token in head.doc))
    return next(counted, None) or next((head for head in heads if head in things), next(iter(heads), None))


def _names_body(head: _Head) -> bool:
    if not len(head.doc):
        return False
    noun = head.doc[:].root
    kinds = list_roles("organisations") | list_roles("administrative_units")
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in kinds


def _read_number(exact: str) -> Quantity | None:
    """Return the number that is all of a cell, where it is no day and no year."""
    if any(time.type is not TimeType.DURATION for time in find_times(exact, (), UNKNOWN)):
        return None
    found = find_quantities(exact)
    if len(found) != 1 or found[0].low is None or found[0].versus:
        return None
    rest = exact[: found[0].start] + exact[found[0].end :]
    if any(char.isalnum() for char in rest) or rest.strip(_AROUND):
        return None
    year = (
        found[0].bare and _YEARS[0] <= found[0].low < _YEARS[1] and found[0].low == found[0].low.to_integral()
    )
    return None if year and "," not in exact else found[0]


def _name_unit(quantity: Quantity, main: _Head, column: Sequence[_Head]) -> str | None:
    """Return the unit of a cell; None where a head says that its number is to be multiplied, or can't be read."""
    if quantity.unit:
        return quantity.unit
    for head in (*reversed(column), main):
        words = found[1].strip() if (found := _UNIT.search(head.text)) else ""
        if any(word in list_words("scales") for word in words.lower().split()):
            return None
        for form in (f"12 {words}", f"12{words}", f"{words}12", f"{words} 12"):
            read = find_quantities(form) if words else ()
            if len(read) == 1 and read[0].low == read[0].high == Decimal(12) and read[0].unit:
                return read[0].unit
        if "%" in (head.text.strip()[:1], head.text.strip()[-1:]):
            return "percent"
    return _name_counted(main)


def _name_counted(main: _Head) -> str:
    """Return what a head counts: 'people', or its noun."""
    tokens = [token for token in main.doc if token.pos_ in _CONTENT]
    if any(fold_lemma(token) in list_words("people") - list_words("named") for token in tokens):
        return "people"
    noun = _find_noun(main.doc)
    if noun is not None and fold_lemma(noun) not in list_words("anaphors"):
        return noun.lower_
    return (
        "people"
        if {fold_lemma(token) for token in tokens} & (list_words("grave") | list_words("deaths"))
        else ""
    )


def _find_noun(doc: Doc) -> Token | None:
    """Return the noun of a head that is counted: 'houses' of 'houses lost at sea'."""
    grave = list_words("grave") | list_words("deaths")
    nouns = [token for token in doc if token.pos_ in {"NOUN", "PROPN"} and fold_lemma(token) not in grave]
    return next((token for token in nouns if token.dep_ != "compound"), None)


def _list_keys(heads: Sequence[_Head]) -> dict[str, bool]:
    """Return the lemmas of the heads' words, and of each whether it is a proper name."""
    common = list_words("common")
    keys: dict[str, bool] = {}
    for head in heads:
        for token in head.doc:
            key = fold_lemma(token)
            if token.pos_ in _CONTENT and not (token.is_stop or key in common) and key[:1].isalpha():
                keys.setdefault(key, token.pos_ == "PROPN" and token.text[:1].isupper())
    return keys
