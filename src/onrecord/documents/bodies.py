"""Words -> the names of bodies, which hold small words as no person's does: 'Centre for Fair Trials'."""

import re
from functools import cache
from itertools import pairwise

from onrecord.documents.shapes import NAME_WORD, list_words, offices
from onrecord.model import Offsets

_MOST_OF_NAME = 8  # words
_ARTICLE = re.compile(r" ?(?:the )?")


def read_name(text: str, start: int, end: int) -> Offsets | None:
    """Return the name of a person or body that begins at one place, but for an article, and ends before another.

    >>> read_name("and the Rowers of Lume met.", 3, 27)
    Offsets(start=8, end=22)
    """
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    found = _name_form().match(text, start, end)
    words = found[0].rstrip(".’'-") if found else ""
    return Offsets(start, start + len(words)) if 0 < len(words.split()) <= _MOST_OF_NAME else None


def is_body(name: str) -> bool:
    """Tell whether a name is a body's by the noun at its end, or before what the body is of.

    >>> is_body("MINISTRY OF WATERS"), is_body("Lume Rowers Club"), is_body("Lume Waters Rise")
    (True, True, False)
    >>> is_body("Office of the Prosecutor"), is_body("Office of the Prosecutor Ana Lima")
    (True, False)
    """
    if any(one.casefold() in offices() and other[0].isupper() for one, other in pairwise(name.split())):
        return False
    words = name.casefold().split()
    of = any(one in list_words("body") and other in list_words("joining") for one, other in pairwise(words))
    return len(words) > 1 and (of or words[-1] in list_words("body"))


@cache
def _name_form() -> re.Pattern[str]:
    small = "|".join(sorted(list_words("small")))
    return re.compile(rf"{NAME_WORD}(?: (?:(?:{small}|&) ){{0,2}}{NAME_WORD})*")
