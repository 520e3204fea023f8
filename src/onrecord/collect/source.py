"""A source: the bytes handed in, and what was stated about them."""

import hashlib
import re

from msgspec import Struct

# What may stand in a record as an address: of the web, its scheme told or left out. Nothing else has one, and nothing
# in the part that names the host can be taken for a scheme by a reader that is lenient.
_ADDRESS = re.compile(r"(?:https?://[^\s/?#\\<>\"'`]+|[^\s/?#:@&%\\<>\"'`]+)(?:[/?#].*)?", re.IGNORECASE)


class Source(Struct, frozen=True):
    """The bytes of one document as handed in, with what is stated of them: by `sources.csv`, or by what held them."""

    file: str  # path relative to the folder, with '/'; what is in a file has its name, '#' and a number or name in it
    data: bytes
    sha256: str
    media_type: str  # one of `collect/kinds.py`
    origin: str = "supplied by user"
    url: str | None = None
    outlet: str | None = None
    published: str | None = None  # as stated: a day, or a day and a time
    title: str | None = None
    captured: str | None = None  # as an archive of the web states it: when the page was saved, ISO 8601


def make_source(file: str, data: bytes, media_type: str) -> Source:
    """Return the source of some bytes, with their hash."""
    return Source(file, data, hashlib.sha256(data).hexdigest(), media_type)


def clean_stated(value: object) -> str | None:
    r"""Return a stated value as one line of text, or None where nothing is stated.

    >>> clean_stated("  The Elmsworth\n Courier ")
    'The Elmsworth Courier'
    """
    if not isinstance(value, str):
        return None
    return " ".join("".join(char if char.isprintable() else " " for char in value).split()) or None


def clean_address(value: object) -> str | None:
    r"""Return a stated address of the web as one line of text, or None where it is none.

    >>> clean_address(" https://courier.example/2031/05/bridge ")
    'https://courier.example/2031/05/bridge'
    >>> clean_address("JavaScript:alert(1)"), clean_address("data:text/html,x"), clean_address("java\tscript:x")
    (None, None, None)
    """
    stated = clean_stated(value)
    return stated if stated and _ADDRESS.fullmatch(stated) else None
