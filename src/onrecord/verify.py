"""What a record quotes, held against its documents, and its documents against the files that were read."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import select, text

from onrecord.collect.files import rehash_all
from onrecord.errors import RecordError
from onrecord.model import Record, Unread
from onrecord.publish.json import JSON_FILE, PUBLISHED_FOLDER, to_json
from onrecord.record import schema
from onrecord.record.database import RECORD_FILE, open_database
from onrecord.record.load import load_record

FOLDER_FILE = "folder.txt"  # where the documents lie, seen from the record; no part of the record itself


class Verification(Struct, frozen=True):
    """How much was held against what it rests on, and every difference found, one line each."""

    spans: int  # spans whose words were compared, in both files
    documents: int
    files: int  # files whose bytes were hashed again
    differences: tuple[str, ...]


class _Tally:
    def __init__(self) -> None:
        self.spans = 0
        self.differences: list[str] = []

    def compare_span(self, where: str, texts: Mapping[str, str], span: Mapping[str, Any]) -> None:
        """Count a span, and note it if its words are not what its document holds there."""
        self.spans += 1
        document, start, end, exact = (span[key] for key in ("document", "start", "end", "exact"))
        words = texts.get(document)
        if words is None:
            self.differences.append(f"{where}: {exact!r} points into {document}, which is not in the record")
        elif not 0 <= start < end <= len(words) or words[start:end] != exact:
            self.differences.append(f"{where}: {document}[{start}:{end}] does not hold {exact!r}")

    def compare_text(self, where: str, file: str, content: str, digest: str) -> None:
        """Note a document whose text is not the one that was hashed."""
        if hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest() != digest:
            self.differences.append(f"{where}: the text of {file} is not the text that was read")


def verify(directory: Path, folder: Path | None = None) -> Verification:
    """Hold the record in `directory` against its documents, and these against their files in `folder`.

    The words of every span in record.json and record.sqlite are compared with the document's text, each text with
    its hash, both files with each other, and every document's file with the hash of the bytes that were read.
    `folder` is by default where the record says that the documents lie.

    Raises:
        RecordError: there is no record to verify, or it can't be opened.
    """
    tally = _Tally()
    documents = _verify_database(directory / RECORD_FILE, tally)
    protected = directory / PUBLISHED_FOLDER / JSON_FILE
    if protected.is_file() and not (directory / JSON_FILE).exists():
        _verify_json(
            protected, None, tally
        )  # holds placeholders for names, so it is another record on purpose
    else:
        _verify_json(directory / JSON_FILE, to_json(load_record(directory / RECORD_FILE)), tally)
    files = _verify_files(folder or _find_folder(directory), documents, tally)
    return Verification(tally.spans, len(documents), files, tuple(tally.differences))


def _verify_database(path: Path, tally: _Tally) -> dict[str, str]:
    """Compare what the tables hold; return the hash of each document's file."""
    with open_database(path) as connection:
        for [state] in connection.execute(text("PRAGMA integrity_check")):
            if state != "ok":
                tally.differences.append(f"{path.name}: the file is damaged: {state}")
        for broken in connection.execute(text("PRAGMA foreign_key_check")):
            tally.differences.append(f"{path.name}: a row of {broken[0]} names what is not in {broken[2]}")
        documents = connection.execute(select(schema.document)).mappings().all()
        texts = {row["id"]: row["text"] for row in documents}
        for row in documents:
            tally.compare_text(path.name, row["file"], row["text"], row["text_sha256"])
        for row in connection.execute(select(schema.evidence).order_by(schema.evidence.c.id)).mappings():
            tally.compare_span(path.name, texts, {**row, "document": row["document_id"]})
    return {row["file"]: row["sha256"] for row in documents}


def _verify_json(path: Path, expected: bytes | None, tally: _Tally) -> None:
    try:
        content = path.read_bytes()
        msgspec.json.decode(content, type=Record)
    except (OSError, msgspec.DecodeError) as error:
        tally.differences.append(f"{path.name}: can't be read ({error}); build the record again")
        return
    if expected is not None and content != expected:
        tally.differences.append(f"{path.name}: holds another record than {RECORD_FILE}")
    record = msgspec.json.decode(content)
    documents = record["documents"]
    texts = {document["id"]: document["text"] for document in documents}
    for document in documents:
        tally.compare_text(path.name, document["file"], document["text"], document["text_sha256"])
    for span in find_spans(record):
        tally.compare_span(path.name, texts, span)


def find_spans(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield every object inside a decoded JSON value that has the keys of a span, wherever it stands.

    >>> [span["exact"] for span in find_spans({"a": [{"document": "d", "start": 0, "end": 2, "exact": "In"}]})]
    ['In']
    """
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            match found:
                case {"document": str(), "start": int(), "end": int(), "exact": str()}:
                    yield found
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)


def _find_folder(directory: Path) -> Path:
    path = directory / FOLDER_FILE
    if not path.is_file():
        raise RecordError(f"{path}: the record does not say where its documents lie; name it with --folder")
    return directory / path.read_text(encoding="utf-8", errors="surrogateescape").rstrip("\n")


def _verify_files(folder: Path, digests: Mapping[str, str], tally: _Tally) -> int:
    if not folder.is_dir():
        tally.differences.append(f"{folder}: the documents are not there; name their folder with --folder")
        return 0
    files = 0
    for file, found in rehash_all(folder, sorted(digests)):
        if isinstance(found, Unread):
            tally.differences.append(f"{file}: {found.reason}")
            continue
        files += 1
        if found != digests[file]:
            tally.differences.append(f"{file}: the file is not the one that was read")
    return files
