"""Rich text (.rtf) -> its text."""

import re

from striprtf.striprtf import rtf_to_text

from onrecord.collect.source import Source
from onrecord.documents.content import Content, unify_line_ends
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_PAGE

# Pictures, as long lines of their bytes in hexadecimal, are none of the text and most of the file.
_PICTURE = re.compile(r"[0-9a-fA-F\s]{1000,}+")
_LINES = re.compile(r"\n{1,}")


def read_rich_text(source: Source) -> Content:
    """Return the text of a rich text file, a paragraph for each of its own.

    Raises:
        CannotRead: it is too large or damaged.
    """
    if len(source.data) > LARGEST_PAGE:
        raise CannotRead(source.file, f"larger than {LARGEST_PAGE // 1024**2} MiB: save its text as .txt")
    markup = _PICTURE.sub("", source.data.decode("latin-1"))  # what is outside ASCII is written in ASCII
    try:
        text = rtf_to_text(markup, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (LookupError, OverflowError, RecursionError, TypeError, ValueError) as error:
        what = str(error)[:100] or type(error).__name__
        raise CannotRead(
            source.file, f"the rich text is damaged ({what}): get the file again, or save its text as .txt"
        ) from None
    return Content(_LINES.sub("\n\n", unify_line_ends(text)).strip())
