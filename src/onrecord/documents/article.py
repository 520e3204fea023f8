"""An article as an export of articles holds it -> its text."""

from onrecord.collect.articles import decode_article, read_fields
from onrecord.collect.source import Source
from onrecord.documents.content import Content
from onrecord.documents.plain import read_lines
from onrecord.documents.whole import read_marked


def read_article(source: Source) -> Content:
    """Return the text of an article that is an object of JSON; what else it states, the source carries.

    Raises:
        CannotRead: it is no article's.
    """
    article = read_fields(decode_article(source.data, source.file))
    if article.text:
        return read_lines(article.text)
    text, marked = read_marked(article.page or "")
    return Content(text, marked=marked)
