"""The zip file, or the XML, that a document is -> the parts of it that hold text, and the trees of these."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.parsers.expat import ExpatError

from lxml import etree

from onrecord.collect.source import Source, clean_stated
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_MARKUP

_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TEXTS = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")
_DAMAGE = (
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    ExpatError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
)


@contextmanager
def open_package(source: Source, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open the zip file that a document is; faults in it are said of the document, by the name of its kind.

    Raises:
        CannotRead: it is damaged, or its texts unpack into more than is read.
    """
    with name_damage(source, kind), zipfile.ZipFile(io.BytesIO(source.data)) as package:
        # what is read of a member is never more than the size that it states
        texts = (item.file_size for item in package.infolist() if item.filename.lower().endswith(_TEXTS))
        if sum(texts) > LARGEST_MARKUP:
            raise CannotRead(
                source.file,
                f"its text unpacks into more than {LARGEST_MARKUP // 1024**2} MiB: save its text as .txt",
            )
        yield package


@contextmanager
def name_damage(source: Source, kind: str) -> Iterator[None]:
    """Say faults in a file of the document that it is, by the name of its kind.

    Raises:
        CannotRead: it is damaged.
    """
    try:
        yield
    except _DAMAGE as error:
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise CannotRead(
            source.file, f"the {kind} file is damaged ({what}): get the file again, or save its text as .txt"
        ) from None


def parse_part(package: zipfile.ZipFile, name: str) -> Any:
    """Return the tree of a part, in which nothing is fetched and no entity unfolds."""
    return parse_xml(package.read(name))


def parse_xml(data: bytes) -> Any:
    """Return the tree of some XML, in which nothing is fetched and no entity unfolds.

    Raises:
        ValueError: it defines entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(data, parser)
    stated = tree.getroottree().docinfo.internalDTD
    if stated is not None and any(True for _ in stated.iterentities()):
        raise ValueError("it defines entities of its own")
    return tree


def read_core(package: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return what a part states by the names of the Dublin Core: title, creator, publisher, date, language."""
    if name not in package.NameToInfo:
        return {}
    return list_core(parse_part(package, name))


def list_core(tree: Any) -> dict[str, str]:
    """Return what the elements of the Dublin Core in a tree state, by their names."""
    stated: dict[str, str] = {}
    for element in tree.iter(f"{_DUBLIN_CORE}*"):
        if value := clean_stated("".join(element.itertext())):
            stated.setdefault(element.tag.removeprefix(_DUBLIN_CORE), value)
    return stated
