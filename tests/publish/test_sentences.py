"""Where sentences end: how much is shown around some words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.publish.sentences import LONGEST, Sentences

LEXICON = tomllib.loads((Path(onrecord.__file__).parent / "abbreviations.toml").read_text(encoding="utf-8"))[
    "lists"
]


def around(text, words, more=0):
    start = text.index(words)
    first, last = Sentences(text).around(start, start + len(words), more)
    return text[first:last]


@pytest.mark.parametrize("text", LEXICON["examples"])
def test_a_sentence_goes_on_after_an_abbreviation(text):
    """The whole example is one sentence."""
    assert text == around(text, text[-4:])


@pytest.mark.parametrize("text", LEXICON["counterexamples"])
def test_a_sentence_ends_where_no_abbreviation_stands(text):
    """Each counterexample is two sentences."""
    assert text != around(text, text[-4:])


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("“It leaks.” She left. He stayed.", "left", "She left."),
        ("The U.N. office closed. It rained.", "office", "The U.N. office closed."),
        ("It met in Sill, N.R. The hall was full.", "met", "It met in Sill, N.R."),
        ("It opened at 9 a.m. on Monday.", "opened", "It opened at 9 a.m. on Monday."),
        ("A heading without a stop\nThe dam leaks, she said.", "leaks", "The dam leaks, she said."),
        ("First.\n\nThe dam leaks", "leaks", "The dam leaks"),
        ("It opened in May.The dam leaks, she said.", "leaks", "The dam leaks, she said."),
        ("“It leaks at any moment.”The mayor left.", "left", "The mayor left."),
        ("It rained in the west.Sill, a town, was flooded.", "flooded", "Sill, a town, was flooded."),
        ("It met Gov.Rao at Sill and left.", "left", "It met Gov.Rao at Sill and left."),
    ],
)
def test_words_are_shown_in_their_sentence(text, words, sentence):
    """Quotation marks, initials, headings and paragraphs end a sentence where a reader sees it end."""
    assert sentence == around(text, words)


def test_a_sentence_goes_on_over_the_ends_of_wrapped_lines_but_not_over_a_heading():
    """Where lines are wrapped at a width, a line that ends before it, with room to spare, is a line of its own."""
    text = (
        "OFFICE OF THE SPOKESMAN\nThe assessment of the moves in the valley will be\nmade public before the end of"
        " the month, she told\nreporters who had come to the office on that day\nand had waited there. It was late."
    )

    assert "The assessment of the moves" == around(text, "made public").replace("\n", " ")[:27]
    assert "on that day\nand had waited there." == around(text, "made public")[-33:]


@given(st.text("ab. \n”A?", max_size=200), st.data())
def test_the_words_are_always_shown_and_never_much_more(text, data):
    """Whatever the text, what is shown holds the words and is bounded."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = Sentences(text).around(start, end)

    assert 0 <= first <= start < end <= last <= len(text)
    assert last - first <= end - start + 2 * LONGEST


def test_the_row_of_a_table_is_one_sentence():
    """Who gives its numbers is no furniture, and stands in the row with them."""
    text = "It rained.\n\n| Harbour Board | 12 | 4 |\n| Divers Union | 31 | 7 |\n\nIt poured."
    voice, row = text.index("Harbour"), text.index("| Harbour")
    furniture = [
        (row, voice),
        (voice + len("Harbour Board"), text.index("Divers")),
        (text.index(" | 31"), text.index("\n\nIt p")),
    ]

    place = text.index("12")
    assert "| Harbour Board | 12 | 4 |" == text[slice(*Sentences(text, furniture).around(place, place + 2))]
