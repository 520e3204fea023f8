"""Which chains of different documents name the same: rule by rule, the surest first.

Nothing here depends on the order of the documents: members are sorted first, and each rule looks at all of them.
"""

import re
from collections.abc import Hashable, Sequence

from onrecord.annotations import Chain, MentionType, Reading
from onrecord.model import ActorTie
from onrecord.names import find_key_words, split_words
from onrecord.story.bodies import (
    merge_belonging,
    merge_cut_short,
    merge_initials,
    merge_known_bodies,
    merge_named_bodies,
    merge_spellings,
)
from onrecord.story.bodies_places import merge_placed_bodies
from onrecord.story.clusters import BODIES, Cluster, Clusters, Member
from onrecord.story.people import merge_people, merge_surnames
from onrecord.story.surroundings import Surroundings
from onrecord.story.titled import merge_described_people, merge_spokespeople
from onrecord.world import find_capital, find_country, find_demonym, find_governed

_NAMED = BODIES | {MentionType.PERSON, MentionType.STATE}
_TELLING_COUNT = 3  # digits: two counts of 140 are of one thing, two of 12 need not be
_MOST_COMPARED = 20  # groups described alike, from the last, that are looked at
_COMMON_GROUP = 2  # key words below which a group in two documents need not be one


def cluster_members(readings: Sequence[Reading], kinds: frozenset[MentionType]) -> Clusters:
    """Return the chains of these kinds, those that name the same together."""
    clusters = Clusters(
        Member(reading.document.id, index, chain)
        for reading in readings
        for index, chain in enumerate(reading.chains)
        if chain.type in kinds
    )
    around = Surroundings(readings, clusters)
    clusters.merge_by(_state_key, ActorTie.KNOWN)
    _merge_groups(clusters, around)
    merge_named_bodies(clusters, around)
    _merge_namesakes(clusters)
    merge_spellings(clusters)
    merge_cut_short(clusters, around)
    merge_placed_bodies(clusters, around)
    merge_people(clusters, around)
    merge_surnames(clusters, around)
    merge_initials(clusters, around)
    merge_known_bodies(clusters)
    merge_described_people(clusters, around)
    merge_spokespeople(clusters, around)
    merge_belonging(clusters, around)
    return clusters


def find_state(chain: Chain) -> str | None:
    """Return the country whose government a chain names."""
    for name in (chain.name, *chain.names):
        if country := find_country(name) or find_capital(name) or find_demonym(name):
            return country
    return None


def _state_key(cluster: Cluster) -> Hashable | None:
    chain = cluster.members[0].chain
    if chain.type is not MentionType.STATE:
        return None
    return find_state(chain) or ("place", split_words(find_governed(chain.name) or chain.name))


def _group_key(cluster: Cluster) -> Hashable | None:
    chain = cluster.members[0].chain
    if chain.type is not MentionType.GROUP:
        return None
    key = find_key_words(chain.name)
    counts = [word for word in key if word.isdigit() and len(word) >= _TELLING_COUNT]
    counts = re.findall(r"\d{1,3}(?:,\d{3})+", chain.name) or counts
    if len(counts) == 1:  # '140 rights groups' and '140 human rights groups'
        return ("count", counts[0], split_words(chain.name)[-1])
    if not chain.names and not chain.titles and not all(map(_is_known, re.split(r", | and ", chain.name))):
        return None
    return ("group", key) if chain.names or len(key) >= _COMMON_GROUP else None


def _merge_groups(clusters: Clusters, around: Surroundings) -> None:
    """Merge groups of one name; whom the text only describes, in the documents of one story: 'more people'."""
    found: dict[Hashable, list[Cluster]] = {}
    for cluster in clusters.of_type(MentionType.GROUP):
        key = _group_key(cluster)
        if key is None:
            continue
        [name] = {member.chain.name for member in cluster.members}
        described = not cluster.names and not any(letter.isupper() or letter.isdigit() for letter in name[1:])
        known = found.setdefault(key, [])
        one = next(
            (
                other
                for other in map(clusters.now, known[-_MOST_COMPARED:])
                if not described or around.are_of_one_story(other, cluster)
            ),
            None,
        )
        if one is not None:
            clusters.merge(one, cluster, ActorTie.NAME)
        else:
            known.append(cluster)


def _is_known(member: str) -> bool:
    """Tell whether one of several who speak together is the same in every document: no 'Democrats and Republicans'."""
    return " " in member or find_country(member) is not None


def _merge_namesakes(clusters: Clusters) -> None:
    """Merge those of one name, also where one document takes it for a person and another for an organisation."""
    found: dict[tuple[str, ...], Cluster] = {}
    for cluster in clusters.all:
        names = cluster.names
        if not names or not cluster.types <= _NAMED:
            continue
        key = split_words(max(names, key=lambda name: (len(name.split()), name)))
        other = found.setdefault(key, cluster)
        bodies = (
            other.types | cluster.types <= BODIES
        )  # of one name and still apart: they are of two countries
        if other is not cluster and not bodies and (len(key) > 1 or other.types != cluster.types):
            clusters.merge(other, cluster, ActorTie.NAME)
            found[key] = clusters.now(cluster)
