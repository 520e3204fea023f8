"""Which bodies told of with their place and without it are one: 'the Ostrian coast guard', 'the coast guard'."""

import calendar
import re
from collections.abc import Iterator

from onrecord.english import is_english
from onrecord.lexicon import load_lexicon
from onrecord.model import ActorTie
from onrecord.names import find_key_words, list_countries
from onrecord.story.bodies import is_common
from onrecord.story.clusters import BODIES, Cluster, Clusters
from onrecord.story.surroundings import Surroundings

_TELLING_NAME = 2  # key words of what tells one body: 'coast guard', not 'guard'
_LONGEST_COUNTRY = 3  # words of its name, but for few
_STEM = 4  # letters that the name of a place and the word for its people begin with


def merge_placed_bodies(clusters: Clusters, around: Surroundings) -> None:
    """Merge a body with the only one that is called so with a place before it, where its document tells of the place.

    Those of countries that the program knows are merged by their names. A document that tells of no country at all may
    tell of any; where bodies of two places are called so, nothing tells which of them is meant.
    """
    placed: dict[frozenset[str], dict[str, list[Cluster]]] = {}
    for cluster in clusters.all:
        for key, place in _list_placed(cluster):
            placed.setdefault(key, {}).setdefault(place[:_STEM], []).append(cluster)
    for cluster in clusters.all:
        key = find_key_words(cluster.members[0].chain.name)
        by_place = placed.get(key, {})
        if len(by_place) != 1 or not cluster.types <= BODIES or is_common(key) or key & list_countries():
            continue
        [(stem, found)] = by_place.items()
        full, own = {clusters.now(one) for one in found}, clusters.now(cluster)
        if len(full) != 1 or own in full:
            continue
        [one] = full
        told = all(
            around.says(document, stem) or not around.count_countries(document)
            for document in cluster.documents
        )
        if told and around.are_of_one_story(one, own):
            clusters.merge(one, own, ActorTie.SHORTER)


def _list_placed(cluster: Cluster) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the key words of a body without the place it is told to be of, and the place, for each of its names."""
    if not cluster.types <= BODIES:
        return
    for name in dict.fromkeys(
        name for member in cluster.members for name in (member.chain.name, *member.chain.names)
    ):
        key = find_key_words(name)
        place = _find_place(name)
        if place in key and len(key) > _TELLING_NAME:
            yield key - {place}, place


def _find_place(name: str) -> str:
    """Return the key word for whose a body is by how its name begins: 'Ostrian coast guard', "Ostria's coast guard"."""
    words = name.split()
    for count in range(1, min(len(words), _LONGEST_COUNTRY) + 1):
        key = find_key_words(" ".join(words[:count]))
        if len(key) == 1 and key <= list_countries():
            return next(iter(key))
    bare = re.sub(r"['’]s$", "", words[0]) if len(words) > 1 else ""
    peoples = tuple(load_lexicon("onrecord.story", "bodies.toml").words("peoples"))
    told = bare != words[0] or bare.endswith(peoples)
    placed = told and bare.istitle() and not is_english(bare) and bare not in calendar.day_name
    return bare.casefold() if placed else ""
