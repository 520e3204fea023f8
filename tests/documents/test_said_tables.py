"""Tables of what people said, and tables of articles."""

import pytest

from onrecord.builder import prepare
from onrecord.model import BlockKind, Document

ROWS = [
    ("Rosa Lind, director of ports", "2031-03-03", "The quay will reopen on Friday, and nobody was paid."),
    ("Dock Union (Norvik)", "2031-03-04", "We were never told that the crane was faulty."),
]


def list_said(document):
    """Return whose words each turn of a document is, with its day and the words."""
    text = document.text
    return [
        (text[slice(*block.voice)], block.day.edtf, text[block.start : block.end])
        for block in document.blocks
        if block.kind is BlockKind.TURN
    ]


SAID = [
    ("Rosa Lind", "2031-03-03", ROWS[0][2]),
    ("Dock Union", "2031-03-04", ROWS[1][2]),
]


def test_rows_of_a_table_of_quotations_are_of_whom_they_name(read):
    """The other cells are said by nobody."""
    rows = "".join(f"| {day} | {who} | {words} |\n" for who, day, words in ROWS)
    document = read(f"# Who said what\n\n| Date | Who | Said |\n|---|---|---|\n{rows}", "a.md")

    assert SAID == list_said(document)
    silent = " ".join(document.text[slice(*span)] for span in document.furniture)
    assert "director of ports" in silent
    assert "faulty" not in silent


def test_rows_of_a_page_s_table_of_quotations_are_of_whom_they_name(read):
    """However long the cells are."""
    rows = "".join(
        f"<tr><td>{who}</td><td>{day}</td><td>“{words} {words}”</td></tr>" for who, day, words in ROWS
    )
    page = (
        "<html><body><article><h1>Answers</h1><p>We asked all who were at the quay when the crane fell on Sunday.</p>"
        f"<table><tr><th>Name</th><th>Day</th><th>Quote</th></tr>{rows}</table></article></body></html>"
    )

    assert [one[:2] for one in SAID] == [one[:2] for one in list_said(read(page, "a.html"))]


@pytest.mark.parametrize(
    ("file", "mark", "heads"),
    [("a.csv", ",", "Source,Date,Quote"), ("a.tsv", "\t", "speaker\tsaid_on\tstatement")],
)
def test_a_table_of_quotations_is_a_document(tmp_path, file, mark, heads):
    """Each row is said on its own day."""
    rows = "".join(mark.join(f'"{cell}"' for cell in row) + "\n" for row in ROWS)
    (tmp_path / file).write_text(f"{heads}\n{rows}")

    [document] = prepare([tmp_path])

    assert SAID == list_said(document)


@pytest.mark.parametrize(
    "heads",
    ["Name | Day | Boats lost", "Claim | Who | Verdict", "Who | Said | Verdict", "Name | Date | Position"],
)
def test_other_tables_have_no_speakers(read, heads):
    """A table that checks what was said gives nobody words, nor does one of offices."""
    rows = "".join(f"| {' | '.join(row)} |\n" for row in ROWS)

    assert [] == list_said(read(f"Boats\n\n| {heads} |\n|---|---|---|\n{rows}", "a.md"))


def test_a_table_with_a_column_of_texts_holds_articles(tmp_path):
    """Each row is a document, with the outlet, title and day of its cells."""
    (tmp_path / "clips.md").write_text(
        "# Clippings\n\n| Outlet | Date | Headline | Body |\n|---|---|---|---|\n"
        "| Norvik Mail | 2031-03-03 | Quay to reopen | The quay will reopen on Friday.<br><br>Nobody was paid. |\n"
        "| Alder Star | 2031-03-04 | Union not told | The union was never told that the crane was faulty, it said. |\n"
    )

    documents = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    assert [("clips.md#1", "Norvik Mail", "2031-03-03"), ("clips.md#2", "Alder Star", "2031-03-04")] == [
        (document.file, document.outlet, document.published.edtf) for document in documents
    ]
    assert "The quay will reopen on Friday.\n\nNobody was paid." == documents[0].text.strip()
