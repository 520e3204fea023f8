"""The folder of a record -> what of it may leave this machine."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from onrecord import open_record
from onrecord.errors import InvalidNames
from onrecord.model import Record
from onrecord.own import JSON_FILE
from onrecord.publish.json import to_json
from onrecord.publish.protect import find_protected, hide, read_names, refuse_left
from onrecord.record.manifest import find_manifest


def open_published(directory: Path, as_of: date | None = None, protect: Path | None = None) -> Record:
    """Return the record in a folder as it may be given to others: without candidates and protected names.

    Raises:
        RecordError: there is no record, or it is damaged or another version's.
        InvalidNames: it was built with protected names and no list of them is given, or the list can't be used.
        NameLeft: a protected name is left.
    """
    names = read_names(protect) if protect else None
    record = replace(open_record(directory, as_of), candidates=())
    manifest = find_manifest(directory)
    if names is None:
        if manifest is not None and manifest.protected:
            raise InvalidNames(
                f"{directory}: this record was built with protected names; give the same list with --protect,"
                " so that they are left out here too"
            )
        return record
    return _hide(record, names)


def _hide(record: Record, names: Sequence[str]) -> Record:
    protected = find_protected(record, names)
    hidden = hide(record, protected)
    with TemporaryDirectory() as folder:  # whatever is made of a record holds no more than this form of it
        (Path(folder) / JSON_FILE).write_bytes(to_json(hidden))
        refuse_left(Path(folder), protected)
    return hidden
