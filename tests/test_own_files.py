"""What onrecord wrote is told from what was handed in: it is no coverage, and it alone is replaced."""

import gzip
import shutil

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.collect.files import collect
from onrecord.collect.walk import find_left_out
from onrecord.own import APPLICATION_ID, PUBLISHED_FOLDER, RECORD_FILE, holds_record

REPORT = "2022-01-03\n\nThe mayor, Mia Rao, said the bridge would reopen in May. The union denied that it was safe.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with a report, a record of it with pages, one without names, and its readings."""
    base = tmp_path_factory.mktemp("made")
    (base / "coverage").mkdir()
    (base / "coverage/a.txt").write_text(REPORT, encoding="utf-8")
    (base / "names.txt").write_text("Mia Rao\n")
    assert 0 == run("build", base / "coverage", "--out", base / "record", "--pages").exit_code
    options = ("--out", base / "protected", "--protect", base / "names.txt", "--pages")
    assert 0 == run("build", base / "coverage", *options).exit_code
    assert 0 == run("read", base / "coverage", "--out", base / "readings.jsonl").exit_code
    return base


@pytest.fixture
def base(made, tmp_path):
    """Return a copy of it that a test may spoil."""
    return shutil.copytree(made, tmp_path / "base")


def run(*arguments):
    """Run a command and return what it gave."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def sources(folder):
    """Return the names of what is taken up from a folder, or named as unread."""
    return [item.file for item in collect(folder)]


@pytest.mark.parametrize("place", ["old", "2022/spring/old output", "pages"])
@pytest.mark.parametrize(
    "what",
    ["record", "protected", f"protected/{PUBLISHED_FOLDER}"],
)
def test_a_folder_that_holds_a_record_is_left_out_and_named(base, place, what):
    """Whatever it is called and however deep it lies; what is published of a record is no coverage either."""
    folder = base / "coverage" / place
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(base / what, folder)
    (folder / "note.txt").write_text("My own notes on this.")

    assert ["a.txt"] == sources(base / "coverage")
    [left] = find_left_out(base / "coverage")
    assert (place, True) == (left.file, "holds a record" in left.reason)


def test_a_record_of_an_earlier_version_is_left_out(base):
    """It has no manifest, and other tables; its database and its record.json tell what it is."""
    for name in (RECORD_FILE, "record.json"):
        folder = base / "coverage" / name
        shutil.copytree(base / "record", folder)
        for path in [path for path in folder.iterdir() if path.is_file() and path.name != name]:
            if path.suffix != ".md":
                path.unlink()
    database = base / "coverage" / RECORD_FILE / RECORD_FILE
    database.write_bytes(database.read_bytes()[:60] + bytes(8) + APPLICATION_ID.to_bytes(4, "big"))
    assert ["a.txt"] == sources(base / "coverage")


def test_what_a_killed_run_left_is_no_coverage(base):
    """A folder in which a build had only begun holds none."""
    shutil.copytree(base / "record/pages", base / "coverage/new/.onrecord-part/pages")
    shutil.copytree(base / "record/pages", base / "coverage/new/pages")
    assert holds_record(base / "coverage/new")
    assert ["a.txt"] == sources(base / "coverage")


def test_single_files_that_onrecord_wrote_are_left_out(base):
    """A dossier that was mailed, a page of a document, and the lines of `onrecord read`, packed or not."""
    coverage = base / "coverage"
    shutil.copy(base / "record/dossier.html", coverage / "from a colleague.html")
    shutil.copy(base / "record/dossier.md", coverage / "wiki.md")
    shutil.copy(base / "readings.jsonl", coverage / "lines.jsonl")
    (coverage / "packed.jsonl.gz").write_bytes(gzip.compress((base / "readings.jsonl").read_bytes()))
    shutil.copytree(base / "record/pages", coverage / "pages")

    assert ["a.txt"] == sources(coverage)
    assert 5 == len(find_left_out(coverage))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.html",
            "<!DOCTYPE html>\n<html><body><p>The record of 3 documents, the mayor said.</p></body></html>",
        ),
        ("a.md", "# The record of the mayor\n\nEvery line is somebody's words."),
        ("a.jsonl", '{"text": "onrecord", "file": "x"}\n'),
        ("record.json/a.txt", "no record"),
        ("record.sqlite/a.txt", "no record"),
        ("published/a.txt", "The report was published."),
    ],
)
def test_coverage_is_not_taken_for_our_own(tmp_path, name, content):
    """Nothing is left out for its name alone."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(content)
    assert 1 == len(sources(tmp_path))


def test_the_run_names_what_it_left_out(base):
    """It is told apart from what could not be read, changes no exit status and no record."""
    before = (base / "record/record.json").read_bytes()
    shutil.copytree(base / "record", base / "coverage/last year")
    given = run("build", base / "coverage", "--out", base / "record", "--pages")
    assert 0 == given.exit_code
    assert "left out: last year: it holds a record that onrecord wrote" in given.stderr
    assert before == (base / "record/record.json").read_bytes()
    assert 0 == run("verify", base / "record").exit_code
    assert "left out: last year: " in run("read", base / "coverage", "--out", base / "readings.jsonl").stderr


def test_what_a_record_beside_its_documents_holds_is_not_named(base):
    """Where the record is written into the folder of the documents, its own files are no news."""
    for _ in range(2):
        given = run("build", base / "coverage", "--out", base / "coverage", "--pages")
        assert (0, False) == (given.exit_code, "left out" in given.stderr)
    assert 0 == run("verify", base / "coverage").exit_code


def test_a_record_that_lies_among_the_documents_is_not_read_again(base):
    """Its files are left out by name, though they hold the texts of documents and another folder is written to."""
    for path in (base / "record").iterdir():
        if path.is_file():
            shutil.copy(path, base / "coverage")

    assert ["a.txt"] == sources(base / "coverage")
    assert {
        "record.json",
        "record.sqlite",
        "custody.jsonl",
        "folder.txt",
        "onrecord-manifest.json",
        "dossier.html",
        "dossier.md",
    } == {item.file for item in find_left_out(base / "coverage")}


@pytest.mark.parametrize("name", ["pages/thesis.txt", "published/book.txt", "dossier.md", "record.json"])
def test_the_command_names_what_is_in_the_way_before_it_reads(base, name):
    """Status 2, the file and what to do, and nothing in the folder is changed."""
    out = base / "mine"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("years of work")
    given = run("build", base / "coverage", "--out", out)
    assert (2, "") == (given.exit_code, given.stdout)
    assert f"in the way: {name}" in given.stderr
    assert "reading" not in given.stderr
    assert [out / name] == [path for path in out.rglob("*") if path.is_file()]
    assert "years of work" == (out / name).read_text()


def test_a_form_edited_by_hand_is_not_replaced(base):
    """Whoever writes into a dossier does not lose it with the next build."""
    path = base / "record/dossier.md"
    path.write_text(path.read_text(encoding="utf-8") + "my remarks", encoding="utf-8")
    given = run("build", base / "coverage", "--out", base / "record", "--protect", base / "names.txt")
    assert (2, True) == (given.exit_code, "in the way: dossier.md" in given.stderr)
    assert path.read_text(encoding="utf-8").endswith("my remarks")


def test_read_replaces_only_what_it_wrote(base):
    """`--out` names a file of readings or none."""
    (base / "thesis.txt").write_text("years of work")
    given = run("read", base / "coverage", "--out", base / "thesis.txt")
    assert (2, True) == (given.exit_code, "in the way" in given.stderr)
    assert "years of work" == (base / "thesis.txt").read_text()
    assert 0 == run("read", base / "coverage", "--out", base / "readings.jsonl").exit_code


@pytest.mark.parametrize("command", ["build", "read", "verify", "show", "folder"])
def test_a_name_that_is_too_long_is_a_line(base, command):
    """Every path that can be given is told to be none, with status 2 and no traceback."""
    long = base / ("x" * 300)
    given = {
        "build": lambda: run("build", base / "coverage", "--out", long),
        "read": lambda: run("read", base / "coverage", "--out", long),
        "verify": lambda: run("verify", long),
        "show": lambda: run("show", "terms", long),
        "folder": lambda: run("build", long, "--out", base / "out"),
    }[command]()
    assert (2, True) == (given.exit_code, "xxx" in given.stderr), given.output
    assert "Traceback" not in given.stderr
    assert given.exception is None or isinstance(given.exception, SystemExit)


def test_a_killed_runs_parts_beside_readings_go(base):
    """What a killed `read` had begun is removed by the next one, and no other file."""
    for name in (".readings.jsonl.part", ".readings.jsonl-ab12cd34.part", ".mine.part"):
        (base / name).write_text("a name")
    assert 0 == run("read", base / "coverage", "--out", base / "readings.jsonl").exit_code
    assert [".mine.part"] == [path.name for path in base.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("place", ["record", "2022/spring"])
def test_a_record_that_is_written_among_the_documents_is_named(base, place):
    """What lies in the folder that the run writes to is not read, and that is said."""
    folder = base / "coverage" / place
    folder.mkdir(parents=True)
    (folder / "b.txt").write_text(REPORT)

    given = run("build", base / "coverage", "--out", folder)

    assert 0 == given.exit_code
    assert [f"left out: {place}: what this run writes goes there"] == [
        line[: len(f"left out: {place}: what this run writes goes there")]
        for line in given.stderr.splitlines()
        if line.startswith("left out: ")
    ]


@pytest.mark.parametrize("out", ["record-new", "coverage-record"])
def test_a_record_beside_the_documents_is_not_worth_a_word(base, out):
    """Nor where its name begins as theirs."""
    given = run("build", base / "coverage", "--out", base / out)

    assert (0, False) == (given.exit_code, "left out" in given.stderr)
