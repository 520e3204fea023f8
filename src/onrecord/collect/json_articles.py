"""JSON -> the articles in it: one, a list of them, or lists at any place of an answer that a programme gave."""

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.collect.articles import decode_article, decode_json, holds_text, is_article, make_article
from onrecord.collect.chats import read_chat
from onrecord.collect.kinds import PLAIN
from onrecord.collect.lines import Line, name_line, read_lines
from onrecord.collect.parcels import Parcel, name_inner
from onrecord.collect.source import Source, clean_stated, make_source
from onrecord.errors import CannotRead
from onrecord.limits import LONGEST_LINE
from onrecord.model import Unread

# Articles lie at most so deep in the answers met: {"hits": {"hits": [{"_source": {...}}]}}.
_DEEPEST = 6


def unpack_lines(parcel: Parcel) -> Iterator[Source | Unread]:
    """Yield the article of each line, and the lines that hold none."""
    for line in read_lines(parcel.stream, parcel.file):
        yield line if isinstance(line, Unread) else read_article(line, parcel.file)


def read_article(line: Line, file: str) -> Source | Unread:
    """Return the article that a line of a file holds, or why it holds none."""
    name = name_line(file, line.number)
    try:
        return make_article(name, decode_article(line.data, name), line.data)
    except CannotRead as error:
        return Unread(error.file, error.reason)


def unpack_json(parcel: Parcel) -> Iterator[Source | Unread]:
    """Yield the articles of a JSON file in their order, or its chat; a file that is one article has its own name.

    Raises:
        CannotRead: it is not JSON, or no object in it has the text of an article.
    """
    data = parcel.read_whole()
    try:
        content = decode_json(data)
    except (ValueError, RecursionError) as error:
        raise CannotRead(
            parcel.file, f"it is not JSON ({str(error)[:100]}): get the file again, or correct it"
        ) from None
    if chat := read_chat(content):
        yield make_source(name_inner(parcel.file, "1"), chat.encode("utf-8", "replace"), PLAIN)
        return
    found = False
    for number, fields in enumerate(_find_articles(content), start=1):
        found = True
        if fields is content:
            yield make_article(parcel.file, fields, data if len(data) <= LONGEST_LINE else None)
        else:
            article = make_article(name_inner(parcel.file, str(number)), fields)
            yield replace(article, outlet=article.outlet or _name_feed(content))
    if not found:
        raise CannotRead(
            parcel.file, "no object in it has an article's text: fill in a field 'text', or take it out"
        )


def _name_feed(content: object) -> str | None:
    """Return the title of a feed in JSON Feed's form, whose articles it holds."""
    if isinstance(content, dict) and "jsonfeed.org" in str(content.get("version", "")):
        return clean_stated(content.get("title"))
    return None


def _find_articles(content: object) -> Iterator[dict[str, object]]:
    """Yield the objects that hold an article's text, the outermost of each, in the order of the file."""
    waiting: list[tuple[object, int]] = [(content, 0)]
    at_once = 1 if isinstance(content, list) else 0  # deeper, other data have fields called 'text' too
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict) and (is_article(value) or (depth <= at_once and holds_text(value))):
            yield value
        elif isinstance(value, dict | list) and depth < _DEEPEST:
            inside = value.values() if isinstance(value, dict) else value
            waiting += [(item, depth + 1) for item in reversed(list(inside))]
