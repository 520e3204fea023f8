"""Lines that list counts with their givers -> cells: 'Deaths: 12 (county), 31 (Miners' Union)'.

Such a line is a row of a table: its label says what is counted, and in brackets behind each number stands who gives it.
"""

import re
from collections.abc import Iterator

from onrecord.model import Cell, Document, Offsets
from onrecord.reading.figures.words import list_words
from onrecord.reading.mentions.name_types import list_words as list_roles
from onrecord.times.redating import mask_furniture

_LINE = re.compile(
    r"^[ \t]*(?:[-*•–][ \t]+)?(?P<label>[^\W\d_][^\d:;()\n]{1,60}?)[ \t]*(?::|[ \t][–—-])[ \t]+"
    r"(?P<rest>\S[^\n]{2,300})$",
    re.MULTILINE,
)
_ITEM = re.compile(
    r"(?:[,;/|]?[ \t]*(?:and |but |or )?)"
    r"(?P<number>[^(),;\n]{0,30}?\d[\d.,' \u00a0]*?|[^(),;\n\d]{2,30}?)"
    r"[ \t]*\((?P<giver>[^()\n]{2,60})\)"
)
_ARTICLE = re.compile(r"(?:(?:according to|by|per|source:|says?)[ \t]+)?(?:the[ \t]+)?", re.IGNORECASE)


def find_listed_cells(document: Document) -> tuple[Cell, ...]:
    """Return the numbers of such lines as cells, in the order of the text.

    A line is one only where every number in it has its giver.
    """
    text = mask_furniture(document)
    return tuple(cell for line in _LINE.finditer(text) for cell in _read_line(line))


def _read_line(line: re.Match[str]) -> Iterator[Cell]:
    rest, end = line.start("rest"), line.end("rest")
    items = list(_ITEM.finditer(line.string, rest, end))
    told = sum(item.end() - item.start() for item in items)
    if not items or items[0].start() != rest or line.string[rest + told : end].strip(" .\t\r"):
        return  # something else is said in the line
    givers = [_find_giver(item) for item in items]
    if None in givers:
        return
    label, whole = Offsets(*line.span("label")), Offsets(line.start("label"), end)
    for item, giver in zip(items, givers, strict=True):
        yield Cell(*item.span("number"), (label,), (), whole, giver)


def _find_giver(item: re.Match[str]) -> Offsets | None:
    """Return the words in brackets that name somebody, without 'the' and 'estimate'; `None` for a unit or a note."""
    article = _ARTICLE.match(item["giver"])
    start = item.start("giver") + (len(article[0]) if article is not None else 0)
    words = item.string[start : item.end("giver")].rstrip().split()
    while words and words[-1].casefold() in list_words("anaphors") | list_words("claims"):
        words.pop()
    if not words or any(char.isdigit() for char in item["giver"]):
        return None
    kinds = (list_roles(name) for name in ("organisations", "administrative_units", "persons", "groups"))
    named = words[0][0].isupper() or any(words[-1].casefold() in kind for kind in kinds)
    end = item.string.index(words[-1], start) + len(words[-1])
    return Offsets(start, end) if named else None
