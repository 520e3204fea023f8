"""Silences: who was asked and did not answer, kept apart from denials."""

import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "[The Harbour Bank|organisation party] [did not respond to a request for comment|silence].",
        "[The Harbour Bank|organisation party] [could not be reached for comment|silence].",
        "[The Harbour Bank|organisation party] [had no immediate comment|silence].",
    ],
)
def test_who_did_not_answer_is_kept_as_such(tell_marked, marked):
    """The record names who was asked and the words that say so, and takes it for no denial."""
    record = tell_marked(marked)

    [silence] = record.silences

    assert silence.span.exact in marked
    assert ["Harbour Bank"] == [actor.name for actor in record.actors if actor.id == silence.party]
    assert () == record.denials


def test_who_declines_to_answer_is_no_silence(tell_marked):
    """Whoever says that he will say nothing has answered: it is a denial of the kind 'declined'."""
    record = tell_marked("[Mia Rao|person party] [declined to comment|silence] on the leak.")

    [denial] = record.denials

    assert () == record.silences
    assert ("declined", "declined to comment", None) == (denial.kind, denial.span.exact, denial.probability)
    assert ["Mia Rao"] == [actor.name for actor in record.actors if actor.id == denial.party]
