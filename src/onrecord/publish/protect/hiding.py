"""Record -> the same record with placeholders for protected names, every span of it still exact."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from onrecord.model import Record
from onrecord.publish.protect.matching import Matcher
from onrecord.publish.protect.names import Protected

# Stands where a hash would let anybody who guesses a name try whether the document comes out the same.
WITHHELD = "withheld: the document names somebody protected"

_FREE = frozenset(
    (
        "name",
        "aliases",
        "title",
        "shared",
        "reason",
        "action",
        "about",
        "quantity",
        "unit",
        "qualifier",
        "due_text",
        "language",
    )
)
_ADDRESSES = frozenset(("file", "url"))


def hide(record: Record, protected: Sequence[Protected]) -> Record:
    """Return the record without the protected names.

    Texts are replaced with the offsets of all spans, and their hashes made anew. A document that named somebody
    loses the hash of its file and its address. Every id is replaced by a number, because ids are hashes of names and
    words and would let a guess be tried.
    """
    matcher = Matcher(protected)
    content = msgspec.to_builtins(record)
    placeholders = {actor: somebody.placeholder for somebody in protected for actor in somebody.actors}
    texts = {document["id"]: _Text(document["text"], matcher) for document in content["documents"]}
    for document in content["documents"]:
        _hide_document(document, texts[document["id"]], matcher)
    for actor in content["actors"]:
        placeholder = placeholders.get(actor["id"])
        names = [placeholder] if placeholder else [matcher.replace(name) for name in actor["aliases"]]
        actor["aliases"] = list(dict.fromkeys(names))
        actor["name"] = placeholder or actor["name"]
    hidden = _walk(content, matcher, texts, _number(content))
    return msgspec.convert(hidden, Record)


class _Text:
    """A document's text before and after, and where each character went."""

    def __init__(self, text: str, matcher: Matcher) -> None:
        self.found = matcher.find(text)
        self._starts = [start for start, _, _ in self.found]
        self._shifts = [0]
        pieces, position = [], 0
        for start, end, placeholder in self.found:
            pieces += [text[position:start], placeholder]
            position = end
            self._shifts.append(self._shifts[-1] + len(placeholder) - (end - start))
        self.text = "".join([*pieces, text[position:]])

    def start(self, offset: int) -> int:
        """Return where a stretch begins that began at `offset`: within a name, where its placeholder begins."""
        place = bisect_right(self._starts, offset)
        if place and offset < self.found[place - 1][1]:
            return self.found[place - 1][0] + self._shifts[place - 1]
        return offset + self._shifts[place]

    def end(self, offset: int) -> int:
        """Return where a stretch ends that ended at `offset`: within a name, where its placeholder ends."""
        place = bisect_right(self._starts, offset - 1)
        if place and offset - 1 < self.found[place - 1][1]:
            start, _, placeholder = self.found[place - 1]
            return start + self._shifts[place - 1] + len(placeholder)
        return offset + self._shifts[place]


def _hide_document(document: dict[str, Any], text: _Text, matcher: Matcher) -> None:
    named = bool(text.found) or any(
        matcher.find(document[key] or "", address=key in _ADDRESSES) for key in ("title", "url", "file")
    )
    document["furniture"] = [[text.start(start), text.end(end)] for start, end in document["furniture"]]
    document["text"] = text.text
    document["text_sha256"] = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
    if named:
        document["sha256"] = WITHHELD
        document["url"] = None


def _number(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the number that takes the place of each id."""
    return {
        item["id"]: f"{item['id'].rpartition('-')[0]}-{number}"
        for items in content.values()
        if isinstance(items, list | tuple)
        for number, item in enumerate(items, start=1)
        if "id" in item
    }


def _walk(
    value: Any, matcher: Matcher, texts: Mapping[str, _Text], ids: Mapping[str, str], key: str = ""
) -> Any:
    match value:
        case {"document": document, "start": start, "end": end, "exact": _}:
            text = texts[document]
            first, last = text.start(start), text.end(end)
            return {"document": ids[document], "start": first, "end": last, "exact": text.text[first:last]}
        case dict():
            return {name: _walk(item, matcher, texts, ids, name) for name, item in value.items()}
        case list() | tuple():
            return [_walk(item, matcher, texts, ids, key) for item in value]
        case str() if value in ids:
            return ids[value]
        case str() if key in _FREE or key in _ADDRESSES:
            return matcher.replace(value, address=key in _ADDRESSES)
        case _:
            return value
