"""How fast `onrecord read` reads, in how much memory, beside the bare spaCy pipeline it is built on.

    python bench/reading.py --articles ARTICLES.jsonl.gz [--limit 400] [--jobs 1]

ARTICLES holds one article a line (id, url, outlet, published, title, text). Three rows are printed: documents per
second and peak resident memory of the whole command, all processes together; the same for the pipeline alone over
the same texts; and the ratio of the two speeds. Each is measured in a process of its own, one after the other. What
each takes for a document a job, imports and models loaded, is its start and is taken off, as are those documents.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from threading import Event, Thread

from msgspec import Struct

_PLAIN = """
import json, sys
from pathlib import Path
from onrecord.reading import DEFAULT_PIPELINE
import spacy
nlp = spacy.load(DEFAULT_PIPELINE)
lines = Path(sys.argv[1]).open(encoding="utf-8")
for doc in nlp.pipe((json.loads(line)["text"] for line in lines), batch_size=16):
    pass
"""


class Measured(Struct, frozen=True):
    """What one command took."""

    seconds: float
    peak_mib: float
    status: int
    said: str


def measure(*arguments: str) -> Measured:
    """Run Python with `arguments` and return what it took, its child processes included."""
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 (our own code, and a path in a folder of our own)
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peaks: list[float] = []
    ended = Event()
    watcher = Thread(target=_watch, args=(process.pid, ended, peaks))
    watcher.start()
    said, _ = process.communicate()
    seconds = time.monotonic() - begun
    ended.set()
    watcher.join()
    return Measured(seconds, max(peaks, default=0.0), process.returncode, said)


def _watch(process: int, ended: Event, peaks: list[float]) -> None:
    while not ended.wait(0.1):
        peaks.append(sum(map(_resident_mib, _family(process))))


def _family(process: int) -> list[int]:
    """Return a process and all that it started, as Linux lists them."""
    found = [process]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:  # it ended while being looked at
                continue
    return found


def _resident_mib(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:  # it ended while being looked at
        return 0.0
    return sum(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=Path, required=True)
    options.add_argument("--limit", type=int, help="read only the first so many")
    options.add_argument("--jobs", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as room:
        articles, first = Path(room) / "articles.jsonl", Path(room) / "first.jsonl"
        out = Path(room) / "readings.jsonl"
        with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
            articles.write_text("".join(islice(lines, given.limit)), encoding="utf-8")
        texts = articles.read_text(encoding="utf-8").splitlines(keepends=True)
        count = len(texts) - given.jobs
        first.write_text("".join(texts[: given.jobs]), encoding="utf-8")
        command = ("--out", str(out), "--jobs", str(given.jobs))
        starts = [
            measure("-m", "onrecord.cli", "read", str(first), *command).seconds,
            measure("-c", _PLAIN, str(first)).seconds,
        ]
        ours = measure("-m", "onrecord.cli", "read", str(articles), *command)
        written = sum(1 for _ in out.open("rb")) if out.exists() else 0
        plain = measure("-c", _PLAIN, str(articles))
    speeds = [count / (each.seconds - start) for each, start in zip((ours, plain), starts, strict=True)]
    print(ours.said.strip().splitlines()[-1] if ours.said.strip() else "")
    print(f"documents      {len(texts)}, readings {written}, exit status {ours.status}")
    print(f"starting up    {starts[0]:.1f} s and {starts[1]:.1f} s, taken off")
    print(f"onrecord read  {speeds[0]:6.2f} documents/s  {ours.peak_mib:6.0f} MiB  --jobs {given.jobs}")
    print(f"spaCy alone    {speeds[1]:6.2f} documents/s  {plain.peak_mib:6.0f} MiB")
    print(f"ratio          {speeds[0] / speeds[1]:6.2f}")


if __name__ == "__main__":
    main()
