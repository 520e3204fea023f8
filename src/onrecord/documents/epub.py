"""An EPUB book or report -> its text, chapter by chapter in the order of reading (EPUB 3.3, section 5)."""

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from onrecord.collect.days import read_stated_days
from onrecord.collect.source import Source
from onrecord.documents.content import Content, Markup, require_length
from onrecord.documents.package import open_package, parse_part, read_core
from onrecord.documents.page import decode_page
from onrecord.documents.whole import move_marks, read_marked
from onrecord.errors import CannotRead
from onrecord.model import Offsets

_CONTAINER = "META-INF/container.xml"
_GAP = "\n\n"  # between chapters
_PAGES = (".xhtml", ".html", ".htm")


def read_epub(source: Source) -> Content:
    """Return the text of an EPUB file with the title, author, publisher and day that it states.

    Raises:
        CannotRead: it is damaged, locked, too long or holds no chapter.
    """
    with open_package(source, "EPUB") as package:
        if "META-INF/encryption.xml" in package.NameToInfo and "META-INF/rights.xml" in package.NameToInfo:
            raise CannotRead(source.file, "it is locked against copying: get its text from the publisher")
        main = _find_main(package)
        chapters: list[str] = []
        marked: list[tuple[Markup, Offsets]] = []
        length = 0
        for name in _list_chapters(package, main):
            words, own = read_marked(decode_page(source.file, package.read(name)))
            if words:
                chapters.append(words)
                marked += move_marks(own, length)
                length += len(words) + len(_GAP)
            require_length(source.file, length)
        stated = read_core(package, main) if main else {}
    days = read_stated_days(stated.get("date", ""))
    return Content(
        _GAP.join(chapters),
        title=stated.get("title"),
        outlet=stated.get("publisher"),
        byline=stated.get("creator"),
        published=days[0] if days and days[0] == days[1] else None,
        marked=tuple(marked),
    )


def _find_main(package: zipfile.ZipFile) -> str | None:
    """Return the name of the part that lists all others."""
    if _CONTAINER not in package.NameToInfo:
        return None
    for element in parse_part(package, _CONTAINER).iter("{*}rootfile"):
        if (name := element.get("full-path")) in package.NameToInfo:
            return str(name)
    return None


def _list_chapters(package: zipfile.ZipFile, main: str | None) -> Iterator[str]:
    """Yield the names of the chapters; where nothing lists them, of all pages as they come."""
    if main is None:
        yield from (name for name in package.namelist() if name.lower().endswith(_PAGES))
        return
    tree = parse_part(package, main)
    items = {
        item.get("id"): item
        for item in tree.iter("{*}item")
        if "nav" not in (item.get("properties") or "").split()
    }
    for reference in tree.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        path = unquote(item.get("href") or "") if item is not None else ""
        name = posixpath.normpath(posixpath.join(posixpath.dirname(main), path))
        if path and name in package.NameToInfo:
            yield name
