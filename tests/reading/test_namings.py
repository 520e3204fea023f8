"""Names that the text marks as somebody's."""

import pytest

from onrecord.model import Document
from onrecord.reading.namings.finding import find_namings
from onrecord.reading.parse import load_pipeline, parse_document
from onrecord.reading.tagger.model import load_tagger


def read(text):
    document = Document("document-1", "note.txt", "", text)
    return find_namings(document, parse_document(document, load_pipeline(), load_tagger())[0], ())


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "What Norland calls a special exercise, Sundland calls an invasion.",
            [("special exercise", "Norland"), ("invasion", "Sundland")],
        ),
        (
            "The government refers to the levy as a “harbour gift”; farmers have dubbed it the “bread tax”.",
            [("harbour gift", "The government"), ("bread tax", "farmers")],
        ),
        (
            "The so-called corridor, which the rebels call the “death road”, was shut.",
            [("corridor", None), ("death road", "the rebels")],
        ),
        (
            "Campaigners call it the “bedroom tax”, while ministers insist on the term “room subsidy”.",
            [("bedroom tax", "Campaigners"), ("room subsidy", "ministers")],
        ),
        (
            "The huts, known as “guest houses” by the ministry, are called “barracks” by Norland.",
            [("guest houses", "the ministry"), ("barracks", "Norland")],
        ),
    ],
)
def test_parallel_statements_set_names_against_each_other(text, names):
    """Whatever the pattern, two parties' names for one thing are rivals, each with its holder."""
    found = read(text)
    assert names == [(words(text, naming.name), words(text, naming.holder)) for naming in found]
    assert [1, 0] == [naming.rival for naming in found]


@pytest.mark.parametrize("text", ["", "She called on Norland to open the road.", "It is called off.", "“"])
def test_no_name_is_invented(text):
    """A call or a cancelled meeting names nothing."""
    assert () == read(text)


@pytest.mark.parametrize(
    ("text", "name", "holder"),
    [
        ("She quoted the ministry, which calls the huts rest homes.", None, None),
        ("The ministry calls the sites rest homes.", "rest homes", "The ministry"),
        ("Villagers call the six sites stone barns.", "stone barns", "Villagers"),
        ("The levy board uses the term “harbour gift”.", "harbour gift", "The levy board"),
        ("The miners refer to the sites as stone barns.", "stone barns", "The miners"),
    ],
)
def test_a_name_needs_no_quotation_marks(text, name, holder):
    """A plural after a thing that is pointed at is a name; what is no known thing is left alone."""
    found = [(words(text, naming.name), words(text, naming.holder)) for naming in read(text)]
    assert found == ([(name, holder)] if name else [])


def test_names_in_two_sentences_are_rivals():
    """'Them' in the next sentence is the thing named before."""
    text = "The board calls the sites rest homes. Villagers call them “stone barns”."
    first, second = read(text)
    assert ("rest homes", "stone barns") == (words(text, first.name), words(text, second.name))
    assert (1, 0) == (first.rival, second.rival)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor called the plan a “disaster for the town”, she said it was “sinister”.",
        "Her friends call her Bo.",
        "He called the minister a liar.",
        "The ferry was called off and the captain called them back.",
    ],
)
def test_an_opinion_or_a_nickname_is_no_rival_name(text):
    """What somebody thinks of a thing, and what friends call a person, sets no names against each other."""
    assert [] == [naming for naming in read(text) if naming.rival is not None]
