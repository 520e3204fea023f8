"""Ways to make small files of every kind that a desk hands in, by hand and by the standard library."""

import io
import struct
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from onrecord.collect import kinds
from onrecord.collect.files import collect
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.errors import CannotRead
from onrecord.model import Document

WORDS = "The harbour board will open the quay by 3 May 2031, Ida Holt said on Monday."
CUT = WORDS.index(" 3 May")
MORE = "Nobody had warned the board of the crack in the wall, she told the council."
BOTH = f"{WORDS}\n\n{MORE}"
DOCX_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
DOCX_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
UNFOLDING = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
BOMB = f"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{UNFOLDING}]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"


def take_up(folder: Path) -> tuple[dict[str, Document], dict[str, str]]:
    """Return the documents in a folder by their names, and why the others are none by theirs."""
    documents, unread = {}, {}
    for item in collect(folder):
        try:
            if isinstance(item, Source):
                documents[item.file] = make_document(item)
            else:
                unread[item.file] = item.reason
        except CannotRead as error:
            unread[error.file] = error.reason
    return documents, unread


def pack_names(members):
    """Return a zip file of its members by their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_tar(members):
    """Return a tar file of files with these names and contents."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def make_docx(body=None, top="", core=f"<c {DC}><dc:title>Quay opens</dc:title></c>"):
    """Return a Word document of two paragraphs, with words deleted in the first."""
    struck = "<w:del w:id='1'><w:r><w:delText>never </w:delText></w:r></w:del>"
    body = body or f"<w:p>{struck}<w:r><w:t>{WORDS}</w:t></w:r></w:p><w:p><w:r><w:t>{MORE}</w:t></w:r></w:p>"
    main = f"<?xml version='1.0'?>{top}<w:document {W}><w:body>{body}</w:body></w:document>"
    return pack_names(
        {
            "[Content_Types].xml": DOCX_TYPES,
            "_rels/.rels": DOCX_LINKS,
            "word/document.xml": main,
            "docProps/core.xml": core,
        }
    )


def make_odt(body=None, top=""):
    """Return an OpenDocument text of two paragraphs, with a remark and deleted words."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    remark = "<office:annotation><text:p>Is that so?</text:p></office:annotation>"
    deleted = "<text:tracked-changes><text:p>Never.</text:p></text:tracked-changes>"
    body = body or f"{deleted}<text:p>{WORDS[:11]}{remark}{WORDS[11:]}</text:p><text:h>{MORE}</text:h>"
    content = f"<?xml version='1.0'?>{top}<office:document-content {names}><office:body><office:text>{body}"
    meta = f"<m {DC}><dc:title>Quay opens</dc:title></m>"
    return pack_names(
        {
            "mimetype": kinds.ODT,
            "content.xml": f"{content}</office:text></office:body></office:document-content>",
            "meta.xml": meta,
        }
    )


def make_flat_odt(top=""):
    """Return the same as one file of XML, whose pages have a head, with a picture in it."""
    with zipfile.ZipFile(io.BytesIO(make_odt())) as archive:
        content = archive.read("content.xml").decode()
    opening, body = content.replace("office:document-content", "office:document").split("<office:body>")
    picture = "<office:binary-data>iVBORw0KGgo</office:binary-data>"
    body = body.replace("</text:p>", f"{picture}</text:p>")
    mime = f"office:mimetype='{kinds.ODT}'"
    opening = opening.replace("?>", f"?>{top}").replace("<office:document ", f"<office:document {mime} {DC} ")
    meta = "<office:meta><dc:title>Quay opens</dc:title></office:meta>"
    head = "<office:master-styles><text:p>Page 1</text:p></office:master-styles>"
    return f"{opening}{meta}{head}<office:body>{body}".encode()


def make_epub(second="OEBPS/two.xhtml", href="two.xhtml"):
    """Return an EPUB file of two chapters, whose order only its list of chapters tells."""
    container = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
    opf = (
        f"<package {DC}><metadata><dc:title>Quay opens</dc:title><dc:publisher>Harbour Press</dc:publisher>"
        "<dc:date>2031-04-28</dc:date></metadata><manifest><item id='nav' href='nav.xhtml' properties='nav'/>"
        f"<item id='b' href='{href}'/><item id='a' href='one.xhtml'/></manifest>"
        "<spine><itemref idref='nav'/><itemref idref='a'/><itemref idref='b'/></spine></package>"
    )
    return pack_names(
        {
            "mimetype": kinds.EPUB,
            "META-INF/container.xml": container,
            "OEBPS/book.opf": opf,
            "OEBPS/nav.xhtml": "<html><body><p>Contents</p></body></html>",
            second: f"<html><body><p>{MORE}</p></body></html>",
            "OEBPS/one.xhtml": f"<html><body><p>{WORDS[:CUT]}\n{WORDS[CUT + 1 :]}</p></body></html>",
        }
    )


def make_mail(body=BOTH, html=None, attached=()):
    """Return a mail."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ida Holt <ida@harbour.example>", "desk@courier.example"
    mail["Subject"], mail["Date"] = "Quay opens", "Mon, 28 Apr 2031 23:30:00 +1300"
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in attached:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def make_mailbox(*mails):
    """Return a mailbox."""
    return b"".join(b"From ida@harbour.example Mon Apr 28 10:00:00 2031\n" + mail + b"\n\n" for mail in mails)


def make_compound(streams):
    """Return a file of Microsoft's compound format with these streams, by their names or a folder's and theirs."""
    names = list(
        dict.fromkeys(
            part for path in streams for part in ((path.split("/")[0], path) if "/" in path else (path,))
        )
    )
    sectors, entries, start = [], [], 0
    tops = [name for name in names if "/" not in name]
    for name in names:
        content = streams.get(name)
        inside = [other for other in names if other.startswith(f"{name}/")]
        size = 0 if content is None else len(content)
        chain = (
            []
            if content is None
            else [content[at : at + 512].ljust(512, b"\0") for at in range(0, max(size, 1), 512)]
        )
        siblings = [other for other in names if other.rpartition("/")[0] == name.rpartition("/")[0]]
        position = siblings.index(name)
        right = names.index(siblings[position + 1]) + 1 if position + 1 < len(siblings) else 0xFFFFFFFF
        child = names.index(inside[0]) + 1 if inside else 0xFFFFFFFF
        entries.append((name.rpartition("/")[2], 2 if content is not None else 1, right, child, start, size))
        sectors.append(chain)
        start += len(chain)
    entries.insert(0, ("Root Entry", 5, 0xFFFFFFFF, names.index(tops[0]) + 1, 0xFFFFFFFE, 0))
    directory = b"".join(_make_entry(*entry) for entry in entries)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    table = []
    for chain in sectors:
        table += [len(table) + step + 1 for step in range(len(chain) - 1)] + [0xFFFFFFFE] * bool(chain)
    first = len(table)
    table += [*range(first + 1, first + len(directory) // 512), 0xFFFFFFFE, 0xFFFFFFFD]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    place = first + len(directory) // 512  # of the table
    head += struct.pack("<10I", 0, 1, first, 0, _SMALLEST, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, place)
    head = head.ljust(512, b"\xff")
    return head + b"".join(b"".join(chain) for chain in sectors) + directory + struct.pack("<128I", *table)


def _make_entry(name, kind, right, child, start, size):
    letters = name.encode("utf-16-le")
    links = struct.pack("<III36x", 0xFFFFFFFF, right, child)
    return (
        struct.pack("<64sHBB", letters, len(letters) + 2, kind, 1) + links + struct.pack("<II4x", start, size)
    )


_SMALLEST = 4096  # bytes of a stream that has sectors of its own


def _widen(text):
    return text.encode("utf-16-le").ljust(_SMALLEST, b"\0")


def make_msg(words=BOTH, attached=()):
    """Return an Outlook mail."""
    texts = {
        "0037": "Quay opens",
        "0C1A": "Ida Holt",
        "5D01": "ida@harbour.example",
        "0E04": "Desk",
        "1000": words,
    }
    streams = {f"__substg1.0_{tag}001F": _widen(text) for tag, text in texts.items()}
    sent = (
        (datetime(2031, 4, 28, 10, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC))
        // timedelta(microseconds=1)
        * 10
    )
    streams["__properties_version1.0"] = (bytes(32) + struct.pack("<IIQ", 0x00390040, 6, sent)).ljust(
        _SMALLEST, b"\0"
    )
    for number, (name, content) in enumerate(attached):
        streams[f"__attach_version1.0_#{number:08X}/__substg1.0_3707001F"] = _widen(name)
        streams[f"__attach_version1.0_#{number:08X}/__substg1.0_37010102"] = content.ljust(_SMALLEST)
    return make_compound(streams)


def make_feed(*texts, top=""):
    """Return an RSS feed of items with these texts."""
    items = "".join(
        f"<item><title>Quay opens</title><link>https://courier.example/{number}</link>"
        f"<pubDate>Mon, 28 Apr 2031 23:30:00 +1300</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        for number, text in enumerate(texts, 1)
    )
    channel = f"<channel><title>Harbour Courier</title>{items}</channel>"
    return f"<?xml version='1.0'?>{top}<rss version='2.0'>{channel}</rss>".encode()


def make_page(words=WORDS):
    """Return a web page."""
    return f"<html><head><title>Quay opens</title></head><body><p>{words}</p><p>{MORE}</p></body></html>".encode()


def make_saved(address="https://courier.example/quay"):
    """Return a page as browsers save it in one file."""
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: "
        + address.encode()
        + b"\r\nSubject: Quay opens\r\n"
        b"Date: Fri, 2 May 2031 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: 8bit\r\nContent-Location: "
        + address.encode()
        + b"\r\n\r\n"
        + make_page()
        + b"\r\n--x\r\n"
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n"
    )


def make_record(body, kind="text/html", status="200 OK", head="", length=None):
    """Return a record of a WARC file: what a server answered."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body
    return (
        (
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/quay\r\n"
            "WARC-Date: 2031-05-02T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer) if length is None else length}\r\n\r\n"
        ).encode()
        + answer
        + b"\r\n\r\n"
    )
