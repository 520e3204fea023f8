"""Web pages."""

import socket

import pytest

from onrecord.errors import CannotRead

LEAD = (
    "<p>The mayor of Elmsworth said on Monday that the dam would open in May, after three years of delay "
    "and two inquiries into its cost.</p>"
)
QUOTE = (
    "<p>“We will not wait any longer,” she told the council, which has asked for an answer since the flood "
    "of last spring.</p>"
)
LATER = "<p>The next meeting is due on 14 April 2035.</p>"
HEAD = """<meta charset="utf-8"><title>Dam to open in May - Elmsworth Courier</title>
<meta property="og:site_name" content="Elmsworth Courier"><meta name="author" content="Ana Lima">
<meta property="article:published_time" content="2031-03-04T23:30:00+13:00">
<meta property="article:modified_time" content="2031-06-01T10:00:00Z">"""


def page(body=LEAD + QUOTE + LATER, head=HEAD, around=""):
    return (
        f"<!DOCTYPE html><html><head>{head}<script>var hidden = 'scriptword';</script></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>Dam to open in May</h1>{body}</article>{around}"
        "<script>scriptword()</script><footer>About us</footer></body></html>"
    )


def test_page_is_its_article(read):
    """The article's text is read, with title, outlet, author and day as the page states them."""
    document = read(page(), "page.html")

    assert "the dam would open in May" in document.text
    assert "scriptword" not in document.text
    assert "About us" not in document.text
    assert ("Dam to open in May", "Elmsworth Courier", "Ana Lima") == (
        document.title,
        document.outlet,
        document.byline,
    )
    assert ("2031-03-04", "metadata") == (document.published.edtf, document.published.basis)


def test_table_goes_before_the_page(read):
    """What a person stated is believed."""
    document = read(page(), "page.html", outlet="Elm", published="2031-03-05", title="Dam")

    assert ("Elm", "2031-03-05", "Dam") == (document.outlet, document.published.edtf, document.title)


def test_day_in_the_story_is_no_day_of_publication(read):
    """A page that states no day has none, whatever days its story tells of."""
    assert "unknown" == read(page(head="<title>Dam to open</title>"), "page.html").published.basis


def test_day_in_the_address_is_believed(read):
    """An address that holds a day is metadata."""
    document = read(page(head=""), "page.html", url="https://elm.example/2031/mar/4/dam/")

    assert ("2031-03-04", "metadata") == (document.published.edtf, document.published.basis)


def test_body_that_stands_twice_counts_once(read):
    """A page that repeats its body for narrow screens has said its quotations once."""
    text = read(page(body=LEAD + QUOTE + LEAD + QUOTE), "page.html").text

    assert 1 == text.count("We will not wait")


def test_declared_encoding_is_believed(read):
    """Quotation marks of older pages come through."""
    data = page(head=HEAD.replace("utf-8", "iso-8859-1")).encode("cp1252")

    assert "“We will not wait any longer,”" in read(data, "page.html").text


@pytest.mark.parametrize("tag", ["div", "b", "span", "ul><li", "table><tr><td"])
def test_nesting_has_no_end(read, tag):
    """A million nested tags cost a moment, and what they hold is read."""
    markup = f"<html><body>{f'<{tag}>' * 200_000}{LEAD}{'</div>' * 200_000}</body></html>"

    assert read(markup, "page.html").text.startswith("The mayor of Elmsworth")


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<![CDATA[", '<a b="', "<script>", "<nav>"])
def test_broken_markup_has_no_end(read, piece):
    """Markup that never closes is refused, and not looked through again and again."""
    with pytest.raises(CannotRead):
        read("<html>" + piece * 400_000, "page.html")


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "  ",
        "<html><script>alert(1)</script></html>",
        "<!-- nothing -->",
        "<style>p {}",
        "<script>alert(1)",
    ],
)
def test_page_without_words_says_so(read, markup):
    """No script is taken for text, and the reason says what to do."""
    with pytest.raises(CannotRead, match="save the page"):
        read(markup, "page.html")


def test_nothing_is_fetched(read, monkeypatch):
    """A page that is nothing but an address stays a page; no library looks the address up."""

    def refuse(*_):
        raise AssertionError("a page was fetched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert "http://elm.example/dam is down" == read("http://elm.example/dam is down", "page.html").text
    read(page(head='<link rel="canonical" href="http://elm.example/dam">'), "page.html")


@pytest.mark.parametrize(
    "mark",
    ["\x07", "\x0b", "\x1f", "\x00", "\uffff", "\ufffe", "&#7;", "&#xFFFF;", "&#xD800;", "&#x0;", "\x01" * 3],
)
@pytest.mark.parametrize(
    "where", ["{mark} said.", "<p>It rained {mark} all day.</p>", "<b title='{mark}'>so</b>"]
)
def test_a_character_that_no_tree_holds_stops_nothing(read, mark, where):
    """Behind, before and inside the paragraphs that are put aside to find the page's day."""
    body = (
        LEAD
        + where.format(mark=mark)
        + QUOTE
        + where.format(mark=mark)
        + f"<footer>Elm{mark}</footer>"
        + mark
    )

    text = read(page(body), "page.html").text

    assert "The mayor of Elmsworth said on Monday that the dam would open in May" in text
    assert "“We will not wait any longer,” she told the council" in text


STORY = (
    "<p>The harbour office denied on Wednesday that it had been warned about the crack in the north gate.</p>{}"
    "<p>The mayor, Ida Holt, said she would go to court over the gate and would not wait for the summer.</p>"
)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='promo-box'><p>Get the best of our reporting. We will send you three stories.</p></div>",
        "<div class='advertisement'>Advertisement<p>Buy boats: we will deliver by Friday.</p></div>",
        "<aside class='reader-poll'><p>Should the mayor resign?</p><ul><li>Yes 40%</li></ul></aside>",
        "<section id='live-ticker'><ul><li>10:02 Premier denies he will resign</li></ul></section>",
        "<div class='newsletter signup'><p>We will write to you by 7am tomorrow.</p></div>",
    ],
)
def test_a_box_that_its_page_names_as_one_is_left_out(read, box):
    """Its words are no part of the article."""
    document = read(
        f"<html><body><article><h1>Gate shut</h1>{STORY.format(box)}</article></body></html>", "a.html"
    )

    assert not any(words in document.text for words in ("We will", "we will", "resign", "10:02"))
    assert "would go to court" in document.text


def test_an_article_in_a_box_of_that_name_is_kept(read):
    """What holds the article is no box in it, whatever it is called."""
    body = STORY.format(STORY.format(STORY.format("")))
    document = read(f"<html><body><div class='promo'><h1>Gate shut</h1>{body}</div></body></html>", "a.html")

    assert "would go to court" in document.text
