"""sources.csv -> what it states of each file: address, outlet, day."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from onrecord.collect.days import read_stated_days
from onrecord.collect.source import clean_address, clean_stated
from onrecord.collect.walk import TABLE, read_bytes, refuse_link
from onrecord.errors import CannotRead, InvalidSources
from onrecord.model import Unread


class Row(Struct, frozen=True):
    """What is stated of one file."""

    line: int = 0
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


class Table(Struct, frozen=True):
    """The rows of a sources.csv by the file they name, and its lines that can't be believed."""

    rows: Mapping[str, Row] = MappingProxyType({})
    doubts: tuple[Unread, ...] = ()

    def row_of(self, file: str) -> Row:
        """Return what is stated of a file; of what is in a file, else of the file that holds it."""
        return next((self.rows[name] for name in _name_outwards(file) if name in self.rows), Row())

    def doubt_missing(self, folder: Path) -> Iterator[Unread]:
        """Yield a line for each row that names a file which is not there."""
        for file, row in self.rows.items():
            if not any(_is_file(folder, name) for name in _name_outwards(file)):
                reason = f"names '{file}', which is no document here: correct the name or drop the row"
                yield _doubt(row.line, reason)


def read_table(folder: Path) -> Table:
    """Return what the sources.csv of a folder states, or an empty table where there is none.

    Raises:
        InvalidSources: it is no table, or has no column that names the file.
    """
    path = folder / TABLE
    if path.is_symlink() and (reason := refuse_link(path, folder.resolve())):
        raise InvalidSources(f"{path}: {reason}")
    if not path.exists():
        return Table()
    if not path.is_file():
        raise InvalidSources(f"{path}: it is not a regular file: put a copy of the table in its place")
    try:
        content = read_bytes(path, TABLE).decode("utf-8-sig")
    except CannotRead as error:
        raise InvalidSources(str(error)) from None
    except UnicodeDecodeError:
        raise InvalidSources(f"{path} is not in UTF-8: save it as 'CSV UTF-8'") from None
    header = content.partition("\n")[0]
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=max(",;\t", key=header.count))
    try:
        cells = [(lines.line_num, row) for row in lines if any(map(str.strip, row))]
    except csv.Error as error:
        raise InvalidSources(
            f"{path}, line {lines.line_num}: {error}; save it again as 'CSV UTF-8'"
        ) from None
    return _read_rows(path, cells)


def _read_rows(path: Path, cells: list[tuple[int, list[str]]]) -> Table:
    columns = [name.strip().lower() for name in cells[0][1]] if cells else []
    if "file" not in columns:
        raise InvalidSources(f"{path} has no column 'file': its first line must be file,url,outlet,published")
    rows: dict[str, Row] = {}
    doubts: list[Unread] = []
    for line, values in cells[1:]:
        stated = {name: clean_stated(value) for name, value in zip(columns, values, strict=False)}
        file = _name(stated.get("file"))
        if file is None:
            doubts.append(_doubt(line, "names no file: fill in the column 'file' or drop the row"))
        elif file in rows:
            doubts.append(
                _doubt(line, f"names '{file}' again, and row {rows[file].line} was believed: drop one")
            )
        else:
            rows[file] = _read_row(line, file, stated, doubts)
    return Table(rows, tuple(doubts))


def _read_row(line: int, file: str, stated: Mapping[str, str | None], doubts: list[Unread]) -> Row:
    published = stated.get("published")
    if published and read_stated_days(published) is None:
        doubts.append(
            _doubt(
                line, f"'{published}' is not a day; '{file}' was read without it: write it like 2021-09-14"
            )
        )
        published = None
    url = clean_address(stated.get("url"))
    if url is None and stated.get("url"):
        doubts.append(
            _doubt(
                line,
                f"'{stated['url']}' is not a web address; '{file}' was read without it: write it like "
                "https://courier.example/bridge",
            )
        )
    return Row(line, url, stated.get("outlet"), published)


def _name(stated: str | None) -> str | None:
    if stated is None:
        return None
    return unicodedata.normalize("NFC", stated.replace("\\", "/").removeprefix("./"))


def _name_outwards(file: str) -> Iterator[str]:
    """Yield the name of what may be in a file, and of the files around it: 'a.zip#b.csv#3', 'a.zip#b.csv', 'a.zip'."""
    name = unicodedata.normalize("NFC", file)
    while name:
        yield name
        name = name.rpartition("#")[0]


def _is_file(folder: Path, name: str) -> bool:
    """Tell whether a name is that of a file in the folder; what leads out of it is not looked at."""
    if name.startswith("/") or ".." in name.split("/"):
        return False
    try:
        return (folder / name).is_file()
    except (OSError, ValueError):  # too long a name, or one that no file system holds
        return False


def _doubt(line: int, reason: str) -> Unread:
    return Unread(TABLE, f"row {line}: {reason}")


def sort_doubts(doubts: Iterable[Unread]) -> list[Unread]:
    """Return doubts in the order of the table's rows."""
    return sorted(doubts, key=lambda doubt: (int(doubt.reason.split()[1].rstrip(":")), doubt.reason))
