"""Which of its days a sentence tells of, and which it only names."""

from datetime import date

import pytest

from onrecord.annotations import TimeMention, TimeType
from onrecord.reading.happenings import find_happenings
from onrecord.reading.parse import load_pipeline, parse
from onrecord.reading.sentences import cut_tokens

DAY = date(2024, 3, 4)


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


def find_told(marked, nlp):
    """Return the times in square brackets that the sentence tells of, with their verbs."""
    text, times = "", []
    for piece in marked.split("["):
        words, closing, rest = piece.partition("]")
        if closing:
            end = len(text) + len(words)
            times.append(TimeMention(len(text), end, words, TimeType.DATE, str(DAY), DAY, DAY))
        text += words + rest
    found = find_happenings(parse([cut_tokens(text, nlp)], nlp), times)
    return [(times[one.time].exact, text[slice(*one.verb)]) for one in found]


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("The Corran ferry sank off Port Wending on [March 4].", [("March 4", "sank")]),
        ("On [Monday], the council approved the plan and the mayor signed it.", [("Monday", "approved")]),
        ("The council met in May and approved the plan on [Monday].", [("Monday", "approved")]),
        ("Officials said the bridge was closed on [Monday].", [("Monday", "closed")]),
        ("The bank published its report [Friday].", [("Friday", "published")]),
        ("The gate was shut. On [Monday], the owners left the town.", [("Monday", "left")]),
        ("The two sides agreed to meet on [Monday].", [("Monday", "meet")]),
        ("At the start of the session in [June], the envoy asked for a visit.", [("June", "asked")]),
        ("Speaking to the council on [Monday], the minister asked for a vote.", [("Monday", "Speaking")]),
    ],
)
def test_the_day_of_the_main_clause_is_told(marked, told, nlp):
    """What happens in the main clause, in one that goes on with it or in what somebody says happened, has its day."""
    assert told == find_told(marked, nlp)


@pytest.mark.parametrize(
    "marked",
    [
        "[Monday]'s ruling surprised the towns along the river.",
        "The [May 1997] accident frightened the pilots.",
        "Fears about the election on [March 4] are growing.",
        "The convoy, which left the coast on [March 4], is still far from the capital.",
        "Had they listened earlier, they would be better off [today].",
        "The road that opened in [May] has been closed again.",
        "[Monday] is a holiday in the valley.",
        "[This week] provides the mayor and her deputies with their hardest test.",
        "The minister had named [May] as the month in which it might be ready.",
    ],
)
def test_the_day_of_a_noun_or_a_clause_beside_is_not_told(marked, nlp):
    """A sentence that only names a day does not tell of it."""
    assert [] == find_told(marked, nlp)


@pytest.mark.parametrize(
    ("marked", "present"),
    [
        ("Rescuers search a flooded house on [Monday].", True),
        ("The ferry leaves the harbour on [Monday].", True),
        ("The ferry sailed for Corran on [Monday].", False),
        ("The ferry will sail for Corran on [Monday].", False),
        ("The ferry has sailed for Corran on [Monday].", False),
    ],
)
def test_the_tense_of_the_clause_is_told(marked, present, nlp):
    """Only what stands in the simple present is told as present."""
    text = marked.replace("[", "").replace("]", "")
    start = marked.index("[")
    time = TimeMention(start, start + len("Monday"), "Monday", TimeType.DATE, str(DAY), DAY, DAY)

    assert [present] == [one.present for one in find_happenings(parse([cut_tokens(text, nlp)], nlp), [time])]


@pytest.mark.parametrize(
    "marked",
    [
        "One lesson of the flood still holds for the valley [today].",
        "The buzz word in the port is safety [today].",
        "That may explain the calm in the valley [today].",
        "I cannot imagine anything like that happening [today].",
    ],
)
def test_today_that_means_nowadays_is_no_day(marked, nlp):
    """What is so, may be so or is imagined of the present age happens on no day."""
    assert [] == find_told(marked, nlp)


@pytest.mark.parametrize(
    ("marked", "verb"),
    [
        ("The new bridge opens [today].", "opens"),
        ("The court rejected the appeal [today].", "rejected"),
        ("The minister is in the valley [today].", "is"),
        ("The council failed to reach a quorum [today].", "reach"),
    ],
)
def test_what_happens_today_has_its_day(marked, verb, nlp):
    """What begins, took place or is somewhere on the day of the news is told of that day."""
    assert [("today", verb)] == find_told(marked, nlp)


def test_a_day_between_a_verb_of_saying_and_its_clause_is_that_of_the_saying(nlp):
    """What somebody said on a day need not have happened on it."""
    assert [("Friday", "said")] == find_told(
        "Norvik said on [Friday] it had asked the port for a delay.", nlp
    )


@pytest.mark.parametrize(
    "marked",
    [
        "In her first talk since the council published the Port Safety Review [Friday], the mayor said it was late.",
        "The mayor called the loss [last week] of two boats a shame.",
    ],
)
def test_a_day_that_ends_a_lead_in_or_parts_a_noun_from_its_complement_is_not_the_verbs(marked, nlp):
    """The words around a day tell whose it is where a parse hangs it on the verb of the sentence."""
    assert [] == find_told(marked, nlp)
