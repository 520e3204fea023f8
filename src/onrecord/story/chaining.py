"""Announcements -> chains: which of them are about one act.

How likely two announcements are of one act is judged by what both say, of whom, and for when; chains are the groups
that are likely to be of one act on the whole, so neither the order of the documents nor one odd pair decides.
"""

from collections.abc import Sequence

from msgspec import Struct

from onrecord.annotations import Frame, Reading
from onrecord.model import Ground, Tie
from onrecord.story.announcements import Announcement, words
from onrecord.story.judge.act_pairs import (
    Said,
    compare_acts,
    is_within,
    names_the_other,
    read_said,
    share_day,
)
from onrecord.story.judge.network import load_judge
from onrecord.story.judge.passages import Weights, make_openings
from onrecord.story.judge.same import Group, Joining, group, pair_acts
from onrecord.story.moves import agree

# How likely two announcements of one text are of one act if the reader finds the act of the one in the words of the
# other: 54 of 61 such pairs in marked training piles are.
_LENT = 0.885
# And if one speaker says twice in one text that one party will do the same act by the same day: all ten such pairs in
# marked piles are, too few to call them likelier.
_SAID_AGAIN = 0.885


class Bond(Struct, frozen=True):
    """Two announcements of one act, by their places in a list, and what they have in common."""

    one: int
    other: int
    tie: Tie
    shared: frozenset[str]


class Chain(Struct, frozen=True):
    """The announcements of one act, in the order given, and the bonds that join them all."""

    members: tuple[Announcement, ...]
    bonds: tuple[Bond, ...]  # places are those in `members`; one fewer than these
    said: tuple[Said, ...]  # the same, with the words around each
    probability: float | None = None  # that two of them are of one act, on the mean
    ground: Ground | None = None  # what speaks most for it


def chain_announcements(
    announcements: Sequence[Announcement], readings: Sequence[Reading], weights: Weights
) -> list[Chain]:
    """Return the announcements of each act, in the order given.

    A chain has at least one announcement that is sure enough to be told by itself. Those that are not stand in it
    because the act is announced elsewhere.
    """
    places = {reading.document.id: place for place, reading in enumerate(readings)}
    openings = make_openings(readings, weights)
    said = [
        read_said(item, place := places[item.reading.document.id], openings[place], weights)
        for item in announcements
    ]

    def may_join(one: Sequence[int], other: Sequence[int]) -> bool:
        return not any(are_two_acts(announcements[a], announcements[b]) for a in one for b in other)

    groups = group(
        len(said),
        [pair for pair in pair_acts(said, weights) if may_be_one(*(announcements[place] for place in pair))],
        lambda one, other: compare_acts(said[one], said[other], weights),
        load_judge("acts"),
        may_join,
        Joining(at_least=lambda one, other: _read_least(announcements[one], announcements[other])),
    )
    return [
        _make_chain(found, announcements, said)
        for found in groups
        if any(announcements[place].sure for place in found.members)
    ]


def _read_least(one: Announcement, other: Announcement) -> float:
    """Return how likely two announcements are of one act by what one text says of them, whatever the judge says."""
    return max(_LENT * _share_act(one, other), _SAID_AGAIN * _says_again(one, other))


def _says_again(one: Announcement, other: Announcement) -> bool:
    """Tell whether one speaker says in one text twice that one party will do one act by one day."""
    speakers = [item.statement.speaker if item.statement else None for item in (one, other)]
    parties = {one.party, other.party}
    return (
        one.reading.document.id == other.reading.document.id
        and one.refuses == other.refuses
        and None not in parties
        and len(parties) == 1
        and speakers[0] is not None
        and speakers[0] == speakers[1]
        and one.due.latest is not None
        and one.due.latest == other.due.latest
        and not one.acts.isdisjoint(other.acts)
        and (not one.things.isdisjoint(other.things) or not one.things or not other.things)
    )


def _share_act(one: Announcement, other: Announcement) -> bool:
    """Tell whether the act of one is read in the other's words: 'It put off its report. That will be out in May'."""
    return one.reading.document.id == other.reading.document.id and (
        _lends_act(one.frame, other.frame) or _lends_act(other.frame, one.frame)
    )


def _lends_act(one: Frame, other: Frame) -> bool:
    return other.act is not None and not other.act.overlaps(other.words) and other.act.overlaps(one.words)


def _make_chain(found: Group, announcements: Sequence[Announcement], said: Sequence[Said]) -> Chain:
    at = {place: number for number, place in enumerate(found.members)}
    bonds = []
    for one, other in found.bonds:
        tie, shared = _read_tie(announcements[one], announcements[other])
        bonds.append(Bond(at[one], at[other], tie, shared))
    members = tuple(announcements[place] for place in found.members)
    around = tuple(said[place] for place in found.members)
    return Chain(members, tuple(bonds), around, found.probability, found.ground)


def may_be_one(one: Announcement, other: Announcement) -> bool:
    """Tell whether two announcements may be of one act by themselves: not where one only speaks of the other's.

    Others may still show that they are of one, as 'hold a vote' and 'vote' are.
    """
    return not (are_two_acts(one, other) or names_the_other(one, other) or names_the_other(other, one))


def are_two_acts(one: Announcement, other: Announcement) -> bool:
    """Tell whether two announcements of one act would contradict each other without a word."""
    if one.refuses != other.refuses and _excludes(*((one, other) if one.refuses else (other, one))):
        return True
    if _are_joined(one, other):
        return True
    if not one.acts & other.acts & words("occasions") or not one.dated or not other.dated:
        return False
    moved = not words("moving").isdisjoint((*one.frame.heads, *other.frame.heads))
    return not (moved or agree(one.due, other.due) or is_within(one, other))


def _excludes(refusal: Announcement, doing: Announcement) -> bool:
    """Tell whether a refusal is no word on an act that is announced: 'will not open' beside or before 'will open'.

    'Not this month' only moves the act, and who refuses in another text what was announced takes it back.
    """
    here = refusal.reading.document.id == doing.reading.document.id
    return not refusal.dated and (here or refusal.order < doing.order)


def _are_joined(one: Announcement, other: Announcement) -> bool:
    """Tell whether one sentence tells of both, by other words: 'it will open in May, and they will be paid in June'."""
    if one.reading.document.id != other.reading.document.id:
        return False
    sentence = one.reading.sentence_at(one.frame.words.start)
    apart = one.acts.isdisjoint(other.acts) and one.things.isdisjoint(other.things)
    return apart and sentence.overlaps(other.frame.words) and not one.frame.words.overlaps(other.frame.words)


def _read_tie(first: Announcement, second: Announcement) -> tuple[Tie, frozenset[str]]:
    """Return what two announcements of one act have in common, and the lemmas of acts and things that both name."""
    acts, things = first.acts & second.acts, first.things & second.things
    day = share_day(first, second)
    party = first.party is not None and first.party == second.party
    if things:
        tie = (
            Tie.THING if acts else Tie.THING_AND_DAY if day else Tie.THING_AND_PARTY if party else Tie.CONTEXT
        )
    elif acts:
        tie = Tie.PARTY if party else Tie.DAY if day else Tie.DOCUMENT
    else:
        tie = Tie.ONLY_DAY if day else Tie.CONTEXT
    return tie, acts | things
