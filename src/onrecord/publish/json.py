"""Record -> record.json, format 1."""

import msgspec

from onrecord.model import Record

UNPUBLISHED = frozenset({"candidates"})  # keys of a record that no published form has


def to_json(record: Record) -> bytes:
    """Return the record as UTF-8 JSON, keys in the order of the format, two-space indent, final newline."""
    published = {key: getattr(record, key) for key in record.__struct_fields__ if key not in UNPUBLISHED}
    return msgspec.json.format(msgspec.json.encode(published), indent=2) + b"\n"
