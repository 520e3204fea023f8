"""A pile of five documents of which four carry no day: the bounds of each, with the reasons, worked out by hand.

An inspector wants to see the works at Port Vell; the Lagoon Winter Games open on 4 February 2031.

- `rules` is dated 14 September 2030 and calls the Games those of 2031: so their 4 February is 2031's.
- `agency` has a copyright line of 2031, so it is of that year; the Games 'start on Feb. 4', so it came out before.
- `herald` says the Games 'open on February 4': it came out within the months before, and before them. 'Said in
  December' puts it after December, so not before 1 January; 'in first half of 2031' agrees. But it has 'said in
  September', too, and so it may be of the autumn.
- `blog` has 'said on March 8', 'in May' to come and an advance team 'next month', which is then not May: March.
  Its letter of 137 unions is `digest`'s letter of 137 unions 'on Saturday', and 8 March is a Saturday in 2031,
  not in the years around it.
- `digest` tells of that Saturday, 8 March 2031, by the weekday alone: it came out within the week.
"""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.model import UNKNOWN, Basis, Document, Offsets, when
from onrecord.story.dating import infer_days, resolve_occasions
from onrecord.times import find_occasions, find_times

RULES = """Inspector Mia Rao regretted on Friday that she had not been let into the works at Port Vell.
She hopes to publish her review by the end of the year.
The state is polishing its image ahead of the 2031 Lagoon Winter Games."""

AGENCY = """The inspectorate said Friday that talks on a visit to Port Vell in the first half of this year go on.
Its spokesman was asked about a report that she might travel before the Lagoon Winter Games that start on Feb. 4.
Before the inspectors' assembly on Sept. 13, she said she was sorry that there was no progress.
Copyright 2031 Kestrel Agency."""

HERALD = """Rao can make the trip in first half of 2031, sources say.
They will host her in the first half of the year after the Lagoon Winter Games.
She has been asking for the visit since September 2028.
The visit may come sometime after the Games, which open on February 4.
The inspectorate said in September it was finishing the review.
Her spokesman said in December the office hoped to publish it “in the coming weeks”."""

DIGEST = """Mia Rao's visit in May will include a stop at Port Vell.
Meanwhile 137 dockers' unions demanded on Saturday that her office release its review of conditions there."""

BLOG = """Rao said on March 8 that her office had reached an agreement for a visit in May.
She said the port has also accepted an advance team next month.
An open letter signed by 137 dockers' unions on March 8 urged her to release the review of conditions."""


def make_reading(name, text, published=UNKNOWN):
    """Read a document of one sentence a line."""
    sentences = tuple(Offsets(*found.span()) for found in re.finditer(r"[^\n]+", text))
    times = find_times(text, sentences, published)
    document = Document(name, f"{name}.txt", "", text, published=published)
    return Reading(document, sentences, times, find_occasions(text, times))


PILE = (
    make_reading("rules", RULES, when(date(2030, 9, 14), date(2030, 9, 14), Basis.METADATA)),
    make_reading("agency", AGENCY),
    make_reading("herald", HERALD),
    make_reading("digest", DIGEST),
    make_reading("blog", BLOG),
)


@pytest.mark.parametrize(
    ("name", "earliest", "latest", "reason"),
    [
        ("agency", date(2031, 1, 1), date(2031, 2, 3), "Feb. 4"),
        ("digest", date(2031, 3, 8), date(2031, 3, 14), "Saturday"),
        ("blog", date(2031, 3, 8), date(2031, 3, 31), "March 8"),
    ],
)
def test_an_undated_document_gets_the_bounds_that_the_pile_implies(name, earliest, latest, reason):
    """No narrower than the words allow, marked as inferred, with words that bound it."""
    found = infer_days(PILE)[name]

    assert (earliest, latest) == (found.earliest, found.latest)
    assert (Basis.INFERRED, name, reason) == (found.basis, found.span.document, found.span.exact)


def test_a_document_of_which_less_is_sure_gets_days_that_are_likely():
    """`herald` came out in January; it may as well be of the autumn before, but not of a day after the Games open."""
    found = infer_days(PILE)["herald"]

    assert found.earliest <= date(2031, 1, 1)
    assert found.latest == date(2031, 2, 3)


def read_on_inferred_days():
    """Return the readings by name, their times told on the days that are known or inferred."""
    days = infer_days(PILE)
    readings = []
    for reading in PILE:
        published = days.get(reading.document.id, reading.document.published)
        times = find_times(reading.document.text, reading.sentences, published)
        document = replace(reading.document, published=published)
        readings.append(replace(reading, document=document, times=times))
    return {reading.document.id: reading for reading in resolve_occasions(readings)}


@pytest.mark.parametrize(
    ("name", "words", "earliest", "latest"),
    [
        ("rules", "by the end of the year", date(2030, 9, 14), date(2030, 12, 31)),
        ("agency", "in the first half of this year", date(2031, 1, 1), date(2031, 6, 30)),
        ("agency", "before the Lagoon Winter Games", date(2031, 1, 1), date(2031, 2, 3)),
        ("herald", "sometime after the Games", date(2031, 2, 5), None),
        ("digest", "in May", date(2031, 5, 1), date(2031, 5, 31)),
        ("blog", "next month", date(2031, 4, 1), date(2031, 4, 30)),
    ],
)
def test_what_is_to_come_is_dated_against_the_inferred_day(name, words, earliest, latest):
    """'Next month' in the undated March document is April; 'after the Games' begins the day after they open."""
    reading = read_on_inferred_days()[name]
    text = reading.document.text

    [time] = [time for time in reading.times if time.window and words == text[slice(*time.window)]]
    assert (earliest, latest) == (time.act_earliest, time.act_latest)
