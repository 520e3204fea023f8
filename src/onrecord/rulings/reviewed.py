"""A record as it stands -> what of it a person accepted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Actor, Commitment, Figure, Naming, Outcome, Record
from onrecord.rulings.figures import tell_relation
from onrecord.rulings.people import ACTORS, MANY
from onrecord.rulings.promises import keep_links, recount_origins, set_clock, tell_moves
from onrecord.rulings.reports import are_rivals
from onrecord.rulings.support import Support
from onrecord.story.moves import measure_slip


def keep_reviewed(record: Record) -> Record:
    """Return the record without every line that nobody accepted, corrected or added, and its documents whole.

    Of a commitment, the versions that were accepted stay, and its outcome where that was ruled on; of a figure its
    accepted values, and of the rival names for a thing those that were accepted, where two are.
    """
    statements = tuple(one for one in record.statements if one.ruling)
    terms = tuple(one for one in record.terms if one.ruling)
    denials = tuple(one for one in record.denials if one.ruling)
    support = Support(record)  # what nobody ruled to be a copy may be one all the same
    commitments = tuple(
        found for one in record.commitments if (found := _keep_versions(one, record.as_of, support))
    )
    known = {one.id for one in statements} | {one.id for one in terms}
    known |= {one.id for one in denials} | {one.id for one in commitments}
    reviewed = replace(
        record,
        statements=tuple(replace(one, answers=_keep(one.answers, known)) for one in statements),
        terms=tuple(_lean(one, known) for one in terms),
        denials=tuple(replace(_lean(one, known), answers=_keep(one.answers, known)) for one in denials),
        commitments=tuple(
            replace(
                one,
                terms=_keep(one.terms, known),
                versions=tuple(_lean(version, known) for version in one.versions),
            )
            for one in commitments
        ),
        figures=tuple(kept for one in record.figures if (kept := _keep_values(one, known))),
        namings=tuple(left for one in record.namings if (left := _keep_names(one))),
        relays=tuple(one for one in record.relays if one.ruling),
        altered_quotations=tuple(one for one in record.altered_quotations if one.ruling),
        events=tuple(one for one in record.events if one.ruling),
        silences=tuple(one for one in record.silences if one.ruling),
        candidates=(),
    )
    named = set(_name_actors(reviewed))
    return replace(reviewed, actors=tuple(_drop_unnamed(reviewed.actors, named)))


def _keep_versions(commitment: Commitment, as_of: date | None, support: Support) -> Commitment | None:
    """Return a commitment as its accepted versions tell it: nothing told of them follows from those left out."""
    versions = tuple(one for one in commitment.versions if one.ruling)
    if not versions:
        return None
    if len(versions) < len(commitment.versions):
        before = commitment.versions
        versions = keep_links(tell_moves(versions, before), [one.span for one in before])
        versions = recount_origins(versions, [before], support)
        commitment = replace(commitment, slip_days=measure_slip(versions))
    if commitment.ruling is None:
        commitment = replace(commitment, outcome=Outcome.UNKNOWN, outcome_evidence=())
    return set_clock(replace(commitment, versions=versions), as_of)


def _keep_values(figure: Figure, known: set[str]) -> Figure | None:
    """Return a figure with its accepted values, and with no dispute that rests on others."""
    values = tuple(_lean(one, known) for one in figure.values if one.ruling)
    if not values:
        return None
    if len(values) == len(figure.values):
        return replace(figure, values=values)
    documents = len({one.span.document for one in values})
    return replace(tell_relation(figure, values), origins=min(figure.origins, documents))


def _keep_names(naming: Naming) -> Naming | None:
    names = tuple(one for one in naming.names if one.ruling)
    return replace(naming, names=names) if are_rivals(names) else None


def _keep(ids: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one in known)


def _lean(line: Any, known: set[str]) -> Any:
    return line if line.statement in known else replace(line, statement=None)


def _drop_unnamed(actors: tuple[Actor, ...], named: set[str]) -> Iterator[Actor]:
    return (actor for actor in actors if actor.id in named)


def _name_actors(value: Any) -> Iterator[str]:
    """Yield every actor whom a line of the record names, or who published a document of it."""
    if isinstance(value, tuple):
        for one in value:
            yield from _name_actors(one)
    elif isinstance(value, Struct) and not isinstance(value, Actor):
        for field in value.__struct_fields__:
            inner = getattr(value, field)
            if field in ACTORS and inner:
                yield inner
            elif field in MANY:
                yield from inner
            else:
                yield from _name_actors(inner)
