"""An OpenDocument text (.odt) -> its text, read from its own markup (OASIS OpenDocument 1.3, part 3)."""

from typing import Any

from onrecord.collect.source import Source
from onrecord.documents.content import Content
from onrecord.documents.package import open_package, parse_part, read_core

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
# What was deleted, remarks beside the text, and the marks of notes.
_SILENT = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_OFFICE}forms")
_MOST_SPACES = 100


def read_opendocument(source: Source) -> Content:
    """Return the text of an OpenDocument text with the title and author that it states; a note follows its paragraph.

    Raises:
        CannotRead: it is damaged or locked by a password.
    """
    with open_package(source, "OpenDocument") as package:
        body = parse_part(package, "content.xml")
        stated = read_core(package, "meta.xml")
        for element in list(body.iter(*_SILENT)):
            element.getparent().remove(_with_tail(element))
        paragraphs = ["".join(_read_paragraph(element)) for element in body.iter(*_PARAGRAPHS)]
    text = "\n\n".join(words for paragraph in paragraphs if (words := paragraph.strip()))
    return Content(text, title=stated.get("title"), byline=stated.get("creator"))


def _with_tail(element: Any) -> Any:
    """Return an element whose removal leaves the words behind it, which lxml counts to it."""
    if element.tail:
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    return element


def _read_paragraph(element: Any) -> list[str]:
    """Return the words of a paragraph without those of the paragraphs in it, which notes and frames hold."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag not in _PARAGRAPHS and isinstance(child.tag, str):
            pieces += _read_paragraph(child)
        pieces.append(child.tail or "")
    return pieces
