"""The quantities on a page: which numbers stand together, who gives each value, and what they are a number of."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Act, Figure, FigureValue, Quoted, Relation, Span, Statement
from onrecord.numbers.number_words import is_vague
from onrecord.numbers.numbers import NEARLY
from onrecord.publish import summary
from onrecord.publish.citations import Passage
from onrecord.publish.leading import Book, begins_with_pronoun, is_named_by
from onrecord.publish.naming import cut_short
from onrecord.publish.wording import say_bounds

_AROUND = 8  # words on either side of a number
_GIVER = 60  # characters of the words for who gives one
_BREAK = re.compile(r"[;:–—()“”\"]|\s-+\s")


class Value(Struct, frozen=True):
    """A value that someone gives for a quantity, with every passage in which they do."""

    holder: str | None
    value: FigureValue
    spans: tuple[Span, ...]
    updates: tuple[Span, ...] = ()  # earlier, lower values whose place it takes
    words: str = ""  # for who gives it, as they stand, where no actor is told

    @property
    def bounds(self) -> str:
        """The value as an interval, in words."""
        return self.amount("")

    def amount(self, unit: str) -> str:
        """Return the value as an interval with its unit, in words.

        'Thousands' is nobody's '2,000 or more', nor 'almost 80 percent' anybody's '72 to 80'.
        """
        words, low, high = self.value.qualifier or "", self.value.low, self.value.high
        if is_vague(words):
            return f"{words} of {unit}" if unit else words
        if words and low is not None and high is not None and Decimal(low) == Decimal(high) * NEARLY:
            return f"{words} {say_bounds(high, high, unit)}"
        return say_bounds(low, high, unit)


class Quantities(Struct, frozen=True):
    """The figures of a record as a page has them, in the order of how often they are given."""

    disputed: tuple[Figure, ...]
    agreed: tuple[Figure, ...]  # given by several origins, which agree
    repeated: tuple[Figure, ...]  # given more than once, from one origin or not to be compared
    single: tuple[FigureValue, ...]  # those that stand by themselves
    givers: Mapping[
        Span, str
    ]  # the words for who gives a value, where no actor is told and they name somebody


def list_quantities(figures: Iterable[Figure], book: Book) -> Quantities:
    """Return the figures of a record by what can be told of their values.

    Values that were read less surely to be of one quantity than `summary.GROUPED` stand by themselves, but where they
    are told to be disputed, or a person ruled on one. Whoever is not named by the words in which he gives a number is
    not told to have given it.
    """
    ordered = sorted(figures, key=lambda figure: -len(figure.values))
    found: dict[Relation, list[Figure]] = {relation: [] for relation in Relation}
    single: list[FigureValue] = []
    givers: dict[Span, str] = {}
    for figure in ordered:
        values = tuple(_settle_holder(value, book) for value in figure.values)
        for value, settled in zip(figure.values, values, strict=True):
            if words := _word_giver(value, settled, book):
                givers[value.span] = words
        named = replace(figure, values=values)
        ruled = any(value.ruling for value in values)
        disputed = figure.relation in (Relation.CONTRADICT, Relation.TENSION)
        if len(values) > 1 and (ruled or disputed or (figure.probability or 0) >= summary.GROUPED):
            agreed = figure.relation is Relation.AGREE and figure.origins == 1
            found[Relation.UNCOMPARED if agreed else figure.relation].append(named)
        else:
            single += values
    return Quantities(
        (*found[Relation.CONTRADICT], *found[Relation.TENSION]),
        tuple(found[Relation.AGREE]),
        tuple(found[Relation.UNCOMPARED]),
        tuple(single),
        givers,
    )


def _settle_holder(value: FigureValue, book: Book) -> FigureValue:
    """Return a value without its holder where his words do not name him, or he is the outlet that tells it."""
    if value.holder is None or value.ruling is not None:
        return value
    said = book.statement(value.statement) if value.statement else None
    unnamed = said is not None and said.speaker == value.holder and not is_named_by(said, book)
    own = value.holder == book.document(value.span.document).outlet
    return replace(value, holder=None) if unnamed or own else value


def _word_giver(value: FigureValue, settled: FigureValue, book: Book) -> str:
    """Return the words for who gives a value, as they stand, where no actor is told; nothing where they name nobody.

    Where the speaker is known and was not read to give it, another does. That an outlet tells it the page says anyway.
    """
    said = book.statement(value.statement) if value.statement and settled.holder is None else None
    if said is None or value.ruling is not None or said.speaker != value.holder:
        return ""
    own = said.speaker is not None and said.speaker == book.document(said.document).outlet
    return "" if own else word_source(said)


def word_source(said: Statement) -> str:
    """Return the words for who gives a number that somebody tells, as far as they say who it is.

    The number in what somebody denies is not his, and whom a pronoun means is for the reader of the text to say.
    """
    denied = said.act is Act.DENY and said.quoted is Quoted.INDIRECT
    if said.source is None or denied or begins_with_pronoun(said.source.exact):
        return ""
    words = " ".join(said.source.exact.split())
    return words if len(words) <= _GIVER else cut_short(words.partition(",")[0], _GIVER)


def is_at_odds_by_words(figure: Figure) -> bool:
    """Tell whether numbers are told as at odds though the judges find it unlikely that they are of one quantity."""
    disputed = figure.relation in (Relation.CONTRADICT, Relation.TENSION)
    return disputed and (figure.probability or 0) < summary.AT_ODDS


def quote_number(passage: Passage) -> str:
    """Return a number with the few words around it that say of what it is one.

    What is counted may be said before a number or behind it, in a noun or in a clause: a phrase made of it is wrong
    where the words are not.

    >>> quote_number(Passage("On Monday the board (by then ", "nine members", ") met."))
    '“by then nine members”'
    """
    before, after = _BREAK.split(passage.before)[-1], _BREAK.split(passage.after)[0]
    left, right = before.split(), after.split()
    return "".join(
        (
            "“",
            "… " if len(left) > _AROUND else "",
            " ".join(left[-_AROUND:]),
            " " if left and before[-1:].isspace() else "",
            passage.words,
            " " if right and after[:1].isspace() else "",
            " ".join(right[:_AROUND]).rstrip(".,"),
            " …" if len(right) > _AROUND else "",
            "”",
        )
    )


def gather_values(figure: Figure, givers: Mapping[Span, str]) -> list[Value]:
    """Return the values of a figure in order of size, the same value of the same giver once; `givers` are words."""
    same: dict[tuple[str | None, ...], list[FigureValue]] = {}
    for value in figure.values:
        giver = value.holder or givers.get(value.span, "").casefold()
        same.setdefault((value.low, value.high, giver), []).append(value)
    found = [
        Value(
            values[0].holder,
            values[0],
            tuple(value.span for value in values),
            tuple(dict.fromkeys(value.updates for value in values if value.updates)),
            "" if values[0].holder else givers.get(values[0].span, ""),
        )
        for values in same.values()
    ]
    return sorted(found, key=_size)


def _size(value: Value) -> tuple[float, float, int]:
    low, high = to_number(value.value.low), to_number(value.value.high)
    first = low if low is not None else high or 0.0
    return first, high if high is not None else float("inf"), -len(value.spans)


def to_number(text: str | None) -> float | None:
    """Return a decimal string as a number for drawing, or `None` where it is open."""
    return float(text) if text is not None else None
