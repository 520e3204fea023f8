"""A page that an archive or a search engine shows inside its own -> the page alone, its address, the day of the copy.

What stands in the head of such a page is mostly stated of the copy: the archive's name, its address, its day.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from re import Pattern
from typing import Any, NamedTuple

from onrecord.collect.articles import clean_web_address
from onrecord.collect.days import find_day, read_stated_days
from onrecord.documents.archived import host_of, split_archived
from onrecord.lexicon import compile_forms, load_lexicon

_MOST_LINES = 2_000  # characters of what a search engine puts over a page that it kept
_OF_COPY = ("canonical", "bookmark")


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
    for element in tree.iter("div", "table", "center", "p"):
        words = " ".join(element.text_content().split()) if element.getparent() is not None else ""
        if len(words) <= _MOST_LINES and (found := _kept_forms().match(words)):
            day = find_day(found["day"])
            element.drop_tree()
            return Wrapped(clean_web_address(found["url"]), day.day if day else None)
    return None


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


def _leave_archive(tree: Any) -> Wrapped:
    lists = load_lexicon("onrecord.documents", "page_parts.toml")
    copies = [*_links(tree), _state(tree, "og:url")]
    copy = next((url for url in copies if url and split_archived(url)), None)
    held = next((one for one in tree.iter() if one.get("id") in lists.words("held")), None)
    inside = {held, *held.iter()} if held is not None else set()
    around = [element for element in tree.iter() if element not in inside]
    fields = (clean_web_address(one.get("value") or "") for one in around if one.tag == "input")
    own = next((url for url in fields if url and not is_archive(host_of(url))), None)
    stamps = [one.get("datetime") for one in around if one.tag == "time"]
    stamps.append(_state(tree, "article:published_time"))
    days = next(filter(None, (read_stated_days(stamp) for stamp in stamps if stamp)), None)
    body = next(tree.iter("body"), None)
    if held is not None and body is not None and held is not body:
        body[:] = [held]
        body.text = None
    for element in [one for one in tree.iter() if one.get("id") in lists.words("around")]:
        if element.getparent() is not None:
            element.drop_tree()
    found = split_archived(copy) if copy else None
    captured = (found.captured if found else None) or (days[0] if days else None)
    title = _state_title(tree)
    for element in around:
        stated = element.get("content") or ""
        if (element.tag == "link" and element.get("rel") in _OF_COPY) or (
            element.tag == "meta" and (_is_of_copy(stated, captured) or " ".join(stated.split()) == title)
        ):
            element.getparent().remove(element)
    return Wrapped(copy or own, captured)


def _is_of_copy(stated: str, captured: date | None) -> bool:
    """Tell whether what a head states is the archive's name or address, or the day of the copy."""
    host = host_of(stated) or stated.strip().lower()
    days = read_stated_days(stated)
    return is_archive(host) or (captured is not None and days is not None and captured in days)
