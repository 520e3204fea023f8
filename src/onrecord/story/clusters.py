"""A partition of the chains of all documents, and the values it is made of."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from msgspec import Struct, field

from onrecord.annotations import Chain, MentionType
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


class Cluster(Struct, eq=False):
    """Chains that name one actor."""

    members: list[Member]
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
        return frozenset(member.chain.type for member in self.members)

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
        self.all = [Cluster([member]) for member in sorted(members, key=lambda member: member.id)]
        self.of = {member.id: cluster for cluster in self.all for member in cluster.members}

    def holds(self, cluster: Cluster) -> bool:
        """Tell whether a cluster still stands, and has not become part of another."""
        return self.of[cluster.members[0].id] is cluster

    def merge(self, one: Cluster, other: Cluster) -> None:
        """Make two clusters one."""
        if one is other:
            return
        first, second = sorted((one, other), key=lambda cluster: cluster.members[0].id)
        first.members = sorted([*first.members, *second.members], key=lambda member: member.id)
        for member in second.members:
            self.of[member.id] = first
        self.all.remove(second)

    def merge_by(self, key: Callable[[Cluster], Hashable | None]) -> None:
        """Merge the clusters that share a key; `None` shares nothing."""
        found: dict[Hashable, Cluster] = {}
        for cluster in list(self.all):
            value = key(cluster)
            if value is None:
                continue
            if value in found:
                self.merge(found[value], cluster)
            else:
                found[value] = cluster

    def of_type(self, kind: MentionType) -> list[Cluster]:
        """Return the clusters that every document takes for `kind`."""
        return [cluster for cluster in self.all if cluster.types == {kind}]
