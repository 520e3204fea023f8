"""Sources -> an archive of readings: what is read already is passed over, what was half read is read again."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord import errors
from onrecord.archive.cutting import UNIT_RECORDS, Cut, Unit
from onrecord.archive.engine import EMBEDDED, Engine, Running
from onrecord.archive.folding import fold
from onrecord.archive.layout import (
    DONE,
    HEAD,
    LOCK,
    SOURCES,
    STAGED,
    Head,
    clear,
    list_batches,
    make_head,
    open_head,
    put_json,
    read_json,
)
from onrecord.archive.reading import CutTask, Cutter, Done, Settings, UnitReader, UnitTask, name_staged
from onrecord.archive.sources import Place, is_text, list_places
from onrecord.builder import Step, Watch, ignore
from onrecord.errors import ArchiveError, RecordError
from onrecord.model import Unread
from onrecord.own import find_archive, holds_record
from onrecord.reading import DEFAULT_PIPELINE
from onrecord.reading.parse import check_pipeline
from onrecord.record.place import hold

# Units that are folded together: a file for each day in 20,000 pages, and so many files open at once.
_BATCH = 200


class Archived(Struct, frozen=True):
    """What a run did, and what the archive holds."""

    units: int  # read in this run
    readings: int  # in the archive
    unread: int  # pages that are in its table of what could not be read
    refused: tuple[Unread, ...]  # sources of which nothing was read


class _Batch(Struct, frozen=True):
    """Units of one source that become one file a day."""

    name: str
    cut: Cut  # without its units
    units: tuple[Unit, ...]


def read_archive(
    given: Sequence[str],
    archive: Path,
    *,
    engine: Engine = EMBEDDED,
    pipeline: str = DEFAULT_PIPELINE,
    unit: int = UNIT_RECORDS,
    watch: Watch = ignore,
) -> Archived:
    """Read every page of the sources that were given and is not in the archive yet, so many at a time as one unit.

    Raises:
        MissingExtra: the packages for it are not installed.
        ArchiveError: a source is not there, no cluster is, or the archive is another program's or at work.
        MissingPipeline: the spaCy pipeline is not installed.
    """
    running = Running(engine)
    head = make_head(pipeline)
    check_pipeline(pipeline)  # before the engine works: where it ends over an error, the process may abort
    with _take(archive, head):
        places, refused = list_places(given)
        settings = msgspec.json.encode(Settings(str(archive.resolve()), pipeline, unit)).decode()
        cuts, faulty = _cut(places, archive, running, settings)
        units = _read(list(_plan(cuts)), archive, running, settings, watch)
        clear(archive)
        batches = list_batches(archive).values()
    return Archived(
        units,
        sum(batch.readings for batch in batches),
        sum(batch.pages_unread for batch in batches),
        (*refused, *faulty),
    )


def _check(archive: Path) -> None:
    """Refuse a place where no archive can be.

    Raises:
        ArchiveError: it is a file, its path can't be written down, or it lies in a record or in another archive.
    """
    if archive.exists() and not archive.is_dir():
        raise ArchiveError(f"{archive}: this is a file: choose another --to")
    path = archive.resolve()
    if not is_text(str(path)):
        raise ArchiveError(
            f"{path}: its name, or that of a folder around it, is not valid text: choose another --to"
        )
    around = next((folder for folder in path.parents if holds_record(folder)), None)
    if around is not None:
        what = "an archive" if find_archive(around) == around else "a record"
        raise ArchiveError(
            f"{archive}: it lies in {around}, where onrecord keeps {what}: choose another --to"
        )


@contextmanager
def _take(archive: Path, head: Head) -> Iterator[None]:
    """Let no other run write to the archive meanwhile, and begin it where there is none.

    Raises:
        ArchiveError: the folder is another's, or another program's, or another run is at work in it.
    """
    _check(archive)
    try:
        archive.mkdir(parents=True, exist_ok=True)
        others = [path.name for path in archive.iterdir() if path.name != LOCK]
        if not (archive / HEAD).is_file() and any(not name.startswith(".") for name in others):
            raise ArchiveError(f"{archive}: there are files here that are no archive: choose another --to")
        with hold(archive / LOCK):
            if not (archive / HEAD).is_file():
                put_json(archive / HEAD, head)
            elif open_head(archive) != head:
                raise ArchiveError(
                    f"{archive}: another version or pipeline of onrecord read this archive: choose another --to"
                )
            clear(archive)
            yield
    except RecordError:
        raise ArchiveError(f"{archive}: another run is writing here: wait until it ends") from None
    except OSError as error:
        raise ArchiveError(f"{archive}: can't be written: {error.strerror}: choose another --to") from error


def _cut(
    places: Sequence[Place], archive: Path, running: Running, settings: str
) -> tuple[list[Cut], list[Unread]]:
    """Return the sources with their units, each of the same bytes once, and those of which there are none."""
    keys = [hashlib.sha256(place.address.encode()).hexdigest()[:16] for place in places]
    files = [archive / SOURCES / f"{key}.json" for key in keys]
    new = [(place, key) for place, key, file in zip(places, keys, files, strict=True) if not file.is_file()]
    tasks = [msgspec.msgpack.encode(CutTask(place, key)) for place, key in new]
    refused: dict[str, str] = {}
    for (place, _), answer in zip(new, running.map(Cutter, settings, tasks), strict=True):
        done = msgspec.msgpack.decode(answer, type=Done)
        if done.error is not None:
            refused[place.address] = _tell_refusal(done).removeprefix(f"{place.name}: ")
    cuts: dict[str, Cut] = {}
    for place, file in zip(places, files, strict=True):
        if place.address in refused:
            continue
        cut = read_json(file, Cut)
        if cut.place.size != place.size:
            reason = (
                "it has changed since it was read: give it another name, and the old one stays in the archive"
            )
            refused[place.address] = reason
        elif cut.sha256 in cuts and cuts[cut.sha256].place.address != place.address:
            reason = f"it is the same, byte for byte, as {cuts[cut.sha256].place.name}, which is read once"
            refused[place.address] = reason
        else:
            cuts[cut.sha256] = cut
    return list(cuts.values()), [
        Unread(place.name, refused[place.address]) for place in places if place.address in refused
    ]


def _tell_refusal(done: Done) -> str:
    """Return why a source can't be opened; what stops the others too is raised."""
    if done.error != ArchiveError.__name__:
        raise getattr(errors, done.error or "", errors.WorkerLost)(done.message)
    return done.message


def _plan(cuts: Sequence[Cut]) -> Iterator[_Batch]:
    """Yield the batches of all units, the same for a source in every run."""
    for cut in cuts:
        for number, first in enumerate(range(0, len(cut.units), _BATCH), start=1):
            units = cut.units[first : first + _BATCH]
            yield _Batch(f"{cut.sha256[:16]}-{number:04}", replace(cut, units=()), units)


def _read(batches: Sequence[_Batch], archive: Path, running: Running, settings: str, watch: Watch) -> int:
    """Read what is not read yet, fold each batch as soon as it is whole, and return how many units were read."""
    waiting = [batch for batch in batches if not (archive / DONE / f"{batch.name}.json").is_file()]
    missing: list[tuple[_Batch, UnitTask]] = []
    left: Counter[str] = Counter()
    for batch in waiting:
        for number, unit in enumerate(batch.units, start=1):
            if not name_staged(archive, batch.name, number).is_file():
                missing.append((batch, UnitTask(batch.cut, unit, batch.name, number)))
                left[batch.name] += 1
    for batch in waiting:
        if not left[batch.name]:
            _fold(archive, batch)
    tasks = [msgspec.msgpack.encode(task) for _, task in missing]
    answers = running.map(UnitReader, settings, tasks)
    for done, ((batch, _), answer) in enumerate(zip(missing, answers, strict=True), start=1):
        outcome = msgspec.msgpack.decode(answer, type=Done)
        if outcome.error is not None:
            raise getattr(errors, outcome.error, errors.WorkerLost)(outcome.message)
        left[batch.name] -= 1
        if not left[batch.name]:
            _fold(archive, batch)
        watch(Step(done, len(missing), batch.cut.place.name))
    return len(missing)


def _fold(archive: Path, batch: _Batch) -> None:
    fold(archive, batch.name, batch.cut.place.name, len(batch.units))
    shutil.rmtree(archive / STAGED / batch.name)
