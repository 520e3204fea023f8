"""Record -> record.json, format 1."""

import msgspec

from onrecord.model import Record


def to_json(record: Record) -> bytes:
    """Return the record as UTF-8 JSON, keys in the order of the format, two-space indent, final newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"
