"""Pages and texts of shapes beyond the common ones -> their words, with marks, deletions and furniture told apart."""

import pytest


def make_page(body: str) -> str:
    return (
        '<html><head><meta charset="utf-8"></head><body><article><h1>Ferry office denies that it knew of the leak</h1>'
        f"{body}<p>The office met on Monday.</p></article></body></html>"
    )


def silent_of(document) -> str:
    return "|".join(document.text[start:end] for start, end in document.furniture)


@pytest.mark.parametrize(
    "mark",
    [
        '<a class="footnote-ref" href="#fn3">3</a>',
        '<a href="#_ftn3" name="_ftnref3">[3]</a>',
        '<span style="vertical-align: super; font-size: 8pt">3</span>',
        "³",
        " [3]",
    ],
)
def test_the_mark_of_a_note_is_no_digit_of_a_number_however_it_is_raised(read, mark):
    """By a link to the note, by a style, by a raised character, or in brackets behind a space."""
    document = read(make_page(f"<p>The office said that 40{mark} people were on board.</p>"), "a.html")

    assert "[3]" in silent_of(document)
    assert "403" not in document.text


@pytest.mark.parametrize(
    ("style", "mark"),
    [
        ("@media screen { .up, a.nb { font-size: 70%; vertical-align: .4em } }", '<span class="up">3</span>'),
        (".nb { position: relative; top: -4px }", '<a class="nb" href="#x">3</a>'),
        ("", '<a href="#n3">3</a><i id="n3"></i>'),
    ],
)
@pytest.mark.parametrize(
    "words", ["There were 40 on board", "40 were on board, it said.", "It sank in 2031."]
)
def test_digits_that_a_style_sheet_raises_behind_a_word_are_a_note(read, style, mark, words):
    body = f"<style>{style}</style><p>The office said so. {words}{mark} Nobody asked why.</p>"

    assert f"{words}[3] Nobody" in read(make_page(body), "a.html").text


@pytest.mark.parametrize(
    ("words", "expected"), [("all 40", "all 40[3]"), ("all $40", "all $403"), ("1,", "1,3")]
)
def test_small_raised_digits_behind_a_count_are_a_note_of_the_page(read, words, expected):
    note = '<p id="n3">3. By telephone.</p>'
    style = "<style>.up { vertical-align: super; font-size: 70% }</style>"
    body = (
        f'{style}<p>The office said that it sank {words}<span class="up">3</span> boats that were there.</p>'
    )

    assert f"sank {expected} boats" in read(make_page(f"{body}{note}"), "a.html").text
    assert f"sank {words}3 boats" in read(make_page(body), "a.html").text


def test_raised_words_in_brackets_are_an_aside_but_not_where_they_count(read):
    said = "The office said that 40<sup>[citation needed]</sup> of 90<sup>[50 groats]</sup> were paid."
    document = read(make_page(f"<p>{said}</p>"), "a.html")

    assert "[citation needed]" in silent_of(document)
    assert "[50 groats]" not in silent_of(document)


def test_powers_and_units_stay_what_they_are(read):
    """An area has a raised digit that is no mark."""
    document = read(make_page("<p>The oil covers 12 km<sup>2</sup> and 5 m², she said.</p>"), "a.html")

    assert "12 km2 and 5 m²" in document.text


@pytest.mark.parametrize("kind", ["strikethrough", "text strike", "line-through", "has-strike"])
def test_words_whose_class_says_that_they_are_struck_are_nobody_s(read, kind):
    """The style sheet that strikes them is lost; its name for them is kept."""
    document = read(make_page(f'<p>It will <span class="{kind}">not</span> be paid, she said.</p>'), "a.html")

    assert "~~not~~" in silent_of(document)


@pytest.mark.parametrize("label", ["READ MORE: ", "Also read: ", "Watch | ", "Related: "])
def test_a_word_and_a_link_to_another_story_are_no_part_of_an_article(read, label):
    """A link within a sentence is."""
    link = f'<p>{label}<a href="/b">Premier vows to sell the palace</a></p>'
    body = f'{link}<p>See <a href="/c">the report</a> of May.</p>'
    document = read(make_page(body), "a.html")

    assert "palace" not in document.text
    assert "See the report of May." in document.text


def test_a_short_page_keeps_its_paragraphs(read):
    """A heading is none of the sentence below it."""
    document = read(make_page("<p>It did not know, it said.</p>"), "a.html")

    assert document.text.split("\n\n")[:2] == [
        "Ferry office denies that it knew of the leak",
        "It did not know, it said.",
    ]


@pytest.mark.parametrize(
    "offer",
    ["This article is for subscribers only.", "Get 3 months for 9 marks.", "You have 2 free articles left."],
)
def test_what_a_paywall_offers_is_nobody_s(read, offer):
    """Its sums and counts are of no story."""
    assert offer in silent_of(
        read(f"Ferry office denies\n7 June 2032\n\nIt denied that it knew…\n\n{offer}\n")
    )


def test_lines_of_a_narrow_column_are_joined(read):
    """Most of them break in mid-sentence; words that a hyphen parted are one again."""
    lines = ("The ferry will sail on Fri-", "day, the harbour master said,", "and nobody will be left on")
    column = "\n".join((*lines, "the quay of Norvik by then."))

    assert "sail on Friday, the harbour master said, and nobody will be left on the quay" in read(column).text


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("The sign read “Причал закрыт” at noon.", "cp1251"),
        ("The sign read Причал закрыт at noon.", "koi8_r"),
        ("Łukasz Żółć and Jiří Dvořák said it will sail.", "cp1250"),
        ("Zoë Müller said it will “sail”.", "cp1252"),
    ],
)
def test_a_few_words_in_an_old_encoding_are_read_in_it(read, words, encoding):
    """The rest of the text is English, and the same in all of them."""
    text = f"Ferry to sail\n\nThe harbour master and others spoke at the quay on Monday. {words}\n"

    assert text == read(text.encode(encoding)).text


_STORY = (
    "<p>The harbour board will open the quay in May, Ida Holt said on Monday, after three years of delay and two "
    "reports that nobody had read.</p>"
)


def make_titled(title, heading="Quay to open in May, board says", above=""):
    return (
        f"<!DOCTYPE html>{above}<html lang='en'><head><title>{title}</title></head><body><article>"
        f"<h1>{heading}</h1>{_STORY}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Quay to open in May, board says | Elmsworth Gazette", "Elmsworth Gazette"),
        ("Quay to open in May, board says - Harbour - The Guardian of Elm", "The Guardian of Elm"),
        ("The Daily Echo — Quay to open in May, board says", "The Daily Echo"),
        ("Quay to open in May, board says · NTV News", "NTV News"),
        ("Quay to open in May, board says | World News", None),
        ("Quay to open in May, board says | Ana Lima", None),
        ("Quay to open in May, board says | Business", None),
        ("Quay to open in May, board says - a long night on the wall of the Elmsworth Post", None),
        ("Other words than these | Elmsworth Gazette", None),
        ("Quay to open in May, board says", None),
    ],
)
def test_an_outlet_that_only_the_title_names_is_read(read, title, outlet):
    """It stands beside the headline; a section, an author and a second headline stand there too, and are none."""
    assert outlet == read(make_titled(title), "a.html").outlet


@pytest.mark.parametrize(
    "plain",
    [
        '40<a href="/boats/3">3</a>',
        '40 <a href="#t3">3</a><i id="t3"></i>',
        '<style>.up { vertical-align: -2px }</style>40<span class="up">3</span>',
        '<style>.up { vertical-align: super }</style>40<span class="down">3</span>',
        '<style>.up { position: relative; top: -2px; font-size: 40px }</style>about <span class="up">40</span>',
        '<style>.up { position: relative; top: -2px }</style>at<span class="up">40</span>',
        '<style>.up { vertical-align: 2px; font-size: 70% }</style>$40<span class="up">50</span>, 3',
        '<style>.up { vertical-align: 2px }</style>the toll:<a class="up" href="/t">40</a>',
        '1,<a href="#n400">400</a><i id="n400"></i>',
        '$<a href="#n40">40</a><i id="n40"></i>',
        'Art.<a href="#n40">40</a><i id="n40"></i>',
    ],
)
def test_digits_that_are_not_raised_are_digits(read, plain):
    style, _, words = plain.rpartition("</style>")
    body = f"{style}</style><p>The office said that {words} people were on board.</p>"
    document = read(make_page(body), "a.html")

    assert "[" not in document.text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "https://elmdagblad.example/quay",
            ("Elm Dagblad", "https://elmdagblad.example/quay"),
        ),
        (
            "https://web.archive.org/web/20310304101112/https://www.elmdagblad.example/quay",
            ("Elm Dagblad", "https://www.elmdagblad.example/quay"),
        ),
        ("https://other.example/quay", ("other.example", "https://other.example/quay")),
        ("file:///home/desk/quay.html", (None, None)),
    ],
)
def test_the_address_that_a_browser_noted_over_a_page_is_its_own(read, address, expected):
    """A name in the title that is the host's is the outlet's, however it is made."""
    noted = f"\n<!-- saved from url=({len(address):04}){address} -->\n"
    document = read(make_titled("Quay to open in May, board says | Elm Dagblad", above=noted), "a.html")

    assert expected == (document.outlet, document.url)


def test_the_address_that_a_page_states_goes_before_the_noted_one(read):
    """A browser notes where it was led, with all that was asked for."""
    page = make_titled("Quay to open", above="<!-- saved from url=(0030)https://elm.example/?from=mail -->")
    stated = page.replace("<title>", "<link rel='canonical' href='https://elm.example/quay'><title>")

    assert "https://elm.example/quay" == read(stated, "a.html").url


def test_the_name_in_a_title_goes_before_the_host_of_an_archive(read):
    """A page out of an archive gives that archive's addresses for its own, and no outlet."""
    copy = "https://web.archive.org/web/20310304101112/https://ulvaposten.example/quay"
    page = make_titled("Quay to open in May, board says - Ulva Posten")
    document = read(page.replace("<title>", f"<meta property='og:url' content='{copy}'><title>"), "a.html")

    assert ("Ulva Posten", "https://ulvaposten.example/quay") == (document.outlet, document.url)


@pytest.mark.parametrize(
    ("title", "headed", "expected"),
    [
        ("Ulva Tribune", "<h1>Road to open in May</h1>", "Road to open in May"),
        ("Ulva Tribune", "<h2>Road to open in May</h2>", "Road to open in May"),
        ("Road to open in May", "<h2>Ulva Tribune</h2>", "Road to open in May"),
        ("Police Raid Ulva Tribune", "<h2>More on this</h2>", "Police Raid Ulva Tribune"),
    ],
)
def test_a_page_that_is_called_by_its_outlet_is_headed_by_its_one_headline(read, title, headed, expected):
    body = "<p>The road will open in May, the board said on Monday.</p>" * 2
    page = f"<html><head><title>{title}</title></head><body>{headed}{body}</body></html>"

    assert expected == read(page, "a.html").title


@pytest.mark.parametrize(
    ("mark", "remark"),
    [
        (
            '<a href="#_msocom_1">[KB1]</a><span style="mso-special-character:comment">&nbsp;</span>',
            '<div><div><a name="_msocom_1"></a><p><a href="#_msoanchor_1">[KB1]</a>We will not pay.</p></div></div>',
        ),
        (
            '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>',
            '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>We will not pay.</p><p>41 hurt?</p></div>',
        ),
    ],
    ids=["Word", "Google Docs"],
)
def test_a_remark_of_a_word_processor_is_no_part_of_the_page_that_it_made(read, mark, remark):
    body = f"<p>The office said that it would pay by 31 July 2031{mark}.</p>"
    document = read(make_page(body).replace("</article>", f"{remark}</article>"), "a.html")

    assert "by 31 July 2031." in document.text
    assert not any(words in document.text for words in ("KB1", "[a]", "not pay", "hurt"))


def test_words_around_the_place_of_a_remark_are_kept(read):
    first = '<p>[B2] The quay is shut, <a href="#cmnt1">[a]</a>said Lima.</p>'
    document = read(make_page(f'<div>{first}<p>And <a name="cmnt1"></a>14 boats sank.</p></div>'), "a.html")

    assert "The quay is shut, said Lima" in document.text
    assert "And 14 boats sank" in document.text


def test_a_link_to_a_readers_comment_is_no_remark(read):
    body = '<p>The office said that it would pay <a href="#comment-1">[sic]</a> in July.</p><p id="comment-1">No.</p>'
    document = read(make_page(body), "a.html")

    assert "would pay [sic] in July" in document.text
    assert "No." in document.text


@pytest.mark.parametrize(
    "style",
    [
        ".c4{color:#000;text-decoration:line-through;font-size:9pt}.c5{font-weight:700}",
        "/* withdrawn */ p.x, span.c4 { text-decoration-line: line-through }",
        ".c5{text-decoration:underline}.c4{text-decoration:none}.c4{text-decoration:underline line-through}",
    ],
)
def test_words_that_a_style_sheet_strikes_are_nobody_s(read, style):
    """As online editors export what was struck: by a class whose name says nothing."""
    words = (
        '<p>The ferry sails again by <span class="c5 c4">Thursday</span><span class="c5"> Monday</span>.</p>'
    )
    document = read(make_page(words).replace("</head>", f"<style>{style}</style></head>"), "a.html")

    assert "~~Thursday~~" in silent_of(document)
    assert "Monday" not in silent_of(document)


@pytest.mark.parametrize(
    "words",
    [
        '<s class="c4">Thursday</s>',
        '<span class="c4"><del>Thursday</del></span>',
        '<del class="strike">Thursday</del>',
    ],
)
def test_words_that_are_struck_in_two_ways_are_struck_once(read, words):
    """By their element and by its class, as sites that style their deletions have them."""
    page = make_page(f"<p>The ferry sails again by {words} Monday.</p>")
    style = "<style>.c4{text-decoration:line-through}</style>"
    document = read(page.replace("</head>", f"{style}</head>"), "a.html")

    assert "sails again by ~~Thursday~~ Monday." in document.text


@pytest.mark.parametrize(
    "style",
    [
        ".a," * 60_000 + ".b{" + "text-decoration:" * 60 + "}",
        ".c9{color:red}" + "/* " * 66_000,
        "".join(f".n{n}{{text-decoration:none}}" for n in range(7_000)),
    ],
)
def test_a_page_with_a_hostile_style_sheet_is_read(read, style):
    """No number of its rules, selectors and remarks strikes what none of them strikes."""
    page = make_page('<p>The ferry sails again by <span class="a n5">Thursday</span>.</p>')
    document = read(page.replace("</head>", f"<style>{style}</style></head>"), "a.html")

    assert "sails again by Thursday." in document.text


def test_a_class_that_is_struck_and_then_not_is_read(read):
    """The last rule of a style sheet holds."""
    style = "<style>.c4{text-decoration:line-through}.c9{text-decoration:none}</style>"
    told = (
        "The ferry, which has lain at the quay since a storm broke its rudder in the winter, sails again by"
    )
    page = make_page(f'<p>{told} <span class="c4 c9">Thursday</span>.</p><p>{told} and by the lamps.</p>')
    document = read(page.replace("</head>", f"{style}</head>"), "a.html")

    assert "sails again by Thursday." in document.text
    assert "Thursday" not in silent_of(document)


@pytest.mark.parametrize(
    ("around", "foot", "name"),
    [
        (
            '<div class="wp-block-embed is-provider-facebook"><div class="fb-post">{}</div></div>',
            "Posted by <a>Ida Rusk - Skipper of the Year</a> on&nbsp;<a>Tuesday, 13 May 2031</a>",
            "Ida Rusk",
        ),
        (
            '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">{}</div></figure>',
            "Posted by <a>Ferry Board of Orrin | Official</a> on <a>Tuesday, May 13, 2031</a>",
            "Ferry Board of Orrin",
        ),
        (
            '<div class="embed-block facebook">{}</div>',
            "<footer>Posted by <a>Captain Ida Rusk</a> on <a>13 May 2031</a></footer>",
            "Captain Ida Rusk",
        ),
    ],
)
def test_a_post_whose_foot_stands_behind_its_paragraphs_is_kept(read, around, foot, name):
    """In whichever boxes; what is said of its bearer behind a name is none of the name."""
    post = f"<blockquote><p>Twelve crews were laid off.</p><p>I will publish the list.</p>{foot}</blockquote>"
    document = read(
        make_page(f"<p>The skippers answered the board at once.</p>{around.format(post)}"), "a.html"
    )

    [block] = [block for block in document.blocks if block.kind == "post"]
    assert name == document.text[slice(*block.voice)]
    assert "2031-05-13" == block.day.edtf
    assert "I will publish the list." in document.text


@pytest.mark.parametrize(
    ("plate", "below"),
    [
        ("<FONT SIZE=5>The Orrin Advertiser</FONT><BR><I>Wednesday, May 14, 1997</I>", "By Norah\n   Marsh"),
        ("<B>The Orrin\n  Advertiser</B><BR>\n<I>Wednesday,\n\n May 14, 1997</I>", "By Norah Marsh"),
    ],
)
def test_the_masthead_of_an_old_page_is_read_however_its_source_is_wrapped(read, plate, below):
    """Line ends in a page's source are spaces."""
    document = read(
        f"<HTML><TITLE>Front Page</TITLE><BODY><CENTER>{plate}</CENTER><HR><P>{below}\n<P>The ferry\n\nboard will "
        "hand its\n\tbooks to the auditor by May 30, its director, Ida\nRusk, said on Tuesday.</BODY></HTML>",
        "a.html",
    )

    assert ("The Orrin Advertiser", "1997-05-14") == (document.outlet, document.published.edtf)
    assert "The ferry board will hand its books" in document.text


@pytest.mark.parametrize(
    "line",
    [
        "Original version of 19/09/2031, 3 pages",
        "(2 pages)",
        "Version originale du 19 septembre 2031, 3 pages",
    ],
)
def test_how_long_a_release_is_is_nothing_that_it_tells(read, line):
    """It stands in a line of its own, in the language of the original or of the translation."""
    document = read(
        f"PRESS RELEASE\n\nNorvik, 22 September 2031\n\nThe quay is shut, Ana Lima said.\n\n{line}\n"
    )

    assert line in silent_of(document)
