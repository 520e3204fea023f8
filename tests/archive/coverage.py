"""A crawl of an invented paper, in every form in which one is handed in, and how an archive is made of it."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pyarrow.parquet

from onrecord.annotations import Reading

ONRECORD = str(Path(sys.executable).with_name("onrecord"))
PIERS = ("north", "south", "old", "new", "long", "coal", "ferry", "fish", "stone", "timber")
EMPTY = b"<html><body></body></html>"


def write_page(number):
    """Return a page of the paper."""
    pier = PIERS[number % len(PIERS)]
    day = f"2031-05-{number % 3 + 1:02}"
    return (
        f'<html><head><title>The {pier} pier</title><meta property="article:published_time" content="{day}T10:00:00Z">'
        f"</head><body><article><h1>The {pier} pier</h1><p>The harbour board in Elmsworth said on Monday that the "
        f"{pier} pier would open by 14 June, after {number + 11} months of work.</p><p>“We will open it by then,” the "
        "board’s chief, Ida Holt, told the council.</p><p>The ferry union denied that it had agreed to the plan.</p>"
        "</article></body></html>"
    ).encode()


def write_warc(pages, *, packed=True):
    """Return a web archive of pages, each the answer to a request, as a crawler writes them."""
    out = io.BytesIO()
    for number, page in enumerate(pages):
        answer = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page
        )
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://courier.example/{number}\r\nWARC-Date: 2031-06-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        ).encode()
        record = head + answer + b"\r\n\r\n"
        out.write(gzip.compress(record, mtime=0) if packed else record)
    return out.getvalue()


def write_pages(count, *, empty_each=5):
    """Return so many pages; each fifth has no text."""
    return [EMPTY if number % empty_each == empty_each - 1 else write_page(number) for number in range(count)]


def write_wacz(pages):
    """Return a collection that holds a web archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", '{"profile": "data-package"}')
        archive.writestr("archive/crawl.warc.gz", write_warc(pages))
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
    return out.getvalue()


def write_articles(count):
    """Return articles by their fields, as exports have them."""
    return [
        {
            "url": f"https://courier.example/{number}",
            "outlet": "Courier",
            "published": f"2031-05-{number % 3 + 1:02}",
            "title": f"The {PIERS[number % len(PIERS)]} pier",
            "text": f"The harbour board will open the {PIERS[number % len(PIERS)]} pier by 14 June, Ida Holt said on "
            f"Monday, {number} days after the storm.",
        }
        for number in range(count)
    ]


def write_lines(articles):
    """Return articles as lines of JSON."""
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


def run(*arguments, cwd=None, env=None):
    """Run the command in a process of its own."""
    return subprocess.run(
        [ONRECORD, *map(str, arguments)], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def read_bytes(archive):
    """Return every file of an archive by its name."""
    return {
        path.relative_to(archive).as_posix(): path.read_bytes()
        for path in archive.rglob("*")
        if path.is_file()
    }


def read_tables(archive):
    """Return the readings and the pages that could not be read, in the order of their names."""
    rows = [
        row
        for path in sorted((archive / "readings").rglob("*.parquet"))
        for row in pyarrow.parquet.read_table(path, partitioning=None).to_pylist()
    ]
    unread = [
        row
        for path in sorted((archive / "unread").glob("*.parquet"))
        for row in pyarrow.parquet.read_table(path).to_pylist()
    ]
    return sorted(rows, key=lambda row: row["file"]), sorted(unread, key=lambda row: row["file"])


def decode(row):
    """Return the reading in a row."""
    return msgspec.msgpack.decode(row["reading"], type=Reading)
