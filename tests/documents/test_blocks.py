"""Documents of a shape -> blocks: whose words they are, of which day, and what nobody says."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import BlockKind, Document


def blocks_of(document: Document, *kinds: str) -> list[tuple[str, str | None, str]]:
    """Return kind, voice and words of each block, of these kinds where any are given, else of all but headings."""
    return [
        (block.kind.value, document.text[slice(*block.voice)] if block.voice else None, words)
        for block in document.blocks
        if (words := " ".join(document.text[block.start : block.end].split()))
        and (block.kind.value in kinds if kinds else block.kind is not BlockKind.HEADING)
    ]


def silent_of(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.furniture]


PROMISE = "We will replace two of them by August."
HEARING = """Hearing on the north gate

THE CHAIR: We begin with the harbour master.

MS. LIMA: The pumps ran all night. We will replace two of them by August.

They are older than I am.

MR. BRANDT: Who pays for that?

MS. LIMA: The harbour does.

(Laughter.)

THE CHAIR: We are adjourned.
"""
REPORT = """ASSEMBLY OF NORVIK

Mr BRANDT (East Dock): I ask when the gate will be rebuilt.

Ms LIMA (Minister for Harbours): It will be rebuilt by the end of August.

No house will be left without a pump.

Mr BRANDT (East Dock): I thank the Minister.

Ms LIMA (Minister for Harbours): I will publish the contract on Friday.
"""
BRIEFING = """Noon briefing by Ana Lima, spokeswoman for the harbour office

Q: Was the gate shut?

A: It was shut at ten.

Q: By whom?

A: By the night crew. We have their log.
"""


def test_turns_are_of_whoever_their_label_names(read):
    """A turn runs to the next label, over its paragraphs; who only asks has no voice, nor has a stage direction."""
    document = read(HEARING)

    assert [
        ("turn", "THE CHAIR", "We begin with the harbour master."),
        (
            "turn",
            "MS. LIMA",
            "The pumps ran all night. We will replace two of them by August. They are older than I am.",
        ),
        ("question", None, "Who pays for that?"),
        ("turn", "MS. LIMA", "The harbour does."),
        ("turn", "THE CHAIR", "We are adjourned."),
    ] == blocks_of(document)
    assert "(Laughter.)" in silent_of(document)


def test_a_constituency_behind_a_name_is_no_part_of_the_turn(read):
    """An official report names where a member sits, and what she is minister for."""
    document = read(REPORT)

    assert ["Mr BRANDT", "Ms LIMA"] * 2 == [voice for _, voice, _ in blocks_of(document)]
    assert blocks_of(document)[1][2].endswith("without a pump.")


def test_answers_are_of_the_one_who_takes_the_questions(read):
    """'Q' and 'A' name nobody; the head of the page does."""
    document = read(BRIEFING)

    assert [
        ("question", None, "Was the gate shut?"),
        ("turn", "Ana Lima", "It was shut at ten."),
        ("question", None, "By whom?"),
        ("turn", "Ana Lima", "By the night crew. We have their log."),
    ] == blocks_of(document)


@pytest.mark.parametrize(
    "text",
    [
        "What we know\n\nWhere: Norvik\n\nWhen: Monday\n\nWho: the harbour office\n\nThe gate was shut.",
        "The flood\n\nMay 2031: The gate is built.\n\nJune 2031: It leaks.\n\nJuly 2032: It breaks.\n",
        "Update: it rains.\n\nThe gate is shut.\n\nUpdate: it still rains.\n\nNobody came.\n\nUpdate: no.\n",
        "The week\n\nElmland: A boat sinks.\n\nNorvik: A gate breaks.\n\nElmland: A pump is stolen.\n",
        "A bridge falls\n\nSEE MORE: Bridges\n\nIt fell.\n\nOUR PICK: Dams\n\nNobody knew.\n\nOUR PICK: Gates\n",
        "The mayor: a life\n\nShe came to Norvik in 2001. The harbour was new.\n\nHer father built ships.",
    ],
)
def test_lines_that_begin_with_a_colon_are_no_turns(read, text):
    """Facts, years and updates with a colon are prose: nobody is named by them."""
    assert () == read(text).blocks


def test_an_article_that_quotes_a_transcript_keeps_its_own_words(read):
    """What the paper says of an answer is not the minister's."""
    text = (
        "The minister's night\n\nRAO: What went wrong?\n\nLIMA: Nothing did.\n\nLima forgot the pumps, of course.\n\n"
        "RAO: And the gate?\n\nLIMA: It held.\n\nIt did not hold, as Lima knew.\n"
    )

    said = [words for kind, _, words in blocks_of(read(text)) if kind == "turn"]

    assert ["Nothing did.", "It held."] == said


INTERVIEW = """<html><head><title>Interview with Ana Lima</title>
<meta property="og:site_name" content="Norvik Mail"></head>
<body><article><h1>Interview with Ana Lima</h1>
<p>The harbour master met us on the quay, where the cranes stand still.</p>
<p><b>Norvik Mail: Did the gate hold?</b></p><p>Not for long. We lost two pumps.</p>
<p><strong>When will it be mended?</strong></p><p>By the end of August. I have the money.</p>
<p><strong>NM: Who is to blame?</strong></p><p>I am not going to name anybody.</p></article></body></html>"""


def test_questions_in_bold_are_nobodys_and_answers_are_the_guests(read):
    """Where the head names the guest, what stands below each bold question is hers."""
    document = read(INTERVIEW, "page.html")

    assert ["By the end of August. I have the money.", "I am not going to name anybody."] == [
        words for kind, voice, words in blocks_of(document)[-4:] if (kind, voice) == ("turn", "Ana Lima")
    ]
    assert "When will it be mended?" in [words for kind, _, words in blocks_of(document, "question")]


def test_an_explainer_with_questions_for_headings_has_no_speaker(read):
    """The paper answers its own questions."""
    page = INTERVIEW.replace("Interview with Ana Lima", "The north gate, explained").replace(
        "Norvik Mail: ", ""
    )

    assert [] == blocks_of(read(page.replace("NM: ", ""), "page.html"), "turn")


STATEMENT = """Statement by the Harbour Commissioner, Ana Lima, on the north gate

Norvik, 14 May 2031

I have read the report with dismay. My office counted 31 cracks.

We will mend them by August, and I call on the council to pay its share.

ENDS

For media requests: press@harbour.example
"""


def test_a_statement_is_in_one_voice(read):
    """It ends above the press office's address."""
    [(kind, voice, words)] = blocks_of(read(STATEMENT))

    assert ("paragraph", "Ana Lima") == (kind, voice)
    assert words.startswith("I have read")
    assert words.endswith("pay its share.")


def test_a_report_on_a_statement_is_none(read):
    """Its words tell of the commissioner, and do not speak as her."""
    text = (
        "Statement by commissioner Ana Lima angers council\n\nThe harbour is shut, Lima said on Monday. "
        "“We will mend it,” Lima said. The council's head said: “We do not believe that.”\n"
    )

    assert [] == blocks_of(read(text))


def test_numbered_points_with_a_verb_at_the_head_are_the_bodys(read):
    """A communiqué names its subject once, above its points."""
    text = (
        "Communiqué on the flood\n\nThe Lake Council, meeting in Port Alder on 14 May 2031:\n\n"
        "1. Expresses its concern at the loss of 31 boats;\n\n2. Strongly condemns the theft of pumps;\n\n"
        "3. Decides to send experts by the end of June.\n"
    )

    assert [
        ("paragraph", "Lake Council", "Expresses its concern at the loss of 31 boats;"),
        ("paragraph", "Lake Council", "Strongly condemns the theft of pumps;"),
        ("paragraph", "Lake Council", "Decides to send experts by the end of June."),
    ] == [(kind, voice.removeprefix("The "), words) for kind, voice, words in blocks_of(read(text))]


def test_led_in_and_signed_quotations_are_of_whoever_is_named(read):
    """A release quotes several people, each in a form of its own."""
    text = (
        "Harbour names new warden\n\n“She knows each pump.”\n– Commissioner Ivo Brandt\n\nAnd from Mayor Ana Lima:\n\n"
        "“We will pay for it.”\n\nStatement of Vice-Chair Jon Rao:\n\nNobody warned us. I reject the claim.\n\n"
        "Contact: press@harbour.example\n"
    )

    assert [
        ("paragraph", "Commissioner Ivo Brandt", "She knows each pump."),
        ("paragraph", "Mayor Ana Lima", "We will pay for it."),
        ("paragraph", "Vice-Chair Jon Rao", "Nobody warned us. I reject the claim."),
    ] == blocks_of(read(text))


def test_a_reporters_credit_below_a_quotation_signs_nothing(read):
    """'— the Mail's Jon Rao' has the words from somebody else."""
    text = "Gate is shut\n\nThe mayor put it so in a letter:\n\n“We will pay for it.”\n\n— Norvik Mail’s Jon Rao\n"

    assert () == read(text).blocks


def test_initials_by_turns_are_two_speakers(read):
    """A recorded talk is printed with the initials of both."""
    text = "On the quay\n\n" + "\n\n".join(
        ["HB: You were there?", "AL: I was.", "HB: And the gate?", "AL: We shut it.", "HB: I see. Thank you."]
    )

    assert ["HB", "AL", "HB", "AL", "HB"] == [voice for _, voice, _ in blocks_of(read(text))]


MAIL = """Please see below.

From: Ana Lima <ana@harbour.example>
Sent: Tuesday, 14 May 2031 10:12
To: Ivo Brandt
Subject: The north gate

We will not open the gate before Friday.

On Mon, 13 May 2031 at 18:02, Jon Rao <jon@council.example> wrote:
> Nobody told the council that the gate was shut, and we will ask for
> the log tomorrow.
"""


def test_each_mail_of_a_thread_has_its_writer_and_its_day(read):
    """The one above, the one that is forwarded and the one that is quoted are three."""
    document = read(MAIL)

    assert ["Ana Lima", "Jon Rao"] == [voice for _, voice, _ in blocks_of(document, "mail")]
    assert ["2031-05-14", "2031-05-13"] == [block.day.edtf for block in document.blocks]
    assert not any("harbour.example" in words for words in _read_text(document).split())


def _read_text(document: Document) -> str:
    from onrecord.times.redating import mask_furniture

    return mask_furniture(document)


MAIL_HEAD = (
    "From: Cora Flett <c@a.example>\nTo: desk@b.example\nSubject: eels\nDate: Wed, 4 Jun 2031 17:20:00\n\n"
)


@pytest.mark.parametrize(
    ("body", "voice"),
    [
        (
            "ULVA, June 4 (Elm Press) - The ladder will be mended, Tom Penn said. “Yes,” he added.\n",
            None,
        ),
        (
            "The ladder will be mended, Tom Penn said. The board said it was sound. Neither is true: 40 are rotten.\n",
            "Cora Flett",
        ),
        ("The ministry noted the report, and urged the board in March to mend the ladder.\n", "Cora Flett"),
        (
            "The ladder will be mended by 20 June. The board said so, and said it twice. I do not believe it.\n",
            "Cora Flett",
        ),
        ("The ladder will be mended by 20 June. Nobody told the board of dead eels.\n", "Cora Flett"),
    ],
)
def test_a_report_that_is_filed_by_mail_is_nobodys_turn(read, body, voice):
    """It begins with a dateline and tells of what others say, not of its writer; its head is no part of it."""
    document = read(f"{MAIL_HEAD}{body}")
    block = next(b for b in document.blocks if b.kind in ("mail", "paragraph"))

    assert voice == (document.text[slice(*block.voice)] if block.voice else None)
    assert "2031-06-04" == document.published.edtf
    head = document.text.index("\n\n")
    assert all(
        any(start <= place < end for start, end in document.furniture) or voice
        for place in range(head)
        if document.text[place].isalpha()
    )


def test_what_stands_below_the_mark_of_a_signature_is_nobodys_word(read):
    document = read(
        f"{MAIL_HEAD}We will mend the ladder by Friday.\n\nCora\n-- \nCora Flett | Desk of Ulva | 1 Quay\n"
    )

    assert [("mail", "Cora Flett", "We will mend the ladder by Friday.")] == blocks_of(document, "mail")
    assert "Desk of Ulva" in "".join(document.text[slice(*words)] for words in document.furniture)


def test_a_mail_ends_at_the_first_words_that_close_it(read):
    foot = "Kind regards,\nCora Flett\nSpokeswoman\n--\nBoard of Weirs\n"
    document = read(f"{MAIL_HEAD}We know that the ladder is rotten.\n\n{foot}")

    assert [("mail", "Cora Flett", "We know that the ladder is rotten.")] == blocks_of(document, "mail")
    assert "Spokeswoman" in "".join(document.text[slice(*words)] for words in document.furniture)


@pytest.mark.parametrize(
    "below",
    [
        "PS. The board knew it",
        "Ulva: 17 eels",
        "Two more points. The heron is fat.",
        "the board knew it all in spring",
    ],
)
def test_what_is_told_below_two_dashes_is_still_told(read, below):
    document = read(f"{MAIL_HEAD}We will mend the ladder by Friday.\n\n--\n\n{below}\n")
    [(_, voice, words)] = blocks_of(document, "mail")

    assert "Cora Flett" == voice
    assert below in words
    assert not any(below in document.text[slice(*one)] for one in document.furniture)


def test_a_letter_is_of_whoever_signs_it(read):
    """Between the salutation and 'Yours sincerely', 'I' is the name below."""
    lines = [
        "14 May 2031",
        "Dear Minister,",
        "I write for the quay.",
        "We will not sign.",
        "Yours sincerely,",
        "Ana Lima",
    ]
    text = "\n\n".join(lines)

    assert [("mail", "Ana Lima", "I write for the quay. We will not sign.")] == blocks_of(read(text))


POSTS = """<html><body><article><h1>Harbour denies it</h1>
<p>The harbour office answered in the evening, on its page.</p>
<blockquote class="post"><p>Nobody warned us. We will publish the log tomorrow. <a href="x">pic.example/abc</a></p>
&mdash; Ana Lima (@analima) <a href="y">May 14, 2031</a></blockquote>
<p>The council meets again in June, and it will hear the crew then.</p></article></body></html>"""


def test_an_embedded_post_has_its_writer_and_its_day(read):
    """The foot that its site gives it says both; the address of a picture is nobody's word."""
    document = read(POSTS, "page.html")

    [block] = [block for block in document.blocks if block.kind is BlockKind.POST]

    assert ("Ana Lima", "2031-05-14") == (document.text[slice(*block.voice)], block.day.edtf)
    assert document.text[block.start : block.end].startswith("Nobody warned us.")
    assert "pic.example/abc" in silent_of(document)


def test_posts_of_a_live_blog_have_the_day_above_them(read):
    """A time without a day is of the day above it."""
    text = (
        "Flood: live\n\nWednesday 15 May 2031, 09:30\n\nThe gate opens tomorrow.\n\nTuesday 14 May 2031, 21:05\n\n"
        "The gate is shut.\n\n18:40\n\nIt rains.\n"
    )

    document = read(text)

    assert ["2031-05-15", "2031-05-14", "2031-05-14"] == [block.day.edtf for block in document.blocks]
    assert {"post"} == {block.kind.value for block in document.blocks}


@pytest.mark.parametrize(
    "note",
    [
        "Correction: May 16, 2031\nAn earlier version of this article misstated the count. It was 13, not 31.",
        "This article was amended on 16 May 2031 to correct the count: it was 13, not 31.",
        "Editor's note: This story has been corrected; the count was 13, not 31.",
    ],
)
def test_a_correction_is_nobodys_word(read, note):
    """What it takes back is not counted again."""
    text = (
        f"Gate breaks\n\nThe mayor said that 13 boats sank.\n\nThe harbour is shut until Friday.\n\n{note}\n"
    )

    document = read(text)

    assert ["heading", "correction"] == [block.kind.value for block in document.blocks]
    assert any("not 31" in words for words in silent_of(document))


def test_a_checked_claim_is_nobodys_word(read):
    """It is quoted in order to be refuted: by its label beside a verdict, or by what the page's data say."""
    claim = "Claim: Ana Lima promised to sell the dam."
    text = f"Was it sold?\n\n{claim}\n\nVerdict: False\n\nLima said that it was not for sale.\n"
    data = json.dumps({"@type": "ClaimReview", "claimReviewed": "Ana Lima promised to sell the dam by June."})
    page = (
        f'<html><head><script type="application/ld+json">{data}</script></head><body><article><h1>Was it sold?</h1>'
        "<p>Ana Lima promised to sell the dam by June.</p><p>There is no trace of it in the papers of the council, "
        "which has met nine times since then.</p></article></body></html>"
    )

    assert [claim] == silent_of(read(text))
    assert ["Ana Lima promised to sell the dam by June."] == silent_of(read(page, "page.html"))


def test_a_table_is_apart_from_the_prose(read):
    """Its cells are in no sentence."""
    page = (
        "<html><body><article><h1>Who counts what</h1><p>The counts of those who drowned differ by the source that "
        "gives them.</p><table><tr><th>Source</th><th>Drowned</th></tr><tr><td>Harbour office</td><td>12</td></tr>"
        "<tr><td>Legal Aid</td><td>31</td></tr></table><p>The office stood by its count on Tuesday.</p>"
        "</article></body></html>"
    )

    [(kind, _, words)] = blocks_of(read(page, "page.html"))

    assert "table" == kind
    assert "31" in words
    assert "stood by" not in words


STRUCK = """<html><body><article><h1>Remarks</h1>
<p>Ana Lima said on Tuesday that <s>31</s> 13 boats sank, and that the gate
opens in <span style="text-decoration: line-through">May</span> June, after the inspection.</p>
<p>The count of pumps was 12<sup><a href="#n4">4</a></sup> and the area 30 km<sup>2</sup>, the office
said.<sup>5</sup></p>
</article></body></html>"""


def test_struck_words_are_marked_and_nobodys(read):
    """Whoever quotes them quotes that they were struck."""
    document = read(STRUCK, "page.html")

    assert "that ~~31~~ 13 boats sank, and that the gate opens in ~~May~~ June" in document.text
    assert {"~~31~~", "~~May~~"} <= set(silent_of(document))


def test_a_footnotes_mark_is_no_digit(read):
    """A square is, and stays."""
    document = read(STRUCK, "page.html")

    assert "was 12[4] and the area 30 km2, the office said.[5]" in document.text
    assert {"[4]", "[5]"} <= set(silent_of(document))


def test_how_sure_a_shape_is_is_stored(read):
    """A label in capitals is surer than a name led in by a line."""
    assert {0.95} == {b.sure for b in read(HEARING).blocks if b.kind is BlockKind.TURN}
    assert all(0 < block.sure < 1 for block in read(STATEMENT).blocks)


PIECES = [
    *HEARING.split("\n"),
    *MAIL.split("\n"),
    *STATEMENT.split("\n"),
    "1. Calls on it;",
    "18:40",
    "> x",
    "| a | b |",
    "Claim: x",
    "Verdict: y",
    "— A B (@c) May 1, 2031",
    "Q: ",
    "A:",
    "Dear X,",
    "Yours,",
    "~~a~~",
    "x[1]",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25), st.sampled_from(["\n", "\n\n"]))
def test_any_lines_give_blocks_within_the_text(lines, gap):
    """None is empty, none lies outside the text, and none overlap but for marks and struck words."""
    from onrecord.documents.blocks import find_shapes
    from onrecord.documents.content import cut_lines
    from onrecord.documents.shapes import Page

    text = gap.join(lines)
    shapes = find_shapes(Page(text, cut_lines(text), None, None, (), None))
    last = 0
    for shape in shapes:
        assert 0 <= shape.start < shape.end <= len(text)
        if shape.kind not in (BlockKind.MARK, BlockKind.STRUCK):
            assert last <= shape.start
            last = shape.end
        if shape.voice:
            assert text[slice(*shape.voice)].strip()


def voices_of(document: Document) -> list[tuple[str | None, str]]:
    """Return whose the turns are, and their words."""
    return [(voice, words) for _, voice, words in blocks_of(document, "turn")]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        pytest.param(
            "Interview with Ana Lima\n\nHarbour Gazette: Did you know?\n\nAna Lima: No. Nobody told us.\n\n"
            "Harbour Gazette: And the pumps?\n\nLima: We will replace them by August.\n",
            ["Ana Lima", "Lima"],
            id="a paper of common words asks",
        ),
        pytest.param(
            "Ana Lima, head of the harbour office, spoke to the Harbour Gazette about the gate.\n\nQ. Did you "
            "know?\nA. No. Nobody told us.\n\nQ. And the pumps?\nA. We will replace them by August.\n",
            ["Ana Lima", "Ana Lima"],
            id="letters with full stops",
        ),
        pytest.param(
            "Questions and answers with Ana Lima, harbour master\n\nDid you know?\n\nNo. Nobody told us.\n\nAnd "
            "the pumps?\n\nWe will replace them by August.\n",
            ["Ana Lima", "Ana Lima"],
            id="questions that nothing marks",
        ),
        pytest.param(
            "Minutes of the harbour committee\n\nMODERATOR: Did you know?\n\nA. LIMA - No. Nobody told us.\n\n"
            "MODERATOR: And the pumps?\n\nA. LIMA - We will replace them by August.\n",
            ["A. LIMA", "A. LIMA"],
            id="an initial is no answer",
        ),
    ],
)
def test_answers_are_of_whoever_is_asked(read, text, voices):
    """Whatever the questions and the labels look like."""
    answers = ["No. Nobody told us.", "We will replace them by August."]

    assert list(zip(voices, answers, strict=True)) == voices_of(read(text))


@pytest.mark.parametrize("tag", ["em", "i", "strong"])
def test_questions_of_an_interview_are_set_apart_by_their_letters(read, tag):
    """Bold or slanted, where the page says who is asked."""
    asked = "".join(
        f"<p><{tag}>{question}</{tag}></p><p>{answer}</p>"
        for question, answer in (
            ("Did you know of the crack in the gate?", "No. Nobody told us of it before the storm came."),
            ("And what becomes of the pumps?", "We will replace them by August, every one of them."),
        )
    )
    head = "<h1>“I will stay”: Ana Lima in an interview</h1><p>The gate was shut after a crack was found.</p>"

    document = read(f"<html><body><article>{head}{asked}</article></body></html>", "a.html")

    assert ["Ana Lima", "Ana Lima"] == [voice for voice, _ in voices_of(document)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Ana Lima spoke to reporters about the gate.\n\nWho pays?\n\nThe council does, Lima said.\n\nAnd when?\n\n"
            "By August, she said.\n"
        ),
        "Storm: what we know\n\nUPDATE: The gate is shut.\n\nThe council meets on Friday to talk about it.\n",
        "Harbour Gazette: a paper of the coast\n\nHarbour Gazette: its story\n\nWe began in a shed by the quay.\n",
    ],
)
def test_an_article_with_questions_or_labels_is_no_interview(read, text):
    """Where the answers are told of, a label stands once, or nobody asks."""
    assert [] == blocks_of(read(text), "turn", "question")


@pytest.mark.parametrize(
    "foot",
    [
        "&mdash; Ana Lima (<a href='x'>@ana.sky.example</a>) <a href='x'>May 14, 2031 at 10:02 AM</a>",
        "<p>A post shared by Ana Lima (@ana) on May 14, 2031 at 10:02am PDT</p>",
        "Posted by <a href='x'>Ana Lima</a> on <a href='x'>Tuesday, May 14, 2031</a>",
    ],
)
def test_a_post_of_any_site_is_its_writers(read, foot):
    """Its foot is neither the page's author nor its day."""
    page = (
        "<html><body><article><h1>Gate shut</h1><p>The north gate was shut on Tuesday after a crack was found in its "
        f"lower wall, the office said.</p><blockquote><p>Nobody warned us. We will publish the log tomorrow.</p>{foot}"
        "</blockquote><p>The council meets again in June to talk about the gate.</p></article></body></html>"
    )

    document = read(page, "a.html")

    [post] = [block for block in document.blocks if block.kind is BlockKind.POST]
    assert ("Ana Lima", "2031-05-14") == (document.text[slice(*post.voice)], post.day.edtf)
    assert (None, "XXXX") == (document.byline, document.published.edtf)


def test_a_line_with_a_name_leads_in_the_quotation_below_it(read):
    """With his office behind the name and no word of saying."""
    document = read(
        'Voices on the gate\n\nJon Pell, bishop:\n"Nobody was warned of it."\n\nIt was shut on Tuesday.\n'
    )

    assert [("paragraph", "Jon Pell", "Nobody was warned of it.")] == blocks_of(document)
