"""The days of undated documents, and acts told against occasions, worked out across documents."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.annotations import Frame, FrameKind, Reading
from onrecord.model import UNKNOWN, Basis, Document, Offsets, when
from onrecord.story.dating import infer_days, resolve_occasions
from onrecord.times import find_occasions, find_times


def make_reading(name, text, day=None, last=None):
    """Read a document of one sentence a line, published on a day, between two, or nobody knows when."""
    published = when(day, last or day, Basis.METADATA) if day else UNKNOWN
    sentences = tuple(Offsets(*found.span()) for found in re.finditer(r"[^\n]+", text))
    times = find_times(text, sentences, published)
    document = Document(name, f"{name}.txt", "", text, published=published)
    return Reading(document, sentences, times, find_occasions(text, times))


DATED = make_reading("dated", "The mayor said on Monday that the dam was safe.", date(2030, 10, 15))


WINTER = make_reading("winter", "The mayor said on Monday that the dam was safe.", date(2031, 1, 20))


SURNAMES = (
    "brask",
    "dorne",
    "felsk",
    "gurra",
    "hulst",
    "jorde",
    "kvist",
    "lomba",
    "narve",
    "ostrem",
    "pelka",
    "rundt",
)
STORY = make_reading(
    "story",
    "The mayor said on Monday that the dam was safe, and that talks on a visit of the inspectors went on.\n"
    "She hoped that a deal on the dam would be reached, and that a team of inspectors would come for a visit.",
    date(2031, 1, 20),
)


def infer(*texts, beside=DATED):
    """Return the bounds inferred for undated documents that lie beside one of 15 October 2030, or another."""
    readings = [beside, *(make_reading(f"undated-{number}", text) for number, text in enumerate(texts))]
    found = infer_days(readings)
    return [found.get(reading.document.id) for reading in readings[1:]]


def test_a_copyright_line_bounds_the_year():
    """The year of the copyright line is the year of the document."""
    [day] = infer("The dam is safe, she said Friday.\nCopyright 2031 Kestrel Agency.")

    assert ("2031", Basis.INFERRED, "2031") == (day.edtf, day.basis, day.span.exact)


def test_what_is_to_come_bounds_the_day_from_above():
    """A document that says when the Games will open was written before they did."""
    [day] = infer(
        "She cannot travel before the Lagoon Games, which open on Feb. 4.\nCopyright 2031 Kestrel Agency."
    )

    assert (date(2031, 1, 1), date(2031, 2, 3)) == (day.earliest, day.latest)


def test_a_document_is_drawn_to_those_that_are_like_it():
    """A report that its twin dates is of those days, and not of those of some other coverage of the story."""
    saved = " and ".join(f"{one}{two}" for one, two in product(("Ka", "Lo", "Mi", "Ru", "Te"), SURNAMES))
    told = f"Divers raised the bell of the Ostrava from the harbour at Port Vell. On it are the names of {saved}."
    twin = make_reading("twin", f"{told}\nThe bell weighs three tonnes.", date(2031, 5, 6))
    report = make_reading("report", f"{told}\nThe museum said on Tuesday that the bell would be cleaned.")
    others = [STORY, make_reading("other", STORY.document.text.replace("Monday", "Friday"), date(2031, 2, 9))]

    day = infer_days([*others, twin, report])["report"]

    assert day.earliest <= date(2031, 5, 6) <= day.latest
    assert date(2031, 2, 9) < day.earliest
    assert "Tuesday" == day.span.exact


def test_an_occasion_dated_elsewhere_gives_the_year():
    """Which February it is, another document tells: it calls them the 2031 Games."""
    calls = make_reading(
        "calls", "Groups called for a boycott ahead of the 2031 Lagoon Winter Games.", date(2030, 9, 3)
    )
    undated = make_reading("undated", "She can go after the Games, which begin on February 4.")

    day = infer_days([calls, undated])["undated"]

    assert date(2031, 2, 3) == day.latest


@pytest.mark.parametrize("more", ["", "A team of inspectors will arrive next month.\n"])
def test_a_past_day_without_a_year_is_of_a_year_that_the_other_words_allow(more):
    """'Said on March 8', with talks begun in January 2031 and a visit in May to come, is of 2031, and not before."""
    [day] = infer(
        "Talks on the dam began in January 2031.\nThe mayor said on March 8 that a deal was reached.\n"
        f"{more}The visit of the inspectors will take place in May.",
        beside=STORY,
    )

    assert 2031 == day.earliest.year
    assert day.earliest <= date(2031, 3, 9) <= day.latest


def test_between_two_years_that_lie_as_near_none_is_chosen():
    """'Said on March 8', in a pile of October 2030, may be of the spring before or of the one after."""
    assert [None] == infer("She said on March 8 that a deal was reached.\nThe visit will take place in May.")


def test_months_alone_give_no_day():
    """'In March' and 'in May' are too little to place a document by."""
    assert [None] == infer("It closed in March.\nIt will open in May.", beside=WINTER)


def test_a_dateline_without_a_year_gives_the_day():
    """'PORT ALDOUS, Feb. 3 (Kestrel) -' is filed that day and out the day after at the latest."""
    [day] = infer("PORT ALDOUS, Feb. 3 (Kestrel) - The dam is safe.", beside=WINTER)

    assert (date(2031, 2, 3), date(2031, 2, 4)) == (day.earliest, day.latest)


def test_a_date_that_names_an_event_places_no_document():
    """'The April 20 blast' says nothing of whether it is long past; the verbs around tell of something else."""
    assert [None] == infer("She may speak of the April 20 blast.", beside=WINTER)


@pytest.mark.parametrize(
    "text",
    [
        "She called for a rally on February 14.",
        "They shut the school until 7 February.",
        "The gate had been due to open on 7 February.",
        "The map shows the 4 February elections.",
        "The forecast for the season starting on 1 February came out.",
        "Divers will reach the wreck some time between 11 and 15 February.",
        "Ahead of his official February 1 start he spoke.",
        "The lowest point (on 25 February) was passed.",
    ],
)
def test_a_day_that_may_be_still_to_come_is_no_lower_bound(text):
    """A rally called for, a term that runs, the name of a vote: nothing says that the day has been."""
    [day] = infer(f"{text}\nTalks began in January 2031.\nCopyright 2031 Kestrel Agency.", beside=WINTER)

    assert day.earliest < date(2031, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Congress will pass a law that answers the blast on 20 January.",
        "He was not ready to deal with the blast on 20 January.",
        "January 20 - An aide says the port will open.",
    ],
)
def test_what_is_to_come_in_another_clause_is_no_upper_bound(text):
    """The law lies ahead, and not the blast; the head of a list's entry tells neither."""
    [day] = infer(f"{text}\nTalks began in January 2031.\nCopyright 2031 Kestrel Agency.", beside=WINTER)

    assert date(2031, 12, 31) == day.latest


@pytest.mark.parametrize(
    "stamp",
    [
        "Friday 7 February 2031 13.01 BST",
        "PORT ALDOUS | Fri Feb 7, 2031 6:17 pm EDT",
        "Friday, February 7, 2031; 12:00 AM",
    ],
)
def test_the_stamp_of_a_page_is_its_day_give_or_take_one(stamp):
    """A full date with the time of day at the head of a page is when it came out, whatever its text tells of."""
    [day] = infer(f"The dam is safe\n{stamp}\nIt will open on 3 January.\nIt closed on 1 March 2031.")

    assert (date(2031, 2, 6), date(2031, 2, 8)) == (day.earliest, day.latest)
    assert "2031" in day.span.exact


def test_a_stamp_at_the_foot_of_a_page_counts():
    """'Published at 13.01 BST on Friday …' stands at the end of a page."""
    text = "The dam is safe.\n" + "The port was busy.\n" * 60
    [day] = infer(f"{text}This article was published at 13.01 BST on Friday 7 February 2031.")

    assert (date(2031, 2, 6), date(2031, 2, 8)) == (day.earliest, day.latest)


def test_a_stamp_far_from_all_others_dates_nothing():
    """A page of another decade than the pile stops nothing, and is given no day of the pile's."""
    assert [None] == infer("The dam is safe\nMonday 1 February 2010 13.01 GMT\nIt will open on 3 March.")


def test_the_days_of_comments_and_links_tell_nothing():
    """Whoever comments on a page does so later, and a list of links has days of other pages."""
    body = "The dam is safe.\n" + "The port was busy.\n" * 60
    links = (
        "Gates shut-16:10 UK time, Wednesday, 8 July 2030\nGates open-15:00 UK time, Friday, 22 May 2030\n"
    )

    assert [None, None] == infer(f"{body}February 7, 2031 at 2:32 pm | Report abuse", f"{links}{body}")


def test_of_an_updated_page_only_the_last_day_is_known():
    """'Last updated' bounds the day from above; how long the page had been out is not told."""
    [day] = infer(
        "The dam is safe.\nTalks began in January 2031.\nLast updated on Friday 7 February 2031 13.01 BST"
    )

    assert (date(2031, 1, 1), date(2031, 2, 7)) == (day.earliest, day.latest)


def test_like_words_of_different_events_are_not_taken_for_one():
    """Two statements of the same people on a weekday are not one event, though they share the story's words."""
    first = make_reading(
        "first", "On 8 October 2030 the mayor said the dam at Port Vell was safe.", date(2030, 10, 20)
    )
    second = make_reading(
        "second", "The mayor said on Tuesday that the dam at Port Vell was not safe at all."
    )

    assert {} == infer_days([first, second, DATED])


def test_a_weekday_with_its_date_gives_the_year():
    """29 March is a Friday in 2030 and not in the years around it; 'next' Friday is that of the coming week."""
    undated = make_reading("undated", "The lease will end next Friday, 29 March.")
    dated = make_reading("dated", "The talks failed.", date(2029, 12, 1))

    day = infer_days([dated, undated])["undated"]

    assert (date(2030, 3, 18), date(2030, 3, 24)) == (day.earliest, day.latest)


def test_a_weekday_is_dated_by_the_same_event_elsewhere():
    """'On Tuesday' here and 'on 8 October' there are one day, since both tell of the 137 unions' open letter."""
    first = make_reading(
        "first",
        "On 8 October 2030, 137 unions published an open letter that urged repairs.",
        date(2030, 10, 20),
    )
    second = make_reading("second", "137 unions urged the repairs in an open letter on Tuesday.")
    third = make_reading("third", "The harbour was calm and traders slept.", date(2030, 10, 20))

    day = infer_days([first, second, third])["second"]

    assert ("2030-10-08/2030-10-14", "Tuesday") == (day.edtf, day.span.exact)


def test_a_month_told_from_an_older_saying_says_nothing_of_the_documents_day():
    """'Said last year that it would be out in January' puts January after the saying, not after the document."""
    [told] = infer("It will open by 14 June.\nThe board said last year that it would be out in January.")
    [alone] = infer("It will open by 14 June.")

    assert alone == told


def test_where_clues_conflict_the_window_is_the_wider_one():
    """Months that can't all be right leave open what the other words do."""
    firm = "The dam was filled in March 2031.\nThe report will be out by June 2031.\n"
    [torn] = infer(firm + "It will open in February.\nA ball was held in June.\nIt will close in May.")

    assert torn.earliest <= date(2031, 3, 1)
    assert date(2031, 6, 30) == torn.latest


def test_a_document_that_quotes_is_hardly_older_than_the_others_that_do():
    """A quotation is printed where it is new; the first dated document to print it is a week late at most."""
    quotation = "“There is no water in the old harbour any more,” she said."
    first = make_reading("first", quotation, date(2030, 9, 10))
    later = make_reading("later", f"{quotation}\nThe divers will go down on 12 December.")

    day = infer_days([first, DATED, later])["later"]

    assert (date(2030, 9, 3), date(2030, 12, 11)) == (day.earliest, day.latest)


def make_planned(name, text, due, day=None):
    """Read a document that says of one report when it will be out."""
    reading = make_reading(name, text, day)
    [index] = [place for place, time in enumerate(reading.times) if time.exact == due]
    words = Offsets(0, len(text))
    frame = Frame(FrameKind.ANNOUNCEMENT, words, 0.9, due=index, heads=("publish",), objects=("report",))
    return replace(reading, frames=(frame,))


def test_a_new_date_is_no_older_than_the_last_document_with_the_old_one():
    """While the report was still due in September, nobody wrote of 12 December."""
    old = make_planned("old", "The report will be out by 30 September.", "30 September", date(2030, 8, 20))
    new = make_planned("new", "The report will be out by 12 December.", "12 December", date(2030, 10, 15))
    undated = make_planned("undated", "The report will be out by 12 December.", "12 December")
    loose = infer_days([new, undated])["undated"]

    day = infer_days([old, new, undated])["undated"]

    assert loose.earliest < date(2030, 8, 20)
    assert (date(2030, 8, 20), date(2030, 12, 11)) == (day.earliest, day.latest)


def test_nothing_is_inferred_from_nothing():
    """A document whose words tell nothing of its day stays undated, and so does a pile without any year."""
    assert [None] == infer("The dam is safe.")
    assert {} == infer_days([make_reading("alone", "It will open in May.")])
    assert {} == infer_days([])


def test_a_known_day_is_never_changed():
    """What metadata states is believed, whatever the text says."""
    assert {} == infer_days([DATED, make_reading("other", "Copyright 2035 Kestrel.", date(2030, 11, 1))])


def test_a_wide_day_is_narrowed_within_its_bounds():
    """A document known to be of 2031 is narrowed inside that year."""
    wide = make_reading(
        "wide", "The Games open on Feb. 4 and will be short.", date(2031, 1, 1), date(2031, 12, 31)
    )

    day = infer_days([DATED, wide]).get("wide")

    assert day is None or (date(2031, 1, 1) <= day.earliest and day.latest <= date(2031, 12, 31))


def resolve(text, day, *others):
    """Return the windows of the acts told against occasions in a document of `day`."""
    reading = make_reading("story", text, day)
    [resolved, *_] = resolve_occasions([reading, *others])
    return [(time.act_earliest, time.act_latest) for time in resolved.times if time.occasion]


GAMES = make_reading(
    "games", "The Lagoon Winter Olympics, which begin on February 4, are sold out.", date(2031, 1, 5)
)


def test_an_act_after_an_occasion_begins_after_the_day_that_another_document_gives():
    """'After the Games' elsewhere is resolved by the document that says when they open; how long they last, none."""
    assert [(date(2031, 2, 5), None)] == resolve("She may travel after the Games.", date(2031, 1, 20), GAMES)


def test_a_window_told_against_an_occasion_says_which_words_date_it():
    """The reader is led to the document that gives the Games their day."""
    reading = make_reading("story", "She may travel after the Games.", date(2031, 1, 20))
    [resolved, _] = resolve_occasions([reading, GAMES])

    [anchor] = [time.anchor for time in resolved.times if time.occasion]
    assert (GAMES.document.id, "The Lagoon Winter Olympics, which begin on February 4") == (
        anchor.document,
        anchor.exact,
    )


def test_an_act_before_an_occasion_ends_the_day_before():
    """'Before the start of the Olympics' ends on the eve."""
    assert [(date(2031, 1, 20), date(2031, 2, 3))] == resolve(
        "It will be out before the start of the Olympics.", date(2031, 1, 20), GAMES
    )


def test_an_act_denied_before_an_occasion_begins_with_it():
    """'Will not take place before the Games' is no deadline."""
    assert [(date(2031, 2, 4), None)] == resolve(
        "The visit will not take place before the Games.", date(2031, 1, 20), GAMES
    )


def test_half_a_year_after_an_occasion_is_cut_at_the_left():
    """'The first half of the year after the Games' runs from the day after they open to 30 June."""
    assert [(date(2031, 2, 5), date(2031, 6, 30))] == resolve(
        "It is set for the first half of the year after the Lagoon Winter Olympics.", date(2031, 1, 20), GAMES
    )


def test_two_games_leave_the_games_alone_undated():
    """Where the pile knows two games, 'the Games' could be either, and stays open."""
    other = make_reading("other", "The Highland Games, which open on August 9, are cheap.", date(2031, 1, 5))

    assert [(date(2031, 1, 20), None)] == resolve(
        "She may travel after the Games.", date(2031, 1, 20), GAMES, other
    )


SENTENCES = st.lists(
    st.sampled_from(
        [
            "It was opened on March 8.",
            "It will open in May.",
            "The mayor said in September that it was safe.",
            "The Lagoon Games, which begin on February 4, are off.",
            "It failed on Friday, 29 March.",
            "Copyright 2031 Kestrel.",
            "It was built in 2019.",
            "137 unions wrote on Tuesday.",
            "It is planned for before the Games.",
            "Sunday 7 February 2010 13.01 BST",
            "It will close on February 30.",
            "Last updated on Friday 7 February 2031 13.01 BST",
        ]
    ),
    max_size=5,
).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=4), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_inferred_days_are_in_order_and_the_order_of_documents_does_not_matter(texts, day):
    """Windows have two ends in order, carry words of their document, and are the same in any order of the pile."""
    dated = make_reading("dated", "The mayor spoke on Monday.", day, day + timedelta(days=1))
    readings = [dated, *(make_reading(f"undated-{number}", text) for number, text in enumerate(texts))]

    found = infer_days(readings)

    assert found == infer_days(readings[::-1])
    for key, window in found.items():
        assert window.earliest <= window.latest
        assert (key, Basis.INFERRED) == (window.span.document, window.basis)


@pytest.mark.parametrize("day", ["February 30", "31 February", "June 31"])
def test_a_day_that_no_year_has_tells_nothing(day):
    """A slip of the pen neither bounds a document nor stops it from being dated by its other words."""
    said = "The gate opens on Feb. 4, she said on Friday.\nCopyright 2031 Kestrel Agency."

    assert infer(said) == infer(f"{said}\nThe dam broke on {day}, the keeper wrote.")


def test_a_chronicle_that_names_thousands_of_days_is_weighed():
    """Its own words on its day count, whatever it tells of; what it names of a thousand years fills no memory."""
    days = "\n".join(f"The dam broke on {1 + n % 28} May {1000 + n // 28}." for n in range(3000))
    [day] = infer(f"KESTREL, Friday 11 June 2032 13.01 BST\n{days}")

    assert (date(2032, 6, 10), date(2032, 6, 12)) == (day.earliest, day.latest)
