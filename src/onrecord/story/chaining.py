"""Announcements -> chains: which of them are about one act.

Two announcements are linked by the class of the act and what it is about, or by the day it is due on; who is to
act can only keep them apart. Links are made for every pair that could have one and chains are their connected
components, so the order of the documents plays no part.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.model import Tie
from onrecord.story.announcements import Announcement, empty_acts, words
from onrecord.story.moves import agree

_SHARPEST = 31  # days; a wider window ('by 2030', 'this year') is shared by too much to link two acts
_FURTHEST = (
    50  # announcements of one act between two that are compared; keeps a hostile text from costing its square
)
_SAME = 2  # things in common by which two acts of different names on one day are one
_MOST_NEAR = 20  # announcements
_NEAR = 800  # characters between 'that date' and the act whose date it is: two or three sentences


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


class _Chains:
    """Announcements that are joined one pair after another (a disjoint-set forest, Tarjan 1975)."""

    def __init__(self, announcements: Sequence[Announcement]) -> None:
        self._parent = list(range(len(announcements)))
        self._about = [{item.things} if item.things and not item.names else set() for item in announcements]
        self.bonds: list[Bond] = []

    def root(self, index: int) -> int:
        """Return the first announcement of the chain in which `index` stands."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, bond: Bond) -> None:
        """Make one chain of those of two announcements."""
        first, second = sorted((self.root(bond.one), self.root(bond.other)))
        if first != second:
            self._parent[second] = first
            self._about[first] |= self._about[second]
            self.bonds.append(bond)

    def conflict(self, one: int, other: int) -> bool:
        """Tell whether the chains are about different common things: 'publish the register', 'the budget'."""
        first, second = self._about[self.root(one)], self._about[self.root(other)]
        return any(not things & others for things in first for others in second)


def chain_announcements(announcements: Sequence[Announcement]) -> list[Chain]:
    """Return the announcements of each act, in the order given.

    Those that name one thing are joined first; what only shares its party or its day is joined after, and never
    so that it ties two different things together.
    """
    chains = _Chains(announcements)
    for strong in (True, False):
        for one, other in _find_pairs(announcements):
            first, second = announcements[one], announcements[other]
            if bool(first.things & second.things) is not strong:
                continue
            tie = find_tie(first, second)
            if tie is not None and (strong or not chains.conflict(one, other)):
                chains.join(Bond(one, other, tie, _find_shared(first, second)))
    sizes = Counter(chains.root(index) for index in range(len(announcements)))
    for index, support in _find_supports(announcements):
        if sizes[chains.root(index)] == 1:
            first, second = announcements[support], announcements[index]
            chains.join(Bond(support, index, Tie.CONTEXT, _find_shared(first, second)))
    return _gather_chains(announcements, chains)


def _gather_chains(announcements: Sequence[Announcement], chains: _Chains) -> list[Chain]:
    members: dict[int, list[int]] = defaultdict(list)
    bonds: dict[int, list[Bond]] = defaultdict(list)
    for index in range(len(announcements)):
        members[chains.root(index)].append(index)
    for bond in chains.bonds:
        bonds[chains.root(bond.one)].append(bond)
    found = []
    for key in sorted(members):
        place = {index: at for at, index in enumerate(members[key])}
        within = tuple(Bond(place[bond.one], place[bond.other], bond.tie, bond.shared) for bond in bonds[key])
        found.append(Chain(tuple(announcements[index] for index in members[key]), within))
    return found


def _find_shared(one: Announcement, other: Announcement) -> frozenset[str]:
    """Return the classes of acts and things that both name."""
    return name_shared((one.acts & other.acts) | (one.things & other.things))


def name_shared(classes: frozenset[str]) -> frozenset[str]:
    """Return classes of acts and things as a reader knows them: 'visit', not 'act-visit'."""
    return frozenset(name.removeprefix("act-").removeprefix("thing-") for name in classes)


def _find_pairs(announcements: Sequence[Announcement]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share an act, a thing or a last day, in a fixed order."""
    buckets: dict[tuple[str, object], list[int]] = defaultdict(list)
    for index, announcement in enumerate(announcements):
        for act in announcement.acts:
            buckets["act", act].append(index)
        for thing in announcement.things:
            buckets["thing", thing].append(index)
        if announcement.due.latest is not None:
            buckets["due", announcement.due.latest].append(index)
    for key in sorted(buckets, key=str):
        members = buckets[key]
        for at, one in enumerate(members):
            for other in members[at + 1 : at + 1 + _FURTHEST]:
                yield one, other


def find_tie(one: Announcement, other: Announcement) -> Tie | None:
    """Return what makes two announcements those of one act, or `None` where nothing does."""
    if _are_apart(one, other):
        return None
    things = one.things & other.things
    if one.refuses != other.refuses and not (one.dated and other.dated and things) and not _turns(one, other):
        return None  # 'will not open' only answers a day on which it was to open
    if not one.acts & other.acts - empty_acts():
        return _find_carried_tie(one, other)
    if things:
        return Tie.THING
    if one.things and other.things:
        return _find_described_tie(one, other)
    return None if _are_strangers(one, other) else _find_bare_tie(one, other)


def _turns(one: Announcement, other: Announcement) -> bool:
    """Tell whether a party turns round: refuses in one document the very act that it announces in another."""
    if one.party is None or one.party != other.party or one.reading.document.id == other.reading.document.id:
        return False
    return bool(one.acts & other.acts) and one.things == other.things


def _find_described_tie(one: Announcement, other: Announcement) -> Tie | None:
    """Return what ties one act on things of different names: 'visit the valley', 'travel to Corran'."""
    if _due_together(one, other) and one.actors & other.actors and not _name_others(one, other):
        return Tie.DAY
    described = one.party is not None and one.party == other.party and _may_describe(one, other)
    return Tie.PARTY if described else None


def _find_bare_tie(one: Announcement, other: Announcement) -> Tie | None:
    """Return what ties one act told twice, once at least without the thing that it is done to: 'the visit'."""
    if one.reading.document.id == other.reading.document.id:
        fits = not one.things | other.things or _agree_or_undated(one, other)
        return Tie.DOCUMENT if fits else None
    if one.actors & other.actors:
        return Tie.PARTY
    return Tie.DAY if _due_together(one, other) or _due_within(one, other) else None


def _find_carried_tie(one: Announcement, other: Announcement) -> Tie | None:
    """Return what ties words that name no act, 'the report promised by May', 'that date', to another's act."""
    carried = [_is_carried(item) for item in (one, other)]
    things = one.things & other.things
    if all(carried):
        if things:
            return Tie.THING
        return Tie.ONLY_DAY if not one.acts and not other.acts and _due_together(one, other) else None
    if not any(carried):
        if len(things) < _SAME:
            return None
        if one.dated and other.dated and _agree_sharply(one, other):
            return Tie.THING_AND_DAY  # 'shut the test site by May', 'dismantle it in May'
        return Tie.THING_AND_PARTY if _do_the_same(one, other) else None
    if things:
        if one.due.latest is not None and agree(one.due, other.due):
            return Tie.THING_AND_DAY
        return Tie.THING_AND_PARTY if one.party is not None and one.party == other.party else None
    here = one.reading.document.id == other.reading.document.id
    told = all(item.party is not None or not item.acts for item in (one, other))
    fits = (here or not one.acts or not other.acts) and told and _due_together(one, other)
    return Tie.ONLY_DAY if fits else None


def _do_the_same(one: Announcement, other: Announcement) -> bool:
    """Tell whether one party tells one act by two verbs: 'back the harbour bill', 'vote for the harbour bill'."""
    if one.party is None or one.party != other.party or one.puts_off != other.puts_off:
        return False
    if one.things != other.things:
        return False
    if one.reading.document.id == other.reading.document.id:
        return False  # one text that tells two verbs of a party tells two acts
    return not one.dated or not other.dated or _due_within(one, other)


def _are_apart(one: Announcement, other: Announcement) -> bool:
    """Tell whether different parties do it, neither of whom the other announcement names.

    A person and a body are not apart: the minister's promise may be told as her ministry's.
    """
    if one.acts & other.acts & words("occasions") and not _may_meet_once(one, other):
        return True
    if one.party is None or other.party is None or one.party == other.party or one.person != other.person:
        return False
    if one.named and other.named and (one.named <= other.named or other.named <= one.named):
        return False  # a part of a body: 'the Harbour Board', 'the Harbour Board Press Office'
    if one.party in other.actors or other.party in one.actors:
        return False
    return not _due_together(one, other)


def _are_strangers(one: Announcement, other: Announcement) -> bool:
    """Tell whether each has a party of its own that the other does not name."""
    if one.party is None or other.party is None or one.party == other.party:
        return False
    return one.party not in other.actors and other.party not in one.actors


def _may_meet_once(one: Announcement, other: Announcement) -> bool:
    """Tell whether two meetings can be one: those of other days are others, unless a day is said to be moved."""
    if not one.dated or not other.dated or agree(one.due, other.due) or _due_within(one, other):
        return True
    if any(_opens_before(*pair) for pair in ((one, other), (other, one))):
        return True
    return not words("moving").isdisjoint((*one.frame.heads, *other.frame.heads))


def _opens_before(one: Announcement, other: Announcement) -> bool:
    """Tell whether a window without an end holds another: 'in the coming weeks', 'on 12 May'."""
    if one.due.latest is not None or one.due.earliest is None or other.due.earliest is None:
        return False
    return one.due.earliest <= other.due.earliest


def _name_others(one: Announcement, other: Announcement) -> bool:
    """Tell whether both name what they are about, and not the same: 'visit Corran', 'visit Brennick'."""
    if one.things == one.names and other.things == other.names:
        return True
    beside = [item.actors - {item.party} for item in (one, other)]
    return "act-meet" in one.acts & other.acts and all(beside) and not beside[0] & beside[1]


def _may_describe(one: Announcement, other: Announcement) -> bool:
    """Tell whether the thing of one may be the name of the other's: 'visit the valley', 'travel to Corran'."""
    return (one.things == one.names and not other.names) or (other.things == other.names and not one.names)


def _agree_or_undated(one: Announcement, other: Announcement) -> bool:
    """Tell whether one document may mean one act by both: it would not date it differently without a word."""
    return not one.dated or not other.dated or agree(one.due, other.due)


def _is_carried(announcement: Announcement) -> bool:
    """Tell whether its words name only a day, or only that something is brought about."""
    return not announcement.acts or empty_acts().issuperset(announcement.frame.heads)


def _due_together(one: Announcement, other: Announcement) -> bool:
    """Tell whether both are due on one day, told sharply enough for the day to link them."""
    if one.due.latest is None or one.due.latest != other.due.latest:
        return False
    sharp = [
        window.earliest is not None and (one.due.latest - window.earliest).days <= _SHARPEST
        for window in (one.due, other.due)
    ]
    return any(sharp)


def _agree_sharply(one: Announcement, other: Announcement) -> bool:
    """Tell whether both have a last day and are one for a reader: 'by 31 May', 'in May'."""
    return _due_within(one, other) or (one.due.latest is not None and agree(one.due, other.due))


def _due_within(one: Announcement, other: Announcement) -> bool:
    """Tell whether one window lies in the other, and both are sharp: 'in May', 'on 12 May'."""
    windows = sorted(
        (item.due.earliest, item.due.latest) for item in (one, other) if item.due.earliest and item.due.latest
    )
    if len(windows) < 2 or any((last - first).days > _SHARPEST for first, last in windows):
        return False
    (first, last), (start, end) = windows
    return start <= last and (end <= last or first == start)


def _find_supports(announcements: Sequence[Announcement]) -> Iterator[tuple[int, int]]:
    """Yield each announcement that leans on another in its document, with that other: the nearest before, if any."""
    documents: dict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(announcements)), key=lambda i: announcements[i].frame.words):
        documents[announcements[index].reading.document.id].append(index)
    for members in documents.values():
        for at, index in enumerate(members):
            announcement = announcements[index]
            if announcement.things:
                continue
            before = list(reversed(members[:at][-_MOST_NEAR:]))
            after = members[at + 1 : at + 1 + _MOST_NEAR] if not announcement.acts else []
            for support in before + after:
                other = announcements[support]
                near = abs(announcement.frame.words.start - other.frame.words.start) <= _NEAR
                if near and _can_support(announcement, other):
                    yield index, support
                    break


def _can_support(announcement: Announcement, other: Announcement) -> bool:
    """Tell whether `other`, told shortly before, says what the act of `announcement` is: 'that date', 'the vote'."""
    fits = bool(announcement.acts & other.acts) if announcement.acts else other.dated and not other.puts_off
    return fits and not _are_strangers(announcement, other) and not _are_apart(announcement, other)
