"""One document's reading: what all finders together say of it."""

from datetime import date

import pytest

from onrecord.model import Act, Basis, Document, Offsets, when
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.times.redating import redate

TEXT = (
    "Bridge inquiry due in May\n\nPhoto: Jo Lind, 2013\n\n"
    "Mia Rao, the transport minister, said on Monday that the inquiry would be published in May."
)
CREDIT = Offsets(TEXT.index("Photo"), TEXT.index("2013") + 4)


def read(published):
    """The reading of the note above, as published on a day or not known when."""
    document = Document("document-1", "a.txt", "", TEXT, furniture=(CREDIT,), published=published)
    return read_document(document, load_pipeline(), load_tagger())


def on(day):
    """A day that metadata gives."""
    return when(day, day, Basis.METADATA)


def test_a_year_in_a_photo_credit_is_no_time_of_the_story():
    """What stands in furniture dates nothing."""
    assert ["May", "Monday", "May"] == [time.exact for time in read(on(date(2024, 3, 6))).times]


def test_the_speaker_the_day_of_saying_and_the_due_window_are_found_together():
    """One sentence gives who said it, when, and by when it is due."""
    reading = read(on(date(2024, 3, 6)))

    [statement] = reading.attributions
    assert "Mia Rao" == reading.chains[statement.speaker].name
    assert date(2024, 3, 4) == reading.times[statement.said].earliest
    assert (date(2024, 5, 1), date(2024, 5, 31)) in {
        (reading.times[frame.due].act_earliest, reading.times[frame.due].act_latest)
        for frame in reading.frames
        if frame.due is not None
    }


def test_a_day_learnt_later_only_moves_the_times():
    """Redating gives the same reading as if the day had been known from the start."""
    day = on(date(2024, 3, 6))

    assert read(day) == redate(read(when()), day)


def test_an_unknown_day_leaves_relative_words_open():
    """'Monday' and 'May' of a document without a day are found and not guessed."""
    times = read(when()).times

    assert 3 == len(times)
    assert {None} == {time.earliest for time in times} | {time.latest for time in times}


@pytest.mark.xfail(strict=True, reason="the reader takes what an office hopes to do for a commitment")
def test_a_hope_told_in_a_saying_has_the_day_of_the_saying():
    """'A spokesman said in December the office hoped to …': the hope is the office's as of December."""
    text = "Jo Lind, a spokesman for the Dam Office, said in December the office hoped to publish its report soon."
    document = Document("document-1", "a.txt", "", text, published=on(date(2024, 2, 6)))

    reading = read_document(document, load_pipeline(), load_tagger())

    assert [Act.HOPE] == [attribution.act for attribution in reading.attributions]
    assert {"December"} == {reading.times[attribution.said].exact for attribution in reading.attributions}


def read_with(sentence):
    """The text of a note on a port that holds a sentence, with its reading."""
    text = f"Plans for the port\n\nMia Rao spoke on Monday. {sentence} Ivo Lund left office last year."
    document = Document("document-1", "a.txt", "", text, published=on(date(2024, 3, 6)))
    return text, read_document(document, load_pipeline(), load_tagger())


@pytest.mark.parametrize(
    ("act", "before", "behind"),
    [
        (Act.COMMIT, "Under her leadership", "the port would pay close attention to the new rules"),
        (Act.COMMIT, "The port", "would set a target of halving its debts by 2030"),
        (Act.CALL, "To mend the locks", "the council needs to buy new gates and hire divers"),
    ],
)
def test_a_sentence_that_the_speaker_interrupts_is_one_statement(act, before, behind):
    """What stands before 'she said' tells nothing by itself, whatever act it looks like."""
    text, reading = read_with(f"{before}, Mia Rao said, {behind}.")

    [statement] = reading.attributions
    assert (act, [before, behind]) == (statement.act, [text[slice(*piece)] for piece in statement.content])


@pytest.mark.parametrize(
    "sentence",
    [
        "Lund-era rules that don't fit the new law will be rolled back, Mia Rao added.",
        "Lund-backed rules on fishing will be dropped in May, Mia Rao said.",
    ],
)
def test_a_name_within_another_word_is_no_party(sentence):
    """Who gave rules their name is not who will undo them."""
    text, reading = read_with(sentence)

    assert "Lund" not in {text[slice(*frame.party)] for frame in reading.frames if frame.party}


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Mia Rao has announced that Norland will leave the treaty in May.", "Norland"),
        ("Rao's adviser Tove Berg is expected to meet the crews on Tuesday.", "Rao's adviser Tove Berg"),
        ("A pro-Rao group is expected to reserve air time in May.", "A pro-Rao group"),
        ("Mia Rao announced that the road to Norland will be closed in May.", "Mia Rao"),
    ],
)
def test_who_acts_is_who_does_what_is_announced(sentence, party):
    """Not the one who tells of another's act, nor whose somebody is, but the one who has things done."""
    text, reading = read_with(sentence)

    told = [
        frame for frame in reading.frames if frame.words.overlaps(Offsets(text.index(sentence), len(text)))
    ]
    assert {party} == {text[slice(*frame.party)] for frame in told if frame.party}


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        (
            "The court will decide next week whether to hear the case.",
            "decide next week whether to hear the case",
        ),
        (
            "The council planned votes for Thursday on competing plans.",
            "planned votes for Thursday on competing plans",
        ),
        (
            "Mia Rao said a decision would be made next week about whether the port would open.",
            "a decision would be made next week about whether the port would open",
        ),
        ("Mia Rao will postpone her May trip to Norland, aides say.", "postpone her May trip to Norland"),
        ("The port will publish its plans by Friday.", "publish its plans"),
    ],
)
def test_an_act_is_told_whole_around_its_day(sentence, act):
    """A day within the words of an act neither parts them nor cuts them short; one behind them is left out."""
    text, reading = read_with(sentence)

    assert act in [text[slice(*frame.act)] for frame in reading.frames if frame.act]


def test_it_at_the_head_of_a_sentence_acts_for_the_body_before():
    """'Animal Watch says … It will file a complaint': Animal Watch will."""
    text, reading = read_with("Animal Watch says the pens are too small. It will file a complaint on Monday.")

    [frame] = [frame for frame in reading.frames if "complaint" in text[slice(*frame.words)]]
    assert "Animal Watch" == reading.chains[reading.chain_at(frame.party)].name


def test_a_chamber_is_not_the_residence_that_ends_in_its_name():
    """'The House' beside 'the White House' is somebody else, or nobody who is known."""
    text, reading = read_with(
        "The White House will meet the leaders on Monday. The House will meet on Thursday, Rao said."
    )

    white, house = text.index("White House"), text.index("The House")
    chains = {one.start: one.chain for one in reading.mentions if one.exact in ("White House", "The House")}
    assert chains[white] != chains.get(house)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            "Ana Rao and Ivo Lund",
            marks=pytest.mark.xfail(
                strict=True, reason="the reader takes the first of her names for a place's"
            ),
        ),
        "Maria Gomez and Peter Brandt",
        "Senator Ana Rao and Mayor Ivo Lund",
    ],
)
def test_two_who_say_it_together_are_both_on_record(names):
    """However the parse hangs one name on the other, and wherever the reader cut them."""
    text = f"Norvik Courier\n2 March 2024\n\nPort to open\n\n{names} have pledged to pay by May."
    document = Document("document-1", "a.txt", "", text, published=on(date(2024, 3, 6)))
    reading = read_document(document, load_pipeline(), load_tagger())

    [statement] = reading.attributions
    assert all(name.split()[-1] in reading.chains[statement.speaker].name for name in names.split(" and "))
