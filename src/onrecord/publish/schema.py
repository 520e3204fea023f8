"""The types of a record -> the JSON Schema of record.json: `python -m onrecord.publish.schema`."""

import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import fields

from onrecord.model import Record
from onrecord.publish.json import UNPUBLISHED

SCHEMA_FILE = Path("docs/record.schema.json")

# Programs of other people read record.json: within format 1 a key never goes and never changes its meaning, and
# new keys may come. So every key of today is required, and keys of tomorrow are allowed.
_HEAD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A record of onrecord, format 1",
}


def make_schema() -> bytes:
    """Return the JSON Schema (draft 2020-12) of record.json, as made from the types of `onrecord.model`."""
    published = [(field.name, field.type) for field in fields(Record) if field.name not in UNPUBLISHED]
    schema = msgspec.json.schema(
        msgspec.defstruct("Record", published, namespace={"__doc__": Record.__doc__})
    )
    for definition in schema["$defs"].values():
        _require_every_key(definition)
    schema["$defs"]["Record"]["properties"]["onrecord"] = {"const": 1}
    return msgspec.json.format(msgspec.json.encode({**_HEAD, **schema}), indent=2) + b"\n"


def _require_every_key(definition: dict[str, Any]) -> None:
    properties = definition.get("properties")
    if properties is None:
        return
    definition["required"] = list(properties)
    for value in properties.values():
        value.pop("default", None)


def main(arguments: list[str]) -> None:
    """Write the schema to the path given, by default where the documentation keeps it."""
    path = Path(arguments[0]) if arguments else SCHEMA_FILE
    path.write_bytes(make_schema())


if __name__ == "__main__":
    main(sys.argv[1:])
