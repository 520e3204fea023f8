"""Record -> the folder in which its published forms stand, whole or not at all."""

import filecmp
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from onrecord.errors import RecordError
from onrecord.model import Record
from onrecord.publish import summary
from onrecord.publish.dossier import DOSSIER_FILE, render_dossier
from onrecord.publish.json import JSON_FILE, PUBLISHED_FOLDER, write_json
from onrecord.publish.markdown import MARKDOWN_FILE, render_markdown
from onrecord.publish.pages import PAGES_FOLDER, write_pages

FORMS = (JSON_FILE, DOSSIER_FILE, MARKDOWN_FILE, PAGES_FOLDER)

# what a later build must not take for a document, where it writes into the folder that it reads
OWN_PATHS = (
    rf"(?:{PUBLISHED_FOLDER}/)?(?:{PAGES_FOLDER}/d[0-9a-f]+\.html|{'|'.join(map(re.escape, FORMS[:3]))})"
)


class Making(Struct, frozen=True):
    """How the forms are made."""

    pages: bool = False  # a page of each document, also where the dossier holds their whole text
    pipeline: str | None = None  # the spaCy pipeline that read the documents


def write_forms(record: Record, folder: Path, making: Making) -> None:
    """Write every published form of a record to an empty folder.

    A dossier that can't hold the whole text of its documents always has their pages beside it.
    """
    pages = making.pages or sum(len(document.text) for document in record.documents) > summary.WHOLE_TEXT
    write_json(record, folder / JSON_FILE)
    page = render_dossier(record, pages=pages, pipeline=making.pipeline)
    (folder / DOSSIER_FILE).write_text(page, encoding="utf-8", newline="\n")
    page = render_markdown(record, pipeline=making.pipeline)
    (folder / MARKDOWN_FILE).write_text(page, encoding="utf-8", newline="\n")
    if pages:
        write_pages(record, folder / PAGES_FOLDER)


@contextmanager
def stage(out: Path) -> Iterator[Path]:
    """Yield an empty folder inside `out` in which forms are made before they take their place.

    Raises:
        RecordError: `out` can't be written to.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".published-", suffix=".part", dir=out))
    except OSError as error:
        raise RecordError(f"{out}: can't be written: {error.strerror}; choose another --out") from error
    try:
        yield folder
    except OSError as error:
        raise RecordError(f"{out}: can't be written: {error.strerror}; choose another --out") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(folder: Path, target: Path) -> None:
    """Move the forms in `folder` to `target`; forms of an earlier build that were not made again go."""
    target.mkdir(exist_ok=True)
    for name in FORMS:
        made, old = folder / name, target / name
        if made.is_file() and old.is_file() and filecmp.cmp(made, old, shallow=False):
            continue
        if made.is_file():
            made.replace(old)
            continue
        remove(old)
        if made.exists():
            made.rename(old)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with what is in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def remove_forms(folder: Path) -> None:
    """Remove the forms of an earlier build from `folder`."""
    for name in FORMS:
        remove(folder / name)
