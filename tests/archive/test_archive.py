"""A collection becomes an archive of readings: everything once, whatever becomes of the run."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("daft", reason="onrecord[archive] is not installed")

import pyarrow
import pyarrow.parquet
from tests.archive.coverage import (
    ONRECORD,
    decode,
    read_bytes,
    read_tables,
    run,
    write_articles,
    write_lines,
    write_pages,
    write_wacz,
    write_warc,
)

from onrecord.annotations import Reading
from onrecord.builder import read_paths

PAGES = 24


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    """A folder with a small web archive, and the archive of readings that was made of it undisturbed."""
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "crawl.warc.gz").write_bytes(write_warc(write_pages(PAGES)))
    told = run("archive", "crawl.warc.gz", "--to", "archive", "--unit", 4, "--jobs", 2, cwd=folder)
    assert 1 == told.returncode, told.stderr
    return folder


def test_an_archive_holds_what_build_reads(crawl):
    """The same pages under the same names, with the same readings, and the same reasons for those there are none of."""
    rows, unread = read_tables(crawl / "archive")
    items = list(read_paths([crawl / "crawl.warc.gz"]))
    readings = {item.document.file: item for item in items if isinstance(item, Reading)}

    assert {item.file: item.reason for item in items if not isinstance(item, Reading)} == {
        row["file"]: row["reason"] for row in unread
    }
    assert readings == {row["file"]: decode(row) for row in rows}
    assert 20 == len(rows)


def test_readings_lie_by_the_day_of_publication(crawl):
    """A day's pages are found without opening the files of other days."""
    days = {path.name for path in (crawl / "archive" / "readings").iterdir()}

    assert {"day=2031-05-01", "day=2031-05-02", "day=2031-05-03"} == days
    [path] = (crawl / "archive" / "readings" / "day=2031-05-02").iterdir()
    assert {"2031-05-02"} == set(pyarrow.parquet.read_table(path, partitioning=None)["day"].to_pylist())


def test_what_is_read_is_not_read_again(crawl):
    """A second run says the same and changes nothing; a new source beside the old one is read alone."""
    before = read_bytes(crawl / "archive")
    again = run("archive", "crawl.warc.gz", "--to", "archive", cwd=crawl)
    (crawl / "later.jsonl").write_bytes(write_lines(write_articles(2)))
    later = run("archive", "crawl.warc.gz", "later.jsonl", "--to", "grown", "--unit", 4, cwd=crawl)

    assert (1, 1) == (again.returncode, later.returncode)
    assert before == read_bytes(crawl / "archive")
    assert "20 pages read, 4 not read" in again.stdout
    assert "reading" not in again.stderr
    assert "22 pages read, 4 not read" in later.stdout
    assert before.items() <= read_bytes(crawl / "grown").items()


@pytest.mark.parametrize("seed", range(2))
def test_a_run_that_is_killed_goes_on_where_it_was(crawl, tmp_path, seed):
    """Killed at any moment, once and again, the archive comes to the same bytes, with nothing in it twice."""
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    command = [
        ONRECORD,
        "archive",
        "crawl.warc.gz",
        "--to",
        str(tmp_path / "archive"),
        "--unit",
        "4",
        "--jobs",
        "2",
    ]
    for _ in range(3):
        running = subprocess.Popen(
            command, cwd=crawl, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(moments.uniform(2, 12))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    told = subprocess.run(command, cwd=crawl, capture_output=True, text=True, check=False)

    assert 1 == told.returncode, told.stderr
    assert read_bytes(crawl / "archive") == read_bytes(tmp_path / "archive")


def test_each_form_of_a_collection_gives_its_pages(tmp_path):
    """A collection, a table, lines and packed lines, given by path and by address, each under its own names."""
    articles = write_articles(5)
    (tmp_path / "crawl.wacz").write_bytes(write_wacz(write_pages(5)))
    (tmp_path / "plain.warc").write_bytes(write_warc(write_pages(3), packed=False))
    (tmp_path / "lines.jsonl").write_bytes(write_lines(articles) + b'\n{"title": "no text"}\n')
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(write_lines(articles[::-1]) + b"no JSON\n"))
    table = pyarrow.table({name: [one[name] for one in articles] for name in articles[0]} | {"id": range(5)})
    pyarrow.parquet.write_table(table, tmp_path / "table.parquet", row_group_size=3)
    (tmp_path / "note.txt").write_text(articles[0]["text"], encoding="utf-8")
    (tmp_path / "quay.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    names = [
        "crawl.wacz",
        "plain.warc",
        "lines.jsonl",
        "packed.jsonl.gz",
        "table.parquet",
        "note.txt",
        "quay.jpg",
    ]
    address = (tmp_path / "lines.jsonl").as_uri()

    told = run(
        "archive", *(address if name == "lines.jsonl" else name for name in names),
        "--to", "archive", "--unit", 2, "--jobs", 2, cwd=tmp_path,
    )  # fmt: skip

    rows, unread = read_tables(tmp_path / "archive")
    assert 1 == told.returncode, told.stderr
    assert sorted(
        [
            *(f"crawl.wacz#archive/crawl.warc.gz#{n}" for n in range(1, 5)),
            *(f"plain.warc#{n}" for n in range(1, 4)),
            *(f"{address}#L{n}" for n in range(1, 6)),
            *(f"packed.jsonl.gz#L{n}" for n in range(1, 6)),
            *(f"table.parquet#{n}" for n in range(1, 6)),
            "note.txt",
        ]
    ) == [row["file"] for row in rows]
    assert {
        "crawl.wacz#archive/crawl.warc.gz#5",
        f"{address}#L7",
        "packed.jsonl.gz#L6",
        "quay.jpg",
    } == {row["file"] for row in unread}
    assert 5 == len({decode(row).document.text for row in rows if row["file"].startswith("table.parquet")})


def test_a_collection_that_breaks_off_is_read_up_to_there(tmp_path):
    """What came before the damage is in the archive, and the damage is named."""
    whole = write_warc(write_pages(6, empty_each=99))
    (tmp_path / "crawl.warc.gz").write_bytes(whole[:-200])
    told = run("archive", "crawl.warc.gz", "--to", "archive", "--unit", 4, "--jobs", 1, cwd=tmp_path)

    rows, unread = read_tables(tmp_path / "archive")
    assert 1 == told.returncode, told.stderr
    assert 5 == len(rows)
    assert "get" in unread[0]["reason"]


def test_a_source_is_told_by_its_bytes(tmp_path):
    """The same bytes under two names are read once; a source that changed is named, and what was read of it stays."""
    (tmp_path / "one.jsonl").write_bytes(write_lines(write_articles(2)))
    (tmp_path / "same.jsonl").write_bytes(write_lines(write_articles(2)))
    first = run("archive", "one.jsonl", "same.jsonl", "--to", "archive", cwd=tmp_path)
    before = read_bytes(tmp_path / "archive" / "readings")
    (tmp_path / "one.jsonl").write_bytes(write_lines(write_articles(3)))
    second = run("archive", "one.jsonl", "--to", "archive", cwd=tmp_path)

    assert 1 == first.returncode
    assert "not read: same.jsonl: it is the same, byte for byte, as one.jsonl" in first.stderr
    assert 1 == second.returncode
    assert "not read: one.jsonl: it has changed" in second.stderr
    assert before == read_bytes(tmp_path / "archive" / "readings")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.warc", "--to", "archive"], "nowhere.warc: there is no such file"),
        (["note.txt", "--to", "note.txt"], "note.txt: this is a file"),
        (["note.txt", "--to", "."], "no archive: choose another --to"),
        (["note.txt", "--to", "archive", "--pipeline", "xx_none"], "xx_none"),
    ],
)
def test_what_can_not_be_done_is_said(tmp_path, arguments, said):
    """An error names what it is about and what to do, and ends with 2."""
    (tmp_path / "note.txt").write_text("The pier is open, Ida Holt said.", encoding="utf-8")
    told = run("archive", *arguments, cwd=tmp_path)

    assert 2 == told.returncode
    assert said in told.stderr


def test_an_error_while_the_engine_works_is_how_the_run_ends(tmp_path):
    """What a worker finds missing ends the run with its line and 2, though others are still at work."""
    (tmp_path / "lines.jsonl").write_bytes(write_lines(write_articles(12)))
    (tmp_path / "pipeline").mkdir()
    asked = ("lines.jsonl", "--to", "archive", "--unit", 1, "--jobs", 4, "--pipeline", "pipeline")
    told = run("archive", *asked, cwd=tmp_path)

    assert 2 == told.returncode
    assert ["onrecord: the spaCy pipeline 'pipeline' is not installed"] == [
        line.split(":", 2)[0] + ":" + line.split(":", 2)[1] for line in told.stderr.splitlines()
    ]


def test_without_the_extra_it_is_said_what_to_install(tmp_path):
    """The default install has no engine, and says which part to add."""
    code = (
        "import sys; sys.modules['daft'] = None; sys.argv = ['onrecord', 'archive', 'x.warc', '--to', 'archive'];"
        "from onrecord.cli import app; app()"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert 2 == told.returncode
    assert "pip install 'onrecord[archive]'" in told.stderr
    assert not Path(tmp_path / "archive").exists()


def test_two_workers_of_a_cluster_give_the_same_bytes(crawl, tmp_path):
    """The same commands on a Ray cluster, by its address alone: the same readings, and the same stories in them."""
    pytest.importorskip("ray", reason="onrecord[archive-ray] is not installed")
    keeper = subprocess.Popen(
        [sys.executable, "-c", _CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        address = keeper.stdout.readline().split()[-1]
        read = run(
            "archive", "crawl.warc.gz", "--to", tmp_path / "archive", "--unit", 4, "--ray", address, cwd=crawl
        )
        here, there = read_bytes(crawl / "archive"), read_bytes(tmp_path / "archive")
        found = run("archive", "stories", tmp_path / "archive", "--json", "--ray", address)
    finally:
        keeper.stdin.close()
        keeper.wait(60)
        keeper.stdout.close()

    assert 1 == read.returncode, read.stderr
    assert here == there
    assert 0 == found.returncode, found.stderr
    assert run("archive", "stories", tmp_path / "archive", "--json").stdout == found.stdout


# A cluster of two workers, in a process of its own: it stands until its standard input is closed.
_CLUSTER = """
import sys
from ray.cluster_utils import Cluster
cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
for _ in range(2):
    cluster.add_node(num_cpus=1)
print(cluster.address, flush=True)
sys.stdin.read()
cluster.shutdown()
"""
