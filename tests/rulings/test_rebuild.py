"""Rulings on a record that was built: they outlive the next build, and what is published says so."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from tests.conftest import STORY
from tests.rulings.making import unmark
from typer.testing import CliRunner

from onrecord import open_record
from onrecord.cli import app
from onrecord.model import Verdict
from onrecord.own import RULINGS_FILE
from onrecord.rulings.apply import apply_rulings
from onrecord.rulings.ruling import LineKind, Maker, make_ruling
from onrecord.rulings.store import open_ledger
from onrecord.rulings.telling import Reader

ADA = Maker("Ada Lund", datetime(2026, 3, 1, 9, tzinfo=UTC))


def run(*arguments):
    """Run a command and return what it gave."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def accept(row):
    """Return the ruling that a line is right as it stands."""
    return make_ruling(
        ADA, Verdict.ACCEPTED, row.target, before=row.told, after=row.told, published=row.published
    )


def reject(row):
    """Return the ruling that a line is wrong."""
    return make_ruling(ADA, Verdict.REJECTED, row.target, before=row.told, published=row.published)


@pytest.fixture
def place(example, tmp_path):
    """Return a folder with the documents of the example, and their record."""
    shutil.copytree(STORY, tmp_path / "coverage")
    shutil.copytree(example.out, tmp_path / "record")
    (tmp_path / "record" / "folder.txt").write_bytes(b"../coverage\n")
    return tmp_path


def test_accepting_every_line_changes_nothing_but_its_marks(example):
    """Whoever agrees with all of it has the same record, with a mark on every line he could rule on."""
    record = open_record(example.out)
    rows = [row for row in Reader(record).rows() if row.published]

    ruled = apply_rulings(record, map(accept, rows)).record

    assert len(record.statements) == sum(one.ruling is not None for one in ruled.statements)
    assert len(record.terms) == sum(one.ruling is not None for one in ruled.terms)
    assert all(version.ruling for one in ruled.commitments for version in one.versions)
    for items in (ruled.relays, ruled.altered_quotations, ruled.events, ruled.silences):
        assert all(item.ruling for item in items)
    assert all(value.ruling for figure in ruled.figures for value in figure.values)
    assert all(name.ruling for naming in ruled.namings for name in naming.names)
    assert record == unmark(ruled)


def test_what_was_ruled_is_published_verified_and_outlives_the_next_build(place):
    """A new document changes nothing that was ruled; what is ruled later is named as not yet published."""
    out = place / "record"
    record = open_record(out)
    rows = list(Reader(record).rows())
    said = [row for row in rows if row.target.kind is LineKind.STATEMENT]
    with open_ledger(out) as ledger:
        ledger.add([accept(said[0]), reject(said[1])])

    waiting = run("verify", out)
    (place / "coverage" / "13-late.txt").write_text(
        "2024-06-18\n\nThe harbour master, Odo Brandt, said on Monday that the lock would open in August.\n"
    )
    built = run("build", place / "coverage", "--out", out)
    verified = run("verify", out)

    assert 0 == waiting.exit_code, waiting.output
    assert "2 made since are not published yet" in waiting.output
    assert 0 == built.exit_code, built.output
    assert 0 == verified.exit_code, verified.output
    published = json.loads((out / "record.json").read_bytes())
    marks = {one["id"]: one["ruling"] for one in published["statements"] if one["ruling"]}
    assert [{"by": "Ada Lund", "on": "2026-03-01", "kind": "accepted"}] == list(marks.values())
    contents = {span["exact"] for one in published["statements"] for span in one["content"][:1]}
    assert said[0].span.exact in contents
    assert "the lock would open in August" in " ".join(contents)
    assert not any(
        one["content"][0]["exact"] == said[1].span.exact
        for one in published["statements"]
        if one["document"] == said[1].span.document and one["content"][0]["start"] == said[1].span.start
    )

    content = (out / RULINGS_FILE).read_bytes()
    (out / RULINGS_FILE).write_bytes(content.replace(b"Ada Lund", b"Eve Lund"))
    assert 1 == run("verify", out).exit_code


def test_only_what_was_accepted_is_published_on_demand(place):
    """With --reviewed-only the forms hold the accepted lines alone; the record keeps the others."""
    out = place / "record"
    row = next(row for row in Reader(open_record(out)).rows() if row.target.kind is LineKind.TERM)
    with open_ledger(out) as ledger:
        ledger.add([accept(row)])

    built = run("build", place / "coverage", "--out", out, "--reviewed-only")
    published = json.loads((out / "record.json").read_bytes())

    assert 0 == built.exit_code, built.output
    kept = ("statements", "commitments", "denials", "figures", "events", "relays")
    assert [[]] * 6 == [published[key] for key in kept]
    assert [row.span.exact] == [term["span"]["exact"] for term in published["terms"]]
    assert 0 == run("verify", out).exit_code
    assert len(open_record(out).statements) > 100


def test_rulings_go_out_and_come_in_and_are_counted(place, tmp_path):
    """One exports, another imports: nothing is doubled, and where both differ the conflict is named."""
    out = place / "record"
    said = [row for row in Reader(open_record(out)).rows() if row.target.kind is LineKind.STATEMENT]
    with open_ledger(out) as ledger:
        ledger.add([accept(said[0]), reject(said[1])])
    exported = run("rulings", "export", out, "--out", tmp_path / "hers.jsonl")
    ben = make_ruling(Maker("Ben Oke", ADA.at), Verdict.REJECTED, said[0].target, before=said[0].told)
    other = shutil.copytree(out, tmp_path / "other")
    (other / RULINGS_FILE).unlink()
    unchecked = run("rulings", "list", other)
    with open_ledger(other) as ledger:
        ledger.add([ben])

    imported = run("rulings", "import", other, tmp_path / "hers.jsonl")
    again = run("rulings", "import", other, tmp_path / "hers.jsonl")
    listed = run("rulings", "list", other)
    scored = run("rulings", "score", out)

    assert (0, 1, 1, 1) == (exported.exit_code, imported.exit_code, again.exit_code, listed.exit_code)
    assert "no line of this record has been checked" in unchecked.output
    assert "2 new of 2" in imported.output
    assert "0 new of 2" in again.output
    assert "Ben Oke rejected on 2026-03-01" in listed.output
    assert "statement  told          50%" in scored.output
