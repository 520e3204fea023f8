"""The vocabulary keeps its own promises."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.errors import InvalidSpan
from onrecord.model import (
    Basis,
    Clock,
    Commitment,
    Document,
    Move,
    Outcome,
    Version,
    When,
    edtf,
    is_owed,
    read_clock,
    when,
)

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
DOCUMENT = Document("document-1", "a.txt", "", "The report will be out by the end of May.")


@given(st.text(max_size=30), st.integers(-5, 40), st.integers(-5, 40))
def test_a_span_always_holds_the_words_it_marks(text, start, end):
    """Evidence is exactly text[start:end], or there is none."""
    document = Document("document-1", "a.txt", "", text)
    if 0 <= start < end <= len(text):
        assert text[start:end] == document.cite(start, end).exact
    else:
        with pytest.raises(InvalidSpan):
            document.cite(start, end)


@pytest.mark.parametrize(
    ("expected", "earliest", "latest"),
    [
        ("2021-09-13", date(2021, 9, 13), date(2021, 9, 13)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02-01/2023-02-27", date(2023, 2, 1), date(2023, 2, 27)),
        ("2022-01/2022-06", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2010/2019", date(2010, 1, 1), date(2019, 12, 31)),
        ("2021-09-13/2021-12-31", date(2021, 9, 13), date(2021, 12, 31)),
        ("2021-09-13/..", date(2021, 9, 13), None),
        ("../2021-12-31", None, date(2021, 12, 31)),
        ("XXXX", None, None),
    ],
)
def test_windows_print_in_edtf(expected, earliest, latest):
    """A window prints as the shortest EDTF that means the same days."""
    assert expected == edtf(earliest, latest)


@given(DAYS, DAYS)
def test_a_window_never_ends_before_it_begins(one, other):
    """Turned ends are refused and not swapped: whoever made them read something wrongly."""
    assume(one != other)
    assert when(min(one, other), max(one, other)).latest == max(one, other)
    with pytest.raises(ValueError, match="ends before it begins"):
        when(max(one, other), min(one, other))


def test_edtf_cannot_say_something_else_than_the_days():
    """A window whose print differs from its days cannot be made."""
    with pytest.raises(ValueError, match="is not the window"):
        When(date(2022, 5, 1), date(2022, 5, 31), "2022-06", Basis.EXPLICIT)


def make_version(earliest, latest, said=date(2021, 9, 13)):
    """A version announced on `said` with a window."""
    return Version(
        None,
        DOCUMENT.cite(0, 10),
        None,
        when(said, said),
        when(earliest, latest),
        None,
        Move.ORIGINAL,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("expected", "as_of"),
    [
        (Clock.AHEAD, date(2021, 12, 1)),
        (Clock.DUE, date(2021, 12, 31)),
        (Clock.OVERDUE, date(2022, 1, 1)),
    ],
)
def test_a_deadline_is_ahead_until_its_last_day(expected, as_of):
    """'By the end of the year', said in September, is not late in December."""
    assert expected == read_clock([make_version(date(2021, 9, 13), date(2021, 12, 31))], as_of)


@pytest.mark.parametrize(
    ("expected", "as_of"),
    [
        (Clock.AHEAD, date(2022, 4, 30)),
        (Clock.DUE, date(2022, 5, 10)),
        (Clock.OVERDUE, date(2022, 6, 1)),
    ],
)
def test_a_window_that_opens_later_is_due_from_its_first_day(expected, as_of):
    """'In May', said in September, is due in May."""
    assert expected == read_clock([make_version(date(2022, 5, 1), date(2022, 5, 31))], as_of)


def test_a_vaguer_later_word_does_not_stop_the_clock():
    """'In the coming weeks' after 'by the end of the year' leaves the first date overdue."""
    versions = [
        make_version(date(2021, 9, 13), date(2021, 12, 31)),
        make_version(date(2021, 12, 10), None, said=date(2021, 12, 10)),
    ]

    assert Clock.OVERDUE == read_clock(versions, date(2022, 1, 15))
    assert Clock.UNDATED == read_clock(versions[1:], date(2022, 1, 15))


def test_nobody_is_late_with_what_nobody_promised():
    """A day gone by of what is only scheduled has passed; one promise among its announcements makes it overdue."""
    promise = make_version(date(2022, 5, 1), date(2022, 5, 31))
    entry = replace(promise, schedule=True)
    called_off = replace(promise, move=Move.WITHDRAWN)

    assert Clock.PASSED == read_clock([entry, entry], date(2022, 6, 1))
    assert Clock.PASSED == read_clock([entry, called_off], date(2022, 6, 1))
    assert Clock.OVERDUE == read_clock([entry, promise], date(2022, 6, 1))


@pytest.mark.parametrize(
    ("party", "outcome", "told", "expected"),
    [
        ("actor-1", Outcome.OPEN, True, Clock.OVERDUE),
        ("actor-1", Outcome.OPEN, False, Clock.PASSED),
        (None, Outcome.OPEN, True, Clock.PASSED),
        ("actor-1", Outcome.UNKNOWN, True, Clock.PASSED),
        ("actor-1", Outcome.KEPT, True, Clock.PASSED),
    ],
)
def test_only_what_somebody_still_owes_by_cited_words_is_overdue(party, outcome, told, expected):
    """Of an act without a party, or of which no words say that it is still to be done, the day has only passed."""
    versions = [make_version(date(2022, 5, 1), date(2022, 5, 31))]
    words = (Document("document-1", "a.txt", "", "It is not out.").cite(0, 14),) if told else ()

    assert expected == read_clock(versions, date(2022, 6, 1), owed=is_owed(party, outcome, words))
    assert Clock.DUE == read_clock(versions, date(2022, 5, 31), owed=is_owed(party, outcome, words))


@given(DAYS, DAYS, DAYS, st.integers(1, 400))
def test_the_clock_never_runs_backwards(one, other, as_of, days):
    """A later day never makes a commitment less late."""
    versions = [make_version(min(one, other), max(one, other))]
    order = [Clock.AHEAD, Clock.DUE, Clock.OVERDUE]
    assert order.index(read_clock(versions, as_of)) <= order.index(
        read_clock(versions, as_of + timedelta(days))
    )


@pytest.mark.parametrize("outcome", [Outcome.KEPT, Outcome.PARTLY_KEPT, Outcome.NOT_KEPT, Outcome.WITHDRAWN])
def test_no_outcome_without_the_words_that_say_so(outcome):
    """A commitment cannot be called kept or broken on nobody's word."""
    with pytest.raises(ValueError, match="without the words"):
        Commitment("c", None, "publish", None, (), None, outcome, (), Clock.UNDATED)
