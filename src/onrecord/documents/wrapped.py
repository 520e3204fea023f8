"""A page that an archive or a search engine shows inside its own -> the page alone, its address, the day of the copy.

What stands in the head of such a page is mostly stated of the copy: the archive's name, its address, its day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from re import Pattern
from typing import Any, NamedTuple

from lxml import etree

from onrecord.collect.articles import clean_web_address
from onrecord.collect.days import find_day, read_stated_days
from onrecord.documents.archived import host_of, split_archived
from onrecord.lexicon import compile_forms, load_lexicon

_MOST_LINES = 2_000  # characters of what a search engine puts over a page that it kept
_MOST_PIECES = 60  # of text in it
_LONGEST_LABEL, _LONGEST_BAR = 80, 600  # characters of a link in a bar, and of the bar
_MOST_AROUND = 5  # parts of a page that hold its first words
_OF_COPY = ("canonical", "bookmark")
_OF_ARTICLE = ("article", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "p")
_UNSEEN = ("script", "style", "noscript", "template")


class Wrapped(NamedTuple):
    """What is told of a page by the one around it."""

    url: str | None  # of the copy, where the page around tells it; else the page's own
    captured: date | None


def unwrap(tree: Any) -> Wrapped | None:
    """Take a page out of an archive's; return what that tells of it, or None where there is none around it."""
    if is_archive(host_of(_state(tree, "og:url"))) or any(
        is_archive(host_of(url)) for url in (_site(tree), *_links(tree))
    ):
        return _leave_archive(tree)
    return _leave_cache(tree)


def is_archive(host: str | None) -> bool:
    """Tell whether a host is an archive's that shows pages inside its own.

    >>> is_archive("archive.ph"), is_archive("elmgazette.example")
    (True, False)
    """
    return host is not None and host in load_lexicon("onrecord.documents", "page_parts.toml").words(
        "archives"
    )


@cache
def _kept_forms() -> Pattern[str]:
    entries = load_lexicon("onrecord.documents", "page_parts.toml").entries
    return compile_forms(entry for entry in entries if entry.get("part") == "kept")


def _state(tree: Any, name: str) -> str | None:
    stated = (meta.get("content") for meta in tree.iter("meta") if meta.get("property") == name)
    return next(stated, None)


def _site(tree: Any) -> str | None:
    name = (_state(tree, "og:site_name") or "").strip().lower()
    return f"https://{name}/" if "." in name and " " not in name else None


def _state_title(tree: Any) -> str:
    return " ".join(next((one.text_content() for one in tree.iter("title")), "").split())


def _links(tree: Any) -> Iterator[str]:
    for link in tree.iter("link"):
        if link.get("rel") in _OF_COPY and link.get("href"):
            yield link.get("href")


def _leave_archive(tree: Any) -> Wrapped | None:
    """Take what an archive says of itself out of its page; None where that page is the archive's own."""
    lists = load_lexicon("onrecord.documents", "page_parts.toml")
    copies = [*_links(tree), _state(tree, "og:url")]
    copy = next((url for url in copies if url and split_archived(url)), None)
    body = next(tree.iter("body"), None)
    held = next((one for one in tree.iter() if one.get("id") in lists.words("held")), None)
    if held is not None and body is not None and held in body.iterancestors():
        held = body
    inside = {held, *held.iter()} if held is not None else set()
    around = [element for element in tree.iter() if element not in inside]
    fields = (clean_web_address(one.get("value") or "") for one in around if one.tag == "input")
    own = next((url for url in fields if (host := host_of(url)) and not is_archive(host)), None)
    own = own or _find_live(around)
    filled = held is not None and any(text.strip() for text in held.itertext())
    if not filled and (held is not None or not (copy or own)):
        return None
    stamps = [one.get("datetime") for one in around if one.tag == "time"]
    stamps.append(_state(tree, "article:published_time"))
    days = next(filter(None, (read_stated_days(stamp) for stamp in stamps if stamp)), None)
    if held is None and not copy:
        days = days or next(filter(None, map(_read_captured, around)), None)
        _drop_bars(tree, _site(tree))
    title = _state_title(tree)
    if held is not None and body is not None and body in held.iterancestors():
        body[:] = [held]
        body.text = None
    found = split_archived(copy) if copy else None
    captured = (found.captured if found else None) or (days[0] if days else None)
    for element in around:
        stated = element.get("content") or ""
        if element.tag == "time" and _is_of_copy(element.get("datetime") or "", captured):
            del element.attrib["datetime"]
        if element.getparent() is not None and (
            (element.tag == "link" and element.get("rel") in _OF_COPY)
            or (
                element.tag == "meta" and (_is_of_copy(stated, captured) or " ".join(stated.split()) == title)
            )
        ):
            element.drop_tree()
    return Wrapped(copy or own, captured)


def _find_live(around: Sequence[Any]) -> str | None:
    """Return the address behind 'View the live page' in an archive's bar."""
    for link in around:
        if link.tag == "a" and _bar_form("live").match(
            " ".join(link.text_content().split())[:_LONGEST_LABEL]
        ):
            url = clean_web_address(link.get("href") or "")
            if url and not is_archive(host_of(url)):
                return url
    return None


def _read_captured(element: Any) -> tuple[date, date] | None:
    """Return the day of 'Captured May 14, 2031' in an archive's bar."""
    words = " ".join((element.text or "").split())[:_LONGEST_LABEL]
    found = _bar_form("captured").match(words)
    day = find_day(words, found.end() + 1) if found else None
    return (day.day, day.day) if day else None


def _drop_bars(tree: Any, site: str | None) -> None:
    """Take the bars out of a page that name the archive which shows it, and the archive's name before its title."""
    name = host_of(site) or ""
    for element in list(tree.iter("header", "footer", "nav", "div")):
        words = " ".join(element.text_content().split())
        if (
            name
            and name in words.lower()
            and len(words) <= _LONGEST_BAR
            and element.getparent() is not None
            and not any(True for _ in element.iter(*_OF_ARTICLE))
        ):
            element.drop_tree()
    for title in tree.iter("title"):
        first, mark, rest = (title.text or "").partition("|")
        if mark and first.strip().lower() in {name, name.partition(".")[0]}:
            title.text = rest.strip()


@cache
def _bar_form(part: str) -> Pattern[str]:
    entries = load_lexicon("onrecord.documents", "page_parts.toml").entries
    return compile_forms(entry for entry in entries if entry.get("part") == part)


def _leave_cache(tree: Any) -> Wrapped | None:
    """Take out what a search engine put over a page that it kept: the smallest part with which the page's text begins.

    A part that holds more than that, or is a paragraph, may be an article on such pages, and is left.
    """
    for element in islice(_find_first(tree), _MOST_AROUND):
        words = " ".join("".join(islice(element.itertext(), _MOST_PIECES)).split())
        found = _kept_forms().match(words) if len(words) <= _MOST_LINES else None
        if found is None:
            continue
        above = (element, *element.iterancestors())
        if any(one.tag in _OF_ARTICLE for one in above) or element.tag in ("body", "html"):
            return None
        if any(True for _ in element.iter(*_OF_ARTICLE)):
            return None
        day = find_day(found["day"])
        element.drop_tree()
        return Wrapped(clean_web_address(found["url"]), day.day if day else None)
    return None


def _find_first(tree: Any) -> Iterator[Any]:
    """Yield what holds the first words of a page, the smallest first."""
    for event, element in etree.iterwalk(next(tree.iter("body"), tree), events=("start", "end")):
        text = element.text if event == "start" else element.tail
        if event == "start" and element.tag in _UNSEEN:
            continue
        if text and text.strip():
            if event == "start":
                yield element
            yield from element.iterancestors()
            return


def _is_of_copy(stated: str, captured: date | None) -> bool:
    """Tell whether what a head states is the archive's name or address, or the day of the copy."""
    host = host_of(stated) or stated.strip().lower()
    days = read_stated_days(stated)
    return is_archive(host) or (captured is not None and days is not None and captured in days)
