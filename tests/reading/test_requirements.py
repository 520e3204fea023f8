"""Requirements: what somebody demands or makes a condition, and what is only an opinion."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotations import Attribution, Requirement
from onrecord.model import Act, Document, Offsets, Quoted
from onrecord.reading.parse import load_pipeline, parse
from onrecord.reading.plans.requirements import find_requirements


def read(text: str, *, spoken: bool = False) -> tuple[Requirement, ...]:
    """Return the requirements of a text, all of it somebody's words if `spoken`."""
    document = Document("document-1", "note.txt", "", text)
    content = (Offsets(0, len(text)),)
    attributions = [Attribution(None, None, content, Quoted.INDIRECT, Act.ASSERT)] if spoken else []
    return find_requirements(document, parse(document, load_pipeline()), attributions)


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("The union demanded that the firm pay the wages.", "the firm pay the wages"),
        ("Norland insisted that the inspectors leave the port.", "the inspectors leave the port"),
        ("Rao called on the ministry to release the report.", "release the report"),
        ("The groups called for an inquiry into the flood.", "an inquiry into the flood"),
        ("She urged the council to stop the sale.", "stop the sale"),
        ("He asked the board to cancel the contract.", "cancel the contract"),
        ("Norland agreed to talks on condition that the siege is lifted.", "the siege is lifted"),
        ("The union refused to meet unless the firm paid the wages.", "unless the firm paid the wages"),
        ("If he invites me, I will meet him.", "If he invites me"),
        ("The bank will not pay until the families are counted.", "until the families are counted"),
        ("The party wants a ban on the trade.", "a ban on the trade"),
        ("The panel is demanding files on the sale.", "files on the sale"),
        ("The panel is summoning the former clerk to testify.", "to testify"),
        ("The union filed a suit asking a judge to halt the sale.", "to halt the sale"),
        ("The owners had also wanted the harbour master fired.", "the harbour master fired"),
        ("He wanted a public inquiry into the flood.", "a public inquiry into the flood"),
        ("She is asking that the islands be included in the plan.", "the islands be included"),
        ("The rule requires owners to seek permits.", "to seek permits"),
        ("The allies keep up the pressure on the mayor to hold a vote.", "to hold a vote"),
        ("We would like to see concrete steps from the firm.", "concrete steps"),
        ("They published the inquiry demanded by the union.", "the inquiry"),
        ("The crew's demands include a vote on the fees.", "a vote on the fees"),
        ("Among their demands are free elections.", "free elections"),
        ("The deal would require Norland to halt the trade.", "to halt the trade"),
        ("Norland said it needed written assurances.", "written assurances"),
        ("The crews have been pressed to suspend the strike.", "to suspend the strike"),
        ("Officials warned other towns against raising the fees.", "raising the fees"),
        ("The harbour act that would require annual certification of boats failed.", "annual certification"),
        ("The deal would close a gap, requiring that boats are certified.", "boats are certified"),
        ("Rao said the council would have to count the votes again.", "would have to count the votes"),
        ("The withdrawal needs the approval of the council.", "the approval of the council"),
        (
            "Rao will need the unions and all owners to agree to the plan.",
            "the unions and all owners to agree",
        ),
        ("Sixty votes are needed to pass the bill.", "Sixty votes"),
        ("Without support from the owners, an expansion won't be possible.", "support from the owners"),
        ("The rebels could not be defeated without some action in Norland.", "some action in Norland"),
        ("Boats can only be used subject to the approval of the mayor.", "the approval of the mayor"),
        ("If the unions vote against it, there will be a strike.", "If the unions vote"),
        (
            "Rao has vowed a long closure if the council does not fund his wall.",
            "if the council does not fund",
        ),
        ("Rao is vowing to try to sue the mayor if he takes any action.", "if he takes any action"),
        ("Norland will respond if needed.", "if needed"),
        ("Rao repeated his vow to veto any bill missing funds for the wall.", "any bill missing funds"),
        ("The union will not back a bill providing five crowns for the wall.", "a bill providing"),
        ("The deal limited Norland to building two boats.", "building two boats"),
        ("Rules barring crews from fishing at night stay.", "fishing at night"),
        ("The union outlined its terms, which include a full ceasefire.", "a full ceasefire"),
        ("The union would like the firm to pay the wages.", "the firm to pay the wages"),
        ("The union called for a commission on wages.", "a commission on wages"),
        ("Rao urged the mayor in a letter to repeal the rule.", "to repeal the rule"),
        ("Crews seeking direct elections closed the port.", "direct elections"),
        ("Many are angry and want an independent inquiry.", "an independent inquiry"),
        ("The union said it wanted an end to the raids.", "an end to the raids"),
        ("Approval of two thirds of the council is required.", "Approval of two thirds"),
        ("The sale needs council approval.", "council approval"),
        ("The union refuses to return to work until the firm pays.", "until the firm pays"),
        ("We will not return before the firm pays.", "before the firm pays"),
        ("Norland is ready to talk if the siege ends.", "the siege ends"),
        ("Norland is ready to talk, but only if the siege ends.", "only if the siege ends"),
        ("Without a vote there will be no deal.", "Without a vote"),
        ("“Leave now or you will be arrested,” the officer said.", "Leave now"),
        ("There can be no deal without a vote.", "without a vote"),
        ("“Stop the attacks,” he told Norland.", "Stop the attacks"),
        ("The firm is obliged to publish the files.", "to publish the files"),
        ("They refused to negotiate as long as the army stays.", "as the army stays"),
        ("The ministers insisted that there be no talks.", "there be no talks"),
        ("He appealed to Norland to free the crew.", "to free the crew"),
        ("The mayor faces calls to resign.", "to resign"),
        ("She said that would not happen until the closure ended.", "until the closure ended"),
    ],
)
def test_a_demand_or_condition_is_found_in_its_words(text, required):
    """The words that say what is required stand in the record as the document has them."""
    found = read(text)

    assert any(required in text[slice(*requirement.words)] for requirement in found)


@pytest.mark.parametrize(
    ("text", "required", "about"),
    [
        ("The bank made the loan conditional on a vote.", "a vote", "the loan"),
        ("The loan was conditioned on Norland closing the mine.", "Norland closing the mine", "The loan"),
        (
            "The visit is dependent on the mayor making a statement.",
            "making a statement",
            "The visit",
        ),
        ("The sale is subject to winning a permit.", "winning a permit", "The sale"),
        (
            "Norland would lift the ban in exchange for a pledge to cut fees.",
            "a pledge to cut fees",
            "lift the ban",
        ),
        ("The firm will not take part because of the lack of a formal vote.", "a formal vote", "take part"),
        ("The chair called a pause a condition for talks.", "a pause", "talks"),
        (
            "Norland would keep the tariffs until the port is opened.",
            "the port is opened",
            "keep the tariffs",
        ),
        (
            "Many members will not vote for the budget without a harbour deal.",
            "without a harbour deal",
            "vote",
        ),
        (
            "If the council votes for it, the court would hold a hearing.",
            "If the council votes",
            "hold a hearing",
        ),
        ("He said he would sign if the fees were cut.", "if the fees were cut", "sign"),
        ("The party will block any bill that closes the port.", "any bill that closes the port", "any bill"),
        ("Talks can begin only when the tests stop.", "when the tests stop", "begin"),
        ("Norland will only return to the talks after the fees are cut.", "after the fees are cut", "return"),
        ("There will be no talks as long as the siege lasts.", "as the siege lasts", "no talks"),
        ("The visit will go ahead provided the crew is released.", "the crew is released", "go ahead"),
        ("On condition of the crew's release, talks may start.", "the crew's release", "start"),
        ("A precondition of the talks is the release of the crew.", "the release of the crew", "the talks"),
        ("Norland set two conditions for the talks: an apology and a payment.", "an apology", "the talks"),
        ("Norland's price for a deal is the return of the islands.", "the return of the islands", "a deal"),
    ],
)
def test_a_condition_is_told_with_the_act_that_depends_on_it(text, required, about):
    """The words of a condition say what is required, and the act says for what."""
    found = read(text, spoken=True)

    assert any(required in text[slice(*item.words)] and about in item.about for item in found)


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("The court gave the firm until 6 p.m. on Sunday to answer the charge.", "to answer the charge"),
        ("The court gave the owners two weeks to leave.", "to leave"),
        ("The council set a deadline of 3 May for approving the plan.", "approving the plan"),
        ("Pay the wages or we will strike.", "Pay the wages"),
        ("The owners were told to repair the wall or face a fine.", "to repair the wall"),
        ("He can use the hearing, or he can stop complaining.", "He can use the hearing"),
    ],
)
def test_a_last_day_or_a_choice_set_for_the_other_side_is_a_requirement(text, required):
    """A deadline, an ultimatum and a choice that is left to another are terms."""
    assert any(required in text[slice(*item.words)] for item in read(text, spoken=True))


@pytest.mark.parametrize(
    "text",
    [
        "The visit must be friendly.",
        "The agency needs to stay until the work is done.",
        "It is essential that the sites be open.",
    ],
)
def test_a_duty_is_a_requirement_only_in_somebodys_mouth(text):
    """What a narrator finds necessary is nobody's term."""
    assert (0, 1) == (len(read(text)), len(read(text, spoken=True)))


@pytest.mark.parametrize(
    "text",
    [
        "She did not respond to a request for comment.",
        "They locked the gate in order to keep the sheep in.",
        "The union did not object until it became public.",
        "The mayor sought to rally support for the bridge.",
        "The bottom line is that the mayor lost.",
        "People must eat.",
        "If it rains, the river will rise.",
        "She wanted to leave the town.",
        "To ask the tenants a second time would be a mistake.",
        "He asked whether the road was open.",
        "The manager said the pump had failed.",
        "The owner wants to sell the mill.",
        "She campaigned for governor.",
        "He pressed again: See for yourself.",
        "The clerk insisted that the mayor did not leak it.",
        "It will require patience.",
        "He insists on defending his friend.",
        "There is no requirement for judges to answer.",
        "The plan will not matter unless others follow.",
        "Nobody can cross the street without looking.",
        "The strike has to do with wages.",
        "It should not be surprising.",
        "Do the owners have to pay?",
        "Analysts expect prices to rise.",
        "The clerk told reporters that the road was open.",
        "The hall was sold in exchange for two boats.",
        "They said the shop was subject to fines.",
        "We do not believe they should be punished.",
        "He called her petty for leaving the town.",
        "He wants the world to believe that he is brave.",
        "Does the mayor want a deal?",
        "The clerk is exactly where he needs to be.",
        "We would like to see what is offered.",
        "Demand is a problem for the mill.",
        "She told of the long talks that will be required to leave the union.",
        "We need a leader who will do more than the mayor has to end it.",
        "The court forbade it on the basis of age.",
        "The owners do not have to pay.",
        "If we have to, we will walk.",
        "He spoke on condition of anonymity.",
    ],
)
def test_what_nobody_requires_is_left_out(text):
    """Requests for comment, generic duties, predictions, wishes of one's own and questions are no terms."""
    assert () == read(text, spoken=True)


def test_who_requires_it_is_the_subject_of_the_demand():
    """The party of a demand is named where the sentence names it."""
    text = "The union of dockers demanded that the firm pay the wages."

    [requirement] = read(text)

    assert requirement.party is not None
    assert "The union of dockers" == text[slice(*requirement.party)]
    assert "pay" in requirement.keys


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("We need to act now.", "We need to act now"),
        ("We ought to rebuild the port.", "We ought to rebuild"),
        ("He is going to have to bring his party along.", "have to bring his party along"),
        ("You must abandon the wall.", "You must abandon the wall"),
        ("This needs to change.", "This needs to change"),
        ("A coalition of towns is necessary to confront the threat.", "A coalition of towns"),
        ("Further action by the council is going to be necessary.", "Further action by the council"),
        ("The key to peace is the formation of a new council.", "the formation of a new council"),
        ("Talks are the only way to end the strike.", "Talks"),
        ("Any attack on the port will be answered.", "Any attack on the port"),
        ("The raids will be done with the consent of the town.", "the consent of the town"),
        ("A vote is a must for any deal.", "A vote"),
        ("No deal without guarantees.", "without guarantees"),
        ("It is time to end the war.", "to end the war"),
        ("What we need to see is a change in the rules.", "a change in the rules"),
        ("Talks are the only means for a settlement.", "Talks"),
        ("We ought to look for a new port.", "We ought to look for"),
        ("It is essential to reopen the port.", "to reopen the port"),
        ("What we want is a vote.", "a vote"),
        ("All we ask is that they listen.", "they listen"),
        ("There must be a ceasefire.", "a ceasefire"),
        ("There needs to be an investigation.", "an investigation"),
    ],
)
def test_what_somebody_says_is_needed_is_found(text, required):
    """A duty, a necessity or a warning in somebody's mouth is a requirement; the narrator's is none."""
    found = read(text, spoken=True)

    assert any(required in text[slice(*requirement.words)] for requirement in found)
    assert () == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "We need to remember what he said.",
        "If we have to stay until May, fine.",
        "They might have to pay the fee.",
        "You need to know the town.",
        "We cannot live without hope.",
        "There must be a mistake.",
        "It will not be long before the firm pays.",
        "“Look at me,” she told reporters.",
    ],
)
def test_what_binds_nobody_is_no_requirement(text):
    """A case, a mere possibility and a thought ask nothing of anybody, whoever says so."""
    assert () == read(text, spoken=True)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Lena Holm, the clerk, asked a judge to halt the sale.", "Lena Holm"),
        ("The panel is demanding files on the sale.", "The panel"),
        ("Norland will not vote for the budget without a harbour deal.", "Norland"),
        ("The chair called a pause a condition for talks.", "The chair"),
        ("Norland said that the firm must pay.", "Norland"),
        ("The council gave the firm until Sunday to answer.", "The council"),
    ],
)
def test_the_party_is_named_where_the_sentence_names_one(text, party):
    """Whoever demands, refuses, sets a day or says so is the party."""
    parties = {text[slice(*item.party)] for item in read(text) if item.party is not None}

    assert {party} == parties


def test_the_us_is_a_party_and_not_us():
    """'The US should not give up' asks something of a state; 'us' would be the speaker."""
    [requirement] = read("Lena Holm said the US should not give up.")

    assert (
        "the US should not give up" == "Lena Holm said the US should not give up."[slice(*requirement.words)]
    )


def test_a_condition_is_about_the_act_of_the_main_clause():
    """What depends on the condition is told with it, so that it can be tied to a commitment."""
    [requirement] = read("The union refused to meet unless the firm paid the wages.")

    assert "meet" in requirement.about


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.sampled_from("must unless if to demanded that «»\n’“ \u200bé."), max_size=120))
def test_any_text_gives_findings_inside_it(text):
    """No text makes an empty or misplaced finding."""
    for requirement in read(text):
        assert 0 <= requirement.words.start < requirement.words.end <= len(text)
        assert requirement.about
