"""What a stored reading is filed under: the document's content and the program that read it."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from onrecord.model import Document


def reader_key(document: Document, pipeline: str) -> str:
    """Return what names the reading of `document` by this program with the spaCy pipeline `pipeline`.

    Any change to the document, what is stated about it, the code and word lists that read it, or the pipeline
    gives another key, so that a stored reading is never taken for what another program would find.
    """
    digest = hashlib.sha256(msgspec.json.encode(document))
    digest.update(_digest_reader(pipeline).encode())
    return digest.hexdigest()


def digest_reading(key: str, content: bytes) -> str:
    """Return the hash that is stored with a reading: one that was changed in its row is never taken up again."""
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest()


@cache
def _digest_reader(pipeline: str) -> str:
    digest = hashlib.sha256()
    for tool in (pipeline, _version_of(pipeline), _version_of("spacy")):
        digest.update(tool.encode() + b"\0")
    # A reading follows from the stage that reads and from the types, lexicons and world lists above the stages.
    root = files("onrecord")
    shared = [part for part in root.iterdir() if part.is_file()]
    for part in sorted((*shared, root.joinpath("reading")), key=lambda item: item.name):
        for path, content in _list_files(part, part.name):
            digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        meta = Path(package) / "meta.json"  # a pipeline named by its folder
        return meta.read_text(encoding="utf-8") if meta.is_file() else ""


def _list_files(part: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if part.is_file():
        if path.endswith((".py", ".toml", ".csv", ".json")):
            yield path, part.read_bytes()
        return
    for inner in sorted(part.iterdir(), key=lambda item: item.name):
        yield from _list_files(inner, f"{path}/{inner.name}")
