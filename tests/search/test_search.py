"""Words are found in a record as it stands, and nothing is shown that is not in it."""

import json
import shutil
import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rulings.making import by, cite, make_record, make_wide_record, row_of
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.cli_show import show_hits
from onrecord.errors import UnknownActor
from onrecord.model import UNKNOWN, Act, Verdict
from onrecord.own import RECORD_FILE, SEARCH_FILE
from onrecord.record.write import write_record
from onrecord.rulings.ruling import LineKind, Target, Told, anchor, make_ruling
from onrecord.rulings.store import open_ledger
from onrecord.rulings.telling import Reader, Row
from onrecord.search.index import Indexed, bring_up, prepare
from onrecord.search.query import Hit, Order, Sought, find, search, write_match


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with the record that the tests of rulings have."""
    folder = tmp_path_factory.mktemp("made")
    write_record(folder / RECORD_FILE, make_record())
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """Return a copy of it that a test may change."""
    return shutil.copytree(made, tmp_path / "record")


def told(hits):
    """Return the kinds of hits and their words."""
    return [(hit.kind, "".join(words for words, _ in hit.pieces)) for hit in hits]


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        (Sought("hull", kind="statement"), ["called the hull sound"]),
        (Sought("HULL", kind="denial"), ["denied that the hull had cracked"]),
        (Sought('"end of June"', kind="statement"), ["The ferry is now to sail by the end of June"]),
        (Sought('"June of end"'), []),
        (Sought("wide*", kind="candidate"), ["the quay will be widened"]),
        (Sought(actor="guild"), ["wants two tugs on duty before any sailing"]),
        (
            Sought(act="commit", order=Order.DAY, last=date(2025, 3, 1)),
            ["the ferry would sail again in April"],
        ),
        (
            Sought("ferry", act="commit", first=date(2025, 4, 1)),
            ["The ferry is now to sail by the end of June"],
        ),
        (Sought("hull OR crane"), []),
        (Sought(state="candidate"), ["the quay will be widened"]),
        (Sought("ferry", state="kept", sure="sure"), []),
        (Sought("hull", kind="statement", checked=True), []),
        (Sought("hull", kind="statement", checked=False), ["called the hull sound"]),
    ],
)
def test_lines_are_found_by_words_and_by_who_what_and_when(folder, sought, expected):
    """All the words must stand in a line; what looks like an operator is a word."""
    assert expected == [words for _, words in told(search(folder, sought))]


def test_every_kind_of_line_is_found(tmp_path):
    """Figures, names, relays, quotations, events, silences and outcomes too, each by its own words."""
    write_record(tmp_path / RECORD_FILE, make_wide_record())

    for kind, words in {
        "figure": "boats", "naming": "lockout", "relay": "courier", "quotation": "asked", "event": "crane",
        "silence": "reply", "outcome": "sailed",
    }.items():  # fmt: skip
        assert {kind} == {hit.kind for hit in search(tmp_path, Sought(words, kind=kind))}


def test_what_is_said_first_is_told_first_and_what_has_no_day_last(folder):
    """By day, with and without words, and however many are asked for."""
    record = make_wide_record()
    undated = replace(record.documents[3], published=UNKNOWN)
    record = replace(record, documents=(*record.documents[:3], undated, record.documents[4]))
    write_record(folder / RECORD_FILE, record)

    for sought in (
        Sought(order=Order.DAY, limit=1000),
        Sought("the", order=Order.DAY),
        Sought(kind="document"),
    ):
        days = [hit.earliest for hit in search(folder, sought)]
        dated = [day for day in days if day]
        assert [*sorted(dated), *[None] * days.count(None)] == days
        assert None in days
        few = search(folder, Sought(sought.words, kind=sought.kind, order=sought.order, limit=3))
        assert days[:3] == [hit.earliest for hit in few]


@given(
    words=st.sampled_from(["", "the", "boats", "crane", "port off*"]),
    kind=st.sampled_from([None, "statement", "figure", "document"]),
    first=st.sampled_from([None, date(2025, 2, 4), date(2025, 4, 20), date(2025, 4, 22)]),
    last=st.sampled_from([None, date(2025, 2, 3), date(2025, 4, 20), date(2025, 4, 21)]),
    order=st.sampled_from(list(Order)),
)
@settings(max_examples=40, deadline=None)
def test_what_is_asked_beside_words_takes_away_and_adds_nothing(words, kind, first, last, order):
    """A question by kind and days finds of what the words alone find exactly the lines that are so."""
    connection = _index(make_wide_record())
    every = [hit for hit, _ in find(connection, Sought(words, order=order, limit=1000))]
    asked = Sought(words, kind=kind, first=first, last=last, order=order, limit=1000)

    found = [hit for hit, _ in find(connection, asked)]

    def is_so(hit):
        within = (first is None or (hit.earliest and (hit.latest is None or hit.latest >= str(first)))) and (
            last is None or (hit.earliest and hit.earliest <= str(last))
        )
        return within and kind in {None, hit.kind}

    assert [hit for hit in every if is_so(hit)] == found
    connection.close()


def _index(record):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    prepare(connection)
    bring_up(connection, record, "one")
    return connection


def test_an_index_that_grew_answers_as_one_made_anew():
    """Hits come in one order however the index came to be."""
    record = make_wide_record()
    half = replace(record, statements=record.statements[1:], figures=(), events=())
    grown, anew = _index(half), _index(record)
    bring_up(grown, record, "two")

    for sought in (Sought("the"), Sought("boats", order=Order.DAY), Sought(limit=1000)):
        assert find(anew, sought) == find(grown, sought)
    grown.close()
    anew.close()


@pytest.mark.parametrize("kind", list(LineKind))
def test_an_index_kept_in_step_ruling_by_ruling_answers_as_one_made_anew(tmp_path, kind):
    """Whatever kind of line is rejected, accepted or made one: only what changed is written, and nothing differs."""
    record = make_wide_record()
    write_record(tmp_path / RECORD_FILE, record)
    last = Indexed()
    search(tmp_path, Sought("the"), last=last)
    rows = [row for row in Reader(record).rows() if row.target.kind is kind]
    if kind is LineKind.PAIR:
        one, other = sorted(anchor_of(record, actor.mentions[0]) for actor in record.actors[:2])
        rows = [Row(Target(kind, one, other), None, Told(), True, None, "")]
    with open_ledger(tmp_path) as ledger:
        for row in rows:
            for verdict in (Verdict.REJECTED, Verdict.ACCEPTED):
                after = row.told if verdict is Verdict.ACCEPTED else None
                standing = [one.ruling for one in ledger.rulings if one.target == row.target]
                ledger.add([make_ruling(by("Ada"), verdict, row.target, after=after, replaces=standing)])
                kept = search(tmp_path, Sought(limit=1000), last=last)

                assert last.record is not None
                (tmp_path / SEARCH_FILE).rename(tmp_path / "kept")
                assert search(tmp_path, Sought(limit=1000)) == kept
                (tmp_path / "kept").rename(tmp_path / SEARCH_FILE)


def anchor_of(record, span):
    """Return the words of a span as a ruling names them."""
    return anchor(next(one for one in record.documents if one.id == span.document), span)


def test_the_words_sought_are_marked_in_lines_and_in_documents(folder):
    """A document is told by the words around those that were found."""
    hits = search(folder, Sought("tugs"))

    assert {"term", "document"} == {hit.kind for hit in hits}
    assert all(["tugs"] == [words for words, sought in hit.pieces if sought] for hit in hits)


def test_what_was_ruled_is_found_at_once(folder):
    """A rejected line is found no more, and one that a person added is."""
    record = make_record()
    one = record.documents[0]
    row = row_of(record, "called the hull sound")
    added = Target(LineKind.STATEMENT, anchor(one, cite(one, "the engineer")))
    before = search(folder, Sought("engineer", kind="statement"))
    with open_ledger(folder) as ledger:
        ledger.add(
            [
                make_ruling(by("Ada"), Verdict.REJECTED, row.target, before=row.told),
                make_ruling(by("Ada"), Verdict.ADDED, added, after=Told(act=Act.ASSERT)),
            ]
        )

    assert () == before
    [found] = search(folder, Sought("engineer", kind="statement"))
    assert ("statement", True) == (found.kind, found.checked)
    assert () == search(folder, Sought("hull sound", kind="statement"))


def test_a_forged_index_shows_nothing_that_is_not_in_the_record(folder):
    """Words that somebody wrote into the index are held against the record, and a strange trigger ends the index."""
    search(folder, Sought("hull"))
    with sqlite3.connect(folder / SEARCH_FILE) as forged:
        forged.execute("UPDATE line SET text = 'the hull was sold' WHERE text = 'called the hull sound'")
    forged.close()
    forgery = search(folder, Sought("sold"))
    with sqlite3.connect(folder / SEARCH_FILE) as forged:
        forged.execute("CREATE TRIGGER words_too AFTER DELETE ON line BEGIN DELETE FROM line; END")
    forged.close()

    assert () == forgery
    assert 1 == len(search(folder, Sought("hull", kind="statement")))


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0" + b"\0" * 52 + b"onrs" + b"\xff" * 4000, b"mine"]
)
def test_a_damaged_index_is_made_anew_and_somebody_elses_file_is_left(folder, content):
    """Search answers in each case, and a file that onrecord did not write keeps its bytes."""
    (folder / SEARCH_FILE).write_bytes(content)

    assert 1 == len(search(folder, Sought("hull", kind="statement")))
    assert (folder / SEARCH_FILE).read_bytes() == content or content != b"mine"


def test_nobody_of_a_name_is_an_error_that_says_where_to_look(folder):
    """A misspelt name is not silence."""
    with pytest.raises(UnknownActor, match="called 'Nobody'"):
        search(folder, Sought(actor="Nobody"))


def test_the_command_prints_hits_for_people_and_for_programs(folder):
    """Both give the words, the document and the place."""
    plain = CliRunner().invoke(app, ["search", str(folder), "hull sound", "--kind", "statement"])
    listed = CliRunner().invoke(app, ["search", str(folder), "hull sound", "--kind", "statement", "--json"])

    assert 0 == plain.exit_code == listed.exit_code
    assert "called the *hull* *sound*" in plain.output
    [hit] = json.loads(listed.output)
    assert ("one.txt", "Ines Orta", "assert") == (hit["file"], hit["actor"], hit["act"])
    assert make_record().documents[0].text[hit["start"] : hit["end"]] == "called the hull sound"


@pytest.mark.parametrize("words", [[], ["…"]])
def test_a_search_for_nothing_says_what_to_give(folder, words):
    """No words and no filter are a misuse that names what can be asked, not a list of everything."""
    result = CliRunner().invoke(app, ["search", str(folder), *words])

    assert 2 == result.exit_code
    assert "give words" in result.output
    assert "--actor" in result.output


def test_a_hit_of_several_days_shows_both_ends():
    """A window is printed as a range, and a day as a day."""
    hit = Hit(
        "event", "e", "d", "one.txt", 0, 4, (("sunk", True),), "", None, None, "2024-05-01", "2024-05-31", None,
        checked=False,
    )  # fmt: skip
    lines = "\n".join(line.text for line in show_hits([hit, replace(hit, latest="2024-05-01")]))

    assert "event, 2024-05-01 to 2024-05-31\n" in lines
    assert "event, 2024-05-01\n" in lines


@given(st.text(max_size=60))
def test_any_words_are_a_question_that_the_index_understands(words):
    """Whatever is typed, it is asked as words and never read as the index's own language."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    match = write_match(words)
    if match:
        connection.execute("SELECT * FROM words WHERE words MATCH ?", (match,)).fetchall()
    connection.close()
