"""Record -> FollowTheMoney entities, one a line, for Aleph and other programs of investigators.

People, organisations, documents, events, and in which documents each actor is mentioned by which names. Where an
entity comes from stands with it: its documents as `proof`, their addresses and outlets.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from onrecord.exchange.lines import tell_address
from onrecord.model import Actor, ActorType, DocumentEntry, Event, Record, Span, When

_SCHEMATA = {
    ActorType.PERSON: "Person",
    ActorType.ORGANISATION: "Organization",
    ActorType.STATE: "PublicBody",
    ActorType.OUTLET: "Organization",
}
_ANY = "LegalEntity"  # a group, or somebody unnamed: it need be neither a person nor an organisation


def make(record: Record) -> bytes:
    """Return the entities: documents first, then actors, mentions and events, each in the order of the record."""
    documents = {document.id: document for document in record.documents}
    outlets = {actor.id: actor.name for actor in record.actors}
    entities = [_make_document(document, outlets) for document in record.documents]
    for actor in record.actors:
        entities.append(_make_actor(actor, documents))
        entities += _make_mentions(actor)
    entities += [_make_event(event, documents, outlets) for event in record.events]
    return b"".join(msgspec.json.encode(entity) + b"\n" for entity in entities)


def _entity(identity: str, schema: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    kept = {
        name: [value for value in (values if isinstance(values, list) else [values]) if value]
        for name, values in properties.items()
    }
    return {
        "id": identity,
        "schema": schema,
        "properties": {name: list(dict.fromkeys(values)) for name, values in kept.items() if values},
    }


def _make_document(document: DocumentEntry, outlets: Mapping[str, str]) -> dict[str, Any]:
    return _entity(
        document.id,
        "Article" if document.outlet else "Document",
        {
            "fileName": document.file,
            "title": document.title,
            "publisher": outlets.get(document.outlet or ""),
            "sourceUrl": tell_address(document),
            "publishedAt": _tell_date(document.published),
            "bodyText": document.text,
            # a language has a code of three letters there, which the record doesn't know
            "notes": [f"sha256: {document.sha256}", f"language: {document.language}"],
        },
    )


def _make_actor(actor: Actor, documents: Mapping[str, DocumentEntry]) -> dict[str, Any]:
    sources = [documents[span.document] for span in actor.mentions]
    return _entity(
        actor.id,
        _SCHEMATA.get(actor.type, _ANY),
        {
            "name": actor.name,
            "alias": [alias for alias in actor.aliases if alias != actor.name],
            "sourceUrl": [tell_address(document) for document in sources],
        },
    )


def _make_mentions(actor: Actor) -> Iterator[dict[str, Any]]:
    names: dict[str, list[str]] = defaultdict(list)
    for span in actor.mentions:
        names[span.document].append(" ".join(span.exact.split()))
    for document, forms in names.items():
        yield _entity(
            f"{actor.id}.{document}",
            "Mention",
            {
                "document": document,
                "resolved": actor.id,
                "name": forms,
                "detectedSchema": _SCHEMATA.get(actor.type, _ANY),
            },
        )


def _make_event(
    event: Event, documents: Mapping[str, DocumentEntry], outlets: Mapping[str, str]
) -> dict[str, Any]:
    spans: tuple[Span, ...] = (event.span, *event.also)
    sources = [documents[span.document] for span in spans]
    day = _tell_date(event.when)
    return _entity(
        event.id,
        "Event",
        {
            "name": " ".join(event.span.exact.split()),
            "date": day,
            "startDate": None if day else _iso(event.when.earliest),
            "endDate": None if day else _iso(event.when.latest),
            "proof": [document.id for document in sources],
            "sourceUrl": [tell_address(document) for document in sources],
            "publisher": [outlets.get(document.outlet or "") for document in sources],
        },
    )


def _tell_date(window: When) -> str | None:
    """Return a day, month or year as FollowTheMoney writes them; a window that is none of these has no such date."""
    return window.edtf if window.earliest and window.latest and "/" not in window.edtf else None


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
