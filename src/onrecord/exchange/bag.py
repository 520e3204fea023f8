"""A record and the files that it rests on -> a BagIt bag (RFC 8493) that a stranger can verify without onrecord."""

import csv
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import bagit

from onrecord import __version__, open_record
from onrecord.custody.files import list_names
from onrecord.custody.log import UNKNOWN_BEFORE, Kind, Line, Log, read_log, tell_custody
from onrecord.errors import RecordError
from onrecord.exchange.lines import tell_address, tell_day
from onrecord.exchange.place import fill_folder
from onrecord.model import Record
from onrecord.own import CUSTODY_FILE, FOLDER_FILE, MANIFEST_FILE, PUBLISHED_FOLDER
from onrecord.publish.cells import make_safe
from onrecord.record.manifest import Manifest, read_manifest
from onrecord.record.place import find_file
from onrecord.verify import verify
from onrecord.verify.folder import read_whereabouts

_SOURCES = "sources.csv"  # what a user states of the documents


def make_bag(directory: Path, out: Path, folder: Path | None = None) -> bool:
    """Put the record in `directory` and its documents into a bag, and tell whether the documents are in it.

    What doesn't verify goes into no bag. Where names are protected, the bag holds the published forms alone. The
    documents lie in `folder`, by default where the record says.

    Raises:
        RecordError: there is no record, it does not agree with its documents, or `out` can't be written.
    """
    manifest = read_manifest(find_file(directory, MANIFEST_FILE))
    if manifest is None:
        raise RecordError(f"{directory}: 'onrecord build' wrote no record here; name the folder of a record")
    found = verify(directory, folder)
    if found.differences:
        raise RecordError(
            f"{directory}: {found.differences[0]}; what does not verify is put into no bag:"
            " see 'onrecord verify', and build the record anew"
        )
    record, log = open_record(directory), read_log(directory)
    with fill_folder(out) as part:
        if manifest.protected:
            _copy_record(directory, part / "record", manifest, f"{PUBLISHED_FOLDER}/")
        else:
            _copy_record(directory, part / "record", manifest)
            _copy_documents(record, folder or _find_folder(directory), part / "documents")
            shutil.copyfile(find_file(directory, MANIFEST_FILE), part / "record" / MANIFEST_FILE)
            (part / "record" / FOLDER_FILE).write_bytes(b"../documents\n")
            _copy_log(directory, part / "record", log)
            _tell_custody(record, log, part / "custody.csv")
        bagit.make_bag(str(part), _describe(record, manifest, log), checksums=["sha256", "sha512"])
    return not manifest.protected


def _find_folder(directory: Path) -> Path:
    try:
        return read_whereabouts(directory)
    except ValueError as error:
        raise RecordError(f"{directory}: {error}") from error


def _describe(record: Record, manifest: Manifest, log: Log) -> dict[str, str]:
    """Return what the bag says of itself; its day is the record's, so that the same record gives the same bag."""
    about = {
        "External-Description": "A record of news coverage, and the files that it was made of",
        "Bag-Software-Agent": f"onrecord {__version__}",
        "Bagging-Date": str(record.as_of or "unknown"),
        "Onrecord-Documents": str(len(record.documents)),
        "Onrecord-Files-Not-Read": str(len(record.unread)),
        **_count_custody(record, log),
    }
    if manifest.protected:
        about["External-Description"] = "The published forms of a record, without the names that it protects"
    return about


def _count_custody(record: Record, log: Log) -> dict[str, str]:
    """Return of how many documents and files that were not read the program knows where they are from."""
    files = [*(item.file for item in record.documents), *(item.file for item in record.unread)]
    present = log.present()
    lines = (_find_line(file, present) for file in files)
    captured = sum(line is not None and line.event.kind is Kind.CAPTURED for line in lines)
    told = ((captured, "captured by onrecord"), (len(files) - captured, UNKNOWN_BEFORE))
    return {"Onrecord-Custody": "; ".join(f"{number} {how}" for number, how in told if number)}


def _find_line(file: str, present: Mapping[str, Line]) -> Line | None:
    """Return the line of how the file came in that holds a document."""
    return next((present[name] for name in list_names(file) if name in present), None)


def _copy_record(directory: Path, to: Path, manifest: Manifest, within: str = "") -> None:
    for name in manifest.files:
        if name.startswith(within):
            target = to / name.removeprefix(within)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(find_file(directory, name), target)


def _copy_documents(record: Record, folder: Path, to: Path) -> None:
    for name in _list_files(record, folder):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, to / name)


def _list_files(record: Record, folder: Path) -> Iterator[str]:
    """Yield every file that was handed in, read or not, once; of a document within a file, that file."""
    told = [*(item.file for item in record.documents), *(item.file for item in record.unread)]
    for name in dict.fromkeys(_find_name(folder, name) for name in (*told, _SOURCES)):
        if (folder / name).is_file():
            yield name
        elif name != _SOURCES:
            raise RecordError(f"{os.fspath(folder / name)}: it is not there; name its folder with --folder")


def _find_name(folder: Path, name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise RecordError(f"{name}: this is no file of the folder {folder}")
    while not (folder / name).exists() and "#" in name:
        name = name.rpartition("#")[0]
    return name


def _copy_log(directory: Path, to: Path, log: Log) -> None:
    """Copy the log of what came in, and the seals on it."""
    names = [line.event.file for line in log.lines if line.event.kind is Kind.SEALED]
    for name in [CUSTODY_FILE, *names] if log.lines else []:
        (to / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(directory / name, to / name)


def _tell_custody(record: Record, log: Log, path: Path) -> None:
    """Write of each document, and of each file that was not read, its hash, where it is from, and by whom."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "sha256", "address", "published", "captured", "came_in", "custody"))
        present = log.present()
        for document in record.documents:
            captured = document.captured
            line = _find_line(document.file, present)
            rows.writerow(
                (
                    make_safe(document.file),
                    document.sha256,
                    tell_address(document) or "",
                    tell_day(document.published) or "",
                    "" if captured is None else str(captured),
                    line.at if line else "",
                    tell_custody(line) if line else UNKNOWN_BEFORE,
                )
            )
        for unread in record.unread:
            line = _find_line(unread.file, present)
            if line is not None:
                hashed = line.event.sha256 if line.event.file == unread.file else ""
                row = ("", "", line.event.captured or "", line.at, tell_custody(line))
                rows.writerow((make_safe(unread.file), hashed, *row))
