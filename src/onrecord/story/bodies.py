"""Which organisations of different documents are one: by names, initials, spellings, and whose they are."""

from collections.abc import Hashable

from onrecord.annotations import MentionType
from onrecord.model import ActorTie
from onrecord.names import (
    find_key_words,
    find_short_initials,
    find_skeleton,
    is_acronym_of,
    is_same_body,
    list_countries,
    split_words,
)
from onrecord.story.clusters import BODIES, Cluster, Clusters, probability_of
from onrecord.world import find_body, fold_name

_BEGINNING = 4  # letters
_CONSONANTS = 2
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
        for initials in {short for name in cluster.names for short in find_short_initials(name)}:
            by_initials.setdefault(initials, {})[cluster] = None
    for cluster in bodies:
        short = [name for name in cluster.names if " " not in name]
        if len(short) != len(cluster.names) or not short:
            continue
        full = [
            other
            for name in short
            for other in by_initials.get(fold_name(name), ())
            if other is not cluster and any(is_acronym_of(name, long) for long in other.names)
        ]
        now = list(dict.fromkeys(clusters.now(other) for other in full))
        if len(now) == 1:
            clusters.merge(now[0], clusters.now(cluster), ActorTie.INITIALS)
        for other in now[:_MOST_OFFERED] if len(now) > 1 else ():
            clusters.doubt(
                clusters.now(cluster), other, ActorTie.INITIALS, probability_of(ActorTie.INITIALS) / len(now)
            )


def merge_spellings(clusters: Clusters) -> None:
    """Merge organisations whose names differ in the spelling of one word."""
    by_rest: dict[Hashable, list[Cluster]] = {}
    for cluster in [cluster for cluster in clusters.all if cluster.types <= BODIES]:
        key = find_key_words(cluster.members[0].chain.name)
        rests = [rest for word in sorted(key) for rest in _list_rests(key, word)] if len(key) > 1 else []
        near = dict.fromkeys(other for rest in rests for other in by_rest.get(rest, ()))
        same = [
            other
            for other in near
            if is_same_body(key, find_key_words(other.members[0].chain.name)) and clusters.holds(other)
        ]
        for rest in rests:
            by_rest.setdefault(rest, []).append(cluster)
        if len(same) == 1:
            clusters.merge(same[0], cluster, ActorTie.SPELLING)


def _list_rests(key: frozenset[str], word: str) -> tuple[Hashable, Hashable]:
    """Return the key words but one, with how that one begins: two names that differ in its spelling share either."""
    rest = key - {word}
    return (rest, word[:_BEGINNING]), (rest, "", find_skeleton(word)[:_CONSONANTS])


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
    named: dict[tuple[str, ...], list[Cluster]] = {}
    for cluster in clusters.all:
        for last in cluster.last_words if cluster.types <= BODIES else ():
            named.setdefault(last, []).append(cluster)
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
        led = [
            other
            for other in named.get(head, ())
            if other is not cluster and clusters.holds(other) and _is_led(other, owner)
        ]
        if led and len({clusters.of[other.members[0].id] for other in led}) == 1:
            clusters.merge(led[0], cluster, ActorTie.BELONGING)


def _is_led(body: Cluster, owner: Cluster) -> bool:
    return len(body.key_words & owner.title_words) >= _TELLING_NAME
