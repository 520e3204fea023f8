"""A file of Microsoft's compound format -> its text: an Outlook mail (.msg), or a Word file of before 2007 (.doc)."""

import io
import shutil
import struct
import subprocess
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy

import olefile

from onrecord.collect.encoding import decode_text
from onrecord.collect.outlook import read_property, read_stream
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, unify_line_ends
from onrecord.documents.mail import compose
from onrecord.documents.tables import holds_numbers
from onrecord.documents.whole import Marked, read_marked
from onrecord.errors import CannotRead
from onrecord.limits import SECONDS_TO_MAKE

# Of the properties of a mail ([MS-OXPROPS]): who sent it, to whom, on what, its words, page, and head as it travelled.
_SENDER, _ADDRESS, _READERS, _SUBJECT, _WORDS, _PAGE, _HEAD = (
    "0C1A",
    "5D01",
    "0E04",
    "0037",
    "1000",
    "1013",
    "007D",
)
_TIMES = (0x00390040, 0x0E060040)  # sent, received: hundreds of nanoseconds since 1601, UTC
_FIRST_PROPERTY, _PROPERTY = 32, 16  # bytes before the properties of a mail, and of each
# Programs that print a .doc on standard output, and the arguments with which they do.
_CONVERTERS = (("antiword", "-m", "UTF-8.txt", "-w", "0", "-"), ("catdoc", "-d", "utf-8", "-w"))


def read_compound(source: Source) -> Content:
    """Return the text of an Outlook mail, or of a Word file by a converter that is installed.

    Raises:
        CannotRead: it is damaged, of another kind, or there is no converter.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(source.data)) as storage:
            if storage.exists("__properties_version1.0"):
                return _read_mail(source.file, storage)
            if storage.exists("WordDocument"):
                return Content(_convert(source))
            slides = storage.exists("PowerPoint Document")
    except (OSError, IndexError, TypeError, ValueError, struct.error) as error:
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise CannotRead(
            source.file, f"the file is damaged ({what}): get it again, or save its text as .txt"
        ) from None
    known = "it holds slides: save them as PDF" if slides else "it is no mail and no Word document"
    raise CannotRead(source.file, f"{known}, or its text as .txt")


def _read_mail(file: str, storage: olefile.OleFileIO) -> Content:
    words = read_property(storage, _WORDS)
    page = read_stream(storage, f"__substg1.0_{_PAGE}0102")
    marked: Marked = ()
    if page and (not words.strip() or b"<table" in page.lower()):
        shown = read_marked(decode_text(file, page))
        if not words.strip() or holds_numbers(shown[0]):
            words, marked = shown
    sender = clean_stated(read_property(storage, _SENDER))
    address = clean_stated(read_property(storage, _ADDRESS))
    travelled = message_from_string(read_property(storage, _HEAD), policy=policy.default)
    head = {
        "From": f"{sender} <{address}>" if sender and address else sender or address,
        "To": clean_stated(read_property(storage, _READERS)),
        "Date": clean_stated(str(travelled["Date"] or "")) or _read_time(storage),
        "Subject": clean_stated(read_property(storage, _SUBJECT)),
    }
    return compose(head, unify_line_ends(words), marked)


def _read_time(storage: olefile.OleFileIO) -> str | None:
    """Return the day and time at which a mail was sent, in UTC, as its properties hold it."""
    properties = read_stream(storage, "__properties_version1.0")
    found: dict[int, int] = {}
    for start in range(_FIRST_PROPERTY, len(properties) - _PROPERTY + 1, _PROPERTY):
        tag, _flags, value = struct.unpack_from("<IIQ", properties, start)
        found.setdefault(tag, value)
    ticks = next((found[tag] for tag in _TIMES if found.get(tag)), None)
    try:
        return (
            None
            if ticks is None
            else f"{datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)}"
        )
    except OverflowError:
        return None


def _convert(source: Source) -> str:
    """Return the text of a .doc as the first converter that is installed prints it."""
    for name, *arguments in _CONVERTERS:
        if (program := shutil.which(name)) is None:
            continue
        try:
            run = subprocess.run(  # noqa: S603 - a fixed command; the document is its standard input
                [program, *arguments],
                input=source.data,
                capture_output=True,
                timeout=SECONDS_TO_MAKE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if run.returncode == 0 and run.stdout.strip():
            return unify_line_ends(run.stdout.decode("utf-8", "replace"))
    if any(shutil.which(name) for name, *_ in _CONVERTERS):
        raise CannotRead(source.file, "the converter makes no text of this .doc: save it as .docx or .txt")
    raise CannotRead(
        source.file,
        "a .doc of before Word 2007 is read where antiword or catdoc is installed: save it as .docx, or install one",
    )
