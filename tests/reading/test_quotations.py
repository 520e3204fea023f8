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


def words_of(text: str) -> list[str]:
    return [text[q.words.start : q.words.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The wall held, she said.\n\nRain fell. “No,” he said.", ["The wall held,", "No,"]),
        ("“The wall held, said Mia Rao. “No,” he said.", ["The wall held,", "No,"]),
        ('"The wall held, said Mia Rao. "No," he said.', ["The wall held,", "No,"]),
        ("Rain fell. The wall held,” she said. “No,” he said.", ["The wall held,", "No,"]),
        ("The wall held “all night. Rain fell on the town.", ["all night"]),
        ("They asked “why the “old wall held,” she said.", ["why the “old wall held,"]),
        ('A 6" pipe broke. "No," he said.', ["No,"]),
    ],
)
def test_a_lost_mark_costs_no_other_quotation(text, expected):
    """Without its partner a mark reaches to the words of saying, or to an end of the sentence."""
    assert expected == words_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Lund said."We won," he added."Twice."', ["We won,", "Twice."]),
        ("He said:“We won.”Rain fell.", ["We won."]),
        ("''They said, 'No,''' he said.", ["They said, 'No,'"]),
        ("''We weren't told,'' he said.", ["We weren't told,"]),
        ("‘The new’ gate is the crews’ idea. ‘We know,’ he said.", ["The new", "We know,"]),
        ("Get 'em out of the crews' hall, it is the '90s.", []),
        ("»No boat left«, he said. »None«.", ["No boat left", "None"]),
        ("“No,“ he said. ”Never.”", ["No,", "Never."]),
    ],
)
def test_marks_are_told_by_what_is_beside_them(text, expected):
    """Neither a lost space nor a turned mark nor an apostrophe moves the ends of a quotation."""
    assert expected == words_of(text)


@given(st.text(alphabet="“”\"'‘’«»ab .,\n", max_size=200))
def test_quotations_follow_each_other(text):
    """Quotations lie in the text, hold something, and never overlap."""
    found = find_quotations(text)

    assert all(0 <= q.start <= q.words.start < q.words.end <= q.end <= len(text) for q in found)
    assert all(text[q.words.start : q.words.end].strip() == text[q.words.start : q.words.end] for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
