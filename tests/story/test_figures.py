"""Values of several documents for one quantity."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotations import Reading
from onrecord.model import Actor, ActorType, Basis, Document, Relation, when
from onrecord.reading.figures.finding import find_figures
from onrecord.reading.parse import find_sentences, load_pipeline, parse
from onrecord.story.actors import Cast
from onrecord.story.figures import group_figures
from onrecord.story.interval import overlap, relate
from onrecord.story.origins import Origins
from onrecord.story.statements import Statements


def group(*texts, days=()):
    readings = []
    for number, text in enumerate(texts):
        day = date(2020, 1, days[number]) if days else date(2020, 1, 1)
        published = when(day, day, Basis.METADATA)
        document = Document(f"document-{number}", f"{number}.txt", "", text, published=published)
        doc = parse(document, load_pipeline())
        readings.append(Reading(document, find_sentences(doc), figures=find_figures(document, doc, (), ())))
    return group_figures(readings, Cast((), {}, {}), Statements((), {}), Origins(readings, (), {}))


def exact(figure):
    return [value.span.exact for value in figure.values]


def test_different_words_for_one_quantity_stand_together():
    """Held, interned, incarcerated: values for the same people stand together, in tension where approximate."""
    [figure] = group(
        "At least 6,000 strikers are held in barracks.",
        "Nearly 9,000 strikers remain in detention.",
        "Some 6,500 strikers were detained in barracks.",
    )
    assert 3 == len(figure.values)
    assert Relation.TENSION is figure.relation


def test_an_open_and_a_closed_value_that_overlap_agree():
    """'At least 6,000' and 'nearly 9,000' agree."""
    [figure] = group(
        "At least 6,000 strikers are held in barracks.", "Nearly 9,000 strikers remain in detention."
    )
    assert Relation.AGREE is figure.relation


def test_two_letters_stand_apart():
    """Villages that wrote to one addressee are not the villages that wrote to another."""
    figures = group(
        "41 villages signed a petition to the water board.",
        "More than 50 villages urged the railway to reopen the line.",
    )
    assert [1, 1] == [len(figure.values) for figure in figures]


def test_exact_tolls_of_one_day_contradict():
    """Two exact death tolls for the same day can't both be right."""
    [figure] = group("The fire killed 19 people.", "The fire killed 230 people.")
    assert Relation.CONTRADICT is figure.relation


def test_a_later_higher_toll_is_an_update():
    """A toll that rose between two days is no contradiction."""
    [figure] = group("The fire killed 19 people.", "The fire killed 47 people.", days=(3, 5))
    assert (2, Relation.AGREE) == (len(figure.values), figure.relation)


def test_a_later_lower_toll_is_disputed():
    """A toll does not fall by itself."""
    [figure] = group("The fire killed 47 people.", "The fire killed 19 people.", days=(3, 5))
    assert Relation.CONTRADICT is figure.relation


def test_two_indicators_with_one_number_stand_apart():
    """Forty killed and forty injured are two quantities."""
    figures = group("The blast killed 40 people.", "The blast injured 40 people.")
    assert [1, 1] == [len(figure.values) for figure in figures]


def test_percent_and_percentage_points_stand_apart():
    """A rise of 5 percent is not a rise of 5 percentage points."""
    figures = group("Rents in the city rose by 5 percent.", "Rents in the city rose by 5 percentage points.")
    assert {"percent", "percentage points"} == {figure.unit for figure in figures}


def test_tolls_of_two_occasions_stand_apart():
    """The dead of two storms are not compared."""
    figures = group("Cyclone Ada killed 31 people.", "Cyclone Bruno killed 800 people.")
    assert [["31 people"], ["800 people"]] == [exact(figure) for figure in figures]


def test_a_rounded_number_agrees_with_the_exact_one():
    """700 is 698 rounded."""
    [figure] = group("The fire killed 698 people.", "The fire killed 700 people.")
    assert Relation.AGREE is figure.relation


def test_a_currency_is_not_compared_with_another():
    """The sum in brackets is no second value for the first."""
    assert {"USD", "GBP"} == {
        figure.unit for figure in group("The council voted for a $12m (£9m) repair fund.")
    }


def test_every_value_is_in_its_span():
    """The words cited for a value hold its number."""
    for figure in group("The fire killed 19 people and cost $3 million."):
        for value in figure.values:
            assert any(character.isdigit() for character in value.span.exact)


def test_a_part_and_its_whole_stand_apart():
    """'Seven of the 12 ferries' gives two quantities."""
    figures = group("Seven of the 12 ferries were idle.", "Seven ferries were idle.")
    assert {"12", "7"} == {figure.values[0].low for figure in figures}
    assert all(len({value.low for value in figure.values}) == 1 for figure in figures)


def test_others_do_not_contradict_the_total():
    """'Three others' leaves open how many there were together."""
    [figure] = group("The blast killed three other miners.", "The blast killed four miners.")
    assert Relation.AGREE is figure.relation


def test_lengths_to_be_added_stand_together():
    """Two lengths for one extension are values of one quantity."""
    text = "The bank gave the firm four more weeks. It would not give it up to another eight weeks."
    assert [2] == [len(figure.values) for figure in group(text)]


def test_shares_of_one_group_stand_together():
    """Two holders' shares of the same families by the same verb are values of one quantity."""
    text = "The ministry says that 70 per cent of the ferries have been repaired. "
    text += "A survey found that about 30 per cent of the ferries had been repaired."
    [figure] = group(text)
    assert ["70", "30"] == [value.low for value in figure.values]


def test_the_dead_of_two_stories_are_not_compared():
    """Documents that have no actor in common are about different things."""
    texts = ("The fire killed 19 people.", "The avalanche killed 230 people.")
    readings = []
    for number, text in enumerate(texts):
        document = Document(f"document-{number}", f"{number}.txt", "", text)
        doc = parse(document, load_pipeline())
        readings.append(Reading(document, find_sentences(doc), figures=find_figures(document, doc, (), ())))
    actors = tuple(
        Actor(f"actor-{number}", "Mia Rao", ActorType.PERSON, (), (reading.document.cite(0, 3),))
        for number, reading in enumerate(readings)
    )
    figures = group_figures(readings, Cast(actors, {}, {}), Statements((), {}), Origins(readings, (), {}))
    assert [Relation.SINGLE, Relation.SINGLE] == [figure.relation for figure in figures]


NUMBERS = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**9, places=2))
INTERVALS = st.tuples(NUMBERS, NUMBERS).filter(lambda ends: None in ends or ends[0] <= ends[1])


@given(INTERVALS, INTERVALS, st.booleans())
def test_the_relation_has_no_direction(one, other, approximate):
    """Either order gives the same relation, and a value agrees with itself."""
    assert relate(one, other, approximate=approximate) is relate(other, one, approximate=approximate)
    assert Relation.AGREE is relate(one, one, approximate=approximate)
    assert overlap(one, other) == overlap(other, one)


@pytest.mark.parametrize(
    ("other", "approximate", "relation"),
    [("120", False, Relation.CONTRADICT), ("120", True, Relation.TENSION), ("680", True, Relation.AGREE)],
)
def test_disjoint_values(other, approximate, relation):
    """Disjoint values contradict; they are in tension where one is approximate, and agree with a rounding."""
    one = (Decimal(698), Decimal(698))
    assert relation is relate(one, (Decimal(other), Decimal(other)), approximate=approximate)
