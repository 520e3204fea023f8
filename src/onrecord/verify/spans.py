"""The words of every span, held against the text of their document."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.model import Record


class Tally(Struct):
    """How much was compared."""

    spans: int = 0
    documents: int = 0
    files: int = 0


def compare_span(where: str, texts: Mapping[str, str], span: Mapping[str, Any]) -> Iterator[str]:
    """Yield a difference if the words of a span are not what its document holds there."""
    document, start, end, exact = (span[key] for key in ("document", "start", "end", "exact"))
    words = texts.get(document)
    if words is None:
        yield f"{where}: {exact!r} points into {document}, which is not in the record"
    elif not 0 <= start < end <= len(words) or words[start:end] != exact:
        yield f"{where}: {document}[{start}:{end}] does not hold {exact!r}"


def compare_text(where: str, file: str, content: str, digest: str) -> Iterator[str]:
    """Yield a difference if the text of a document is not the one that was hashed."""
    if hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest() != digest:
        yield f"{where}: the text of {file} is not the text that was read"


def compare_json(where: str, content: bytes, tally: Tally) -> Iterator[str]:
    """Yield every span of a record.json that does not quote the text in it, and every text that is not its hash's."""
    try:
        record = msgspec.json.decode(content)
        msgspec.json.decode(
            content, type=Record
        )  # passes over keys that it does not know, without reading them
    except (ValueError, RecursionError) as error:
        yield f"{where}: can't be read ({error}); build the record again"
        return
    documents = record.get("documents")
    if documents is None:
        yield f"{where}: it has no documents; build the record again"
        return
    texts = {document["id"]: document["text"] for document in documents}
    for document in documents:
        yield from compare_text(where, document["file"], document["text"], document["text_sha256"])
    for span in find_spans(record):
        tally.spans += 1
        yield from compare_span(where, texts, span)


def find_spans(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield every object inside a decoded JSON value that has the keys of a span, wherever it stands.

    >>> [span["exact"] for span in find_spans({"a": [{"document": "d", "start": 0, "end": 2, "exact": "In"}]})]
    ['In']
    """
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            match found:
                case {"document": str(), "start": int(), "end": int(), "exact": str()}:
                    yield found
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)
