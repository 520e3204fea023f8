"""Sources -> documents -> readings, in one process apart or in several, in the order given and with the same result.

A process is used again for the next document and for the next call, since it takes seconds to start.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from onrecord import errors
from onrecord.annotations import Reading
from onrecord.apart import Answer, Failed, Made, Make, Read, Refused, Task, Told
from onrecord.collect.source import Source
from onrecord.model import Document, Unread
from onrecord.processes import Processes

Given = TypeVar("Given", Source, Document)

# Each process holds a pipeline of some 300 MB and takes seconds to start: a short pile is read sooner by one.
WORTH_A_SECOND_PROCESS = 20
_MOST_BY_DEFAULT = 2  # keeps the whole run within 2 GiB


def choose_jobs(documents: int) -> int:
    """Return how many processes to read that many documents with."""
    if documents <= WORTH_A_SECOND_PROCESS:
        return 1
    return min(_MOST_BY_DEFAULT, os.cpu_count() or 1)


def make_in_order(sources: Iterable[Source | Unread], jobs: int = 1) -> Iterator[Document | Unread]:
    """Yield the document of each source, or why there is none, in the order given.

    What is given as unread already is passed on in its place.

    Raises:
        WorkerLost: no process can be started.
    """
    for answer in _work_in_order(sources, Make, jobs):
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
    for answer in _work_in_order(documents, lambda document: Read(document, pipeline), jobs):
        if isinstance(answer, Told | Refused):
            yield answer.item


def _work_in_order(
    items: Iterable[Given | Unread], task_of: Callable[[Given], Task], jobs: int
) -> Iterator[Answer]:
    with Processes() as processes:
        if jobs == 1:
            for item in items:
                yield Refused(item) if isinstance(item, Unread) else _check(processes.ask(task_of(item)))
            return
        waiting: deque[Future[Answer] | Refused] = deque()
        with ThreadPoolExecutor(jobs) as pool:
            try:
                for item in items:
                    waiting.append(
                        Refused(item)
                        if isinstance(item, Unread)
                        else pool.submit(processes.ask, task_of(item))
                    )
                    if len(waiting) >= 4 * jobs:
                        yield _wait_for(waiting.popleft())
                while waiting:
                    yield _wait_for(waiting.popleft())
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                if waiting:
                    processes.end()


def _wait_for(item: Future[Answer] | Refused) -> Answer:
    return item if isinstance(item, Refused) else _check(item.result())


def _check(answer: Answer) -> Answer:
    """Return an answer that is about a document; what stops all of them is raised."""
    if isinstance(answer, Failed):
        raise getattr(errors, answer.error, errors.WorkerLost)(answer.message)
    return answer
