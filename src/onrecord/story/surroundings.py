"""What stands around a name in its document, and whether two documents can mean one actor by it.

Names that say little by themselves, as 'Rao', 'the foreign ministry' or 'RRA' do, are one in a pile about one story,
and need not be in a pile of many. What the documents tell beside them decides: their days, countries, and who else is
named.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import timedelta
from itertools import pairwise

from onrecord.annotations import MentionType, Reading
from onrecord.model import When
from onrecord.names import find_key_words
from onrecord.story.clusters import BODIES, Cluster, Clusters
from onrecord.world import find_capital, find_country, find_demonym, fold_name, may_mean_country

# Documents further apart need others in common, or they tell of different stories: offices and news change hands.
_FAR_APART = timedelta(days=180)
_IN_COMMON = (
    3  # people and bodies named in full from which two documents tell of one story, however far apart
)
_WELL_KNOWN = 20  # documents that name somebody, from which any other may do so without saying more
_MOST_COMPARED = 20  # documents of the one and of the other that are compared
_CAPITALISED = re.compile(r"\b[A-Z][\w.]*")


class Surroundings:
    """The documents of a pile as far as they tell who is meant in them; each is looked at when it is asked about."""

    def __init__(self, readings: Sequence[Reading], clusters: Clusters) -> None:
        self._readings: Mapping[str, Reading] = {reading.document.id: reading for reading in readings}
        self._clusters = clusters
        self._countries: dict[str, Counter[str]] = {}
        self._named: dict[str, Set[str]] = {}
        self._known: Counter[str] | None = None
        self._places: Set[str] | None = None

    def are_strangers(self, one: Cluster, other: Cluster) -> bool:
        """Tell whether no document of the one can be of a story of which one of the other is."""
        if max(len(one.documents), len(other.documents)) >= _WELL_KNOWN:
            return False
        if not one.documents.isdisjoint(other.documents):
            return False
        if not self.are_far(one.documents, other.documents):
            return False
        return self._count_shared(one, other) < _IN_COMMON or not self.are_of_one_story(one, other)

    def share_names(self, one: Cluster, other: Cluster) -> bool:
        """Tell whether documents of the one and of the other name a third in full, the same."""
        return self._count_shared(one, other) > 0

    def are_of_one_story(self, one: Cluster, other: Cluster) -> bool:
        """Tell whether documents of the one and of the other name a third in full whom few of the pile do.

        Where either names no third, nothing tells that they are not.
        """
        if not one.documents.isdisjoint(other.documents):
            return True
        if self._known is None:
            self._known = Counter(name for document in self._readings for name in self._names_of(document))
        own = frozenset(name.casefold() for cluster in (one, other) for name in cluster.names)
        some, others = (
            self._list_named(sorted(cluster.documents)[:_MOST_COMPARED]) for cluster in (one, other)
        )
        thirds, theirs = some - own, others - own
        if not thirds or not theirs:
            return True
        return any(self._known[name] <= _WELL_KNOWN for name in thirds & theirs)

    def explain(self, short: Cluster) -> bool:
        """Tell whether a document says in words what initials stand for: 'ferry repair grants (FRG)'."""
        found = (
            f"({name})" in self._readings[document].document.text
            for name in short.names
            for document in sorted(short.documents)[:_MOST_COMPARED]
        )
        return any(found)

    def says(self, document: str, stem: str) -> bool:
        """Tell whether a document has a word that begins with some letters, as names do, in capitals or not."""
        return (
            re.search(rf"\b{re.escape(stem)}", self._readings[document].document.text, re.IGNORECASE)
            is not None
        )

    def says_plainly(self, documents: Iterable[str], word: str) -> bool:
        """Tell whether any of the documents has the word as a plain one, too: 'list' beside 'List'."""
        plain = re.compile(rf"(?<![\w’'-]){re.escape(word)}s?(?![\w-])")
        return any(plain.search(self._readings[document].document.text) for document in documents)

    def are_place(self, words: str) -> bool:
        """Tell whether words name a country, its people or capital, or what some document takes for a place."""
        if self._places is None:
            places = (
                mention.exact
                for reading in self._readings.values()
                for mention in reading.mentions
                if mention.type is MentionType.PLACE
            )
            self._places = frozenset(map(fold_name, places))
        known = find_country(words) or find_demonym(words) or find_capital(words)
        return known is not None or fold_name(words) in self._places

    def _count_shared(self, one: Cluster, other: Cluster) -> int:
        own = frozenset(name.casefold() for cluster in (one, other) for name in cluster.names)
        return len((self._list_named(one.documents) & self._list_named(other.documents)) - own)

    def are_far(self, some: Set[str], others: Set[str]) -> bool:
        """Tell whether the days of all of some documents are surely far from those of all others.

        A document without a day tells only where none has one.
        """
        if not some.isdisjoint(others):
            return False
        some, others = (
            {document for document in documents if self._day(document).latest is not None} or documents
            for documents in (some, others)
        )
        return all(_is_far(self._day(one), self._day(other)) for one in some for other in others)

    def _day(self, document: str) -> When:
        return self._readings[document].document.published

    def count_countries(self, document: str) -> Mapping[str, int]:
        """Return how often a document names each country, its people or its capital, by the country's key word."""
        if document not in self._countries:
            self._countries[document] = _count_countries(self._readings[document].document.text)
        return self._countries[document]

    def _list_named(self, documents: Iterable[str]) -> Set[str]:
        """Return the people and bodies that any of the documents names in full."""
        return {name for document in documents for name in self._names_of(document)}

    def _names_of(self, document: str) -> Set[str]:
        if document not in self._named:
            kinds = BODIES | {MentionType.PERSON}
            chains = (chain for chain in self._readings[document].chains if chain.type in kinds)
            full = (name.casefold() for chain in chains for name in chain.names if " " in name)
            self._named[document] = frozenset(full)
        return self._named[document]


def _is_far(one: When, other: When) -> bool:
    """Tell whether two days are known and surely far apart."""
    first, second = sorted((one, other), key=lambda when: (when.latest is None, when.latest or when.earliest))
    if first.latest is None or second.earliest is None:
        return False
    return second.earliest - first.latest > _FAR_APART


def _count_countries(text: str) -> Counter[str]:
    words = _CAPITALISED.findall(text)
    forms = Counter([*words, *map(" ".join, pairwise(words))])
    found: Counter[str] = Counter()
    for form, count in forms.items():
        if not may_mean_country(form):
            continue
        if country := find_country(form) or find_demonym(form) or find_capital(form):
            found.update(dict.fromkeys(find_key_words(country), count))
    return found
