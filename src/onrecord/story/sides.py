"""Who belongs to whom -> the actors on whose behalf somebody acts: 'her office' is hers, a spokesman is of a body."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from onrecord.annotations import Chain, Reading
from onrecord.story.actors import Cast
from onrecord.story.clusters import BODIES
from onrecord.world import find_country, find_demonym

_LONGEST = 6  # words of a name that is looked for in a title
_SMALLEST = 2  # letters of the shortest name looked for: 'UN'
_STEM, _ENDING = (
    5,
    2,
)  # letters that the name of an office and of its body share at least, and that the body's may lack
_SHORT = 3  # letters of a word that says nothing of whose a title is: "of", "the"


class Sides:
    """The actors to whom each belongs, by what the documents tell of it."""

    def __init__(self, readings: Sequence[Reading], cast: Cast) -> None:
        """Go through all chains once: whose each is, and which actors its titles name."""
        self._cast = cast
        found: dict[str, dict[str, None]] = {}
        for reading in sorted(readings, key=lambda reading: reading.document.id):
            bodies = _index_bodies(reading, cast)
            for place, chain in enumerate(reading.chains):
                actor = cast.of_chain(reading, place)
                if actor is not None:
                    owners = _list_owners(reading, chain, cast, bodies)
                    found.setdefault(actor, {}).update(dict.fromkeys(owners))
        self._of: Mapping[str, frozenset[str]] = {
            actor: frozenset(owners) - {actor} for actor, owners in found.items()
        }

    def find(self, actor: str | None) -> frozenset[str]:
        """Return an actor and all to whom it belongs, and those to whom these do."""
        if actor is None:
            return frozenset()
        own = self._of.get(actor, frozenset())
        return frozenset({actor}).union(own, *(self._of.get(one, frozenset()) for one in own))

    def find_unnamed(self, reading: Reading, chain: int | None) -> frozenset[str]:
        """Return to whom a chain of one document belongs, which is no actor of the story itself: 'the office'."""
        if chain is None:
            return frozenset()
        owner = self._cast.of_chain(reading, reading.chains[chain].part_of)
        return self.find(owner)


def _list_owners(
    reading: Reading, chain: Chain, cast: Cast, bodies: Mapping[str, AbstractSet[str]]
) -> Iterator[str]:
    """Yield whose a chain is told to be, and the actors whom its titles name."""
    owner = cast.of_chain(reading, chain.part_of)
    if owner is not None:
        yield owner
    for title in chain.titles:
        words = [word.rstrip(",.").removesuffix("’s").removesuffix("'s") for word in title.split()]
        yield from _find_named(words, cast)
        meant = {body for word in words if word.islower() for body in bodies.get(word, ())}
        meant = meant or {body for word in words for body in _find_made_from(word.casefold(), bodies)}
        if len(meant) == 1:
            yield meant.pop()


def _find_made_from(office: str, bodies: Mapping[str, AbstractSet[str]]) -> Iterator[str]:
    """Yield the bodies from whose name an office has its own: a commissioner is of a commission."""
    for name, named in bodies.items():
        stem = name[: max(_STEM, len(name) - _ENDING)]
        if name != office and len(stem) >= _STEM and office.startswith(stem):
            yield from named


def _find_named(words: Sequence[str], cast: Cast) -> Iterator[str]:
    """Yield the actors named in a title: 'head of the Roads Board', 'the Chilean foreign minister'."""
    for first in range(len(words)):
        if not words[first][:1].isupper():
            continue
        for last in range(min(len(words), first + _LONGEST), first, -1):
            name = " ".join(words[first:last])
            if len(name) < _SMALLEST:
                continue
            country = find_country(name) or find_demonym(name) or ""
            named = cast.by_name.get(name) or cast.by_name.get(country, ())
            if len(named) == 1:
                yield named[0]
                break


def _index_bodies(reading: Reading, cast: Cast) -> Mapping[str, AbstractSet[str]]:
    """Return the bodies that a document names, under each word of their names: 'the board' is the Roads Board."""
    found: dict[str, set[str]] = defaultdict(set)
    for place, chain in enumerate(reading.chains):
        actor = cast.of_chain(reading, place)
        if chain.type not in BODIES or actor is None:
            continue
        for name in chain.names:
            for word in name.casefold().split():
                if len(word) > _SHORT:
                    found[word].add(actor)
    return found
