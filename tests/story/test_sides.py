"""Whom somebody belongs to: a spokesman to the body he speaks for, an office to whoever holds it."""

import pytest
from msgspec.structs import replace

from onrecord.story.actors import link_actors
from onrecord.story.sides import Sides


def describe(reading, name, *titles, part_of=None):
    """Return a reading in which the text ties titles to a name, or tells whose it is."""
    of = next((place for place, chain in enumerate(reading.chains) if chain.name == part_of), None)
    chains = (
        replace(chain, titles=titles, part_of=of) if chain.name == name else chain for chain in reading.chains
    )
    return replace(reading, chains=tuple(chains))


def name_sides(reading, name):
    """Return the names of those to whom somebody belongs."""
    cast = link_actors([reading])
    [actor] = cast.by_name[name]
    return sorted(cast.by_id[one].name for one in Sides([reading], cast).find(actor))


TOLD = (
    "[The Lund Harbour Board|organisation source] [said|cue] [the quay was shut|content]. "
    "[Tom Lee|person source] [said|cue] [the crane was safe|content]."
)


@pytest.mark.parametrize(
    "title", ["head of the Lund Harbour Board", "The board’s spokesman", "board director"]
)
def test_a_title_tells_to_which_body_somebody_belongs(read_marked, title):
    """By its name, or by a word of it where the document tells of one such body."""
    reading = describe(read_marked(TOLD), "Tom Lee", title)

    assert ["Lund Harbour Board", "Tom Lee"] == name_sides(reading, "Tom Lee")


@pytest.mark.parametrize("title", ["the surgeon", "head of the Oresk Harbour Bank", "his spokesman"])
def test_a_title_that_names_no_body_of_the_story_tells_nothing(read_marked, title):
    """Nobody is given to a body that his title does not name."""
    reading = describe(read_marked(TOLD), "Tom Lee", title)

    assert ["Tom Lee"] == name_sides(reading, "Tom Lee")


def test_where_two_bodies_can_be_meant_none_is(read_marked):
    """'The board’s spokesman' is nobody's where the document tells of two boards."""
    told = f"{TOLD} [The Oresk Water Board|organisation source] [said|cue] [the mains were dry|content]."
    reading = describe(read_marked(told), "Tom Lee", "The board’s spokesman")

    assert ["Tom Lee"] == name_sides(reading, "Tom Lee")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Lund Resettlement Commission", "Deputy Commissioner"),
        ("Ministry of Ports", "minister for ports"),
        ("Lund Town Council", "Councillor"),
    ],
)
def test_an_office_is_of_the_body_from_whose_name_it_has_its_own(read_marked, body, title):
    """A commissioner is of the commission that the document tells of."""
    told = TOLD.replace("Lund Harbour Board", body)
    reading = describe(read_marked(told), "Tom Lee", title)

    assert sorted([body, "Tom Lee"]) == name_sides(reading, "Tom Lee")


def test_an_office_that_two_bodies_could_have_is_of_neither(read_marked):
    """Of two commissions a commissioner may be of either."""
    told = f"{TOLD} [The Oresk Water Commission|organisation source] [said|cue] [the mains were dry|content]."
    reading = describe(
        read_marked(told.replace("Harbour Board", "Ports Commission")), "Tom Lee", "Deputy Commissioner"
    )

    assert ["Tom Lee"] == name_sides(reading, "Tom Lee")


def test_what_belongs_to_somebody_belongs_to_his_body_too(read_marked):
    """An office is its holder's, and the body's of which that one is."""
    told = f"{TOLD} [Lee’s bureau|organisation source] [said|cue] [the gate was open|content]."
    reading = describe(read_marked(told), "Tom Lee", "head of the Lund Harbour Board")
    reading = replace(
        reading,
        chains=tuple(
            replace(chain, part_of=next(n for n, one in enumerate(reading.chains) if one.name == "Tom Lee"))
            if "bureau" in chain.name
            else chain
            for chain in reading.chains
        ),
    )
    cast = link_actors([reading])
    place = next(n for n, chain in enumerate(reading.chains) if "bureau" in chain.name)

    sides = Sides([reading], cast).find_unnamed(reading, place)

    assert ["Lund Harbour Board", "Tom Lee"] == sorted(cast.by_id[one].name for one in sides)


def test_nobody_belongs_to_nobody(read_marked):
    """Where no party is known, there is no side."""
    reading = read_marked(TOLD)
    sides = Sides([reading], link_actors([reading]))

    assert frozenset() == sides.find(None)
    assert frozenset() == sides.find_unnamed(reading, None)
