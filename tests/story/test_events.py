"""Events: what happened on which day, by how many independent accounts."""

from datetime import date

from msgspec.structs import replace

from onrecord.annotations import Attribution, Frame, FrameKind, Happening, Reading, TimeMention, TimeType
from onrecord.model import Act, Basis, Document, Offsets, Quoted, Relay, RelayKind, when
from onrecord.story.events import gather_events as gather
from onrecord.story.judge.passages import Weights
from onrecord.story.origins import Origins

DAY = date(2024, 3, 4)


def make_reading(name, marked, day=DAY, last=None):
    """A one-sentence document whose time expression stands in square brackets and resolves to `day`."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    time = TimeMention(start, end, text[start:end], TimeType.DATE, str(day), day, last or day, Basis.EXPLICIT)
    document = Document(name, f"{name}.txt", "0" * 64, text, published=when(DAY, DAY, Basis.METADATA))
    return Reading(document, (Offsets(0, len(text)),), (time,), happenings=(Happening(0, Offsets(0, 3)),))


def gather_events(readings, *relays):
    """The events of a pile in which nobody knows who published what."""
    return gather(readings, Origins(readings, relays, {}), Weights(readings))


def test_two_accounts_of_one_day_are_one_event():
    """Sentences of two documents on the same day with the same words support one event."""
    readings = [
        make_reading("a", "The Corran ferry sank off Port Wending on [March 4] with 90 aboard."),
        make_reading("b", "On [Monday] the ferry from Corran sank near Port Wending, rescuers said."),
    ]

    [event] = gather_events(readings)

    assert (2, 2, DAY) == (event.documents, event.origins, event.when.earliest)
    assert {"a", "b"} == {event.span.document, *(span.document for span in event.also)}


def test_a_promise_of_what_came_is_no_origin_of_it():
    """One document promised that the ferry would sail and another reports that it did: one tells of the sailing."""
    promised = make_reading("a", "The Corran ferry will sail to Port Wending on [March 4] with 90 aboard.")
    words = Offsets(0, 50)
    frame = Frame(
        FrameKind.ANNOUNCEMENT, words, probability=0.95, due=0, due_words=Offsets(*promised.times[0].offsets)
    )
    promised = replace(promised, frames=(frame,))
    reported = make_reading("b", "On [Monday] the ferry from Corran sailed to Port Wending with 90 aboard.")

    [event] = gather_events([promised, reported])
    [ahead] = gather_events([promised, replace(promised, document=replace(promised.document, id="c"))])

    assert ("b", 1, 1) == (event.span.document, event.documents, event.origins)
    assert ["a"] == [span.document for span in event.also]
    assert (2, 2) == (ahead.documents, ahead.origins)


def test_a_copy_is_no_second_origin():
    """A reprint of the same report counts as a document and not as an origin."""
    readings = [
        make_reading(name, "The Corran ferry sank off Port Wending on [March 4] with 90 aboard.")
        for name in "ab"
    ]
    whole = readings[1].document.cite(0, len(readings[1].document.text))
    copied = Relay("b", RelayKind.COPIES, None, "a", (whole,))

    [event] = gather_events(readings, copied)

    assert (2, 1) == (event.documents, event.origins)


def test_one_day_does_not_make_one_event():
    """Two things that happened on the same day stay two."""
    readings = [
        make_reading("a", "The Corran ferry sank off Port Wending on [March 4] with 90 aboard."),
        make_reading("b", "Parliament adopted the pension reform on [March 4] by a narrow majority."),
    ]

    assert 2 == len(gather_events(readings))


def test_a_whole_year_is_no_event():
    """A year of background does not enter the timeline."""
    reading = make_reading("a", "She has led the office since [2018].", date(2018, 1, 1), date(2018, 12, 31))

    assert () == gather_events([reading])


def test_a_day_of_saying_is_no_event_unless_the_saying_is_an_act():
    """'She said on Monday' is a statement; a letter published on Monday is an event as well."""
    for text, expected in (
        ("The mayor of Port Ada said on [March 4] that the winter had been mild.", 0),
        ("The fishermen of Port Ada said in a letter published on [March 4] that the winter was mild.", 1),
    ):
        reading = make_reading("a", text)
        cue = Offsets(text.index("said"), text.index("said") + 4)
        said = Attribution(None, cue, (Offsets(90, 95),), Quoted.INDIRECT, Act.ASSERT, said=0)
        verb = (Happening(0, cue),)

        assert expected == len(gather_events([replace(reading, attributions=(said,), happenings=verb)]))


def test_a_deed_by_which_something_is_said_is_an_event():
    """'She telephoned the mayor on Monday to warn him' tells of a call, whatever was said in it."""
    reading = make_reading("a", "The harbour master telephoned the mayor on [March 4] to warn of high water.")
    text = reading.document.text
    rang, warned = (
        Offsets(text.index(word), text.index(word) + len(word)) for word in ("telephoned", "warn")
    )
    said = Attribution(None, warned, (Offsets(60, 70),), Quoted.INDIRECT, Act.ASSERT, said=0)
    told = replace(reading, attributions=(said,), happenings=(Happening(0, rang),))

    assert 1 == len(gather_events([told]))


def test_a_day_in_quotation_marks_is_a_statement():
    """What a speaker says of a day is in the record as a statement."""
    reading = make_reading("a", "“The old bridge was closed on [March 4] for repairs,” the mayor said.")
    words = Offsets(1, reading.document.text.index(",”"))
    quoted = Attribution(None, None, (words,), Quoted.DIRECT, Act.ASSERT)

    assert () == gather_events([replace(reading, attributions=(quoted,))])


def test_a_day_that_a_sentence_only_names_is_no_event():
    """'Before the election on March 4' dates no happening of its sentence, unless the words announce the day."""
    reading = make_reading("a", "The party of the mayor is afraid of the election on [March 4].")
    named = replace(reading, happenings=())
    plan = Frame(FrameKind.ANNOUNCEMENT, reading.sentences[0], 0.9, due=0)

    assert () == gather_events([named])
    assert 1 == len(gather_events([replace(named, frames=(plan,))]))


def test_a_formal_word_elsewhere_makes_no_act_of_a_saying():
    """'She hoped for an agreement, she told the Star on Monday' is a saying, whatever she hopes for."""
    reading = make_reading("a", "She hoped for an agreement on the quay, she told the Star on [March 4].")
    text = reading.document.text
    cue = Offsets(text.index("told"), text.index("told") + 4)
    said = Attribution(None, cue, (Offsets(0, 38),), Quoted.INDIRECT, Act.HOPE, said=0)

    assert () == gather_events([replace(reading, attributions=(said,), happenings=(Happening(0, cue),))])


def test_an_announced_day_is_the_one_that_the_announcement_means():
    """'He is to arrive on Saturday' is told on the Saturday that is meant there, not on the one before."""
    reading = make_reading(
        "a", "The envoy of Norland is to arrive at the harbour on [Saturday].", date(2024, 3, 2)
    )
    meant = date(2024, 3, 9)
    [time] = reading.times
    time = replace(time, act_earliest=meant, act_latest=meant)
    plan = Frame(FrameKind.ANNOUNCEMENT, reading.sentences[0], 0.9, due=0, due_words=time.offsets)

    [event] = gather_events([replace(reading, times=(time,), frames=(plan,))])

    assert meant == event.when.earliest == event.when.latest


def test_a_bare_hour_dates_nothing():
    """'This report was last updated at 11:09 a.m.' names no day, 'on Monday morning' does."""
    for text, expected in (
        ("This long report was last updated at [11:09 a.m.].", 0),
        ("The doors of the old harbour hall opened at [7 a.m. local time].", 0),
        ("The doors of the old harbour hall opened at [7 a.m. Monday].", 1),
        ("The old harbour bridge was opened on [Monday morning].", 1),
    ):
        reading = make_reading("a", text)
        times = (replace(reading.times[0], type=TimeType.TIME),)

        assert expected == len(gather_events([replace(reading, times=times)]))


def test_one_event_in_other_words_is_one_line():
    """Two outlets rarely tell of one event in the same words; what they share by weight is enough on one day."""
    readings = [
        make_reading(
            "a",
            "Lifeboats searched the Corran estuary on [March 4] for a missing trawler whose crew of six had radioed "
            "for help during the storm.",
        ),
        make_reading(
            "b",
            "The search for the missing trawler began in the Corran estuary on [Monday] while relatives, reporters and "
            "volunteers waited along the northern shore.",
        ),
        make_reading(
            "c", "Parliament adopted the pension reform on [March 4] by a narrow majority of members."
        ),
    ]

    assert [2, 1] == [event.documents for event in gather_events(readings)]


def test_an_event_is_told_by_who_looks_back_at_it():
    """Where one document planned what another tells of as done, the line is the one that tells of it."""
    planned = make_reading("a", "The council will open the new Corran bridge on [March 5].", date(2024, 3, 5))
    done = make_reading("b", "The council opened the new Corran bridge on [March 5].", date(2024, 3, 5))
    later = replace(done.document, published=when(date(2024, 3, 6), date(2024, 3, 6), Basis.METADATA))

    [event] = gather_events([planned, replace(done, document=later)])

    assert "b" == event.span.document


def test_what_a_speaker_goes_on_to_say_makes_no_act_of_the_first_saying():
    """'She told the council on Monday that it was mild. She demanded a vote' is no formal act on Monday."""
    reading = make_reading("a", "The mayor told the council on [March 4] that the winter had been mild.")
    text = reading.document.text + " She demanded a vote."
    whole = replace(reading.document, text=text)
    told, demanded = (
        Offsets(text.index(word), text.index(word) + len(word)) for word in ("told", "demanded")
    )
    sayings = tuple(
        Attribution(None, cue, (Offsets(cue.end + 1, cue.end + 9),), Quoted.INDIRECT, Act.ASSERT, said=0)
        for cue in (told, demanded)
    )

    dated = (Happening(0, told),)

    assert () == gather_events([replace(reading, document=whole, attributions=sayings, happenings=dated)])


def test_what_is_so_since_or_as_of_a_day_is_no_event():
    """'As of Monday, nobody had come' tells of no happening on Monday."""
    for text, expected in (
        ("As of [Monday], none of the ferries had left the harbour.", 0),
        ("On [Monday], none of the ferries had left the harbour.", 1),
    ):
        reading = make_reading("a", text)
        [time] = reading.times
        words = replace(time, window=Offsets(0, time.end))

        assert expected == len(gather_events([replace(reading, times=(words,))]))


def test_the_present_with_a_day_that_is_over_is_a_caption():
    """'Rescuers search a house on Monday' stands under a picture; told of a day to come it is a plan."""
    text = "Rescuers search a flooded house in Port Wending on [March 4]."
    for day, expected in ((date(2024, 3, 1), 0), (DAY, 1), (date(2024, 3, 8), 1)):
        reading = make_reading("a", text, day)
        present = (Happening(0, Offsets(0, 3), present=True),)

        assert expected == len(gather_events([replace(reading, happenings=present)]))
