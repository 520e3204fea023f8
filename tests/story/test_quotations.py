"""Quotations that differ between documents."""

import pytest

from onrecord.annotations import Reading
from onrecord.model import Act, Document, Quoted, Statement
from onrecord.story.quotations import find_altered_quotations
from onrecord.story.statements import Statements

SAID = "We will open the harbour to every ship before the end of the summer"


def find(*quotations, speaker="actor-1"):
    readings, statements = [], []
    for number, words in enumerate(quotations):
        text = f"“{words},” she said."
        document = Document(f"document-{number}", f"{number}.txt", "", text)
        readings.append(Reading(document))
        content = (document.cite(1, len(words) + 1),)
        statement = Statement(
            f"s{number}", document.id, speaker, None, None, content, Quoted.DIRECT, Act.COMMIT
        )
        statements.append(statement)
    return find_altered_quotations(readings, Statements(tuple(statements), {}))


def test_changed_words_are_an_alteration():
    """The same sentence in other words is listed with both versions."""
    [found] = find(SAID, "We shall open our harbour to every vessel before the end of summer")
    assert 2 == len(found.versions)
    assert SAID in {version.exact.rstrip(",") for version in found.versions}


@pytest.mark.parametrize(
    "other",
    [
        SAID.upper(),
        SAID.replace(" to", ", to"),
        "We will open the harbour ... before the end of the summer",
        "We will open the harbour [of Ada] to every ship before the end of the summer",
        "open the harbour to every ship before the end",
        "The weather will decide when the first ferry leaves for the islands",
    ],
)
def test_what_alters_nothing(other):
    """Case, punctuation, an ellipsis, words in brackets, a part, and other words altogether alter nothing."""
    assert () == find(SAID, other)


def test_unknown_speakers_are_not_compared():
    """Without a speaker nobody's words can be altered."""
    assert () == find(SAID, SAID.replace("ship", "vessel"), speaker=None)


def test_text_repeated_in_one_document_is_no_alteration():
    """Versions stand in different documents."""
    assert () == find(SAID)
