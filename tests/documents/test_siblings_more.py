"""What desks hand in besides, of other producers: quoted texts, releases, transcripts, mails, exports, saved pages."""

import hashlib
import textwrap

import pytest
from tests.documents.test_siblings import list_voiced, make_page

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.documents.exports import part_exports
from onrecord.model import BlockKind, Flaw

LEDE = "The north quay at Norvik will reopen on Friday, Rosa Lind, the director of ports, said on Monday."
OPENS, WARNED = (
    "The quay will reopen on Friday. Nobody was paid.",
    "We were never told that the crane was faulty.",
)


def is_silent(document, words):
    """Tell whether the words are nobody's."""
    start = document.text.index(words)
    return any(span.start <= start and start + len(words) <= span.end for span in document.furniture)


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">> "])
def test_a_text_that_is_quoted_as_a_whole_is_what_it_quotes(read, mark):
    """Its paragraphs are parted by lines that hold the mark alone, and its day is its own."""
    wrapped = textwrap.wrap(LEDE, 60)
    lines = ["Norvik, 3 March 2031", "", *wrapped, "", "Nine people died, she said."]
    document = read("".join(f"{mark}{line}".rstrip() + "\n" for line in lines))

    assert f"Norvik, 3 March 2031\n\n{LEDE}\n\nNine people died, she said." == document.text.strip()
    assert "2031-03-03" == document.published.edtf


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("“{words}” ~ {name}, {office}", id="tilde"),
        pytest.param("• “{words}” – {name}, {office}", id="points of a list"),
        pytest.param("*“{words}”* — {name}, {office}", id="italics"),
        pytest.param("“{words}”\n~ {name}, {office}", id="tilde below"),
        pytest.param("“{words}”\n{name}\n{office}", id="name and office in two lines"),
        pytest.param('"{words}"\nSigned: {name}, {office}', id="signed"),
        pytest.param('For the {body}:\n\n"{words}"\n\n{name}, {office}', id="apart"),
        pytest.param('For the {body}, its chair {name}:\n"{words}"', id="for a body"),
        pytest.param('Comment from {name}, {office}\n\n"{words}"', id="a heading"),
        pytest.param("Statement from {name}, {office}\n\n{words} We say so. We always did.", id="statements"),
    ],
)
def test_a_release_of_two_has_two_voices(read, form):
    """Each signs what he says, in whatever way, and neither says what the other does."""
    one = form.format(words=OPENS, name="Rosa Lind", office="Director of Ports", body="Harbour Board")
    other = form.format(
        words=f"{WARNED} We deny it.", name="Emil Tarn", office="Secretary", body="Dock Union"
    )
    if "Statement" not in form:
        one = f"Quay to reopen\n\nBoard and union settled on Monday.\n\n{one}"
    document = read(f"{one}\n\n{other}\n\nENDS\n")
    voiced = list_voiced(document)

    assert ["Rosa Lind", "Emil Tarn"] == [voice for voice, _ in voiced]
    assert OPENS in voiced[0][1]
    assert WARNED in voiced[1][1]


def test_the_first_paragraph_of_a_statement_may_end_with_a_note(read):
    """A footnote's mark behind the full stop makes it no heading."""
    head = "Statement by Rosa Lind, Director of Ports, on the crane"
    text = f"{head}\n\n3 March 2031\n\nWe asked for the log in January.[3]\n\nI will publish my findings in May.\n"

    assert ["Rosa Lind"] == [
        voice for voice, words in list_voiced(read(text)) if "We asked for the log" in words
    ]


def test_speakers_who_are_a_number_are_told_apart(read):
    """Also one who speaks but once; the numbered points of a list are none."""
    said = (
        "Speaker 1: I open the hearing.\nSpeaker 2: We were not warned.\nSpeaker 1: Will you publish the log?\n"
        "Speaker 2: I will.\nSpeaker 3: I have the names of 31 dead.\n"
    )
    plan = (
        "Phase 1: We clear the quay.\nPhase 2: We mend the crane.\nPhase 3: You will be told what it cost.\n"
    )

    assert ("Speaker 3", "I have the names of 31 dead.") in list_voiced(read(said))
    assert [] == list_voiced(read(f"The plan has parts, the board said.\n\n{plan}"))


def test_what_a_witness_answers_below_his_oath_is_his(read):
    """And no longer once another has spoken."""
    text = (
        "THE COURT: I ask you to be brief.\nTHE WITNESS: I will.\nQ. Were you warned?\nA. I was not warned.\n"
        "MR. DAHL: I thank you.\nTHE COURT: You may go on.\nQ. How many died?\nA. I know of nine.\n"
    )
    voiced = list_voiced(read(text))

    assert ("THE WITNESS", "I was not warned.") in voiced
    assert all("I know of nine." not in words for _, words in voiced)


def test_what_an_interviewer_says_between_questions_is_nobodys(read):
    """Neither hers who is interviewed nor a statement of his."""
    turns = [
        ("Jo Park", "Were you warned about the crane?"),
        ("Rosa Lind", "No. We received no letter."),
        ("Jo Park", "The union counts 31 dead."),
        ("Rosa Lind", "I know of nine."),
        ("Jo Park", "Will you resign?"),
        ("Rosa Lind", "I will not."),
    ]
    body = "".join(f"<p><strong>{who}</strong></p><p>{words}</p>" for who, words in turns)
    document = read(make_page(f"<p>Rosa Lind, director of ports, spoke to Jo Park.</p>{body}"), "a.html")

    assert [words for who, words in turns if who == "Rosa Lind"] == [
        words for _, words in list_voiced(document)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Am 03.03.2031 um 09:15 schrieb Rosa Lind <lind@ports.example>:",
        "Le lun. 3 mars 2031 à 09:15, Rosa Lind <lind@ports.example> a écrit :",
        "2031-03-03 9:15 GMT+01:00 Rosa Lind <lind@ports.example>:",
        "El lun, 3 mar 2031 a las 9:15, Rosa Lind (<lind@ports.example>) escribió:",
    ],
)
def test_a_quoted_mail_is_of_whom_the_line_above_names_in_any_language(read, line):
    """With the day that it gives."""
    head = "From: Emil Tarn <tarn@union.example>\nTo: Rosa Lind <lind@ports.example>\nDate: Tue, 4 Mar 2031\n"
    text = f"{head}Subject: Re: crane\n\nWe will strike.\n\n{line}\n> We were not warned.\n"
    document = read(text)
    told = [(document.text[slice(*block.voice)], block.day.edtf) for block in document.blocks if block.voice]

    assert [("Emil Tarn", "2031-03-04"), ("Rosa Lind", "2031-03-03")] == told


@pytest.mark.parametrize(
    ("between", "before"), [("\n2.\n", "1.\n"), ("\n=====\n\n", ""), ("\n* * *\n\n", "Search: crane\n\n")]
)
def test_an_export_whose_articles_begin_with_fields_is_parted(between, before):
    """Each has the title, outlet and day that its fields state."""
    one = f"Title: Quay to reopen\nSource: Norvik Courier\nDate: March 3, 2031\n\n{LEDE}\n"
    other = (
        "Title: Union counts 31\nSource: Elm Star\nDate: March 11, 2031\n\nThirty-one died, Emil Tarn said.\n"
    )
    data = f"{before}{one}{between}{other}".encode()
    source = Source("a.txt", data, hashlib.sha256(data).hexdigest(), "text/plain")
    documents = [make_document(part) for part in part_exports(source)]

    assert [("Norvik Courier", "2031-03-03"), ("Elm Star", "2031-03-11")] == [
        (document.outlet, document.published.edtf) for document in documents
    ]


def test_a_page_saved_as_one_file_has_the_address_and_day_noted_over_it(read):
    """As the browsers' addition SingleFile notes them."""
    note = (
        "<!--\n Page saved with SingleFile \n url: https://courier.example/q \n"
        " saved date: Wed Mar 05 2031 10:15:00 GMT+0000 (UTC)\n-->"
    )
    document = read(make_page(f"<p>{LEDE}</p>").replace("<head>", f"{note}<head>", 1), "a.html")

    assert ("https://courier.example/q", "../2031-03-06") == (document.url, document.published.edtf)


def test_rows_in_a_grid_of_signs_are_a_table(read):
    """The lines between them are none."""
    rule = "+---------------+------+\n"
    table = f"{rule}| Source        | Dead |\n{rule}| Harbour Board | 9    |\n{rule}| Dock Union    | 31   |\n{rule}"
    document = read(f"Report, 3 March 2031\n\n{LEDE}\n\n{table}")

    assert [("9", "Harbour Board"), ("31", "Dock Union")] == [
        (document.text[cell.start : cell.end], document.text[slice(*cell.voice)]) for cell in document.cells
    ]


@pytest.mark.parametrize(
    "note",
    [
        "* Due to an editing error, an earlier version of this story said that 90 had died.",
        "Note: This story has been updated to correct the number of dead, which it had as 90.",
        "On Monday we wrote that 90 had died. Nine did. We regret the error.",
    ],
)
def test_what_an_article_takes_back_is_nobodys(read, note):
    """In whatever words it does; what somebody else regrets is his."""
    below = "\n\n".join(
        (LEDE, "She denied that the board had been warned.", "Emil Tarn said that 31 had died.")
    )

    assert is_silent(read(f"Quay to reopen\n\n3 March 2031\n\n{below}\n\n{note}\n"), "90")
    regretted = "“That was wrong. We regret the error,” the mayor said."
    assert not is_silent(read(f"Quay to reopen\n\n3 March 2031\n\n{below}\n\n{regretted}\n"), "regret")


def test_words_struck_in_markup_of_pages_within_markdown_are_nobodys(read):
    """As with the signs of Markdown."""
    document = read(f"# Quay\n\n{LEDE}\n\nThe log is due on <del>Thursday</del> Friday.\n", "a.md")

    assert is_silent(document, "Thursday")
    assert [BlockKind.STRUCK] == [block.kind for block in document.blocks if block.kind is BlockKind.STRUCK]


@pytest.mark.parametrize(
    "offer", ["Register for free to continue reading", "Continue reading with a Courier subscription"]
)
def test_an_article_behind_an_offer_is_cut_short(read, offer):
    """Whatever the page wants for the rest."""
    page = make_page(
        f"<p>3 March 2031</p><p>{LEDE}</p><p>She denied that it had been</p><div><p>{offer}</p></div>"
    )

    assert (Flaw.CUT_SHORT,) == read(page, "a.html").flaws


def test_thousands_of_senders_are_each_told_from_the_others(read):
    """Also where all have one surname, or no two have."""
    letters = "abcdefghij"
    names = [f"{a.upper()}{b}{c}{d}" for a in "qwz" for b in letters for c in letters for d in letters[:9]]
    for form in ("{name} Holm", "Ana {name}"):
        sent = [f"[2031-03-13, 09:15] {form.format(name=name)}: I say so.\n" for name in names]
        document = read("".join(sent))
        assert [form.format(name=name) for name in names] == [voice for voice, _ in list_voiced(document)]


def test_runs_of_marks_are_no_words(read):
    """Thousands of them in a row, with spaces between or not, are nobody's."""
    for run in (">" * 9_000, "= " * 6_000):
        assert is_silent(read(f"{LEDE}\n\nThe log {run} is late.\n"), run.strip())


def test_a_message_is_of_its_sender_by_whatever_name_he_goes(read):
    """In small letters too; the lines of a log are nobody's."""
    chat = "[03.03.31, 09:15:02] rosa_l: The log is late.\n[03.03.31, 09:17:40] Emil Tarn: The union counts nine.\n"
    log = "[03.03.31, 09:15:02] error: The disk is full.\n[03.03.31, 09:17:40] warning: The disk was full.\n"

    assert ["rosa_l", "Emil Tarn"] == [voice for voice, _ in list_voiced(read(chat))]
    assert [] == list_voiced(read(log))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ref. 12/31 – Norvik, 3 March 2031", "2031-03-03"),
        ("(Published March 3, 2031)", "2031-03-03"),
        ("Release of the log at Norvik on 3 March 2031", "XXXX"),
    ],
)
def test_a_line_that_numbers_a_release_gives_its_day(read, line, day):
    """With the place, too; a headline gives none."""
    assert (
        day
        == read(
            f"Road to reopen\n\n{line}\n\nThe road will be open on Friday, the board said.\n"
        ).published.edtf
    )
