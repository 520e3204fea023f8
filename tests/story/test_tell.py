"""A record as of a day knows nothing published later, and the order of documents changes nothing."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.story.tell import tell

TEXTS = {
    "2024-03-04": "[Anna Brandt|person source], the minister, [said|cue] on Monday that [the ferry inquiry would "
    "be [published|act=publish:ferry,inquiry] [by the end of April|due]|content commit announcement].",
    "2024-05-06": "[The [ferry inquiry will be published|act=publish:ferry,inquiry] [in June|due]|content commit "
    "announcement .8], harbour minister [Anna Brandt|person source] [said|cue] on Monday. "
    "[[Ben Adeyemi|person]|party] [may demand [an apology|act]|term .3].",
    "2024-07-01": "[Brandt|person=Anna_Brandt source] [denied|cue] on Monday that [the inquiry into the ferry had been "
    "held back|content deny denial]. It will [now be [published|act=publish:inquiry] [by the end of the year|due]"
    "|content commit announcement], [she|person=Anna_Brandt source] [said|cue].",
}


@pytest.fixture(scope="module")
def readings(read_marked):
    """The readings of three invented articles of three days."""
    return [read_marked(marked, day, outlet="Harbour Post") for day, marked in TEXTS.items()]


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


def test_every_kind_of_line_carries_its_probability(readings):
    """Statements, their acts, versions, denials and candidates say how sure they are."""
    record = tell(readings)

    assert {0.9} == {item.probability for item in record.statements}
    assert {0.9} == {item.act_probability for item in record.statements}
    versions = [version for item in record.commitments for version in item.versions]
    assert [0.8, 0.9, 0.9] == sorted(version.probability for version in versions)
    assert [0.9] == [item.probability for item in record.denials]
    assert [0.3] == [item.probability for item in record.candidates]


def test_what_is_likely_not_said_is_no_statement(read_marked):
    """An attribution below the threshold waits as a candidate, and nothing rests on it as said."""
    marked = (
        "[Anna Brandt|person source] [may have said|cue] [the [gate would open|act] [in May|due]"
        "|content assert .3 announcement]."
    )

    record = tell([read_marked(marked, "2024-03-04")])

    [commitment] = record.commitments
    assert () == record.statements
    assert (None, None, None) == (
        commitment.party,
        commitment.versions[0].by,
        commitment.versions[0].statement,
    )
    [actor] = record.actors
    assert [("statement", actor.id, 0.3)] == [
        (item.kind, item.party, item.probability) for item in record.candidates
    ]


def test_nothing_told_of_nothing():
    """A pile in which nothing could be read gives a record that says so, with no day."""
    record = tell([])
    assert (None, (), ()) == (record.as_of, record.documents, record.statements)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Last month", ("2024-02-01", "2024-02-29")),
        ("Next month", ("2024-03-04", "2024-03-04")),
        ("In the coming week", ("2024-03-04", "2024-03-04")),
        ("This month", ("2024-03-01", "2024-03-04")),
    ],
)
def test_a_day_yet_to_come_is_no_day_of_saying(read_marked, words, said):
    """'Next month the office plans to' tells of the plan; it was told by the day of the document."""
    marked = f"[{words}|due] the [office|organisation source] [says|cue] [the gate is safe|content assert]."
    reading = read_marked(marked, "2024-03-04")
    attributions = [replace(one, said=0) for one in reading.attributions]

    [statement] = tell([replace(reading, attributions=tuple(attributions))]).statements

    assert said == (str(statement.said_on.earliest), str(statement.said_on.latest))
