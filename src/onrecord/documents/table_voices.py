"""Heads of the columns of a table -> which of them name who gives the numbers below.

A column is headed by what it counts far more often than by who counts. The latter is taken only where heads say so
('as counted by the union'), where the words around the table say that its numbers differ by source, or where the text
gives numbers to those whom the heads name.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.documents.shapes import form_of, list_words
from onrecord.model import Offsets

_FEWEST = 2  # columns; one alone is compared with none
_LONGEST_HEAD = 60  # characters
_ARTICLE = re.compile(r"the ", re.IGNORECASE)
_GIVEN_WITHIN = 60  # characters behind a name, in which its number stands
_NEVER = re.compile(r"[\d%(\[/:]")  # in a head: a year, a unit, two things at once


class ColumnHead(NamedTuple):
    """The lowest head of a column with numbers."""

    words: Offsets
    text: str


def find_column_voices(
    heads: Mapping[int, ColumnHead], around: Sequence[str], prose: str
) -> dict[int, Offsets]:
    """Return, of each column whose head names who gives its numbers, where that name stands.

    Args:
        heads: of each column with numbers.
        around: the table's caption and the lines that stand by it.
        prose: the text outside the table.
    """
    formed = {column: name for column, head in heads.items() if (name := _read_form(head, "counted_by"))}
    if formed:  # beside 'as counted by the union', 'by the port' says the same
        short = {column: name for column, head in heads.items() if (name := _read_form(head, "by_alone"))}
        return found if len(found := {**short, **formed}) >= _FEWEST else {}
    open_to = {column: head for column, head in heads.items() if _may_name(head.text)}
    told = {column: head for column, head in open_to.items() if _gives_numbers(head.text, prose)}
    if any(form_of("by_source").search(words) for words in around) and (
        told or any(is_written_as_body(head.text) for head in open_to.values())
    ):
        told = open_to
    return {column: _strip(head) for column, head in told.items()} if len(told) >= _FEWEST else {}


def is_written_as_body(text: str) -> bool:
    """Tell whether words are written as a name of several is, or as an abbreviation of one.

    >>> [is_written_as_body(text) for text in ("Port of Elm", "EPA", "Boats lost", "Quay")]
    [True, True, False, False]
    """
    words = [
        word for word in re.findall(r"[^\W\d_][\w.’'-]*", text) if word.lower() not in list_words("small")
    ]
    written = [word for word in words if word[0].isupper()]
    return (len(words) > 1 and len(written) == len(words)) or any(len(w) > 1 and w.isupper() for w in words)


def _read_form(head: ColumnHead, form: str) -> Offsets | None:
    """Return the name in a head that says that it gives the numbers: 'the union' of 'according to the union'."""
    found = form_of(form).fullmatch(head.text) if len(head.text) <= _LONGEST_HEAD else None
    if found is None:
        return None
    start, end = next(found.span(group) for group in found.groupdict() if found[group])
    return _strip(ColumnHead(Offsets(head.words.start + start, head.words.start + end), head.text[start:end]))


def _strip(head: ColumnHead) -> Offsets:
    article = _ARTICLE.match(head.text)
    return Offsets(head.words.start + (article.end() if article else 0), head.words.end)


def _may_name(text: str) -> bool:
    """Tell whether a head may be the name of somebody: neither a sum nor a difference, nor with a number or a unit."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return (
        bool(words)
        and len(text) <= _LONGEST_HEAD
        and not (words & set(list_words("table_sums")) or _NEVER.search(text))
    )


def _gives_numbers(text: str, prose: str) -> bool:
    """Tell whether a text gives numbers to those whom a head names: 'according to the union', 'the port counted 14'."""
    name = re.escape(_ARTICLE.sub("", text, count=1))
    verbs = "|".join(map(re.escape, list_words("table_telling")))
    counts = "|".join(map(re.escape, list_words("table_counts")))
    return (
        re.search(
            rf"\b(?:according to|counted by|reported by|estimated by) (?:the )?{name}\b"
            rf"|\b{name}['’]?s? (?:own )?(?:{counts})\b"
            rf"|\b{name} (?:{verbs})\b[^.\n]{{0,{_GIVEN_WITHIN}}}?\d",
            prose,
            re.IGNORECASE,
        )
        is not None
    )
