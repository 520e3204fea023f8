"""What the engine runs: a source is cut, a unit of it is read. Each puts its result in place and says what it did."""

from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.archive.cutting import Cut, Unit, cut_source
from onrecord.archive.layout import SOURCES, STAGED, put, put_json
from onrecord.archive.pages import list_pages
from onrecord.archive.sources import Place
from onrecord.archive.tables import make_row, write_staged
from onrecord.errors import OnrecordError
from onrecord.processes import Processes
from onrecord.workers import make_in_order, read_in_order


class Settings(Struct, frozen=True):
    """What is the same for every task of a run."""

    archive: str
    pipeline: str
    records: int  # of a unit


class CutTask(Struct, frozen=True):
    """A source is to be cut."""

    place: Place
    key: str  # the name of its file in the archive


class UnitTask(Struct, frozen=True):
    """A unit is to be read."""

    cut: Cut  # without its units
    unit: Unit
    batch: str
    number: int  # of the unit in its batch


class Done(Struct, frozen=True):
    """What was done of a task, or why nothing can be."""

    readings: int = 0
    unread: int = 0
    error: str | None = None  # the name of an error that onrecord raises on purpose
    message: str = ""


def name_staged(archive: Path, batch: str, number: int) -> Path:
    """Return where a unit that is read lies."""
    return archive / STAGED / batch / f"{number:05}.parquet"


class Cutter:
    """Cuts sources into units."""

    def __init__(self, settings: str) -> None:
        """Take the settings as JSON."""
        self.settings = msgspec.json.decode(settings, type=Settings)

    def __call__(self, task: bytes) -> bytes:
        """Cut a source."""
        wanted = msgspec.msgpack.decode(task, type=CutTask)
        try:
            cut = cut_source(wanted.place, self.settings.records)
            put_json(Path(self.settings.archive) / SOURCES / f"{wanted.key}.json", cut)
        except OnrecordError as error:
            return _tell(error)
        return msgspec.msgpack.encode(Done())


class UnitReader:
    """Reads the pages of units, each page in a process apart and within the limits of any build."""

    def __init__(self, settings: str) -> None:
        """Take the settings as JSON."""
        self.settings = msgspec.json.decode(settings, type=Settings)

    def __call__(self, task: bytes) -> bytes:
        """Read a unit and put it in place."""
        wanted = msgspec.msgpack.decode(task, type=UnitTask)
        try:
            return msgspec.msgpack.encode(self._read(wanted))
        except OnrecordError as error:
            return _tell(error)

    def _read(self, task: UnitTask) -> Done:
        with Processes() as processes:
            documents = make_in_order(list_pages(task.cut, task.unit, processes))
            items = read_in_order(documents, self.settings.pipeline, 1)
            rows = [make_row(number, item) for number, item in enumerate(items)]
        path = name_staged(Path(self.settings.archive), task.batch, task.number)
        put(path, lambda passing: write_staged(passing, rows))
        unread = sum(row.reason is not None for row in rows)
        return Done(len(rows) - unread, unread)


def _tell(error: OnrecordError) -> bytes:
    return msgspec.msgpack.encode(Done(error=type(error).__name__, message=str(error)))
