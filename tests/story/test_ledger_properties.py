"""What holds of the ledger of commitments whatever documents are in the pile."""

from datetime import date
from functools import cache

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.annotations import Reading
from onrecord.model import UNKNOWN, Basis, Commitment, Document, Outcome, Record, identify, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.knowing import give_days_by
from onrecord.story.tell import tell

HOPES = (
    "2024-02-01",
    (
        "Inspector Lena Holm said on Thursday she hoped to visit the Corran mine in April.\n\n"
        "The harbour ministry will publish the flood report by 31 March, harbour minister Mia Rao said."
    ),
)
BRIDGE = (
    "2024-02-20",
    (
        "Ben Adeyemi, head of the bridge authority, said the Brennick bridge would open on 1 June. "
        "He denied that the opening had been put off."
    ),
)
SLIPS = (
    "2024-03-10",
    (
        "Lena Holm's trip to the Corran mine is now planned for 20 May, her office said on Sunday.\n\n"
        "“The flood report will be published in June,” harbour minister Mia Rao told reporters. "
        "The miners' union insisted that the visit must be open to its members."
    ),
)
RELAY = ("2024-03-11", SLIPS[1] + "\n\nThis was first reported by the Corran Post.")
VISIT = (
    "2024-05-25",
    "Lena Holm visited the Corran mine on 20 May. The ministry has still not published the flood report.",
)
OFF = ("2024-05-28", "Ben Adeyemi has called off the opening of the Brennick bridge, he said on Tuesday.")
OUT = ("2024-07-01", "The ministry has published the flood report, harbour minister Mia Rao said on Monday.")
UNDATED = (
    None,
    (
        "Harbour minister Mia Rao said on 12 March 2024 that the flood report will be out by 30 June 2024. "
        "She declined to comment on the delay."
    ),
)
PILE = (HOPES, BRIDGE, SLIPS, RELAY, VISIT, OFF, OUT, UNDATED)
DAYS = st.dates(date(2024, 1, 15), date(2024, 8, 1))
PILES = st.sets(st.integers(0, len(PILE) - 1), min_size=1).map(sorted)
several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def read(number: int) -> Reading:
    """Return the reading of one document of the pile, made once."""
    day, text = PILE[number]
    stated = date.fromisoformat(day) if day else None
    published = when(stated, stated, Basis.METADATA) if stated else UNKNOWN
    document = Document(
        identify("document", number), f"{number}.txt", "0" * 64, text, outlet="Post", published=published
    )
    return read_document(document, load_pipeline(), load_tagger())


def know(numbers: list[int], day: date) -> Record:
    """Return the record of some documents of the pile as of a day."""
    return tell(give_days_by([read(number) for number in numbers], day), as_of=day)


def find_outcomes(commitments: tuple[Commitment, ...]) -> dict[str, Outcome]:
    """Return what became of each commitment."""
    return {commitment.id: commitment.outcome for commitment in commitments}


@several
@given(numbers=PILES, day=DAYS)
def test_what_comes_out_later_never_changes_the_ledger_as_of_a_day(numbers, day):
    """A document published after the day is as if it did not exist, for undated ones beside it as well."""
    then = [n for n in numbers if PILE[n][0] is None or date.fromisoformat(PILE[n][0]) <= day]

    assert msgspec.json.encode(know(then, day)) == msgspec.json.encode(know(numbers, day))


@several
@given(order=st.permutations(range(len(PILE))), day=DAYS)
def test_the_order_of_the_documents_changes_no_ledger(order, day):
    """Any order of the same documents gives the same bytes."""
    assert msgspec.json.encode(know(sorted(order), day)) == msgspec.json.encode(know(order, day))


@several
@given(numbers=PILES, day=DAYS)
def test_removing_a_relay_changes_no_outcome(numbers, day):
    """What a copy repeats is told without it: each commitment keeps its id and what became of it."""
    copied, copy = PILE.index(SLIPS), PILE.index(RELAY)
    whole = sorted({*numbers, copied, copy})
    without = [number for number in whole if number != copy]
    if day < date.fromisoformat(RELAY[0]):
        return

    assert find_outcomes(know(without, day).commitments) == find_outcomes(know(whole, day).commitments)


@several
@given(numbers=PILES, day=DAYS)
def test_every_outcome_rests_on_words_of_a_document_that_was_out(numbers, day):
    """Kept, not kept and withdrawn are never told without the words, and never before they were published."""
    record = know(numbers, day)
    texts = {document.id: document.text for document in record.documents}
    for commitment in record.commitments:
        assert commitment.outcome in (Outcome.OPEN, Outcome.UNKNOWN) or commitment.outcome_evidence
        for span in commitment.outcome_evidence:
            assert span.exact == texts[span.document][span.start : span.end]


@several
@given(numbers=PILES, day=DAYS)
def test_the_links_of_a_commitment_lead_from_each_version_to_the_first(numbers, day):
    """Every version but one says to which words it belongs, and following them ends at that one."""
    for commitment in know(numbers, day).commitments:
        assert commitment.versions[0].link is None
        assert all(version.link is not None for version in commitment.versions[1:])
        assert all(version.link.to != version.span for version in commitment.versions[1:])


def test_the_pile_holds_what_the_properties_are_about():
    """The whole pile has a kept, a withdrawn and a slipped commitment, or the properties would say little."""
    record = know(list(range(len(PILE))), date(2024, 8, 1))

    assert {Outcome.KEPT, Outcome.WITHDRAWN} <= {commitment.outcome for commitment in record.commitments}
    assert any((commitment.slip_days or 0) > 0 for commitment in record.commitments)
    assert len(PILE) == len(record.documents)
    assert record.relays
    assert record.silences
