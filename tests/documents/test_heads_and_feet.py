"""What stands over a text and below it: the name of its outlet, its day, who is asked, who signs."""

import hashlib

import pytest

from onrecord.collect import kinds
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.errors import CannotRead
from onrecord.model import BlockKind

DAY = "2031-05-03"


def read(text, media_type=kinds.PLAIN):
    data = text.encode()
    return make_document(Source("a.txt", data, hashlib.sha256(data).hexdigest(), media_type))


def list_voiced(document):
    """Return the words of each block that has a voice, with the voice."""
    return [
        (document.text[slice(*b.voice)], document.text[b.start : b.end].strip())
        for b in document.blocks
        if b.voice
    ]


def list_asked(document):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.QUESTION]


@pytest.mark.parametrize(
    ("head", "outlet", "day", "title"),
    [
        ("Norvik Courier\n3 May 2031\n\nQuay to open", "Norvik Courier", DAY, "Quay to open"),
        ("The Morning Quay\n3 May 2031\n\nQuay to open", "The Morning Quay", DAY, "Quay to open"),
        ("Quay to open\n\nLedger of Norvik, 3 May 2031", "Ledger of Norvik", DAY, "Quay to open"),
        ("# Quay to open\n\n*Norvik Courier, 3 May 2031*", "Norvik Courier", DAY, "Quay to open"),
        ("NORVIK COURIER                Saturday, 3 May 2031\n\nQuay to open", "NORVIK COURIER", DAY, "Quay to open"),
        ("EMBARGOED UNTIL 9 a.m., 3 May 2031\n\nQuay to open", None, DAY, "Quay to open"),
        ("**Remarks to the press, Norvik, May 3, 2031**", None, DAY, "Remarks to the press, Norvik, May 3, 2031"),
        ("Minutes of 3 May 2031", None, DAY, "Minutes of 3 May 2031"),
        ("JOINT STATEMENT\n\nElm: Free the rowers\n\n3 May 2031", None, DAY, "Elm: Free the rowers"),
        ("Ferry Stopped\n3 May 2031", None, DAY, None),
        ("Situation Report\n3 May 2031", None, DAY, None),
    ],
)  # fmt: skip
def test_the_head_of_a_text_is_outlet_day_and_title(head, outlet, day, title):
    document = read(f"{head}\n\nThe quay will be open again in June, the board said on Saturday.\n")

    assert (document.outlet, document.published.edtf, document.title) == (outlet, day, title)


def test_the_name_of_the_outlet_is_no_part_of_the_article():
    document = read("Norvik Courier\n3 May 2031\n\nThe quay is shut, Rosa Lind told the Norvik Courier.\n")

    assert [document.text[slice(*words)] for words in document.furniture] == ["Norvik Courier", "3 May 2031"]


ASKED = ["You are said to have sold the pier.", "The rowers count 40 lost boats.", "When will it open?"]
ANSWERED = ["Nobody sold the pier. I would know.", "We count 9.", "We will open it by 1 June."]
PAIRS = list(zip(ASKED, ANSWERED, strict=True))
MET = "Rosa Lind has run the port of Norvik for six years. Jo Park met her on the quay."


@pytest.mark.parametrize("form", ["**{}**", "__{}__", "*{}*"])
def test_questions_in_markdown_need_no_mark_of_a_question(form):
    text = "\n\n".join(f"{form.format(asked)}\n\n{answer}" for asked, answer in PAIRS)
    document = read(f"# The port and its keeper\n\n{MET}\n\n{text}\n", kinds.MARKDOWN)

    assert [words.strip("*_") for words in list_asked(document)] == ASKED
    assert list_voiced(document) == [("Rosa Lind", answer) for answer in ANSWERED]


@pytest.mark.parametrize(
    "form",
    [
        "<p><b>{}</b></p><p>{}</p>",
        "<p><em>{}</em></p><p>{}</p>",
        "<p><strong>{}</strong><br>{}</p>",
        "<h3>{}</h3><p>{}</p>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
    ],
)
def test_questions_in_a_page_need_no_mark_of_a_question(form):
    body = "".join(form.format(*pair) for pair in PAIRS).replace("</dl><dl>", "")
    document = read(
        f"<html><head><title>The port</title></head><body><article><h1>The port</h1><p>{MET}</p>{body}"
        "</article></body></html>",
        kinds.PAGE,
    )

    assert list_asked(document) == ASKED
    assert list_voiced(document) == [("Rosa Lind", answer) for answer in ANSWERED]


def test_a_question_may_be_bold_at_the_head_of_its_answer():
    document = read(
        "Interview with Rosa Lind\n\n**Why did you stop?** Nobody paid us.\n\n**And now?** We will go back.\n"
    )

    assert list_voiced(document) == [("Rosa Lind", "Nobody paid us."), ("Rosa Lind", "We will go back.")]


def test_an_answer_may_stand_in_the_line_of_its_question():
    document = read(
        "Interview with Rosa Lind\n\nQ: When will it open? A: On 1 August. I promise.\n\n"
        "Q: Did you shut it? A: I never did.\n"
    )

    assert list_voiced(document) == [("Rosa Lind", "On 1 August. I promise."), ("Rosa Lind", "I never did.")]


def test_bold_lines_above_paragraphs_that_tell_of_somebody_are_no_questions():
    document = read(
        "Interview with Rosa Lind\n\n**What is planned?**\n\nLind will lower the lake, she told us.\n\n"
        "**You, too?**\n\nLind said the state would pay.\n\n**I and we**\n\nThe rest is not known, Lind said.\n",
        kinds.MARKDOWN,
    )

    assert list_voiced(document) == []


SIGNED = "We will open the pier by 1 June. We did not sell the port.\n\nWe ask the state to pay the rowers."


@pytest.mark.parametrize(
    ("head", "foot", "voice"),
    [
        ("Statement on the strike at Norvik", "Rosa Lind, Harbour Board\nJo Park, Rowers of Norvik", "Rosa Lind"),
        ("JOINT STATEMENT", "Norvik Rights Watch\nElm Rowers", "Norvik Rights Watch"),
        ("Press statement", "Spokeswoman for the Harbour Board: Rosa Lind", "Rosa Lind"),
        ("Our answer on the pier", "**Rosa Lind**\nChair, Norvik Harbour Board", "Rosa Lind"),
    ],
)  # fmt: skip
def test_a_text_is_said_by_whoever_signs_it(head, foot, voice):
    document = read(f"{head}\n\n3 May 2031\n\n{SIGNED}\n\n{foot}\n", kinds.MARKDOWN)

    assert list_voiced(document) == [(voice, SIGNED)]


def test_a_letter_is_not_said_by_whom_it_goes_to():
    document = read(
        "Open letter to the Minister of Roads\n\nDear Minister,\n\nWe ask you to open the road. "
        "We will not pay.\n\nYours sincerely,\n\nRosa Lind\nChair, Elm Rowers\n"
    )

    assert {voice for voice, _ in list_voiced(document)} == {"Rosa Lind"}


def test_a_name_below_a_report_does_not_sign_it():
    document = read("Quay shut\n\nThe quay is shut, the board said. It rains.\n\nJo Park, Norvik\n")

    assert list_voiced(document) == []


def test_a_reporter_who_says_we_does_not_say_all_of_his_report():
    document = read(
        "On the quay at Norvik\n\nThe quay is shut. We met the keeper there.\n\nIt was shut in May, the board said.\n\n"
        "The rowers want it open, and the town does too.\n\nWe left at noon.\n\nThe board meets on Monday.\n\n"
        "Jo Park, Norvik\n"
    )

    assert list_voiced(document) == []


def test_a_letter_below_a_report_does_not_put_the_report_on_record_with_who_signs_it():
    document = read(
        "Chief goes\n\nRosa Lind did not go quietly. She wrote a letter.\n\nI acknowledge that I am dismissed. "
        "I served the town.\n\nMy office is in order, and I thank you.\n\n"
        "Respectfully yours,\n\nRosa Lind\nHarbour chief\n"
    )

    assert not any("quietly" in words for _, words in list_voiced(document))


def test_rows_between_bars_need_none_around_them():
    document = read(
        "Who counts what\n\nSource | Dead | Missing\n--- | --- | ---\nHarbour Board | 11 | 4\n"
        "Elm Rowers | 19 | n/a\n\nThe board said it would go on.\n"
    )
    told = [
        (document.text[slice(*cell.voice)], document.text[cell.start : cell.end])
        for cell in document.cells
        if cell.voice
    ]

    assert told == [("Harbour Board", "11"), ("Harbour Board", "4"), ("Elm Rowers", "19")]


def test_a_note_above_an_article_that_says_what_it_first_said_is_a_correction():
    document = read(
        "Drivers walk out\n\nCORRECTION (May 4): This story originally stated that 900 drivers had walked out.\n\n"
        "Ninety drivers walked out on Saturday, the union said.\n\nThe buses will run again, the board said.\n"
    )

    assert [b.kind for b in document.blocks if b.kind is not BlockKind.HEADING] == [BlockKind.CORRECTION]


def test_a_text_of_too_many_lines_is_not_read():
    with pytest.raises(CannotRead, match="more than 12,000 lines"):
        read("a\n" * 24_000)


def test_an_office_in_the_head_is_of_whoever_signs_at_the_foot():
    said = "A student died in the fire. I am sad.\n\nI will publish the report by 20 May. We have closed the hall."
    document = read(
        f"MESSAGE FROM THE CHANCELLOR\n\nTo all staff\n3 May 2031\n\n{said}\n\n"
        "Professor Rosa Lind\nChancellor, University of Elm\n"
    )

    assert list_voiced(document) == [("Professor Rosa Lind", said)]


def test_questions_may_be_numbered():
    document = read(
        "Ten minutes with... Rosa Lind\n\nLind runs the ferry.\n\n1. When will it run?\nWe wait for one part.\n\n"
        "2. People say you sold it.\nI sold nothing.\n\n3. How many left?\nWe let 6 people go.\n"
    )

    assert list_voiced(document) == [
        ("Rosa Lind", "We wait for one part."),
        ("Rosa Lind", "I sold nothing."),
        ("Rosa Lind", "We let 6 people go."),
    ]


def test_boxes_beside_an_article_are_none_of_it():
    body = (
        "<p>The bridge at Elm will hold, the engineer, Rosa Lind, said on Monday.</p>"
        '<div class="related-box"><span>SEE ALSO</span><a href="/1">Star says she will marry</a></div>'
        "<p>“We will test it again by 15 May,” Lind said. The skippers counted 12 cracks in it.</p>"
        '<div class="outbrain"><h4>From the web</h4><p><a href="/2">Doctor promises 30 kilos off</a></p></div>'
        '<div class="author-bio"><p>Kim Vale has won 3 prizes.</p></div>'
    )
    document = read(
        f'<html><head><title>Bridge</title></head><body><div class="tag-related"><article><h1>Bridge</h1>{body}'
        "</article></div></body></html>",
        kinds.PAGE,
    )

    assert "test it again" in document.text
    assert not any(words in document.text for words in ("marry", "kilos", "prizes"))


def test_the_number_of_an_issue_stands_beside_its_day():
    document = read(
        "          NORVIK COURIER\n   Vol. 12, No. 48 -- May 3, 2031\n\nThe quay is shut, the board said on Saturday.\n"
    )

    assert (document.outlet, document.published.edtf) == ("NORVIK COURIER", DAY)


def test_a_text_in_front_matter_may_stand_on_lines_of_its_own():
    document = read(
        "---\nheadline: >-\n  Quay will open\n  on Friday\ndate: 2031-05-03\nauthors:\n  - Jo Park\n---\n"
        "The quay will open on Friday, the board said.\n",
        kinds.MARKDOWN,
    )

    stated = (document.title, document.byline, document.published.edtf)
    assert stated == ("Quay will open on Friday", "Jo Park", DAY)


def test_whoever_signs_in_a_list_below_the_word_says_a_letter():
    document = read(
        f"Open letter on the pier\n\nTo the Minister\n\n{SIGNED}\n\nSigned,\n\n- Rosa Lind, rower\n- Jo Park, Elm\n"
    )

    assert list_voiced(document) == [("Rosa Lind", SIGNED)]


def test_a_rule_with_colons_below_the_heads_is_of_the_table():
    document = read(
        "Losses: who counts what\n\nCounted by | Boats lost | Boats found\n:-- | --: | --:\nHarbour Board | 11 | 4\n"
        "Elm Rowers | 26 | 3\n\nThe board said it would go on.\n"
    )
    told = [document.text[slice(*cell.voice)] for cell in document.cells if cell.voice]

    assert told == ["Harbour Board", "Harbour Board", "Elm Rowers", "Elm Rowers"]
