"""Plans: which words say that somebody is to do something, by when; and which say what became of it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotations import Attribution, Outturn, Plan, PlanMove, TimeMention
from onrecord.model import Act, Basis, Document, Offsets, Outcome, Quoted, when
from onrecord.reading.parse import find_sentences, load_pipeline, parse
from onrecord.reading.plans.finding import find_outturns, find_plans
from onrecord.times import find_times

TUESDAY = when(date(2024, 3, 5), date(2024, 3, 5), Basis.METADATA)


def read(text: str) -> tuple[tuple[Plan, ...], tuple[Outturn, ...], tuple[TimeMention, ...]]:
    """Return the plans, the outturns and the times of a text published on Tuesday, 5 March 2024."""
    document = Document("document-1", "note.txt", "", text, published=TUESDAY)
    doc = parse(document, load_pipeline())
    times = find_times(text, find_sentences(doc), document.published)
    return find_plans(document, doc, times, ()), find_outturns(document, doc, times, ()), times


def words(text: str, offsets: Offsets | None) -> str | None:
    return None if offsets is None else text[slice(*offsets)]


@pytest.mark.parametrize(
    ("text", "party", "head", "due"),
    [
        (
            "The ministry will publish its report by the end of June.",
            "The ministry",
            "publish",
            "by the end of June",
        ),
        (
            "Mia Rao will visit Corran sometime after the Winter Games, which open on 4 April.",
            "Mia Rao",
            "visit",
            "after the Winter Games",
        ),
        ("Mia Rao is due to visit Corran on 12 April.", "Mia Rao", "visit", "on 12 April"),
        ("The council plans to reopen the bridge in May.", "The council", "reopen", "in May"),
        ("The board hoped to finish the audit in May.", "The board", "audit", "in May"),
        ("Norland and the union agreed to a ceasefire until 1 May.", None, "ceasefire", "until 1 May"),
        ("The vote scheduled for Friday will test her.", None, "vote", "for Friday"),
        ("The governor announced a visit in April.", None, "visit", "in April"),
        ("The dam's owner has until 12 April to repair the gate.", "owner", "repair", "until 12 April"),
        ("Ministers meet on Thursday to adopt the budget.", "Ministers", "meet", "on Thursday"),
        ("The mayor hopes to hold an election on 9 May.", "The mayor", "election", "on 9 May"),
        (
            "The firm is checking its audit, with the aim of making it public by 12 June.",
            "The firm",
            "make public",
            "by 12 June",
        ),
    ],
)
def test_a_dated_act_ahead_is_found_with_its_party_and_its_day(text, party, head, due):
    """A reader sees who is to do what by when, in the words of the document."""
    plans, _, _ = read(text)

    [plan] = [plan for plan in plans if plan.due_words is not None]

    assert head in plan.heads
    assert due in (words(text, plan.due_words) or "")
    if party is not None:
        assert party in (words(text, plan.party) or "")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry promised to compensate the farmers.",
        "Mia Rao has vowed to rebuild the school.",
        "The government will not send a delegation to the opening ceremony.",
        "The company signed a pledge to clean the river.",
    ],
)
def test_a_promise_needs_no_day(text):
    """An act that somebody takes on is a plan even where no day is told."""
    plans, _, _ = read(text)

    assert [None] == [plan.due for plan in plans]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry published its report on Monday.",
        "The river will rise as the snow melts.",
        "Economists fear that prices will fall.",
        "Nobody knows how the town will pay for it.",
        "She may visit Corran.",
        "The mayor refused to answer questions.",
        "They said it was necessary to ensure that workers were safe.",
        "Critics accused the mayor of preparing to sell the harbour.",
        "The results of last week's election surprised everyone.",
        "Forty clubs called on the ferry line to cancel agreements to sponsor the race.",
    ],
)
def test_what_is_no_commitment_is_left_out(text):
    """Past acts, predictions, questions, possibilities and accusations are not plans of anybody."""
    plans, _, _ = read(text)

    assert () == tuple(plan for plan in plans if plan.ahead)


def test_the_day_of_saying_is_not_the_day_of_doing():
    """In 'promised on Monday to reopen it', Monday is when it was promised."""
    plans, _, _ = read("The council promised on Monday to reopen the bridge.")

    assert [None] == [plan.due for plan in plans]


def test_a_hope_is_hedged_and_a_promise_is_not():
    """Words that leave room are kept apart from words that do not."""
    text = "The port hopes to open the dock in May. The port will open the pier in June."
    plans, _, _ = read(text)

    assert [True, False] == [plan.hedged for plan in plans]


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("The ministry called off the visit.", PlanMove.WITHDRAW),
        ("The council cancelled the vote.", PlanMove.WITHDRAW),
        ("The council postponed the vote.", PlanMove.POSTPONE),
        ("The vote was postponed until 12 April.", PlanMove.ANNOUNCE),
        ("The visit will not go ahead.", PlanMove.WITHDRAW),
    ],
)
def test_calling_off_putting_off_and_moving_are_told_apart(text, move):
    """An act that moves to another day is announced anew; one without a new day is put off; one called off is off."""
    plans, _, _ = read(text)

    assert [move] == [plan.move for plan in plans]


def test_that_date_names_no_act():
    """'That date' is moved without a word on what falls on it; which act it is, the story tells."""
    plans, _, _ = read("Should the pump fail again, that deadline will be put back to 9 August.")

    assert [()] == [plan.heads for plan in plans]


def test_a_name_that_is_a_month_is_no_day():
    """'May' as a surname dates nothing."""
    plans, _, _ = read("The party will support Clara May, and May said she would repay the loan.")

    assert [] == [plan.due for plan in plans if plan.due is not None]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The ministry has published the report.", Outcome.KEPT),
        ("The report was released on Monday.", Outcome.KEPT),
        ("The ministry partly reopened the bridge.", Outcome.PARTLY_KEPT),
        ("The firm failed to deliver the pumps.", Outcome.NOT_KEPT),
        ("The vote did not take place.", Outcome.NOT_KEPT),
        ("The ministry still has not published the report.", Outcome.OPEN),
    ],
)
def test_what_became_of_an_act_is_read_from_its_words(text, outcome):
    """Done, done in part, not done and not done yet are four things."""
    _, outturns, _ = read(text)

    assert [outcome] == [outturn.outcome for outturn in outturns]


def test_an_act_that_still_lies_ahead_has_no_outturn():
    """What will be, may be or would be done has not been done."""
    _, outturns, _ = read(
        "The ministry will publish the report. It may visit Corran. If it paid, they would stay."
    )

    assert () == outturns


def test_a_plan_knows_in_whose_mouth_it_stands():
    """The narrowest statement that holds the act is the one it was said in."""
    text = "Rao said the council had promised it would reopen the bridge in May."
    document = Document("document-1", "note.txt", "", text, published=TUESDAY)
    doc = parse(document, load_pipeline())
    times = find_times(text, find_sentences(doc), document.published)
    inner = text.index("it would")
    attributions = [
        Attribution(None, None, (Offsets(start, len(text) - 1),), Quoted.INDIRECT, Act.ASSERT)
        for start in (9, inner)
    ]

    plans = find_plans(document, doc, times, attributions)

    assert {1} == {plan.attribution for plan in plans if plan.due is not None}


@settings(max_examples=30, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("will not May by 12 April, to the vote «»\n\n’“ \u200bé."), max_size=120)
)
def test_any_text_gives_findings_inside_it(text):
    """No text makes an empty or misplaced finding, and none stops the reading."""
    plans, outturns, times = read(text)

    for offsets in [
        *(plan.words for plan in plans),
        *(plan.action for plan in plans),
        *(o.words for o in outturns),
    ]:
        assert 0 <= offsets.start < offsets.end <= len(text)
    assert all(plan.due is None or 0 <= plan.due < len(times) for plan in plans)
