"""Citations: a number for each stretch of words that the page rests on, with the sentence that they stand in."""

from collections.abc import Iterable

from msgspec import Struct

from onrecord.model import DocumentEntry, Record, Span
from onrecord.publish.marks import close_marks
from onrecord.publish.sentences import Sentences

_LONGEST = 420  # characters of the words that a note repeats; the words themselves are a click away


class Passage(Struct, frozen=True):
    """Words in their sentence; what is left out of a long one is a '…'."""

    before: str
    words: str
    after: str


class Citation(Struct, frozen=True):
    """A passage with its number on this page and its document."""

    number: int
    span: Span
    passage: Passage
    document: DocumentEntry


class Citations:
    """The citations of one page, numbered as they are first made; the same words have one number."""

    def __init__(self, record: Record, sentences: dict[str, Sentences] | None = None) -> None:
        self._record = record
        self._documents = {document.id: document for document in record.documents}
        self._sentences = {} if sentences is None else sentences
        self._made: dict[tuple[str, int, int], Citation] = {}
        self._linked: dict[str, set[tuple[int, int]]] = {}
        self._open: set[int] = set()  # numbers that stand somewhere unfolded
        self.folded = False  # what is cited now stands in a part of the page that is folded

    def start_again(self) -> "Citations":
        """Return the citations of another page of the record, of which none is made yet."""
        return Citations(self._record, self._sentences)

    def cite(self, span: Span) -> Citation:
        """Return the citation of some words, with the number that it has on this page."""
        key = (span.document, span.start, span.end)
        if key not in self._made:
            passage = self.find_passage(span, _LONGEST)
            self._made[key] = Citation(len(self._made) + 1, span, passage, self._documents[span.document])
        if not self.folded:
            self._open.add(self._made[key].number)
        self.link(span)
        return self._made[key]

    def link(self, span: Span) -> Span:
        """Note that the page links to these words, and return them."""
        self._linked.setdefault(span.document, set()).add((span.start, span.end))
        return span

    def list_all(self) -> Iterable[Citation]:
        """Return every citation made so far, in the order of their numbers."""
        return self._made.values()

    def list_open(self) -> list[Citation]:
        """Return the citations that stand unfolded, as paper shows them."""
        return [citation for citation in self._made.values() if citation.number in self._open]

    def linked(self, document: str) -> set[tuple[int, int]]:
        """Return where in a document words stand that the page links to."""
        return self._linked.get(document, set())

    def sentences(self, document: str) -> Sentences:
        """Return where the sentences of a document begin."""
        if document not in self._sentences:
            found = self._documents[document]
            self._sentences[document] = Sentences(found.text, found.furniture)
        return self._sentences[document]

    def find_passage(self, span: Span, longest: int) -> Passage:
        """Return some words in their sentence, without their middle where they are longer than `longest`."""
        text = self._documents[span.document].text
        sentences = self.sentences(span.document)
        first, last = sentences.around(span.start, span.end)
        before, after = text[first : span.start], text[span.end : last]
        if first and not text[first - 1].isspace() and not sentences.is_start(first):
            before = f"…{before}"
        if last < len(text) and not text[last].isspace() and not sentences.is_start(last):
            after = f"{after}…"
        return Passage(_flatten(before), shorten(_flatten(span.exact), longest), _flatten(after))

    def find_marked(self, spans: Iterable[Span]) -> list[tuple[str, bool]]:
        """Return the sentence of some passages, which all stand in it, in pieces: each with whether it is one."""
        ordered = sorted(spans)
        text = self._documents[ordered[0].document].text
        pieces = [(self.find_passage(ordered[0], _LONGEST).before, False)]
        place = ordered[0].start
        for span in ordered:
            start = max(place, span.start)
            pieces += [(_flatten(text[place:start]), False), (_flatten(text[start : span.end]), True)]
            place = max(place, span.end)
        pieces.append((self.find_passage(ordered[-1], _LONGEST).after, False))
        return [piece for piece in pieces if piece[0]]

    def close(self, span: Span) -> str:
        """Return some words with the quotation mark that stands at once outside them and has its partner in them."""
        text = self._documents[span.document].text
        return close_marks(
            span.exact, text[max(0, span.start - 1) : span.start], text[span.end : span.end + 4]
        )


def _flatten(text: str) -> str:
    r"""Return a text on one line, with a blank at an end that has one.

    >>> _flatten("The dam\n leaks. ")
    'The dam leaks. '
    """
    words = " ".join(text.split())
    head = " " if text[:1].isspace() else ""
    return f"{head}{words}{' ' if words and text[-1:].isspace() else ''}"


def shorten(text: str, longest: int) -> str:
    """Return a text with its middle left out where it is longer than `longest` characters.

    >>> shorten("one two three four five", 12)
    'one two … five'
    """
    if len(text) <= longest:
        return text
    head = text[: longest * 2 // 3]
    tail = text[-(longest // 3) :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
