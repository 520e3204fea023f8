"""The lines of a record -> what somebody is asked to rule on, what matters most first."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec
from msgspec import Struct

from onrecord.model import Actor, ActorType, Clock, Record, Relation, Span
from onrecord.rulings.placing import Places
from onrecord.rulings.ruling import LineKind, Target, Told
from onrecord.rulings.standing import Standing
from onrecord.rulings.telling import Reader, Row
from onrecord.world import fold_name

_MOST_ALIKE = 20  # actors of one name that are compared; more share it by being named after a place


class Reason(StrEnum):
    """Why a line is asked about; in this order."""

    CONFLICT = "people differ on it"
    LATE = "its day has gone by"
    DISPUTED = "it answers another line"
    AT_ODDS = "its number is at odds with another"
    DENIAL = "somebody denies something"
    NAME = "two actors of one name"
    CANDIDATE = "the program was not sure enough to tell it"
    TOLD = "nobody has checked it"
    ADDED = "a person added it"  # never open: it is ruled on


_ORDER = {reason: place for place, reason in enumerate(Reason)}


class Question(Struct, frozen=True):
    """A line that somebody may rule on."""

    key: str  # names the line in an address
    reason: Reason
    target: Target
    span: Span
    told: Told | None  # none: the program has no such line
    published: bool | None
    probability: float | None
    line: str


def name_target(target: Target) -> str:
    """Return what a line is called in an address, the same after every build."""
    return hashlib.sha256(msgspec.json.encode(target)).hexdigest()[:16]


def list_questions(record: Record) -> tuple[Question, ...]:
    """Return everything in a record that people may rule on, what is unsure and matters first."""
    late = {one.id for one in record.commitments if one.clock in {Clock.OVERDUE, Clock.PASSED}}
    answering = {one.id for one in record.denials if one.answers}
    at_odds = {one.id for one in record.figures if one.relation in {Relation.CONTRADICT, Relation.TENSION}}
    reader = Reader(record)
    found = [_ask(row, _find_reason(row, late, answering, at_odds)) for row in reader.rows()]
    found += [_ask(row, Reason.NAME) for row in _pair_names(record.actors, reader)]
    known: dict[str, Question] = {}
    for question in sorted(found, key=_rank):
        known.setdefault(question.key, question)
    return tuple(known.values())


def _find_reason(row: Row, late: set[str], answering: set[str], at_odds: set[str]) -> Reason:
    if row.target.kind is LineKind.PAIR:
        return Reason.NAME
    if not row.published:
        return Reason.CANDIDATE
    if row.target.kind in {LineKind.VERSION, LineKind.OUTCOME} and row.line in late:
        return Reason.LATE
    if row.target.kind is LineKind.FIGURE and row.line in at_odds:
        return Reason.AT_ODDS
    if row.target.kind is LineKind.DENIAL:
        return Reason.DISPUTED if row.line in answering else Reason.DENIAL
    return Reason.TOLD


def _ask(row: Row, reason: Reason) -> Question:
    return Question(
        name_target(row.target),
        reason,
        row.target,
        row.span,
        row.told,
        row.published,
        row.probability,
        row.line,
    )


def _rank(question: Question) -> tuple[object, ...]:
    """Return what questions are sorted by: a candidate that is likely first, and a line that is unlikely."""
    probability = 1.0 if question.probability is None else question.probability
    sure = -probability if question.reason is Reason.CANDIDATE else probability
    return _ORDER[question.reason], sure, *question.target.order


def _pair_names(actors: Sequence[Actor], reader: Reader) -> Iterator[Row]:
    """Yield the pairs of people who bear one last name, and of bodies whose names begin alike."""
    by_name: dict[tuple[ActorType, str], list[Actor]] = defaultdict(list)
    for actor in actors:
        words = fold_name(actor.name).split()
        if actor.mentions and words:
            by_name[actor.type, words[-1] if actor.type is ActorType.PERSON else words[0]].append(actor)
    for same in by_name.values():
        for number, one in enumerate(same[:_MOST_ALIKE]):
            for other in same[number + 1 : _MOST_ALIKE]:
                first, second = sorted(reader.anchor(actor.mentions[0]) for actor in (one, other))
                span = min(one.mentions[0], other.mentions[0], key=lambda span: reader.anchor(span) != first)
                target = Target(LineKind.PAIR, first, second)
                yield Row(target, span, Told(), published=True, probability=None, line=one.id)


def list_added(
    standings: Iterable[Standing], questions: Collection[str], places: Places
) -> tuple[Question, ...]:
    """Return the lines that the program does not have and people added, so that these can be ruled on again."""
    return tuple(
        Question(name_target(one.target), Reason.ADDED, one.target, spans[0], head.after, None, None, "")
        for one in standings
        if one.heads and name_target(one.target) not in questions
        for head in one.heads[:1]
        if head.after is not None and one.target.kind not in {LineKind.PAIR, LineKind.NAMES}
        if (spans := places.find(one.target.words))
    )


def list_open(
    questions: Sequence[Question], standings: Mapping[Target, Standing], conflicts: Sequence[Standing]
) -> list[Question]:
    """Return the questions on which nobody has ruled, those on which people differ before all others."""
    differ = {name_target(standing.target) for standing in conflicts}
    first = [
        msgspec.structs.replace(question, reason=Reason.CONFLICT)
        for question in (questions if differ else ())
        if question.key in differ
    ]
    ruled = {name_target(target) for target, standing in standings.items() if standing.heads}
    return [*first, *(question for question in questions if question.key not in ruled)]
