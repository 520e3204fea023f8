"""Record -> W3C Web Annotation (JSON-LD): each line as an annotation of its words, by position and by quotation.

Positions count the code points of a document's `text` in record.json, as the recommendation counts them. A document
without an address of its own is named by its id.
"""

from typing import Any

import msgspec

from onrecord.exchange.lines import Index, Line, list_lines, surround, tell_address
from onrecord.model import DocumentEntry, Record, Span

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters before and after the words, as docs/record-format.md says


def make(record: Record) -> bytes:
    """Return one collection of annotations, all on its first page."""
    index = Index(record)
    items = [_annotate(line, number, index) for number, line in enumerate(list_lines(record), start=1)]
    collection = {
        "@context": _CONTEXT,
        "id": "urn:onrecord:annotations",
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {
            "id": "urn:onrecord:annotations:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return msgspec.json.format(msgspec.json.encode(collection), indent=2) + b"\n"


def _annotate(line: Line, number: int, index: Index) -> dict[str, Any]:
    document, party = index.document(line), index.name(line.party)
    bodies = [{"type": "TextualBody", "purpose": "classifying", "value": line.kind.value}]
    if party is not None:
        bodies.append({"type": "TextualBody", "purpose": "identifying", "value": party})
    told = dict(line.state) | ({} if line.probability is None else {"probability": line.probability})
    bodies.append(
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "application/json",
            "value": msgspec.json.encode(told).decode(),
        }
    )
    return {
        "id": f"urn:onrecord:{line.id}:{number}",
        "type": "Annotation",
        "motivation": "highlighting",
        "body": bodies,
        "target": [_select(document, span) for span in line.spans],
    }


def _select(document: DocumentEntry, span: Span) -> dict[str, Any]:
    prefix, suffix = surround(document, span, _AROUND)
    return {
        "type": "SpecificResource",
        "source": tell_address(document) or f"urn:onrecord:{document.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {"type": "TextQuoteSelector", "exact": span.exact, "prefix": prefix, "suffix": suffix},
        ],
    }
