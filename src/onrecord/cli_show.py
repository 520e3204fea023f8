"""Record -> the lines that `onrecord show` prints."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from onrecord.cli_console import Line
from onrecord.errors import UnknownActor
from onrecord.model import (
    Actor,
    Candidate,
    CandidateKind,
    Clock,
    Commitment,
    Denial,
    DenialKind,
    Event,
    Figure,
    FigureValue,
    Outcome,
    Record,
    Relay,
    Silence,
    Span,
    Statement,
    Term,
    Version,
    is_scheduled,
)
from onrecord.publish.answers import list_answerable
from onrecord.publish.naming import call_act
from onrecord.publish.quantities import is_at_odds_by_words, word_source
from onrecord.publish.wording import ACTS, DENIALS, TIES, looks_back, say_due, say_move, say_value, say_window

if TYPE_CHECKING:
    from onrecord.search.query import Hit

_HEADING = "bold"
_ASIDE = "dim"
_LONGEST_QUOTE = 600  # characters of one passage; record.json holds it whole


class View(StrEnum):
    """What of a record can be shown."""

    STATEMENTS = "statements"
    COMMITMENTS = "commitments"
    TERMS = "terms"
    FIGURES = "figures"
    RELAYS = "relays"
    ACTORS = "actors"
    EVENTS = "events"
    SILENCES = "silences"
    DENIALS = "denials"
    CANDIDATES = "candidates"


def find_actors(record: Record, name: str) -> frozenset[str]:
    """Return the actors that bear `name` as a name or alias, whatever its case, or else as a part of one.

    Raises:
        UnknownActor: none does.
    """
    wanted = name.casefold().split()
    named = {
        actor.id: [n.casefold().split() for n in (actor.name, *actor.aliases)] for actor in record.actors
    }
    exact = frozenset(actor for actor, names in named.items() if wanted in names)
    if exact:
        return exact
    partly = frozenset(
        actor for actor, names in named.items() if wanted and any(set(wanted) <= set(n) for n in names)
    )
    if partly:
        return partly
    near = get_close_matches(name, [actor.name for actor in record.actors], n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; 'onrecord show actors' lists them"
    raise UnknownActor(f"no actor of this record is called '{name}'{hint}")


def select_items(record: Record, view: View, actors: frozenset[str] | None) -> Sequence[Any]:
    """Return the items of one kind, of those in which one of the actors takes part."""
    items: Sequence[Any] = getattr(record, view.value)
    if actors is None:
        return items
    outlets = {document.id: document.outlet for document in record.documents}
    return [item for item in items if actors & set(_name_parts(item, outlets))]


def _name_parts(item: Any, outlets: dict[str, str | None]) -> Iterator[str | None]:
    match item:
        case Actor():
            yield item.id
        case Statement():
            yield from (item.speaker, *item.via)
        case Commitment():
            yield from (item.party, item.beneficiary, *(version.by for version in item.versions))
        case Term() | Silence() | Denial() | Candidate():
            yield item.party
        case Figure():
            yield from (value.holder for value in item.values)
        case Relay():
            yield from (item.outlet, outlets.get(item.document))
        case Event():
            yield from item.outlets


_CLOCKS = {
    Clock.UNDATED: "no last day was given",
    Clock.AHEAD: "the last day given is still to come",
    Clock.DUE: "the day of the record lies within the last window given",
    Clock.OVERDUE: "the last day given has gone by, and of what is told since nothing may tell its end",
    Clock.PASSED: "the last day given has gone by; that alone does not say what was done",
}
_OUTCOMES = {
    Outcome.OPEN: "no cited words tell what became of it",
    Outcome.UNKNOWN: "on what became of it the cited words differ",
    Outcome.KEPT: "cited words tell that it was done, in time or not",
    Outcome.PARTLY_KEPT: "cited words tell that it was done in part",
    Outcome.NOT_KEPT: "cited words tell that it was not done",
    Outcome.WITHDRAWN: "cited words tell that it was given up",
}


def show_lines(record: Record, view: View, items: Sequence[Any], *, why: bool = False) -> Iterator[Line]:
    """Yield the lines that show items of one kind, as of the record's day.

    With `why`, each version of a commitment says why it is told to be of the same act as the others, and so does each
    quantity of its values; and each actor what joins the names of different documents, and what was kept apart.
    """
    day = record.as_of or "unknown"
    count = f"{len(items)} {view.value.removesuffix('s') if len(items) == 1 else view.value}"
    yield Line(f"{count}, as of {day}", style=_ASIDE)
    names = _Names(record, why=why)
    if view is View.COMMITMENTS:
        used = {commitment.clock for commitment in items}
        ends = {commitment.outcome for commitment in items}
        yield from (Line(f"clock {one}: {_CLOCKS[one]}", style=_ASIDE) for one in Clock if one in used)
        yield from (Line(f"outcome {one}: {_OUTCOMES[one]}", style=_ASIDE) for one in Outcome if one in ends)
        promised = [item for item in items if not is_scheduled(item.versions)]
        scheduled = [item for item in items if is_scheduled(item.versions)]
        yield from names.show(view, promised)
        if scheduled:
            yield Line()
            yield Line(f"Only scheduled, promised by nobody on record: {len(scheduled)}", style=_ASIDE)
        yield from names.show(view, scheduled)
        return
    yield from names.show(view, items)


class _Names:
    """The names behind the ids of a record."""

    def __init__(self, record: Record, *, why: bool = False) -> None:
        self.why = why
        self.terms = {term.id: term for term in record.terms}
        self.statements = {statement.id: statement for statement in record.statements}
        self.answerable = list_answerable(record)
        self.actors = {actor.id: actor.name for actor in record.actors}
        self.doubts: dict[str, list[Candidate]] = {}
        for candidate in record.candidates:
            if candidate.kind is CandidateKind.LINK and candidate.party is not None:
                self.doubts.setdefault(candidate.party, []).append(candidate)
        self.files = {document.id: document.file for document in record.documents}
        self.nobodys = {document.id for document in record.documents if document.outlet is None}
        self.order = {actor.id: place for place, actor in enumerate(record.actors)}

    def name(self, actor: str | None, otherwise: str = "unknown") -> str:
        """Return an actor's name."""
        return otherwise if actor is None else self.actors.get(actor, otherwise)

    def place(self, span: Span) -> str:
        """Return where words stand."""
        return f"{self.files.get(span.document, span.document)}, {span.start}-{span.end}"

    def show(self, view: View, items: Sequence[Any]) -> Iterator[Line]:
        """Yield the lines of items of one kind."""
        if view is View.STATEMENTS:
            yield from self._statements(items)
            return
        shows: dict[View, Callable[[Any], Iterable[Line]]] = {
            View.COMMITMENTS: self._commitment,
            View.TERMS: self._term,
            View.FIGURES: self._figure,
            View.RELAYS: self._relay,
            View.ACTORS: self._actor,
            View.EVENTS: self._event,
            View.SILENCES: self._silence,
            View.DENIALS: self._denial,
            View.CANDIDATES: self._candidate,
        }
        for item in items:
            yield Line()
            yield from shows[view](item)

    def _statements(self, statements: Sequence[Statement]) -> Iterator[Line]:
        last = len(self.order)
        speakers = dict.fromkeys(statement.speaker for statement in statements)
        for speaker in sorted(speakers, key=lambda s: self.order.get(s or "", last)):
            yield Line()
            yield Line(self.name(speaker, "Speaker unknown"), style=_HEADING)
            for statement in statements:
                if statement.speaker == speaker:
                    yield from self._statement(statement)

    def _statement(self, statement: Statement) -> Iterator[Line]:
        hedged = ", hedged" if statement.hedged else ""
        via = f", via {', '.join(map(self.name, statement.via))}" if statement.via else ""
        surely = say_probability(statement.probability, statement.act_probability)
        yield Line(f"{say_window(statement.said_on)}: {ACTS[statement.act]}{hedged}{via}{surely}", 2)
        yield Line(" […] ".join(quote(span) for span in statement.content), 4)
        yield Line("; ".join(map(self.place, statement.content)), 4, _ASIDE)

    def _commitment(self, commitment: Commitment) -> Iterator[Line]:
        yield Line(f"{self.name(commitment.party, 'Party unknown')}: {call_act(commitment)}", style=_HEADING)
        if commitment.beneficiary:
            yield Line(f"for {self.name(commitment.beneficiary)}", 2)
        days = commitment.slip_days
        slip = "" if days is None else f", {say_slip(days)}{' in all' if days else ''}"
        yield Line(f"outcome {commitment.outcome}, clock {commitment.clock}{slip}", 2)
        if commitment.probability is not None and not self.why:
            yield Line(
                f"{len(commitment.versions)} announcements of one act{say_probability(commitment.probability)}",
                2,
            )
        yield from self._grounds(commitment, "announcements", "act")
        for version in commitment.versions:
            yield from self._version(version)
        if commitment.outcome_evidence:
            label = "last word on it" if commitment.outcome is Outcome.OPEN else str(commitment.outcome)
            yield Line(f"{label}:", 2)
            for span in commitment.outcome_evidence:
                yield from self._quoted(span)
        for term in (self.terms[key] for key in commitment.terms if key in self.terms):
            party = self.name(term.party, "a party unknown")
            yield Line(f"term of {party}{say_probability(term.probability)}:", 2)
            yield from self._quoted(term.span)

    def _version(self, version: Version) -> Iterator[Line]:
        slip = "" if version.slip_days is None else f", {say_slip(version.slip_days)}"
        due_text = f' ("{version.due_text}")' if version.due_text else ""
        surely = say_probability(version.probability)
        move = say_move(version) if looks_back(version) else version.move
        yield Line(f"{move}: {_say_due(version)}{due_text}{slip}{surely}", 2)
        hedged = (", hedged" if version.hedged else "") + (", scheduled" if version.schedule else "")
        nobody = "unknown" if version.statement else "the document itself"
        by = f"by {self.name(version.by, nobody)}"
        yield Line(f"said {by}, {say_window(version.said_on)}{hedged}", 4)
        yield from self._quoted(version.span)
        if version.due.anchor is not None:
            yield Line("counted from", 4, _ASIDE)
            yield from self._quoted(version.due.anchor, 6)
        if self.why and version.link is not None:
            shared = f" ({', '.join(version.link.shared)})" if version.link.shared else ""
            yield Line(f"why: {version.link.tie}{shared} as", 4, _ASIDE)
            yield from self._quoted(version.link.to, 6)

    def _quoted(self, span: Span, indent: int = 4) -> Iterator[Line]:
        yield Line(quote(span), indent)
        yield Line(self.place(span), indent, _ASIDE)

    def _term(self, term: Term) -> Iterator[Line]:
        about = f': "{term.about}"' if term.about else ""
        surely = say_probability(term.probability)
        yield Line(f"{self.name(term.party, 'Party unknown')}{about}{surely}", style=_HEADING)
        yield from self._quoted(term.span)

    def _silence(self, silence: Silence) -> Iterator[Line]:
        yield Line(
            f"{self.name(silence.party, 'Party unknown')}, {say_window(silence.told_on)}", style=_HEADING
        )
        yield from self._quoted(silence.span)

    def _denial(self, denial: Denial) -> Iterator[Line]:
        kind, surely = DENIALS[denial.kind], say_probability(denial.probability)
        yield Line(f"{self.name(denial.party, 'Party unknown')}: {kind}{surely}", style=_HEADING)
        yield from self._quoted(denial.span)
        if denial.denied is not None:
            yield Line("what is denied:" if denial.kind is DenialKind.DENIED else "asked about:", 4)
            yield from self._quoted(denial.denied, 6)
        for answered in (self.answerable[line] for line in denial.answers):
            whose = ", ".join(part for part in (self.name(answered.party, ""), answered.about) if part)
            yield Line(f"in answer to {whose}:" if whose else "in answer to:", 4)
            for span in answered.spans:
                yield from self._quoted(span, 6)

    def _candidate(self, candidate: Candidate) -> Iterator[Line]:
        party = self.name(candidate.party, "Party unknown")
        yield Line(f"{party}: {candidate.kind}{say_probability(candidate.probability)}", style=_HEADING)
        yield from self._quoted(candidate.span)

    def _figure(self, figure: Figure) -> Iterator[Line]:
        unit = f" ({figure.unit})" if figure.unit else ""
        yield Line(f"{figure.quantity}{unit}: {figure.relation}", style=_HEADING)
        yield Line(self._support(figure, [value.span for value in figure.values]), 2)
        if figure.probability is not None and not (self.why or is_at_odds_by_words(figure)):
            yield Line(f"{len(figure.values)} values of one quantity{say_probability(figure.probability)}", 2)
        yield from self._grounds(figure, "values", "quantity")
        for value in figure.values:
            yield from self._value(value)

    def _grounds(self, group: Commitment | Figure, members: str, whole: str) -> Iterator[Line]:
        if self.why and isinstance(group, Figure) and is_at_odds_by_words(group):
            yield Line("why: the words around them set its values against each other", 2, _ASIDE)
        elif self.why and group.ground is not None:
            surely = say_probability(group.probability)
            yield Line(
                f"why: its {members} are told to be of one {whole} by {group.ground}{surely}", 2, _ASIDE
            )

    def _value(self, value: FigureValue) -> Iterator[Line]:
        qualifier = f" ({value.qualifier})" if value.qualifier else ""
        yield Line(f"{say_value(value)}{qualifier}, {self._giver(value)}, {say_window(value.on)}", 2)
        yield from self._quoted(value.span)
        if value.updates:
            yield Line(f"takes the place of {quote(value.updates)}", 4)

    def _giver(self, value: FigureValue) -> str:
        """Return who gives a number: an actor, or the document's words for somebody who is none."""
        said = self.statements.get(value.statement or "")
        words = word_source(said) if said is not None and said.speaker is None else ""
        return self.name(value.holder, f'"{words}"' if words else "unknown")

    def _relay(self, relay: Relay) -> Iterator[Line]:
        of = self.files.get(relay.of or "")
        origin = " in ".join(part for part in (self.name(relay.outlet, ""), of) if part) or "unknown"
        doubt = "" if relay.directed else ", or the other way round"
        document = self.files.get(relay.document, relay.document)
        yield Line(f"{document} {relay.kind} {origin}{doubt}", style=_HEADING)
        for span in relay.evidence:
            yield from self._quoted(span)

    def _actor(self, actor: Actor) -> Iterator[Line]:
        yield Line(f"{actor.name} ({actor.type})", style=_HEADING)
        others = [alias for alias in actor.aliases if alias != actor.name]
        if others:
            yield Line(f"also {'; '.join(others)}", 2)
        documents = len({span.document for span in actor.mentions})
        yield Line(f"mentioned {_count(len(actor.mentions), 'time')} in {_count(documents, 'document')}", 2)
        yield from self._reasons(actor) if self.why else self._ties(actor)

    def _reasons(self, actor: Actor) -> Iterator[Line]:
        """Yield each link with where its words stand, with the words that it leads to, and what joins them."""
        for link in actor.links:
            yield from self._quoted(link.span)
            yield Line(f"why: {TIES[link.tie]}{say_probability(link.probability)}; the same as", 4, _ASIDE)
            yield from self._quoted(link.to, 6)
        for candidate in self.doubts.get(actor.id, ()):
            yield Line(f"kept apart{say_probability(candidate.probability)}, may be the same:", 2)
            yield from self._quoted(candidate.span)

    def _ties(self, actor: Actor) -> Iterator[Line]:
        told = Counter(
            (" ".join(link.span.exact.split()), link.tie, link.probability) for link in actor.links
        )
        for (words, tie, probability), count in told.items():
            chance = say_probability(probability)
            yield Line(f"“{words}” in {_count(count, 'document')}: {tie}{chance}", 4)

    def _event(self, event: Event) -> Iterator[Line]:
        yield Line(say_window(event.when), style=_HEADING)
        yield from self._quoted(event.span)
        told = f"{_count(event.documents, 'document')}, {self._support(event, (event.span, *event.also))}"
        yield Line(told, 4)

    def _support(self, item: Figure | Event, spans: Iterable[Span]) -> str:
        """Return how many origins something has and, apart from that, which outlets tell it, or files of none."""
        files = sorted({self.files[span.document] for span in spans if span.document in self.nobodys})
        named = (*map(self.name, item.outlets), *files)
        return f"{_count(item.origins, 'independent origin')}{': ' if named else ''}{', '.join(named)}"


def show_hits(hits: Sequence["Hit"]) -> Iterator[Line]:
    """Yield the lines that show what was found, the words sought between asterisks."""
    yield Line(_count(len(hits), "hit"), style=_ASIDE)
    for hit in hits:
        yield Line()
        days = say_days(hit.earliest, hit.latest)
        told = ", ".join(part for part in (hit.kind, hit.act, hit.actor, days) if part)
        yield Line(f"{told}{', checked' if hit.checked else ''}", style=_HEADING)
        yield Line("".join(f"*{words}*" if sought else words for words, sought in hit.pieces), 4)
        yield Line(f"{hit.file}, {hit.start}-{hit.end}", 4, _ASIDE)


def _say_due(version: Version) -> str:
    first, last = version.due.earliest, version.due.latest
    if first is None and last is None:
        return "no day"
    return f"due {say_window(version.due) if first == last else say_due(version)}"


def say_days(first: str | None, last: str | None) -> str:
    """Return two ISO days as one day or a range; nothing where neither is known.

    >>> say_days("2024-05-01", "2024-05-31"), say_days("2024-05-01", "2024-05-01"), say_days(None, "2024-05-31")
    ('2024-05-01 to 2024-05-31', '2024-05-01', 'by 2024-05-31')
    """
    if first is None or last is None:
        return f"by {last}" if last else f"from {first} on" if first else ""
    return first if first == last else f"{first} to {last}"


def quote(span: Span) -> str:
    """Return a passage between quotation marks, cut where it is very long."""
    words = span.exact if len(span.exact) <= _LONGEST_QUOTE else f"{span.exact[:_LONGEST_QUOTE]} […]"
    return f'"{words}"'


def say_probability(probability: float | None, of_act: float | None = None) -> str:
    """Return how likely a line was read rightly, as its end; nothing where it has no probability.

    >>> say_probability(0.9), say_probability(0.97, 0.715), say_probability(None)
    ('; probability 0.9', '; probability 0.97, of its act 0.715', '')
    """
    told = [] if probability is None else [f"probability {probability:.3g}"]
    told += [] if of_act is None else [f"of its act {of_act:.3g}"]
    return f"; {', '.join(told)}" if told else ""


def say_slip(days: int) -> str:
    """Return in words by how much a date moved.

    >>> say_slip(-1)
    '1 day earlier'
    """
    if days == 0:
        return "not moved"
    return f"{_count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
