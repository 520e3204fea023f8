"""CSV and Parquet: typed tables that other programs load, and that no spreadsheet runs."""

import csv
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.exchange.formats import Format, export
from onrecord.exchange.tables import list_tables
from onrecord.model import Record
from onrecord.publish.cells import make_safe, restore


def read_csv(path):
    """Return the rows of a CSV file as a spreadsheet reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def tables(written, tmp_path):
    """The CSV files of the record written by hand."""
    export(written, Format.CSV, tmp_path / "tables")
    return tmp_path / "tables"


def test_every_line_says_who_where_and_when(tables):
    """The first table that a person opens has names and places, not ids."""
    lines = read_csv(tables / "lines.csv")

    [promised] = [line for line in lines if line["kind"] == "commitment" and "30 April" in line["words"]]
    assert "Anna Brandt" == promised["party"]
    assert ("a.txt", "Radio Kvist", "2024-03-04") == tuple(
        promised[name] for name in ("document", "outlet", "day")
    )
    assert "0.9" == promised["probability"]
    assert "31" == next(row["slip_days"] for row in read_csv(tables / "commitments_versions.csv")[1:])
    assert {"statement", "commitment", "term", "denial", "figure", "naming", "relay", "event"} == {
        line["kind"] for line in lines
    }


def test_the_words_of_a_line_stand_where_it_says(tables, written):
    """Whoever goes to the place finds the words."""
    texts = {document.file: document.text for document in written.documents}

    for line in read_csv(tables / "lines.csv"):
        assert restore(line["words"]) == texts[line["document"]][int(line["start"]) : int(line["end"])]


def test_no_cell_is_run_by_a_spreadsheet(tables):
    """What a document wrote as a formula is a text, and a number stays a number."""
    [first, _] = read_csv(tables / "documents.csv")
    code = next(line for line in read_csv(tables / "lines.csv") if "44 is the code" in line["words"])

    assert first["title"].startswith("'=HYPERLINK")
    assert first["text"].startswith("'=HYPERLINK")
    assert "'+44 is the code" == code["words"]


@given(st.text(st.sampled_from("'=+-@＝ \t\n\r1.a"), max_size=8))
def test_a_safe_cell_begins_no_formula_and_can_be_turned_back(text):
    """Whatever a document holds: what begins a cell is no sign that a spreadsheet acts on, and nothing is lost."""
    cell = make_safe(text)

    assert text == restore(cell)
    begins = cell.lstrip()[:1]
    number = cell.lstrip("+-").replace(".", "", 1).isdigit()
    assert number or not (begins and begins in "=+-@＝")
    assert cell[:1] not in {"\t", "\r", "\n"}


def test_a_key_of_a_later_version_is_a_column():
    """What the types gain, the tables have, with its type."""

    class Later(msgspec.Struct, frozen=True):
        id: str
        ruled_on: date | None = None
        marks: tuple[int, ...] = ()

    class LaterRecord(Record, frozen=True):
        remarks: tuple[Later, ...] = ()

    tables = list_tables(LaterRecord(remarks=(Later("remark-1", date(2024, 3, 4), (7, 9)),)))

    assert [{"id": "remark-1", "ruled_on": date(2024, 3, 4)}] == tables["remarks"].to_dicts()
    assert [("remark-1", 0, 7), ("remark-1", 1, 9)] == list(tables["remarks_marks"].rows)


def test_what_waits_for_a_person_is_in_no_table(written):
    """Candidates are not published."""
    tables = list_tables(written)

    assert [] == [name for name in tables if name.startswith("candidates")]
    assert "candidate-" not in str([table.rows for table in tables.values()])


def test_arrow_takes_a_table_as_it_is(written):
    """Any program of the Arrow world reads the tables, with types."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow, 55 MB, is no dependency of development")

    table = pyarrow.table(list_tables(written)["commitments_versions"])

    assert pyarrow.date32() == table.schema.field("due_latest").type
    assert [None, 31] == table["slip_days"].to_pylist()
    assert [date(2024, 4, 30), date(2024, 5, 31)] == table["due_latest"].to_pylist()
    assert [False, False] == table["hedged"].to_pylist()


def test_parquet_is_loaded_by_arrow_s_own_library(written, tmp_path):
    """Every table has its rows and types back."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow, 55 MB, is no dependency of development")
    export(written, Format.PARQUET, tmp_path / "tables")

    for name, table in list_tables(written).items():
        loaded = parquet.read_table(tmp_path / "tables" / f"{name}.parquet")
        assert table.to_dicts() == loaded.to_pylist()


def test_parquet_is_loaded_with_its_types(written, tmp_path):
    """Days are days and numbers are numbers."""
    from arro3.core import DataType
    from arro3.io import read_parquet

    export(written, Format.PARQUET, tmp_path / "tables")

    loaded = read_parquet(tmp_path / "tables" / "commitments_versions.parquet").read_all()

    assert DataType.date32() == loaded.schema.field("due_latest").type
    assert [None, 31] == loaded.column("slip_days").to_pylist()
    assert [date(2024, 4, 30), date(2024, 5, 31)] == loaded.column("due_latest").to_pylist()
