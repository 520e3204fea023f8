"""Whether words leave a thing open: that somebody does not rule it out, or doubts it, is no promise of it."""

import re
from functools import cache

from onrecord.lexicon import compile_any, load_lexicon

_NEXT = re.compile(r"[,;:.!?]\s|\b(?:and|but)\b")  # what may begin another thing said


def leaves_open(words: str) -> bool:
    """Tell whether all that is said by some words is that it may be: that a thing is not ruled out.

    >>> leaves_open("refused to rule out"), leaves_open("said she did not exclude a sale"), leaves_open("ruled out")
    (True, True, False)
    >>> leaves_open("said she did not exclude a sale, but would pay by May")
    False
    >>> leaves_open("doubts that it will open in"), leaves_open("has no doubt that it will open in")
    (True, False)
    """
    told = words.lower()
    found = find_open(told)
    return found is not None and not _NEXT.search(told, found.end())


def find_open(words: str) -> re.Match[str] | None:
    """Return the first of some words in small letters that leave a thing open; none where all settle it."""
    return _open().search(words)


@cache
def _open() -> re.Pattern[str]:
    return compile_any(load_lexicon("onrecord", "openness.toml").entries)
