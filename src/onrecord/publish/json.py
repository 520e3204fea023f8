"""Record -> record.json, format 1."""

from pathlib import Path

import msgspec

from onrecord.model import Record

JSON_FILE = "record.json"
PUBLISHED_FOLDER = "published"  # holds the published forms, and nothing else, where names are protected


def to_json(record: Record) -> bytes:
    """Return the record as UTF-8 JSON, keys in the order of the format, two-space indent, final newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def write_json(record: Record, path: Path) -> None:
    """Write the record to `path`."""
    path.write_bytes(to_json(record))
