"""What is lost or left when `onrecord build` is killed at random moments.

    python bench/kills.py N [--protect] [--seed 1]

A small pile of invented coverage is built undisturbed, in two states: as it was and as it is now. Then, N times, a
folder that holds the old build (each third time: none) is built anew by a process that is killed at a random moment
between its start and its end. The process is forked from this one, which has loaded everything, and then runs the
command as a shell would; so are the checks around it. After each kill

- `onrecord verify` must find the old build or the new one whole, or no build where there was none;
- the next build must end with 0, give the files of the undisturbed build byte for byte, and leave no other file.

With --protect, the old build is one with names and the next one publishes without; each second build that is killed
does so too, and the others would publish names: after the next build no file that is published, and none left over,
may hold one. Prints how often what was seen after the kill, and every failure; ends with 1 where there was one.
"""

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import RecordError
from onrecord.own import CUSTODY_FILE, RECORD_FILE
from onrecord.verify import verify

_NAME = "Mirabel Dunwoody"
_SEEN = ("new build seen", "old build seen", "no build seen", "neither build seen whole")
# nothing in it has a day, so that no chart is drawn, which takes longer than all the rest
_BEFORE = {
    "ferry.txt": f"The pier is open, ferry chief {_NAME} said. “It is,” Dunwoody said.",
    "gone.txt": "The harbour board denied that it had seen a report.",
}
_NOW = {
    "ferry.txt": _BEFORE["ferry.txt"],
    "later.txt": f"The pier is closed again, {_NAME} said.",
}


def main() -> int:
    """Kill builds, print what was found, and return 1 where anything was lost or left."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kills", type=int, metavar="N")
    parser.add_argument("--protect", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), protect=arguments.protect)
        return trial.run(arguments.kills, random.Random(arguments.seed))  # noqa: S311 - moments, not secrets


class Trial:
    """The piles, the undisturbed builds of them, and what was seen so far."""

    def __init__(self, base: Path, *, protect: bool) -> None:
        self.base = base
        self.options = ["--protect", str(base / "names.txt")] if protect else ["--pages"]
        (base / "names.txt").write_text(f"{_NAME}\n", encoding="utf-8")
        for name, pile in (("before", _BEFORE), ("now", _NOW)):
            (base / name).mkdir()
            for file, text in pile.items():
                (base / name / file).write_text(text, encoding="utf-8")
        # in this process, so that the forked ones have all loaded
        self.build("before", "old")
        shutil.copytree(base / "old", base / "whole")
        self.build("now", "whole", *self.options)
        verify(base / "whole")
        self.whole = read(base / "whole")
        self.seen: Counter[str] = Counter()
        self.failures: list[str] = []

    def start(self, pile: str, out: str, *options: str) -> int:
        """Return the id of a new process, leader of its group, that builds and ends with the command's status."""
        return fork(lambda: self.build(pile, out, *options))

    def build(self, pile: str, out: str, *options: str) -> int:
        """Run the command in this process, and return its status."""
        arguments = ["build", str(self.base / pile), "--out", str(self.base / out), *options]
        return CliRunner().invoke(app, arguments).exit_code

    def wait(self, child: int) -> int:
        """Return the status with which a process ends."""
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def run(self, kills: int, moments: random.Random) -> int:
        """Kill that many builds."""
        longest = max(self.time_build(bare=bare) for bare in (True, False))
        print(f"an undisturbed build takes up to {longest:.2f} s here")
        for number in range(kills):
            bare = number % 3 == 0
            self.set_out(bare=bare)
            child = self.start("now", "out", *(self.options if number % 2 else ["--pages"]))
            time.sleep(moments.uniform(0, 1.1 * longest))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            self.seen["killed" if self.wait(child) < 0 else "ended before"] += 1
            self.check(number, bare=bare)
            if (number + 1) % 50 == 0:
                print(f"{number + 1}: {dict(sorted(self.seen.items()))}", flush=True)
        for failure in self.failures:
            print(failure)
        print(
            f"{kills} builds, {self.seen['killed']} killed: {dict(sorted(self.seen.items()))};"
            f" {len(self.failures)} lost or left"
        )
        return int(bool(self.failures))

    def set_out(self, *, bare: bool) -> None:
        """Make the folder that the next build writes to."""
        shutil.rmtree(self.base / "out", ignore_errors=True)
        if not bare:
            shutil.copytree(self.base / "old", self.base / "out")

    def time_build(self, *, bare: bool) -> float:
        """Return how long an undisturbed build takes."""
        self.set_out(bare=bare)
        begun = time.monotonic()
        self.wait(self.start("now", "out", *self.options))
        return time.monotonic() - begun

    def check(self, number: int, *, bare: bool) -> None:
        """Note what is to be seen after a kill and after the next build."""
        seen = _SEEN[self.wait(fork(lambda: self.look(bare=bare)))]
        self.seen[seen] += 1
        if seen == _SEEN[-1]:
            self.failures.append(f"kill {number}: {seen}")
        if self.wait(self.start("now", "out", *self.options)):
            self.failures.append(f"kill {number}: the next build failed")
            return
        found = read(self.base / "out")
        for name in sorted(found.keys() ^ self.whole.keys()):
            self.failures.append(f"kill {number}: {name} is {'left' if name in found else 'lost'}")
        for name in sorted(
            name for name in found.keys() & self.whole.keys() if found[name] != self.whole[name]
        ):
            self.failures.append(f"kill {number}: {name} is not what the undisturbed build gives")
        if "--protect" in self.options:
            for name in (
                name for name, content in found.items() if b"Dunwoody" in content and name != RECORD_FILE
            ):
                self.failures.append(f"kill {number}: {name} holds a name")

    def look(self, *, bare: bool) -> int:
        """Return which of `_SEEN` is so."""
        # the documents of the new build or of the old are named, whatever the record notes of where they lie
        for place, pile in enumerate(("now", "before")):
            try:
                if not verify(self.base / "out", self.base / pile).differences:
                    return place
            except RecordError:
                return 2 if bare else 3
        return 3


def fork(run: Callable[[], int]) -> int:
    """Return the id of a new process, leader of its group, that runs this without a word and ends with its status."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 99
        try:
            os.setpgid(0, 0)
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                status = run()
        finally:
            os._exit(status)
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(child, child)  # in case it is killed before it does so itself
    return child


def read(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, hidden ones too, and the folders as empty ones; not the log, which has times."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.name != CUSTODY_FILE
    }


if __name__ == "__main__":
    sys.exit(main())
