"""Time expressions: which words are found, what they mean, and the window they give an act."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.annotations import TimeType
from onrecord.model import UNKNOWN, Basis, Offsets, when
from onrecord.times import find_occasions, find_times

# A Thursday.
TODAY = date(2031, 5, 15)


def read(text, first=TODAY, last=None):
    """Return the times of a text of one sentence, published on a day or between two."""
    return find_times(text, [Offsets(0, len(text))], when(first, last or first, Basis.METADATA))


def day(text):
    """Return the day that ISO words name, or None."""
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The dam burst on Monday.", "2031-05-12"),
        ("The dam will be inspected on Monday.", "2031-05-19"),
        ("The dam burst last Thursday.", "2031-05-08"),
        ("The mayor said Thursday that it burst.", "2031-05-15"),
        ("Monday’s ruling was welcomed.", "2031-05-12"),
        ("The hearing is on Tuesday of next week.", "2031-05-20"),
        ("It burst on Feb. 4.", "2031-02-04"),
        ("It will reopen on Feb. 4.", "2032-02-04"),
        ("It burst on 3 June 2029.", "2029-06-03"),
        ("It burst in March.", "2031-03"),
        ("It has been shut since June.", "2030-06"),
        ("The ministry on Monday issued a warning ahead of the visit.", "2031-05-12"),
        ("Neither of the owners could be reached Monday.", "2031-05-12"),
        ("Until Monday, they had not met.", "2031-05-12"),
        ("They planned a march on Monday.", "2031-05-19"),
        ("They did not meet until Monday.", "2031-05-12"),
        ("It had to be inspected 30 days before opening to the public.", "P30D"),
        ("It will reopen in March.", "2032-03"),
        ("It burst last month.", "2031-04"),
        ("It will reopen early next year.", "2032"),
        ("It reopened two years ago.", "2029"),
        ("It burst yesterday afternoon.", "2031-05-14TAF"),
        ("The siren sounded at 7:15 p.m. on Tuesday.", "2031-05-13T19:15"),
        ("They met at 6 p.m. (1700 GMT) on Tuesday.", "2031-05-13T18:00"),
        ("Output rose in the first quarter.", "2031-Q1"),
        ("It was built in the late 1970s.", "197"),
        ("It rained for three and a half hours.", "PT3H30M"),
        ("The repairs took several months.", "PXM"),
        ("It is inspected every two weeks.", "P2W"),
        ("Prayers are held each Friday.", "XXXX-WXX-5"),
        ("The lake froze last winter.", "2030-WI"),
        ("It burst on Christmas Eve.", "2030-12-24"),
        ("It has been closed since Christmas Eve.", "2030-12-24"),
        ("It will stay closed until Christmas Eve.", "2031-12-24"),
        ("It burst in nineteen ninety-six.", "1996"),
        ("The report will be out soon.", "FUTURE_REF"),
        ("The report will be out in the coming weeks.", "PXW"),
        ("The report will be out in the near future.", "FUTURE_REF"),
        ("It had recently been repaired.", "PAST_REF"),
    ],
)
def test_an_expression_gets_its_timex3_value(text, value):
    """Tense and context decide the direction; the value is TIMEX3's."""
    assert [value] == [time.value for time in read(text)]


@pytest.mark.parametrize(
    ("text", "told", "first"),
    [
        ("The ferry sank this weekend.", "2031-05-12", "2031-05-10"),  # a Monday
        ("The ferry sank this weekend.", "2031-05-13", "2031-05-10"),
        ("The ferry will sail this weekend.", "2031-05-13", "2031-05-17"),
        ("The ferry sank this weekend.", "2031-05-18", "2031-05-17"),
    ],
)
def test_a_weekend_told_as_past_is_the_one_just_over(text, told, first):
    """On a Monday 'this weekend' is the one that was, unless it is told as still to come."""
    assert [day(first)] == [time.earliest for time in read(text, day(told))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Norvik Ferries disclosed plans to sell the quay in a Wednesday post.", "2031-05-14"),
        ("On Wednesday, the owners vowed to shut the dam.", "2031-05-14"),
        ("She learned of the move before the board's decision Wednesday to halt it.", "2031-05-14"),
        ("The owners will shut the dam on Wednesday.", "2031-05-21"),
        ("On Wednesday the owners will shut the dam.", "2031-05-21"),
        ("The dam is to stay shut until Wednesday.", "2031-05-21"),
        ("The owners are to answer by Wednesday.", "2031-05-21"),
        ("The dam will be shut from Thursday to Wednesday.", "2031-05-21"),
    ],
)
def test_the_weekday_that_was_yesterday_is_yesterday_but_for_what_will_be(text, first):
    """Words of a plan near by move no Wednesday that a Thursday tells of; a verb of what will be, or a limit, does."""
    assert day(first) == [time.earliest for time in read(text)][-1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The ferry sank last week.", "2031-05-11", "2031-05-17"),
        ("The council will vote this week.", "2031-05-18", "2031-05-25"),
        ("The council voted this week.", "2031-05-12", "2031-05-18"),
    ],
)
def test_a_sunday_closes_one_week_and_opens_the_next(text, first, last):
    """What a Sunday calls last week are the days before it."""
    [time] = read(text, day("2031-05-18"))
    assert (day(first), day(last)) == (time.earliest, time.latest)


@pytest.mark.parametrize(
    "text",
    ["They sang on the last night of the 2019 fair.", "It was lost in the last week of the trial."],
)
def test_the_last_part_of_something_is_not_the_one_before_today(text):
    """'The last night of the fair' is told from the fair."""
    assert all(time.earliest < day("2031-01-01") for time in read(text))


@pytest.mark.parametrize(
    ("text", "told", "first", "last"),
    [
        ("The ferry sank earlier in the week.", "2031-05-12", "2031-05-05", "2031-05-11"),  # a Monday
        ("The ferry sank earlier this week.", "2031-05-13", "2031-05-12", "2031-05-13"),
    ],
)
def test_on_its_first_day_nothing_of_a_week_is_over(text, told, first, last):
    """'Earlier in the week', told on a Monday, is the week before."""
    [time] = read(text, day(told))
    assert (day(first), day(last)) == (time.earliest, time.latest)


def test_the_day_before_is_told_from_the_day_last_named():
    """'The night before' follows the day that was named."""
    told = read("They met on May 8. In her talk the night before, she had praised them.")
    assert day("2031-05-07") == told[1].earliest


def test_no_day_is_counted_from_a_year():
    """'One day earlier' than what happened some years ago is not told by it."""
    left, before = read("He left the town in 2009. One day earlier, she wrote to him.")

    assert "2009" == left.value
    assert (None, None) == (before.earliest, before.latest)


def test_the_week_before_a_sundays_last_week_is_the_one_before():
    """It is counted from the week last named."""
    told = read("The ferry sank last week. It had been repaired the week before.", day("2031-05-18"))
    assert day("2031-05-05") == told[1].earliest


@pytest.mark.parametrize(
    "text",
    [
        "May will chair the council.",
        "Mr May told the council that March is a common surname.",
        "They march against the dam.",
        "The dam holds 2,031 litres and cost $1999.",
        "About three-quarters of the town left.",
        "The 44-year-old engineer left.",
        "It must be told without further delay.",
        "",
        "\x00\ud7ff 9999-99-99",
    ],
)
def test_words_that_are_no_times_are_left(text):
    """Names, verbs, amounts and ages are not taken for times."""
    assert () == read(text)


def test_a_month_with_the_name_of_a_person_in_the_text_needs_its_preposition():
    """Where somebody is called May, only 'in May' and the like are the month."""
    times = read("Ilse May said the bridge would open in May. May has promised it before.")

    assert [("May", "2031-05")] == [(time.exact, time.value) for time in times]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The March deadline passed.", ["March"]),
        ("The May election was held.", ["May"]),
        ("Rosa May spoke. The May visit was hers.", []),
        ("The March for Peace drew a crowd.", []),
    ],
)
def test_a_month_that_dates_a_noun_is_a_month(text, words):
    """'The March deadline' is a month's, 'the March for Peace' is not."""
    assert words == [time.exact for time in read(text)]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("It will be out by Friday.", "by Friday", "2031-05-15", "2031-05-16"),
        ("It will be out by the end of the year.", "by the end of the year", "2031-05-15", "2031-12-31"),
        (
            "It will be out before the end of the year.",
            "before the end of the year",
            "2031-05-15",
            "2031-12-31",
        ),
        ("It will be out before June 3.", "before June 3", "2031-05-15", "2031-06-02"),
        ("It will be out after June 3.", "after June 3", "2031-06-04", None),
        ("It will be out no later than June 3.", "no later than June 3", "2031-05-15", "2031-06-03"),
        ("It will not be out before June 3.", "before June 3", "2031-06-03", None),
        ("It will be shut until June 3.", "until June 3", "2031-05-15", "2031-06-03"),
        ("It was given a deadline of June 3.", "a deadline of June 3", "2031-05-15", "2031-06-03"),
        ("It will be out within a week.", "within a week", "2031-05-15", "2031-05-22"),
        (
            "It will last until at least the end of 2032.",
            "until at least the end of 2032",
            "2032-12-31",
            None,
        ),
        ("It was postponed to June 3.", "to June 3", "2031-05-15", "2031-06-03"),
        ("It will be out next week.", "next week", "2031-05-19", "2031-05-25"),
        ("It will be out in June.", "in June", "2031-06-01", "2031-06-30"),
        ("It will be out in early June.", "in early June", "2031-06-01", "2031-06-10"),
        ("It will be out in mid-June.", "in mid-June", "2031-06-10", "2031-06-20"),
        ("It will be out in late June.", "in late June", "2031-06-21", "2031-06-30"),
        (
            "It will be out in the first half of the year.",
            "in the first half of the year",
            "2031-01-01",
            "2031-06-30",
        ),
        ("It will be out in the coming weeks.", "in the coming weeks", "2031-05-15", None),
        ("It will be out shortly.", "shortly", "2031-05-15", None),
        ("It will be out over the next two weeks.", "over the next two weeks", "2031-05-15", "2031-05-29"),
        ("It will be shut from June 3 to June 10.", "from June 3 to June 10", "2031-06-03", "2031-06-10"),
        ("It will be shut between May and July.", "between May and July", "2031-05-01", "2031-07-31"),
        ("It will be shut from 13 to 17 June.", "from 13 to 17 June", "2031-06-13", "2031-06-17"),
        ("It will be shut between 3 and 5 June.", "between 3 and 5 June", "2031-06-03", "2031-06-05"),
        ("It will be shut June 13-17.", "June 13-17", "2031-06-13", "2031-06-17"),
        (
            "It will be shut from the 20th to the 21st.",
            "from the 20th to the 21st",
            "2031-05-20",
            "2031-05-21",
        ),
        ("It is set for the second half of June.", "for the second half of June", "2031-06-16", "2031-06-30"),
        ("It is set for the first half of June.", "for the first half of June", "2031-06-01", "2031-06-15"),
        ("It is set for the second week of June.", "for the second week of June", "2031-06-08", "2031-06-14"),
        ("It is set for the first days of June.", "for the first days of June", "2031-06-01", "2031-06-05"),
    ],
)
def test_a_signal_word_gives_the_window_of_the_act(text, words, earliest, latest):
    """The conventions of the record format: 'by' runs from the day it was said, 'before' ends the day before."""
    time = read(text)[0]

    assert (day(earliest), day(latest)) == (time.act_earliest, time.act_latest)
    assert text[slice(*time.window)].endswith(words) or words.endswith(text[slice(*time.window)])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It will open in May.", "XXXX-05"),
        ("It opened on Feb. 4.", "XXXX-02-04"),
        ("It opened on Friday.", "XXXX-WXX-5"),
        ("It opened last month.", "XXXX-XX"),
        ("It opened last year.", "XXXX"),
    ],
)
def test_without_a_day_what_depends_on_it_is_open(text, value):
    """Where the document's day is not known, no year is made up."""
    [time] = find_times(text, [Offsets(0, len(text))], UNKNOWN)

    assert (value, None, None, Basis.UNKNOWN) == (time.value, time.earliest, time.latest, time.basis)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It opened on Friday.", date(2031, 5, 16)),  # the page was put up on Thursday, and written on
        ("It will open on Friday.", date(2031, 5, 16)),
        ("It opened on Saturday.", date(2031, 5, 10)),
        ("It opened on Wednesday.", date(2031, 5, 14)),
        ("It opened last Friday.", date(2031, 5, 9)),
    ],
)
def test_the_weekday_after_the_documents_is_the_next_day(text, told):
    """Nobody calls the Friday of the week before 'Friday' on a Thursday."""
    [time] = read(text)

    assert (told, told) == (time.earliest, time.latest)


def test_both_ends_of_a_wide_day_are_covered():
    """'Last month' in a document of the turn of the year is November or December; 'in May' is told either way."""
    text = "It closed last month and will open in May."
    month, may = read(text, date(2030, 12, 20), date(2031, 1, 9))

    assert ("XXXX-XX", date(2030, 11, 1), date(2030, 12, 31)) == (month.value, month.earliest, month.latest)
    assert ("2031-05", date(2031, 5, 1), date(2031, 5, 31)) == (may.value, may.earliest, may.latest)


def test_in_a_wide_window_only_what_is_the_same_at_both_ends_is_told():
    """A text of some day of that spring: 'in June' is of that year, and which Monday the next one is nobody knows."""
    june, monday = read("It will open in June. They meet next Monday.", date(2031, 2, 3), date(2031, 5, 20))

    assert (date(2031, 6, 1), date(2031, 6, 30)) == (june.earliest, june.latest)
    assert (None, None) == (monday.act_earliest, monday.act_latest)
    assert (None, None) == (monday.earliest, monday.latest)


@pytest.mark.parametrize(
    ("text", "today", "value"),
    [
        ("It opened yesterday.", "2032-03-01", "2032-02-29"),
        ("It opened yesterday.", "2031-01-01", "2030-12-31"),
        ("It opens next week.", "2026-12-25", "2026-W53"),
        ("It opened last week.", "2027-01-05", "2026-W53"),
        ("It opened last month.", "2031-01-31", "2030-12"),
        ("It opens next month.", "2031-12-31", "2032-01"),
        ("It opened on Feb. 29.", "2031-05-15", "2031-02-29"),
    ],
)
def test_calendar_edges(text, today, value):
    """Leap days, year ends and week 53 come out by the calendar; a day that no year has is not moved."""
    assert [value] == [time.value for time in read(text, date.fromisoformat(today))]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("She said last year that it would open in January.", "2031-01-01", "2031-01-31"),
        ("Last year the board promised to finish it by January.", None, "2031-01-31"),
        ("She said in April that it would open on May 3.", "2031-05-03", "2031-05-03"),
        ("She announced in November 2029 that it would open in March.", "2030-03-01", "2030-03-31"),
        ("She promised in 2028 that it would open in June.", "2028-06-01", "2029-06-30"),
    ],
)
def test_what_was_said_to_lie_ahead_is_told_from_the_day_of_the_saying(text, earliest, latest):
    """'Would open in January', said last year, is this year's January, though the document is of May."""
    *_, time = read(text)

    assert latest == time.act_latest.isoformat()
    assert earliest in (None, time.act_earliest.isoformat())


def test_a_later_word_points_back():
    """'The following year' is told against the last date named."""
    assert ["1995", "1996"] == [
        time.value for time in read("It was founded in 1995, and the following year it failed.")
    ]


def test_an_occasion_is_a_time_told_against():
    """'After the Games' has no day of its own; the words and the occasion are kept for the story to resolve."""
    text = "She may travel sometime after the Lagoon Games, the sources said."
    [time] = read(text)

    assert ("the Lagoon Games", "after the Lagoon Games") == (
        text[slice(*time.occasion)],
        text[slice(*time.window)].removeprefix("sometime "),
    )
    assert (TimeType.DATE, "XXXX", None) == (time.type, time.value, time.act_latest)


def test_an_occasion_narrows_the_time_before_it():
    """'In the first half of the year after the Games' is one time with an occasion."""
    text = "It is set for the first half of the year after the Lagoon Winter Games."
    [time] = read(text)

    assert "2031-H1" == time.value
    assert "the Lagoon Winter Games" == text[slice(*time.occasion)]


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("The Lagoon Games, which open on August 4, are sold out.", "lagoon games", "August 4"),
        ("The mayor fears the June 5 election.", "election", "June 5"),
        ("They prepare for the 2032 Lagoon Winter Olympics.", "lagoon winter games", "2032"),
        ("The Harbour Summit in Port Aldous on June 16 is off.", "harbour summit", "June 16"),
    ],
)
def test_an_occasion_gets_the_day_that_the_text_ties_to_it(text, key, words):
    """The day may follow the name, stand before it or in it."""
    times = read(text)

    assert [(key, words)] == [
        (occasion.key, times[occasion.time].exact) for occasion in find_occasions(text, times)
    ]


EXPRESSIONS = (
    "on Monday", "last Friday", "next Tuesday", "yesterday", "tomorrow night", "last week", "next month",
    "in May", "in early March", "on Feb. 4", "on 31 December", "by the end of the year", "before June",
    "after Friday", "until next week", "this quarter", "the third quarter", "last summer", "in the winter",
    "two years ago", "in three weeks' time", "within ten days", "over the past decade", "soon", "recently",
    "in the first half of the year", "over the weekend", "the following day", "a year earlier", "at year-end",
    "from May to July", "last Christmas", "on Easter Monday", "in 1999", "on 2031-05-15", "later this year",
    "in two weeks", "in two to three weeks", "in a few weeks", "by Friday at the latest", "in June or July",
    "as early as next week", "before the year is out", "by June 3", "over the Labor Day weekend", "last February",
    "in the fiscal first quarter", "in the nine months", "said in March it would end “next month”", "overnight",
)  # fmt: skip
SENTENCES = st.lists(
    st.tuples(st.sampled_from(["It opened", "It will open", "The opening"]), st.sampled_from(EXPRESSIONS)),
    min_size=1,
    max_size=4,
).map(lambda pairs: " ".join(f"{start} {words}." for start, words in pairs))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(max_examples=150, deadline=None)
@given(SENTENCES, DAYS, st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_widening_the_documents_day_never_narrows_a_window(text, first, length, before, after):
    """What is known with a closer day is inside what is known with a wider one, and every window is in order."""
    last = first + timedelta(days=length)
    close = read(text, first, last)
    wide = read(text, first - timedelta(days=before), last + timedelta(days=after))

    assert [(time.start, time.end, time.type) for time in close] == [
        (time.start, time.end, time.type) for time in wide
    ]
    for near, far in zip(close, wide, strict=True):
        for begin, end, wide_begin, wide_end in (
            (near.earliest, near.latest, far.earliest, far.latest),
            (near.act_earliest, near.act_latest, far.act_earliest, far.act_latest),
        ):
            assert begin is None or end is None or begin <= end
            assert wide_begin is None or (begin is not None and wide_begin <= begin)
            assert wide_end is None or (end is not None and end <= wide_end)


TARGETS = "The port is to be clean by 2040, Tarn by 2045, Brunn by 2040, Selm by 2050, Lund by 2042 and Orth by 2060"


def test_years_that_are_planned_for_do_not_move_the_days_of_a_report():
    """A report full of years still to come is no history: what it tells of lately is counted from its own day."""
    text = f"{TARGETS}, and 2061, and 2062. The vote on Monday was close. Work began last November."

    told = {time.exact: time.value for time in read(text)}

    assert {"Monday": "2031-05-19", "last November": "2030-11"}.items() <= told.items()


@pytest.mark.parametrize(("today", "value"), [(TODAY, "2030-11"), (None, "XXXX-11")])
def test_last_november_is_counted_from_the_day_of_who_tells_it_in_a_history_too(today, value):
    """In a text that goes by years 'last November' is of the document's day, and of none where that is not known."""
    text = "It burned in 1901, 1905, 1911, 1920, 1933, 1940, 1951 and 1960. It was mended last November."
    published = when(today, today, Basis.METADATA) if today else UNKNOWN

    [*_, time] = find_times(text, [Offsets(0, len(text))], published)

    assert (time.exact, time.value) == ("last November", value)


def test_next_year_is_counted_from_the_day_of_telling_where_most_years_lie_ahead_of_it():
    """Where the words mean another year without the day than with it, the day decides, of the act too."""
    text = (
        "Votes are due in 2016, 2018, 2020, 2022, 2024, 2026 and 2028. It burned in 2012. It opens next year."
    )

    [*_, time] = find_times(text, [Offsets(0, len(text))], when(date(2015, 4, 22), date(2015, 4, 22)))

    assert (time.value, time.earliest, time.act_earliest) == ("2016", date(2016, 1, 1), date(2016, 1, 1))


@settings(max_examples=150, deadline=None)
@given(SENTENCES, DAYS)
def test_a_window_never_moves_back_as_days_pass(text, today):
    """The same words a day later mean the same days or later ones."""
    for now, then in zip(read(text, today), read(text, today + timedelta(days=1)), strict=True):
        assert now.earliest is None or then.earliest is None or now.earliest <= then.earliest
        assert now.latest is None or then.latest is None or now.latest <= then.latest


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200) | SENTENCES, st.none() | DAYS)
def test_any_text_gives_whole_spans_that_do_not_depend_on_the_day(text, today):
    """Hostile text raises nothing; spans are never empty, never overlap and are the same whatever the day."""
    found = read(text, today) if today else find_times(text, [], UNKNOWN)
    other = find_times(text, [Offsets(0, len(text))] if today and text else [], UNKNOWN)

    assert [(time.start, time.end) for time in other] == [(time.start, time.end) for time in found]
    assert all(time.exact == text[time.start : time.end] and time.start < time.end for time in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@settings(max_examples=60, deadline=None)
@example(9, "centuries", date(2001, 1, 1))
@given(st.integers(1, 9999), st.sampled_from(["years", "centuries", "days"]), DAYS)
def test_counting_never_leaves_the_calendar_of_the_record(count, unit, today):
    """Years outside 1000 to 2999 are only ever written, never reached by counting."""
    for time in read(f"It happened {count} {unit} ago and will again in {count} {unit}' time.", today):
        assert all(day is None or 1000 <= day.year <= 2999 for day in (time.earliest, time.latest))
