"""Folders and files -> sources, and the way back from a document's name to its bytes."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.collect.days import read_stated_days
from onrecord.collect.lines import Line, name_line, read_article, read_lines
from onrecord.collect.source import Source, clean_address, clean_stated
from onrecord.collect.table import Table, read_table, sort_doubts
from onrecord.collect.walk import Found, find_files, media_type_of, name_file, read_bytes
from onrecord.errors import CannotRead
from onrecord.model import Unread

_LINES = "application/jsonl"


def collect(paths: Path | Sequence[Path]) -> Iterator[Source | Unread]:
    """Yield every document under the paths, folders in the order of their files' names.

    A folder's `sources.csv` is believed. A row of it that can't be (a wrong day, a file that is not there) is
    an `Unread` for 'sources.csv' that names the row, and its document is read without it. Documents are
    `.txt`, `.md`, `.html`, `.htm`, `.pdf`, and each line of a `.jsonl` or `.jsonl.gz`. In a folder, files of
    other types are left alone without a word, since tables and notes lie beside documents; a path given by
    itself is never passed over.

    Raises:
        InvalidSources: a sources.csv is no table that names files.
    """
    given = [paths] if isinstance(paths, Path) else list(paths)
    base = common_folder(given)
    seen: set[str] = set()
    for path in given:
        for source in _collect_folder(path, base) if path.is_dir() else _collect_file(path, base):
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


def _collect_folder(folder: Path, base: Path) -> Iterator[Source | Unread]:
    table = read_table(folder)
    yield from sort_doubts([*table.doubts, *table.doubt_missing(folder)])
    prefix = os.path.relpath(folder.absolute(), base.absolute())
    for item in find_files(folder):
        name = item.file if prefix == "." else f"{name_file(prefix)}/{item.file}"
        if isinstance(item, Unread):
            yield Unread(name, item.reason)
        else:
            yield from _read_file(Found(item.path, name), table, item.file)


def _collect_file(path: Path, base: Path) -> Iterator[Source | Unread]:
    file = name_file(os.path.relpath(path.absolute(), base.absolute()))
    if not path.exists():
        yield Unread(file, "there is no such file: check the path")
    elif media_type_of(path.name) is None:
        yield Unread(
            file, "this type of file is not read: give a .txt, .md, .html, .pdf, .jsonl or .jsonl.gz"
        )
    elif not path.is_file():
        yield Unread(file, "it is not a regular file: give the path of a document")
    else:
        table = read_table(path.parent)
        row = table.row_of(name_file(path.name))
        yield from (doubt for doubt in table.doubts if doubt.reason.startswith(f"row {row.line}:"))
        yield from _read_file(Found(path, file), table, name_file(path.name))


def _read_file(found: Found, table: Table, name: str) -> Iterator[Source | Unread]:
    """Yield the documents in a file, which the table beside it calls `name`."""
    media_type = media_type_of(found.path.name) or ""
    if media_type == _LINES:
        for line in read_lines(found.path, found.file):
            yield from [line] if isinstance(line, Unread) else _read_line(line, found.file, table, name)
        return
    try:
        data = read_bytes(found.path, found.file)
    except CannotRead as error:
        yield Unread(error.file, error.reason)
        return
    row = table.row_of(name)
    yield Source(
        found.file, data, _hash(data), media_type, url=row.url, outlet=row.outlet, published=row.published
    )


def _read_line(line: Line, container: str, table: Table, name: str) -> Iterator[Source | Unread]:
    file = name_line(container, line.number)
    try:
        article = read_article(line.data, file)
    except CannotRead as error:
        yield Unread(error.file, error.reason)
        return
    row = table.row_of(name_line(name, line.number))
    published = clean_stated(article.get("published"))
    if published and not row.published and read_stated_days(published) is None:
        yield Unread(file, f"'{published}' is not a day; it was read without it: write it like 2021-09-14")
        published = None
    url = clean_address(article.get("url"))
    if url is None and not row.url and (stated := clean_stated(article.get("url"))):
        yield Unread(
            file,
            f"'{stated}' is not a web address; it was read without it: write it like https://courier.example/bridge",
        )
    yield Source(
        file,
        line.data,
        _hash(line.data),
        "application/json",
        url=row.url or url,
        outlet=row.outlet or clean_stated(article.get("outlet")),
        published=row.published or published,
        title=clean_stated(article.get("title")),
    )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
