"""Lines -> the articles of a list that a press archive or a cuttings service made, by the lines of their sources.

Such a list gives of each article the headline, with a line below it that names the paper and the day ('Elm Gazette
(Elm, OK) - March 3, 2031'), or the paper, its page and the day with the headline below them. A line is taken for that
only where the paper is named as outlets are, or where a field of an archive touches it ('Section: Local', '412 Words').
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.collect.days import find_day, make_day
from onrecord.documents.content import Line
from onrecord.documents.masthead import pattern_of
from onrecord.documents.nameplate import is_named_as_outlet
from onrecord.lexicon import load_lexicon

_LONGEST_LINE, _LONGEST_TITLE = 140, 200  # characters
_MOST_OF_NAME = 8  # words
_LONGEST_BESIDE = 60  # characters behind the day: a page, an author
_MOST_BEFORE = 4  # words before a day: a place, a page
_MOST_OF_HEAD = 4  # lines of a head that begins with its paper
_GAP = re.compile(r"^|[,;.|·•–—-]\s+|\s{2,}|\)\s+")
_PART = re.compile(r"\s+[|·•;–—-]\s+|;\s+|\s{3,}")
_LABEL = re.compile(r"(?:source|publication|published in|from|newspaper)\s*:\s*", re.IGNORECASE)
# As EBSCO writes it for all papers, the month first and pages behind it: 'Elm Gazette. 03/04/2031, p3. 1p.'
_COUNTED = re.compile(
    r"Source: (?P<name>[^:]{2,80})\. (?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4}), (?:Vol|Issue|p[A-Z]?\d|\d+p)"
)
_PLACE = re.compile(r"\s*[(\[][^()\[\]]{2,40}[)\]]\.?$")
_ISSUE = re.compile(r",? (?:no|nr|issue|vol)\.? ?\d[\d,./-]*$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_a-z](?:(?<=\bSt)\. |(?<=\bMt)\. |[^:!?“”\".]|\.(?! ))*$")
_FIELD = re.compile(r"[^\W\d_][\w /()&-]{1,40}?(?=\s?:(?:\s|$))")
_WORDS = re.compile(r"\d[\d,.]* words", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:p|pp|pages?)\.? ?[A-Z]{0,2}\d{1,3}\b", re.IGNORECASE)


class Sourced(NamedTuple):
    """The head of an article: its outlet and day, and which lines are its headline and the rest of the head."""

    outlet: str
    day: date
    first: int  # the first line of the article
    title: int
    end: int  # the line below the head


def find_sourced(lines: Sequence[Line]) -> Iterator[Sourced]:
    r"""Yield the heads of the articles of a list.

    >>> from onrecord.documents.content import cut_lines
    >>> told = "Gate shut\nElm Gazette (Elm, OK) - March 3, 2031\nPage: 3\n\nThe gate is shut.\n"
    >>> [(head.outlet, str(head.day), head.end) for head in find_sourced(cut_lines(told))]
    [('Elm Gazette', '2031-03-03', 3)]
    """
    for place, line in enumerate(lines):
        if found := _read_below_title(lines, place) or _read_above_title(lines, place):
            yield found
        elif line.text[-1] in ".!?" and not place:
            return  # the text begins with a sentence


def read_source(text: str) -> tuple[str, date] | None:
    """Return the outlet and the day of a line that holds both and little else.

    >>> read_source("3 Mar 2031 | Elm Gazette (Elm, OK)")
    ('Elm Gazette', datetime.date(2031, 3, 3))
    >>> read_source("Source: Elm Gazette (Elm, OK). 03/31/2031, pA3. 1p.")
    ('Elm Gazette', datetime.date(2031, 3, 31))
    """
    if len(text) > _LONGEST_LINE:
        return None
    if found := _COUNTED.match(text):
        told = make_day(int(found["year"]), int(found["month"]), int(found["day"]))
        return (drop_place(found["name"]), told) if told else None
    for gap in _GAP.finditer(text):
        if (day := find_day(text, gap.end())) is None:
            continue
        label = _LABEL.match(text)
        before = text[label.end() if label else 0 : day.start].strip(" ,;.|·•–—-")
        after = text[day.end :].strip(" ,;.|·•–—-")
        name = drop_place(_PART.split(before or after)[0])
        beside = after if before else after[len(name) :]
        whole = _NAME.match(name) and not _is_told(name) and len(beside) <= _LONGEST_BESIDE
        return (name, day.day) if whole and not pattern_of("byline").match(name) else None
    return None


def _is_told(name: str) -> bool:
    """Tell whether words are too many for a name, or small ones that join none: 'He wrote to the Elm Gazette'."""
    small = load_lexicon("onrecord.documents", "blocks.toml").words("small")
    words = name.split()
    return len(words) > _MOST_OF_NAME or any(
        word.isalpha() and word.islower() and word not in small for word in words
    )


def drop_place(name: str) -> str:
    """Return the name of a paper without its place in brackets, and without the number of its issue.

    >>> drop_place("Elm Gazette (Elm, OK)."), drop_place("Elm Gazette, no. 1,204")
    ('Elm Gazette', 'Elm Gazette')
    """
    return _PLACE.sub("", _ISSUE.sub("", name)).strip(" ,.")


def _read_below_title(lines: Sequence[Line], place: int) -> Sourced | None:
    """Return the head of an article whose line of a source stands below its headline."""
    source = read_source(lines[place].text)
    if source is None or not place or not _is_title(lines, place - 1):
        return None
    end = place + 1
    while end < len(lines) and _touches(lines, end) and _is_beside(lines[end].text):
        end += 1
    if end == place + 1 and not is_named_as_outlet(source[0]):
        return None
    return Sourced(*source, place - 1, place - 1, end)


def _read_above_title(lines: Sequence[Line], place: int) -> Sourced | None:
    """Return the head of an article that begins with its paper, and has its page, its day and its headline below."""
    if len(lines[place].text) > _LONGEST_LINE:
        return None
    name = drop_place(lines[place].text)
    if (place and _touches(lines, place)) or not _NAME.fullmatch(name):
        return None
    end = place + 1
    while end < min(len(lines), place + _MOST_OF_HEAD) and _touches(lines, end):
        end += 1
    days = [
        (day, at)
        for at in range(place + 1, end)
        if len(lines[at].text) <= _LONGEST_BESIDE and (day := _find_lone_day(lines[at].text))
    ]
    if len(days) != 1:
        return None
    day, at = days[0]
    # 'Local, 3 March 2031, p. A5', below 'Le Quai', and perhaps right above the headline
    paged = _PAGE.search(lines[at].text) is not None and not _is_told(name)
    if not paged and not is_named_as_outlet(name):
        return None
    for title in dict.fromkeys((end, at + 1) if paged else (end,)):
        head = lines[place + 1 : title]
        fits = title + 1 < len(lines) and all(len(line.text) <= _LONGEST_BESIDE for line in head)
        if fits and _is_title(lines, title, touching=title < end):
            return Sourced(name, day, place, title, title + 1)
    return None


def is_section(name: str) -> bool:
    """Tell whether words name a part of a paper, and no paper: 'Local', 'City & Region', 'Local News'.

    >>> is_section("City & Region"), is_section("Metro Times")
    (True, False)
    """
    known = load_lexicon("onrecord.documents", "exports.toml").words("sections")
    words = [word for word in re.findall(r"\w+", name.casefold()) if word != "and"]
    return bool(words) and all(word in known for word in words)


def _find_lone_day(text: str) -> date | None:
    """Return the day of a line that has a section or a page of a paper beside it, and no more."""
    for gap in _GAP.finditer(text):
        day = find_day(text, gap.end())
        if day and len(re.findall(r"\w+", text[: day.start])) <= _MOST_BEFORE:
            return day.day if pattern_of("rest").match(text[day.end :].lstrip("; ")) else None
    return None


def _is_title(lines: Sequence[Line], place: int, *, touching: bool = False) -> bool:
    text = lines[place].text
    return (
        len(text) <= _LONGEST_TITLE
        and len(text.split()) > 1
        and text[-1] not in ".:;,"
        and (touching or not place or not _touches(lines, place))
        and not _is_beside(text)
    )


def _touches(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line stands right below the one before."""
    return lines[place].number == lines[place - 1].number + 1


def _is_beside(text: str) -> bool:
    """Tell whether a line is a field that archives put below the line of a source."""
    known = load_lexicon("onrecord.documents", "exports.toml").words("beside")
    field = _FIELD.match(text)
    return (field[0] if field else text).strip().casefold() in known or _WORDS.fullmatch(text) is not None
