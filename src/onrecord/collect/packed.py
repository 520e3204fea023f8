"""Zip, tar, gzip, bzip2, xz -> the files in them; a Word, OpenDocument or EPUB file is a zip file, and a document."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Self, cast

from onrecord.collect import kinds
from onrecord.collect.parcels import Inner, Parcel
from onrecord.collect.source import Source, clean_stated, make_source
from onrecord.collect.warc import unpack_warc
from onrecord.errors import CannotRead
from onrecord.limits import MOST_PIECES
from onrecord.model import Unread

_ENCRYPTED = 1  # APPNOTE.TXT, 4.4.4: the first flag of a member
_TYPE = "mimetype"  # what OpenDocument and EPUB files say of themselves
_LONGEST_TYPE = 200
_WARC = b"WARC/"
# Heads of a tar file that hold a name, or other things said of the member behind them, and how large these may be.
_EXTENDED = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
_LARGEST_EXTENDED = 64 * 1024  # bytes
_LONGEST_FILLING = 1024 * 1024  # bytes of zeros at the end of an xz file
_SHEETS = "it is a spreadsheet: save the articles in it as CSV, or its text as .txt"
_SLIDES = "it holds slides: save them as PDF"


def unpack_gzip(parcel: Parcel) -> Iterator[Inner | Unread]:
    """Yield the one file in a gzip file, under the same name in the record; of a web archive, what it holds.

    The records of a web archive are packed one by one, so what is behind a damaged one can be unpacked.
    """
    if parcel.seekable and _is_web_archive(parcel.stream):
        yield from unpack_warc(parcel)
        return
    yield Inner(
        None, _strip_ending(parcel.name, ".gz"), cast("BinaryIO", gzip.GzipFile(fileobj=parcel.stream))
    )


def _is_web_archive(stream: BinaryIO) -> bool:
    try:
        return gzip.GzipFile(fileobj=stream).read(len(_WARC)) == _WARC
    except (EOFError, OSError, zlib.error):  # it is told where it is unpacked
        return False
    finally:
        stream.seek(0)


def unpack_bzip2(parcel: Parcel) -> Iterator[Inner]:
    """Yield the one file in a bzip2 file, under the same name in the record."""
    yield Inner(None, _strip_ending(parcel.name, ".bz2"), cast("BinaryIO", bz2.BZ2File(parcel.stream)))


class _Unfilled:
    """A stream without the zeros that may fill up the end of an xz file, which the library takes for damage."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""  # zeros that are handed on with what follows

    def read(self, size: int = -1) -> bytes:
        while data := self._stream.read(size):
            data = self._held + data
            bare = data if len(data) > _LONGEST_FILLING else data.rstrip(b"\0")
            self._held = data[len(bare) :]
            if bare:
                return bare
        return b""


def unpack_xz(parcel: Parcel) -> Iterator[Inner]:
    """Yield the one file in an xz file, under the same name in the record."""
    stream = lzma.LZMAFile(cast("BinaryIO", _Unfilled(parcel.stream)))  # noqa: SIM115 - open for as long as what is in it is read
    yield Inner(None, _strip_ending(parcel.name, ".xz"), cast("BinaryIO", stream))


def _strip_ending(name: str, ending: str) -> str:
    return name[: -len(ending)] if name.lower().endswith(ending) else name


class _Header(tarfile.TarInfo):
    """The head of a member: the library takes a damaged one for the archive's end, and one of any size for sound."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            made = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if buf.strip(b"\0"):
                raise tarfile.ReadError(str(error)) from None
            raise
        if made.type in _EXTENDED and made.size > _LARGEST_EXTENDED:
            raise tarfile.ReadError("a name is too long")
        return made


def unpack_tar(parcel: Parcel) -> Iterator[Inner | Unread]:
    """Yield the files in a tar file, in its own order; of what is no file, links and devices are named.

    Raises:
        CannotRead: it holds too many files.
        tarfile.TarError: it is damaged.
    """
    with tarfile.open(fileobj=parcel.stream, mode="r|", tarinfo=_Header) as archive:
        for number, member in enumerate(archive):
            if number >= MOST_PIECES:
                raise CannotRead(
                    parcel.file, f"it holds more than {MOST_PIECES:,} files: split it, or unpack it"
                )
            archive.members = []  # type: ignore[attr-defined]  # kept by the library for those who go back
            if member.isdir() or any(map(kinds.is_dropping, member.name.split("/"))):
                continue
            label = clean_stated(member.name) or "a file without a name"
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is None:
                yield Unread(f"{parcel.file}#{label}", "it is a link or a device: pack the file itself")
            else:
                yield Inner(label, label.rpartition("/")[2], cast("BinaryIO", stream))


def unpack_zip(parcel: Parcel) -> Iterator[Source | Inner | Unread]:
    """Yield the files in a zip file in its own order, or the file itself where it is one document.

    Raises:
        CannotRead: it holds too many files, or a spreadsheet or slides.
        zipfile.BadZipFile: it is damaged.
    """
    stream = parcel.open_anywhere()
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        if len(members) > MOST_PIECES:
            raise CannotRead(parcel.file, f"it holds more than {MOST_PIECES:,} files: split it, or unpack it")
        if document := _tell_document(archive, parcel.file):
            stream.seek(0)
            yield make_source(parcel.file, parcel._replace(stream=stream).read_whole(), document)
            return
        of_web = parcel.name.lower().endswith(".wacz") or _is_collection(archive)
        for member in members:
            if member.is_dir() or any(map(kinds.is_dropping, member.filename.split("/"))):
                continue
            # of a WACZ file (webrecorder's Web Archive Collection Zipped) the rest is lists of what is in there
            if not of_web or member.filename.startswith("archive/"):
                yield from _open_member(archive, member, parcel.file)


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> Iterator[Inner | Unread]:
    label = clean_stated(member.filename) or "a file without a name"
    if member.flag_bits & _ENCRYPTED:
        yield Unread(f"{file}#{label}", "it is locked by a password: pack it without one")
        return
    try:
        stream = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        yield Unread(f"{file}#{label}", f"it can't be unpacked ({str(error)[:100]}): get the archive again")
        return
    with stream:
        yield Inner(label, label.rpartition("/")[2], cast("BinaryIO", stream))


def _is_collection(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip file is a collection of web archives (WACZ) under another name."""
    names = archive.namelist()
    return _holds(archive, "datapackage.json") and any(name.startswith("archive/") for name in names)


def _holds(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.NameToInfo


def _tell_document(archive: zipfile.ZipFile, file: str) -> str | None:
    """Return which kind of document a zip file is, or None where it holds files.

    Raises:
        CannotRead: it is a document of a kind that is not read.
    """
    names = archive.namelist()
    if _holds(archive, _TYPE):
        with archive.open(_TYPE) as stream:
            stated = stream.read(_LONGEST_TYPE).decode("ascii", "replace").strip()
        if stated.startswith(kinds.ODT) or stated == kinds.EPUB:
            return kinds.EPUB if stated == kinds.EPUB else kinds.ODT
        if stated.startswith("application/vnd.oasis.opendocument."):
            raise CannotRead(file, _SLIDES if "presentation" in stated else _SHEETS)
    if _holds(archive, "[Content_Types].xml"):
        if any(name.startswith("word/") for name in names):
            return kinds.DOCX
        if any(name.startswith(("xl/", "ppt/")) for name in names):
            raise CannotRead(file, _SHEETS if any(name.startswith("xl/") for name in names) else _SLIDES)
    if any(name.endswith(".iwa") for name in names):
        raise CannotRead(file, "it is a file of Apple's Pages, Numbers or Keynote: save it as PDF or .docx")
    return None
