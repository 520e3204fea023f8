"""Who belongs to whom -> the actors on whose behalf somebody acts: 'her office' is hers, a spokesman is of a body."""

from collections.abc import Iterator, Mapping, Sequence

from onrecord.annotations import Chain, Reading
from onrecord.story.actors import Cast
from onrecord.world import find_country, find_demonym

_LONGEST = 6  # words of a name that is looked for in a title
_SMALLEST = 2  # letters of the shortest name looked for: 'UN'


class Sides:
    """The actors to whom each belongs, by what the documents tell of it."""

    def __init__(self, readings: Sequence[Reading], cast: Cast) -> None:
        """Go through all chains once: whose each is, and which actors its titles name."""
        self._cast = cast
        found: dict[str, dict[str, None]] = {}
        for reading in sorted(readings, key=lambda reading: reading.document.id):
            for place, chain in enumerate(reading.chains):
                actor = cast.of_chain(reading, place)
                if actor is not None:
                    found.setdefault(actor, {}).update(dict.fromkeys(_list_owners(reading, chain, cast)))
        self._of: Mapping[str, frozenset[str]] = {
            actor: frozenset(owners) - {actor} for actor, owners in found.items()
        }

    def find(self, actor: str | None) -> frozenset[str]:
        """Return an actor and all to whom it belongs, those to whom these belong among them."""
        if actor is None:
            return frozenset()
        own = self._of.get(actor, frozenset())
        return frozenset({actor}).union(own, *(self._of.get(one, frozenset()) for one in own))

    def find_unnamed(self, reading: Reading, chain: int | None) -> frozenset[str]:
        """Return to whom a chain of one document belongs, which is no actor of the story itself: 'the office'."""
        if chain is None:
            return frozenset()
        owners = _list_owners(reading, reading.chains[chain], self._cast)
        return frozenset().union(*(self.find(owner) for owner in owners))


def _list_owners(reading: Reading, chain: Chain, cast: Cast) -> Iterator[str]:
    """Yield whose a chain is told to be, and the actors whom its titles name."""
    owner = cast.of_chain(reading, chain.part_of)
    if owner is not None:
        yield owner
    for title in chain.titles:
        yield from _find_named(title, cast)


def _find_named(title: str, cast: Cast) -> Iterator[str]:
    """Yield the actors named in a title: 'head of the Roads Board', 'the Chilean foreign minister'."""
    words = title.split()
    for first in range(len(words)):
        if not words[first][:1].isupper():
            continue
        for last in range(min(len(words), first + _LONGEST), first, -1):
            name = " ".join(words[first:last]).rstrip(",.").removesuffix("’s").removesuffix("'s")
            if len(name) < _SMALLEST:
                continue
            named = cast.by_name.get(name) or cast.by_name.get(
                find_country(name) or find_demonym(name) or "", ()
            )
            if len(named) == 1:
                yield named[0]
                break
