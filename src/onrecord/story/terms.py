"""Requirements of all documents -> terms."""

from collections.abc import Sequence

from onrecord.annotations import Reading, Requirement
from onrecord.model import Term, identify
from onrecord.story.actors import Cast
from onrecord.story.announcements import find_actor
from onrecord.story.statements import Statements


def collect_terms(readings: Sequence[Reading], cast: Cast, statements: Statements) -> tuple[Term, ...]:
    """Return what each party requires, and of what, in the order of the documents' texts."""
    return tuple(
        _file_term(reading, requirement, cast, statements)
        for reading in readings
        for requirement in reading.requirements
    )


def _file_term(reading: Reading, requirement: Requirement, cast: Cast, statements: Statements) -> Term:
    """Return a requirement as a term of whoever the words name, else of whoever says them."""
    document = reading.document
    statement = statements.of(reading, requirement.attribution)
    party = find_actor(reading, requirement.party, cast, statement)
    if party is None and requirement.party is None and statement is not None:
        party = statement.speaker
    return Term(
        id=identify("term", document.id, *requirement.words),
        party=party,
        about=requirement.about,
        span=document.cite(*requirement.words),
        statement=statement.id if statement is not None else None,
    )
