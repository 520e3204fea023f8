"""Windows of acts: deadlines, delays and alternatives, as news words them."""

from datetime import date

import pytest

from onrecord.annotations import TimeType
from onrecord.model import Basis, Offsets, when
from onrecord.times import find_times

# A Thursday.
TODAY = date(2031, 5, 15)


def read(text, day=TODAY):
    """Return the times of a text of one sentence, published on a day."""
    return find_times(text, [Offsets(0, len(text))], when(day, day, Basis.METADATA))


def window(time):
    """Return the window of the act as ISO words, '' for an open end."""
    return tuple(str(day or "") for day in (time.act_earliest, time.act_latest))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        # what is not to be until a day may be from that day on
        ("It will not open until September.", "2031-09-01", ""),
        ("It won’t be published until June 3.", "2031-06-03", ""),
        ("It will open in May 2032 at the earliest.", "2032-05-01", ""),
        ("It could open as early as next week.", "2031-05-19", ""),
        ("It could open as soon as Monday.", "2031-05-19", ""),
        # the end of a deadline may stand behind it, or before
        ("It will open in July at the latest.", "2031-05-15", "2031-07-31"),
        ("It will open at the latest on Friday.", "2031-05-15", "2031-05-16"),
        ("It will open before the year is out.", "2031-05-15", "2031-12-31"),
        ("It will open by the 20th of next month.", "2031-05-15", "2031-06-20"),
        ("It will open ahead of Monday’s hearing.", "2031-05-15", "2031-05-18"),
        # two days of which one is meant are covered both
        ("It will open in June or July.", "2031-06-01", "2031-07-31"),
        ("It will open by late June or early July.", "2031-05-15", "2031-07-10"),
        # so far ahead, and not so long
        ("It will open in two weeks.", "2031-05-26", "2031-06-01"),
        ("It will open in two to three weeks.", "2031-05-29", "2031-06-05"),
        ("It will open in a few weeks.", "2031-05-15", ""),
        ("It will open any day now.", "2031-05-15", ""),
        ("It will open the week after next.", "2031-05-26", "2031-06-01"),
        ("It will open within the hour.", "2031-05-15", "2031-05-15"),
        ("It will open by fall.", "2031-05-15", "2031-11-30"),
        ("On Friday, most of the gates will open.", "2031-05-16", "2031-05-16"),
        # counted from something whose day is not told
        ("It will open within a year of the vote.", "2031-05-15", ""),
        ("It will open in the first quarter.", "2032-01-01", "2032-03-31"),
        ("It will be put off by two weeks.", "", ""),
        ("It will meet a deadline of two weeks.", "2031-05-15", "2031-05-29"),
        # what is over by a day began nobody says when
        ("The dam was full by Monday.", "", "2031-05-12"),
        ("She resigned before Easter.", "", "2031-04-12"),
    ],
)
def test_the_words_around_a_day_make_it_a_deadline(text, earliest, latest):
    """The window of the act is what the whole phrase allows, and open where it doesn't say."""
    assert (earliest, latest) == window(read(text)[0])


def test_a_day_that_was_moved_is_no_range():
    """'Moved from 31 March to 30 June' names the old day and the new deadline."""
    old, new = read("The deadline was moved from March 31 to June 30.")

    assert ("2031-03-31", "2031-05-15", "2031-06-30") == (window(old)[0], *window(new))


def test_a_time_of_day_belongs_to_the_day_before_it():
    """'On 20 May at 10 a.m.' is no time of the document's day."""
    assert ["2031-05-20", "2031-05-20T10:00"] == [
        time.value for time in read("Doors open on 20 May at 10 a.m.")
    ]


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("It was built in two weeks.", TimeType.DURATION, "P2W"),
        ("It is the first delay in two years.", TimeType.DURATION, "P2Y"),
        ("It will be the first visit in two years.", TimeType.DURATION, "P2Y"),
        ("It will reopen in two years.", TimeType.DATE, "2033"),
        ("She will one day return.", TimeType.DATE, "FUTURE_REF"),
        ("She left a week or so ago.", TimeType.DATE, "2031-W19"),
        ("It burst last April.", TimeType.DATE, "2030-04"),
        ("It burst last March.", TimeType.DATE, "2031-03"),
        ("Sales have grown through August.", TimeType.DATE, "2030-08"),
        ("It announced an agreement to sell the mill in March.", TimeType.DATE, "2032-03"),
        ("Trade will be paid on a still unspecified date in March.", TimeType.DATE, "2032-03"),
        ("The pier was crowded over the Labor Day weekend.", TimeType.DATE, "2030-W35-WE"),
        ("Shares fell overnight.", TimeType.TIME, "2031-05-14TNI"),
        ("Carthage fell in 146 B.C.", TimeType.DATE, "BC0146"),
    ],
)
def test_tense_and_context_decide_what_is_meant(text, type_, value):
    """The same words are a stretch or a day, of this year or another, by what stands around them."""
    [time] = read(text)

    assert (type_, value) == (time.type, time.value)


@pytest.mark.parametrize(
    "text",
    [
        "At least 1900 people were held.",
        "The council passed Resolution 1973.",
        "He lives at 1600 Willow Creek Ave.",
        "Call 555-1511.",
        "She told KXBC Today of her plans.",
        "He appeared on “This Week” to defend it.",
        "He defended it on Channel Norte’s This Week and on KXB's Today.",
        "A quarter of the town left, more than a quarter of it for good.",
        "The inspectors searched the officers’ quarters.",
        "He was soon released and she soon followed.",
        "Rooms are $55 a night.",
    ],
)
def test_numbers_names_and_rates_are_no_times(text):
    """Amounts, numbers of houses and resolutions, titles of programmes and prices are left."""
    assert () == read(text)


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("She said in December the office hoped to publish it “in the coming weeks”.", date(2030, 12, 1)),
        ("She said in March 2030 that it would open in the next two weeks.", date(2030, 3, 1)),
        ("She said in December that “the dam” was safe. It will open in the coming weeks.", TODAY),
    ],
)
def test_what_a_saying_puts_ahead_is_counted_from_its_day(text, earliest):
    """'In the coming weeks', said in December, began in December."""
    sentences = [Offsets(0, len(text))]
    *_, time = find_times(text, sentences, when(TODAY, TODAY, Basis.METADATA))

    assert earliest == time.act_earliest


RESULTS = "Third-quarter profit rose to $9 million from $7 million a year ago. "


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            RESULTS + "A charge will be taken in the fourth quarter. Costs fell from a year earlier.",
            "2030-Q3",
        ),
        (RESULTS + "After a flat second quarter, costs fell from a year earlier.", "2030-Q3"),
        (RESULTS + "In the nine months, it earned $20 million, up from $18 million a year earlier.", "2030"),
        (RESULTS + "In the nine months, profit rose. Results in the 2030 period were weak.", "2030"),
        ("It was founded in 1995; a year earlier, work had begun.", "1994"),
    ],
)
def test_a_year_earlier_is_told_from_what_is_reported_on(text, value):
    """In a report of results 'a year earlier' is the same quarter, or year, of the year before."""
    found = read(text, date(2031, 11, 2))

    assert value == found[-1].value


def test_a_window_that_would_begin_before_the_calendar_is_open():
    """'Before the first century' ends where no day can be told; nothing is lost of what else is said."""
    found = {time.exact: time for time in read("It was built before the first century and repaired in June.")}
    assert ("", "") == window(found["the first century"])
    assert "2031-06-30" == str(found["June"].latest)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The union faced a Friday deadline to sign.", date(2024, 3, 8)),
        ("The union missed a Friday deadline to sign.", date(2024, 3, 1)),
        ("Rao is leaving for Corran on Friday.", date(2024, 3, 8)),
        ("Rao will speak next Friday.", date(2024, 3, 15)),
        ("Rao will speak this coming Friday.", date(2024, 3, 8)),
    ],
)
def test_a_weekday_is_told_by_the_words_around_it(text, day):
    """A deadline and a journey lie ahead; 'next Friday', told on a Tuesday, is that of the week after."""
    told = when(date(2024, 3, 5), date(2024, 3, 5), Basis.METADATA)

    [time] = find_times(text, [Offsets(0, len(text))], told)

    assert (day, day) == (time.earliest, time.latest)


def test_a_matter_of_weeks_begins_now_and_has_no_end():
    """'In a matter of weeks' is a window of the time to come, unless it tells how long something took."""
    told = when(date(2024, 3, 5), date(2024, 3, 5), Basis.METADATA)
    ahead, past = "It will open in a matter of weeks.", "It was built in a matter of weeks."

    [[coming], [taken]] = [find_times(text, [Offsets(0, len(text))], told) for text in (ahead, past)]

    assert (date(2024, 3, 5), None) == (coming.act_earliest, coming.act_latest)
    assert (None, None) == (taken.act_earliest, taken.act_latest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bridge was closed on 21 January after a crack was found.", "2031-01-21"),
        ("The office missed a second deadline on Thursday.", "2031-10-16"),
        ("The office faces a second deadline on Thursday.", "2031-10-23"),
        ("The bridge will be closed on 21 January.", "2032-01-21"),
    ],
)
def test_what_has_happened_is_told_of_a_day_gone_by(text, value):
    """A bridge was closed on a day nine months ago and not in three to come, and a missed deadline is over."""
    time, *_ = read(text, date(2031, 10, 18))

    assert value == time.value
