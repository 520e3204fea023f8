"""What stands in a record -> the same, each under an id that nothing else has."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from onrecord.model import (
    AlteredQuotation,
    Candidate,
    Commitment,
    Denial,
    Event,
    Figure,
    Naming,
    Silence,
    Statement,
    Term,
    identify,
)

Item = TypeVar(
    "Item", Statement, Commitment, Term, Figure, Naming, AlteredQuotation, Event, Silence, Denial, Candidate
)


def tell_apart(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items in their order, those whose id is taken under another that is made of it and their number.

    Ids are made of what they name and cut short, so two can be the same; whoever writes a document can see to it.
    """
    taken: set[str] = set()
    result = []
    for item in items:
        ident, number = item.id, 1
        while ident in taken:
            number += 1
            ident = identify(item.id.rpartition("-")[0], item.id, number)
        taken.add(ident)
        result.append(item if ident == item.id else replace(item, id=ident))
    return tuple(result)
