"""An article as an export of articles holds it -> its text."""

import re

from onrecord.collect.articles import decode_article, read_fields
from onrecord.collect.source import Source
from onrecord.documents.content import Content
from onrecord.documents.plain import read_lines
from onrecord.documents.whole import read_marked

_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|table)>|<br ?/?>", re.IGNORECASE)  # in what is called a text


def read_article(source: Source) -> Content:
    """Return the text of an article that is an object of JSON; what else it states, the source carries.

    Raises:
        CannotRead: it is no article's.
    """
    article = read_fields(decode_article(source.data, source.file))
    if article.text and not _MARKUP.search(article.text):
        return read_lines(article.text)
    text, marked = read_marked(article.text or article.page or "")
    return Content(text, marked=marked)
