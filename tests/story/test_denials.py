"""Denials: who denies what, in which words, and which statement he answers where that can be told."""

import hashlib

import pytest

from onrecord.builder import build_record
from onrecord.collect.source import Source
from onrecord.documents import make_document
from onrecord.model import DenialKind, Document
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell

UNION = "[The union|group source] [said|cue] [the firm dumped acid into the Corran river|content accuse]."
BRIDGE = "[Mia Rao|person source] [said|cue] [the bridge was open to lorries|content]."


def name_of(record, actor):
    """Return the name of an actor of the record."""
    return next((item.name for item in record.actors if item.id == actor), None)


def told_in(record, words):
    """Return the id of the statement with these words."""
    [found] = [item.id for item in record.statements if words in item.content[0].exact]
    return found


def test_a_statement_that_denies_is_a_line_with_what_is_denied(tell_marked):
    """Who, the words, what is denied, and the statement that says so."""
    record = tell_marked(
        "[Ben Adeyemi|person source] [denied|cue] [that he [had paid the captain|act]|content deny .7 denial .8]."
    )

    [denial] = record.denials

    assert ("Ben Adeyemi", "denied") == (name_of(record, denial.party), denial.kind)
    assert ("that he had paid the captain", "had paid the captain") == (
        denial.span.exact,
        denial.denied.exact,
    )
    assert (record.statements[0].id, 0.8) == (denial.statement, denial.probability)


def test_a_denial_in_the_narrators_words_is_a_line_of_its_own(tell_marked):
    """'Rejected claims of fraud' has no statement, and is told once where a statement beside it says the same."""
    alone = "[[Ben Adeyemi|person]|party] [rejected claims of [fraud|act]|denial .7]."
    beside = "[Ben Adeyemi|person source] [rejected claims of fraud|denial] and [said|cue] [it was a lie|content deny]."

    [narrated] = tell_marked(alone).denials
    [spoken] = tell_marked(beside).denials

    assert ("rejected claims of fraud", "fraud", None, 0.7) == (
        narrated.span.exact,
        narrated.denied.exact,
        narrated.statement,
        narrated.probability,
    )
    assert "it was a lie" == spoken.span.exact


def test_what_is_denied_stands_in_a_sentence_of_the_denial(tell_marked):
    """A frame that points elsewhere says nothing of what is denied."""
    record = tell_marked(
        "[Ben Adeyemi|person source] [said|cue] [he had [paid nobody|denial .8]|content deny .7]. "
        "The port would be [shut in May|act] by others."
    )

    [denial] = record.denials

    assert denial.denied is None


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Mia Rao|person source] [declined|cue] [to confirm the figure|content deny].", "declined"),
        ("[Mia Rao|person source] [would not|cue] [say when it began|content deny].", "declined"),
        ("[[Mia Rao|person]|party] [refused to comment on the leak|denial].", "declined"),
        (
            "“[I'm not going to get into numbers|content deny],” [said|cue] [Mia Rao|person source].",
            "declined",
        ),
        ("[[Mia Rao|person]|party] [refused to commit to a day|denial].", "declined"),
        ("[Mia Rao|person source] [said|cue] [the figure was wrong|content deny].", "denied"),
    ],
)
def test_to_decline_is_a_kind_of_its_own(tell_marked, marked, kind):
    """Who will not comment, confirm or say denies nothing."""
    assert [kind] == [denial.kind for denial in tell_marked(marked).denials]


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("[Mia Rao|person source] [said|cue] [nobody had opened the gate|content deny].", True),
        ("[Mia Rao|person source] [dismissed|cue] [the rumour of a leak|content deny].", True),
        ("[Mia Rao|person source] [said|cue] [it wasn’t the dam|content deny].", True),
        ("[Mia Rao|person source] [called|cue] [the tale a fabrication|content deny].", True),
        ("[Mia Rao|person source] [insisted|cue] [the dam was safe|content deny].", False),
        ("[Mia Rao|person source] [defended|cue] [the plan for the dam|content deny].", False),
        ("[Mia Rao|person source] [defended|cue] [her choice not to build the dam|content deny].", False),
        ("[Mia Rao|person source] [downplayed|cue] [fears that it would not hold|content deny].", False),
        ("[Mia Rao|person source] [denied and downplayed|cue] [all of it|content deny].", True),
        ("[Mia Rao|person source] [lamented|cue] [the loss of the dam|content deny].", False),
        ("[[Mia Rao|person]|party] [stood by the figures|denial .8].", False),
    ],
)
def test_what_has_no_word_of_denying_denies_nothing(tell_marked, marked, told):
    """Whatever the reader takes them for, words without a negation or a word of denying are no denial on record."""
    assert told == bool(tell_marked(marked).denials)


def test_an_outlet_that_reports_a_denial_denies_nothing(tell_marked):
    """'Denied it, according to the Star' is not the Star's denial."""
    record = tell_marked(
        "[[Mia Rao|person]|party] [denied any part in it|content deny denial .8], "
        "[according to|cue] [Reuters|outlet source]."
    )

    assert ["Mia Rao"] == [name_of(record, denial.party) for denial in record.denials]


def test_an_unsure_denial_is_a_candidate(tell_marked):
    """Below the threshold it is no line, and is kept for a person."""
    record = tell_marked("[[Mia Rao|person]|party] [shrugged off the charge|denial .3].")

    assert () == record.denials
    assert [("denial", 0.3, "Mia Rao")] == [
        (item.kind, item.probability, name_of(record, item.party)) for item in record.candidates
    ]


@pytest.mark.parametrize("apart", [False, True])
def test_a_denial_answers_the_statement_whose_words_it_repeats(tell_marked, apart):
    """The allegation is found among the others by what both say, in the document or another."""
    firm = "[The Corran firm|organisation source] [denied|cue] [it had dumped acid into the Corran river|content deny]."
    record = tell_marked(f"{UNION} {BRIDGE}", firm) if apart else tell_marked(f"{UNION} {BRIDGE} {firm}")

    [denial] = record.denials

    assert (told_in(record, "the firm dumped"),) == denial.answers
    assert denial.answers == next(item.answers for item in record.statements if item.act == "deny")


def test_a_narrated_denial_answers_as_well(tell_marked):
    """What is denied in the narrator's words is found by these words."""
    firm = "[[The Corran firm|organisation]|party] [denies [dumping acid into the Corran river|act]|denial]."

    record = tell_marked(f"{UNION} {BRIDGE} {firm}")

    assert [(told_in(record, "the firm dumped"),)] == [denial.answers for denial in record.denials]


def test_the_allegations_are_the_nearest_accusation_before(tell_marked):
    """'Denied the allegations' answers the accusation that the reader has just read."""
    record = tell_marked(
        f"{UNION} [The Corran firm|organisation source] [denied|cue] [the allegations|content deny]."
    )

    assert [(told_in(record, "the firm dumped"),)] == [denial.answers for denial in record.denials]


@pytest.mark.parametrize(
    "said",
    [
        f"{BRIDGE} [The firm|organisation source] [denied|cue] [it had bribed an inspector|content deny].",
        (
            "[The Corran firm|organisation source] [said|cue] [acid from the plant reached the river|content]. "
            "[The Corran firm|organisation source] [denied|cue] [acid from the plant harmed the river|content deny]."
        ),
    ],
)
def test_where_it_cannot_be_told_nothing_is_answered(tell_marked, said):
    """A denial of something nobody else on record said stays alone."""
    assert [()] == [denial.answers for denial in tell_marked(said).denials]


def test_an_unsure_statement_hides_no_sure_denial_beside_it(tell_marked):
    """In a sentence whose statement may deny something, what the narrator surely tells is a line of its own."""
    record = tell_marked(
        "[Ben Adeyemi|person source] [said|cue] [it was a dream|content deny .3] and "
        "[rejected claims of [fraud|act]|denial .8]."
    )

    assert [("rejected claims of fraud", 0.8)] == [
        (item.span.exact, item.probability) for item in record.denials
    ]


def test_a_denial_answers_a_charge_in_other_words(tell_marked):
    """What the charge calls bribing, the denial may call paying: the words need not be the same."""
    record = tell_marked(
        "[The miners|group source] [accused|cue] [[Ben Adeyemi|person] of paying bribes to inspectors|content accuse]. "
        f"{BRIDGE} [Ben Adeyemi|person source] [denied|cue] [that he had bribed any inspector|content deny]."
    )

    assert [(told_in(record, "of paying bribes"),)] == [denial.answers for denial in record.denials]


def test_a_denial_does_not_answer_who_denies_it_too(tell_marked):
    """A friend who says the same is no accuser."""
    record = tell_marked(
        "[Mia Rao|person source] [said|cue] [the firm had never dumped acid into the Corran river|content]. "
        "[The Corran firm|organisation source] [denied|cue] [it had dumped acid into the Corran river|content deny]."
    )

    assert [()] == [denial.answers for denial in record.denials]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("“Nobody ever showed us the letter,” Greta Molnar said.", "the letter"),
        ("“That is not true,” Emre Doral said. “We had no key to the vault.”", "true"),
        ("Marit Holvik denied that she had sold the barge.", "sold the barge"),
    ],
)
def test_what_is_denied_is_never_who_speaks(text, denied):
    """'Greta Molnar said' is likely a denial, and tells nothing of what."""
    document = Document("d", "d.txt", "", text)

    [denial, *_] = tell([read_document(document, load_pipeline(), load_tagger())]).denials

    assert denied in denial.denied.exact


BRIEFING = """Briefing of the Harbour Office

14 May 2031

MR. BRANDT: Good morning.

Q: {question}

MR. BRANDT: {answer}
"""


@pytest.mark.parametrize(
    ("question", "answer", "denies"),
    [
        ("Is it true that the log was burnt?", "It isn't. It lies in my safe.", True),
        ("So nobody told the crews?", "Nobody did. They found out by themselves.", True),
        ("Did you sell the tug?", "We did not. It was stolen.", True),
        ("Was the alarm off?", "Never.", True),
        ("Who will head the inquiry?", "We will say so on Monday.", False),
        ("What of the third tug?", "I have nothing further to say on that.", False),
    ],
)
def test_a_short_no_to_a_question_denies_what_is_asked(question, answer, denies):
    """What has not been settled, or will not be talked of, is no such answer."""
    data = BRIEFING.format(question=question, answer=answer).encode()
    source = Source("a.txt", data, hashlib.sha256(data).hexdigest(), "text/plain")

    record = tell([read_document(make_document(source), load_pipeline(), load_tagger())])

    denied = {name_of(record, item.party) for item in record.denials if item.kind is DenialKind.DENIED}
    assert ({"Brandt"} if denies else set()) == denied


@pytest.mark.parametrize(
    ("claim", "answer", "denies"),
    [
        ("the harbour office had been warned twice", "Nobody warned us.", True),
        ("the harbour office sold the tug for scrap", "We never sold the tug.", True),
        ("the harbour office hid the logs from the crews", "We hid no logs.", True),
        ("the harbour office closed the north quay", "Nobody warned us.", False),
        ("the harbour office had been warned twice", "We will warn nobody.", False),
    ],
)
def test_what_somebody_says_of_himself_denies_what_another_said_in_the_same_words(
    tell_marked, claim, answer, denies
):
    """By itself 'nobody warned us' is no denial, nor where the other speaks of something else."""
    record = tell_marked(
        f"[Ida Holt|person source] [said|cue] [{claim}|content]. "
        f"“[{answer}|content],” [Ben Adeyemi|person source] [wrote|cue]."
    )

    assert denies == any("Ben Adeyemi" == name_of(record, denial.party) for denial in record.denials)
    assert all(told_in(record, claim) in denial.answers for denial in record.denials)


@pytest.mark.parametrize(
    "text",
    [
        "Asked about the logs, the spokesman of the Norvik Harbour Board, Ben Adeyemi, said nothing.",
        "Ben Adeyemi had nothing to add when reporters asked about the logs.",
        "Ben Adeyemi neither confirmed nor denied that the foreman had written to him.",
    ],
)
def test_who_says_nothing_denies_nothing(text):
    """Silence is no denial, whatever negation it is told by."""
    document = Document("document-1", "a.txt", "", text)

    record = tell([read_document(document, load_pipeline(), load_tagger())])

    assert [] == [denial.span.exact for denial in record.denials if denial.kind is DenialKind.DENIED]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "“We will pay no rates,” Ola Roe said.\n\nThe Surveyor’s Office declined to comment.",
            "Surveyor’s Office",
        ),
        ("“We will pay no rates,” Ola Roe said.\n\nThe council declined to comment.", "council"),
        (
            "We tried the owner of the crane, Rosamund Pell-Varley. She would not comment.",
            "Rosamund Pell-Varley",
        ),
    ],
)
def test_whoever_would_not_comment_is_named(tmp_path, text, name):
    """By the subject of these words, where the reader finds the words and not whose they are."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "note.txt").write_text(f"Orrin Bay Courier\n14 May 2031\n\n{text}\n", encoding="utf-8")

    record = build_record(folder, tmp_path / "record").record

    [denial] = record.denials
    assert ("declined", name) == (
        denial.kind,
        {actor.id: actor.name for actor in record.actors}[denial.party],
    )
