"""Wrapped lines, hyphens at their ends, and the marks of footnotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents.lines import join_lines

WRAPPED = """The harbour office of Norvik said on Tuesday that the north
gate would stay shut until Friday, and that Mayor Ana
Lima of the Lake
Council had been told.

It gave no reason."""


def test_a_wrapped_paragraph_is_one_line():
    """A name that runs over a line end is whole again; the next paragraph stays apart."""
    first, second = join_lines(WRAPPED).split("\n\n")

    assert "Mayor Ana Lima of the Lake Council had been told." in first
    assert "\n" not in first
    assert "It gave no reason." == second


@pytest.mark.parametrize(
    "text",
    [
        "Norvik Mail\n14 May 2031\n\nThe gate is shut.",
        "Bring:\n- a lamp that burns\n- rope, and a knife\n- bread for two days.",
        "date: 2031-05-14\nauthor: Ana Lima of Norvik\nsite_name: the Mail\nlang: en.",
        "The gate is shut, and it is cold.\nNobody came to open it.\nThe river rises, and so it will.",
        "Boats     12     14\nCarts     31     40\nand pumps     7     9.",
        "She said no.",
        "",
    ],
)
def test_lines_that_their_author_ended_stay(text):
    """Heads, lists, fields, verses and tables are no wrapped text."""
    assert text == join_lines(text)


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph():
    """Where a text has no blank lines, that is all there is to tell them by."""
    text = (
        "The gate of the north harbour was shut by the night crew, which had\nno orders to do so.\n"
        "The council of Norvik will meet on Friday in the hall of the old\nfish market, it said."
    )

    assert 2 == len(join_lines(text).split("\n"))


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the govern-", "ment of the lake has paid for it", "the government of the lake"),
        ("a well-", "known crew of the harbour has left", "a well-known crew"),
        ("the Norvik-", "Alder line of the railway has closed", "the Norvik-Alder line"),
        ("the har\u00ad", "bour of the town has been shut", "the harbour of the town"),
    ],
)
def test_a_hyphen_goes_where_it_only_parted_a_word(first, second, whole):
    """It stays in a word that is written with it."""
    text = f"It was said by many in the town on Monday that {first}\n{second} since."

    assert whole in join_lines(text)


def test_a_word_that_the_text_has_with_a_hyphen_keeps_it():
    """The text itself is the best witness."""
    text = (
        "The re-election was close, and nobody in the town of Norvik doubts that the re-\nelection was fair."
    )

    assert "that the re-election was fair" in join_lines(text)


@given(st.text(alphabet="ab Z.\n-,", max_size=200))
def test_joining_takes_line_ends_and_hyphens_alone(text):
    """No letter is lost, and none comes."""
    letters = str.maketrans("", "", " \n-")
    assert text.translate(letters) == join_lines(text).translate(letters)


def test_a_page_has_the_lines_that_a_browser_shows(read):
    """Line ends in the source are spaces, `<br>` parts lines, and two of them paragraphs."""
    page = (
        "<html><body><div><span>The harbour office said on Tuesday that the \n\nnorth gate would\nstay shut. \n"
        "</span></div><div>It gave no reason.<br><br>The council, which met on Monday, was not told of it.<br>"
        "Nobody was.</div></body></html>"
    )

    assert [
        "The harbour office said on Tuesday that the north gate would stay shut.",
        "It gave no reason.",
        "The council, which met on Monday, was not told of it.\nNobody was.",
    ] == read(page, "page.html").text.split("\n\n")


def test_raised_digits_are_marks_of_footnotes(read):
    """They are set in brackets and passed over; a square kilometre stays one."""
    document = read("The count was 12⁴ and the area 30 km² in May.⁷\n\nThe office said so on Tuesday.")

    assert document.text.startswith("The count was 12[4] and the area 30 km² in May.[7]")
    assert ["[4]", "[7]"] == [document.text[start:end] for start, end in document.furniture]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The gate stays shut until June, said Ida Mac-\nArran, who keeps it for the town.\nIt leaks.",
            "Ida MacArran,",
        ),
    ],
)
def test_a_name_is_whole_that_a_line_end_parted(text, name):
    """Where half of it is a word."""
    assert name in join_lines(text)


def test_an_office_and_name_over_a_paragraph_are_its_heading():
    """What begins below with a common word goes on with no name."""
    text = "Mayor Ida Holt\nThe gate stays shut until the board has\npaid for it. Nobody knows when."

    assert join_lines(text).startswith("Mayor Ida Holt\n")


JUSTIFIED = """                        WEIR  NOTICE

     The weir at Pollard will be shut on Friday,  the  head  of
the  Board   of  Weirs  and  Sluices,   Rosalind
     Thorne-Abara,  said on Monday.  The  Board  of  Weirs  and
Sluices  will  pay  for  the  nets,  she  said.
     Thorne-Abara   denied  that  the  gate   was   left   open.

     The  League  of  Pollard
Anglers  said that 12 nets were torn.  It asks:
     1.  Who   left   the   gate   open?

        Nets           Pollard      Weirs
        Trout  nets    12           5
        Eel  nets      3            1
        Salmon  nets   4            2

     Sir   Leopold
     Vane-Okoye,  the  lord  of the weir,  declined to comment.
"""


def test_a_text_set_flush_on_both_sides_is_prose(read):
    """Its names are whole wherever its lines end; its paragraphs, points and tables stay apart."""
    document = read(JUSTIFIED)

    assert "the head of the Board of Weirs and Sluices, Rosalind Thorne-Abara, said" in document.text
    assert "\nThorne-Abara denied" in document.text
    assert "The League of Pollard Anglers said that 12 nets were torn. It asks:\n1. Who left" in document.text
    assert "Sir Leopold Vane-Okoye, the lord of the weir, declined" in document.text
    assert "table" in {block.kind for block in document.blocks}


def test_lines_above_a_text_set_flush_are_lines_each(read):
    """Who wrote it, and on which day, is read there."""
    told = (
        "GATE IS SHUT\nBy Ivo Tarn\n3 March 2031\n\n"
        "The  quay  will  be  shut  until\nthe  end  of  the   year,  Ana   Lima\n"
        "told  the  councils   on  Monday  in\nthe  town  hall  of  Elm.  She   is\nto  ask  the  port  for  help.\n"
    )

    document = read(told)

    assert "Ivo Tarn" == document.byline
    assert "2031-03-03" == document.published.edtf
    assert "She is to ask the port for help." in document.text


@pytest.mark.parametrize(
    "told",
    [
        f"It leaks{' ' * 140_000}said Lima.",
        "The* gate " * 14_000,
        "The  quay  will  be  shut  until  the  end\nof  the  year,  Ana  Lima  told  all\n" * 1_800,
    ],
    ids=["blanks", "stars", "flush"],
)
def test_a_long_text_of_one_kind_is_read(read, told):
    """All of its words are there, and reading them takes no time that grows with the square of their number."""
    assert told.split() == read(told).text.split()
