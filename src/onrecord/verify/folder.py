"""The documents, read anew from their folder, against what the record has of them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.annotations import Reading
from onrecord.builder import prepare
from onrecord.errors import OnrecordError
from onrecord.model import Document, Unread
from onrecord.own import FOLDER_FILE
from onrecord.record.place import find_file
from onrecord.verify.spans import Tally

_LONGEST_PATH = 16 * 1024


def read_whereabouts(directory: Path) -> Path:
    """Return where the record in `directory` says that its documents lie.

    Raises:
        ValueError: it does not say so as onrecord writes it.
    """
    path = find_file(directory, FOLDER_FILE)
    if not path.is_file():
        raise ValueError("the record does not say where its documents lie; name their folder with --folder")
    with path.open("rb") as file:
        content = file.read(_LONGEST_PATH)
    whereabouts = os.fsdecode(content.removesuffix(b"\n"))
    if b"\0" in content or os.fsencode(os.path.normpath(whereabouts)) + b"\n" != content:
        raise ValueError("it is not as onrecord wrote it; name the folder of the documents with --folder")
    return directory / whereabouts


def read_anew(
    folder: Path, directory: Path, documents: list[Document], refused: list[Unread]
) -> Iterator[str]:
    """Take up the documents in `folder` as a build does; yield why where none can be."""
    try:
        if not folder.is_dir():
            yield f"{folder}: the documents are not there; name their folder with --folder"
            return
        for item in prepare([folder], directory):
            if isinstance(item, Document):
                documents.append(item)
            else:
                refused.append(item)
    except (OSError, OnrecordError) as error:
        yield f"{folder}: the documents can't be read: {error}"


def compare_documents(
    documents: Sequence[Document], refused: Sequence[Unread], readings: Sequence[Reading], tally: Tally
) -> Iterator[str]:
    """Yield every document of the record that is not the one in the folder."""
    found = {document.file: document for document in documents}
    reasons = {item.file: item.reason for item in refused}
    for reading in readings:
        stored = reading.document
        document = found.get(stored.file)
        if document is None:
            gone = "it is not in the folder any more: put it back or build the record again"
            yield f"{stored.file}: {reasons.get(stored.file, gone)}"
            continue
        tally.files += 1
        if document.sha256 != stored.sha256:
            yield f"{stored.file}: the file is not the one that was read"
        elif document.text != stored.text:
            yield f"{stored.file}: its text, read anew, is not the text in the record"
        elif document != stored:
            names = (
                name
                for name in document.__struct_fields__
                if getattr(document, name) != getattr(stored, name)
            )
            yield f"{stored.file}: what is stated of it is not what the record has ({', '.join(names)})"


def compare_unread(
    documents: Sequence[Document],
    refused: Sequence[Unread],
    readings: Mapping[str, Reading],
    unread: Sequence[Unread],
) -> Iterator[str]:
    """Yield what lies in the folder and is neither in the record nor named in it as unread, and the reverse."""
    named = {(item.file, item.reason) for item in unread}
    known = {(item.file, item.reason) for item in refused}
    made = {document.file for document in documents}
    faulty = {file for file, reason in named - known}
    for document in documents:
        if document.file not in readings and document.file not in faulty:
            yield f"{document.file}: it is not in the record; build it again"
    for item in refused:
        if (item.file, item.reason) not in named and (item.file in made or item.file not in readings):
            yield f"{item.file}: {item.reason}: the record does not say so"
    for item in unread:
        if (item.file, item.reason) not in known and item.file not in made - set(readings):
            yield f"{item.file}: the record names it as not read ({item.reason}), which is not so any more"
