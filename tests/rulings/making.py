"""A small record, made by hand, and what the tests of rulings, search and desk ask of it."""

import hashlib
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from onrecord.model import (
    Act,
    Actor,
    ActorType,
    AlteredQuotation,
    Basis,
    Candidate,
    CandidateKind,
    Clock,
    Commitment,
    Denial,
    DenialKind,
    DocumentEntry,
    Event,
    Figure,
    FigureValue,
    Move,
    Name,
    Naming,
    Outcome,
    Quoted,
    Record,
    Relation,
    Relay,
    RelayKind,
    Silence,
    Span,
    Statement,
    Term,
    Version,
    when,
)
from onrecord.rulings.ruling import Maker
from onrecord.rulings.telling import Reader

FIRST = (
    "Tolva Harbour. Ines Orta said the ferry would sail again in April. "
    "The pilots' guild wants two tugs on duty before any sailing. "
    "Orta denied that the hull had cracked. Mr Orta, the engineer, called the hull sound."
)
SECOND = (
    "The ferry is now to sail by the end of June, the port office said. "
    "The crane will be painted in May. The ferry sailed on Tuesday, passengers said. "
    "Perhaps the quay will be widened."
)


def enter(name, text, day):
    """Return a document as a record lists it."""
    sha = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
    published = when(day, day, Basis.METADATA)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return DocumentEntry(f"d-{name}", f"{name}.txt", sha, digest, text, None, None, None, "en", published, ())


def cite(document, words):
    """Return where words stand in a document."""
    start = document.text.index(words)
    return Span(document.id, start, start + len(words), words)


def make_record():
    """Return the record of two documents."""
    one, two = enter("one", FIRST, date(2025, 2, 3)), enter("two", SECOND, date(2025, 4, 20))
    orta = (cite(one, "Ines Orta"), cite(one, "Mr Orta"))
    actors = (
        Actor("a-orta", "Ines Orta", ActorType.PERSON, ("Mr Orta", "Orta"), orta),
        Actor("a-guild", "pilots' guild", ActorType.GROUP, (), (cite(one, "pilots' guild"),)),
        Actor("a-port", "port office", ActorType.ORGANISATION, (), (cite(two, "port office"),)),
    )
    april = cite(one, "the ferry would sail again in April")
    june = cite(two, "The ferry is now to sail by the end of June")
    crane = cite(two, "The crane will be painted in May")
    said = one.published
    statements = (
        Statement(
            "s1", one.id, "a-orta", cite(one, "Ines Orta"), None, (april,), Quoted.INDIRECT, Act.COMMIT,
            said_on=said, probability=0.9,
        ),
        Statement(
            "s2", one.id, "a-orta", cite(one, "Mr Orta"), None, (cite(one, "called the hull sound"),),
            Quoted.INDIRECT, Act.ASSERT, said_on=said, probability=0.8,
        ),
        Statement(
            "s3", two.id, "a-port", cite(two, "the port office"), None, (june,), Quoted.INDIRECT, Act.COMMIT,
            said_on=two.published, probability=0.85,
        ),
    )  # fmt: skip

    def version(statement, span, by, said, due, move, slip=None):  # noqa: PLR0917 - as its fields stand
        return Version(statement, span, by, said, due, None, move, slip, hedged=False, probability=0.8)

    first = when(date(2025, 4, 1), date(2025, 4, 30), Basis.EXPLICIT, april)
    second = when(date(2025, 4, 20), date(2025, 6, 30), Basis.EXPLICIT, june)
    may = when(date(2025, 5, 1), date(2025, 5, 31), Basis.EXPLICIT, crane)
    commitments = (
        Commitment(
            "c1", "a-orta", "sail again", None,
            (
                version("s1", april, "a-orta", said, first, Move.ORIGINAL),
                version("s3", june, "a-port", two.published, second, Move.REVISED, 61),
            ),
            61, Outcome.KEPT, (cite(two, "The ferry sailed on Tuesday"),), Clock.AHEAD,
        ),
        Commitment(
            "c2", None, "be painted", None, (version(None, crane, None, two.published, may, Move.ORIGINAL),),
            None, Outcome.UNKNOWN, (), Clock.AHEAD,
        ),
    )  # fmt: skip
    wants = cite(one, "wants two tugs on duty before any sailing")
    denied = cite(one, "denied that the hull had cracked")
    maybe = cite(two, "the quay will be widened")
    return Record(
        as_of=date(2025, 4, 20),
        documents=(one, two),
        actors=actors,
        statements=statements,
        commitments=commitments,
        terms=(Term("t1", "a-guild", "any sailing", wants, None, 0.8),),
        denials=(Denial("n1", "a-orta", DenialKind.DENIED, denied, None, None, ("s1",), 0.9),),
        candidates=(Candidate("k1", CandidateKind.VERSION, maybe, None, 0.4),),
    )


THIRD = (
    "Some 40 boats lay idle, the guild said. The guild calls the closure a lockout. "
    "“We were never asked about the closure at all,” Orta said. The crane fell on Sunday. "
    "The port office did not reply. The Tolva Courier first had the news."
)
FOURTH = (
    "The port office counts 25 boats. It calls the closure a pause in service. "
    "“We were not once asked about the closure at all,” Orta said. A crane fell on Sunday."
)
FIFTH = "Nearly 60 boats were idle, a skipper said. The crane fell on Sunday, he said."


def make_wide_record():
    """Return the record of five documents, with a line of every kind that a record has."""
    record = make_record()
    three, four = enter("three", THIRD, date(2025, 4, 21)), enter("four", FOURTH, date(2025, 4, 22))
    five = enter("five", FIFTH, date(2025, 4, 22))
    courier = cite(three, "Tolva Courier")
    outlet = Actor("a-courier", "Tolva Courier", ActorType.OUTLET, (), (courier,))
    office = replace(record.actors[2], mentions=(*record.actors[2].mentions, cite(four, "port office")))
    sunday = date(2025, 4, 20)

    def value(document, words, number, holder, qualifier=None):
        return FigureValue(number, number, qualifier, holder, cite(document, words), None, document.published)

    boats = Figure(
        "f1", "boats", "", Relation.CONTRADICT,
        (
            value(three, "40 boats", "40", "a-guild"),
            value(four, "25 boats", "25", "a-port"),
            value(five, "60 boats", "60", None, "nearly"),
        ),
        (cite(three, "Some 40 boats lay idle"), cite(four, "The port office counts 25 boats")),
        3, (), 0.9,
    )  # fmt: skip
    fell = cite(three, "The crane fell on Sunday.")
    return replace(
        record,
        documents=(*record.documents, three, four, five),
        actors=(*record.actors[:2], office, outlet),
        figures=(boats,),
        namings=(
            Naming("m1", (Name("a-guild", cite(three, "lockout")), Name("a-port", cite(four, "pause in service")))),
        ),
        relays=(
            Relay(three.id, RelayKind.CITES, "a-courier", None, (cite(three, "The Tolva Courier first had the news"),)),
            Relay(five.id, RelayKind.COPIES, None, four.id, (cite(five, "crane fell on Sunday"),)),
            Relay(five.id, RelayKind.COPIES, None, three.id, (cite(five, "crane fell on Sunday"),)),
        ),
        altered_quotations=(
            AlteredQuotation(
                "q1", "a-orta",
                (
                    cite(three, "We were never asked about the closure at all"),
                    cite(four, "We were not once asked about the closure at all"),
                ),
                (cite(three, "never"), cite(four, "not once")),
            ),
        ),
        events=(
            Event(
                "e1", when(sunday, sunday, Basis.EXPLICIT, cite(three, "Sunday")), fell,
                (cite(four, "A crane fell on Sunday."), cite(five, "The crane fell on Sunday, he said.")), 3, 1, (),
            ),
        ),
        silences=(Silence("z1", "a-port", cite(three, "The port office did not reply"), three.published),),
    )  # fmt: skip


def by(name, minute=0):
    """Return somebody who rules at a minute of one morning."""
    return Maker(name, datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(minutes=minute))


def row_of(record, words):
    """Return the line of a record that has these words among its own."""
    return next(row for row in Reader(record).rows() if words in row.span.exact)


def grow(record, text="A note that says nothing of it.", first=True):
    """Return the record as a build tells it when another document was added."""
    new = enter("new", text, date(2025, 3, 1))
    documents = (new, *record.documents) if first else (*record.documents, new)
    return replace(record, documents=documents)


def unmark(value):
    """Return a record without the marks of rulings."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(map(unmark, value))
    if hasattr(value, "__struct_fields__"):
        changes = {field: unmark(getattr(value, field)) for field in value.__struct_fields__}
        return replace(value, **{**changes, **({"ruling": None} if "ruling" in changes else {})})
    return value
