import pytest

from onrecord.model import Act
from onrecord.reading.speech.acts import is_hedged, tell_act


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "the shop opened in March", Act.ASSERT),
        ("has denied", "any part in the sale", Act.DENY),
        ("said", "The visit did not delay a single truck", Act.DENY),
        ("said", "There is no final decision", Act.DENY),
        ("accused", "the firm of hiding the leak", Act.ACCUSE),
        ("said", "The council has betrayed the valley", Act.ACCUSE),
        ("said", "We will publish the list by June", Act.COMMIT),
        ("promised", "to publish the list", Act.COMMIT),
        ("said", "We will not rest until the valley is safe", Act.COMMIT),
        ("refused", "to publish the list", Act.REFUSE),
        ("said", "We will not sign the treaty", Act.REFUSE),
        ("ruled out", "a second vote", Act.REFUSE),
        ("called on", "the ministry to publish the list", Act.CALL),
        ("asked", "her to publish the list", Act.CALL),
        ("asked", "whether it was safe", Act.ASSERT),
        ("said", "Parliament needs to know why the wall fell", Act.CALL),
        ("said", "The inspection must be unannounced", Act.CONDITION),
        ("said", "Unless the lake is drained, there can be no talks", Act.CONDITION),
        ("said", "I regret that nothing has changed", Act.REGRET),
        ("said", "she hoped to finish by June", Act.HOPE),
        ("welcomed", "the decision", Act.WELCOME),
        ("said", "the study would be published in March", Act.COMMIT),
        ("said", "The list will be released no later than 3 May", Act.COMMIT),
        ("said", "It would be out in January", Act.COMMIT),
        ("said", "The bank would also send a team to the coast in May", Act.COMMIT),
        ("said", "The new toll would slow the whole region", Act.ASSERT),
        ("said", "it would encourage people to leave", Act.ASSERT),
        ("said", "I believe they will vote for it", Act.ASSERT),
        ("said", "It will be hot in July", Act.ASSERT),
        ("said", "Not a coin of the loan will be paid until the wells are tested", Act.CONDITION),
        ("said", "she would be welcome, provided that she comes alone", Act.CONDITION),
        ("promised", "to return on condition that she came alone", Act.CONDITION),
        ("rejected", "reports that the ministry had hidden the bill", Act.DENY),
        ("rejected", "the offer", Act.REFUSE),
        ("denied", "a request by farmers to open the gate", Act.REFUSE),
        ("called", "the newspaper’s story “pure invention”", Act.DENY),
        ("called", "the newspaper’s story “a fine piece of work”", Act.ASSERT),
        ("said", "Parliament no longer needs to know", Act.ASSERT),
        ("called", "the report on the dam “completely wrong”", Act.DENY),
        ("pushed back against", "claims that the dam leaks", Act.DENY),
        ("said", "The letter was “not accurate”", Act.DENY),
        ("said", "The claims do not correspond to reality", Act.DENY),
        ("said", "A second toll is not currently on the table", Act.DENY),
        ("said", "There is no sign that the dam was moved", Act.DENY),
        ("said", "They had come not to seize boats, but to rescue people", Act.DENY),
        ("said", "There is no sign of the boat", Act.ASSERT),
    ],
)
def test_the_act_is_told(cue, content, expected):
    """What a speaker does is told by the cue, and where the cue is neutral by the words."""
    assert expected == tell_act(cue, content)


@pytest.mark.parametrize(
    "content",
    [
        "No one is jailed in the valley",
        "Nobody was forced to leave",
        "There are no camps on the island",
        "We have set no conditions for the talks",
        "No copy of the draft was shown to the ministry",
        "the board had received no\nsuch request",
        "We are not hiding anything",
        "The firm did not bribe anyone",
        "She acted lawfully",
    ],
)
def test_what_answers_an_allegation_is_denied(content):
    """Who says that a wrong was not done, or is not there, denies it; a line break makes no difference."""
    assert Act.DENY == tell_act("said", content)


@pytest.mark.parametrize(
    "content",
    [
        "The talks did not start on time",
        "There is no electricity in the hills",
        "No one was hurt",
        "It is not the right way",
        "The pump is not working",
        "He had no immediate answer",
    ],
)
def test_a_plain_negated_fact_is_asserted(content):
    """That something is not so is no denial where nobody is blamed for it."""
    assert Act.ASSERT == tell_act("said", content)


def test_the_main_clause_decides():
    """The earliest sign decides: a promise to discuss concerns is a promise."""
    assert Act.COMMIT == tell_act("said", "We will discuss the concerns that were raised")


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "it could open in May", True),
        ("hoped", "to open in May", True),
        ("said", "it may open soon", True),
        ("said", "it opens on 3 May", False),
        ("said", "it will open in June", False),
    ],
)
def test_hedges_are_told(cue, content, expected):
    """Hopes, 'could' and 'may' leave it open; the month of May does not."""
    assert expected is is_hedged(cue, content)
