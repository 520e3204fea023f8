"""A partition of the chains of all documents, and the values it is made of."""

from bisect import insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct, field

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


class Cluster(Struct, eq=False):
    """Chains that name one actor."""

    members: list[Member]
    lead: Member  # with the fullest name
    _told: dict[str, tuple[int, Any]] = field(default_factory=dict)  # what was worked out of so many members

    def _keep(self, what: str, work_out: Callable[[], Any]) -> Any:
        """Return what was worked out of the members before, unless more have come since."""
        known = self._told.get(what)
        if known is None or known[0] != len(self.members):
            known = self._told[what] = (len(self.members), work_out())
        return known[1]

    @property
    def names(self) -> list[str]:
        """The proper names, in a stable order."""
        names: list[str] = self._keep(
            "names", lambda: sorted({name for member in self.members for name in member.chain.names})
        )
        return names

    @property
    def called(self) -> list[str]:
        """The proper names and what each document calls it."""
        return [*self.names, *(member.chain.name for member in self.members)]

    @property
    def last_words(self) -> frozenset[tuple[str, ...]]:
        """The last word of each of these, none for a name without words."""
        last: frozenset[tuple[str, ...]] = self._keep(
            "last words", lambda: frozenset(split_words(name)[-1:] for name in self.called)
        )
        return last

    @property
    def key_words(self) -> frozenset[str]:
        """The key words of all these."""
        words: frozenset[str] = self._keep(
            "key words", lambda: frozenset(word for name in self.called for word in find_key_words(name))
        )
        return words

    @property
    def titles(self) -> list[str]:
        """The titles, in a stable order."""
        return sorted({title for member in self.members for title in member.chain.titles})

    @property
    def types(self) -> frozenset[MentionType]:
        """What the documents take it for."""
        types: frozenset[MentionType] = self._keep(
            "types", lambda: frozenset(member.chain.type for member in self.members)
        )
        return types

    @property
    def offices(self) -> frozenset[str]:
        """The offices of state that any document gives."""
        offices: frozenset[str] = self._keep(
            "offices", lambda: frozenset(office for member in self.members for office in member.chain.offices)
        )
        return offices

    @property
    def gender(self) -> str:
        """The gender that most documents tell, '' where they differ evenly."""
        counts = Counter(member.chain.gender for member in self.members if member.chain.gender)
        return "" if counts["m"] == counts["f"] else max("mf", key=lambda gender: counts[gender])

    @property
    def aside(self) -> bool:
        """Tell whether every document that names it tells of it as somebody's relative, or as dead."""
        return all(member.chain.aside for member in self.members)

    @property
    def documents(self) -> frozenset[str]:
        """The documents that name it."""
        documents: frozenset[str] = self._keep(
            "documents", lambda: frozenset(member.document for member in self.members)
        )
        return documents

    @property
    def title_words(self) -> frozenset[str]:
        """The key words of all its titles."""
        words: frozenset[str] = self._keep(
            "title words", lambda: frozenset(word for title in self.titles for word in find_key_words(title))
        )
        return words


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
        for member in second.members:
            insort(first.members, member, key=lambda known: known.id)
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
