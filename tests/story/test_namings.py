"""Rival names of several documents."""

import pytest

from onrecord.annotations import NamingMention, Reading
from onrecord.model import Document, Offsets
from onrecord.story.actors import Cast
from onrecord.story.namings import fold_name, pair_namings


def reading(number, text, *names):
    document = Document(f"document-{number}", f"{number}.txt", "", text)
    namings = []
    for index, name in enumerate(names):
        start = text.index(name)
        rival = 1 - index if len(names) == 2 else None
        namings.append(NamingMention(Offsets(start, start + len(name)), None, rival))
    return Reading(document, namings=tuple(namings))


def test_rival_names_are_joined_across_documents():
    """A name in another document, however spelt, joins the pair that one document sets against each other."""
    [naming] = pair_namings(
        [
            reading(1, "calls “rest homes”, others “prison camps”", "rest homes", "prison camps"),
            reading(2, "Norland says the sites are Rest-Homes", "Rest-Homes"),
        ],
        Cast((), {}, {}),
    )
    assert ["rest homes", "prison camps", "Rest-Homes"] == [name.span.exact for name in naming.names]


def test_a_name_without_a_rival_is_no_dispute():
    """One name alone is not listed."""
    assert () == pair_namings([reading(1, "the so-called “green line”", "green line")], Cast((), {}, {}))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Training Centres", "training center"), ("labour-camp", "labor camps"), ("A B", "a  b")],
)
def test_spellings_of_one_name_are_the_same(one, other):
    """Case, hyphens, plurals and the spellings of two continents tell no names apart."""
    assert fold_name(one) == fold_name(other)


def test_a_rival_name_in_quotation_marks_elsewhere_is_listed():
    """Another document that puts the name in quotation marks uses it too."""
    [naming] = pair_namings(
        [
            reading(1, "calls “rest homes”, others “prison camps”", "rest homes", "prison camps"),
            reading(2, "He spent a year in a “prison camp”."),
        ],
        Cast((), {}, {}),
    )
    assert ["rest homes", "prison camps", "prison camp"] == [name.span.exact for name in naming.names]
