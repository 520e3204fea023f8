import hashlib
import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from onrecord.annotations import Reading
from onrecord.errors import EvidenceDiffers, OutdatedRecord, RecordError
from onrecord.model import (
    UNKNOWN,
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
    Document,
    DocumentEntry,
    Event,
    Figure,
    FigureValue,
    Link,
    Move,
    Name,
    Naming,
    Offsets,
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
    Tie,
    Unread,
    Version,
    is_owed,
    read_clock,
    when,
)
from onrecord.record.database import open_database
from onrecord.record.load import load_readings, load_record
from onrecord.record.rows import StoredReading
from onrecord.record.schema import tables
from onrecord.record.write import draft, write_record

NOTE = Document("document-1", "note.txt", "00", "“It will open in May,” Mia Rao said of the 𝗱am on Monday.")
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)
DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


def enter(document, outlet=None, published=None):
    """Return a document as a record lists it."""
    return DocumentEntry(
        id=document.id,
        file=document.file,
        sha256=document.sha256,
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        text=document.text,
        title=document.title,
        outlet=outlet,
        url=document.url,
        language=document.language,
        published=published or document.published,
        furniture=document.furniture,
    )


def cite(words, document=NOTE):
    """Return where words stand in a document."""
    start = document.text.index(words)
    return document.cite(start, start + len(words))


def statement(**changes):
    """Return a statement of the note."""
    fields = {
        "id": "statement-1",
        "document": NOTE.id,
        "speaker": "actor-1",
        "source": cite("Mia Rao"),
        "cue": cite("said"),
        "content": (cite("It will open in May,"),),
        "quoted": Quoted.DIRECT,
        "act": Act.COMMIT,
    }
    return Statement(**{**fields, **changes})


RECORD = Record(
    as_of=date(2022, 1, 21),
    documents=(enter(NOTE),),
    actors=(Actor("actor-1", "Mia Rao", ActorType.PERSON, ("Rao", "Mia Rao"), (cite("Mia Rao"),)),),
    statements=(statement(),),
)


@st.composite
def records(draw):
    """Any record whose parts agree with each other."""
    documents = [
        Document(f"document-{n}", f"{n}.txt", str(n), text)
        for n, text in enumerate(draw(st.lists(WORDS.map("{} 40".format), max_size=3)))
    ]
    actors = [f"actor-{n}" for n in range(draw(st.integers(0, 3)))]
    statements = [f"statement-{n}" for n in range(draw(st.integers(0, 3)) if documents else 0)]
    who = st.none() | st.sampled_from(actors) if actors else st.none()
    many = st.lists(st.sampled_from(actors), max_size=2).map(tuple) if actors else st.just(())
    which = st.none() | st.sampled_from(statements) if statements else st.none()
    texts = st.none() | WORDS

    @st.composite
    def spans(draw):
        document = draw(st.sampled_from(documents))
        start = draw(st.integers(0, len(document.text) - 1))
        return document.cite(start, draw(st.integers(start + 1, len(document.text))))

    span = spans()
    any_span = st.none() | span if documents else st.none()
    several = st.lists(span, max_size=3).map(tuple) if documents else st.just(())

    @st.composite
    def windows(draw):
        ends = sorted(day for day in (draw(DAYS), draw(DAYS)) if day)
        first, last = ends if len(ends) == 2 else (*ends, None) if ends else (None, None)
        return when(first, last, draw(st.sampled_from(Basis)), draw(any_span), draw(any_span))

    window = windows()

    def items(kind, size=3):
        return draw(st.lists(kind, max_size=size)) if documents else []

    def named(prefix, found):
        return tuple(build(f"{prefix}-{n}") for n, build in enumerate(found))

    as_of = draw(DAYS)
    probability = st.floats(0, 1)
    sureness = st.none() | probability
    terms = named(
        "term", items(st.builds(lambda *a: lambda i: Term(i, *a), who, WORDS, span, which, sureness))
    )
    answerable = [*statements, *(term.id for term in terms)]
    link = st.none() | st.builds(Link, span, st.sampled_from(Tie), st.just(("act", "thing")) | st.just(()))
    version = st.builds(
        Version,
        which,
        span,
        who,
        window,
        window,
        texts,
        st.sampled_from(Move),
        st.none() | st.integers(-9, 9),
        st.booleans(),
        origins=st.integers(1, 9),
        outlets=many,
        link=link,
        probability=sureness,
    )

    def commitment(party, action, beneficiary, versions, evidence, outcome):
        outcome = outcome if evidence else Outcome.OPEN
        owed = is_owed(party, outcome, evidence)
        clock = read_clock(versions, as_of, owed=owed) if as_of else Clock.UNDATED
        asked = tuple(term.id for term in terms)
        return lambda i: Commitment(
            i, party, action, beneficiary, versions, 3, outcome, evidence, clock, asked
        )

    some = st.sampled_from(documents) if documents else st.nothing()
    numbers = some.map(lambda one: one.cite(len(one.text) - 2, len(one.text)))  # words that state the number
    low = st.sampled_from(["40", "12"])
    high = st.just("40")
    value = st.builds(FigureValue, low, high, texts, who, numbers, which, window, any_span)
    return Record(
        as_of=as_of,
        documents=tuple(enter(document, draw(who), draw(window)) for document in documents),
        unread=tuple(items(st.builds(Unread, WORDS, WORDS))),
        actors=tuple(
            Actor(
                actor,
                draw(WORDS),
                draw(st.sampled_from(ActorType)),
                tuple(draw(st.lists(WORDS))),
                draw(several),
            )
            for actor in actors
        ),
        statements=tuple(
            Statement(
                each,
                draw(st.sampled_from(documents)).id,
                draw(who),
                draw(any_span),
                draw(any_span),
                draw(several),
                draw(st.sampled_from(Quoted)),
                draw(st.sampled_from(Act)),
                draw(st.booleans()),
                draw(window),
                draw(many),
                tuple(statements[:1]),
                draw(sureness),
                draw(sureness),
            )
            for each in statements
        ),
        commitments=named(
            "commitment",
            items(
                st.builds(
                    commitment,
                    who,
                    WORDS,
                    who,
                    st.lists(version, max_size=3).map(tuple),
                    several,
                    st.sampled_from(Outcome),
                )
            ),
        ),
        terms=terms,
        figures=named(
            "figure",
            items(
                st.builds(
                    lambda *a: lambda i: Figure(i, *a),
                    WORDS,
                    WORDS,
                    st.sampled_from(Relation),
                    st.lists(value, max_size=2).map(tuple),
                    several,
                    st.integers(0, 9),
                    many,
                )
            ),
        ),
        namings=named(
            "naming",
            items(
                st.builds(lambda n: lambda i: Naming(i, n), st.lists(st.builds(Name, who, span)).map(tuple)),
                1,
            ),
        ),
        relays=tuple(
            Relay(
                draw(st.sampled_from(documents)).id,
                kind,
                draw(who),
                documents[0].id,
                draw(several),
                draw(st.booleans()),
            )
            for kind in items(st.sampled_from(RelayKind))
        ),
        altered_quotations=named(
            "altered",
            items(
                st.builds(lambda *a: lambda i: AlteredQuotation(i, *a), who, several, several, any_span), 1
            ),
        ),
        events=named(
            "event",
            items(
                st.builds(lambda *a: lambda i: Event(i, *a, 2, 1, tuple(actors)), window, span, several), 2
            ),
        ),
        silences=named("silence", items(st.builds(lambda *a: lambda i: Silence(i, *a), who, span, window))),
        denials=named(
            "denial",
            items(
                st.builds(
                    lambda *a: lambda i: Denial(i, *a),
                    who,
                    st.sampled_from(DenialKind),
                    span,
                    any_span,
                    which,
                    st.lists(st.sampled_from(answerable), max_size=2).map(tuple)
                    if answerable
                    else st.just(()),
                    sureness,
                )
            ),
        ),
        candidates=named(
            "candidate",
            items(
                st.builds(
                    lambda *a: lambda i: Candidate(i, *a),
                    st.sampled_from(CandidateKind),
                    span,
                    who,
                    probability,
                )
            ),
        ),
    )


@settings(max_examples=60, deadline=None)
@given(records())
def test_what_is_stored_is_loaded(tmp_path_factory, record):
    """A record comes back from its file as it went in, but for nothing."""
    path = tmp_path_factory.mktemp("store") / "record.sqlite"
    write_record(path, record)
    assert record == load_record(path)


def test_a_figure_that_its_words_do_not_state_cannot_be_stored(tmp_path):
    """A death toll is never cited to words without one."""
    value = FigureValue("63", None, "at least", None, cite("It will open in May,"), None, UNKNOWN)
    figure = Figure("figure-1", "people who died", "people", Relation.SINGLE, (value,))
    with pytest.raises(EvidenceDiffers, match="states no 63"):
        write_record(tmp_path / "record.sqlite", replace(RECORD, figures=(figure,)))
    assert not (tmp_path / "record.sqlite").exists()


@pytest.fixture
def stored(tmp_path):
    """Return the path of a stored record."""
    path = tmp_path / "record.sqlite"
    write_record(path, RECORD, [StoredReading("key", Reading(NOTE), Reading(NOTE))])
    return path


def test_readings_come_back_as_read_and_as_dated(tmp_path):
    """Both what a document said by itself and what the others add to it are kept."""
    dated = Document(NOTE.id, NOTE.file, NOTE.sha256, NOTE.text, published=when(latest=date(2022, 1, 1)))
    one = StoredReading("a", Reading(NOTE, sentences=(Offsets(0, 5),)), Reading(dated))
    write_record(tmp_path / "record.sqlite", RECORD, [one])
    assert (one,) == load_readings(tmp_path / "record.sqlite")


def test_same_record_gives_the_same_bytes(tmp_path, stored):
    """Nothing of the hour or the machine is in the file."""
    write_record(tmp_path / "again.sqlite", RECORD, [StoredReading("key", Reading(NOTE), Reading(NOTE))])
    assert stored.read_bytes() == (tmp_path / "again.sqlite").read_bytes()


def test_an_unchanged_record_is_not_written_again(stored):
    """The file on the disk stays the same file."""
    before = stored.stat()
    write_record(stored, RECORD, [StoredReading("key", Reading(NOTE), Reading(NOTE))])
    assert (before.st_ino, before.st_mtime_ns) == (stored.stat().st_ino, stored.stat().st_mtime_ns)


WRONG = [
    pytest.param("INSERT INTO evidence VALUES (99, 'document-1', 1, 3, 'in')", id="other words"),
    pytest.param("INSERT OR REPLACE INTO evidence VALUES (1, 'document-1', 1, 3, 'in')", id="replaced"),
    pytest.param("INSERT INTO evidence VALUES (99, 'document-1', 1, 3, 'It ')", id="more words"),
    pytest.param("INSERT INTO evidence VALUES (99, 'document-1', 3, 3, '')", id="no words"),
    pytest.param("INSERT INTO evidence VALUES (99, 'document-1', -2, 1, 's')", id="before the text"),
    pytest.param("INSERT INTO evidence VALUES (99, 'document-9', 1, 3, 'It')", id="no document"),
    pytest.param("UPDATE evidence SET exact = 'It opened in May,' WHERE id = 1", id="other words later"),
    pytest.param("UPDATE evidence SET start = start + 1", id="moved"),
    pytest.param("UPDATE document SET text = 'It opened in May.'", id="another text"),
    pytest.param("DELETE FROM document", id="no text"),
    pytest.param(
        "INSERT OR REPLACE INTO document"
        " VALUES ('document-1', 0, 'note.txt', '', '', 'It', NULL, NULL, 'en', NULL, NULL)",
        id="text replaced",
    ),
]


@pytest.mark.parametrize("attempt", WRONG)
def test_the_database_itself_refuses_words_that_are_not_there(stored, attempt):
    """Whoever writes to the file, with whatever tool, can't put words into a document's mouth."""
    connection = sqlite3.connect(stored)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(attempt)
    connection.close()


def test_right_words_are_accepted(stored):
    """Evidence that stands in the document can be added, beyond the Basic Multilingual Plane as well."""
    start = NOTE.text.index("𝗱am")
    connection = sqlite3.connect(stored)
    with connection:
        connection.execute("INSERT INTO evidence VALUES (99, 'document-1', ?, ?, '𝗱am')", (start, start + 3))
    connection.close()


def test_a_record_with_invented_words_is_not_stored(tmp_path):
    """Words that are not in the document don't reach the file, and no file is left behind."""
    invented = statement(content=(Span(NOTE.id, 1, 21, "It won't open at all"),))
    with pytest.raises(EvidenceDiffers):
        write_record(tmp_path / "record.sqlite", Record(documents=RECORD.documents, statements=(invented,)))
    assert [] == list(tmp_path.iterdir())


def test_a_record_that_names_nobody_is_not_stored(tmp_path):
    """A statement of a speaker who is not in the record is refused."""
    with pytest.raises(RecordError, match="FOREIGN KEY"):
        write_record(
            tmp_path / "record.sqlite", Record(documents=RECORD.documents, statements=(statement(),))
        )


def test_a_denial_that_answers_nothing_on_record_is_not_stored(tmp_path):
    """What a denial is said to answer is a line of the record, of whatever kind."""
    denial = Denial("d", "actor-1", DenialKind.DENIED, cite("It will open"), None, None, ("statement-1",))
    write_record(tmp_path / "record.sqlite", replace(RECORD, denials=(denial,)))
    lost = replace(denial, answers=("statement-9",))
    with pytest.raises(RecordError, match="answers what is not in the record"):
        write_record(tmp_path / "record.sqlite", replace(RECORD, denials=(lost,)))
    assert (denial,) == load_record(tmp_path / "record.sqlite").denials


def test_a_probability_beyond_certainty_is_not_stored(tmp_path):
    """A probability lies between 0 and 1, wherever it comes from."""
    wrong = Candidate("c", CandidateKind.TERM, cite("It will open"), None, 1.2)
    with pytest.raises(RecordError, match="can't be stored"):
        write_record(tmp_path / "record.sqlite", replace(RECORD, candidates=(wrong,)))


def test_days_are_text_and_the_clock_is_not_stored(stored):
    """A day can be read with any tool; what depends on the day of looking is not in the file."""
    connection = sqlite3.connect(stored)
    assert [("2022-01-21",)] == connection.execute("SELECT as_of FROM record").fetchall()
    assert "clock" not in "".join(row[0] or "" for row in connection.execute("SELECT sql FROM sqlite_master"))
    connection.close()


def test_a_stored_record_is_opened_for_reading_only(stored):
    """Looking at a record can't change it."""
    before = stored.read_bytes()
    with pytest.raises(RecordError), open_database(stored) as connection:
        connection.exec_driver_sql("DELETE FROM reading")
    assert before == stored.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="emptied"),
        pytest.param(lambda _: b"not a database at all " * 99, id="another file"),
        pytest.param(lambda content: content[: len(content) // 2], id="cut short"),
        pytest.param(lambda content: content[:4096] + b"\xff" * (len(content) - 4096), id="overwritten"),
        pytest.param(lambda content: content.replace(b"direct", b"dirext"), id="unknown word"),
    ],
)
def test_a_damaged_record_is_named(stored, damage):
    """A file that can't be read is named, and nothing but the project's own error is raised."""
    stored.write_bytes(damage(stored.read_bytes()))
    with pytest.raises(RecordError, match=r"record\.sqlite"):
        load_record(stored)


def test_a_missing_record_says_how_to_make_one(tmp_path):
    """The message holds the command that makes a record there."""
    with pytest.raises(RecordError, match=r"onrecord build FOLDER --out"):
        load_record(tmp_path / "record.sqlite")
    assert [] == list(tmp_path.iterdir())


def test_tables_of_another_version_are_told_apart_from_damage(stored):
    """A record of another onrecord is not called damaged: it says to build again."""
    connection = sqlite3.connect(stored)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(OutdatedRecord, match="build it again"):
        load_record(stored)


def test_a_record_of_another_format_is_not_read_as_ours(stored):
    """Its tables may look alike; what stands in them could mean something else."""
    connection = sqlite3.connect(stored)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE record SET format = 2")
    connection.commit()
    connection.close()
    with pytest.raises(OutdatedRecord, match=r"format 2.*build it again"):
        load_record(stored)


def test_an_interrupted_write_leaves_the_old_file_whole(tmp_path):
    """What was there stays there until the new content is complete."""
    path = tmp_path / "record.json"
    path.write_text("old")

    def write_half():
        with draft(path) as part:
            part.write_text("ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert ("old", [path]) == (path.read_text(), list(tmp_path.iterdir()))


def test_the_tables_are_worded_for_postgresql_as_well():
    """One schema serves one person's file and a team's server."""
    for table in tables.sorted_tables:
        assert f"CREATE TABLE {table.name} (" in str(CreateTable(table).compile(dialect=postgresql.dialect()))
