"""Folders and files -> sources, and the way back from a document's name to its bytes."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from onrecord.collect import kinds
from onrecord.collect.days import read_stated_days
from onrecord.collect.source import Source, clean_address, make_source
from onrecord.collect.table import Table, read_table, sort_doubts
from onrecord.collect.walk import Found, find_files, name_file, read_bytes, read_head
from onrecord.errors import CannotRead
from onrecord.model import Unread

# Takes the path of a file that holds others and its name in the record, and gives what is in it.
Unpack = Callable[[Path, str], Iterator[Source | Unread]]
_NO_TABLE = Table()


def collect(paths: Path | Sequence[Path], unpack: Unpack | None = None) -> Iterator[Source | Unread]:
    """Yield every document under the paths, folders in the order of their files' names.

    Every file is yielded or named as unread, told by what is in it (`kinds.py`). Files that hold others are unpacked
    by `unpack`, without which they are in this process. A folder's `sources.csv` is believed. A row of it that can't
    be (a wrong day, a file that is not there) is an `Unread` for 'sources.csv' that names the row, and its document is
    read without it.

    Raises:
        InvalidSources: a sources.csv is no table that names files.
    """
    given = [paths] if isinstance(paths, Path) else list(paths)
    base = common_folder(given)
    seen: set[str] = set()
    for path in given:
        for source in (
            _collect_folder(path, base, unpack) if path.is_dir() else _collect_file(path, base, unpack)
        ):
            if isinstance(source, Unread):
                yield source
            elif source.file not in seen:  # the same file may be given twice
                seen.add(source.file)
                yield source


def common_folder(paths: Sequence[Path]) -> Path:
    """Return the folder that names are relative to: the one given, or the nearest that holds all paths."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    if len(folders) == 1:
        return folders[0]
    return Path(os.path.commonpath([folder.absolute() for folder in folders]))


def _collect_folder(folder: Path, base: Path, unpack: Unpack | None) -> Iterator[Source | Unread]:
    table = read_table(folder)
    yield from sort_doubts([*table.doubts, *table.doubt_missing(folder)])
    prefix = os.path.relpath(folder.absolute(), base.absolute())
    for item in find_files(folder):
        name = item.file if prefix == "." else f"{name_file(prefix)}/{item.file}"
        if isinstance(item, Unread):
            yield Unread(name, item.reason)
        else:
            yield from believe(_read_file(Found(item.path, name), unpack), table, name, item.file)


def _collect_file(path: Path, base: Path, unpack: Unpack | None) -> Iterator[Source | Unread]:
    file = name_file(os.path.relpath(path.absolute(), base.absolute()))
    if not path.exists():
        yield Unread(file, "there is no such file: check the path")
    elif not path.is_file():
        yield Unread(file, "it is not a regular file: give the path of a document")
    else:
        table = read_table(path.parent)
        name = name_file(path.name)
        row = table.row_of(name)
        yield from (doubt for doubt in table.doubts if doubt.reason.startswith(f"row {row.line}:"))
        yield from believe(_read_file(Found(path, file), unpack), table, file, name)


def _read_file(found: Found, unpack: Unpack | None) -> Iterator[Source | Unread]:
    """Yield the documents in a file."""
    try:
        kind = kinds.tell_kind(found.path.name, read_head(found.path, found.file, kinds.HEAD))
        if kind.refusal:
            yield Unread(found.file, kind.refusal)
        elif kind.media_type in kinds.UNPACKED:
            yield from (unpack or _unpack_here)(found.path, found.file)
        else:
            yield make_source(found.file, read_bytes(found.path, found.file), kind.media_type)
    except CannotRead as error:
        yield Unread(error.file, error.reason)


def _unpack_here(path: Path, file: str) -> Iterator[Source | Unread]:
    from onrecord.collect.unpacking import unpack_file  # noqa: PLC0415 - its libraries are loaded where it unpacks

    return unpack_file(path, file)


def believe(
    items: Iterable[Source | Unread], table: Table = _NO_TABLE, file: str = "", name: str = ""
) -> Iterator[Source | Unread]:
    """Yield what is in a file with what is stated of it: by the table, which calls the file `name`, or by itself."""
    for item in items:
        if isinstance(item, Unread):
            yield item
            continue
        row = table.row_of(name + item.file.removeprefix(file))
        published, url = item.published, clean_address(item.url)
        if published and not row.published and read_stated_days(published) is None:
            yield Unread(
                item.file, f"'{published}' is not a day; it was read without it: write it like 2021-09-14"
            )
            published = None
        if url is None and item.url and not row.url:
            yield Unread(
                item.file,
                f"'{item.url}' is not a web address; it was read without it: write it like "
                "https://courier.example/bridge",
            )
        yield msgspec.structs.replace(
            item, url=row.url or url, outlet=row.outlet or item.outlet, published=row.published or published
        )
