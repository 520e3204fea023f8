"""Documents -> readings, in this process or in several, in the order given and with the same result."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from onrecord.annotations import Reading
from onrecord.errors import WorkerLost
from onrecord.model import Document, Unread
from onrecord.reading.parse import bound_memory, load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger

# Each process holds a pipeline of some 300 MB and takes seconds to start: a short pile is read sooner by one.
WORTH_A_SECOND_PROCESS = 20
_MOST_BY_DEFAULT = 2  # keeps the whole run within 2 GiB


def choose_jobs(documents: int) -> int:
    """Return how many processes to read that many documents with."""
    if documents <= WORTH_A_SECOND_PROCESS:
        return 1
    return min(_MOST_BY_DEFAULT, os.cpu_count() or 1)


def read_in_order(
    documents: Iterable[Document | Unread], pipeline: str, jobs: int = 1
) -> Iterator[Reading | Unread]:
    """Yield the reading of each document, or why it could not be read, in the order given.

    What is given as unread already is passed on in its place. Few documents are in hand at a time, however many
    are given.

    Raises:
        MissingPipeline: the spaCy pipeline `pipeline` is not installed or lacks a part.
        WorkerLost: a process was ended from outside, as for want of memory.
    """
    if jobs > 1:
        yield from _read_in_processes(documents, pipeline, jobs)
        return
    for document in documents:
        yield document if isinstance(document, Unread) else read_one(document, pipeline)


def _read_in_processes(
    documents: Iterable[Document | Unread], pipeline: str, jobs: int
) -> Iterator[Reading | Unread]:
    # 'spawn' starts the same on every system, and shares no threads or locks with this process
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Reading | Unread] | Unread] = deque()
        try:
            for document in documents:
                waiting.append(
                    document if isinstance(document, Unread) else pool.submit(read_one, document, pipeline)
                )
                if len(waiting) >= 4 * jobs:
                    yield _wait_for(waiting.popleft())
            while waiting:
                yield _wait_for(waiting.popleft())
        except BrokenProcessPool:
            raise WorkerLost(
                "a reading process was ended from outside, perhaps for want of memory; try --jobs 1"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _wait_for(item: Future[Reading | Unread] | Unread) -> Reading | Unread:
    return item if isinstance(item, Unread) else item.result()


def read_one(document: Document, pipeline: str) -> Reading | Unread:
    """Return what the document says, or why it could not be read."""
    nlp = load_pipeline(pipeline)
    try:
        with bound_memory(nlp):
            return read_document(document, nlp, load_tagger())
    except Exception as fault:  # noqa: BLE001 - whatever one document brings out, the others go on, and it is named
        cause = " ".join(str(fault).split()) or "no more is known"
        return Unread(
            document.file,
            f"could not be read: {type(fault).__name__}: {cause}; please report this as a fault",
        )
