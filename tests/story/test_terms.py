"""Terms: who requires what, of which act."""

import pytest

DEMAND = "[Lena Holm|person source] [demanded|cue] [that [Norland|state] [open the mine|act]|content call term .8]."


def name_of(record, actor):
    """Return the name of an actor of the record."""
    return next((item.name for item in record.actors if item.id == actor), None)


def test_a_demand_is_a_term_of_whoever_makes_it(tell_marked):
    """The party is the one who demands, not the one of whom it is demanded; what is required is told in its words."""
    record = tell_marked(DEMAND)

    [term] = record.terms

    assert ("Lena Holm", "open the mine", 0.8) == (
        name_of(record, term.party),
        term.about,
        term.probability,
    )
    assert record.statements[0].id == term.statement
    assert "that Norland open the mine" == term.span.exact


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("not to [show the text|act]", "not to show the text"),
        ("never to [show the text|act] again", "never to show the text"),
        ("they do not [show the text|act]", "not show the text"),
        ("to act at once, and not in May, and [show the text|act]", "show the text"),
    ],
)
def test_what_is_not_to_be_done_is_told_so(tell_marked, words, about):
    """A line that lost the word that negates it would say the reverse."""
    record = tell_marked(f"[The union|group source] [urged|cue] [them {words}|content call term].")

    assert [about] == [term.about for term in record.terms]


@pytest.mark.parametrize(
    ("marked", "party"),
    [
        ("[Mia Rao|person source] [said|cue] [[Norland|state party] [wanted the mine shut|term]|content].", "Norland"),
        ("[Mia Rao|person source] [said|cue] [that [the fishermen|party] [wanted the mine shut|term]|content].", None),
        ("[[The Harbour Bank|organisation]|party] [requires a licence|term] of every ferry.", "Harbour Bank"),
    ],
)  # fmt: skip
def test_the_party_is_whom_the_words_name(tell_marked, marked, party):
    """What another requires is his, though a speaker tells it; of whom nothing is known it is nobody's."""
    record = tell_marked(marked)

    assert [party] == [name_of(record, term.party) for term in record.terms]


@pytest.mark.parametrize(
    ("verb", "party"),
    [("must free", "Mia Rao"), ("has to free", "Mia Rao"), ("has asked them to free", "Norland")],
)
def test_who_must_do_something_does_not_require_it(tell_marked, verb, party):
    """Of whom a speaker demands it is no party to the demand; who 'has asked' for it is, by the same speaker."""
    marked = f"[[[Norland|state]|party] {verb} the ferrymen|content call term], [Mia Rao|person source] [said|cue]."

    record = tell_marked(marked)

    assert [party] == [name_of(record, term.party) for term in record.terms]


def test_a_commitment_carries_the_terms_on_its_act(tell_marked):
    """The terms of others on one act stand with the commitment to it."""
    record = tell_marked(
        "[[Lena Holm|person]|party] [will [publish the flood report|act] [by 1 May|due]|announcement].",
        "[The union|group source] [demanded|cue] [that she [publish the flood report|act] at once|content call term].",
        "[The union|group source] [demanded|cue] [that the port [lower its fees|act]|content call term].",
    )

    [commitment] = record.commitments

    [linked] = [term.about for term in record.terms if term.id in commitment.terms]
    assert "publish the flood report" == linked


def test_an_unsure_demand_is_a_candidate(tell_marked):
    """Below its threshold it is no term, and waits for a person."""
    record = tell_marked(DEMAND.replace("term .8", "term .3"))

    assert () == record.terms
    assert [("term", 0.3, "Lena Holm")] == [
        (item.kind, item.probability, name_of(record, item.party)) for item in record.candidates
    ]
