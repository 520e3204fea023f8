"""Posts that a page shows in boxes of its own making."""

import pytest
from tests.documents.test_siblings import list_voiced

WORDS = "We sent two letters, and we will show them in court."
ABOVE = (
    "<p>The dock union of Norvik answered the harbour board on Tuesday, two days after the crane fell.</p>"
)
BELOW = (
    "<p>The board said nothing of it. The quay has been shut since Sunday, when the crane fell on it.</p>"
    "<p>It is to be mended before the summer, the town said in a note.</p>"
)


def make_page(box, above=ABOVE):
    return (
        f"<html><head><title>Union answers</title></head><body><article><h1>Union answers</h1>"
        f"<p>5 March 2031</p>{above}{box}{BELOW}</article></body></html>"
    )


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(
            f"<div class='social-card'><p>Emil Tarn <i>@emiltarn</i></p><p>{WORDS}</p><p>4 March 2031, 9:15</p></div>",
            id="name and handle above, day below",
        ),
        pytest.param(
            f"<section><header><b>Emil Tarn</b> · @emiltarn · 4 March 2031</header><p>{WORDS}</p></section>",
            id="all in the head",
        ),
        pytest.param(
            "<article class='toot'><div><b>Emil Tarn</b> @emil@docks.example "
            f"<time datetime='2031-03-04T09:15:00Z'>1d</time></div><div>{WORDS}</div></article>",
            id="the day in the markup alone",
        ),
        pytest.param(
            "<div class='embed-facebook'><a>Emil Tarn</a><br><span>4 March 2031 at 09:15</span>"
            f"<p>{WORDS}</p></div>",
            id="no handle, but a class that says so",
        ),
        pytest.param(
            f"<figure class='embed'><div><span>Emil Tarn</span><br><span>@emiltarn</span><p>{WORDS}</p>"
            "<footer>9:15 AM · Mar 4, 2031 · 12 views</footer></div></figure>",
            id="in a figure",
        ),
    ],
)
def test_a_post_in_a_box_of_the_site_is_of_who_put_it_up(read, box):
    """With its own day, which is none of the article's."""
    document = read(make_page(box), "a.html")

    assert [("Emil Tarn", WORDS)] == list_voiced(document)
    assert ["2031-03-04"] == [block.day.edtf for block in document.blocks if block.voice]
    assert "2031-03-05" == document.published.edtf
    assert "The board said nothing of it." in document.text


def test_a_box_about_the_author_above_the_article_is_no_post(read):
    """Though it has his name, his handle and a day."""
    box = "<div class='byline'><p>Jo Park @jopark</p><p>Jo Park covers the harbour.</p><p>5 March 2031</p></div>"

    assert [] == list_voiced(read(make_page("", box + ABOVE), "a.html"))


@pytest.mark.parametrize(
    "box",
    [
        "<section class='comments'><p>Odd Holm @oddholm</p><p>She lied to us all.</p><p>5 March 2031</p></section>",
        "<div class='author-box'><p>Jo Park @jopark</p><p>Jo Park covers the harbour.</p><p>5 March 2031</p></div>",
    ],
)
def test_what_readers_answer_and_who_wrote_the_article_are_no_posts(read, box):
    """Though they have a name, a handle and a day."""
    assert [] == list_voiced(read(make_page(box), "a.html"))
