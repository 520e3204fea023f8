"""What stands on a page beside its article: other parts of the paper, its readers, its makers' own words."""

import pytest
from tests.documents.test_siblings import list_voiced

LEDE = "The mill at Varrow will open its gates again on Friday, the miller, Ottla Brenn, said on Monday."
MORE = "She said that the wheel had been mended, and that nobody in the valley had been asked to pay for it."
OWN = "“We promise that we will not give up,” says our founder, Alfred Lind."


def read_own(document):
    """Return what of a document's text is no furniture."""
    taken = [place for words in document.furniture for place in range(*words)]
    return "".join(char for place, char in enumerate(document.text) if place not in taken)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='card'><h4>Recipe of the day: dumplings</h4><p>Chef Rosa Lind says the dough will rise.</p></div>",
        "<div class='card'><h4>From our archive: 1974</h4><p>Hail breaks 260 panes, says Rosa Lind</p></div>",
        f"<section><h3>We have a small favour to ask</h3><p>8,400 readers help us.</p><p>{OWN}</p></section>",
        f"<div class='gate'><h3>The rest of this story is for members</h3><p>84 for £5 a month</p><p>{OWN}</p></div>",
        "<h3>What readers say</h3><p>“They will be gone by Sunday,” writes Rosa Lind.</p>",
        "<h3>12 comments</h3><p>Rosa Lind, 3 March 2031</p><p>The board will pay by June.</p>",
    ],
    ids=["recipe", "archive", "appeal", "wall", "readers", "comments"],
)
def test_what_stands_beside_an_article_is_none_of_it(read, box):
    """Nobody who is quoted there is on record, and no number in it is."""
    page = (
        f"<html><body><article><h1>Mill to open</h1><p>{LEDE}</p><p>{MORE}</p>{box}</article></body></html>"
    )

    own = read_own(read(page, "a.html"))

    assert LEDE in own
    assert MORE in own
    assert not any(word in own for word in ("Lind", "84", "260", "Sunday", "June"))


def test_letters_that_are_all_of_a_page_are_read(read):
    """A page of letters has no article above them."""
    letters = "Varrow Courier\nMonday, 3 March 2031\nPage 4\n\nLetters to the editor\n\n"

    assert "I saw it" in read_own(read(f"{letters}I saw it, and I will say so in court.\n\nRosa Lind\n"))


def test_a_film_that_is_embedded_is_of_whoever_put_it_up(read):
    """Its caption is that handle's, and what is heard in it nobody's."""
    film = (
        "<blockquote class='film'><section><a href='/a'>@ottla.brenn</a> <p>36 sails are torn</p>"
        "<a href='/m'>♬ original sound - ottla.brenn</a></section></blockquote>"
    )
    page = (
        f"<html><body><article><h1>Mill to open</h1><p>{LEDE}</p>{film}<p>{MORE}</p></article></body></html>"
    )

    document = read(page, "a.html")

    assert ("@ottla.brenn", "36 sails are torn") in list_voiced(document)
    assert "♬" not in read_own(document)


def test_a_post_that_gives_no_day_is_of_whoever_shared_it(read):
    """Networks name him in a link below it."""
    post = (
        "<blockquote class='instagram-media'><p>We will open the doors.</p>"
        "<p><a href='/p'>A post shared by Rosa Lind (@rosalind)</a></p></blockquote>"
    )
    page = (
        f"<html><body><article><h1>Mill to open</h1><p>{LEDE}</p>{post}<p>{MORE}</p></article></body></html>"
    )

    assert [("Rosa Lind", "We will open the doors.")] == list_voiced(read(page, "a.html"))


def test_the_foot_of_a_post_that_is_not_in_a_page_gives_nobody_the_articles_words(read):
    """The words of many posts are loaded only when a page is looked at."""
    foot = "<p>A post shared by Rosa Lind (@rosalind)</p>"
    page = (
        f"<html><body><article><h1>Mill to open</h1><p>{LEDE}</p>{foot}<p>{MORE}</p></article></body></html>"
    )

    assert not list_voiced(read(page, "a.html"))


def test_an_article_told_in_sections_keeps_those_that_are_called_as_other_parts_are(read):
    """Where its other sections have sentences, 'Weather' heads one of them."""
    gates = f"<section><h3>Gates</h3><p>{MORE}</p></section>"
    sections = f"{gates}<section><h3>Weather</h3><p>Hail broke 260 panes.</p></section>"
    page = f"<html><body><article><h1>Mill to open</h1><p>{LEDE}</p>{sections}</article></body></html>"

    assert "260 panes" in read_own(read(page, "a.html"))
