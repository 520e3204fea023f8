"""What a text says about itself: headline, author, outlet, day, and what around it is not the article."""

import re

import pytest

BODY = (
    "The mayor of Elmsworth said on Monday that the dam would open in May, after three years of delay.\n\n"
    "“We will not wait any longer,” she told the council. It had asked for an answer since last spring.\n"
)


def read_marked(marked):
    """Return the text without its [[ ]] marks, and the marked pieces."""
    return re.sub(r"\[\[|\]\]", "", marked), re.findall(r"\[\[(.*?)\]\]", marked, re.DOTALL)


@pytest.mark.parametrize(
    "marked",
    [
        f"{BODY}\n[[Sign up to receive our latest news!]]\n\n[[By submitting this form, I agree to the terms.]]",
        f"{BODY}\n[[Copyright 2031 Elm Press. All rights reserved.]]",
        f"{BODY}\n[[Author: Ana Lima, EPA]]\n\n[[You might also like]]",
        f"[[Read more:]]\n\n[[Mayor tells crews to 'wait' for May]]\n\n[[Council confirms a harbour chief]]\n\n{BODY}",
        f"{BODY}\n[[You might also like]]\n\n[[Dam talks stall]]\n[[Who owns it?]]\n[[Back to top button]]",
        f"[[Advertisement]]\n{BODY}[[Continue Reading Below]]\n\nIt was the third delay.",
        f"[[FILE PHOTO: The dam, May 4, 2031. ELM/Jo Park/File Photo]]\n\n{BODY}",
        f"[[Ana Lima]]\n[[Ana Lima | Elm Pictures/Jo Park, 2031]]\n\n{BODY}",
        f"[[Image copyright Ana Lima]]\n\n{BODY}",
        f"[[Image copyright Ana Lima Image caption]] Some 200 houses were flooded\n\n{BODY}",
        f"{BODY}\n[[Media playback is unsupported on your device]]\n\nIt was the third delay.",
        f"{BODY}\n[[Slideshow (9 Images)]]\n\nIt was the third delay.",
        f"{BODY}\n[[Read more: Who owns the river?]]\n\nIt was the third delay.",
        f"{BODY}\nThe dam will open. [[(Reporting by Jo Park; Editing by Ana Lima)]]",
        f"[[By Ana Lima]]\n[[Published: 14 September 2031]]\n[[Updated 15 September 2031 10:30 GMT]]\n\n{BODY}",
        f"[[date 2031-09-14]] {BODY}",
        f"Dam to open in May\n\n[[Ana van den Berg, Industry editor]]\n\n{BODY}",
        f"Dam to open in May\n\n{BODY}\n[[Ana Lima, chief reporter]]",
        f"{BODY}\n[[Share]]\n[[Tweet]]\n\n[[This website uses cookies to improve your visit.]]",
    ],
)
def test_furniture_is_marked(read, marked):
    """What stands around the article is marked whole, and nothing of the article with it."""
    text, expected = read_marked(marked)

    document = read(text)

    assert expected == [text[start:end] for start, end in document.furniture]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Background paper, 2 May 2031", "2031-05-02"),
        ("Position paper of 2 May 2029", "XXXX"),
        ("Interim report, 2 May 2029", "XXXX"),
        ("Quarterly report of 2 May 2029", "XXXX"),
        ("Research on 2 May 2029", "XXXX"),
        ("Update of 2 May 2029", "XXXX"),
        ("Background: 2 May 2029", "XXXX"),
        ("Working paper, 2 May 2029\n\nELMSWORTH, 9 June 2031 - The lock is shut.", "2031-06"),
    ],
)
def test_a_line_that_says_what_kind_of_paper_it_heads_gives_its_day(read, head, expected):
    """That of a paper that is only spoken of, or is above a dateline, is no day of the text."""
    assert read(f"{head}\n\n{BODY}").published.edtf.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        f"Who was there\n\n{BODY}\nAna Lima, Gazette reporter\n\n“I saw it, and two boats sank.”\n",
        f"Who was there\n\n{BODY}\n“I saw it, and two boats sank.”\n\nAna Lima, Gazette reporter\n",
        f"{BODY}\nThe dead are:\n\nAna Lima, television reporter\n\nBen Rao, newspaper editor\n",
        f"Three to be heard\n\nAna Lima, television reporter\nBen Rao, newspaper editor\n\n{BODY}",
        f"Ferry stopped\n\nMayor Sacks Rao, Industry editor\n\n{BODY}",
        f"Gazette Picks Rao, Industry editor\n\n{BODY}",
    ],
)
def test_those_who_are_told_of_are_no_authors(read, text):
    assert () == read(text).furniture


@pytest.mark.parametrize("line", ["Price: £900", "Price 40 groats", "PRICE 3d"])
def test_what_a_thing_costs_is_told(read, line):
    assert () == read(f"{BODY}\nThe Heron\n\n{line}\n\nA good boat for two, the council said.\n").furniture


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Mayor Aron Lund Aron (Ronny) Jens LundCouncil rejects budget The week in Norvik MORE (Ind.) said no.",
            [" Aron (Ronny) Jens LundCouncil rejects budget The week in Norvik MORE"],
        ),
        (
            "She met Ilse Brandt Ilse BrandtMORE’s aide and Aron Lund Aron Jens LundFerry is late MORE.",
            [" Ilse BrandtMORE", " Aron Jens LundFerry is late MORE"],
        ),
        ("She met Ilse Brandt and Aron Lund, and asked for MORE.", []),
    ],
)
def test_what_a_link_unfolds_behind_a_name_is_furniture(read, line, expected):
    text = f"Norvik votes\n\n{line}\n\n{BODY}"

    assert expected == [text[start:end] for start, end in read(text).furniture]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign up for the march, the union told its members.",
        "Copyright law must change, the minister said.",
        "By Friday, Lima took a different view.",
        "Photo evidence of the leak was shown in court.",
        "The advertisement ran for a week.",
        "Published in May, the report named nobody.",
        "Published on 14 September 2031, the report named three officials who had known of the leak.",
        "Updated figures of 4 May 2031 put the toll at 40, the ministry said.",
        "Related costs rose by 4 percent, the council said.",
        "Share prices of the builder fell.",
    ],
)
def test_sentences_are_never_furniture(read, sentence):
    """A missed line costs a moment; a swallowed sentence would be lost to the record."""
    document = read(f"{BODY}\n{sentence}\n\n{BODY}")

    assert () == document.furniture
    assert "unknown" == document.published.basis


@pytest.mark.parametrize(
    "line", ["Views expressed in the comments do not represent those of the paper.", "Comments are closed."]
)
def test_what_readers_say_below_is_no_article(read, line):
    """Behind the line that hands over to the readers nothing is the article; at the head of a page it does nothing."""
    text, expected = read_marked(
        f"{BODY}\nThe dam will open.\n\n[[{line}]]\n[[They all lie about the dam!]]\n[[I saw it leak.]]"
    )
    assert expected == [text[start:end] for start, end in read(text).furniture]

    assert all(end <= len(line) for _, end in read(f"{line}\n\n{BODY}\nThe dam will open.").furniture)


def test_list_that_is_followed_by_an_article_ends_nothing(read):
    """Sentences below a heading for other stories stay in the article."""
    text, expected = read_marked(f"[[Related Articles]]\n\n{BODY}")

    assert expected == [text[start:end] for start, end in read(text).furniture]


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Story highlights The quay is to open in May\n\nThe board has a day\n\n", None),
        ("Mayor promises dam by ‘next May’\n\n", "Mayor promises dam by ‘next May’"),
        ("U.N. to visit the Elmsworth dam\n\n", "U.N. to visit the Elmsworth dam"),
        ("Will the dam ever open?\n\n", "Will the dam ever open?"),
        ("Advertisement\n\nMayor promises the dam\n\n", "Mayor promises the dam"),
        ("", None),
        ("The dam holds for now.\n\n", None),
        ("Ana Lima and Jo Park\n\n", None),
        ("By Ana Lima\n\n", None),
        ("Mayor promises the dam\n", None),
        ("date 2031-09-14 ", None),
        ("• Mayor promises the dam\n\n", None),
    ],
)
def test_headline_is_told_from_a_sentence(read, top, title):
    """A short first line that stands apart and is no sentence is the title."""
    assert title == read(top + BODY).title


@pytest.mark.parametrize(
    ("text", "outlet", "byline"),
    [
        (
            f"{BODY}\nCopyright 2031 Elm Press Agency. All rights reserved. Not to be rewritten.",
            "Elm Press Agency",
            None,
        ),
        (
            f"{BODY}\nCopyright © 2031 The Elm Courier, LLC. Click here for permission.",
            "The Elm Courier",
            None,
        ),
        (f"{BODY}\n© Elm Courier 2031", "Elm Courier", None),
        (f"{BODY}\nAuthor: Ana Lima, EPA", "EPA", "Ana Lima, EPA"),
        (
            f"By Jo Park, Foreign Correspondent, Elm News\n\n{BODY}",
            "Elm News",
            "Jo Park, Foreign Correspondent, Elm News",
        ),
        (f"By JO PARK and ANA LIMA\n\n{BODY}", None, "JO PARK and ANA LIMA"),
        (f"By Jo Park, Foreign Correspondent\n\n{BODY}", None, "Jo Park, Foreign Correspondent"),
        (f"ELMSWORTH/OAKTON (Elm Press) - {BODY}", "Elm Press", None),
        (f"ELMSWORTH, Jan 5 (EPA) — {BODY}", "EPA", None),
        (f"(EPA) - {BODY}", "EPA", None),
        (f"Elmsworth (EPA) {BODY}", "EPA", None),
        (f"Bank of Elmsworth (BOE) Governor Jo Park said no.\n\n{BODY}", None, None),
        (f"ELMSWORTH (EPA) - {BODY}\nCopyright 2031 The Elm Courier", "The Elm Courier", None),
        (f"Elm Courier\n\nDam to open in May after delay\n\n{BODY}", "Elm Courier", None),
        (f"Mayor Sues Courier\n\nDam to open in May after delay\n\n{BODY}", None, None),
        (f"Elm Courier\n\n{BODY}", None, None),
    ],
)
def test_outlet_and_author_are_read_from_the_text(read, text, outlet, byline):
    """Who speaks is told by the form of the line; no name is known beforehand."""
    document = read(text)

    assert (outlet, byline) == (document.outlet, document.byline)


@pytest.mark.parametrize(
    ("text", "edtf", "basis", "words"),
    [
        (f"date 2031-09-14 {BODY}", "2031-09-14", "explicit", "2031-09-14"),
        (f" date 2031-09-14\n{BODY}", "2031-09-14", "explicit", "2031-09-14"),
        (f"Published: 14 September 2031\n\n{BODY}", "2031-09-14", "explicit", "14 September 2031"),
        (f"Posted on Sept. 14, 2031 at 10:30 a.m. ET\n\n{BODY}", "2031-09-14", "explicit", "Sept. 14, 2031"),
        (f"Published 10:30, 14 September 2031\n\n{BODY}", "2031-09-14", "explicit", "14 September 2031"),
        (
            f"Dam to open in May\nTuesday, 14 September 2031\n\n{BODY}",
            "2031-09-14",
            "explicit",
            "Tuesday, 14 September 2031",
        ),
        (f"By Ana Lima - September 14, 2031\n\n{BODY}", "2031-09-14", "explicit", "September 14, 2031"),
        (
            f"Published: 14 September 2031 | Updated: 2 May 2032\n\n{BODY}",
            "2031-09-14",
            "explicit",
            "14 September 2031",
        ),
        (f"Updated 14 September 2031\n\n{BODY}", "../2031-09-14", "inferred", "14 September 2031"),
        (f"ELM, Sept 14, 2031 (EPA) - {BODY}", "2031-09-14", "inferred", "Sept 14, 2031"),
        (
            f"Elm Gazette\nBy Ana Lima\n\nELM, Sept 14, 2031 (EPA) - {BODY}",
            "2031-09-14/2031-09-15",
            "inferred",
            "Sept 14, 2031",
        ),
        (f"ELM, Sept 14 (EPA) - {BODY}", "XXXX", "unknown", None),
        (f"PORT ELM, 14 September 2031 — {BODY}", "2031-09-14/2031-09-15", "inferred", "14 September 2031"),
        (f"{BODY}\nCopyright 2031 Elm Press. All rights reserved.", "2031", "inferred", "2031"),
        (f"{BODY}\n© 2031 Elm Press", "../2031-12-31", "inferred", "2031"),
        (f"{BODY}\nCopyright 2019-2031 Elm Press", "../2031-12-31", "inferred", "2019-2031"),
        (f"Published: 31 February 2031\n\n{BODY}", "XXXX", "unknown", None),
        (
            f"Published: 14 September 2031\nUpdated: 2 May 2030\n\n{BODY}",
            "../2030-05-02",
            "inferred",
            "2 May 2030",
        ),
        (f"{BODY}\nSeptember 14, 2031\n\n{BODY}", "XXXX", "unknown", None),
        (BODY, "XXXX", "unknown", None),
    ],
)
def test_day_of_publication_is_read_from_the_text(read, text, edtf, basis, words):
    """Published is told from updated, a day from the bound of one, and the words that say it are cited."""
    published = read(text).published

    assert (edtf, basis) == (published.edtf, published.basis)
    assert words == (published.span.exact if published.span else None)


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://elm.example/2031/09/14/dam/index.html", "2031-09-14"),
        ("https://elm.example/news/2031/sep/14/dam/", "2031-09-14"),
        ("https://elm.example/dam-20310914", "2031-09-14"),
        ("https://elm.example/2031/0914/dam", "2031-09-14"),
        ("https://elm.example/2031/13/45/dam", "XXXX"),
        ("https://elm.example/2031/09/dam", "XXXX"),
        ("https://elm.example/dam-47663031", "XXXX"),
    ],
)
def test_address_gives_a_day_where_nothing_else_does(read, url, edtf):
    """An address that holds a full day is metadata; half a day is none."""
    assert edtf == read(BODY, url=url).published.edtf
    assert "2030-01-01" == read(BODY, url=url, published="2030-01-01").published.edtf


def test_stated_month_is_the_whole_month(read):
    """A stated month stays a month."""
    assert "2031-09" == read(BODY, published="2031-09").published.edtf


def test_same_words_in_two_files_are_two_documents(read):
    """A document is known by its file and bytes, and a second run gives it the same name."""
    assert read(BODY, "a.txt").id != read(BODY, "b.txt").id
    assert read(BODY, "a.txt") == read(BODY, "a.txt")


@pytest.mark.parametrize("kind", ["FOR IMMEDIATE RELEASE", "Press release No. 12", "Media statement"])
def test_the_kind_of_a_release_is_no_headline(read, kind):
    """Its headline stands below."""
    document = read(
        f"{kind}\n\n4 March 2031\n\nThe quay opens in May\n\nThe board said on Monday that it opens.\n"
    )

    assert "The quay opens in May" == document.title


def test_a_headline_that_speaks_of_a_release_stays_one(read):
    """It is longer than the name of a kind of text."""
    title = "Press release of the harbour board leaves crews without an answer"

    assert title == read(f"{title}\n\n4 March 2031\n\nThe board said on Monday that it opens.\n").title


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("The Cape Lantern\nVol. 12, No. 1,204  2 May 2031", ("The Cape Lantern", "2031-05-02")),
        ("Lock Opens\nCape Gazette, Late Edition, 2 May 2031", ("Cape Gazette", "2031-05-02")),
        ("Lock Opens\nCape Gazette | 2 May 2031 | Vol. 12", ("Cape Gazette", "2031-05-02")),
        ("Lock Opens\n2 May 2031, edition 2", (None, "2031-05-02")),
        ("Ulva Book Fair\nSecond edition, 2 May 2029", (None, "XXXX")),
        ("Storm Sinks Nine\nEvening edition | 2 May 2031", (None, "XXXX")),
        ("Mayor Ada Rao\nPrice 40 groats, 2 May 2031", (None, "XXXX")),
        ("FLASH UPDATE\nNo. 4, 2 May 2031", (None, "2031-05-02")),
        ("Lock Opens\n2 May 2031", (None, "2031-05-02")),
        ("LE VERROU DU NORD\nThe second edition of 2 May 2031 was pulped.", (None, "XXXX")),
    ],
)
def test_a_line_of_an_issue_makes_no_headline_above_it_an_outlet(read, head, expected):
    """A book and a fair have editions, too; an outlet named beside the day is the outlet."""
    document = read(f"{head}\n\nLock to open again\n\n{BODY}")

    assert expected == (document.outlet, document.published.edtf)
