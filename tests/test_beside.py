"""Work in a copy of the process: the same result as here, whatever becomes of the copy."""

import os
import signal
import time

import pytest

from onrecord.beside import Beside, may_share
from onrecord.model import Span

SPANS = (Span("d1", 0, 3, "dam"), Span("d2", 4, 8, "quay"))


@pytest.mark.parametrize("apart", [True, False])
def test_result_comes_back_as_it_was_made(apart):
    """What a copy finds is of the types that it was found in."""
    with Beside(lambda: SPANS, tuple[Span, ...], apart=apart) as finding:
        found = finding.get()

    assert SPANS == found


@pytest.mark.skipif(not may_share(), reason="this system copies no process, or has one processor")
def test_work_is_done_beside_this_process():
    """The work is done by another process, so that two processors have something to do."""
    with Beside(os.getpid, int) as asking:
        worker = asking.get()

    assert os.getpid() != worker


def test_error_is_raised_as_if_the_work_were_done_here():
    """Who asks for a result that can't be worked out gets the error itself."""

    def fail() -> int:
        raise ValueError("no quay")

    with pytest.raises(ValueError, match="no quay"), Beside(fail, int) as failing:
        failing.get()


def test_work_of_a_lost_copy_is_done_here():
    """A copy that the system ends, as where memory is short, costs time and nothing else."""
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 42

    with Beside(work, int) as working:
        assert working.get() == 42


@pytest.mark.skipif(not may_share(), reason="this system copies no process, or has one processor")
def test_copy_that_nobody_asks_is_ended(tmp_path):
    """Where this process stops on the way, nothing is left behind that computes on."""
    note = tmp_path / "worker"

    def work() -> None:
        note.write_text(str(os.getpid()))
        signal.pause()

    with Beside(work, type(None)):
        while not (note.exists() and note.read_text()):
            time.sleep(0.01)

    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)
