"""Page -> what one voice says: statements and communiqués, quotations that are signed or led in by a name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.documents.bodies import is_body, read_name
from onrecord.documents.content import Line
from onrecord.documents.masthead import pattern_of
from onrecord.documents.shapes import (
    Page,
    Shape,
    bare_of_notes,
    find_name,
    form_of,
    is_office,
    list_words,
    match_form,
    name_key,
    offices,
)
from onrecord.english import is_english
from onrecord.model import BlockKind, Offsets

_HEAD = 4  # lines among which the head of a statement stands
_FEWEST_OWN = 2  # words by which a speaker names himself, outside quotation marks
_MOST_QUOTED = 0.2  # of a statement's characters
_FEWEST_POINTS = 3
_LONGEST_LEAD = 110
_LONGEST_OWNER = 80  # characters of a name at the head of a title
_MOST_OF_NAME = 4  # words
_LONGEST_SIGNATURE = 60
_MOST_OF_FOOT = 12  # lines of those who sign a text, and of what they are
_FEWEST_TOLD = 4  # words of a sentence
_DRESS = " -•*–—_"  # before a name in a list, or around one in bold
_DIGIT = re.compile(r"\d")
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
# The same without a number, as the items of a list are shown.
_ITEM = re.compile(r"[-•*·▪●–—] ?(?P<verb>[A-Z][a-z]{2,15})(?: (?P<second>[a-z]{3,15}))?\b")
_NUMBER = re.compile(r"[(\[]?\d{1,3}[.)\]]{1,2} ")
_INFLECTED = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("ed", ""),
    ("ing", ""),
    ("ing", "e"),
    ("s", ""),
    ("d", ""),
    ("", ""),
)
_THIRD_PERSON = re.compile(r"[A-Za-z][a-z]+(?<![sui])s$")
_SIGNED = re.compile(r"[—–―-]{1,2} ?(?=[^\W\d_a-z])")
_HERE = re.compile("")
# 'Ana Lima, mayor', 'Ana Lima (Norvik)': a name that is all of the line but what is said of its bearer.
NAMED = re.compile(r"(?:[^\W\d_a-z][\w.’'-]* ){1,4}[^\W\d_a-z][\w.’'-]*(?: ?[,(|–—-].*)?$")
# Behind a topic or an article: a statement with whoever made it, to the end of the title; a column's title goes on.
_BEHIND_TOPIC = re.compile(
    r"(?:^an? |(?::| [|–—-]) (?:an? )?)(?=(?:statement|declaration) (?:by|of) (?P<who>[^:;|–—]+)$)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"['’]s\b")
_OPENS, _CLOSES = '“"«‘', '”"»’'
_SURE_STATEMENT, _SURE_POINTS, _SURE_SIGNED_TEXT = 0.9, 0.85, 0.85


def find_statement(page: Page) -> list[Shape]:
    """Return all of a document that is in one voice, where its head and its own words say so.

    A document of several statements, each with a head of its own, has as many.
    """
    for number, line in enumerate(page.lines[:_HEAD]):
        if (head := _read_head(page, number, line)) is None:
            continue
        heads = [head, *_find_further_heads(page, head.below)]
        ends = [*(other.at for other in heads[1:]), len(page.lines)]
        if found := [shape for one, end in zip(heads, ends, strict=True) for shape in _cut(page, one, end)]:
            return found
    return []


def _cut(page: Page, head: "_Head", end: int) -> Iterator[Shape]:
    """Yield what stands below the head of a statement, where it is in one voice."""
    body = _body(page, head.below, end)
    if body and is_in_one_voice(page, body, head.voice, attributed=head.adopted):
        first, last = body[0], body[-1]
        numbers = (_NUMBER.match(line.text) for line in body)
        silent = tuple(
            Offsets(line.start, line.start + number.end())
            for line, number in zip(body, numbers, strict=True)
            if number
        )
        yield Shape(first.start, last.end, BlockKind.PARAGRAPH, _SURE_STATEMENT, head.voice, silent=silent)


def _find_further_heads(page: Page, below: int) -> Iterator["_Head"]:
    """Yield the heads of further statements: lines of their own with paragraphs above and below them."""
    for number in range(below + 1, len(page.lines) - 1):
        line = page.lines[number]
        apart = page.lines[number - 1].number < line.number - 1
        short = len(line.text) <= _LONGEST_LEAD and _is_unended(line)
        if apart and short and match_form("statement", line) and (head := _read_head(page, number, line)):
            yield head


class _Head(NamedTuple):
    """The head of a statement."""

    at: int  # the place of its line
    voice: Offsets
    below: int  # the place of the line below it
    adopted: bool  # the text is its own whether or not it says 'we'


def _read_head(page: Page, number: int, line: Line) -> _Head | None:
    if line.text.endswith(":"):
        return None
    if match_form("kind", line):
        name = next(
            (n for n in range(number + 1, number + 3) if n < len(page.lines) and _is_named(page, n)), None
        )
        voice = None if name is None else find_name(page.text, page.lines[name].start, page.lines[name].end)
        return _Head(number, voice, name + 1, adopted=False) if voice and name is not None else None
    if number and _is_unended(line) and form_of("owned").match(f": {line.text}") and _is_given(page, number):
        above = page.lines[number - 1]
        told = _is_named(page, number - 1) and not pattern_of("byline").match(above.text)
        voice = find_name(page.text, above.start, above.end) if told else None
        return _Head(number, voice, number + 1, adopted=False) if voice else None
    line, found = _find_statement_words(page, line)
    if found is None:
        voice = _find_owner(page, line) if _is_unended(line) else None
        return _Head(number, voice, number + 1, adopted=False) if voice else None
    end = _end_of_phrase(line, found.end())
    phrase = page.text[line.start + found.end() : end]
    start = line.start + found.end() + len(phrase) - len(phrase.lstrip())
    several = "joint" in found[0].lower()
    if not phrase.strip() or not (several or any(word[0].isupper() for word in phrase.split())):
        return None
    whole = Offsets(start, end)
    named = _find_body(page, start, end) or find_name(page.text, start, end)
    behind = page.text[named.end : end].split() if named else []
    if behind and _THIRD_PERSON.match(behind[0]):
        return None  # 'Statement by Ana Lima angers the board'
    if named and page.text[slice(*named)].split()[-1].casefold() in offices():
        holder = find_name(page.text, named.end, end)
        beside = holder is not None and page.text[named.end : holder.start] == ", "
        named = holder if beside else named  # 'Statement of the Lake Ombudsman, Ana Lima'
    if named is None or _is_all_office(page, named):
        # 'STATEMENT BY THE MAYOR', and his name below it, or at the foot
        named = _find_holder(page, number) or next(iter(find_foot(page, page.lines)[1]), None) or named
    joint = several and (" and " in phrase or named is None)  # neither says it alone
    adopted = form_of("adopted").search(found[0]) is not None
    return _Head(number, whole if joint else named or whole, number + 1, adopted)


def _is_given(page: Page, number: int) -> bool:
    """Tell whether a text was handed out as its speaker gave it: it says so, or greets those who heard it.

    A name over 'Address to the council' is the speaker's there, and the author's of a report elsewhere.
    """
    around = (*page.lines[:number], *page.lines[number + 1 : number + 1 + _HEAD])
    return any(match_form("delivered", line) or match_form("greeting", line) for line in around)


def _find_statement_words(page: Page, line: Line) -> tuple[Line, re.Match[str] | None]:
    """Return a line, or what of it stands behind a topic, with the words that head a statement.

    Behind a topic, as in 'Flood at Port Elm: a statement by Ana Lima', it heads one on a page of its maker's office
    alone; a newspaper's is about it.
    """
    if found := match_form("statement", line):
        return line, found
    gap = _BEHIND_TOPIC.search(line.text) if _is_unended(line) else None
    if gap is None or not _ends_in_name(page, line, gap) or not _is_of_office(page, gap["who"]):
        return line, None
    part = _cut_head(line, gap.end())
    return part, match_form("statement", part)


def _ends_in_name(page: Page, line: Line, gap: re.Match[str]) -> bool:
    name = find_name(page.text, line.start + gap.start("who"), line.end)
    return name is not None and name.end == line.end


def _is_of_office(page: Page, who: str) -> bool:
    """Tell whether a page's outlet is an office, or one whom the title names."""
    outlet = page.outlet or ""
    return is_office(outlet) or (bool(outlet) and outlet.casefold() in who.casefold())


def _cut_head(line: Line, start: int) -> Line:
    return replace(line, start=line.start + start, text=line.text[start:])


def _is_named(page: Page, number: int) -> bool:
    """Tell whether a line is a name with perhaps an office behind it."""
    line = page.lines[number]
    name = find_name(page.text, line.start, line.end) if NAMED.fullmatch(line.text) else None
    return name is not None and name.start == line.start and not _is_all_office(page, name)


def _find_owner(page: Page, line: Line) -> Offsets | None:
    """Return the name with which a title begins that says it is over its bearer's words: 'Mayor Lima's statement'."""
    for gap in re.finditer(r"(?:['’]s?)?(?=:? )", line.text[:_LONGEST_OWNER]):
        if form_of("owned").match(line.text[gap.end() :]):
            end = line.start + gap.start()
            body = _find_body(page, line.start, end)
            name = body or find_name(page.text, line.start, end)
            whole = name is not None and (name.start, name.end) == (line.start, end)
            short = body is not None or len(line.text[: gap.start()].split()) <= _MOST_OF_NAME
            return name if name and whole and short and not _is_all_office(page, name) else None
    return None


def _find_body(page: Page, start: int, end: int) -> Offsets | None:
    """Return the name of a body that is all of some words but an article: 'the Association of Lume Rowers'."""
    text = page.text[start:end].rstrip()
    name = read_name(page.text, start, start + len(text))
    whole = name is not None and name.end == start + len(text)
    return name if name and whole and is_body(page.text[slice(*name)]) else None


def _is_all_office(page: Page, name: Offsets) -> bool:
    """Tell whether the words behind 'Statement by' are an office's, without a name: all are common words."""
    return all(is_english(word) for word in _WORD.findall(page.text[slice(*name)]))


def _find_holder(page: Page, number: int) -> Offsets | None:
    """Return the name that is all of one of the lines right below the head of a statement."""
    for line in page.lines[number + 1 : number + 3]:
        alone = 1 < len(line.text.split()) <= _MOST_OF_NAME and NAMED.fullmatch(line.text)
        name = find_name(page.text, line.start, line.end) if alone else None
        if name is not None and not _is_all_office(page, name):
            return (
                name if line.text[:1].isupper() and (name.start, name.end) == (line.start, line.end) else None
            )
    return None


def _end_of_phrase(line: Line, position: int) -> int:
    topic = _TOPIC.search(line.text, position + 1)
    return line.start + (topic.start() if topic else len(line.text))


def _body(page: Page, first: int, last: int) -> list[Line]:
    """Return the lines below the head, without its days and places, up to what stands below the last words."""
    lines = list(page.lines[first:last])
    end = next((n for n, line in enumerate(lines) if match_form("end", line)), len(lines))
    while end and lines and bare_of_notes(lines[0].text)[-1:] not in '.!?:;,”"':
        lines, end = lines[1:], end - 1  # a day, a place, an author
    while end > 1 and len(lines[end - 1].text) <= _LONGEST_SIGNATURE and _is_unended(lines[end - 1]):
        end -= 1  # whoever signs it, and his office
    return lines[:end]


def find_signed(page: Page) -> Iterator[Shape]:
    """Yield a text that speaks of itself and that somebody signs at its foot, with what he is or as a statement.

    Where several sign it, each says all of it; it is given to whoever signs first.
    """
    (first, end), signers = find_foot(page, page.lines)
    if not signers:
        return
    described = (
        len(page.lines[first:end]) > 1 or "," in page.lines[first].text or ":" in page.lines[first].text
    )
    titled = any(match_form("signed_text", line) for line in page.lines[: min(first, _HEAD)])
    if not (titled or described):
        return
    below = next((n for n, line in enumerate(page.lines[:first]) if is_told(line)), first)
    body = list(page.lines[below:first])
    while body and match_form("closing", body[-1]):
        body.pop()
    surname = name_key(page.text[slice(*signers[0])])[-1]
    others = [line.text.casefold() for line in body if not speaks_of_itself(line)]
    if any(re.search(rf"\b{re.escape(surname)}\b", words) for words in others):
        return  # he is told of: a report with his letter below it
    if not titled and 2 * len(others) > len(body):
        return  # a reporter says 'we' too
    if body and is_in_one_voice(page, body, signers[0], attributed=False):
        yield Shape(body[0].start, body[-1].end, BlockKind.PARAGRAPH, _SURE_SIGNED_TEXT, signers[0])


def speaks_of_itself(line: Line) -> bool:
    """Tell whether a line says 'I' or 'we' outside quotation marks."""
    words = {word[0].casefold() for word in _WORD.finditer(_QUOTED.sub(" ", line.text))}
    return not words.isdisjoint(list_words("first_person"))


def find_foot(page: Page, lines: Sequence[Line]) -> tuple[tuple[int, int], list[Offsets]]:
    """Return from which line to which those stand who sign a text, and their names."""
    ended = (
        n for n, line in enumerate(lines) if n and match_form("end", line) and not match_form("closing", line)
    )
    end = first = next(ended, len(lines))
    while first and end - first < _MOST_OF_FOOT and _may_sign(lines[first - 1]):
        first -= 1
    return (first, end), [name for line in lines[first:end] if (name := _read_signer(page, line))]


def is_told(line: Line) -> bool:
    """Tell whether a line ends as a sentence does, and is long enough for one."""
    return bare_of_notes(line.text)[-1:] in '.!?”"' and len(line.text.split()) >= _FEWEST_TOLD


def _may_sign(line: Line) -> bool:
    short = len(line.text) <= _LONGEST_SIGNATURE or match_form("speaks_for", line) is not None
    bare = line.text.strip(_DRESS)
    ended = bare_of_notes(bare)[-1:] in '.!?:;,…”"’)' or not bare[:1].isupper()
    told = _DIGIT.search(line.text) or match_form("about", line)  # 'About Open Wells'
    return short and not ended and told is None


def _read_signer(page: Page, line: Line) -> Offsets | None:
    """Return the name that heads a line at the foot of a text, or that stands behind what its bearer is."""
    said = match_form("speaks_for", line)
    start = line.start + (said.end() if said else 0)
    start += len(page.text[start : line.end]) - len(page.text[start : line.end].lstrip(_DRESS))
    name = find_name(page.text, start, line.end)
    if name is None or name.start != start or len(page.text[slice(*name)].split()) < 2:
        return None
    return None if _is_all_office(page, name) else name


def _is_unended(line: Line) -> bool:
    return bare_of_notes(line.text)[-1:] not in '.!?:;,…”"’)' and line.text[:1].isupper()


def is_in_one_voice(page: Page, body: list[Line], voice: Offsets, *, attributed: bool) -> bool:
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
            silent=tuple(_number_of(page.lines[n])),
        )
        for n in points
    ]


def _number_of(line: Line) -> Iterator[Offsets]:
    if start := _point_start(line):
        yield Offsets(line.start, line.start + start)


def _heads_with_verb(line: Line) -> bool:
    found = _POINT.match(line.text) or _ITEM.match(line.text)
    if found is None:
        return False
    verb = found["second"] if found["verb"].endswith("ly") else found["verb"]
    if verb is None:
        return False
    return _is_operative(verb) or (found.re is _POINT and _THIRD_PERSON.match(verb) is not None)


def _is_operative(word: str) -> bool:
    """Tell whether a word is what a body does in a communiqué, in any form: 'Welcomes', 'Called', 'Noting'."""
    verbs, word = list_words("operative"), word.lower()
    stems = {word.removesuffix(end) + more for end, more in _INFLECTED if word.endswith(end)}
    doubled = {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}  # 'committed'
    return not verbs.isdisjoint(stems | doubled)


def _point_start(line: Line) -> int:
    found = _POINT.match(line.text) or _ITEM.match(line.text)
    return found.start("verb") if found else 0


def _find_body_above(page: Page, first: int) -> Offsets | None:
    """Return who does all that the points say: the subject that a line of its own names, else the head's."""
    for line in reversed(page.lines[max(0, first - 12) : first]):
        if line.text.endswith((",", ":")) and len(line.text) <= _LONGEST_LEAD and line.text[:1].isupper():
            name = find_name(page.text, line.start, line.end)
            bare = (
                page.text[slice(*name)].removeprefix("The ").split() if name else []
            )  # more than 'The Council'
            if name is not None and len(bare) > 1 and name.start - line.start <= len("The "):
                return name
    for line in page.lines[:_HEAD]:
        if found := match_form("statement", line):
            return find_name(page.text, line.start + found.end(), line.end)
    return None
