"""Record -> its published forms."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from onrecord.beside import Beside
from onrecord.model import Record
from onrecord.own import DOSSIER_FILE, JSON_FILE, MARKDOWN_FILE, PAGES_FOLDER, TABLES_FOLDER
from onrecord.publish.dossier import render_dossier
from onrecord.publish.edition import Edition
from onrecord.publish.json import to_json
from onrecord.publish.markdown import render_markdown
from onrecord.publish.pages import render_pages
from onrecord.publish.protect import find_protected, hide, refuse_left
from onrecord.publish.tables import render_tables


class Making(Struct, frozen=True):
    """How the forms are made."""

    pages: bool = False  # a page of each document, with its whole text
    pipeline: str | None = None  # the spaCy pipeline that read the documents
    title: str | None = None  # the dossier's, else one is chosen
    side_by_side: bool = False  # in two processes, with the same result


def make_forms(record: Record, making: Making) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every published form of a record."""
    edition = Edition(record, making.title).read()
    with Beside(
        lambda: render_markdown(record, pipeline=making.pipeline, edition=edition),
        str,
        apart=making.side_by_side,
    ) as markdown:
        tables = dict(render_tables(record))
        page = render_dossier(
            record, pages=making.pages, tables=tables, pipeline=making.pipeline, edition=edition
        )
        yield JSON_FILE, to_json(record)
        yield DOSSIER_FILE, page.encode()
        yield MARKDOWN_FILE, markdown.get().encode()
    for name, table in tables.items():
        yield f"{TABLES_FOLDER}/{name}", table.encode()
    if making.pages:
        for name, whole in render_pages(record):
            yield f"{PAGES_FOLDER}/{name}", whole.encode()


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
