"""A plain text -> itself, its wrapped lines joined."""

from onrecord.collect.encoding import decode_text, mend_encoding, read_escapes, read_quoted, tell_mended
from onrecord.collect.source import Source
from onrecord.documents.content import Content, unify_line_ends
from onrecord.documents.justified import fill_justified
from onrecord.documents.lines import join_lines, part_answers, set_marks_apart, unquote
from onrecord.documents.numbered import drop_line_numbers
from onrecord.documents.text_columns import part_columns
from onrecord.errors import CannotRead


def read_plain(source: Source) -> Content:
    """Return a plain text: its encoding, its mark and its line ends are changed, and wrapped lines joined.

    Raises:
        CannotRead: it is empty, too long, no text, or a page or PDF under a wrong name.
    """
    data = source.data
    if data.startswith(b"%PDF-"):
        raise CannotRead(source.file, "it is a PDF: give its name the ending .pdf")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise CannotRead(source.file, "it is a web page: give its name the ending .html")
    return read_lines(decode_text(source.file, data))


def read_lines(text: str) -> Content:
    """Return a text with its lines cleaned, and whether its encoding was mended."""
    cleaned = clean_lines(unquote(read_quoted(unify_line_ends(read_escapes(text)))))
    return Content(cleaned, flaws=tell_mended(text, cleaned))


def clean_lines(text: str) -> str:
    """Return a text with the lines of wrapped paragraphs joined, marks of footnotes apart, and its encoding mended."""
    mended = set_marks_apart(mend_encoding(unify_line_ends(text)))
    return part_answers(join_lines(part_columns(fill_justified(drop_line_numbers(mended)))))
