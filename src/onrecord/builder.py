"""The way through the program: a folder of coverage becomes a record."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.beside import Beside
from onrecord.collect.files import collect, common_folder
from onrecord.collect.source import Source
from onrecord.collect.walk import find_left_out, name_file
from onrecord.custody.files import log_build, log_publication
from onrecord.custody.log import lacks_build, read_log
from onrecord.documents.exports import part_exports
from onrecord.errors import NothingToRead, OutdatedRecord, RecordError
from onrecord.garbage import search_seldom
from onrecord.model import Document, Record, Unread
from onrecord.own import (
    CUSTODY_FILE,
    FOLDER_FILE,
    PUBLISHED_FOLDER,
    RECORD_FILE,
    RESERVED,
    RULINGS_FILE,
    SEALS_FOLDER,
    LeftOut,
    is_own,
)
from onrecord.processes import Processes, start_loading, stop_loading
from onrecord.publish.output import Making, write_forms, write_protected
from onrecord.publish.protect import read_names
from onrecord.publish.readings import to_line
from onrecord.reading import DEFAULT_PIPELINE
from onrecord.record.keys import maker_key, reader_key
from onrecord.record.load import load_record, load_unchanged
from onrecord.record.manifest import find_manifest, hash_manifest, list_files, note_rulings
from onrecord.record.place import check_place, look_at, switch, take_place, writing
from onrecord.record.rows import StoredReading
from onrecord.record.write import draft, fill_database
from onrecord.rulings.apply import Ruled, apply_rulings
from onrecord.rulings.reviewed import keep_reviewed
from onrecord.rulings.store import read_rulings
from onrecord.telling import tell_soundly
from onrecord.workers import WORTH_A_SECOND_PROCESS, choose_jobs, make_in_order, read_in_order

# what a build must not take for a document, where it writes into the folder that it reads
OWN_FILES = (
    rf"(?:{'|'.join(map(re.escape, (*RESERVED, RULINGS_FILE, CUSTODY_FILE, SEALS_FOLDER)))})(?:[/#].*)?"
)
_WRITTEN_THERE = (
    "what this run writes goes there, and nothing in it is read: choose an --out outside of what is read"
)
_NAMED = 5  # files of one folder that are named one by one as left out


class Step(Struct, frozen=True):
    """One more document has been read: for a progress bar, or a line."""

    done: int
    total: int | None  # None: not known in advance
    file: str


Watch = Callable[[Step], None]


class Publishing(Struct, frozen=True):
    """How the record is published."""

    pages: bool = False  # with a page of each document
    protect: Path | None = None  # a list of names, a line each, that no published form may hold
    title: str | None = None  # the dossier's, else one is chosen
    reviewed_only: bool = False  # with nothing that nobody accepted


PLAIN = Publishing()


class Pile(Struct, frozen=True):
    """Documents that were taken up before, from wherever they lie."""

    documents: tuple[Document, ...]
    readings: tuple[Reading, ...] = ()  # of those that this program has read, by the pipeline asked for


class Built(Struct, frozen=True):
    """A record, and what the run did to make it."""

    record: Record  # with every ruling put to it
    published: Path  # the folder that holds its published forms
    read: int  # documents read in this run
    unchanged: int  # documents whose stored reading stands
    unread: tuple[Unread, ...]
    left_out: tuple[LeftOut, ...] = ()  # what lies among the documents and is none
    ruled: Ruled | None = None  # what became of the rulings
    log_lost: bool = False  # the log of what came in was not the one that the record before was built with


def ignore(_step: Step) -> None:
    """Watch a run without a word."""


@search_seldom()
@stop_loading()
def build_record(  # noqa: PLR0913 - the options of the command, by name
    folder: Path,
    out: Path,
    as_of: date | None = None,
    *,
    pipeline: str = DEFAULT_PIPELINE,
    jobs: int | None = 1,
    publishing: Publishing = PLAIN,
    watch: Watch = ignore,
    pile: Pile | None = None,
) -> Built:
    """Read every document under `folder`, write their record under `out`, and return it.

    Documents whose reading is stored in `out` already, by this program and unchanged, are not read again. Without
    a number of `jobs`, a long pile is read by two processes. Where names are protected, the published forms stand in
    a folder of their own, and the database beside it keeps the names. With a `pile`, its documents are taken, and the
    record says that they lie in `folder`.

    Raises:
        NothingToRead: there is no folder, no document in it can be read, or none was published by `as_of`.
        RecordError: `out` can't be written, holds a damaged record or somebody else's files, or another run is at it.
        InvalidNames: the list of protected names can't be used.
        NameLeft: a protected name was found in what was to be published; nothing is published.
        InvalidRulings: the file of rulings in `out` can't be believed.
        InvalidCustody: the log of what came in, in `out`, was changed.
    """
    names = read_names(publishing.protect) if publishing.protect else None
    check_place(out)
    kept_rulings = read_rulings(out)
    log_lost = lacks_build(out, read_log(out))  # one that was changed is told before anything is read
    if pile is None and _may_hold_news(folder, out):
        start_loading(pipeline)
    stored, shelf = _load_stored(out / RECORD_FILE)
    documents, refused = make_documents(folder, out, jobs, shelf) if pile is None else (pile.documents, [])
    with take_place(out) as part:
        if pile is not None:
            stored |= {reader_key(reading.document, pipeline): reading for reading in pile.readings}
        keys = {document.id: reader_key(document, pipeline) for document in documents}
        new = [document for document in documents if keys[document.id] not in stored]
        with stop_loading():
            fresh, faulty = _read(new, pipeline, jobs or choose_jobs(len(new)), watch)
        unread = (*refused, *faulty)
        readings = [
            reading
            for document in documents
            if (reading := fresh.get(document.id) or stored.get(keys[document.id])) is not None
        ]
        if not readings:
            raise NothingToRead(_say_nothing_read(folder, unread))
        two = (jobs or choose_jobs(len(readings))) > 1
        told = tell_soundly(readings, unread, as_of, side_by_side=two)
        record = told.record
        if not told.readings:
            raise NothingToRead(_say_nothing_read(folder, record.unread))
        if as_of is not None and not record.documents:
            raise NothingToRead(_say_all_later(folder, as_of, told.dated))
        kept = [
            StoredReading(keys[read.document.id], read, dated, shelf.key_of(read.document))
            for read, dated in zip(told.readings, told.dated, strict=True)
        ]
        with (
            writing(out),
            Beside(lambda: _store(part / RECORD_FILE, record, kept), type(None), apart=two) as storing,
        ):
            whereabouts = os.path.relpath(folder.resolve(), out.resolve())
            (part / FOLDER_FILE).write_bytes(os.fsencode(whereabouts) + b"\n")
            ruled = apply_rulings(record, kept_rulings.rulings)
            shown = keep_reviewed(ruled.record) if publishing.reviewed_only else ruled.record
            making = Making(publishing.pages, pipeline, publishing.title, two)
            published = _publish(shown, part, making, names)
            storing.get()
        listed = list_files(part, pipeline, as_of, publishing.title)
        manifest = note_rulings(listed, kept_rulings.content, publishing.reviewed_only)
        log_build(out, folder, name_own(out, folder), hash_manifest(manifest))
        switch(part, out, manifest)
    return Built(
        ruled.record,
        out / published,
        len(fresh),
        len(readings) - len(fresh),
        record.unread,
        list_left_out(folder, out) if pile is None else (),
        ruled,
        log_lost,
    )


def _store(path: Path, record: Record, kept: Sequence[StoredReading]) -> None:
    """Store a record with its readings; what storing it before had begun is thrown away."""
    path.unlink(missing_ok=True)
    fill_database(path, record, kept)


def _publish(record: Record, part: Path, making: Making, names: Sequence[str] | None) -> str:
    """Make the published forms in the folder of a new build, and return where in it they stand."""
    if names is None:
        write_forms(record, part, making)
        return ""
    write_protected(record, part / PUBLISHED_FOLDER, making, names)
    return PUBLISHED_FOLDER


def list_left_out(folder: Path, out: Path) -> tuple[LeftOut, ...]:
    """Return what lies in the folder and is not read: `out` itself, and what is no document; of many, their folder."""
    own, here, there = name_own(out, folder), folder.resolve(), out.resolve()
    among = [] if own is None or here == there else [name_file(os.path.relpath(there, here))]
    found: dict[tuple[str, str], list[LeftOut]] = {}
    for item in find_left_out(folder):
        if not (own and own.fullmatch(item.file)):
            found.setdefault((item.file.rpartition("/")[0], item.many), []).append(item)
    return tuple(LeftOut(file, _WRITTEN_THERE) for file in among) + tuple(
        item
        for (inside, many), items in found.items()
        for item in (items if len(items) <= _NAMED else [LeftOut(inside or ".", many.format(len(items)))])
    )


class Shelf:
    """The documents that an earlier run made, each under what it was made of and the program that made it."""

    def __init__(self, stored: Iterable[StoredReading] = ()) -> None:
        """Take the documents of stored readings."""
        self._made = {item.made: item.reading.document for item in stored if item.made}
        self._keys: dict[tuple[str, str], str] = {}

    def look_up(self, source: Source) -> Document | None:
        """Return the document that this program made of a source before, and note what it is filed under."""
        key = self._keys[source.file, source.sha256] = maker_key(source)
        document = self._made.get(key)
        own = document and (document.file, document.sha256) == (source.file, source.sha256)
        return document if own else None

    def key_of(self, document: Document) -> str | None:
        """Return what the document of a source that was looked up is filed under."""
        return self._keys.get((document.file, document.sha256))


def make_documents(
    folder: Path, out: Path, jobs: int | None = 1, shelf: Shelf | None = None
) -> tuple[list[Document], list[Unread]]:
    """Return the documents under `folder`, but for what lies in `out`, and the files that could not be read.

    Without a number of `jobs`, those of a long pile are made by two processes. What stands on the `shelf` is not made
    again.

    Raises:
        NothingToRead: there is no such folder, or no document in it can be made out.
        RecordError: `out` is a file.
    """
    if out.exists() and not out.is_dir():
        raise RecordError(f"{out}: this is a file and can't be written to as a folder; choose another --out")
    if not folder.is_dir():
        problem = "this is a file" if folder.exists() else "there is no such folder"
        raise NothingToRead(f"{folder}: {problem}; name the folder that holds the documents")
    documents: list[Document] = []
    unread: list[Unread] = []
    for item in prepare([folder], out, jobs=jobs, shelf=shelf):
        if isinstance(item, Document):
            documents.append(item)
        else:
            unread.append(item)
    if not documents:
        raise NothingToRead(_say_nothing_read(folder, unread))
    return documents, unread


def prepare(
    paths: Sequence[Path],
    out: Path | None = None,
    published: date | None = None,
    *,
    jobs: int | None = 1,
    shelf: Shelf | None = None,
) -> Iterator[Document | Unread]:
    """Return every document of files and folders as it is asked for, or why it can't be one.

    What this run writes to, the file or folder `out`, is left alone; `published` is believed of documents of
    which nothing else states a day.
    """
    own = name_own(out, common_folder(paths))
    with Processes() as processes:
        sources = collect(paths, processes.unpack)
        found = (part for source in sources for part in part_exports(source))
        given = (source for source in found if not (own and own.fullmatch(source.file)))
        stated = (_state_day(source, published) for source in given)
        known = (_look_up(source, shelf) for source in stated)
        first = list(islice(known, WORTH_A_SECOND_PROCESS + 1)) if jobs is None else []
        yield from make_in_order(chain(first, known), jobs or choose_jobs(len(first)))


def name_own(out: Path | None, base: Path) -> re.Pattern[str] | None:
    """Return what the names of documents look like that onrecord wrote itself, where `out` lies in `base`."""
    if out is None or not out.resolve().is_relative_to(base.resolve()):
        return None
    inside = out.resolve().relative_to(base.resolve()).as_posix()
    names = OWN_FILES if inside == "." else rf"{re.escape(inside)}(?:[/#].*)?"
    return re.compile(names, re.DOTALL)


def _look_up(source: Source | Unread, shelf: Shelf | None) -> Source | Document | Unread:
    """Return the document that was made of a source before, or the source."""
    if shelf is None or isinstance(source, Unread):
        return source
    return shelf.look_up(source) or source


def _state_day(source: Source | Unread, published: date | None) -> Source | Unread:
    if isinstance(source, Unread) or published is None or source.published:
        return source
    return replace(source, published=published.isoformat())


def _may_hold_news(folder: Path, out: Path) -> bool:
    """Tell whether a document may have to be read: there is no record, or a file that is younger than it.

    It decides on nothing but whether seconds are spent on loading what reads documents before that is known.
    """
    try:
        told = (out / RECORD_FILE).stat().st_mtime_ns
        own = out.resolve()
        for inside, folders, names in os.walk(folder.resolve()):
            folders[:] = [name for name in folders if Path(inside, name) != own]
            if any(Path(inside, name).stat().st_mtime_ns > told for name in names):
                return True
    except OSError:
        return folder.is_dir()
    return False


def _load_stored(path: Path) -> tuple[dict[str, Reading], Shelf]:
    """Return the readings of the last build, by the key that names their document and reader, and the documents."""
    try:
        found = load_unchanged(path) if path.exists() else []
    except OutdatedRecord:
        found = []
    return {item.key: item.reading for item in found}, Shelf(found)


def _read(
    documents: Sequence[Document], pipeline: str, jobs: int, watch: Watch
) -> tuple[dict[str, Reading], list[Unread]]:
    found: dict[str, Reading] = {}
    unread: list[Unread] = []
    for done, item in enumerate(read_in_order(documents, pipeline, jobs), start=1):
        if isinstance(item, Unread):
            unread.append(item)
        else:
            found[item.document.id] = item
        watch(Step(done, len(documents), documents[done - 1].file))
    return found, unread


def _say_nothing_read(folder: Path, unread: Sequence[Unread]) -> str:
    if not unread:
        return f"{folder}: there is no document here; docs/formats.md lists the kinds that are read"
    reasons = "; ".join(f"{item.file}: {item.reason}" for item in unread)
    return f"{folder}: no document here could be read: {reasons}"


def _say_all_later(folder: Path, as_of: date, readings: Sequence[Reading]) -> str:
    windows = [reading.document.published for reading in readings]
    first = min((window.latest for window in windows if window.latest is not None), default=None)
    known = (
        f"the first is of {first}: choose a later --as-of" if first else "none has a day: leave --as-of out"
    )
    return f"{folder}: no document here is known to have been published by {as_of}; {known}"


def read_paths(
    paths: Sequence[Path],
    *,
    out: Path | None = None,
    published: date | None = None,
    pipeline: str = DEFAULT_PIPELINE,
    jobs: int | None = 1,
) -> Iterator[Reading | Unread]:
    """Yield the reading of every document of files and folders by itself, or why it could not be read.

    Documents are taken up as they are asked for, so memory does not grow with their number.
    """
    documents = prepare(paths, out, published) if paths else iter(())
    first = list(islice(documents, WORTH_A_SECOND_PROCESS + 1))
    yield from read_in_order(chain(first, documents), pipeline, jobs or choose_jobs(len(first)))


class Written(Struct, frozen=True):
    """How many documents went into a readings.jsonl, and how many could not be read."""

    read: int
    unread: int


def write_readings(
    items: Iterable[Reading | Unread],
    out: Path,
    *,
    refuse: Callable[[Unread], None],
    watch: Watch = ignore,
) -> Written:
    """Write readings to `out`, one a line; tell `refuse` of what could not be read.

    Raises:
        NothingToRead: no document could be read; `out` is left as it was.
        RecordError: `out` can't be written, or is a file that onrecord did not write.
    """
    there = look_at(out)
    if there is not None and there.st_size and not is_own(out):
        raise RecordError(
            f"{out}: in the way: onrecord did not write this; move it away, or choose another --out"
        )
    read = unread = 0
    with draft(out) as part, part.open("wb") as lines:
        for item in items:
            if isinstance(item, Unread):
                unread += 1
                refuse(item)
                continue
            lines.write(to_line(item))
            read += 1
            watch(Step(read, None, item.document.file))
        if not read:
            raise NothingToRead("no document could be read; see 'onrecord read --help'")
    return Written(read, unread)


def publish_again(out: Path, *, reviewed_only: bool) -> Ruled:
    """Write the published forms of the record in `out` anew, as it was ruled by now; no document is read.

    Raises:
        RecordError: there is no record of this version, `out` can't be written, another run is at it, or names are
            protected in it, which takes the list of them and a build.
        InvalidRulings: the file of rulings can't be believed.
        InvalidCustody: the log of what came in was changed.
    """
    with take_place(out) as part:
        manifest = find_manifest(out)
        if manifest is None:
            raise RecordError(f"{out}: there is no record here; make one with 'onrecord build'")
        if manifest.protected:
            raise RecordError(
                f"{out}: names are protected in it: build it again with --protect to publish it"
            )
        kept = read_rulings(out)
        ruled = apply_rulings(load_record(out / RECORD_FILE), kept.rulings)
        with writing(out):
            for name in (RECORD_FILE, FOLDER_FILE):
                shutil.copyfile(out / name, part / name)
            shown = keep_reviewed(ruled.record) if reviewed_only else ruled.record
            write_forms(shown, part, Making(manifest.pages, manifest.pipeline, manifest.title))
        listed = list_files(part, manifest.pipeline, manifest.as_of_asked, manifest.title)
        made = note_rulings(listed, kept.content, reviewed_only)
        log_publication(out, hash_manifest(made))
        switch(part, out, made)
    return ruled
