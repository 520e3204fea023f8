"""Files that hold others: what is in them, how deep, how much, and what is said of the rest."""

import csv
import gzip
import io
import json
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.handed_in import (
    BOTH,
    MORE,
    WORDS,
    make_compound,
    make_docx,
    make_feed,
    make_mail,
    make_mailbox,
    make_msg,
    make_page,
    make_record,
    pack_names,
    take_up,
)

from onrecord.builder import prepare
from onrecord.collect import json_articles, unpacking
from onrecord.collect.files import collect
from onrecord.collect.kinds import tell_kind
from onrecord.collect.unpacking import unpack_file
from onrecord.model import Document, Unread


def test_files_in_files_are_read_under_the_names_of_both(tmp_path):
    """A mail in a mailbox in a zip file has a Word file attached to it."""
    mail = make_mail(WORDS, attached=[("note.docx", make_docx()), ("quay.jpg", b"\xff\xd8\xff\xe0")])
    (tmp_path / "all.zip").write_bytes(pack_names({"in/box.mbox": make_mailbox(make_mail("Later."), mail)}))

    documents, unread = take_up(tmp_path)

    box = "all.zip#in/box.mbox"
    assert [f"{box}#1", f"{box}#2", f"{box}#2#note.docx"] == list(documents)
    assert BOTH == documents[f"{box}#2#note.docx"].text
    assert {f"{box}#2#quay.jpg"} == set(unread)


def test_what_is_attached_to_an_outlook_mail_is_read(tmp_path):
    """It has a name of its own; a mail without words is no document beside it."""
    (tmp_path / "a.msg").write_bytes(make_msg(attached=[("note.txt", MORE.encode())]))
    (tmp_path / "b.eml").write_bytes(make_mail("", attached=[("note.txt", MORE.encode())]))

    documents, unread = take_up(tmp_path)

    assert ["a.msg", "a.msg#note.txt", "b.eml#note.txt"] == list(documents)
    assert {} == unread


def test_a_forwarded_mail_that_is_attached_whole_is_a_document(tmp_path):
    inner = make_mail(MORE).replace(b"Quay opens", b"Warning")
    outer = make_mail(WORDS).replace(b"\n\n", b'\nContent-Type: multipart/mixed; boundary="x"\n\n', 1)
    head, _, body = outer.partition(b"\n\n")
    head = b"\n".join(
        line for line in head.split(b"\n") if not line.startswith((b"Content-Type: text", b"Content-Tr"))
    )
    parts = b"--x\n\n" + body + b"\n--x\nContent-Type: message/rfc822\n\n" + inner + b"\n--x--\n"
    (tmp_path / "a.eml").write_bytes(head + b"\n\n" + parts)

    documents, _ = take_up(tmp_path)

    assert ["Quay opens", "Warning"] == [document.title for document in documents.values()]


def test_names_that_are_there_twice_are_told_apart_and_none_is_lost(tmp_path):
    """A zip file may hold two files of one name, and a name may lead anywhere: it is only a name."""
    names = ("../../etc/note.txt", "../../etc/not2.txt")
    packed = pack_names(dict(zip(names, (WORDS, MORE), strict=True)))
    (tmp_path / "a.zip").write_bytes(packed.replace(b"not2", b"note"))

    documents, _ = take_up(tmp_path)

    assert {"a.zip#../../etc/note.txt": WORDS, "a.zip#../../etc/note.txt (2)": MORE} == {
        file: document.text for file, document in documents.items()
    }
    assert ["a.zip"] == [path.name for path in tmp_path.iterdir()]


def test_archives_in_archives_end_somewhere(tmp_path):
    """What lies too deep is named, and what lies above it is read."""
    packed = b"deepest"
    for number in range(9):
        packed = pack_names({f"{number}.zip" if number else "note.txt": packed, f"{number}.txt": WORDS})
    (tmp_path / "a.zip").write_bytes(packed)

    documents, unread = take_up(tmp_path)

    assert 6 == len(documents)
    [reason] = unread.values()
    assert "6 files deep in one another: unpack the outer ones" in reason


@pytest.mark.parametrize(
    ("bound", "value", "said"),
    [
        ("LARGEST_UNPACKED", 100_000, "unpacks into more than 0 MiB"),
        ("MOST_PIECES", 4, "more than 4 files or articles"),
    ],
)
def test_what_unpacks_into_too_much_ends_and_keeps_what_came_before(
    tmp_path, monkeypatch, bound, value, said
):
    """A small file can't be made into an endless one; it says of itself what it is."""
    monkeypatch.setattr(unpacking, bound, value)
    inner = pack_names({f"{number}.txt": f"{WORDS} " * 300 for number in range(3)})
    (tmp_path / "a.zip").write_bytes(pack_names({"first.txt": WORDS, "one.zip": inner, "two.zip": inner}))
    (tmp_path / "b.txt").write_text(MORE)

    documents, unread = take_up(tmp_path)

    assert {"a.zip#first.txt", "b.txt"} < set(documents)
    assert said in unread["a.zip"]
    assert "a.zip#two.zip#2.txt" not in documents


def test_locked_and_damaged_members_are_named_and_the_others_read(tmp_path):
    """One member of an archive costs itself."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, WORDS)
    data = bytearray(stream.getvalue())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1  # the first is locked
    data[data.index(b"b.txt") + 9] ^= 0xFF  # the second is damaged
    (tmp_path / "a.zip").write_bytes(data)

    documents, unread = take_up(tmp_path)

    assert ["a.zip#c.txt"] == list(documents)
    assert "locked by a password" in unread["a.zip#a.txt"]
    assert "damaged" in unread["a.zip#b.txt"]


def test_a_table_states_what_is_in_files(tmp_path):
    """A row may name a file in an archive, or the archive for all that is in it."""
    (tmp_path / "a.zip").write_bytes(pack_names({"one.txt": WORDS, "two.txt": MORE}))
    (tmp_path / "feed.xml").write_bytes(make_feed(WORDS, MORE))
    with (tmp_path / "sources.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [
                ("file", "outlet", "published"),
                ("a.zip", "Elm", "2031-05-01"),
                ("a.zip#two.txt", "Oak", "2031-05-02"),
                ("feed.xml#2", "Ash", "2031-05-03"),
                ("gone.zip#two.txt", "", ""),
            ]
        )

    items = list(collect(tmp_path))

    stated = {item.file: (item.outlet, item.published[:10]) for item in items if not isinstance(item, Unread)}
    assert {
        "a.zip#one.txt": ("Elm", "2031-05-01"),
        "a.zip#two.txt": ("Oak", "2031-05-02"),
        "feed.xml#1": ("Harbour Courier", "Mon, 28 Ap"),
        "feed.xml#2": ("Ash", "2031-05-03"),
    } == stated
    assert [
        "row 5: names 'gone.zip#two.txt', which is no document here: correct the name or drop the row"
    ] == [item.reason for item in items if isinstance(item, Unread)]


def test_a_web_archive_gives_pages_and_papers_and_no_parts_of_them(tmp_path):
    """Failures, pictures and files for robots are none; an encoding is undone, and one that is only announced."""
    robots = make_record(b"User-agent: *", "text/plain").replace(b"/quay", b"/robots.txt", 1)
    answers = [
        make_record(b"", status="302 Found"),
        make_record(gzip.compress(make_page()), head="Content-Encoding: gzip\r\n"),
        make_record(make_page(), head="Content-Encoding: gzip\r\n"),
        make_record(b"p{}", "text/css"),
        robots,
        make_record(f"{WORDS} It rained all day in the harbour.".encode(), "text/plain"),
    ]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, answers)))
    members = {"datapackage.json": "{}", "archive/data.warc": b"".join(answers), "pages/pages.jsonl": "{}"}
    (tmp_path / "b.wacz").write_bytes(pack_names(members))

    documents, unread = take_up(tmp_path)

    assert {} == unread
    numbers = (2, 3, 6)
    inside = "b.wacz#archive/data.warc"
    assert [f"a.warc.gz#{n}" for n in numbers] + [f"{inside}#{n}" for n in numbers] == list(documents)
    assert {("https://courier.example/quay", "courier.example", "2031-05-02")} == {
        (document.url, document.outlet, str(document.captured)) for document in documents.values()
    }


def test_a_feed_names_the_items_of_which_it_gives_no_text(tmp_path):
    (tmp_path / "a.rss").write_bytes(make_feed(WORDS, "").replace(b"&lt;p&gt;&lt;/p&gt;", b""))

    documents, unread = take_up(tmp_path)

    assert ["a.rss#1"] == list(documents)
    assert {"a.rss#2": "the feed gives no text of this item: save its page"} == unread


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param({"text": WORDS, "source": "https://a.example/1", "source-hostname": "Elm",
                      "date": "2031-05-01"},
                     ("https://a.example/1", "Elm", "2031-05-01"), id="as trafilatura writes it"),
        pytest.param({"articles": [{"source": {"id": None, "name": "Elm"}, "url": "https://a.example/1",
                                    "publishedAt": "2031-05-01T10:00:00Z", "content": WORDS}]},
                     ("https://a.example/1", "Elm", "2031-05-01T10:00:00Z"), id="an answer of a news service"),
        pytest.param([{"maintext": WORDS, "date_publish": "2031-05-01 10:00:00", "source_domain": "a.example",
                       "url": "https://a.example/1"}],
                     ("https://a.example/1", "a.example", "2031-05-01 10:00:00"), id="as news-please writes it"),
        pytest.param({"hits": {"hits": [{"_source": {"body": WORDS, "media_name": "Elm", "publish_date": "2031-05-01",
                                                     "link": "https://a.example/1"}}]}},
                     ("https://a.example/1", "Elm", "2031-05-01"), id="an answer of a search engine"),
        pytest.param({"@type": "NewsArticle", "articleBody": WORDS,
                      "publisher": {"@type": "Organization", "name": "Elm"},
                      "datePublished": "2031-05-01", "url": "https://a.example/1"},
                     ("https://a.example/1", "Elm", "2031-05-01"), id="linked data"),
        pytest.param({"version": "1.1", "items": [{"content_html": f"<p>{WORDS}</p>", "url": "https://a.example/1",
                                                   "date_published": "2031-05-01T10:00:00+02:00"}]},
                     ("https://a.example/1", None, "2031-05-01T10:00:00+02:00"), id="a feed in JSON"),
        pytest.param([{"Text": WORDS, "Publication": "Elm", "DOCUMENTIDENTIFIER": "https://a.example/1",
                       "Published": "", "seendate": "20310501T100000Z"}],
                     ("https://a.example/1", "Elm", "20310501T100000Z"), id="joined to GDELT"),
    ],
)  # fmt: skip
def test_an_export_is_read_under_whichever_names_it_has(tmp_path, content, expected):
    """Text, address, outlet and day are found by the common names of the exports that desks have."""
    (tmp_path / "a.json").write_text(json.dumps(content))

    [source] = collect(tmp_path)
    documents, unread = take_up(tmp_path)

    assert expected == (source.url, source.outlet, source.published)
    assert {} == unread
    assert [(WORDS, "2031-05-01")] == [(item.text, item.published.edtf) for item in documents.values()]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path, encoding, mark):
    """Whatever parts its cells and however it is encoded; a row without text is named by its number in the sheet."""
    stream = io.StringIO()
    rows = [("Title", "Full text"), ("Quay – “open”", f"{WORDS}\n{MORE}"), ("Late", " ")]
    csv.writer(stream, delimiter=mark).writerows(rows)
    (tmp_path / "a.csv").write_bytes(stream.getvalue().encode(encoding))

    documents, unread = take_up(tmp_path)

    assert [("a.csv#2", "Quay – “open”")] == [(item.file, item.title) for item in documents.values()]
    assert {"a.csv#3": "the row's article has no text: fill it in, or drop the row"} == unread


def test_the_process_apart_gives_what_this_one_would(tmp_path):
    """The same documents come, in the same order, by whichever process they are unpacked; the one is used again."""
    for number in range(3):
        inner = {f"{name}.txt": f"{WORDS} {MORE} {name}" for name in range(4)}
        (tmp_path / f"{number}.zip").write_bytes(pack_names({**inner, "x.png": b"\x89PNG\r\n\x1a\n"}))

    apart = list(prepare([tmp_path]))
    here = [item.file for item in collect(tmp_path)]

    assert here == [item.file for item in apart]
    assert 12 == sum(isinstance(item, Document) for item in apart)


def test_a_file_that_breaks_the_process_that_unpacks_it_is_named_and_what_came_before_is_read(tmp_path):
    """More memory than it may have is asked for: the others go on."""
    deep = b'[{"a":' + b"[" * 30_000_000 + b"]" * 30_000_000 + b"}]"
    (tmp_path / "a.zip").write_bytes(pack_names({"a.txt": WORDS, "b.json": deep, "c.txt": MORE}))
    many = b"[" + b"{}," * 20_000_000 + b"{}]"
    (tmp_path / "b.zip").write_bytes(pack_names({"a.txt": WORDS, "b.json": many, "c.txt": MORE}))
    (tmp_path / "c.txt").write_text(f"{WORDS} {MORE}")

    items = list(prepare([tmp_path]))

    read = [item.file for item in items if isinstance(item, Document)]
    assert ["a.zip#a.txt", "a.zip#c.txt", "b.zip#a.txt", "c.txt"] == read
    reasons = {item.file: item.reason for item in items if isinstance(item, Unread)}
    assert "not JSON" in reasons["a.zip#b.json"]
    assert "of memory" in reasons["b.zip"]


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=600),
    name=st.sampled_from(["a", "a.zip", "a.json", "a.eml", "a.mbox", "a.csv", "a.warc", "a.xml"]),
)
def test_any_bytes_are_read_or_named(tmp_path_factory, data, name):
    """No file is without an answer, whatever is in it."""
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(data)

    assert [item.file.startswith(name) for item in unpack_file(path, name)]


def test_articles_in_json_lie_at_any_depth_up_to_a_bound():
    """A list of a list of articles is found; what lies deeper than any answer met is not looked for."""
    deep = [{"title": "The quay", "text": WORDS}]
    for _ in range(20):
        deep = [deep]

    assert [] == list(json_articles._find_articles(deep))
    assert 1 == len(list(json_articles._find_articles([[{"a": {"title": "The quay", "text": WORDS}}]])))


def test_data_about_a_story_are_no_articles(tmp_path):
    """Notes beside the documents have fields called 'text', 'story' and 'date' too: the file is named, not read."""
    path = tmp_path / "notes.json"
    path.write_text(
        '{"story": "quay", "figures": [{"text": "12 ferries", "holder": "the port"}],'
        ' "events": [{"date": "2031-05-14", "text": "The port shuts the quay."}]}'
    )

    [found] = unpack_file(path, "notes.json")
    assert isinstance(found, Unread)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("page.txt", b"\xef\xbb\xbf\n<!doctype HTML>\n<p>", "text/html"),
        ("page.pdf", b"<html><body>It was moved", "text/html"),
        ("note.doc", b"{\\rtf1 It holds.}", "application/rtf"),
        ("note.doc", b"It holds, she said.", "text/plain"),
        ("wide.html", "<html><p>It holds".encode("utf-16"), "text/html"),
        (
            "feed",
            b"<?xml version='1.0'?>\n<!-- made -->\n<feed xmlns='http://www.w3.org/2005/Atom'>",
            "application/rss+xml",
        ),
        ("mail.txt", b"Return-Path: <a@b.example>\nFrom: a\nSubject: b\n\nIt holds.", "message/rfc822"),
        ("letter.txt", b"To: the council\nRe: the quay\nDear all,\n\nIt holds.", "text/plain"),
        ("talk.txt", b"IDA HOLT: It holds.\nJO PARK: Does it?\nIDA HOLT: It does.\n", "text/plain"),
        ("data.txt", b'{"text": "It holds."}\n{"text": "It leaks."}\n', "application/jsonl"),
        ("data", b'[{"text": "It holds."}]', "application/json"),
        ("talk.txt", b"[The chair took the floor]\nIt holds.", "text/plain"),
        ("clip.txt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nIt holds.", "application/x-subrip"),
        ("note.txt", b"---\ntitle: It holds\n---\n", "text/markdown"),
        ("box", b"From a@b.example Mon Apr 28 10:00:00 2031\nFrom: a\n", "application/mbox"),
        ("Makefile", b"It holds.", "text/plain"),
    ],
)
def test_a_file_is_told_by_what_is_in_it(name, content, kind):
    """Its name's ending says what it is only where its first characters do not."""
    assert kind == tell_kind(name, content).media_type


def test_an_old_word_file_is_named_where_nothing_reads_it_and_read_where_something_does(
    tmp_path, monkeypatch
):
    """A converter that is installed gives its text; without one, the reason says which would."""
    streams = {"WordDocument": bytes(4096)}
    folder, programs = tmp_path / "in", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    (folder / "a.doc").write_bytes(make_compound(streams))
    monkeypatch.setenv("PATH", str(programs))

    assert "read where antiword or catdoc is installed" in take_up(folder)[1]["a.doc"]

    (programs / "catdoc").write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\nprint({WORDS!r})\n"
    )
    (programs / "catdoc").chmod(0o755)
    assert WORDS == take_up(folder)[0]["a.doc"].text.strip()


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "html"])
def test_what_a_server_does_not_name_is_told_by_what_is_in_it(tmp_path, kind):
    """A page is read whatever the server called it; a picture is still passed over."""
    (tmp_path / "quay.warc").write_bytes(
        make_record(make_page(), kind) + make_record(b"\x89PNG\r\n\x1a\n" + bytes(100), kind)
    )

    assert ["quay.warc#1"] == [item.file for item in collect([tmp_path])]


def test_mails_in_one_another_without_end_are_named_with_what_to_do(tmp_path):
    """It is not damaged, and getting it again would not help."""
    head = b"From: a@ash.example\nSubject: quay\nDate: Mon, 28 Apr 2031 10:00:00 +0000\n"
    mail = head + b"Content-Type: text/plain\n\nThe quay is shut.\n"
    for _ in range(1_000):
        mail = head + b"Content-Type: message/rfc822\n\n" + mail
    (tmp_path / "deep.eml").write_bytes(mail)

    [item] = collect([tmp_path])

    assert "unpack the outer files" in item.reason
