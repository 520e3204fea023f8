"""A folder -> the files in it, in an order that no file system changes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.collect.kinds import is_dropping
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_FILE
from onrecord.model import Unread
from onrecord.own import ARCHIVE_FILE, LeftOut, holds_record, is_written

TABLE = "sources.csv"
WATCH_FILE = "watch.toml"
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
# What browsers call the folder of a page's pictures, styles and scripts, beside the page that they save.
_PARTS = "_files"
_OWN = ".onrecord"  # how the names begin of what a run of onrecord leaves where it was ended


class Found(NamedTuple):
    """A document's file: where it lies and the name it has in the record."""

    path: Path
    file: str


def name_file(path: str) -> str:
    """Return a path as the record names it: with '/', and readable where its bytes are no text."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")


def find_files(folder: Path) -> list[Found | Unread]:
    """Return the files under `folder`, sorted by name, and what of them can't be taken.

    Every file is returned or named as unread, unless it is left out (`find_left_out`). The `sources.csv` of the folder
    and its `watch.toml` are no documents.
    """
    found = [item for item in _walk(folder, folder.resolve()) if not isinstance(item, LeftOut)]
    return sorted(found, key=lambda item: item.file)


def find_left_out(folder: Path) -> list[LeftOut]:
    """Return what lies under `folder` and is passed over, sorted by name.

    That is what onrecord wrote, the parts of a saved page in the folder beside it, and what is hidden; what systems
    and programs put there by themselves is not worth a word.
    """
    found = [item for item in _walk(folder, folder.resolve()) if isinstance(item, LeftOut)]
    return sorted(found, key=lambda item: item.file)


def _walk(folder: Path, root: Path) -> Iterator[Found | Unread | LeftOut]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = list(entries)
        except OSError as error:
            yield Unread(
                _relative(here, folder), f"the folder can't be opened ({error.strerror}): check its rights"
            )
            continue
        names = {entry.name for entry in inside}
        for entry in inside:
            if is_dropping(entry.name) or entry.name.startswith(_OWN):
                continue
            if entry.name.startswith("."):
                yield _leave_hidden(Path(entry.path), folder)
            elif entry.is_dir(follow_symlinks=False):
                if (left := _leave_folder(entry, folder, names)) is not None:
                    yield left
                else:
                    waiting.append(Path(entry.path))
            elif here != folder or entry.name not in {TABLE, WATCH_FILE}:
                yield _look_at(entry, folder, root)


def _leave_hidden(path: Path, folder: Path) -> LeftOut:
    return LeftOut(
        _relative(path, folder),
        "its name begins with a dot: give it another to have it read",
        "the names of {} files and folders in it begin with a dot",
    )


def _leave_folder(entry: os.DirEntry[str], folder: Path, names: set[str]) -> LeftOut | None:
    """Return why a folder is not looked into, or None where it is."""
    path = Path(entry.path)
    if holds_record(path):
        what = "an archive" if (path / ARCHIVE_FILE).is_file() else "a record"
        reason = f"it holds {what} that onrecord wrote: move out of it what is to be read"
        return LeftOut(_relative(path, folder), reason)
    stem = entry.name.removesuffix(_PARTS)
    if stem != entry.name and (
        page := next((stem + end for end in _PAGE_ENDINGS if stem + end in names), None)
    ):
        reason = f"it holds the parts of the saved page {name_file(page)}: move out of it what is to be read"
        return LeftOut(_relative(path, folder), reason, "{} folders in it hold the parts of saved pages")
    return None


def _look_at(entry: os.DirEntry[str], folder: Path, root: Path) -> Found | Unread | LeftOut:
    path = Path(entry.path)
    file = _relative(path, folder)
    if entry.is_symlink() and (reason := refuse_link(path, root)):
        return Unread(file, reason)
    if "\ufffd" in file:
        return Unread(file, "the file's name is not valid text: rename it")
    if not path.is_file():
        return Unread(file, "it is not a regular file: put a copy of the document in its place")
    if is_written(path):
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


def read_head(path: Path, file: str, size: int) -> bytes:
    """Return the first bytes of a file.

    Raises:
        CannotRead: it can't be opened.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise CannotRead(file, f"it can't be opened ({error.strerror}): check its rights") from None


def read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        CannotRead: it can't be opened or is too large for a document.
    """
    data = read_head(path, file, LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise CannotRead(file, f"larger than {LARGEST_FILE // 1024**2} MiB: split it, one document a file")
    return data
