"""Daft, ready to run: embedded in this process, or on a Ray cluster; neither reports on whoever uses it."""

import atexit
import logging
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from textwrap import shorten
from types import ModuleType
from typing import Any, NoReturn

from msgspec import Struct

from onrecord.errors import ArchiveError, MissingExtra

# Daft and Ray would tell their makers of each import and each run, and draw bars and logs on the terminal.
_QUIET = {
    "DO_NOT_TRACK": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_EVENT_LOG_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
}

_NUMBER = re.compile(r"^\d+: ")  # of an error in the list of those that it came of
_WORDS = 200  # characters of what a library says that are told
_LAST_SECONDS = 3  # for the processes that the engine started to end by themselves


class Engine(Struct, frozen=True):
    """Where the work is done, and by how many at once."""

    ray: str | None = None  # the address of a Ray cluster; None: in this process
    jobs: int | None = None  # None: one for each processor there is


EMBEDDED = Engine()


class Running:
    """A started engine."""

    def __init__(self, engine: Engine) -> None:
        """Start the engine, or take the one that this process has started before.

        Raises:
            MissingExtra: Daft, or for a cluster Ray, is not installed.
            ArchiveError: no cluster is at the address.
        """
        os.environ.update(_QUIET)
        self.daft = load_daft()
        self.on_ray = engine.ray is not None
        if engine.ray is None:
            self.jobs = engine.jobs or os.cpu_count() or 1
            _run_here(self.jobs)
        else:
            processors = _join_cluster(self.daft, engine.ray)
            self.jobs = engine.jobs or processors

    def map(self, worker: type, settings: str, tasks: Sequence[bytes]) -> Iterator[bytes]:
        """Yield what a worker makes of each task, in the order of the tasks; a few are in hand at a time.

        `worker` is a class whose instances, made with `settings`, take a task and give an answer.
        """
        if not tasks:
            return
        daft = self.daft
        at_once = min(self.jobs, len(tasks))
        # apart where it runs embedded, too: what workers make of a reading takes one processor for each of them
        here = {"cpus": 1} if self.on_ray else {"use_process": True}
        made = daft.cls(worker, max_concurrency=at_once, **here)(settings)
        frame = daft.from_pydict({"task": list(tasks)}).into_batches(1)
        frame = frame.select(made(daft.col("task")).alias("answer"))
        try:
            for row in frame.iter_rows(results_buffer_size=at_once):
                yield row["answer"]
        except Exception as error:  # of many kinds: a machine of the cluster is lost, or memory is short
            raise ArchiveError(
                f"the engine broke off ({tell_error(error)}): run the same command again, it goes on where it was"
            ) from error


def tell_error(error: Exception) -> str:
    """Return what another's library says was wrong and what that came of, in a few words; none is cut in two."""
    said = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    cause = _NUMBER.sub("", said[-1])
    return shorten(said[0] if cause == said[0] else f"{said[0]}: {cause}", _WORDS, placeholder=" …")


def load_daft() -> ModuleType:
    """Return Daft.

    Raises:
        MissingExtra: it is not installed.
    """
    os.environ.update(_QUIET)
    try:
        daft = import_module("daft")
        import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtra("Archives", "archive") from error
    return daft


@cache
def _run_here(jobs: int) -> None:
    """Let Daft work in this process; it takes the number of its threads once."""
    if _run_here.cache_info().currsize == 0:
        load_daft().set_runner_native(jobs)


def _join_cluster(daft: Any, address: str) -> int:
    """Let Daft work on the cluster at the address, and return how many processors that has."""
    try:
        ray: Any = import_module("ray")
    except ImportError as error:
        raise MissingExtra("Archives on a Ray cluster", "archive-ray") from error
    try:
        ray.init(
            address,
            ignore_reinit_error=True,
            log_to_driver=False,
            logging_level=logging.ERROR,
            runtime_env={"env_vars": _QUIET},
        )
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ArchiveError(f"{address}: no Ray cluster answers here ({tell_error(error)})") from None
    daft.set_runner_ray(address, noop_if_initialized=True)
    resources: Mapping[str, float] = ray.cluster_resources()
    return max(1, int(resources.get("CPU", 1)))


def leave(status: int) -> NoReturn:
    """End the process at once, after what was asked for at its end and what the engine still puts away.

    The engine's threads may call Python until then; where Python is being taken down meanwhile, that aborts the
    process, whatever it was to end with.
    """
    atexit._run_exitfuncs()  # which os._exit does not
    until = time.monotonic() + _LAST_SECONDS
    with suppress(ChildProcessError, AttributeError):  # there is none any more, or the system can't tell
        while time.monotonic() < until:
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            time.sleep(0.01)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(status)
