"""Markup of which everything is the document -> its text: a mail, a Word file, a chapter, an item of a feed."""

import re

from lxml import etree

from onrecord.documents.content import Markup
from onrecord.documents.markup import read_markup
from onrecord.documents.page import clean_text, parse_page, read_outline
from onrecord.documents.table_markup import write_page
from onrecord.model import Offsets

Marked = tuple[tuple[Markup, Offsets], ...]  # what is marked up in a text, in its order
_PREFORMATTED = re.compile(r"(<pre\b[^>]*>)(.*?)(</pre\s*>)", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_whole(markup: str) -> str:
    r"""Return all text of some markup as a browser shows it.

    Paragraphs are apart, line ends in them are spaces, and the rows of a table a line each.

    >>> read_whole("<p>The quay\nis shut.</p><p>It rains.<br>It pours.</p>")
    'The quay is shut.\n\nIt rains.\nIt pours.'
    """
    return read_marked(markup)[0]


def read_marked(markup: str) -> tuple[str, Marked]:
    """Return all text of some markup, and what is marked up in it."""
    tree = parse_page(markup) if markup.strip() else None
    if tree is None:
        return clean_text(read_outline(_show_lines(markup))), ()
    write_page(tree, numbers_only=False)
    return read_markup(clean_text(read_outline(etree.tostring(tree, encoding="unicode", method="html"))))


def move_marks(marked: Marked, by: int) -> Marked:
    """Return what is marked up in a text where it stands behind so many other characters."""
    return tuple((kind, Offsets(words.start + by, words.end + by)) for kind, words in marked)


def _show_lines(markup: str) -> str:
    """Return markup with the line ends that a browser shows, for where no tree can be made of it."""
    pieces = _PREFORMATTED.split(markup)
    for index in range(0, len(pieces), 4):
        pieces[index] = _SPACES.sub(" ", pieces[index])
    for index in range(2, len(pieces), 4):
        pieces[index] = pieces[index].replace("\n", "<br>")
    return "".join(pieces)
