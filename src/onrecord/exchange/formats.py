"""The registry of formats: a name, what it is, and a module of this package that makes it."""

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from onrecord.exchange.place import write_file, write_folder
from onrecord.model import Record


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
        write_file(made, out)
    else:
        write_folder(made, out)
