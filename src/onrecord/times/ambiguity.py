"""Tells months from people and verbs with the same spelling: 'in May', 'Mrs May', 'the March for Peace'."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.lexicon import Lexicon, load_lexicon
from onrecord.times.matching import Match

_WORD_BEFORE = re.compile(r"([A-Za-z.]+-?)[\s(“\"']{0,4}\Z")
_CAPITAL_AFTER = re.compile(r"\s[A-Z][a-z]")
# What a programme is named by, and how such a name is written.
_TITLED = frozenset({"deictic", "relative", "duration", "time"})
_CAPITALISED = re.compile(r"(?:[A-Z][a-z]+|\d+)(?:\s[A-Z][a-z]+)*")
_QUOTE_BEFORE = re.compile(r"[“‘\"'`]{1,2}\Z")
_OWNER_BEFORE = re.compile(r"['’]s\s\Z")
_CALL_SIGN = re.compile(r"\b[A-Z]{2,6}\s\Z")
_YEAR_LENGTH = 4
_PHONE = re.compile(r"(?<!\d)\d{3}-\Z")
_ADDRESS = re.compile(r"(?:\s[NSEW]\.)?(?:\s[A-Z][a-z]{1,20}){1,3}\b")
_NOUN_AFTER = re.compile(r"\s([a-z]{2,15})\b")
_VERB_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:[a-z]{1,15}ed|said|says|told|will|would|has|had|was|did|may|must)\b"
)


def _words() -> Lexicon:
    return load_lexicon(__package__ or "onrecord.times", "ambiguous.toml")


@cache
def _known() -> frozenset[str]:
    """Return the words before a month that are nobody's first name."""
    return frozenset().union(*(_words().words(name) for name in ("leads", "strong", "articles")))


def drop_names(text: str, matches: Sequence[Match]) -> list[Match]:
    """Return the matches without bare month names that are somebody's name or another word."""
    people = {word for word in sorted(_words().words("guarded")) if _is_somebody(text, word)}
    return [
        match
        for match in matches
        if not (_is_bare(match) and not _is_month(text, match, people))
        and not _is_title(text, match)
        and not (_is_bare_year(match) and _is_number(text, match))
    ]


def _is_bare_year(match: Match) -> bool:
    return match.rule.read == "year" and match.end - match.start == _YEAR_LENGTH


def _is_number(text: str, match: Match) -> bool:
    """Tell whether four figures count or number something: 'killed 1900 people', 'Resolution 1973'."""
    lead = _word_before(text, match.start).lower().rstrip(".")
    if lead in _words().words("numbered") or _PHONE.search(text, max(0, match.start - 5), match.start):
        return True
    if lead in _words().words("leads") or lead in _words().words("articles"):
        return False
    if address := _ADDRESS.match(text, match.end):
        return any(
            word.lower() in _words().words("streets") for word in address[0].replace(".", "").split()[1:]
        )
    noun = _NOUN_AFTER.match(text, match.end)
    return noun is not None and noun[1] in _words().words("counted")


def _is_title(text: str, match: Match) -> bool:
    """Tell whether the words name a programme or a paper: 'on “This Week”', 'on KXB’s This Week', 'told KXBC Today'."""
    words = text[match.start : match.end]
    if match.rule.read not in _TITLED or not _CAPITALISED.fullmatch(words):
        return False
    before = text[max(0, match.start - 10) : match.start]
    named = _QUOTE_BEFORE if " " in words else _CALL_SIGN
    return bool(named.search(before) or _OWNER_BEFORE.search(before))


def _is_bare(match: Match) -> bool:
    groups = {name.rstrip("0123456789") for name in match.groups}
    return match.rule.read == "month" and groups == {"monthname"}


def _is_month(text: str, match: Match, people: set[str]) -> bool:
    month = match.groups["monthname"]
    lead = _word_before(text, match.start)
    if month in _words().words("guarded") and month not in people and _dates_a_noun(text, match, lead):
        return True
    if month in _words().words("guarded"):
        return lead.lower() in _words().words("strong" if month in people else "leads")
    if month in _words().words("names") and _CAPITAL_AFTER.match(text, match.end):
        return lead.lower() in _words().words("leads")
    return True


def _dates_a_noun(text: str, match: Match, lead: str) -> bool:
    """Tell whether a month stands between an article and what it dates: 'the March deadline'."""
    noun = _NOUN_AFTER.match(text, match.end)
    return (
        noun is not None
        and noun[1] not in _words().words("joints")
        and lead.lower() in _words().words("articles")
    )


def _word_before(text: str, position: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, position - 25) : position])
    return found[1] if found else ""


def _is_somebody(text: str, word: str) -> bool:
    """Tell whether the text gives `word` a first name or a title, or lets it act."""
    for found in re.finditer(rf"(?<!\w){word.capitalize()}(?!\w)", text):
        before = _word_before(text, found.start())
        known = before.lower().rstrip(".") in _known()
        if before.lower().rstrip(".") in _words().words("titles"):
            return True
        if (
            before[:1].isupper()
            and before[1:].islower()
            and not known
            and text[found.end() : found.end() + 2].strip()[:1] not in tuple("0123456789")
        ):
            return True
        if not known and _VERB_AFTER.match(text, found.end()):
            return True
    return False
