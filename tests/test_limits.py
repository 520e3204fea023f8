"""The bounds on what a document may cost are those that the documentation tells."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

import onrecord
from onrecord import limits
from onrecord.builder import read_paths
from onrecord.model import Unread

MIB = 1024 * 1024
PAGE = Path(str(files("onrecord"))).parents[1] / "docs" / "limits.md"


@pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not installed")
def test_the_table_of_limits_is_the_program_s():
    """Every bound is in the table with its value, and nothing else is."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([\d,]+)( MiB)?", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: int(value.replace(",", "")) * (MIB if unit else 1) for name, value, unit in rows}

    assert {name: value for name, value in vars(limits).items() if name.isupper()} == told


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("It rained. " * 13_637, "longer than 150,000 characters", id="text"),
        pytest.param(
            "The quay ( reopens. " + "(a " * 20_001, "more than 40,000 words and marks", id="tokens"
        ),
        pytest.param("The fee is 8% of 12%. " * 700, "more than 1,000 numbers", id="figures"),
    ],
)
def test_a_text_over_a_limit_is_named_and_the_others_are_read(tmp_path, text, reason):
    """The reason says which limit it is."""
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The quay reopens in May, Ida Holt said.", encoding="utf-8")

    unread, reading = read_paths([tmp_path])

    assert isinstance(unread, Unread)
    assert "a.txt" == unread.file
    assert reason in unread.reason
    assert "b.txt" == reading.document.file


def test_a_page_with_a_crowded_tag_is_read_without_its_tree(tmp_path):
    """Its text is there, whatever its tag holds."""
    crowd = " ".join(f"data-k{number}='<'" for number in range(30_000))
    (tmp_path / "page.html").write_text(
        f"<html><body><div {crowd}><p>The quay reopens in May, Ida Holt said on Monday.</p></body></html>",
        encoding="utf-8",
    )

    [reading] = onrecord.read([tmp_path])

    assert "The quay reopens in May, Ida Holt said on Monday." in reading.document.text
