"""Which people of different documents are one: by full names, surnames, and titles that only one of them bears.

Names are found by index, so that the work grows with the number of names and not with its square. What may be one and
is not sure stays apart, and is noted as a doubt with the chance that it is one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, islice, product

from rapidfuzz.distance import Levenshtein

from onrecord.annotations import MentionType
from onrecord.model import ActorTie
from onrecord.names import (
    are_namesakes,
    drop_generation,
    is_same_person,
    is_shortened,
    is_variant,
    list_given_forms,
    split_words,
    squeeze,
)
from onrecord.story.clusters import Cluster, Clusters, probability_of
from onrecord.story.spellings import Spellings
from onrecord.story.surroundings import Surroundings

_LONG_SURNAME = 7  # letters from which one may be wrong and the name still tells who it is
_OFTEN_BARE = 2  # documents that call somebody by the surname alone, from which others that do mean the same
_FAR_OFTENER = 4  # times as many such documents as anybody else's, from which it is still the same
_MOST_OFFERED = 3  # people as whom one surname is offered to a reviewer

_Words = tuple[str, ...]


def _full_names(cluster: Cluster) -> list[_Words]:
    return [words for name in cluster.names if len(words := split_words(name)) > 1]


def _single(cluster: Cluster) -> str | None:
    """Return the one word by which somebody goes in every document."""
    words = {split_words(name) for name in cluster.names}
    return next(iter(words))[0] if len(words) == 1 and len(next(iter(words))) == 1 else None


def merge_people(clusters: Clusters, around: Surroundings) -> None:
    """Merge people by their full names; a name that fits two different people joins neither."""
    bearers: dict[_Words, list[Cluster]] = {}
    divided: dict[str, _Words] = {}
    for cluster in clusters.all:
        for words in _full_names(cluster) if MentionType.PERSON in cluster.types else ():
            bearers.setdefault(words, []).append(cluster)
    by_name = {words: clusters.now(found[0]) for words, found in bearers.items()}
    for words, found in bearers.items():
        whose = {full for cluster in found for full in _full_names(cluster)}
        parts: dict[frozenset[_Words], Cluster] = {}  # a name that two people go by joins neither
        for cluster in found:
            part = frozenset(_full_names(cluster)) if _are_two(whose, whose) else frozenset({words})
            known = parts.setdefault(part, cluster)
            clusters.merge(clusters.now(known), clusters.now(cluster), ActorTie.NAME)
    for words in sorted(by_name):
        other = divided.setdefault(squeeze(words), words)
        clusters.merge(clusters.now(by_name[other]), clusters.now(by_name[words]), ActorTie.DIVISION)
    _merge_variants(clusters, around, by_name)


def _are_two(some: Iterable[_Words], others: Collection[_Words]) -> bool:
    """Tell whether full names of the one and of the other are namesakes': 'Mia K. Rao' and 'Mia S. Rao'."""
    return any(are_namesakes(one, other) for one in some for other in others)


def _merge_variants(clusters: Clusters, around: Surroundings, by_name: Mapping[_Words, Cluster]) -> None:
    near = _Names(by_name)
    for words in sorted(by_name, key=lambda words: (-len(words), words)):
        own = clusters.now(by_name[words])
        found: dict[Cluster, ActorTie] = {}
        for other in near.find(words):
            cluster = clusters.now(by_name[other])
            if cluster is own or not is_same_person(words, other) or tell_apart(own, cluster):
                continue
            if not _are_two(_full_names(own), _full_names(cluster)):
                found.setdefault(
                    cluster, ActorTie.FULLER if is_shortened(words, other) else ActorTie.SPELLING
                )
                # 'Mia Rao' may be 'Mia S. Rao', too
                thirds = (third for third in near.find(other) if are_namesakes(words, third))
                found.update(
                    (clusters.now(by_name[third]), ActorTie.FULLER)
                    for third in thirds
                    if is_same_person(other, third)
                )
        found.pop(own, None)
        only, tie = next(iter(found.items())) if len(found) == 1 else (None, None)
        if only is not None and tie is not None and not _may_be_two(own, only, tie, around):
            clusters.merge(own, only, tie)
            continue
        for cluster, tie in list(found.items())[:_MOST_OFFERED]:
            clusters.doubt(own, cluster, tie, probability_of(tie) / max(len(found), 2))


def _may_be_two(one: Cluster, other: Cluster, tie: ActorTie, around: Surroundings) -> bool:
    """Tell whether two of nearly one name are spelt or titled otherwise, and nothing ties their documents together."""
    doubtful = tie is ActorTie.SPELLING or _is_titled_otherwise(one, other)
    return doubtful and not around.are_of_one_story(one, other)


class _Names:
    """The full names of a pile, by pairs of their words: two that `is_same_person` can hold of share one of these.

    The first and last word of one stand in the other, or these differ in spelling, or a first word is an initial.
    """

    def __init__(self, names: Iterable[_Words]) -> None:
        self._by_ends: dict[tuple[str, str], list[_Words]] = {}
        self._by_any: dict[tuple[str, str], list[_Words]] = {}
        self._by_initial: dict[
            tuple[str, str], list[_Words]
        ] = {}  # all, by the first letter and the last word
        self._initials: dict[tuple[str, str], list[_Words]] = {}  # those that begin with an initial
        kept = sorted(names)
        for words in kept:
            plain = drop_generation(words)
            self._by_ends.setdefault(_order(plain[0], plain[-1]), []).append(words)
            for pair in {(plain[-1], plain[-1]), *(_order(*pair) for pair in combinations(plain, 2))}:
                self._by_any.setdefault(pair, []).append(words)
            if len(plain[0]) == 1:
                self._initials.setdefault((plain[0], plain[-1]), []).append(words)
            self._by_initial.setdefault((plain[0][0], plain[-1]), []).append(words)
        self._spellings = Spellings((word for words in kept for word in words), is_variant)

    def find(self, words: _Words) -> list[_Words]:
        """Return the other names that may be this person's, in order."""
        plain = drop_generation(words)
        first, last = plain[0], plain[-1]
        found = set(self._by_any.get(_order(first, last), ()))
        found.update(
            self._by_ends.get((last, last), ())
        )  # 'Lund Jr' is a surname with what tells him from his father
        for pair in {_order(*pair) for pair in combinations(plain, 2)}:
            found.update(self._by_ends.get(pair, ()))
        given = (first, *self._spellings.find(first), *sorted(list_given_forms(first)))
        for one, other in product(given, (last, *self._spellings.find(last))):
            found.update(self._by_ends.get(_order(one, other), ()))
        found.update((self._by_initial if len(first) == 1 else self._initials).get((first[0], last), ()))
        return sorted(found - {words})


def _order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def tell_apart(one: Cluster, other: Cluster) -> bool:
    """Tell whether 'she' or 'he', or the offices of state, say that two are not one."""
    if one.gender and other.gender and one.gender != other.gender:
        return True
    return bool(one.offices and other.offices) and one.offices.isdisjoint(other.offices)


def _is_titled_otherwise(one: Cluster, other: Cluster) -> bool:
    """Tell whether both bear titles that have no word in common: an analyst named Rao, and Rao the smith."""
    return bool(one.title_words and other.title_words) and one.title_words.isdisjoint(other.title_words)


class _Bearers:
    """Who in the pile can be meant by one word."""

    def __init__(self, clusters: Clusters) -> None:
        self.by_word: dict[str, dict[Cluster, None]] = {}
        self.bare: dict[Cluster, Counter[str]] = {}  # in how many documents each is called by a word alone
        self.given: set[str] = set()
        for cluster in clusters.all:
            if MentionType.PERSON not in cluster.types or not (full := _full_names(cluster)):
                continue
            self.bare[cluster] = bare = _count_bare(cluster)
            for words in full:
                last = drop_generation(words)[-1]
                self.by_word.setdefault(last, {})[cluster] = None
                if bare[words[0]] > bare[last]:  # in some languages the surname is first
                    self.by_word.setdefault(words[0], {})[cluster] = None
                self.given.add(words[0])

    def find(self, word: str) -> list[Cluster]:
        """Return who bears the word for a surname, or one that a single wrong letter tells from it."""
        if word in self.by_word or word in self.given:
            return list(self.by_word.get(word, ()))
        return []

    def find_misspelt(self, word: str, surnames: Spellings) -> list[Cluster]:
        """Return who bears a long surname that one wrong letter tells from this one: 'Brenerman', 'Brennerman'."""
        near = surnames.find(word)
        return list(self.by_word[near[0]]) if len(near) == 1 else []


def _count_bare(cluster: Cluster) -> Counter[str]:
    counts: Counter[str] = Counter()
    for member in cluster.members:
        counts.update({words[0] for name in member.chain.names if len(words := split_words(name)) == 1})
    return counts


def _is_misspelt(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= _LONG_SURNAME
    return long and Levenshtein.distance(one, other, score_cutoff=1) == 1 and one[0] == other[0]


def merge_surnames(clusters: Clusters, around: Surroundings) -> None:
    """Merge somebody who has a surname only with the one person of the pile who can be meant by it."""
    bearers = _Bearers(clusters)
    surnames = Spellings(bearers.by_word, _is_misspelt)
    likely = {MentionType.PERSON, MentionType.ORGANISATION}
    for cluster in clusters.all:
        word = _single(cluster)
        if word is None or not cluster.types <= likely or all(name.isupper() for name in cluster.names):
            continue
        # 'his daughter, Robin', by her given name, and 'Rao, a smith', who is introduced so
        if cluster.aside or any(member.chain.indefinite for member in cluster.members):
            continue
        found = bearers.find(word)
        if not found and word not in bearers.given and cluster.types == {MentionType.PERSON}:
            near = bearers.find_misspelt(word, surnames)
            found = [one for one in near if around.are_of_one_story(cluster, clusters.now(one))]
        if MentionType.PERSON not in cluster.types:  # an organisation, or a surname that looks like one
            found = [one for one in found if around.are_of_one_story(cluster, clusters.now(one))]
        _give(clusters, around, cluster, found, bearers.bare)
    _merge_alone(clusters)


def _give(
    clusters: Clusters,
    around: Surroundings,
    cluster: Cluster,
    found: Sequence[Cluster],
    bare: Mapping[Cluster, Counter[str]],
) -> None:
    """Merge a surname with the one of its bearers who can be meant; offer the others that it may be."""
    word = _single(cluster) or ""
    able = [one for one in found if not tell_apart(cluster, one)]
    held = [one for one in able if cluster.offices & one.offices]
    # a document that names both keeps them apart, unless another tells that the office is the one's
    present = [one for one in able if not held and not cluster.documents.isdisjoint(one.documents)]
    holder = len(found) == len(able) == 1 and _is_office_holder(cluster, found[0], bare)
    if holder and around.are_of_one_story(cluster, found[0]):
        held, present = list(found), []
    titled = [one for one in able if not held and _is_titled_otherwise(cluster, one)]
    bare_word = not (cluster.gender or cluster.offices or cluster.title_words)
    if bare_word and around.says_plainly(cluster.documents, word):  # 'Lists' beside 'lists'
        titled = able
    apart = dict.fromkeys([*present, *titled])
    able = [one for one in able if one not in apart]
    if cluster.offices and not held:
        apart, able = dict.fromkeys([*apart, *able]), []
    chosen = held or [one for one in able if not one.aside] or able
    if len(chosen) > 1 and cluster.title_words:
        chosen = [one for one in chosen if cluster.title_words <= one.title_words] or chosen
    rivals = [] if held else [one for one in apart if _is_titled_otherwise(cluster, one)]
    if len(chosen) + len(rivals) > 1 and chosen:
        usual = _take_usual(word, [*chosen, *rivals], bare)
        chosen = usual if len(usual) == 1 and usual[0] in chosen else [*chosen, *rivals]
    tie = ActorTie.OFFICE if held else ActorTie.SURNAME
    if present and not held:  # somebody of the name is at hand, and no sign that it is another of the pile
        chosen, apart = [], dict.fromkeys([*present, *chosen, *apart])
    # 'Governor Rao' of another story may be another who held such an office
    others = (
        [one for one in found if one not in held and bare[one][word] > bare[held[0]][word]] if held else []
    )
    if others and not around.are_of_one_story(cluster, held[0]):
        chosen = [*held, *others]
    if len(chosen) == 1 and (held or not around.are_strangers(cluster, chosen[0])):
        clusters.merge(clusters.now(chosen[0]), cluster, tie)
        return
    offered = [*(chosen or apart)][:_MOST_OFFERED]
    for one in offered:
        clusters.doubt(cluster, clusters.now(one), tie, probability_of(tie) / (1 + len(offered)))


def _is_office_holder(cluster: Cluster, bearer: Cluster, bare: Mapping[Cluster, Counter[str]]) -> bool:
    """Tell whether 'President Rao' is the only Rao of the pile, whom no document gives the office with the full name.

    It is where some document calls that one by the surname alone, and both are known to be men, or women.
    """
    same = bool(cluster.gender) and cluster.gender == bearer.gender
    return bool(cluster.offices) and same and not bearer.aside and bare[bearer][_single(cluster) or ""] > 0


def _take_usual(word: str, bearers: Sequence[Cluster], bare: Mapping[Cluster, Counter[str]]) -> list[Cluster]:
    """Return the one of several whom documents call by the bare surname, and the others hardly ever."""
    order = sorted(bearers, key=lambda bearer: -bare[bearer][word])
    most, next_most = (bare[bearer][word] for bearer in order[:2])
    usual = most >= _OFTEN_BARE and most >= _FAR_OFTENER * next_most
    return order[:1] if usual else list(bearers)


def _merge_alone(clusters: Clusters) -> None:
    """Merge those whom no document names but by one word, the same, where nothing tells them apart."""
    by_word: dict[str, list[Cluster]] = {}
    for cluster in clusters.of_type(MentionType.PERSON):
        if (word := _single(cluster)) is None:
            continue
        standing = by_word.setdefault(word, [])
        alike = list(islice((one for one in standing if not tell_apart(one, cluster)), 2))
        if len(alike) == 1 and alike[0].documents.isdisjoint(cluster.documents):
            clusters.merge(alike[0], cluster, ActorTie.NAME)
        else:
            standing.append(cluster)
