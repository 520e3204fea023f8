"""A plain text whose lines stand in columns beside each other -> the same text, column by column.

Programs that take the text out of a PDF and keep its layout put spaces between the columns of a page, so that a line
of the text holds a line of each. Where prose stands on both sides of a gap that many lines share, the lines are laid
out as drawn words are. A table has such gaps too: its cells are short, or are numbers.
"""

import re
from collections.abc import Iterator

from onrecord.collect.days import find_day
from onrecord.documents.drawn import Run
from onrecord.documents.layout import read_lines

_GAP = re.compile(r" {2,}")
_WIDE = re.compile(r"\S {3,}\S")
_TABS = 8
_PAGE_END = "\f"
_FEWEST_ROWS = 4  # that have prose on both sides of a gap
_LEAST_SHARE = 0.4  # of a page's lines
_SHORTEST_PART = 12  # characters of a part of a line that may be prose
_FEWEST_WORDS = 3  # of one
_MOST_LINES = 2_000  # of a page
_WIDTH, _HEIGHT, _SIZE = 6.0, 12.0, 10.0  # of a character, a line and a letter, in points


def part_columns(text: str) -> str:
    r"""Return a text with the columns of each page below each other; one without columns as it is.

    >>> left = ["The quay will be shut", "to the end of May, the", "board said. It is safe,", "a spokesman told us."]
    >>> right = ["The rowers said that", "nine were hurt in it,", "and that the board", "was told in March."]
    >>> page = "\n".join(f"{one:30}{other}" for one, other in zip(left, right))
    >>> part_columns(page).split("\n")[4:6]
    ['', 'The rowers said that']
    """
    if len(_WIDE.findall(text)) < _FEWEST_ROWS:
        return text
    return _PAGE_END.join(
        "\n".join(_lay_out(page)) if _is_in_columns(page) else page for page in text.split(_PAGE_END)
    )


def _is_in_columns(page: str) -> bool:
    lines = [line for line in page.expandtabs(_TABS).split("\n") if line.strip()]
    beside = sum(sum(map(_is_prose, _GAP.split(line.strip()))) > 1 for line in lines)
    return len(lines) <= _MOST_LINES and beside >= max(_FEWEST_ROWS, _LEAST_SHARE * len(lines))


def _is_prose(part: str) -> bool:
    words = [word for word in part.split() if word[:1].isalpha()]
    lower = any(word.islower() for word in words)
    return len(part) >= _SHORTEST_PART and len(words) >= _FEWEST_WORDS and lower


def _lay_out(page: str) -> Iterator[str]:
    """Yield the lines of a page: those at its head that give its day, then its columns."""
    lines = [line.expandtabs(_TABS) for line in page.split("\n")]
    head = 0
    while head < len(lines) and _heads(lines[head].strip()):
        yield lines[head]
        head += 1
    yield from read_lines([run for row, line in enumerate(lines[head:]) for run in _draw(row, line)])


def _heads(line: str) -> bool:
    """Tell whether a line is blank, or gives a day without being prose in columns itself."""
    parts = _GAP.split(line)
    return not line or (any(map(find_day, parts)) and sum(map(_is_prose, parts)) < 2)


def _draw(row: int, line: str) -> Iterator[Run]:
    """Yield the parts of a line as words drawn at their places."""
    position = 0
    for part in [*(found.span() for found in _GAP.finditer(line)), (len(line), len(line))]:
        if words := line[position : part[0]].strip():
            start = position + line[position : part[0]].index(words)
            yield Run(words, start * _WIDTH, -row * _HEIGHT, _SIZE, (start + len(words)) * _WIDTH)
        position = part[1]
