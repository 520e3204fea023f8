"""Relays, gathered by who has it from whom."""

from collections import defaultdict

from msgspec import Struct

from onrecord.model import Record, Relay, RelayKind, Span

_WAYS = {
    RelayKind.COPIES: "copied from",
    RelayKind.REWRITES: "rewrote a report of",
    RelayKind.CITES: "cites",
}
_SHOWN = 3  # passages of one relay; more of the same only repeat it


class Route(Struct, frozen=True):
    """That some documents of one outlet have something from another in one way."""

    origin: str | None  # an actor
    of: tuple[str, ...]  # the documents repeated, where they are in the record
    takers: tuple[str, ...]  # the documents that took it over
    kind: RelayKind
    spans: tuple[Span, ...]
    more: int  # passages that are not among `spans`
    directed: bool = True  # false: nothing tells which of the two was first

    @property
    def how(self) -> str:
        """The way in words, which say so where it could be the other way round."""
        return _WAYS[self.kind] if self.directed else f"{_WAYS[self.kind]}, or the other way round"


def list_routes(record: Record) -> list[Route]:
    """Return how what is told reached the documents, copies first, then what most documents took over.

    Of outlets that are no actors each is a route by itself, whatever its words name.
    """
    documents = {document.id: document for document in record.documents}
    grouped: dict[tuple[object, ...], list[Relay]] = defaultdict(list)
    for relay in record.relays:
        outlet = relay.outlet or (documents[relay.of].outlet if relay.of else None)
        origin: object = outlet or relay.of or relay.evidence
        taker = documents[relay.document].outlet or relay.document
        grouped[origin, taker, relay.kind, relay.directed].append(relay)
    routes = []
    for relays in grouped.values():
        spans = [span for relay in relays for span in relay.evidence]
        of = tuple(dict.fromkeys(relay.of for relay in relays if relay.of))
        outlet = relays[0].outlet or (documents[of[0]].outlet if of else None)
        takers = tuple(dict.fromkeys(relay.document for relay in relays))
        more = max(0, len(spans) - _SHOWN)
        first = relays[0]
        routes.append(
            Route(outlet, of, takers, first.kind, tuple(spans[:_SHOWN]), more, directed=first.directed)
        )
    kinds = [RelayKind.COPIES, RelayKind.REWRITES, RelayKind.CITES]
    return sorted(routes, key=lambda route: (kinds.index(route.kind), -len(route.takers)))
