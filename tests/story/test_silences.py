"""Silences: who was asked and did not answer, kept apart from denials."""

import pytest

from onrecord.model import UNKNOWN, Act, Document
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell


def tell_of(text):
    """Return the record of one text."""
    return tell(
        [
            read_document(
                Document("d", "note.txt", "", text, published=UNKNOWN), load_pipeline(), load_tagger()
            )
        ]
    )


@pytest.mark.parametrize(
    ("text", "party", "words"),
    [
        ("Harbour minister Mia Rao declined to comment on the leak.", "Mia Rao", "declined to comment"),
        (
            "The Harbour Bank did not respond to a request for comment.",
            "Harbour Bank",
            "did not respond to a request for comment",
        ),
        ("Lena Holm could not be reached for comment.", "Lena Holm", "could not be reached for comment"),
        ("Asked about it, Ben Adeyemi declined to say whether he knew.", "Ben Adeyemi", "declined to say"),
        ("The Harbour Bank had no immediate comment.", "Harbour Bank", "had no immediate comment"),
    ],
)
def test_who_did_not_answer_is_kept_as_such(text, party, words):
    """The record names who was asked and the words that say so, and takes it for no denial."""
    record = tell_of(text)

    [silence] = record.silences

    assert words == silence.span.exact
    assert [party] == [actor.name for actor in record.actors if actor.id == silence.party]
    assert Act.DENY not in {statement.act for statement in record.statements}


@pytest.mark.parametrize(
    "text",
    [
        "Mia Rao declined to give a new date.",
        "The valve did not respond.",
        "Mia Rao denied the report.",
        "She did not return to Corran.",
    ],
)
def test_a_refusal_to_act_is_no_silence(text):
    """Who declines a thing, or fails to do one, was not asked for a word."""
    assert () == tell_of(text).silences
