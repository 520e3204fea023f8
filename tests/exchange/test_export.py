"""`onrecord export`: what is written where, and what never leaves."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.handwritten import FIRST

from onrecord import build
from onrecord.exchange.formats import Format

ONRECORD = str(Path(sys.executable).with_name("onrecord"))


def run(*arguments):
    """Run the command as a user does."""
    return subprocess.run([ONRECORD, *map(str, arguments)], capture_output=True, text=True, check=False)


def read_all(path):
    """Return the bytes of a file, or of every file in a folder."""
    return {one.name: one.read_bytes() for one in (path.iterdir() if path.is_dir() else [path])}


@pytest.mark.parametrize("to", Format)
def test_the_same_record_gives_the_same_bytes(folder, tmp_path, to):
    """No clock and no order of a set is in an export, and it may be asked for twice."""
    made = []
    for name in ("one", "two", "two"):
        told = run("export", folder, "--to", to.value, "--out", tmp_path / name / "made")
        assert 0 == told.returncode, told.stderr
        made.append(read_all(tmp_path / name / "made"))

    assert made[0] == made[1] == made[2]
    assert all(made[0].values())


@pytest.mark.parametrize("to", [Format.CSV, Format.CSL])
def test_nobody_s_file_is_written_over(folder, tmp_path, to):
    """Something else under the name given is named, and stays."""
    mine = tmp_path / "mine"
    if to is Format.CSV:
        mine.mkdir()
        (mine / "thesis.txt").write_text("years of work", encoding="utf-8")
    else:
        mine.write_text("years of work", encoding="utf-8")
    before = read_all(mine)

    told = run("export", folder, "--to", to.value, "--out", mine)

    assert 2 == told.returncode
    assert f"{mine}: in the way" in told.stderr
    assert before == read_all(mine)


def test_no_record_is_a_clear_error(tmp_path):
    """The message names the folder, and nothing is made."""
    told = run("export", tmp_path, "--to", "csl", "--out", tmp_path / "made")

    assert 2 == told.returncode
    assert str(tmp_path) in told.stderr
    assert not (tmp_path / "made").exists()


def test_an_export_holds_no_protected_name(tmp_path):
    """A record built with protected names is exported without them, or not at all."""
    pile, names = tmp_path / "pile", tmp_path / "names.txt"
    pile.mkdir()
    (pile / "a.txt").write_text(FIRST, encoding="utf-8")
    names.write_text("Anna Brandt\n", encoding="utf-8")
    build(pile, tmp_path / "record", protect=names)

    refused = run("export", tmp_path / "record", "--to", "csv", "--out", tmp_path / "made")
    told = run("export", tmp_path / "record", "--to", "csv", "--out", tmp_path / "made", "--protect", names)

    assert 2 == refused.returncode
    assert "--protect" in refused.stderr
    assert 0 == told.returncode, told.stderr
    made = b"".join(read_all(tmp_path / "made").values())
    assert b"boats" in made
    assert b"Brandt" not in made


def test_an_export_as_of_an_earlier_day_knows_nothing_later(example, tmp_path):
    """What was published later is not in it."""
    shutil.copytree(example.out, tmp_path / "demo")

    told = run(
        "export", tmp_path / "demo", "--to", "csl", "--out", tmp_path / "made", "--as-of", "2023-09-19"
    )

    assert 0 == told.returncode, told.stderr
    assert b"01-ostwire-council.txt" in (tmp_path / "made").read_bytes()
    assert b"10-selwyn-chronicle.html" not in (tmp_path / "made").read_bytes()
