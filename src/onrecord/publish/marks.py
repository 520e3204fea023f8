"""Quotation marks about words that already have some."""

import re

_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
_MARKS = '"“”„«»'
_AGAIN = re.compile(r"(?<=\n)\s*[“„\"](?=\w)")  # opens the next paragraph of a quotation that goes on
_REACH = 3  # characters beyond the words: a mark stands at once after them, or after their full stop


def put_in_marks(words: str) -> str:
    r"""Return some words as a quotation, without a second pair of marks where they have their own.

    A mark that opens the next paragraph of a quotation that was not closed is left out.

    >>> put_in_marks("It will open.\n“We know the day")
    '“It will open.\nWe know the day”'
    >>> put_in_marks("“It will open in May,"), put_in_marks("“yes” and “no”"), put_in_marks("so-called “camps”")
    ('“It will open in May,”', '“yes” and “no”', '“so-called “camps””')
    """
    inner = words.strip().strip(_MARKS).strip()
    first, again, rest = inner.partition("\n")
    if again and not any(mark in first for mark in _MARKS):
        inner = words = _AGAIN.sub("", f"{first}\n{rest}")
    if not any(mark in inner for mark in _MARKS):
        return f"“{inner}”"
    bare = words.strip()
    return bare if bare[0] in _MARKS and bare[-1] in _MARKS else f"“{bare}”"


def close_marks(words: str, before: str, after: str) -> str:
    """Return some words with the quotation mark that stands just outside them, where its partner stands in them.

    `before` and `after` are the text around them.

    >>> close_marks("hoped to open it “in the coming weeks", "", ",” he said")
    'hoped to open it “in the coming weeks,”'
    >>> close_marks("the dam” would open", "“", "")
    '“the dam” would open'
    """
    open_marks = 0
    for mark in words:
        if mark in _OPENING:
            open_marks += 1
        elif mark in _CLOSING:
            open_marks -= 1
    straight = words.count('"') % 2
    if open_marks > 0 or straight:
        for place, mark in enumerate(after[:_REACH]):
            if mark in _CLOSING or (straight and mark == '"'):
                return words + after[: place + 1]
            if mark not in ".,;:!?…":
                break
    if (
        before
        and (open_marks < 0 or straight)
        and (before[-1] in _OPENING or (straight and before[-1] == '"'))
    ):
        return before[-1] + words
    return words


def drop_half(words: str) -> str:
    """Return words without the one quotation mark at an end of them that has no partner.

    >>> drop_half('"It will open. It must open.'), drop_half("“Yes,” she said. “It will.")
    ('It will open. It must open.', '“Yes,” she said. “It will.')
    """
    marks = [place for place, mark in enumerate(words) if mark in _MARKS]
    return words.strip(_MARKS) if marks in ([0], [len(words) - 1]) else words
