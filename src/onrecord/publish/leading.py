"""Which lines of a section stand unfolded: those read surely enough for their kind, and each sentence once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from onrecord.model import Commitment, Denial, Offsets, Quoted, Span
from onrecord.publish import summary
from onrecord.publish.requirements import Requirement
from onrecord.publish.speakers import Line

Lead = TypeVar("Lead", Commitment, Requirement, Line, Denial)

_FEWEST = 5  # words of what was said: fewer tell little by themselves
_SOURCE = 80  # characters of who says it; what is longer tells of others too


def part_lines(
    items: Sequence[Lead],
    most: int,
    find_sentence: Callable[[Span], Offsets],
    is_named: Callable[[str, Span], bool],
) -> tuple[list[Lead], list[Lead]]:
    """Return what of some lines stands unfolded, and the rest, each in the order given.

    Unfolded are at most so many, the surest; none that was read less surely than `summary.LEAST` says of its kind,
    none of a party that neither says it nor is named in its sentence, and of one party's lines in one sentence only
    the surest. What a person ruled on was read surely; what was read by rule just surely enough.
    """
    kept: set[int] = set()
    told: set[tuple[str | None, str, Offsets]] = set()
    for item in sorted(items, key=lambda item: -weigh(item)):
        if len(kept) == most or weigh(item) < _least(item):
            break
        party, span = _party_of(item), _span_of(item)
        place = (party, span.document, find_sentence(span))
        if place not in told and (_is_own(item, party) or (party is not None and is_named(party, span))):
            kept.add(id(item))
            told.add(place)
    return [item for item in items if id(item) in kept], [item for item in items if id(item) not in kept]


def weigh(item: Lead) -> float:
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
            checked, found = item.ruling, item.probability
    if checked is not None:
        return 1.0
    if isinstance(item, (Commitment, Denial)) and item.party is None:
        return 0.0
    return _least(item) if found is None else found


def _least(item: Lead) -> float:
    kinds = {Commitment: "announcement", Requirement: "term", Line: "statement", Denial: "denial"}
    return summary.LEAST[kinds[type(item)]]


def _is_own(item: Lead, party: str | None) -> bool:
    """Tell whether a line is of those who speak, who stand beside their words."""
    match item:
        case Commitment():
            return party is not None and item.versions[-1].by == party
        case Requirement():
            return item.first.statement is not None
        case _:
            return True


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
