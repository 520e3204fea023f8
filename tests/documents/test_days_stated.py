"""The day, outlet and address of a document where they plainly stand: its markup, its first and last lines."""

import json

import pytest

BODY = (
    "The harbour board will open the quay in May, Ida Holt said on Monday, after three years of delay.\n\n"
    "Nobody had warned the board of the crack in the wall, she told the council at its last meeting.\n"
)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param(
            'title: "Quay opens"\ndate: 2031-05-14T10:00:00+02:00\nlastmod: 2031-06-01\nauthor: Jo Park',
            ("2031-05-14", "Quay opens", None, "Jo Park", None),
            id="a static site",
        ),
        pytest.param(
            'title: Quay opens\nsource: "https://www.courier.example/quay"\nauthor:\n  - "[[Jo Park]]"\n'
            "published: 2031-05-14\ncreated: 2031-06-01\ntags:\n  - clippings",
            ("2031-05-14", "Quay opens", "courier.example", "Jo Park", "https://www.courier.example/quay"),
            id="a clipping",
        ),
        pytest.param(
            "headline: Quay opens\nPublish Date: '14 May 2031'\nsite: Harbour Courier\ndate: 2031-06-01",
            ("2031-05-14", "Quay opens", "Harbour Courier", None, None),
            id="a scraper",
        ),
        pytest.param(
            "title: Quay opens\ndate: '2031-05-14 09:30'\nsource: Harbour Courier\nlink: https://courier.example/a",
            ("2031-05-14", "Quay opens", "Harbour Courier", None, "https://courier.example/a"),
            id="a source by its name",
        ),
        pytest.param(
            "lastmod: 2031-06-01\ntitle: Quay opens", (None, "Quay opens", None, None, None), id="no day"
        ),
        pytest.param(
            "date: 05/06/2031\ntitle: Quay opens", (None, "Quay opens", None, None, None), id="two days"
        ),
    ],
)
@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_states_what_it_states(read, front, expected, fence):
    """A day of a change or of a clipping is no day of publication, and none of it is what the text says."""
    if fence == "+++":
        front = "\n".join(
            line.replace(": ", " = ", 1) if line[0] != " " else line for line in front.split("\n")
        )
    document = read(f"{fence}\n{front}\n{fence}\n\n# Quay opens\n\n{BODY}", "a.md")

    day = None if document.published.basis == "unknown" else document.published.edtf
    assert expected == (day, document.title, document.outlet, document.byline, document.url)
    assert document.text[slice(*document.furniture[0])].endswith(f"\n{fence}")


def test_front_matter_without_a_fence_is_read_too(read):
    """As MultiMarkdown has it; lines with colons that state no title and no day are text."""
    document = read(
        f"Title: Quay opens\nDate: 2031-05-14 10:20\nAuthor: Jo Park\nSlug: quay\n\n{BODY}", "a.md"
    )

    assert ("2031-05-14", "Quay opens", "Jo Park") == (
        document.published.edtf,
        document.title,
        document.byline,
    )
    assert "Slug" in document.text[slice(*document.furniture[0])]

    minutes = read(f"Present: Ida Holt\nAbsent: Jo Park\n\n{BODY}", "a.md")
    assert "Absent" not in "".join(minutes.text[slice(*span)] for span in minutes.furniture)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Quay opens, board says\n\nPort Elm, 14 May 2031\n\n{BODY}", "14 May 2031"),
        (f"Quay opens, board says\n\n14 May 2031, Port Elm\n\n{BODY}", "14 May 2031"),
        (
            f"Harbour Courier | Wednesday, May 14, 2031\n\nQuay opens, board says\n\n{BODY}",
            "Wednesday, May 14, 2031",
        ),
        (
            f"Daily briefing of the board\nBank of Elm, Oak County – 14 May 2031\n11:30 a.m.\n\n{BODY}",
            "14 May 2031",
        ),
        (f"ELMSWORTH (14 May 2031) – {BODY}", "14 May 2031"),
        (f"Port Elm/Oak, (May 14, 2031) - {BODY}".replace(",", "", 1), "May 14, 2031"),
        (f"PORT ELM, Oak, May 14, 2031 /LineWire/ -- {BODY}", "May 14, 2031"),
        (f"{BODY}\nElm Press, May 14, 2031 10:32 ET (14:32 GMT)", "May 14, 2031"),
        (f"{BODY}\nELM 14 May 2031 1032 GMT", "14 May 2031"),
        (f"{BODY}\nELM ab/cd 141032 GMT May 31", "141032 GMT May 31"),
    ],
)
def test_the_day_stands_beside_a_place_or_a_wire(read, text, words):
    """A line that is a place and a day, a release's first words, and the line a wire puts last give the day."""
    published = read(text).published

    assert ("2031-05-14", "explicit", words) == (published.edtf, published.basis, published.span.exact)


@pytest.mark.parametrize(
    "text",
    [
        f"Flood at Port Elm, 14 May 2031\n\n{BODY}",
        f"{BODY}\nIt began in Port Elm, 14 May 2031, she said.\n\n{BODY}",
        f"{BODY}\nThe gauge stood still on 14 May 2031 at 10:32, she said.",
        f"{BODY}\nGround was broken, 14 May 2031",
        f"{BODY}\n141032 people in May 31",
        f"The quay (14 May 2031, 10:32) holds. {BODY}",
    ],
)
def test_a_day_in_a_sentence_or_a_headline_is_another(read, text):
    """A day on which something happened is not that of the text, though it stands at its edge."""
    assert "unknown" == read(text).published.basis


@pytest.mark.parametrize(
    "head",
    [
        "PORT ELM – (LINE WIRE) – May 14, 2031 –",
        "PORT ELM, Oak--(LINE WIRE)--May 14, 2031--",
        "/Elm Lines/ Port Elm, 14 May 2031 –",
        "(Courier) Port Elm, 14 May 2031 –",
        "Port Elm (Courier) 14 May 2031:",
        "PORT ELM | May 14, 2031 |",
        "(14 May 2031, Port Elm)",
        "[Port Elm, 14 May 2031]",
        "14 May 2031, Port Elm –",
        "2031/05/14 Port Elm –",
        "Port Elm, den 14. Mai 2031 –",
        "Port Elm, le mercredi 14 mai 2031 –",
        "Port Elm, a 14 de mayo de 2031.-",
        "Port Elm — May 14, 2031, 10:30 a.m. —",
        "**Port Elm (Oak), May 14th, 2031** —",
    ],
)
@pytest.mark.parametrize("title", ["", "Quay opens, board says\n\n"])
def test_a_text_begins_with_its_day_and_what_stands_beside_it(read, head, title):
    """Place, wire and day stand in any order, with any marks between them, before the first sentence."""
    published = read(f"{title}{head} {BODY}").published

    assert ("2031-05-14", "explicit") == (published.edtf, published.basis)


@pytest.mark.parametrize(
    "line",
    [
        "2031/05/14 Port Elm",
        "PORT ELM 14 MAY 2031",
        "[14 May 2031]",
        "14 May 2031 • Port Elm • 3 min read",
        "14.05.2031, Port Elm",
        "Port Elm, 14 maja 2031 r.",
        "Порт Элм, 14 мая 2031 г.",
        "Port Elm, 2031. május 14.",
        "2031年5月14日",
        "Place and date: Port Elm, 14 May 2031",
        "Dated this 14th day of May 2031",
        "Situation Report #4 – 14 May 2031",
        "By Ana Lima on May 14, 2031",
        "FOR IMMEDIATE RELEASE – Port Elm, May 14, 2031",
    ],
)
def test_a_line_is_a_day_and_what_stands_beside_it(read, line):
    """It is known whatever comes first, in the months of other languages too."""
    published = read(f"Quay opens, board says\n\n{line}\n\n{BODY}").published

    assert ("2031-05-14", "explicit") == (published.edtf, published.basis)


@pytest.mark.parametrize(
    "line",
    [
        "Port Elm Flood, 14 May 2031: What We Know",
        "Port Elm, 14 May 2031 – a day that nobody forgets – is told here for the first time.",
        "The gauge (14 May 2031) – the last of them – stood still for a week, she said.",
        "Port Elm – May 14, 2031 – May 19, 2031",
        "Next meeting: Port Elm, 14 May 2031",
        "Photo: Port Elm, 14 May 2031",
        "Died 14 May 2031, Port Elm",
        "Judgment of 14 May 2031",
        "Expires 14 May 2031",
        "14 May 2031 – The first crack was seen by the crew.\n\n19 May 2031 – The gate was shut by the board.",
    ],
)
def test_a_day_beside_other_words_is_of_something_else(read, line):
    """A headline, a label, a span of days or a chronology at the head gives no day of the text."""
    assert "unknown" == read(f"Quay opens, board says\n\n{line}\n\n{BODY}").published.basis


def make_page(head="", body=""):
    """Return a page of two paragraphs."""
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    head = f"<head><title>Quay opens in May</title>{head}</head>"
    return f"<html>{head}<body>{body}<article>{paragraphs}</article></body></html>"


def link(*objects):
    """Return the script that holds linked data."""
    return f'<script type="application/ld+json">{json.dumps(list(objects))}</script>'


OTHER = {"@type": "NewsArticle", "headline": "Ferry sinks", "datePublished": "2020-01-02", "url": "https://a.example/ferry",
         "publisher": {"name": "Ferry Times"}}  # fmt: skip
OWN = {"@type": ["NewsArticle"], "headline": "Quay opens in May", "datePublished": "2031-05-14T23:30:00+13:00",
       "publisher": {"@type": "Organization", "name": "Harbour Courier"}, "author": [{"name": "Jo Park"}]}  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        link(OTHER, OWN),
        link(OWN, OTHER),
        link({"@graph": [OTHER, {"@type": "WebPage"}, OWN]}),
        link(
            OTHER, OWN | {"headline": "Quay", "mainEntityOfPage": {"@id": "https://courier.example/quay?a=b"}}
        )
        + '<link rel="canonical" href="https://www.courier.example/quay/">',
        link({"@type": "WebPage", "mainEntity": OWN}) + link(OTHER),
    ],
)
def test_of_several_articles_in_linked_data_the_page_s_own_is_taken(read, head):
    """It is told by the page's title or address, and not by its place."""
    document = read(make_page(head), "a.html")

    assert ("2031-05-14", "Harbour Courier") == (document.published.edtf, document.outlet)


def test_linked_data_of_other_articles_states_nothing_of_this_one(read):
    """Where none is the page's own, no outlet of theirs is."""
    assert (
        read(make_page(link(OTHER, OTHER | {"url": "https://a.example/2"})), "a.html").outlet != "Ferry Times"
    )
    assert read(make_page('<script type="application/ld+json">{"a":</script>'), "a.html").text


COPY = "https://web.archive.org/web/20310601083012/https://www.courier.example/quay"


@pytest.mark.parametrize(
    ("address", "archived"),
    [
        (COPY, "https://web.archive.org/web/20310601083012/https://www.courier.example/quay"),
        ("https://archive.example/2031.06.01-083012/https://www.courier.example/quay", None),
        ("https://vault.example/wayback/archive/20310601083012mp_/https://www.courier.example/quay", None),
    ],
)
def test_a_page_from_an_archive_has_its_own_address_and_outlet(read, address, archived):
    """The archive's address stands beside it, with the day of the copy, by which it was published."""
    bar = '<div id="wm-ipp-base"><p>12 captures, 3 Jan 2019 - 9 Sep 2031, about this capture of a page</p></div>'
    document = read(make_page(f'<link rel="canonical" href="{address}">', bar), "a.html")

    assert ("https://www.courier.example/quay", "courier.example") == (document.url, document.outlet)
    assert (archived or address, "2031-06-01") == (document.archived, str(document.captured))
    assert ("../2031-06-02", "inferred") == (document.published.edtf, document.published.basis)
    assert "captures" not in document.text


def test_a_stated_address_of_a_copy_is_told_apart_as_well(read):
    """sources.csv may name the copy; the day that the page states goes before that of the copy."""
    head = '<meta property="article:published_time" content="2031-05-14T12:00:00Z">'
    document = read(make_page(head), "a.html", url=COPY, outlet="Harbour Courier")

    assert ("https://www.courier.example/quay", COPY) == (document.url, document.archived)
    assert ("2031-05-14", "Harbour Courier") == (document.published.edtf, document.outlet)


def test_a_day_after_the_page_was_saved_is_none_of_it(read):
    """A page that was saved in May can't have come out in June, whatever it says."""
    head = '<meta property="article:published_time" content="2031-09-14T12:00:00Z">'

    assert "../2031-06-02" == read(make_page(head), "a.html", url=COPY).published.edtf


RELEASED = "The harbour office said on Tuesday that the north gate would be shut until the end of August.\n"


@pytest.mark.parametrize(
    "head",
    [
        "Press release No. 12/2031, 14 May 2031\n\n",
        "EMBARGOED UNTIL 14 MAY 2031, 10:00\n\n",
        "For immediate release: Tuesday, May 14th, 2031\n\n",
        "Norvik, the 14th of May 2031\n\n",
        "(Norvik, 14 May 2031) ",
        "(14 May 2031) – ",
        "14 May 2031 – Norvik. ",
        "Norvik - 14 May 2031 - ",
    ],
)
def test_a_release_says_on_which_day_it_comes_out(read, head):
    """On a line that says no more than that, or where its text begins."""
    document = read(f"Gate to shut\n\n{head}{RELEASED}")

    assert "2031-05-14" == document.published.edtf


@pytest.mark.parametrize(
    "head",
    [
        "What happened on 14 May 2031\n\n",
        "Statement of the office on the flood of 14 May 2031\n\n",
        "On 14 May 2031 the gate broke. ",
        "14 May 2031 was the day of the flood. ",
    ],
)
def test_a_day_that_is_told_of_is_not_the_releases(read, head):
    """It is the day of what happened."""
    assert "2031-05-14" != read(f"Gate to shut\n\n{head}{RELEASED}").published.edtf


@pytest.mark.parametrize(
    "head",
    [
        "Norvik, 7 de junio de 2032 - ",
        "Norvik, den 7. Juni 2032\n\n",
        "Norvik, le 7 juin 2032\n\n",
        "7.6.2032, Norvik\n\n",
        "[Norvik, 7 June 2032] ",
        "7 June 2032 | Norvik | Press release\n\n",
        "Mon Jun 7 18:40:00 2032\n\n",
    ],
)
def test_day_lines_of_other_languages_and_shapes_are_read(read, head):
    """The day stands first where dots part the numbers, and months have their names in other languages."""
    document = read(
        f"Ferry to sail\n\n{head}The ferry will sail on Friday, the harbour master said at the quay.\n"
    )

    assert document.published.edtf == "2032-06-07"


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Round table on the ferry, Norvik, 7 June 2032", "2032-06-07"),
        ("Spokeswoman's regular press conference on June 7, 2032", "2032-06-07"),
        ("Ferry sank at Norvik, 7 June 2032", "XXXX"),
        ("Statement on the flood of 7 June 2032", "XXXX"),
    ],
)
def test_a_title_of_what_was_held_gives_its_day(read, title, day):
    """What happened on a day is told later."""
    assert (
        day
        == read(
            f"{title}\n\nThe ferry will sail, the harbour master said at the quay of Norvik.\n"
        ).published.edtf
    )


FOOT = """<!--
     FILE ARCHIVED ON 04:05:06 May 16, 2031 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 10:11:12 Jun 02, 2031.
     {line}
-->"""


@pytest.mark.parametrize(
    ("line", "outlet", "url"),
    [
        (
            "https://web.archive.org/web/20310516040506/https://www.quaypost.example/opens",
            "Quay Post",
            "https://www.quaypost.example/opens",
        ),
        ("JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE.", None, None),
    ],
)
def test_an_archive_s_comment_at_the_foot_says_whose_page_it_was(read, line, outlet, url):
    """It names the day of the copy, and in older copies the address."""
    page = (
        "<html><head><title>Quay opens</title></head><body><article><h1>Quay opens</h1>"
        f"<p>{BODY} The Quay Post was told so.</p></article></body></html>\n{FOOT.format(line=line)}"
    )
    document = read(page, "a.html")

    assert (outlet, url, "2031-05-16") == (document.outlet, document.url, str(document.captured))


_HEADED = ("Quay opens", "Elm Courier", "2031-03-04", "https://elmcourier.example/quay")


@pytest.mark.parametrize(
    "fields",
    [
        "Title: Quay opens\nSource: Elm Courier\nDate: 4 March 2031\nURL: https://elmcourier.example/quay\n",
        (
            "Headline: Quay opens\nOutlet: Elm Courier\nPublished: 2031-03-04T10:00:00Z\n"
            "Link: https://elmcourier.example/quay\nSection: Harbour\n"
        ),
        (
            "Title: Quay opens\n\nURL Source: https://elmcourier.example/quay\n\nPublished Time: 2031-03-04\n\n"
            "Publisher: Elm Courier\n\nMarkdown Content:\n"
        ),
    ],
)
def test_fields_over_a_plain_text_state_what_it_is(read, fields):
    """Programs that collect articles write them so; they are none of its words."""
    document = read(f"{fields}\n{BODY}", "a.txt")

    assert _HEADED == (document.title, document.outlet, document.published.edtf, document.url)
    silent = [document.text[slice(*span)] for span in document.furniture]
    assert silent[0].startswith(fields[:20])
    assert not any(BODY[:30] in words for words in silent)


@pytest.mark.parametrize(
    "text",
    [
        "Title: a word that the mayor likes.\n\nHolt: I do.\n\nLind: I do not.\n",
        "Holt: The quay opens on Monday.\nDate: nobody knows, says Lind.\nLind: We do.\n\n",
        "Title: Quay opens\n\nHolt: I will open it.\n\nLind: I will not.\n",
    ],
)
def test_lines_that_begin_with_a_word_and_a_colon_are_no_fields(read, text):
    """A title alone states nothing, and what follows it is said."""
    document = read(text + BODY, "a.txt")

    assert ("unknown", None) == (document.published.basis, document.url)
    assert not any("I will" in document.text[slice(*span)] for span in document.furniture)


def test_what_is_spoken_below_fields_is_no_field(read):
    """Empty lines part known fields; a name is none."""
    document = read(
        "Title: Quay opens\n\nDate: 4 March 2031\n\nHolt: I will open it.\n\nLind: No.\n", "a.txt"
    )

    assert "Quay opens" == document.title
    assert not any("open it" in document.text[slice(*span)] for span in document.furniture)


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("""'Quay opens "within days"'""", 'Quay opens "within days"'),
        ('"Quay opens"', "Quay opens"),
        ("""'"No," says board'""", '"No," says board'),
    ],
)
def test_quotes_in_a_value_are_its_own(read, value, title):
    """Only those around it are the front matter's."""
    assert title == read(f"---\ntitle: {value}\ndate: 2031-03-04\n---\n\n{BODY}", "a.md").title


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Minutes of the meeting of 4 March 2031", "2031-03-04"),
        ("Draft minutes of the harbour committee held on 4 March 2031", "2031-03-04"),
        ("Transcript of the hearing from March 4, 2031", "2031-03-04"),
        ("Statement on the meeting of 4 March 2031", "XXXX"),
        ("Reactions to the speech of 4 March 2031", "XXXX"),
        ("What the meeting of 4 March 2031 left open", "XXXX"),
    ],
)
def test_minutes_are_of_the_day_of_their_meeting(read, title, day):
    """What else speaks of a meeting came out some day behind it."""
    assert day == read(f"Harbour of Elm\n{title}\n\nPresent: Ida Holt, Jo Park\n\n{BODY}").published.edtf


@pytest.mark.parametrize(
    "line",
    [
        "Elm – 04 Mar 2031 – 10:00",
        "Elm, 4 March 2031, 10:00 GMT+2",
        "4 Mar 2031 10:00 UTC+01:00",
        "Elm | 4 March 2031 | 9:05",
    ],
)
def test_a_line_of_a_place_a_day_and_a_clock_gives_its_day(read, line):
    """Whatever parts them, and in whatever zone the clock is."""
    assert "2031-03-04" == read(f"Quay opens, board says\n\n{line}\n\n{BODY}").published.edtf


def test_a_line_that_goes_on_behind_a_colon_gives_no_day(read):
    """It is a title of what happened."""
    assert "XXXX" == read(f"Elm, 4 March 2031: What We Know\n\n{BODY}").published.edtf
