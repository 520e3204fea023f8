"""Keys of names -> which of them are of one bearer, told at once for all: a chat may have thousands of senders.

Two keys are of one bearer where one ends in the other or is its initials (`shapes.is_same_name`), which a list of the
ends and initials of all keys answers without comparing each with each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

Key = tuple[str, ...]
T = TypeVar("T")


def _ends(key: Key) -> Iterator[Key]:
    """Yield a key and what it ends in, from the longest on."""
    return (key[place:] for place in range(len(key)))


def _initials(key: Key) -> Key | None:
    """Return the initials of a key of several words, unless it ends in them."""
    found = "".join(word[0] for word in key)
    return (found,) if len(key) > 1 and key[-1] != found else None


class FirstOf(Generic[T]):
    """Of things by their keys, the first whose key is of the same bearer as another, shorter or as long.

    >>> found = FirstOf({("ana", "lima"): 1, ("ivo", "lima"): 2})
    >>> found.find(("lima",)), found.find(("il",)), found.find(("roth",))
    (1, 2, None)
    """

    def __init__(self, things: Mapping[Key, T]) -> None:
        self._found: dict[Key, T] = {}
        for key, thing in things.items():
            for short in (*_ends(key), _initials(key)):
                if short is not None:
                    self._found.setdefault(short, thing)

    def find(self, key: Key) -> T | None:
        """Return the thing, or None."""
        return self._found.get(key)


def find_longest(keys: Iterable[Key]) -> dict[Key, Key]:
    """Return for each key the longest of the same bearer; of several, the first.

    >>> find_longest([("lima",), ("ana", "lima"), ("al",)])
    {('lima',): ('ana', 'lima'), ('ana', 'lima'): ('ana', 'lima'), ('al',): ('ana', 'lima')}
    """
    keys = list(dict.fromkeys(keys))
    longest = FirstOf({key: key for key in sorted(keys, key=len, reverse=True)})
    return {key: longest.find(key) or key for key in keys}


class Tally:
    """How often the bearer of a key is met, under any of the keys that are his.

    >>> tally = Tally(Counter({("ana", "lima"): 2, ("lima",): 1, ("al",): 1, ("ivo", "lima"): 5}))
    >>> tally.count(("ana", "lima")), tally.count(("lima",))
    (4, 8)
    """

    def __init__(self, met: Counter[Key]) -> None:
        self._met = met
        self._longer: Counter[Key] = Counter()
        for key, times in met.items():
            for short in (*_ends(key), _initials(key)):
                if short is not None and short != key:
                    self._longer[short] += times

    def count(self, key: Key) -> int:
        """Return how often, under the key, under longer ones and under shorter ones."""
        shorter = (*_ends(key), _initials(key))
        return self._longer[key] + sum(self._met[short] for short in shorter if short is not None)
