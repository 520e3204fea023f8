"""Sentence -> whether it tells of the past or of what is to come, by the verbs nearest to a time expression."""

import re
from functools import cache

from onrecord.lexicon import Entry, Lexicon, load_lexicon

# Enough for a long sentence of news; what stands further away seldom governs the expression.
_REACH = 200
# 'On Monday, lawmakers who have tried before will try again': the first verb is not the sentence's.
_RELATIVE = re.compile(r"\b(?:who|which|that)(?: (?:have|has|had|was|were|are|is))?\s\Z")


def _lexicon() -> Lexicon:
    return load_lexicon(__package__ or "onrecord.times", "direction.toml")


def _name(entry: Entry) -> str:
    if int(entry.get("direction")) < 0:
        return "past"
    return _SURELY if entry.flag("sure") else "ahead"


@cache
def _cues() -> re.Pattern[str]:
    entries = _lexicon().entries
    forms = "|".join(f"(?P<{_name(entry)}{index}>{entry.form})" for index, entry in enumerate(entries))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)


# 'the ministry on Sunday issued a warning': the verb of the day stands right behind it, its subject before.
_SUBJECT_ON = re.compile(r"[\w’'.]{2,30} on \Z")
# 'A Friday deadline' lies ahead whatever its sentence tells, unless it was met or missed.
_LIMITS = re.compile(r"\s+(?:deadline|cut-?off)\b")
_SET = re.compile(r"(?<!\bmet )(?<!\bmissed )(?<!\bpassed )\b(?:an?|its|their) \Z")
_SURELY = "ahead_surely"  # how the groups of those cues are named that say what will be
# 'on Monday that the gate will': another clause begins
_CLAUSE = re.compile(r"[,;:]|\b(?:that|who|which)\b")
_ADVERB = re.compile(r"\w{2,12}ly ")


def find_direction(before: str, after: str) -> int:
    """Return -1 for the past, 1 for what is to come, 0 where no verb tells; the nearest cue before decides.

    >>> find_direction("The bridge will be reopened ", ".")
    1
    >>> find_direction("", ", the minister resigned.")
    -1
    """
    direction = 0
    passive = False
    lead = " ".join(before[-_REACH:].split()) + " "
    if _LIMITS.match(after) and _SET.search(lead):
        return 1
    if _SUBJECT_ON.search(lead) and _acts_next(after) and not _is_planned(lead.removesuffix(" on ")):
        return -1
    for cue in _cues().finditer(" ".join(before[-_REACH:].split())):
        ahead = (cue.lastgroup or "").startswith("ahead")
        # 'will be reopened', 'expects it to be finished': the participle is the planned act.
        if ahead:
            direction, passive = 1, True
        elif not (passive and direction > 0 and _is_participle(cue)):
            direction = -1
    if direction:
        return direction
    for cue in _cues().finditer(" ".join(after[:_REACH].split())):
        if not _RELATIVE.search(cue.string, 0, cue.start()):
            return 1 if (cue.lastgroup or "").startswith("ahead") else -1
    return 0


def is_foretold(before: str, after: str) -> bool:
    """Tell whether the verb that a day is told with says what will be: 'will vote on Monday', 'on Monday it will'.

    >>> is_foretold("The council would vote ", "."), is_foretold("On ", ", the council will vote.")
    (False, True)
    """
    lead = [cue.lastgroup or "" for cue in _cues().finditer(" ".join(before[-_REACH:].split()))]
    if lead:
        return lead[-1].startswith(_SURELY)
    words = " ".join(after[:_REACH].split())
    first = _cues().search(words)
    return (
        first is not None
        and (first.lastgroup or "").startswith(_SURELY)
        and not _CLAUSE.search(words, 1, first.start())
    )


def _acts_next(after: str) -> bool:
    """Tell whether the next word is the past form of a full verb."""
    words = " ".join(after[:_REACH].split())
    adverb = _ADVERB.match(words)
    verb = _cues().match(words, adverb.end() if adverb else 0) if after[:1].isspace() else None
    return (
        verb is not None
        and (verb.lastgroup or "").startswith("past")
        and verb[0].lower() not in _lexicon().words("auxiliaries")
    )


def _is_planned(lead: str) -> bool:
    """Tell whether the words end in a word of planning: 'the vote scheduled on'."""
    return any(
        cue.end() == len(lead) and (cue.lastgroup or "").startswith("ahead")
        for cue in _cues().finditer(lead, max(0, len(lead) - 40))
    )


def _is_participle(cue: re.Match[str]) -> bool:
    """Tell whether a form stands after an infinitive of 'be', 'have' or 'get'."""
    return bool(
        re.search(
            r"\b(?:be|been|get|being|have|has)(?:\s\w{2,15}ly)?\s$",
            cue.string[max(0, cue.start() - 25) : cue.start()],
        )
    ) or cue[0] in ("been", "have", "has")
