"""The fields of an article in an export -> what they state, under whichever of the common names they stand.

The names are data (`articles.toml`). A field that holds the fields of something else ('source': {'name': ...}) states
that thing's name.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape

import msgspec
from msgspec import Struct

from onrecord.collect.kinds import JSON
from onrecord.collect.source import Source, clean_address, clean_stated, make_source
from onrecord.errors import CannotRead
from onrecord.lexicon import load_lexicon

_MARKS = re.compile(r"[\W_]+")
_FEW_WORDS = 6  # of a field 'story' or 'message' that is a name or a notice, and no article
_FEW_ALONE = 40  # of a text beside which neither title nor address stands
_WEB = re.compile(r"https?://|www\.", re.IGNORECASE)


class Article(Struct, frozen=True):
    """An article as an export holds it: its text, or else the page that holds it."""

    text: str | None = None
    page: str | None = None  # markup
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


@cache
def _names(part: str) -> tuple[str, ...]:
    return dict(load_lexicon("onrecord.collect", "articles.toml").lists)[part]


def key_of(name: str) -> str:
    """Return a field's name without case, spaces and marks.

    >>> key_of("Publish_Date"), key_of("Full text")
    ('publishdate', 'fulltext')
    """
    return _MARKS.sub("", name).lower()


def holds_text(fields: Mapping[str, object]) -> bool:
    """Tell whether fields are an article's: one of them is its text or page."""
    stated = _gather(fields)
    return bool(_first_text(stated, "text") or _first_text(stated, "page"))


def is_article(fields: Mapping[str, object]) -> bool:
    """Tell whether fields found among other data are an article's: a text, and what an article states beside it.

    Other data have fields called 'text' and 'date' too; a text of some length, or one with a title or an address, is
    an article's.
    """
    if not holds_text(fields):
        return False
    stated = read_fields(fields)
    return bool(stated.title or stated.url or stated.page) or len((stated.text or "").split()) > _FEW_ALONE


def names_text(names: Mapping[str, object] | Iterator[str] | list[str]) -> bool:
    """Tell whether one of the names is one under which an article's text stands."""
    return bool({*map(key_of, names)} & {*_names("text"), *_names("page")})


def read_fields(fields: Mapping[str, object]) -> Article:
    """Return what an article's fields state."""
    stated = _gather(fields)
    url = _first(stated, "url", web=True)
    return Article(
        text=_first_text(stated, "text"),
        page=_first_text(stated, "page"),
        title=_first(stated, "title"),
        url=url,
        outlet=_first(stated, "outlet", web=False),
        published=_first(stated, "published"),
    )


def _gather(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of an article by their names, with those that stand together in one of them."""
    stated = {key_of(name): _open(value) for name, value in fields.items()}
    for part in _names("within"):
        if isinstance(inner := stated.get(part), Mapping):
            stated = {key_of(str(name)): value for name, value in inner.items()} | stated
    return stated


def _open(value: object) -> object:
    """Return the value that WordPress keeps beside how it is protected: {'rendered': 'Quay &#8211; shut'}."""
    shown = value.get("rendered") if isinstance(value, Mapping) else None
    return unescape(shown) if isinstance(shown, str) and "<" not in shown else shown or value


def _join_text(value: object) -> str | None:
    """Return a text, or the paragraphs of one."""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None


def _first_text(stated: Mapping[str, object], part: str) -> str | None:
    found = ((name, value) for name in _names(part) if (value := _join_text(stated.get(name))) is not None)
    return next((value for name, value in found if _is_text(name, value)), None)


def _is_text(name: str, value: str) -> bool:
    """Tell whether a field holds a text: under a name that other data have too, it takes more than a few words."""
    return len(value.split(None, _FEW_WORDS)) > (0 if name.endswith("text") else _FEW_WORDS)


def _first(stated: Mapping[str, object], part: str, *, web: bool | None = None) -> str | None:
    """Return the first value of a part; under a name that several parts have, one that is an address or is none."""
    for name in _names(part):
        value = stated.get(name)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("title") or value.get("main")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if (words := clean_stated(value)) is None:
            continue
        if name in ("source", "guid", "uri") and web is not None and bool(_WEB.match(words)) != web:
            continue
        return words
    return None


def decode_json(data: bytes) -> object:
    """Return what some JSON holds; a number that is none ('NaN'), as Python and R write it, is nothing.

    Raises:
        ValueError: it is not JSON, or not in a Unicode encoding.
        RecursionError: it is nested too deeply.

    >>> decode_json(b'{"text": "It rains.", "score": NaN}')
    {'text': 'It rains.', 'score': None}
    """
    bare = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(bare)
    except ValueError:
        return json.loads(bare, parse_constant=lambda _: None)


def decode_article(data: bytes, file: str) -> dict[str, object]:
    """Return the fields of an article that is an object of JSON.

    Raises:
        CannotRead: it is not one, or has no text.
    """
    try:
        fields = decode_json(data)
    except (ValueError, RecursionError) as error:  # a wrong encoding is a ValueError too
        raise CannotRead(file, f"the line is not JSON ({error}): correct the line") from None
    if not isinstance(fields, dict):
        raise CannotRead(file, 'the line is not a JSON object: write one article a line, as {"text": ...}')
    if not holds_text(fields):
        raise CannotRead(file, "the article has no text: fill in its field 'text'")
    return fields


def make_article(file: str, fields: Mapping[str, object], data: bytes | None = None) -> Source:
    """Return the source of an article: the bytes that it was handed in as, or its fields as JSON."""
    article = read_fields(fields)
    source = make_source(file, data if data is not None else msgspec.json.encode(fields), JSON)
    return msgspec.structs.replace(
        source,
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        title=article.title,
    )


def clean_web_address(value: object) -> str | None:
    """Return an address if it is one of the web with its scheme."""
    url = clean_address(value)
    return url if url and url.startswith(("http://", "https://")) else None
