import pytest

from onrecord.model import Act
from onrecord.reading.acts import is_hedged, tell_act


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
    ],
)
def test_the_act_is_told(cue, content, expected):
    """What a speaker does is told by the cue, and where the cue is neutral by the words."""
    assert expected == tell_act(cue, content)


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
