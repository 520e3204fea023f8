"""How many origins the pile has for what it tells."""

from datetime import date

import pytest

from onrecord.annotations import Citation, Reading
from onrecord.model import Basis, Document, Offsets, when
from onrecord.reading.figures.finding import find_figures
from onrecord.reading.parse import find_sentences, load_pipeline, parse_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.tell import tell

EXCLUSIVE = """The province of Vael has shut 14 schools since January, two officials told the Norland Post.

The officials, who asked not to be named, said the 14 schools would not open again.
"""
RELAYS = {
    "Harbour Gazette": "According to the Norland Post, Vael has shut 14 schools. The province has said nothing so far.",
    "Ada Courier": "The Norland Post reported on Tuesday that 14 schools in Vael had been shut. Teachers wondered.",
    "Sund Herald": "Some 14 schools stay closed in Vael, the Norland Post said on Tuesday. It quoted two officials.",
    "Corran Times": "Parents in Vael learnt from a report in the Norland Post that 14 schools were shut.",
    "Elm Chronicle": "Vael has shut 14 schools, the Norland Post revealed, quoting officials. There was no comment.",
}
OWN = "The parents' union counted 14 schools in Vael with locked doors when its members went there on Wednesday."


def read(number: int, outlet: str, text: str) -> Reading:
    """Return the reading of a report, with what it has from the Norland Post."""
    published = when(date(2024, 3, 5 + number), date(2024, 3, 5 + number), Basis.METADATA)
    document = Document(f"document-{number}", f"{number}.txt", "", text, outlet=outlet, published=published)
    doc, _ = parse_document(document, load_pipeline(), load_tagger())
    sentences = find_sentences(doc)
    at = text.find("Norland Post")
    return Reading(
        document,
        sentences,
        figures=find_figures(document, doc, (), ()),
        citations=tuple(
            Citation(Offsets(at, at + len("Norland Post")), sentence)
            for sentence in sentences
            if sentence.start <= at < sentence.end
        ),
    )


@pytest.fixture(scope="module")
def told():
    """The record of an exclusive by unnamed officials, five papers that relay it, and one that went and looked."""
    texts = {"Norland Post": EXCLUSIVE, **RELAYS, "Vael Observer": OWN}
    return tell([read(number, outlet, text) for number, (outlet, text) in enumerate(texts.items())])


def test_an_anonymous_exclusive_relayed_by_five_is_one_origin(told):
    """Six papers have it from the same unnamed officials, one has its own count: two origins, seven outlets."""
    [figure] = [figure for figure in told.figures if len(figure.values) > 5]
    assert {"14"} == {value.low for value in figure.values}
    assert (2, 7) == (figure.origins, len(figure.outlets))


def test_every_relay_names_the_paper(told):
    """The five cite the paper that had the exclusive, and it cites nobody."""
    names = {actor.id: actor.name for actor in told.actors}
    assert ["Norland Post"] * 5 == [names[relay.outlet] for relay in told.relays]
