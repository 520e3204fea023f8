"""Which expressions are told from the day of a saying: 'said last year that it would open in January'."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets

# The verb of saying stands this near to its day, and the day of the act this near to that of the saying.
_SAYING_REACH, _ACT_REACH = 60, 160
_SHIFTED = r"(?:would|were? to|was to|w(?:as|ere) going to|to (?!(?:the|an?|its|his|her|their|this|that)\b)[a-z]{2,20})"
# 'by the end of January or, at worst, in March'
_LISTED = re.compile(
    r",?\s(?:(?:and|or|then|but|at|worst|latest|in|by|on|before|early|late|the|end|of),?\s){1,6}"
)

# 'said in December it would be out “in the coming weeks”': the words of that day
_OPENED = re.compile(r"[^.;:!?“”\"]*[“\"][^.;:!?“”\"]*")


@cache
def _verbs() -> str:
    words = load_lexicon(__package__ or "onrecord.times", "anchors.toml").words("verbs")
    return "|".join(sorted(words))


@cache
def _said_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_verbs()})(?:\s[\w’'-]{{1,20}}){{0,5}}\s\Z", re.IGNORECASE)


@cache
def _shifted() -> re.Pattern[str]:
    return re.compile(rf"[^.;:!?“”\"]*?\b{_SHIFTED}\b[^.;:!?“”\"]*", re.IGNORECASE)


@cache
def _said_between() -> re.Pattern[str]:
    return re.compile(
        rf"[^.;:!?“”\"]*?\b(?:{_verbs()})\b[^.;:!?“”\"]*?\b{_SHIFTED}\b[^.;:!?“”\"]*", re.IGNORECASE
    )


def ends_in_saying(lead: str) -> bool:
    """Tell whether words end in a saying and a blank, so that a day behind them is that of the saying.

    >>> ends_in_saying("The office said in ")
    True
    """
    return _said_before().search(lead) is not None


def opens_quotation(gap: str) -> bool:
    """Tell whether a quotation begins in a stretch of text and is still open at its end.

    >>> opens_quotation(" that it would open “in "), opens_quotation(" that “it” would open in ")
    (True, False)
    """
    return _OPENED.fullmatch(gap) is not None


def find_anchors(text: str, spans: Sequence[Offsets]) -> Mapping[int, int]:
    """Return which of the spans are told from the day of a saying, each with the span that gives that day.

    >>> note = "She said last year that it would open in January."
    >>> find_anchors(note, [Offsets(9, 18), Offsets(41, 48)])
    {1: 0}
    """
    found: dict[int, int] = {}
    for index in range(1, len(spans)):
        before, this = spans[index - 1], spans[index]
        gap = text[before.end : this.start]
        if len(gap) > _ACT_REACH or not gap:
            continue
        if index - 1 in found and _LISTED.fullmatch(gap):
            found[index] = found[index - 1]
            continue
        lead = text[max(0, before.start - _SAYING_REACH) : before.start]
        said = ends_in_saying(lead)
        if _said_between().fullmatch(gap) or (said and (_shifted().fullmatch(gap) or opens_quotation(gap))):
            found[index] = index - 1
    return found
