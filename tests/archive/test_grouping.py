"""What is one story: readings that are alike as wholes, and not those that one link ties."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.archive.grouping import group
from onrecord.archive.joining import WINDOW, Joined, Pair


def make(vectors, days=None, pairs=None, copied=()):
    """Return readings with these keys, each of one weight, paired with one another where nothing else is said."""
    numbers = range(len(vectors))
    pairs = [(one, other) for one in numbers for other in numbers if one < other] if pairs is None else pairs
    return Joined(
        tuple(f"{number}" for number in numbers),
        tuple(days or [1] * len(vectors)),
        tuple({ord(key): 100 for key in vector} for vector in vectors),
        tuple(Pair(one, other, (one, other) in copied) for one, other in pairs),
        (),
    )


def test_readings_that_are_alike_are_one_story():
    """Two stories, found among what belongs to neither."""
    assert [(0, 1, 2), (3, 4)] == group(make(["abcd", "abce", "abdf", "mnop", "mnoq", "xyzw"]))


def test_one_link_makes_no_story_of_two():
    """Two groups stay apart although one reading of each is half like one of the other."""
    first, second = ["abcdefgh"] * 3, ["stuvwxyz"] * 3
    between = ["abcdqr", "stuvqr"]

    found = group(make([*first, between[0], *second, between[1]]))

    assert not any({0, 4} <= set(members) for members in found)


def test_a_story_ends_where_it_falls_silent():
    """The same names after more than the window of days are another story; with a reading between, they are one."""
    assert [] == group(make(["abcd", "abcd"], [1, 2 + WINDOW]))
    assert [(0, 2, 1)] == group(make(["abcd", "abcd", "abcd"], [1, 2 + WINDOW, 20]))


def test_days_of_silence_make_less_alike():
    """What is just alike enough on one day is not at the two ends of the window."""
    alike = ["abcdef", "auvwxy"]

    assert [(0, 1)] == group(make(alike, [1, 1]))
    assert [] == group(make(alike, [1, 1 + WINDOW]))


def test_what_may_join_two_readings_does_not_join_two_stories():
    """Of groups, each of which is surely one story, more is asked than of readings that have no other near them."""
    one, other = "zabcd", "zefgh"

    assert [(0, 1)] == group(make([one, other]))
    assert [tuple(range(8)), tuple(range(8, 16))] == group(make([one] * 8 + [other] * 8))


def test_a_reprint_stands_with_what_it_repeats():
    """Half of a text in common makes less likeness enough; without any likeness it is boilerplate, and nothing."""
    text, reprint = "abcdefgh", "abstuvwx"[:7] + "y"

    assert [] == group(make([text, reprint]), 0.3)
    assert [(0, 1)] == group(make([text, reprint], copied={(0, 1)}), 0.3)
    assert [] == group(make([text, "stuvwxyz"], copied={(0, 1)}), 0.3)


def test_what_no_pair_joins_stays_apart():
    """Only what stands near in the list of a key is compared."""
    assert [] == group(make(["abcd", "abcd"], pairs=[]))


@settings(deadline=None)
@given(st.lists(st.text("abcdef", min_size=1, max_size=5), max_size=12), st.randoms(use_true_random=False))
def test_no_order_of_pairs_changes_a_story(vectors, order: random.Random):
    """Each reading is in one story at most, and the stories are the same whatever order an engine gives pairs in."""
    joined = make(vectors)
    shuffled = list(joined.pairs)
    order.shuffle(shuffled)
    found = group(joined)
    members = [member for story in found for member in story]

    assert len(members) == len(set(members))
    assert found == group(Joined(joined.files, joined.days, joined.vectors, tuple(shuffled), joined.keys))


@pytest.mark.parametrize("size", [1, 50])
def test_many_readings_of_one_story_are_one(size):
    """A story of any size is found whole."""
    assert [tuple(range(size))] * (size > 1) == group(make(["abcd"] * size))
