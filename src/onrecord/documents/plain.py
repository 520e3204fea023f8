"""Bytes -> text: plain text, and what others are decoded by."""

import codecs
import re

import charset_normalizer

from onrecord.collect.source import Source
from onrecord.documents.content import Content, require_length, unify_line_ends
from onrecord.errors import CannotRead
from onrecord.limits import LONGEST_TEXT

# UTF-32's mark begins with UTF-16's, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_BYTES_A_CHARACTER = 4  # in every encoding met
# A character of UTF-8 outside ASCII: its first byte and those that follow (RFC 3629, section 3).
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def read_plain(source: Source) -> Content:
    """Return a plain text as it is: only its encoding, its mark and its line ends are changed.

    Raises:
        CannotRead: it is empty, too long, no text, or a page or PDF under a wrong name.
    """
    data = source.data
    if data.startswith(b"%PDF-"):
        raise CannotRead(source.file, "it is a PDF: give its name the ending .pdf")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise CannotRead(source.file, "it is a web page: give its name the ending .html")
    return Content(unify_line_ends(decode_text(source.file, data)))


def decode_text(file: str, data: bytes) -> str:
    """Return bytes as text: by their mark, as UTF-8, or in the older encoding that they are plainly in.

    UTF-8 with a few damaged bytes stays UTF-8, and the damage is shown as U+FFFD: read in an older encoding,
    every quotation mark would turn into rubbish.

    Raises:
        CannotRead: the bytes are too many or no text.
    """
    if not data:
        raise CannotRead(file, "it is empty: put the article's text in, or take it out")
    require_length(file, len(data) // _MOST_BYTES_A_CHARACTER)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding not in ("utf-8", "utf-8-sig"):
            raise CannotRead(
                file, f"it is damaged {encoding.upper()} ({error.reason}): save it as UTF-8"
            ) from None
    if mostly_utf8(data):
        return data.decode(errors="replace")
    if b"\0" not in data and (legacy := charset_normalizer.from_bytes(data[:LONGEST_TEXT]).best()):
        return data.decode(legacy.encoding, errors="replace")
    raise CannotRead(
        file, "it looks like binary, or is in an encoding that can't be told: save its text as UTF-8"
    )


def mostly_utf8(data: bytes) -> bool:
    """Tell whether most of the bytes outside ASCII are parts of UTF-8 characters."""
    whole = sum(len(character) for character in _UTF8_CHARACTER.findall(data))
    return whole * 2 > len(_HIGH_BYTE.findall(data))
