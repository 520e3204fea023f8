"""What somebody leaves open, or doubts, is announced by nobody."""

import json

import pytest

from onrecord.builder import build_record
from onrecord.openness import leaves_open


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("refused to rule out that", True),
        ("doubts that the quay will", True),
        ("said she was not convinced that the quay would", True),
        ("seriously doubt whether the quay will", True),
        ("doubts the plan, but says that the quay will", False),
        ("said there was no doubt that the quay would", False),
        ("said that despite doubts about the plan the quay would", False),
        ("is sure that the quay will", False),
    ],
)
def test_words_that_leave_a_thing_open_are_told_from_those_that_settle_it(words, expected):
    """No doubt at all is none; what is said after a comma or a 'but' is said."""
    assert expected is leaves_open(words)


def test_what_is_doubted_is_no_promise(tmp_path):
    """Whoever doubts that a thing will be does not announce it; what stands beside the doubt is announced."""
    folder = tmp_path / "in"
    folder.mkdir()
    said = (
        "Rosa Lind doubts that the quay will reopen by December.",
        "“I doubt that the ferry will sail by April,” Rosa Lind said.",
        "Ivo Maran said that despite doubts about the plan the board would publish the log by Friday.",
    )
    stated = {"title": "The quay", "published": "2031-03-03", "outlet": "Elm Courier"}
    above = "Rosa Lind leads the crews of the quay. Ivo Maran is the head of the harbour board."
    lines = (json.dumps({**stated, "text": f"{above}\n\n{words}"}) for words in said)
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    record = build_record(folder, tmp_path / "out").record
    dues = {version.due.latest for one in record.commitments for version in one.versions}

    assert {"2031-03-07"} == {str(day) for day in dues}
