"""An OpenDocument text, packed or flat -> its text, read from its own markup (OASIS OpenDocument 1.3, part 3)."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from onrecord.collect.source import Source
from onrecord.documents.content import Content, Markup
from onrecord.documents.markup import holds_signs, read_markup, sign
from onrecord.documents.package import list_core, name_damage, open_package, parse_part, parse_xml, read_core
from onrecord.documents.table_rows import TableCell, lay_out_rows
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_MARKUP
from onrecord.model import Offsets

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
# What was deleted, remarks beside the text, the marks of notes, and pictures in a flat file.
_SILENT = (
    f"{_TEXT}tracked-changes",
    f"{_OFFICE}annotation",
    f"{_TEXT}note-citation",
    f"{_OFFICE}forms",
    f"{_OFFICE}binary-data",
)
_LINES_THROUGH = ("text-line-through-style", "text-line-through-type")
_MOST_STYLES = 20  # that build on each other
_MOST_SPACES = 100
_MOST_ROWS, _MOST_REPEATED = 1_000, 40
_GAP = "\n\n"  # between paragraphs


def read_opendocument(source: Source) -> Content:
    """Return the text of an OpenDocument text with the title and author that it states; a note follows its paragraph.

    Raises:
        CannotRead: it is damaged or locked by a password.
    """
    with open_package(source, "OpenDocument") as package:
        content = parse_part(package, "content.xml")
        return _read_body(content, read_core(package, "meta.xml"), _find_struck(content))


def read_flat_opendocument(source: Source) -> Content:
    """Return the same of an OpenDocument text that is one file of XML.

    Raises:
        CannotRead: it is damaged or too large.
    """
    if len(source.data) > LARGEST_MARKUP:
        raise CannotRead(source.file, f"larger than {LARGEST_MARKUP // 1024**2} MiB: save its text as .txt")
    with name_damage(source, "OpenDocument"):
        tree = parse_xml(source.data)
        stated = [list_core(element) for element in tree.iterchildren(f"{_OFFICE}meta")]
        [body] = tree.iterchildren(f"{_OFFICE}body")  # beside it, the heads and feet of pages
        return _read_body(body, stated[0] if stated else {}, _find_struck(tree))


def _find_struck(tree: Any) -> frozenset[str]:
    """Return the names of the styles that strike words through, by themselves or by the style that they build on."""
    lines: dict[str, str | None] = {}
    parents: dict[str, str | None] = {}
    for style in tree.iter(f"{_STYLE}style"):
        name = style.get(f"{_STYLE}name") or ""
        stated = (one.attrib for one in style.iterchildren(f"{_STYLE}text-properties"))
        kinds = [kind for one in stated for key in _LINES_THROUGH if (kind := one.get(f"{_STYLE}{key}"))]
        lines[name] = kinds[0] if kinds else None
        parents[name] = style.get(f"{_STYLE}parent-style-name")
    struck = set()
    for name in lines:
        above: str | None = name
        for _ in range(_MOST_STYLES):
            if above is None or lines.get(above) is not None:
                break
            above = parents.get(above)
        if above is not None and lines.get(above) not in (None, "none"):
            struck.add(name)
    return frozenset(struck)


def _read_body(body: Any, stated: Mapping[str, str], struck: frozenset[str]) -> Content:
    for element in list(body.iter(*_SILENT)):
        element.getparent().remove(_with_tail(element))
    signed = not holds_signs(body)
    struck = struck if signed else frozenset()
    for table in list(body.iter(f"{_TABLE}table")):
        _lay_out(table, signed=signed)
    pieces: list[str] = []
    marked: list[tuple[Markup, Offsets]] = []
    length = 0
    for element in body.iter(*_PARAGRAPHS):
        words, own = read_markup("".join(_read_paragraph(element, struck)).strip())
        if words:
            marked += [(kind, Offsets(length + at.start, length + at.end)) for kind, at in own]
            if element.tag == f"{_TEXT}h":
                marked.append((Markup.HEADING, Offsets(length, length + len(words))))
            pieces.append(words)
            length += len(words) + len(_GAP)
    return Content(
        _GAP.join(pieces), title=stated.get("title"), byline=stated.get("creator"), marked=tuple(marked)
    )


def _lay_out(table: Any, *, signed: bool) -> None:
    """Make each row of a table a line of one paragraph; a table of long cells only places its text."""
    if any(True for _ in table.iterdescendants(f"{_TABLE}table")):
        return
    found = list(table.iter(f"{_TABLE}table-row"))
    rows = [_read_row(row) for row in found] if len(found) <= _MOST_ROWS else []
    if lines := [line for line in lay_out_rows(rows, signed=signed) if line]:
        for child in list(table):
            table.remove(child)
        paragraph = etree.SubElement(table, f"{_TEXT}p")
        paragraph.text = lines[0]
        for line in lines[1:]:
            etree.SubElement(paragraph, f"{_TEXT}line-break").tail = line


def _read_row(row: Any) -> list[TableCell]:
    in_head = any(True for _ in row.iterancestors(f"{_TABLE}table-header-rows"))
    cells = []
    for cell in row.iterchildren(f"{_TABLE}table-cell"):
        text = " ".join(" ".join(cell.itertext()).split())
        made = TableCell(
            text,
            in_head and bool(text),
            _read_number(cell, "number-columns-spanned"),
            _read_number(cell, "number-rows-spanned"),
        )
        cells += [made] * min(_read_number(cell, "number-columns-repeated"), _MOST_REPEATED)
    return cells


def _read_number(cell: Any, name: str) -> int:
    value = cell.get(f"{_TABLE}{name}") or ""
    return int(value) if value.isdecimal() and len(value) < 4 else 1


def _with_tail(element: Any) -> Any:
    """Return an element whose removal leaves the words behind it, which lxml counts to it."""
    if element.tail:
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    return element


def _read_paragraph(element: Any, struck: frozenset[str]) -> list[str]:
    """Return the words of a paragraph without those of the paragraphs in it, which notes and frames hold.

    Words in one of the styles `struck` have the signs of such words around them.
    """
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
            pieces += _read_paragraph(child, struck)
        pieces.append(child.tail or "")
    if element.get(f"{_TEXT}style-name") in struck and (words := "".join(pieces).strip()):
        whole, (opening, closing) = "".join(pieces), sign(Markup.STRUCK)
        start = whole.index(words)
        return [whole[:start], opening, words, closing, whole[start + len(words) :]]
    return pieces
