"""Page -> the posts of a live blog, each with the day that stands at its head."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from onrecord.collect.days import find_day, make_day, month_numbers
from onrecord.documents.content import Line
from onrecord.documents.shapes import Page, Shape
from onrecord.model import BlockKind, Offsets

_FEWEST_HEADS = 3
_LONGEST_HEAD = 60
_SURE = 0.85
_TIME = r"\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: \(?[A-Z]{2,5}\)?)?|\d{1,2} ?[ap]\.?m\.?(?: [A-Z]{2,4})?"
_CLOCK = re.compile(rf"(?:{_TIME})", re.IGNORECASE)
_LED = re.compile(rf"(?:{_TIME}) ?[:–—-]+ (?=\S)", re.IGNORECASE)  # '18.40: The port says'
# '18.40 Union to strike': a time and a headline
_TITLED = re.compile(rf"(?:{_TIME})[ \t]+(?-i:[^\W\d_a-z])[^\n]{{2,90}}(?<![.!?;,])", re.IGNORECASE)
_LEFT = re.compile(
    r"(?:[\s,|·•–—-]|\bat\b|\bposted\b|\bupdated\b|\d+ (?:hours?|minutes?) ago)*", re.IGNORECASE
)


class _Head(NamedTuple):
    at: int  # the place of its line
    day: date | None
    words: Offsets | None
    begin: int = 0  # where the words begin that stand behind the time in its own line


def find_live_posts(page: Page) -> list[Shape]:
    """Return the posts of a page whose lines of nothing but a time, with or without a day, recur through it.

    A head without a day is of the day of the head before it. A page whose heads give no day needs no posts.
    """
    heads = list(_find_heads(page))
    timed = [head for head in heads if _CLOCK.search(page.lines[head.at].text)]
    if len(timed) < _FEWEST_HEADS or len({head.day for head in heads if head.day}) < 2:
        return []
    found = []
    last: _Head | None = None
    ends = [*(head.at for head in heads[1:]), len(page.lines)]
    for head, end in zip(heads, ends, strict=True):
        last = head if head.day else last
        below = page.lines[head.at + (not head.begin) : end]
        if last is None or not below:
            continue
        head_line = page.lines[head.at]
        silent = (Offsets(head_line.start, head.begin or head_line.end),)
        start = head.begin or below[0].start
        found.append(Shape(start, below[-1].end, BlockKind.POST, _SURE, None, last.day, last.words, silent))
    return found


def _find_heads(page: Page) -> Iterator[_Head]:
    years = {day.day.year for line in page.lines if (day := _written(line))}
    for index, line in enumerate(page.lines):
        if led := _LED.match(line.text):
            yield _Head(index, None, None, line.start + led.end())
            continue
        if _TITLED.fullmatch(line.text) and not _written(line):
            yield _Head(index, None, None)
            continue
        if len(line.text) > _LONGEST_HEAD:
            continue
        written = _written(line)
        if written is not None:
            left = line.text[: written.start] + line.text[written.end :]
            if _is_rest(left):
                yield _Head(index, written.day, Offsets(line.start + written.start, line.start + written.end))
        elif (short := _find_short_day(line.text, years, page.published)) is not None:
            told, start, end = short
            if _is_rest(line.text[:start] + line.text[end:]):
                yield _Head(index, told, Offsets(line.start + start, line.start + end))
        elif _CLOCK.search(line.text) and _is_rest(line.text):
            yield _Head(index, None, None)


def _is_rest(text: str) -> bool:
    """Tell whether there is nothing but a time beside the day."""
    return _LEFT.fullmatch(_CLOCK.sub(" ", text)) is not None


def _written(line: Line) -> "_Written | None":
    if len(line.text) > _LONGEST_HEAD:
        return None
    for gap in re.finditer(r"^|[\s,|·•–—-]+", line.text):
        if found := find_day(line.text, gap.end()):
            return _Written(found.day, found.start, found.end)
    return None


class _Written(NamedTuple):
    day: date
    start: int
    end: int


_SHORT_DAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,9})|(?P<month2>[a-z]{3,9})\.? (?P<day2>\d{1,2}))\b",
    re.IGNORECASE,
)


def _find_short_day(text: str, years: set[int], published: date | None) -> tuple[date, int, int] | None:
    """Return the day of 'Tuesday 14 May', in the only year that the page names, else that in which it came out."""
    for found in _SHORT_DAY.finditer(text):
        month = month_numbers().get((found["month"] or found["month2"]).casefold())
        year = min(years) if len(years) == 1 else published.year if published else None
        if month and year and (day := make_day(year, month, int(found["day"] or found["day2"]))):
            return day, *found.span()
    return None
