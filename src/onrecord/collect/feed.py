"""An RSS or Atom feed -> each of its items, with the text that the feed gives of it."""

import io
from collections.abc import Iterator, Mapping

import feedparser

from onrecord.collect.articles import holds_text, make_article
from onrecord.collect.parcels import Parcel, name_inner
from onrecord.collect.source import Source, clean_stated
from onrecord.model import Unread


def unpack_feed(parcel: Parcel) -> Iterator[Source | Unread]:
    """Yield the items of a feed in its order; of one that breaks off, what came before.

    The outlet is the source that an item names, or the feed.
    """
    # given bytes in a stream, since the library takes a text that begins with 'http' for an address to fetch
    feed = feedparser.parse(io.BytesIO(parcel.read_whole()), resolve_relative_uris=False)
    title = clean_stated(feed.feed.get("title"))
    for number, item in enumerate(feed.entries, start=1):
        file = name_inner(parcel.file, str(number))
        fields = {
            "title": item.get("title"),
            "url": item.get("link"),
            "outlet": _stated(item.get("source"), "title") or title,
            "published": item.get("published") or item.get("updated"),
            "html": _find_words(item),
        }
        given = {key: value for key, value in fields.items() if value}
        if holds_text(given):
            yield make_article(file, given)
        else:
            yield Unread(file, "the feed gives no text of this item: save its page")
    damage = feed.get("bozo_exception") if feed.get("bozo") else None
    if isinstance(damage, feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        damage = None  # an encoding or a media type that is not the one announced
    if damage is not None or not feed.entries:
        what = str(damage)[:100] if damage is not None else "it has no items"
        yield Unread(parcel.file, f"the feed is damaged or empty ({what}); what could be told apart is read")


def _stated(value: object, key: str) -> str | None:
    return clean_stated(value.get(key)) if isinstance(value, Mapping) else None


def _find_words(item: Mapping[str, object]) -> str | None:
    """Return the longest text that the feed gives of an item, as markup."""
    contents = item.get("content")
    given = [part.get("value") for part in contents] if isinstance(contents, list) else []
    texts = [text for text in (*given, item.get("summary")) if isinstance(text, str) and text.strip()]
    return max(texts, key=len, default=None)
