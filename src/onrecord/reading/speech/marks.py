"""The marks of a text: which open a quotation, which close it, and which belong together.

What stands on the two sides of a mark tells whether it opens or closes, and its shape where they leave it open.
"""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from onrecord.lexicon import load_lexicon

# Marks by their shapes; those of one group open and close each other.
GROUPS: tuple[str | tuple[str, ...], ...] = ('“”„‟"″＂', "«»", "‹›", ("''", "``", "‘‘", "’’"), "‘’'`‚")
SINGLE = 4  # the group whose marks are apostrophes as well
ANY_SHAPE = "“”„‟\"″＂«»‹›‘’'`‚"
_OPENING_SHAPES = frozenset({"“", "„", "‟", "«", "‹", "``", "‘‘"})
_CLOSING_SHAPES = frozenset({"”", "»", "›", "’’"})
_LONGEST_ELISION = 5  # characters of a word that an apostrophe shortens
_MOST_TOUCHING = 3  # marks that stand together
_STANDS_BEFORE = frozenset("([{—–-/")
_STANDS_AFTER = frozenset(".,;:!?)]}—–-…/")


class Mark(Struct, frozen=True):
    """A mark in the text, with the group of the shapes that can stand opposite it."""

    start: int
    end: int
    group: int
    shape: str


def _opens(text: str, mark: Mark, *, inside: bool) -> bool:
    """Tell whether the mark opens a quotation, where another of its group is or is not open before it."""
    before, after = _neighbours(text, mark)
    free_before = not before or before.isspace() or before in _STANDS_BEFORE
    free_after = not after or after.isspace() or after in _STANDS_AFTER
    if free_before != free_after:
        return free_before
    if mark.shape in _OPENING_SHAPES:
        return bool(after)
    return mark.shape not in _CLOSING_SHAPES and not inside and not before.isdigit()


def _neighbours(text: str, mark: Mark) -> tuple[str, str]:
    """Return the characters before and after the mark and those marks that touch it."""
    start, end = mark.start, mark.end
    while start > 0 and mark.start - start < _MOST_TOUCHING and text[start - 1] in ANY_SHAPE:
        start -= 1
    while end < len(text) and end - mark.end < _MOST_TOUCHING and text[end] in ANY_SHAPE:
        end += 1
    return text[max(0, start - 1) : start], text[end : end + 1]


def opens_single(text: str, mark: Mark) -> bool:
    """Tell whether a single mark can open a quotation, and is no apostrophe: ''90s', ''em'."""
    if mark.group != SINGLE or mark.shape == "’":
        return False
    before, after = _neighbours(text, mark)
    word = re.match(r"\w*", text[mark.end : mark.end + _LONGEST_ELISION + 1])
    elided = after.isdigit() or (word is not None and word[0].lower() in _list_elisions())
    free = not before or before.isspace() or before in _STANDS_BEFORE
    return free and bool(after.strip()) and (mark.shape in "‘‚" or not elided)


@cache
def _list_elisions() -> frozenset[str]:
    return load_lexicon(__package__ or "onrecord.reading.speech", "quotations.toml").words("elision")


def pair(text: str, marks: Sequence[Mark]) -> tuple[dict[int, int], frozenset[int], frozenset[int]]:
    """Return which mark closes which, the marks that are not closed, and those that close nothing."""
    closing: dict[int, int] = {}
    waiting: dict[int, list[int]] = {}
    unopened = set()
    for index, mark in enumerate(marks):
        opened = waiting.setdefault(mark.group, [])
        if mark.group == SINGLE:
            continue
        if _opens(text, mark, inside=bool(opened)):
            opened.append(index)
        elif opened:
            closing[opened.pop()] = index
        else:
            unopened.add(index)
    return closing, frozenset(index for opened in waiting.values() for index in opened), frozenset(unopened)
