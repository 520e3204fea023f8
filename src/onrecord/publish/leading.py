"""Which lines of a section stand unfolded: those read surely enough for their kind, and each sentence once."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from onrecord.model import Act, Commitment, Denial, DenialKind, Offsets, Quoted, Span, Statement
from onrecord.publish import summary
from onrecord.publish.requirements import Requirement
from onrecord.publish.speakers import Line

Lead = TypeVar("Lead", Commitment, Requirement, Line, Denial)

_BINDING = frozenset((Act.COMMIT, Act.REFUSE, Act.HOPE))
_FEWEST = 5  # words of what was said: fewer tell little by themselves
_SOURCE = 80  # characters of who says it; what is longer tells of others too


class Book(Protocol):
    """What of a record decides on which lines stand unfolded."""

    def find_sentence(self, span: Span) -> Offsets:
        """Return where the sentence of a passage stands."""

    def is_named(self, actor: str, document: str, stretch: Offsets) -> bool:
        """Tell whether an actor is named, or meant by a pronoun, in a stretch of a document."""

    def statement(self, ident: str) -> Statement:
        """Return a statement by its id."""


def part_lines(items: Sequence[Lead], most: int, book: Book) -> tuple[list[Lead], list[Lead]]:
    """Return what of some lines stands unfolded, and the rest, each in the order given.

    Unfolded are at most so many, the surest; none that was read less surely than `summary.LEAST` says of its kind,
    none of a party that neither says it nor is named beside it, and of one party's lines in one sentence only the
    surest. What a person ruled on was read surely; what was read by rule just surely enough.
    """
    kept: set[int] = set()
    told: set[tuple[str | None, str, Offsets]] = set()
    for item in sorted(items, key=lambda item: -_weigh(item, book)):
        if len(kept) == most or _weigh(item, book) < _least(item):
            break
        party, span = _party_of(item), _span_of(item)
        place = (party, span.document, book.find_sentence(span))
        if place not in told and _is_attributed(item, book):
            kept.add(id(item))
            told.add(place)
    return [item for item in items if id(item) in kept], [item for item in items if id(item) not in kept]


def _is_attributed(item: Lead, book: Book) -> bool:
    """Tell whether the words show whose line it is.

    An announcement is its speaker's own, or its words name who is to act: of those in marked piles whose sentence
    only names the party somewhere, four in ten were that party's, and of those without a day three in ten were right
    at all. A demand is somebody's statement, or its sentence names who makes it.
    """
    match item:
        case Commitment():
            version, party = item.versions[-1], item.party
            if party is None or version.ruling is not None:
                return party is not None
            if version.due.earliest is None and version.due.latest is None:
                return False
            said = book.statement(version.statement) if version.statement else None
            own = said is not None and said.speaker == party and said.act in _BINDING
            words = Offsets(version.span.start, version.span.end)
            return own or book.is_named(party, version.span.document, words)
        case Requirement():
            term = item.first
            if term.party is None:
                return False
            return term.statement is not None or book.is_named(
                term.party, term.span.document, book.find_sentence(term.span)
            )
        case _:
            return True


def _weigh(item: Lead, book: Book) -> float:
    """Return how surely a line was read: a statement with its act, an announcement by what was said last."""
    match item:
        case Commitment():
            checked, found = item.versions[-1].ruling, item.versions[-1].probability
        case Requirement():
            checked, found = item.first.ruling, item.first.probability
        case Line():
            if not _is_telling(item):
                return 0.0
            checked, found = item.first.ruling, item.first.probability
            if found is not None and item.first.act_probability is not None:
                found = min(found, item.first.act_probability)
        case _:
            said = book.statement(item.statement) if item.statement else None
            checked, found = item.ruling, weigh_denial(item, said)
    if checked is not None:
        return 1.0
    if isinstance(item, (Commitment, Denial)) and item.party is None:
        return 0.0
    return _least(item) if found is None else found


def weigh_denial(denial: Denial, statement: Statement | None) -> float | None:
    """Return how surely a denial was read: as its statement was read to be one too, where that says what is denied."""
    if denial.kind is not DenialKind.DENIED or statement is None or denial.probability is None:
        return denial.probability
    sure = statement.act_probability if statement.act is Act.DENY else 0.0
    return denial.probability if sure is None else min(denial.probability, sure)


def _least(item: Lead) -> float:
    kinds = {Commitment: "announcement", Requirement: "term", Line: "statement", Denial: "denial"}
    return summary.LEAST[kinds[type(item)]]


def _is_telling(line: Line) -> bool:
    """Tell whether a statement can stand by itself: enough words, and a source that is no more than the speaker."""
    statement = line.first
    words = sum(len(span.exact.split()) for span in statement.content)
    source = statement.source
    return words >= _FEWEST and (
        len(source.exact) <= _SOURCE if source is not None else statement.quoted is Quoted.DIRECT
    )


def _party_of(item: Lead) -> str | None:
    match item:
        case Requirement():
            return item.first.party
        case Line():
            return item.first.speaker
        case _:
            return item.party


def _span_of(item: Lead) -> Span:
    match item:
        case Commitment():
            return item.versions[-1].span
        case Requirement():
            return item.first.span
        case Line():
            return item.first.content[0]
        case _:
            return item.span
