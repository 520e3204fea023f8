"""Every kind of file that a desk hands in: a good one, one cut short, a hostile one and an empty one."""

import bz2
import gzip
import json
import lzma
from typing import NamedTuple

import pytest
from tests.handed_in import (
    BOMB,
    BOTH,
    CUT,
    MORE,
    OUTSIDE,
    WORDS,
    make_docx,
    make_epub,
    make_feed,
    make_flat_odt,
    make_mail,
    make_mailbox,
    make_msg,
    make_odt,
    make_page,
    make_record,
    make_saved,
    make_tar,
    pack_names,
    take_up,
)

from onrecord.builder import make_documents
from onrecord.collect import kinds
from onrecord.collect.unpacking import UNPACKERS
from onrecord.documents.make import READERS

VTT = f"""WEBVTT - Briefing

NOTE made by hand

1
00:01.000 --> 00:03.000 align:start
<v Ida Holt>{WORDS[:CUT]}</v>

00:03.000 --> 00:05.000
<v Ida Holt>{WORDS[CUT + 1 :]}</v>

00:06.000 --> 00:08.000
<v Jo Park>{MORE}
"""
SRT = (
    f"1\n00:00:01,000 --> 00:00:03,000\n<i>{WORDS}</i>\n\n2\n00:00:09,000 --> 00:00:11,000\n{{\\an8}}{MORE}\n"
)
TTML = f"""<?xml version="1.0"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:m="http://www.w3.org/ns/ttml#metadata"
 xmlns:p="http://www.w3.org/ns/ttml#parameter" p:tickRate="10">
<head><m:title>Quay</m:title><m:agent xml:id="a1"><m:name type="full">Ida Holt</m:name></m:agent></head>
<body><div><p begin="00:00:01.5" end="3s" m:agent="a1"><m:desc>A door.</m:desc>
<span>{WORDS}</span></p></div>
<div><p begin="90t" dur="20t">{MORE[:6]}<br/>{MORE[7:]}</p></div></body></tt>"""
RTF = rf"{{\rtf1\ansi{{\fonttbl{{\f0 Arial;}}}}{{\*\generator Quill;}}\f0 {WORDS}\par {MORE}\par}}"
ARTICLE = {
    "Headline": "Quay opens",
    "Publish_Date": "2031-04-28",
    "Source": {"name": "Harbour Courier"},
    "Link": "https://courier.example/1",
    "Full text": BOTH,
}
LINE = json.dumps(ARTICLE).encode()
CSV = f'Headline;Publish_Date;Full text\nQuay opens;2031-04-28;"{BOTH}"\nLate;;\n'.encode()
STATED = ("Quay opens", "Harbour Courier", "2031-04-28", "https://courier.example/1")


class Case(NamedTuple):
    """A kind of file: a good one, what is read of it and stated of that, and a hostile one with what is said of it."""

    file: str
    good: bytes
    hostile: bytes
    said: str | None  # of the hostile file; nothing where it is read without harm
    name: str = ""  # of the first document, where it is not the file's
    stated: tuple[str | None, ...] = (None, None, "unknown", None)  # title, outlet, day, address
    text: str = BOTH
    cut: str | None = (
        "damaged|breaks off|get .* again|not JSON|no document"  # said of it where it is cut short
    )


MAIL_TEXT = (
    "From: Ida Holt <ida@harbour.example>\nTo: desk@courier.example\nDate: Mon, 28 Apr 2031 23:30:00 +1300\n"
    f"Subject: Quay opens\n\n{BOTH}"
)
MSG_TEXT = (
    "From: Ida Holt <ida@harbour.example>\nTo: Desk\nDate: 2031-04-28 10:00:00+00:00\n"
    f"Subject: Quay opens\n\n{BOTH}"
)
FRONT = "---\ntitle: 'Quay opens'\ndate: 2031-04-28 10:00:00+13:00\n---\n"
MAIL_STATED = ("Quay opens", None, "2031-04-28", None)
CASES = {
    kinds.DOCX: Case(
        "a.docx",
        make_docx(),
        make_docx(top=BOMB, body="<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"),
        "entities|damaged",
        stated=("Quay opens", None, "unknown", None),
    ),
    kinds.ODT: Case(
        "a.odt",
        make_odt(),
        make_odt(top=OUTSIDE, body="<text:p>&j;</text:p>"),
        "entities",
        stated=("Quay opens", None, "unknown", None),
    ),
    kinds.FLAT_ODT: Case(
        "a.fodt",
        make_flat_odt(),
        make_flat_odt(top=BOMB),
        "damaged",
        stated=("Quay opens", None, "unknown", None),
    ),
    kinds.EPUB: Case(
        "a.epub",
        make_epub(),
        make_epub(second="OEBPS/../../etc/passwd", href="../../../etc/passwd"),
        None,
        stated=("Quay opens", "Harbour Press", "2031-04-28", None),
    ),
    kinds.RTF: Case("a.rtf", RTF.encode(), rb"{\rtf1 " + b"{" * 200_000 + WORDS.encode(), None, cut=None),
    kinds.MAIL: Case(
        "a.eml",
        make_mail(),
        make_mail(attached=[("../../etc/cron.d/x.txt", MORE.encode())]),
        None,
        stated=MAIL_STATED,
        text=MAIL_TEXT,
        cut=None,
    ),
    kinds.MAILBOX: Case(
        "a.mbox",
        make_mailbox(make_mail(), make_mail("Later.")),
        make_mailbox(make_mail(f"From here on\n{WORDS}")) + b"From " * 99,
        None,
        "a.mbox#1",
        MAIL_STATED,
        MAIL_TEXT,
        None,
    ),
    kinds.OLE: Case(
        "a.msg",
        make_msg(),
        make_msg()[:512] + b"\0" * 4096,
        "damaged|no mail",
        stated=("Quay opens", None, "2031-04-28", None),
        text=MSG_TEXT,
    ),
    kinds.FEED: Case(
        "a.rss",
        make_feed(f"{WORDS}&lt;/p&gt;&lt;p&gt;{MORE}", "Later."),
        make_feed("&j;", top=OUTSIDE),
        "damaged|no text",
        "a.rss#1",
        STATED,
    ),
    kinds.SAVED_PAGE: Case(
        "a.mhtml",
        make_saved(),
        make_saved("javascript:alert(1)"),
        None,
        stated=("Quay opens", "courier.example", "../2031-05-03", "https://courier.example/quay"),
        cut=None,
    ),
    kinds.PAGE: Case(
        "a.php",
        b"<?php include 'x'; ?>\n" + make_page(),
        make_page().replace(b"<p>", b"<p " + b"a='<' " * 99_999 + b">", 1),
        None,
        stated=("Quay opens", None, "unknown", None),
        cut=None,
    ),
    kinds.VTT: Case(
        "a.vtt",
        VTT.encode(),
        b"WEBVTT\n\n"
        + b"00:01.000 --> " * 9_999
        + b"\n\n00:01.000 --> 00:02.000\n<v "
        + b"<v " * 9_999
        + b">"
        + WORDS.encode(),
        None,
        text=f"Ida Holt: {WORDS}\n\nJo Park: {MORE}",
        cut=None,
    ),
    kinds.TTML: Case(
        "a.ttml",
        TTML.encode(),
        TTML.replace("<tt ", f"{BOMB}<tt ").replace(WORDS, "&c;").encode(),
        "damaged",
        text=f"Ida Holt: {WORDS}\n\n{MORE}",
    ),
    kinds.SRT: Case("a.srt", SRT.encode(), SRT.replace("00:00:01", "99:99:99").encode(), None, cut=None),
    kinds.JSON: Case(
        "a.json",
        json.dumps({"status": "ok", "articles": [ARTICLE, {"Full text": "Later."}]}).encode(),
        b'[{"a":' * 99_999,
        "not JSON",
        "a.json#1",
        STATED,
    ),
    kinds.LINES: Case(
        "a.ndjson", LINE + b"\n" + LINE, LINE + b"\n" + b"[" * 99_999, "not JSON", "a.ndjson#L1", STATED
    ),
    kinds.TABLE: Case(
        "a.csv",
        CSV,
        b"text\n" + b'"' + b"x" * (17 * 1024 * 1024),
        "field larger|damaged",
        "a.csv#2",
        ("Quay opens", None, "2031-04-28", None),
    ),
    kinds.WARC: Case(
        "a.warc",
        make_record(b"", status="404 Not Found")
        + make_record(make_page())
        + make_record(b"GIF89a", "image/gif"),
        make_record(make_page(), length=-5) + make_record(make_page(), length=10**22),
        "damaged|breaks off|no document",
        "a.warc#2",
        ("Quay opens", "courier.example", "../2031-05-03", "https://courier.example/quay"),
    ),
    kinds.GZIP: Case(
        "a.html.gz",
        gzip.compress(make_page()),
        gzip.compress(b" " * (65 * 1024 * 1024)),
        "larger than 64 MiB",
        stated=("Quay opens", None, "unknown", None),
    ),
    kinds.BZIP2: Case(
        "a.html.bz2",
        bz2.compress(make_page()),
        bz2.compress(b" " * (65 * 1024 * 1024), 1),
        "larger than 64 MiB",
        stated=("Quay opens", None, "unknown", None),
    ),
    kinds.XZ: Case(
        "a.html.xz",
        lzma.compress(make_page()),
        lzma.compress(b" " * (65 * 1024 * 1024), preset=0),
        "larger than 64 MiB",
        stated=("Quay opens", None, "unknown", None),
    ),
    kinds.TAR: Case(
        "a.tar",
        make_tar({"b/a.txt": BOTH, "b/._a.txt": "\0", "c.html": make_page()}),
        make_tar({"n" * 70_000: BOTH}),
        "a name is too long",
        "a.tar#b/a.txt",
    ),
    kinds.ZIP: Case(
        "a.zip",
        pack_names({"b/a.txt": BOTH, "__MACOSX/b/._a.txt": "\0", "c.html": make_page()}),
        pack_names({"../../etc/a.txt": BOTH, "a.txt": " " * (65 * 1024 * 1024)}),
        "larger than 64 MiB",
        "a.zip#b/a.txt",
    ),
    kinds.PLAIN: Case("a", BOTH.encode(), b"\0\1\2" * 99, "binary", cut=None),
    kinds.MARKDOWN: Case(
        "a.md",
        f"{FRONT}{BOTH}".encode(),
        b"---\n" + b"a: b\n" * 9_999 + b"---\n" + WORDS.encode(),
        None,
        stated=("Quay opens", None, "2031-04-28", None),
        text=f"{FRONT}{BOTH}",
        cut=None,
    ),
    kinds.PDF: Case("a.pdf", b"", b"%PDF-1.4\n" + b"1 0 obj<</A 1 0 R>>" * 999, "damaged"),
}
GOOD = [pytest.param(case, id=kind) for kind, case in CASES.items() if case.good]
ALL = [pytest.param(case, id=kind) for kind, case in CASES.items()]


def test_each_kind_has_one_reader_and_its_four_tests():
    """A kind that nobody reads, or two do, or that no test hands in, is a hole in the registry."""
    told = {*kinds.endings().values()} | {kinds.ZIP, kinds.GZIP}

    assert kinds.UNPACKED == set(UNPACKERS)
    assert told == {*UNPACKERS, *READERS}
    assert told == set(CASES)
    # a mail, and an Outlook file, is itself a document beside what is attached to it; an article in JSON is one
    assert {kinds.MAIL, kinds.OLE, kinds.JSON} == {*UNPACKERS} & {*READERS}


@pytest.mark.parametrize("case", GOOD)
def test_a_good_file_is_read_whole_with_what_it_states(tmp_path, case):
    """Its text, its title, its outlet, its day and its address are there, and nothing of its markup."""
    (tmp_path / case.file).write_bytes(case.good)
    documents, _ = take_up(tmp_path)

    document = documents[case.name or case.file]
    assert case.text == document.text
    day = "unknown" if document.published.basis == "unknown" else document.published.edtf
    assert case.stated == (document.title, document.outlet, day, document.url)


@pytest.mark.parametrize("case", GOOD)
@pytest.mark.parametrize("share", [0.9, 0.4])
def test_a_file_cut_short_is_named_or_read_as_far_as_it_goes(tmp_path, case, share):
    """Whatever is left, something is said: what was read of it, or why nothing was."""
    (tmp_path / case.file).write_bytes(case.good[: int(len(case.good) * share)])
    documents, unread = take_up(tmp_path)

    assert documents or unread
    for document in documents.values():
        assert document.text.strip()
    if case.cut and not documents:
        assert any(_says(reason, case.cut) for reason in unread.values()), unread


@pytest.mark.parametrize("case", ALL)
def test_a_hostile_file_harms_nobody(tmp_path, case):
    """It is named, or read without what it was made for; nothing is written beside it."""
    (tmp_path / case.file).write_bytes(case.hostile)
    documents, unread = take_up(tmp_path)

    if case.said:
        assert any(_says(reason, case.said) for reason in unread.values()), unread
    else:
        assert any(WORDS in document.text for document in documents.values())
    assert all("root:" not in document.text for document in documents.values())
    assert all((document.url or "https:").startswith("https:") for document in documents.values())
    assert [case.file] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("case", ALL)
def test_an_empty_file_is_named(tmp_path, case):
    """An empty file of any kind says that it is empty."""
    (tmp_path / case.file).write_bytes(b"")

    assert ({}, {case.file: "it is empty: put the article's text in, or take it out"}) == take_up(tmp_path)


def _says(reason, pattern):
    return any(part in reason for part in pattern.replace(".*", "|").split("|"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("head.eml", b"From: " + b"(" * 100_000 + b"\nSubject: The quay\n\nIt is shut."),
        ("charset.eml", b'From: a@b.example\nContent-Type: text/plain; charset="utf\x00"\n\nIt is shut.'),
        ("note.rtf", rb"{\rtf1 {\bin99999999999999999999 } \u99999999999999999999 It is shut.}"),
    ],
)
def test_a_file_that_defeats_its_library_is_named_and_no_fault_of_ours(tmp_path, name, data):
    """What a library chokes on is damage of the file: its name and what to do are said, and the others are read."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("The quay is shut, the harbour master said on Monday.")

    documents, unread = make_documents(tmp_path, tmp_path / "record")

    assert "good.txt" in {document.file for document in documents}
    assert [] == [one.reason for one in unread if "report this" in one.reason]


def test_each_span_of_a_caption_is_of_whoever_says_it(tmp_path):
    """One caption may show a question and its answer."""
    agent = "<m:agent xml:id='a2'><m:name>Jo Park</m:name></m:agent></head>"
    told = f"<p><span m:agent='a1'>- {WORDS}</span><br/><span m:agent='a2'>- {MORE}</span></p></div></body>"
    text = TTML.replace("</head>", agent).replace("</div></body>", told)
    (tmp_path / "a.ttml").write_text(text, encoding="utf-8")
    documents, _ = take_up(tmp_path)

    assert documents["a.ttml"].text.endswith(f"\n\nIda Holt: {WORDS}\n\nJo Park: {MORE}")


@pytest.mark.parametrize("filling", [4, 4096, 100_000])
def test_an_xz_file_may_be_filled_up_with_zeros(tmp_path, filling):
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress(BOTH.encode()) + bytes(filling))
    documents, _ = take_up(tmp_path)

    assert BOTH == documents["a.txt.xz"].text
