"""Exports of press archives: many articles in one file."""

import hashlib

import pytest

from onrecord.builder import prepare
from onrecord.collect.source import Source
from onrecord.documents import make_document
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


TAGGED = """HD   Gate is shut
BY   Mia Rao
WC   9 words
PD   14 May 2031
SN   The Norvik Mail
CY   (c) 2031 Norvik Mail Ltd.

LP   The gate is shut, Lima said
on Tuesday.

TD   It will open on Friday, she said.

AN   Document NORVM00020310514e75e00001

HD   Gate still shut
PD   3 June 2031
SN   Alder Evening Star
LP   The gate is still shut, Jon Rao said on Monday.

AN   Document ALDES00020310603e75e00002
"""


def test_fields_with_tags_are_no_words_of_an_article(tmp_path):
    """Headline, outlet and day are stated; what is said is below 'LP' and 'TD'."""
    (tmp_path / "export.txt").write_text(TAGGED)

    documents = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    assert [
        ("Gate is shut", "The Norvik Mail", "2031-05-14"),
        ("Gate still shut", "Alder Evening Star", "2031-06-03"),
    ] == [(document.title, document.outlet, document.published.edtf) for document in documents]
    assert "LP" not in documents[0].text
    assert "said on Tuesday.\n\nIt will open on Friday" in documents[0].text


def test_outlet_and_day_below_an_article_are_read(tmp_path):
    """'Publication title' and 'Publication date' stand at the foot, in exports of ProQuest."""
    foots = (("The Norvik Mail", "May 14, 2031"), ("Alder Evening Star", "Jun 3, 2031"))
    text = "".join(
        f"Document {n} of 2\n\nGate {n}\n\nFull text: The gate is shut, Lima said.\n\n"
        f"Publication title: {outlet}\nPublication date: {day}\n\n"
        for n, (outlet, day) in enumerate(foots, 1)
    )
    (tmp_path / "export.txt").write_text(text)

    documents = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    assert [("The Norvik Mail", "2031-05-14"), ("Alder Evening Star", "2031-06-03")] == [
        (document.outlet, document.published.edtf) for document in documents
    ]
    assert any(documents[0].text[start:end] == "Full text: " for start, end in documents[0].furniture)


FACTIVA = """Search Summary
Text                 quay and crane
Results Found        2

News
Gate is shut
By Mia Rao
128 words
14 May 2031
The Norvik Mail
NORVM
English
(c) 2031 Norvik Mail Ltd.

The gate is shut, Lima said on Tuesday. It will open on Friday.

Document NORVM00020310514e75e00001

Gate still shut
48 words
3 June 2031
Alder Evening Star
ALDES
4
English

The gate is still shut, Jon Rao said on Monday.

Document ALDES00020310603e75e00002

Search Summary
Results Found        2
(c) 2031 Elm Archives, Inc. All rights reserved.
"""


def list_told(text, file="export.txt"):
    """Return what of each article of an export is text, with its outlet, day and title."""
    media_type = "text/html" if file.endswith("html") else "text/plain"
    source = Source(file, text.encode(), hashlib.sha256(text.encode()).hexdigest(), media_type)
    for article in part_exports(source):
        document = make_document(article)
        told, position = "", 0
        for start, end in document.furniture:
            told += document.text[position:start]
            position = end
        told += document.text[position:]
        yield document.outlet, document.published.edtf, document.title, told.split("\n\n", 1)[-1].strip()


def test_what_factiva_puts_around_its_articles_is_no_text(tmp_path):
    """Neither its fields nor what was searched for, which is no document of its own."""
    assert [
        (
            "The Norvik Mail",
            "2031-05-14",
            "Gate is shut",
            "The gate is shut, Lima said on Tuesday. It will open on Friday.",
        ),
        (
            "Alder Evening Star",
            "2031-06-03",
            "Gate still shut",
            "The gate is still shut, Jon Rao said on Monday.",
        ),
    ] == [(*stated, told.split("\n")[-1]) for *stated, told in list_told(FACTIVA)]


def test_a_page_of_factiva_is_parted():
    """Its lines stand in boxes of the page, and no blank line parts them."""
    boxes = "".join(f"<div>{line}</div>" for line in FACTIVA.split("\n") if line)

    found = list(list_told(f"<html><body>{boxes}</body></html>", "export.html"))

    assert [("The Norvik Mail", "2031-05-14"), ("Alder Evening Star", "2031-06-03")] == [
        one[:2] for one in found
    ]
    assert not any("Search Summary" in told or "NORVM" in told for *_, told in found)


PROQUEST = """Gate is shut
Rao, Mia. The Norvik Mail; Norvik [Norvik]. 14 May 2031: 3.

Publication info
The Norvik Mail ; Norvik [Norvik]. 14 May 2031: 3.

ABSTRACT
Lima on the gate.

FULL TEXT
The gate is shut, Lima said on Tuesday. It will open on Friday.

Details
The place where all had met on Monday, said Jon Rao, was shut by the police, and it will be so for long.

Credit: By Mia Rao

DETAILS
Subject: Gates; Ports
Publication title: The Norvik Mail; Norvik
Publication date: May 14, 2031
ProQuest document ID: 2525252525
Copyright: Copyright Norvik Mail Ltd May 14, 2031

Database copyright (c) 2031 Elm Archives LLC. All rights reserved.
Contact us
"""


def test_one_article_of_an_archive_is_what_stands_below_its_heading():
    """Down to the first field below which nothing of the article stands."""
    [(outlet, day, title, told)] = list_told(PROQUEST)

    assert ("The Norvik Mail", "2031-05-14", "Gate is shut") == (outlet, day, title)
    assert told.startswith("The gate is shut")
    assert told.endswith("for long.")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Leak at the quay: Board knew of it", "Leak at the quay: Board knew of it"),
        ("Author: Rao, Mia\n\nBoard knew of the leak", "Board knew of the leak"),
        ("Author: Rao, Mia\n\nhttps://archive.example/2525", None),
    ],
)
def test_a_headline_over_the_fields_of_an_archive_may_have_a_colon(head, expected):
    """No address is a headline, and no field."""
    [(_, _, title, _)] = list_told(
        f"{head}\n\nAuthor: Rao, Mia\n\n{PROQUEST.partition('Norvik]. 14 May 2031: 3.')[2]}"
    )

    assert expected == title


def test_numbers_in_what_an_archive_puts_below_its_articles_are_none():
    text = f"{PROQUEST}\nSearch Summary\n\nText\tgate\nSource\tAll Sources\nResults Found\t3\nPages\t12\n"
    source = Source("a.txt", text.encode(), hashlib.sha256(text.encode()).hexdigest(), "text/plain")

    assert () == make_document(source).cells


def test_an_outlet_that_is_the_host_of_the_address_is_named_as_the_text_names_it():
    stated = {"url": "https://www.norvikmail.example/gate", "outlet": "www.norvikmail.example"}
    found = []
    for text in (
        "The Norvik Mail has seen it. The gate is shut, Lima said.",
        "The gate is shut, Lima said on Monday.",
    ):
        source = Source(
            "a.txt", text.encode(), hashlib.sha256(text.encode()).hexdigest(), "text/plain", **stated
        )
        found.append(make_document(source).outlet)

    assert ["Norvik Mail", "norvikmail.example"] == found


LISTED = """Search terms: "gate"
2 articles   Printed: July 1, 2031 10:02 AM

Gate is shut by Friday, port says

Norvik Mail (Norvik, OK) - May 14, 2031
Author/Byline: Mia Rao, Mail staff
Page: B1
Readability: 9-12 grade level (Lexile: 1180)

The gate is shut until Friday, Lima said.

Record Number: NOR_20310514_0117
Copyright (c) 2031 Norvik Mail. All rights reserved.

Gate still shut

June 3, 2031 | Alder Evening Star (Alder, OK)
Section: News
230 Words

The gate is still shut, Jon Rao said on Monday.
"""

CITED = """Gate is shut

Date: May 14, 2031
From: Norvik Mail (Norvik, OK)
Publisher: Norvik Press
Document Type: Article

Full Text:

The gate is shut until Friday, Lima said.

Source Citation (MLA 9th Edition)
"Gate is shut." Norvik Mail [Norvik, OK], 14 May 2031, p. 5. Accessed 13 July 2031.

Gate still shut

Date: June 3, 2031
From: Alder Evening Star (Alder, OK)
Publisher: Alder Press
Document Type: Article

Full Text:

The gate is still shut, Jon Rao said on Monday.
"""


@pytest.mark.parametrize("text", [LISTED, CITED])
def test_articles_of_a_list_are_parted_by_the_lines_of_their_sources(tmp_path, text):
    """Each is of its own paper and day, and what the archive puts around it is no text of it."""
    (tmp_path / "list.txt").write_text(text)

    documents = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    assert ["Norvik Mail", "Alder Evening Star"] == [document.outlet for document in documents]
    assert ["2031-05-14", "2031-06-03"] == [document.published.edtf for document in documents]
    for document in documents:
        own = "".join(
            char
            for place, char in enumerate(document.text)
            if not any(words.start <= place < words.end for words in document.furniture)
        )
        assert own.split(document.title or "")[1].strip().startswith("The gate is")
        assert not any(char.isdigit() for char in own)


def test_a_story_with_a_paper_and_a_day_in_it_is_one():
    """Without a field or a paper's name, a line with a day parts nothing; no more do sources that are listed."""
    told = "Gate shut\nNorvik, May 14, 2031\n\nIt is shut, Lima said.\n\nGate open\nElm, June 3, 2031\n\nIt is open.\n"
    listed = "The gate is shut, Lima said.\n\nSources\nNorvik Mail, May 14, 2031\nElm Gazette, June 3, 2031\n"

    assert ["a.txt"] == part(told)
    assert ["a.txt"] == part(listed)


ENTRY = "{}\n{}, {} 2031\n\nThe gate is shut, says the paper in a long leader about the dam.\n\n"
ENTRIES = ENTRY.format("Gate is shut", "Norvik Mail", "May 14,") + ENTRY.format(
    "Gate open at last", "Elm Gazette", "June 3,"
)


def test_what_is_told_above_a_list_is_not_lost(tmp_path):
    """An article that ends with a list of others is a document of its own, with its day; a list's cover is none."""
    told = "Gate at Norvik\n1 July 2031\n\nThe board will open the gate by 12 July 2031, Ana Lima said on Monday.\n\n"
    (tmp_path / "a.txt").write_text(told + ENTRIES)
    (tmp_path / "b.txt").write_text(f"Gate at Norvik\n2 articles\n\n{ENTRIES}")

    documents = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    found = {document.file: document.published.edtf for document in documents}
    assert {
        "a.txt#1": "2031-07-01",
        "a.txt#2": "2031-05-14",
        "a.txt#3": "2031-06-03",
    }.items() <= found.items()
    assert 5 == len(found)
    assert "by 12 July 2031" in documents[0].text


@pytest.mark.parametrize(
    "line",
    ["Citation", "Copyright law is at fault.", "Details"],
)
def test_an_article_of_a_list_goes_on_below_a_line_that_looks_like_an_archives(tmp_path, line):
    """What is told below it is the article's."""
    told = f"Gate is shut\nNorvik Mail (Norvik, OK) - May 14, 2031\n\nIt leaks.\n\n{line}\n\nIt will open on Friday.\n"
    (tmp_path / "a.txt").write_text(told)

    [document] = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    place = document.text.index("It will open")
    assert not any(words.start <= place < words.end for words in document.furniture)
    assert "2031-05-14" == document.published.edtf


@pytest.mark.parametrize(
    "told",
    [
        "He is right\nHe wrote to the Norvik Mail, 3 March 2031\nand the board read it.\n\nThe gate is shut.\n",
        "Norvik Mail\nThe board said that it will open the gate by 12 May 2031.\n\nWhat comes next\n\nNothing.\n",
    ],
)
def test_a_sentence_with_a_paper_and_a_day_is_no_head(tmp_path, told):
    """It is the article's own text, and its day is not the article's."""
    (tmp_path / "a.txt").write_text(told)

    [document] = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    assert "XXXX" == document.published.edtf
    assert not document.furniture


RULE = "\n\n" + "_" * 60 + "\n\n"
BODY = "The sluice was still shut on Wednesday, growers at Tarn Mill said. The board declined to comment."


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (
            "The Tarn Sun\nLocal, Thursday, March 19, 2026, p. A5\n\nSluice still shut\n\nOna Brandt",
            "The Tarn Sun",
        ),
        ("Le Quai\nRegion & Harbour; Thursday, 19 March 2026; page 4\n\nSluice still shut", "Le Quai"),
        (
            "Tarn Mercury, no. 1,209\nOpinion, Thursday, March 19, 2026, p. 8\nSluice still shut",
            "Tarn Mercury",
        ),
        ("Tarn Mercury (web site)\nBusiness - Thursday, 19 March 2026\n\nSluice still shut", "Tarn Mercury"),
        ("Tarn Mercury\nLocal News, Page 3 - 19 March 2026\n\nSluice still shut", "Tarn Mercury"),
    ],
)
def test_the_section_beside_the_day_is_no_outlet(tmp_path, head, outlet):
    """The paper stands above; what lists the articles over them is none, and what ends them is the archive's."""
    foot = "Photo(s):\nBrandt, Ona\n\n© 2026 Tarn Papers. All rights reserved.\nnews·20260319·TP·0a5"
    cover = "PressDesk archive - 2 documents\nFriday, 20 March 2026"
    other = f"Lakeland Star\nNews, Monday, March 23, 2026, p. B1\n\nSluice opens again\n\n{BODY}"
    (tmp_path / "export.txt").write_text(RULE.join([cover, f"{head}\n\n{BODY}\n\n{foot}", other]))

    documents = [item for item in prepare([tmp_path]) if isinstance(item, Document)]

    assert [outlet, "Lakeland Star"] == [document.outlet for document in documents]
    assert ["2026-03-19", "2026-03-23"] == [document.published.edtf for document in documents]
    assert ["Sluice still shut", "Sluice opens again"] == [document.title for document in documents]
    silent = "|".join(documents[0].text[start:end] for start, end in documents[0].furniture)
    assert "news·20260319" in silent
    assert BODY not in silent
