"""Which people of different documents are one: by full names, surnames, and titles that only one of them bears."""

from collections.abc import Collection, Hashable, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from onrecord.annotations import MentionType
from onrecord.names import (
    drop_generation,
    find_key_words,
    find_skeleton,
    is_same_person,
    list_countries,
    split_words,
)
from onrecord.story.clusters import Cluster, Clusters

_LONG_SURNAME = 7  # letters from which one may be wrong and the name still tells who it is
_OFTEN_BARE = 2  # documents that call somebody by the surname alone, from which others that do mean the same
_TELLING_TITLE = 2  # key words of a title that can tell who bears it: 'governor of Lund', not 'governor'


def _full_names(cluster: Cluster) -> list[tuple[str, ...]]:
    return [words for name in cluster.names if len(words := split_words(name)) > 1]


def merge_people(clusters: Clusters) -> None:
    """Merge people by their full names; a name that fits two different people joins neither."""
    people = [c for c in clusters.all if MentionType.PERSON in c.types and _full_names(c)]
    by_name: dict[tuple[str, ...], list[Cluster]] = {}
    for cluster in people:
        for words in _full_names(cluster):
            by_name.setdefault(words, []).append(cluster)
    for sharing in by_name.values():
        for other in sharing[1:]:
            clusters.merge(clusters.of[sharing[0].members[0].id], clusters.of[other.members[0].id])
    by_word: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(by_name, key=lambda words: (-len(words), words)):
        for key in {find_skeleton(word) for word in words}:
            by_word.setdefault(key, []).append(words)
    for words in sorted(by_name, key=lambda words: (-len(words), words)):
        near = sorted({other for word in words for other in by_word[find_skeleton(word)]} - {words})
        own = _now(clusters, by_name[words])
        fitting = [_now(clusters, by_name[other]) for other in near if is_same_person(words, other)]
        distinct = [cluster for cluster in dict.fromkeys(fitting) if cluster is not own]
        if len(distinct) == 1:
            clusters.merge(own, distinct[0])


def _now(clusters: Clusters, sharing: Sequence[Cluster]) -> Cluster:
    """Return the cluster in which the bearers of one name are by now."""
    return clusters.of[sharing[0].members[0].id]


def merge_surnames(clusters: Clusters) -> None:
    """Merge somebody who has a surname only with the one person of the pile who bears it."""
    bearers: dict[str, set[int]] = {}
    by_id = {id(cluster): cluster for cluster in clusters.all}
    for cluster in [cluster for cluster in clusters.all if MentionType.PERSON in cluster.types]:
        for words in _full_names(cluster):
            bearers.setdefault(drop_generation(words)[-1], set()).add(id(cluster))
            bearers.setdefault(words[0], set())
    for cluster in list(clusters.all):
        singles = {words[0] for name in cluster.names if len(words := split_words(name)) == 1}
        alone = len(singles) == 1 and not _full_names(cluster) and cluster.names
        likely = cluster.types <= {MentionType.PERSON, MentionType.ORGANISATION, MentionType.GROUP}
        if not alone or not likely or all(name.isupper() for name in cluster.names):
            continue
        word = next(iter(singles))
        same = bearers.get(word, set())
        if word not in bearers and cluster.types == {MentionType.PERSON}:
            same = _misspelt(word, bearers)
        if len(same) > 1 and cluster.title_words:
            same = {bearer for bearer in same if cluster.title_words <= by_id[bearer].title_words}
        if len(same) > 1:
            same = _known_by_surname(word, same, by_id)
        if len(same) == 1:
            bearer = by_id[next(iter(same))]
            clusters.merge(clusters.of[bearer.members[0].id], cluster)
    clusters.merge_by(_surname_key)


def _known_by_surname(word: str, bearers: Collection[int], by_id: Mapping[int, Cluster]) -> set[int]:
    """Return the one of several who alone is called by the bare surname, and that in several documents."""
    counts = {bearer: _count_bare(word, by_id[bearer]) for bearer in bearers}
    called = {bearer for bearer, count in counts.items() if count}
    return called if len(called) == 1 and max(counts.values()) >= _OFTEN_BARE else set(bearers)


def _count_bare(word: str, cluster: Cluster) -> int:
    """Return in how many documents somebody with a full name there is also called by the surname alone."""
    named = (member for member in cluster.members if len(member.chain.names) > 1)
    return len({m.document for m in named if any(split_words(name) == (word,) for name in m.chain.names)})


def _misspelt(word: str, bearers: Mapping[str, set[int]]) -> set[int]:
    """Return who bears a long surname that one wrong letter tells from this one: 'Brenerman', 'Brennerman'."""
    near = [
        surname
        for surname in sorted(bearers)
        if min(len(surname), len(word)) >= _LONG_SURNAME
        and surname[0] == word[0]
        and bearers[surname]
        and Levenshtein.distance(word, surname, score_cutoff=1) == 1
    ]
    return bearers[near[0]] if len(near) == 1 else set()


def _surname_key(cluster: Cluster) -> Hashable | None:
    """Return the one word by which somebody goes in every document."""
    names = {split_words(name) for name in cluster.names}
    alone = cluster.types == {MentionType.PERSON} and len(names) == 1 and len(next(iter(names))) == 1
    return ("surname", next(iter(names))) if alone else None


def merge_described_people(clusters: Clusters) -> None:
    """Merge 'the mayor of Lund' of one document with the only person whom another calls so.

    Where several documents' people bear the title, it is the one whom the document at hand names too.
    """
    by_title: dict[frozenset[str], set[int]] = {}
    people = [cluster for cluster in clusters.of_type(MentionType.PERSON) if cluster.names]
    by_id = {id(cluster): cluster for cluster in people}
    for cluster in people:
        for title in cluster.titles:
            by_title.setdefault(find_key_words(title), set()).add(id(cluster))
    for cluster in clusters.of_type(MentionType.PERSON):
        told = [*cluster.titles, *(member.chain.name for member in cluster.members)]
        keys = [key for title in told if len(key := find_key_words(title)) >= _TELLING_TITLE]
        if cluster.names or not keys:
            continue
        matches = {match for key in keys for match in _bearers(by_title, key)}
        here = {member.document for member in cluster.members}
        present = {m for m in matches if here & {member.document for member in by_id[m].members}}
        chosen = present if len(matches) > 1 else matches
        if len(chosen) == 1:
            # by its member: an earlier merging may have put the bearer into another cluster
            bearer = by_id[next(iter(chosen))].members[0]
            clusters.merge(clusters.of[bearer.id], cluster)


def _bearers(by_title: Mapping[frozenset[str], set[int]], key: frozenset[str]) -> set[int]:
    """Return who bears a title, also where the country that goes with it is named on one side only."""
    return {
        bearer for title, bearers in by_title.items() if title == key or title - list_countries() == key
        for bearer in bearers
    }  # fmt: skip


def merge_spokespeople(clusters: Clusters) -> None:
    """Merge those who speak for one actor without being named, in whichever document: 'Lund’s spokesman'."""
    found: dict[tuple[int, str], Cluster] = {}
    for cluster in list(clusters.all):
        member = cluster.members[0]
        head = next(
            (word for word in sorted(find_key_words(member.chain.name)) if word.startswith("spokes")), None
        )
        if cluster.names or cluster.types != {MentionType.PERSON} or member.chain.part_of is None or not head:
            continue
        owner = clusters.of.get((member.document, member.chain.part_of))
        if owner is None:
            continue
        key = (id(owner), head)
        if key in found:
            clusters.merge(found[key], cluster)
        else:
            found[key] = cluster
