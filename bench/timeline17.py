"""The articles of Timeline17 as they were written: their tokeniser's marks and blanks undone."""

import re

_TOKENS = (
    (re.compile(r"-LRB- ?"), "("),
    (re.compile(r" ?-RRB-"), ")"),
    (re.compile(r"` ` ?|`` ?"), "“"),
    (re.compile(r" ?''"), "”"),
    (re.compile(r" ([.,;:?!%])"), r"\1"),
    (re.compile(r" (n't|'s|'re|'ve|'ll|'d|'m)\b"), r"\1"),
    (re.compile(r"(\w) - (\w)"), r"\1-\2"),
    (re.compile(r"\\"), ""),
)


def join_tokens(text: str) -> str:
    """Return the text with brackets, quotation marks and the blanks before marks as a newspaper sets them."""
    for form, written in _TOKENS:
        text = form.sub(written, text)
    return text
