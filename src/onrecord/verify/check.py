"""Everything that `onrecord verify` compares, in the order in which it is told."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, field

from onrecord.annotations import Reading
from onrecord.custody.log import Log
from onrecord.custody.seals import Seal, Unchecked, load_stamps
from onrecord.errors import OutdatedRecord, RecordError
from onrecord.model import Document, Record, Unread
from onrecord.own import (
    ARCHIVE_FILE,
    CUSTODY_FILE,
    FOLDER_FILE,
    JSON_FILE,
    MANIFEST_FILE,
    PUBLISHED_FOLDER,
    RECORD_FILE,
    RULINGS_FILE,
    SEALS_FOLDER,
)
from onrecord.publish.output import Making, make_forms
from onrecord.publish.protect import find_protected, hide
from onrecord.record.database import create_database
from onrecord.record.keys import reader_key
from onrecord.record.manifest import Applied, Manifest, hash_file, read_manifest
from onrecord.record.place import find_file, find_others, look_at
from onrecord.record.rows import StoredReading
from onrecord.record.write import insert_rows
from onrecord.rulings.apply import apply_rulings
from onrecord.rulings.reviewed import keep_reviewed
from onrecord.rulings.ruling import decode_rulings
from onrecord.rulings.store import read_rulings
from onrecord.story.knowing import give_days, give_days_by
from onrecord.story.tell import tell
from onrecord.verify.custody import compare_log, read_sealed
from onrecord.verify.database import (
    Stored,
    compare_file,
    compare_rows,
    compare_words,
    has_tables,
    read_stored,
)
from onrecord.verify.folder import compare_documents, compare_unread, read_anew, read_whereabouts
from onrecord.verify.spans import Tally, compare_json
from onrecord.workers import choose_jobs, read_in_order

Made = TypeVar("Made")


class Verification(Struct, frozen=True):
    """How much was held against what it rests on, and every difference found, one line each."""

    spans: int  # spans whose words were compared, in both files
    documents: int
    files: int  # files whose bytes were hashed again
    differences: tuple[str, ...]
    notes: tuple[str, ...] = ()  # what could not be compared, for want of what it takes
    seals: tuple[Seal, ...] = ()  # on the log of what came in


class Asked(Struct, frozen=True):
    """What is compared beside the rest."""

    folder: Path | None = None  # where the documents lie; None: where the record says
    names: tuple[str, ...] | None = None  # the list of protected names
    again: bool = False  # every document is read again by the language models
    authority: Path | None = None  # the certificates that time stamps must lead to


class _Found(Struct):
    """What the stages of one verification hand on."""

    directory: Path
    asked: Asked
    tally: Tally = field(default_factory=Tally)
    notes: list[str] = field(default_factory=list)
    manifest: Manifest | None = None
    documents: list[Document] = field(default_factory=list)
    refused: list[Unread] = field(default_factory=list)
    folder: Path | None = None  # where they lie
    seals: list[Seal | Unchecked] = field(default_factory=list)
    looked: bool = False  # whether the documents were taken up anew
    readable: bool = False  # whether rows can be asked of the database
    stored: Stored = field(default_factory=lambda: Stored([], []))

    def path(self, name: str) -> Path:
        return find_file(self.directory, name)


def verify(
    directory: Path,
    folder: Path | None = None,
    *,
    names: Sequence[str] | None = None,
    again: bool = False,
    authority: Path | None = None,
) -> Verification:
    """Hold the record in `directory` against its documents: see docs/verify.md for what that proves.

    The documents lie in `folder`, by default where the record says. `names` is the list of protected names. With
    `again`, every document is also read again by the language models, which takes as long as building did. With
    the certificates of an `authority`, seals that do not lead to one of them are differences.

    Raises:
        RecordError: there is no record to verify, or one of a version that had no manifest.
        InvalidCustody: there is no certificate in the file of the authority.
        MissingExtra: an authority is given, and the packages that read time stamps are not installed.
    """
    if authority is not None:
        load_stamps().read_certificates(authority)  # before hours of work, and also where no seal needs it
    found = _Found(directory, Asked(folder, None if names is None else tuple(names), again, authority))
    differences = tuple(_find(found))
    tally = found.tally
    return Verification(
        tally.spans,
        tally.documents,
        tally.files,
        differences,
        tuple(found.notes),
        tuple(seal for seal in found.seals if isinstance(seal, Seal)),
    )


def find_differences(directory: Path, asked: Asked) -> Iterator[str]:
    """Yield the differences that `verify` finds, one by one; errors as there."""
    return _find(_Found(directory, asked))


def _find(found: _Found) -> Iterator[str]:
    yield from _compare_bytes(found)
    yield from _read_documents(found)
    yield from _compare_database(found)
    yield from _compare_custody(found)
    if found.asked.again:
        yield from _read_again(found)
    yield from _tell_again(found)


def _compare_bytes(found: _Found) -> Iterator[str]:
    """Hold every file against the hash in the manifest, and the manifest against how one is written."""
    path = found.path(MANIFEST_FILE)
    if look_at(path) is None:
        if look_at(found.directory / RECORD_FILE) is None:
            raise RecordError(
                f"{found.directory / RECORD_FILE}: there is no record here;"
                f" make one with 'onrecord build FOLDER --out {found.directory}'"
            )
        raise OutdatedRecord(
            f"{path}: there is no manifest, so this record can't be verified: an earlier version of onrecord made it,"
            " or the file was taken away; build it again in another folder"
        )
    try:
        found.manifest = read_manifest(path)
        for name in find_others(found.directory):
            if found.manifest is None or name not in found.manifest.files:
                yield f"{name}: onrecord did not write this"
    except (RecordError, OSError) as error:
        yield str(error)
    for name, digest in sorted(found.manifest.files.items()) if found.manifest else ():
        try:
            if hash_file(found.path(name)) != digest:
                yield f"{name}: its bytes are not those that onrecord wrote"
        except OSError as error:
            yield f"{name}: it can't be read: {error.strerror}"


def _read_documents(found: _Found) -> Iterator[str]:
    """Take up the documents anew, from where they lie."""
    folder = found.asked.folder
    try:
        noted = read_whereabouts(found.directory)
    except (ValueError, OSError) as error:
        yield f"{FOLDER_FILE}: {error}"
        noted = None
    if folder is None and noted is not None and (noted / ARCHIVE_FILE).is_file():
        found.notes.append(
            f"{noted}: the documents are pages that were read into this archive: the record follows from their texts,"
            " and the sources that these were read from were not opened again"
        )
        noted = None
    found.folder = folder or noted
    if found.folder is not None:
        faults = list(read_anew(found.folder, found.directory, found.documents, found.refused))
        found.looked = not faults
        yield from faults


def _compare_database(found: _Found) -> Iterator[str]:
    """Hold the tables, the words and the readings in them against the program and the documents."""
    path = found.path(RECORD_FILE)
    try:
        with create_database(None) as empty:
            yield from compare_file(path, _raw(empty))
            found.readable = has_tables(path, _raw(empty))
        if found.readable:
            yield from compare_words(path, found.tally)
            yield from read_stored(path, found.stored)
    except (sqlite3.Error, OSError, ValueError, TypeError) as error:
        yield f"{RECORD_FILE}: it is damaged or no record: {error}"
    readings = [reading for _, reading in found.stored.readings]
    if found.readable and found.looked:
        yield from compare_documents(found.documents, found.refused, readings, found.tally)
        by_file = {reading.document.file: reading for reading in readings}
        yield from compare_unread(found.documents, found.refused, by_file, found.stored.unread)


def _compare_custody(found: _Found) -> Iterator[str]:
    """Check the log of what came in and its seals, and hold both against the files that are there."""
    if found.manifest is not None and not found.manifest.logged:
        found.notes.append(
            f"{CUSTODY_FILE}: an earlier version built this record and kept no log of what came in; the next build does"
        )
        return
    logs: list[Log] = []
    yield from read_sealed(found.directory, found.asked.authority, found.seals, logs)
    if any(isinstance(seal, Unchecked) for seal in found.seals):
        found.notes.append(
            f"{SEALS_FOLDER}: what the time stamps say: their bytes are those that came, and reading them takes"
            " pip install 'onrecord[seal]', or the openssl command: see docs/watch.md"
        )
    if any(isinstance(seal, Seal) and not seal.trusted for seal in found.seals):
        found.notes.append(
            f"{SEALS_FOLDER}: whose time stamps they are: each was held against the certificate that is in it, which"
            " anybody can make; give the authority's own with --authority"
        )
    known = [reading.document.file for _, reading in found.stored.readings]
    for log in logs:
        yield from compare_log(found.directory, log, found.folder, known)


def _read_again(found: _Found) -> Iterator[str]:
    """Read every document with the language models, as a first build does."""
    stored = {reading.document.file: reading for _, reading in found.stored.readings}
    pipeline = found.manifest.pipeline if found.manifest else ""
    for item in read_in_order(found.documents, pipeline, choose_jobs(len(found.documents))):
        file = item.file if isinstance(item, Unread) else item.document.file
        if stored.get(file) != (None if isinstance(item, Unread) else item):
            yield f"{file}: read again, it gives another reading than the one in the record"


def _tell_again(found: _Found) -> Iterator[str]:
    """Make the tables and the published forms anew from the stored readings, and hold them against the files."""
    if found.manifest is None or not found.readable:
        return
    made, fault = _attempt(lambda: _make_record(found))
    if made is None:
        yield f"{RECORD_FILE}: from the readings in it no record can be told: {fault}"
        return
    record, kept = made
    try:
        with create_database(None) as connection:
            insert_rows(connection, record, kept)
            yield from compare_rows(found.path(RECORD_FILE), _raw(connection))
    except (RecordError, sqlite3.Error) as error:
        yield f"{RECORD_FILE}: it can't be compared: {error}"
    rulings, fault = _attempt(lambda: read_rulings(found.directory))
    if rulings is None:
        yield f"{RULINGS_FILE}: {fault}"
        return
    applied = found.manifest.rulings or Applied(0, hashlib.sha256().hexdigest())
    published = rulings.content[: applied.bytes]
    if len(published) < applied.bytes or hashlib.sha256(published).hexdigest() != applied.sha256:
        yield f"{RULINGS_FILE}: its first lines are not those that were published: build the record again"
        return
    later = len(decode_rulings(rulings.content[applied.bytes :], RULINGS_FILE))
    if later:
        found.notes.append(
            f"{RULINGS_FILE}: {later} made since are not published yet: build the record again"
        )
    ruled = apply_rulings(record, decode_rulings(published, RULINGS_FILE)).record
    yield from _compare_forms(found, keep_reviewed(ruled) if found.manifest.reviewed_only else ruled)


def _make_record(found: _Found) -> tuple[Record, list[StoredReading]]:
    """Tell the record anew, in the way a build does."""
    manifest = found.manifest
    pipeline, as_of = (manifest.pipeline, manifest.as_of_asked) if manifest else ("", None)
    readings: list[Reading] = [reading for _, reading in found.stored.readings]
    dated = give_days(readings)
    record = tell(
        dated if as_of is None else give_days_by(readings, as_of), tuple(found.stored.unread), as_of
    )
    kept = [
        StoredReading(reader_key(one.document, pipeline), one, other, made)
        for (made, one), other in zip(found.stored.readings, dated, strict=True)
    ]
    return record, kept


def _compare_forms(found: _Found, record: Record) -> Iterator[str]:
    manifest = found.manifest
    if manifest is None:
        return
    within = f"{PUBLISHED_FOLDER}/" if manifest.protected else ""
    try:
        content = found.path(within + JSON_FILE).read_bytes()
    except OSError as error:
        yield f"{within}{JSON_FILE}: it can't be read: {error.strerror}"
        return
    yield from compare_json(within + JSON_FILE, content, found.tally)
    published: Record | None = record
    if manifest.protected and found.asked.names is None:
        found.notes.append(
            f"{PUBLISHED_FOLDER}: whether it is this record without the protected names takes the list of them:"
            " give it with --protect; its files were held against each other and against their hashes"
        )
        published, fault = _attempt(lambda: msgspec.json.decode(content, type=Record))
        if published is None:
            return  # compare_json has said so
    elif manifest.protected:
        names: Sequence[str] = found.asked.names or ()
        published, fault = _attempt(lambda: hide(record, find_protected(record, names)))
    if published is None:
        yield f"{PUBLISHED_FOLDER}: it can't be made again: {fault}"
        return
    yield from _compare_made(found, published, within, manifest)


def _compare_made(found: _Found, published: Record, within: str, manifest: Manifest) -> Iterator[str]:
    left = {name for name in manifest.files if name != RECORD_FILE}
    forms = make_forms(published, Making(manifest.pages, manifest.pipeline, manifest.title))
    while True:
        form, fault = _attempt(lambda: next(forms, ("", b"")))
        if form is None:
            yield f"{within}: it can't be made again: {fault}"
            return
        name, content = form
        if not name:
            break
        left.discard(within + name)
        path = found.path(within + name)
        if not path.is_file() or path.read_bytes() != content:
            yield f"{within}{name}: it is not what the record gives"
    for name in sorted(left):
        yield f"{name}: nothing of this name follows from the record"


def _attempt(make: Callable[[], Made]) -> tuple[Made | None, str]:
    """Return what `make` makes of content that somebody may have forged, or else the fault that it brought out."""
    try:
        return make(), ""
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is a difference, and is named
        return None, f"{type(fault).__name__}: {fault}"


def _raw(connection: object) -> sqlite3.Connection:
    """Return SQLite's own connection, reading text as `open_raw` does."""
    raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[attr-defined]
    raw.text_factory = bytearray
    return raw
