"""Documents as desks hand them in, of shapes beyond the common ones -> whose words, of which day, and nobody's."""

import pytest

from onrecord.model import Document


def voices_of(document: Document) -> list[tuple[str, str | None, str]]:
    """Return kind, voice and words of each block that is no heading."""
    return [
        (block.kind.value, document.text[slice(*block.voice)] if block.voice else None, words)
        for block in document.blocks
        if block.kind.value != "heading"
        and (words := " ".join(document.text[block.start : block.end].split()))
    ]


def days_of(document: Document) -> list[str]:
    return [block.day.edtf for block in document.blocks if block.kind.value in ("post", "mail")]


def silent_of(document: Document) -> str:
    return " ".join(document.text[start:end] for start, end in document.furniture)


BROADCAST = """>> HOST: Is the ferry safe?
>> BRANDT: It is. We will test it again by Monday.
>> HOST: Who told you of the leak?
>> BRANDT: Nobody told us.
"""
PAPERS = """Foreign office press conference on 7 June 2032

Elm Gazette: Did the office know of the leak?

Ivo Brandt: We did not know.

Radio 4: When will the ferry sail?

Ivo Brandt: It will sail on Monday.

NTV: Will you resign?

Ivo Brandt: I will not.
"""
DEPOSITION = """DEPOSITION OF IVO BRANDT

Taken on June 7, 2032

Q.  Did you see the leak?

A.  I saw it in May.

Q.  Whom did you tell?

A.  I told nobody.
"""
SPOKESMAN = """Noon briefing by Ivo Brandt, spokesman for the ferry office

7 June 2032

We have found the leak, and we will mend it by Monday.

Question: Was it known?

Spokesman: I deny that it was.

Question: Who pays?

Spokesman: We do.
"""
MARKDOWN = """---
title: Interview with Ivo Brandt
date: 2032-06-07
---

**Did you know of the leak?**

We did not know.

**When will the ferry sail?**

It will sail on Monday.
"""


def test_turns_behind_the_arrows_of_captions_are_told(read):
    """'>>' before a label is none of the name."""
    document = read(BROADCAST)

    assert ("turn", "BRANDT", "It is. We will test it again by Monday.") in voices_of(document)
    assert ">> " in silent_of(document)


def test_papers_that_ask_once_each_are_labels(read):
    """Whoever answers has several turns; each paper that asks has one, and some have a number in their names."""
    document = read(PAPERS)

    assert [voice for kind, voice, _ in voices_of(document) if kind == "turn"] == ["Ivo Brandt"] * 3
    assert sum(kind == "question" for kind, _, _ in voices_of(document)) == 3
    assert document.published.edtf == "2032-06-07"


def test_answers_of_a_deposition_are_of_whoever_is_deposed(read):
    """The head names him, and the day on which it was taken."""
    document = read(DEPOSITION)

    assert ("turn", "IVO BRANDT", "I told nobody.") in voices_of(document)
    assert document.published.edtf == "2032-06-07"


def test_a_briefing_is_its_spokesman_s_from_his_opening_words_on(read):
    """'Spokesman:' is whoever the head names."""
    told = voices_of(read(SPOKESMAN))

    assert ("turn", "Ivo Brandt", "We have found the leak, and we will mend it by Monday.") in told
    assert ("turn", "Ivo Brandt", "We do.") in told


def test_bold_questions_of_markdown_part_an_interview(read):
    """The lines of front matter are no lines of the text."""
    told = voices_of(read(MARKDOWN, "a.md"))

    assert ("turn", "Ivo Brandt", "It will sail on Monday.") in told
    assert [words for kind, _, words in told if kind == "question"] == [
        "**Did you know of the leak?**",
        "**When will the ferry sail?**",
    ]


INTERLEAVED = """From: Ivo Brandt <ivo@ferry.example>
To: Mia Rao <mia@gazette.example>
Date: Mon, 7 Jun 2032 09:12:00 +0200
Subject: Re: the leak

On 6 June 2032 18:00, Mia Rao wrote:
> Was the leak known?

Nobody knew of it.

> The union counts nine hurt.

We count four.

Kind regards,
Ivo Brandt
Spokesman
"""
FORWARDED = """From: Brandt, Ivo
Sent: Monday, June 7, 2032 9:12 AM
To: Rao, Mia
Subject: leak

We will mend it by Friday.

Ivo

Begin forwarded message:

From: Jon Pell
Sent: Sunday, June 6, 2032 6:00 PM
To: Ivo Brandt
Subject: leak

The hull leaks.
"""


def test_an_answer_between_quoted_lines_is_not_of_whoever_is_quoted(read):
    """Each line is of whoever wrote at its depth; whoever signs says no word by it."""
    told = voices_of(read(INTERLEAVED))

    assert told == [
        ("mail", "Mia Rao", "> Was the leak known?"),
        ("mail", "Ivo Brandt", "Nobody knew of it."),
        ("mail", "Mia Rao", "> The union counts nine hurt."),
        ("mail", "Ivo Brandt", "We count four."),
    ]


def test_a_text_that_begins_with_a_mail_is_of_the_day_of_that_mail(read):
    """What it passes on is older, and the line that says so is nobody's."""
    document = read(FORWARDED)

    assert document.published.edtf == "2032-06-07"
    assert [words for _, _, words in voices_of(document)] == ["We will mend it by Friday.", "The hull leaks."]
    assert days_of(document) == ["2032-06-07", "2032-06-06"]


BODY = """The ferry hurt nine people when it sank at Norvik, the harbour master said on Monday.

It will be raised by May.
"""


@pytest.mark.parametrize(
    "note",
    [
        "• This article was amended on 8 June 2032: Ivo Brandt did not say that 40 were hurt.",
        "CORRECTIONS AND CLARIFICATIONS\nOn Monday we reported that 40 were hurt. It was nine.",
        "**Clarification:** An earlier version said that 40 were hurt.",
    ],
)
def test_corrections_behind_bullets_and_under_headings_are_nobody_s(read, note):
    """What they take back is taken back."""
    document = read(f"Ferry sinks\n\n7 June 2032\n\n{BODY}\n{note}\n")

    assert "40 were hurt" in silent_of(document)
    assert "It will be raised by May." not in silent_of(document)


def test_nothing_of_an_article_that_is_withdrawn_is_on_record(read):
    """Its retraction takes back all of it, and a correction of one sentence does not."""
    withdrawn = read(
        f"Ferry sinks\n\nRetraction: The Gazette has withdrawn this article. It was wrong.\n\n{BODY}"
    )
    corrected = read(
        f"Ferry sinks\n\nCorrection: A sentence was wrong and was removed from this article.\n\n{BODY}"
    )

    assert "It will be raised by May." in silent_of(withdrawn)
    assert "It will be raised by May." not in silent_of(corrected)


def test_a_claim_below_a_label_without_a_colon_is_nobody_s(read):
    """The label is a line of its own, and so is that of the verdict."""
    document = read(
        "Ferry rumours\n\nWHAT WAS CLAIMED\nIvo Brandt sold the ferry.\n\nOUR VERDICT\nFalse. He did not.\n"
    )

    assert ("claim", None, "WHAT WAS CLAIMED Ivo Brandt sold the ferry.") in voices_of(document)


SIGNED_PAGE = (
    "<html><body><article><h1>Reactions to the report on the ferry</h1>{}<p>It came out on Monday.</p>"
    "</article></body></html>"
)
FOOT = "<blockquote><p>“We will pay.”</p><footer>— Mia Rao, ferry director</footer></blockquote>"
FIGURE = "<figure><blockquote><p>“We will pay.”</p></blockquote><figcaption>— Mia Rao, director</figcaption></figure>"


@pytest.mark.parametrize(
    ("content", "file"),
    [
        ('Reactions, 7 June 2032\n\n"We will pay."\nMia Rao, ferry director\n', "a.txt"),
        (SIGNED_PAGE.format(FOOT), "a.html"),
        (SIGNED_PAGE.format(FIGURE), "a.html"),
    ],
)
def test_a_signature_below_a_quotation_needs_no_dash_and_may_be_its_foot(read, content, file):
    """The line below names whoever says it."""
    assert ("paragraph", "Mia Rao", "We will pay.") in voices_of(read(content, file))


def test_a_statement_ends_before_whoever_signs_it_and_a_joint_one_is_of_both(read):
    """A press officer's name below it is none of its words."""
    single = read(
        "Statement by Mia Rao, ferry director\n\nI will pay for it. We knew nothing.\n\nJon Pell\nPress officer\n"
    )
    joint = read(
        "Joint statement by the Ferry Office and Dock Union\n\nWe will meet on Monday. We agree on our terms.\n"
    )

    assert voices_of(single) == [("paragraph", "Mia Rao", "I will pay for it. We knew nothing.")]
    assert [voice for _, voice, _ in voices_of(joint)] == ["the Ferry Office and Dock Union"]


LIVE_PAGE = (
    "<html><body><article><h1>Ferry sinks: live updates</h1><h2>7 June 2032</h2>"
    "<div><time>18:40</time><p>The ferry will be raised tomorrow, the harbour master says.</p></div>"
    "<div><time>14:05</time><p>Nine people were hurt, the harbour master says.</p></div><h2>6 June 2032</h2>"
    "<div><time>21:10</time><p>The ferry will be looked at tomorrow, the harbour master says.</p></div>"
    "</article></body></html>"
)
LIVE_TEXT = """Ferry sinks: what we know
Last updated 7 June 2032

Monday 7 June

18.40: The ferry will be raised tomorrow, the harbour master says.

14.05: Nine people were hurt, the harbour master says.

Sunday 6 June

21.10: The ferry will be looked at tomorrow, the harbour master says.
"""


@pytest.mark.parametrize(("content", "file"), [(LIVE_PAGE, "a.html"), (LIVE_TEXT, "a.txt")])
def test_each_post_of_a_live_blog_is_of_the_day_above_it(read, content, file):
    """The times stand in elements of their own, or before the words."""
    document = read(content, file)

    assert days_of(document) == ["2032-06-07", "2032-06-07", "2032-06-06"]
    assert voices_of(document)[0][2].startswith("The ferry will be raised")


@pytest.mark.parametrize(
    "post",
    [
        "Mia Rao\n@miarao\nWe will pay tomorrow.\n9:02 AM · Jun 6, 2032",
        "Mia Rao @miarao\nWe will pay tomorrow.\n6 June 2032",
        "Mia Rao (@miarao) · Jun 6, 2032\nWe will pay tomorrow.",
    ],
)
def test_a_post_that_was_copied_from_a_site_has_its_writer_and_its_day(read, post):
    """Name, handle, words, and the day below or beside them."""
    document = read(
        f"Ferry office answers\n7 June 2032\n\nIts director wrote:\n\n{post}\n\nThe union replied.\n"
    )

    assert ("post", "Mia Rao", "We will pay tomorrow.") in voices_of(document)
    assert days_of(document) == ["2032-06-06"]


def test_the_name_below_a_post_stays_on_record_where_it_reads_like_a_byline(read):
    """'Posted by' heads articles too."""
    page = (
        "<html><body><article><h1>Ferry office answers the union</h1><p>It did so on Monday.</p><blockquote>"
        "<p>We will pay tomorrow.</p>Posted by <a>Mia Rao</a> on <a>Sunday, June 6, 2032</a></blockquote>"
        "</article></body></html>"
    )
    document = read(page, "a.html")

    assert ("post", "Mia Rao", "We will pay tomorrow.") in voices_of(document)
    assert "Mia Rao" not in silent_of(document)
