"""Commitments told in other ways: who is bound by them, and which wordings are of one act."""

from datetime import date

import pytest

from onrecord.annotations import Reading
from onrecord.model import Basis, Commitment, Document, Move, Record, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell


def read(day: str, text: str) -> Reading:
    """Return the reading of a text published on a day."""
    published = when(date.fromisoformat(day), date.fromisoformat(day), Basis.METADATA)
    document = Document(f"document-{day}", f"{day}.txt", "0" * 64, text, published=published)
    return read_document(document, load_pipeline(), load_tagger())


def read_record(*documents: tuple[str, str]) -> Record:
    """Return the record of documents given as (day, text)."""
    return tell([read(day, text) for day, text in documents])


def told(commitment: Commitment) -> list[str]:
    """Return the first days of a commitment's windows, in the order of its versions."""
    return [str(version.due.earliest) for version in commitment.versions]


def test_a_lawyer_refuses_for_his_client():
    """What a stranger says that somebody won't do is a guess; his lawyer's word is his own."""
    lawyer = (
        "Mia Rao's lawyer, Carl Hook, said Mia Rao would not testify without a summons. Mia Rao is a judge."
    )
    rival = "Carl Hook, a rival, said Mia Rao would not testify without a summons. Mia Rao is a judge."

    [commitment] = read_record(("2024-03-04", lawyer)).commitments

    assert commitment.action.startswith("not testify")
    assert () == read_record(("2024-03-04", rival)).commitments


def test_whoever_says_that_a_thing_will_be_done_is_bound_by_it():
    """'Applications will be processed' commits the speaker; told by nobody, it commits nobody."""
    said = "Mia Rao, the housing minister, said all applications will be processed."

    record = read_record(("2024-03-04", said))

    [commitment] = record.commitments
    assert ["Mia Rao"] == [actor.name for actor in record.actors if actor.id == commitment.party]
    assert () == read_record(("2024-03-04", "All applications will be processed.")).commitments


def test_an_event_is_one_act_however_its_beginning_is_told():
    """'Public hearings in April' and 'hearings will begin next week' are versions of one act."""
    record = read_record(
        (
            "2024-03-04",
            "Mia Rao, the council's head, said public hearings were expected to begin in April.",
        ),
        (
            "2024-04-09",
            "Mia Rao, the council's head, said on Tuesday that the hearings will begin next week.",
        ),
    )

    [commitment] = [item for item in record.commitments if len(item.versions) > 1]

    assert ["2024-04-01", "2024-04-15"] == told(commitment)


def test_hearings_on_different_days_are_different_hearings():
    """A second hearing is no delay of the first."""
    record = read_record(
        ("2024-03-04", "The Harbour Board will hold a budget hearing on 12 March, Mia Rao said."),
        ("2024-03-18", "The Harbour Board will hold a budget hearing on 26 March, Mia Rao said."),
    )

    assert [1, 1] == [len(item.versions) for item in record.commitments]


def test_one_thing_on_one_day_is_one_act_in_other_words():
    """'Shut the old test quarry in May' and 'dismantle the test quarry by the end of May' are told of one deed."""
    record = read_record(
        ("2024-03-04", "Norland said it will shut the old test quarry by 31 May."),
        ("2024-03-18", "Norland said it will dismantle the old test quarry by the end of May."),
    )

    [commitment] = record.commitments

    assert 2 == len(commitment.versions)
    assert commitment.slip_days == 0


def test_a_refusal_that_is_taken_back_is_one_commitment():
    """Whoever refuses a step and announces it later has turned round: one line with both."""
    record = read_record(
        ("2024-03-04", "Mia Rao, the mayor, said she will not publish the flood report."),
        ("2024-03-18", "Mia Rao, the mayor, said she will publish the flood report on 26 March."),
    )

    [commitment] = record.commitments

    assert [Move.ORIGINAL, Move.REAFFIRMED] == [version.move for version in commitment.versions]
    assert ["None", "2024-03-26"] == told(commitment)
    assert "publish the flood report" == commitment.action


@pytest.mark.parametrize("short", ["the CFP", "CFP"])
def test_an_acronym_is_what_it_stands_for(short):
    """A plan promised under its full name and by its acronym is one plan."""
    record = read_record(
        ("2024-03-04", "Mia Rao promised to end the Corran Flood Plan (CFP)."),
        ("2024-03-18", f"Mia Rao promised to end {short} in May."),
    )

    [commitment] = record.commitments

    assert 2 == len(commitment.versions)


@pytest.mark.parametrize(
    "text",
    [
        "Many economists believe the Harbour Board will not cut the toll until next year.",
        "The timing matters, coming after a hearing on Monday of the Harbour Board.",
        "Mia Rao decided to invest in the mill in 2019.",
    ],
)
def test_what_others_believe_and_what_is_over_is_no_commitment(text):
    """A third party's belief with a day, an event gone by and a choice long made are on nobody's record."""
    assert () == read_record(("2024-03-04", text)).commitments


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Mia Rao postponed on Wednesday a trip to Corran.", "a trip to Corran"),
        ("Mia Rao will postpone her trip to Corran, aides said.", "her trip to Corran"),
        ("Mia Rao said she would make sure that the dam reopens.", "make sure that the dam reopens"),
        ("Mia Rao is committed to ensuring that the dam reopens.", "ensuring that the dam reopens"),
        ("Mia Rao will stay on in Corran for the fair.", "stay on in Corran for the fair"),
        ("“The government will withdraw the bill,” said Mia Rao, the premier.", "withdraw the bill"),
        ("Mia Rao said she would make Norland pay for the dam.", "make Norland pay for the dam"),
        (
            "Mia Rao, the mayor, is willing to work with them to end the strike.",
            "work with them to end the strike",
        ),
        ("Carl Hook urged Mia Rao to keep her promise to build a dam.", "build a dam"),
        (
            "Carl Hook, a leader of the Harbour Party, said the Harbour Party will accept the lease.",
            "accept the lease",
        ),
    ],
)
def test_what_binds_a_party_without_a_day(text, action):
    """A step put off, a narrator's deed, a body's own word and a promise that others tell of are on record."""
    assert action in [item.action for item in read_record(("2024-03-04", text)).commitments]


@pytest.mark.parametrize(
    "text",
    [
        "Carl Hook, who studies the Harbour Party, said the Harbour Party will sell the mill.",
        "Carl Hook said that the fishermen would pay a heavy price for their treason.",
        "Mia Rao will shine at the fair.",
        "The mayor of Corran commits workers to toil.",
        "Mia Rao said she won't be able to lower fees, rebuild the dam or sleep.",
        "Mia Rao pledged to try to reach common ground.",
    ],
)
def test_what_a_stranger_foretells_binds_nobody(text):
    """A scholar, a threat to others and a guess about somebody's luck are no promise of theirs."""
    assert () == read_record(("2024-03-04", text)).commitments


def test_one_party_may_tell_its_act_by_another_verb():
    """'Back the harbour bill' and 'endorse the harbour bill' are versions of one refusal."""
    record = read_record(
        ("2024-03-04", "Mia Rao said she will not back the harbour bill."),
        ("2024-03-18", "Mia Rao said she will not endorse the harbour bill."),
    )

    assert [2] == [len(item.versions) for item in record.commitments]


def test_a_speech_is_one_however_it_is_carried():
    """'Give her State of the Port address' is told by the address."""
    record = read_record(
        ("2024-03-04", "Mia Rao will give her State of the Port address on 29 March."),
        ("2024-03-18", "Mia Rao said she will deliver the address on 29 March."),
    )

    assert [2] == [len(item.versions) for item in record.commitments]


def test_two_verbs_of_one_party_in_one_text_are_two_acts():
    """'Not chair the board' and 'not disband the board' share their thing only."""
    record = read_record(
        (
            "2024-03-04",
            "Mia Rao said she will not chair the harbour board. She also said she would not disband the harbour board.",
        ),
    )

    assert [1, 1] == [len(item.versions) for item in record.commitments]


def test_what_another_is_made_to_do_is_the_act():
    """'Make Norland pay for the dam' names a payment, and not a making."""
    record = read_record(
        ("2024-03-04", "Mia Rao said she would make Norland pay for the dam."),
        ("2024-03-18", "Mia Rao said on Monday that she will make Norland pay for the new dam."),
    )

    assert [2] == [len(item.versions) for item in record.commitments]
