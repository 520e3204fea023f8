"""What the engine runs: a source is cut, a unit of it is read. Each puts its result in place and says what it did."""

from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.archive.cutting import Cut, Unit, cut_source
from onrecord.archive.engine import tell_error
from onrecord.archive.layout import SOURCES, STAGED, put, put_json
from onrecord.archive.pages import list_pages, name_unit
from onrecord.archive.sources import Place
from onrecord.archive.tables import Row, make_row, write_staged
from onrecord.errors import ArchiveError, OnrecordError
from onrecord.model import Unread
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
        except Exception as error:  # noqa: BLE001 - of any kind, by the libraries that open hostile bytes
            return _tell(ArchiveError(f"{wanted.place.name}: it can't be opened: {tell_error(error)}"))
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
        except OSError as error:
            what = f"a unit can't be read or written: {error.strerror or tell_error(error)}"
            return _tell(ArchiveError(f"{self.settings.archive}: {what}: make room, and run it again"))

    def _read(self, task: UnitTask) -> Done:
        path = name_staged(Path(self.settings.archive), task.batch, task.number)
        try:
            rows = self._make_rows(task)
            put(path, lambda passing: write_staged(passing, rows))
        except (OnrecordError, OSError):  # nothing is wrong with these pages alone
            raise
        except Exception as error:  # noqa: BLE001 - of any kind: no page may end the run, whatever it holds
            rows = [make_row(0, _name_whole(task, error))]
            put(path, lambda passing: write_staged(passing, rows))
        unread = sum(row.reason is not None for row in rows)
        return Done(len(rows) - unread, unread)

    def _make_rows(self, task: UnitTask) -> list[Row]:
        with Processes() as processes:
            documents = make_in_order(list_pages(task.cut, task.unit, processes))
            items = read_in_order(documents, self.settings.pipeline, 1)
            return [_make_row(number, item) for number, item in enumerate(items)]


def _make_row(number: int, item: Reading | Unread) -> Row:
    try:
        return make_row(number, item)
    except Exception as error:  # noqa: BLE001 - of any kind: one page never costs the others of its unit
        file = item.file if isinstance(item, Unread) else item.document.file
        return make_row(
            number, Unread(file, f"its row can't be made ({tell_error(error)}): please report this")
        )


def _name_whole(task: UnitTask, error: Exception) -> Unread:
    """Return a unit as one thing of which nothing was read."""
    first, records = task.unit.first, task.unit.records
    which = f"from {first} on" if records is None else f"{first} to {first + records - 1}"
    reason = f"none of its records {which} could be read ({tell_error(error)}): please report this"
    return Unread(name_unit(task.cut, task.unit), reason)


def _tell(error: OnrecordError) -> bytes:
    return msgspec.msgpack.encode(Done(error=type(error).__name__, message=str(error)))
