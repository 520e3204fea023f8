"""Announcements -> chains: which of them are about one act.

Two announcements are alike by the words for their act and its things that both have, the rarer in the pile the more;
the same party and the same day add to it, and what one act cannot be forbids it. Chains grow from the likeliest pair
on and take in only what is like most of them, so neither the order of the documents nor one odd pair decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from msgspec import Struct

from onrecord.model import Tie
from onrecord.story.announcements import Announcement, words
from onrecord.story.moves import agree

# Chosen on annotated piles, where a sixth of the pairs joined before were right, and three in five are now.
_ALIKE = 0.45  # how like two announcements of one act are at least
_ON_THE_WHOLE = 0.4  # and two chains, on the mean over their pairs
_FEW = (
    0.8  # the weight of nearly one word that nothing else in the pile has: two announcements must share more
)
_PARTY = 0.1  # what one party adds
_DAY, _WINDOW = 0.15, 0.1  # what one day adds, and one wide window
_OTHER_WINDOW, _DATED_TWICE = 0.1, 0.2  # what two windows take away, and two in one document
_SHARPEST = 31  # days; a wider window ('by 2030', 'this year') is shared by too much to tie two acts
# announcements of one word between two that are compared, and members of a chain; keeps a hostile text from costing its
# square
_FURTHEST, _MOST = 50, 20


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


def chain_announcements(announcements: Sequence[Announcement]) -> list[Chain]:
    """Return the announcements of each act, in the order given."""
    rarity = weigh_words(announcements)
    likeness = {
        (one, other): measure_likeness(announcements[one], announcements[other], rarity)
        for one, other in sorted(set(_find_pairs(announcements)))
    }
    chain_of = {place: [place] for place in range(len(announcements))}
    bonds: dict[int, list[Bond]] = defaultdict(list)
    for (one, other), like in sorted(likeness.items(), key=lambda pair: (-pair[1], pair[0])):
        first, second = sorted((chain_of[one], chain_of[other]))
        if like < _ALIKE or first is second:
            continue
        across = [likeness.get((min(a, b), max(a, b))) for a in first[:_MOST] for b in second[:_MOST]]
        known = [0.0 if value is None else value for value in across]
        if min(known) < 0 or sum(known) < _ON_THE_WHOLE * len(known):
            continue
        bonds[first[0]] += [*bonds.pop(second[0], ()), _make_bond(announcements, one, other)]
        first += second
        chain_of.update(dict.fromkeys(second, first))
    found = []
    for lead in sorted({members[0] for members in chain_of.values()}):
        places = sorted(chain_of[lead])
        at = {place: number for number, place in enumerate(places)}
        within = tuple(Bond(at[bond.one], at[bond.other], bond.tie, bond.shared) for bond in bonds[lead])
        found.append(Chain(tuple(announcements[place] for place in places), within))
    return found


def weigh_words(announcements: Sequence[Announcement]) -> Mapping[str, float]:
    """Return the rarity of each lemma among the announcements: 1 for one that a single announcement has.

    It is their inverse document frequency (Spärck Jones 1972), as a part of the highest.
    """
    counts: dict[str, int] = defaultdict(int)
    for item in announcements:
        for word in _words_of(item):
            counts[word] += 1
    most = log(1 + len(announcements))
    return {word: log(1 + len(announcements) / count) / most for word, count in counts.items()}


def _words_of(item: Announcement) -> frozenset[str]:
    return item.acts | item.things


def _find_pairs(announcements: Sequence[Announcement]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share a lemma."""
    buckets: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(announcements):
        for word in _words_of(item):
            buckets[word].append(place)
    for members in buckets.values():
        for at, one in enumerate(members):
            for other in members[at + 1 : at + 1 + _FURTHEST]:
                yield one, other


def measure_likeness(one: Announcement, other: Announcement, rarity: Mapping[str, float]) -> float:
    """Return how like two announcements are, from 0 on; below 0 they cannot be of one act."""
    if _are_apart(one, other) or _differ(one, other):
        return -1.0
    like = compare_words(_words_of(one), _words_of(other), rarity)
    like += _PARTY * _is_same_party(one, other)
    if _due_together(one, other):
        like += _DAY
    elif one.dated and other.dated:
        here = one.reading.document.id == other.reading.document.id
        apart = _DATED_TWICE if here else _OTHER_WINDOW
        like += _WINDOW if agree(one.due, other.due) else -apart
    return max(0.0, like)


def compare_words(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Return how much of the fewer words, by rarity, the more have too; one that no announcement has weighs most.

    >>> compare_words(frozenset({"open", "dam"}), frozenset({"dam"}), {"open": 0.5, "dam": 1.0})
    1.0
    """
    weights = [sum(rarity.get(word, 1.0) for word in sorted(words)) for words in (one, other, one & other)]
    return weights[2] / max(min(weights[:2]), _FEW)


def _differ(one: Announcement, other: Announcement) -> bool:
    """Tell whether two announcements of one act would contradict each other without a word."""
    if one.refuses != other.refuses and one.reading.document.id == other.reading.document.id:
        return True  # 'will not open' and 'will open' in one text are two acts
    if not one.acts & other.acts & words("occasions") or not one.dated or not other.dated:
        return False
    moved = not words("moving").isdisjoint((*one.frame.heads, *other.frame.heads))
    return not (moved or agree(one.due, other.due) or _is_within(one, other))


def _are_apart(one: Announcement, other: Announcement) -> bool:
    """Tell whether different parties do it, neither of whom the other announcement names.

    A person and a body are not apart: the minister's promise may be told as her ministry's.
    """
    if one.party is None or other.party is None or one.party == other.party or one.person != other.person:
        return False
    if one.named and other.named and (one.named <= other.named or other.named <= one.named):
        return False  # a part of a body: 'the Harbour Board', 'the Harbour Board Press Office'
    if one.party in other.actors or other.party in one.actors:
        return False
    return not _due_together(one, other)


def _is_same_party(one: Announcement, other: Announcement) -> bool:
    return one.party is not None and one.party == other.party


def _due_together(one: Announcement, other: Announcement) -> bool:
    """Tell whether both are due on one day, told sharply enough for the day to tie them."""
    if one.due.latest is None or one.due.latest != other.due.latest:
        return False
    return any(
        window.earliest is not None and (one.due.latest - window.earliest).days <= _SHARPEST
        for window in (one.due, other.due)
    )


def _is_within(one: Announcement, other: Announcement) -> bool:
    """Tell whether one window may hold the other: 'in May' and 'on 12 May', 'in the coming weeks' and 'on 12 May'."""
    if one.due.latest is None or other.due.latest is None:
        return True
    (first, last), (start, end) = sorted(
        (due.earliest or due.latest, due.latest) for due in (one.due, other.due) if due.latest is not None
    )
    return start <= last and (end <= last or first == start) and (last - first).days <= _SHARPEST


def _make_bond(announcements: Sequence[Announcement], one: int, other: int) -> Bond:
    first, second = announcements[one], announcements[other]
    acts, things = first.acts & second.acts, first.things & second.things
    day, party = _due_together(first, second), _is_same_party(first, second)
    if things:
        tie = (
            Tie.THING if acts else Tie.THING_AND_DAY if day else Tie.THING_AND_PARTY if party else Tie.CONTEXT
        )
    else:
        tie = Tie.PARTY if party else Tie.DAY if day else Tie.DOCUMENT
    return Bond(one, other, tie, acts | things)
