"""Lines -> the outlet whose name stands over a text, as in clippings, scans and exports of archives.

A nameplate is a line of its own with the day, an author or a headline below it ('The Elm Gazette'), or shares its line
with the day ('Elm Gazette, 14 May 2031'). It is told by a noun that names of outlets hold; a name without one is taken
only where it begins with an article, is no sentence's, and has the day right below it.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from onrecord.collect.days import find_day
from onrecord.documents.content import Line
from onrecord.documents.dayline import read_day_line
from onrecord.documents.masthead import pattern_of
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets

_WITHIN = 4  # lines, in which a nameplate with its day stands
_DAY_BELOW = 2  # lines, within which it stands below one that is no part of the article's text
_DAY_WITHIN = 3  # lines below a nameplate that is alone, in which its day or an author stands
_MOST_WORDS, _MOST_OF_VAGUE = 7, 3
_LONGEST = 80  # characters
_SHORTEST_SENTENCE = 60
_ENDS = '.!?”"'
_FEWEST_OVER = 3  # lines of a text with a nameplate, a headline and sentences; words of such a headline
_DRESS = " \t*_#|·•=-–—"  # signs in which Markdown or a printer sets it
_WORD = r"(?:[^\W\d_a-z][\w.’'-]*|\d{1,3})"
_SMALL = r"(?:(?:of|the|de|du|des|la|le|del|della|and|&|for|on|d[’']) ){0,2}"
_NAME = re.compile(f"{_WORD}(?: {_SMALL}{_WORD})*")
_PART = re.compile(r"\s{3,}|\t+|\s[|·•–—-]\s|,\s")


class Nameplate(NamedTuple):
    """The name of the outlet over a text, and its line, which is no part of the article."""

    outlet: str
    line: Offsets


def find_nameplate(lines: Sequence[Line], known: str | None) -> Nameplate | None:
    r"""Return the nameplate over a text; `known` is the outlet that was stated for it.

    >>> from onrecord.documents.content import cut_lines
    >>> find_nameplate(cut_lines("Elm Gazette\n14 May 2031\n\nThe gate is shut, the mayor said."), None).outlet
    'Elm Gazette'
    >>> find_nameplate(cut_lines("Ferry Stopped\n14 May 2031\n\nThe gate is shut, the mayor said."), None) is None
    True
    """
    text = "\n".join(line.text for line in lines[:_WITHIN])
    for number, line in enumerate(lines[:_WITHIN]):
        if len(line.text) > _SHORTEST_SENTENCE and line.text[-1] in _ENDS:
            return None
        bare = line.text.strip(_DRESS)
        if label := pattern_of("published").match(bare[:_LONGEST]):  # 'Published 14 May 2031 | Elm Gazette'
            bare = bare[label.end() :].strip(_DRESS)
        if len(bare) > _LONGEST:
            continue
        if known is not None and bare.casefold() == known.casefold():
            return Nameplate(known, Offsets(line.start, line.end))
        if number == 0 and _NAME.fullmatch(bare) and _is_over(lines):
            if is_named_as_outlet(bare) or (bare.startswith("The ") and _is_day(lines[1], text)):
                return Nameplate(bare, Offsets(line.start, line.end))
        elif (
            number == 0 and _NAME.fullmatch(bare) and is_named_as_outlet(bare) and _is_over_headline(lines)
        ) or (
            _NAME.fullmatch(bare)
            and number + 1 < len(lines)
            and _is_day(lines[number + 1], text)
            and is_named_as_outlet(bare)
        ):
            return Nameplate(bare, Offsets(line.start, line.end))
        elif read_day_line(bare, text) and (name := _find_beside_day(bare)):
            return Nameplate(name, Offsets(line.start, line.end))
    return None


def find_page_head(above: Sequence[Line], article: Sequence[Line]) -> tuple[str, date] | None:
    """Return the outlet and the day that stand over an article on its page, where the one is right by the other.

    What takes an article out of its page leaves its masthead behind; `above` are the lines of the page over it.
    """
    lines = [*above, *article[:_WITHIN]]
    for place, line in enumerate(above):
        plate = find_nameplate(lines[place : place + _WITHIN + 1], None)
        if plate is None or plate.line.start != line.start:
            continue
        near = [one.text for one in lines[place : place + _DAY_BELOW + 1] if len(one.text) <= _LONGEST]
        heads = (read_day_line(text.strip(_DRESS), "\n".join(near)) for text in near)
        days = (
            find_day(text) or (head.day if head else None) for text, head in zip(near, heads, strict=True)
        )
        if day := next(filter(None, days), None):
            return plate.outlet, day.day
    return None


def _is_over(lines: Sequence[Line]) -> bool:
    """Tell whether the first line stands over a day or an author, and at least one line more."""
    below = lines[1 : 1 + _DAY_WITHIN]
    text = "\n".join(line.text for line in below)
    return len(lines) > 2 and any(
        _is_day(line, text) or pattern_of("byline").match(line.text[:_LONGEST]) for line in below
    )


def _is_over_headline(lines: Sequence[Line]) -> bool:
    """Tell whether a headline stands right below the first line, and sentences below that.

    A longer line may be a headline itself: 'Mayor Sues Courier'.
    """
    name = lines[0].text.strip(_DRESS).removeprefix("The ").split()
    if len(lines) < _FEWEST_OVER or len(name) >= _FEWEST_OVER:
        return False
    headline, first = lines[1].text, lines[2].text
    short = len(headline) <= _LONGEST and headline[-1] not in _ENDS and len(headline.split()) >= _FEWEST_OVER
    return short and len(first) > _SHORTEST_SENTENCE and first[-1] in _ENDS


def _is_day(line: Line, text: str) -> bool:
    label = pattern_of("published").match(line.text[:_LONGEST])
    words = line.text[label.end() if label else 0 :]
    day = find_day(words)
    told = day is not None and pattern_of("rest").match(words[day.end :]) is not None
    return told or read_day_line(words.strip(_DRESS), text) is not None


def _find_beside_day(line: str) -> str | None:
    """Return the part of a line with a day that is an outlet's name."""
    parts = [part.strip(_DRESS) for part in _PART.split(line)]
    return next((part for part in parts if _NAME.fullmatch(part) and is_named_as_outlet(part)), None)


def is_named_as_outlet(name: str) -> bool:
    """Tell whether a name ends with a noun for outlets, or has one before 'of': 'Elm Gazette', 'Journal of Elm'.

    >>> is_named_as_outlet("Elm Gazette Online"), is_named_as_outlet("Ferry Stopped")
    (True, False)
    """
    lists = load_lexicon("onrecord.documents", "masthead.toml")
    words = name.casefold().split()
    nouns, vague = lists.words("outlets"), lists.words("vague")
    if not 1 < len(words) <= _MOST_WORDS or words[-1] in lists.words("kinds"):
        return False
    if "-" in words[-1] and not nouns.isdisjoint(words[-1].split("-")):
        return True  # 'Elm Post-Dispatch'
    if words[-1] in nouns:
        return words[-1] not in vague or len(words) <= _MOST_OF_VAGUE
    if (
        len(words) > 2
        and words[-2] in lists.words("issued")
        and len(words) <= _MOST_OF_VAGUE + (words[0] == "the")
    ):
        return True  # 'Elm Evening Bell'
    return any(one in nouns and other in ("of", "de") for one, other in pairwise(words))
