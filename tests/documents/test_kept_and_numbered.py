"""More of what desks hand in, and what only looks like it: front matter, posts, transcripts, notes, exports."""

import hashlib

import pytest
from tests.documents.test_siblings import list_voiced, make_page
from tests.documents.test_siblings_more import is_silent
from tests.handed_in import pack_names

from onrecord.collect import kinds
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.documents.exports import part_exports
from onrecord.model import BlockKind

LEDE = "The mill at Varrow will open its gates again on Friday, the miller, Ottla Brenn, said on Monday."
MORE = (
    "She told the guild that the wheel had been mended, and that nobody in the valley had been asked to pay."
)
OBJECT = (
    '{\n  "title": "Mill to open",\n  "publisher": {"name": "Varrow Courier"},\n  "date": "2031-03-03"\n}\n'
)
YAML = "---\n# clipped\nTitle: Mill to open\nPublisher: 'Varrow Courier'\nDate: 3 March 2031   # as printed\n...\n"
RST = "============\nMill to open\n============\n\n:date: 2031-03-03\n:source: Varrow Courier\n"
ORG = "#+TITLE: Mill to open\n#+DATE: [2031-03-03 Mon]\n#+SOURCE: Varrow Courier\n"
ADOC = "= Mill to open\nJo Tarn\n:revdate: 3 March 2031\n:publisher: Varrow Courier\n"


def read_as(kind, content, file="note.txt"):
    """Return the document of some bytes or text of a kind."""
    data = content.encode() if isinstance(content, str) else content
    return make_document(Source(file, data, hashlib.sha256(data).hexdigest(), kind))


@pytest.mark.parametrize(
    ("name", "head"),
    [("a.md", OBJECT), ("a.md", YAML), ("a.rst", RST), ("a.org", ORG), ("a.adoc", ADOC)],
    ids=["JSON", "YAML that ends with full stops", "reStructuredText", "Org", "AsciiDoc"],
)
def test_fields_over_a_text_state_its_day_and_outlet(name, head):
    """Whichever program wrote them; they are no part of what the text says."""
    text = f"{head}\n{LEDE}\n\n{MORE}\n"
    document = read_as(kinds.tell_kind(name, text.encode()).media_type, text, name)

    assert ("2031-03-03", "Varrow Courier") == (document.published.edtf, document.outlet)
    assert is_silent(document, "Varrow Courier")
    assert not is_silent(document, LEDE)


def test_what_begins_like_front_matter_and_is_text_stays_text(read):
    """A rule over a story that has a line of three full stops."""
    document = read(f"---\n{LEDE}\n...\n{MORE}\n", "note.md")

    assert not is_silent(document, LEDE)


def test_what_was_said_between_rules_is_no_front_matter(read):
    """Whoever speaks stands before a colon, as the name of a field does."""
    document = read(f"---\nOttla: Will you pay?\nMiller: I will not say.\n...\n\n{LEDE}\n", "note.md")

    assert "I will not say." not in "".join(document.text[one.start : one.end] for one in document.furniture)


def test_json_under_the_name_of_a_markdown_file_is_json():
    """With nothing below its one object."""
    assert kinds.JSON == kinds.tell_kind("a.md", OBJECT.encode()).media_type


NUMBERED = [
    "THE CHAIR: We hear today the master of the mill, Captain",
    "Ottla Brenn. You have a statement.",
    "CAPTAIN BRENN: I have. Nine men were hurt. The wheel was",
    "sound, and I deny that the guild ever warned me of the",
    "pumps. We will have a new wheel by the 30th of",
    "May.",
    "THE CHAIR: And the carters?",
    "CAPTAIN BRENN: We will pay each of them a",
    "year's wages by the end of",
    "June. I say that we owe it to",
]


def number_lines(lines, after="\n"):
    """Return lines with their numbers before them."""
    return after.join(f"{n:>4}     {line}" for n, line in enumerate(lines, 1)) + "\n"


def test_numbers_of_lines_are_nobodys_words(read):
    """A turn goes on over the foot of its page, and a name that a line's end parts is whole."""
    head = number_lines(NUMBERED).replace("   1  ", "\n   1  ", 1)
    foot = "\n               Tarn Reporting, Varrow          31\n\f\n"
    document = read(f"{head}{foot}{number_lines(['them all.', 'THE CHAIR: Then we rise.'])}")

    voice, words = list_voiced(document)[1]
    assert ("Ottla Brenn", True) == (voice, words.endswith("We will have a new wheel by the 30th of May."))
    assert "warned me of the pumps. We will" in words
    assert "June. I say that we owe it to them all." in document.text
    assert "Tarn Reporting" not in document.text


def test_a_name_in_small_letters_begins_a_turn_of_a_numbered_text(read):
    """Behind the end of a sentence, where one of the names stands there more than once."""
    told = [
        line.replace("CAPTAIN BRENN", "Captain Brenn").replace("THE CHAIR", "The Chair") for line in NUMBERED
    ]
    text = number_lines([*told, "them all. I told the council of", "Varrow: nobody else was asked."])

    voices = [voice for voice, _ in list_voiced(read(text))]
    assert [True, True, True, True] == [voice.endswith(("Chair", "Brenn")) for voice in voices]
    assert "the council of Varrow: nobody" in read(text).text


def test_lines_may_be_numbered_on_to_the_end_of_a_text(read):
    """And not from one up on each page."""
    text = number_lines([*NUMBERED[:-1], "June and no later."] * 12)

    assert "100" not in read(text).text
    assert 12 * 4 == len(list_voiced(read(text)))


def test_the_points_of_a_list_keep_their_numbers(read):
    """Each begins with a capital, as no line of a wrapped text does."""
    points = [
        f"Open gate number {word} of the mill" for word in ("one", "two", "three", "four", "five", "six")
    ]
    text = number_lines(
        [*points, "Close the road", "Pay the carters", "Mend the wheel", "Count the dead", "Tell the guild"]
    )

    assert "10     Count the dead" in read(text).text


TELEGRAM = (
    '<div class="tgme_widget_message"><div class="owner">Ottla Brenn</div><div>{words}</div><div>18.4K views '
    '<time datetime="2031-03-01T21:14:09+05:00">21:14</time></div></div>'
)
LINKEDIN = (
    '<figure class="embed linkedin"><div><b>Ottla Brenn, MD</b><br><span>Miller at Varrow &bull; 3,118 followers</span>'
    "<br><span>March 1, 2031</span></div><div>{words}</div><div>204 reactions &bull; 61 comments &bull; "
    '<a href="https://a.example/1">View on LinkedIn</a></div></figure>'
)
THREADS = (
    '<blockquote class="text-post-media"><a href="https://a.example/1"><div>Post by @ottla</div>'
    "<div>Ottla Brenn</div><div>{words}</div><div>1 March 2031</div><div>View on Threads</div></a></blockquote>"
)


def test_a_film_in_a_box_is_no_post(read):
    """Though it is embedded, has a name in capitals and a day."""
    box = (
        '<div class="embed video"><h4>Watch Miller Speak</h4><time datetime="2031-02-01">1 Feb</time>'
        "<p>The miller speaks in the hall</p></div>"
    )
    document = read(make_page(f"<p>{LEDE}</p>{box}<p>{MORE}</p>"), "a.html")

    assert BlockKind.POST not in {block.kind for block in document.blocks}


@pytest.mark.parametrize("box", [TELEGRAM, LINKEDIN, THREADS], ids=["Telegram", "LinkedIn", "Threads"])
def test_a_post_is_its_writers_and_of_its_own_day(read, box):
    """What its network puts around it is nobody's."""
    words = "The wheel was not broken. I will open the gates on Friday."
    body = f"<p>{LEDE}</p>{box.format(words=words)}<p>{MORE}</p>"
    document = read(make_page(body), "a.html")
    [post] = [block for block in document.blocks if block.kind is BlockKind.POST]

    assert words == document.text[post.start : post.end]
    assert ("Ottla Brenn", "2031-03-01") == (document.text[slice(*post.voice)], post.day.edtf)


def test_what_a_channel_passes_on_is_of_whom_it_has_it_from(read):
    """And not of the channel."""
    words = "<div>Forwarded from Emil Tarn</div><div>I was never warned of the wheel.</div>"
    document = read(make_page(f"<p>{LEDE}</p>{TELEGRAM.format(words=words)}<p>{MORE}</p>"), "a.html")
    [post] = [block for block in document.blocks if block.kind is BlockKind.POST]

    assert "Emil Tarn" == document.text[slice(*post.voice)]
    assert "I was never warned of the wheel." == document.text[post.start : post.end]


def test_what_a_network_puts_below_a_post_has_a_day_without_a_year(read):
    """Which is no word of the writer's, nor is whom he answers."""
    words = "<div>Replying to @etarn</div><div>I was never warned of the wheel.</div>"
    box = TELEGRAM.format(words=words).replace(">21:14<", ">Mar 1 at 21:14<")
    document = read(make_page(f"<p>{LEDE}</p>{box}<p>{MORE}</p>"), "a.html")
    [post] = [block for block in document.blocks if block.kind is BlockKind.POST]

    assert "I was never warned of the wheel." == document.text[post.start : post.end]
    assert "2031-03-01" == post.day.edtf


FOLDED = (
    "<details open><summary>Corrections (2)</summary><ul><li><b>March 5, 2031:</b> An earlier version of this story, "
    "and a headline, gave the hurt as 90. It was 9.</li><li><b>March 4, 2031:</b> The gates open on Friday, not "
    "Sunday.</li></ul></details>"
)
DATED = (
    "<p>9:14 a.m. March 4, 2031: An earlier version of this story gave the hurt as 90. The gates open on Friday, not "
    "Sunday.</p>"
)


@pytest.mark.parametrize("note", [FOLDED, DATED])
def test_a_dated_note_of_the_editor_is_a_correction(read, note):
    """With each of its points, and without what the article says."""
    filler = "".join(
        f"<p>{MORE.replace('guild', word)}</p>" for word in ("town", "court", "board", "carters")
    )
    document = read(make_page(f"<p>{LEDE}</p>{filler}{note}"), "a.html")

    assert is_silent(document, "gave the hurt as 90")
    assert is_silent(document, "not Sunday")
    assert not is_silent(document, LEDE)


def test_what_somebody_says_for_the_record_is_no_correction(read):
    """Though it stands where a correction may."""
    document = read(f"Mill opens\n\nFor the record:\n\n{LEDE}\n\n{MORE}\n")

    assert not is_silent(document, LEDE)


def test_words_with_a_stroke_over_each_letter_are_withdrawn(read):
    """In plain text, where a space between two of them may have none."""
    struck = "".join(f"{char}\u0336" if char != " " else char for char in "9 May")
    document = read(f"Mill opens\n\nThe wheel will turn by {struck} 16 May, Ottla Brenn said.\n")
    [block] = [one for one in document.blocks if one.kind is BlockKind.STRUCK]

    assert struck == document.text[block.start : block.end]


def test_the_styles_of_an_open_document_strike_words(read):
    """Also a style that builds on another; one that takes the line off again does not."""
    names = ("office", "text", "style")
    spaces = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in names)
    line = "<style:text-properties style:text-line-through-style="
    styles = (
        f'<style:style style:name="A">{line}"solid"/></style:style>'
        '<style:style style:name="B" style:parent-style-name="A"/>'
        f'<style:style style:name="C" style:parent-style-name="A">{line}"none"/></style:style>'
    )
    spans = "".join(f'<text:span text:style-name="{one}">word {one}</text:span> ' for one in "ABC")
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text><text:p>{LEDE} {spans}</text:p></office:text></office:body></office:document-content>"
    )
    document = read_as(kinds.ODT, pack_names({"content.xml": content}), "a.odt")
    struck = [document.text[one.start : one.end] for one in document.blocks if one.kind is BlockKind.STRUCK]

    assert ["word A", "word B"] == struck


HEAD = "Harbour Relief\nWarden Ottla Brenn\nAddress to the council of Varrow\nVarrow, 3 March 2031\n"
SPEECH = "I came back from the mill on Sunday. We will mend the wheel by May, and I will pay the carters."


def test_a_speech_is_on_record_as_its_speakers(read):
    """His name stands over what it is, and the words greet those who heard it."""
    [(voice, words)] = list_voiced(read(f"{HEAD}\nLadies and gentlemen,\n\n{SPEECH}\n\nThank you.\n"))

    assert ("Warden Ottla Brenn", True) == (voice, SPEECH in words)


def test_an_author_over_a_headline_is_no_speaker(read):
    """What stands below greets nobody and was not handed out."""
    document = read(
        "Ottla Brenn\nAddress to the council splits Varrow\n\nI sat in the hall. We all heard it there.\n"
    )

    assert [] == list_voiced(document)


def test_a_reporter_over_his_headline_is_no_speaker(read):
    """Though somebody greets his friends in what he tells."""
    head = "By Emil Tarn\nRemarks to the council anger Varrow\nVarrow, 3 March 2031\n"
    told = "The mayor rose late.\n\nDear friends,\n\nhe began. I was there, and we all heard it.\n"

    assert [] == list_voiced(read(f"{head}\n{told}"))


def test_what_stands_under_the_heading_of_a_statement_may_tell_of_it(read):
    """Whoever is told of there has not written it."""
    told = "I asked for my notes on Monday. Tarn said that we had none of them."
    body = f"<p>{LEDE}</p><p>{MORE}</p><h3>Statement by Emil Tarn</h3><p>{told}</p>"

    assert [] == list_voiced(read(make_page(body), "a.html"))


@pytest.mark.parametrize(
    ("heading", "voiced"),
    [
        ("Declaration by the former warden, Emil Tarn", ["Emil Tarn"]),
        ("Response by the warden, Emil Tarn", []),
    ],
)
def test_what_stands_under_a_heading_is_whose_declaration_it_is(read, heading, voiced):
    """What is under 'Response' may be a report of it."""
    words = "I was never shown the plan. We put the question to the board, and I reject what it says."
    page = make_page(f"<p>{LEDE}</p><h3>{heading}</h3><p>{words}</p><h3>About the mill</h3><p>{MORE}</p>")

    assert voiced == [voice for voice, said in list_voiced(read(page, "a.html")) if words in said]


def test_answers_are_of_the_holder_of_an_office_and_not_of_where_he_holds_it(read):
    """'Ten questions for the head of the Mill Service': it does not answer, she does."""
    pairs = "".join(
        f"Q. And {word}, Dr. Brenn?\nA. I will not say.\n\n" for word in ("the wheel", "the gates", "you")
    )
    head = (
        "The Varrow Monthly\n3 March 2031\n\nTHE MILL\n\nTen questions for the head of the Mill Service\n\n"
    )
    about = "Dr. Ottla Brenn has headed the Mill Service since 2021. Jo Tarn talked to her in the hall.\n\n"

    assert {"Dr. Ottla Brenn"} == {voice for voice, _ in list_voiced(read(f"{head}{about}{pairs}")) if voice}


@pytest.mark.parametrize("office", ["TREASURER", "PRESIDING JUDGE"])
def test_who_asks_from_the_hall_is_nobody_by_name(read, office):
    """Nor is whoever gives the word; an office has the name that stands behind it once."""
    text = (
        f"MODERATOR: Hands up, please.\n\nAUDIENCE MEMBER: Were nine hurt?\n\n{office} (Ottla Brenn): I deny that.\n\n"
        f"AUDIENCE MEMBER: Will you pay?\n\n{office}: We will pay by May.\n\nMODERATOR: That is all we have time for.\n"
    )

    assert ["Ottla Brenn", "Ottla Brenn"] == [voice for voice, _ in list_voiced(read(text)) if voice]


def test_an_office_with_two_holders_says_no_more_than_it_says(read):
    """Also where other words stand beside the name of one."""
    text = (
        "TREASURER (Ottla Brenn) [by phone]: I deny that.\n\nREPORTER: Were nine hurt?\n\nTREASURER: We were told.\n\n"
        "REPORTER: Will you pay?\n\nTREASURER (Emil Tarn): I will not say.\n"
    )

    assert {"TREASURER"} == {voice for voice, _ in list_voiced(read(text)) if voice}


def test_a_place_in_brackets_is_no_holder_of_an_office(read):
    """'GOVERNOR (North Varrow)' stands for a governor."""
    text = (
        "GOVERNOR (North Varrow): I deny that.\n\nREPORTER: Were nine hurt?\n\nGOVERNOR: We were told of none.\n\n"
        "REPORTER: Will you pay?\n\nGOVERNOR: I will not say.\n"
    )

    assert {"GOVERNOR"} == {voice for voice, _ in list_voiced(read(text)) if voice}


def make_transcript(title, line):
    """Return a page with a line below its headline."""
    turns = "".join(
        f"<p><b>BRENN:</b> I say so, and you know it, {n}.</p><p><b>TARN:</b> Why?</p>" for n in range(4)
    )
    head = f"<html><head><title>{title}</title></head><body><main><h1>Press conference on the mill</h1>"
    return f'{head}<p class="meta">{line}</p>{turns}</main></body></html>'


def test_the_day_below_the_headline_of_a_transcript_is_its_own(read):
    """With where it was held, in a line that is no part of what was said."""
    line = "Transcript &middot; Town Theatre, Varrow &middot; Monday, 3 March 2031, 10:00"
    document = read(make_transcript("Transcript: press conference on the mill | Varrow", line), "a.html")

    assert "2031-03-03" == document.published.edtf


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Varrow Evening Bell\n3 March 2031\n\nMill opens", "Varrow Evening Bell"),
        (
            "THE VARROW MESSENGER\nMonday, 3 March 2031 No. 11 Two francs\n\nMill opens",
            "THE VARROW MESSENGER",
        ),
        ("Varrow Weekly Update\n3 March 2031\n\nMill opens", None),
        ("Varrow Evening Meeting\n3 March 2031\n\nMill opens", None),
        ("Varrow Sunday Market\n3 March 2031\n\nMill opens", None),
        ("Wheel Stops\n3 March 2031\n\nMill opens", None),
    ],
)
def test_an_outlet_is_named_over_its_day(read, head, outlet):
    """A paper by when it comes out, or with its number and price beside the day."""
    document = read(f"{head}\n\n{LEDE}\n")

    assert (outlet, "2031-03-03") == (document.outlet, document.published.edtf)


def test_an_archives_own_list_and_last_line_are_no_articles():
    """The articles between the rules are."""
    rule, part = "=" * 60, "{title}\n\n{outlet}, {day} 06:02\nJo Tarn\n\n{words}\n"
    one = part.format(title="Mill opens", outlet="Varrow Blad", day="03.03.2031", words=LEDE)
    other = part.format(title="Wheel stops", outlet="Fjord Tidende", day="13.03.2031", words=MORE)
    above = "News archive\n2 articles found, 27.03.2031\n\nTable of contents\n\n1. Mill opens  (Blad, 03.03.2031)\n"
    text = f"{above}\n{rule}\n\n{one}\n{rule}\n\n{other}\n{rule}\nThe archive keeps 31 million articles.\n"
    data = text.encode()
    parts = list(part_exports(Source("a.txt", data, hashlib.sha256(data).hexdigest(), kinds.PLAIN)))

    assert [("Varrow Blad", "2031-03-03"), ("Fjord Tidende", "2031-03-13")] == [
        (one.outlet, one.published) for one in parts
    ]
    assert b"31 million" not in b"".join(one.data for one in parts)


def test_rules_of_hyphens_part_the_heads_of_a_table_from_its_rows(read):
    """Each number has its head above it."""
    rows = [
        "Source                     Hurt    Dead",
        "-------------------------  ------  ------",
        "Harbour Board               1,150      21",
        "Sisters of the Mill         3,480      67",
        "-------------------------  ------  ------",
    ]
    document = read(f"Mill report\n\nThe counts differ by source.\n\n{chr(10).join(rows)}\n\n{LEDE}\n")
    found = {
        document.text[slice(*cell.offsets)]: [document.text[slice(*head)] for head in cell.column]
        for cell in document.cells
    }

    assert {"1,150": ["Hurt"], "21": ["Dead"], "3,480": ["Hurt"], "67": ["Dead"]} == found


def test_a_page_may_hold_characters_that_no_page_may(read):
    """Their numbers are passed over, and what the page states is read."""
    meta = '<meta property="article:published_time" content="2031-03-03T09:00:00Z">'
    page = f"<html><head>{meta}</head><body><article><p>{LEDE}&#2;</p><p>&#x1f;{MORE}&#0;</p></article></body></html>"
    document = read(page, "a.html")

    assert ("2031-03-03", f"{LEDE}\n\n{MORE}") == (document.published.edtf, document.text)


def test_a_page_in_an_archives_frame_is_its_own(read):
    """Its address stands behind 'View the live page', its name in its title, and its day below its headline."""
    own = "https://www.varrowargus.example/mill"
    page = (
        "<html><head><title>Perma | Mill opens | Varrow Argus</title>"
        '<meta property="og:site_name" content="Perma.cc"></head><body>'
        "<header><a href='https://perma.cc/'>Perma.cc</a><span>Captured March 19, 2031 10:02 am</span>"
        f"<a href='{own}'>View the live page</a></header><div><h1>Mill opens</h1><p>Monday 3 March 2031</p>"
        f"<p>{LEDE}</p><p>{MORE}</p></div><footer>Perma.cc is a service of a library.</footer></body></html>"
    )
    document = read(page, "a.html")

    assert ("2031-03-03", "Varrow Argus", own) == (document.published.edtf, document.outlet, document.url)
    assert "library" not in document.text


def test_a_page_names_its_outlet_in_the_words_of_its_host(read):
    """Where its head names none."""
    kept = (
        "<div><span>This is Google's cache of <a href='{0}'>{0}</a>. It is a snapshot of the page as it appeared on 28 "
        "Mar 2031 04:41:19 GMT.</span></div>"
    ).format("https://www.varrowbell.example/mill")
    page = (
        f"<html><head></head><body>{kept}<header><a href='/'>The Varrow Bell</a></header><article><h1>Mill opens</h1>"
        f"<p>3 March 2031</p><p>{LEDE}</p><p>{MORE}</p></article></body></html>"
    )

    assert "The Varrow Bell" == read(page, "a.html").outlet


OTHERS = (
    '<div class="more"><h4>Also in the news</h4><ul><li>Dam will be full by June, says keeper</li>'
    "<li>Bishop denies sale of school land</li></ul></div>"
)
WATCHED = '<div class="card"><span>WATCH</span><p>Leopard in hall: keeper says 14 guests hurt</p></div>'


@pytest.mark.parametrize("card", [OTHERS, WATCHED])
def test_a_card_of_other_stories_is_none_of_the_article(read, card):
    """Above its first sentence too."""
    document = read(make_page(f"{card}<p>{LEDE}</p><p>{MORE}</p>"), "a.html")

    assert f"{LEDE}\n\n{MORE}" in document.text
    assert not any(words in document.text for words in ("Bishop", "Leopard"))


def test_what_a_label_stands_over_is_kept_where_it_is_told(read):
    """A part of the article may be called 'Analysis', and its points 'Key points'."""
    analysis = f"<div><span>Analysis</span><p>{MORE}</p></div>"
    points = "<div><h4>Key points</h4><ul><li>Mill opens on Friday</li><li>Nobody in the valley pays</li></ul></div>"
    document = read(make_page(f"<p>{LEDE}</p>{points}{analysis}<p>The guild meets in May.</p>"), "a.html")

    assert MORE in document.text
    assert "Nobody in the valley pays" in document.text


def test_the_box_of_the_articles_own_headline_is_no_card(read):
    """Whatever label stands over it."""
    lines = (
        "<p>Mill at Varrow to open gates again on Friday</p><p>Nobody in the valley had been asked to pay</p>"
    )
    box = f"<div><span>Trending</span><h1>Mill opens on Friday after weeks</h1>{lines}</div>"
    document = read(f"<html><body>{box}<div><p>{LEDE}</p><p>{MORE}</p></div></body></html>", "a.html")

    assert "Mill opens on Friday after weeks" in f"{document.title}\n{document.text}"


def test_a_post_within_a_post_is_signed_by_nobody_below_it(read):
    """The name in the middle stands over the words that are passed on."""
    own = "Ottla Brenn</p><p>Miller at Varrow</p><p>1 March 2031</p><p>This had to be told at last.</p>"
    other = "<p>Emil Tarn</p><p>Keeper</p><p>2 February 2031</p><p>I was never warned.</p><p>204 reactions"
    box = f"<blockquote><p>{own}{other}</p></blockquote>"

    assert [] == list_voiced(read(make_page(f"<p>{LEDE}</p>{box}<p>{MORE}</p>"), "a.html"))


def test_daggers_and_stars_behind_words_are_marks_of_notes():
    """They are no part of the word, and a star only where a note begins with it."""
    text = "It cost 5 million crowns†, the head of the board,* Lima, said. A *star* is none.\n\n"
    text += "* Since May.\n† In 2019.\n"

    document = read_as(kinds.PLAIN, text)

    own = [char for n, char in enumerate(text) if not any(n in range(*words) for words in document.furniture)]
    assert "".join(own) == text.replace("†", "").replace("board,*", "board,").replace("* Since", " Since")
