"""Judged pairs -> the values of each quantity and the announcements of each act, each group with how sure it is."""

from collections.abc import Callable, Hashable, Mapping, Sequence

from msgspec import Struct

from onrecord.model import Ground
from onrecord.story.judge.act_pairs import Said
from onrecord.story.judge.clustering import Pair, cluster
from onrecord.story.judge.figure_pairs import Told
from onrecord.story.judge.index import find_pairs
from onrecord.story.judge.network import Judge
from onrecord.story.judge.passages import Weights

Features = Mapping[str, float]
Mark = tuple[Hashable, float]
Look = Callable[[Sequence[Pair], Sequence[Features], Sequence[float]], None]

_AT_ONCE = 2048  # pairs whose features are held at one time
# A figure is held against so many of its document before it, no further back than so many sentences.
_BEFORE, _STEPS = 8, 2


class Joining(Struct, frozen=True):
    """What else than the judge makes two groups one."""

    look: Look | None = None  # it is shown all pairs as they are judged
    are_one: Callable[[int, int], bool] | None = None  # asked when all are: one such pair is enough
    at_least: Callable[[int, int], float] | None = None  # how likely a pair is one, whatever the judge says


class Group(Struct, frozen=True):
    """What is told to be one, by places in a list, and how likely it is one, on the mean over its pairs."""

    members: tuple[int, ...]
    probability: float | None = None  # of a single one there is nothing to be sure of
    ground: Ground | None = None  # what speaks most for its likeliest pair
    bonds: tuple[Pair, ...] = ()  # the likeliest pairs that join its members, one fewer than these
    judged: Mapping[Pair, float] = {}  # how likely each pair of members is one, as far as it was judged


def pair_figures(told: Sequence[Told], weights: Weights) -> list[Pair]:
    """Return the pairs of figures that have enough in common to be worth judging."""
    found = set(find_pairs([_mark_figure(item, weights) for item in told]))
    for place, item in enumerate(told):
        for other in range(max(0, place - _BEFORE), place):
            beside = told[other]
            if beside.document == item.document and abs(item.sentence - beside.sentence) <= _STEPS:
                found.add((other, place))
    return _leave_out_strangers(sorted(found), told, weights)


def pair_acts(said: Sequence[Said], weights: Weights) -> list[Pair]:
    """Return the pairs of announcements that have enough in common to be worth judging."""
    found = find_pairs([_mark_act(item, weights) for item in said])
    return _leave_out_strangers(found, said, weights)


def _leave_out_strangers(
    pairs: Sequence[Pair], items: Sequence[Told] | Sequence[Said], weights: Weights
) -> list[Pair]:
    """Return the pairs without those of two documents that tell of two stories."""
    return [
        (one, other) for one, other in pairs if weights.may_tell_of_one(items[one].text, items[other].text)
    ]


def _mark_figure(one: Told, weights: Weights) -> list[Mark]:
    quantity = one.quantity
    marks: list[Mark] = [(("what", found), weights.of(found)) for found in sorted(one.what.stems)]
    marks += [(("near", found), 0.5 * weights.of(found)) for found in sorted(one.near.stems)]
    marks += [(("concept", name), 0.5) for name in sorted(quantity.strong | quantity.weak | quantity.hints)]
    distinct = quantity.distinct
    marks.append((("size", quantity.size), 0.6 if distinct else 0.2))
    marks.append((("value", quantity.size, quantity.unit), 0.6 if distinct else 0.3))
    if quantity.unit:
        marks.append((("unit", quantity.unit), 0.15))
    return marks


def _mark_act(one: Said, weights: Weights) -> list[Mark]:
    marks: list[Mark] = [
        (("word", found), weights.of(found)) for found in sorted(one.words.stems | one.lemmas.stems)
    ]
    marks += [(("beside", found), 0.3 * weights.of(found)) for found in sorted(one.whole.stems)]
    if one.item.party is not None:
        marks.append((("party", one.item.party), 0.3))
    if one.item.due.latest is not None:
        marks.append((("day", one.item.due.latest), 0.4))
    return marks


def judge_pairs(
    pairs: Sequence[Pair], compare: Callable[[int, int], Features], judge: Judge, look: Look | None = None
) -> dict[Pair, float]:
    """Return how likely each pair is one; its features, which take far more room, are let go of at once.

    `look` is shown some pairs at a time, each with its features and how likely it is one.
    """
    judged: dict[Pair, float] = {}
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        features = [compare(one, other) for one, other in some]
        chances = judge.judge([judge.read(found) for found in features])
        judged.update(zip(some, chances, strict=True))
        if look is not None:
            look(some, features, chances)
    return judged


def group(
    number: int,
    pairs: Sequence[Pair],
    compare: Callable[[int, int], Features],
    judge: Judge,
    may_join: Callable[[Sequence[int], Sequence[int]], bool],
    joining: Joining | None = None,
) -> list[Group]:
    """Return the groups of `number` things; `compare` tells what speaks for and against a pair of them.

    A pair that `may_join` forbids is in no group, so judging it is work for nothing.
    """
    pairs = [(one, other) for one, other in pairs if may_join((one,), (other,))]
    joining = joining or Joining()
    judged = judge_pairs(pairs, compare, judge, joining.look)
    if joining.at_least is not None:
        judged = {pair: max(chance, joining.at_least(*pair)) for pair, chance in judged.items()}
    beside: dict[int, list[Pair]] = {}
    for pair in pairs:
        beside.setdefault(pair[0], []).append(pair)
    found = []
    sure = [pair for pair in pairs if joining.are_one(*pair)] if joining.are_one else []
    for members in _join(cluster(number, judged, judge.least, may_join), sure, may_join):
        inside = set(members)
        known = [pair for one in members for pair in beside.get(one, ()) if pair[1] in inside]
        if not known:
            found.append(Group(tuple(members)))
            continue
        best = max(known, key=lambda pair: (judged[pair], (-pair[0], -pair[1])))
        mean = round(sum(judged[pair] for pair in known) / len(known), 3)
        ground, bonds = judge.explain(judge.read(compare(*best))), _span(members, known, judged)
        found.append(Group(tuple(members), mean, ground, bonds, {pair: judged[pair] for pair in known}))
    return found


def _join(
    groups: Sequence[list[int]],
    sure: Sequence[Pair],
    may_join: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[list[int]]:
    """Return the groups with those made one that a sure pair joins."""
    of = {member: members for members in groups for member in members}
    for one, other in sure:
        first, second = sorted((of[one], of[other]))
        if first is not second and may_join(first, second):
            joined = sorted(first + second)
            of.update(dict.fromkeys(joined, joined))
    return [members for place, members in sorted(of.items()) if place == members[0]]


def _span(members: Sequence[int], known: Sequence[Pair], judged: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """Return the likeliest pairs that join all members (the spanning tree of Kruskal 1956)."""
    lead = {member: member for member in members}

    def find(member: int) -> int:
        while lead[member] != member:
            member = lead[member]
        return member

    bonds = []
    for one, other in sorted(known, key=lambda pair: (-judged[pair], pair)):
        if find(one) != find(other):
            lead[find(other)] = find(one)
            bonds.append((one, other))
    return tuple(bonds)
