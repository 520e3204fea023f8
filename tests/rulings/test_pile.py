"""What people ruled is learned from: the reader of `training/` finds in an export what the record says."""

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.rulings.making import by, cite, make_record, row_of
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.model import Act, Verdict
from onrecord.own import RECORD_FILE
from onrecord.record.write import write_record
from onrecord.rulings.apply import apply_rulings
from onrecord.rulings.pile import encode_pile
from onrecord.rulings.ruling import LineKind, Target, Told, anchor, make_ruling
from onrecord.rulings.store import open_ledger
from onrecord.rulings.telling import Reader

TRAINING = Path(__file__).parents[2] / "training" / "piles.py"


@pytest.fixture(scope="module")
def piles():
    """Return the module of `training/` that reads piles."""
    spec = importlib.util.spec_from_file_location("piles", TRAINING)
    module = importlib.util.module_from_spec(spec)
    sys.modules["piles"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["piles"]


def rule_some(record):
    """Return rulings on lines of the first document: an act corrected, a term rejected, a statement added."""
    first = record.documents[0]
    hull, term = row_of(record, "hull sound"), row_of(record, "two tugs")
    added = Target(LineKind.STATEMENT, anchor(first, cite(first, "Tolva Harbour")))
    return [
        make_ruling(
            by("Ada"),
            Verdict.CORRECTED,
            hull.target,
            before=hull.told,
            after=replace(hull.told, act=Act.DENY),
        ),
        make_ruling(by("Ada"), Verdict.REJECTED, term.target, before=term.told),
        make_ruling(by("Ada"), Verdict.ADDED, added, after=Told(act=Act.CALL)),
    ]


def test_the_export_is_read_by_training(piles, tmp_path):
    """Every line of the ruled document is there as it stands, by its words, and the other document is not."""
    record = make_record()
    write_record(tmp_path / RECORD_FILE, record)
    with open_ledger(tmp_path) as ledger:
        ledger.add(rule_some(record))

    told = CliRunner().invoke(
        app, ["rulings", "export", str(tmp_path), "--training", "--out", str(tmp_path / "pile.jsonl")]
    )
    assert 0 == told.exit_code, told.output
    [pile] = piles.read_piles(tmp_path / "pile.jsonl")

    [document] = pile["documents"]
    text = document["text"]
    assert ("one.txt", record.documents[0].text) == (document["file"], text)
    said = {text[slice(*one["content"][0])]: (one["act"], one["checked"]) for one in pile["statements"]}
    assert {
        "Tolva Harbour": ("call", "added"),
        "the ferry would sail again in April": ("commit", None),
        "called the hull sound": ("deny", "corrected"),
    } == said
    frames = list(piles.frames_of(pile, "one.txt"))
    found = {(piles.KINDS[frame.kind], text[frame.start : frame.end]) for frame in frames}
    assert {
        ("announcement", "the ferry would sail again in April"),
        ("denial", "denied that the hull had cracked"),
        ("denial", "called the hull sound"),
    } == found
    assert [] == list(piles.frames_of(pile, "two.txt"))
    [announced] = [frame for frame in frames if frame.kind == piles.KINDS.index("announcement")]
    assert ("Ines Orta", "sail again") == (announced.party, announced.act)
    assert tuple(announced.due) == announced[1:3]  # in this record the whole announcement gives its day


def test_an_outcome_is_exported_with_its_words(piles, tmp_path):
    """What became of a commitment is learned from the words that say so, in the document that has them."""
    record = make_record()
    [row] = [row for row in Reader(record).rows() if row.target.kind is LineKind.OUTCOME]
    ruling = make_ruling(by("Ada"), Verdict.ACCEPTED, row.target, before=row.told, after=row.told)
    (tmp_path / "pile.jsonl").write_bytes(encode_pile(apply_rulings(record, [ruling])))

    [pile] = piles.read_piles(tmp_path / "pile.jsonl")

    text = pile["documents"][0]["text"]
    outcomes = [frame for frame in piles.frames_of(pile, "two.txt") if frame.outcome >= 0]
    assert [("kept", "The ferry sailed on Tuesday")] == [
        (piles.OUTCOMES[frame.outcome], text[frame.start : frame.end]) for frame in outcomes
    ]
    assert date(2025, 4, 20).isoformat() == pile["documents"][0]["published"]


def test_where_nobody_ruled_there_is_nothing_to_learn():
    """A record that nobody looked at teaches only what the program told itself."""
    assert b"" == encode_pile(apply_rulings(make_record(), []))
