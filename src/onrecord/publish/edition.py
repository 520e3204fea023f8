"""A record as a page shows it: by name and place, in reading order, with its citations numbered.

The HTML dossier, the Markdown one and the pages of single documents are all printed from an edition, so they say
the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from msgspec import Struct

from onrecord.model import (
    Act,
    Actor,
    ActorType,
    AlteredQuotation,
    Basis,
    Commitment,
    Denial,
    DenialKind,
    DocumentEntry,
    Event,
    Figure,
    Naming,
    Record,
    Relation,
    Silence,
    Span,
    Statement,
    Term,
    Version,
    When,
)
from onrecord.publish import summary
from onrecord.publish.answers import Answered, is_told, list_answerable
from onrecord.publish.citations import Citation, Citations, shorten
from onrecord.publish.differences import Wording, compare
from onrecord.publish.marks import close_marks, put_in_marks
from onrecord.publish.pieces import Piece, list_pieces
from onrecord.publish.positions import Issue, list_issues
from onrecord.publish.promises import HEADINGS, Standing, order, tell_standing
from onrecord.publish.quantities import Value, gather_values
from onrecord.publish.relayed import Route, list_routes
from onrecord.publish.wording import count, say_day, say_support

Item = TypeVar("Item")

_NO_MARKS = str.maketrans("", "", '"“”„«»')  # in which some put a name and others do not
_NAME = 90  # characters of a name or title; the whole stands with the document
_WORDS = 700  # characters of a passage within a list


class Group(Struct, frozen=True):
    """Commitments under one heading."""

    standing: Standing
    heading: str
    commitments: tuple[Commitment, ...]


class Speaker(Struct, frozen=True):
    """What one actor said: the statements to show, and those to link to."""

    actor: Actor | None
    statements: tuple[Statement, ...]
    shown: tuple[Statement, ...]
    rest: tuple[Statement, ...]


class Edition:
    """What is printed of a record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._actors = {actor.id: actor for actor in record.actors}
        self._documents = {document.id: document for document in record.documents}
        self._terms = {term.id: term for term in record.terms}
        self._statements = {statement.id: statement for statement in record.statements}
        self._commitments = {commitment.id: commitment for commitment in record.commitments}
        self.citations = Citations(record, self.heading)
        self._uses = 0
        self._left = summary.LINKED

    # names and places

    def name(self, actor: str | None, unknown: str = "not told") -> str:
        """Return an actor's name, or the words for nobody named."""
        return shorten(self._actors[actor].name, _NAME) if actor else unknown

    def names(self, actors: Sequence[str]) -> str:
        """Return several actors' names in one line."""
        return ", ".join(self.name(actor) for actor in actors)

    def title(self, document: DocumentEntry) -> str:
        """Return the title of a document, else its file."""
        return shorten(document.title or document.file, 2 * _NAME)

    def heading(self, document: DocumentEntry) -> str:
        """Return how a document is called: its outlet, else its title, else its file."""
        return self.name(document.outlet, shorten(document.title or document.file, _NAME))

    def document(self, document: str) -> DocumentEntry:
        """Return a document by its id."""
        return self._documents[document]

    def term(self, term: str) -> Term:
        """Return a term by its id."""
        return self._terms[term]

    def statement(self, statement: str) -> Statement:
        """Return a statement by its id."""
        return self._statements[statement]

    def commitment(self, commitment: str) -> Commitment:
        """Return a commitment by its id."""
        return self._commitments[commitment]

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

    # citations

    def cite(self, span: Span) -> Citation:
        """Return the citation of a passage."""
        return self.citations.cite(span)

    def use(self) -> int:
        """Return a new number for each citation mark on the page, also where a citation is made again."""
        self._uses += 1
        return self._uses

    def link(self, span: Span) -> Span:
        """Note a link to a passage without a citation."""
        return self.citations.link(span)

    def words(self, span: Span) -> str:
        """Return the words of a passage, without the middle where they are very long."""
        return shorten(" ".join(self._whole(span).split()), _WORDS)

    def quote(self, span: Span) -> str:
        """Return the words of a passage in quotation marks."""
        return shorten(" ".join(put_in_marks(self._whole(span)).split()), _WORDS)

    def _whole(self, span: Span) -> str:
        text = self._documents[span.document].text
        return close_marks(
            span.exact, text[max(0, span.start - 1) : span.start], text[span.end : span.end + 4]
        )

    def opening(self, span: Span) -> str:
        """Return the first words of a passage, for a link to it."""
        text = " ".join(span.exact.split())
        return text if len(text) <= 64 else f"{text[:63].rpartition(' ')[0] or text[:63]}…"

    def take(
        self, items: Sequence[Item], passages: int = 1, most: int = summary.LINKED_AT_ONCE
    ) -> Sequence[Item]:
        """Return as many of the rest as the page still has room for, each of which links to so many passages."""
        taken = items[: min(most, self._left // passages)]
        self._left -= len(taken) * passages
        return taken

    # the sections

    def groups(self) -> list[Group]:
        """Return the commitments by where they stand."""
        ordered = order(self.record.commitments)
        found = [
            Group(standing, heading, tuple(item for item in ordered if tell_standing(item) is standing))
            for standing, heading in HEADINGS.items()
        ]
        return [group for group in found if group.commitments]

    def group(self, standing: str) -> tuple[Commitment, ...]:
        """Return the commitments that stand under one heading."""
        return next((group.commitments for group in self.groups() if group.standing == standing), ())

    def slipped(self) -> list[Commitment]:
        """Return the commitments whose day moved later, whatever became of them, those that moved most first."""
        found = [item for item in order(self.record.commitments) if (item.slip_days or 0) > 0]
        return sorted(found, key=lambda item: -(item.slip_days or 0))

    def pressing(self) -> list[Commitment]:
        """Return the commitments that are late or slipping, those that moved most first."""
        found = [*self.group(Standing.LATE), *self.group(Standing.SLIPPING)]
        return sorted(found, key=lambda item: -max(0, item.slip_days or 0))

    def charted(self) -> set[str]:
        """Return the commitments that get a chart: the first in reading order that have a day."""
        dated = [
            item.id
            for item in order(self.record.commitments)
            if any(version.due.latest or version.due.earliest for version in item.versions)
        ]
        return set(dated[: summary.CHARTED])

    def disputed(self) -> list[Figure]:
        """Return the figures over which holders disagree, contradictions first."""
        return [*self._figures(Relation.CONTRADICT), *self._figures(Relation.TENSION)]

    def agreed(self) -> list[Figure]:
        """Return the figures that several give and that agree."""
        return self._figures(Relation.AGREE)

    def uncompared(self) -> list[Figure]:
        """Return the figures that are given more than once, of whose values no two can be held against each other."""
        return self._figures(Relation.UNCOMPARED)

    def single(self) -> list[Figure]:
        """Return the figures that are given once."""
        return self._figures(Relation.SINGLE)

    def _figures(self, relation: Relation) -> list[Figure]:
        found = [figure for figure in self.record.figures if figure.relation is relation]
        return sorted(found, key=lambda figure: -len(figure.values))

    def support(self, item: Figure | Event | Version) -> str:
        """Return how many origins something has and which outlets tell it."""
        return say_support(item.origins, [self.name(outlet) for outlet in item.outlets])

    def alike(self, spans: Sequence[Span]) -> list[list[Span]]:
        """Return passages with those of the same words together."""
        grouped: dict[str, list[Span]] = defaultdict(list)
        for span in spans:
            grouped[" ".join(span.exact.split())].append(span)
        return list(grouped.values())

    def values(self, figure: Figure) -> list[Value]:
        """Return the different values of a figure, each with who gives it and where."""
        return gather_values(figure)

    def names_of(self, naming: Naming) -> list[tuple[str, list[tuple[str | None, Span]]]]:
        """Return the rival names, the most used first, each with who uses it where."""
        grouped: dict[str, list[tuple[str | None, Span]]] = defaultdict(list)
        spelled: dict[str, str] = {}
        for name in naming.names:
            words = shorten(" ".join(name.span.exact.split()), _NAME)
            bare = words.translate(_NO_MARKS)
            key = bare.casefold()
            spelled.setdefault(key, bare)
            grouped[key].append((name.holder, name.span))
        return sorted(((spelled[key], uses) for key, uses in grouped.items()), key=lambda item: -len(item[1]))

    def holders(self, spans: Sequence[tuple[str | None, Span]]) -> list[tuple[str | None, list[Span]]]:
        """Return passages by holder, those without one last."""
        grouped: dict[str | None, list[Span]] = defaultdict(list)
        for holder, span in spans:
            grouped[holder].append(span)
        return sorted(grouped.items(), key=lambda item: item[0] is None)

    def wordings(self, quotation: AlteredQuotation) -> list[Wording]:
        """Return the wordings of a quotation with their differences marked."""
        return compare(quotation)

    def altered(self) -> list[AlteredQuotation]:
        """Return the quotations of which there is more than one wording, those that most documents have first."""
        found = [item for item in self.record.altered_quotations if len(compare(item)) > 1]
        return sorted(found, key=lambda item: -len({span.document for span in item.versions}))

    def issues(self) -> tuple[list[Issue], list[Issue]]:
        """Return what terms are set on, with each party's: the issues to show, and the rest."""
        found = list_issues(self.record)
        sizes = accumulate(issue.size for issue in found)
        shown = sum(size <= summary.SHOWN_TERMS for size in sizes)
        return found[: max(1, shown)], found[max(1, shown) :]

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Return the statements by speaker, those who said most first, and those without a speaker last."""
        by_speaker: dict[str | None, list[Statement]] = defaultdict(list)
        for statement in self.record.statements:
            by_speaker[statement.speaker].append(statement)
        ordered = sorted(
            by_speaker.items(),
            key=lambda item: (item[0] is None, -len(item[1]), self.name(item[0])),
        )
        whole = len(self.record.statements) <= summary.SHOWN_STATEMENTS
        first = ordered if whole else ordered[: summary.SHOWN_SPEAKERS]
        most = summary.share_out([len(said) for _, said in first], summary.SHOWN_STATEMENTS)
        found = []
        for place, (actor, said) in enumerate(ordered):
            said.sort(key=lambda statement: (statement.said_on.earliest or date.max, statement.id))
            shown, rest = summary.split(said, most if place < len(first) else 0)
            found.append(
                Speaker(self._actors[actor] if actor else None, tuple(said), tuple(shown), tuple(rest))
            )
        return found

    def leading(self) -> list[tuple[Actor, int]]:
        """Return the people and bodies with most statements to their name."""
        return [
            (speaker.actor, len(speaker.statements))
            for speaker in self.speakers
            if speaker.actor and speaker.actor.type is not ActorType.ANONYMOUS
        ][:5]

    def acts(self) -> list[tuple[Act, int]]:
        """Return the acts that occur, with how often."""
        counted = Counter(statement.act for statement in self.record.statements)
        return [(act, counted[act]) for act in Act if counted[act]]

    def pieces(self, statement: Statement) -> list[Piece]:
        """Return the words of a statement and its cue as they stand in the document."""
        return list_pieces(statement, self._documents[statement.document].text)

    def denials(self, kind: str = DenialKind.DENIED) -> list[Denial]:
        """Return the denials of a kind, those first whose target can be told, then by day."""
        found = [denial for denial in self.record.denials if denial.kind == kind]
        return sorted(
            found, key=lambda denial: (not denial.answers, self.denied_on(denial).earliest or date.max)
        )

    def denied_on(self, denial: Denial) -> When:
        """Return when a denial was made: as its statement was, else when its document was published."""
        if denial.statement is not None:
            return self._statements[denial.statement].said_on
        return self._documents[denial.span.document].published

    def answered(self, line: str) -> Answered:
        """Return a line that a denial answers."""
        return self._answerable[line]

    @cached_property
    def _answerable(self) -> dict[str, Answered]:
        return list_answerable(self.record)

    def silences(self) -> list[Silence]:
        """Return who did not answer, but for those whose words are told as declining to comment."""
        declined = [denial.span for denial in self.denials(DenialKind.DECLINED)]
        return [silence for silence in self.record.silences if not is_told(silence.span, declined)]

    def routes(self) -> list[Route]:
        """Return how what is told reached the documents."""
        return list_routes(self.record)

    def origin(self, route: Route) -> str:
        """Return the name of what a route begins at."""
        if route.origin:
            return self.name(route.origin)
        return self.heading(self._documents[route.of[0]]) if route.of else "an outlet that is not named"

    def taker(self, route: Route) -> str:
        """Return the name of who took over what a route carries."""
        return self.heading(self._documents[route.takers[0]])

    def events(self) -> tuple[list[Event], list[Event]]:
        """Return the events to show, in order of their days, and the rest: those that fewest origins support."""
        ranked = sorted(self.record.events, key=lambda event: (-event.origins, -event.documents))
        kept = {event.id for event in ranked[: summary.SHOWN_EVENTS]}
        shown = [event for event in self.record.events if event.id in kept]
        return shown, [event for event in self.record.events if event.id not in kept]

    def numbers(self) -> list[tuple[str, int]]:
        """Return the story in numbers, without those that are nought."""
        record = self.record
        counted = [
            ("document", len(record.documents)),
            ("commitment", len(record.commitments)),
            ("disputed figure", len(self.disputed())),
            ("term", len(record.terms)),
            ("statement", len(record.statements)),
            ("denial", len(self.denials())),
            ("relay path", len(self.routes())),
            ("event", len(record.events)),
            ("unread file", len(record.unread)),
        ]
        return [(count(many, thing).split(" ", 1)[1], many) for thing, many in counted if many]

    def outlets(self) -> int:
        """Return how many outlets the documents are known to be from."""
        return len({document.outlet for document in self.record.documents if document.outlet})

    def aliases(self, actor: Actor) -> Iterator[str]:
        """Yield the other names of an actor, the longest left out."""
        for alias in actor.aliases:
            if alias != actor.name and len(alias) <= _NAME:
                yield alias

    def period(self) -> str:
        """Return from when to when the documents were published, in words."""
        published = [document.published for document in self.record.documents]
        first = min((window.earliest for window in published if window.earliest), default=None)
        last = max((window.latest for window in published if window.latest), default=None)
        if first is None or last is None:
            return ""
        words = say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"
        unsure = any(window.basis in (Basis.INFERRED, Basis.UNKNOWN) for window in published)
        return f"{words} (some days are not certain)" if unsure else words
