"""Markup of which everything is the document: paragraphs, lines, headings and tables, in each format that has it."""

import hashlib

import pytest
from tests.handed_in import make_docx, make_odt

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.documents.whole import read_whole

LEAD = "The harbour office said on Tuesday that the north gate would be shut until the end of August."


def paragraph(words, style=""):
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows):
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def make(data, ending):
    kinds = {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt": "application/vnd.oasis.opendocument.text",
    }
    return make_document(Source(f"a.{ending}", data, hashlib.sha256(data).hexdigest(), kinds[ending]))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>The quay\nis shut.</p><p>It rains.</p>", "The quay is shut.\n\nIt rains."),
        ("<div>The quay is shut.<br>It rains.<br><br>Nobody is here.</div>", None),
        ("The quay is shut.<br/>It rains.<br/><br/>Nobody is here.", None),
        ("<p>The quay is <b>shut</b>.<br>It <i>rains</i>.</p><p>Nobody is here.</p>", None),
    ],
)
def test_a_break_is_a_line_and_two_are_a_paragraph(markup, text):
    """As a browser shows them."""
    assert (text or "The quay is shut.\nIt rains.\n\nNobody is here.") == read_whole(markup)


def test_a_table_is_rows_and_no_sentences():
    """Its cells are one line a row; a table that only places prose leaves it prose."""
    counts = "<table><tr><th>Who</th><th>Drowned</th></tr><tr><td>Office</td><td>12</td></tr></table>"
    placed = f"<table><tr><td>{LEAD}</td><td>Menu</td></tr><tr><td>{LEAD}</td><td>Map</td></tr></table>"

    assert "| Who | Drowned |\n| Office | 12 |" == read_whole(counts)
    assert LEAD in read_whole(placed).split("\n\n")


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("docx", make_docx(paragraph(LEAD) + table(("Who", "Drowned"), ("Office", "12"), ("Bishop", "31")))),
        (
            "odt",
            make_odt(
                f"<text:p>{LEAD}</text:p><table:table>"
                "<table:table-row><table:table-cell><text:p>Who</text:p></table:table-cell>"
                "<table:table-cell><text:p>Drowned</text:p></table:table-cell></table:table-row>"
                "<table:table-row><table:table-cell><text:p>Office</text:p></table:table-cell>"
                "<table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>"
            ),
        ),
    ],
)
def test_a_table_in_an_office_file_is_told_apart_from_prose(ending, data):
    """Nobody says its cells."""
    document = make(data, ending)

    [found] = [block for block in document.blocks if block.kind.value == "table"]
    assert document.text[found.start : found.end].startswith("| Who | Drowned |")
    assert any(start <= found.start and found.end <= end for start, end in document.furniture)


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("Port Lenna, 4 March 2031.", "2031-03-04"),
        ("Port Lenna, 4 March 2031", "2031-03-04"),
        ("4 March 2031, Port Lenna", "2031-03-04"),
        ("PORT LENNA - March 4, 2031", "2031-03-04"),
    ],
)
@pytest.mark.parametrize(("style", "stop"), [("", ""), ("Heading1", "."), ("", ".")])
def test_the_day_below_a_title_of_a_word_file_is_the_documents(place, day, style, stop):
    """Whether or not the title is styled as one, is a sentence, and however long it is."""
    title = f"The harbour office shuts the north gate until August and pays every house on the quay{stop}"
    document = make(make_docx(paragraph(title, style) + paragraph(place) + paragraph(LEAD)), "docx")

    assert day == document.published.edtf
