"""Names that the text marks as somebody's."""

import pytest

from onrecord.model import Document
from onrecord.reading.namings import find_namings
from onrecord.reading.parse import load_pipeline, parse


def read(text):
    document = Document("document-1", "note.txt", "", text)
    return find_namings(document, parse(document, load_pipeline()), ())


def words(text, offsets):
    return text[offsets.start : offsets.end] if offsets else None


def test_two_names_for_one_thing_are_rivals():
    """'Houses that X calls “A” and Y describe as “B”' sets A against B, each with its holder."""
    text = "They live in houses that the ministry calls “rest homes” and villagers describe as “barracks”."
    first, second = read(text)
    assert ("rest homes", "the ministry") == (words(text, first.name), words(text, first.holder))
    assert ("barracks", "villagers") == (words(text, second.name), words(text, second.holder))
    assert (1, 0) == (first.rival, second.rival)


@pytest.mark.parametrize(
    ("text", "name", "holder"),
    [
        ("The wall was later confirmed by Norland as a “peace fence”.", "peace fence", "Norland"),
        ("Norland says the buildings are rest homes for workers.", "rest homes", "Norland"),
        ("He crossed the so-called “green line” at night.", "green line", None),
    ],
)
def test_a_name_has_its_holder(text, name, holder):
    """The agent, the speaker or nobody uses the name."""
    [found] = read(text)
    assert (name, holder) == (words(text, found.name), words(text, found.holder))


@pytest.mark.parametrize("text", ["", "She called on Norland to open the road.", "It is called off.", "“"])
def test_no_name_is_invented(text):
    """A call or a cancelled meeting names nothing."""
    assert () == read(text)
