"""What an assistant is answered: lines of the record, and nothing else.

No answer holds a sentence of ours. What the record can't answer is answered with no lines. However much is asked for,
an answer is bounded; `start` asks for the lines after those.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from onrecord.exchange.lines import Index, Kind, Line, list_lines, tell_address, tell_day
from onrecord.model import Actor, Document, DocumentEntry, Record, Span

MOST_LINES = 50
_LONGEST_WORDS = 2_000  # characters of one passage
_LONGEST_QUERY = 500  # characters; what comes after is not looked for
_WORD = re.compile(r"\w+")
_PARAGRAPH = re.compile(rf"[^\n]{{1,{_LONGEST_WORDS}}}")  # a longer one is several

Item = TypeVar("Item")


@dataclass(frozen=True)
class Words:
    """Exact words and where they stand in the document's text: `text[start:end]`."""

    exact: str
    start: int
    end: int


@dataclass(frozen=True)
class AnsweredLine:
    """A line of the record: whose it is, its words, and what is known of them."""

    kind: str
    party: str | None
    words: list[Words]
    document: str  # its file
    day: str | None  # of the document, in EDTF
    address: str | None
    probability: float | None
    state: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """Every line that was found, or as many as one answer holds."""

    lines: list[AnsweredLine]


class Answers:
    """Answers questions about one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._index = Index(record)
        self._lines = list_lines(record)
        self._documents = {document.id: document for document in record.documents}

    def search(self, query: str, start: int = 0) -> Answer:
        """Return the lines of every kind whose words or party hold all words of a query; none for an empty one."""
        words = _read_query(query)
        return self._answer([line for line in self._lines if words and words <= self._hold(line)], start)

    def select(self, kind: Kind, query: str, start: int = 0) -> Answer:
        """Return the lines of one kind that hold all words of a query, in what is known of them too."""
        words = _read_query(query)
        return self._answer(
            [
                line
                for line in self._lines
                if line.kind is kind and words <= self._hold(line) | _split(" ".join(_list_texts(line.state)))
            ],
            start,
        )

    def actors(self, name: str, start: int = 0) -> Answer:
        """Return whoever is mentioned by a name that holds all words of `name`, each with his first mention."""
        words = _read_query(name)
        found = [
            actor
            for actor in self._record.actors
            if actor.mentions and any(words <= _split(one) for one in (actor.name, *actor.aliases))
        ]
        return Answer([self._introduce(actor) for actor in _page(found, start)])

    def passages(self, query: str, file: str = "", start: int = 0) -> Answer:
        """Return the paragraphs of the documents, or of one of them, that hold all words of a query."""
        words = _read_query(query)
        documents = [one for one in self._record.documents if not file or one.file == file]
        found = [span for one in documents for span in _find_paragraphs(one, words)] if words else []
        return Answer([self._tell("passage", None, (span,), None, {}) for span in _page(found, start)])

    def _answer(self, lines: Sequence[Line], start: int) -> Answer:
        return Answer(
            [
                self._tell(
                    line.kind.value, self._index.name(line.party), line.spans, line.probability, line.state
                )
                for line in _page(lines, start)
            ]
        )

    def _introduce(self, actor: Actor) -> AnsweredLine:
        state = {"type": actor.type.value, "aliases": list(actor.aliases), "mentions": len(actor.mentions)}
        return self._tell("actor", actor.name, actor.mentions[:1], None, state)

    def _tell(
        self, kind: str, party: str | None, spans: Sequence[Span], probability: float | None, state: Any
    ) -> AnsweredLine:
        document = self._documents[spans[0].document]
        words = [_cut(span) for span in spans]
        day, address = tell_day(document.published), tell_address(document)
        return AnsweredLine(kind, party, words, document.file, day, address, probability, dict(state))

    def _hold(self, line: Line) -> set[str]:
        return _split(self._index.name(line.party) or "").union(*(_split(span.exact) for span in line.spans))


def _cut(span: Span) -> Words:
    exact = span.exact[:_LONGEST_WORDS]
    return Words(exact, span.start, span.start + len(exact))


def _find_paragraphs(document: DocumentEntry, words: set[str]) -> Iterator[Span]:
    whole = Document(document.id, document.file, document.sha256, document.text)
    for paragraph in _PARAGRAPH.finditer(document.text):
        if words <= _split(paragraph[0]):
            yield whole.cite(*paragraph.span())


def _list_texts(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _list_texts(one)


def _read_query(query: str) -> set[str]:
    return _split(query[:_LONGEST_QUERY])


def _split(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _page(found: Sequence[Item], start: int) -> Sequence[Item]:
    first = max(0, start)
    return found[first : first + MOST_LINES]
