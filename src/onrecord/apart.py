"""The process in which documents are made and read, apart from the one that keeps the record.

It takes tasks on its standard input and answers on its standard output, one after the other, and its limits are the
system's: whatever a document does to it, the other process only sees it end. Answers are plain data of known types,
so nothing in them is ever run.
"""

import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.collect.source import Source
from onrecord.errors import CannotRead, OnrecordError
from onrecord.limits import CHARACTERS_A_SECOND, MEMORY, SECONDS_TO_MAKE, SECONDS_TO_READ, SECONDS_TO_UNPACK
from onrecord.model import Document, Unread

# ruff: noqa: PLC0415 - what makes documents is not loaded to read them, and spaCy not to make them
_LENGTH = 8  # bytes before a message that say how long it is
_LONGEST_REASON = 200
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+")  # of an object in memory, another one in each run
# Python's own number is 700; a document makes some 100,000 objects, and hardly one that holds itself.
_OBJECTS_BETWEEN_SEARCHES = 20_000
# What of the memory is program files, which the system's limit on data does not count.
_PROGRAMS = 110 * 1024 * 1024


class Make(Struct, frozen=True, tag="make"):
    """Make a document of a source."""

    source: Source

    @property
    def file(self) -> str:
        """The document's name."""
        return self.source.file


class Read(Struct, frozen=True, tag="read"):
    """Read a document with a spaCy pipeline."""

    document: Document
    pipeline: str

    @property
    def file(self) -> str:
        """The document's name."""
        return self.document.file


class Unpack(Struct, frozen=True, tag="unpack"):
    """Give the first document in a file that holds others."""

    path: bytes
    file: str


class Next(Struct, frozen=True, tag="next"):
    """Give the next document in the file that is being unpacked."""

    file: str


Task = Make | Read | Unpack | Next


class Load(Struct, frozen=True, tag="load"):
    """Load what documents are read with, before there is one to read; it is not answered."""

    pipeline: str


class Made(Struct, frozen=True, tag="made"):
    """A document was made."""

    item: Document


class Told(Struct, frozen=True, tag="read"):
    """A document was read."""

    item: Reading


class Piece(Struct, frozen=True, tag="piece"):
    """A document was found in a file, and there may be more."""

    item: Source | None = None
    unread: Unread | None = None  # what could not be


class Unpacked(Struct, frozen=True, tag="unpacked"):
    """All documents in a file were given."""


class Refused(Struct, frozen=True, tag="refused"):
    """A document could not be made or read."""

    item: Unread
    ended: bool = False  # and so has its process,
    lost: bool = False  # perhaps over what it had read before


class Ready(Struct, frozen=True, tag="ready"):
    """Tasks can be taken; the first message."""


class Failed(Struct, frozen=True, tag="failed"):
    """No document can be read here: an error that onrecord raises on purpose, by its name."""

    error: str
    message: str


Answer = Made | Told | Piece | Unpacked | Refused | Failed


def send(stream: BinaryIO, message: Task | Load | Answer | Ready) -> None:
    """Write a message to a pipe."""
    data = msgspec.msgpack.encode(message)
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Return the next message of a pipe, or None where it has ended."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    data = stream.read(expected := int.from_bytes(length, "big"))
    return data if len(data) == expected else None


def allow_seconds(task: Task) -> int:
    """Return how many seconds of a processor a task may take."""
    if isinstance(task, Make):
        return SECONDS_TO_MAKE
    if isinstance(task, Unpack | Next):
        return SECONDS_TO_UNPACK
    return SECONDS_TO_READ + len(task.document.text) // CHARACTERS_A_SECOND


def serve() -> None:
    """Answer tasks until there are no more."""
    # what libraries print does not get between the answers
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with tasks, answers:
        send(answers, Ready())
        pieces: Iterator[Answer] = iter(())
        while data := receive(tasks):
            task = msgspec.msgpack.decode(data, type=Task | Load)
            if isinstance(task, Load):
                with suppress(Exception):  # whoever asks for a document then is told
                    _load(task.pipeline)
                continue
            if isinstance(task, Unpack):
                pieces = _unpack(task)
            answer = next(pieces) if isinstance(task, Unpack | Next) else _answer(task)
            try:
                send(answers, answer)
            except BrokenPipeError:  # nobody waits for it any more
                os._exit(0)
            if isinstance(answer, Refused) and answer.ended:
                os._exit(0)


def _unpack(task: Unpack) -> Iterator[Answer]:
    """Yield the documents in a file as they are asked for, each within the limits."""
    from onrecord.collect.unpacking import unpack_file

    _limit_memory()
    try:
        _limit_processor(allow_seconds(task))
        for item in unpack_file(Path(os.fsdecode(task.path)), task.file):
            yield Piece(unread=item) if isinstance(item, Unread) else Piece(item)
            _limit_processor(allow_seconds(task))
    except MemoryError:
        yield Refused(Unread(task.file, say_memory()), ended=True, lost=True)
    except Exception as fault:  # noqa: BLE001 - as for a document
        yield Piece(unread=Unread(task.file, name_fault(fault)))
    yield Unpacked()


def _answer(task: Make | Read) -> Answer:
    """Return what became of a task: the one place at which a fault in a document is caught."""
    try:
        work = _prepare(task)
    except OnrecordError as error:
        return Failed(type(error).__name__, str(error))
    except Exception as fault:  # noqa: BLE001 - as where a package is broken
        return Failed(
            "WorkerLost", f"nothing can be read ({type(fault).__name__}: {fault}): install onrecord again"
        )
    try:
        _limit_processor(allow_seconds(task))
        answer = work()
        msgspec.msgpack.encode(answer)
    except CannotRead as error:
        return Refused(Unread(error.file, error.reason))
    except MemoryError:
        return Refused(Unread(task.file, say_memory()), ended=True, lost=True)
    except Exception as fault:  # noqa: BLE001 - whatever one document brings out, the others go on, and it is named
        return Refused(Unread(task.file, name_fault(fault)))
    return answer


def _prepare(task: Make | Read) -> Callable[[], Answer]:
    """Return the work of a task; what it needs is loaded first, and counted to no document."""
    if isinstance(task, Make):
        from onrecord.documents import make_document

        source = task.source
        _limit_memory()
        return lambda: Made(make_document(source))
    document, read = task.document, _load(task.pipeline)
    settle()
    _limit_memory()
    return lambda: Told(read(document))


def _load(pipeline: str) -> Callable[[Document], Reading]:
    """Return what reads a document with a pipeline."""
    from onrecord.reading.parse import bound_memory, load_pipeline
    from onrecord.reading.reader import read_document
    from onrecord.reading.tagger.model import load_tagger

    nlp, reader = load_pipeline(pipeline), load_tagger()

    def read(document: Document) -> Reading:
        with bound_memory(nlp):
            return read_document(document, nlp, reader)

    return read


@cache
def settle() -> None:
    """Let what is loaded by now be passed over whenever memory is searched for what nobody holds any more.

    It stays to the end, and to look through it again and again, as Python does, took a thirtieth of a reading.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY - _PROGRAMS, resource.RLIM_INFINITY))


def _limit_processor(seconds: int) -> None:
    """Let the system end this process once it has computed for so long; the machine's load does not count."""
    if sys.platform != "win32":
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        used = int(spent.ru_utime + spent.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # nothing of a document is left in a file
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)


def name_fault(fault: Exception) -> str:
    """Return why a document is unread on which the program itself fails, the same in every run."""
    cause = _ADDRESS.sub("0x…", " ".join(str(fault).split())) or "no more is known"
    if len(cause) > _LONGEST_REASON:
        cause = f"{cause[:_LONGEST_REASON]}…"
    return f"could not be read: {type(fault).__name__}: {cause}; please report this as a fault"


def say_memory() -> str:
    """Return why a document is unread that takes too much memory."""
    return f"it takes more than {MEMORY // 1024**2} MiB of memory to read: split it, one article a file"
