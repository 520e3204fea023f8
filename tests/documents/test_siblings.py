"""What desks hand in besides, of other shapes than the first that were met."""

import hashlib
import textwrap

import pytest

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.documents.exports import part_exports
from onrecord.model import BlockKind, Flaw


def make_page(body, head=""):
    return (
        f"<html><head><title>Quay to reopen, board says</title>{head}</head><body><article>"
        f"<h1>Quay to reopen, board says</h1>{body}</article></body></html>"
    )


def list_voiced(document):
    """Return the words of each block that has a voice, with the voice."""
    text = document.text
    return [(text[slice(*b.voice)], text[b.start : b.end].strip()) for b in document.blocks if b.voice]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Article 1 of 2\nNorvik Courier, March 3, 2031 Monday\nQuay to reopen\n\nIt "
            "opens on Monday, Rosa Lind said.\n\n"
            "Article 2 of 2\nElm Star, March 11, 2031 Tuesday\nUnion counts nine\n\nNine were hurt, the union said.\n",
            [("Norvik Courier", "2031-03-03"), ("Elm Star", "2031-03-11")],
            id="counted articles, outlet and day in one line",
        ),
        pytest.param(
            "1 / 2\n\nQuay to reopen\nNorvik Courier | 3 March 2031\n\nIt opens on Monday, Rosa Lind said.\n\n"
            "2 / 2\n\nUnion counts nine\nElm Star | 11 March 2031\n\nNine were hurt, the union said.\n",
            [("Norvik Courier", "2031-03-03"), ("Elm Star", "2031-03-11")],
            id="counted with a stroke",
        ),
        pytest.param(
            "Quay to reopen\nBy Jo Park\n61 words\n3 March 2031\nNorvik "
            "Courier\nNORC\nEnglish\n\nIt opens on Monday.\n\n"
            "Document NORC000020310303e7330001\n\nUnion counts nine\n48 words\n11 March "
            "2031\nElm Star\nELMS\nEnglish\n\n"
            "Nine were hurt, the union said.\n\nDocument ELMS000020310311e73b0002\n",
            [("Norvik Courier", "2031-03-03"), ("Elm Star", "2031-03-11")],
            id="the outlet below the day and the number of words",
        ),
    ],
)
def test_an_export_is_parted_into_its_articles(text, expected):
    """Each has its outlet and its day, wherever its head has them."""
    data = text.encode()
    source = Source("a.txt", data, hashlib.sha256(data).hexdigest(), "text/plain")
    documents = [make_document(part) for part in part_exports(source)]

    assert expected == [(document.outlet, document.published.edtf) for document in documents]


def test_a_quotation_is_signed_by_a_name_in_it(read):
    """`<cite>` below the words, with an office and without a dash."""
    words = "The crane will be replaced before June."
    quoted = f"<blockquote><p>{words}</p><cite>Rosa Lind, Director of Ports</cite></blockquote>"
    page = make_page(
        f"<p>3 March 2031</p><p>The board answered the union today.</p>{quoted}<p>It meets in May.</p>"
    )

    assert [("Rosa Lind", "The crane will be replaced before June.")] == list_voiced(read(page, "a.html"))


def test_a_statement_by_an_office_is_of_who_is_named_below(read):
    """The head names the office and the next line its holder."""
    text = (
        "STATEMENT BY THE DIRECTOR OF PORTS\n\nRosa Lind\n\nNorvik, 3 March 2031\n\nI "
        "have seen the quay. My office will "
        "publish its findings by the end of May.\n\nWe received no warning.\n"
    )

    assert ["Rosa Lind"] == [voice for voice, _ in list_voiced(read(text))]


def test_a_list_of_those_present_is_no_turn(read):
    """'Participants:' stands above names and is no speaker; whose surname stands in capitals is named there."""
    text = (
        "Briefing, 3 March 2031\n\nParticipants:\nRosa Lind, Director of Ports\n\nLIND: "
        "The quay will reopen on Monday.\n\n"
        "JOURNALIST: Were you warned?\n\nLIND: No, nobody warned us.\n\nJOURNALIST: Will "
        "you resign?\n\nLIND: I will not.\n"
    )

    assert {"Rosa Lind"} == {voice for voice, _ in list_voiced(read(text))}


def test_preformatted_words_of_a_page_are_a_wrapped_text(read):
    """Lines broken at a width are paragraphs, in a page as in a text."""
    said = (
        "The quay will reopen on Monday, Rosa Lind said, and the board will publish its log by the end of May, "
        "whatever the union says."
    )
    page = f"<html><body><pre>\n{textwrap.fill(said, 50)}\n\nNobody had warned it, she said.\n</pre></body></html>"

    assert f"{said}\n\nNobody had warned it, she said." == read(page, "a.html").text


def test_words_that_a_converter_parted_are_one(read):
    """'coun- cil' is no word of a page, 'two- or three-day' is."""
    page = make_page("<p>She told the coun-\ncil of a two- or three-day strike at the quay of Norvik.</p>")

    assert "told the council of a two- or three-day strike" in read(page, "a.html").text


def test_lines_that_are_full_are_joined_where_names_run_over_their_ends(read):
    """Every line ends where the next word has no room, and nearly every one within a name."""
    said = (
        "The quay will reopen on Friday, said Rosa Lind of the Harbour Board of Norvik. A team of the Crane Inspection "
        "Authority will come by 1 June 2031, Emil Tarn said. Nine were hurt, the Dock Workers Union said."
    )

    assert said in read(f"Quay to reopen\n\n{textwrap.fill(said, 42)}\n").text


def test_a_box_of_headlines_is_no_part_of_the_article(read):
    """Whatever it is called: all its words are links that are headings."""
    box = (
        "<section aria-label='Stories'><a href=x><h3>Quake kills 12 at Elm</h3></a><a href=y><h3>Bishop quits</h3></a>"
        "</section>"
    )
    said = "<p>The board denied on Monday that it was warned, and it will publish the log by May, Rosa Lind said.</p>"
    page = make_page(
        f"{said}{box}<p>Four people were hurt, the board said in its first count of the morning.</p>"
    )

    text = read(page, "a.html").text
    assert "Quake" not in text
    assert "Four people were hurt" in text


def test_what_stands_behind_an_offer_is_nobody_s(read):
    """The box that ends a teaser has prices, which are no figures of the story."""
    text = (
        "Quay to reopen\n\nThe board denied on Monday that it was warned of the crack in the crane, and it will …\n\n"
        "This article is for members only.\n\nJoin from 2 marks a month.\n\nAlready a member? Log in\n"
    )
    document = read(text)

    assert (Flaw.CUT_SHORT,) == document.flaws
    assert "Join from 2 marks a month." in [document.text[slice(*span)] for span in document.furniture]


def test_characters_that_were_left_escaped_are_read(read):
    """As some exports leave them in plain text; an ampersand of its own stays."""
    document = read("She said &ldquo;no&rdquo; to Zo&euml; of R&D &amp; the board on Monday.")

    assert "She said “no” to Zoë of R&D & the board on Monday." == document.text


def test_the_sign_of_the_euro_is_read_in_the_encoding_made_for_it(read):
    """ISO 8859-15 has it where windows-1252 has a sign that nobody prints."""
    assert (
        "at a cost of €40, Zoë Lind said"
        in read("The log is out at a cost of €40, Zoë Lind said.".encode("iso8859_15")).text
    )


def test_turns_of_a_council_s_report_keep_their_speakers(read):
    """Offices and constituencies stand in the labels."""
    text = (
        "OFFICIAL REPORT\n\nCouncil of Norvik, 3 March 2031\n\nThe Chair (Councillor Moe): I call Councillor Lind.\n\n"
        "Councillor Rosa Lind (Harbour): The quay will reopen in April.\n\nCouncillor "
        "Emil Tarn (North): That is not so.\n\n"
        "Councillor Lind: We shall publish the report.\n\nThe Chair: Order.\n"
    )
    document = read(text)

    turns = [block for block in document.blocks if block.kind is BlockKind.TURN]
    assert ["The Chair", "Councillor Rosa Lind", "Councillor Emil Tarn", "Councillor Lind", "The Chair"] == [
        document.text[slice(*block.voice)] for block in turns
    ]
