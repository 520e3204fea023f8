"""Turns a pile of coverage of one story into a record that can be cited.

    record = onrecord.build("coverage", "record")
    for reading in onrecord.read(["coverage"]): ...
    earlier = onrecord.open_record("record", as_of=date(2022, 1, 21))
    lines = onrecord.list_tables(earlier)["lines"]

The types of what is returned are those of `onrecord.model`, `onrecord.annotations` and `onrecord.exchange.tables`.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

# onnxruntime's own builds look up a host and keep files of this machine, unless this is set before it is loaded. Every
# module of this package comes after this one, and every process that it starts inherits it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from onrecord.annotations import Reading
    from onrecord.exchange.tables import Table
    from onrecord.model import Record

__version__ = "0.1.0"
__all__ = ["OnrecordError", "__version__", "build", "list_tables", "open_record", "read"]

# Reading loads spaCy, which takes seconds: the functions below import what they need when they are called.
# ruff: noqa: PLC0415


def build(  # noqa: PLR0913 - the options of the command, by name
    folder: str | PathLike[str],
    out: str | PathLike[str],
    as_of: date | None = None,
    *,
    pages: bool = False,
    protect: str | PathLike[str] | None = None,
    title: str | None = None,
    reviewed_only: bool = False,
    pipeline: str | None = None,
    jobs: int = 1,
) -> Record:
    """Read every document under `folder`, write their record under `out`, and return it.

    The record knows what was published by the day `as_of`, by default the latest day of any document. Documents
    that have not changed since the last build are not read again. What could not be read stands in the record's
    `unread`. They are made and read in `jobs` processes apart, of which one waits for the next call. With
    `pages`, each document gets a page with its whole text beside the dossier, whose heading is `title`, by default one
    of the documents'. `protect` names a file of names, one a line, that
    no published form may hold: these then stand in `out/published`, and the record that is returned has the names.
    What people ruled on the record in `out` is put to it again; with `reviewed_only`, nothing is published that nobody
    accepted.

    Raises:
        NothingToRead: there is no folder, or no document in it can be read.
        RecordError: `out` can't be written, or holds a damaged record.
        MissingPipeline: the spaCy pipeline is not installed.
        InvalidNames: the file of protected names can't be used.
        NameLeft: a protected name was found in what was to be published; nothing is published.
        InvalidRulings: the rulings in `out` can't be believed.
    """
    from onrecord.builder import Publishing, build_record
    from onrecord.reading import DEFAULT_PIPELINE

    made = build_record(
        Path(folder),
        Path(out),
        as_of,
        pipeline=pipeline or DEFAULT_PIPELINE,
        jobs=jobs,
        publishing=Publishing(pages, Path(protect) if protect is not None else None, title, reviewed_only),
    )
    return made.record


def read(
    paths: Iterable[str | PathLike[str]],
    *,
    published: date | None = None,
    pipeline: str | None = None,
    jobs: int = 1,
) -> Iterator[Reading]:
    """Yield what each document of files and folders says by itself, in the order of the paths.

    `published` is the day of documents of which nothing else states one. A document that can't be read is named in
    a warning, with why, and the others go on. `jobs` is as in `build`.

    Raises:
        MissingPipeline: the spaCy pipeline is not installed.
    """
    from onrecord.builder import read_paths
    from onrecord.model import Unread
    from onrecord.reading import DEFAULT_PIPELINE

    given = [Path(path) for path in paths]
    for item in read_paths(given, published=published, pipeline=pipeline or DEFAULT_PIPELINE, jobs=jobs):
        if isinstance(item, Unread):
            warnings.warn(f"{item.file}: {item.reason}", stacklevel=2)
        else:
            yield item


def open_record(directory: str | PathLike[str], as_of: date | None = None) -> Record:
    """Return the record that was built in `directory`, as it was built or as of another day, and as it was ruled.

    The record as of an earlier day knows nothing that was published later, not even to tell when an undated
    document came out: what came out later only shows that such a one was not out yet.

    Raises:
        RecordError: there is no record, or it is damaged or another version's.
        InvalidRulings: the rulings on it can't be believed.
    """
    from onrecord.own import RECORD_FILE
    from onrecord.record.load import load_readings, load_record
    from onrecord.record.place import find_file
    from onrecord.rulings.apply import apply_rulings
    from onrecord.rulings.store import read_rulings

    path = find_file(Path(directory), RECORD_FILE)
    record = load_record(path)
    rulings = read_rulings(Path(directory)).rulings
    if as_of is None or as_of == record.as_of:
        return apply_rulings(record, rulings).record
    from onrecord.story.knowing import give_days_by
    from onrecord.story.tell import tell

    readings = [stored.reading for stored in load_readings(path)]
    return apply_rulings(tell(give_days_by(readings, as_of), record.unread, as_of), rulings).record


def list_tables(record: Record) -> dict[str, Table]:
    """Return a record as typed tables by their names: `lines` with every line once, and a table for each kind of item.

    What reads Arrow takes a table as it is, where `onrecord[tables]` is installed; without it, `rows` and
    `to_dicts()` give the cells.
    """
    from onrecord.exchange.tables import list_tables as list_all

    return list_all(record)
