"""Record -> its published forms."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from onrecord.model import Record
from onrecord.own import DOSSIER_FILE, JSON_FILE, MARKDOWN_FILE, PAGES_FOLDER
from onrecord.publish import summary
from onrecord.publish.dossier import render_dossier
from onrecord.publish.json import to_json
from onrecord.publish.markdown import render_markdown
from onrecord.publish.pages import render_pages
from onrecord.publish.protect import find_protected, hide, refuse_left


class Making(Struct, frozen=True):
    """How the forms are made."""

    pages: bool = False  # a page of each document, also where the dossier holds their whole text
    pipeline: str | None = None  # the spaCy pipeline that read the documents


def make_forms(record: Record, making: Making) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every published form of a record.

    A dossier that can't hold the whole text of its documents always has their pages beside it.
    """
    pages = making.pages or sum(len(document.text) for document in record.documents) > summary.WHOLE_TEXT
    yield JSON_FILE, to_json(record)
    yield DOSSIER_FILE, render_dossier(record, pages=pages, pipeline=making.pipeline).encode()
    yield MARKDOWN_FILE, render_markdown(record, pipeline=making.pipeline).encode()
    if pages:
        for name, page in render_pages(record):
            yield f"{PAGES_FOLDER}/{name}", page.encode()


def write_forms(record: Record, folder: Path, making: Making) -> None:
    """Write every published form of a record to a folder."""
    for name, content in make_forms(record, making):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_protected(record: Record, folder: Path, making: Making, names: Sequence[str]) -> None:
    """Write every published form of a record to a folder, without protected names.

    Raises:
        NameLeft: one was found in what was to be published.
    """
    protected = find_protected(record, names)
    write_forms(hide(record, protected), folder, making)
    refuse_left(folder, protected)
