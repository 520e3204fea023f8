import os
import sqlite3
import subprocess
import sys
from datetime import date

import pytest

import onrecord
from onrecord.builder import build_record
from onrecord.errors import NothingToRead, RecordError
from onrecord.model import Unread, is_owed, read_clock
from onrecord.publish.json import to_json
from onrecord.record.load import load_record
from onrecord.verify import verify
from onrecord.workers import read_in_order

BRIDGE = """The mayor of Oststadt, Mia Rao, said on Monday that the river bridge would reopen in May.

“We will publish the inspection report by the end of the year,” she told reporters.
"""
DELAY = """Mia Rao said on Friday that the inspection report would be published in March.

The bridge has been closed since the flood.
"""
UNION = """The dockers' union said the bridge must not reopen until the report is public.

A spokesman denied that the union had seen a draft.
"""
TABLE = """file,url,outlet,published
a.txt,,Oststadt Courier,2021-09-13
b.txt,,Oststadt Courier,2022-01-07
c.txt,,Harbour Radio,2022-01-21
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder of three reports on a bridge."""
    coverage = tmp_path / "coverage"
    coverage.mkdir()
    for name, text in (("c.txt", UNION), ("a.txt", BRIDGE), ("b.txt", DELAY), ("sources.csv", TABLE)):
        (coverage / name).write_text(text, encoding="utf-8")
    return coverage


def contents(out):
    """Return the bytes of every file of a record but those that say where its documents lie and since when."""
    files = (
        path for path in out.rglob("*") if path.is_file() and path.name not in {"folder.txt", "custody.jsonl"}
    )
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_a_folder_becomes_a_record(folder, tmp_path):
    """One call writes the store, the JSON and the dossier, and returns the record they hold."""
    record = onrecord.build(folder, tmp_path / "record")

    made = set(contents(tmp_path / "record"))
    tables = {name for name in made if name.startswith("tables/")}
    assert {"tables/documents.csv", "tables/statements.csv"} <= tables
    assert {
        "record.sqlite",
        "record.json",
        "dossier.html",
        "dossier.md",
        "onrecord-manifest.json",
    } == made - tables
    assert to_json(record) == (tmp_path / "record/record.json").read_bytes()
    assert record == onrecord.open_record(tmp_path / "record")
    assert ["a.txt", "b.txt", "c.txt"] == [document.file for document in record.documents]
    assert [BRIDGE, DELAY, UNION] == [document.text for document in record.documents]
    assert date(2022, 1, 21) == record.as_of
    assert () == verify(tmp_path / "record").differences


def test_a_second_build_changes_nothing(folder, tmp_path):
    """No document is read again and no file is touched."""
    out = tmp_path / "record"
    build_record(folder, out)
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}

    built = build_record(folder, out)

    assert (0, 3) == (built.read, built.unchanged)
    assert before == {path: path.stat().st_mtime_ns for path in out.iterdir()}


def test_only_the_changed_document_is_read_again(folder, tmp_path):
    """The others' readings stand, and the record is what a fresh build would make."""
    out = tmp_path / "record"
    build_record(folder, out)
    (folder / "b.txt").write_text(DELAY.replace("March", "April"), encoding="utf-8")

    built = build_record(folder, out)

    assert (1, 2) == (built.read, built.unchanged)
    build_record(folder, tmp_path / "fresh")
    assert contents(tmp_path / "fresh") == contents(out)


BUILD_BY_ITSELF = """
import os, sys
from pathlib import Path
from onrecord.builder import build_record
built = build_record(Path(sys.argv[1]), Path(sys.argv[2]))
print(built.read, *Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="children are listed by Linux")
def test_what_waits_for_documents_ends_where_there_are_none(folder, tmp_path):
    """A file that is younger than the record and says the same is not read, and no process goes on for it."""
    out = tmp_path / "record"
    build_record(folder, out)
    os.utime(folder / "a.txt", (2e9, 2e9))

    command = [sys.executable, "-c", BUILD_BY_ITSELF, folder, out]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert told.split() == ["0"]


@pytest.mark.skipif(sys.platform != "linux", reason="children are listed by Linux")
def test_a_changed_document_is_read_by_what_was_loaded_for_it(folder, tmp_path):
    """Where it was foreseen that something is to be read, the record is what a fresh build makes, and one waits on."""
    out = tmp_path / "record"
    build_record(folder, out)
    (folder / "b.txt").write_text(DELAY.replace("March", "April"), encoding="utf-8")
    os.utime(folder / "b.txt", (2e9, 2e9))

    command = [sys.executable, "-c", BUILD_BY_ITSELF, folder, out]
    read, *children = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

    assert (read, len(children)) == ("1", 1)
    build_record(folder, tmp_path / "fresh")
    assert contents(tmp_path / "fresh") == contents(out)


def change_a_day(folder):
    (folder / "sources.csv").write_text(TABLE.replace("2022-01-07", ""), encoding="utf-8")


def add_a_report(folder):
    (folder / "d.txt").write_text(DELAY.replace("Friday", "Tuesday"), encoding="utf-8")


def rename_a_report(folder):
    (folder / "a.txt").rename(folder / "e.txt")
    (folder / "sources.csv").write_text(TABLE.replace("a.txt", "e.txt"), encoding="utf-8")


@pytest.mark.parametrize("change", [change_a_day, add_a_report, rename_a_report])
def test_whatever_changed_the_record_is_what_a_fresh_build_would_make(folder, tmp_path, change):
    """Every file of it, to the last byte."""
    out = tmp_path / "record"
    build_record(folder, out)
    change(folder)

    build_record(folder, out)

    build_record(folder, tmp_path / "fresh")
    assert contents(tmp_path / "fresh") == contents(out)


def test_what_is_stated_of_a_document_counts_as_its_content(folder, tmp_path):
    """A day corrected in sources.csv is told against anew."""
    build_record(folder, tmp_path / "record")
    (folder / "sources.csv").write_text(TABLE.replace("2022-01-07", "2022-01-08"), encoding="utf-8")
    assert 1 == build_record(folder, tmp_path / "record").read


def test_what_was_made_of_one_file_stands_for_no_other(folder, tmp_path):
    """Not even where the database says so: the record is what a fresh build would make."""
    out = tmp_path / "record"
    build_record(folder, out)
    before = contents(out)
    connection = sqlite3.connect(out / "record.sqlite")
    with connection:
        (one,), (other,) = connection.execute("SELECT made FROM reading ORDER BY position LIMIT 2").fetchall()
        for made, instead in ((one, "-"), (other, one), ("-", other)):
            connection.execute("UPDATE reading SET made = ? WHERE made = ?", (instead, made))
    connection.close()

    build_record(folder, out)

    assert one != other
    assert before == contents(out)


def test_a_removed_document_takes_its_lines_along(folder, tmp_path):
    """Nothing in the record points into a document that is not there any more."""
    out = tmp_path / "record"
    build_record(folder, out)
    (folder / "sources.csv").write_text("".join(TABLE.splitlines(keepends=True)[:3]), encoding="utf-8")
    (folder / "c.txt").unlink()

    built = build_record(folder, out)

    assert (0, 2) == (built.read, built.unchanged)
    assert ["a.txt", "b.txt"] == [document.file for document in built.record.documents]
    assert not any("dockers" in content.decode("utf-8", "replace") for content in contents(out).values())


def test_another_place_and_order_give_the_same_bytes(folder, tmp_path):
    """The record does not depend on where the folder lies or on the order in which its files were made."""
    other = tmp_path / "elsewhere" / "deep"
    other.mkdir(parents=True)
    for path in sorted(folder.iterdir(), reverse=True):
        (other / path.name).write_bytes(path.read_bytes())

    build_record(folder, tmp_path / "one")
    build_record(other, tmp_path / "elsewhere" / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "elsewhere" / "two")


def test_two_processes_read_as_one_does(folder, tmp_path):
    """The number of processes changes nothing but the time it takes."""
    build_record(folder, tmp_path / "one", jobs=1)
    build_record(folder, tmp_path / "two", jobs=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_as_of_a_day_nothing_later_is_known(folder, tmp_path):
    """The record as of a day is the record of the documents published by it, built so or asked for later."""
    record = onrecord.build(folder, tmp_path / "record")
    earlier = onrecord.open_record(tmp_path / "record", as_of=date(2021, 12, 1))

    assert ["a.txt"] == [document.file for document in earlier.documents]
    assert earlier == onrecord.build(folder, tmp_path / "record", as_of=date(2021, 12, 1))
    assert record == onrecord.open_record(tmp_path / "record", as_of=date(2022, 1, 21))


def test_what_came_out_later_dates_no_document_of_an_earlier_record(folder, tmp_path):
    """An undated report that only a later one dates is not known before, built so or asked for later."""
    (folder / "d.txt").write_text(
        "The river bridge of Oststadt fell on Tuesday, the mayor said. She blamed the ice on the piers.\n"
    )
    (folder / "sources.csv").write_text(f"{TABLE}e.txt,,Harbour Radio,2022-02-20\n", encoding="utf-8")
    (folder / "e.txt").write_text(
        "The river bridge of Oststadt fell on February 8, when ice broke the piers, the mayor has said.\n"
    )
    whole = onrecord.build(folder, tmp_path / "record")
    [undated] = [document for document in whole.documents if document.file == "d.txt"]
    day = date(2022, 2, 15)
    assert undated.published.latest is not None
    assert undated.published.latest <= day

    earlier = onrecord.open_record(tmp_path / "record", as_of=day)

    assert ["a.txt", "b.txt", "c.txt"] == [document.file for document in earlier.documents]
    assert earlier == onrecord.build(folder, tmp_path / "record", as_of=day)


def test_coverage_of_a_later_winter_stands_in_no_record_of_the_one_before(tmp_path):
    """What fits two years is not in the record as of the first where the whole pile tells it of the second."""
    coverage = tmp_path / "coverage"
    coverage.mkdir()
    reports = {
        "a.txt": "The river bridge of Oststadt will be closed to lorries, the mayor said on Monday.\n",
        "b.txt": (
            "The river bridge of Oststadt fell on Tuesday, the mayor said. Work on a new one will begin on 20 March. "
            "She had asked for it on 14 December.\n"
        ),
        "c.txt": "The river bridge of Oststadt fell on February 8, when ice broke the piers, the mayor has said.\n",
        "sources.csv": (
            "file,url,outlet,published\na.txt,,Oststadt Courier,2021-03-08\nc.txt,,Harbour Radio,2022-02-20\n"
        ),
    }
    for name, text in reports.items():
        (coverage / name).write_text(text, encoding="utf-8")

    whole = onrecord.build(coverage, tmp_path / "record")
    earlier = onrecord.open_record(tmp_path / "record", as_of=date(2021, 4, 1))

    [undated] = [document.published for document in whole.documents if document.file == "b.txt"]
    assert undated.earliest is not None
    assert undated.earliest > date(2021, 4, 1)
    assert ["a.txt"] == [document.file for document in earlier.documents]


def test_the_clock_is_read_at_the_day_asked_for(folder, tmp_path):
    """What lay ahead when the record was built can have gone by on a later day."""
    onrecord.build(folder, tmp_path / "record")
    later = onrecord.open_record(tmp_path / "record", as_of=date(2032, 1, 1))
    assert later.commitments
    for each in later.commitments:
        owed = is_owed(each.party, each.outcome, each.outcome_evidence)
        assert read_clock(each.versions, date(2032, 1, 1), owed=owed) is each.clock


def test_a_record_inside_its_folder_is_no_document(folder):
    """Neither the dossier nor anything beside it is read as coverage."""
    first = onrecord.build(folder, folder / "record")
    (folder / "record" / "note.txt").write_text("My own notes on this.", encoding="utf-8")
    assert first == onrecord.build(folder, folder / "record")


def test_a_record_beside_its_documents_is_no_document(folder):
    """The record can be written into the folder of the documents itself."""
    assert onrecord.build(folder, folder) == onrecord.build(folder, folder)


def test_a_document_that_cannot_be_read_is_named(folder, tmp_path):
    """An empty file stops nothing, and the record says that it is there and why it was not read."""
    (folder / "d.txt").write_text("", encoding="utf-8")

    record = onrecord.build(folder, tmp_path / "record")

    assert ["d.txt"] == [unread.file for unread in record.unread]
    assert ["a.txt", "b.txt", "c.txt"] == [document.file for document in record.documents]
    assert record == load_record(tmp_path / "record/record.sqlite")


@pytest.mark.parametrize("name", ["missing", "empty", "file.txt"])
def test_nothing_to_read_is_an_error(tmp_path, name):
    """No folder, an empty folder and a file in its place are named, and nothing is written."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text(BRIDGE, encoding="utf-8")
    with pytest.raises(NothingToRead, match=name):
        onrecord.build(tmp_path / name, tmp_path / "record")
    assert not (tmp_path / "record").exists()


def test_a_failed_build_leaves_the_record_as_it_was(folder, tmp_path):
    """When the last document goes, the record of what was there stays until somebody removes it."""
    onrecord.build(folder, tmp_path / "record")
    before = contents(tmp_path / "record")
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(NothingToRead):
        onrecord.build(folder, tmp_path / "record")
    assert before == contents(tmp_path / "record")


def test_a_damaged_record_is_not_overwritten(folder, tmp_path):
    """A file of that name that is no record could be somebody's work: it is named and left alone."""
    (tmp_path / "record").mkdir()
    (tmp_path / "record/record.sqlite").write_text("my notes")
    with pytest.raises(RecordError, match=r"record\.sqlite"):
        onrecord.build(folder, tmp_path / "record")
    assert "my notes" == (tmp_path / "record/record.sqlite").read_text()


def test_a_place_that_cannot_be_written_is_named(folder, tmp_path):
    """The error names the place and says to choose another."""
    (tmp_path / "record").write_text("a file where the folder should be")
    with pytest.raises(RecordError, match="choose another --out"):
        onrecord.build(folder, tmp_path / "record")


def test_read_yields_each_document_in_order(folder):
    """The readings come in the order of the paths, with what sources.csv states."""
    readings = list(onrecord.read([folder / "c.txt", folder / "a.txt"]))
    assert ["c.txt", "a.txt"] == [reading.document.file for reading in readings]
    assert date(2022, 1, 21) == readings[0].document.published.latest


def test_read_believes_the_day_given_where_nothing_else_states_one(folder):
    """A stated day is not overruled."""
    (folder / "sources.csv").write_text("".join(TABLE.splitlines(keepends=True)[:3]), encoding="utf-8")
    days = [r.document.published.latest for r in onrecord.read([folder], published=date(2020, 2, 2))]
    assert [date(2021, 9, 13), date(2022, 1, 7), date(2020, 2, 2)] == days


def test_read_warns_of_what_it_cannot_read(folder):
    """A document that can't be read does not vanish without a word, and does not stop the others."""
    (folder / "a.txt").write_text("", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"a\.txt"):
        readings = list(onrecord.read([folder]))
    assert ["b.txt", "c.txt"] == [reading.document.file for reading in readings]


def test_documents_are_taken_up_as_they_are_asked_for():
    """An endless pile can be read: what is in hand does not grow with it."""
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield Unread(f"{len(taken)}.txt", "no reason")

    first = next(read_in_order(endless(), "no_pipeline", jobs=2))
    assert "1.txt" == first.file
    assert 10 > len(taken)


def test_a_second_build_does_not_read_what_the_first_published(folder):
    """Where the record is written into the folder of the documents, pages and Markdown are not taken for documents."""
    first = onrecord.build(folder, folder, pages=True)
    (folder / "names.csv").write_text("Nobody At All\n", encoding="utf-8")
    second = onrecord.build(folder, folder, pages=True)
    onrecord.build(folder, folder, pages=True, protect=folder / "names.csv")
    third = onrecord.build(folder, folder)

    assert [d.file for d in first.documents] == [d.file for d in second.documents]
    assert [d.file for d in first.documents] == [d.file for d in third.documents]


def test_a_build_that_fails_late_changes_no_file(folder, tmp_path, monkeypatch):
    """The forms of a record are replaced together or not at all."""
    onrecord.build(folder, tmp_path / "record")
    before = contents(tmp_path / "record")
    (folder / "a.txt").write_text(DELAY, encoding="utf-8")

    def write_half(record, **settings):
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.publish.output.render_markdown", write_half)  # record.json is made by then
    with pytest.raises(KeyboardInterrupt):
        onrecord.build(folder, tmp_path / "record")
    assert before == contents(tmp_path / "record")


def test_verify_finds_a_changed_word(folder, tmp_path):
    """Words changed in either file, by whatever tool, are found."""
    onrecord.build(folder, tmp_path / "record")
    path = tmp_path / "record/record.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Oststadt,", "Weststadt,"), encoding="utf-8")
    assert any("record.json" in difference for difference in verify(tmp_path / "record").differences)

    path.unlink()
    onrecord.build(folder, tmp_path / "record")
    connection = sqlite3.connect(tmp_path / "record/record.sqlite")
    with connection:
        connection.execute("DROP TRIGGER document_stays")
        connection.execute("UPDATE document SET text = replace(text, 'river', 'rivet')")
    connection.close()
    found = verify(tmp_path / "record").differences
    assert any("record.sqlite" in difference and "a.txt" in difference for difference in found)


def test_verify_finds_a_changed_and_a_missing_file(folder, tmp_path):
    """Each document's file is held against the bytes that were read."""
    onrecord.build(folder, tmp_path / "record")
    (folder / "a.txt").write_text(BRIDGE.replace("May", "June"), encoding="utf-8")
    (folder / "b.txt").unlink()
    found = verify(tmp_path / "record")
    named = [difference.split(":")[0] for difference in found.differences]
    assert ["a.txt", "b.txt", "sources.csv", "a.txt"] == named  # its text, and its bytes by the log
    assert 2 == found.files


def test_verify_follows_a_folder_that_moved(folder, tmp_path):
    """A record finds its documents beside it after both moved, or where it is told that they lie."""
    onrecord.build(folder, tmp_path / "record")
    moved = tmp_path / "moved"
    moved.mkdir()
    (tmp_path / "record").rename(moved / "record")
    assert 1 == len(verify(moved / "record").differences)
    assert () == verify(moved / "record", folder).differences
    folder.rename(moved / "coverage")
    assert () == verify(moved / "record").differences


def test_a_day_before_all_documents_is_refused(folder, tmp_path):
    """Nothing could be told as of it: the first day is named, and a record that stands there stays."""
    onrecord.build(folder, tmp_path / "record")

    with pytest.raises(NothingToRead, match=r"published by 202\d-\d\d-\d\d; the first is of 2021-\d\d-\d\d"):
        onrecord.build(folder, tmp_path / "record", as_of=date(2020, 1, 1))
    assert onrecord.open_record(tmp_path / "record").documents
