"""The lede: a few sentences about the story, each of which says no more than the lines that it cites.

The sentences themselves are templates, which quote and name outlet and day; here is decided of which lines they are
made. What can't be told surely is left out: three sure sentences are worth more than five.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache

from msgspec import Struct

from onrecord.lexicon import load_lexicon
from onrecord.model import (
    ActorType,
    Commitment,
    Denial,
    DenialKind,
    Figure,
    FigureValue,
    Outcome,
    Quoted,
    Record,
    Relation,
    Span,
    Statement,
    Tie,
    Version,
)
from onrecord.publish import summary
from onrecord.publish.leading import BINDING, Book, is_named_by, is_telling, weigh_denial
from onrecord.publish.speakers import Part

# The least probability of a line that the lede is made of, which stands at the head, alone. What somebody is only told
# to have said must be read more surely than what stands in quotation marks.
SURE, _SURE_QUOTED, _SURE_TOLD = 0.93, 0.97, 0.99
# what the lede tells where it can
DATED, DISPUTE, DENIAL, ENDING = (
    "an announcement with a day",
    "a dispute over a number",
    "a denial",
    "what became of an announcement",
)
_SPEAKERS = 3
_SENTENCES = 4  # where there is less to tell of the story, what those most on record said fills up to so many
_FEWEST = 8  # words of a statement that tells something by itself
_FEWEST_DENIED = 4  # of a denial: 'the allegations' tell nothing
_MARKS = "\"“”‘’'"
# what two announcements must have in common for the lede to say that one took the other's place
_SAME_ACT = frozenset((Tie.THING, Tie.THING_AND_PARTY, Tie.THING_AND_DAY))


class Announced(Struct, frozen=True):
    """The latest announcement of an act, and the first one where its day was another."""

    commitment: Commitment
    last: Version
    first: Version | None


class Disputed(Struct, frozen=True):
    """Two numbers for one quantity that can't both be so, and the sentences that say them."""

    figure: Figure
    values: tuple[FigureValue, FigureValue]


class Lede(Struct, frozen=True):
    """Of which lines the lede is made; what there is not, it says in one sentence."""

    speakers: tuple[
        Statement, ...
    ]  # of each of those most on record, what names him and was read most surely
    said: tuple[Statement, ...]  # by them
    announced: Announced | None
    disputed: Disputed | None
    denial: Denial | None
    outcome: Commitment | None
    missing: tuple[str, ...]


def write_lede(record: Record, book: Book) -> Lede:
    """Return what the lede tells: only lines read surely, and of parties whom their words name."""
    announced, disputed = _choose_announced(record, book), _choose_disputed(record)
    denial, outcome = _choose_denial(record, book), _choose_outcome(record)
    speakers = list_named(book)
    told = [line for line in (announced, disputed, denial, outcome) if line]
    taken = [item.span for item in (announced and announced.last, denial) if item]
    # whose wording is right the first lines can't say
    taken += [words for one in record.altered_quotations for words in one.versions]
    named = frozenset(document.id for document in record.documents if document.outlet is not None)
    said: list[Statement] = []
    for part in speakers:
        found = _choose_said(part, book, taken, named)
        if found is not None and len(said) + len(told) + 1 < _SENTENCES:
            said.append(found)
    missing = {
        DATED: announced,
        DISPUTE: disputed,
        DENIAL: denial,
        ENDING: outcome,
    }
    return Lede(
        tuple(max(_list_naming(part, book), key=_sureness) for part in speakers),
        tuple(said),
        announced,
        disputed,
        denial,
        outcome,
        tuple(name for name, found in missing.items() if found is None),
    )


def list_named(book: Book) -> list[Part]:
    """Return who of those who are named is most on record, of those who share a surname one: they may be one."""
    found: dict[str, Part] = {}
    for part in book.parts:
        named = part.actor is not None and part.actor.type not in (ActorType.ANONYMOUS, ActorType.OUTLET)
        if part.actor is not None and named and _list_naming(part, book):
            found.setdefault(part.actor.name.split()[-1], part)
    return list(found.values())[:_SPEAKERS]


def _list_naming(part: Part, book: Book) -> list[Statement]:
    """Return what somebody said in words that name him."""
    return [
        line.first for line in part.lines if line.first.source is not None and is_named_by(line.first, book)
    ]


def _choose_said(part: Part, book: Book, taken: Sequence[Span], named: AbstractSet[str]) -> Statement | None:
    """Return what somebody said that was read surely and is not told yet: best in quotation marks, by many.

    Where the outlets of any documents are known, of which `named` are, the others are not heard.
    """
    known = [line for line in part.lines if not named or line.first.document in named]
    sure = [line for line in known if _is_quotable(line.first, book, taken)]
    best = max(
        sure,
        key=lambda line: (
            line.first.quoted is not Quoted.INDIRECT,
            len({statement.document for statement in (line.first, *line.others)}),
            line.first.source is not None,
            line.first.probability or 0,
            line.first.id,
        ),
        default=None,
    )
    return best.first if best else None


def _is_quotable(statement: Statement, book: Book, taken: Sequence[Span]) -> bool:
    least = _SURE_TOLD if statement.quoted is Quoted.INDIRECT else _SURE_QUOTED
    begin = statement.content[0]
    sentence = book.find_sentence(begin)
    whole = book.document(begin.document).text[sentence.start : sentence.end]
    return (
        _is_sure(statement.probability, least)
        and len(begin.exact.split()) >= _FEWEST
        and is_telling(statement, book, _FEWEST)
        and not any(
            words.split()[0].strip(_MARKS).lower() in _list_pointing() for words in (begin.exact, whole)
        )
        and not any(_shares_sentence(begin, span, book) for span in taken)
    )


def _sureness(statement: Statement) -> tuple[float, str]:
    return statement.probability or 0, statement.id


def _shares_sentence(one: Span, other: Span, book: Book) -> bool:
    return one.document == other.document and book.find_sentence(one) == book.find_sentence(other)


@cache
def _list_pointing() -> frozenset[str]:
    return load_lexicon("onrecord.publish", "lede.toml").words("pointing")


def _choose_announced(record: Record, book: Book) -> Announced | None:
    """Return the announcement that most documents tell of, of those read surely whose speaker and day are told.

    Of those who give its last day, the line is of an outlet that is known, of a known day, and the latest. Only
    somebody's own words count, which are read as a commitment by themselves too, and only the last for a day that
    the party is on record with at all: which announcements are of one act is often missed, and an earlier day that was
    given up is no news. Where what was announced last was not read surely enough, the party's are left out.
    """
    latest = _find_latest(record.commitments)
    statements = {statement.id: statement for statement in record.statements}

    def is_own(version: Version, party: str | None) -> bool:
        said = statements.get(version.statement or "")
        return (
            said is not None
            and said.speaker == party
            and said.act in BINDING
            and (said.act_probability is None or said.act_probability >= summary.ACT)
            and is_telling(said, book, 1)
            and any(version.span.overlaps(span) for span in said.content)
        )

    outlets = {document.id: document.outlet for document in record.documents}

    def rank(version: Version) -> tuple[object, ...]:
        said = version.said_on
        known = (
            outlets[version.span.document] is not None,
            said.earliest is not None,
            said.earliest == said.latest,
        )
        return *known, said.latest or date.min, version.probability or 0, version.span

    candidates = []
    for commitment in record.commitments:
        last = commitment.versions[-1]
        said = last.said_on.latest or last.said_on.earliest
        if said is None or said < latest.get(commitment.party or "", said):
            continue
        if last.due.latest and _is_sure(last.probability) and is_own(last, commitment.party):
            documents = len({one.span.document for one in commitment.versions})
            candidates.append((documents, said, commitment, last))
    if not candidates:
        return None
    *_, commitment, last = max(candidates, key=lambda item: (item[0], item[1], item[2].id))
    same = (one for one in commitment.versions if one.due.latest == last.due.latest)
    best = max((one for one in same if _is_sure(one.probability) and is_own(one, commitment.party)), key=rank)
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
        and (commitment.probability is None or commitment.probability >= summary.TOLD["chain"])
    )
    return Announced(commitment, best, first if moved else None)


def _find_latest(commitments: Sequence[Commitment]) -> dict[str, date]:
    """Return since when each party surely has on record what it last announced for a day."""
    latest: dict[str, date] = {}
    for commitment in commitments:
        for version in commitment.versions:
            said = version.said_on.earliest
            if commitment.party and said and version.due.latest:
                latest[commitment.party] = max(said, latest.get(commitment.party, said))
    return latest


def _choose_disputed(record: Record) -> Disputed | None:
    """Return the contradiction that most origins tell of, between two holders who are named.

    That its numbers are of one quantity must be sure, or a person must have ruled on both.
    """
    found = []
    for figure in record.figures:
        if any(span.exact.startswith("|") for span in figure.evidence):
            continue  # the rows of a table, which are no sentences
        pair = _find_pair(figure.values, figure.evidence) if figure.relation is Relation.CONTRADICT else None
        if pair and (_is_sure(figure.probability) or all(value.ruling for value in pair)):
            found.append(Disputed(figure, pair))
    return max(
        found, key=lambda one: (one.figure.origins, len(one.figure.values), one.figure.id), default=None
    )


def _find_pair(
    values: Sequence[FigureValue], evidence: Sequence[Span]
) -> tuple[FigureValue, FigureValue] | None:
    held = [
        next((value for value in values if value.holder and span.covers(value.span)), None)
        for span in evidence[:2]
    ]
    match held:
        case [FigureValue() as one, FigureValue() as other] if one.holder != other.holder:
            return one, other
    return None


def _choose_denial(record: Record, book: Book) -> Denial | None:
    """Return the denial that was read most surely, of those by whom their sentence names as denying it."""
    statements = {statement.id: statement for statement in record.statements}

    def is_plain(denial: Denial) -> bool:
        said = statements.get(denial.statement or "")
        return (
            said is not None
            and is_telling(said, book, _FEWEST_DENIED)
            and said.cue is not None
            and denies_plainly(said.cue.exact)
        )

    sure = [
        denial
        for denial in record.denials
        if denial.kind is DenialKind.DENIED
        and denial.party
        and _is_sure(weigh_denial(denial, statements.get(denial.statement or "")))
        and (denial.ruling or is_plain(denial))
    ]
    return max(sure, key=lambda one: (bool(one.answers), one.probability or 0, one.id), default=None)


@cache
def _list_denying() -> frozenset[str]:
    return load_lexicon("onrecord.publish", "lede.toml").words("denying")


def denies_plainly(cue: str) -> bool:
    """Tell whether a cue is a verb of denying, by itself.

    >>> denies_plainly("has repeatedly denied"), denies_plainly("defended"), denies_plainly("said")
    (True, False, False)
    """
    return not _list_denying().isdisjoint(cue.lower().split())


def _choose_outcome(record: Record) -> Commitment | None:
    """Return the announcement of most versions of whose outcome a person ruled that it is so.

    Which words tell what became of which act is right for three in four: too few for the head of a page.
    """
    told = [
        commitment
        for commitment in record.commitments
        if commitment.party
        and commitment.ruling is not None
        and commitment.outcome not in (Outcome.OPEN, Outcome.UNKNOWN)
    ]
    return max(told, key=lambda one: (len(one.versions), one.id), default=None)


def _is_sure(probability: float | None, least: float = SURE) -> bool:
    return probability is not None and probability >= least
