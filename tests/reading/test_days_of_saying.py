"""When each thing was said: `{words}` of the text are said on the day that stands beside them."""

import re
from datetime import date

import pytest

from onrecord.model import Basis, Document, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger

THURSDAY = date(2024, 3, 7)


def days_of(marked):
    """Return the words of the day on which each content that holds a mark was said, by its mark, None where none is."""
    text = re.sub(r"[{}]", "", marked)
    document = Document("document-1", "a.txt", "", text, published=when(THURSDAY, THURSDAY, Basis.METADATA))
    reading = read_document(document, load_pipeline(), load_tagger())
    found = {}
    for words in re.findall(r"\{(.+?)\}", marked):
        start = text.index(words)
        [one] = [
            one
            for one in reading.attributions
            if any(piece.start <= start and start + len(words) <= piece.end for piece in one.content)
        ]
        found[words] = None if one.said is None else reading.times[one.said].exact
    return found


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("Speaking on Monday to the harbour board, Mia Rao said {the gate was never safe}.", "Monday"),
        (
            "Asked by a reporter on Monday whether the gate was safe, Mia Rao replied that {it was not}.",
            "Monday",
        ),
        ("Standing on the quay on Monday, Mia Rao told Radio Norte that {the gate was safe}.", "Monday"),
        ("In a letter sent on Monday, Mia Rao said {the gate was never safe}.", "Monday"),
        ("In an interview that aired on Monday, Mia Rao said {the gate was never safe}.", "Monday"),
        ("A report published in May 2021 found that {the gate was never safe}.", "May 2021"),
        ("Mia Rao rejected the offer on Monday, saying that {the gate was never safe}.", "Monday"),
        (
            "Mia Rao said on Monday that the gate was not safe and called for {a vote of the whole council}.",
            "Monday",
        ),
        ("The dispute began on Monday when Mia Rao said that {the gate was never safe}.", "Monday"),
    ],
)
def test_what_goes_on_together_with_the_saying_tells_its_day(marked, day):
    """The day of a speech, a letter or the deed that the words go with is the day of saying."""
    assert [day] == list(days_of(marked).values())


@pytest.mark.parametrize(
    "marked",
    [
        "Mia Rao said of the May 2021 blockade that {the council had slept}.",
        "Mia Rao, who resigned in May 2021, said that {the council had slept}.",
        "Mia Rao said that {the council had slept}, referring to the blockade of May 2021.",
        "The council met in May 2021 and Mia Rao says {it slept}.",
        "The bank promised inspectors for May and called off {the whole visit to the valley}.",
    ],
)
def test_a_day_of_what_is_spoken_of_is_no_day_of_saying(marked):
    """When the speaker resigned, or what he spoke of took place, is not when he spoke."""
    assert [None] == list(days_of(marked).values())


def test_what_a_speaker_goes_on_to_say_is_said_on_the_same_day():
    """A report names the day of an occasion once."""
    told = days_of(
        "Mia Rao said on Monday that {the gate was never safe}. She blamed the council.\n\n"
        "“{It slept through the winter and did nothing for us},” she added."
    )

    assert ["Monday", "Monday"] == list(told.values())


@pytest.mark.parametrize(
    "then",
    [
        "She says {it slept through the whole winter}.",
        "Ivo Lund said {it slept through the whole winter}.",
        "Last year she said {it slept through the whole winter}.",
        "She later said {it slept through the whole winter}.",
    ],
)
def test_another_tense_speaker_or_day_is_no_going_on(then):
    """What is told in another tense, of somebody else or with a day of its own is not said on the day told before."""
    told = days_of(f"Mia Rao said on Monday that {{the gate was never safe}}. {then}")

    assert "Monday" not in list(told.values())[1:]


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        (
            "Mia Rao said last week that the town was ruling out a new gate, citing {its years of debts in the bank}.",
            "last week",
        ),
        ("Mia Rao said on Monday the town would shut the gate, accusing {the owners of neglect}.", "Monday"),
    ],
)
def test_a_participle_goes_with_the_verb_of_who_speaks(marked, day):
    """What somebody adds to what he says is said on its day, wherever the parse hangs it."""
    found = days_of(marked)

    assert [day] == list(found.values())


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("“{The gate was never safe},” she said on “Meet the Town” Sunday.", "Sunday"),
        ("A March 4 Norvik Times survey found that {half the town had left the valley}.", "March 4"),
        ("{Half the town has left}, according to a report released Tuesday.", "Tuesday"),
        ("When Ivo Lund met Mia Rao on Monday in the port, she said: “{The gate was never safe}.”", "Monday"),
        (
            "At a stop Monday in Norvik, Mia Rao did not back the plan, but did say {the gate had to be mended soon}.",
            "Monday",
        ),
        (
            "Asked by a reporter from the Norvik Times on Monday if it was safe, Mia Rao replied {it was not}.",
            "Monday",
        ),
        ("Mia Rao defended {the old gate} while running for mayor in 2019.", "2019"),
        (
            "The mill cut its staff on Feb. 12, a step that Lund mocked in a speech Monday, saying {it came too late}.",
            "Monday",
        ),
    ],
)
def test_a_day_in_the_words_of_saying_or_of_the_writing_that_speaks_is_that_of_saying(marked, day):
    """Wherever the parse hangs it, the day that names the writing or stands in the words of saying tells when."""
    assert [day] == list(days_of(marked).values())


@pytest.mark.parametrize(
    "marked",
    [
        "In her first talk since the council published the Harbour Safety Review Friday, Mia Rao said {it was a lie}.",
        "Mia Rao called the mishandling last week of a sample a shame but said {nobody had been hurt by it}.",
        "Despite the slow talks, Mia Rao said this year {represents a golden opportunity}.",
    ],
)
def test_a_day_of_another_clause_or_of_a_noun_is_no_day_of_saying(marked):
    """A lead-in clause, a noun before its complement and the subject of what is said keep their days."""
    assert [None] == list(days_of(marked).values())


def test_what_somebody_did_on_a_day_dates_what_is_told_next_of_his_words():
    """A report tells first what happened and then what was said there."""
    told = days_of("Mia Rao led a rally in Norvik on Monday. She accused the council of {hiding the plans}.")

    assert ["Monday"] == list(told.values())


@pytest.mark.parametrize(
    "deed",
    [
        "Mia Rao was born in Norvik on 4 May 1971.",
        "Ivo Lund led a rally in Norvik on Monday.",
        "Mia Rao leads a rally on Monday.",
    ],
)
def test_what_is_long_past_or_done_by_another_dates_no_words(deed):
    """Only the day of the speaker's own deed in the news carries on."""
    assert [None] == list(days_of(f"{deed} Mia Rao accused the council of {{hiding the plans}}.").values())


def test_what_others_are_told_to_have_said_parts_no_passage():
    """Whoever is quoted within her words, she goes on speaking on the same day."""
    told = days_of(
        "On Monday, Mia Rao said that Ivo Lund denied the leak. She said {the gate was never safe for anybody}."
    )

    assert ["Monday"] == list(told.values())
