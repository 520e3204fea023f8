"""Which organisations of different documents are one: by names, initials, spellings, and whose they are."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, product

from onrecord.annotations import MentionType
from onrecord.lexicon import load_lexicon
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
from onrecord.story.surroundings import Surroundings
from onrecord.world import find_body, fold_name

_MOST_OFFERED = 3  # bodies as which initials are offered to a reviewer
_HALF = 2
_MOST_ASKED = 20  # documents of a body that are asked whose it is
_TELLING_INITIALS = 3  # letters: two stand for too much
_RARE_INITIALS = 4  # letters that hardly two bodies share
_FAR_OFTENER = 4  # times as many documents with the initials as with the name, from which they are another's
_MOST_COMPARED = 20  # bodies of one common name, from the last, that are looked at
_TELLING_NAME = 2  # key words of a name that can tell an organisation: 'road board', not 'board'


def merge_named_bodies(clusters: Clusters, around: Surroundings) -> None:
    """Merge the bodies of one name; 'the Roads Department' of two countries is two where the pile knows it is.

    It is where documents tell of such a department of some country: then one that does not say whose is of the country
    that its document tells of, and merges with the Chilean Roads Department where that is Chile.
    """
    bodies = [(one, _body_key(one)) for one in clusters.all if one.types <= BODIES]
    countries: dict[frozenset[str], set[str]] = {}
    for _, key in bodies:
        own = key & list_countries()
        if len(own) == 1 and len(key) > _TELLING_NAME:
            countries.setdefault(key - own, set()).update(own)
    found: dict[Hashable, Cluster] = {}
    plain: list[tuple[frozenset[str], str, Cluster]] = []
    common: dict[frozenset[str], list[Cluster]] = {}
    for cluster, key in bodies:
        if not key:
            continue
        described = not cluster.names and cluster.members[0].chain.name.islower()
        if described or is_common(key):
            _merge_of_one_story(clusters, common.setdefault(key, []), cluster, around)
            continue
        place: Hashable = ""
        if key in countries:
            [document] = cluster.documents
            home = _find_home(around.count_countries(document), countries[key])
            place = ("of", home) if home else ("in", document)
            plain.append((key, home, cluster))
        _merge_into(clusters, found, (key, place), cluster, ActorTie.NAME)
    for key, home, cluster in plain:
        full = found.get((key | {home}, "")) if home else None
        told = any(map(around.count_countries, cluster.documents))
        if full is not None and (told or around.are_of_one_story(clusters.now(full), clusters.now(cluster))):
            clusters.merge(clusters.now(full), clusters.now(cluster), ActorTie.SHORTER)


def _merge_of_one_story(
    clusters: Clusters, known: list[Cluster], cluster: Cluster, around: Surroundings
) -> None:
    """Merge a body of which there are many with the one of the name that another document of its story tells of."""
    for other in known[-_MOST_COMPARED:]:
        if around.are_of_one_story(clusters.now(other), cluster):
            clusters.merge(clusters.now(other), cluster, ActorTie.NAME)
            return
    known.append(cluster)


def is_common(key: Set[str]) -> bool:
    """Tell whether many bodies are called so: 'police department', 'U.S. District Court'."""
    lexicon = load_lexicon("onrecord.story", "bodies.toml")
    plain = key - list_countries()
    if not plain <= lexicon.words("local") | lexicon.words("common"):
        return False
    return not plain.isdisjoint(lexicon.words("local" if plain == key else "courts"))


def _merge_into(
    clusters: Clusters, found: dict[Hashable, Cluster], key: Hashable, cluster: Cluster, tie: ActorTie
) -> None:
    if key in found:
        clusters.merge(clusters.now(found[key]), cluster, tie)
    else:
        found[key] = cluster


def _find_home(named: Mapping[str, int], told: Set[str]) -> str:
    """Return the country of a document's bodies: of those that have one of the name, or else the one named most.

    A country that has one need be named half as often as the one named most; where none is named, it is the only one.
    """
    if not named:
        return next(iter(told)) if len(told) == 1 else ""
    most = max(named.values())
    having = [country for country in sorted(told) if named.get(country, 0) * _HALF >= most]
    return max(having or sorted(named), key=lambda country: named[country])


def _body_key(cluster: Cluster) -> frozenset[str]:
    """Return the words of the name, the same for a body in full and by its known initials; none where too few tell.

    Lund University is not the University of Lund, and 'of' is a word of that.
    """
    chain = cluster.members[0].chain
    key = find_key_words(chain.name)
    telling = len(key) >= _TELLING_NAME and not chain.indefinite
    if not key.isdisjoint(load_lexicon("onrecord.story", "bodies.toml").words("ordered")):
        key |= frozenset(chain.name.casefold().split()) & {"of"}
    return key if chain.names or telling else frozenset()


def merge_initials(clusters: Clusters, around: Surroundings) -> None:
    """Merge an organisation known by its initials with the only one that they can stand for.

    Some document must use both; or the initials are three letters or more, no document says what they stand for, and
    the documents are of one story.
    """
    bodies = [cluster for cluster in clusters.all if cluster.types <= BODIES]
    by_initials: dict[str, dict[Cluster, None]] = {}
    for cluster in bodies:
        full = (name for name in cluster.names if len(split_words(name)) > 1)
        for initials in {short for name in full for short in find_short_initials(name)}:
            by_initials.setdefault(initials, {})[cluster] = None
    for initials, told in _list_explained(bodies).items():
        by_initials.setdefault(initials, told)
    for cluster in bodies:
        short = [name for name in cluster.names if " " not in name]
        if len(short) != len(cluster.names) or not short:
            continue
        standing = (other for name in short for other in by_initials.get(fold_name(name), ()))
        now = _take_first(
            (clusters.now(other) for other in standing if other is not cluster), _MOST_OFFERED + 1
        )
        own = clusters.now(cluster)
        if len(now) == 1 and _is_spelt_out(own, now[0], around):
            clusters.merge(now[0], own, ActorTie.INITIALS)
            continue
        for other in now[:_MOST_OFFERED]:
            clusters.doubt(
                own, other, ActorTie.INITIALS, probability_of(ActorTie.INITIALS) / max(len(now), _HALF)
            )
    _merge_explained(clusters)


def _merge_explained(clusters: Clusters) -> None:
    """Merge the bodies of the same initials of which one is named in fewer of the other's words."""
    bodies = [cluster for cluster in clusters.all if cluster.types <= BODIES]
    for told in _list_explained(bodies).values():
        for one, other in combinations(told, 2):
            keys = [[find_key_words(name) for name in body.names if " " in name] for body in (one, other)]
            within = any(mine < theirs or theirs < mine for mine, theirs in product(*keys))
            if within and clusters.now(one) is not clusters.now(other):
                clusters.merge(clusters.now(one), clusters.now(other), ActorTie.SHORTER)


def _list_explained(bodies: Iterable[Cluster]) -> dict[str, dict[Cluster, None]]:
    """Return the bodies that a document calls by a name and by initials which are not the name's, by these."""
    found: dict[str, dict[Cluster, None]] = {}
    for cluster in bodies:
        words = {word for name in cluster.names if " " in name for word in split_words(name)}
        for name in cluster.names if words else ():
            short = fold_name(name)  # 'LRA' of the 'LRA Council' stands for no more than that
            if " " not in name and name.isupper() and len(name) >= _TELLING_INITIALS and short not in words:
                found.setdefault(short, {})[cluster] = None
    return found


def _take_first(found: Iterable[Cluster], count: int) -> list[Cluster]:
    """Return the first different ones, and look at no more: few letters stand for many bodies of a large pile."""
    taken: dict[Cluster, None] = {}
    for cluster in found:
        taken[cluster] = None
        if len(taken) == count:
            break
    return list(taken)


def _is_spelt_out(short: Cluster, full: Cluster, around: Surroundings) -> bool:
    initials = {fold_name(name) for name in short.names}
    if not initials.isdisjoint(fold_name(name) for name in full.names):
        return True
    letters = min(len(form) for form in initials)
    if letters < _TELLING_INITIALS or not all(name.replace(".", "").isupper() for name in short.names):
        return False
    # so well known, and never by this name; or told of what they stand for
    if len(short.documents) > _FAR_OFTENER * len(full.documents) or around.explain(short):
        return False
    third = letters >= _RARE_INITIALS or around.share_names(short, full)
    return third and around.are_of_one_story(short, full)


def merge_spellings(clusters: Clusters) -> None:
    """Merge organisations whose names differ in the spelling of one word."""
    bodies = [
        (one, find_key_words(one.members[0].chain.name))
        for one in clusters.all
        if one.types <= BODIES and (one.names or not one.members[0].chain.name.islower())
    ]
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


def merge_cut_short(clusters: Clusters, around: Surroundings) -> None:
    """Merge a body called by the beginning of its name with the only one whose name begins so.

    'The Ferry Commission' is the Ferry Commission on Landings, and not the Supreme Court of Lund where documents only
    tell of the Supreme Court: of what is named by its place there is one in each.
    """
    bodies = [cluster for cluster in clusters.all if cluster.types <= BODIES and cluster.names]
    longer: dict[tuple[str, ...], dict[Cluster, None]] = {}
    for cluster in bodies:
        for name in cluster.names:
            beginning, rest = _part(name)
            if rest and not around.are_place(rest):
                longer.setdefault(split_words(beginning), {})[cluster] = None
    for cluster in bodies:
        names = {split_words(name) for name in cluster.names}
        telling = [name for name in names if len(name) >= _TELLING_NAME and not is_common(frozenset(name))]
        short = clusters.now(cluster)
        full = {clusters.now(other) for name in telling for other in longer.get(name, ())} - {short}
        if len(full) == 1 and around.are_of_one_story(one := full.pop(), short):
            clusters.merge(one, short, ActorTie.SHORTER)


def _part(name: str) -> tuple[str, str]:
    """Return the beginning of a name, and the words behind it that say of what the body is, if any do."""
    words, saying = name.split(), load_lexicon("onrecord.story", "bodies.toml").words("saying")
    place = next((place for place, word in enumerate(words) if place and word in saying), len(words))
    return " ".join(words[:place]), " ".join(words[place + 1 :])


def merge_belonging(clusters: Clusters, around: Surroundings) -> None:
    """Merge 'her office' with the one office that her titles, in documents of the time, say she holds."""
    bodies = _Bodies(clusters)
    for cluster in clusters.all:
        if cluster.names or not cluster.types <= BODIES or not clusters.holds(cluster):
            continue
        owner = next((owner for owner in _list_owners(clusters, cluster)), None)
        if owner is None or owner.types != {MentionType.PERSON}:
            continue
        head = split_words(cluster.members[0].chain.name)[-1:]
        led = [
            other
            for other in bodies.find_led(head, owner)
            if other is not cluster and other.names and _find_owners(clusters, other) <= {owner}
        ]
        led = [other for other in led if _list_further(cluster, head, owner) <= other.key_words]
        if len(led) == 1 and not around.are_far(_list_telling(led[0], head, owner), cluster.documents):
            bodies.merge(led[0], cluster)


def _list_further(cluster: Cluster, last: Sequence[str], owner: Cluster) -> frozenset[str]:
    """Return the words by which a body is told of beside its owner and its last: 'road' of 'Rao’s own road party'."""
    words = find_key_words(cluster.members[0].chain.name)
    return (
        words - frozenset(last) - owner.key_words - load_lexicon("onrecord.story", "bodies.toml").words("own")
    )


def _list_owners(clusters: Clusters, body: Cluster) -> Iterator[Cluster]:
    """Yield whose a body is told to be by the first of its documents."""
    for member in body.members[:_MOST_ASKED]:
        if member.chain.part_of is not None and (
            owner := clusters.of.get((member.document, member.chain.part_of))
        ):
            yield owner


def _find_owners(clusters: Clusters, body: Cluster) -> Set[Cluster]:
    """Return the people whose a body is told to be: 'the Lund administration' is nobody else's."""
    return {owner for owner in _list_owners(clusters, body) if owner.types == {MentionType.PERSON}}


def _list_telling(body: Cluster, last: Sequence[str], owner: Cluster) -> frozenset[str]:
    """Return the documents that give the owner a title with every word of some name of a body.

    Its last word and its country may be missing.
    """
    forms = [find_key_words(name) - frozenset(last) - list_countries() for name in body.names]
    telling = {title for title in owner.titles if any(form <= find_key_words(title) for form in forms)}
    return frozenset(
        member.document for member in owner.members if not telling.isdisjoint(member.chain.titles)
    )


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
        enough = (one for one, count in shared.items() if count >= _TELLING_NAME)
        return [one for one in enough if _list_telling(one, last, owner)]

    def merge(self, body: Cluster, other: Cluster) -> None:
        """Merge an organisation told of by its owner with the one that it is."""
        self._clusters.merge(body, other, ActorTie.BELONGING)
        self._enter(self._clusters.now(body))
