"""What a desk waits for: a pile built from nothing, and built again with one of its documents changed.

    python bench/rebuild.py --articles ARTICLES.jsonl.gz [--documents 1000] [--work FOLDER]

ARTICLES holds articles, one a line (id, url, outlet, published, title, text). Each build is a run of the command:
seconds by the clock, seconds of a processor, and the most memory that all of its processes hold at one time, what they
share counted once. With `--work`, the folder and the first build are kept there, and a build that is there already is
not made again. Only on Linux is memory told.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

_ADDED = (
    "\n\nThe mayor of Zerava said on Tuesday that 412 people had signed, and the bridge would open in May."
)
_PAUSE = 0.5  # seconds between two looks at the memory


def lay_out(articles: Path, documents: int, folder: Path) -> None:
    """Put the first articles into one file of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        (folder / "articles.jsonl").write_text("".join(islice(lines, documents)), encoding="utf-8")


def change_one(folder: Path) -> None:
    """Add a sentence to the article in the middle."""
    path = folder / "articles.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    article = json.loads(lines[len(lines) // 2])
    article["text"] += _ADDED
    lines[len(lines) // 2] = json.dumps(article, ensure_ascii=False) + "\n"
    path.write_text("".join(lines), encoding="utf-8")


def build(folder: Path, out: Path) -> dict[str, float]:
    """Build a record by the command, and return what it took."""
    command = [sys.executable, "-c", "from onrecord.start import run; run()", "build", folder, "--out", out]
    begun, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_hold, _list_processes(process.pid))))
        time.sleep(_PAUSE)
    if process.returncode:
        raise SystemExit(f"the build ended with {process.returncode}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {"seconds": time.perf_counter() - begun, "of a processor": spent, "MiB": most / 1024}


def _list_processes(root: int) -> list[int]:
    found = [root]
    for process in found:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, children.read_text(encoding="ascii").split())
            except OSError:  # it ended while being looked at
                continue
    return found


def _hold(process: int) -> int:
    """Return the kilobytes that a process holds, its part of what it shares with others."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)


@contextmanager
def _take_room(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as room:
        yield Path(room)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=Path, required=True)
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--work", type=Path, help="where the pile and its first record are kept")
    given = options.parse_args()
    with _take_room(given.work) as room:
        folder, out = room / "pile", room / "record"
        if not out.exists():
            lay_out(given.articles, given.documents, folder)
            _print("from nothing", build(folder, out))
        change_one(folder)
        _print("one changed", build(folder, out))


def _print(name: str, taken: dict[str, float]) -> None:
    print(f"{name:14}" + "".join(f"{value:10.1f} {what}" for what, value in taken.items()), flush=True)


if __name__ == "__main__":
    main()
