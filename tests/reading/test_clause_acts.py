"""Acts that the grammar of the main clause tells: who is said not to have done it, to be going to, or to have to."""

from functools import cache

import pytest

from onrecord.model import Act, Document
from onrecord.reading.parse import load_pipeline, parse
from onrecord.reading.speech.attribution import find_attributions


@cache
def acts_of(text: str) -> tuple[Act, ...]:
    """Return the acts of the statements that a short article makes, in their order."""
    document = Document("document-1", "note.txt", "", text)
    return tuple(found.act for found in find_attributions(document, parse(document, load_pipeline()), ()))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said there had been no such deal with the quarry.",
        "Mia Rao said she had had “no discussions” with the quarry about the licence.",
        "The chairman said his committee never received the letter.",
        "“No, I didn’t direct him,” Mia Rao told the paper.",
        "Lund said he is not the author of the letter.",
        "The lawyer told the court that neither of his clients is the author of the letter.",
        "Rao testified that no one from the office ever raised any doubts.",
        "“No payment took place,” Ivo Lund said.",
        "Rao told reporters that no agreement had been reached with the quarry.",
        "“We’re not selling the harbour,” Mia Rao said.",
        "The councillors insist they aren’t yielding to pressure from the quarry.",
        "The firm maintains that Lund was not punished for his letter.",
        "Lund said he didn’t believe there was any bargain.",
        "Rao said she was not aware of the second letter.",
        "“I had nothing to do with the sale,” Ivo Lund said.",
    ],
)
def test_a_negated_fact_of_the_speaker_or_of_what_is_alleged_is_denied(text):
    """Who says that he did not do it, or that it was not there to be done, denies it."""
    assert (Act.DENY,) == acts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "“I don’t consider it necessary myself,” said Ivo Lund.",
        "“I didn’t think I would be able to go to Norvik,” Mia Rao said.",
        "“It was not clear to me at the time who had asked for the keys,” she said.",
        "Rao said the bill had not been on the table yet.",
        "“There is no letter from the valley,” said Ivo Lund, a historian.",
        "“Trespass is not a crime,” the lawyer said.",
        "“I have no announcement for you,” Mia Rao told reporters.",
        "Lund said nobody was hurt when the wall fell.",
        "“They don’t have my vote,” Ivo Lund said.",
        "Lund said the pump did not start on time.",
        "The study said that two of the wells did not fill.",
    ],
)
def test_a_negated_view_or_a_report_of_lack_is_no_denial(text):
    """Nobody is charged with an opinion, a forecast or a thing that is lacking."""
    assert Act.DENY not in acts_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lawyer warned that council officials would not cooperate with the inquiry.", Act.REFUSE),
        ("The ministry said no new applications will be accepted.", Act.REFUSE),
        ("The firm said it would not be willing to invest in the quay.", Act.REFUSE),
        ("“I don’t think we will be taking your advice,” Mia Rao said.", Act.REFUSE),
        ("The senator said he will oppose the budget.", Act.REFUSE),
        ("Lund’s lawyer said Lund will not appear without a warrant.", Act.CONDITION),
        ("Rao said the ministry would not lift the ban until the wells were clean.", Act.CONDITION),
        ("“We will not stop the floods unless we move the dam,” Ivo Lund said.", Act.CONDITION),
        ("The chairman said three witnesses will testify next week.", Act.COMMIT),
        ("The ministry said all licences will be honored until May.", Act.COMMIT),
        ("Rao said that Lund is willing to testify.", Act.COMMIT),
        ("“We will not allow the valley to drown,” Mia Rao said.", Act.COMMIT),
        ("Rao said the new toll will not work.", Act.ASSERT),
        ("“I would vote for it,” Ivo Lund said.", Act.ASSERT),
        ("Rao said she thinks the village will keep its school.", Act.ASSERT),
    ],
)
def test_what_is_ahead_is_promised_refused_or_bound(text, expected):
    """A deed ahead is promised, its negation refused, and what waits on the other side is a condition."""
    assert (expected,) == acts_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rao said any deal must include the harbour.", Act.CONDITION),
        ("“The mayor must resign,” Ivo Lund said.", Act.CALL),
        ("“We must be able to talk to the families alone,” Mia Rao said.", Act.CONDITION),
        ("Lund said the ministry would have to let inspectors in.", Act.CONDITION),
        ("“The driver must have been asleep,” Ivo Lund said.", Act.ASSERT),
    ],
)
def test_who_must_do_what_tells_a_call_from_a_condition(text, expected):
    """What a deal must hold is a condition of it; what somebody must do is called for."""
    assert (expected,) == acts_of(text)


def test_a_cue_that_insists_sets_a_condition_only_with_what_must_be():
    """'Insisted that it was so' tells no more than 'said'; 'insisted that it be so' requires it."""
    assert (Act.CONDITION,) == acts_of("Rao insisted that the visit be announced by the ministry.")
    assert Act.CONDITION not in acts_of("Rao insisted that the visit was announced by the ministry.")


def test_he_in_a_quotation_is_not_its_speaker():
    """'He did not sign it' in quotation marks is told of somebody else, and may be no denial."""
    assert (Act.ASSERT,) == acts_of("“He did not sign the treaty,” Mia Rao said.")
    assert (Act.DENY,) == acts_of("Ivo Lund said he did not sign the treaty.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The mayor should resign,” Ivo Lund said.", Act.CALL),
        ("“Fine, publish the list,” Mia Rao said.", Act.CALL),
        ("Rao asked where the new bridge should stand.", Act.ASSERT),
        ("“I should know, I was there,” Ivo Lund said.", Act.ASSERT),
        ("“The council should have warned us,” Mia Rao said.", Act.ACCUSE),
        ("Lund said the mayor has no clue how a dam works.", Act.ACCUSE),
        ("Lund said the minister had lost all trust in the board.", Act.ACCUSE),
        ("“I’m telling you that he did not use that word,” Ivo Lund said.", Act.DENY),
        ("“I want to be clear that no request will be granted,” Mia Rao said.", Act.REFUSE),
        ("The ministry said no tenant will be affected before May.", Act.COMMIT),
        ("“This is not a ban,” Mia Rao said.", Act.DENY),
        ("The harbour board announced it would drop the toll.", Act.COMMIT),
        ("Mia Rao said Norvik will agree to lift the ban if the valley opens its gates.", Act.CONDITION),
    ],
)
def test_other_turns_of_a_main_clause(text, expected):
    """What is called for, blamed, vouched for or assured is told by the clause, wherever else its words could stand."""
    assert (expected,) == acts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lund said the bill does not infringe on anybody’s rights.",
        "“It would not authorize a second dam,” Mia Rao said.",
        "Rao stressed that the law does not take any land away from farmers.",
        "The ministry said Lund is mistaken.",
        "“That report is inaccurate,” the spokesman said.",
        "Rao said the ministry had not sought permission to enter the valley.",
        "“We do not condone theft,” Ivo Lund said.",
        "The firm said no current director had any part in the sale.",
        "The board said there has been no direction from the ministry to shut the gates.",
    ],
)
def test_what_a_measure_or_an_office_is_charged_with_is_denied(text):
    """Who clears a measure, an office or himself of a charge, or calls the claim wrong, denies it."""
    assert (Act.DENY,) == acts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rao said the bill does not solve the problem.",
        "“I was wrong,” Ivo Lund said.",
        "Lund said the plan would not affect prices much.",
        "Rao said the ministry had not answered her letter.",
        "“We do not know her,” Mia Rao said.",
    ],
)
def test_what_nobody_is_charged_with_is_not_denied(text):
    """A measure that does not work, an answer that did not come and a fault that is owned are no denials."""
    assert Act.DENY not in acts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rao said the quarry has been trying to discredit the inquiry.",
        "“They are dividing the valley,” Ivo Lund said.",
        "“The mayor is using the flood to silence us,” Mia Rao said.",
        "Lund said the council concocted the figures.",
        "The senator said the toll is an affront to the valley.",
        "“The minister really doesn’t understand the river,” Mia Rao said.",
        "Lund said the board bears full responsibility for the collapse.",
    ],
)
def test_who_does_or_seeks_harm_is_accused(text):
    """Somebody else who is at what nobody owns up to, or is trying to, is blamed by whoever says it."""
    assert (Act.ACCUSE,) == acts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "“We are trying to silence the alarm,” Mia Rao said.",
        "Lund said the council is not trying to divide the valley.",
        "Rao said the board has responsibility for the roads.",
        "Rao said the engineers are trying to lower the lake.",
    ],
)
def test_who_speaks_of_himself_or_of_no_harm_accuses_nobody(text):
    """What the speaker is trying himself, what is negated and what harms nobody is no charge."""
    assert Act.ACCUSE not in acts_of(text)


def test_a_deed_that_is_not_what_its_critics_call_it_is_denied():
    """'The visit was not a concession' answers those who call it one; 'it was no picnic' answers nobody."""
    assert (Act.DENY,) == acts_of("Rao said the visit was not a concession to the quarry.")
    assert Act.DENY not in acts_of("Rao said the visit was not a holiday.")
