"""Whether a speaker leaves open that it will be so."""

import re
from functools import cache

from onrecord.lexicon import compile_any, load_lexicon

_NEXT = re.compile(r"[,;:.!?]\s|\b(?:and|but)\b")  # what may begin another thing said


def is_hedged(cue: str, content: str) -> bool:
    """Tell whether the speaker leaves open that it will be so: hopes, could, may, is expected.

    >>> is_hedged("said", "it could open in May")
    True
    """
    return bool(_hedges("cue").search(cue.lower()) or _hedges("content").search(content.lower()))


def leaves_open(words: str) -> bool:
    """Tell whether all that is said by some words is that it may be: that a thing is not ruled out.

    >>> leaves_open("refused to rule out"), leaves_open("said she did not exclude a sale"), leaves_open("ruled out")
    (True, True, False)
    >>> leaves_open("said she did not exclude a sale, but would pay by May")
    False
    """
    told = words.lower()
    found = find_open(told)
    return found is not None and not _NEXT.search(told, found.end())


def find_open(words: str) -> re.Match[str] | None:
    """Return the first of some words in small letters that leave a thing open; none where all settle it."""
    return _open().search(words)


@cache
def _open() -> re.Pattern[str]:
    entries = load_lexicon("onrecord.reading.speech", "hedges.toml").entries
    return compile_any(e for e in entries if e.get("where") == "open")


@cache
def _hedges(where: str) -> re.Pattern[str]:
    entries = load_lexicon("onrecord.reading.speech", "hedges.toml").entries
    places = ("cue", "open") if where == "cue" else (where,)
    return compile_any(e for e in entries if e.get("where") in places)
