"""Days as people write them down."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect.days import FIRST_YEAR, LAST_YEAR, find_day, read_stated_days


@pytest.mark.parametrize(
    "text",
    [
        "2021-09-14",
        "2021/9/14",
        "14 September 2021",
        "14th of Sept. 2021",
        "Tuesday, September 14, 2021",
        "Tue 14 Sep 2021",
        "SEPT 14 2021",
        "14/09/2021",
        "9/14/2021",
        "14.09.2021",
        "Tuesday the 14th of September 2021",
        "this fourteenth day of September, 2021",
        "September the 14th, 2021",
    ],
)
def test_written_day_is_read(text):
    """However it is written, a full day is one day."""
    assert date(2021, 9, 14) == find_day(text).day


@pytest.mark.parametrize(
    "text",
    [
        "04/09/2021",
        "2021-13-45",
        "31/02/2022",
        "31 February 2022",
        "Sept 14",
        "2021-09",
        "1731-05-04",
        "9999-01-01",
    ],
)
def test_what_is_no_single_day_is_none(text):
    """A day that could be two, or that no calendar has, is not told."""
    assert find_day(text) is None


def test_same_number_twice_is_one_day():
    """05/05/2021 is the same day on both sides of the ocean."""
    assert date(2021, 5, 5) == find_day("05/05/2021").day


@pytest.mark.parametrize(
    "text",
    ["2021-09-14T23:30:00+13:00", "2021-09-14 00:10", "Tue, 14 Sep 2021 23:59:00 -1100", "2021-09-14T10:00Z"],
)
def test_stated_time_keeps_its_own_day(text):
    """No zone is relabelled: the day is the one written."""
    assert (date(2021, 9, 14), date(2021, 9, 14)) == read_stated_days(text)


def test_missing_month_is_not_january():
    """A year stands for the whole of it."""
    assert (date(2021, 1, 1), date(2021, 12, 31)) == read_stated_days("2021")
    assert (date(2020, 2, 1), date(2020, 2, 29)) == read_stated_days("2020-02")


@pytest.mark.parametrize("text", ["2021-09-14 or so", "about 2021", "2021-9", "20210914"])
def test_stated_rest_is_not_passed_over(text):
    """What is more than a day and a time is not taken for one."""
    assert read_stated_days(text) is None


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_iso_day_is_itself(day):
    """Each day of the calendar is read as itself."""
    assert (day, day) == read_stated_days(day.isoformat())


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    """No text makes it fail."""
    assert read_stated_days(text) is None or read_stated_days(text)[0] <= read_stated_days(text)[1]
