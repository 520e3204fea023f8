"""The first bytes and the name of a file -> what kind of file it is, or why its kind is not read.

What is in a file goes before what its name ends in: a web page saved as `.txt` is a web page. The kinds are the
entries and endings of `kinds.toml`. Each that is not refused has one reader: one that takes files or articles out of
it (`unpacking.py` here), or one that makes a document of it (`documents/make.py`).
"""

import codecs
import re
from functools import cache

from msgspec import Struct

from onrecord.lexicon import load_lexicon

HEAD = 8192  # bytes by which a file is told

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
PAGE = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
RTF = "application/rtf"
OLE = "application/x-ole-storage"  # .msg, .doc and other files of the time before XML
MAIL = "message/rfc822"
SAVED_PAGE = "multipart/related"  # MHTML
VTT = "text/vtt"
SRT = "application/x-subrip"
TTML = "application/ttml+xml"
EPUB = "application/epub+zip"
JSON = "application/json"  # of a file: articles; of a source: one article
LINES = "application/jsonl"
TABLE = "text/csv"
FEED = "application/rss+xml"
MAILBOX = "application/mbox"
WARC = "application/warc"
GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"
TAR = "application/x-tar"
ZIP = "application/zip"

# Of these, what is in them is taken out (`unpacking.py`); of the others, a document is made (`documents/make.py`).
UNPACKED = frozenset({JSON, LINES, TABLE, FEED, MAIL, OLE, MAILBOX, WARC, GZIP, BZIP2, XZ, TAR, ZIP})

# Their endings are also given to plain texts.
_OFFICE = frozenset({DOCX, ODT, RTF, OLE})
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADED = re.compile(r"\n\}[ \t]*\r?\n\s{0,20}[^\s{}\[\],]")  # a text below an object
_HEADER = re.compile(r"([!-9;-~]{1,100}):|[ \t]")
_EMPTY = "it is empty: put the article's text in, or take it out"
_PROGRAM = "it is a program, a style or settings, and no document: take it out, or give its text as .txt"


class Kind(Struct, frozen=True):
    """What a file is taken for."""

    media_type: str = ""
    refusal: str | None = None  # why it is not read, and what to do


class _Form(Struct, frozen=True):
    pattern: re.Pattern[str]
    kind: Kind


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(
            re.compile(entry.form, re.IGNORECASE | re.DOTALL | re.MULTILINE),
            Kind(entry.get("media"), entry.get("refuse") or None),
        )
        for entry in load_lexicon("onrecord.collect", "kinds.toml").entries
    )


@cache
def endings() -> dict[str, str]:
    """Return the kind of file that each ending of a name stands for."""
    lists = dict(load_lexicon("onrecord.collect", "kinds.toml").lists)
    pairs = (ending.partition(" ") for ending in lists["endings"])
    return {ending: media_type for ending, _, media_type in pairs}


def is_dropping(name: str) -> bool:
    """Tell whether a file is one that a system or a program put there by itself: 'Thumbs.db', '~$note.docx'."""
    lexicon = load_lexicon("onrecord.collect", "kinds.toml")
    return name.lower() in lexicon.words("droppings") or name.startswith(tuple(lexicon.words("passing")))


def tell_kind(name: str, head: bytes) -> Kind:
    r"""Return what kind of file begins with `head`, the first `HEAD` bytes of it or all.

    >>> tell_kind("note.txt", b"%PDF-1.7\n").media_type
    'application/pdf'
    >>> tell_kind("note", b"The quay is shut.").media_type
    'text/plain'
    >>> tell_kind("quay.jpg", b"\xff\xd8\xff\xe0").refusal
    'it is a picture: run text recognition (OCR) on it and give its text'
    """
    if not head:
        return Kind(refusal=_EMPTY)
    ending = ending_of(name)
    begin = _decode(head).lstrip("\ufeff \t\r\n")
    found = next((form.kind for form in _forms() if form.pattern.match(begin)), None)
    by_name = endings().get(ending)
    if found and found.media_type == JSON and by_name == MARKDOWN and _HEADED.search(begin):
        return Kind(MARKDOWN)  # an object over a text, as some sites have it, and no file of JSON
    if found and found.refusal is None:
        # lines of JSON begin as any JSON does
        return Kind(LINES) if found.media_type == JSON and (by_name == LINES or _is_lines(begin)) else found
    if _is_mail(begin, by_name):
        return Kind(by_name if by_name == SAVED_PAGE else MAIL)
    if found:
        return found
    if ending in load_lexicon("onrecord.collect", "kinds.toml").words("programs"):
        return Kind(refusal=_PROGRAM)
    if by_name in _OFFICE and not _CONTROLS.search(begin):
        return Kind(PLAIN)
    return Kind(by_name or PLAIN)


def ending_of(name: str) -> str:
    """Return what a file's name ends in, in lower case, from its last full stop on."""
    lower = name.lower()
    return lower[lower.rfind(".") :] if "." in lower else ""


def _decode(head: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    # without a mark, each byte is a character: the forms ask for ASCII and for bytes
    return head.decode(encoding, "replace") if encoding else head.decode("latin-1")


def _is_lines(begin: str) -> bool:
    """Tell whether JSON is one object a line: the first line ends where its object does."""
    first, end, rest = begin.partition("\n")
    return bool(end) and first.rstrip().endswith("}") and rest.lstrip()[:1] == "{"


def _is_mail(begin: str, by_name: str | None) -> bool:
    """Tell whether a file begins with the headers of a mail; a letter's 'To:' and 'Re:' are none by themselves."""
    names: set[str] = set()
    for line in begin.splitlines():
        header = _HEADER.match(line)
        if header is None:
            if line.strip() and len(names) < 2:
                return False
            break
        if header[1]:
            names.add(header[1].lower())
    if by_name in (MAIL, SAVED_PAGE):
        return bool(names)
    return len(names) >= 3 and bool(
        names & load_lexicon("onrecord.collect", "kinds.toml").words("mail_headers")
    )
