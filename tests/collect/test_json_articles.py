"""Exports of articles as programs write them: JSON with what other programs take for it, and feeds of few words."""

import json

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


MARKUP = "<p>The mayor of Norvik spoke.</p><p>The gate would open, she said.</p>"


@pytest.mark.parametrize(
    ("article", "text"),
    [
        (
            {"headline": "Gate", "content": MARKUP},
            "The mayor of Norvik spoke.\n\nThe gate would open, she said.",
        ),
        ({"headline": {"main": "Gate"}, "text": [TEXT, "It rained."]}, f"{TEXT}\n\nIt rained."),
        ({"webTitle": "Gate", "fields": {"bodyText": TEXT}}, TEXT),
        ({"metadata": {"title": "Gate", "source": "Norvik Post"}, "text": TEXT}, TEXT),
    ],
)
def test_an_article_is_read_however_its_fields_hold_it(tmp_path, article, text):
    """As markup, as a list of paragraphs, and in a field with others."""
    (tmp_path / "a.json").write_text(
        json.dumps({"results": [article, article | {"url": "https://a.example/b"}]})
    )

    documents, unread = take_up(tmp_path)

    assert ({}, {text}, {"Gate"}) == (
        unread,
        {document.text for document in documents.values()},
        {document.title for document in documents.values()},
    )


@pytest.mark.parametrize("moment", [1936483200, "1936483200", 1936483200000])
def test_a_moment_in_seconds_is_a_day(tmp_path, moment):
    """Programs count them from 1970, or thousandths of them."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Gate", "text": TEXT, "timestamp": moment}))

    documents, unread = take_up(tmp_path)

    assert ({}, "2031-05-14") == (unread, documents["a.jsonl#L1"].published.edtf)
