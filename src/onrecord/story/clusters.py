"""A partition of the chains of all documents, and the values it is made of."""

from bisect import insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.annotations import Chain, MentionType
from onrecord.model import ActorTie
from onrecord.names import find_key_words, split_words

BODIES = frozenset({MentionType.ORGANISATION, MentionType.OUTLET})


class Member(Struct, frozen=True):
    """A chain and the document it stands in."""

    document: str
    index: int
    chain: Chain

    @property
    def id(self) -> tuple[str, int]:
        """The key by which others ask for its actor."""
        return self.document, self.index


class Join(Struct, frozen=True):
    """Why a chain stands with another: `of` was joined to `to`, or may be the same."""

    of: Member
    to: Member
    tie: ActorTie
    probability: float


# What each member adds to what is known of its cluster.
_OF_MEMBER: Mapping[str, Callable[[Member], Iterable[Any]]] = {
    "names": lambda member: member.chain.names,
    "last words": lambda member: (
        split_words(name)[-1:] for name in (*member.chain.names, member.chain.name)
    ),
    "key words": lambda member: (
        word for name in (*member.chain.names, member.chain.name) for word in find_key_words(name)
    ),
    "titles": lambda member: member.chain.titles,
    "title words": lambda member: (word for title in member.chain.titles for word in find_key_words(title)),
    "types": lambda member: (member.chain.type,),
    "offices": lambda member: member.chain.offices,
    "asides": lambda member: (member.chain.aside,),
    "documents": lambda member: (member.document,),
}


_ALONE = {kind: frozenset({kind}) for kind in MentionType}


class Cluster(Struct, eq=False):
    """Chains that name one actor.

    What is asked of many members is kept, and added to as others join them: it is not gathered anew from all.
    """

    members: list[Member]
    lead: Member  # with the fullest name
    _kept: dict[str, set[Any]] | None = None
    _genders: Counter[str] | None = None

    def _gather(self, what: str) -> Set[Any]:
        if len(self.members) == 1:
            return set(_OF_MEMBER[what](self.members[0]))
        if self._kept is None:
            self._kept = {}
        if what not in self._kept:
            self._kept[what] = {item for member in self.members for item in _OF_MEMBER[what](member)}
        return self._kept[what]

    def _count_genders(self) -> Counter[str]:
        if self._genders is None:
            self._genders = Counter(member.chain.gender for member in self.members)
        return self._genders

    def take_in(self, other: "Cluster") -> None:
        """Make the members of another cluster members of this one, and change nothing of the other."""
        if len(self.members) > 1:
            for what, known in (self._kept or {}).items():
                known.update(other._gather(what))
        if self._genders is not None:
            self._genders.update(other._count_genders())
        for member in other.members:
            insort(self.members, member, key=lambda known: known.id)

    @property
    def names(self) -> list[str]:
        """The proper names, in a stable order."""
        if len(self.members) == 1 and len(self.members[0].chain.names) <= 1:
            return list(self.members[0].chain.names)
        return sorted(self._gather("names"))

    @property
    def last_words(self) -> Set[tuple[str, ...]]:
        """The last word of each of these and of what documents call it; none for a name without words."""
        return self._gather("last words")

    @property
    def key_words(self) -> Set[str]:
        """The key words of all these."""
        return self._gather("key words")

    @property
    def titles(self) -> list[str]:
        """The titles, in a stable order."""
        return sorted(self._gather("titles"))

    @property
    def title_words(self) -> Set[str]:
        """The key words of all its titles."""
        return self._gather("title words")

    @property
    def types(self) -> Set[MentionType]:
        """What the documents take it for."""
        if len(self.members) == 1:
            return _ALONE[self.members[0].chain.type]
        return self._gather("types")

    @property
    def offices(self) -> Set[str]:
        """The offices of state that any document gives."""
        return self._gather("offices")

    @property
    def documents(self) -> Set[str]:
        """The documents that name it."""
        return self._gather("documents")

    @property
    def gender(self) -> str:
        """The gender that most documents tell, '' where they differ evenly."""
        counts = self._count_genders()
        return "" if counts["m"] == counts["f"] else max("mf", key=lambda gender: counts[gender])

    @property
    def aside(self) -> bool:
        """Tell whether every document that names it tells of it as somebody's relative, or as dead."""
        return False not in self._gather("asides")


class Clusters:
    """A partition of the members, coarsened rule by rule."""

    def __init__(self, members: Iterable[Member]) -> None:
        found = [Cluster([member], member) for member in sorted(members, key=lambda member: member.id)]
        self._standing = dict.fromkeys(found)
        self.of = {member.id: cluster for cluster in found for member in cluster.members}
        self.joins: list[Join] = []
        self.doubts: list[Join] = []

    @property
    def all(self) -> list[Cluster]:
        """The clusters, in the order of their first members."""
        return list(self._standing)

    def holds(self, cluster: Cluster) -> bool:
        """Tell whether a cluster still stands, and has not become part of another."""
        return self.of[cluster.members[0].id] is cluster

    def now(self, cluster: Cluster) -> Cluster:
        """Return the cluster in which the members of this one are by now."""
        return self.of[cluster.members[0].id]

    def merge(self, one: Cluster, other: Cluster, tie: ActorTie) -> None:
        """Make two clusters one."""
        if one is other:
            return
        self.joins.append(Join(other.lead, one.lead, tie, probability_of(tie)))
        first, second = sorted((one, other), key=lambda cluster: cluster.members[0].id)
        first.take_in(second)
        for member in second.members:
            self.of[member.id] = first
        first.lead = max(one.lead, other.lead, key=lambda member: (len(member.chain.name.split()), member.id))
        del self._standing[second]

    def doubt(self, one: Cluster, other: Cluster, tie: ActorTie, probability: float) -> None:
        """Note that two clusters may be one, and that this is not sure enough."""
        self.doubts.append(Join(one.lead, other.lead, tie, probability))

    def merge_by(self, key: Callable[[Cluster], Hashable | None], tie: ActorTie) -> None:
        """Merge the clusters that share a key; `None` shares nothing."""
        found: dict[Hashable, Cluster] = {}
        for cluster in self.all:
            value = key(cluster)
            if value is None:
                continue
            if value in found:
                self.merge(found[value], cluster, tie)
            else:
                found[value] = cluster

    def of_type(self, kind: MentionType) -> list[Cluster]:
        """Return the clusters that every document takes for `kind`."""
        return [cluster for cluster in self.all if cluster.types == {kind}]


@cache
def _load_probabilities() -> Mapping[str, float]:
    content = files("onrecord.story").joinpath("ties.toml").read_bytes()
    return msgspec.toml.decode(content, type=dict[str, float])


def probability_of(tie: ActorTie) -> float:
    """Return how often two chains that are joined for this reason are one actor."""
    return _load_probabilities()[tie.replace(" ", "_")]
