"""Text -> outlets that a dateline, a signature, an author line or a source line credits."""

import re
from calendar import day_name, month_abbr, month_name
from collections.abc import Iterator
from functools import cache
from itertools import chain

from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets
from onrecord.reading.citations.outlet_names import find_outlet_names

# A dateline stands in the first lines: headline, author, place, (agency); behind a list of links only a name that the
# world knows is taken for one.
_HEAD, _BEHIND_LINKS = 1500, 6000
# 'PORT ADA, May 3 (Agency) - ': up to 80 characters, brackets, a dash.
_DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][^()\n]{1,80}? )?\((?P<outlet>[A-Z][\w.&’' -]{1,30})\)(?=[ \t]*(?:--?|[–—]|:)|[ \t][A-Z])",
    re.MULTILINE,
)
_DASH = re.compile(r"[ \t]*(?:--?|[–—]|:)")
# 'The harbour opened. (Agency)' or '– AGENCY', at the end of a text.
_LONGEST_SIGNATURE = 40
_SIGNED = re.compile(
    r"[.!?”\"’] ?(?P<words>\((?P<outlet>[A-Z][\w.&’' -]{1,30})\)|[–—-] ?(?P<bare>[A-Z]{2,7}))\s*$"
)
_OUTLET = r"(?P<outlet>[A-Z][^\n,;|]{1,40}?)"
_LINE = re.compile(
    r"^[ \t]*(?P<words>(?:Author|Sources?|Credit|Via|From|Contributing|Originally published (?:by|in|on)|Courtesy)"
    r"(?: ?:| of)[ \t]*"
    rf"(?P<others>(?:[^\n,;]{{2,60}}[,;] (?:and )?(?:the )?){{0,6}}){_OUTLET})[ \t.]*$",
    re.MULTILINE,
)
# 'This article originally appeared on HarbourPost.': whatever is named there is where it was published.
_ORIGIN = re.compile(
    r"\b(?P<words>(?:[Tt]his (?:[a-z]+ )?)?(?:article|story|report|piece|column|post|essay|interview|commentary|review)"
    r"(?: was| has been)? (?:originally|first) (?:appeared|published|ran|run|posted|printed)"
    r"(?: (?:online|here))?(?: (?:on|in|by|at|with))(?: (?:the )?(?:website|site|blog|pages) of)? (?:the )?"
    r"(?P<outlet>(?:[A-Za-z][\w-]{1,20}\.[a-z]{2,10}|[A-Z][\w&-]{1,20})(?: [A-Z][\w&-]{1,20}){0,4}))"
)
_BYLINE = re.compile(
    r"^[ \t]*(?P<words>(?:By|BY)[ \t][A-Z][^\n,|]{2,60}(?:,|[ \t]\||[ \t]of)[ \t](?:[Tt]he )?"
    rf"{_OUTLET})[ \t.]*$",
    re.MULTILINE,
)
# 'Norwire writers Mia Rao in Port Ada and Jon Lund contributed to this report.'
_WRITERS = re.compile(
    r"^[ \t]*(?:The )?(?P<words>(?P<outlet>[A-Z][^\n,;]{1,40}?) (?:staff )?"
    r"(?:writers?|reporters?|journalists?|correspondents?) [^\n]{3,400}? "
    r"contributed (?:reporting )?to this (?:report|story|article))",
    re.MULTILINE,
)
# 'Mia Rao, Norland Post', alone on a line: who wrote it, or whose words stand above.
_PERSON = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}"
_SIGNATURE = re.compile(
    rf"^[ \t]*[—–-]{{0,2}} ?(?P<words>{_PERSON}(?:(?:,| and|, and) {_PERSON}){{0,4}}, "
    r"(?:[Tt]he )?(?P<outlet>[A-Z][^\n,|]{1,40}?))[ \t.]*$",
    re.MULTILINE,
)
_COPYRIGHT = re.compile(
    r"(?P<words>(?:Copyright|COPYRIGHT|©|\([cC]\))[ ©\d,-]{0,16}(?:by )?(?:The )?(?P<outlet>[A-Z][^\n.,]{1,40}))"
)
# 'The harbour is open — Norland Post (@norpost) May 3, 2017': a post of theirs, shown in the text.
_POST = re.compile(
    r"[—–-] ?(?P<words>(?P<outlet>[A-Z][^\n(@]{1,40}?) \(@\w{2,20}\)"
    r"(?=,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z])))"
)
_STAFF = re.compile(r" [a-z]")
_DAYS = frozenset((*day_name, *month_name, *month_abbr))
_NAME = re.compile(r"[A-Z][A-Z&]{1,6}|[A-Z][\w&.’'-]{1,20}(?: (?:[A-Z][\w&.’'-]{1,20}|of|de|and)){0,5}")


def find_credits(text: str) -> Iterator[tuple[Offsets, Offsets]]:
    """Yield the words of each credit and the outlet in them.

    >>> text = "PORT ADA (Norwire) - The harbour opened."
    >>> [text[outlet.start:outlet.end] for _, outlet in find_credits(text)]
    ['Norwire']
    """
    for match in _DATELINE.finditer(text, 0, _BEHIND_LINKS):
        dashed = _DASH.match(text, match.end()) is not None
        if not (dashed and match.start() <= _HEAD) and not _is_known(match["outlet"]):
            continue
        yield Offsets(match.start() + len(match[0]) - len(match[0].lstrip()), match.end()), _outlet(match)
    # Only at the very end: behind a paragraph it credits a photograph.
    signed = _SIGNED.search(text, max(0, len(text.rstrip()) - _LONGEST_SIGNATURE))
    name = "outlet" if signed is not None and signed["outlet"] else "bare"
    if signed is not None and list(find_outlet_names(signed[name])):
        yield Offsets(*signed.span("words")), Offsets(*signed.span(name))
    for match in chain(_LINE.finditer(text), _BYLINE.finditer(text)):
        yield from _find_credited(match)
    for match in _ORIGIN.finditer(text):
        if match["outlet"].split()[0] not in _DAYS:
            yield Offsets(*match.span("words")), _outlet(match)
    for match in chain(_WRITERS.finditer(text), _SIGNATURE.finditer(text)):
        if _is_known(match["outlet"]):
            yield Offsets(*match.span("words")), _outlet(match)
    for match in _POST.finditer(text):
        shown = next(find_outlet_names(match["outlet"]), None)
        if shown is not None and shown.start <= len("The "):
            start = match.start("outlet")
            yield Offsets(*match.span("words")), Offsets(start + shown.start, start + shown.end)
    for match in _COPYRIGHT.finditer(text):
        agency = next((name for name in _agencies() if match["outlet"].startswith(name)), None)
        if agency is not None:
            start = match.start("outlet")
            yield Offsets(match.start("words"), start + len(agency)), Offsets(start, start + len(agency))


def _find_credited(match: re.Match[str]) -> Iterator[tuple[Offsets, Offsets]]:
    """Yield the outlets of a line of credits: those with which a part begins, and the last part where it names one."""
    start, last = match.start("words"), _outlet(match)
    others = match["others"] if "others" in match.re.groupindex else ""
    for part in re.finditer(r"(?!and |[Tt]he )[^,; ][^,;]*", others):
        named = next(find_outlet_names(part[0]), None)
        if (
            named is not None
            and named.start == 0
            and (named.end == len(part[0]) or _is_staffed(part[0], named))
        ):
            at = match.start("others") + part.start()
            yield Offsets(start, at + named.end), Offsets(at, at + named.end)
    named = next(find_outlet_names(match["outlet"]), None)
    if named is not None and _is_staffed(match["outlet"], named):
        last = Offsets(last.start, last.start + named.end)
    if named is not None or (_NAME.fullmatch(match["outlet"]) and match["outlet"].isupper()):
        yield Offsets(start, last.end), last


def _is_staffed(words: str, outlet: Offsets) -> bool:
    """Tell whether what an outlet's people are stands behind its name: 'Norland Post reporter Jon Lund'."""
    return _STAFF.match(words, outlet.end) is not None


@cache
def _agencies() -> tuple[str, ...]:
    return tuple(
        sorted(
            load_lexicon(__package__ or "", "outlets.toml").words("agencies"),
            key=lambda name: (-len(name), name),
        )
    )


def _is_known(name: str) -> bool:
    return any(offsets == (0, len(name)) for offsets in find_outlet_names(name))


def _outlet(match: re.Match[str]) -> Offsets:
    return Offsets(match.start("outlet"), match.end("outlet"))
