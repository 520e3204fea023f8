"""Record -> record.json, format 1."""

from pathlib import Path

import msgspec

from onrecord.model import Record

JSON_FILE = "record.json"
PUBLISHED_FOLDER = "published"  # holds the published forms, and nothing else, where names are protected

UNPUBLISHED = frozenset({"candidates"})  # keys of a record that no published form has


def to_json(record: Record) -> bytes:
    """Return the record as UTF-8 JSON, keys in the order of the format, two-space indent, final newline."""
    published = {key: getattr(record, key) for key in record.__struct_fields__ if key not in UNPUBLISHED}
    return msgspec.json.format(msgspec.json.encode(published), indent=2) + b"\n"


def write_json(record: Record, path: Path) -> None:
    """Write the record to `path`."""
    path.write_bytes(to_json(record))
