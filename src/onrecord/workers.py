"""Sources -> documents -> readings, in one process apart or in several, in the order given and with the same result.

A process is used again for the next document and for the next call, since it takes seconds to start.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from onrecord import errors
from onrecord.annotations import Reading
from onrecord.apart import Answer, Failed, Made, Make, Read, Refused, Task, Told
from onrecord.collect.source import Source
from onrecord.model import Document, Unread
from onrecord.processes import Processes

# Each process holds a pipeline of some 300 MB and takes seconds to start: a short pile is read sooner by one.
WORTH_A_SECOND_PROCESS = 20
_MOST_BY_DEFAULT = 2  # keeps the whole run within 2 GiB


def choose_jobs(documents: int) -> int:
    """Return how many processes to read that many documents with."""
    if documents <= WORTH_A_SECOND_PROCESS:
        return 1
    return min(_MOST_BY_DEFAULT, os.cpu_count() or 1)


def make_in_order(
    sources: Iterable[Source | Document | Unread], jobs: int = 1
) -> Iterator[Document | Unread]:
    """Yield the document of each source, or why there is none, in the order given.

    What is given as a document or as unread already is passed on in its place.

    Raises:
        WorkerLost: no process can be started.
    """
    steps = (
        Make(item) if isinstance(item, Source) else Refused(item) if isinstance(item, Unread) else Made(item)
        for item in sources
    )
    for answer in _work_in_order(steps, jobs):
        if isinstance(answer, Made | Refused):
            yield answer.item


def read_in_order(
    documents: Iterable[Document | Unread], pipeline: str, jobs: int = 1
) -> Iterator[Reading | Unread]:
    """Yield the reading of each document, or why it could not be read, in the order given.

    What is given as unread already is passed on in its place. Few documents are in hand at a time, however many
    are given.

    Raises:
        MissingPipeline: the spaCy pipeline `pipeline` is not installed or lacks a part.
        WorkerLost: no process can be started.
    """
    steps = (Refused(item) if isinstance(item, Unread) else Read(item, pipeline) for item in documents)
    for answer in _work_in_order(steps, jobs):
        if isinstance(answer, Told | Refused):
            yield answer.item


def _work_in_order(steps: Iterable[Task | Answer], jobs: int) -> Iterator[Answer]:
    """Yield the answer to each task; what is an answer already is passed on in its place."""
    with Processes() as processes:
        if jobs == 1:
            for step in steps:
                yield _check(processes.ask(step)) if isinstance(step, Task) else step
            return
        waiting: deque[Future[Answer] | Answer] = deque()
        with ThreadPoolExecutor(jobs) as pool:
            try:
                for step in steps:
                    waiting.append(pool.submit(processes.ask, step) if isinstance(step, Task) else step)
                    if len(waiting) >= 4 * jobs:
                        yield _wait_for(waiting.popleft())
                while waiting:
                    yield _wait_for(waiting.popleft())
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                if waiting:
                    processes.end()


def _wait_for(item: Future[Answer] | Answer) -> Answer:
    return _check(item.result()) if isinstance(item, Future) else item


def _check(answer: Answer) -> Answer:
    """Return an answer that is about a document; what stops all of them is raised."""
    if isinstance(answer, Failed):
        raise getattr(errors, answer.error, errors.WorkerLost)(answer.message)
    return answer
