"""Plain text, Markdown and lines of JSON."""

import codecs
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.errors import CannotRead

STORY = "The café’s owner said “no” to the dam — and that was final.\n\nIt costs £5m.\n"


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        codecs.BOM_UTF8 + STORY.encode(),
        STORY.encode("utf-16"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
        STORY.encode("cp1252"),
        STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\r").encode(),
    ],
)
def test_text_is_the_file_decoded(read, data):
    """Encoding, mark and line ends are seen through; nothing else is changed."""
    assert STORY == read(data).text


def test_white_space_stays(read):
    """Furniture is marked and white space kept, so that offsets fit the file."""
    text = "  A line  with\ttabs \n\n\n\nand gaps.  \n Copyright 2031 Elm Press. All rights reserved.\n\n"

    assert text == read(text).text


def test_damaged_utf8_stays_utf8(read):
    """A few damaged bytes don't turn each quotation mark into rubbish."""
    assert STORY + "\ufffd" == read(STORY.encode() + b"\xe2\x80").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t \n", "no text"),
        (codecs.BOM_UTF8, "no text"),
        (bytes(range(256)) * 20, "looks like binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 900, "looks like binary"),
        (b"The dam \0 holds.", "NUL"),
        (b"\x01\x02\x03\x04\x05 dam", "control characters"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8A\x00", "damaged UTF-16"),
        (b"%PDF-1.7 and so on", ".pdf"),
        (b"<!DOCTYPE html><p>The dam holds.</p>", ".html"),
        (b"x" * 50_000_000, "longer than 150,000 characters"),
        (b"the dam " * 18_751, "longer than 150,000 characters"),
    ],
)
def test_what_is_no_text_says_why(read, data, reason):
    """Each has one clear line that names the file and says what to do."""
    with pytest.raises(CannotRead, match=r"^note\.txt: ") as refused:
        read(data)
    assert reason in str(refused.value)
    assert "\n" not in refused.value.reason


@pytest.mark.parametrize("text", ["The dam \ud800 holds.", "The dam \0 holds."])
def test_line_of_json_with_half_characters_is_refused(read, text):
    """What SQLite and a browser would count differently is kept out."""
    with pytest.raises(CannotRead):
        read(json.dumps({"text": text}), "a.jsonl#L3")


def test_line_of_json_is_an_article(read):
    """The text comes from the line; what else it states came with the source."""
    line = json.dumps({"text": "The dam\r\nholds.", "title": "Dam holds"})

    document = read(line, "a.jsonl#L3", title="Dam holds", outlet="Elm", published="2031-05-04")

    assert ("The dam\nholds.", "Dam holds", "Elm", "2031-05-04") == (
        document.text,
        document.title,
        document.outlet,
        document.published.edtf,
    )
    assert "metadata" == document.published.basis


@pytest.mark.parametrize("data", [b"{", b'"text"', b'{"text": ""}', b"\xff"])
def test_broken_line_of_json_names_itself(read, data):
    """The reason carries the line's name, so that it can be found and mended."""
    with pytest.raises(CannotRead, match=r"^a\.jsonl#L3: "):
        read(data, "a.jsonl#L3")


def test_markdown_is_kept_as_it_is(read):
    """Markup stays in the text; the headline loses its sign and front matter is furniture."""
    text = "---\ntitle: 'Dam opens'\ndate: 2031-05-04\n---\n\n# Dam opens\n\nThe *dam* opened on Monday.\n"

    document = read(text, "note.md")

    assert text == document.text
    assert ("Dam opens", "2031-05-04") == (document.title, document.published.edtf)
    assert ["---\ntitle: 'Dam opens'\ndate: 2031-05-04\n---"] == [text[a:b] for a, b in document.furniture]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Damm wird im Mai geöffnet, sagte der Bürgermeister am Montag im Rathaus.", "German (de)"),
        ("Le maire a déclaré lundi que le barrage serait ouvert en mai, après trois ans.", "French (fr)"),
        ("Мэр заявил в понедельник, что плотина откроется в мае.", "Russian (ru)"),
        ("市长周一表示，水坝将于五月开放，此前经历了三年的延误和两次关于其成本的调查。", "Chinese (zh)"),
    ],
)
def test_other_languages_are_named(read, text, language):
    """A document in another language is unread, with that reason."""
    with pytest.raises(CannotRead, match="only English is read so far") as refused:
        read(text)
    assert language in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Nein.",
        "No.",
        "Ana Lima, Jo Park, Kwame Boateng, Jean-Luc Martin, Xi Wang",
        "1,000 – 2,000",
        "DAM OPENS",
    ],
)
def test_few_words_are_not_refused_by_a_guess(read, text):
    """A headline or a list of names tells no language."""
    assert "en" == read(text).language


@settings(deadline=None)  # the first document loads the language model
@given(
    st.binary(max_size=400), st.sampled_from(["text/plain", "text/markdown", "text/html", "application/json"])
)
def test_any_bytes_are_read_or_refused(data, media_type):
    """No bytes make it fail otherwise, and what is read has its furniture in order and inside."""
    try:
        document = make_document(Source("x", data, "", media_type))
    except CannotRead:
        return
    assert_furniture_in_order(document)


PIECES = (
    "Advertisement|Copyright 2031 Elm|By Ana Lima|\n|\n\n| |The dam holds.|You might also like|Photo: X|(|)|ß|\u2028|"
    "Updated 4 May 2031|date 2031-05-04|ELM, Jan 5 (Elm) - |Slideshow (9 Images)|Ana Lima/Elm Pictures"
)
WORDS = st.sampled_from(PIECES.split("|"))


@settings(deadline=None)  # the first document loads the language model
@given(st.lists(st.one_of(WORDS, st.text(max_size=5)), min_size=1, max_size=30).map("".join))
def test_furniture_is_in_order(text):
    """Furniture is sorted, apart, inside the text and never empty; the day's words are in the text."""
    try:
        document = make_document(Source("x", text.encode("utf-8", "replace"), "", "text/plain"))
    except CannotRead:
        return
    assert_furniture_in_order(document)


def assert_furniture_in_order(document):
    last = 0
    for start, end in document.furniture:
        assert last <= start < end <= len(document.text)
        assert document.text[start:end] == document.text[start:end].strip()
        last = end
    if span := document.published.span:
        assert document.text[span.start : span.end] == span.exact
