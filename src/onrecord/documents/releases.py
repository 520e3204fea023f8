"""Page -> the paragraphs in which a body says 'we' in a release of its own, each in that body's voice.

Only a document that shows what it is speaks for itself: by a mark of releases at its head or foot, by a title that
calls it a statement, or because its writers name themselves ('We at Open Wells'). Who issues it is told by that name,
by the outlet where that is no newspaper, by the letterhead and by a line 'About Open Wells' at the foot. Where these
differ or there is none, 'we' is nobody: so it is under an author's name, and in every report.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.documents.bodies import is_body, read_name
from onrecord.documents.content import Line
from onrecord.documents.masthead import find_byline, pattern_of
from onrecord.documents.nameplate import is_named_as_outlet
from onrecord.documents.published import find_announced
from onrecord.documents.shapes import (
    Page,
    Shape,
    form_of,
    is_office,
    is_same_name,
    list_words,
    match_form,
    name_key,
)
from onrecord.documents.statements import is_in_one_voice, is_told
from onrecord.model import BlockKind, Offsets

_LONGEST_MARK = 60  # characters of a line that says no more than what it heads
_MOST_OF_ABOUT = 4  # sentences' lines below the name of an issuer, to the end or the next name
_SURE = 0.8
_MOST_OF_OFFICE = 5  # words of an office, and before it
_DRESS = "#*_ "
_DIGIT = re.compile(r"\d")
# what stands in quotation marks, also where a paragraph does not close them
_QUOTED = re.compile(r"[“\"«][^”\"»]*(?:[”\"»]|$)|‘[^’]{2,}’")
_WORD = re.compile(r"[^\W\d_][\w’']*")


def find_release(page: Page) -> Iterator[Shape]:
    """Yield the paragraphs in which the issuer of a document says 'we', where it can be told who that is."""
    lines = page.lines
    first = next((number for number, line in enumerate(lines) if is_told(line)), len(lines))
    end = next((n for n, line in enumerate(lines) if n > first and match_form("end", line)), len(lines))
    own = [line for line in lines[first:end] if _says_we(line)]
    if not own or find_byline(lines) is not None:
        return
    marked = _is_marked(page, first, end)
    voice = _find_issuer(page, own, first, end, marked=marked)
    if voice is not None and (marked or _is_all_its_own(page, lines[first:end], own, voice)):
        for line in own:
            yield Shape(line.start, line.end, BlockKind.PARAGRAPH, _SURE, voice)


def find_office_page(page: Page) -> Iterator[Shape]:
    """Yield all of a page of an office of which most paragraphs say 'I', in the voice of whoever holds it.

    An office is one person's; a page of a body is whoever's it names. Where the text tells of whoever holds the
    office, somebody else wrote it.
    """
    if not is_office(page.outlet or "") or is_named_as_outlet(page.outlet or "") or find_byline(page.lines):
        return
    first = next((number for number, line in enumerate(page.lines) if is_told(line)), len(page.lines))
    ends = (n for n, line in enumerate(page.lines) if n > first and match_form("end", line))
    body = list(page.lines[first : next(ends, len(page.lines))])
    places = _find_outlet(page, [*body, *page.lines])
    own = sum(not _fold_words(line).isdisjoint(_singular()) for line in body)
    if any(_tells_of_office(line, page.outlet or "") for line in body):
        return
    if body and places and 2 * own >= len(body) and is_in_one_voice(page, body, places[0], attributed=False):
        yield Shape(body[0].start, body[-1].end, BlockKind.PARAGRAPH, _SURE, places[0])


def _tells_of_office(line: Line, outlet: str) -> bool:
    """Tell whether a line has the word for an office, but in 'as commissioner' or 'I am the commissioner'."""
    held = {word[0].casefold() for word in _WORD.finditer(outlet)} & list_words("held")
    words = [word[0].casefold() for word in _WORD.finditer(_QUOTED.sub(" ", line.text))]
    return any(
        word in held and list_words("being").isdisjoint(words[max(0, place - _MOST_OF_OFFICE) : place])
        for place, word in enumerate(words)
    )


def _singular() -> frozenset[str]:
    return list_words("first_person") - list_words("we")


def _fold_words(line: Line) -> set[str]:
    """Return the words of a line outside quotation marks, in lower case."""
    return {word[0].casefold().replace("’", "'") for word in _WORD.finditer(_QUOTED.sub(" ", line.text))}


def _says_we(line: Line) -> bool:
    """Tell whether a line speaks of 'us' outside quotation marks."""
    return not _fold_words(line).isdisjoint(list_words("we"))


def _is_all_its_own(page: Page, body: Sequence[Line], own: Sequence[Line], voice: Offsets) -> bool:
    """Tell whether whoever writes speaks of himself almost throughout, as a report or a review does not."""
    return 2 * len(own) > len(body) and is_in_one_voice(page, list(body), voice, attributed=False)


def _find_issuer(page: Page, own: Sequence[Line], first: int, end: int, *, marked: bool) -> Offsets | None:
    """Return the name of who issues a document, at one place of its text."""
    outlet = _find_outlet(page, [*page.lines[first:end], *page.lines])
    if marked:
        named = [*_name_themselves(page, own, "we_at", "at_body"), *outlet]
        places = [*named, *_find_letterhead(page, first), *_find_about(page, page.lines[first:])]
    elif page.outlet is None:  # 'At Tarn Prison, we met her' is a reporter's
        places = _name_themselves(page, own, "we_at")
    else:
        named = _name_themselves(page, own, "we_at", "at_body")
        places = [*named, *outlet] if named and outlet else []
    keys = [name_key(page.text[slice(*place)]) for place in places]
    if not places or not all(is_same_name(keys[0], key) for key in keys):
        return None
    words = page.text[slice(*places[0])]
    inside = (line.start + line.text.find(words) for line in page.lines[first:end] if words in line.text)
    start = next(inside, places[0].start)  # in a sentence, more shows what a name is than alone in a line
    return Offsets(start, start + len(words))


def _is_marked(page: Page, first: int, end: int) -> bool:
    """Tell whether a document says of itself what it is: above its first sentence, in its title or at its foot."""
    titles = [page.title or "", *(line.text.strip(_DRESS) for line in page.lines[:first])]
    return (
        any(_is_mark(line) for line in page.lines[:first])
        or any(form_of("own_words").match(title) for title in titles)
        or any(pattern_of("released").match(line.text.strip(_DRESS)) for line in page.lines[end:])
    )


def _is_mark(line: Line) -> bool:
    """Tell whether a line says no more than that it heads a release, and of which day.

    >>> _is_mark(Line(0, 0, "Press release No. 12, 14 May 2031", 0))
    True
    >>> _is_mark(Line(0, 0, "Press release angers board", 0))
    False
    """
    bare = replace(line, text=line.text.replace("*", "").strip(_DRESS))
    text = bare.text[:_LONGEST_MARK]
    alone = pattern_of("released").fullmatch(text) or pattern_of("announced").fullmatch(text)
    return pattern_of("released").match(text) is not None and (
        alone is not None or any(True for _ in find_announced(bare))
    )


def _find_outlet(page: Page, lines: Sequence[Line]) -> list[Offsets]:
    """Return the first place at which a document names its outlet, where that is no newspaper.

    In brackets or between strokes stands the wire that spreads a release: '(Line Wire)'.
    """
    if page.outlet is None or is_named_as_outlet(page.outlet):
        return []
    form = re.compile(rf"(?<![/(\w])(?=(?-i:[^a-z])){re.escape(page.outlet)}\b", re.IGNORECASE)
    for line in lines:
        if found := form.search(line.text):
            return [Offsets(line.start + found.start(), line.start + found.end())]
    return []


def _name_themselves(page: Page, lines: Sequence[Line], *parts: str) -> list[Offsets]:
    """Return the names by which those who write call themselves outside quotation marks: 'We at Open Wells'."""
    found = []
    for line in lines:
        plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line.text)
        for lead in (lead for part in parts for lead in form_of(part).finditer(plain)):
            name = read_name(page.text, line.start + lead.end(), line.end)
            words = page.text[slice(*name)] if name else ""
            if name and (" " in words or words == page.outlet) and not is_named_as_outlet(words):
                found.append(name)
    return found


def _find_letterhead(page: Page, first: int) -> list[Offsets]:
    """Return the last name of a body above the title, parted from it by the kind of text, a day or an address.

    Where the title itself calls the text a statement, nothing need stand between.
    """
    parting = [n for n, line in enumerate(page.lines[:first]) if _is_parting(line)]
    titles = [n for n in range(first) if n not in parting]
    titled = [n for n in titles if form_of("own_words").match(page.lines[n].text.strip(_DRESS))]
    if not titles:
        return []
    below = page.text[page.lines[first].start :] if first < len(page.lines) else ""
    names = []
    for number in titles:
        line = page.lines[number]
        name = read_name(page.text, line.end - len(line.text.lstrip(_DRESS)), line.end)
        whole = name is not None and name.end >= line.start + len(line.text.rstrip(_DRESS))
        parted = any(number < gap < titles[-1] for gap in parting)
        if name and whole and (parted or any(number < own for own in titled)):
            words = page.text[slice(*name)]
            if is_body(words) or (" " in words and words in below):
                names.append(name)
    return names[-1:]


def _is_parting(line: Line) -> bool:
    """Tell whether a line above a title is none: the kind of text, a day, an address, an office for the press."""
    words = {word[0].casefold() for word in _WORD.finditer(line.text)}
    return _is_mark(line) or _DIGIT.search(line.text) is not None or words <= list_words("desk")


def _find_about(page: Page, lines: Sequence[Line]) -> Iterator[Offsets]:
    """Yield the names in lines 'About Open Wells' at the foot, with or above the little that is told of the issuer."""
    told = 0
    for line in reversed(lines):
        lead = form_of("about").match(line.text)
        name = read_name(page.text, line.start + lead.end(), line.end) if lead else None
        if name and page.text[name.end : line.end].strip(_DRESS)[:1] in ("", ":", "–", "—"):
            told = 0
            yield name
        told += is_told(line)
        if told > _MOST_OF_ABOUT:
            return
