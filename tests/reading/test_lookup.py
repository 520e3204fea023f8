"""Stretches of text found by position."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Offsets
from onrecord.reading.figures.lookup import Lookup

STRETCHES = st.tuples(st.integers(0, 3000), st.integers(1, 2000)).map(
    lambda pair: Offsets(pair[0], sum(pair))
)


@given(st.lists(STRETCHES, max_size=20), STRETCHES)
def test_what_overlaps_is_found_once(stretches, words):
    """Every stretch that shares a character with the words is found, once each, and no other."""
    lookup = Lookup((offsets, number) for number, offsets in enumerate(stretches))
    expected = [number for number, offsets in enumerate(stretches) if offsets.overlaps(words)]
    assert expected == sorted(number for _, number in lookup.at(words))
