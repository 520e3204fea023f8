"""Lines of an article that a press archive handed out -> those that the archive put around it.

Archives set fields over and under an article: who wrote it, its length, codes, subjects, rights, what was searched for.
Where such a text heads its article ('Body', 'Full text'), all above but the headline is the archive's, and all from
the first field below. Elsewhere the head is known by the number of words over a day and an outlet, as in Factiva.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from onrecord.collect.days import find_day
from onrecord.documents.content import Line
from onrecord.documents.sourced import find_sourced
from onrecord.lexicon import load_lexicon

_FIELD = re.compile(r"[^\W\d_][\w /()&-]{1,40}?(?=\s?:(?:\s|$))")
_WORDS = re.compile(r"\d[\d,.]* words", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_NOTED = re.compile(r"©|\(c\)|\b(?:19|20)\d\d\b|\brights reserved\b|\bproperty of\b", re.IGNORECASE)
_KEY = re.compile(r"Document [A-Z]{3,10}\d{8,}\w{0,20}|End of Document", re.IGNORECASE)
_CITED = re.compile(r"\s*[(\[][^()\[\]]{2,40}[)\]]:?$|:$")
_RULE = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"https?://\S+$")
_AUTHOR = re.compile(r"(?:by|from|von|par|por) \S", re.IGNORECASE)
_PERSON = re.compile(
    r"[A-Z][\w.’'-]+(?:,? [A-Z][\w.’'-]*){1,2}(?:(?:,| and| &|;) [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2})*"
)
_MOST_OF_HEAD, _LONGEST_FIELD = 9, 60  # lines below the number of words, and characters of one
_LONGEST_OF_HEAD = 100  # characters of a line; a longer one that ends as a sentence is the article's
_FEWEST_OF_TITLE = 3  # words
_SHORTEST_SENTENCE = 40  # characters
_NEAR = 6  # lines below the heading of citations, in which the first has the headline
_MOST_OF_SECTION = 3  # words
_LONGEST_NAME = 60  # characters of a line with the outlet


class _Parts(NamedTuple):
    """Where in the lines of an archive's article its own stand."""

    title: int | None
    head: range  # of which all but the title is the archive's
    foot: int


def find_archive_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines that a press archive put around an article."""
    parts = _find_parts(lines)
    if parts is None:
        return frozenset()
    return frozenset({*parts.head, *range(parts.foot, len(lines))} - {parts.title})


def find_archive_title(lines: Sequence[Line]) -> int:
    """Return the index of the headline of an article that a press archive handed out, or else of the first line."""
    parts = _find_parts(lines)
    return parts.title or 0 if parts is not None else 0


def _find_parts(lines: Sequence[Line]) -> _Parts | None:
    names = [_name(line.text) for line in lines]
    lists = load_lexicon("onrecord.documents", "exports.toml")
    body = next((index for index, name in enumerate(names) if name in lists.words("body")), None)
    if body is not None and any(name in lists.words("sure") for name in names):
        alone = lines[body].text.rstrip(" :").casefold() in lists.words("body")
        foot = [index for index in range(body + 1, len(lines)) if names[index] in lists.words("foot")]
        title = _find_title(lines[:body], names)
        return _Parts(title, range(body + alone), _begin_foot(lines, foot, title))
    if (head := _find_head(lines)) is None:
        return _find_listed(lines, names)
    title, end = head
    covered = any(name in lists.words("cover") for name in names[:title])
    first = 0 if covered else title - _has_section(lines, title)
    foot = [index for index in range(end, len(lines)) if _is_foot(lines[index].text, names[index])]
    return _Parts(title, range(first, end), _begin_foot(lines, foot, title))


def _find_listed(lines: Sequence[Line], names: Sequence[str]) -> _Parts | None:
    """Return the parts of an article of a list, whose head has a line of its paper and day."""
    head = next(find_sourced(lines[:_MOST_OF_HEAD]), None)
    if head is None or head.first:
        return None
    lists = load_lexicon("onrecord.documents", "exports.toml")
    fields = lists.words("foot") | lists.words("sure")
    foot = [
        n
        for n in range(head.end, len(lines))
        if (names[n] in fields and _FIELD.match(lines[n].text)) or _is_foot(lines[n].text, names[n])
    ]  # without its colon, 'Details' is a heading of the article
    return _Parts(head.title, range(head.first, head.end), _begin_foot(lines, foot, head.title))


def _begin_foot(lines: Sequence[Line], places: Sequence[int], title: int | None) -> int:
    """Return the first of the places below which no paragraph of the article stands, or how it may be cited."""
    citing = (index for index, line in enumerate(lines) if index and _is_citing(line.text))
    cited = next((index for index in citing if _holds_title(lines, index, title)), len(lines))
    last = max((index for index, line in enumerate(lines[:cited]) if _is_prose(line.text)), default=-1)
    return next((place for place in places if place > last), cited)


def _is_citing(text: str) -> bool:
    """Tell whether a line heads the ways in which an article may be cited: 'Source Citation (MLA 9th Edition)'."""
    if len(text) > _LONGEST_NAME:
        return False
    name = _CITED.sub("", text.strip("•*# ")).casefold()
    return name in load_lexicon("onrecord.documents", "exports.toml").words("citing")


def _holds_title(lines: Sequence[Line], place: int, title: int | None) -> bool:
    """Tell whether the headline stands right below a line, as where it is said how an article may be cited."""
    if title is None:
        return False
    below = " ".join(line.text for line in lines[place + 1 : place + 1 + _NEAR])
    return f" {_fold(lines[title].text)} " in f" {_fold(below)} "


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_prose(text: str) -> bool:
    lists = load_lexicon("onrecord.documents", "exports.toml")
    fields = lists.words("sure") | lists.words("foot") | lists.words("cover")
    told = len(text) > _LONGEST_OF_HEAD and text[-1] in '.!?”"'
    return told and "©" not in text and _name(text) not in fields


def is_archives_own(lines: Sequence[Line]) -> bool:
    """Tell whether lines are no article, but what an archive puts over or below all of them: no sentence is in them."""
    lists = load_lexicon("onrecord.documents", "exports.toml")
    fields = lists.words("sure") | lists.words("foot") | lists.words("cover")
    known = [_name(line.text) in fields or _RIGHTS.match(line.text) is not None for line in lines]
    said = any(
        len(line.text) > _SHORTEST_SENTENCE and line.text[-1] in '.!?”"' and not own
        for line, own in zip(lines, known, strict=True)
    )
    return not said and any(
        _name(line.text) in lists.words("cover") or _RIGHTS.match(line.text) for line in lines
    )


def _is_foot(text: str, name: str) -> bool:
    lists = load_lexicon("onrecord.documents", "exports.toml")
    return _KEY.fullmatch(text) is not None or name in lists.words("cover") or _is_of_rights(text)


def _is_of_rights(text: str) -> bool:
    """Tell whether a line is a note of rights, and no sentence about them: 'Copyright law is at fault.'."""
    noted = _RIGHTS.match(text) is not None
    return noted and (text[-1] not in '.!?”"' or _NOTED.search(text) is not None)


def _name(text: str) -> str:
    """Return the name of the field that a line holds, or the line itself where it is a heading: 'classification'."""
    field = _FIELD.match(text)
    return (
        (field[0] if field else text.partition("  ")[0] if len(text) <= _LONGEST_NAME else "")
        .strip(" :")
        .casefold()
    )


def _find_title(lines: Sequence[Line], names: Sequence[str]) -> int | None:
    """Return the headline above an article's text: over its outlet and day, or the first line that is no field."""
    for index in range(len(lines) - 2, 0, -1):
        outlet, day = lines[index].text, lines[index + 1].text
        dated = len(day) <= _LONGEST_NAME and (told := find_day(day)) is not None and told.start == 0
        if (
            dated
            and len(outlet) <= _LONGEST_NAME
            and not _FIELD.match(outlet)
            and not _FIELD.match(lines[index - 1].text)
        ):
            return index - 1
    lists = load_lexicon("onrecord.documents", "exports.toml")
    known = lists.words("sure") | lists.words("cover") | lists.words("foot") | lists.words("head")
    open_ = [
        index
        for index, line in enumerate(lines)
        if names[index] not in known
        and not (_RULE.fullmatch(line.text) or _ADDRESS.match(line.text) or find_day(line.text))
    ]
    plain = next((index for index in open_ if not _FIELD.match(lines[index].text)), None)
    if open_[:1] == [0]:  # 'Leak at the quay: board knew' is above all fields
        return 0
    return plain


def _find_head(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return where the headline of an article stands, and where its head ends."""
    for index, line in enumerate(lines):
        if not _WORDS.fullmatch(line.text) or index == 0:
            continue
        below = lines[index + 1 : index + 1 + _MOST_OF_HEAD]
        if not any(find_day(one.text) for one in below[:2]):
            continue
        short = takewhile(lambda one: _is_short(one.text) or _RIGHTS.match(one.text), below)
        fields = list(short)
        rights = [place for place, one in enumerate(fields) if _RIGHTS.match(one.text)]
        touching = _count_touching(lines, index) or len(fields)
        end = index + 1 + (rights[0] + 1 if rights else min(len(fields), touching))
        title = index - 1
        above = lines[title].text
        if title and (
            _AUTHOR.match(above) or (_PERSON.fullmatch(above) and _may_be_title(lines[title - 1].text))
        ):
            title -= 1
        return title, end
    return None


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_FIELD and text[-1] not in '.!?”"'


def _may_be_title(text: str) -> bool:
    return len(text.split()) >= _FEWEST_OF_TITLE and not _is_prose(text)


def _touches(lines: Sequence[Line], index: int) -> bool:
    return lines[index].number + 1 == lines[index + 1].number


def _count_touching(lines: Sequence[Line], index: int) -> int:
    """Return how many lines touch one from below, each the one above."""
    return len(list(takewhile(lambda place: _touches(lines, place), range(index, len(lines) - 1))))


def _has_section(lines: Sequence[Line], title: int) -> bool:
    """Tell whether the section in which an article stood is named right over its headline."""
    return title > 0 and _touches(lines, title - 1) and len(lines[title - 1].text.split()) <= _MOST_OF_SECTION
