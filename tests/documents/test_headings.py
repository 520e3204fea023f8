"""The lines over a text and over its parts: they are the writer's, and no sentence begins in them."""

import pytest

LEAD = "The north gate will be shut until the end of August, the harbour office said on Friday."
MORE = "The pumps are older than the gate, and two of them have not run since the winter of last year."


def headings_of(document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind.value == "heading"]


@pytest.mark.parametrize(
    ("file", "content", "headings"),
    [
        ("a.txt", f"Gate shut, office says\n\n{LEAD}\n", ["Gate shut, office says"]),
        (
            "a.txt",
            f"Elm Gazette\n2 March 2031\n\nGate shut\n\n{LEAD}\n",
            ["Elm Gazette", "2 March 2031", "Gate shut"],
        ),
        (
            "a.md",
            f"# Gate shut\n\n{LEAD}\n\n## What comes next\n\n{MORE}\n",
            ["# Gate shut", "## What comes next"],
        ),
        (
            "a.html",
            (
                f"<html><head><title>Gate shut | Elm</title></head><body><article><h1>Gate shut</h1><p>{LEAD}</p>"
                f"<h2>Pumps: what is known</h2><p>{MORE}</p><p><strong>The winter</strong></p><p>{MORE[:-1]} too.</p>"
                "</article></body></html>"
            ),
            ["Gate shut", "Pumps: what is known", "The winter"],
        ),
        ("a.txt", f"{LEAD}\n\nPumps: who pays\n{LEAD} {MORE}\n", ["Pumps: who pays"]),
    ],
)
def test_headings_are_told_by_markup_or_by_their_place(read, file, content, headings):
    """Above the first sentence, marked up, or a short line on top of a long paragraph."""
    assert headings == headings_of(read(content, file))


@pytest.mark.parametrize(
    "content",
    [
        f"{LEAD}\n\n{MORE}\n",
        f"The gate is shut.\n\n{LEAD}\n",
        f"{LEAD}\n\n- the north gate\n- the south gate\n\n{MORE}\n",
        f"{LEAD}\n\nAna Lima\n{MORE}\n",
    ],
)
def test_sentences_lists_and_names_are_no_headings(read, content):
    """A short sentence at the top is text, and so is what a list holds or whoever speaks."""
    assert [] == headings_of(read(content))
