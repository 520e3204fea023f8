"""Boxes in the text of an article that are none of it: sign-ups, offers, notices, advertisements, links."""

import pytest

LEDE = "The rowers of Norvik will stay on strike until Friday, their union said on Monday after a night of talks."
LAST = "The board is to meet again on 2 June."
BOXES = [
    pytest.param(
        ("Never miss a thing", "Get our newsletter, chosen by Rosa and sent at six."), id="newsletter"
    ),
    pytest.param(
        (
            "Free daily newsletter",
            "All that matters in Norvik",
            "Privacy notice: newsletters may hold offers.",
        ),
        id="notice",
    ),
    pytest.param(
        ("Like what you read?", "Try the Gazette free for 30 days.", "Subscribe now"), id="subscription"
    ),
    pytest.param(
        ("This site uses cookies.", "By going on you accept our use of cookies.", "Accept"), id="cookies"
    ),
    pytest.param(
        ("ADVERTISEMENT", "Sleep better tonight: the Moor mattress, now 40% off until Sunday."),
        id="advertisement",
    ),
    pytest.param(("Sponsored", "Win a week in the hills! Enter the Alder draw by Saturday."), id="sponsored"),
    pytest.param(
        ("Good journalism is not free.", "Give 5 marks today and help us hold power to account."), id="appeal"
    ),
    pytest.param(
        ("Related stories", "Mayor promises new bridge by 2033", "Police: 40 arrested at pier"), id="links"
    ),
    pytest.param(
        ("Read more", "Mayor promises new bridge by 2033", "Opinion: Who owns the river"), id="more"
    ),
]


def hold(document):
    """Return the text without its furniture."""
    text, position = "", 0
    for start, end in document.furniture:
        text += document.text[position:start]
        position = end
    return text + document.text[position:]


@pytest.mark.parametrize("lines", BOXES)
def test_a_box_copied_with_a_text_is_no_part_of_it(read, lines):
    """Its lines touch, as they do where somebody copies a page; the article goes on below it."""
    told = hold(read("\n\n".join(["Rowers on strike", LEDE, "\n".join(lines), LAST])))

    assert LEDE in told
    assert LAST in told
    assert not any(line in told for line in lines)


@pytest.mark.parametrize("lines", BOXES)
def test_a_box_of_a_page_is_no_part_of_its_article(read, lines):
    """Whatever its page calls it."""
    box = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        f"<html><head><title>Rowers on strike</title></head><body><article><h1>Rowers on strike</h1><p>{LEDE}</p>"
        f"<div class='c-9f'>{box}</div><p>{LAST}</p><p>Nobody at the board would say who had asked for the talks, "
        "and the town has kept out of it since.</p></article></body></html>"
    )
    told = hold(read(page, "a.html"))

    assert LEDE in told
    assert LAST in told
    assert not any(line in told for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "> **Don't miss what matters.** Join 3,000 readers of our newsletter. [Sign up here](https://elm.example/n)",
        "**Read also:** [Clinic to shut in May](https://elm.example/1)",
        "[Ad] Fly to the sun from 49 crowns",
        "*Support our journalism: become a member for 5 crowns a month.*",
        "1. [Sign up for our newsletter](https://elm.example/n)",
    ],
)
def test_a_box_in_markdown_is_told_beneath_its_signs(read, line):
    """Quoted, bold, in italics, as a point of a list or as a link."""
    assert line not in hold(read(f"# Rowers on strike\n\n{LEDE}\n\n{line}\n\n{LAST}\n", "a.md"))


@pytest.mark.parametrize(
    "line",
    [
        "You must sign up to the plan by Friday, the mayor told the rowers.",
        "“Our newsletter told you so,” she said.",
        "They subscribe to an old creed, and we know it.",
        "The letter had piled up in the inbox of the minister.",
        "We were not ready to sign up to the treaty.",
        "The river rose by two metres in the night.",
    ],
)
def test_what_is_told_stays(read, line):
    """A line that reports, or speaks of such things without speaking to the reader, is the article's."""
    told = hold(read(f"Rowers on strike\n\n{LEDE}\n\n{line}\n\n{LAST}"))
    box = f"<div><p>Advertisement</p><p>{line}</p></div>"
    page = f"<html><body><article><p>{LEDE}</p>{box}<p>{LAST}</p></article></body></html>"

    assert line in told
    assert line.split(",")[0] in hold(read(page, "a.html")).replace('"', "“")


def test_a_sentence_behind_an_offer_is_the_article_s(read):
    """A box may stand in the middle; only what sells or is no sentence goes with it."""
    text = f"Rowers on strike\n\n{LEDE}\n\nSubscribe to continue reading.\n\nAlready a member? Log in\n\n{LAST}\n"

    told = hold(read(text))
    assert "Already a member" not in told
    assert LAST in told
