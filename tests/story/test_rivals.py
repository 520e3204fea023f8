"""Numbers of one kind that holders give against each other, in words that share little else."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.model import Record, Relation
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.figures_places import Places
from onrecord.story.knowing import give_days
from onrecord.story.quantities import Quantity, touch
from onrecord.story.tell import tell

DAY = "Norvik Courier\n2 March 2031\n\n"
HEARING = """Hearing on the storm

2 March 2031

THE CHAIR: We begin with the office.

MS. LIMA: Our office counts 8 dead. I am sorry for each of them.

THE CHAIR: The bishop says 20 people died. Is he wrong?

MS. LIMA: I stand by our list.

MR. BRANDT: I have nothing to add.
"""


def tell_all(*texts: str) -> Record:
    readings = []
    for number, text in enumerate(texts):
        data = text.encode()
        source = Source(f"{number}.txt", data, hashlib.sha256(data).hexdigest(), "text/plain")
        readings.append(read_document(make_document(source), load_pipeline(), load_tagger()))
    return tell(give_days(readings))


def disputed(record: Record) -> list[set[str]]:
    """Return the words of the values of each quantity that is in dispute."""
    return [
        {value.span.exact for value in figure.values}
        for figure in record.figures
        if figure.relation in (Relation.CONTRADICT, Relation.TENSION)
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            (
                f"{DAY}Mine at Hesse closed\n\nThe company said on Sunday that nine miners had died in the Hesse mine. "
                "The union, whose members dug through the night, put the number of dead at 14."
            ),
            {"nine miners", "14"},
        ),
        (
            (
                f"{DAY}The coastguard said 40 people were missing after the ferry sank. Relatives who had waited on "
                "the quay all night told reporters that 62 people were missing."
            ),
            {"40 people", "62 people"},
        ),
        (
            (
                f"{DAY}Police said they had arrested 17 people during the march. Organisers of the march claimed that "
                "more than 90 people had been arrested."
            ),
            {"17 people", "more than 90 people"},
        ),
        (
            (
                f'{DAY}"Three people were hurt," said Ivo Brandt, the harbour master. Ana Lima, who leads the dockers, '
                "said 11 people were injured. She put the number of the dead at two."
            ),
            {"Three people", "11 people"},
        ),
        (
            (
                f"{DAY}Jon Pell, the bishop, spoke first. He put the number of those who died at 9. According to the "
                "army, 2 people died."
            ),
            {"9", "2 people"},
        ),
        (HEARING, {"8", "20 people"}),
    ],
)
def test_one_number_from_each_is_a_dispute(text, values):
    """Whether quoted, told, put at a number, or said in a turn: each holder gives one number of a kind."""
    assert [values] == disputed(tell_all(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            f"{DAY}Mayor Pell said 16 lifts were out of order. The tenants' league said 40 lifts were out of order.",
            {"16 lifts", "40 lifts"},
        ),
        (
            f"{DAY}The parents' league said 45 pupils fell ill. The Department of Schools said 18 pupils fell ill.",
            {"45 pupils", "18 pupils"},
        ),
    ],
)
def test_the_same_words_with_another_number_are_a_dispute(text, values):
    """Though what is counted is of no kind that is known, both say it in one way."""
    assert [values] == disputed(tell_all(text))


@pytest.mark.parametrize(
    "text",
    [
        (
            f"{DAY}Mayor Jon Pell said 16 lifts were out of order on Friday. The tenants' league said 40 lifts "
            "were out of order on Saturday."
        ),
        (
            f"{DAY}In Ostby, Mayor Jon Pell said 16 lifts were out of order. In Hammer, Governor Ines Falk said 40 "
            "lifts were out of order."
        ),
        (
            f"{DAY}Mayor Jon Pell said 16 lifts were out of order, and that 5 lifts were out of order at the hospital. "
            "The tenants' league of Ostby said 40 lifts were out of order."
        ),
        f"{DAY}Mayor Jon Pell said 16 lifts were out of order. He said later that 40 lifts were out of order.",
    ],
)
def test_other_words_and_second_numbers_are_no_dispute(text):
    """Another day, another place, a second number by one holder, one holder's two numbers."""
    assert not disputed(tell_all(text))


@pytest.mark.parametrize(
    "text",
    [
        f"{DAY}The army said 12 soldiers had died in the storm. The bishop said 31 villagers had died.",
        f"{DAY}The mayor said 12 people had died in Ostby. The governor said 31 people had died in Hammer.",
        (
            f"{DAY}The mayor said 12 people had died at the dam and that another three people had died in hospital. "
            "The governor said 15 people had died."
        ),
        f"{DAY}The mayor said 12 people had died. The governor also said that 12 people had died.",
        (
            f"{DAY}The mayor said 12 people had died. A model by the university says that 400 people could die this "
            "winter."
        ),
        f"{DAY}The mayor said 12 people had died in the fire. Doctors say 30 people die each year of smoke.",
        f"{DAY}The hospital said 15 people had died, raising an earlier count of 12 dead given by the police.",
    ],
)
def test_numbers_of_two_things_are_none(text):
    """Other people, other places, a part, the same number, a forecast, a rate, a count that was replaced."""
    assert [] == disputed(tell_all(text))


def test_two_papers_of_one_day_dispute_where_they_name_the_place():
    """A number for the place in each, by different holders."""
    one = f"{DAY}The police said that 12 people had drowned in the storm at Ostby."
    other = "Elm Gazette\n3 March 2031\n\nFishermen who searched the bay said 31 people drowned in the storm at Ostby."

    assert [{"12 people", "31 people"}] == disputed(tell_all(one, other))


def test_a_later_count_is_no_dispute():
    """Weeks later more are known to have drowned."""
    one = f"{DAY}The police said that 12 people had drowned in the storm at Ostby."
    other = "Elm Gazette\n30 March 2031\n\nFishermen who searched the bay said 31 people drowned in the storm at Ostby."

    assert [] == disputed(tell_all(one, other))


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (
            "The owner of the quarry, Ivo Brandt, said that 6 labourers were buried in the quarry slide.",
            "Father Luca Moll, who keeps the parish book, said 19 labourers were buried in the quarry slide.",
            {"6 labourers", "19 labourers"},
        ),
        (
            "The dairy, Elm Milk, said 14 children were poisoned by its cheese at the summer camp.",
            "Ana Lima of the parents' league said that 41 children were poisoned by cheese at the summer camp.",
            {"14 children", "41 children"},
        ),
        (
            "The landslip at Ostby crushed 7 cars, the head of the highways service, Jon Pell, said on Sunday.",
            "The landslip at Ostby crushed 21 cars, said Ines Falk, who keeps the inn.",
            {"7 cars", "21 cars"},
        ),
    ],
)
def test_two_papers_that_say_the_same_with_another_number_dispute(one, other, values):
    """The later number is the higher one, and by somebody else: the first one's giver has not counted on."""
    other = f"Elm Gazette\n4 March 2031\n\n{other}"

    assert [values] == disputed(tell_all(DAY + one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The police chief, Ivo Brandt, said that 6 labourers were killed in the quarry slide.",
            "The county coroner, Ana Lima, said that 9 labourers were killed in the quarry slide.",
        ),
        (
            "The owner of the quarry, Ivo Brandt, said that 6 labourers were killed in the quarry slide.",
            "Father Luca Moll said the number of labourers killed in the quarry slide had risen to 9 labourers.",
        ),
        (
            "Ivo Brandt of Elm Milk said that 14 children fell ill on Friday after eating cheese.",
            "Ana Lima of the parents' league said that 41 children fell ill on Saturday after eating cheese.",
        ),
    ],
)
def test_a_count_that_goes_on_in_another_paper_is_no_dispute(one, other):
    """The next day's count by another authority, one that has risen, one of another day."""
    assert [] == disputed(tell_all(DAY + one, f"Elm Gazette\n4 March 2031\n\n{other}"))


@pytest.mark.parametrize(
    "text",
    [
        (
            f"{DAY}Minister Jon Pell vowed last year to open 50 clinics. The doctors' league said that 12 clinics were "
            "opened."
        ),
        (
            f"{DAY}Brandt Boats said 12 riggers had left its own yard. Its rival, Lima Sails, said 45 riggers had left "
            "its own yard."
        ),
        (
            f"{DAY}The ministry said the army arrested 30 people on Friday. The Lawyers' Circle said that the army "
            "arrested 80 people on Saturday."
        ),
    ],
)
def test_what_is_vowed_ones_own_or_of_another_day_is_no_dispute(text):
    """Each number is of something else, though the words are the same."""
    assert [] == disputed(tell_all(text))


def test_who_gives_a_number_is_none_of_what_it_counts():
    """Names of two givers do not make two things of one."""
    record = tell_all(
        f"{DAY}Mrs Falk said that 35 farms were without hay.",
        "Elm Gazette\n3 March 2031\n\nThe vet, Ivo Brandt, said 88 farms were without hay.",
    )

    assert [{"35 farms", "88 farms"}] == disputed(record)


def test_a_number_is_put_at_the_end_of_a_long_phrase():
    """However much is said of the thing between it and 'at'."""
    record = tell_all(
        f"{DAY}The breeders' league puts the number of goats killed on the slopes at 46 since the thaw."
    )

    assert ["46"] == [value.low for figure in record.figures for value in figure.values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            (
                f"{DAY}The port authority says the new quay will cost 40 million dollars, but auditors put the cost of "
                "the quay at 65 million dollars."
            ),
            {"40 million dollars", "65 million dollars"},
        ),
        (
            (
                f"{DAY}According to the growers' union, 7,000 people work in the valley, although other estimates say "
                "the number is closer to 4,000."
            ),
            {"7,000 people", "4,000"},
        ),
        (
            (
                f"{DAY}River Watch has said that the raiders killed as many as 900 people in Ostby. The government, "
                "however, has denied those claims, saying the death toll is closer to 60."
            ),
            {"as many as 900 people", "60"},
        ),
        (
            (
                f"{DAY}The lake authority said 1,400 reed beds had dried out last summer. Weavers who cut the reeds "
                "say that 2,600 beds were lost."
            ),
            {"1,400 reed beds", "2,600 beds"},
        ),
    ],
)
def test_numbers_that_a_text_sets_against_each_other_are_at_odds(text, values):
    """Whatever is counted, and though the words of one leave room for the other."""
    assert [values] == disputed(tell_all(text))


@pytest.mark.parametrize(
    "text",
    [
        (
            f"{DAY}In the poll, 38 percent said they would blame the mayor, while 33 percent said they would blame the "
            "council."
        ),
        (
            f"{DAY}The fund gave 3 million dollars to the school, officials said, and 5 million dollars to the clinic, "
            "the mayor said."
        ),
        f"{DAY}The mayor said the bridge would bring thousands of jobs. The council said it would bring 42,000 jobs.",
        (
            f"{DAY}Traders have put up 240 stalls along the canal, according to the council. Inspectors said that they "
            "had closed 36 of the stalls."
        ),
    ],
)
def test_numbers_beside_each_other_are_not_at_odds(text):
    """Answers to one question, sums for two things, a vague number and what it leaves room for, a part."""
    assert [] == disputed(tell_all(text))


def make_quantity(strong=(), places=(), occasions=()):
    sets = map(frozenset, (strong, (), (), (), places, occasions))
    strong, weak, keys, names, places, occasions = sets
    return Quantity(
        "d", "people", "", ("2", "2"), strong, weak, keys, names, places, occasions,
        level=False, subgroup="", added=False,
    )  # fmt: skip


QUANTITIES = st.lists(
    st.builds(
        make_quantity,
        st.sets(st.sampled_from(["death", "injury"]), max_size=2),
        st.sets(st.sampled_from(["ardal", "north ardal", "brekka", "celle", "dorn", "eide"]), max_size=2),
        st.sets(st.sampled_from(["flood", "fire"]), max_size=1),
    ),
    max_size=12,
)


@given(QUANTITIES)
def test_a_bare_count_is_of_one_place_only_where_few_are_told_of(quantities):
    """With counts of three places, or of two and a place beside it, one without a place may be of any of them."""
    places = Places(quantities)

    def list_apart(kind):
        apart = []
        for one in quantities:
            if kind in one.strong and one.places and not any(touch(one.places, known) for known in apart):
                apart.append(one.places)
        return apart

    for one in quantities:
        for other in quantities:
            many = max((len(list_apart(kind)) for kind in one.strong & other.strong), default=0)
            told = bool(one.occasions & other.occasions or (one.places and other.places))
            assert places.are_one(one, other) == (told or many < (2 if one.places or other.places else 3))


def test_putting_a_number_on_something_says_what_others_say_of_it():
    """'Put the number of cracks at 3' is held against whatever is said of the cracks."""
    cracks = f"{DAY}Engineer Pell said 14 cracks had been found. Karst Energy put the number of cracks at 3."
    homeless = (
        f"{DAY}The ministry put the number of homeless at 180 000. The group Open Wells put it at 300 000."
    )

    assert [{"14 cracks", "3"}] == disputed(tell_all(cracks))
    assert [{"180 000", "300 000"}] == disputed(tell_all(homeless))


def test_a_crowd_without_a_name_may_put_a_number():
    """Organisers who say nothing else hold their number as the police do theirs."""
    record = tell_all(
        f"{DAY}Police put the number of marchers at 12,000. The organisers put the number of marchers at 30,000."
    )

    names = {actor.id: actor.name for actor in record.actors}
    [figure] = (one for one in record.figures if one.relation is Relation.CONTRADICT)
    assert {"12,000": "Police", "30,000": "organisers"} == {
        value.span.exact: names.get(value.holder or "", "") for value in figure.values
    }
