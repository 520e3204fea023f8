"""Whether a speaker leaves open that it will be so."""

import re
from functools import cache

from onrecord.lexicon import compile_any, load_lexicon
from onrecord.openness import find_open


def is_hedged(cue: str, content: str) -> bool:
    """Tell whether the speaker leaves open that it will be so: hopes, could, may, is expected.

    >>> is_hedged("said", "it could open in May")
    True
    """
    told = cue.lower()
    return bool(_hedges("cue").search(told) or find_open(told) or _hedges("content").search(content.lower()))


@cache
def _hedges(where: str) -> re.Pattern[str]:
    entries = load_lexicon("onrecord.reading.speech", "hedges.toml").entries
    return compile_any(e for e in entries if e.get("where") == where)
