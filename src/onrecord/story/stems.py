"""Words without their endings: what is compared where two passages may say the same."""

import re
from functools import cache, lru_cache

from onrecord.lexicon import load_lexicon

_WORD = re.compile(r"\w+")
_KEPT = 65_536  # words whose stems are kept at hand: as many as a long pile tells again and again


@cache
def _empty() -> frozenset[str]:
    return load_lexicon("onrecord.story", "denials.toml").words("empty")


def list_stems(words: str) -> frozenset[str]:
    """Return the words of weight without their endings."""
    found = set(map(stem, _WORD.findall(words.lower())))
    return frozenset([word for word in found - _empty() if len(word) > 2])


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
