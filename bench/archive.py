"""What an archive of readings costs: pages a second of a processor, memory, and what kills cost.

    python bench/archive.py ARTICLES [--pages 1000 10000] [--words 60] [--jobs 1] [--seconds 600] [--kills 20]
        [--seed 1]

ARTICLES is articles.jsonl.gz of the Article-Bias-Prediction collection (Baly et al. 2020: id, url, outlet, published,
title, text). For each number of pages, so many lines are written, the articles repeated with their ids and addresses
changed, and read by the command in a process of its own; with --words, each is cut to so many words, so that more of
them are read in the same time. Printed are

  pages/s     by the clock, and a second of a processor (user and system, of all processes)
  memory      the most that all processes of the run held at once, and the largest of them, in MB (looked at each 0.2 s)
  archive     bytes a page, on the disk
  estimate    processor-days and hours on 1,000 processors for 10^8 pages, at the last figure

With --seconds, a run is stopped after so long by the clock; what it had read by then is counted in whole units, and the
start, some seconds of a processor, weighs the more the shorter it was.

With --kills, a small collection is read undisturbed, and then by runs that are killed at random moments, each time
begun again; the archive that comes of it is held against the undisturbed one, byte for byte. Ends with 1 where they
differ.
"""

import argparse
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from onrecord.archive.layout import STAGED, list_batches

_ONRECORD = str(Path(sys.executable).with_name("onrecord"))
_MEGABYTE = 1_000_000
_LOOK = 0.2  # seconds between two looks at memory
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
_UNIT = 100  # pages
_FEW = 30  # pages of the collection whose reading is killed


class Run:
    """A run of the command, watched."""

    def __init__(self, sources: Path, archive: Path, jobs: int, unit: int = _UNIT) -> None:
        self.command = [
            _ONRECORD, "archive", str(sources), "--to", str(archive), "--jobs", str(jobs), "--unit", str(unit),
        ]  # fmt: skip
        self.whole = self.largest = 0  # bytes
        self.wall = self.processor = 0.0  # seconds
        self.stopped = False

    def start(self) -> subprocess.Popen[bytes]:
        """Start the command as the leader of a session."""
        return subprocess.Popen(  # noqa: S603 - our own command
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def watch(self, most: float | None = None) -> None:
        """Run the command to its end, or for so many seconds."""
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        running = self.start()
        while running.poll() is None:
            sizes, self.processor = look_at(running.pid)
            self.whole = max(self.whole, sum(sizes))
            self.largest = max(self.largest, max(sizes, default=0))
            if most is not None and time.monotonic() - begun > most:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
                self.stopped = True
                break
            time.sleep(_LOOK)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall = time.monotonic() - begun
        if self.stopped:  # nobody waited for the processes below it: what was seen of them last counts
            return
        self.processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        if running.returncode not in {0, 1}:
            raise SystemExit(f"{' '.join(self.command)}: ended with {running.returncode}")


def look_at(leader: int) -> tuple[list[int], float]:
    """Return the bytes that a process and each below it hold of memory, and the seconds of a processor of them all."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    spent: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # the name of the command, which may hold anything, stands in brackets
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        process = int(path.parent.name)
        parents[process] = int(fields[1])
        sizes[process] = int(fields[21]) * _PAGE
        spent[process] = sum(map(int, fields[11:15]))  # its own, and that of those below it that have ended
    inside, grown = {leader}, True
    while grown:
        below = {child for child, parent in parents.items() if parent in inside} - inside
        inside |= below
        grown = bool(below)
    held = [sizes[process] for process in inside if process in sizes]
    return held, sum(spent.get(process, 0) for process in inside) / _TICKS


def count_read(archive: Path) -> int:
    """Return how many pages an archive holds, with those of the units that lie ready to be folded into it."""
    batches = list_batches(archive)
    folded = sum(batch.readings + batch.pages_unread for batch in batches.values())
    staged = [path for path in (archive / STAGED).glob("*/*.parquet") if path.parent.name not in batches]
    return folded + _UNIT * len(staged)


def write_pages(articles: Path, count: int, path: Path, words: int | None = None) -> None:
    """Write so many articles as lines, each under an id and an address of its own, or as many words of each."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            row = dict(rows[number % len(rows)])
            row["id"] = f"{row['id']}-{number}"
            row["url"] = f"https://archive.example/{number}"
            row["text"] = " ".join(row["text"].split(" ")[:words])
            out.write(json.dumps(row) + "\n")


def measure(
    articles: Path, counts: list[int], words: int | None, jobs: int, seconds: float | None, base: Path
) -> None:
    """Print what reading so many pages takes."""
    rate = 0.0
    for count in counts:
        path, archive = base / f"{count}.jsonl", base / f"archive-{count}"
        write_pages(articles, count, path, words)
        run = Run(path, archive, jobs)
        run.watch(seconds)
        size = sum(file.stat().st_size for file in archive.rglob("*") if file.is_file())
        done = count_read(archive) if run.stopped else count
        rate = done / run.processor
        told = f"{done} of {count} pages" if run.stopped else f"{count} pages"
        print(
            f"{told}: {done / run.wall:.2f} pages/s by the clock with {jobs} at once, {rate:.2f} a second of a"
            f" processor; memory {run.whole / _MEGABYTE:.0f} MB in all, {run.largest / _MEGABYTE:.0f} the largest;"
            f" archive {size / max(1, done):.0f} bytes a page",
            flush=True,
        )
    if rate:
        days = 1e8 / rate / 86_400
        print(
            f"10^8 pages at {rate:.2f}: {days:.0f} processor-days, {days / 1000 * 24:.0f} hours on 1,000 processors"
        )


def kill(articles: Path, kills: int, seed: int, base: Path) -> int:
    """Kill runs at random moments, and return 1 where the archive is not the undisturbed one in the end."""
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    path = base / "few.jsonl"
    write_pages(articles, _FEW, path)
    whole = Run(path, base / "whole", 2, unit=3)
    whole.watch()
    wanted = read(base / "whole")
    done, begun = 0, 0
    while done < kills:
        target, begun = base / f"killed-{begun}", begun + 1
        run = Run(path, target, 2, unit=3)
        while done < kills:
            running = run.start()
            time.sleep(moments.uniform(0, 1.1 * whole.wall))
            if running.poll() is not None:
                break
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            done += 1
        run.watch()
        if read(target) != wanted:
            print(f"{target.name}: not the archive that an undisturbed run gives")
            return 1
        print(f"{target.name}: the undisturbed one, after {done} kills of {kills} in all", flush=True)
    print(f"{kills} kills over {begun} archives of {_FEW} pages: each is the undisturbed one, byte for byte")
    return 0


def read(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def main() -> int:
    """Print the figures that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--pages", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--words", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="stop each run after so long")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(
            arguments.articles,
            arguments.pages,
            arguments.words,
            arguments.jobs,
            arguments.seconds,
            Path(folder),
        )
        return (
            kill(arguments.articles, arguments.kills, arguments.seed, Path(folder)) if arguments.kills else 0
        )


if __name__ == "__main__":
    sys.exit(main())
