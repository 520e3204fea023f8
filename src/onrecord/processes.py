"""The processes that documents are made and read in, seen from the one that keeps the record.

One whose document is over a limit is ended, and another started for the next document. Where a process that had read
others before is lost, the document is tried once more in a new one: what is said of it depends on itself alone.
"""

import atexit
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO, Self, cast

import msgspec

from onrecord.apart import (
    Answer,
    Load,
    Next,
    Piece,
    Read,
    Refused,
    Task,
    Unpack,
    Unpacked,
    allow_seconds,
    receive,
    send,
)
from onrecord.collect.source import Source
from onrecord.errors import WorkerLost
from onrecord.limits import ELAPSED_SECONDS
from onrecord.model import Unread

# One thread a process gives the same sums on every machine, and takes no memory for each of its processors.
_SETTINGS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_MOST_KEPT = 1  # idle processes that wait for the next call
_MOST_AT_WORK = 2  # one that unpacks a file, and one that makes documents of what it gives


class _Process:
    """A process that makes and reads documents, one at a time."""

    def __init__(self) -> None:
        self.path = tuple(sys.path)
        self.used = False
        # the module path is this process's, and not the folder of documents that the command may be run in
        code = f"import sys; sys.path[:] = {sys.path!r}; from onrecord.apart import serve; serve()"
        try:
            self._popen = subprocess.Popen(  # noqa: S603 - our own code
                [sys.executable, "-P", "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a library's last words may be a document's
                env={**os.environ, **_SETTINGS},
                process_group=0 if os.name == "posix" else None,  # Ctrl-C is for this process alone
            )
        except OSError as error:
            raise WorkerLost(f"no process can be started to read in ({error.strerror}): try again") from None

        if receive(self._answers) is None:
            raise WorkerLost("no process can be started to read in: install onrecord again")

    @property
    def _tasks(self) -> BinaryIO:
        return cast("BinaryIO", self._popen.stdin)

    @property
    def _answers(self) -> BinaryIO:
        return cast("BinaryIO", self._popen.stdout)

    def ask(self, task: Task) -> Answer:
        """Return the answer to a task; where the process ended over it, how."""
        self.used = True
        try:
            send(self._tasks, task)
            with selectors.DefaultSelector() as selector:
                selector.register(self._answers, selectors.EVENT_READ)
                if not selector.select(ELAPSED_SECONDS):
                    self.kill()
                    return Refused(Unread(task.file, _say_time(f"{ELAPSED_SECONDS} s")), ended=True)
            data = receive(self._answers)
        except BrokenPipeError:
            data = None
        return self._tell_end(task) if data is None else msgspec.msgpack.decode(data, type=Answer)

    def load(self, pipeline: str) -> None:
        """Let the process load what documents are read with; what it is asked next waits for that."""
        self.used = True  # lost over this, it is lost over no document
        with suppress(BrokenPipeError):
            send(self._tasks, Load(pipeline))

    def _tell_end(self, task: Task) -> Refused:
        status = self.end()
        if status == -getattr(signal, "SIGXCPU", 0):
            reason = _say_time(f"{allow_seconds(task)} s of a processor")
            return Refused(Unread(task.file, reason), ended=True)
        how = signal.strsignal(-status) if status < 0 else f"status {status}"
        reason = f"the process that read it ended ({how}): save its text as .txt, or split it"
        return Refused(Unread(task.file, reason), ended=True, lost=True)

    def end(self) -> int:
        """Wait for the process to end by itself, and return its exit status: negative for a signal."""
        for pipe in (self._answers, self._tasks):
            with suppress(OSError):  # what was not written any more
                pipe.close()
        return self._popen.wait()

    def kill(self) -> None:
        """Let the process end at once."""
        self._popen.kill()


class _Kept:
    """The idle processes of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner = os.getpid()
        self._idle: list[_Process] = []
        self._loading: _Process | None = None  # what documents are read with

    def _own(self) -> None:
        """Let go of the processes of another one of which this is a copy, which still has them."""
        if self._owner != os.getpid():
            self._owner, self._idle, self._loading = os.getpid(), [], None

    def take(self, task: Task | None = None) -> _Process:
        """Return an idle process, or a new one; for a document to be read the one that loads for it, if any."""
        with self._lock:
            self._own()
            if isinstance(task, Read) and self._loading is not None:
                process, self._loading = self._loading, None
                return process
            while self._idle:
                process = self._idle.pop()
                if process.path == tuple(sys.path):
                    return process
                process.end()
        return _Process()

    def keep(self, process: _Process, most: int) -> None:
        """Keep a process for the next task, where there are not enough already."""
        with self._lock:
            if self._owner == os.getpid() and len(self._idle) < most:
                self._idle.append(process)
                return
        process.end()

    def start_loading(self, pipeline: str) -> None:
        """Start a process that loads what documents are read with, unless an idle one may have read some."""
        with self._lock:
            self._own()
            if not self._idle and self._loading is None:
                self._loading = _Process()
                self._loading.load(pipeline)

    def stop_loading(self) -> None:
        """End the process that was started to load, where no document was read in it."""
        with self._lock:
            if self._owner == os.getpid() and self._loading is not None:
                self._loading.kill()
                self._loading.end()
                self._loading = None

    def end(self, most: int = 0) -> None:
        """End the idle processes but for so many."""
        if not most:
            self.stop_loading()
        with self._lock:
            while self._owner == os.getpid() and len(self._idle) > most:
                self._idle.pop(0).end()  # the last one has read, where any has


_kept = _Kept()
atexit.register(_kept.end)


def start_loading(pipeline: str) -> None:
    """Let a process load what documents are read with, while this one finds out which there are to be read.

    It makes none of them: what a document may take of the memory is the same whether others are read or not.
    """
    with suppress(WorkerLost):  # whoever asks for a document then is told
        _kept.start_loading(pipeline)


@contextmanager
def stop_loading() -> Iterator[None]:
    """Do some work, and then end the process that was to read documents, where it has read none."""
    try:
        yield
    finally:
        _kept.stop_loading()


class Processes:
    """Processes for the documents of one call, each started when there is a document for it."""

    def __init__(self) -> None:
        self._busy: set[_Process] = set()
        self._most_busy = 0
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        _kept.end(_MOST_KEPT)

    def end(self) -> None:
        """End what is still at work, whose answers nobody waits for."""
        self._ended = True
        for process in tuple(self._busy):
            process.kill()

    def ask(self, task: Task) -> Answer:
        """Return the answer to a task, whatever becomes of the process that works on it."""
        process = _kept.take(task)
        if process.used:
            answer = self._ask(process, task)
            if not (isinstance(answer, Refused) and answer.lost) or self._ended:
                return answer
            process = _Process()
        return self._ask(process, task)

    def unpack(self, path: Path, file: str) -> Iterator[Source | Unread]:
        """Yield every document in a file that holds others, and what of it can't be read, as they are asked for."""
        process, given = _kept.take(), 0
        if process.used:
            for item in self._unpack(process, path, file):
                if isinstance(item, Refused):
                    if not item.lost or self._ended:
                        yield item.item
                        return
                    break
                given += 1
                yield item
            else:
                return
            process = _Process()
        for number, item in enumerate(self._unpack(process, path, file)):
            if isinstance(item, Refused):
                yield item.item
            elif number >= given:  # those before were given by the process that was lost
                yield item

    def _unpack(self, process: _Process, path: Path, file: str) -> Iterator[Source | Unread | Refused]:
        """Yield what is in a file as long as the process gives it, and last how the process ended before its time."""
        self._busy.add(process)
        task: Task = Unpack(os.fsencode(path), file)
        answer: Answer | None = None
        try:
            while isinstance(answer := process.ask(task), Piece):
                if (item := answer.item or answer.unread) is not None:
                    yield item
                task, answer = Next(file), None
            if isinstance(answer, Refused):
                yield answer
        finally:
            self._busy.discard(process)
            if isinstance(answer, Unpacked):
                _kept.keep(process, _MOST_AT_WORK)
            else:  # it has more to give that nobody asks for, or has ended
                process.kill()
                process.end()

    def _ask(self, process: _Process, task: Task) -> Answer:
        self._busy.add(process)
        self._most_busy = max(self._most_busy, len(self._busy))
        try:
            answer = process.ask(task)
        except BaseException:
            process.kill()
            process.end()
            raise
        finally:
            self._busy.discard(process)
        if isinstance(answer, Refused) and answer.ended:
            process.end()
        else:
            _kept.keep(process, max(self._most_busy, _MOST_AT_WORK))
        return answer


def _say_time(limit: str) -> str:
    return f"it takes more than {limit} to read: split it, or save its text as .txt"
