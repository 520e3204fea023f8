"""A Word document (.docx) -> its text, by mammoth, which leaves deleted words and comments out."""

import io
from typing import Any

import mammoth

from onrecord.collect.source import Source
from onrecord.documents.content import Content
from onrecord.documents.package import open_package, parse_part, read_core
from onrecord.documents.whole import read_marked

_MAIN = "word/document.xml"
_STATED = "docProps/core.xml"


def read_word(source: Source) -> Content:
    """Return the text of a Word document with the title and author that it states.

    The day on which it was made or saved is not used, as of a PDF: it need not be the day on which it came out.

    Raises:
        CannotRead: it is damaged or holds no text.
    """
    with open_package(source, "Word") as package:
        parse_part(package, _MAIN)  # says where its markup is damaged, and refuses what unfolds
        made = mammoth.convert_to_html(io.BytesIO(source.data), convert_image=_drop_image)
        stated = read_core(package, _STATED)
    text, marked = read_marked(made.value.replace("↑", ""))
    return Content(text, title=stated.get("title"), byline=stated.get("creator"), marked=marked)


def _drop_image(_image: Any) -> list[Any]:
    """Make nothing of a picture, and read nothing of it."""
    return []
