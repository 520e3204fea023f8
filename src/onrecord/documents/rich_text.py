"""Rich text (.rtf) -> its text."""

import re

from striprtf.striprtf import rtf_to_text

from onrecord.collect.source import Source
from onrecord.documents.content import Content, unify_line_ends
from onrecord.documents.markup import UNIT
from onrecord.documents.table_rows import TableCell, lay_out_rows
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_PAGE

# Pictures, as long lines of their bytes in hexadecimal, are none of the text and most of the file.
_PICTURE = re.compile(r"[0-9a-fA-F\s]{1000,}+")
_CONTROL = r"(?:\\[a-z]{1,20}-?\d{0,8} ?)"
_RAISED = re.compile(rf"(\\super(?![a-z])(?:0(?!\d))?{_CONTROL}{{0,8}} ?)(\d{{1,3}})(?=[}}\\])")
_WORDS = r"(?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d{1,6} ?\??|\\(?:[lr]d?quote|e[nm]dash) ?)"
_STRUCK = re.compile(rf"(\\striked?1?(?![a-z\d]){_CONTROL}{{0,8}} ?)({_WORDS}{{1,1000}})")
_BEFORE = 24  # characters of markup before a raised digit, in which a unit would stand


def _mark_raised(found: re.Match[str]) -> str:
    """Return a raised number in brackets, unless it is a power."""
    before = found.string[max(0, found.start() - _BEFORE) : found.start()].rstrip("{ ")
    return found[0] if UNIT.search(before) else f"{found[1]}[{found[2]}]"


def _lay_out(text: str) -> str:
    """Return a text with a line for each row of its tables, which end with a bar, and a paragraph for each other."""
    pieces: list[str] = []
    rows: list[list[TableCell]] = []
    for line in (*text.split("\n"), ""):
        if line.count("|") > 1 and line.endswith("|"):
            rows.append([TableCell(" ".join(cell.split())) for cell in line[:-1].split("|")])
            continue
        if rows:
            laid = [row for row in lay_out_rows(rows, signed=False) if row]
            pieces += ["\n".join(laid)] if laid else [cell.text for row in rows for cell in row]
            rows = []
        pieces.append(line)
    return "\n\n".join(piece for piece in map(str.strip, pieces) if piece)


def read_rich_text(source: Source) -> Content:
    """Return the text of a rich text file, a paragraph for each of its own.

    Raises:
        CannotRead: it is too large or damaged.
    """
    if len(source.data) > LARGEST_PAGE:
        raise CannotRead(source.file, f"larger than {LARGEST_PAGE // 1024**2} MiB: save its text as .txt")
    markup = _PICTURE.sub("", source.data.decode("latin-1"))  # what is outside ASCII is written in ASCII
    markup = _STRUCK.sub(r"\1~~\2~~", _RAISED.sub(_mark_raised, markup))
    try:
        text = rtf_to_text(markup, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (LookupError, OverflowError, RecursionError, TypeError, ValueError) as error:
        what = str(error)[:100] or type(error).__name__
        raise CannotRead(
            source.file, f"the rich text is damaged ({what}): get the file again, or save its text as .txt"
        ) from None
    return Content(_lay_out(unify_line_ends(text)))
