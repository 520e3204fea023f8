"""dossier.md: the same as the HTML page, in a form that wikis and pull requests show."""

import re

import pytest
from tests.publish.test_dossier import HOSTILE, make_record

from onrecord.publish.dossier import render_dossier
from onrecord.publish.markdown import escape_markdown, render_markdown
from onrecord.publish.output import Making, make_forms


def test_every_footnote_is_cited_and_told():
    """Each citation mark has its footnote, and each footnote its mark."""
    page = render_markdown(make_record())
    told = re.findall(r"^\[\^(\d+)\]: ", page, re.MULTILINE)
    cited = re.findall(r"\[\^(\d+)\](?!:)", page)

    assert told
    assert set(cited) == set(told)
    assert len(told) == len(set(told))


def test_a_footnote_shows_the_words_in_their_place_and_where_they_stand():
    """A footnote quotes the words with what is around them, their outlet, day, file and characters."""
    page = render_markdown(make_record())

    assert re.search(
        r"^\[\^1\]: .*«.*».* \(.*, 4 March 2024; a\.txt, characters \d+–\d+\)$", page, re.MULTILINE
    )


def test_it_says_what_the_page_says():
    """Headings, commitments, values and unread files stand in both, in the same order."""
    page, markdown = render_dossier(make_record()), render_markdown(make_record())
    headings = re.findall(r"<h2>(.*?)(?: <|</h2>)", page)

    assert [h for h in headings if h != "Notes"] == re.findall(r"^## (.*)$", markdown, re.MULTILINE)
    for words in ("by 31 May 2024", "People killed", "encrypted: save a copy without a password"):
        assert words in page
        assert words in markdown


def test_published_together_each_counts_its_own_citations():
    """Each form is what it is by itself: its first citation is number one, and none is the other's."""
    record = make_record()
    forms = dict(make_forms(record, Making()))

    assert render_markdown(record).encode() == forms["dossier.md"]
    tables = {
        name.removeprefix("tables/"): form.decode() for name, form in forms.items() if "tables/" in name
    }
    assert render_dossier(record, tables=tables).encode() == forms["dossier.html"]


@pytest.mark.parametrize("hostile", HOSTILE[:-1], ids=lambda hostile: hostile[:20])
def test_hostile_words_are_no_markup(hostile):
    """No tag, link, heading or table cell of a document's making stands unescaped."""
    page = render_markdown(make_record(hostile, hostile, hostile))

    assert not re.search(r"(?<!\\)<", page)
    assert not re.search(r"(?<![\\^\]\d])\[(?!\^)", page)
    assert "javascript:" not in page


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "# head",
        "- item",
        "1. item",
        "`code`",
        "*bold*",
        "![x](y)",
        "$math$",
        "@somebody",
        "~~gone~~",
        "> quote",
    ],
)
def test_markup_in_words_is_escaped(text):
    """Whatever begins markup is shown as it is."""
    escaped = escape_markdown(text)

    assert text == re.sub(r"\\(\W|\d)", r"\1", escaped)
    assert re.search(r"\\", escaped)


def test_words_stay_on_one_line():
    """A line break in a passage cannot end a table row."""
    assert "a b" == escape_markdown("a\n\n| b").replace("\\| ", "")


@pytest.mark.parametrize("before", ["_", "*", "(", "~", "a", "", "é", "1"])
@pytest.mark.parametrize(
    "address", ["https://x.example", "HTTP://x.example", "www.x.example", "mailto:a", "ftp://x"]
)
def test_no_address_becomes_a_link_whatever_stands_before_it(before, address):
    """GitHub's Markdown makes a link of an address behind '_', '*', '~' and '(' too."""
    assert not re.search(r"(?i)(?:https?|ftp|mailto|www)[:.]", escape_markdown(before + address))
