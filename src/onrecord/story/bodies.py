"""Which organisations of different documents are one: by names, initials, spellings, and whose they are."""

from collections import Counter
from collections.abc import Hashable, Set

from onrecord.annotations import MentionType
from onrecord.model import ActorTie
from onrecord.names import (
    find_key_words,
    find_short_initials,
    is_respelt,
    list_countries,
    split_words,
)
from onrecord.story.clusters import BODIES, Cluster, Clusters, probability_of
from onrecord.story.spellings import Spellings
from onrecord.world import find_body, fold_name

_MOST_OFFERED = 3  # bodies as which initials are offered to a reviewer
_TELLING_NAME = 2  # key words of a name that can tell an organisation: 'road board', not 'board'


def body_key(cluster: Cluster) -> Hashable | None:
    """Return the words of the name, the same for a body in full and by its known initials."""
    chain = cluster.members[0].chain
    if chain.type not in BODIES or (not chain.names and len(find_key_words(chain.name)) < _TELLING_NAME):
        return None
    return ("body", find_key_words(chain.name))


def merge_initials(clusters: Clusters) -> None:
    """Merge an organisation known by its initials with the only one that they can stand for."""
    bodies = [cluster for cluster in clusters.all if cluster.types <= BODIES]
    by_initials: dict[str, dict[Cluster, None]] = {}
    for cluster in bodies:
        full = (name for name in cluster.names if len(split_words(name)) > 1)
        for initials in {short for name in full for short in find_short_initials(name)}:
            by_initials.setdefault(initials, {})[cluster] = None
    for cluster in bodies:
        short = [name for name in cluster.names if " " not in name]
        if len(short) != len(cluster.names) or not short:
            continue
        standing = [other for name in short for other in by_initials.get(fold_name(name), ())]
        now = list(dict.fromkeys(clusters.now(other) for other in standing if other is not cluster))
        if len(now) == 1:
            clusters.merge(now[0], clusters.now(cluster), ActorTie.INITIALS)
        for other in now[:_MOST_OFFERED] if len(now) > 1 else ():
            clusters.doubt(
                clusters.now(cluster), other, ActorTie.INITIALS, probability_of(ActorTie.INITIALS) / len(now)
            )


def merge_spellings(clusters: Clusters) -> None:
    """Merge organisations whose names differ in the spelling of one word."""
    bodies = [(one, find_key_words(one.members[0].chain.name)) for one in clusters.all if one.types <= BODIES]
    spellings = Spellings((word for _, key in bodies for word in key if len(key) > 1), is_respelt)
    by_rest: dict[frozenset[str], dict[str, list[Cluster]]] = {}  # by the key words but one, and that one
    for cluster, key in bodies:
        rests = [(by_rest.setdefault(key - {word}, {}), word) for word in sorted(key) if len(key) > 1]
        near = (one for held, word in rests for other in spellings.find(word) for one in held.get(other, ()))
        same = [one for one in dict.fromkeys(near) if clusters.holds(one)]
        for held, word in rests:
            held.setdefault(word, []).append(cluster)
        if len(same) == 1:
            clusters.merge(same[0], cluster, ActorTie.SPELLING)


def merge_without_country(clusters: Clusters) -> None:
    """Merge 'the Roads Department' with 'the Chilean Roads Department' where the pile has no other country's."""
    by_rest: dict[frozenset[str], set[int]] = {}
    by_id = {id(cluster): cluster for cluster in clusters.all}
    plain: list[tuple[frozenset[str], Cluster]] = []
    for cluster in clusters.all:
        if cluster.types <= BODIES:
            key = find_key_words(cluster.members[0].chain.name)
            rest = key - list_countries()
            if len(rest) < _TELLING_NAME:
                continue
            if rest == key:
                plain.append((key, cluster))
            else:
                by_rest.setdefault(rest, set()).add(id(cluster))
    for key, cluster in plain:
        same = by_rest.get(key, set())
        if len(same) == 1:
            clusters.merge(clusters.now(by_id[next(iter(same))]), clusters.now(cluster), ActorTie.SHORTER)


def merge_known_bodies(clusters: Clusters) -> None:
    """Merge an international body's initials with a shorter form of its name: most of its words, and its last."""
    bodies = [cluster for cluster in clusters.all if cluster.types <= BODIES]
    by_word: dict[str, dict[Cluster, None]] = {}
    for cluster in bodies:
        for word in _body_words(cluster):
            by_word.setdefault(word, {})[cluster] = None
    for cluster in bodies:
        full = next((body for name in cluster.names if (body := find_body(name))), None)
        if full is None or len(find_key_words(cluster.names[0])) > 1:
            continue
        words = _spell_out(full)
        shorter = [
            other
            for other in dict.fromkeys(other for word in sorted(words) for other in by_word.get(word, ()))
            if other is not cluster and any(_abridges(name, words) for name in other.names)
        ]
        fullest = max((len(_body_words(other)) for other in shorter), default=0)
        best = [other for other in shorter if len(_body_words(other)) == fullest]
        now = list(dict.fromkeys(clusters.of[other.members[0].id] for other in best))
        if len(now) == 1:
            clusters.merge(now[0], clusters.now(cluster), ActorTie.KNOWN)


def _body_words(cluster: Cluster) -> frozenset[str]:
    return frozenset(word for name in cluster.names for word in find_key_words(name))


def _spell_out(full: str) -> frozenset[str]:
    """Return the key words of a body's full name, though the whole of it has known initials."""
    return frozenset(word for part in full.split(" ", 1) for word in find_key_words(part))


def _abridges(name: str, words: frozenset[str]) -> bool:
    key = find_key_words(name)
    return len(key) > _TELLING_NAME and key <= words


def merge_belonging(clusters: Clusters) -> None:
    """Merge 'her office' with the one office that her titles, in whichever document, say she holds."""
    bodies = _Bodies(clusters)
    for cluster in clusters.all:
        if cluster.names or not cluster.types <= BODIES or not clusters.holds(cluster):
            continue
        owners = [
            clusters.of.get((member.document, member.chain.part_of))
            for member in cluster.members
            if member.chain.part_of is not None
        ]
        owner = next((owner for owner in owners if owner is not None), None)
        if owner is None or owner.types != {MentionType.PERSON}:
            continue
        head = split_words(cluster.members[0].chain.name)[-1:]
        led = [other for other in bodies.find_led(head, owner) if other is not cluster]
        if len(led) == 1:
            bodies.merge(led[0], cluster)


class _Bodies:
    """Organisations by the last word and every key word of what they are called."""

    def __init__(self, clusters: Clusters) -> None:
        self._clusters = clusters
        self._by_words: dict[tuple[tuple[str, ...], str], dict[Cluster, None]] = {}
        self._last: dict[Cluster, Set[tuple[str, ...]]] = {}
        for cluster in clusters.all:
            if cluster.types <= BODIES:
                self._last[cluster] = frozenset(cluster.last_words)
                self._enter(cluster)

    def _enter(self, cluster: Cluster) -> None:
        for last in self._last[cluster]:
            for word in cluster.key_words:
                self._by_words.setdefault((last, word), {})[cluster] = None

    def find_led(self, last: tuple[str, ...], owner: Cluster) -> list[Cluster]:
        """Return the organisations called by this word of whose words the titles of a person hold enough."""
        shared = Counter(
            one
            for word in sorted(owner.title_words)
            for one in self._by_words.get((last, word), ())
            if self._clusters.holds(one)
        )
        return [one for one, count in shared.items() if count >= _TELLING_NAME]

    def merge(self, body: Cluster, other: Cluster) -> None:
        """Merge an organisation told of by its owner with the one that it is."""
        self._clusters.merge(body, other, ActorTie.BELONGING)
        self._enter(self._clusters.now(body))
