"""Exports of articles as programs write them: JSON with what other programs take for it, and feeds of few words."""

import pytest
from tests.handed_in import make_feed, take_up

TEXT = "The mayor of Norvik said on Tuesday that the gate would open by June. It was a long day."


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_loses_no_article(tmp_path, number):
    """Python and R write it; only the number is nothing."""
    article = f'{{"title": "Gate", "date": "2031-05-14", "score": {number}, "text": "{TEXT}"}}'
    (tmp_path / "one.json").write_text(article)
    (tmp_path / "many.json").write_text(f'{{"articles": [{article}, {article.replace("14", "15")}]}}')
    (tmp_path / "lines.jsonl").write_text(f"{article}\n{article.replace('14', '16')}\n")

    documents, unread = take_up(tmp_path)

    assert {} == unread
    assert ["2031-05-14", "2031-05-15", "2031-05-14", "2031-05-16", "2031-05-14"] == [
        documents[name].published.edtf
        for name in ("many.json#1", "many.json#2", "lines.jsonl#L1", "lines.jsonl#L2", "one.json")
    ]
    assert {TEXT} == {document.text for document in documents.values()}


def test_an_item_of_a_feed_with_no_text_is_told_as_one(tmp_path):
    """It is no line of a file, and what to do is said."""
    (tmp_path / "feed.xml").write_bytes(make_feed(TEXT, "Read on."))

    documents, unread = take_up(tmp_path)

    assert ["feed.xml#1"] == list(documents)
    assert "the feed gives no text of this item: save its page" == unread["feed.xml#2"]
