"""How many origins the pile has for what it tells."""

import csv

import pytest

from onrecord.builder import build_record

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


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The record of an exclusive by unnamed officials, five papers that relay it, and one that went and looked."""
    folder = tmp_path_factory.mktemp("schools")
    texts = {"Norland Post": EXCLUSIVE, **RELAYS, "Vael Observer": OWN}
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["file", "url", "outlet", "published"])
        for number, (outlet, text) in enumerate(texts.items()):
            name = f"{number}.txt"
            (folder / name).write_text(text, encoding="utf-8")
            rows.writerow([name, "", outlet, f"2024-03-{5 + number:02}"])
    return build_record(folder, tmp_path_factory.mktemp("record")).record


def test_an_anonymous_exclusive_relayed_by_five_is_one_origin(told):
    """Six papers have it from the same unnamed officials, one has its own count: two origins, seven outlets."""
    [figure] = [figure for figure in told.figures if len(figure.values) > 5]
    assert {"14"} == {value.low for value in figure.values}
    assert (2, 7) == (figure.origins, len(figure.outlets))


def test_every_relay_names_the_paper(told):
    """The five cite the paper that had the exclusive, and it cites nobody."""
    names = {actor.id: actor.name for actor in told.actors}
    assert ["Norland Post"] * 5 == [names[relay.outlet] for relay in told.relays]
