"""A record as a page shows it: by name and place, in reading order, with its citations numbered.

The HTML dossier, the Markdown one and the pages of single documents are all printed from an edition, so they say
the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from copy import copy
from datetime import date
from functools import cached_property
from typing import Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import (
    AlteredQuotation,
    Checked,
    Commitment,
    Denial,
    DenialKind,
    DocumentEntry,
    Event,
    Figure,
    FigureValue,
    Naming,
    Offsets,
    Outcome,
    Record,
    Silence,
    Span,
    Statement,
    Term,
    Version,
    When,
    is_scheduled,
)
from onrecord.publish import summary
from onrecord.publish.answers import Answered, list_answerable, stands_among
from onrecord.publish.denied import Refusal, choose_answered, list_refusals
from onrecord.publish.differences import Wording, compare
from onrecord.publish.happenings import Timeline, part_happenings
from onrecord.publish.leading import Lead, is_told, part_lines
from onrecord.publish.lede import DATED, DENIAL, DISPUTE, ENDING, Lede, list_named, write_lede
from onrecord.publish.method import say_doubt
from onrecord.publish.naming import quote_act
from onrecord.publish.pieces import Piece, list_pieces
from onrecord.publish.promises import (
    HEADINGS,
    Standing,
    count_windows,
    last_day,
    leave_unnamed,
    leave_unsettled,
    order,
    tell_standing,
    tell_surely,
)
from onrecord.publish.quantities import (
    Quantities,
    Value,
    gather_values,
    is_at_odds_by_words,
    list_quantities,
    quote_number,
)
from onrecord.publish.references import References
from onrecord.publish.relayed import Route, list_routes
from onrecord.publish.requirements import Side, list_sides
from onrecord.publish.rivals import list_rivals
from onrecord.publish.ruled import list_rulings
from onrecord.publish.speakers import Part, leave_out_inner, list_parts_of_actors
from onrecord.publish.title import choose_title
from onrecord.publish.wording import say_support
from onrecord.rulings.support import Support

Grouped = TypeVar("Grouped", Side, Part)


class Group(Struct, frozen=True):
    """Commitments under one heading."""

    standing: Standing
    heading: str
    commitments: tuple[Commitment, ...]


class Edition(References):
    """What is printed of a record."""

    def __init__(self, record: Record, title: str | None = None) -> None:
        super().__init__(record)
        self._asked_title = title
        self._denials: dict[str, list[Refusal]] = {}

    def read(self) -> Self:
        """Work out what stands on every form of the record, and return the edition."""
        for _ in (self.title, self.lede, self.lacking, self.parts, self.singles, self.rivals, self.timeline):
            pass
        self.denials(DenialKind.DECLINED)
        return self

    def start_again(self) -> Self:
        """Return the edition for another form of the record: with nothing cited, and what was worked out at hand."""
        other = copy(self)
        other.citations = self.citations.start_again()
        other._uses = 0
        return other

    @cached_property
    def title(self) -> tuple[str, DocumentEntry | None]:
        """The title that was asked for, else that of a document, with the document."""
        if self._asked_title:
            return self._asked_title, None
        document = choose_title(self.record)
        if document is not None:
            return self.heading(document), document
        speaking = [self.name(part.actor.id) for part in list_named(self) if part.actor]
        return (f"On the record: {', '.join(speaking)}" if speaking else "On the record"), None

    def lead(self, items: Sequence[Lead], most: int) -> tuple[list[Lead], list[Lead]]:
        """Return what of some lines stands unfolded, and the rest, each in the order given."""
        return part_lines(items, most, self)

    def spread(self, groups: Sequence[Grouped], lines: str, most: int) -> tuple[list[Grouped], list[Grouped]]:
        """Return the first groups of lines of which one can stand unfolded, at most so many, and the others."""
        first = [group for group in groups if self.lead(getattr(group, lines), 1)[0]][:most]
        kept = {id(group) for group in first}
        return first, [group for group in groups if id(group) not in kept]

    # the sections

    @cached_property
    def lede(self) -> Lede:
        """What can be told of the story in a few sentences."""
        return write_lede(self.record, self)

    @cached_property
    def lacking(self) -> tuple[list[str], list[str]]:
        """Of which kinds of line the lede has none: those of which some stand below it, and those of which none do."""
        below = {
            DATED: any(last_day(item) for item in self.commitments),
            DISPUTE: bool(self.quantities.disputed),
            DENIAL: bool(self.denials()),
            ENDING: any(self.outcome(item) for item in self.commitments),
        }
        missing = self.lede.missing
        return [one for one in missing if below[one]], [one for one in missing if not below[one]]

    @cached_property
    def commitments(self) -> list[Commitment]:
        """The announcements that stand on the page: those read surely enough, as somebody's."""
        support = Support(self.record)
        told = (tell_surely(item, self.record.as_of, support) for item in self.record.commitments)
        settled = (item for one in told if (item := self._settle_party(one)) is not None)
        return [self._settle_outcome(item) for item in settled]

    def _settle_outcome(self, commitment: Commitment) -> Commitment:
        """Return an announcement without what came of it where no words of that stand on the page."""
        told = commitment.outcome in (Outcome.OPEN, Outcome.UNKNOWN) or self.outcome(commitment)
        return commitment if told else leave_unsettled(commitment, self.record.as_of)

    def _settle_party(self, commitment: Commitment) -> Commitment | None:
        """Return an announcement as its words bear it out: its party's, nobody's, or not at all.

        What is only scheduled needs no party to stand in a calendar.
        """
        if is_told(commitment, self):
            return commitment
        sure = commitment.versions[-1].probability or 0
        if commitment.party is None or (sure < summary.UNNAMED and not is_scheduled(commitment.versions)):
            return None
        nobodys = leave_unnamed(commitment, self.record.as_of)
        return nobodys if is_told(nobodys, self) else None

    def announcer(self, commitment: Commitment) -> tuple[str, str]:
        """Return whose an announcement is, and who tells of it where it is not told in the party's own words.

        Either may be empty: an outlet tells of what it says will be done.
        """
        last = commitment.versions[-1]
        own = commitment.party is not None and last.by == commitment.party
        name = self.name(commitment.party) if commitment.party else ""
        if own and not self.is_outlet(commitment.party):
            return name, ""
        teller = self.name(last.by) if last.by else self.source(self._documents[last.span.document])
        return "" if own else name, f"as told by {teller}"

    def act(self, commitment: Commitment) -> str:
        """Return the act of an announcement in a few words of its own, in quotation marks; nothing where it is unsure.

        They stand in the sentence of one that is told, the last first, or in the one before it.
        """
        return quote_act(commitment, self._list_sentences(commitment))

    def _list_sentences(self, commitment: Commitment) -> Iterator[str]:
        for version in reversed(commitment.versions):
            text = self._documents[version.span.document].text
            first, last = self.find_sentence(version.span)
            yield text[first:last]
            if first:
                yield text[slice(*self.citations.sentences(version.span.document).around(first - 1, first))]

    def groups(self) -> list[Group]:
        """Return the announcements on the page by where they stand."""
        ordered = order(self.commitments)
        found = [
            Group(standing, heading, tuple(item for item in ordered if tell_standing(item) is standing))
            for standing, heading in HEADINGS.items()
        ]
        return [group for group in found if group.commitments]

    def outcome(self, commitment: Commitment) -> list[Span]:
        """Return the words on what became of an announcement: those that name its party and say more than it does.

        Of words that name nobody, or somebody else, too few tell of the act that they are held to tell of.
        """
        if commitment.ruling is not None:
            return list(commitment.outcome_evidence)
        last = commitment.versions[-1].span
        return [
            span
            for span in commitment.outcome_evidence
            if (span.document, self.find_sentence(span)) != (last.document, self.find_sentence(last))
            and commitment.party is not None
            and self.is_named(commitment.party, span.document, self.find_sentence(span))
        ]

    def has_ending(self, commitment: Commitment) -> bool:
        """Tell whether words on what became of an announcement stand on the page."""
        return any(one.id == commitment.id and self.outcome(one) for one in self.commitments)

    def has_word(self, group: Group) -> bool:
        """Tell whether words on what became of some announcements of a group stand below them."""
        return any(self.outcome(commitment) for commitment in group.commitments)

    def charted(self) -> set[str]:
        """Return the commitments that get a chart: the first in reading order whose day moved."""
        dated = [item.id for item in order(self.commitments) if count_windows(item) > 1]
        return set(dated[: summary.CHARTED])

    @cached_property
    def quantities(self) -> Quantities:
        """The numbers on the page, by what can be told of their values."""
        return list_quantities(self.record.figures, self)

    def counted(self, figure: Figure) -> str:
        """Return what a figure is a number of: the words around the value that is given most often."""
        values = sorted(self.values(figure), key=lambda value: -len(value.spans))
        return quote_number(self.passage(values[0].spans[0]))

    def together(self, figure: Figure) -> str:
        """Return how surely the numbers of a figure are of one quantity; nothing where that is sure or checked.

        So it is where the words alone set numbers against each other, of which no judge is asked how sure they are.
        """
        checked = all(value.ruling for value in figure.values)
        return (
            "" if checked or is_at_odds_by_words(figure) else say_doubt("of one quantity", figure.probability)
        )

    def rulings(self) -> list[Checked]:
        """Return what people ruled on the lines of the record."""
        return list_rulings(self.record)

    def count_numbers(self) -> int:
        """Return how many numbers, rival names and altered quotations stand on the page."""
        shown = sum(
            min(len(figures), summary.SHOWN_FIGURES)
            for figures in (self.quantities.disputed, self.quantities.agreed, self.quantities.repeated)
        )
        names = min(len(self.rivals), summary.SHOWN_NAMINGS)
        quotations = min(len(self.altered()), summary.SHOWN_QUOTATIONS)
        return shown + names + quotations + min(len(self.singles), summary.SHOWN_SINGLE)

    @cached_property
    def singles(self) -> list[tuple[FigureValue, ...]]:
        """The numbers that stand by themselves, those that somebody gives in one sentence together."""
        found: dict[tuple[object, ...], list[FigureValue]] = {}
        for value in self.quantities.single:
            place = value.span.document, self.find_sentence(value.span)
            found.setdefault((value.holder or self.word_giver(value), value.ruling, *place), []).append(value)
        return [tuple(values) for values in found.values()]

    def word_giver(self, value: FigureValue) -> str:
        """Return the words for who gives a number, as they stand, where no actor is told."""
        return "" if value.holder else self.quantities.givers.get(value.span, "")

    def count_unsure_terms(self) -> int:
        """Return how many demands do not stand on the page."""
        told = sum(len(one.terms) for side in self.sides for one in side.requirements)
        return len(self.record.terms) - told

    def count_unsure_denials(self) -> int:
        """Return how many denials do not stand on the page."""
        told = {
            self._place(line.span)
            for kind in DenialKind
            for one in self.denials(kind)
            for line in (one.first, *one.others)
        }
        return sum(self._place(denial.span) not in told for denial in self.record.denials)

    def support(self, item: Figure | Event | Version, commitment: Commitment | None = None) -> str:
        """Return how many origins something has and who tells it: outlets, and documents whose outlet is not known.

        A version is told with its commitment, of which others may tell of the same window.
        """
        spans = _list_telling(item, commitment)
        nobodys = dict.fromkeys(
            document for span in spans if (document := self._documents[span.document]).outlet is None
        )
        names = [self.name(outlet) for outlet in item.outlets] + [self.source(one) for one in nobodys]
        return say_support(item.origins, list(dict.fromkeys(names)))

    def alike(self, spans: Sequence[Span]) -> list[list[Span]]:
        """Return passages with those of the same words together."""
        grouped: dict[str, list[Span]] = defaultdict(list)
        for span in spans:
            grouped[" ".join(span.exact.split())].append(span)
        return list(grouped.values())

    def values(self, figure: Figure) -> list[Value]:
        """Return the different values of a figure, each with who gives it and where."""
        return gather_values(figure, self.quantities.givers)

    @cached_property
    def rivals(self) -> list[tuple[Naming, list[tuple[str, list[tuple[str | None, Span]]]]]]:
        """The rival names of one thing, each with who uses it where; ways of spelling one name are no rivals."""
        return list_rivals(self.record)

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

    @cached_property
    def sides(self) -> list[Side]:
        """The parties that require something, those that require most first and those not named last."""
        found = list_sides(self.record, self.find_sentence)
        told = (
            replace(side, requirements=tuple(one for one in side.requirements if is_told(one, self)))
            for side in found
        )
        return [side for side in told if side.requirements]

    @cached_property
    def parts(self) -> list[Part]:
        """What each actor said, announced, denied and required, those of whom most is on record first."""
        record = replace(
            self.record,
            commitments=tuple(self.commitments),
            denials=tuple(one.first for kind in DenialKind for one in self.denials(kind)),
            terms=tuple(one.first for side in self.sides for one in side.requirements),
        )
        found = list_parts_of_actors(record, self.day_of)
        for part in found:
            part.lines = leave_out_inner([line for line in part.lines if is_told(line, self)])
        return [part for part in found if part.lines]

    def pieces(self, statement: Statement) -> list[Piece]:
        """Return the words of a statement, its cue and its source as they stand in the document."""
        first = min(span for span in (*statement.content, statement.cue, statement.source) if span)
        begin = self.find_sentence(first).start
        return list_pieces(statement, self._documents[statement.document].text, begin)

    def denials(self, kind: str = DenialKind.DENIED) -> list[Refusal]:
        """Return the denials of a kind, those first whose target can be told, then by day.

        Whoever only says that another denies something, as whoever signs a mail does, denies it not again.
        """
        if kind not in self._denials:
            self._denials[kind] = self._list_denials(kind)
        return self._denials[kind]

    def _list_denials(self, kind: str) -> list[Refusal]:
        found = [denial for denial in self.record.denials if denial.kind == kind]
        refusals = [one for one in list_refusals(found, self.find_sentence) if is_told(one, self)]
        carried = {
            (bearer, *self._place(line.span))
            for one in refusals
            for line in (one.first, *one.others)
            if line.statement is not None and line.ruling is None
            for bearer in self._statements[line.statement].via
        }
        return sorted(
            (one for one in refusals if not self._is_carried(one, carried)),
            key=lambda one: (not self.answers(one.first), self.day_of(one.first).earliest or date.max),
        )

    def _is_carried(self, refusal: Refusal, carried: Set[tuple[str, str, Offsets]]) -> bool:
        lines = (refusal.first, *refusal.others)
        return all(line.ruling is None and (line.party, *self._place(line.span)) in carried for line in lines)

    def _place(self, span: Span) -> tuple[str, Offsets]:
        return span.document, self.find_sentence(span)

    def answers(self, denial: Denial) -> tuple[str, ...]:
        """Return the lines that a denial surely answers."""
        return choose_answered(denial, self._statements, self)

    def day_of(self, line: Denial | Term) -> When:
        """Return when a denial or a demand was made: as its statement was, else when its document was published."""
        if line.statement is not None:
            return self._statements[line.statement].said_on
        return self._documents[line.span.document].published

    def stands_within(self, answered: Answered, denial: Denial) -> bool:
        """Tell whether what a denial answers is told in its own sentence, so that it stands there already."""
        place = (denial.span.document, self.find_sentence(denial.span))
        return all((span.document, self.find_sentence(span)) == place for span in answered.spans)

    def answered(self, line: str) -> Answered:
        """Return a line that a denial answers."""
        return self._answerable[line]

    @cached_property
    def _answerable(self) -> dict[str, Answered]:
        return list_answerable(self.record)

    def silences(self) -> list[Silence]:
        """Return who did not answer, but for those who would not comment, or deny something, in the same sentence."""
        declined = [one.span for one in self.record.denials if one.kind == DenialKind.DECLINED]
        denied = {
            (one.party, span.document, self.find_sentence(span))
            for refusal in self.denials()
            for span, one in ((denial.span, denial) for denial in (refusal.first, *refusal.others))
        }
        return [
            one
            for one in self.record.silences
            if one.ruling is not None
            or (
                not stands_among(one.span, declined)
                and (one.party, one.span.document, self.find_sentence(one.span)) not in denied
            )
        ]

    def routes(self) -> list[Route]:
        """Return how what is told reached the documents."""
        return list_routes(self.record)

    def origin(self, route: Route) -> str:
        """Return the name of what a route begins at."""
        if route.origin:
            return self.name(route.origin)
        return self.source(self._documents[route.of[0]]) if route.of else "an outlet, in these words"

    def taker(self, route: Route) -> str:
        """Return the name of who took over what a route carries."""
        return self.source(self._documents[route.takers[0]])

    @cached_property
    def timeline(self) -> Timeline:
        """The events, and the days that were set for something."""
        return part_happenings(self.record, self.is_said, summary.FIRST_EVENTS)

    def announced_before(self, event: Event) -> tuple[Span, ...]:
        """Return the words that only announced what came about."""
        return self.timeline.announced.get(event.id, ())

    def reported(self, event: Event) -> list[Span]:
        """Return the sentences that tell of an event and do not only announce it, the one that stands first first."""
        before = self.announced_before(event)
        return [event.span, *(span for span in event.also if span not in before)]


def _list_telling(item: Figure | Event | Version, commitment: Commitment | None) -> Iterator[Span]:
    """Yield the words of the documents that tell of something."""
    match item:
        case Figure():
            yield from (value.span for value in item.values)
        case Event():
            yield from (item.span, *item.also)
        case _:
            yield item.span
            others = commitment.versions if commitment is not None else ()
            yield from (one.span for one in others if one.due.edtf == item.due.edtf)
