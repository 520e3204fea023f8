"""Page -> what one voice says: statements and communiqués, quotations that are signed or led in by a name."""

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.documents.content import Line, Markup
from onrecord.documents.shapes import (
    Page,
    Shape,
    find_name,
    list_words,
    match_form,
    name_key,
)
from onrecord.english import is_english
from onrecord.model import BlockKind, Offsets

_HEAD = 4  # lines among which the head of a statement stands
_FEWEST_OWN = 2  # words by which a speaker names himself, outside quotation marks
_MOST_QUOTED = 0.2  # of a statement's characters
_FEWEST_POINTS = 3
_LONGEST_LEAD = 110
_MOST_OF_NAME = 4  # words
_LONGEST_SIGNATURE = 60
_QUOTED = re.compile(r"[“\"«][^”\"»\n]{1,2000}[”\"»]")
_ONE_QUOTATION = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"|«[^«»\n]+»|‘[^‘\n]+’")
_WORD = re.compile(r"[^\W\d_][\w’']*")
# The phrase that names a speaker ends before what he speaks of.
_TOPIC = re.compile(
    r"[:;|(–—\n]| (?:on|at|about|regarding|concerning|following|marking|ahead|to|in|after|before|upon)\b"
)
# '1. Welcomes the report', '(b) Calls on': a verb in the third person at the head of a numbered point.
_POINT = re.compile(
    r"[(\[]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)\]]{1,2} ?\*?_?(?P<verb>[A-Z][a-z]{2,15})(?: (?P<second>[a-z]{3,15}))?\b"
)
_THIRD_PERSON = re.compile(r"[A-Za-z][a-z]+(?<![sui])s$")
_SIGNED = re.compile(r"[—–―-]{1,2} ?(?=[^\W\d_a-z])")
_HERE = re.compile("")
# 'Ana Lima, mayor', 'Ana Lima (Norvik)': a name that is all of the line but what is said of its bearer.
_NAMED = re.compile(r"(?:[^\W\d_a-z][\w.’'-]* ){1,4}[^\W\d_a-z][\w.’'-]*(?: ?[,(|–—-].*)?$")
_OWNED = re.compile(r"['’]s\b")
_OPENS, _CLOSES = '“"«‘', '”"»’'
_SURE_STATEMENT, _SURE_POINTS, _SURE_LED, _SURE_SIGNED = 0.9, 0.85, 0.85, 0.9


def find_statement(page: Page) -> list[Shape]:
    """Return all of a document that is in one voice, where its head and its own words say so."""
    for number, line in enumerate(page.lines[:_HEAD]):
        found = match_form("statement", line)
        if found is None or line.text.endswith(":"):
            continue
        end = _end_of_phrase(line, found.end())
        phrase = page.text[line.start + found.end() : end]
        start = line.start + found.end() + len(phrase) - len(phrase.lstrip())
        if not phrase.strip() or not any(word[0].isupper() for word in phrase.split()):
            continue
        whole = Offsets(start, end)
        joint = "joint" in found[0].lower() and " and " in phrase  # neither says it alone
        named = find_name(page.text, start, end)
        if named is None or _is_all_office(page, named):
            named = _find_holder(page, number) or named  # 'STATEMENT BY THE MAYOR', and his name below
        voice = whole if joint else named or whole
        body = _body(page, number + 1)
        if body and _is_in_one_voice(page, body, voice, attributed="attribut" in found[0].lower()):
            first, last = body[0], body[-1]
            return [Shape(first.start, last.end, BlockKind.PARAGRAPH, _SURE_STATEMENT, voice)]
    return []


def _is_all_office(page: Page, name: Offsets) -> bool:
    """Tell whether the words behind 'Statement by' are an office's, without a name: all are common words."""
    return all(is_english(word) for word in _WORD.findall(page.text[slice(*name)]))


def _find_holder(page: Page, number: int) -> Offsets | None:
    """Return the name that is all of one of the lines right below the head of a statement."""
    for line in page.lines[number + 1 : number + 3]:
        alone = 1 < len(line.text.split()) <= _MOST_OF_NAME and _NAMED.fullmatch(line.text)
        name = find_name(page.text, line.start, line.end) if alone else None
        if name is not None and not _is_all_office(page, name):
            return (
                name if line.text[:1].isupper() and (name.start, name.end) == (line.start, line.end) else None
            )
    return None


def _end_of_phrase(line: Line, position: int) -> int:
    topic = _TOPIC.search(line.text, position + 1)
    return line.start + (topic.start() if topic else len(line.text))


def _body(page: Page, first: int) -> list[Line]:
    """Return the lines below the head, without its days and places, up to what stands below the last words."""
    lines = list(page.lines[first:])
    end = next((n for n, line in enumerate(lines) if match_form("end", line)), len(lines))
    while end and lines and lines[0].text.rstrip()[-1:] not in '.!?:;,”"':
        lines, end = lines[1:], end - 1  # a day, a place, an author
    while end > 1 and len(lines[end - 1].text) <= _LONGEST_SIGNATURE and _is_unended(lines[end - 1]):
        end -= 1  # whoever signs it, and his office
    return lines[:end]


def _is_unended(line: Line) -> bool:
    return line.text[-1] not in '.!?:;,…”"’)' and line.text[:1].isupper()


def _is_in_one_voice(page: Page, body: list[Line], voice: Offsets, *, attributed: bool) -> bool:
    """Tell whether the lines say 'I' or 'we' by themselves, and tell of nobody saying it."""
    text = page.text[body[0].start : body[-1].end]
    plain = _QUOTED.sub(" ", text)
    words = [word[0].casefold() for word in _WORD.finditer(plain)]
    own = sum(word in list_words("first_person") for word in words)
    surname = name_key(page.text[slice(*voice)])[-1]
    told = any(
        one == surname and other in list_words("reported") - {"has", "called"}
        for one, other in pairwise(words)
    )
    quoted = len(text) - len(plain)
    return not told and quoted <= _MOST_QUOTED * len(text) and (own >= _FEWEST_OWN or attributed)


def find_points(page: Page) -> list[Shape]:
    """Return the numbered points of a communiqué or resolution, each with a verb at its head, in the voice above."""
    points = [n for n, line in enumerate(page.lines) if _heads_with_verb(line)]
    if len(points) < _FEWEST_POINTS:
        return []
    voice = _find_body_above(page, points[0])
    if voice is None:
        return []
    return [
        Shape(
            page.lines[n].start + _point_start(page.lines[n]),
            page.lines[n].end,
            BlockKind.PARAGRAPH,
            _SURE_POINTS,
            voice,
        )
        for n in points
    ]


def _heads_with_verb(line: Line) -> bool:
    found = _POINT.match(line.text)
    if found is None:
        return False
    verb = found["second"] if found["verb"].endswith("ly") else found["verb"]
    return verb is not None and _THIRD_PERSON.match(verb) is not None


def _point_start(line: Line) -> int:
    found = _POINT.match(line.text)
    return found.start("verb") if found else 0


def _find_body_above(page: Page, first: int) -> Offsets | None:
    """Return who does all that the points say: the subject that a line of its own names, else the head's."""
    for line in reversed(page.lines[max(0, first - 12) : first]):
        if line.text.endswith((",", ":")) and len(line.text) <= _LONGEST_LEAD and line.text[:1].isupper():
            name = find_name(page.text, line.start, line.end)
            if name is not None and name.start - line.start <= len("The "):
                return name
    for line in page.lines[:_HEAD]:
        if found := match_form("statement", line):
            return find_name(page.text, line.start + found.end(), line.end)
    return None


def find_led(page: Page) -> Iterator[Shape]:
    """Yield words that a line of its own leads in by a name, and quotations signed behind a dash."""
    for number, line in enumerate(page.lines[:-1]):
        lead = (
            match_form("lead", line) if len(line.text) <= _LONGEST_LEAD and line.text.endswith(":") else None
        )
        name = find_name(page.text, line.start + lead.end(), line.end) if lead else None
        if name is None and line.text.endswith(":") and page.holds(Markup.QUOTE, page.lines[number + 1]):
            name = _first_name(page, line)
        if name is None and _ONE_QUOTATION.fullmatch(page.lines[number + 1].text):
            name = _name_at_head(page, line)
        if name is not None:
            yield from _cut_led(page, number, name, stated="statement" in line.text.casefold())
    for above, below in pairwise(page.lines):
        quoted = _ONE_QUOTATION.fullmatch(above.text) is not None
        signed = _SIGNED.match(below.text) or _sign_alone(page, above, below, quoted=quoted)
        if signed and len(below.text) <= _LONGEST_LEAD and (quoted or page.holds(Markup.QUOTE, above)):
            name = find_name(page.text, below.start + signed.end(), below.end)
            # 'the Mail's Ana Lima' has reported it
            if name is not None and not _OWNED.search(page.text, *name):
                start, end = _within_marks(above)
                yield Shape(start, end, BlockKind.PARAGRAPH, _SURE_SIGNED, name)


def _sign_alone(page: Page, above: Line, below: Line, *, quoted: bool) -> re.Match[str] | None:
    """Return the beginning of a line that is a name and an office right below a quotation, or in it, without a dash."""
    set_apart = page.holds(Markup.QUOTE, below)
    beside = (quoted or (set_apart and page.holds(Markup.QUOTE, above))) and (
        set_apart or below.number == above.number + 1
    )
    if not beside or below.text[-1] in ".!?:;" or _NAMED.match(below.text) is None:
        return None
    return _HERE.match(below.text)


def _name_at_head(page: Page, line: Line) -> Offsets | None:
    """Return the name with which a short line that leads in a quotation begins: 'Jon Pell, bishop:'."""
    if not line.text.endswith(":") or len(line.text) > _LONGEST_LEAD:
        return None
    name = find_name(page.text, line.start, line.end)
    at_head = name is not None and name.start == line.start and not _OWNED.search(page.text, *name)
    return name if at_head else None


def _first_name(page: Page, line: Line) -> Offsets | None:
    """Return the name with which a line begins, of one word too: 'Lima replied an hour later:'."""
    if name := find_name(page.text, line.start, line.end):
        return name
    first = _WORD.match(line.text)
    following = line.text[first.end() :].split() if first else []
    told = bool(following) and (following[0] in list_words("reported") or following[0].endswith("ed"))
    return Offsets(line.start, line.start + first.end()) if first and told else None


def _cut_led(page: Page, number: int, name: Offsets, *, stated: bool) -> Iterator[Shape]:
    below = page.lines[number + 1 :]
    if below[0].text[0] in _OPENS or page.holds(Markup.QUOTE, below[0]):
        for line in below:
            if line.text[0] not in _OPENS and not page.holds(Markup.QUOTE, line):
                return
            start, end = _within_marks(line)
            yield Shape(start, end, BlockKind.PARAGRAPH, _SURE_LED, name)
            if line.text[-1] in _CLOSES:
                return
    elif stated:
        told = []
        for line in below:
            if (
                match_form("end", line)
                or match_form("lead", line)
                or line.text.endswith(":")
                or page.holds(Markup.HEADING, line)
            ):
                break
            told.append(line)
        if told:
            yield Shape(told[0].start, told[-1].end, BlockKind.PARAGRAPH, _SURE_LED, name)


def _within_marks(line: Line) -> tuple[int, int]:
    start = line.start + (line.text[0] in _OPENS)
    return start, line.end - (line.text[-1] in _CLOSES)
