"""`onrecord export`: what is written where, and what never leaves."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.handwritten import FIRST

from onrecord import build
from onrecord.errors import InvalidNames, RecordError
from onrecord.exchange.formats import Format, export
from onrecord.exchange.opening import open_published

ONRECORD = str(Path(sys.executable).with_name("onrecord"))


def run(*arguments):
    """Run the command as a user does."""
    return subprocess.run([ONRECORD, *map(str, arguments)], capture_output=True, text=True, check=False)


def read_all(path):
    """Return the bytes of a file, or of every file in a folder."""
    return {one.name: one.read_bytes() for one in (path.iterdir() if path.is_dir() else [path])}


EVERY_FORMAT = """
import sys
from pathlib import Path
from onrecord.exchange.formats import Format, export
from onrecord.exchange.opening import open_published

record = open_published(Path(sys.argv[1]))
for to in Format:
    export(record, to, Path(sys.argv[2]) / to.value)
"""


def test_the_same_record_gives_the_same_bytes(folder, tmp_path):
    """No clock and no order of a set is in an export, and it may be asked for twice."""
    elsewhere = [sys.executable, "-W", "error", "-c", EVERY_FORMAT, folder, tmp_path / "elsewhere"]
    subprocess.run(elsewhere, check=True)
    record = open_published(folder)
    for to in (*Format, *Format):
        export(record, to, tmp_path / "here" / to.value)

    for to in Format:
        made = read_all(tmp_path / "here" / to.value)
        assert made == read_all(tmp_path / "elsewhere" / to.value)
        assert all(made.values())
    assert set(Format) == {path.name for path in (tmp_path / "here").iterdir()}


@pytest.mark.parametrize("to", [Format.CSV, Format.CSL])
def test_nobody_s_file_is_written_over(written, tmp_path, to):
    """Something else under the name given is named, and stays."""
    mine = tmp_path / "mine"
    if to is Format.CSV:
        mine.mkdir()
        (mine / "thesis.txt").write_text("years of work", encoding="utf-8")
    else:
        mine.write_text("years of work", encoding="utf-8")
    before = read_all(mine)

    with pytest.raises(RecordError, match="in the way"):
        export(written, to, mine)

    assert before == read_all(mine)
    assert ["mine"] == [path.name for path in tmp_path.iterdir()]


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

    with pytest.raises(InvalidNames, match="--protect"):
        open_published(tmp_path / "record")
    told = run("export", tmp_path / "record", "--to", "csv", "--out", tmp_path / "made", "--protect", names)

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
