"""Page -> who is interviewed or takes the questions, and the questions that are marked up with the answers below."""

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.documents.content import Line, Markup
from onrecord.documents.shapes import Page, Shape, find_name, form_of, list_words, match_form, name_key
from onrecord.model import BlockKind, Offsets

_FEWEST_QUESTIONS = 2  # marked up, in an interview
_MOST_OF_NAME = 5  # words of a person's name
_LONGEST_QUESTION = 600
_LONGEST_BARE = 200  # characters of a question that nothing marks
_NEAR = 6  # lines from the head to the first question
SURE_MARKED, SURE_MAIN = 0.85, 0.75


def asks(words: str) -> bool:
    """Tell whether words end with a question, whatever marks it up."""
    return words.rstrip("”\"'*_ ").endswith("?")


def find_end(page: Page, index: int) -> int:
    """Return the index of the line at which the last turn has ended."""
    for later in range(index + 1, len(page.lines)):
        if match_form("end", page.lines[later]):
            return later
    return len(page.lines)


def cut_marked(page: Page) -> Iterator[Shape]:
    """Yield the questions that are marked up as such, and the answers where it is said whose they are."""
    main = find_main(page)
    strong = [
        index
        for index, line in enumerate(page.lines)
        if (page.is_bold(line) or page.holds(Markup.HEADING, line))
        and len(line.text) <= _LONGEST_QUESTION
    ]
    asked = [index for index in strong if asks(page.lines[index].text)]
    if main is not None and len(asked) < _FEWEST_QUESTIONS:
        strong = asked = _find_bare_questions(page, main)
    if main is None or len(asked) < _FEWEST_QUESTIONS:
        return
    questions = [index for index in strong if index >= asked[0]]
    for index, following in pairwise([*questions, find_end(page, questions[-1])]):
        line = page.lines[index]
        yield Shape(line.start, line.end, BlockKind.QUESTION, SURE_MARKED)
        below = page.lines[index + 1 : following]
        if below:
            yield Shape(below[0].start, below[-1].end, BlockKind.TURN, SURE_MAIN, main)


def _find_bare_questions(page: Page, main: Offsets) -> list[int]:
    """Return the questions that are paragraphs of their own, where nothing below them tells of whoever answers."""
    lines = page.lines
    found = [
        index
        for index, line in enumerate(lines[1:], 1)
        if asks(line.text) and len(line.text) <= _LONGEST_BARE and line.number > lines[index - 1].number + 1
    ]
    surname = re.compile(rf"\b{re.escape(name_key(page.text[slice(*main)])[-1])}\b", re.IGNORECASE)
    told_of = any(surname.search(line.text) for line in lines[found[0] :]) if found else False
    parted = all(other > one + 1 for one, other in pairwise(found))
    return found if found and found[0] <= _NEAR and parted and not told_of else []


def find_main(page: Page) -> Offsets | None:
    """Return who is interviewed or takes the questions, where the head of the page says so."""
    name = next(_name_main(page), None)
    words = page.text[slice(*name)].split() if name else []
    titled = any(word.casefold() in list_words("joining") for word in words)  # 'A View Of The Dam'
    return None if titled or len(words) > _MOST_OF_NAME else name


def _name_main(page: Page) -> Iterator[Offsets]:
    for line in page.lines[:4]:
        if said := form_of("interview").search(line.text[:300]):
            start = line.start + said.end()
            if name := find_name(page.text, start, min(line.end, start + 120)):
                yield name
    for line in page.lines[:4]:
        if (said := form_of("interviewed").search(line.text[:300])) and (
            name := find_name(page.text, line.start, line.start + said.start())
        ):
            yield name
    title = (page.title or "")[:300]
    if said := form_of("interview").search(title):
        held = find_name(title, said.end(), len(title))
        start = page.text.find(title[slice(*held)]) if held else -1
        if held and start >= 0:
            yield Offsets(start, start + held.end - held.start)
