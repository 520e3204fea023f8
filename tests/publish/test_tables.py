"""The tables beside the dossier: what spreadsheets and databases read of them."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from msgspec.structs import replace
from tests.publish.test_dossier import make_denials, make_record

from onrecord.model import Record
from onrecord.publish.output import Making, make_forms
from onrecord.publish.tables import COLUMNS, render_tables

DOCS = Path(__file__).parents[2] / "docs" / "tables.md"


def read(record):
    """Return the rows of each table as a spreadsheet sees them."""
    return {name: list(csv.DictReader(io.StringIO(table))) for name, table in render_tables(record)}


def test_each_section_has_its_table_with_the_words_and_where_they_stand():
    """A row names who, what, when, and the words with document, place, address and hash."""
    record = make_denials()
    tables = read(record)
    [charge, answer] = tables["statements.csv"]

    assert {"statements.csv", "figures.csv", "denials.csv", "documents.csv"} == set(tables)
    assert ("the ministry had hidden 12 letters", "accuse", "0.951") == (
        charge["words"],
        charge["act"],
        charge["probability"],
    )
    assert ("The minister", "2024-03-04", "Ostwire") == (
        answer["speaker"],
        answer["said_from"],
        answer["outlet"],
    )
    document = record.documents[0]
    assert document.text[int(answer["start"]) : int(answer["end"])] == answer["words"]
    assert document.sha256 == answer["sha256"]
    assert ["denied", "denied", "declined", "no answer", "no answer"] == [
        row["kind"] for row in tables["denials.csv"]
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0="])
def test_no_cell_begins_a_formula(begin):
    """Words of a document that a spreadsheet would run stand behind an apostrophe, in every column."""
    hostile = f"{begin}HYPERLINK(1)"
    for rows in read(make_record(hostile + " said by May at least.", hostile, hostile)).values():
        for row in rows:
            for cell in row.values():
                assert not cell.lstrip(" \u00a0").startswith(("=", "+", "@", "\t", "\r", "\n"))


def test_numbers_of_the_record_stay_numbers():
    """A day that moved earlier is a negative number and not words."""
    record = make_record()
    [commitment] = record.commitments
    version = replace(commitment.versions[0], slip_days=-12)
    [row] = read(replace(record, commitments=(replace(commitment, versions=(version,)),)))[
        "announcements.csv"
    ]

    assert "-12" == row["slip_days"]
    assert "2024-05-31" == row["due_to"]
    assert ["40", "60"] == [row["low"] for row in read(record)["figures.csv"]]


def test_every_column_is_documented():
    """docs/tables.md names each table and each of its columns, in their order."""
    text = DOCS.read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        part = text.partition(f"## {name}.csv")[2].partition("\n## ")[0]
        own = [column for column in columns if f"| `{column}` |" in part]
        place = text.partition("## Where the words stand")[2].partition("\n## ")[0]
        shared = [column for column in columns if column not in own and f"| `{column}` |" in place]
        assert list(columns) == own + shared, name


def test_the_page_holds_its_tables_so_that_they_go_with_it_when_it_is_sent():
    """A heading's link is the table itself, and is the one that is written beside the page."""
    forms = dict(make_forms(make_denials(), Making()))
    linked = dict(
        re.findall(
            r'href="data:text/csv;charset=utf-8,([^"]*)" download="(\w+\.csv)"',
            forms["dossier.html"].decode(),
        )
    )

    assert {"denials.csv", "statements.csv", "documents.csv"} <= set(linked.values())
    for table, name in linked.items():
        assert forms[f"tables/{name}"].decode() == unquote(table)
    assert [] == list(render_tables(Record()))
