"""A statement that something will not be done until another thing is sets a term, however little the reader is sure."""

from datetime import date

import pytest

from onrecord.model import Basis, Document, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell

DAY = when(date(2031, 3, 4), date(2031, 3, 4), Basis.METADATA)


def tell_text(text):
    document = Document("document-1", "a.txt", "", text, published=DAY)
    return tell([read_document(document, load_pipeline(), load_tagger())])


@pytest.mark.parametrize(
    ("text", "party", "about"),
    [
        (
            "Vera Aldous said that she would not set foot in the mill until her tools had been given back.",
            "Vera Aldous",
            "her tools had been given back",
        ),
        (
            '"We will pay no rent until the roof is mended," the tenants\' leader, Ben Oakes, said.',
            "Ben Oakes",
            "the roof is mended",
        ),
        (
            '"No child will go back to the playground until the spray has been named," Vera Aldous said.',
            "Vera Aldous",
            "the spray has been named",
        ),
    ],
)
def test_what_has_to_be_done_first_is_required(text, party, about):
    """Whoever says it requires it, and of the words those are told that say what."""
    record = tell_text(text)
    names = {actor.id: actor.name for actor in record.actors}

    assert [(party, about)] == [(names[term.party], term.about) for term in record.terms]


@pytest.mark.parametrize(
    "text",
    [
        "The manager, Ben Oakes, said that the bank would not open until Monday.",
        "Ines Falk said that nobody had known of the leak until the divers told them.",
        "The ferry did not sail until the fog had lifted, Ines Falk said.",
    ],
)
def test_what_only_came_later_is_not(text):
    """A day is no condition, and what is past requires nothing."""
    assert () == tell_text(text).terms


def test_a_day_that_is_refused_is_not_the_day():
    """The one in its place is."""
    record = tell_text(
        "The report will not appear on 15 May but at the end of June, Jon Telfer, who speaks for the ministry, said."
    )

    [commitment] = record.commitments
    assert [date(2031, 6, 30)] == [version.due.latest for version in commitment.versions]
