"""Readings -> as many more, of coverage of which no two copies tell of one thing: other names, other words, same days.

Common words and given names stay. Every other word becomes another of its length that is about as frequent, and every
other name one of its length that nobody else has, the same everywhere in one copy; so offsets hold, and words recur as
they do in news.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from onrecord.annotations import MentionType, Reading

_WORD = re.compile(r"(?<![^\W_])[A-Za-z]{4,}(?![^\W_])")
_COMMON = 0.08  # share of the documents that hold a word, from which it stays as it is
_NAMED = 0.8  # share of a word's occurrences with a capital, from which it is a name
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxz"
_TOLD = frozenset(
    {"text", "title", "exact", "name", "names", "titles", "keys", "key", "label", "heads", "objects", "unit"}
    | {"places", "occasions"}
)


class Recast:
    """The words of some readings, to be exchanged for others."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = [(reading.document.id, msgspec.to_builtins(reading)) for reading in readings]
        held, written, capitals = Counter[str](), Counter[str](), Counter[str]()
        kept: set[str] = set()
        for reading in readings:
            words = _WORD.findall(reading.document.text)
            held.update({word.lower() for word in words})
            written.update(word.lower() for word in words)
            capitals.update(word.lower() for word in words if word[0].isupper())
            for item in (*reading.times, *reading.figures):  # what a number or a day is worth stays
                kept.update(word.lower() for word in _WORD.findall(item.exact))
            people = (chain for chain in reading.chains if chain.type is MentionType.PERSON)
            full = (name.split() for chain in people for name in chain.names)
            kept.update(name[0].lower() for name in full if len(name) > 1)
        kept |= {word for word, count in held.items() if count >= _COMMON * len(readings)}
        self._classes: dict[tuple[int, int], list[str]] = {}
        self._names: list[str] = []
        for word in sorted(held.keys() - kept):
            if capitals[word] >= _NAMED * written[word]:
                self._names.append(word)
            else:
                self._classes.setdefault((len(word), held[word].bit_length()), []).append(word)

    def copy(self, number: int) -> Iterator[Reading]:
        """Yield the readings of one copy; the first, 0, is as they are."""
        words = self._exchange(number) if number else {}
        for ident, reading in self._readings:
            told = _tell(reading, "", words, (ident, f"{ident}-{number}"))
            told["document"]["file"] = f"{number:05}/{told['document']['file']}"
            yield msgspec.convert(told, Reading)

    def _exchange(self, number: int) -> dict[str, str]:
        rng = random.Random(number)  # noqa: S311 - nobody is to guess it
        words: dict[str, str] = {}
        for alike in self._classes.values():
            words.update(zip(alike, rng.sample(alike, len(alike)), strict=True))
        vowels = str.maketrans(_VOWELS, "".join(rng.sample(_VOWELS, len(_VOWELS))))
        consonants = str.maketrans(_CONSONANTS, "".join(rng.sample(_CONSONANTS, len(_CONSONANTS))))
        words.update((name, name.translate(vowels | consonants)) for name in self._names)
        return words


def _tell(value: Any, key: str, words: Mapping[str, str], ident: tuple[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _tell(item, name, words, ident) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tell(item, key, words, ident) for item in value]
    if not isinstance(value, str):
        return value
    if value == ident[0]:
        return ident[1]
    return _WORD.sub(lambda found: _recast(found[0], words), value) if key in _TOLD else value


def _recast(word: str, words: Mapping[str, str]) -> str:
    other = words.get(word.lower())
    if other is None:
        return word
    pairs = zip(word, other, strict=True)
    return "".join(new.upper() if old.isupper() else new for old, new in pairs)


def multiply(readings: Sequence[Reading], count: int) -> Iterable[Reading]:
    """Yield `count` readings: the ones given, then copies of them that tell of other things."""
    recast = Recast(readings)
    copies = (reading for number in range(-(-count // len(readings))) for reading in recast.copy(number))
    for _, reading in zip(range(count), copies, strict=False):
        yield reading
