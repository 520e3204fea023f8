"""Markup of which everything is the document -> its text: a mail, a Word file, a chapter, an item of a feed."""

import re

from onrecord.documents.page import clean_text, read_outline

_PREFORMATTED = re.compile(r"(<pre\b[^>]*>)(.*?)(</pre\s*>)", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_whole(markup: str) -> str:
    r"""Return all text of some markup, its paragraphs apart; line ends in them are spaces, as a browser shows them.

    >>> read_whole("<p>The quay\nis shut.</p><p>It rains.</p>")
    'The quay is shut.\n\nIt rains.'
    """
    pieces = _PREFORMATTED.split(markup)
    for index in range(0, len(pieces), 4):
        pieces[index] = _SPACES.sub(" ", pieces[index])
    for index in range(2, len(pieces), 4):
        pieces[index] = pieces[index].replace("\n", "<br>")
    return clean_text(read_outline("".join(pieces)))
