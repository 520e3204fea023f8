"""Page -> the whole of a statement that its maker swears to or hands in as evidence: all of it is said by its signer.

Witness statements, affidavits, declarations and written evidence say at their head what they are and whose, often in
capitals or in the fields of a form, and begin with 'I, Ana Lima, will say'; their paragraphs are numbered, and at the
foot stand the truth of it, the signature and those before whom it was given, whose words it is not.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.documents.bodies import is_body, read_name
from onrecord.documents.content import Line
from onrecord.documents.shapes import Page, Shape, find_name, form_of, list_words, match_form
from onrecord.documents.statements import NAMED, is_in_one_voice, is_told
from onrecord.english import is_english
from onrecord.model import BlockKind, Offsets

_HEAD, _OPENING = 12, 25  # lines in which its title stands, and in which its maker names himself
_MOST_QUESTIONS = 2  # of a statement; a record of an examination has more
_MOST_OF_FORM = 4  # lines below a title that may be its maker's name or a field
_SURE = 0.9
_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,2}|[a-z]|[ivx]{1,4})[.)\]]{0,2}(?<=[.)\]\d])\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_][\w’']*")


def find_deposition(page: Page) -> Iterator[Shape]:
    """Yield what the maker of a sworn statement, or of written evidence, says in it."""
    title = next((n for n, line in enumerate(page.lines[:_HEAD]) if _is_headed(page, line)), None)
    opening = next((n for n, line in enumerate(page.lines[:_OPENING]) if _opens(line)), None)
    if title is None and opening is None:
        return
    if sum(line.text.endswith("?") for line in page.lines) > _MOST_QUESTIONS:
        return
    places = [n for n in (title, opening) if n is not None]
    voice = next(_find_makers(page, title, opening), None)
    body = _find_body(page, max(places) + 1)
    if voice and body and is_in_one_voice(page, body, voice, attributed=opening is not None):
        numbers = (_NUMBER.match(line.text) for line in body)
        silent = tuple(
            Offsets(line.start, line.start + number.end())
            for line, number in zip(body, numbers, strict=True)
            if number
        )
        whole = _spell(page, voice)
        yield Shape(body[0].start, body[-1].end, BlockKind.PARAGRAPH, _SURE, whole, silent=silent)


def _is_headed(page: Page, line: Line) -> bool:
    """Tell whether a line heads a statement, and tells nothing of it: no 'Affidavit of Ana Lima: dam leaks'."""
    found = form_of("sworn").match(line.text)
    if found is None:
        return False
    name = next(_read_maker(page, line, found.end()), None)
    rest = line.text[name.end - line.start :].strip() if name else ""
    word = rest.partition(" ")[0].strip(",.;").casefold()
    bare = not rest or not (rest[0].islower() or rest[0] == ":")
    return bare or word in list_words("small") or word in list_words("behind_maker")


def _opens(line: Line) -> bool:
    """Tell whether a line is 'I, Ana Lima, of Port Elm, will say as follows:'."""
    found = form_of("sworn_opening").match(line.text)
    return found is not None and form_of("sworn_saying").search(line.text, found.end()) is not None


def _find_makers(page: Page, title: int | None, opening: int | None) -> Iterator[Offsets]:
    """Yield the names of who makes a statement, the surest first: his own, a form's, the title's, the signer's."""
    if opening is not None:
        line = page.lines[opening]
        found = form_of("sworn_opening").match(line.text)
        yield from _read_maker(page, line, found.end() if found else 0)
    for number in range(title or 0, min(len(page.lines), (title or 0) + _MOST_OF_FORM)):
        if found := form_of("sworn_field").match(page.lines[number].text):
            yield from _read_maker(page, page.lines[number], found.end())
    if title is not None:
        found = form_of("sworn").match(page.lines[title].text)
        yield from _read_maker(page, page.lines[title], found.end() if found else 0)
        below = page.lines[title + 1 : title + 2]
        yield from (
            name for line in below if NAMED.fullmatch(line.text) for name in _read_maker(page, line, 0)
        )
    for line in reversed(page.lines):
        if found := form_of("sworn_signature").match(line.text):
            yield from _read_maker(page, line, found.end())


def _read_maker(page: Page, line: Line, position: int) -> Iterator[Offsets]:
    """Yield the name that begins at a place of a line, if it is a person's or a body's."""
    start = line.start + position
    start += len(page.text[start : line.end]) - len(page.text[start : line.end].lstrip(" :,"))
    body = read_name(page.text, start, line.end)
    if body is not None and is_body(page.text[slice(*body)]):
        yield body
        return
    name = find_name(page.text, start, line.end)
    if name is None:
        return
    words = _WORD.findall(page.text[slice(*name)])
    if not page.text[start : name.start].strip() and not all(map(is_english, words)):
        yield name


def _find_body(page: Page, first: int) -> list[Line]:
    """Return the paragraphs of a statement, from its first sentence to what stands at its foot."""
    lines: Sequence[Line] = page.lines[first:]
    begin = next((n for n, line in enumerate(lines) if _is_paragraph(line)), len(lines))
    foot = (n for n, line in enumerate(lines) if n > begin and _ends(line))
    body = list(lines[begin : next(foot, len(lines))])
    while body and not _is_paragraph(body[-1]):
        body.pop()
    return body


def _is_paragraph(line: Line) -> bool:
    return is_told(line) and form_of("sworn_field").match(line.text) is None


def _ends(line: Line) -> bool:
    return any(match_form(part, line) for part in ("sworn_foot", "sworn_signature", "end"))


def _spell(page: Page, name: Offsets) -> Offsets:
    """Return where a name in capitals stands in small letters, too, or else the name."""
    words = page.text[slice(*name)]
    if not words.isupper():
        return name
    found = re.finditer(re.escape(words), page.text, re.IGNORECASE)
    return next((Offsets(*one.span()) for one in found if not one[0].isupper()), name)
