"""Words cut by likelihood become phrases that can be printed by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Offsets
from onrecord.reading.parse import load_pipeline, parse
from onrecord.reading.phrases import complete_act, complete_phrase, keep_longest_sentence, leave_quotation
from onrecord.reading.sentences import cut_tokens

TEXT = (
    "The harbour board will hold a short hearing on the new quay by Friday. Its chairman asked the ferry companies "
    "to wait for the safety report. A two-week strike of 1,200 dockers would end with the signing of the accord."
)


@pytest.fixture(scope="module")
def doc():
    nlp = load_pipeline()
    return parse([cut_tokens(TEXT, nlp)], nlp)


def words(part: str) -> Offsets:
    return Offsets(TEXT.index(part), TEXT.index(part) + len(part))


def told(found: Offsets) -> str:
    return TEXT[slice(*found)]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("ferry companies to wait", "the ferry companies to wait"),
        ("chairman asked the", "Its chairman asked the ferry companies"),
        ("week strike", "A two-week strike"),
        ("200 dockers would end", "1,200 dockers would end"),
        ("would end with", "would end with the signing of the accord"),
        (". Its chairman asked", "Its chairman asked"),
        ("safety report.", "the safety report"),
    ],
)
def test_a_piece_is_completed_to_the_phrase_that_it_was_cut_from(doc, cut, whole):
    assert told(complete_phrase(doc, words(cut))) == whole


def test_an_act_has_its_verb_and_neither_the_auxiliary_before_it_nor_the_day_after_it(doc):
    around = words("will hold a short hearing on the new quay by Friday")
    due = words("by Friday")

    assert (
        told(complete_act(doc, words("short hearing on the"), around, due))
        == "hold a short hearing on the new quay"
    )
    assert told(complete_act(doc, words("will hold a short"), around, due)) == "hold a short hearing"
    assert (
        told(complete_act(doc, words("the new quay by"), around, due))
        == "hold a short hearing on the new quay"
    )


@pytest.mark.parametrize("office", ["the head of the harbour board", "who runs the ferry company"])
def test_an_act_begins_with_its_verb_and_not_within_who_does_it(office):
    """What is said of the doer between commas is no part of what he is to do."""
    text = f"Ada Lund, {office}, will visit the dry dock in May."
    nlp = load_pipeline()
    cut = Offsets(text.index(office), text.index(" in May"))

    found = complete_act(parse([cut_tokens(text, nlp)], nlp), cut, Offsets(0, len(text)))

    assert "visit the dry dock" == text[slice(*found)]


def test_words_of_two_sentences_are_those_of_the_one_that_holds_most(doc):
    assert told(keep_longest_sentence(doc, words("Friday. Its chairman asked"))).startswith("Its chairman")


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        (
            '"We know nothing of the letter," Lima said.',
            'know nothing of the letter," Lima',
            "know nothing of the letter",
        ),
        ("“I see none,” he said.", "I see none,”", "I see none"),
        ('She called it "a lie" and left.', 'called it "a lie"', 'called it "a lie"'),
        ('He denied that the "old gate" was sold.', 'the "old gate" was sold', 'the "old gate" was sold'),
    ],
)
def test_words_that_begin_in_a_quotation_end_with_it(text, cut, whole):
    """Who speaks is no part of what is said; what is quoted within the words stays."""
    nlp = load_pipeline()
    doc = parse([cut_tokens(text, nlp)], nlp)
    start = text.index(cut)

    assert whole == text[slice(*leave_quotation(doc, Offsets(start, start + len(cut))))]


def test_words_keep_the_not_that_turns_them_round():
    text = "He may speak to the harbour master, Lima said, but he did not."
    nlp = load_pipeline()
    doc = parse([cut_tokens(text, nlp)], nlp)

    found = complete_phrase(doc, Offsets(text.index("he did"), text.index(" not")))

    assert "he did not" == text[slice(*found)]


@given(st.data())
def test_a_phrase_is_never_empty_and_stays_within_the_sentences_of_its_words(data):
    nlp = load_pipeline()
    doc = parse([cut_tokens(TEXT, nlp)], nlp)
    start = data.draw(st.integers(0, len(TEXT) - 2))
    end = data.draw(st.integers(start + 1, len(TEXT) - 1))
    found = complete_phrase(doc, Offsets(start, end))

    assert 0 <= found.start < found.end <= len(TEXT)
    ends = [TEXT.index("Friday.") + 7, TEXT.index("report.") + 7, len(TEXT)]
    first = max([0, *(e for e in ends if e <= start)])
    last = min(e for e in ends if e >= end)
    assert first <= found.start
    assert found.end <= last
