"""Text of hostile documents, made safe to look at."""

import re

# Characters that steer a terminal or a page instead of being seen: C0 and C1 controls but for line ends and tabs, lone
# surrogates, and the marks, embeddings, overrides and isolates that reorder text (Unicode Standard Annex 9).
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def make_inert(text: str) -> str:
    r"""Return `text` with every character that would steer its reader's screen replaced by '�'.

    The length stays the same, so offsets still hold. Line ends and tabs stay.

    >>> make_inert("a\x1b[31m\u202eb")
    'a�[31m�b'
    """
    return _STEERING.sub("\ufffd", text)
