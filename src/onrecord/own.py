"""What onrecord itself writes: by which names, and how it is told from a document that was handed in."""

import gzip
import re
import zlib
from pathlib import Path

from msgspec import Struct

# in the folder of a record
RECORD_FILE = "record.sqlite"
FOLDER_FILE = "folder.txt"  # where the documents lie, seen from the record; no part of the record itself
MANIFEST_FILE = "onrecord-manifest.json"  # the other files of a record and their hashes
JSON_FILE = "record.json"
DOSSIER_FILE = "dossier.html"
MARKDOWN_FILE = "dossier.md"
PAGES_FOLDER = "pages"
TABLES_FOLDER = "tables"
PUBLISHED_FOLDER = "published"  # holds the published forms, and nothing else, where names are protected
PART_FOLDER = ".onrecord-part"  # a build that is being made
NEXT_FOLDER = ".onrecord-next"  # a build that is whole and is being moved to its place
LOCK_FILE = ".onrecord.lock"
RULINGS_FILE = "rulings.jsonl"  # what people ruled: no build makes it, and none removes it
RULING_LOCK_FILE = ".onrecord-rulings.lock"
CUSTODY_FILE = "custody.jsonl"  # the log of what came in and what was made of it, which only ever grows
CUSTODY_LOCK_FILE = ".onrecord-custody.lock"
SEALS_FOLDER = "seals"  # time stamps of the log
SEARCH_FILE = (
    ".onrecord-search.sqlite"  # made of the record when it is first searched, and whenever it is stale
)
ARCHIVE_FILE = "onrecord-archive.json"  # in the folder of an archive of readings

FORMS = (JSON_FILE, DOSSIER_FILE, MARKDOWN_FILE, PAGES_FOLDER, TABLES_FOLDER)
# the names in the folder of a record that nobody else's files may have
RESERVED = (RECORD_FILE, FOLDER_FILE, MANIFEST_FILE, *FORMS, PUBLISHED_FOLDER)

# 'onrc', in the header of the database file from byte 68 on (sqlite.org/fileformat2.html, 1.3)
APPLICATION_ID = 0x6F6E7263

# how each file begins, of this version and of all before
_BEGINNING = 2000
_JSON = re.compile(rb'\{\s*"onrecord":\s*\d+\s*,\s*"(?:as_of|pipeline)"')
_LINES = re.compile(rb'\{"onrecord":\d+,"(?:file|ruling|entry)":')
_PAGE = re.compile(
    rb"\s*<!DOCTYPE html>\s.{0,200}"
    rb"default-src &#39;none&#39;; (?:style|script)-src &#39;sha256-.{0,300}"
    rb"base-uri &#39;none&#39;; form-action &#39;none&#39;",
    re.DOTALL,
)
_MARKDOWN = re.compile(
    r"# .{1,600}\n\n.{0,900}Every line is somebody’s words; its footnote".encode(), re.DOTALL
)


class LeftOut(Struct, frozen=True):
    """What lies among the documents and is no document: onrecord wrote it, it is hidden, or part of a saved page."""

    file: str
    reason: str
    many: str = (
        "onrecord wrote {} files and folders in it"  # said of their folder, where there are many like it
    )


def is_record(path: Path) -> bool:
    """Tell whether a file is the database of a record, of this version or another."""
    begin = _read_beginning(path)
    return begin.startswith(b"SQLite format 3\0") and begin[68:72] == APPLICATION_ID.to_bytes(4, "big")


def holds_record(folder: Path) -> bool:
    """Tell whether onrecord wrote a record, what is published of one, or an archive of readings to this folder."""
    return (
        is_record(folder / RECORD_FILE)
        or _is_file(folder / ARCHIVE_FILE)
        or any(_JSON.match(_read_beginning(folder / name)) for name in (JSON_FILE, MANIFEST_FILE))
        or any(_is_folder(folder / name) for name in (PART_FOLDER, NEXT_FOLDER))
    )


def find_archive(folder: Path) -> Path | None:
    """Return the archive that a folder, which need not be there yet, is or lies in."""
    path = folder.resolve()
    return next((around for around in (path, *path.parents) if _is_file(around / ARCHIVE_FILE)), None)


def _is_folder(path: Path) -> bool:
    """Tell whether a folder is there, as far as one may look: whoever opens the one around it says why not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    """Tell whether a file is there, as far as one may look."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_own(path: Path) -> bool:
    """Tell whether onrecord wrote this file: a dossier, a page, rulings, or the lines of `onrecord read`."""
    begin = _read_beginning(path)
    return any(pattern.match(begin) for pattern in (_PAGE, _MARKDOWN, _LINES))


def is_written(path: Path) -> bool:
    """Tell whether onrecord wrote this file, or any other of those that stand in the folder of a record."""
    return (
        is_own(path)
        or is_record(path)
        or _JSON.match(_read_beginning(path)) is not None
        or (path.name == FOLDER_FILE and is_record(path.with_name(RECORD_FILE)))
        or (path.parent.name == TABLES_FOLDER and holds_record(path.parent.parent))
    )


def _read_beginning(path: Path) -> bytes:
    """Return the first bytes of a file; of what is no file or can't be read, none: its reader says why."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            begin = stream.read(_BEGINNING)
        if begin.startswith(b"\x1f\x8b"):
            with gzip.open(path) as unpacked:
                begin = unpacked.read(_BEGINNING)
    except (OSError, EOFError, zlib.error):
        return b""
    return bytes(begin)
