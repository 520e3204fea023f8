"""Line -> the label at its head: whoever speaks in it, with what stands beside the name.

A label is a name, an office or a word for whoever asks, with a mark behind it, in bold, or alone on a line above what
is said. Whether it is one is seen only by its recurring, which `turns` looks at.
"""

import re
from calendar import day_name, month_abbr, month_name
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.collect.days import WrittenDay, find_day
from onrecord.documents.content import Line
from onrecord.documents.shapes import Page, form_of, list_words, match_form, name_key
from onrecord.documents.stamps import CLOCK, STAMP, is_sent, read_stamp_days
from onrecord.english import is_english
from onrecord.model import Offsets

MOST_INITIALS = 3
_CALENDAR = frozenset(word.casefold() for word in (*month_name, *month_abbr, *day_name) if word)
_LONGEST_LABEL = 70
_SHORTEST_ROLE = 3  # letters of a label of common words
_MOST_OF_NAME = 5  # words of a name that is alone on its line
_MOST_OF_BOLD = 5  # words of a label in bold that is no name: 'Voice from the hall'
# A name of at most seven words, what stands in brackets behind it, and the mark before speech.
# The number of a question before the name of whoever asks it, in the minutes of committees: 'Q12 Ana Lima:'.
_NUMBER = r"Q\.? ?\d{1,4}[.:]?(?=[ *_])"
_ASKED = re.compile(_NUMBER)
_LABEL = re.compile(
    rf"(?:>{{1,3}}[ \t]{{0,2}}|\*\*|__)?(?:{_NUMBER}(?:\*\*|__)? ?(?:\*\*|__)?)?(?P<time>{STAMP})?"
    r"(?P<name>[^\W\d_a-z][^\s:—–()\[\]]{0,24}(?: [^\s:—–()\[\]]{1,24}){0,6}?)"
    r"(?P<aside>(?: ?[(\[][^()\[\]\n]{1,60}[)\]]){0,2})"
    r"(?P<mark>(?:\*\*|__)?:(?:\*\*|__)?(?=\s|$)|[.:]? ?[—–](?=\s?\S)| -(?= \S)|(?<=[^\W\d_a-z]{2})\.(?= [^\W\d_a-z]))"
    r"(?P<gap>[ \t]*)"
)
_BRACKETED = re.compile(
    r"\[(?P<name>[^\W\d_a-z][^\s:\[\]]{0,24}(?: [^\s:\[\]]{1,24}){0,6})(?P<aside>)\](?P<mark>:?)(?P<gap>[ \t]+)(?=\S)"
)
# A cell of its own: 'ANA LIMA | It leaks.'
_CELL = re.compile(
    r"(?:\|[ ]?)?(?P<name>[^\W\d_a-z][^\s:|]{0,24}(?: [^\s:|]{1,24}){0,6}):?"
    r"(?P<aside>)(?P<mark>[ ]?\||\t)(?P<gap>[ \t]*)(?=[^\s|])"
)
_SHORT_LABEL = re.compile(
    r"(?:\*\*)?(?P<name>Q|A)(?P<mark>[.:)](?:\*\*)?|(?= {2,}|\t))(?P<gap>[ \t]+)(?=\S)(?![^\W\d_a-z]{2,} ?[.:—–-])"
)
# Whoever sent a message, by whatever name he goes in the chat: 'ana_lima'.
_SENDER = re.compile(
    rf"(?P<time>{STAMP})(?P<name>[^\W\d_][^\s:\[\]]{{1,24}}(?: [^\s:\[\]]{{1,24}}){{0,2}})"
    r"(?P<aside>)(?P<mark>:)(?P<gap>[ \t]+)"
)
_FORMS = (_SHORT_LABEL, _BRACKETED, _CELL, _LABEL)
_BOLD = re.compile(
    r"(?:\*\*|__)?(?P<name>[^\W\d_a-z][^:()\[\]*_]{0,68}?)(?P<aside>(?: ?[(\[][^()\[\]\n]{1,60}[)\]])?)\W{0,4}$"
)
# A name that is all of a line but a time, a day in brackets or an office: what is said stands below it.
_ALONE = re.compile(
    rf"(?:>{{1,3}}[ \t]{{0,2}}|[-•] )?(?:[\[(]?{CLOCK}[\])]?[ \t]{{1,4}})?"
    r"(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*| (?:of|de|del|van|von|al|bin|da|el|la)| \d{1,3}(?=\W|$))*)"
    rf"(?P<aside>(?:,? ?[(\[][^()\[\]\n]{{1,60}}[)\]]){{1,2}}:?"
    rf"|[ \t]{{1,6}}{CLOCK}| ?--? [^:;.?!]{{2,80}}| ?[–—] [^:;.?!]{{2,80}})?:?"
)
# The same where a time tells it for what it is, in whatever words: 'Man in the hall  00:12:40'.
_TIMED = re.compile(
    rf"(?P<name>[^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){{0,4}})(?P<aside>[ \t]{{1,6}}(?:{CLOCK}|[\[(]{CLOCK}[\])])):?"
)
_BULLET = re.compile(r"^[-•] ")
_NUMBERED = re.compile(r" ?#?\d{1,2}$")
_COUNTED = re.compile(r"[^\W\d_a-z][^\W\d_]{2,20} \d{1,3}")
_OWNED = re.compile(r"['’]s\b")
SURE = {"caps": 0.95, "name": 0.9, "short": 0.9, "bold": 0.85, "dash": 0.8, "alone": 0.85}


class Labelled(NamedTuple):
    """The label of a line."""

    at: int  # the place of its line
    name: Offsets
    aside: Offsets | None  # what stands in brackets behind the name
    speech: int  # where what is said begins
    key: tuple[str, ...]
    sure: float
    bold: bool = False
    day: date | None = None
    day_words: Offsets | None = None


def is_numbered(text: str) -> bool:
    """Tell whether the number of a question stands in what is before a label.

    >>> is_numbered("**Q12** "), is_numbered("12 ")
    (True, False)
    """
    return _ASKED.match(text.lstrip("*_")) is not None


def find_labels(page: Page) -> Iterator[Labelled]:
    """Yield the labels of lines that have a mark behind a name, or the name in bold."""
    days = read_stamp_days(page.lines)
    for index, line in enumerate(page.lines):
        bold = page.find_label(line)
        if (found := _match_label(line)) is not None:
            if label := _read_label(index, line, found, bold=bold is not None):
                yield _give_day(label, line, days.get(line.number))
        elif bold is not None and (label := _read_bold(page, index, line, bold)):
            yield label


def _match_label(line: Line) -> re.Match[str] | None:
    forms = (*_FORMS, _SENDER) if is_sent(line) else _FORMS
    found = next(filter(None, (form.match(line.text, 0, _LONGEST_LABEL + 60) for form in forms)), None)
    return found if found is not None and len(found["name"]) <= _LONGEST_LABEL else None


def _read_label(index: int, line: Line, found: re.Match[str], *, bold: bool) -> Labelled | None:
    name, mark = found["name"], found["mark"]
    capitals = name.isupper() and len(name) > 1
    short = _name_asker(name)
    if form_of("asked_by").match(name) and _may_ask(name, line.text[found.end() :]):
        short = "question"  # with the name of whoever asks
    special = bool(short)
    surname = capitals and mark.strip() == "." and name.isalpha() and len(name) >= MOST_INITIALS
    if mark.strip() in (".", "-") and not (special or surname or _ends_in_capitals(name)):
        return None  # 'Mr. LIMA. I rise' and 'LIMA. I rise', but no 'It rained. Nobody came'
    initials = capitals and is_initials(name) and len(name) > 1
    told = special or initials or is_written_as_name(name.partition(",")[0]) or _may_be_role(name)
    if not told and not (bold and len(name.split()) <= _MOST_OF_BOLD) and found.re is not _SENDER:
        return None
    if match_form("examiner", line) or _OWNED.search(name):
        return None  # 'Editor's Note:'
    key = (short,) if special else name_key(name.partition(",")[0])
    kind = "short" if special else "caps" if capitals or _ends_in_capitals(name) else "name"
    sure = SURE["dash"] if mark.strip(".: ") in "—–" and mark.strip(".: ") else SURE[kind]
    start = line.start + found.start("name")
    words = Offsets(start, start + len(name.partition(",")[0]))
    held = found.groupdict().get("aside")
    begin = start + len(name)
    aside = Offsets(begin, begin + len(held)) if held else None
    return Labelled(index, words, aside, line.start + found.end(), key, sure, bold)


def is_initials(name: str) -> bool:
    """Tell whether a label is so short that it can be the first letters of a name, with full stops or without.

    >>> [is_initials(name) for name in ("AL", "A.L.", "Lima")]
    [True, True, False]
    """
    bare = name.replace(".", "")
    return bare.isalpha() and len(bare) <= MOST_INITIALS


def _name_asker(name: str) -> str:
    """Return the word for whoever asks or answers that is all of a label but its number; else nothing.

    >>> [_name_asker(name) for name in ("Reporter 2", "Unknown speaker", "Ana Lima")]
    ['reporter', 'unknown speaker', '']
    """
    short = _NUMBERED.sub("", name).strip(".").casefold()
    return short if short in _special() else ""


def _may_ask(name: str, said: str) -> bool:
    """Tell whether what stands behind a label that names who asks may be a question: a delegate who moves asks none."""
    questioned = not list_words("question_kind").isdisjoint(name.casefold().split())
    return questioned or not said.strip() or "?" in said


def _read_bold(page: Page, index: int, line: Line, bold: Offsets) -> Labelled | None:
    """Return the label that only its being bold parts from what is said."""
    found = _BOLD.match(page.text[slice(*bold)])
    if found is None or not is_written_as_name(found["name"].strip()):
        return None
    start = bold.start + found.start("name")
    name = found["name"].partition(",")[0].rstrip()
    aside = Offsets(start + len(name), bold.end) if start + len(name) < bold.end else None
    speech = (
        bold.end + len(page.text[bold.end : line.end]) - len(page.text[bold.end : line.end].lstrip(" :–—-"))
    )
    return Labelled(
        index, Offsets(start, start + len(name)), aside, speech, name_key(name), SURE["bold"], bold=True
    )


def is_spoken(lines: Sequence[Line]) -> bool:
    """Tell whether the rows of a table are who speaks and what he says, by turns."""
    cells = [_CELL.match(line.text) for line in lines]
    names = Counter(found["name"] for found in cells if found and is_written_as_name(found["name"]))
    two = all(line.text.strip("| \t").count("|") + line.text.strip("| \t").count("\t") == 1 for line in lines)
    return two and 1 < len(names) < names.total() == len(lines)


def find_alone(page: Page) -> Iterator[Labelled]:
    """Yield the names that are all of a line above what is said: 'Ana Lima (00:12):', 'MR LIND', 'Ana Lima  0:35'."""
    for index, (line, below) in enumerate(zip(page.lines, page.lines[1:], strict=False)):
        if len(line.text) > 2 * _LONGEST_LABEL:
            continue
        timed = _TIMED.fullmatch(line.text)
        found = timed or _ALONE.fullmatch(line.text)
        if found is None or len(found["name"]) > _LONGEST_LABEL:
            continue
        asker = _name_asker(found["name"])
        if not (timed or asker or _stands_alone(found["name"])):
            continue
        start = line.start + found.start("name")
        begin = start + len(found["name"])
        aside = Offsets(begin, line.end) if begin < line.end else None
        label = Labelled(
            index,
            Offsets(start, begin),
            aside,
            below.start + len(below.text) - len(_BULLET.sub("", below.text, count=1)),
            (asker,) if asker else name_key(found["name"]),
            SURE["caps"] if aside else SURE["alone"],
        )
        bracket = line.text.find("[", found.end("name"))
        yield _give_day(label, line, find_day(line.text, bracket + 1)) if bracket >= 0 else label


def is_counted(name: str) -> bool:
    """Tell whether a name is a part with a number, as programs that write speech down give who speaks.

    >>> is_counted("Speaker 2"), is_counted("Ana Lima")
    (True, False)
    """
    return _COUNTED.fullmatch(name) is not None


def _stands_alone(name: str) -> bool:
    words = name.split()
    if is_counted(name):
        return True
    office = any(word.strip(".").casefold() in list_words("honorific") for word in words)
    told = is_written_as_name(name) and not _OWNED.search(name) and len(words) <= _MOST_OF_NAME
    return told and (len(words) > 1 or office or name.isupper())


def _give_day(label: Labelled, line: Line, day: WrittenDay | None) -> Labelled:
    words = Offsets(line.start + day.start, line.start + day.end) if day else None
    return label._replace(day=day.day, day_words=words) if day else label


def _special() -> frozenset[str]:
    return list_words("question") | list_words("answer")


def _may_be_role(name: str) -> bool:
    """Tell whether common words can be a label, each with a capital: 'MODERATOR', 'Host', 'Harbour Gazette', 'TV5'."""
    words, small = name.split(), list_words("small")
    written = words[0][0].isupper() and all(
        word[0].isupper() or word in small or word.isdigit() for word in words
    )
    return written and name.replace(" ", "").isalnum() and len(name) >= _SHORTEST_ROLE


def _ends_in_capitals(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return len(last) > 1 and last.isupper() and len(name.split()) > 1


def is_written_as_name(name: str) -> bool:
    """Tell whether the words are written as a name, and are not one common word: 'Note', 'Update'."""
    words = name.split()
    small = list_words("small")
    if any(char.isdigit() or char in "&/%$" for char in name) or any(
        word.strip(".,").casefold() in _CALENDAR for word in re.split(r"[ -]", name)
    ):
        return False
    if not all(word[0].isupper() or word in small or not word[0].isalpha() for word in words):
        return False
    plain = [word.strip(".,'’") for word in words]
    office = any(word.casefold() in list_words("honorific") for word in plain)
    described = len(words) > 1 and name.isupper()  # 'THE WITNESS', 'SECOND MAN'
    return office or described or not all(is_english(word) for word in plain if word)
