"""A record -> what each of its lines belongs to, in a sentence, and what a form offers to put it with."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.model import Actor, DocumentEntry, Record, Relay, RelayKind, Span
from onrecord.publish.wording import say_when
from onrecord.rulings.telling import identify_relay

_LONGEST = 100  # characters of a name or an action in a list
_REPEATS = {RelayKind.CITES: "cites", RelayKind.COPIES: "copies", RelayKind.REWRITES: "rewrites"}


class Home(Struct, frozen=True):
    """What lines stand together in: a commitment, a quantity, the names for a thing; or one line, as it is told."""

    says: str
    label: str = ""  # in a list of what may be chosen
    lead: Span | None = None  # words of its first line, where others may be put with it
    elsewhere: str | None = None  # the other document that it is about


def list_homes(record: Record) -> dict[str, Home]:
    """Return what the lines of a record belong to, by the ids that `Row.line` has."""
    return dict(_list(record))


def _list(record: Record) -> Iterator[tuple[str, Home]]:
    for one in record.commitments:
        says = f"Of the commitment “{one.action}”, {one.clock}, outcome {one.outcome}."
        yield one.id, Home(says, one.action[:_LONGEST], one.versions[0].span)
    for figure in record.figures:
        values = [value.span for value in figure.values]
        label = figure.quantity or values[0].exact
        says = f"Of the quantity “{label}”: {_quote(values)}. Its values: {figure.relation}."
        yield figure.id, Home(says, label[:_LONGEST], values[0])
    for naming in record.namings:
        names = [name.span for name in naming.names]
        yield (
            naming.id,
            Home(f"Rival names for one thing: {_quote(names)}.", names[0].exact[:_LONGEST], names[0]),
        )
    for quotation in record.altered_quotations:
        says = f"One quotation that documents print differently: {_quote(quotation.versions)}."
        lead = quotation.versions[0]
        yield quotation.id, Home(says, lead.exact[:_LONGEST], lead)
    for event in record.events:
        documents = f"{event.documents} document{'' if event.documents == 1 else 's'}"
        yield event.id, Home(f"It happened, or is due, {say_when(event.when)}; {documents} tell it.")
    actors = {actor.id: actor for actor in record.actors}
    files = {document.id: document for document in record.documents}
    for relay in record.relays:
        yield identify_relay(relay), Home(_say_relay(relay, actors, files), elsewhere=relay.of)


def _say_relay(relay: Relay, actors: dict[str, Actor], files: dict[str, DocumentEntry]) -> str:
    outlet = actors[relay.outlet].name if relay.outlet else "an outlet that nobody names"
    of = f"{files[relay.of].file} ({outlet})" if relay.of else outlet
    return f"{files[relay.document].file} {_REPEATS[relay.kind]} {of}."


def _quote(spans: Sequence[Span]) -> str:
    return "; ".join(f"“{' '.join(span.exact.split())[:_LONGEST]}”" for span in spans[:10])
