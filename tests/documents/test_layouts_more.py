"""Layouts that programs write: columns with spaces between, front matter of other tools, a mail's encoding."""

import hashlib
import json
import unicodedata

import pytest

from onrecord.builder import prepare
from onrecord.collect import kinds
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.documents.exports import part_exports
from onrecord.model import BlockKind, Flaw


def read(content, media_type=kinds.PLAIN):
    data = content.encode() if isinstance(content, str) else content
    return make_document(Source("a.txt", data, hashlib.sha256(data).hexdigest(), media_type))


LEFT = [
    "The quay will be shut",
    "until the end of May, the",
    "board said. It is safe,",
    "a spokeswoman told us.",
]
RIGHT = ["Rowers said that nine of", "them were hurt, and that", "the board had been told", "of it in March."]


def test_columns_of_a_text_are_read_one_after_the_other():
    rows = "\n".join(f"{one:34}{other}" for one, other in zip(LEFT, RIGHT, strict=True))
    document = read(f"Norvik Weekly                          3 May 2031\n\n{rows}\n")

    assert " ".join(LEFT) in document.text
    assert " ".join(RIGHT) in document.text
    assert (document.outlet, document.published.edtf) == ("Norvik Weekly", "2031-05-03")


def test_columns_of_numbers_stay_a_table():
    rows = [
        "Source           Dead   Missing",
        "Harbour Board      11         4",
        "Elm Rowers         19         9",
    ]
    document = read("Who counts what\n\n" + "\n".join(rows) + "\n\nThe board said that it would go on.\n")

    assert [b.kind for b in document.blocks if b.kind is BlockKind.TABLE] == [BlockKind.TABLE]


def test_a_title_block_behind_percent_signs_is_front_matter():
    document = read(
        "% Quay to reopen\n% Jo Park\n% 3 May 2031\n\nThe quay opens on Monday, the board said.\n",
        kinds.MARKDOWN,
    )

    assert (document.title, document.byline, document.published.edtf) == (
        "Quay to reopen",
        "Jo Park",
        "2031-05-03",
    )


def test_words_left_in_the_encoding_of_a_mail_are_read():
    document = read(
        "=E2=80=9CNobody will pay,=E2=80=9D Zo=C3=AB Lind, the town=E2=80=99s arch=\nitect, said.\n"
    )

    assert document.text == "“Nobody will pay,” Zoë Lind, the town’s architect, said.\n"


def test_an_equals_sign_is_no_encoding():
    text = "The board said that a=B2 and b=C3 are the gates.\n"

    assert read(text).text == text


def test_letters_are_one_with_their_marks():
    document = read(unicodedata.normalize("NFD", "Zoë Lind said that the café was shut.\n"))

    assert document.text == "Zoë Lind said that the café was shut.\n"


def test_a_name_parted_at_the_end_of_a_line_is_one():
    document = read(
        "The cable car will run again on Friday, Mar-\ngot Ames, a spokeswoman for the board of the\n"
        "mountain roads, said on Monday. Nobody was hurt.\n"
    )

    assert "Margot Ames" in document.text


def test_a_name_that_goes_on_in_the_next_line_heads_nothing():
    document = read(
        "The head of the rowers of Elm, Ruben\nStone, said that the rescue plan would be sent to the council\n"
        "of the town by 1 December, and that it was late.\n"
    )

    assert "Ruben Stone, said" in document.text


def test_words_struck_by_a_style_are_nobodys():
    document = read(
        'Lind said it cost <span style="text-decoration: line-through">5</span> 3 crowns.\n', kinds.MARKDOWN
    )

    assert BlockKind.STRUCK in {b.kind for b in document.blocks}


def test_the_number_of_characters_left_out_is_no_part_of_a_text():
    document = read(
        "Lind said on Monday that the board had known of it and that she would testify by… [+2311 chars]\n"
    )

    assert document.flaws == (Flaw.CUT_SHORT,)
    assert [document.text[slice(*words)] for words in document.furniture] == ["[+2311 chars]"]


def test_a_page_lists_its_day_and_whose_it_is():
    document = read(
        "<html><head><title>Quay to reopen</title></head><body><main><h1>Quay to reopen</h1><dl><dt>From:</dt>"
        "<dd>Harbour Board</dd><dt>Published</dt><dd>3 May 2031</dd></dl><p>The quay will reopen on Monday, the board "
        "said. It was shut in March, and nobody was told of it before.</p></main></body></html>",
        kinds.PAGE,
    )

    assert (document.outlet, document.published.edtf) == ("Harbour Board", "2031-05-03")


def test_a_chat_of_one_day_has_that_day():
    document = read(
        "[03/05/2031, 09:12:40] Ana Reyes: Will it open?\n[03/05/2031, 09:14:02] Pavel Stroh: We will open it.\n"
    )

    assert document.published.edtf == "2031-05-03"


def test_a_post_of_a_wordpress_site_is_an_article(tmp_path):
    post = {
        "date": "2031-05-03T10:00:00",
        "link": "https://quay.example/shut",
        "title": {"rendered": "Quay shut &#8211; board"},
        "content": {"rendered": "<p>The quay is shut, Rosa Lind said.</p>", "protected": False},
        "yoast_head_json": {"og_site_name": "Quay Post"},
    }
    (tmp_path / "posts.json").write_text(json.dumps([post]))
    [document] = prepare([tmp_path])

    assert (document.title, document.outlet, document.url) == ("Quay shut – board", "Quay Post", post["link"])
    assert document.text == "The quay is shut, Rosa Lind said."


def list_voiced(document):
    return [
        (document.text[slice(*b.voice)], document.text[b.start : b.end]) for b in document.blocks if b.voice
    ]


ABOVE = [
    "Rosa Lind, Commissioner for Lakes",
    '"We will pay every boat."',
    "Ivo Stone, president of the Rowers",
    '"It will ruin us."',
]


@pytest.mark.parametrize(
    ("lines", "joins", "expected"),
    [
        (ABOVE, ["\n", "\n\n", "\n", "\n"], ["Rosa Lind", "Ivo Stone"]),
        (ABOVE, ["\n\n"] * 4, ["Rosa Lind", "Ivo Stone"]),
        ([*ABOVE[1:], "Kim Dow, mayor of Elm"], ["\n", "\n\n", "\n", "\n"], ["Ivo Stone", "Kim Dow"]),
        ([*ABOVE[1:], "Kim Dow, mayor of Elm"], ["\n\n"] * 4, ["Ivo Stone", "Kim Dow"]),
    ],
)
def test_a_name_between_two_quotations_is_of_the_nearer_or_as_the_first(lines, joins, expected):
    text = "".join(f"{line}{join}" for line, join in zip(lines, joins, strict=True))
    document = read(f"Council agrees on the quota\n\nThe council agreed on it on Monday.\n\n{text}")

    told = [voice for voice, _ in list_voiced(document)]
    assert told == expected


def test_articles_between_rules_are_parted_where_each_has_its_outlet_and_day():
    one = "Sund Courant\nNo. 4512\nThursday, 4 May 2031, p. 3\n\nMill will hire again\n\nIt will hire, Lind said.\n"
    other = "The Fjord Times\nNo. 220\nFriday, 2 June 2031, p. 7\n\nMill hires nobody\n\nNobody was hired, Moe said.\n"
    data = f"{one}\n{'_' * 30}\n\n{other}".encode()
    source = Source("a.txt", data, hashlib.sha256(data).hexdigest(), kinds.PLAIN)
    documents = [make_document(part) for part in part_exports(source)]

    assert [(document.outlet, document.published.edtf, document.title) for document in documents] == [
        ("Sund Courant", "2031-05-04", "Mill will hire again"),
        ("The Fjord Times", "2031-06-02", "Mill hires nobody"),
    ]


def test_fields_below_a_heading_are_front_matter():
    document = read(
        "# Wall to be rebuilt\n\nAuthor: Kit Moran\nPublication: Skerry Examiner\nDate: May 3, 2031\n\n"
        "The wall will be rebuilt, Lind said.\n",
        kinds.MARKDOWN,
    )

    stated = (document.title, document.byline, document.outlet, document.published.edtf)
    assert stated == ("Wall to be rebuilt", "Kit Moran", "Skerry Examiner", "2031-05-03")


def test_the_day_on_which_a_word_processor_made_a_page_is_not_its_day():
    document = read(
        '<html><head><meta name="generator" content="LibreOffice 7.4"/>'
        '<meta name="created" content="2031-02-01T10:11:12"/>'
        "</head><body><p>Note on the hall at Brill</p><p>Brill, 7 February 2031</p><p>The hall will open by 1 March, "
        "Otto Lamm, the head of the town works, said on Friday.</p></body></html>",
        kinds.PAGE,
    )

    assert document.published.edtf == "2031-02-07"


def test_a_table_that_places_an_old_page_is_no_table():
    document = read(
        "<html><head><title>Dispatch</title></head><body><table><tr><td><a href=/>Home</a></td><td><b>Plan dropped</b>"
        "<br>Posted April 11, 2031<p>&nbsp;&nbsp;The school board has dropped its plan for 14 new buses, the "
        'superintendent, Earl Finch, said on Friday in the town.<br>&nbsp;&nbsp;"We will mend the old buses by '
        'the end of May, and nobody will have to walk to school," Finch said.</td></tr></table></body></html>',
        kinds.PAGE,
    )

    assert "|" not in document.text
    assert not any(b.kind is BlockKind.TABLE for b in document.blocks)


def test_rows_of_a_table_by_sources_are_of_those_they_name():
    document = read(
        "Storm at Ulva\n\nCasualties by source\n\n\tDead\tInjured\nHarbour Board\t8\t40\nElm Rowers\t22\t95\n\n"
        "The board said that it would go on.\n"
    )
    told = [
        (document.text[slice(*cell.voice)], document.text[cell.start : cell.end])
        for cell in document.cells
        if cell.voice
    ]

    assert told == [
        ("Harbour Board", "8"),
        ("Harbour Board", "40"),
        ("Elm Rowers", "22"),
        ("Elm Rowers", "95"),
    ]


def test_headings_over_rows_of_sources_say_what_these_count():
    document = read(
        "# Fire at Pell: who says what\n\nPell Monitor, 4 May 2031\n\n| | Number |\n|---|---|\n| **Dead** | |\n"
        "| Pell Fire Office | 6 |\n| Bakers' Guild | 22 |\n| **Homes burnt** | |\n| Pell Fire Office | 41 |\n"
        "| Bakers' Guild | 88 |\n\nThe fire began in a bakery, as far as is known.\n",
        kinds.MARKDOWN,
    )
    words = document.text
    told = [
        (words[slice(*cell.voice)], words[slice(*cell.column[-1])], words[cell.start : cell.end], cell.row)
        for cell in document.cells
        if cell.voice
    ]

    assert told == [
        ("Pell Fire Office", "Dead", "6", ()),
        ("Bakers' Guild", "Dead", "22", ()),
        ("Pell Fire Office", "Homes burnt", "41", ()),
        ("Bakers' Guild", "Homes burnt", "88", ()),
    ]


def test_fields_in_a_list_below_a_heading_are_front_matter():
    document = read(
        "# Road will stay shut\n\n![cover](https://img.example/a.png)\n\n## Metadata\n- Author: [[Ana Pell]]\n"
        "- Published: 2031-05-03\n- Source: Fenland Observer\n- URL: https://fenland.example/road\n\n## Full text\n\n"
        "The road will stay shut, Lind said.\n",
        kinds.MARKDOWN,
    )

    stated = (document.title, document.outlet, document.url, document.published.edtf)
    assert stated == ("Road will stay shut", "Fenland Observer", "https://fenland.example/road", "2031-05-03")


def test_heads_of_a_table_may_stand_over_all_columns_but_the_first():
    document = read(
        "Flood at Elm: rival counts\n\n            Harbour Board    Elm Rowers\n"
        "Dead                    5            17\n"
        "Boats lost            300         1,900\n\n"
        "The board said that it would go on.\n"
    )
    told = [
        (document.text[slice(*cell.voice)], document.text[cell.start : cell.end])
        for cell in document.cells
        if cell.voice
    ]

    assert told == [
        ("Harbour Board", "5"),
        ("Elm Rowers", "17"),
        ("Harbour Board", "300"),
        ("Elm Rowers", "1,900"),
    ]


def test_numbers_in_brackets_are_marks_of_notes_where_each_has_a_note():
    text = "Counting\n\nThe board said that 14 (1) boats sank. The rowers said that 31 (2) boats sank.\n\n"
    noted = read(f"{text}Notes\n(1) Letter of 2 May.\n(2) Interview.\n")
    bare = read(text)

    assert [noted.text[b.start : b.end] for b in noted.blocks if b.kind is BlockKind.MARK] == [" (1)", " (2)"]
    assert not [b for b in bare.blocks if b.kind is BlockKind.MARK]


def test_the_title_of_a_feed_in_json_is_the_outlet_of_its_articles(tmp_path):
    item = {
        "id": "1",
        "title": "Quay shut",
        "content_html": "<p>The quay is shut, Rosa Lind said on Monday.</p>",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay Notes", "items": [item]}
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    [document] = prepare([tmp_path])

    assert document.outlet == "Quay Notes"


def test_columns_of_which_every_line_begins_with_a_day_are_read(read):
    """A programme in two columns has no head that gives its day, and is read to its end."""
    line = "May 14, 2031 the quay will be shut in    May 15, 2031 the mayor said that it"

    assert 12 == read("\n".join([line] * 6)).text.count("2031")


@pytest.mark.parametrize(
    "foot",
    [
        "3 May 2031: The dyke broke, the clerk said.\n\n4 May 2031: The ferry was laid up.\n",
        "3 cows drowned in Pell, the vet said.\n4 barns burned in Ulva, the clerk said.\n",
    ],
)
def test_days_and_counts_at_the_foot_of_a_text_with_notes_are_words(read, foot):
    document = read(f"The board counted 14[3] cows, Lima said.[4]\n\nNobody asked why.\n\n{foot}")
    marks = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.MARK]

    assert ["[3]", "[4]"] == marks
