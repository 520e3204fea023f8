"""Which people of different documents are one by what they are called without a name: 'the mayor of Lund'."""

from collections.abc import Iterable, Sequence, Set
from functools import cache

from onrecord.annotations import MentionType
from onrecord.lexicon import load_lexicon
from onrecord.model import ActorTie
from onrecord.names import find_key_words, list_countries
from onrecord.story.clusters import Cluster, Clusters, probability_of
from onrecord.story.people import tell_apart
from onrecord.story.surroundings import Surroundings

_TELLING_TITLE = 2  # key words of a title that can tell who bears it: 'governor of Lund', not 'governor'


def merge_described_people(clusters: Clusters, around: Surroundings) -> None:
    """Merge 'the mayor of Lund' with the only person who is called so and whom the document at hand names too.

    Where it names nobody who is, it is the only one of the pile whom another document calls so: if the words are of an
    office that one person holds at a time, and say of what; if nobody at hand bears the bare office ('President Rao');
    and if the documents can be of one story. What falls short of that is offered.
    """
    bearers = _Titled(clusters, around)
    for cluster in clusters.of_type(MentionType.PERSON):
        told = [*cluster.titles, *(member.chain.name for member in cluster.members)]
        keys = [key for title in told if len(key := _read_title(title)) >= _TELLING_TITLE]
        if cluster.names or not keys or any(member.chain.indefinite for member in cluster.members):
            continue
        present = bearers.find_present(keys, cluster.documents) if any(map(_tells_whose, told)) else []
        if len(present) == 1:
            bearers.merge(present[0], cluster)
            continue
        found = None if present else bearers.find_only(keys)
        if found is None or found is cluster or not any(map(_names_somebody, told)):
            continue
        sure = any(map(_tells_holder, told)) and around.are_of_one_story(cluster, found)
        sure = sure and not bearers.has_rival(keys, cluster.documents, found)
        if sure and not tell_apart(cluster, found) and not around.are_strangers(cluster, found):
            bearers.merge(found, cluster)
        else:
            clusters.doubt(cluster, found, ActorTie.DESCRIPTION, probability_of(ActorTie.DESCRIPTION) / 2)


def _read_title(title: str) -> frozenset[str]:
    """Return the key words of a title; the ambassador to Peru is not Peru's."""
    return find_key_words(title) | (_words("sent") & frozenset(title.split()))


def _names_somebody(title: str) -> bool:
    return any(word[:1].isupper() for word in title.split())


@cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.story", "people.toml").words(name)


def calls_somebody(title: str) -> bool:
    """Tell whether somebody can be called so outside of a sentence: not 'Ohio Sen.', 'the boss', 'his own aide'."""
    first, _, rest = title.partition(" ")
    if first.casefold() in _words("possessing"):
        return False
    told = rest if first.casefold() in _words("articles") else title
    return " " in told and not title.endswith(".")


def _held_by_one() -> frozenset[str]:
    return _words("held_by_one")


def _tells_whose(title: str) -> bool:
    """Tell whether a title says of whom or what, or is of an office that one holds: no 'presidential candidate'."""
    words = find_key_words(title)
    return words.isdisjoint(_words("contested")) and (_names_somebody(title) or bool(words & _held_by_one()))


def _tells_holder(title: str) -> bool:
    """Tell whether a title is of an office that one person holds, and says by a name of what: 'mayor of Lund'."""
    holding = find_key_words(title) & _held_by_one()
    named = (word for word in title.split() if word[:1].isupper())
    former = not _words("not_held").isdisjoint(find_key_words(title))
    return bool(holding) and not former and any(find_key_words(word) - _held_by_one() for word in named)


class _Titled:
    """People with names, by the titles that they bear and the documents that name them."""

    def __init__(self, clusters: Clusters, around: Surroundings) -> None:
        self._clusters, self._around = clusters, around
        self._told_in: dict[tuple[Cluster, frozenset[str]], set[str]] = {}  # documents that give the title
        self._by_title: dict[frozenset[str], dict[Cluster, None]] = {}
        self._by_document: dict[tuple[frozenset[str], str], dict[Cluster, None]] = {}
        self._borne: dict[Cluster, set[frozenset[str]]] = {}
        for cluster in clusters.of_type(MentionType.PERSON):
            told = ((member.document, title) for member in cluster.members for title in member.chain.titles)
            for document, title in told if cluster.names else ():
                key = _read_title(title)
                for form in {key, key - list_countries()}:  # the country may be told on one side only
                    self._by_title.setdefault(form, {})[cluster] = None
                    self._borne.setdefault(cluster, set()).add(form)
                    self._told_in.setdefault((cluster, form), set()).add(document)
            self._enter(cluster)

    def _enter(self, cluster: Cluster) -> None:
        for form in self._borne.get(cluster, ()):
            for document in cluster.documents:
                self._by_document.setdefault((form, document), {})[cluster] = None

    def find_only(self, titles: Iterable[frozenset[str]]) -> Cluster | None:
        """Return who alone bears any of these titles."""
        found: dict[Cluster, None] = {}
        for title in titles:
            for one in self._by_title.get(title, ()):
                found[self._clusters.now(one)] = None
                if len(found) > 1:
                    return None
        return next(iter(found), None)

    def has_rival(self, titles: Iterable[frozenset[str]], documents: Set[str], bearer: Cluster) -> bool:
        """Tell whether a document names somebody else by the bare office of any title: 'President Rao'."""
        offices = sorted(
            {frozenset({word}) for title in titles for word in title & _held_by_one()}, key=sorted
        )
        return any(one is not bearer for one in self.find_present(offices, documents))

    def find_present(self, titles: Sequence[frozenset[str]], documents: Set[str]) -> list[Cluster]:
        """Return who bears any of these titles at about that time, and is named by any of the documents."""
        held = ((title, document) for title in titles for document in sorted(documents))
        near = (
            one
            for title, document in held
            for one in self._by_document.get((title, document), ())
            if not self._around.are_far({document}, self._told_in.get((one, title), frozenset()))
        )
        return list(dict.fromkeys(map(self._clusters.now, near)))

    def merge(self, one: Cluster, other: Cluster) -> None:
        """Merge somebody described, who bears no title by name, with the bearer of the title."""
        borne, documents = self._borne.get(one, set()), frozenset(other.documents)
        self._clusters.merge(one, other, ActorTie.DESCRIPTION)
        now = self._clusters.now(one)
        self._borne[now] = borne
        for form in borne:
            self._told_in[now, form] = self._told_in[one, form]
            for document in documents:
                self._by_document.setdefault((form, document), {})[now] = None


def merge_spokespeople(clusters: Clusters, around: Surroundings) -> None:
    """Merge those who speak for one actor without being named, in the documents of one time: 'Lund’s spokesman'."""
    found: dict[tuple[tuple[str, int], str], Cluster] = {}
    for cluster in clusters.all:
        member = cluster.members[0]
        if cluster.names or cluster.types != {MentionType.PERSON} or member.chain.part_of is None:
            continue
        words = sorted(find_key_words(member.chain.name))
        head = next((word for word in words if word.startswith("spokes")), None)
        if head is None:
            continue
        owner = clusters.of.get((member.document, member.chain.part_of))
        if owner is None:
            continue
        known = clusters.now(found.setdefault((owner.members[0].id, head), cluster))
        if known is cluster or not around.are_far(known.documents, cluster.documents):
            clusters.merge(known, cluster, ActorTie.BELONGING)
