"""Words of many names -> those that may be one word written in two ways, without comparing each with each.

Two words a few letters apart share what is left of them without these letters (symmetric deletion, as in SymSpell),
and two romanisations of one name share its consonants.
"""

from collections.abc import Callable, Iterable, Iterator

from onrecord.names import find_skeleton

# Letters from which a word may have so many wrong and still be the same to `is_variant`, which allows one in seven.
_ONE_WRONG, _TWO_WRONG = 6, 11
# A longer word is compared by its consonants and its beginning alone: it has too many ways to lose two letters.
_LONGEST = 24
_ENDINGS = 2  # letters that an adjective may add to a name: 'Norland', 'Norlandic'
_SHORTEST = 5  # letters; a shorter word is the same only as it is


class Spellings:
    """The words of a pile, by what they have in common with other spellings of them."""

    def __init__(self, words: Iterable[str], alike: Callable[[str, str], bool]) -> None:
        self._alike = alike
        self._by_key: dict[str, list[str]] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        for word in sorted(set(words)):
            for key in _list_keys(word):
                self._by_key.setdefault(key, []).append(word)

    def find(self, word: str) -> tuple[str, ...]:
        """Return the other words that are this one spelt otherwise, in the order of the alphabet."""
        if word not in self._found:
            near = {other for key in _list_keys(word) for other in self._by_key.get(key, ())} - {word}
            self._found[word] = tuple(sorted(other for other in near if self._alike(word, other)))
        return self._found[word]


def _list_keys(word: str) -> set[str]:
    if len(word) < _SHORTEST:
        return set()
    keys = {word, f"{word[0]}-{find_skeleton(word)}"}
    keys |= {word[:-cut] for cut in range(1, _ENDINGS + 1) if len(word) - cut >= _SHORTEST}
    if len(word) <= _LONGEST:
        keys.update(_leave_out(word))
    return keys


def _leave_out(word: str) -> Iterator[str]:
    """Yield what is left of a word without the letters that may be wrong; the first is never one."""
    if len(word) < _ONE_WRONG:
        return
    for place in range(1, len(word)):
        rest = word[:place] + word[place + 1 :]
        yield rest
        for other in range(place, len(rest)) if len(word) >= _TWO_WRONG else ():
            yield rest[:other] + rest[other + 1 :]


__all__ = ["Spellings"]
