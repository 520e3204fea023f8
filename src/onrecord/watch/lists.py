"""A feed or a sitemap -> the addresses of the pages that it names."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import feedparser
from lxml import etree

from onrecord.collect.warc import read_answer
from onrecord.errors import CannotFetch
from onrecord.watch.client import Answer, clean_web

_MOST_NAMED = 50_000  # pages that one sitemap may name (sitemaps.org), and that are taken of one list
_LARGEST = {"feed": 8 << 20, "sitemap": 50 << 20}  # bytes of one, unpacked; of a sitemap by sitemaps.org
_MOST_SITEMAPS = 50  # that an index of sitemaps leads to


class Named(NamedTuple):
    """What a list names."""

    pages: tuple[str, ...]
    lists: tuple[str, ...] = ()  # more sitemaps


def read_list(kind: str, answer: Answer) -> Named:
    """Return what a list names, in its order, each address once; addresses that are none of the web are left out.

    Raises:
        CannotFetch: it is no list of this kind.
    """
    found = read_answer(answer.block)
    if found is None:
        raise CannotFetch("what it answers can't be unpacked")
    _, content = found
    read = _read_feed if kind == "feed" else _read_sitemap
    try:
        return read(_unpack(content, _LARGEST[kind]), answer.address)
    except CannotFetch:
        raise
    except Exception as fault:  # of whatever a hostile list brings out in a library
        raise CannotFetch(f"what it answers can't be read as a {kind} ({type(fault).__name__})") from fault


def _unpack(content: bytes, largest: int) -> bytes:
    if content.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(content)) as unpacked:
                content = unpacked.read(largest + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise CannotFetch(f"what it answers can't be unpacked ({error})") from error
    if len(content) > largest:
        raise CannotFetch(f"it is larger than {largest >> 20} MiB")
    return content


def _read_feed(content: bytes, address: str) -> Named:
    # given bytes in a stream, since the library takes a text that begins with 'http' for an address to fetch
    feed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    if not feed.entries and (feed.get("bozo") or not feed.version):
        raise CannotFetch("what it answers is no feed")
    links = (entry.get("link") for entry in feed.entries)
    return Named(_clean((link for link in links if isinstance(link, str)), address))


def _read_sitemap(content: bytes, address: str) -> Named:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotFetch(f"what it answers is no sitemap ({str(error)[:100]})") from error
    name = etree.QName(root).localname
    if name not in {"urlset", "sitemapindex"}:
        raise CannotFetch("what it answers is no sitemap")
    # the first of each entry: others in it are of pictures and films
    places = root.xpath("*/*[local-name() = 'loc'][1]/text()")
    found = _clean((str(place) for place in places), address)
    return Named(found) if name == "urlset" else Named((), found[:_MOST_SITEMAPS])


def _clean(links: Iterator[str], base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in links:
        try:
            found[clean_web(link, base)] = None
        except CannotFetch:
            continue
        if len(found) >= _MOST_NAMED:
            break
    return tuple(found)
