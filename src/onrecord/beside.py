"""Work that a copy of this process does, beside what this one goes on with.

A copy has all that this process holds at hand, so that nothing is handed to it; what it finds comes back as plain data
of a known type. Whatever becomes of it, the work is then done here when its result is asked for: a result, or an error,
is the same wherever it was worked out.
"""

import ctypes
import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Any, Generic, NoReturn, Self, TypeVar

import msgspec

Result = TypeVar("Result")

_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def may_share() -> bool:
    """Tell whether work can be done beside other work: on a system whose copies of a process share its memory.

    Others have copies too, but their libraries do not say that they work in one.
    """
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class Beside(Generic[Result]):
    """Some work, done in a copy of this process from when this is entered until its result is asked for.

    >>> with Beside(lambda: 6 * 7, int) as product:
    ...     product.get()
    42
    """

    def __init__(self, work: Callable[[], Result], kind: Any, *, apart: bool = True) -> None:
        """Take note of the work, and of the type of what it returns; without `apart` it is done here."""
        self._work, self._kind, self._apart = work, kind, apart
        self._copy: int | None = None
        self._answer = -1

    def __enter__(self) -> Self:
        if self._apart and may_share():
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._copy is not None:  # nobody asks any more
            os.kill(self._copy, signal.SIGKILL)
            self._end()

    def get(self) -> Result:
        """Return what the work gives, or raise what it raises."""
        if self._copy is None:
            return self._work()
        with os.fdopen(os.dup(self._answer), "rb") as answer:
            data = answer.read()
        if self._end():
            return self._work()
        result: Result = msgspec.msgpack.decode(data, type=self._kind)
        return result

    def _start(self) -> None:
        self._answer, end = os.pipe()
        parent = os.getpid()
        gc.freeze()  # a search through memory would write to all of it, and what is written to is shared no more
        with warnings.catch_warnings():
            # of threads that this process may have: the copy asks nothing of them
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                copy = os.fork()
            except OSError:  # there is no room for one
                gc.unfreeze()
                os.close(self._answer)
                os.close(end)
                return
        if not copy:
            self._answer_from_copy(parent, end)
        self._copy = copy
        os.close(end)

    def _answer_from_copy(self, parent: int, end: int) -> NoReturn:
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
            if os.getppid() == parent:
                with os.fdopen(end, "wb") as answer:
                    answer.write(msgspec.msgpack.encode(self._work()))
                status = 0
        finally:
            os._exit(status)  # nothing that this process has begun is ended by its copy

    def _end(self) -> int:
        """Wait for the copy to end, and return how it did: with 0 where its answer is whole."""
        copy, self._copy = self._copy, None
        os.close(self._answer)
        gc.unfreeze()
        return os.waitpid(copy or 0, 0)[1]
