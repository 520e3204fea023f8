"""What a page shows in place of the rest of its article: offers, prices, what the site's own people say of it."""

import pytest

from onrecord.model import Flaw

STORY = (
    "The north quay at Tolmar has been sold for 3 million crowns, Ivo Brandt, the mayor, said on Tuesday.",
    "“We will keep all 40 dockers,” Brandt said. He denied that the cranes would go abroad, as the union had",
)
OFFER = (
    "Keep reading for just £2.50 a month",
    "You’ve used 4 of your 5 free reads",
    "“We will tell you what others won’t,” promises Ada Finn, editor-in-chief of the Post",
    "Join over 80,000 readers today",
    "Already a member? Sign in",
)


def list_told(document):
    """Return the lines of a document that are no furniture."""
    places = [(document.text.index(line), line) for line in document.text.split("\n") if line]
    return [line for at, line in places if not any(one.start <= at < one.end for one in document.furniture)]


def test_an_offer_in_a_plain_text_is_none_of_the_article(read):
    """Whoever is quoted in it sells the site."""
    document = read("Tolmar Post\n3 March 2031\n\n" + "\n\n".join((*STORY, *OFFER)))

    assert [*STORY] == list_told(document)
    assert (Flaw.CUT_SHORT,) == document.flaws


@pytest.mark.parametrize(
    "opening",
    [
        '<div class="tp-container-inner"><div>',
        '<section id="regwall"><div>',
        '<div><div data-testid="paywall">',
    ],
)
def test_an_offer_in_a_page_is_none_of_the_article(read, opening):
    """Nor are its prices and its readers' words numbers and statements."""
    box = "".join(f"<p>{line}</p>" for line in OFFER)
    praise = "<blockquote>“Nobody else reads all papers.”</blockquote><p>Greta Holm, reader since 2012</p>"
    story = "".join(f"<p>{line}</p>" for line in STORY)
    end = "</section>" if opening.startswith("<section") else "</div>"
    page = f"<html><body><article><h1>Quay sold</h1>{story}{opening}{box}{praise}</div>{end}</article></body></html>"
    document = read(page, "a.html")

    assert "2.50" not in document.text
    assert "Finn" not in document.text
    assert "Holm" not in document.text
    assert "40 dockers" in document.text


def test_what_holds_the_article_is_none_however_it_is_named(read):
    """Sites name the part that only some may read after the wall."""
    story = "".join(
        f"<p>{line}</p>" for line in (*STORY[:1], "“Nobody was asked,” the editor of the Post said.")
    )
    page = f'<html><body><article><h1>Quay sold</h1><div class="paywall">{story}{story}</div></article></body></html>'

    assert "Nobody was asked" in read(page, "a.html").text


def test_a_report_on_prices_and_papers_is_the_article(read):
    """Whom it quotes is on record, and a list of fares is no offer."""
    lines = (
        "Readers of the Tolmar Post will pay for its articles from May, its editor, Ada Finn, said on Tuesday.",
        "“Subscribe for 4 crowns a week, and we will keep a reporter in the council,” Finn said.",
        "Adults: 5 crowns a day",
        "Children: 2 crowns a day",
        "The paper had 12,000 subscribers in the year in which the mine was shut, and has 2,100 today.",
    )

    assert [*lines] == list_told(read("\n\n".join(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Already registered tenants will keep their flats.",
            "Rents will rise by 30 crowns a month from July.",
        ),
        ("Already registered voters need not come again.", "The card costs only 4 crowns a year."),
        (
            "Already a member? Sign in",
            "We will fight this sale, and have told the mayor so.",
            "Join 900 members today",
        ),
        (
            "30-day free trial",
            "“We will cut no job,” promised the editor, Ana Lima.",
            "$90 per year for students",
        ),
    ],
)
def test_a_sentence_that_reports_is_the_article_s_whatever_stands_beside_it(read, lines):
    """A rent is no price of the site's, nor is a statement or the editor's word its offer."""
    told = list_told(read("\n\n".join((*STORY, *lines))))

    assert all(line in told for line in lines if line.endswith("."))
