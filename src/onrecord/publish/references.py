"""What a page calls things: actors and documents by name, passages by place and words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from onrecord.model import Actor, ActorType, Basis, DocumentEntry, Offsets, Record, Span, Statement, When
from onrecord.publish.citations import Citation, Citations, Passage, shorten
from onrecord.publish.highlight import anchor
from onrecord.publish.marks import drop_half, put_in_marks
from onrecord.publish.wording import say_period, say_when, within

_NAME = 90  # characters of a name; the whole stands in the tables
_TITLE = 180
_OPENING = 64  # characters of the first words of a text
_SENTENCE = 5  # blanks in a line that is no heading, name or day
_DATELINE = 24  # characters before a day that begins a text: 'Published on Monday,'
_MARKS = '"“”'
_OPENING_MARKS = frozenset('"“„«‘')
_WORDS = 700  # characters of a passage within a list


class References:
    """The names, places and words of a record, as a page prints them, with its citations numbered."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._actors = {actor.id: actor for actor in record.actors}
        self._documents = {document.id: document for document in record.documents}
        self._numbers = {document.id: number for number, document in enumerate(record.documents, 1)}
        self._statements = {statement.id: statement for statement in record.statements}
        self.citations = Citations(record)
        self._uses = 0

    # names and places

    def name(self, actor: str | None, unknown: str = "not named") -> str:
        """Return an actor's name, or the words for nobody named."""
        return shorten(self._actors[actor].name, _NAME) if actor else unknown

    def names(self, actors: Sequence[str]) -> str:
        """Return several actors' names in one line."""
        return ", ".join(self.name(actor) for actor in actors)

    def source(self, document: DocumentEntry) -> str:
        """Return how a document is called in a line: by its outlet, else its title, else its first words."""
        if document.outlet:
            return self.name(document.outlet)
        return f"“{shorten(document.title or _open(document), _NAME)}”"

    def full(self, document: DocumentEntry) -> str:
        """Return a document's outlet, title and day, as a citation has them."""
        title = f"“{self.heading(document)}”" if document.title or not document.outlet else ""
        outlet = self.name(document.outlet, "")
        return ", ".join(part for part in (outlet, title, say_when(document.published)) if part)

    def heading(self, document: DocumentEntry) -> str:
        """Return the title of a document, else its first words."""
        return shorten(document.title or _open(document), _TITLE)

    def within(self, actor: str | None, otherwise: str = "somebody not named") -> str:
        """Return an actor's name as it stands within a sentence."""
        return within(self.name(actor)) if actor else otherwise

    def giver(self, holder: str | None, spans: Sequence[Span], words: str = "") -> str:
        """Return who gives something: its holder, else the `words` for him, if any, and in which outlets it stands."""
        if holder:
            return self.name(holder)
        if words:
            return f"“{words}” {self.giver(None, spans)}"
        told = list(dict.fromkeys(self.source(self._documents[span.document]) for span in spans))
        more = f" and {len(told) - 2} more" if len(told) > 2 else ""
        return f"in {' and '.join(told) if not more else ', '.join(told[:2])}{more}"

    def document(self, document: str) -> DocumentEntry:
        """Return a document by its id."""
        return self._documents[document]

    def number(self, document: str) -> int:
        """Return under which number a document stands on the page."""
        return self._numbers[document]

    def told_day(self, span: Span, said_on: When) -> When | None:
        """Return on which day words were said where the text tells it, and it is not the day it was published.

        Nobody publishes what is not said yet: of a later day one of the two is wrong, and it is not told.
        """
        published = self._documents[span.document].published
        same = (said_on.earliest, said_on.latest) == (published.earliest, published.latest)
        later = said_on.earliest and published.latest and said_on.earliest > published.latest
        return None if same or later or said_on.basis not in (Basis.EXPLICIT, Basis.RELATIVE) else said_on

    def known(self, *spans: Span) -> date | None:
        """Return the first day by which a document with one of these passages was published, if it is known."""
        days = [self._documents[span.document].published for span in spans]
        ends = [day.latest or day.earliest for day in days]
        return min((end for end in ends if end), default=None)

    def days(self) -> list[date]:
        """Return every day by which some document was published, in order."""
        found = {
            document.published.latest or document.published.earliest for document in self.record.documents
        }
        return sorted(day for day in found if day)

    def period(self) -> str:
        """Return from when to when the documents were published, in words."""
        return say_period([document.published for document in self.record.documents])

    def outlets(self) -> list[str]:
        """Return the outlets that the documents are known to be from, those with most documents first."""
        counted: dict[str, int] = defaultdict(int)
        for document in self.record.documents:
            if document.outlet:
                counted[self.name(document.outlet)] += 1
        return sorted(counted, key=lambda name: -counted[name])

    # citations

    def cite(self, span: Span) -> Citation:
        """Return the citation of a passage."""
        return self.citations.cite(span)

    def fold(self, *, folded: bool) -> str:
        """Note that what follows on the page is folded, or no longer; print nothing."""
        self.citations.folded = folded
        return ""

    def use(self) -> int:
        """Return a new number for each citation mark on the page, also where a citation is made again."""
        self._uses += 1
        return self._uses

    def passage(self, span: Span) -> Passage:
        """Return a passage in its sentence."""
        return self.citations.find_passage(span, _WORDS)

    def marked(self, spans: Sequence[Span]) -> list[tuple[str, bool]]:
        """Return the sentence of several passages in pieces, each with whether it is one of them."""
        return self.citations.find_marked(spans)

    def quoted(self, span: Span) -> str:
        """Return a passage's sentence in quotation marks, unless it has some of its own; half a pair is none."""
        passage = self.passage(span)
        sentence = drop_half(f"{passage.before}{passage.words}{passage.after}".strip())
        return sentence if any(mark in sentence for mark in _MARKS) else f"“{sentence}”"

    def words(self, span: Span) -> str:
        """Return the words of a passage, without the middle where they are very long."""
        return shorten(" ".join(self.citations.close(span).split()), _WORDS)

    def quote(self, span: Span) -> str:
        """Return the words of a passage in quotation marks."""
        return shorten(" ".join(put_in_marks(self.citations.close(span)).split()), _WORDS)

    def opening(self, span: Span) -> str:
        """Return the first words of a passage, for a link to it."""
        text = " ".join(span.exact.split())
        return text if len(text) <= _OPENING else f"{text[:_OPENING].rpartition(' ')[0] or text[:_OPENING]}…"

    def place(self, owner: str, span: Span) -> str:
        """Return the id of a passage as a line of something that has several."""
        return f"{owner}-{anchor(span.document, span.start, span.end)}"

    def find_sentence(self, span: Span) -> Offsets:
        """Return where the sentence of a passage stands."""
        return self.citations.sentences(span.document).around(span.start, span.end)

    def is_named(self, actor: str, document: str, stretch: Offsets) -> bool:
        """Tell whether an actor is named, or meant by a pronoun, in a stretch of a document."""
        return any(stretch.start <= start < stretch.end for start in self._named.get((actor, document), ()))

    def is_said(self, span: Span) -> bool:
        """Tell whether most of some words are what somebody is told to have said, or they begin as a quotation."""
        if span.exact[:1] in _OPENING_MARKS:
            return True
        said = sum(
            max(0, min(span.end, end) - max(span.start, start))
            for start, end in self._said.get(span.document, ())
        )
        return said * 2 > span.end - span.start

    @cached_property
    def _said(self) -> dict[str, set[tuple[int, int]]]:
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for statement in self.record.statements:
            for span in statement.content:
                found[span.document].add((span.start, span.end))
        return found

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for actor in self.record.actors:
            for mention in actor.mentions:
                found[actor.id, mention.document].append(mention.start)
        return found

    def statement(self, ident: str) -> Statement:
        """Return a statement by its id."""
        return self._statements[ident]

    def called(self, actor: str | None) -> Sequence[str]:
        """Return the names of an actor."""
        found = self._actors.get(actor or "")
        return (found.name, *found.aliases) if found else ()

    def is_person(self, actor: str | None) -> bool:
        """Tell whether an actor is one person."""
        found = self._actors.get(actor or "")
        return found is not None and found.type is ActorType.PERSON

    def is_outlet(self, actor: str | None) -> bool:
        """Tell whether an actor is an outlet, which tells what others will do."""
        found = self._actors.get(actor or "")
        return found is not None and found.type is ActorType.OUTLET

    def aliases(self, actor: Actor) -> Iterator[str]:
        """Yield the other names of an actor, the longest left out."""
        for alias in actor.aliases:
            if alias != actor.name and len(alias) <= _NAME:
                yield alias


def _open(document: DocumentEntry) -> str:
    """Return the first words of a text: of its first line that is long enough to be of a sentence.

    A day at its very beginning, from which the document has its own, is not among them, nor is what stands before it.
    """
    text, day = document.text, document.published.span
    if day is not None and day.start <= _DATELINE:
        text = text[day.end :].lstrip(" \t,.:;–—-")
    lines = (" ".join(line.split()) for line in text[:2000].split("\n"))
    begin = next((line for line in lines if line.count(" ") >= _SENTENCE), " ".join(text[:400].split()))
    return begin if len(begin) <= _OPENING else f"{begin[:_OPENING].rpartition(' ')[0] or begin[:_OPENING]}…"
