from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.speech.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” she said. “Never.”", ["No,", "Never."]),
        ('"No," she said. "Never."', ["No,", "Never."]),
        ("''No,'' she said.", ["No,"]),
        ("'It is the workers' hall,' she said.", ["It is the workers' hall,"]),
        ("‘She said “no” to me,’ he said.", ["She said “no” to me,"]),
        ("«No», she said.", ["No"]),
        ("The harbour's gate was the workers' idea.", []),
        ("It was the '90s.", []),
        ("", []),
        ("“”", []),
    ],
)
def test_words_in_marks_are_found(text, expected):
    """Curly, straight, doubled, single and angled marks are read; apostrophes are not marks."""
    assert expected == [text[q.words.start : q.words.end] for q in find_quotations(text)]


def test_a_quotation_opened_anew_continues():
    """A paragraph whose mark was never closed is continued by the next that opens one."""
    first, second = find_quotations("“The wall held.\n\n“The gate did not.”")

    assert not first.continues
    assert second.continues


def test_a_lost_mark_costs_one_paragraph():
    """What follows a paragraph with an unclosed mark is read afresh."""
    text = "“The wall held, she said.\n\nRain fell. “No,” he said."

    assert ["The wall held, she said.", "No,"] == [
        text[q.words.start : q.words.end] for q in find_quotations(text)
    ]


@given(st.text(alphabet="“”\"'‘’«»ab .,\n", max_size=200))
def test_quotations_follow_each_other(text):
    """Quotations lie in the text, hold something, and never overlap."""
    found = find_quotations(text)

    assert all(0 <= q.start <= q.words.start < q.words.end <= q.end <= len(text) for q in found)
    assert all(text[q.words.start : q.words.end].strip() == text[q.words.start : q.words.end] for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
