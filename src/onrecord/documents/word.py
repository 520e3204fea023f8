"""A Word document (.docx) -> its text, by mammoth, which leaves deleted words and comments out."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import mammoth
from lxml import etree

from onrecord.collect.source import Source
from onrecord.documents.content import Content
from onrecord.documents.package import open_package, parse_part, read_core
from onrecord.documents.whole import read_marked

_MAIN = "word/document.xml"
_TEXTS = (_MAIN, "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_STATED = "docProps/core.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What mammoth takes for a number as it comes, and gives the document up where it is none.
_NUMBERS = (
    (f"{_WORD}gridSpan", f"{_WORD}val", re.compile(r"\d{1,4}")),
    (f"{_WORD}sym", f"{_WORD}char", re.compile(r"[\da-fA-F]{1,6}")),
)


def read_word(source: Source) -> Content:
    """Return the text of a Word document with the title and author that it states.

    The day on which it was made or saved is not used, as of a PDF: it need not be the day on which it came out.

    Raises:
        CannotRead: it is damaged or holds no text.
    """
    with open_package(source, "Word") as package:
        parse_part(package, _MAIN)  # says where its markup is damaged, and refuses what unfolds
        made = mammoth.convert_to_html(_mend(source.data, package), convert_image=_drop_image)
        stated = read_core(package, _STATED)
    text, marked = read_marked(made.value.replace("↑", ""))
    return Content(text, title=stated.get("title"), byline=stated.get("creator"), marked=marked)


def _mend(data: bytes, package: zipfile.ZipFile) -> io.BytesIO:
    """Return the file without what its markup says in numbers that are none: a cell then reaches over one column."""
    mended = {}
    for name in _TEXTS:
        if name in package.NameToInfo:
            tree = parse_part(package, name)
            if faults := list(_find_faults(tree)):
                for element in faults:
                    element.getparent().remove(element)
                mended[name] = etree.tostring(tree)
    if not mended:
        return io.BytesIO(data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as copy:
        for name in package.namelist():
            if name.lower().endswith((".xml", ".rels")):  # pictures are not read, and may unfold without end
                copy.writestr(name, mended.get(name) or package.read(name))
    stream.seek(0)
    return stream


def _find_faults(tree: Any) -> Iterator[Any]:
    for tag, attribute, form in _NUMBERS:
        for element in tree.iter(tag):
            if form.fullmatch(element.get(attribute, "")) is None:
                yield element


def _drop_image(_image: Any) -> list[Any]:
    """Make nothing of a picture, and read nothing of it."""
    return []
