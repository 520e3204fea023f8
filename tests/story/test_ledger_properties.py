"""What holds of the ledger of commitments whatever documents are in the pile."""

from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Commitment, Outcome, Record
from onrecord.story.knowing import give_days_by
from onrecord.story.tell import tell

HOPES = (
    "2024-02-01",
    (
        "[Lena Holm|person source] [said|cue] on Thursday [she hoped to [visit the Corran mine|act=visit:corran,mine] "
        "[in April|due]|content hope announcement].\n\n"
        "[The [harbour ministry|organisation party source] will [publish the flood report|act] [by 31 March|due]"
        "|content commit announcement], it [said|cue]."
    ),
)
BRIDGE = (
    "2024-02-20",
    (
        "[Ben Adeyemi|person source], head of the bridge authority, [said|cue] [the [Brennick bridge would open"
        "|act=open:brennick,bridge] [on 1 June|due]|content commit announcement]. "
        "[He|person=Ben_Adeyemi source] [denied|cue] [that the opening had been put off|content deny .7]."
    ),
)
SLIPS = (
    "2024-03-10",
    (
        "[Lena Holm|person party]'s [[trip to the Corran mine|act=trip:corran,mine] is now planned for [20 May|due]"
        "|announcement].\n\n“[The [flood report will be published|act=publish:flood,report] [in June|due]"
        "|content commit announcement],” [the harbour ministry|organisation source] [told|cue] reporters. "
        "[The miners' union|group source] [insisted|cue] that [the [visit|act=visit:] must be open to its members"
        "|content condition term]."
    ),
)
RELAY = ("2024-03-11", SLIPS[1] + "\n\nThis was first reported by the Corran Post.")
VISIT = (
    "2024-05-25",
    (
        "[Lena Holm|person party] [[visited the Corran mine|act=visit:corran,mine] on 20 May|outcome kept]. "
        "[The harbour ministry|organisation party] [has still not [published the flood report|act=publish:flood,report]"
        "|outcome open]."
    ),
)
OFF = (
    "2024-05-28",
    (
        "[Ben Adeyemi|person party] [has called off [the opening of the Brennick bridge|act=opening:brennick,bridge]"
        "|outcome withdrawn]."
    ),
)
OUT = (
    "2024-07-01",
    "[The harbour ministry|organisation party] [[published the flood report|act=publish:flood,report]|outcome kept].",
)
UNDATED = (
    None,
    (
        "[The harbour ministry|organisation source] [said|cue] on 12 March 2024 that [the [flood report will be out"
        "|act=be_out:flood,report] [by 30 June 2024|due]|content commit announcement]. "
        "[Mia Rao|person party] [did not respond to a request for comment|silence] on the delay. "
        "[A [new gate|act=build:gate] may follow|announcement .3]."
    ),
)
PILE = (HOPES, BRIDGE, SLIPS, RELAY, VISIT, OFF, OUT, UNDATED)
DAYS = st.dates(date(2024, 1, 15), date(2024, 8, 1))
PILES = st.sets(st.integers(0, len(PILE) - 1), min_size=1).map(sorted)
several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def know(read_marked):
    """Return what tells the record of some documents of the pile as of a day."""
    readings = [
        read_marked(marked, day, name=str(number), outlet="Post") for number, (day, marked) in enumerate(PILE)
    ]

    def know(numbers: list[int], day: date) -> Record:
        return tell(give_days_by([readings[number] for number in numbers], day), as_of=day)

    return know


def find_outcomes(commitments: tuple[Commitment, ...]) -> dict[str, Outcome]:
    """Return what became of each commitment."""
    return {commitment.id: commitment.outcome for commitment in commitments}


@several
@given(numbers=PILES, day=DAYS)
def test_what_comes_out_later_never_changes_the_ledger_as_of_a_day(know, numbers, day):
    """A document published after the day is as if it did not exist, for undated ones beside it as well."""
    then = [n for n in numbers if PILE[n][0] is None or date.fromisoformat(PILE[n][0]) <= day]

    assert msgspec.json.encode(know(then, day)) == msgspec.json.encode(know(numbers, day))


@several
@given(order=st.permutations(range(len(PILE))), day=DAYS)
def test_the_order_of_the_documents_changes_no_ledger(know, order, day):
    """Any order of the same documents gives the same bytes."""
    assert msgspec.json.encode(know(sorted(order), day)) == msgspec.json.encode(know(order, day))


@several
@given(numbers=PILES, day=DAYS)
def test_removing_a_relay_changes_no_outcome(know, numbers, day):
    """What a copy repeats is told without it: each commitment keeps its id and what became of it."""
    copied, copy = PILE.index(SLIPS), PILE.index(RELAY)
    whole = sorted({*numbers, copied, copy})
    without = [number for number in whole if number != copy]
    if day < date.fromisoformat(RELAY[0]):
        return

    assert find_outcomes(know(without, day).commitments) == find_outcomes(know(whole, day).commitments)


@several
@given(numbers=PILES, day=DAYS)
def test_every_outcome_rests_on_words_of_a_document_that_was_out(know, numbers, day):
    """Kept, not kept and withdrawn are never told without the words, and never before they were published."""
    record = know(numbers, day)
    texts = {document.id: document.text for document in record.documents}
    for commitment in record.commitments:
        assert commitment.outcome in (Outcome.OPEN, Outcome.UNKNOWN) or commitment.outcome_evidence
        for span in commitment.outcome_evidence:
            assert span.exact == texts[span.document][span.start : span.end]


@several
@given(numbers=PILES, day=DAYS)
def test_the_links_of_a_commitment_lead_from_each_version_to_the_first(know, numbers, day):
    """Every version but one says to which words it belongs, and following them ends at that one."""
    for commitment in know(numbers, day).commitments:
        assert commitment.versions[0].link is None
        assert all(version.link is not None for version in commitment.versions[1:])
        assert all(version.link.to != version.span for version in commitment.versions[1:])


def test_the_pile_holds_what_the_properties_are_about(know):
    """The whole pile has a kept, a withdrawn and a slipped commitment, or the properties would say little."""
    record = know(list(range(len(PILE))), date(2024, 8, 1))

    assert {Outcome.KEPT, Outcome.WITHDRAWN} <= {commitment.outcome for commitment in record.commitments}
    assert any((commitment.slip_days or 0) > 0 for commitment in record.commitments)
    assert len(PILE) == len(record.documents)
    assert record.relays
    assert record.silences
    assert record.denials
    assert record.candidates
