"""Words without their endings: what is compared where two passages may say the same."""

import re
from functools import cache, lru_cache

from onrecord.lexicon import load_lexicon

_WORD = re.compile(r"\w+")
_KEPT = 65_536  # words whose stems are kept at hand: as many as a long pile tells again and again


@cache
def _empty() -> frozenset[str]:
    return load_lexicon("onrecord.story", "denials.toml").words("empty")


class _Weighty(dict[str, str]):
    """The stem of each word that was asked for; nothing for a word without weight."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        found = stem(word)
        self[word] = found if len(found) > 2 and found not in _empty() else ""
        return self[word]


_weigh = _Weighty().__getitem__


def list_stems(words: str) -> frozenset[str]:
    """Return the words of weight without their endings."""
    found = set(map(_weigh, _WORD.findall(words.lower())))
    found.discard("")
    return frozenset(found)


@lru_cache(_KEPT)
def stem(word: str) -> str:
    """Return a word without the endings by which an allegation and its denial differ: 'abuses', 'abused'.

    >>> stem("abuses") == stem("abused")
    True
    """
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word
