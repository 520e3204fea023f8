"""What one sentence announces twice is parted, each act with its own day, and side clauses are no acts."""

import hashlib
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotations import FrameKind
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.model import Basis, Document, Offsets, when
from onrecord.reading.clauses import find_main_act, part_clauses, part_sentences, reach_subject
from onrecord.reading.parse import load_pipeline, parse
from onrecord.reading.reader import read_document
from onrecord.reading.sentences import cut_tokens
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell

DAY = when(date(2031, 5, 15), date(2031, 5, 15), Basis.METADATA)


def parsed(text: str):
    nlp = load_pipeline()
    return parse([cut_tokens(text, nlp)], nlp)


def transcript(text: str) -> Document:
    data = text.encode()
    return make_document(Source("turns.txt", data, hashlib.sha256(data).hexdigest(), "text/plain"))


def place(text: str, part: str) -> Offsets:
    return Offsets(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("text", "times", "parts"),
    [
        (
            "The board will repair the quay by June and the crews will get new boats in August.",
            ["by June", "in August"],
            ["The board will repair the quay by June and ", "the crews will get new boats in August."],
        ),
        (
            "The board will open the gate on Friday and publish the log in June.",
            ["on Friday", "in June"],
            ["The board will open the gate on Friday and ", "publish the log in June."],
        ),
        ("The board will meet and vote on Friday.", ["on Friday"], []),
        ("The board will open the north gate and the south gate in June.", ["in June"], []),
    ],
)
def test_joined_clauses_are_parted_where_each_has_a_day_or_a_subject(text, times, parts):
    """Two verbs with one day are one announcement."""
    doc = parsed(text)

    found = part_clauses(doc, Offsets(0, len(text)), [place(text, time) for time in times])

    assert parts == [text[slice(*clause.words)] for clause in found]


THREE = "The board will open the gate on Friday and it will publish the log in June, but no road will open."


@pytest.fixture(scope="module")
def three():
    return parsed(THREE)


@settings(deadline=None)
@given(start=st.integers(0, len(THREE) - 1), length=st.integers(1, len(THREE)))
def test_clauses_cover_the_words_and_overlap_nowhere(three, start, length):
    """Nothing is lost or told twice, whatever words are asked for."""
    words = Offsets(start, min(start + length, len(THREE)))
    found = [clause.words for clause in part_clauses(three, words, [place(THREE, "on Friday")])]

    if found:
        assert words == Offsets(found[0].start, found[-1].end)
        assert all(one.end == other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "act", "main"),
    [
        ("The board will publish the names if the owners agree.", "the owners agree", "publish the names"),
        ("The crews will dig a canal because the lake rises.", "the lake rises", "dig a canal"),
        ("The crews will dig a canal because the lake rises.", "dig a canal", None),
    ],
)
def test_a_condition_is_no_act(text, act, main):
    """The verb that it hangs on is."""
    found = find_main_act(parsed(text), place(text, act), Offsets(0, len(text)))

    assert main == (None if found is None else text[slice(*found)])


@pytest.mark.parametrize(
    ("text", "act", "whole"),
    [
        ("No fee will be paid before May.", "be paid", "No fee will be paid"),
        ("The board will pay the fee.", "pay the fee", "pay the fee"),
        ("They will be paid.", "paid", "paid"),
    ],
)
def test_an_act_in_the_passive_says_what_is_done(text, act, whole):
    """'Be paid' alone names nothing."""
    assert whole == text[slice(*reach_subject(parsed(text), place(text, act), Offsets(0, len(text))))]


def read(text: str):
    return read_document(Document("d", "d.txt", "", text, published=DAY), load_pipeline(), load_tagger())


def test_two_promises_of_one_sentence_are_two_commitments():
    """Neither moves the day of the other."""
    text = (
        "“We will have a second pump in place by the end of June, and the farmers will get their money next week,” "
        "said Ana Lima, the head of the water board."
    )

    ends = {commitment.versions[0].due.latest for commitment in tell([read(text)]).commitments}

    assert {date(2031, 6, 30), date(2031, 5, 25)} == ends


def test_a_day_of_another_sentence_is_not_that_of_an_act():
    """'I will show them in court' has no day, whatever the next paragraph says."""
    text = (
        "“We have the letters,” said Ana Lima. “I will show all of them in court.”\n\n"
        "The water board will meet again in June."
    )
    reading = read(text)

    days = {
        text[slice(*frame.words)]: frame.due
        for frame in reading.frames
        if frame.kind is FrameKind.ANNOUNCEMENT and "show" in text[slice(*frame.words)]
    }

    assert {None} == {*days.values()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The board will pave every lane by the end of June. Buses will stop here on Sunday.",
            {"pave every lane": date(2031, 6, 30), "stop here": date(2031, 5, 18)},
        ),
        (
            "The board will pave every lane. Buses will stop here on Sunday. We will sell the mill in June.",
            {"stop here": date(2031, 5, 18), "sell the mill": date(2031, 6, 30)},
        ),
    ],
)
def test_each_sentence_of_a_turn_announces_for_itself(text, told):
    """An act and its day stand in one sentence, so that no promise takes the day of the next."""
    document = transcript(f"Hearing\n\n15 May 2031\n\nMS. LIMA: {text}\n\nTHE CHAIR: Thank you.\n")

    record = tell([read_document(document, load_pipeline(), load_tagger())])

    dated = [item for item in record.commitments if item.versions[0].due.latest]
    assert len(told) == len(dated)
    for act, day in told.items():
        [one] = [item for item in dated if act in item.action]
        assert [day] == [version.due.latest for version in one.versions]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The three mills will not be sold before the middle of August.", False),
        ("The three mills will be sold by the middle of August.", True),
    ],
)
def test_words_that_say_the_contrary_without_their_day_do_not_name_an_act(text, named):
    """What is not done before a day is done then: 'the mills will not be sold' is not what was announced."""
    document = transcript(f"Hearing\n\n15 May 2031\n\nMS. LIMA: {text}\n\nTHE CHAIR: Thank you.\n")

    [sale] = tell([read_document(document, load_pipeline(), load_tagger())]).commitments

    assert named == (sale.action_worth is not None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It will open in May. It will shut in June.", ["It will open in May.", "It will shut in June."]),
        ("Mr. Rao will open it in May.", ["Mr. Rao will open it in May."]),
    ],
)
def test_words_are_parted_where_a_mark_ends_a_sentence(text, parts):
    """And nowhere else."""
    found = part_sentences(parsed(text), Offsets(0, len(text)))

    assert parts == [text[slice(*clause.words)] for clause in found]
