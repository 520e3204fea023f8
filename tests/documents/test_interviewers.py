"""Interviews and press conferences: who asks, and who answers."""

import pytest
from tests.documents.test_siblings import list_voiced

ASKED = (
    ("How many sails were torn?", "We counted 14 sails. I have them all in the barn."),
    ("Who left the brake off?", "I will not name the boy. He is twelve."),
    ("The guild says that 40 sails were torn.", "I deny that. My barn is not that large."),
)
TERMS = "<dl>" + "".join(f"<dt>{one}</dt><dd>{other}</dd>" for one, other in ASKED) + "</dl>"
BOLD = "".join(f"<p><b>{one}</b></p><p>{other}</p>" for one, other in ASKED)


@pytest.mark.parametrize(
    ("title", "credit"),
    [
        ("“Sails are for the wind”: Ottla Brenn answers", "Monday, 3 March 2031. Interview: Ivo Tarn"),
        ("Ottla Brenn on torn sails", "Interview and photos: Ivo Tarn"),
        ("Five questions for Ottla Brenn", "Asking the questions: Ivo Tarn"),
    ],
)
@pytest.mark.parametrize("body", [TERMS, BOLD], ids=["terms", "bold"])
def test_answers_are_of_whom_the_title_names_and_not_of_whoever_asked(read, title, credit, body):
    """Whose interview it is stands in a line of its own, and is no answer's name."""
    page = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{credit}</p>{body}</article></body></html>"
    )

    assert [("Ottla Brenn", answer) for _, answer in ASKED] == list_voiced(read(page, "a.html"))


def test_questions_of_reporters_who_are_named_are_nobodys(read):
    """However the label says that it heads a question, and though its reporter asks but once."""
    answer = "SPOKESWOMAN BRENN: I do not comment on that.\n\n"
    labels = ("QUESTION TARN", "SUPPLEMENTARY QUESTION LIND", "QUESTION from Mr MOSS (Varrow Courier)")
    turns = "".join(f"{label}: When will the mill turn?\n\n{answer}" for label in labels)

    voices = {voice for voice, _ in list_voiced(read(f"PRESS CONFERENCE\n\n{answer}{turns}"))}

    assert {"SPOKESWOMAN BRENN"} == voices


def test_of_two_whom_a_head_names_the_one_who_asks_is_nobody(read):
    """What he tells between his questions is no more on record than they are."""
    turns = "".join(f"Tarn: {one}\nBrenn: {other}\n" for one, other in ASKED)

    document = read(f"A conversation between Ivo Tarn and Ottla Brenn\n\n{turns}")

    assert {"Brenn"} == {voice for voice, _ in list_voiced(document)}


def test_whoever_is_named_behind_a_role_and_asks_nothing_speaks_for_himself(read):
    """A delegate moves, and is no reporter who asks."""
    told = (
        "Delegate Ana Lima: I move that the gate be shut.\n\nChair Jo Park: I agree with you.\n\n"
        "Delegate Ana Lima: I thank the chair.\n\nChair Jo Park: We vote now.\n"
    )

    assert "I move that the gate be shut." in [
        words for voice, words in list_voiced(read(told)) if "Ana Lima" in voice
    ]
