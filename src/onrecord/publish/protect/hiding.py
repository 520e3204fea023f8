"""Record -> the same record with placeholders for protected names, every span of it still exact."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.model import Record
from onrecord.publish.protect.matching import Matcher
from onrecord.publish.protect.names import Protected
from onrecord.publish.protect.view import Setting

# Stands where a hash would let anybody who guesses a name try whether the document comes out the same.
WITHHELD = "withheld: the document names somebody protected"

# keys whose values are the format's own words, numbers and hashes
OWN_KEYS = frozenset(
    (
        "act",
        "basis",
        "clock",
        "edtf",
        "ground",
        "high",
        "id",
        "kind",
        "language",
        "low",
        "move",
        "outcome",
        "quoted",
        "relation",
        "sha256",
        "text_sha256",
        "tie",
        "type",
    )
)
_ADDRESSES = frozenset(("file", "url", "archived"))
_LABELS = frozenset(("name", "aliases"))


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
    known = frozenset().union(*(text.known for text in texts.values()))
    for document in content["documents"]:
        _hide_document(document, texts[document["id"]], matcher)
    for actor in content["actors"]:
        placeholder = placeholders.get(actor["id"])
        swapped = _list_swapped(actor["mentions"], texts)
        names = [placeholder] if placeholder else [swapped.get(name, name) for name in actor["aliases"]]
        names = [matcher.replace(name, Setting.LABEL, known=known) for name in names]
        actor["aliases"] = list(dict.fromkeys(names))
        name = placeholder or swapped.get(actor["name"], actor["name"])
        actor["name"] = matcher.replace(name, Setting.LABEL, known=known)
    # In the order of what is shown: a placeholder among names in their order would tell with what letter it begins.
    content["actors"] = sorted(content["actors"], key=lambda actor: actor["name"])
    content["documents"] = sorted(content["documents"], key=lambda document: document["file"])
    hidden = _Walk(matcher, known, texts, _number(content)).replace(content)
    return msgspec.convert(hidden, Record)


class _Text:
    """A document's text before and after, and where each character went."""

    def __init__(self, text: str, matcher: Matcher) -> None:
        found = matcher.read(text)
        self.found, self.known = found.matches, found.known
        self._starts = [match.start for match in self.found]
        self._shifts = [0]
        pieces, position = [], 0
        for match in self.found:
            pieces += [text[position : match.start], match.placeholder]
            position = match.end
            self._shifts.append(self._shifts[-1] + len(match.placeholder) - (match.end - match.start))
        self.text = "".join([*pieces, text[position:]])

    def start(self, offset: int) -> int:
        """Return where a stretch begins that began at `offset`: within a name, where its placeholder begins."""
        place = bisect_right(self._starts, offset)
        if place and offset < self.found[place - 1].end:
            return self.found[place - 1].start + self._shifts[place - 1]
        return offset + self._shifts[place]

    def end(self, offset: int) -> int:
        """Return where a stretch ends that ended at `offset`: within a name, where its placeholder ends."""
        place = bisect_right(self._starts, offset - 1)
        if place and offset - 1 < self.found[place - 1].end:
            match = self.found[place - 1]
            return match.start + self._shifts[place - 1] + len(match.placeholder)
        return offset + self._shifts[place]


def _hide_document(document: dict[str, Any], text: _Text, matcher: Matcher) -> None:
    named = bool(text.found) or any(
        matcher.find(document[key] or "", _choose(key), known=text.known)
        for key in ("title", "url", "archived", "file")
    )
    document["file"] = matcher.replace(document["file"], Setting.ADDRESS, known=text.known)
    document["furniture"] = [[text.start(start), text.end(end)] for start, end in document["furniture"]]
    document["text"] = text.text
    document["text_sha256"] = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
    document["title"] = document["title"] and matcher.replace(document["title"], known=text.known)
    if named:
        document["sha256"] = WITHHELD
        document["url"] = document["archived"] = None


def _list_swapped(mentions: Sequence[Mapping[str, Any]], texts: Mapping[str, _Text]) -> dict[str, str]:
    """Return what takes the place of names that were read off a text where a protected name stands.

    A name that a line's end breaks may have been read by half, and half a name is found in no string.
    """
    swapped = {}
    for mention in mentions:
        text = texts[mention["document"]]
        hidden = text.text[text.start(mention["start"]) : text.end(mention["end"])]
        if hidden != mention["exact"]:
            swapped[mention["exact"]] = swapped[" ".join(mention["exact"].split())] = hidden
    return swapped


def _choose(key: str) -> Setting:
    if key in _ADDRESSES:
        return Setting.ADDRESS
    return Setting.LABEL if key in _LABELS else Setting.PROSE


def _number(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the number that takes the place of each id."""
    return {
        item["id"]: f"{item['id'].rpartition('-')[0]}-{number}"
        for items in content.values()
        if isinstance(items, list | tuple)
        for number, item in enumerate(items, start=1)
        if "id" in item
    }


class _Walk(Struct, frozen=True):
    """Replaces names in every string of a record but for texts, and moves every span."""

    matcher: Matcher
    known: frozenset[str]
    texts: Mapping[str, _Text]
    ids: Mapping[str, str]

    def replace(self, value: Any, key: str = "") -> Any:
        """Return a value without names."""
        match value:
            case {"document": document, "start": start, "end": end, "exact": _}:
                text = self.texts[document]
                first, last = text.start(start), text.end(end)
                return {
                    "document": self.ids[document],
                    "start": first,
                    "end": last,
                    "exact": text.text[first:last],
                }
            case dict():
                return {name: self.replace(item, name) for name, item in value.items()}
            case list() | tuple():
                return [self.replace(item, key) for item in value]
            case str() if value in self.ids:
                return self.ids[value]
            case str() if key not in OWN_KEYS and key != "text":
                return self.matcher.replace(value, _choose(key), known=self.known)
            case _:
                return value
