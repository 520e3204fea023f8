"""Text -> what its first and last lines say about it: headline, author, outlet, and the days they give.

Where a page's metadata or `sources.csv` says these, they are believed instead.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from onrecord.collect.days import find_day
from onrecord.documents.content import Line
from onrecord.english import is_english
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets

# Days and authors stand among the first or the last lines; in the middle they are somebody else's.
_EDGE = 12
_LONGEST_LINE = 250
_LONGEST_HEADLINE = 120
_FEWEST_OF_TITLE = 3  # words
_LONGEST_KIND = 40  # characters of a line that says what kind of text stands below
# A full stop inside: the line is a caption or a paragraph. 'U.N.' and 'St.' are none.
_SENTENCE_END = re.compile(r"[a-z]{3}[.!?] [A-Z“\"]|\|")
# 'Ana Lima, Jo Park and Kim Dow' above a text are its authors.
_NAMES = re.compile(
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}(?:(?:, and | and |, )[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}){0,6}"
)
_DRESSED = re.compile(r"(\*{1,3}|_{1,3})(?=\S)([^*_]+)(?<=\S)\1")
_PARTS_OF_NAME = re.compile(r"[^\s,.;|]+")


class Dateline(NamedTuple):
    """Where a report begins with place, day, agency or all of them: 'ELMSWORTH, Jan 5 (Elm Press) -'."""

    agency: str | None
    start: int
    end: int


class Byline(NamedTuple):
    """Who a piece says wrote it, and the outlet it adds to the name."""

    text: str
    outlet: str | None
    line: Line


@cache
def pattern_of(part: str) -> re.Pattern[str]:
    """Return the form of one part of the masthead."""
    [form] = [
        entry.form
        for entry in load_lexicon("onrecord.documents", "masthead.toml").entries
        if entry.get("part") == part
    ]
    return re.compile(form, re.IGNORECASE)


def edge_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the short lines among the first and the last."""
    for index, line in enumerate(lines):
        if (index < _EDGE or index >= len(lines) - _EDGE) and len(line.text) <= _LONGEST_LINE:
            yield line


def find_headline(lines: Sequence[Line], furniture: Sequence[Offsets]) -> str | None:
    """Return the first line of a text if it is a headline: short, no sentence, and apart from the text below."""
    marked = {span.start: span.end for span in furniture}
    own = (line for line in lines if marked.get(line.start, 0) < line.end)
    rest = [line for line in islice(own, _EDGE) if not _is_of_release(line)]
    if len(rest) > 2 and _is_kicker(rest[0]) and _stands_alone(rest[1], lines):
        rest = rest[1:]
    if len(rest) < 2:
        return None
    first, second = rest[0], rest[1]
    text = first.text.lstrip("# ").rstrip() if first.text.startswith("#") else _undress(first.text)
    apart = second.number > first.number + 1 or first.text.startswith("#")
    words = text.split()
    sentence = text.endswith((".", ",", ";", ":", ".”", '."', ".’"))
    if (
        not apart
        or sentence
        or _SENTENCE_END.search(text)
        or len(text) > _LONGEST_HEADLINE
        or len(words) < _FEWEST_OF_TITLE
        or text[0] in "•*-[("
    ):
        return None
    if _NAMES.fullmatch(text) or pattern_of("summary").match(text):
        return None
    told = any(word.islower() and len(word) > 2 for word in words) or all(
        map(is_english, text.lower().split())
    )
    return text if len(words) > _FEWEST_OF_TITLE or told else None  # three words may be a name


def _is_kicker(line: Line) -> bool:
    """Tell whether a line is too short for a headline: the place or section that stands over one."""
    return len(line.text.split()) < _FEWEST_OF_TITLE and line.text[-1].isalnum()


def _stands_alone(line: Line, lines: Sequence[Line]) -> bool:
    numbers = {other.number for other in lines[: 2 * _EDGE]}
    return not {line.number - 1, line.number + 1} & numbers


def _undress(text: str) -> str:
    """Return a line without the signs of Markdown that make all of it bold or italic."""
    found = _DRESSED.fullmatch(text)
    return found[2] if found else text


def _is_of_release(line: Line) -> bool:
    """Tell whether a line says no more than that it is a release's: 'FOR IMMEDIATE RELEASE'."""
    parts = (
        pattern_of("released").match(line.text),
        pattern_of("announced").fullmatch(line.text),
        pattern_of("special").match(line.text),
    )
    return len(line.text) <= _LONGEST_KIND and any(parts)


def find_byline(lines: Sequence[Line]) -> Byline | None:
    """Return the first line that says who wrote the text."""
    for line in edge_lines(lines):
        if pattern_of("byline").match(line.text):
            text = re.sub(
                r"^(?:.{0,10}\bby|authors?|reporter)(?:\s?:\s?| )", "", line.text, flags=re.IGNORECASE
            )
            return Byline(text, _outlet_behind(text), line)
    return None


def _outlet_behind(byline: str) -> str | None:
    """Return the outlet that follows an author's name: an acronym, or a name that holds a noun for outlets."""
    name, comma, last = byline.rpartition(",")
    last = last.strip()
    if not (name and comma) or find_day(last):
        return None
    lists = load_lexicon("onrecord.documents", "masthead.toml")
    words = {word.casefold() for word in _PARTS_OF_NAME.findall(last)}
    if words & lists.words("jobs") or " and " in last or last[:1].islower():
        return None
    acronym = last.isalpha() and last.isupper() and 2 <= len(last) <= 6
    return last if acronym or words & lists.words("outlets") else None


def find_dateline(lines: Sequence[Line]) -> Dateline | None:
    """Return the dateline with which one of the first paragraphs begins."""
    for line in lines[:_EDGE]:
        text = line.text[:_LONGEST_LINE]
        found = pattern_of("dateline").match(text)
        if found:
            agency = found[0][found[0].rindex("(") + 1 : found[0].rindex(")")].strip()
            return Dateline(agency, line.start, line.start + len(found[0].rstrip()))
        if found := pattern_of("dateline_dated").match(text):
            return Dateline(None, line.start, line.start + len(found[0].rstrip()))
    return None


def find_copyright(lines: Sequence[Line]) -> Line | None:
    """Return the last line that says who holds the copyright, with its year."""
    found = [line for line in lines[-_EDGE:] if pattern_of("copyright").match(line.text[:_LONGEST_LINE])]
    return found[-1] if found else None


def read_holder(line: Line) -> str | None:
    """Return who holds the copyright, without the words that only lawyers need.

    >>> read_holder(Line(0, 0, "Copyright 2031 Elm Press, LLC. All rights reserved.", 0))
    'Elm Press'
    """
    words = re.sub(
        r"^(?:\(c\)|\W|copyright\b|by\b|(?:19|20)\d\d\b)+", "", line.text[:_LONGEST_LINE], flags=re.IGNORECASE
    )
    words = re.split(
        r"\.(?:\s|$)|\ball rights\b|[|;]|[ ,]+(?:19|20)\d\d\b", words, maxsplit=1, flags=re.IGNORECASE
    )[0]
    legal = load_lexicon("onrecord.documents", "masthead.toml").words("legal")
    while (last := re.search(r"[\s,&]*([\w.]+)[\s,.]*$", words)) and last[1].strip(".").casefold() in legal:
        words = words[: last.start()]
    name = words.strip(" ,.&-–—")
    return name if 2 <= len(name) <= 80 and any(char.isupper() for char in name) else None
