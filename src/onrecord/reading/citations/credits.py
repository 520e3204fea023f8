"""Text -> outlets that a dateline, a signature, an author line or a source line credits."""

import re
from collections.abc import Iterator

from onrecord.model import Offsets
from onrecord.reading.citations.outlet_names import find_outlet_names

# A dateline stands in the first lines: headline, author, place, (agency).
_HEAD = 1500
# 'PORT ADA, May 3 (Agency) - ': up to 80 characters, brackets, a dash.
_DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][^()\n]{1,80}? )?\((?P<outlet>[A-Z][\w.&’' -]{1,30})\)(?=[ \t]*(?:--?|[–—]|:)|[ \t][A-Z])",
    re.MULTILINE,
)
# 'The harbour opened. (Agency)' or '– AGENCY', at the end of a text.
_LONGEST_SIGNATURE = 40
_SIGNED = re.compile(
    r"[.!?”\"’] ?(?P<words>\((?P<outlet>[A-Z][\w.&’' -]{1,30})\)|[–—-] ?(?P<bare>[A-Z]{2,7}))\s*$"
)
_OUTLET = r"(?P<outlet>[A-Z][^\n,|]{1,40}?)"
_LINE = re.compile(
    r"^[ \t]*(?P<words>(?:Author|Sources?|Credit|Via|From|Originally published (?:by|in|on)|Courtesy)(?: ?:| of)[ \t]*"
    rf"(?:[^\n,]{{2,60}}, )?{_OUTLET})[ \t.]*$",
    re.MULTILINE,
)
_BYLINE = re.compile(
    r"^[ \t]*(?P<words>(?:By|BY)[ \t][A-Z][^\n,|]{2,60}(?:,|[ \t]\||[ \t]of)[ \t](?:[Tt]he )?"
    rf"{_OUTLET})[ \t.]*$",
    re.MULTILINE,
)
_NAME = re.compile(r"[A-Z][A-Z&]{1,6}|[A-Z][\w&.’'-]{1,20}(?: (?:[A-Z][\w&.’'-]{1,20}|of|de|and)){0,5}")


def find_credits(text: str) -> Iterator[tuple[Offsets, Offsets]]:
    """Yield the words of each credit and the outlet in them.

    >>> text = "PORT ADA (Norwire) - The harbour opened."
    >>> [text[outlet.start:outlet.end] for _, outlet in find_credits(text)]
    ['Norwire']
    """
    for match in _DATELINE.finditer(text, 0, _HEAD):
        yield Offsets(match.start() + len(match[0]) - len(match[0].lstrip()), match.end()), _outlet(match)
    # Only at the very end: behind a paragraph it credits a photograph.
    signed = _SIGNED.search(text, max(0, len(text.rstrip()) - _LONGEST_SIGNATURE))
    name = "outlet" if signed is not None and signed["outlet"] else "bare"
    if signed is not None and list(find_outlet_names(signed[name])):
        yield Offsets(*signed.span("words")), Offsets(*signed.span(name))
    for pattern in (_LINE, _BYLINE):
        for match in pattern.finditer(text):
            outlet = _outlet(match)
            words = Offsets(match.start("words"), outlet.end)
            named = bool(list(find_outlet_names(match["outlet"])))
            if named or (_NAME.fullmatch(match["outlet"]) and match["outlet"].isupper()):
                yield words, outlet


def _outlet(match: re.Match[str]) -> Offsets:
    return Offsets(match.start("outlet"), match.end("outlet"))
