"""Bytes -> text: plain text, Markdown, and the article in a line of JSON."""

import re

from onrecord.collect.lines import read_article
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, unify_line_ends
from onrecord.documents.encoding import decode_text, mend_encoding
from onrecord.documents.lines import join_lines, set_marks_apart
from onrecord.errors import CannotRead
from onrecord.model import Offsets

_FRONT_MATTER = re.compile(r"---\n(?:[^\n]{0,500}\n){1,60}?---(?=\n|$)")
_FRONT_TITLE = re.compile(r"^title:[ \t]*([\"']?)(.{1,300}?)\1[ \t]*$", re.MULTILINE | re.IGNORECASE)


def read_plain(source: Source) -> Content:
    """Return a plain text with its wrapped lines joined: else only its encoding, its mark and line ends are changed.

    Raises:
        CannotRead: it is empty, too long, no text, or a page or PDF under a wrong name.
    """
    data = source.data
    if data.startswith(b"%PDF-"):
        raise CannotRead(source.file, "it is a PDF: give its name the ending .pdf")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise CannotRead(source.file, "it is a web page: give its name the ending .html")
    return Content(join_lines(_read_text(source.file, data)))


def _read_text(file: str, data: bytes) -> str:
    return set_marks_apart(mend_encoding(unify_line_ends(decode_text(file, data))))


def read_markdown(source: Source) -> Content:
    """Return a Markdown text with its markup kept and wrapped lines joined, and the title that its front matter states.

    Raises:
        CannotRead: as for plain text.
    """
    content = read_plain(source)
    front = _FRONT_MATTER.match(content.text)
    title = _FRONT_TITLE.search(front[0]) if front else None
    furniture = (Offsets(0, front.end()),) if front else ()
    return Content(content.text, title=clean_stated(title[2]) if title else None, furniture=furniture)


def read_json_line(source: Source) -> Content:
    """Return the text of an article that is a line of JSON; what else the line states, the source carries.

    Raises:
        CannotRead: the line is not an article's.
    """
    text = unify_line_ends(str(read_article(source.data, source.file)["text"]))
    return Content(join_lines(set_marks_apart(mend_encoding(text))))
