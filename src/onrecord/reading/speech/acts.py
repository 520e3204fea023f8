"""What a speaker does by saying it: one of ten acts, told by the words of the cue and then of the content."""

import re
from functools import cache

from onrecord.lexicon import Entry, load_lexicon
from onrecord.model import Act

_PACKAGE = __package__ or "onrecord.reading.speech"
# Acts that a condition turns into one: 'promised to return provided that she was invited'.
_YIELDING = frozenset({None, Act.ASSERT, Act.COMMIT, Act.WELCOME, Act.HOPE})


def tell_act(cue: str, content: str) -> Act:
    """Return the act of a statement; where no word tells another, it asserts.

    >>> tell_act("has denied", "any part in it").value
    'deny'
    >>> tell_act("said", "We will repair the dam").value
    'commit'
    """
    by_cue = tell_act_by_cue(cue, content)
    if by_cue in _YIELDING and _sets_condition(content):
        return Act.CONDITION
    return by_cue or tell_act_by_content(content) or Act.ASSERT


def _sets_condition(content: str) -> bool:
    """Tell whether the words name a condition anywhere: 'she will be received, provided that she is alone'."""
    words = " ".join(content.split())
    return any(entry.flag("first") and entry.pattern.search(words) for entry in _entries("content"))


def tell_act_by_cue(cue: str, content: str) -> Act | None:
    """Return the act that the cue tells, whatever is said: 'denied', 'urged', 'promised'."""
    for entry in _entries("cue"):
        if entry.pattern.search(cue):
            wanted = entry.get("content")
            if not wanted or re.search(wanted, " ".join(content.split()), re.IGNORECASE):
                return Act(entry.get("act"))
    return None


def tell_act_by_content(content: str) -> Act | None:
    """Return the act that the words said tell, where the cue is neutral: 'said', 'added'.

    The earliest sign decides, for a sentence's main clause mostly comes first: 'We hope it will be safe' hopes.
    """
    words = " ".join(content.split()).lstrip("“”\"„«»‘’'` ")
    found = [
        (match.start(), number, entry.get("act"))
        for number, entry in enumerate(_entries("content"))
        if (match := entry.pattern.search(words))
    ]
    return Act(min(found)[2]) if found else None


@cache
def _entries(where: str) -> tuple[Entry, ...]:
    entries = load_lexicon(_PACKAGE, "acts.toml").entries
    return tuple(entry for entry in entries if entry.get("where") == where)


def is_hedged(cue: str, content: str) -> bool:
    """Tell whether the speaker leaves open that it will be so: hopes, could, may, is expected.

    >>> is_hedged("said", "it could open in May")
    True
    """
    entries = load_lexicon(_PACKAGE, "hedges.toml").entries
    return any(e.pattern.search(cue if e.get("where") == "cue" else content) for e in entries)
