"""What large piles cost to take up: a web archive of 200 MB, and a folder of 10,000 files; seconds and peak memory.

    python bench/formats.py [--megabytes 200] [--pages 200] [--files 10000] [--build]

The archive is made by repeating pages of our own among pictures of chance bytes, until it has its size; the files are
short texts, every tenth a mail, every hundredth a zip file. Each is made into documents by the way of every run; with
`--build`, the archive is made into a record as well. Memory is that of all processes together, sampled.
"""

import argparse
import io
import os
import random
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.builder import build_record, prepare
from onrecord.model import Document

WORDS = "Ida Holt said on Monday that the harbour board would open quay {} by 3 May 2031, and that {} boats had sunk. "
MAIL = (
    "From: Ida Holt <ida@harbour.example>\nTo: desk@courier.example\nDate: Mon, 28 Apr 2031 10:00:00 +0200\n"
)
MIB = 1024 * 1024


def make_record(address: str, kind: str, body: bytes) -> bytes:
    """Return a record of an archive."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-02T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def write_archive(path: Path, size: int, pages: int) -> None:
    """Write an archive of so many bytes, with so many pages among pictures."""
    chance = random.Random(1)  # noqa: S311 - a filling
    with path.open("wb") as archive:
        for number in range(pages):
            paragraphs = "".join(f"<p>{WORDS.format(number, number + line)}</p>" for line in range(8))
            page = f"<html><head><title>Quay {number}</title></head><body>{paragraphs}</body></html>"
            archive.write(make_record(f"https://courier.example/{number}", "text/html", page.encode()))
            filling = chance.randbytes(max(0, size * (number + 1) // pages - archive.tell()))
            archive.write(make_record(f"https://courier.example/{number}.jpg", "image/jpeg", filling))


def write_files(folder: Path, number: int) -> None:
    """Write so many files into folders of a hundred."""
    for place in range(number):
        text = WORDS.format(place, place % 97) + "Nobody had warned the board, she told the council."
        path = folder / f"{place // 100:04}" / f"{place:05}"
        path.parent.mkdir(exist_ok=True, parents=True)
        if place % 100 == 0:
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w") as archive:
                archive.writestr("note.txt", text)
            path.with_suffix(".zip").write_bytes(stream.getvalue())
        elif place % 10 == 0:
            path.with_suffix(".eml").write_text(f"{MAIL}Subject: Quay {place}\n\n{text}", encoding="utf-8")
        else:
            path.with_suffix(".txt").write_text(text, encoding="utf-8")


def list_processes() -> Iterator[int]:
    """Yield the resident bytes of this process and of those that it started."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except (OSError, UnicodeDecodeError):  # it has ended
            continue
        if str(os.getpid()) in (lines.get("PPid", "").strip(), status.parent.name):
            yield int(lines.get("VmRSS", "0").split()[0]) * 1024


@contextmanager
def measure(what: str) -> Iterator[None]:
    """Print how long something takes and how much memory."""
    peak, over = [0], threading.Event()

    def sample() -> None:
        while not over.wait(0.1):
            peak[0] = max(peak[0], sum(list_processes()))

    sampler = threading.Thread(target=sample)
    sampler.start()
    began = time.perf_counter()
    try:
        yield
    finally:
        over.set()
        sampler.join()
        print(f"{what}: {time.perf_counter() - began:.0f} s, peak memory {peak[0] / MIB:,.0f} MiB")


def main() -> None:
    """Make both piles, take them up and print what that costs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--build", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        archives, files = Path(place, "archives"), Path(place, "files")
        archives.mkdir()
        write_archive(archives / "crawl.warc", asked.megabytes * 1_000_000, asked.pages)
        for folder in (archives, files):
            if folder is files:
                write_files(files, asked.files)
            made = unread = 0
            with measure(f"{folder.name} made into documents"):
                for item in prepare([folder]):
                    made += isinstance(item, Document)
                    unread += not isinstance(item, Document)
            print(f"  {made} documents, {unread} not read")
        if asked.build:
            with measure("archives built into a record"):
                built = build_record(archives, Path(place, "record"), jobs=2)
            print(f"  {len(built.record.documents)} documents, {len(built.unread)} not read")


if __name__ == "__main__":
    main()
