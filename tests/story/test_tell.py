"""A record as of a day knows nothing published later, and the order of documents changes nothing."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Basis, Document, identify, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell

TEXTS = {
    date(
        2024, 3, 4
    ): "Anna Brandt, the harbour minister, said on Monday that the ferry inquiry would be published by "
    "the end of April. At least 40 people died when the ferry sank.",
    date(
        2024, 5, 6
    ): "The ferry inquiry will be published in June, harbour minister Anna Brandt said on Monday. "
    "The union said 60 people died when the ferry sank.",
    date(
        2024, 7, 1
    ): "Brandt denied on Monday that the inquiry into the ferry had been held back. It will now be "
    "published by the end of the year, she said.",
}


def make_readings():
    """The readings of three invented articles of three days."""
    documents = [
        Document(
            identify("document", day),
            f"{day}.txt",
            "0" * 64,
            text,
            outlet="Harbour Post",
            published=when(day, day, Basis.METADATA),
        )
        for day, text in TEXTS.items()
    ]
    return [read_document(document, load_pipeline(), load_tagger()) for document in documents]


@pytest.fixture(scope="module")
def readings():
    """Read once: reading is a function of one document alone."""
    return make_readings()


@pytest.mark.parametrize("day", [date(2024, 3, 4), date(2024, 5, 31), date(2024, 6, 30)])
def test_a_later_document_never_changes_what_was_known(readings, day):
    """The record as of a day is the same whether or not later documents are in the pile."""
    until = [reading for reading in readings if reading.document.published.latest <= day]

    assert tell(until, as_of=day) == tell(readings, as_of=day)


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(len(TEXTS))))
def test_the_order_of_documents_changes_nothing(readings, order):
    """Two folders that list the same files differently give the same bytes."""
    told = tell([readings[index] for index in order])

    assert msgspec.json.encode(tell(readings)) == msgspec.json.encode(told)


def test_the_record_is_as_of_the_latest_document(readings):
    """Without a day asked for, the record is as of the last day any document was published."""
    assert date(2024, 7, 1) == tell(readings).as_of


def test_nothing_told_of_nothing():
    """A pile in which nothing could be read gives a record that says so, with no day."""
    record = tell([])
    assert (None, (), ()) == (record.as_of, record.documents, record.statements)
