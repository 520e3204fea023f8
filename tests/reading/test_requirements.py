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
    ],
)
def test_a_demand_or_condition_is_found_in_its_words(text, required):
    """The words that say what is required stand in the record as the document has them."""
    found = read(text)

    assert any(required in text[slice(*requirement.words)] for requirement in found)


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
