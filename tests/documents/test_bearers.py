"""Keys of names of one bearer, found at once for all as they are by comparing each with each."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents.bearers import FirstOf, Tally, find_longest
from onrecord.documents.shapes import is_same_name

WORDS = st.sampled_from(["ana", "ivo", "lima", "roth", "al", "ir", "a"])
KEYS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(tuple), max_size=8)


@given(KEYS, st.lists(WORDS, min_size=1, max_size=3).map(tuple))
def test_a_name_finds_the_first_of_its_bearer_among_longer_ones(keys, key):
    """What it ends, or is the initials of."""
    longer = [other for other in keys if len(other) >= len(key) and is_same_name(key, other)]

    assert (longer[0] if longer else None) == FirstOf({one: one for one in keys}).find(key)


@given(KEYS)
def test_each_name_has_the_longest_of_its_bearer(keys):
    """No other that is of the same bearer is longer."""
    for key, longest in find_longest(keys).items():
        same = [other for other in keys if is_same_name(key, other)]
        assert len(longest) == max(map(len, same))
        assert longest in same


@given(KEYS)
def test_a_bearer_is_counted_under_all_of_his_names(keys):
    """Shorter and longer ones."""
    met = Counter(keys)
    for key in met:
        assert sum(times for other, times in met.items() if is_same_name(key, other)) == Tally(met).count(key)
