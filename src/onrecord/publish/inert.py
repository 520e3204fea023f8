"""Text of hostile documents, made safe to look at."""

import unicodedata

# Characters that steer a terminal or a page instead of being seen: C0 and C1 controls, and the marks, embeddings,
# overrides and isolates that reorder text (Unicode Standard Annex 9).
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def make_inert(text: str) -> str:
    r"""Return `text` with every character that would steer its reader's screen replaced by '�'.

    The length stays the same, so offsets still hold. Line ends and tabs stay.

    >>> make_inert("a\x1b[31m\u202eb")
    'a�[31m�b'
    """
    return "".join("\ufffd" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    if character in "\n\t":
        return False
    return character in _REORDERING or unicodedata.category(character) in ("Cc", "Cs")
