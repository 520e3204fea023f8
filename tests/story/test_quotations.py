"""Quotations that differ between documents."""

from datetime import date

import pytest

from onrecord.annotations import Reading
from onrecord.model import (
    UNKNOWN,
    Act,
    Basis,
    Document,
    Offsets,
    Quoted,
    Relay,
    RelayKind,
    Statement,
    when,
)
from onrecord.story.quotations import find_altered_quotations
from onrecord.story.statements import Statements

SAID = "We will open the harbour to every ship before the end of the summer"


def find(*quotations, speaker="actor-1", outlets=(), days=()):
    readings, statements = [], []
    for number, words in enumerate(quotations):
        text = f"“{words},” she said."
        day = days[number] if days else None
        told = when(day, day, Basis.METADATA) if day else UNKNOWN
        document = Document(f"document-{number}", f"{number}.txt", "", text, published=told)
        readings.append(Reading(document))
        content = (document.cite(1, len(words) + 1),)
        statement = Statement(
            f"s{number}", document.id, speaker, None, None, content, Quoted.DIRECT, Act.COMMIT, said_on=told
        )
        statements.append(statement)
    return find_altered_quotations(readings, Statements(tuple(statements), {}), (), dict(outlets))


def test_changed_words_are_an_alteration():
    """The same sentence in other words is listed with both versions."""
    [found] = find(SAID, "We shall open our harbour to every vessel before the end of summer")
    assert 2 == len(found.versions)
    assert SAID in {version.exact.rstrip(",") for version in found.versions}


def test_the_differing_words_are_marked():
    """In each version the words that the other has otherwise are marked, and no others."""
    [found] = find(SAID, "We shall open the harbour to every ship before the end of the summer")
    assert ["will", "shall"] == [words.exact for words in found.differing]


def test_a_word_put_in_is_marked_where_it_stands():
    """What one version adds within the words is marked there; what it leaves out at its ends is not altered."""
    [found] = find(SAID, "open the old harbour to every ship before the end")
    assert ["old"] == [words.exact for words in found.differing]


@pytest.mark.parametrize(("publisher", "told"), [("actor-1", True), ("actor-2", False)])
def test_the_original_is_told_only_where_the_speaker_published_it(publisher, told):
    """Of two versions one stands in the speaker's own letter: that is the original; else nobody can tell."""
    outlets = {"document-0": None, "document-1": publisher}
    [found] = find(SAID, SAID.replace("will", "shall"), outlets=outlets)
    assert told == (found.original is not None and found.original.document == "document-1")


@pytest.mark.parametrize(
    "other",
    [
        SAID.upper(),
        SAID.replace(" to", ", to"),
        "We will open the harbour ... before the end of the summer",
        "We will open the harbour [of Ada] to every ship before the end of the summer",
        "open the harbour to every ship before the end",
        "We’ll open the harbour to every ship before the end of the summer",
        "We will open the harbour to every ship before the end of the sum mer",
        "We will do all that we can until the spring for every ship, and rebuild the pier by the end of the summer",
        "The weather will decide when the first ferry leaves for the islands",
        "open the harbour to every ship before the end of the summer, and not a day later",
        "Yes. We will open the harbour to every ship before the end",
        "We will open (the quay) to every ship before the end of the summer",
        "[The union] will open the harbour to every ship before the end of the summer",
        "We will open the harbour to every ship ... and nobody will stop us",
        "This is what I promised: … will open the harbour to every ship before the end",
    ],
)
def test_what_alters_nothing(other):
    """Case, punctuation, 'we'll', an ellipsis, brackets, a part and another sentence, like it or not, alter nothing.

    Nor does it alter them to begin earlier or end later.
    """
    assert () == find(SAID, other)


def test_words_cut_without_a_mark_are_an_alteration():
    """Who leaves out words in the middle and does not say so alters the quotation."""
    [found] = find(SAID, "We will open the harbour before the end of the summer")
    assert ["to every ship"] == [words.exact for words in found.differing]


@pytest.mark.parametrize(
    ("other", "days", "altered"),
    [
        (SAID.replace("will", "shall"), (date(2024, 5, 2), date(2024, 5, 8)), True),
        (SAID.replace("will", "shall"), (date(2024, 5, 2), date(2024, 6, 2)), False),
        (SAID.replace("will", "shall"), (date(2024, 5, 2), None), True),
        (
            "We mean to open it to every ship before the summer is over",
            (date(2024, 5, 2), date(2024, 6, 2)),
            False,
        ),
        (SAID, (date(2024, 5, 2), date(2024, 5, 2)), False),
    ],
)
def test_words_of_another_occasion_alter_nothing(other, days, altered):
    """What is said again a month later is said anew; a document without a day may print what was said before."""
    assert altered == bool(find(SAID, other, days=days))
    assert altered == bool(find(other, SAID, days=days[::-1]))


def test_words_in_brackets_are_not_marked_beside_an_alteration():
    """Where a word was changed, what stands in brackets for other words is none of what differs."""
    [found] = find(SAID, "We shall open the harbour to (all of them) before the end of the summer")
    assert ["will", "shall"] == [words.exact for words in found.differing]


def test_unknown_speakers_are_not_compared():
    """Without a speaker nobody's words can be altered."""
    assert () == find(SAID, SAID.replace("ship", "vessel"), speaker=None)


def test_text_repeated_in_one_document_is_no_alteration():
    """Versions stand in different documents."""
    assert () == find(SAID)


def test_another_spelling_alters_nothing():
    """'Centres' and 'centers' are one word."""
    said = "We will build three sports centres and organise a labour market"
    assert () == find(said, "We will build three sports centers and organize a labor market")


def rewritten(*quotations):
    """Two documents in which the same sentences stand around each quotation, the second rewriting the first."""
    story = (
        "The harbour council of Port Ada voted on Monday to close the northern quay for 14 weeks.",
        "Divers had found cracks in the pillars that carry the fish market and its 60 stalls.",
        "The ferry company Norlandia will land its passengers at the coal pier until September.",
        "Fishermen from the village of Sund demanded 2 million crowns for the lost season.",
    )
    readings, statements = [], []
    for number, words in enumerate(quotations):
        said = f"“{words},” said Ines Falk, the chair of the harbour council."
        sentences, text = [], ""
        for sentence in (*story, said):
            sentences.append(Offsets(len(text), len(text) + len(sentence)))
            text += f"{sentence} "
        document = Document(f"document-{number}", f"{number}.txt", "", text)
        readings.append(Reading(document, tuple(sentences)))
        start = text.index(words)
        content = (document.cite(start, start + len(words)),)
        statements.append(
            Statement(f"s{number}", document.id, "falk", None, None, content, Quoted.DIRECT, Act.REGRET)
        )
    relay = Relay("document-1", RelayKind.REWRITES, None, "document-0", ())
    return readings, Statements(tuple(statements), {}), relay


def test_a_rewriting_shows_its_quotations_beside_the_source():
    """Where hardly a word is left, the place in a rewritten text tells that it is the same quotation."""
    said, changed = "We have the nets, and we own the boats", "The fishing gear is ours, the vessels as well"
    readings, statements, relay = rewritten(said, changed)

    [found] = find_altered_quotations(readings, statements, (relay,))

    assert [said, changed] == [version.exact.rstrip(",") for version in found.versions]
    assert () == find_altered_quotations(readings, statements)
