"""What is kept as the address of a document, and which table of sources is believed."""

import json

import pytest

from onrecord.collect.files import collect
from onrecord.collect.source import Source, clean_address
from onrecord.errors import InvalidSources

ACTIVE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    " vbscript:msgbox(1)",
    "data:text/html,<p>x</p>",
    "javascript:1/alert(1)",
    "javascript&colon;alert(1)",
    "javascript%3Aalert(1)",
    "file:///etc/hostname",
    "//",
    "https://",
    "mailto:desk@courier.example",
    "blob:https://courier.example/1",
]


@pytest.mark.parametrize("address", ACTIVE)
def test_only_web_addresses_are_kept_and_the_row_is_named(tmp_path, address):
    """What is none is told, and its document is read without it."""
    (tmp_path / "a.txt").write_text("The quay reopens in May.", encoding="utf-8")
    (tmp_path / "sources.csv").write_text(f'file,url\na.txt,"{address}"\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "It rained.", "url": address}), encoding="utf-8")

    items = list(collect(tmp_path))

    assert [None, None] == [item.url for item in items if isinstance(item, Source)]
    reasons = {item.file: item.reason for item in items if not isinstance(item, Source)}
    assert {"sources.csv", "b.jsonl#L1"} == set(reasons)
    assert all("is not a web address" in reason for reason in reasons.values())


@pytest.mark.parametrize(
    "address",
    [
        "https://courier.example/2031/05/quay?a=1#top",
        "HTTP://courier.example:8080/quay",
        "courier.example/2031/05/quay",
        "www.courier.example",
        "https://desk@courier.example/a:b",
    ],
)
def test_web_addresses_are_kept_as_they_are(address):
    """With a port, with a name, and without a scheme."""
    assert address == clean_address(address)


def test_a_table_that_lies_elsewhere_is_not_believed(tmp_path):
    """A link out of the folder would let whoever packed it state what any file of the machine says."""
    (tmp_path / "elsewhere.csv").write_text("file,outlet\na.txt,Forged\n", encoding="utf-8")
    folder = tmp_path / "coverage"
    folder.mkdir()
    (folder / "a.txt").write_text("The quay reopens in May.", encoding="utf-8")
    (folder / "sources.csv").symlink_to(tmp_path / "elsewhere.csv")

    with pytest.raises(InvalidSources, match="a link to a file outside the folder"):
        list(collect(folder))
    with pytest.raises(InvalidSources, match="a link to a file outside the folder"):
        list(collect([folder / "a.txt"]))


def test_a_table_that_links_inside_the_folder_is_believed(tmp_path):
    """It is as much the user's own as the folder is."""
    (tmp_path / ".table.csv").write_text("file,outlet\na.txt,Harbour Radio\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("The quay reopens in May.", encoding="utf-8")
    (tmp_path / "sources.csv").symlink_to(".table.csv")

    assert ["Harbour Radio"] == [item.outlet for item in collect(tmp_path)]


@pytest.mark.parametrize("name", ["x" * 5_000 + ".txt", "../outside.txt", "/etc/hostname.txt"])
def test_a_row_that_names_no_file_that_can_be_is_named(tmp_path, name):
    """However long the name is, and wherever it leads."""
    folder = tmp_path / "coverage"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("It is not of the folder.", encoding="utf-8")
    (folder / "sources.csv").write_text(f"file,outlet\n{name},Harbour Radio\n", encoding="utf-8")

    [doubt] = collect(folder)

    assert "which is no document here" in doubt.reason
