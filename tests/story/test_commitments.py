"""Commitments: the announced dates of one act, in order, with what became of it."""

from datetime import date
from itertools import permutations

import pytest

from onrecord.annotations import Reading
from onrecord.model import Basis, Clock, Commitment, Document, Move, Outcome, Record, Tie, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell


def read(day: str, text: str, name: str = "") -> Reading:
    """Return the reading of a text published on a day."""
    published = when(date.fromisoformat(day), date.fromisoformat(day), Basis.METADATA)
    document = Document(f"document-{name or day}", f"{name or day}.txt", "0" * 64, text, published=published)
    return read_document(document, load_pipeline(), load_tagger())


def read_record(*documents: tuple[str, str], as_of: date | None = None) -> Record:
    """Return the record of documents given as (day, text)."""
    return tell([read(day, text) for day, text in documents], as_of=as_of)


def with_due(record: Record) -> list[Commitment]:
    """Return the commitments that have a dated version."""
    return [item for item in record.commitments if any(v.due.latest or v.due.earliest for v in item.versions)]


SLIPPING = (
    (
        "2023-09-14",
        "Mia Rao, the harbour minister, said she would publish the flood report by 31 December.",
    ),
    ("2024-01-10", "Harbour minister Mia Rao said on Wednesday she would publish the flood report in March."),
    ("2024-04-02", "Mia Rao said the ministry would publish the flood report by 30 June."),
)


def test_a_slipping_promise_is_one_commitment_with_its_dates():
    """Three announcements of one act are one line of the record: the original and two revisions, with their slips."""
    [commitment] = with_due(read_record(*SLIPPING))

    assert [Move.ORIGINAL, Move.REVISED, Move.REVISED] == [version.move for version in commitment.versions]
    ends = [version.due.latest for version in commitment.versions]
    assert [date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30)] == ends
    assert [None, 91, 91] == [version.slip_days for version in commitment.versions]
    assert 182 == commitment.slip_days
    assert Outcome.OPEN is commitment.outcome


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_documents_changes_nothing(order):
    """The same pile told in any order is the same ledger."""
    readings = [read(day, text) for day, text in SLIPPING]

    assert tell(readings).commitments == tell([readings[index] for index in order]).commitments


def test_as_of_a_day_later_documents_are_unknown():
    """The ledger as of a day is the ledger of the documents published by then, whatever is added later."""
    day = date(2024, 1, 31)

    assert read_record(*SLIPPING[:2], as_of=day).commitments == read_record(*SLIPPING, as_of=day).commitments


def test_the_clock_is_arithmetic_at_the_day_of_the_record():
    """One promise is ahead before its deadline and overdue after it."""
    first = SLIPPING[:1]

    [ahead] = with_due(read_record(*first, as_of=date(2023, 12, 1)))
    [overdue] = with_due(read_record(*first, as_of=date(2024, 1, 1)))

    assert (Clock.AHEAD, Clock.OVERDUE) == (ahead.clock, overdue.clock)


def test_different_words_for_one_act_meet():
    """'Visit', 'trip' and 'inspection' of one place by one person are one commitment."""
    record = read_record(
        ("2024-02-01", "Inspector Lena Holm said she hoped to visit the Corran mine in April."),
        ("2024-03-01", "Lena Holm's trip to the Corran mine is now planned for 20 May."),
    )

    [commitment] = with_due(record)

    assert [Move.ORIGINAL, Move.REVISED] == [version.move for version in commitment.versions]
    assert [True, False] == [version.hedged for version in commitment.versions]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norland will publish the budget by 1 May.", "Norland will publish the census by 1 June."),
        ("Mia Rao will visit Corran on 4 May.", "Ben Adeyemi will visit Corran on 9 June."),
        ("The council will close the harbour in May.", "The council will open the school in June."),
    ],
)
def test_two_acts_stay_two(one, other):
    """Another thing, another person or another act is another commitment."""
    record = read_record(("2024-03-01", one), ("2024-03-02", other))

    assert 2 == len(with_due(record))


def test_what_is_called_off_is_withdrawn_with_the_words_that_say_so():
    """A cancelled visit keeps its announced date and ends withdrawn, on cited words."""
    record = read_record(
        ("2024-03-01", "Lena Holm will visit the Corran mine on 20 May."),
        ("2024-05-02", "Lena Holm has called off the visit to the Corran mine."),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.WITHDRAWN] == [version.move for version in commitment.versions]
    assert Outcome.WITHDRAWN is commitment.outcome
    assert "called off" in commitment.outcome_evidence[0].exact


def test_a_kept_promise_cites_the_words_that_say_so():
    """Only a later document's words make a promise kept."""
    promise = ("2024-03-01", "Mia Rao will publish the flood report by 1 May.")
    kept = read_record(promise, ("2024-05-01", "Mia Rao published the flood report on Wednesday."))

    [commitment] = [item for item in kept.commitments if item.outcome is not Outcome.OPEN]

    assert Outcome.KEPT is commitment.outcome
    assert "published the flood report" in commitment.outcome_evidence[0].exact


def test_not_yet_done_keeps_a_promise_open():
    """'Still has not' after the deadline is overdue and open, not broken: updated is not published."""
    record = read_record(
        ("2024-03-01", "Mia Rao will publish the flood report by 1 May."),
        ("2024-05-20", "Mia Rao still has not published the flood report."),
    )

    [commitment] = with_due(record)

    assert (Outcome.OPEN, Clock.OVERDUE) == (commitment.outcome, commitment.clock)


def test_every_outcome_has_its_evidence():
    """No outcome but open and unknown stands without words."""
    record = read_record(*SLIPPING, ("2024-07-01", "Mia Rao has published the flood report."))

    for commitment in record.commitments:
        assert commitment.outcome in {Outcome.OPEN, Outcome.UNKNOWN} or commitment.outcome_evidence


def test_a_retold_date_does_not_move_the_date_back():
    """'Which had been due in May' tells an older version again; the present date stays."""
    record = read_record(
        ("2024-02-01", "The council will open the harbour bridge in May."),
        ("2024-04-20", "The council will open the harbour bridge in August."),
        ("2024-07-02", "The council had planned to open the harbour bridge in May."),
    )

    [commitment] = with_due(record)

    assert date(2024, 8, 31) == commitment.versions[-1].due.latest
    assert 92 == commitment.slip_days


def test_a_refusal_is_a_commitment_of_its_own():
    """That somebody will not do a thing is on record as that, and its line says 'not'."""
    record = read_record(("2024-03-01", "Norland will not send a delegation to the Corran games."))

    [commitment] = record.commitments

    assert commitment.action.startswith("not send")
    assert Move.ORIGINAL is commitment.versions[0].move


def test_every_version_stands_on_the_words_of_its_document():
    """Each span of a version is the text it quotes, and the due words are among the document's."""
    readings = [read(day, text) for day, text in SLIPPING]
    texts = {reading.document.id: reading.document.text for reading in readings}

    for commitment in tell(readings).commitments:
        for version in commitment.versions:
            span = version.span
            assert span.exact == texts[span.document][span.start : span.end]
            assert version.due_text is None or version.due_text in texts[span.document]


def test_a_weekday_ahead_is_the_next_one():
    """'Will vote on Monday', told on a Saturday, is two days ahead."""
    [commitment] = with_due(read_record(("2024-03-02", "The council will vote on Monday, a spokesman said.")))

    assert date(2024, 3, 4) == commitment.versions[0].due.latest


def test_the_journey_of_an_advance_team_is_not_the_visit_it_prepares():
    """Whoever is sent ahead travels on another day, and that moves no visit."""
    record = read_record(
        ("2024-03-01", "Lena Holm will visit the Corran mine on 20 May."),
        (
            "2024-03-02",
            "A team of engineers from her ministry will visit the Corran mine in April, Lena Holm said.",
        ),
    )

    assert [1, 1] == [len(item.versions) for item in with_due(record)]


def test_meetings_of_other_days_are_other_meetings():
    """Bodies meet again and again: a later day is no revision unless the words move the first."""
    record = read_record(
        ("2024-03-01", "The ministers of Norland will meet on 12 March."),
        ("2024-03-20", "The ministers of Norland will meet on 9 April."),
    )

    assert [None, None] == [item.slip_days for item in with_due(record)]


def test_an_occasion_is_nobodys_commitment():
    """A day on which something opens, with nobody told to hold it, is left out."""
    record = read_record(("2024-03-01", "The harbour fair, which opens on 4 May, pleased Mia Rao."))

    assert () == record.commitments


def test_what_will_not_be_done_this_month_is_put_off_and_not_called_off():
    """'Will not publish this month' gives up a day without a new one; the act is still to come."""
    record = read_record(
        ("2024-03-01", "Mia Rao will publish the flood report by 30 April."),
        ("2024-04-28", "Mia Rao will not publish the flood report this month."),
    )

    [commitment] = with_due(record)

    assert [Move.ORIGINAL, Move.REVISED] == [version.move for version in commitment.versions]
    assert commitment.versions[-1].due.latest is None
    assert Outcome.OPEN is commitment.outcome
    assert "publish the flood report" == commitment.action


def test_an_inspection_called_off_is_the_callers_own():
    """Whoever calls off what it had planned is its party, though the words name nobody beside the noun."""
    record = read_record(
        ("2024-02-06", "The Norland Bank has called off the inspection it had planned for this month.")
    )

    [commitment] = with_due(record)

    assert commitment.party is not None
    assert Outcome.WITHDRAWN is commitment.outcome
    assert "has called off the inspection" == commitment.outcome_evidence[0].exact


def test_it_is_the_bank_that_said_it():
    """'The bank said it would publish' is a commitment of the bank."""
    record = read_record(
        ("2024-02-06", "In Corran, the Norland Bank said it would publish the lease by 1 May.")
    )

    [commitment] = with_due(record)

    assert "Norland Bank" == next(actor.name for actor in record.actors if actor.id == commitment.party)


def test_what_a_stranger_foretells_is_no_commitment():
    """A rival's word on what she will do, without a day, binds nobody."""
    record = read_record(("2024-02-06", "“Lena Holm will raise the harbour tax,” said Ben Adeyemi."))

    assert () == record.commitments


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        ("Norland has repaired the flood barriers.", Outcome.KEPT),
        ("Norland has repaired half of the flood barriers.", Outcome.PARTLY_KEPT),
        ("Norland has repaired two of the five flood barriers.", Outcome.PARTLY_KEPT),
        ("Norland has partly repaired the flood barriers.", Outcome.PARTLY_KEPT),
        ("Norland has not repaired the flood barriers.", Outcome.OPEN),
    ],
)
def test_what_is_done_for_a_part_is_kept_in_part(done, outcome):
    """Half of the barriers is neither all of them nor none."""
    record = read_record(
        ("2024-03-01", "Norland will repair the flood barriers by 1 May."), ("2024-05-02", done)
    )

    [commitment] = with_due(record)

    assert outcome is commitment.outcome
    assert commitment.outcome_evidence


@pytest.mark.parametrize(
    "words",
    [
        "We are in the final stages of that.",
        "The flood report is nearly complete.",
        "We are finalising the report.",
    ],
)
def test_how_far_it_is_is_the_last_word_and_no_outcome(words):
    """'In the final stages' leaves a promise open, and stands beside it as the last that was said."""
    record = read_record(
        SLIPPING[0], ("2024-02-01", f"Asked about the flood report, Mia Rao said: “{words}”")
    )

    [commitment] = with_due(record)

    assert (Outcome.OPEN, Clock.OVERDUE) == (commitment.outcome, commitment.clock)
    [last] = commitment.outcome_evidence
    assert last.exact.rstrip(".") in words


def test_every_version_says_why_it_belongs():
    """The first leads nowhere; each other names the words it was joined with and what they share."""
    [commitment] = with_due(read_record(*SLIPPING))

    first, *others = commitment.versions

    assert first.link is None
    assert {Tie.THING} == {version.link.tie for version in others}
    assert all({"publish", "report"} <= set(version.link.shared) for version in others)
    assert {version.link.to for version in others} <= {version.span for version in commitment.versions}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mia Rao will meet Ben Adeyemi on 4 May.", "Mia Rao will meet Lena Holm on 4 May."),
        ("Mia Rao will visit Corran on 4 May.", "Mia Rao will visit Brennick on 4 May."),
        ("Mia Rao will meet Ben Adeyemi on 4 May.", "Mia Rao will meet Ben Adeyemi on 9 June."),
    ],
)
def test_meetings_with_others_and_visits_elsewhere_stay_apart(one, other):
    """One party's day can hold two meetings."""
    assert 2 == len(with_due(read_record(("2024-03-01", one), ("2024-03-02", other))))


def test_a_window_without_an_end_takes_no_date_back():
    """'After the regatta' says less than 'in the first half of the year', and so moves nothing."""
    record = read_record(
        ("2024-01-10", "Lena Holm will visit the Corran mine in the first half of this year."),
        ("2024-02-01", "Lena Holm will visit the Corran mine in the coming weeks."),
        ("2024-03-01", "Lena Holm will visit the Corran mine in May."),
    )

    [commitment] = with_due(record)

    assert [Move.ORIGINAL, Move.REAFFIRMED] == [version.move for version in commitment.versions[:2]]
    assert date(2024, 5, 31) == commitment.versions[2].due.latest


def test_a_promise_told_again_stands_before_what_called_it_off():
    """A later account of what 'had been promised for May' does not bring a cancelled visit back."""
    record = read_record(
        ("2024-03-01", "The Harbour Bank said it would inspect the Corran mine in May."),
        ("2024-04-20", "The Harbour Bank has called off the inspection of the Corran mine."),
        (
            "2024-07-01",
            "The Harbour Bank promised an inspection of the Corran mine for May and called it off.",
        ),
    )

    outcomes = [item.outcome for item in record.commitments]

    assert Outcome.WITHDRAWN in outcomes


@pytest.mark.parametrize(
    "text",
    [
        "There is a chance that Mia Rao will close the harbour.",
        "Rivals think that Mia Rao will close the harbour.",
        "Ben Adeyemi, a rival candidate, said Mia Rao would close the harbour.",
        "Mia Rao will reinforce the fears of the fishermen.",
        "It is unclear when Mia Rao will close the harbour.",
        "He said Mia Rao would often visit the harbour.",
        "Mia Rao refused to commit to closing the harbour.",
        "Mia Rao will have a hard year.",
    ],
)
def test_what_is_only_thought_or_foretold_is_no_commitment(text):
    """Nobody is on record as going to do it: others think it, fear it or foretell it."""
    assert () == read_record(("2024-03-04", text)).commitments


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Mia Rao vowed not to let the ferry sink.", True),
        ("Mia Rao said she would neither close the harbour nor sell it.", True),
        ("The harbour board has no plans to sell the ferry.", True),
        ("Mia Rao vowed that she would not only repair the ferry but paint it.", False),
    ],
)
def test_what_will_not_be_done_is_told_from_what_will(text, refused):
    """The line of a refusal says 'not'; 'not only' refuses nothing."""
    commitments = read_record(("2024-03-04", text)).commitments

    assert commitments
    assert refused is commitments[0].action.startswith("not ")


def test_a_body_that_publishes_its_own_plan_is_on_record():
    """What a stranger only forecasts, the board's own release promises."""
    text = "The Harbour Board will rethink the flood wall."
    release = Document("d", "d.txt", "0" * 64, text, outlet="Harbour Board", published=when())

    assert () == read_record(("2024-03-04", text)).commitments
    assert 1 == len(tell([read_document(release, load_pipeline(), load_tagger())]).commitments)
