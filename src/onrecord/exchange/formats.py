"""The registry of formats: a name, what it is, and a module of this package that makes it."""

import shutil
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.model import Record
from onrecord.record.place import hold, look_at, writing
from onrecord.record.write import draft


class Format(StrEnum):
    """What a record can be exported to; the module of the same name has `make(record)`.

    It gives the bytes of a file or, where it makes several, yields their names and bytes.
    """

    CSV = "csv"
    PARQUET = "parquet"
    WEBANNOTATION = "webannotation"
    ICS = "ics"
    CSL = "csl"
    FTM = "ftm"
    DOCX = "docx"
    CLAIMS = "claims"


def export(record: Record, to: Format, out: Path) -> None:
    """Write a record to `out` in another program's format: a file, or a folder where the format has several.

    What is there already is left as it is: nobody's file is written over.

    Raises:
        RecordError: `out` can't be written, or something else is there.
        MissingExtra: the packages for the format are not installed.
    """
    made: bytes | Iterator[tuple[str, bytes]] = import_module(f"{__package__}.{to.value}").make(record)
    if isinstance(made, bytes):
        _write_file(made, out)
    else:
        _write_folder(dict(made), out)


def _write_file(content: bytes, out: Path) -> None:
    if look_at(out) is not None and not (out.is_file() and out.read_bytes() == content):
        raise _in_the_way(out)
    with draft(out) as part:
        part.write_bytes(content)


def _write_folder(files: dict[str, bytes], out: Path) -> None:
    there = look_at(out) is not None
    if there and not out.is_dir():
        raise _in_the_way(out)
    if there and any(out.iterdir()):
        same = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == files
        if not same or len(list(out.iterdir())) != len(files):
            raise _in_the_way(out)
        return
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    with hold(out.with_name(f".{out.name}.lock")), writing(out):
        shutil.rmtree(part, ignore_errors=True)
        try:
            part.mkdir()
            for name, content in files.items():
                (part / name).write_bytes(content)
            part.rename(out)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _in_the_way(out: Path) -> RecordError:
    return RecordError(f"{out}: in the way: something else is there; move it away, or choose another --out")
