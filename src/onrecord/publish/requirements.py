"""Terms by party: who requires what, the same words once."""

from collections import defaultdict

from msgspec import Struct

from onrecord.model import Record, Term
from onrecord.publish.speakers import fold


class Requirement(Struct, frozen=True):
    """One thing required, in every passage that says so, and the commitment that hangs on it."""

    terms: tuple[Term, ...]
    commitment: str | None

    @property
    def first(self) -> Term:
        """The passage that was read most surely."""
        return max(self.terms, key=lambda term: term.probability or 0)


class Side(Struct, frozen=True):
    """What one party requires."""

    party: str | None
    requirements: tuple[Requirement, ...]


def list_sides(record: Record) -> list[Side]:
    """Return the parties that require something, those that require most first and those not named last."""
    owners = {term: commitment.id for commitment in record.commitments for term in commitment.terms}
    by_party: dict[str | None, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for term in record.terms:
        by_party[term.party][fold(term.span.exact)].append(term)
    sides = [
        Side(
            party,
            tuple(
                Requirement(tuple(same), next((owners[term.id] for term in same if term.id in owners), None))
                for same in by_words.values()
            ),
        )
        for party, by_words in by_party.items()
    ]
    return sorted(sides, key=lambda side: (side.party is None, -len(side.requirements)))
