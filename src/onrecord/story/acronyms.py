"""Readings -> what the acronyms of the story stand for, where a document spells one out: 'Corran Flood Plan (CFP)'."""

import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord.annotations import Reading

# Up to eight words with capitals, joined by the small words of names, before an acronym in parentheses.
_SPELT = re.compile(
    r"\b((?:[A-Z][\w’'-]{1,30}(?: (?:for|of|and|the|in|on|to)){0,2} ){2,8})(?:\w{1,20} )?\(([A-Z][A-Za-z]{1,7})\)"
)
_SMALL = frozenset({"and", "for", "in", "of", "on", "the", "to"})


def find_acronyms(readings: Sequence[Reading]) -> Mapping[str, frozenset[str]]:
    """Return the words that each acronym stands for, in lower case, where its letters are their initials."""
    found: dict[str, frozenset[str]] = {}
    for reading in sorted(readings, key=lambda reading: reading.document.id):
        for match in _SPELT.finditer(reading.document.text):
            named = [word for word in match[1].split() if word not in _SMALL]
            letters = match[2].upper()
            spelt = named[-len(letters) :]
            if len(letters) > 2 and "".join(word[0].upper() for word in spelt) == letters:
                found.setdefault(match[2].lower(), frozenset(word.lower() for word in spelt))
    return found


def shorten(keys: Iterable[str], acronyms: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the keys with each spelt-out name among them as its acronym.

    >>> shorten(["flood", "plan", "corran", "gate"], {"cfp": frozenset({"corran", "flood", "plan"})})
    ('gate', 'cfp')
    """
    kept = list(keys)
    for acronym, named in sorted(acronyms.items()):
        if named <= set(kept):
            kept = [key for key in kept if key not in named | {acronym}] + [acronym]
    return tuple(kept)
