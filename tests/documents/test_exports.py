"""Exports of press archives: many articles in one file."""

import hashlib

import pytest

from onrecord.builder import prepare
from onrecord.collect.source import Source
from onrecord.documents.exports import part_exports
from onrecord.model import Document

ARTICLES = [
    "The Norvik Mail\n\nMay 14, 2031 Wednesday\n\nGate is shut\n\nLENGTH: 9 words\n\nThe gate is shut, Lima said.\n",
    "Alder Evening Star\n\nJune 3, 2031 Tuesday\n\nGate still shut\n\nThe gate is still shut, Jon Rao said on Monday.",
    "The Norvik Mail\n\nJune 11, 2031 Wednesday\n\nGate open at last\n\nThe gate opened on Tuesday, three weeks late.",
]


def part(text: str) -> list[str]:
    source = Source("a.txt", text.encode(), hashlib.sha256(text.encode()).hexdigest(), "text/plain")
    return [item.file for item in part_exports(source)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{n} of 3 DOCUMENTS\n\n{article}\n" for n, article in enumerate(ARTICLES, 1)),
        "\n".join(f"Document {n} of 3\n\n{article}\n" for n, article in enumerate(ARTICLES, 1)),
        "\n".join(f"{article}\n\nEnd of Document\n" for article in ARTICLES),
        "\n".join(
            f"{article}\n\nDocument NORVM00020310514e75e0{n:04}\n" for n, article in enumerate(ARTICLES)
        ),
    ],
)
def test_each_article_is_a_document_of_its_own(tmp_path, text):
    """Each has the outlet and the day that stand at its head, and a name that says which of the file it is."""
    (tmp_path / "export.txt").write_text(text)

    documents = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    assert ["export.txt#1", "export.txt#2", "export.txt#3"] == [document.file for document in documents]
    assert ["2031-05-14", "2031-06-03", "2031-06-11"] == [document.published.edtf for document in documents]
    assert ["The Norvik Mail", "Alder Evening Star", "The Norvik Mail"] == [d.outlet for d in documents]


@pytest.mark.parametrize(
    "text",
    [
        "The gate is shut.\n\n3 of 5\n\nIt opens soon.",
        "1 of 3 DOCUMENTS\n\nThe gate is shut.",
        "The End of Document\n\nis a novel.",
        "2 of 9 gates\n\nare shut.\n\n3 of 9 gates are open.",
    ],
)
def test_a_text_with_a_count_in_it_is_one(text):
    """Articles are counted from the first, and each has its count."""
    assert ["a.txt"] == part(text)
