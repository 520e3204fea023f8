"""Citations: a number for each stretch of words that the page rests on, with its context, outlet and day."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from onrecord.model import DocumentEntry, Record, Span, When

_CONTEXT = 110  # characters on either side: about a line of the page
_LONGEST = 420  # characters of the words that a note repeats; the words themselves are a click away


class Citation(Struct, frozen=True):
    """Words with what stands around them, who published them and when."""

    number: int
    span: Span
    before: str
    words: str
    after: str
    outlet: str
    published: When


class Citations:
    """The citations of one page, numbered as they are first made; the same words have one number."""

    def __init__(self, record: Record, name_outlet: Callable[[DocumentEntry], str]) -> None:
        self._documents = {document.id: document for document in record.documents}
        self._name_outlet = name_outlet
        self._made: dict[tuple[str, int, int], Citation] = {}
        self._linked: dict[str, set[tuple[int, int]]] = {}

    def cite(self, span: Span) -> Citation:
        """Return the citation of some words, with the number that it has on this page."""
        key = (span.document, span.start, span.end)
        if key not in self._made:
            self._made[key] = self._make(len(self._made) + 1, span)
        self.link(span)
        return self._made[key]

    def link(self, span: Span) -> Span:
        """Note that the page links to these words, and return them."""
        self._linked.setdefault(span.document, set()).add((span.start, span.end))
        return span

    def list(self) -> Iterable[Citation]:
        """Return every citation made so far, in the order of their numbers."""
        return self._made.values()

    def linked(self, document: str) -> set[tuple[int, int]]:
        """Return where in a document words stand that the page links to."""
        return self._linked.get(document, set())

    def _make(self, number: int, span: Span) -> Citation:
        document = self._documents[span.document]
        before, after = read_around(document.text, span.start, span.end)
        return Citation(
            number,
            span,
            before,
            shorten(span.exact, _LONGEST),
            after,
            self._name_outlet(document),
            document.published,
        )


def read_around(text: str, start: int, end: int) -> tuple[str, str]:
    r"""Return some words before and after a stretch of text, from its paragraph, so that a short quotation reads.

    >>> read_around("First.\nThe mayor said May was certain.", 22, 25)
    ('The mayor said ', ' was certain.')
    """
    before = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = text[end : end + _CONTEXT].partition("\n")[0]
    if len(before) == _CONTEXT:
        before = f"…{before.partition(' ')[2]}"
    if len(after) == _CONTEXT:
        after = f"{after.rpartition(' ')[0]}…"
    return before, after


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
