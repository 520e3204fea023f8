"""Cells of CSV that no spreadsheet runs."""

import re

# What a spreadsheet would run: OWASP's list, the wide forms of the same signs, behind blanks too. A cell that looks
# as if it had been made safe already is made safe once more, so that the way back is one rule.
_FORMULA = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def make_safe(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs: what would begin a formula has an apostrophe before it.

    >>> make_safe("=HYPERLINK(1)"), make_safe("-5"), make_safe("May")
    ("'=HYPERLINK(1)", '-5', 'May')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restore(cell: str) -> str:
    """Return the text of which `make_safe` made a cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
