"""The act of an announcement is worded by a whole phrase of its sentence."""

import re

import numpy as np
import pytest

from onrecord.annotations import Frame, FrameKind
from onrecord.model import Offsets
from onrecord.reading.parse import load_pipeline, parse
from onrecord.reading.sentences import cut_tokens
from onrecord.reading.tagger.frames import Words
from onrecord.reading.wording import Chosen, word_act


def word(text: str, words: str, act: str, due: str) -> str:
    """Return how an act is worded whose words the reader is sure of, and of no others."""
    return " ".join(text[slice(*piece)] for piece in choose(text, words, act, due).pieces)


def choose(text: str, words: str, act: str, due: str) -> Chosen:
    """Return the words of such an act, and their worth."""
    nlp = load_pipeline()
    doc = parse([cut_tokens(text, nlp)], nlp)

    def find(part: str) -> Offsets:
        return Offsets(text.index(part), text.index(part) + len(part))

    places = tuple(Offsets(token.idx, token.idx + len(token)) for token in doc)
    chances = np.full((len(places), 3), 0.05, dtype=np.float32)
    for role, part in ((1, act), (2, due)):
        chances[[find(part).covers(place) for place in places], role] = 0.9
    frame = Frame(FrameKind.ANNOUNCEMENT, find(words), 0.9, act=find(act), due=0, due_words=find(due))
    chosen = word_act(doc, frame, Words(places, chances))
    assert chosen is not None
    return chosen


@pytest.mark.parametrize(
    ("text", "words", "act", "due", "worded"),
    [
        pytest.param(
            "The council said the mill would hold a hearing on Friday in Sellby to go over the lack of clerks.",
            "the mill would hold a hearing on Friday in Sellby to go over",
            "hold a hearing on Friday in Sellby to go over the lack of clerks",
            "Friday",
            "hold a hearing in Sellby to go over the lack of clerks",
            id="a day in the middle goes, and the phrase goes on behind it",
        ),
        pytest.param(
            "The harbour board is expected to vote on the new quay on Tuesday.",
            "The harbour board is expected to vote on the new quay on Tuesday",
            "The harbour board is expected to vote on the",
            "Tuesday",
            "vote on the new quay",
            id="who acts and what only leads to the act go",
        ),
        pytest.param(
            "Anger grew over the licences of the ferry, which are due to expire in June.",
            "the ferry, which are due to expire in June",
            "the ferry, which are due to expire",
            "June",
            "the ferry to expire",
            id="a thing that nobody is said to act on is named with what becomes of it",
        ),
        pytest.param(
            "The three mills will be sold by the middle of August.",
            "The three mills will be sold by the middle of August",
            "The three mills will be sold",
            "by the middle of August",
            "The three mills will be sold",
            id="a day is not who does it",
        ),
        pytest.param(
            "The report on the flood will be published by the end of March.",
            "be published by the end of March",
            "be published",
            "by the end of March",
            "The report on the flood will be published",
            id="a passive has what it is done to",
        ),
        pytest.param(
            "The ferry line won't sell its pier before May.",
            "won't sell its pier before May",
            "sell its pier",
            "before May",
            "n't sell its pier",
            id="what says the contrary stays",
        ),
    ],
)
def test_the_act_is_worded_by_a_whole_phrase(text, words, act, due, worded):
    assert word(text, words, act, due) == worded


@pytest.mark.parametrize(
    ("deed", "thing"),
    [
        ("visit the valley", "a valley with seven villages"),
        ("hold a hearing", "the harbour budget"),
    ],
)
def test_a_thing_or_what_was_done_names_no_act_to_come(deed, thing):
    """A heading that quotes a noun, or a deed that is done, would not say what is to be done."""
    to_come = choose(f"Tarn plans to {deed} in May.", f"plans to {deed} in May", deed, "in May")
    noun = choose(f"Tarn spoke of {thing} for May.", f"{thing} for May", thing, "for May")
    done = choose(
        f"Tarn postponed {thing} to May.", f"postponed {thing} to May", f"postponed {thing}", "to May"
    )

    assert to_come.worth > 1.5 * max(noun.worth, done.worth)


def test_a_preposition_whose_noun_is_left_out_goes_too():
    """As where the noun is read as who acts: 'the sinking of the ferry Lastra would be …'."""
    text = "She promised that the report of the inquiry into the sinking of the ferry Lastra would be read in May."

    told = word(
        text,
        text[len("She promised that ") : -1],
        text[len("She promised that ") : -len(" in May.")],
        "in May",
    )

    assert not re.search(r"\bof would\b", told)


def test_no_phrase_is_worded_where_the_words_hold_none():
    text = "By then, and not before."
    nlp = load_pipeline()
    doc = parse([cut_tokens(text, nlp)], nlp)
    places = tuple(Offsets(token.idx, token.idx + len(token)) for token in doc)
    roles = Words(places, np.zeros((len(places), 3), dtype=np.float32))

    assert word_act(doc, Frame(FrameKind.ANNOUNCEMENT, Offsets(0, 7), 0.9), roles) is None


def test_what_hangs_on_a_word_of_another_sentence_is_passed_over():
    """As in a sentence without an end that was cut: every part of it is read, and worded by its own words."""
    names, days = (
        ("Ottla Brenn", "the guild", "Jo Tarn", "the council"),
        ("Friday", "3 May", "Monday", "9 May"),
    )
    clauses = [
        f"the report, which {names[place // 2 % 4]} said would (be published on {days[place * 2 // 3 % 4]}"
        for place in range(38)
    ]
    nlp = load_pipeline()
    doc = parse([cut_tokens(f"The guild will read {' '.join(clauses)}.", nlp)], nlp)
    places = tuple(Offsets(token.idx, token.idx + len(token)) for token in doc)
    roles = Words(places, np.full((len(places), 3), 0.05, dtype=np.float32))
    assert any(token.head not in sentence for sentence in doc.sents for token in sentence)

    for sentence in doc.sents:
        whole = Offsets(sentence.start_char, sentence.end_char)
        chosen = word_act(doc, Frame(FrameKind.ANNOUNCEMENT, whole, 0.9, act=whole), roles)
        assert all(whole.covers(piece) for piece in (chosen.pieces if chosen else ()))
