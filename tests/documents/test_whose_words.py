"""Whose words documents hold that nothing but their layout gives to somebody: interviews, transcripts, mails."""

import pytest
from tests.documents.test_siblings import list_voiced

from onrecord.model import BlockKind

ASKED = ["Why did it flood?", "The rowers say that forty boats were lost.", "Will there be a report?"]
ANSWERED = [
    "I saw it from the tower.",
    "Nine boats were lost. I counted them.",
    "You will have it by 30 May.",
]


@pytest.mark.parametrize("label", ["M.H.: ", "MH: ", "Holt: ", "**M.H.:** ", "**Maren Holt:** "])
def test_an_interview_that_only_labels_its_answers_has_its_questions_above_them(read, label):
    """What goes on in a second paragraph is the answer's, and initials are those of whom the head names."""
    answers = [f"{label}{ANSWERED[0]}\n\nThe gate was open.", *(f"{label}{one}" for one in ANSWERED[1:])]
    turns = "\n\n".join(f"{one}\n\n{other}" for one, other in zip(ASKED, answers, strict=True))
    head = "“I was not asked”\n\n14 May 2031\n\nThe lock keeper, Maren Holt, speaks for the first time since April."
    document = read(f"{head}\n\n{turns}\n")

    voice = "Holt" if label == "Holt: " else "Maren Holt"
    assert [(voice, f"{ANSWERED[0]}\n\nThe gate was open."), *((voice, one) for one in ANSWERED[1:])] == [
        (who if who != "Maren Holt" else voice, words) for who, words in list_voiced(document)
    ]
    questions = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.QUESTION]
    assert ASKED == questions


def test_initials_that_two_names_have_are_spelled_out_as_neither(read):
    """The photographer may have them as well as whoever is interviewed."""
    turns = "\n\n".join(f"{one}\n\nM.H.: {other}" for one, other in zip(ASKED, ANSWERED, strict=True))
    document = read(f"The keeper, Maren Holt, speaks. Photographs: Milo Hart.\n\n{turns}\n")

    assert {"M.H."} == {who for who, _ in list_voiced(document)}


@pytest.mark.parametrize("asker", ["Reporter 2", "Unknown speaker", "Unidentified woman", "Journalist"])
def test_who_asks_in_a_transcript_that_a_program_wrote_is_on_record_with_nothing(read, asker):
    """Nor is any of his words the one's who spoke before, in however many paragraphs he puts it."""
    text = (
        "Ald. Brandt  00:00:04\nWe lost nine boats. We will publish the log.\n\n"
        f"{asker}  00:01:31\nthe rowers say forty.\nYou had their letter last week.\n\n"
        "Ald. Brandt  00:02:10\nI have seen no letter.\n\n"
        f"{asker}  00:02:40\n(inaudible) the key?\n\n"
        "Dr. Frisk  00:03:02\nWe treated nine people.\n"
    )
    document = read(text)

    told = [
        ("Ald. Brandt", "We lost nine boats. We will publish the log."),
        ("Ald. Brandt", "I have seen no letter."),
    ]
    assert [*told, ("Dr. Frisk", "We treated nine people.")] == list_voiced(document)


MAIL = (
    "From: {sender} <office@tarn.example>\nDate: Tue, 6 May 2031 09:00:00 +0000\n"
    "To: all@tarn.example\nSubject: {subject}\n\n{body}\n"
)
MESSAGE = (
    "Dear members,\n\nI am writing to you about the boat.\n\nIt has been said that we sold it. That is not true.\n\n"
    "I will put the log before you by 30 May.\n\n{closing}\n\nMaren\n\nDr Maren Holt\nDirector\nTarn Museum\n"
)


@pytest.mark.parametrize("closing", ["Best wishes,", "With my thanks to you all,", "With deep respect"])
@pytest.mark.parametrize("sender", ["Office of the Director", "Tarn Museum", "Members' Desk", "info"])
def test_a_message_that_an_office_sends_is_of_whoever_signs_it(read, sender, closing):
    """Neither the office nor the list speaks, and the signature is no part of what is said."""
    body = MESSAGE.format(closing=closing)
    [(who, words)] = list_voiced(read(MAIL.format(sender=sender, subject="The boat", body=body)))

    assert ("Dr Maren Holt", True) == (who, words.endswith("by 30 May."))


def test_a_mail_that_one_sends_for_another_is_the_others(read):
    """It says so at its foot; one that somebody sends in his own name stays his."""
    signed = MESSAGE.format(closing="Yours,")
    sent_for = MAIL.format(
        sender="Jo Park", subject="The boat", body=f"{signed}\nSent on behalf of Dr Holt by Jo Park."
    )
    own = MAIL.format(sender="Jo Park", subject="The boat", body=signed)

    assert ["Dr Maren Holt"] == [who for who, _ in list_voiced(read(sent_for))]
    assert ["Jo Park"] == [who for who, _ in list_voiced(read(own))]


def test_a_release_that_an_office_mails_gives_quotations_to_those_who_sign_them(read):
    """The press desk says none of it; of a body, whoever speaks for it in brackets says it."""
    body = (
        "Dear all,\n\nOur release is below.\n\nFERRY TO RUN AGAIN\n\nThe ferry is to run again, Tarn Port said.\n\n"
        "“We will run it by 1 June.”\n— Maren Holt, director\n\nComment from Ivo Brandt, chair of the rowers:\n\n"
        "“Nobody told us.”\n\nAnd from the Tarn Residents (spokeswoman Lena Frisk):\n\n“It is too late.”\n\n"
        "Notes to editors\nThe company was founded in 1911.\n"
    )
    document = read(MAIL.format(sender="Press desk", subject="Media release: ferry", body=body))

    said = [("Maren Holt", "We will run it by 1 June."), ("Ivo Brandt", "Nobody told us.")]
    assert [*said, ("Lena Frisk", "It is too late.")] == list_voiced(document)


@pytest.mark.parametrize(
    "line",
    [
        "**Flood desk – daily note, 14 May 2031**",
        "Flood desk - evening summary, 14 May 2031",
        "Port desk – handover note, 14 May 2031",
    ],
)
def test_a_desks_note_is_of_the_day_in_its_head(read, line):
    """The wires that it sums up are of the same day, and it says so before them."""
    document = read(
        f"{line}\n\nThe north quay is shut, the Harbour Board said on Wednesday, and the crane is broken.\n"
    )

    assert "2031-05-14" == document.published.edtf


@pytest.mark.parametrize("foot", ["141432 MAY 31", "141432 EAT MAY 31", "141432Z May 2031"])
def test_the_foot_of_a_wire_tells_its_day_whatever_its_zone(read, foot):
    """Day, hour and minute stand together, with a zone or none."""
    story = (
        "TARN, May 14 (Elmwire) - The north quay is shut, the Harbour Board said on Wednesday.\n\nIt rained."
    )
    assert "2031-05-14" == read(f"{story}\n{foot}\nNNNN\n").published.edtf
