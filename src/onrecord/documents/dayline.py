"""The head of a line -> its day: what stands there besides is places, wires and times, in any order.

A head is read as a row of items, each of which is what it is by its own form, with marks between them. It gives its
day where it holds one, and where either the whole line is such a row, or a mark ends it and a sentence follows. A space
alone parts a place from a day only where it is wide, the day is in numbers, the place in capitals, or the text names it
again.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.collect.days import WrittenDay, find_day
from onrecord.documents.masthead import pattern_of

_LONGEST_HEAD = 150  # characters
_LONGEST_LINE = 120  # of a line that is a head and no more
_MOST_ITEMS = 7
_MOST_PLACES = 3
_FEWEST_WORDS = 5  # of a sentence behind a head
_LOOKED_AT = 40  # words of it; most words of a headline are capitalised
_MARK = r",|/·•–—:()\[\]*_.;-"
_MARKS = re.compile(rf"[\s{_MARK}]*")
_SPACES = re.compile(rf"[\s{_MARK.replace('(', '').replace('/', '')}]*")  # up to what may open a wire's name
_BEHIND_PLACE = re.compile(rf"\s*(?:[{_MARK}]|$)")
_TIME = re.compile(
    r"(?:at |@ ?)?\d{1,2}(?:[:.h]\d{2}){1,2}(?: ?[ap]\.?m\.?)?"
    r"(?: ?\(?(?-i:[A-Z]{2,5})\b(?:[+-]\d{1,2}(?::?\d{2})?)?| ?[+-]\d{2}:?\d{2})?(?! ?[a-z\d])",
    re.IGNORECASE,
)
_WIRE = re.compile(
    r"\((?:[A-Z][\w.&’'-]*(?: [A-Z&][\w.&’'-]*){0,4}(?: [–—-] [A-Z][\w.&’' -]{1,30})?)\)|/[A-Z][\w. -]{1,30}/"
)
_PLACE = re.compile(
    r"[^\W\d_a-z][\w.’'-]*(?: (?:(?:of|the|de|la|del|am|and|upon|on|al|sur|e|y) )?[^\W\d_a-z][\w.’'-]*){0,5}(?![\w’'])"
)
_WORDS = re.compile(r"[^\W\d_][^.|·•;:\t]{0,50}?(?=\.(?:\s|$)| ?[|·•;:]|\s{3}|\t|$)")
_IN_NUMBERS = re.compile(r"\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
# In the languages that have one there, with the day of the week behind it.
_ARTICLE = re.compile(r"(?:the|this|le|lo|den|der|dem|il|li|el|am|a) (?:[^\W\d]{4,14},? )?", re.IGNORECASE)
_WIDE = re.compile(r"\s{3,}|\t+")  # parts what stands at either side of a printed line
_YEAR = re.compile(r" ?[рrг]\. ?", re.IGNORECASE)  # 'of the year', behind days in Slavic languages
_LABELLED = re.compile(r":(?!\d)")  # and no clock's
_ENDS = re.compile(r"[)\]|/:–—-]|\.(?!\w)")
_SENTENCE = re.compile(r"[“\"‘'(]?[^\W_a-z]")


class Head(NamedTuple):
    """The day that the head of a line gives, and where the head ends, with the marks behind it."""

    day: WrittenDay
    end: int


class _Item(NamedTuple):
    kind: str  # 'day', 'place', 'wire', 'time', 'kind', 'words'
    start: int
    end: int
    day: WrittenDay | None = None


def read_day_line(line: str, text: str) -> Head | None:
    """Return the head that is all of a line of a text; None where there is more, or no day.

    Beside the number or the price of an issue, what the paper says of itself may stand, too.

    >>> str(read_day_line("Port Elm | 14 May 2031", "").day.day)
    '2031-05-14'
    >>> str(read_day_line("For all friends of the quay. 14 May 2031. No. 12. Price 40p", "").day.day)
    '2031-05-14'
    >>> read_day_line("Judgment of 14 May 2031", "") is None
    True
    """
    if len(line) > _LONGEST_LINE:
        return None
    items = list(_read_items(line, text))
    if not items or _pass_marks(line, items[-1].end) < len(line):
        loose = list(_read_items(line, text, loose=True))
        items = loose if any(item.kind == "kind" for item in loose) else items
    end = _pass_marks(line, items[-1].end) if items else 0
    day = _find_day(line, items)
    labelled = (
        day is not None and _LABELLED.search(line, day.end, end) is not None
    )  # 'Port Elm Flood, 14 May 2031: What We Know'
    return Head(day, end) if day and end == len(line) and not labelled else None


def read_day_head(line: str, text: str) -> Head | None:
    """Return the head behind which the first sentence of a line of a text begins.

    >>> str(read_day_head("PORT ELM--(LINE WIRE)--May 14, 2031--The quay was shut, the board said.", "").day.day)
    '2031-05-14'
    >>> read_day_head("Port Elm, 14 May 2031 – a day nobody forgets – is told here.", "") is None
    True
    """
    items = list(_read_items(line[:_LONGEST_HEAD], text))
    day = _find_day(line, items)
    for item in reversed(items):
        end = _pass_marks(line, item.end)
        if day is None or item.end < day.end:
            break
        ended = _ENDS.search(line[item.end - 1 : end]) is not None
        if ended and _SENTENCE.match(line, end) and _is_sentence(line[end:]):
            return Head(day, end)
    return None


def _is_sentence(words: str) -> bool:
    """Tell a sentence from a headline, of which most words are capitalised."""
    found = words.split()[:_LOOKED_AT]
    return len(found) >= _FEWEST_WORDS and 2 * sum(word[:1].islower() for word in found) > len(found)


def _find_day(line: str, items: Sequence[_Item]) -> WrittenDay | None:
    """Return the day of a row of items, which has one and no more, and what no headline or label stands before."""
    days = [item.day for item in items if item.day]
    places = [item for item in items if item.kind == "place"]
    if len(days) != 1 or len(places) > _MOST_PLACES:
        return None
    labels = [place for place in places if place.end < days[0].start and line[place.end :][:1] == ":"]
    return None if any(not line[place.start : place.end].isupper() for place in labels) else days[0]


def _pass_marks(line: str, position: int) -> int:
    found = _MARKS.match(line, position)
    return found.end() if found else position


def _read_items(line: str, text: str, *, loose: bool = False) -> Iterator[_Item]:
    """Yield the items at the head of a line; with `loose`, whatever else stands between two marks is one."""
    position, before = 0, None
    for _ in range(_MOST_ITEMS):
        item = _read_item(line, position) or (_read_words(line, position) if loose else None)
        if item is None:
            return
        if before and line[before.end : item.start].isspace() and not _may_touch(line, before, item, text):
            return
        yield item
        position, before = item.end, item


def _read_item(line: str, position: int) -> _Item | None:
    spaces = _SPACES.match(line, position)
    start = spaces.end() if spaces else position
    if found := _WIRE.match(line, start):
        return _Item("wire", start, found.end())
    start = _pass_marks(line, position)
    article = _ARTICLE.match(line, start)
    day = find_day(line, start) or (find_day(line, article.end()) if article else None)
    if day:
        year = _YEAR.match(line, day.end)
        return _Item("day", start, year.end() if year else day.end, day)
    for kind, form in (("time", _TIME), ("kind", pattern_of("beside_day"))):
        if found := form.match(line, start):
            return _Item(kind, start, found.end())
    return _read_place(line, start)


def _read_words(line: str, position: int) -> _Item | None:
    found = _WORDS.match(line, _pass_marks(line, position))
    return _Item("words", *found.span()) if found else None


def _read_place(line: str, start: int) -> _Item | None:
    """Return the longest name at a place behind which a mark, a day or the line's end stands."""
    found = _PLACE.match(line, start)
    end = found.end() if found else start
    while end > start:
        wide = _WIDE.match(line, end)
        gap = wide.end() if wide else end + 1 if line[end : end + 1] == " " else end
        if _BEHIND_PLACE.match(line, end) or (gap > end and find_day(line, gap)):
            return _Item("place", start, end)
        end = max(start, line.rfind(" ", start, end))
    return None


def _may_touch(line: str, before: _Item, item: _Item, text: str) -> bool:
    """Tell whether two items of which one is a place can stand with a space alone between them."""
    if _WIDE.match(line, before.end):
        return True
    day = next((one.day for one in (before, item) if one.day), None)
    places = [line[one.start : one.end] for one in (before, item) if one.kind == "place"]
    if day is None or not places:
        return True
    written = _IN_NUMBERS.fullmatch(line, day.start, day.end) is not None
    [place] = places
    return written or place.isupper() or len(re.findall(rf"\b{re.escape(place)}\b", text)) > 1
