"""Terms as a table of positions: issue by issue, who requires what."""

import re
from collections import defaultdict

from msgspec import Struct

from onrecord.model import Commitment, Record, Span, Term


class Requirement(Struct, frozen=True):
    """One thing required, with every passage that says so."""

    words: str
    about: str
    spans: tuple[Span, ...]
    probability: float | None  # of the passage that was read most surely


class Position(Struct, frozen=True):
    """What one party requires on an issue."""

    party: str | None
    requirements: tuple[Requirement, ...]


class Issue(Struct, frozen=True):
    """A commitment whose terms are at issue, or what else terms are about, with each party's position."""

    commitment: Commitment | None
    about: str
    positions: tuple[Position, ...]

    @property
    def size(self) -> int:
        """How many requirements are set on it."""
        return sum(len(position.requirements) for position in self.positions)


def list_issues(record: Record) -> list[Issue]:
    """Return the issues, those on which most is required first.

    Terms that a commitment hangs on stand under it, those of no commitment under what they are about.
    """
    owners: dict[str, Commitment] = {}
    by_weight = sorted(record.commitments, key=lambda item: (-len(item.terms), -len(item.versions), item.id))
    for commitment in by_weight:
        for key in commitment.terms:
            owners.setdefault(key, commitment)
    grouped: dict[str, list[Term]] = defaultdict(list)
    for term in record.terms:
        owner = owners.get(term.id)
        grouped[owner.id if owner else _fold(term.about)].append(term)
    issues = []
    for terms in grouped.values():
        owner = owners.get(terms[0].id)
        issues.append(Issue(owner, terms[0].about, _list_positions(terms)))
    return sorted(issues, key=lambda issue: (issue.commitment is None, -len(issue.positions), -issue.size))


def _list_positions(terms: list[Term]) -> tuple[Position, ...]:
    by_party: dict[str | None, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for term in terms:
        by_party[term.party][_fold(term.span.exact)].append(term)
    positions = [
        Position(
            party,
            tuple(
                Requirement(
                    same[0].span.exact,
                    same[0].about,
                    tuple(term.span for term in same),
                    max((term.probability for term in same if term.probability is not None), default=None),
                )
                for same in by_words.values()
            ),
        )
        for party, by_words in by_party.items()
    ]
    return tuple(
        sorted(positions, key=lambda position: (position.party is None, -len(position.requirements)))
    )


def _fold(words: str) -> str:
    """Return words without what only their surroundings decide: case, line ends, marks at either end."""
    return re.sub(r"\s+", " ", words).strip(" \"'“”‘’.,;:").casefold()
