"""The judge of pairs: groups that are likely on the whole, candidates by an index, and answers with their ground."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotations import Reading
from onrecord.model import UNKNOWN, Basis, Document, Ground, Offsets, when
from onrecord.story.actors import link_actors
from onrecord.story.judge.clustering import cluster
from onrecord.story.judge.index import find_pairs
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.outcome_pairs import Lines
from onrecord.story.judge.passages import (
    Weights,
    lay_beside,
    make_openings,
    match,
    match_both,
    measure_cosine,
)
from onrecord.story.judge.same import group

PLACES = st.integers(min_value=0, max_value=7)
JUDGED = st.dictionaries(
    st.tuples(PLACES, PLACES).filter(lambda pair: pair[0] < pair[1]), st.floats(min_value=0, max_value=1)
)


def join_all(one, other):
    return bool(one and other)


def test_one_weak_link_joins_no_two_groups():
    """Two tight groups stay two where only one pair between them is likely."""
    judged = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.7, (0, 2): 0.1, (0, 3): 0.1, (1, 3): 0.1}
    assert [[0, 1], [2, 3]] == cluster(4, judged, 0.5, join_all)


def test_what_was_not_worth_judging_counts_against_a_group():
    """One likely pair is too little for two groups of which nothing else was alike enough to be judged."""
    judged = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8}
    assert [[0, 1], [2, 3]] == cluster(4, judged, 0.5, join_all)


def test_what_may_not_be_one_stays_two():
    """A constraint is stronger than any likelihood."""
    assert [[0], [1]] == cluster(2, {(0, 1): 1.0}, 0.5, lambda one, other: not one or not other)


@given(JUDGED, st.floats(min_value=0.05, max_value=1), st.permutations(range(40)))
def test_groups_are_a_partition_whatever_the_order_of_the_pairs(judged, least, order):
    """Everything stands in one group, and the order in which pairs come changes none."""
    pairs = list(judged.items())
    shuffled = dict(sorted(pairs, key=lambda pair: order[pairs.index(pair) % 40]))

    groups = cluster(8, judged, least, join_all)

    assert list(range(8)) == sorted(member for group in groups for member in group)
    assert groups == cluster(8, shuffled, least, join_all)


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=4), max_size=30))
def test_only_what_shares_a_mark_is_judged(marks):
    """The index brings a pair that has something in common, and none that has nothing."""
    found = find_pairs([[(mark, 1.0) for mark in own] for own in marks])

    assert all(one < other and set(marks[one]) & set(marks[other]) for one, other in found)


def test_the_work_grows_with_the_number_of_findings():
    """A thousand findings that share one mark are not held against each other all."""
    assert 30 * 1000 > len(find_pairs([[("dam", 1.0)]] * 1000))


@given(
    st.lists(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([0.1, 0.4, 0.9]))), max_size=50)
)
def test_what_has_most_in_common_is_judged_first(marks):
    """Of all before it a finding is held against the twenty that share most with it, the earlier of equals."""

    def share(one, other):
        first, second = dict(marks[one]), dict(marks[other])
        return sum(weight for mark, weight in second.items() if mark in first)

    found = find_pairs(marks)

    for place in range(len(marks)):
        before = [other for other in range(place) if {*dict(marks[other])} & {*dict(marks[place])}]
        nearest = sorted(before, key=lambda other: (-share(other, place), other))[:20]
        assert sorted(nearest) == [one for one, other in found if other == place]


def test_what_words_forbid_is_not_even_judged():
    """Two that can't be one stand apart, and no time goes into how like each other they are."""
    judge = load_judge("acts")
    compared = []

    def compare(one, other):
        compared.append((one, other))
        return dict.fromkeys(judge.features, 0.0)

    groups = group(3, [(0, 1), (0, 2)], compare, judge, lambda one, other: 2 not in {*one, *other})

    assert [(0, 1)] == list(dict.fromkeys(compared))
    assert any(found.members == (2,) for found in groups)


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        (
            "the victims of the landslide died",
            "people were killed when the hill gave way",
            "shares rose in May",
        ),
        ("she will publish the report", "the study is to be released", "the goalkeeper was injured"),
    ],
)
def test_passages_of_one_meaning_are_alike_without_a_word_in_common(one, near, far):
    """'Died' is nearer to 'killed' than to what has nothing to do with it."""
    weights = Weights(())
    first, second, third = map(weights.make_bag, (one, near, far))

    assert measure_cosine(first, second) > measure_cosine(first, third)
    assert match(first, second) > match(first, third)
    assert pytest.approx((match(first, second), match(second, first))) == match_both(first, second)


TOLD = st.lists(
    st.sampled_from(
        [
            "the",
            "dam",
            "will",
            "open",
            "may",
            "water",
            "rose",
            "bridge",
            "closed",
            "minister",
            "said",
            "opened",
            "opening",
            "zzyx",
        ]
    ),
    max_size=60,
).map(" ".join)


@given(st.lists(TOLD, min_size=2, max_size=6))
def test_how_much_one_passage_has_of_another_is_told_by_its_words(told):
    """The weighted mean of how like each word is to the likest of the other, 1 for one that both have.

    It is the same number however often it was asked for, and of whatever else.
    """
    weights = Weights(())
    bags = [weights.make_bag(words) for words in told]

    for one in bags:
        for other in bags:
            expected = 0.0
            if one.told and other.told:
                best = lay_beside(one.rows, other.rows)
                best[[found in other.stems for found in one.told]] = 1.0
                expected = float(one.weights @ best) / max(float(one.weights.sum()), 0.5)
            assert expected == match(one, other)
            assert expected == match_both(one, other)[0]
            assert expected == pytest.approx(match_both(other, one)[1])


def make_reading(number, day, text):
    """Return a document of some sentences, a line each, as it is read."""
    published = when(day, day, Basis.METADATA) if day else UNKNOWN
    document = Document(f"d{number}", f"{number:02}.txt", "0" * 64, text, published=published)
    ends = [at for at, character in enumerate(text) if character == "\n"]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return Reading(document, tuple(map(Offsets, starts, ends)), (), (), (), ())


LINES = st.lists(
    st.tuples(
        st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2024, 1, 9))),
        st.lists(
            st.sampled_from(["The dam opened.\n", "Rain fell.\n", "It opens the old dam.\n"]),
            min_size=1,
            max_size=5,
        ).map("".join),
    ),
    max_size=6,
)


@given(LINES, st.dates(date(2024, 1, 1), date(2024, 1, 9)), st.randoms())
def test_what_may_tell_the_end_of_an_act_is_told_from_its_day_on_in_words_of_it(told, first, lot):
    """Every sentence of a dated document that is not older and has a word of the act, the same in any order."""
    readings = [make_reading(number, *one) for number, one in enumerate(told)]
    cast = link_actors(readings)
    weights = Weights(readings)
    act = weights.make_bag("open the dam")
    said = SimpleNamespace(lemmas=act, act=act, text=act)  # told where no more is said than that
    promise = SimpleNamespace(said=(said,), first=first)

    def find(some):
        lines = Lines(some, cast, make_openings(some, weights), weights)
        return {(line.reading.document.file, line.number) for line in lines.find(promise)}

    expected = {
        (reading.document.file, number)
        for reading in readings
        if (day := reading.document.published.latest) and day >= first
        for number, (start, end) in enumerate(reading.sentences)
        if act.stems & weights.make_bag(reading.document.text[start:end]).stems
    }
    found = find(readings)
    assert found <= expected
    assert min(24, len(expected)) == len(found)
    if len(expected) <= 24:
        assert found == find(lot.sample(readings, len(readings)))


@pytest.mark.parametrize("question", ["acts", "quantities"])
def test_every_feature_that_a_ground_names_is_known(question):
    """Each ground speaks of features of its question, and no feature is of two grounds."""
    judge = load_judge(question)
    assert {len(judge.features)} == {len(known) for known in judge.grounds.values()}
    assert 1 >= max(
        sum(known[place] for known in judge.grounds.values()) for place in range(len(judge.features))
    )


def test_a_promise_told_again_with_another_day_is_one_with_its_ground(tell_marked):
    """The group says how sure it is, and by what."""
    told = (
        (
            "2023-09-14",
            "[Mia Rao|person party] [would [publish the flood report|act] [by 31 December|due]|announcement].",
        ),
        (
            "2024-01-10",
            "[Mia Rao|person party] [would [publish the flood report|act] [in March|due]|announcement].",
        ),
    )
    [commitment] = tell_marked(*told).commitments

    assert [date(2023, 12, 31), date(2024, 3, 31)] == [version.due.latest for version in commitment.versions]
    assert 0.5 <= commitment.probability <= 1
    assert isinstance(commitment.ground, Ground)


def test_an_unsure_announcement_stands_beside_a_surer_one_of_its_act_only(tell_marked):
    """What may be an announcement is told where the same act is announced for sure, and else it waits for a person."""
    sure = (
        "2024-01-10",
        "[Mia Rao|person party] [will [open the new dam|act] [on 12 May|due]|announcement].",
    )
    unsure = (
        "2024-02-10",
        "[Mia Rao|person party] [will [open the new dam|act] [on 12 May|due]|announcement .4].",
    )

    assert [2] == [len(commitment.versions) for commitment in tell_marked(sure, unsure).commitments]
    assert () == tell_marked(unsure).commitments


@pytest.mark.parametrize(
    "marked",
    [
        (
            "[Rupert Sayle|person party], who avoids such things, [committed himself to [open the viaduct|act] "
            "[by 27 August|due]|announcement]."
        ),
        (
            "The fans heard what they had longed for: [Rupert Sayle|person party] [pledged to [build a roof|act] "
            "[by 3 August|due]|announcement]."
        ),
    ],
)
def test_who_is_said_to_give_his_word_is_who_is_to_act(tell_marked, marked):
    """Though nothing else in so short a text tells of him."""
    record = tell_marked(marked)

    assert ["Rupert Sayle"] == [
        actor.name for actor in record.actors if actor.id == record.commitments[0].party
    ]
