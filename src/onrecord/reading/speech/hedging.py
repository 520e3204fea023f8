"""Whether a speaker leaves open that it will be so."""

import re
from functools import cache

from onrecord.lexicon import compile_any, load_lexicon
from onrecord.openness import find_open

_LEADING = re.compile(r"^\W*(?:that|if|whether)\b")


def is_hedged(cue: str, content: str) -> bool:
    """Tell whether the speaker leaves open that it will be so: hopes, could, may, is expected.

    Of the content its first clause tells: who says that a ferry which may sink has sailed leaves nothing open.

    >>> is_hedged("said", "it could open in May"), is_hedged("said", "that a ferry that may sink has sailed")
    (True, False)
    """
    told = cue.lower()
    first = _clause().split(_LEADING.sub("", content.lower()), maxsplit=1)[0]
    return bool(_hedges("cue").search(told) or find_open(told) or _hedges("content").search(first))


@cache
def _clause() -> re.Pattern[str]:
    words = "|".join(sorted(load_lexicon("onrecord.reading.speech", "hedges.toml").words("clauses")))
    return re.compile(rf"[,;:.!?–—]\s|\b(?:{words})\b")


@cache
def _hedges(where: str) -> re.Pattern[str]:
    entries = load_lexicon("onrecord.reading.speech", "hedges.toml").entries
    return compile_any(e for e in entries if e.get("where") == where)
