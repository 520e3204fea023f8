"""Plans, class by class: each way in which news says that somebody will, may or will not do something."""

from datetime import date

import pytest

from onrecord.annotations import Plan, TimeMention
from onrecord.model import Basis, Document, when
from onrecord.reading.parse import find_sentences, load_pipeline, parse
from onrecord.reading.plans.finding import find_plans
from onrecord.times import find_times

TUESDAY = when(date(2024, 3, 5), date(2024, 3, 5), Basis.METADATA)


def read(text: str) -> tuple[tuple[Plan, ...], tuple[TimeMention, ...]]:
    """Return the plans and the times of a text published on Tuesday, 5 March 2024."""
    document = Document("document-1", "note.txt", "", text, published=TUESDAY)
    doc = parse(document, load_pipeline())
    times = find_times(text, find_sentences(doc), document.published)
    return find_plans(document, doc, times, ()), times


def heads(text: str) -> list[str]:
    """Return the acts of all plans, by their first name."""
    return [plan.heads[0] if plan.heads else "" for plan in read(text)[0]]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("The clerk said Mia Rao is willing to testify publicly.", "testify"),
        ("Mia Rao said she would be happy to testify.", "testify"),
        ("The board is prepared to lower the rent.", "lower"),
        ("The council is committed to ending the feud.", "end"),
        ("Mia Rao has vowed to end it.", "end"),
        ("Mia Rao vowed to force a vote.", "force"),
        ("The mayor said he probably would be bringing a lot of claims against the firm.", "bring"),
        ("The mayor said he would tear down the mill if it was not sold.", "tear down"),
        ("The court is scheduled to review the appeal.", "review"),
        ("The council is expected to release a report.", "release"),
        ("The board announced it was suspending all tests of its pumps.", "suspend"),
        ("The board has committed to a fund for repairs.", ""),
        ("The lawyer told members that he would object to their questions.", "object"),
        ("Norland will continue to promote talks.", "promote"),
        ("Norland warned that it would retaliate against any attack.", "retaliate"),
        ("Norland will not hesitate to defend its port.", "defend"),
        ("Norland said on Monday it was sending more troops to the border.", "send"),
        ("The harbour board announced it was bolstering the patrols.", "bolster"),
        ("The clerk said Norland will continue to allow Mia Rao to inspect the mill.", "allow"),
        ("Mia Rao said she will sign the deal.", "sign"),
        ("The council will begin debating the lease on Friday.", "debate"),
        ("The mayor made it clear that he would not budge on fees.", "not budge"),
        ("Norland warned that it would act if the fishermen blocked its port.", "act"),
        ("The council is poised to sell the mill.", "sell"),
        ("Mia Rao is preparing to sue the firm.", "sue"),
        ("The senators said they expect to pass the bill.", "pass"),
        ("Mia Rao is now vowing to try to remove the mayor.", "remove"),
        ("Mia Rao has vowed a long closure.", "closure"),
        ("Mia Rao and her aides have signalled their intent to sell the mill.", "sell"),
        ("The chamber would not vote on the lease, Mia Rao said.", "not vote"),
        ("The council will receive the plan and review it on Friday.", "review"),
    ],
)
def test_a_party_that_is_ready_bound_or_set_to_act_is_on_record(text, head):
    """It needs no day: willingness, commitment, a calendar's entry and an announcement bind a party."""
    assert head in heads(text)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("“At this time we will not be having a vote,” Mia Rao said.", "not vote"),
        ("Mia Rao will not appear without a summons.", "not appear"),
        ("Mia Rao is not willing to sign the lease.", "not sign"),
        ("Mia Rao is unwilling to sign the lease.", "not sign"),
        ("Mia Rao is not going to sign the lease.", "not sign"),
        ("Mia Rao has no intention of signing the lease.", "not sign"),
        ("Mia Rao ruled out a second vote.", "not vote"),
        ("Mia Rao has ruled out raising the toll.", "not raise"),
        ("The council will not let the lease lapse.", "not let"),
    ],
)
def test_a_refusal_is_a_plan_not_to_act(text, head):
    """Whoever refuses is on record as not going to do it."""
    assert head in heads(text)


@pytest.mark.parametrize(
    ("text", "head", "party", "first", "last"),
    [
        ("The court gave the firm until Friday to answer.", "answer", "the firm", "03-05", "03-08"),
        ("The board has given Mia Rao until noon on Sunday to reply.", "reply", "Mia Rao", "03-05", "03-10"),
        ("The firm faces a Friday deadline to sign the lease.", "sign", None, "03-08", "03-08"),
        ("Mia Rao is leaving for Corran on Friday.", "leave", "Mia Rao", "03-08", "03-08"),
        ("Mia Rao is testifying next Friday.", "testify", "Mia Rao", "03-15", "03-15"),
        ("On Thursday, the investigators are to hear from Ben Hook.", "hear", None, "03-07", "03-07"),
        ("In April, the council is expected to vote on it.", "vote", "the council", "04-01", "04-30"),
        ("The board has scheduled the demolition of the mill for May.", "demolition", None, "05-01", "05-31"),
        ("The report, to be published next month, names the firms.", "publish", None, "04-01", "04-30"),
        ("The hearings could begin in April.", "hearing", None, "04-01", "04-30"),
        ("The first hearing is next Wednesday.", "hearing", None, "03-13", "03-13"),
        ("There will be a vote on Friday.", "vote", None, "03-08", "03-08"),
        ("The gate is to be lifted on Friday.", "lift", None, "03-08", "03-08"),
        ("Voters go to the polls on Sunday.", "poll", None, "03-10", "03-10"),
        ("The tolls, which take effect on Monday, are high.", "take", None, "03-11", "03-11"),
        ("The treaty expires on 9 May.", "expire", None, "05-09", "05-09"),
        ("Norland ordered its troops to leave by 7 March.", "leave", None, "03-05", "03-07"),
        ("Norland has given the other powers until 7 July to save it.", "save", None, "03-05", "07-07"),
    ],
)
def test_an_act_is_due_on_the_day_that_its_words_give(text, head, party, first, last):
    """Grants, deadlines, steps in progress, calendars and chances all put their act on a day."""
    plans, times = read(text)

    [plan] = [plan for plan in plans if plan.due is not None and head in plan.heads]

    time = times[plan.due]
    assert [f"2024-{first}", f"2024-{last}"] == [str(time.act_earliest), str(time.act_latest)]
    assert party is None or (plan.party is not None and party == text[slice(*plan.party)])


def test_a_length_of_time_that_is_given_is_a_deadline():
    """'Gave the firm 30 days to pay' runs from the day of telling, and binds the firm and not the court."""
    text = "The court gave the firm 30 days to pay."

    [plan] = read(text)[0]

    assert plan.lasts
    assert plan.due_words is not None
    assert "30 days" == text[slice(*plan.due_words)]
    assert plan.party is not None
    assert "the firm" == text[slice(*plan.party)]


@pytest.mark.parametrize(
    "text",
    [
        "Mia Rao decided to walk home.",
        "Her firm shelved plans to expand the plant.",
        "Her firm gave up plans to expand the plant.",
        "There is no sign that she plans to resign.",
        "It is possible that the council will move the market.",
        "Critics warned that it would create a mess.",
        "The council will face a large bill.",
        "Ben Hook would rather take the bus.",
        "Mia Rao was required to agree to leave the house.",
        "Mia Rao was the first to agree to sign the lease.",
        "None of the boards have scheduled a vote for May.",
        "A firm has to finish its tower by the end of the year.",
        "The board wants an answer by Friday.",
        "Mia Rao is running in the 2024 election.",
        "Mia Rao is seeking re-election.",
        "Her firm is cutting posts this year.",
        "The council said in a press release on Thursday that all was well.",
        "The country will run out of money.",
        "Nobody knows why she would agree to sign the lease.",
        "It is a law intended to save the mill.",
        "He wants to see the towns reach a deal to save the mill.",
        "The council is trying to sell the mill next week.",
        "The council is expected to avoid a row.",
        "Mia Rao promises her followers that all is well.",
        "Mia Rao could wait until Friday.",
        "The council must solve it within weeks.",
        "At the end of the day, she wants to solve it.",
        "Mia Rao said at a meeting on Thursday that all was well.",
        "Mia Rao will be dragged into the quarrel next month.",
        "If they apply by Friday, they may qualify in May.",
        "Shortages are likely to spell slower growth in May.",
        "The board retreated from its plan to raise the toll.",
        "Critics mocked the firm deciding to sell the mill.",
        "Mia Rao hopes to improve the town.",
        "Her intention is to unite the council.",
        "The council is aiming to ensure a fair contest.",
        "Mia Rao is yet to announce her plans.",
        "“How much is the council going to pay me?” she asked.",
        "The debate is about how far the council is willing to move.",
        "Mia Rao committed neither to a vote nor to a review.",
        "Maybe the council will sell the mill this year.",
        "It has views that she hopes will appeal to voters.",
        "More people would be uninsured in 2026, she said.",
        "The council is to blame.",
        "She pledged her allegiance to the town.",
        "She said it was going to matter a lot in May.",
        "Mia Rao expects to be dismissed in May.",
        "The council is likely to hear more complaints next year.",
    ],
)
def test_what_commits_nobody_is_no_plan(text):
    """Steps of a story, plans given up, chances, fears, duties of anybody and demands commit nobody."""
    assert () == read(text)[0]
