"""A folder -> the files in it that are documents, in an order that no file system changes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_FILE
from onrecord.model import Unread
from onrecord.own import LeftOut, holds_record, is_own

# What is read, by the end of a file's name in lower case.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".jsonl": "application/jsonl",
    ".jsonl.gz": "application/jsonl",
}


class Found(NamedTuple):
    """A document's file: where it lies and the name it has in the record."""

    path: Path
    file: str


def media_type_of(name: str) -> str | None:
    """Return the media type that a file's name claims, or None for a type that is not read.

    >>> media_type_of("Report.PDF")
    'application/pdf'
    """
    lower = name.lower()
    return next((kind for suffix, kind in MEDIA_TYPES.items() if lower.endswith(suffix)), None)


def name_file(path: str) -> str:
    """Return a path as the record names it: with '/', and readable where its bytes are no text."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")


def find_files(folder: Path) -> list[Found | Unread]:
    """Return the documents' files under `folder`, sorted by name, and what of them can't be taken.

    Hidden files and folders are left alone, and so are files of types that are not read: a folder of coverage
    may hold tables and notes. A file whose name says that it is a document is returned or named as unread, unless
    onrecord wrote it, or the record that it lies beside.
    """
    found = [item for item in _walk(folder, folder.resolve()) if not isinstance(item, LeftOut)]
    return sorted(found, key=lambda item: item.file)


def find_left_out(folder: Path) -> list[LeftOut]:
    """Return what lies under `folder` and is passed over because onrecord wrote it, sorted by name."""
    found = [item for item in _walk(folder, folder.resolve()) if isinstance(item, LeftOut)]
    return sorted(found, key=lambda item: item.file)


def _walk(folder: Path, root: Path) -> Iterator[Found | Unread | LeftOut]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            yield Unread(
                _relative(here, folder), f"the folder can't be opened ({error.strerror}): check its rights"
            )
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                inner = Path(entry.path)
                if holds_record(inner):
                    yield LeftOut(
                        _relative(inner, folder),
                        "it holds a record that onrecord wrote: move out of it what is to be read",
                    )
                else:
                    waiting.append(inner)
            elif (item := _look_at(entry, folder, root)) is not None:
                yield item


def _look_at(entry: os.DirEntry[str], folder: Path, root: Path) -> Found | Unread | LeftOut | None:
    path = Path(entry.path)
    file = _relative(path, folder)
    if entry.is_symlink() and (reason := refuse_link(path, root)):
        named = media_type_of(file) is not None or path.is_dir()
        return Unread(file, reason) if named else None
    if media_type_of(file) is None:
        return None
    if "\ufffd" in file:
        return Unread(file, "the file's name is not valid text: rename it")
    if not path.is_file():
        return Unread(file, "it is not a regular file: put a copy of the document in its place")
    if is_own(path):
        return LeftOut(file, "onrecord wrote it")
    return Found(path, file)


def refuse_link(path: Path, root: Path) -> str | None:
    """Return why a link is not followed, or None where it leads to a file under `root`."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return "a link that leads nowhere: put the file itself in its place"
    if target.is_dir():
        return "a link to a folder, which is not followed: put the folder itself in its place"
    if not target.is_relative_to(root):
        return "a link to a file outside the folder, which is not followed: put a copy in its place"
    return None


def _relative(path: Path, folder: Path) -> str:
    return name_file(os.path.relpath(path, folder))


def read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        CannotRead: it can't be opened or is too large for a document.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CannotRead(file, f"it can't be opened ({error.strerror}): check its rights") from None
    if len(data) > LARGEST_FILE:
        raise CannotRead(file, f"larger than {LARGEST_FILE // 1024**2} MiB: split it, one document a file")
    return data
