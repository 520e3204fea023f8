"""What a speaker does by saying it: one of ten acts, told by the words of the cue and then of the content."""

import re
from functools import cache, lru_cache

from onrecord.lexicon import Entry, compile_any, compile_lower, load_lexicon
from onrecord.model import Act

_PACKAGE = __package__ or "onrecord.reading.speech"
_QUOTATION_MARKS = str.maketrans("", "", '“”"„«»')
# Acts that a condition turns into one: 'promised to return provided that she was invited'.
_YIELDING = frozenset({None, Act.ASSERT, Act.COMMIT, Act.WELCOME, Act.HOPE})


def tell_act(cue: str, content: str, by_sentences: Act | None = None) -> Act:
    """Return the act of a statement; where nothing tells another, it asserts.

    The cue decides before what was told sentence by sentence, and that before the words as a whole.

    >>> tell_act("has denied", "any part in it").value
    'deny'
    >>> tell_act("said", "We will repair the dam").value
    'commit'
    """
    by_cue = tell_act_by_cue(cue, content)
    if by_cue in _YIELDING and _sets_condition(content):
        return Act.CONDITION
    return by_cue or by_sentences or tell_act_by_content(content) or Act.ASSERT


def _sets_condition(content: str) -> bool:
    """Tell whether the words name a condition anywhere: 'she will be received, provided that she is alone'."""
    return _first_conditions().search(" ".join(content.lower().split())) is not None


@cache
def _first_conditions() -> re.Pattern[str]:
    return compile_any(entry for entry in _entries("content") if entry.flag("first"))


def tell_act_by_cue(cue: str, content: str) -> Act | None:
    """Return the act that the cue tells, whatever is said: 'denied', 'urged', 'promised'."""
    for act, wanted in _acts_of_cue(cue):
        if not wanted or re.search(wanted, " ".join(content.split()), re.IGNORECASE):
            return act
    return None


@lru_cache(1 << 10)  # most cues are 'said' and a few like it
def _acts_of_cue(cue: str) -> tuple[tuple[Act, str], ...]:
    """Return the acts that the cue may tell, each with what the content must then be like."""
    found = (entry for entry in _entries("cue") if entry.pattern.search(cue))
    return tuple((Act(entry.get("act")), entry.get("content")) for entry in found)


def tell_act_by_content(content: str) -> Act | None:
    """Return the act that the words said tell, where the cue is neutral: 'said', 'added'.

    The earliest sign decides, for a sentence's main clause mostly comes first: 'We hope it will be safe' hopes.
    """
    unmarked = content.lower().translate(_QUOTATION_MARKS)  # 'the story was “not accurate”'
    return _find_first_act(" ".join(unmarked.split()).lstrip("‘’'` "))


@lru_cache(1 << 8)  # a sentence is asked about alone, and again as what its speaker said
def _find_first_act(words: str) -> Act | None:
    found = _all_acts().search(words)
    return Act(_entries("content")[int((found.lastgroup or "")[1:])].get("act")) if found else None


@cache
def _all_acts() -> re.Pattern[str]:
    """Return the patterns of the content as one, which finds the earliest sign and, of several there, the first."""
    forms = (f"(?P<n{number}>{entry.form})" for number, entry in enumerate(_entries("content")))
    return compile_lower(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


@cache
def _entries(where: str) -> tuple[Entry, ...]:
    entries = load_lexicon(_PACKAGE, "acts.toml").entries
    return tuple(entry for entry in entries if entry.get("where") == where)


def is_hedged(cue: str, content: str) -> bool:
    """Tell whether the speaker leaves open that it will be so: hopes, could, may, is expected.

    >>> is_hedged("said", "it could open in May")
    True
    """
    return bool(_hedges("cue").search(cue.lower()) or _hedges("content").search(content.lower()))


@cache
def _hedges(where: str) -> re.Pattern[str]:
    entries = load_lexicon(_PACKAGE, "hedges.toml").entries
    return compile_any(e for e in entries if (e.get("where") == "cue") == (where == "cue"))
