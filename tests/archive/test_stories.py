"""The stories of an archive: found by themselves, listed, and made into records."""

import json

import pytest

pytest.importorskip("daft", reason="onrecord[archive] is not installed")

from tests.archive.coverage import run, write_lines

REPORT = (
    "The Orrin dam will be repaired by 30 June, the water minister, Petra Vance, said in Tallow Bay. Holm Brothers, "
    "who built the dam, will send forty workers and two barges up the valley before Easter. Until the crack is "
    "closed, Tallow Bay draws its water from wells, and nobody may fish below the wall. Petra Vance promised the "
    "valley council a report by the end of April, with the name of whoever signed for the concrete."
)
DAM = (
    REPORT,
    "Engineers of Holm Brothers found a crack in the Orrin dam below Tallow Bay, Petra Vance told the valley council.",
    "Petra Vance denied that the crack in the Orrin dam was known to Holm Brothers before the flood at Tallow Bay.",
    "Holm Brothers asked for two more months to close the crack in the Orrin dam, Petra Vance told Tallow Bay.",
)
FERRY = (
    "The ferry Selkie ran aground off Skarvik with 80 passengers, the coastguard captain Jonas Reed said.",
    "Jonas Reed of the coastguard said that the passengers of the Selkie were brought ashore at Skarvik.",
    "The owner of the ferry Selkie, Northline, denied that its captain was asleep off Skarvik, as Jonas Reed had said.",
    "Northline will pay each passenger of the Selkie by 1 August, it told Jonas Reed and the harbour of Skarvik.",
)
APART = (
    "For the first time a choir sang inside Marrow’s new hall; Ulla Finch, organist, wept.",
    "Dunmere’s baker baked a loaf longer than any other: Otto Pell, judge, measured it twice.",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A folder with the archive of two stories, one reprint and two reports that belong to neither."""
    folder = tmp_path_factory.mktemp("press")
    texts = [text for both in zip(DAM, FERRY, strict=True) for text in both]
    articles = [
        {
            "outlet": ("Courier", "Ledger", "Echo")[number % 3],
            "published": f"2031-03-{number + 1:02}",
            "title": text.split(",")[0],
            "text": text,
        }
        for number, text in enumerate([*texts, REPORT, *APART])
    ]
    (folder / "press.jsonl").write_bytes(write_lines(articles))
    told = run("archive", "press.jsonl", "--to", "archive", "--jobs", 1, cwd=folder)
    assert 0 == told.returncode, told.stderr
    return folder


@pytest.fixture(scope="module")
def stories(archive):
    """The stories of the archive, as they are printed for programs."""
    told = run("archive", "stories", "archive", "--json", "--jobs", 1, cwd=archive)
    assert 0 == told.returncode, told.stderr
    return json.loads(told.stdout)


def test_stories_are_found_by_themselves(stories):
    """Each story is whole, without what belongs to neither, the one of most documents first."""
    told = [{member["file"] for member in story["members"]} for story in stories]

    assert [
        {f"press.jsonl#L{number}" for number in (1, 3, 5, 7, 9)},
        {f"press.jsonl#L{number}" for number in (2, 4, 6, 8)},
    ] == told


def test_a_story_says_what_it_holds(stories):
    """Its days, its outlets, which documents repeat another, and what is announced and denied in it."""
    dam, ferry = stories

    assert ("2031-03-01", "2031-03-09") == (dam["first"], dam["last"])
    assert {"Courier", "Ledger", "Echo"} == set(dam["outlets"])
    assert (1, 0) == (dam["copies"], ferry["copies"])
    assert 1 <= dam["announcements"]
    assert 1 <= dam["denials"]
    assert {"orrin", "petra vance"} & set(dam["names"])


def test_the_record_of_a_story_is_made_of_its_readings(archive, stories):
    """The record holds the documents of the story, read before, and verifies; it says where its documents lie."""
    built = run("build", "--from", "archive", "--story", stories[0]["id"], "--out", "record", cwd=archive)
    verified = run("verify", "record", cwd=archive)
    record = json.loads((archive / "record" / "record.json").read_text(encoding="utf-8"))

    assert 0 == built.returncode, built.stderr
    assert "read 0, unchanged 5" in built.stdout
    assert {member["file"] for member in stories[0]["members"]} == {
        document["file"] for document in record["documents"]
    }
    assert record["commitments"]
    assert 0 == verified.returncode, verified.stdout + verified.stderr
    assert "read into this archive" in verified.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "archive", "--story", "story-none"], "there is no story 'story-none'"),
        (["--from", "archive"], "--story ID"),
        (["--from", "nowhere", "--story", "story-none"], "there is no archive here"),
        ([], "name the folder"),
    ],
)
def test_what_names_no_story_is_refused(archive, stories, arguments, said):
    """What is missing is said, and nothing is written."""
    told = run("build", *arguments, "--out", "none", cwd=archive)

    assert 2 == told.returncode
    assert said in " ".join(told.stderr.split())
    assert not (archive / "none").exists()
