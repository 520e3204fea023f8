"""Sentences of one text aligned with those of another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.retelling import align, find_stems, outline

REPORT = (
    "The harbour council of Port Ada voted on Monday to close the northern quay for 14 weeks.",
    "Divers had found cracks in the pillars that carry the fish market and its 60 stalls.",
    "“We should have looked in the spring,” said Ines Falk, who chairs the council.",
    "The ferry company Norlandia will land its passengers at the coal pier until September.",
    "Fishermen from the village of Sund demanded 2 million crowns for the lost season.",
)
REWORDED = (
    "Monday saw the council of the harbour in Port Ada vote for closing its north quay during 14 weeks.",
    "Cracks were discovered by divers in pillars which bear the market of fishes with its 60 stalls.",
    "“We ought to have regarded it in springtime,” Ines Falk, the council's chairwoman, has said.",
    "Until September the passengers of the company Norlandia are going to be landed on the pier of coal.",
    "2 million crowns are demanded by fishermen of the village Sund for a season which was lost.",
)
# another reporter's account of the same vote
INDEPENDENT = (
    "Ines Falk looked tired when she left the chamber after midnight.",
    "Her council had argued for five hours about money, stalls and the winter.",
    "In the end the northern quay of Port Ada will be shut for 14 weeks.",
    "Nobody could say who pays the fishermen of Sund, whose boats lie idle.",
    "A ferry captain called the coal pier a poor joke on his passengers.",
)


def stems(sentences):
    return outline([find_stems(sentence) for sentence in sentences])


def test_a_paraphrase_is_a_retelling():
    """Every sentence has its counterpart, in the order of the source."""
    found = align(stems(REWORDED), stems(REPORT))

    assert found.retold
    assert tuple((number, number) for number in range(5)) == found.pairs


def test_another_report_of_the_same_vote_is_none():
    """The same people, places and numbers in sentences of its own make no retelling."""
    assert not align(stems(INDEPENDENT), stems(REPORT)).retold


def test_order_is_part_of_the_proof():
    """The sentences of a report told backwards are not its rewriting."""
    assert not align(stems(REWORDED[::-1]), stems(REPORT)).retold


STEMS = st.lists(st.frozensets(st.sampled_from("abcdefghij"), max_size=8), max_size=8)


@given(STEMS, STEMS)
def test_pairs_rise_in_both_texts(one, other):
    """Whatever the sentences, none is used twice and none out of order."""
    pairs = align(outline(one), outline(other)).pairs

    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert all(a < len(one) and b < len(other) for a, b in pairs)
