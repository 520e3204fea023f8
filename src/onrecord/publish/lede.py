"""The lede: a few sentences about the story, each of which says no more than the lines that it cites.

The sentences themselves are templates; here is decided of which lines they are made.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from onrecord.lexicon import load_lexicon
from onrecord.model import (
    Act,
    ActorType,
    Commitment,
    Denial,
    DenialKind,
    Figure,
    FigureValue,
    Outcome,
    Record,
    Relation,
    Span,
    Statement,
    Tie,
    Version,
)
from onrecord.publish.leading import weigh_denial

# The least probability of a line that the lede is made of, which stands at the head, alone: of statements, and of what
# is announced and denied. Demands are nowhere read so surely.
_SURE_STATEMENT, SURE = 0.95, 0.93
_SPEAKERS = 3
_SENTENCES = 4  # where there is less to tell of the story, what those most on record said fills up to so many
_FEWEST = 8  # words of a statement that tells something by itself
_SOURCE = 80  # characters of who says it; what is longer tells of others too
_MARKS = "\"“”‘’'"
_ANNOUNCING = frozenset((Act.COMMIT, Act.REFUSE, Act.HOPE))
# what two announcements must have in common for the lede to say that one moved the other's day
_SAME_ACT = frozenset((Tie.THING, Tie.THING_AND_PARTY, Tie.THING_AND_DAY))


class Speaker(Struct, frozen=True):
    """One of those who are most on record, how often, and their surest statement."""

    actor: str
    statements: int
    statement: Statement


class Announced(Struct, frozen=True):
    """The announcement to tell of, and the first one of the same act where its day was another."""

    commitment: Commitment
    last: Version
    first: Version | None


class Disputed(Struct, frozen=True):
    """Two numbers for one quantity that can't both be so, and the sentences that say them."""

    figure: Figure
    values: tuple[FigureValue, FigureValue]


class Lede(Struct, frozen=True):
    """Of which lines the lede is made; what there is not, it says in one sentence."""

    speakers: tuple[Speaker, ...]
    said: tuple[Statement, ...]  # by those of them of whom a sentence is printed
    announced: Announced | None
    disputed: Disputed | None
    denial: Denial | None
    outcome: Commitment | None
    missing: tuple[str, ...]


def write_lede(record: Record) -> Lede:
    """Return what the lede tells: only lines read surely, and of parties who are named."""
    announced, disputed = _choose_announced(record), _choose_disputed(record)
    denial, outcome = _choose_denial(record), _choose_outcome(record)
    speakers = _choose_speakers(record)
    told = [line for line in (speakers, announced, disputed, denial, outcome) if line]
    used = {item.statement for item in (announced and announced.last, denial) if item}
    said = (one.statement for one in speakers if _is_telling(record, one.statement))
    missing = {
        "an announcement with a day": announced,
        "a dispute over a number": disputed,
        "a denial": denial,
        "what became of an announcement": outcome,
    }
    return Lede(
        speakers,
        tuple(one for one in said if one.id not in used)[: max(0, _SENTENCES - len(told))],
        announced,
        disputed,
        denial,
        outcome,
        tuple(name for name, found in missing.items() if found is None),
    )


def _choose_speakers(record: Record) -> tuple[Speaker, ...]:
    named = {actor.id for actor in record.actors if actor.type not in (ActorType.ANONYMOUS, ActorType.OUTLET)}
    said = Counter(statement.speaker for statement in record.statements if statement.speaker in named)
    found: list[Speaker] = []
    for actor, many in sorted(said.items(), key=lambda item: (-item[1], str(item[0]))):
        sure = [
            one
            for one in record.statements
            if one.speaker == actor and _is_sure(one.probability, _SURE_STATEMENT)
        ]
        if actor and sure and len(found) < _SPEAKERS:
            best = max(
                sure,
                key=lambda one: (
                    _is_telling(record, one),
                    one.act is not Act.ASSERT,
                    one.act_probability or 0,
                    one.id,
                ),
            )
            found.append(Speaker(actor, many, best))
    return tuple(found)


def _is_telling(record: Record, statement: Statement) -> bool:
    """Tell whether a statement can be told by itself: enough words, and a source that is its speaker's name."""
    source = statement.source
    if source is None or len(source.exact) > _SOURCE:
        return False
    names = next(
        ((actor.name, *actor.aliases) for actor in record.actors if actor.id == statement.speaker), ()
    )
    said = {word for word in source.exact.replace("’", "'").split() if word[:1].isupper()}
    named = any(not said.isdisjoint(name.replace("’", "'").split()) for name in names)
    words = [word for span in statement.content for word in span.exact.split()]
    return named and len(words) >= _FEWEST and words[0].strip(_MARKS).lower() not in _list_pointing()


@cache
def _list_pointing() -> frozenset[str]:
    return load_lexicon("onrecord.publish", "lede.toml").words("pointing")


def _choose_announced(record: Record) -> Announced | None:
    """Return the announcement that most documents tell of, of those read surely whose party and day are told.

    Only somebody's own words count, which are read as a commitment by themselves too.
    """
    statements = {statement.id: statement for statement in record.statements}

    def is_own(version: Version, party: str | None) -> bool:
        said = statements.get(version.statement or "")
        return said is not None and said.speaker == party and said.act in _ANNOUNCING

    candidates = []
    for commitment in record.commitments:
        dated = [one for one in commitment.versions if one.due.latest and _is_sure(one.probability)]
        if commitment.party is None or not dated or not is_own(dated[-1], commitment.party):
            continue
        last = dated[-1]
        if last is not commitment.versions[-1] and commitment.versions[-1].due.latest:
            continue  # what was announced last was not read surely enough to leave it out, or to tell it
        documents = len({one.span.document for one in commitment.versions})
        candidates.append((documents, last.said_on.latest or last.said_on.earliest, commitment, last))
    if not candidates:
        return None
    *_, commitment, last = max(candidates, key=lambda item: (item[0], str(item[1]), item[2].id))
    first = commitment.versions[0]
    moved = (
        first is not last
        and first.due.latest is not None
        and last.due.latest is not None
        and first.due.latest < last.due.latest
        and _is_sure(first.probability)
        and last.link is not None
        and last.link.tie in _SAME_ACT
        and first.by is not None
        and first.by == last.by
    )
    return Announced(commitment, last, first if moved else None)


def _choose_disputed(record: Record) -> Disputed | None:
    """Return the contradiction that most origins tell of, between two holders who are named."""
    found = []
    for figure in record.figures:
        if any(span.exact.startswith("|") for span in figure.evidence):
            continue  # the rows of a table, which are no sentences
        pair = _find_pair(figure.values, figure.evidence) if figure.relation is Relation.CONTRADICT else None
        if pair:
            found.append(Disputed(figure, pair))
    return max(
        found, key=lambda one: (one.figure.origins, len(one.figure.values), one.figure.id), default=None
    )


def _find_pair(
    values: Sequence[FigureValue], evidence: Sequence[Span]
) -> tuple[FigureValue, FigureValue] | None:
    held = [
        next((value for value in values if value.holder and _covers(span, value.span)), None)
        for span in evidence[:2]
    ]
    match held:
        case [FigureValue() as one, FigureValue() as other] if one.holder != other.holder:
            return one, other
    return None


def _covers(span: Span, other: Span) -> bool:
    return span.document == other.document and span.start <= other.start and other.end <= span.end


def _choose_denial(record: Record) -> Denial | None:
    statements = {statement.id: statement for statement in record.statements}
    sure = [
        denial
        for denial in record.denials
        if denial.kind is DenialKind.DENIED
        and denial.party
        and _is_sure(weigh_denial(denial, statements.get(denial.statement or "")))
    ]
    return max(sure, key=lambda one: (bool(one.answers), one.probability or 0, one.id), default=None)


def _choose_outcome(record: Record) -> Commitment | None:
    told = [
        commitment
        for commitment in record.commitments
        if commitment.party
        and commitment.outcome not in (Outcome.OPEN, Outcome.UNKNOWN)
        and _is_sure(commitment.versions[-1].probability)
    ]
    return max(told, key=lambda one: (len(one.versions), one.id), default=None)


def _is_sure(probability: float | None, least: float = SURE) -> bool:
    return probability is not None and probability >= least
