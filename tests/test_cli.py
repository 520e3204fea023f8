import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console
from typer.testing import CliRunner

from onrecord import __version__
from onrecord.annotations import Reading
from onrecord.cli import app
from onrecord.cli_console import Line, Terminal, Watched, make_printable
from onrecord.cli_show import View, find_actors, select_items, show_lines
from onrecord.errors import UnknownActor
from onrecord.model import (
    Act,
    Actor,
    ActorType,
    Basis,
    Candidate,
    CandidateKind,
    Clock,
    Commitment,
    Denial,
    DenialKind,
    Document,
    DocumentEntry,
    Figure,
    FigureValue,
    Ground,
    Link,
    Move,
    Outcome,
    Quoted,
    Record,
    Relation,
    Relay,
    RelayKind,
    Statement,
    Term,
    Tie,
    Version,
    when,
)
from onrecord.record.rows import StoredReading
from onrecord.record.write import write_record

STEER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

NOTE = Document(
    "document-1",
    "note.txt",
    "00",
    "“We will publish the report by June,” Mia Rao said, if the dockers agree. "
    "Mia Rao now says July. Some 40 people wait, the Courier reported; the union counts 90. "
    "[bold]Boom[/bold] \x1b[31mred\x1b[0m \u202egnp.exe \x9b2J end.",
)


def cite(words):
    """Return where words stand in the note."""
    start = NOTE.text.index(words)
    return NOTE.cite(start, start + len(words))


def story():
    """Return the record of the note."""
    said = when(date(2022, 1, 3), date(2022, 1, 3), Basis.METADATA)
    first = when(date(2022, 1, 3), date(2022, 6, 30), Basis.EXPLICIT)
    second = when(date(2022, 7, 1), date(2022, 7, 31), Basis.EXPLICIT)
    promise, delay = cite("We will publish the report by June"), cite("Mia Rao now says July")
    hostile = cite("[bold]Boom[/bold] \x1b[31mred\x1b[0m \u202egnp.exe \x9b2J end")

    def state(number, speaker, content, act):
        return Statement(
            f"s{number}",
            NOTE.id,
            speaker,
            None,
            None,
            (content,),
            Quoted.DIRECT,
            act,
            said_on=said,
            via=("courier",),
            probability=0.97,
            act_probability=0.715,
        )

    return Record(
        as_of=date(2022, 8, 1),
        documents=(DocumentEntry(NOTE.id, NOTE.file, "00", "", NOTE.text, None, None, None, "en", said, ()),),
        actors=(
            Actor("mia", "Mia Rao", ActorType.PERSON, ("Rao", "the mayor"), (cite("Mia Rao"),)),
            Actor("union", "Dockers' Union \x1b[2J", ActorType.ORGANISATION, (), (cite("the union"),)),
            Actor("courier", "Courier", ActorType.OUTLET, (), (cite("the Courier"),)),
        ),
        statements=(state(1, "union", hostile, Act.ASSERT), state(2, "mia", promise, Act.COMMIT)),
        commitments=(
            Commitment(
                "c1",
                "mia",
                "publish the report",
                None,
                (
                    Version(
                        "s2",
                        promise,
                        "mia",
                        said,
                        first,
                        "by June",
                        Move.ORIGINAL,
                        None,
                        False,
                        probability=0.9,
                    ),
                    Version(
                        None,
                        delay,
                        "mia",
                        said,
                        second,
                        "July",
                        Move.REVISED,
                        31,
                        False,
                        Link(promise, Tie.THING, ("publish", "report")),
                    ),
                ),
                31,
                Outcome.OPEN,
                (),
                Clock.OVERDUE,
                ("t1",),
            ),
        ),
        terms=(Term("t1", "mia", "publish the report", cite("if the dockers agree"), "s2"),),
        figures=(
            Figure(
                "f1",
                "people who wait",
                "people",
                Relation.TENSION,
                (
                    FigureValue("40", "40", "some", None, cite("Some 40 people"), None, said),
                    FigureValue("90", None, None, "union", cite("90"), None, said),
                ),
            ),
        ),
        relays=(Relay(NOTE.id, RelayKind.CITES, "courier", None, (cite("the Courier reported"),)),),
        denials=(
            Denial("d1", "union", DenialKind.DENIED, hostile, cite("red"), None, ("s2", "f1"), 0.815),
            Denial("d2", None, DenialKind.DECLINED, cite("the Courier reported"), None, None),
        ),
        candidates=(Candidate("k1", CandidateKind.TERM, cite("if the dockers agree"), "mia", 0.31),),
    )


@pytest.fixture
def record(tmp_path, monkeypatch):
    """Store the story in the folder 'record' of the current directory."""
    monkeypatch.chdir(tmp_path)
    write_record(
        tmp_path / "record/record.sqlite", story(), [StoredReading("key", Reading(NOTE), Reading(NOTE))]
    )
    return tmp_path / "record"


@pytest.fixture
def coverage(tmp_path, monkeypatch):
    """Return a folder that holds one report."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "coverage").mkdir()
    (tmp_path / "coverage/a.txt").write_text(
        "2022-01-03\n\nThe mayor, Mia Rao, said the bridge would reopen in May.\n", encoding="utf-8"
    )
    return tmp_path / "coverage"


def run(*arguments):
    """Run a command and return what it gave."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", ["build", "read", "show", "verify"])
def test_help_shows_an_example(command):
    """Each command's help ends with a line that can be copied."""
    given = run(command, "--help")
    assert 0 == given.exit_code
    assert f"Example: onrecord {command}" in given.stdout


def test_version_is_told():
    """A bug report can name the version."""
    assert f"onrecord {__version__}\n" == run("--version").stdout


def test_build_says_what_was_done_and_where_to_look(coverage):
    """The summary counts what was read and names the file to open; a second run reads nothing."""
    first = run("build", coverage, "--out", "record")
    assert (0, "") == (first.exit_code, re.sub(r"reading .*\n", "", first.stderr))
    assert "documents    1: read 1, unchanged 0\n" in first.stdout
    assert re.search(r"^denials +\d+\ncandidates +\d+\nactors +\d+$", first.stdout, re.MULTILINE)
    assert "record/dossier.html" in first.stdout

    second = run("build", coverage, "--out", "record")
    assert "documents    1: read 0, unchanged 1\n" in second.stdout
    assert (0, "") == (second.exit_code, second.stderr)


def test_build_counts_what_was_not_out_by_the_day_asked_for(coverage):
    """Whoever asks for an earlier day is told how many documents the record of that day leaves out."""
    (coverage / "b.md").write_text(
        "---\ndate: 2031-03-04\n---\nThe mayor said on Monday that the bridge was safe.\n"
    )
    (coverage / "c.md").write_text(
        "---\ndate: 2031-05-06\n---\nThe mayor said on Monday that the bridge was shut.\n"
    )
    (coverage / "a.txt").unlink()

    given = run("build", coverage, "--out", "record", "--as-of", "2031-04-01")

    assert "documents    1: read 2, unchanged 0, 1 not known to be out by then\n" in given.stdout


def test_build_names_what_it_could_not_read(coverage):
    """Some documents unread is status 1, each with its file and why, apart from the output."""
    (coverage / "b.txt").write_bytes(b"")
    given = run("build", coverage, "--out", "record")
    assert 1 == given.exit_code
    assert "not read: b.txt: " in given.stderr
    assert "not read     1\n" in given.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["build", "nowhere"], "nowhere: there is no such folder", id="no folder"),
        pytest.param(["build", "coverage/a.txt"], "this is a file", id="a file"),
        pytest.param(["build", "empty"], "no document here", id="empty folder"),
        pytest.param(["build", "coverage", "--as-of", "soon"], "'soon' is not a day", id="wrong day"),
        pytest.param(["build", "coverage", "--out", "coverage/a.txt"], "choose another --out", id="no place"),
        pytest.param(["build", "coverage", "--pipeline", "xx_none"], "xx_none", id="no pipeline"),
        pytest.param(["read", "nowhere.txt", "--out", "r.jsonl"], "nowhere.txt", id="nothing to read"),
        pytest.param(["show", "terms"], "no record in this folder", id="no record here"),
        pytest.param(["show", "terms", "coverage"], "onrecord build FOLDER", id="no record there"),
        pytest.param(["verify", "coverage"], "there is no record", id="nothing to verify"),
        pytest.param(["build", ""], "an argument is empty", id="folder of no name"),
        pytest.param(["build", "coverage", "--out="], "an argument is empty", id="place of no name"),
        pytest.param(
            ["build", "--from", "", "--story", "s"], "an argument is empty", id="archive of no name"
        ),
        pytest.param(
            ["archive", "coverage", "--to", ""], "an argument is empty", id="new archive of no name"
        ),
    ],
)
def test_where_nothing_can_be_done_the_error_is_a_line(coverage, arguments, said):
    """Status 2, what is wrong and what to do; never a traceback."""
    (coverage.parent / "empty").mkdir()
    given = run(*arguments)
    assert 2 == given.exit_code
    assert said in re.sub(r"[\s│]+", " ", given.stderr)
    assert "Traceback" not in given.stderr
    assert not (coverage.parent / "r.jsonl").exists()


def test_the_pipeline_can_be_chosen_by_the_environment(coverage, monkeypatch):
    """The setting reaches the reader: a pipeline that is not there is missed."""
    monkeypatch.setenv("ONRECORD_PIPELINE", "xx_other")
    given = run("build", coverage)
    assert (2, True) == (given.exit_code, "xx_other" in given.stderr)


def test_read_writes_a_line_for_each_document(coverage):
    """Documents come in the order of the paths; what can't be read is named and the rest is written."""
    (coverage / "b.txt").write_text(
        "The bridge was closed, the harbour office said on 2 May 2022.", encoding="utf-8"
    )
    (coverage / "c.txt").write_bytes(b"")
    given = run("read", coverage / "b.txt", coverage / "a.txt", coverage / "c.txt", "--out", "readings.jsonl")
    lines = (coverage.parent / "readings.jsonl").read_text(encoding="utf-8").splitlines()
    assert ["b.txt", "a.txt"] == [json.loads(line)["file"] for line in lines]
    assert (1, "2 read, 1 not read: readings.jsonl\n") == (given.exit_code, given.stdout)


def test_a_pipe_is_not_replaced_by_what_is_read(coverage):
    """What is no file keeps its place: a device of the system is none to write over."""
    pipe = coverage.parent / "pipe"
    os.mkfifo(pipe)

    result = run("read", coverage, "--out", pipe)

    assert 2 == result.exit_code
    assert "is no file" in result.output
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no device that is always full")
def test_where_nothing_can_be_printed_an_error_says_so(coverage):
    """A full disk behind the output is an error in one line, and not that something could not be read."""
    command = Path(sys.executable).with_name("onrecord")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [command, "build", coverage], check=False, stdout=full, stderr=subprocess.PIPE, text=True
        )

    assert 2 == ended.returncode
    assert "Traceback" not in ended.stderr
    assert "No space left on device" in ended.stderr


def test_what_read_writes_into_its_own_folder_is_no_document(coverage):
    """A second run does not read the readings of the first."""
    for _ in range(2):
        assert 0 == run("read", coverage, "--out", coverage / "readings.jsonl").exit_code
    assert 1 == len((coverage / "readings.jsonl").read_text(encoding="utf-8").splitlines())


def test_verify_ends_with_what_it_found(coverage):
    """Status 0 where all agrees, 1 and a line for each difference where not."""
    run("build", coverage, "--out", "record")
    assert 0 == run("verify", "record").exit_code
    (coverage / "a.txt").write_text("Another text altogether.", encoding="utf-8")
    given = run("verify", "record")
    assert 1 == given.exit_code
    assert "a.txt: the file is not the one that was read" in given.stderr
    assert "a.txt: its bytes are not those that came in by" in given.stderr
    assert "2 differences" in given.stdout


def test_commitments_are_shown_with_every_date(record):
    """One block a commitment: its outcome and clock, then its versions, oldest first, with their words."""
    assert (
        """1 commitment, as of 2022-08-01
clock passed: the last day given has gone by; that alone does not say what was
done
outcome open: no cited words tell what became of it

Mia Rao: publish the report
  outcome open, clock passed, 31 days later in all
  original: due by 30 June 2022 ("by June"); probability 0.9
    said by Mia Rao, 2022-01-03
    "We will publish the report by June"
    note.txt, 1-35
  revised: due July 2022 ("July"), 31 days later
    said by Mia Rao, 2022-01-03
    "Mia Rao now says July"
    note.txt, 74-95
  term of Mia Rao:
    "if the dockers agree"
    note.txt, 52-72
"""
        == run("show", "commitments").stdout
    )


def test_what_is_only_scheduled_is_shown_after_what_is_promised():
    """Below the promises stands, under a line of its own, what no one on record promises."""
    told = story()
    [promise] = told.commitments
    entry = replace(
        promise,
        action="vote on the dock",
        clock=Clock.PASSED,
        versions=tuple(replace(one, schedule=True) for one in promise.versions),
    )
    shown = [line.text for line in show_lines(told, View.COMMITMENTS, [entry, promise])]

    apart = shown.index("Only scheduled, promised by nobody on record: 1")
    assert shown.index("Mia Rao: publish the report") < apart < shown.index("Mia Rao: vote on the dock")
    assert "said by Mia Rao, 2022-01-03, scheduled" in shown[apart:]


def test_why_says_what_joins_each_version(record):
    """With --why each version that leads to another says to which words, and why; no other view has reasons."""
    assert (
        "why: the same act on the same thing (publish, report) as"
        in run("show", "commitments", "--why").stdout
    )
    assert "why:" not in run("show", "commitments").stdout
    refused = run("show", "terms", "--why")
    assert (2, True) == (refused.exit_code, "--why explains the links of commitments" in refused.stderr)


def test_why_says_what_makes_values_one_quantity(record):
    """With --why each quantity says why its values are told to be of it; those at odds by words are no judge's."""
    shown = run("show", "figures", "--why")
    assert (0, True) == (shown.exit_code, "people who wait" in shown.stdout)
    [figure] = story().figures
    judged = replace(figure, probability=0.75, ground=Ground.WORDS)
    by_words = replace(judged, probability=0.1)

    lines = [
        [line.text for line in show_lines(story(), View.FIGURES, (one,), why=True)]
        for one in (judged, by_words)
    ]

    assert f"why: its values are told to be of one quantity by {Ground.WORDS}; probability 0.75" in lines[0]
    assert "why: the words around them set its values against each other" in lines[1]


def test_why_says_what_joins_the_names_of_an_actor(tmp_path, monkeypatch):
    """With --why an actor has each link with both passages and the reason in words, and what was kept apart."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text("Mia Rao said that the dam leaked.\n", encoding="utf-8")
    (tmp_path / "news/b.txt").write_text("Rao said that the dam was mended.\n", encoding="utf-8")
    run("build", "news", "--out", "record")

    shown = " ".join(run("show", "actors", "--why", "--actor", "Mia Rao").stdout.split())

    assert "why: the surname of the only one who can be meant; probability 0.91; the same as" in shown
    assert 'the same as "Mia Rao" a.txt, 0-7' in shown
    assert "why:" not in run("show", "actors").stdout


def test_statements_are_grouped_by_speaker(record):
    """Each speaker's name stands once, over what they say."""
    shown = run("show", "statements").stdout
    assert 1 == shown.count("\nMia Rao\n")
    assert "  2022-01-03: commits, via Courier; probability 0.97, of its act 0.715\n" in shown


@pytest.mark.parametrize("what", list(View))
def test_what_documents_hold_cannot_steer_the_terminal(record, what):
    """No control or reordering character of a document reaches the screen, in words or in JSON."""
    for arguments in (["show", what], ["show", what, "--json"]):
        given = run(*arguments)
        assert 0 == given.exit_code
        assert not STEER.search(given.stdout)
    assert all(len(line) <= 80 for line in run("show", what).stdout.splitlines())


def test_markup_of_documents_is_shown_as_it_is(record):
    """Square brackets are words like others."""
    assert "[bold]Boom[/bold]" in run("show", "statements").stdout


def test_json_holds_the_words_to_the_letter(record):
    """Programs get what the document holds, escaped but whole."""
    shown = json.loads(run("show", "statements", "--json").stdout)
    assert "\x1b[31mred\x1b[0m \u202egnp.exe \x9b2J" in shown[0]["content"][0]["exact"]


@pytest.mark.parametrize(
    ("name", "statements", "commitments"),
    [("Mia Rao", 1, 1), ("mia rao", 1, 1), ("RAO", 1, 1), ("union", 1, 0), ("courier", 2, 0)],
)
def test_one_actor_can_be_followed(record, name, statements, commitments):
    """A name, an alias or a part of a name finds what the actor takes part in, whatever its case."""
    assert statements == len(json.loads(run("show", "statements", "--actor", name, "--json").stdout))
    assert commitments == len(json.loads(run("show", "commitments", "--actor", name, "--json").stdout))


def test_an_unknown_actor_is_an_error_with_a_hint(record):
    """A slip of the pen is told from silence."""
    given = run("show", "statements", "--actor", "Mia Roa")
    assert (2, True) == (given.exit_code, "did you mean Mia Rao?" in given.stderr)


def test_a_whole_name_is_preferred_to_a_part_of_another():
    """'Courier' is the Courier and not the Harbour Courier."""
    harbour = Actor("harbour", "Harbour Courier", ActorType.OUTLET)
    record = Record(actors=(*story().actors, harbour))
    assert frozenset({"courier"}) == find_actors(record, "courier")
    with pytest.raises(UnknownActor):
        find_actors(record, "")


def test_denials_are_shown_with_what_they_deny_and_answer(record):
    """Who denies in which words, what is denied, the lines answered; declining to comment is called that."""
    shown = run("show", "denials").stdout
    assert "2 denials, as of 2022-08-01\n" in shown
    assert ": denial; probability 0.815\n" in shown
    assert (
        """    what is denied:
      "red"
"""
        in shown
    )
    assert (
        """    in answer to Mia Rao:
      "We will publish the report by June"
      note.txt, 1-35
    in answer to people who wait:
      "Some 40 people"
"""
        in shown
    )
    assert (
        """Party unknown: would not comment
    "the Courier reported"
"""
        in shown
    )


def test_candidates_are_shown_for_a_person_to_look_at(record):
    """What was not sure enough to publish says what it would be a line of, and how likely."""
    assert (
        """1 candidate, as of 2022-08-01

Mia Rao: term; probability 0.31
    "if the dockers agree"
    note.txt, 52-72
"""
        == run("show", "candidates").stdout
    )
    assert [] == json.loads(run("show", "candidates", "--actor", "union", "--json").stdout)
    [candidate] = json.loads(run("show", "candidates", "--actor", "Mia Rao", "--json").stdout)
    assert ("term", 0.31) == (candidate["kind"], candidate["probability"])


def test_every_kind_of_item_is_found_by_its_actor():
    """Terms by party, figures by holder, relays by outlet."""
    record = story()
    found = {view: len(select_items(record, view, frozenset({"mia"}))) for view in View}
    assert {
        "statements": 1,
        "commitments": 1,
        "terms": 1,
        "figures": 0,
        "relays": 0,
        "actors": 1,
        "events": 0,
        "silences": 0,
        "denials": 0,
        "candidates": 1,
    } == found
    assert 1 == len(select_items(record, View.FIGURES, frozenset({"union"})))
    assert 1 == len(select_items(record, View.RELAYS, frozenset({"courier"})))


def test_unknown_is_said():
    """A commitment of nobody in particular, due nobody knows when, is shown as that."""
    words = cite("We will publish the report by June")
    version = Version(None, words, None, when(), when(), None, Move.ORIGINAL, None, True)
    commitment = Commitment("c", None, "publish", None, (version,), None, Outcome.UNKNOWN, (), Clock.UNDATED)
    lines = [line.text for line in show_lines(Record(), View.COMMITMENTS, (commitment,))]
    assert "Party unknown: publish" in lines
    assert {"original: no day", "said by the document itself, day unknown, hedged"} <= set(lines)


def test_who_gives_a_number_and_how_sure_it_is_of_one_quantity_is_shown():
    """Where no actor is known, the giver's own words stand in his place; how sure a group is stands above it."""
    record = story()
    told = replace(record.statements[0], speaker=None, source=cite("the Courier"), quoted=Quoted.INDIRECT)
    [figure] = record.figures
    first = replace(figure.values[0], statement="s1")
    figure = replace(figure, values=(first, *figure.values[1:]), probability=0.75)
    record = replace(record, statements=(told, *record.statements[1:]))

    lines = [line.text for line in show_lines(record, View.FIGURES, (figure,))]

    assert "2 values of one quantity; probability 0.75" in lines
    assert '40 (some), "the Courier", 2022-01-03' in lines


def test_a_document_of_no_known_outlet_is_an_origin_with_a_name():
    """Of two origins of a number neither is left without a name: a document without an outlet is told by its file."""
    record = story()
    [figure] = record.figures
    [note, *others] = record.documents
    record = replace(record, documents=(replace(note, outlet=None), *others))
    told = replace(figure, origins=2, outlets=("courier",))

    lines = [line.text for line in show_lines(record, View.FIGURES, (told,))]

    assert "2 independent origins: Courier, note.txt" in lines


def test_a_very_long_word_is_wrapped(capsys):
    """No line is wider than the screen."""
    Terminal().print_lines([Line("x" * 500, 4)])
    assert all(len(line) <= 80 for line in capsys.readouterr().out.splitlines())


def test_printable_text_is_one_line():
    """Line ends of a document don't break a line of output."""
    assert "a b c" == make_printable(" a\r\nb\u2028c ")


def test_a_terminal_is_not_steered_either():
    """In colour, words of documents are as inert as in plain lines: the only codes are our own."""
    terminal = Terminal()
    terminal.out = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=80)
    terminal.print_lines(show_lines(story(), View.STATEMENTS, story().statements))
    terminal.print_table([("[red]name[/red]", "\x1b[2Jvalue")])
    shown = terminal.out.file.getvalue()
    assert "[bold]Boom[/bold]" in shown
    assert "[red]name[/red]" in shown
    assert not STEER.search(re.sub(r"\x1b\[[0-9;]*m", "", shown))


def test_progress_on_a_terminal_shows_file_names_as_they_are():
    """A file's name is no markup, and the bar is gone when the run is done."""
    terminal = Terminal()
    terminal.err = Console(file=io.StringIO(), force_terminal=True, width=120)
    with Watched(terminal, "reading") as watched:
        watched.show(1, 2, "[red]a\x1b]0;owned\x07.txt")
        watched.show(2, 2, "b.txt")
    shown = terminal.err.file.getvalue()
    assert "2/2" in shown
    assert "\x07" not in shown


def test_progress_elsewhere_is_some_lines(capsys):
    """A log of a long run is not one line a document."""
    with Watched(Terminal(), "reading") as watched:
        for done in range(1, 101):
            watched.show(done, 100, f"{done}.txt")
    assert 10 == len(capsys.readouterr().err.splitlines())


@pytest.mark.skipif(os.name == "nt", reason="its signals are others")
@pytest.mark.parametrize("moment", [0.0, 0.05, 0.2])
def test_an_interrupt_before_anything_is_loaded_is_quiet(coverage, moment):
    """Ctrl-C ends the program with the status of a command that was interrupted, and no word of Python's."""
    code = (
        "import signal; from onrecord.start import run; kept = signal.signal\n"
        "def tell(*args): was = kept(*args); print('begun', flush=True); return was\n"
        "signal.signal = tell; run()"  # from here on it is the program that is interrupted, and not Python
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "build", str(coverage)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.readline()
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert (130, b"") == (process.returncode, said)
