"""Record -> CSL-JSON 1.0: its documents as Zotero, Pandoc and other citation programs take them."""

from datetime import date
from typing import Any

import msgspec

from onrecord.exchange.lines import tell_address
from onrecord.model import DocumentEntry, Record, When


def make(record: Record) -> bytes:
    """Return the documents, in the order of the record."""
    outlets = {actor.id: actor.name for actor in record.actors}
    items = [_cite(document, outlets.get(document.outlet or "")) for document in record.documents]
    return msgspec.json.format(msgspec.json.encode(items), indent=2) + b"\n"


def _cite(document: DocumentEntry, outlet: str | None) -> dict[str, Any]:
    captured = getattr(document, "captured", None)
    fields = {
        "id": document.id,
        "type": "article-newspaper" if outlet else "document",
        "title": document.title or document.file,
        "container-title": outlet,
        "issued": _date(document.published),
        "accessed": {"date-parts": [_parts(captured)]} if captured else None,
        "URL": tell_address(document),
        "language": document.language,
        "note": f"file: {document.file}\nsha256: {document.sha256}",
    }
    return {name: value for name, value in fields.items() if value is not None}


def _date(window: When) -> dict[str, Any] | None:
    """Return a window of days: with parts where it has both ends, else in EDTF."""
    first, last = window.earliest, window.latest
    if first is None and last is None:
        return None
    if first is None or last is None:
        return {"literal": window.edtf}
    if first == last:
        return {"date-parts": [_parts(first)]}
    pieces = [[int(piece) for piece in part.split("-")] for part in window.edtf.split("/")]
    return {"date-parts": pieces}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
