"""The desk answers its own pages on this machine and nobody else, and loses no ruling."""

import re
import shutil
import socket
import subprocess
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from tests.desk.opening import COMMAND, OpenDesk
from tests.rulings.making import by, make_wide_record, row_of

from onrecord import open_record
from onrecord.desk.queue import Reason, list_questions, name_target
from onrecord.desk.state import Desk
from onrecord.model import Act, Basis, Verdict, when
from onrecord.own import RECORD_FILE, RULINGS_FILE
from onrecord.record.write import write_record
from onrecord.rulings.ruling import LineKind, make_ruling
from onrecord.rulings.store import open_ledger, read_rulings
from onrecord.rulings.telling import Reader


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with the record that the tests of rulings have."""
    folder = tmp_path_factory.mktemp("made")
    write_record(folder / RECORD_FILE, make_wide_record())
    return folder


@pytest.fixture(scope="module")
def desk(made, tmp_path_factory):
    """Return a desk that the tests share; each rules on a line of its own."""
    folder = shutil.copytree(made, tmp_path_factory.mktemp("desk") / "record")
    opened = OpenDesk(folder)
    opened.folder = folder
    yield opened
    opened.kill()


def key_of(words, kind=None):
    """Return what the line with these words is called in an address."""
    record = make_wide_record()
    if kind is None:
        return name_target(row_of(record, words).target)
    rows = Reader(record).rows()
    return next(name_target(r.target) for r in rows if words in r.span.exact and r.target.kind is kind)


# --- who may ask ---


def test_the_printed_address_opens_the_desk_and_no_other_does(desk):
    """The token is random, long, and in no page; without it, nothing of the record is shown."""
    admitted = desk.ask("GET", f"/?token={desk.token}", Cookie=None)

    assert (303, "/") == (admitted.status, admitted.headers["location"])
    assert "httponly" in admitted.headers["set-cookie"].lower()
    assert "samesite=strict" in admitted.headers["set-cookie"].lower()
    assert len(desk.token) >= 43
    assert 403 == desk.ask("GET", "/", Cookie=None).status
    assert 403 == desk.ask("GET", f"/?token={desk.token[:-1]}", Cookie=None).status
    assert 403 == desk.ask("GET", "/desk.css", Cookie=f"onrecord-desk-{desk.port}=x").status
    assert desk.token not in desk.ask("GET", "/").text


def test_only_this_machine_is_listened_to(desk):
    """No other address of the machine answers on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: the system only names the address it would send from
        own = probe.getsockname()[0]
    with pytest.raises(OSError, match=r"refused|unreachable"):
        socket.create_connection((own, desk.port), timeout=2)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:80"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Cookie": None},
        {"Host": "evil.example"},
        {"Host": None},
    ],
)
def test_no_other_page_can_rule(desk, headers):
    """A form that another site sends, with the browser's cookie or by a name of its own, changes nothing."""
    before = read_rulings(desk.folder).rulings
    answer = desk.ask("POST", "/rule", {"line": key_of("two tugs"), "verdict": "rejected"}, **headers)

    assert answer.status in {400, 403, 421}
    assert before == read_rulings(desk.folder).rulings


def test_no_address_that_is_only_opened_changes_anything(desk):
    """Every address that rules refuses to be opened, and no other writes."""
    before = read_rulings(desk.folder).content
    for path in ("/rule", "/undo", "/add", "/merge", "/split", "/publish"):
        assert 405 == desk.ask("GET", f"{path}?line={key_of('two tugs')}&verdict=rejected").status
    for path in ("/", "/people", "/rulings", "/search?words=hull", "/document/d-one"):
        assert 200 == desk.ask("GET", path).status
    assert 405 == desk.ask("DELETE", "/").status

    assert before == read_rulings(desk.folder).content


def test_every_answer_forbids_what_the_desk_does_not_need(desk):
    """No inline script, nothing from outside, no frame, nothing kept; refusals too."""
    for answer in (desk.ask("GET", "/"), desk.ask("GET", "/", Cookie=None), desk.ask("GET", "/nowhere")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert ("no-store", "nosniff", "same-origin") == (
            answer.headers["cache-control"],
            answer.headers["x-content-type-options"],
            answer.headers["referrer-policy"],
        )
    assert not re.search(r"https?://|<style| style=| on\w+=", desk.ask("GET", "/").text)


def test_a_second_desk_is_refused_with_a_line_that_says_why(desk):
    """One person rules on a record at a time; what the second is told names the folder."""
    second = subprocess.run(
        [COMMAND, "desk", str(desk.folder), "--by", "Ben Oke"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert 2 == second.returncode
    assert "somebody rules on this record already" in second.stderr
    assert "Traceback" not in second.stderr


# --- what is asked, and ruled ---


def test_what_is_unsure_and_matters_is_asked_first():
    """A denial that answers another line, numbers at odds, candidates and what was told, the least sure first."""
    questions = list_questions(make_wide_record())

    reasons = list(dict.fromkeys(one.reason for one in questions))
    assert [Reason.DISPUTED, Reason.AT_ODDS, Reason.CANDIDATE, Reason.TOLD] == reasons
    told = [one.probability for one in questions if one.reason is Reason.TOLD and one.probability]
    assert sorted(told) == told


def test_a_line_stands_beside_its_document_with_its_words_marked(desk):
    """The page of a line holds the text, the words in it, and where to skip to."""
    page = desk.ask("GET", f"/?line={key_of('wants two tugs')}").text

    assert '<mark id="words">wants two tugs on duty before any sailing</mark>' in page
    assert "pilots&#39; guild" in page
    assert 'data-key="s"' in page


def test_a_line_is_accepted_corrected_and_taken_back(desk):
    """Each answer comes when the disk has the ruling; undo gives back what stood before."""
    line = key_of("hull sound", LineKind.STATEMENT)
    accepted = desk.ask("POST", "/rule", {"line": line, "verdict": "accepted"})
    corrected = desk.ask(
        "POST",
        "/rule",
        {"line": line, "verdict": "corrected", "party": "port office", "act": "deny", "why": "he denies it"},
    )
    changed = _statement(desk.folder)
    undone = desk.ask("POST", "/undo")
    back = _statement(desk.folder)

    assert [303, 303, 303] == [one.status for one in (accepted, corrected, undone)]
    assert ("a-port", Act.DENY, "Ada Lund") == (changed.speaker, changed.act, changed.ruling.by)
    assert ("a-orta", Act.ASSERT, "accepted") == (back.speaker, back.act, back.ruling.kind)
    assert "he denies it" in desk.ask("GET", "/rulings").text


def _statement(folder):
    return next(one for one in open_record(folder).statements if "hull sound" in one.content[0].exact)


def test_a_correction_without_a_reason_is_not_made(desk):
    """What changes what the record says of somebody has a reason; the page says what to do."""
    before = read_rulings(desk.folder).rulings
    answer = desk.ask("POST", "/rule", {"line": key_of("two tugs"), "verdict": "corrected", "party": "Orta"})

    assert 400 == answer.status
    assert "say why" in answer.text
    assert before == read_rulings(desk.folder).rulings


def test_missed_words_are_added_by_their_place_or_as_the_only_ones(desk):
    """Words selected in a browser come with their place; without its script, they are found where they stand once."""
    text = make_wide_record().documents[0].text
    start = text.index("the hull had cracked")
    placed = {"start": start, "end": start + 20, "words": "the hull had cracked"}
    form = {"document": "d-one", "kind": "statement", "act": "assert", "party": "Ludo Sand"}

    added = desk.ask("POST", "/add", {**form, **placed})
    other = desk.ask("POST", "/add", {**form, "words": "Tolva Harbour", "kind": "term"})
    twice = desk.ask("POST", "/add", {**form, "words": "hull"})
    moved = desk.ask("POST", "/add", {**form, **placed, "start": start + 1, "end": start + 21})

    assert (303, 303, 400, 400) == (added.status, other.status, twice.status, moved.status)
    record = open_record(desk.folder)
    [statement] = [one for one in record.statements if one.content[0].exact == "the hull had cracked"]
    assert "Ludo Sand" == {one.id: one.name for one in record.actors}[statement.speaker]
    assert "Tolva Harbour" in [term.span.exact for term in record.terms]


def test_a_line_of_every_kind_is_added_and_ruled_on_again(made, tmp_path):
    """Whatever kind was missed is told once added, stands among the lines of its document, and can be corrected."""
    opened = OpenDesk(shutil.copytree(made, tmp_path / "record"))
    folder = tmp_path / "record"
    record = make_wide_record()
    crane = next(one.id for one in record.commitments if one.action == "be painted")
    one, three, four = "d-one", "d-three", "d-four"
    lines = [
        {"document": one, "kind": "statement", "words": "the hull had cracked", "act": "assert"},
        {"document": one, "kind": "version", "words": "would sail again", "first": "2025-04-02"},
        {"document": one, "kind": "term", "words": "two tugs on duty"},
        {"document": one, "kind": "denial", "words": "denied that", "denial": "denied"},
        {"document": one, "kind": "outcome", "words": "the hull sound", "outcome": "kept", "group": crane},
        {
            "document": one,
            "kind": "figure",
            "words": "two tugs",
            "low": "2",
            "quantity": "tugs",
            "unit": "boat",
        },
        {"document": one, "kind": "event", "words": "Tolva Harbour", "first": "2025-02-03"},
        {"document": one, "kind": "silence", "words": "Mr Orta"},
        {
            "document": three,
            "kind": "relay",
            "words": "the guild said",
            "relay": "cites",
            "party": "Harbour Post",
        },
        {
            "document": four,
            "kind": "relay",
            "words": "A crane fell on Sunday",
            "relay": "copies",
            "of": three,
        },
        {"document": three, "kind": "naming", "words": "lay idle"},
        {"document": three, "kind": "quotation", "words": "We were never asked"},
    ]
    try:
        answers = [opened.ask("POST", "/add", form) for form in lines]
        page = opened.ask("GET", "/document/d-three").text
        offered = dict(re.findall(r'<option value="([0-9a-f]{16})">added: ([^<]+)</option>', page))
        keys = {words: key for key, words in offered.items()}
        pairs = [
            ("naming", four, "pause in service", "lay idle"),
            ("quotation", four, "We were not once asked", "We were never asked"),
        ]
        for kind, document, words, other in pairs:
            form = {"document": document, "kind": kind, "words": words, "group": keys[other]}
            answers.append(opened.ask("POST", "/add", form))
        form = {
            "line": keys["lay idle"],
            "verdict": "corrected",
            "party": "pilots' guild",
            "why": "they call it so",
        }
        shown = opened.ask("GET", f"/?line={keys['lay idle']}")
        answers.append(opened.ask("POST", "/rule", form))
        alone = opened.ask(
            "POST", "/add", {"document": four, "kind": "relay", "words": "25 boats", "of": four}
        )
    finally:
        opened.kill()

    assert {303} == {answer.status for answer in answers}
    assert 400 == alone.status
    assert "a person added it" in shown.text
    ruled = open_record(folder)
    told = {(row.target.kind, row.span.exact) for row in Reader(ruled).rows()}
    assert {(form["kind"], form["words"]) for form in lines} <= told
    tugs = next(one for one in ruled.figures if one.values[0].span.exact == "two tugs")
    assert ("tugs", "boat") == (tugs.quantity, tugs.unit)
    names = {actor.id: (actor.name, actor.type) for actor in ruled.actors}
    assert {("Harbour Post", "outlet")} == {
        names[one.outlet] for one in ruled.relays if one.evidence[0].exact == "the guild said"
    }
    assert three in [one.of for one in ruled.relays if one.document == four]
    naming = next(one for one in ruled.namings if "lay idle" in {name.span.exact for name in one.names})
    assert "pilots' guild" in {names[name.holder][0] for name in naming.names if name.holder}


def test_what_is_counted_is_corrected_for_all_values_of_a_quantity(made, tmp_path):
    """One correction renames the quantity; a second that differs is refused, with the words to correct instead."""
    folder = shutil.copytree(made, tmp_path / "record")
    opened = OpenDesk(folder)
    form = {"verdict": "corrected", "why": "they are barges", "party": "pilots' guild"}
    first = {
        **form,
        "line": key_of("40 boats", LineKind.FIGURE),
        "low": "40",
        "high": "40",
        "quantity": "barges",
    }
    other = {
        **form,
        "line": key_of("25 boats", LineKind.FIGURE),
        "low": "25",
        "high": "25",
        "quantity": "ships",
    }
    try:
        statuses = [
            opened.ask("POST", "/rule", one).status for one in (first, {**other, "quantity": "boats"})
        ]
        refused = opened.ask("POST", "/rule", other)
        history = opened.ask("GET", f"/?line={first['line']}").text
    finally:
        opened.kill()

    assert [303, 303] == statuses
    assert 400 == refused.status
    assert "“40 boats”" in refused.text
    assert "barges" == open_record(folder).figures[0].quantity
    assert "what is counted: <del>boats</del> <ins>barges</ins>" in history


def test_one_document_is_gone_through_in_the_order_of_its_words(made, tmp_path):
    """Each line leads to the next below it in the same document, and the last to a word that all of it is ruled on."""
    opened = OpenDesk(shutil.copytree(made, tmp_path / "record"))
    places = []
    try:
        page = opened.ask("GET", "/?in=d-four").text
        while line := re.search(r'name="line" value="(\w+)"', page):
            key = line[1]
            row = next(row for row in Reader(make_wide_record()).rows() if name_target(row.target) == key)
            places.append((row.span.document, row.span.start))
            form = {"line": key, "verdict": "rejected", "in": "d-four"}
            next_line = re.search(r'name="next" value="(\w*)"', page)[1]
            moved = opened.ask("POST", "/rule", {**form, "next": next_line})
            page = opened.ask("GET", moved.headers["location"]).text
    finally:
        opened.kill()

    assert sorted(places) == places
    assert {"d-four"} == {document for document, _ in places}
    assert 3 == len(places)
    assert "All of four.txt is ruled on" in page


def test_a_day_that_no_document_states_says_where_to_give_it(tmp_path):
    """A day that only other documents bound is no fact: who knows better is told where to write it."""
    record = make_wide_record()
    one, *others = record.documents
    bounded = when(one.published.earliest, one.published.latest, Basis.INFERRED)
    write_record(
        tmp_path / RECORD_FILE,
        replace(record, documents=(replace(one, published=bounded), *others)),
    )
    opened = OpenDesk(tmp_path)
    try:
        assert "sources.csv" in opened.ask("GET", f"/document/{one.id}").text
        assert "sources.csv" not in opened.ask("GET", f"/document/{others[0].id}").text
    finally:
        opened.kill()


def test_figures_relays_and_events_are_ruled_at_the_desk(desk):
    """A number that the words do not say is refused; a relay and a day are corrected, and a silence rejected."""

    def correct(words, kind, **fields):
        form = {"line": key_of(words, kind), "verdict": "corrected", "why": "it says so", **fields}
        return desk.ask("POST", "/rule", form)

    page = desk.ask("GET", f"/?line={key_of('25 boats', LineKind.FIGURE)}").text
    unsaid = correct("25 boats", LineKind.FIGURE, low="90", high="90", party="port office")
    said = correct("25 boats", LineKind.FIGURE, low="25", high="", party="pilots' guild")
    event = correct("The crane fell", LineKind.EVENT, first="2025-04-19", last="2025-04-19")
    relay = correct("crane fell", LineKind.RELAY, relay="rewrites")
    silence = desk.ask(
        "POST", "/rule", {"line": key_of("did not reply", LineKind.SILENCE), "verdict": "rejected"}
    )

    assert [400, 303, 303, 303, 303] == [one.status for one in (unsaid, said, event, relay, silence)]
    assert "Of the quantity “boats”: “40 boats”; “25 boats”; “60 boats”. Its values: contradict." in page
    assert "the words do not say this number" in unsaid.text
    record = open_record(desk.folder)
    assert ("25", None, "a-guild") == (
        record.figures[0].values[1].low,
        record.figures[0].values[1].high,
        record.figures[0].values[1].holder,
    )
    assert ("2025-04-19", ()) == (record.events[0].when.edtf, record.silences)
    assert "rewrites" in [relay.kind for relay in record.relays]


def test_rulings_of_one_moment_are_told_apart(made, tmp_path):
    """To accept, take it back and accept again at once is three rulings, and the last of them stands."""
    folder = shutil.copytree(made, tmp_path / "record")
    row = row_of(make_wide_record(), "two tugs")
    with open_ledger(folder) as ledger:
        desk = Desk(folder, ledger, "Ada Lund")
        for _ in range(20):
            desk.rule(Verdict.ACCEPTED, row.target, before=row.told, after=row.told)
            desk.undo()
        desk.rule(Verdict.ACCEPTED, row.target, before=row.told, after=row.told)

    rulings = read_rulings(folder).rulings
    assert 41 == len({ruling.ruling for ruling in rulings})
    assert sorted(ruling.at for ruling in rulings) == [ruling.at for ruling in rulings]
    assert "accepted" == open_record(folder).terms[0].ruling.kind


def test_people_are_merged_with_a_preview_and_parted_again(desk):
    """What a merge moves is shown before it is made; undoing it gives both back."""
    preview = desk.ask("GET", "/people?one=a-guild&other=a-port").text
    merged = desk.ask("POST", "/merge", {"one": "a-guild", "other": "a-port", "why": "one office"})
    after = {actor.id for actor in open_record(desk.folder).actors}
    undone = desk.ask("POST", "/undo")

    assert "Merge pilots&#39; guild and port office?" in preview
    assert (303, 303) == (merged.status, undone.status)
    assert 1 == len({"a-guild", "a-port"} & after)
    assert {"a-guild", "a-port"} <= {actor.id for actor in open_record(desk.folder).actors}


def test_an_actor_is_split_by_names_with_a_preview(desk):
    """The names that were ticked go to somebody else, with what was said under them, which is shown before."""
    form = {"actor": "a-orta", "names": ["Mr Orta"], "name": "Piet Orta", "why": "her brother"}
    before = read_rulings(desk.folder).rulings
    preview = desk.ask("GET", "/people?split=a-orta&names=Mr+Orta&name=Piet+Orta").text

    assert "Part Piet Orta from Ines Orta?" in preview
    assert "1 mentions and 1 statements would be Piet Orta’s" in preview
    assert "called the hull sound" in preview
    assert before == read_rulings(desk.folder).rulings

    assert 303 == desk.ask("POST", "/split", form).status
    assert "Piet Orta" in {actor.name for actor in open_record(desk.folder).actors}
    desk.ask("POST", "/undo")


def test_words_are_searched_for_and_marked(desk):
    """What is found leads to its place in its document."""
    page = desk.ask("GET", f"/search?words={quote('wants two')}&kind=term").text

    assert "<mark>wants</mark> <mark>two</mark> tugs" in page
    assert re.search(r'href="/document/d-one\?at=\d+-\d+#words"', page)
    assert "no actor of this record" in desk.ask("GET", "/search?actor=Nobody").text


@pytest.mark.parametrize(
    "path",
    [
        "/?line=nothing",
        "/document/none",
        "/document/d-one?at=99999-100000",
        "/document/d-one?at=%C2%B2-3",
        f"/document/d-one?at={'9' * 5000}-1",
        "/search?from=x",
    ],
)
def test_an_odd_address_is_answered(desk, path):
    """Nothing that is typed brings the desk down."""
    assert desk.ask("GET", path).status in {200, 400, 404}


def test_a_larger_form_than_any_is_refused(desk):
    """The desk reads no more than its pages send."""
    assert 400 == desk.ask("POST", "/rule", {"why": "x" * 600_000}).status


def test_a_conflict_is_asked_about_before_all_else_and_settled(made, tmp_path):
    """Of two people who differ neither wins; who has seen both ends it."""
    folder = shutil.copytree(made, tmp_path / "record")
    record = make_wide_record()
    row = row_of(record, "two tugs")
    with open_ledger(folder) as ledger:
        ledger.add(
            [
                make_ruling(by("Ben"), Verdict.REJECTED, row.target, before=row.told),
                make_ruling(by("Cem"), Verdict.ACCEPTED, row.target, before=row.told, after=row.told),
            ]
        )
    opened = OpenDesk(folder)
    try:
        first, listed = opened.ask("GET", "/").text, opened.ask("GET", "/rulings").text
        opened.ask("POST", "/rule", {"line": name_target(row.target), "verdict": "rejected"})
    finally:
        opened.kill()

    assert "people differ on it" in first
    assert "<b>Ben</b> rejected on 2026-03-01" in first
    assert "<b>Cem</b> accepted on 2026-03-01: pilots&#39; guild" in first
    assert "wants two tugs" in listed
    assert re.search(rf'/\?line={name_target(row.target)}#words">Settle it', listed)
    assert "wants two tugs" in first
    assert () == open_record(folder).terms


def test_what_was_acknowledged_survives_being_killed(made, tmp_path):
    """A desk that is killed the moment it has answered has lost nothing, and opens again."""
    folder = shutil.copytree(made, tmp_path / "record")
    for number, words in enumerate(("two tugs", "quay", "hull had cracked"), start=1):
        opened = OpenDesk(folder)
        answer = opened.ask("POST", "/rule", {"line": key_of(words), "verdict": "rejected"})
        opened.kill()
        assert 303 == answer.status
        assert number == len(read_rulings(folder).rulings)
        assert (folder / RULINGS_FILE).read_bytes().endswith(b"\n")
