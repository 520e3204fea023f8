"""Page -> quotations that a line of their own leads in by a name, that are signed, or that a list has behind names."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from onrecord.documents.bodies import is_body
from onrecord.documents.content import Line, Markup
from onrecord.documents.labels import is_written_as_name
from onrecord.documents.shapes import Page, Shape, find_name, form_of, list_words, match_form, offices
from onrecord.documents.statements import NAMED, is_in_one_voice, is_told, speaks_of_itself
from onrecord.model import BlockKind, Offsets

_LONGEST_LEAD = 110
_LONGEST_OPENED = 220  # characters of a line that leads in words, and says on what they are
_LONGEST_ISSUED = 300  # characters of a sentence that says whose statement follows
_FEWEST_LISTED = 2
_LONGEST_QUOTATION = 8  # paragraphs above a signature
_ONE_QUOTATION = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"|«[^«»\n]+»|‘[^‘\n]+’")
_WORD = re.compile(r"[^\W\d_][\w’']*")
_SIGNED = re.compile(r"[—–―~-]{1,2} ?(?=[^\W\d_a-z])")
_NAME_AND_OFFICE = re.compile(
    r"(?P<name>(?:[^\W\d_a-z][\w.’'-]* ){1,3}[^\W\d_a-z][\w.’'-]*), [^\W\d_][^.!?:;]{2,80}"
)
_HERE = re.compile("")
_BARE_OPENING = re.compile(r"(?:[A-Z][a-z]+ing|In (?:answer|reaction|reply|response)), (?:(?:from|by) )?")
_LONGEST_BARE = 3  # words, as of 'For her part'
_NAME_AND_BESIDE = 2  # parts between commas
_LAST_WORD = re.compile(r"\b([a-z]+):$")
_BETWEEN_COMMAS = re.compile(r"[^,\s](?:[^,]*[^,\s])?")
_ANOTHERS = re.compile(r" (?!says)[a-z]+s:?$")  # 'the Elm Council critics'
_BRACKET = re.compile(r"\((?:[a-z-]+ ){0,3}?(?P<office>[A-Za-z-]+)[:,]? (?=[^\W\d_a-z])")
_STOPS = ':;.!?“”"()'
_OWNED = re.compile(r"['’]s\b")
_OPENS, _CLOSES = '“"«‘', '”"»’'
# The name behind the words, in one line: “It leaks.” – Ana Lima, mayor
_SIGNED_BEHIND = re.compile(
    r"(?:[-•·▪●–—] )?(?P<type>[*_]{0,2})(?P<quoted>[“\"«].{10,1500}[”\"»])(?P=type) ?"
    r"(?:[—–―~-]{1,2} ?|\()(?P<who>[^\W\d_a-z].{3,100})"
)
# The name before the words, in a list: Ana Lima, mayor, a colon, “It leaks.”
_LISTED = re.compile(
    r"(?:[-•*] )?(?:\*\*)?(?P<who>[^\W\d_a-z][^:“\"«]{2,100}):(?:\*\*)? ?(?P<quoted>[“\"«].{10,1500}[”\"»])"
)
_SPEAKS_FOR = re.compile(r"[,:] (?:[a-z][a-z-]* ){0,3}")
_DATELINE = re.compile(r".{3,60}? [–—-]{1,2} ")
_SENTENCE_END = re.compile(r"[a-z]{3,}[.!?][”\"’)]{0,2} ")
_SURE_LED, _SURE_SIGNED = 0.85, 0.9


class _Lead(NamedTuple):
    """Whose words stand below a line."""

    name: Offsets
    form: bool  # it is made for that: more than one quotation may stand below it
    stated: bool  # so that the words need no quotation marks
    checked: bool  # but must then be of somebody who speaks of himself
    short: bool = False  # they end with the last paragraph in which he does


def find_led(page: Page) -> Iterator[Shape]:
    """Yield words that a line of its own leads in by a name, and quotations that are signed or listed behind a name."""
    for number, line in enumerate(page.lines[:-1]):
        if lead := _read_lead(page, number, line):
            yield from _cut_led(page, number, lead)
    leading = _find_names_above(page)
    for number, over in leading.items():
        yield Shape(*_within_marks(page.lines[number + 1]), BlockKind.PARAGRAPH, _SURE_LED, over)
    for number, (above, below) in enumerate(pairwise(page.lines)):
        if number + 1 not in leading and (name := _read_signature(page, above, below)):
            for line in page.lines[_first_signed(page, number) : number + 1]:
                yield Shape(*_within_marks(line), BlockKind.PARAGRAPH, _SURE_SIGNED, name)
    for line in page.lines:
        if (found := _SIGNED_BEHIND.fullmatch(line.text)) and _ONE_QUOTATION.fullmatch(found["quoted"]):
            yield from _cut_behind(page, line, found)
    listed = [shape for line in page.lines if (shape := _read_listed(page, line))]
    if len(listed) >= _FEWEST_LISTED:
        yield from listed


def _find_names_above(page: Page) -> dict[int, Offsets]:
    """Return the lines that are a name and an office over a quotation, by their places, with the names.

    A name below one quotation and above another is nearer to its own; where both are as near, the first of the names
    tells: it stands above all quotations, or below one.
    """
    found: dict[int, Offsets] = {}
    for number, (line, below) in enumerate(pairwise(page.lines)):
        name = _name_and_office(page, line) if _ONE_QUOTATION.fullmatch(below.text) else None
        if name is None:
            continue
        before = page.lines[number - 1] if number else None
        signs = before is not None and _ONE_QUOTATION.fullmatch(before.text) is not None
        gap, other = below.number - line.number, line.number - (before.number if before else 0)
        if not signs or gap < other or (gap == other and number - 2 in found):
            found[number] = name
    return found


def _name_and_office(page: Page, line: Line) -> Offsets | None:
    """Return the name of a line that is a name and what its bearer is: 'Ana Lima, mayor of Norvik'."""
    office = _NAME_AND_OFFICE.fullmatch(line.text.rstrip(":")) if len(line.text) <= _LONGEST_LEAD else None
    if office is None or not is_written_as_name(office["name"]):
        return None
    name = find_name(page.text, line.start, line.end)
    return name if name is not None and name.start == line.start else None


def _read_lead(page: Page, number: int, line: Line) -> _Lead | None:
    below = page.lines[number + 1]
    headed = number > 0 and page.holds(Markup.HEADING, line) and form_of("headed").match(line.text)
    if not (line.text.endswith(":") or headed or _ONE_QUOTATION.fullmatch(below.text)):
        return None
    if len(line.text) <= _LONGEST_ISSUED and (issued := form_of("issued").search(line.text)):
        name = _name_issuer(page, line, issued)
        return _Lead(name, form=True, stated=True, checked=True) if name else None
    lead = _match_lead(line)
    signed = number + 2 < len(page.lines) and _read_signature(page, below, page.lines[number + 2])
    if lead and form_of("for_body").search(lead[0]) and signed:
        return None  # 'For the Dam Council:' and a name below: he who signs says it
    if lead:
        name = _name_led(page, line, lead.end())
        if name is None or (headed and is_body(page.text[slice(*name)])):
            return None
        stated = form_of("stated").search(lead[0]) is not None
        short = not stated and form_of("stated_short").search(lead[0]) is not None
        checked = bool(headed) or not (
            form_of("quote").search(lead[0]) if short else "statement" in lead[0].casefold()
        )
        return _Lead(name, form=True, stated=stated or short, checked=checked, short=short)
    if not line.text.endswith(":"):
        return None
    found = _first_name(page, line) if page.holds(Markup.QUOTE, below) else None
    told = form_of("told_below").search(line.text) is not None
    if found is None and (_opens_quotation(below) or told):
        found = _name_at_head(page, line)
    return _Lead(found, form=False, stated=told, checked=True, short=True) if found else None


def _match_lead(line: Line) -> re.Match[str] | None:
    """Return the match of a lead, which may lack its colon where it is a heading: 'Comment from Ana Lima, mayor'."""
    if line.text.endswith(":"):
        return match_form("lead", line) if len(line.text) <= _LONGEST_OPENED else None
    if len(line.text) > _LONGEST_LEAD:
        return None
    found = form_of("lead").match(f"{line.text}:")
    headed = found is not None and form_of("stated").search(found[0]) is not None
    return found if headed and line.text[-1] not in '.!?,;”"' else None


def _name_led(page: Page, line: Line, position: int) -> Offsets | None:
    """Return whom a lead names: of 'For the Dam Council, its chair Ana Lima:' her who speaks for it.

    What is from somebody's friends or rivals, or from his trial, is not his.
    """
    name = find_name(page.text, line.start + position, line.end)
    if name is None or _OWNED.search(page.text, *name) or _ANOTHERS.match(line.text, name.end - line.start):
        return None
    if speaker := _find_in_brackets(page, Offsets(name.end, line.end)):
        return speaker
    other = find_name(page.text, name.end, line.end)
    if other and page.text[: name.start].endswith(" the "):
        between = page.text[name.end : other.start]
        return other if _SPEAKS_FOR.fullmatch(between) else name
    before = page.text[line.start + position : name.start]
    speaks_for = form_of("for_body").search(line.text[:position]) is not None
    alone = before.endswith(", ") and name.end >= line.end - 1  # 'On behalf of the rowers, Ana Lima:'
    return name if _is_office_before(before) or before == " " or (speaks_for and alone) else None


def _find_in_brackets(page: Page, behind: Offsets) -> Offsets | None:
    """Return the name behind an office in brackets at the end of a lead: '(spokeswoman Ana Lima):'."""
    found = _BRACKET.search(page.text, behind.start, behind.end)
    name = find_name(page.text, found.end(), behind.end) if found else None
    if found is None or name is None or found["office"].casefold() not in offices():
        return None
    closed = page.text[name.end : behind.end].lstrip()[:1] in (")", ",")
    return name if name.start == found.end() and closed else None


def _name_issuer(page: Page, line: Line, issued: re.Match[str]) -> Offsets | None:
    """Return who a sentence says made the statement that follows: behind 'by' or 'to', else its subject."""
    if issued["by"]:
        return find_name(page.text, line.start + issued.end(), line.end)
    ends = [found.end() for found in _SENTENCE_END.finditer(line.text, 0, issued.start())]
    dateline = _DATELINE.match(line.text, 0, issued.start())
    start = max([dateline.end() if dateline else 0, *ends])
    name = find_name(page.text, line.start + start, line.start + issued.start())
    return name if name and not _OWNED.search(page.text, *name) else None


def _opens_quotation(line: Line) -> bool:
    """Tell whether a line is one quotation, or the first paragraph of one."""
    if _ONE_QUOTATION.fullmatch(line.text):
        return True
    return line.text[0] in '“"«' and not any(char in '”"»' for char in line.text[1:])


def _read_signature(page: Page, above: Line, below: Line) -> Offsets | None:
    """Return the name of whoever signs the quotation above a line."""
    quoted = _ONE_QUOTATION.fullmatch(above.text) is not None
    too_long = len(below.text) > _LONGEST_LEAD or below.text[-1] == ":"
    if not (quoted or page.holds(Markup.QUOTE, above)) or too_long:
        return None
    goes_on = page.holds(Markup.QUOTE, below) or any(char in ':“"«' for char in below.text)
    signed = (
        _SIGNED.match(below.text)
        or form_of("signed").match(below.text)
        or (None if goes_on else form_of("said_by").match(below.text))
    )
    if signed is None:
        signed = _sign_alone(page, above, below, quoted=quoted)
        if signed and not quoted and _is_headed_by_name(page, below):
            return None
    name = find_name(page.text, below.start + signed.end(), below.end) if signed else None
    # 'the Mail's Ana Lima' has reported it
    return name if name is not None and not _OWNED.search(page.text, *name) else None


def _first_signed(page: Page, last: int) -> int:
    """Return the place of the first paragraph of the quotation of which the last stands above its signature."""
    first = last
    while (
        first
        and last - first < _LONGEST_QUOTATION
        and _goes_on(page, page.lines[first - 1], page.lines[first])
    ):
        first -= 1
    return first


def _goes_on(page: Page, before: Line, line: Line) -> bool:
    """Tell whether two paragraphs are of one quotation: each is opened and one closed, or one block holds both."""
    if line.text[0] in '“"«':
        return before.text[0] == line.text[0] and not any(char in '”"»' for char in before.text[1:])
    return page.in_one_quote(before, line) and _SIGNED.match(before.text) is None


def _is_headed_by_name(page: Page, line: Line) -> bool:
    """Tell whether the block of a line begins with a name: a second one in it is over the next post, and signs none."""
    blocks = (words for kind, words in page.marked if kind is Markup.QUOTE)
    block = next((words for words in blocks if words.start <= line.start and line.end <= words.end), None)
    first = next(iter(page.lines_within(block)), None) if block else None
    if first is None or first is line:
        return False
    name = find_name(page.text, first.start, first.end)
    return name is not None and name.start == first.start and page.text[name.end : first.end][:1] in ("", ",")


def _sign_alone(page: Page, above: Line, below: Line, *, quoted: bool) -> re.Match[str] | None:
    """Return the beginning of a line that is a name and an office right below a quotation, or in it, without a dash."""
    set_apart = page.holds(Markup.QUOTE, below)
    touching = below.number == above.number + 1
    office = _NAME_AND_OFFICE.fullmatch(below.text)  # a blank line may part it from the words
    apart = quoted and office is not None and is_written_as_name(office["name"])
    beside = (quoted or (set_apart and page.holds(Markup.QUOTE, above))) and (set_apart or touching or apart)
    bracket = below.text[0] == "(" and below.text[-1] == ")"
    text = below.text.strip("()") if bracket else below.text
    if not beside or text[-1] in ".!?:;" or NAMED.match(text) is None:
        return None
    return _HERE.match(below.text)


def _cut_behind(page: Page, line: Line, found: re.Match[str]) -> Iterator[Shape]:
    name = find_name(page.text, line.start + found.start("who"), line.end)
    at_head = name is not None and name.start == line.start + found.start("who")
    if (
        name is not None
        and at_head
        and found["who"].rstrip(")")[-1] not in ".!?:;,"
        and NAMED.match(found["who"])
    ):
        start = line.start + found.start("quoted") + 1
        silent = (Offsets(name.end, line.end),) if name.end < line.end else ()
        yield Shape(
            start,
            line.start + found.end("quoted") - 1,
            BlockKind.PARAGRAPH,
            _SURE_SIGNED,
            name,
            silent=silent,
        )


def _read_listed(page: Page, line: Line) -> Shape | None:
    found = _LISTED.fullmatch(line.text)
    if found is None or not _ONE_QUOTATION.fullmatch(found["quoted"]):
        return None
    start = line.start + found.start("who")
    name = find_name(page.text, start, start + len(found["who"]))
    if name is None or name.start != start or not is_written_as_name(page.text[slice(*name)]):
        return None
    rest = found["who"][name.end - start :]
    told = {word.casefold() for word in _WORD.findall(rest)} & list_words("reported")
    if told or rest.lstrip()[:1] not in ("", ",", "(", "–", "—", "-"):
        return None  # 'Ana Lima said: “It leaks.”' is a sentence
    begin = line.start + found.start("quoted") + 1
    return Shape(begin, line.end - 1, BlockKind.PARAGRAPH, _SURE_LED, name)


def _name_at_head(page: Page, line: Line) -> Offsets | None:
    """Return the name with which a short line that leads in a quotation begins: 'Jon Pell, bishop:'.

    What he is may stand before it, and before that on what he speaks: 'Responding, the bishop, Jon Pell, said:'.
    """
    if not line.text.endswith(":") or len(line.text) > _LONGEST_OPENED:
        return None
    if opened := match_form("opening", line):
        return _name_opened(page, line, opened)
    if len(line.text) > _LONGEST_LEAD:
        return None
    said = form_of("said_by").match(line.text)
    start = line.start + (said.end() + 1 if said else 0)
    name = find_name(page.text, start, line.end)
    if name is None or _OWNED.search(page.text, *name):
        return None
    return name if _is_office_before(page.text[start : name.start]) else None


def _name_opened(page: Page, line: Line, opened: re.Match[str]) -> Offsets | None:
    """Return who says what stands below a line that first says on what: the name right before its verb.

    What stands before that may be told of: 'Asked about the chair, Ivo Brandt, Maren Holt said:'. Without a verb it is
    a name right behind the first word, as in 'Responding, Maren Holt, mayor:'.
    """
    told = form_of("told_below").search(line.text) or _LAST_WORD.search(line.text)
    if told is None or not (told.re is not _LAST_WORD or told[1] in list_words("reported")):
        bare = _BARE_OPENING.match(line.text)
        name = find_name(page.text, line.start + bare.end(), line.end) if bare else None
        whole = name is not None and bare is not None and name.start == line.start + bare.end()
        return name if name and whole and page.text[name.end] in ",:" else None
    before = line.text[: told.start()].rstrip()
    start = 0 if opened[0].endswith(",") else opened.end() + 1
    parts = [
        Offsets(line.start + start + part.start(), line.start + start + part.end())
        for part in _BETWEEN_COMMAS.finditer(before[start:])
    ]
    names = [_name_part(page, part) for part in parts]
    if not before.endswith(","):
        return names[-1] if names and (start or len(parts) > 1) else None
    if len(parts) < _NAME_AND_BESIDE:
        return None
    *_, first, last = (page.text[slice(*part)] for part in parts)
    if names[-1]:  # 'the mayor, Ana Lima, said'
        described = first.split()[0].casefold() in list_words("articles") and _is_office_before(f"{first}, ")
        return names[-1] if described else None
    opening = page.text[slice(*parts[0])].split() if len(parts) > _NAME_AND_BESIDE else ["And"]
    bare_opening = len(parts) == _NAME_AND_BESIDE + 1 and len(opening) <= _LONGEST_BARE
    word = last.split()[0]
    beside = (word.islower() and word not in list_words("articles")) or word.casefold() in offices()
    return names[-2] if beside or bare_opening else None  # 'Ana Lima, keeper of the lock, said'


def _name_part(page: Page, part: Offsets) -> Offsets | None:
    """Return the name with which some words end, where what stands before it is what its bearer is."""
    name = find_name(page.text, *part)
    if name is None or name.end != part.end or _OWNED.search(page.text, *name):
        return None
    before = page.text[part.start : name.start]
    return name if _is_office_before(before) else None


def _is_office_before(words: str) -> bool:
    """Tell whether words before a name are what its bearer is: 'the mayor of Norvik, '; 'a friend of' is another.

    >>> [_is_office_before(one) for one in ("", "the mayor of Norvik, ", "his daughter ", "the trial of the mayor, ")]
    [True, True, True, False]
    """
    told = [word.casefold() for word in _WORD.findall(words)]
    if not told:
        return not words.strip()
    if not list_words("reported").isdisjoint(told) or not set(words).isdisjoint(_STOPS):
        return False
    head = list(takewhile(lambda word: word not in list_words("between"), told))
    office = bool(head) and head[-1] in offices()
    if len(head) < len(told):  # another's office may stand behind 'of'
        return office and words.endswith(", ") and offices().isdisjoint(told[len(head) :])
    return office or (words.strip().islower() and "," not in words)  # 'his daughter', 'harbour master'


def _first_name(page: Page, line: Line) -> Offsets | None:
    """Return the name with which a line begins, of one word too: 'Lima replied an hour later:'."""
    if name := find_name(page.text, line.start, line.end):
        return name
    first = _WORD.match(line.text)
    following = line.text[first.end() :].split() if first else []
    told = bool(following) and (following[0] in list_words("reported") or following[0].endswith("ed"))
    return Offsets(line.start, line.start + first.end()) if first and told else None


def _cut_led(page: Page, number: int, lead: _Lead) -> Iterator[Shape]:
    below = page.lines[number + 1 :]
    if below[0].text[0] in _OPENS or page.holds(Markup.QUOTE, below[0]):
        for place, line in enumerate(below):
            if line.text[0] not in _OPENS and not page.holds(Markup.QUOTE, line):
                return
            start, end = _within_marks(line)
            yield Shape(start, end, BlockKind.PARAGRAPH, _SURE_LED, lead.name)
            if line.text[-1] in _CLOSES and not (lead.form and _is_another(page, below, place + 1)):
                return
    elif lead.short and lead.stated:
        yield from _cut_short(page, below, lead)
    elif lead.stated:
        told = list(takewhile(lambda line: not _ends_words(page, line), below))
        if told and (not lead.checked or is_in_one_voice(page, told, lead.name, attributed=False)):
            yield Shape(told[0].start, told[-1].end, BlockKind.PARAGRAPH, _SURE_LED, lead.name)


def _ends_words(page: Page, line: Line) -> bool:
    """Tell whether a line below what somebody says is of something else."""
    led = match_form("end", line) or match_form("lead", line) or line.text.endswith(":")
    return bool(led) or page.holds(Markup.HEADING, line)


def _cut_short(page: Page, below: Sequence[Line], lead: _Lead) -> Iterator[Shape]:
    """Yield the paragraph below a lead, where it is a sentence's, and those below it that speak of themselves."""
    own = list(takewhile(lambda line: line is below[0] or speaks_of_itself(line), below))
    told = [line for line in takewhile(lambda line: not _ends_words(page, line), own) if is_told(line)]
    if (
        told == own[: len(told)] != []
        and (not lead.checked or any(map(speaks_of_itself, told)))
        and is_in_one_voice(page, told, lead.name, attributed=True)
    ):
        yield Shape(told[0].start, told[-1].end, BlockKind.PARAGRAPH, _SURE_LED, lead.name)


def _is_another(page: Page, lines: Sequence[Line], place: int) -> bool:
    """Tell whether another quotation follows that nobody else signs."""
    if place >= len(lines) or not _opens_quotation(lines[place]):
        return False
    return place + 1 >= len(lines) or _read_signature(page, lines[place], lines[place + 1]) is None


def _within_marks(line: Line) -> tuple[int, int]:
    start = line.start + (line.text[0] in _OPENS)
    return start, line.end - (line.text[-1] in _CLOSES)
