"""Words that a line of its own leads in, as press offices do, and what is no such line."""

import pytest


def voice_of(document, words):
    """Return in whose voice some words stand; None where in nobody's."""
    place = document.text.index(words)
    found = [block.voice for block in document.blocks if block.start <= place < block.end and block.voice]
    return document.text[slice(*found[0])] if found else None


def make_release(lead, words):
    """Return a release that leads in some words."""
    return (
        "NEWS RELEASE\n\n4 May 2031\n\nLock to be rebuilt after flood\n\nThe Elm Lock Board will rebuild the lock.\n\n"
        f"{lead}\n\n{words}\n\nThe lock was built in 1911.\n\nENDS\n"
    )


@pytest.mark.parametrize(
    "lead",
    [
        "Maren Holt, who chairs the rowers, comments:",
        "Responding, Maren Holt said:",
        "Commenting, from Maren Holt, keeper of the lock:",
        "Commenting on the plan, Maren Holt, keeper of the lock, said:",
        "Reacting to the news, the chair of the rowers, Maren Holt, said on Monday:",
        "Commenting on the death of Jon Lind, the Courier's editor, Maren Holt, said:",
        "In response, Maren Holt added:",
    ],
)
def test_a_quotation_is_of_whom_the_line_above_names(read, lead):
    """What the line is about, and what its bearer is, may stand before the name."""
    assert voice_of(read(make_release(lead, "“The lock leaks.”")), "The lock leaks") == "Maren Holt"


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("Remembering the old keeper, Ivo Sand, his niece Maren Holt said:", None),
        ("Praising the old keeper, Ivo Sand, his niece Maren Holt said:", "Maren Holt"),
        ("Replying to a note by the warden, Ivo Sand, Maren Holt said:", "Maren Holt"),
        ("Thanking its donor, Tarn Bank, the chair, Maren Holt, said:", "Maren Holt"),
        ("Welcoming the new captain, Ivo Sand, Tarn Museum said:", "Tarn Museum"),
        ("Pressed on the warden, Ivo Sand, he said:", None),
        ("Discussing the plans of the warden, Ivo Sand:", None),
        ("By Friday, a lawyer for Ivo Sand said:", None),
    ],
)
def test_whoever_a_line_tells_of_before_its_verb_is_not_heard(read, lead, voice):
    """The name right before the verb is the speaker's; a pronoun is nobody's."""
    assert voice_of(read(make_release(lead, "“The lock leaks.”")), "The lock leaks") == voice


@pytest.mark.parametrize(
    "lead",
    [
        "Quote from Maren Holt, who leaves as keeper at Easter:",
        "A word from Maren Holt:",
        "Notes from Maren Holt, keeper:",
        "And a further comment from Maren Holt:",
        "The commissioner of the lock, Maren Holt, writes:",
    ],
)
def test_words_without_quotation_marks_are_of_whom_a_line_leads_in(read, lead):
    """They end with the last paragraph that speaks of itself."""
    document = read(
        make_release(lead, "I never saw the letter. My crew will not sign it.\n\nWe were not told.")
    )

    assert voice_of(document, "I never saw") == voice_of(document, "We were not told") == "Maren Holt"


@pytest.mark.parametrize(
    "lead",
    [
        "Contact from Maren Holt:",
        "Also in attendance:",
        "Reply to Maren Holt:",
        "Photo by Maren Holt:",
        "A friend of Maren Holt said:",
        "Notes from the wedding of Maren Holt:",
        "A word from the rivals of Maren Holt:",
        "Reaction from Maren Holt’s neighbours:",
        "Tributes from the crew of the captain, Maren Holt:",
    ],
)
def test_a_line_that_names_somebody_for_another_reason_leads_in_nothing(read, lead):
    """What stands below it is nobody's by that name."""
    document = read(make_release(lead, "We are at the desk from nine. We will ring you back."))

    assert voice_of(document, "ring you back") is None


def test_a_narrative_below_a_quote_is_not_of_whoever_is_quoted(read):
    """'Quote from' leads in the paragraph right below."""
    document = read(make_release("Quote from Maren Holt:", "The lock was never shut in my time."))

    assert voice_of(document, "never shut") == "Maren Holt"
    assert voice_of(document, "built in 1911") is None


def make_page(title, outlet, body):
    """Return a page of an outlet."""
    head = f"<title>{title}</title><meta property='og:site_name' content='{outlet}'>"
    main = f"<main><article><h1>{title}</h1>{body}</article></main>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{main}</body></html>"


BODY = (
    "<p>I went to the lock on Monday. What I saw was a disgrace.</p>"
    "<p>My staff have counted 40 boats. I ask the board to open its books by 1 July.</p>"
)
FOOT = "<p>Note to newsdesks: calls to Jon Lind. The Commissioner will not be giving interviews.</p>"


@pytest.mark.parametrize(
    ("title", "outlet", "voice"),
    [
        ("Flood at Elm: statement by the Lock Commissioner, Maren Holt", "Lock Commissioner", "Maren Holt"),
        ("Flood at Elm – a statement by Maren Holt", "Lock Commissioner", "Maren Holt"),
        ("Maren Holt: my statement on the flood", "Lock Commissioner", "Maren Holt"),
        ("Lock Commissioner on the flood at Elm", "Lock Commissioner", "Lock Commissioner"),
        ("Flood at Elm: statement by Maren Holt angers rowers", "Elm Gazette", None),
        ("What I saw at Elm", "Elm Gazette", None),
        ("What I saw at Elm", "The Economist", None),
        ("What I saw at Elm", "Captain Elm", None),
        ("Review: Maren Holt's speech on the flood", "Elm Gazette", None),
        ("Flood at Elm: comments by Maren Holt spark fury", "Elm Gazette", None),
        ("A statement by Maren Holt left me cold", "Elm Gazette", None),
    ],
)
def test_a_page_in_one_voice_is_of_whom_its_title_or_its_office_names(read, title, outlet, voice):
    """The words may stand behind a topic in the title; a note at the foot is not said."""
    document = read(make_page(title, outlet, BODY + FOOT), "a.html")

    assert voice_of(document, "I went to the lock") == voice_of(document, "counted 40 boats") == voice
    assert voice_of(document, "giving interviews") is None


def test_a_page_that_tells_of_whoever_holds_its_office_is_not_his(read):
    """Somebody else went there with him."""
    body = (
        "<p>I went to the lock with the Mayor on Monday.</p><p>My father lost his boat. I asked him why.</p>"
    )
    document = read(make_page("What I saw: Mayor of Elm", "Mayor of Elm", body), "a.html")

    assert voice_of(document, "I asked him") is None


def test_a_statement_goes_on_below_questions_put_to_its_speaker(read):
    """Her last words are hers as well."""
    document = read(
        "Statement by Maren Holt on the lock\n\nI will open the lock by May. We know that it leaks.\n\n"
        "Q: Did you know?\n\nA: I did not know of it.\n\nQ: Will you go?\n\nA: I will not go.\n\n"
        "I thank you all. We will mend the gates by 1 July.\n"
    )

    assert voice_of(document, "mend the gates") == "Maren Holt"


FILED = "ELM, 4 May 2031 – The board must open the lock, three envoys said today, and it knows that it must."


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("Press releases | Waterways\n\n", "", "2031-05-04"),
        ("Home > News > Media releases\n\n", "", "2031-05-04"),
        ("", "\n\nNote to newsdesks: call Jon Lind", "2031-05-04"),
        ("", "\n\nFor further information and media requests: Jon Lind", "2031-05-04"),
        ("News releases | Sport | Weather\n\n", "", "2031-05-04/2031-05-05"),
        ("", "\n\nPress releases", "2031-05-04/2031-05-05"),
        ("", "", "2031-05-04/2031-05-05"),
    ],
)
def test_the_day_of_a_release_is_that_of_its_dateline(read, above, below, day):
    """A report comes out on the day it is filed or the next, a release on that day."""
    assert (
        read(f"{above}The lock must open: envoys\n\n{FILED}\n\nThey wrote in May.{below}\n").published.edtf
        == day
    )
