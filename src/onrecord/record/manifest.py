"""The list of the files that one build wrote, with their hashes: what is onrecord's own, and how it was made."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.errors import RecordError
from onrecord.own import (
    DOSSIER_FILE,
    JSON_FILE,
    MANIFEST_FILE,
    MARKDOWN_FILE,
    PAGES_FOLDER,
    PUBLISHED_FOLDER,
    RECORD_FILE,
    TABLES_FOLDER,
)

_FORMAT = 1
# no other file is ever listed, so that no manifest can name what lies elsewhere
_LISTED = re.compile(
    rf"{re.escape(RECORD_FILE)}|(?:{PUBLISHED_FOLDER}/)?"
    rf"(?:{re.escape(JSON_FILE)}|{re.escape(DOSSIER_FILE)}|{re.escape(MARKDOWN_FILE)}|{PAGES_FOLDER}/d[0-9a-z_-]+\.html"
    rf"|{TABLES_FOLDER}/[a-z]+\.csv)"
)
_CHUNK = 1 << 20


class Applied(Struct, frozen=True, forbid_unknown_fields=True):
    """The rulings that a build was published with: the first bytes of the file that only ever grows."""

    bytes: int
    sha256: str


class Manifest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a build was asked for, and the files it wrote by their path in the folder of the record."""

    onrecord: int  # the number of this format
    pipeline: str  # the spaCy pipeline that read the documents
    as_of_asked: date | None  # None: the last day of any document
    files: dict[
        str, str
    ]  # SHA-256; all but this manifest, the note of where the documents lie, and the rulings
    title: str | None = None  # of the dossier, where one was asked for
    rulings: Applied | None = None  # None: nobody had ruled
    reviewed_only: bool = False  # whether only lines that a person accepted were published
    logged: bool = False  # whether there is a log of what came in; earlier versions kept none

    def __post_init__(self) -> None:
        if self.onrecord != _FORMAT:
            raise ValueError(f"format {self.onrecord} is not known")
        if strange := [name for name in self.files if not _LISTED.fullmatch(name)]:
            raise ValueError(f"{strange[0]!r} is no file of a record")

    @property
    def protected(self) -> bool:
        """Tell whether the published forms are without protected names, in a folder of their own."""
        return any(name.startswith(f"{PUBLISHED_FOLDER}/") for name in self.files)

    @property
    def pages(self) -> bool:
        """Tell whether each document has a page of its own."""
        return any(f"{PAGES_FOLDER}/" in name for name in self.files)


def list_files(folder: Path, pipeline: str, as_of_asked: date | None, title: str | None = None) -> Manifest:
    """Return the manifest of a build that was made in `folder`."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    files = {name: hash_file(folder / name) for name in names if _LISTED.fullmatch(name)}
    return Manifest(_FORMAT, pipeline, as_of_asked, files, title, logged=True)


def note_rulings(manifest: Manifest, content: bytes, reviewed_only: bool) -> Manifest:
    """Return the manifest with the rulings of a file of this content noted as those that were published."""
    applied = Applied(len(content), hashlib.sha256(content).hexdigest()) if content else None
    return msgspec.structs.replace(manifest, rulings=applied, reviewed_only=reviewed_only)


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the one way in which a manifest is written."""
    files: Mapping[str, str] = dict(sorted(manifest.files.items()))
    content = msgspec.json.encode(msgspec.structs.replace(manifest, files=files))
    return msgspec.json.format(content, indent=2) + b"\n"


def hash_manifest(manifest: Manifest) -> str:
    """Return the SHA-256 of a manifest as it is written."""
    return hashlib.sha256(encode_manifest(manifest)).hexdigest()


def read_manifest(path: Path) -> Manifest | None:
    """Return the manifest in a folder, or nothing where there is none.

    Raises:
        RecordError: it can't be read, or is not as onrecord wrote it.
    """
    try:
        if path.is_symlink() or not path.is_file():
            if path.is_symlink() or path.exists():
                raise RecordError(f"{path}: this is no file; move it away")
            return None
        content = path.read_bytes()
        manifest = msgspec.json.decode(content, type=Manifest)
    except (OSError, ValueError, RecursionError) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        raise RecordError(f"{path}: it can't be read ({cause}); {_REMEDY}") from error
    if encode_manifest(manifest) != content:
        raise RecordError(f"{path}: it is not as onrecord wrote it; {_REMEDY}")
    return manifest


_REMEDY = "move this folder away, or build into another"


def find_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of the build that stands in the folder of a record; errors as in `read_manifest`."""
    return read_manifest(folder / MANIFEST_FILE)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()
