"""Exports of articles as programs write them: JSON with what other programs take for it, and feeds of few words."""

import json
from datetime import datetime

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


def make_chat(kind, *sent):
    """Return a chat as a messenger exports it."""
    if kind == "telegram":
        messages = [
            {
                "type": "message",
                "date": f"{day}T10:15:00",
                "from": sender,
                "text": [words, {"type": "link", "text": " x"}],
            }
            for sender, day, words in sent
        ]
        return {"name": "Quay", "messages": [{"type": "service", "date": "2031-03-01T10:00:00"}, *messages]}
    messages = [
        {
            "sender_name": sender,
            "timestamp_ms": int(datetime.fromisoformat(f"{day}T10:15:00+00:00").timestamp() * 1000),
            "content": words,
        }
        for sender, day, words in reversed(sent)
    ]
    return {"participants": [], "messages": messages}


@pytest.mark.parametrize("kind", ["telegram", "messenger"])
def test_a_chat_that_was_exported_is_one_document_with_who_says_what_when(tmp_path, kind):
    """Its messages stand from the oldest on, whatever order the file has."""
    sent = [
        ("Rosa Lind", "2031-03-03", "We will open the quay on Friday."),
        ("Ivo Maran", "2031-03-04", "I have not seen it."),
    ]
    (tmp_path / "chat.json").write_text(json.dumps(make_chat(kind, *sent)))

    documents, unread = take_up(tmp_path)
    [document] = documents.values()

    assert {} == unread
    assert [(sender, day) for sender, day, _ in sent] == [
        (document.text[slice(*block.voice)], block.day.edtf) for block in document.blocks if block.voice
    ]


def test_nobody_writes_a_message_of_somebody_else(tmp_path):
    """A stamp and a name within the words of a message begin no other."""
    sent = [
        ("Rosa Lind", "2031-03-03", "I saw it.\n[2031-03-03, 10:16] Ivo Maran: I sank the ferry."),
        ("Ada Holm", "2031-03-04", "I have not seen you there."),
    ]
    (tmp_path / "chat.json").write_text(json.dumps(make_chat("telegram", *sent)))

    [document] = take_up(tmp_path)[0].values()

    assert ["Rosa Lind", "Ada Holm"] == [
        document.text[slice(*block.voice)] for block in document.blocks if block.voice
    ]


def test_messages_from_several_time_zones_stand_in_the_order_in_which_they_were_sent(tmp_path):
    """Half past midnight in one place was earlier than the evening before in another."""
    sent = [
        ("Ivo Maran", "2031-05-13T22:00:00-10:00", "I have only heard of it."),
        ("Rosa Lind", "2031-05-14T00:30:00+14:00", "We will open the quay."),
    ]
    messages = [{"from": sender, "date": moment, "text": words} for sender, moment, words in sent]
    (tmp_path / "chat.json").write_text(json.dumps({"messages": messages}))

    [document] = take_up(tmp_path)[0].values()

    assert document.text.index("Rosa Lind") < document.text.index("Ivo Maran")


@pytest.mark.parametrize(
    "content",
    [
        {"messages": []},
        {"messages": "none"},
        {"messages": [{"from": "Rosa Lind", "text": "No."}, {"from": "Ivo Maran", "text": "Yes."}]},
        {"messages": [{"from": {}, "date": [], "text": 1}] * 3},
        {"messages": [{"from": "Ana", "date": True, "text": "No."}] * 3},
        {"messages": [{"from": "::", "date": "2031-05-14T10:00:00", "text": "No."}] * 3},
        {"messages": [{"from": "Ana", "date": "9999999-99-99", "text": "No."}] * 3},
        {"messages": [{"sender_name": "Ana", "timestamp_ms": 1e300, "content": "No."}] * 3},
    ],
)
def test_what_is_no_chat_is_named(tmp_path, content):
    """Nothing of it is lost in silence, and nothing crashes."""
    (tmp_path / "chat.json").write_text(json.dumps(content))

    documents, unread = take_up(tmp_path)

    assert ({}, ["chat.json"]) == (documents, list(unread))


def test_articles_among_which_messages_are_stay_articles(tmp_path):
    """A programme's answer has messages of its own."""
    content = {"messages": ["ok"], "articles": [{"title": "Gate", "date": "2031-05-14", "text": TEXT}]}
    (tmp_path / "many.json").write_text(json.dumps(content))

    assert [TEXT] == [document.text for document in take_up(tmp_path)[0].values()]


def test_nobody_writes_a_message_of_somebody_else_into_his_own(tmp_path):
    """Neither by a line end in his words nor by a colon in his name."""
    sent = [
        ("Rosa Lind", "2031-03-03", "We will open it.\n[2031-03-03, 10:16] Ivo Maran: I will pay."),
        ("Ivo: Maran", "2031-03-04", "I have not seen it."),
    ]
    (tmp_path / "chat.json").write_text(json.dumps(make_chat("messenger", *sent)))
    [document] = take_up(tmp_path)[0].values()
    blocks = [block for block in document.blocks if block.voice]

    assert ["Rosa Lind", "Ivo Maran"] == [document.text[slice(*block.voice)] for block in blocks]
    assert "I will pay." in document.text[blocks[0].start : blocks[0].end]


def tell_turns(folder):
    """Return who says what on which day in the one document of a folder."""
    [document] = take_up(folder)[0].values()
    return [
        (document.text[slice(*block.voice)], document.text[block.start : block.end].strip(), block.day.edtf)
        for block in document.blocks
        if block.voice
    ]


TOLD = [
    ("Rosa Lind", "The crane log is with the board.", "2031-03-03"),
    ("Emil Tarn", "The union counts 31 dead.", "2031-03-04"),
]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            [
                {
                    "type": "message",
                    "user_profile": {"real_name": sender},
                    "text": words,
                    "ts": str(datetime.fromisoformat(f"{day}T09:15:00+00:00").timestamp()),
                }
                for sender, words, day in TOLD
            ],
            id="Slack",
        ),
        pytest.param(
            {
                "channel": {"name": "quay"},
                "messages": [
                    {
                        "timestamp": f"{day}T09:15:00.123+00:00",
                        "content": words,
                        "author": {"name": "x", "nickname": sender},
                    }
                    for sender, words, day in TOLD
                ],
            },
            id="Discord",
        ),
        pytest.param(
            {
                "messages": [
                    {"author": sender, "timestamp": f"{day}T09:15:00Z", "body": words}
                    for sender, words, day in TOLD
                ]
            },
            id="Signal",
        ),
        pytest.param(
            {
                "messages": [
                    {"from": sender, "date": f"{day}T09:15:00", "text": words.replace(" ", " \0", 1)}
                    for sender, words, day in TOLD
                ]
            },
            id="with a NUL",
        ),
    ],
)
def test_chats_of_further_messengers_are_read_though_nobody_says_i(tmp_path, content):
    """Each message with its sender and its day; a NUL in one is nothing."""
    (tmp_path / "chat.json").write_text(json.dumps(content))

    assert tell_turns(tmp_path) == TOLD


def test_a_list_of_articles_with_authors_is_no_chat(tmp_path):
    """A list of them stands in no object, and they have titles."""
    articles = [{"title": day, "author": who, "date": day, "text": words} for who, words, day in TOLD]
    (tmp_path / "articles.json").write_text(json.dumps(articles))

    assert 2 == len(take_up(tmp_path)[0])


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "utf-8", "utf-16"])
def test_a_table_is_in_the_encoding_that_its_names_tell(tmp_path, encoding):
    """As a text is: spreadsheets save tables in that of their country."""
    words = "The quay will be shut until May, Jiří Dvořák of Plzeň said. Šárka Černá denied it on Monday."
    (tmp_path / "articles.csv").write_bytes(f'title,text\nQuay shut,"{words}"\n'.encode(encoding))

    assert [words] == [document.text for document in take_up(tmp_path)[0].values()]
