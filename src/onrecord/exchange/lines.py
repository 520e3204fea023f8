"""Record -> its lines: somebody's words with where they stand, who stands behind them and what is known of them.

Tables, annotations, claims and the answers to assistants are all made of these, so they say the same. Nothing in a
line is a sentence of ours: it holds words of documents, and names, days, numbers and closed terms of the record.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

from msgspec import Struct

from onrecord.model import DocumentEntry, Offsets, Record, Span, Version, When

State = Mapping[str, Any]  # names of fields, and their values as JSON has them


class Kind(StrEnum):
    """What a line is one of."""

    STATEMENT = "statement"
    COMMITMENT = "commitment"  # one announcement of it
    TERM = "term"
    DENIAL = "denial"
    SILENCE = "silence"
    FIGURE = "figure"  # one value of it
    NAMING = "naming"  # one name of it
    RELAY = "relay"
    ALTERED_QUOTATION = "altered quotation"
    EVENT = "event"


class Line(Struct, frozen=True):
    """A line of the record."""

    kind: Kind
    id: str  # of the item of the record, which may have several lines
    party: str | None  # an actor
    spans: tuple[Span, ...]  # its words, at least one passage, all of one document
    state: State
    probability: float | None


class _Shape(Struct, frozen=True):
    """Where in a record the lines of one kind are."""

    kind: Kind
    items: str  # field of the record
    words: str  # field of the item, or of its part, that holds the words
    party: str = ""  # field of the item, or of its part, that names who stands behind them
    parts: str = ""  # field of the item that holds a line each


_SHAPES = (
    _Shape(Kind.STATEMENT, "statements", "content", "speaker"),
    _Shape(Kind.COMMITMENT, "commitments", "span", "party", parts="versions"),
    _Shape(Kind.TERM, "terms", "span", "party"),
    _Shape(Kind.DENIAL, "denials", "span", "party"),
    _Shape(Kind.SILENCE, "silences", "span", "party"),
    _Shape(Kind.FIGURE, "figures", "span", "holder", parts="values"),
    _Shape(Kind.NAMING, "namings", "span", "holder", parts="names"),
    _Shape(Kind.RELAY, "relays", "evidence", "outlet"),
    _Shape(Kind.ALTERED_QUOTATION, "altered_quotations", "versions", "speaker"),
    _Shape(Kind.EVENT, "events", "span"),
)


def list_lines(record: Record) -> list[Line]:
    """Return every published line of a record, kind after kind, each in the order of the record.

    Words from several documents, as of an altered quotation, make a line for each document.
    """
    names = _name_ids(record)
    return [line for shape in _SHAPES for line in _read_lines(record, shape, names)]


_Names = Mapping[str, str | None]  # every id of a record; the name of an actor, and none of what is not one


def _name_ids(record: Record) -> _Names:
    items = (item for field in record.__struct_fields__ for item in _list_items(getattr(record, field)))
    names: dict[str, str | None] = {item.id: None for item in items if hasattr(item, "id")}
    return names | {actor.id: actor.name for actor in record.actors}


def _list_items(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _read_lines(record: Record, shape: _Shape, names: _Names) -> Iterator[Line]:
    for place, item in enumerate(getattr(record, shape.items)):
        identity = getattr(item, "id", f"{shape.kind}-{place + 1}")
        for part in getattr(item, shape.parts) if shape.parts else (item,):
            party = next(
                (getattr(one, shape.party) for one in (item, part) if hasattr(one, shape.party)), None
            )
            state = _tell_state(part, names, skipped=shape.party)
            if part is not item and (whole := _tell_state(item, names, skipped=shape.party)):
                state[shape.kind.value] = whole
            words = getattr(part, shape.words)
            for spans in _by_document((words,) if isinstance(words, Span) else words):
                yield Line(shape.kind, identity, party, spans, state, getattr(part, "probability", None))


def _by_document(spans: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    for document in dict.fromkeys(span.document for span in spans):
        yield tuple(span for span in spans if span.document == document)


def _tell_state(item: Struct, names: _Names, skipped: str = "") -> dict[str, Any]:
    """Return what the record says of an item, but for its words and the lines that it points to.

    It is read off the type, so that whatever a later version says of an item is told too.
    """
    state: dict[str, Any] = {}
    for field in item.__struct_fields__:
        value = _tell_value(getattr(item, field), names)
        if value is not None and field not in {skipped, "id", "document", "probability"}:
            state[field] = value
    return state


def _tell_value(value: object, names: _Names) -> Any:
    match value:
        case When():
            return value.edtf if value.earliest or value.latest else None
        case Struct():
            return None if isinstance(value, Span) else _tell_state(value, names) or None
        case date():
            return value.isoformat()
        case StrEnum() | bool() | int() | float():
            return value
        case str():
            return names.get(value, value)
        case tuple() if value and all(isinstance(one, str) and names.get(one) for one in value):
            return [names[one] for one in value]
    return None


class Index:
    """The documents and the actors behind the lines of a record."""

    def __init__(self, record: Record) -> None:
        self._documents = {document.id: document for document in record.documents}
        self._names = {actor.id: actor.name for actor in record.actors}

    def document(self, line: Line) -> DocumentEntry:
        """Return the document in which a line's words stand."""
        return self._documents[line.spans[0].document]

    def name(self, actor: str | None) -> str | None:
        """Return an actor's name."""
        return None if actor is None else self._names.get(actor)


def tell_address(document: DocumentEntry) -> str | None:
    """Return the address of a document on the web, with every character that an address can't have escaped.

    What a hostile document gives as its address may be a script: only http and https are addresses here.
    """
    try:
        parts = urlsplit(document.url or "")
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return quote(document.url or "", safe="%:/?#[]@!$&'()*+,;=~") if usable else None


def tell_day(window: When) -> str | None:
    """Return a window of days in EDTF, or nothing where no day is known."""
    return window.edtf if window.earliest or window.latest else None


def find_due_days(version: Version) -> tuple[date, date]:
    """Return the first and the last day on which what was announced is due.

    A deadline, whose window runs from when it was set, is due on its last day alone; 'in May' on all days of the month.
    """
    due, said = version.due, version.said_on.latest
    last = due.latest or date.max
    opens_later = due.earliest is not None and (said is None or due.earliest > said)
    return (due.earliest if opens_later and due.earliest is not None else last), last


def join_words(line: Line) -> str:
    """Return the words of a line, with a sign where others stand between them."""
    return " […] ".join(span.exact for span in line.spans)


def surround(document: DocumentEntry, span: Offsets | Span, characters: int) -> tuple[str, str]:
    """Return so many characters before and after a passage."""
    return document.text[max(0, span.start - characters) : span.start], document.text[span.end :][:characters]
