"""An OpenDocument text (.odt) -> its text, read from its own markup (OASIS OpenDocument 1.3, part 3)."""

from typing import Any

from lxml import etree

from onrecord.collect.source import Source
from onrecord.documents.content import Content, Markup
from onrecord.documents.package import open_package, parse_part, read_core
from onrecord.documents.tables import lay_out_rows
from onrecord.model import Offsets

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
# What was deleted, remarks beside the text, and the marks of notes.
_SILENT = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_OFFICE}forms")
_MOST_SPACES = 100
_GAP = "\n\n"  # between paragraphs


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
        for table in list(body.iter(f"{_TABLE}table")):
            _lay_out(table)
        pieces: list[str] = []
        marked: list[tuple[Markup, Offsets]] = []
        length = 0
        for element in body.iter(*_PARAGRAPHS):
            if words := "".join(_read_paragraph(element)).strip():
                if element.tag == f"{_TEXT}h":
                    marked.append((Markup.HEADING, Offsets(length, length + len(words))))
                pieces.append(words)
                length += len(words) + len(_GAP)
    return Content(
        _GAP.join(pieces), title=stated.get("title"), byline=stated.get("creator"), marked=tuple(marked)
    )


def _lay_out(table: Any) -> None:
    """Make each row of a table a paragraph of its own; a table of long cells only places its text."""
    if any(True for _ in table.iterdescendants(f"{_TABLE}table")):
        return
    rows = list(table.iter(f"{_TABLE}table-row"))
    cells = [
        [" ".join(" ".join(cell.itertext()).split()) for cell in row.iterchildren(f"{_TABLE}table-cell")]
        for row in rows
    ]
    for row, line in zip(rows, lay_out_rows(cells), strict=False):
        for child in list(row):
            row.remove(child)
        etree.SubElement(row, f"{_TEXT}p").text = line


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
