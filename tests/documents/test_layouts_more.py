"""Layouts that programs write: columns with spaces between, front matter of other tools, a mail's encoding."""

import hashlib
import json
import unicodedata

from onrecord.builder import prepare
from onrecord.collect import kinds
from onrecord.collect.source import Source
from onrecord.documents import make_document
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
