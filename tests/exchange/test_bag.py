"""`onrecord bag`: a stranger verifies it with the bagit library alone."""

import csv
import hashlib
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from tests.handwritten import FIRST, SECOND

from onrecord import build

ONRECORD = str(Path(sys.executable).with_name("onrecord"))


def run(*arguments):
    """Run the command as a user does."""
    return subprocess.run([ONRECORD, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with a pile of three files, one of which can't be read, and its record."""
    base = tmp_path_factory.mktemp("built")
    pile = base / "pile"
    (pile / "later").mkdir(parents=True)
    (pile / "a.txt").write_text(FIRST, encoding="utf-8")
    (pile / "later" / "b #2.txt").write_text(SECOND, encoding="utf-8")
    (pile / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (pile / "sources.csv").write_text(
        "file,url,outlet,published\na.txt,,Radio Kvist,2024-03-04\n", encoding="utf-8"
    )
    build(pile, base / "record")
    return base


@pytest.fixture
def bag(built, tmp_path):
    """The bag of it."""
    shutil.copytree(built, tmp_path / "built")
    told = run("bag", tmp_path / "built" / "record", "--out", tmp_path / "bag")
    assert 0 == told.returncode, told.stderr
    return tmp_path / "bag"


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """The Python of a bare environment, with the bagit library and nothing else."""
    environment = tmp_path_factory.mktemp("stranger")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    [packages] = (environment / "lib").glob("python*/site-packages")
    for file in distribution("bagit").files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            (packages / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), packages / file)
    return environment / "bin" / "python"


def validate(stranger, bag):
    """Have the stranger's library say whether a bag is whole."""
    return subprocess.run(
        [stranger, "-m", "bagit", "--validate", bag], capture_output=True, text=True, check=False
    )


def test_a_stranger_verifies_the_bag(bag, stranger):
    """It is valid, and a changed document makes it invalid, by the library alone."""
    assert 0 == validate(stranger, bag).returncode

    document = bag / "data" / "documents" / "a.txt"
    document.write_text(
        document.read_text(encoding="utf-8").replace("12 boats", "13 boats"), encoding="utf-8"
    )

    told = validate(stranger, bag)
    assert 0 != told.returncode
    assert "data/documents/a.txt" in told.stderr


def test_the_bag_holds_what_was_handed_in_and_the_record(bag, built):
    """Every file is there to the byte, those that could not be read too, and says in whose custody it was."""
    for name in ("a.txt", "later/b #2.txt", "broken.pdf", "sources.csv"):
        assert (built / "pile" / name).read_bytes() == (bag / "data" / "documents" / name).read_bytes()
    assert (built / "record" / "record.json").read_bytes() == (
        bag / "data" / "record" / "record.json"
    ).read_bytes()
    with (bag / "data" / "custody.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ["a.txt", "later/b #2.txt", "broken.pdf"] == [row["file"] for row in rows]
    assert hashlib.sha256((built / "pile" / "broken.pdf").read_bytes()).hexdigest() == rows[2]["sha256"]
    assert {"supplied by user, custody unknown before"} == {row["custody"] for row in rows}
    info = (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    assert "Onrecord-Files-Not-Read: 1" in info
    assert "Onrecord-Custody: 3 supplied by user, custody unknown before" in info


def test_the_record_in_a_bag_verifies_where_it_lies(bag):
    """Whoever has onrecord needs nothing but the bag."""
    told = run("verify", bag / "data" / "record")

    assert 0 == told.returncode, told.stderr
    assert "no differences" in told.stdout


def test_the_same_record_gives_the_same_bag(bag, tmp_path):
    """No clock is in a bag."""
    run("bag", tmp_path / "built" / "record", "--out", tmp_path / "again")

    first, second = (
        {str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()}
        for base in (bag, tmp_path / "again")
    )
    assert first == second


def test_what_does_not_verify_goes_into_no_bag(built, tmp_path):
    """A document that was changed since is named, and no bag is made."""
    shutil.copytree(built, tmp_path / "built")
    (tmp_path / "built" / "pile" / "a.txt").write_text("another text", encoding="utf-8")

    told = run("bag", tmp_path / "built" / "record", "--out", tmp_path / "bag")

    assert 2 == told.returncode
    assert "a.txt" in told.stderr
    assert not (tmp_path / "bag").exists()


def test_a_bag_holds_no_protected_name(built, tmp_path):
    """Where names are protected, only what was published without them is handed over."""
    shutil.copytree(built, tmp_path / "built")
    (tmp_path / "names.txt").write_text("Anna Brandt\n", encoding="utf-8")
    build(tmp_path / "built" / "pile", tmp_path / "built" / "record", protect=tmp_path / "names.txt")

    told = run("bag", tmp_path / "built" / "record", "--out", tmp_path / "bag")

    assert 0 == told.returncode, told.stderr
    held = {
        str(path.relative_to(tmp_path / "bag")): path
        for path in (tmp_path / "bag").rglob("*")
        if path.is_file()
    }
    assert "data/record/record.json" in held
    assert not [name for name, path in held.items() if b"Brandt" in path.read_bytes()]
