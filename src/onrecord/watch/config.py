"""watch.toml -> what is watched, and how politely."""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.collect.walk import WATCH_FILE
from onrecord.errors import CannotFetch, InvalidWatch
from onrecord.watch.client import clean_web
from onrecord.watch.place import CAPTURES

_LARGEST = 1 << 20  # bytes of the file


class Site(Struct, frozen=True, forbid_unknown_fields=True):
    """An address on the web: a page, or a list of pages."""

    url: str
    match: str | None = (
        None  # of a list: a regular expression that the addresses of its pages must have in them
    )


class Folder(Struct, frozen=True, forbid_unknown_fields=True):
    """A folder elsewhere, whose files are copied."""

    path: str
    name: str  # of the folder that they are copied to


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """What a watch.toml says."""

    feed: tuple[Site, ...] = ()
    sitemap: tuple[Site, ...] = ()
    page: tuple[Site, ...] = ()
    folder: tuple[Folder, ...] = ()
    contact: str | None = None  # where whoever runs a site can reach you; told to every site
    by: str | None = None  # who has the pages fetched; written into the log
    every: float = 60.0  # minutes from one look to the next
    pause: float = 1.0  # seconds from one request to a host to the next
    seconds: float = 60.0  # that one answer may take
    again: int = 30  # days for which a page that a feed or sitemap named is looked at again
    most: int = 200  # new pages that one look fetches

    @property
    def lists(self) -> tuple[tuple[str, Site], ...]:
        """Return the lists of pages, each with its kind."""
        return (*(("feed", site) for site in self.feed), *(("sitemap", site) for site in self.sitemap))


def read_config(folder: Path) -> Config:
    """Return what is watched for a folder of documents, its addresses and patterns checked.

    Raises:
        InvalidWatch: there is no watch.toml, or something in it can't be used; the message says what.
    """
    path = folder / WATCH_FILE
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise InvalidWatch(f"{path}: larger than {_LARGEST >> 20} MiB")
        config = msgspec.toml.decode(content, type=Config)
    except FileNotFoundError:
        raise InvalidWatch(
            f"{path}: it is not there; write one that says what to watch: see docs/watch.md"
        ) from None
    except OSError as error:
        raise InvalidWatch(f"{path}: it can't be read: {error.strerror}") from error
    except ValueError as error:
        raise InvalidWatch(f"{path}: {error}; see docs/watch.md") from error
    try:
        return _check(config)
    except (CannotFetch, ValueError, re.error) as error:
        raise InvalidWatch(f"{path}: {error}; see docs/watch.md") from error


def _check(config: Config) -> Config:
    if not (config.lists or config.page or config.folder):
        raise ValueError("it names nothing to watch: no [[feed]], [[page]], [[sitemap]] or [[folder]]")
    for name, value, least in (
        ("every", config.every, 1),
        ("pause", config.pause, 0),
        ("seconds", config.seconds, 0.1),
        ("again", config.again, 0),
        ("most", config.most, 1),
    ):
        if not least <= value <= 1e6:
            raise ValueError(f"{name} = {value:g}: give {least} or more")
    # the contact stands in the head of each request, which takes ASCII alone
    for name, told in (("contact", config.contact), ("by", config.by)):
        if told is not None and not (told.isprintable() and len(told) <= 200):
            raise ValueError(f"{name} = '{told[:200]}': give one line of up to 200 characters")
    if config.contact is not None and not config.contact.isascii():
        raise ValueError(f"contact = '{config.contact}': give an address in plain letters (ASCII)")
    for folder in config.folder:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", folder.name):
            raise ValueError(f"name = '{folder.name}': give one of letters, digits and hyphens")
        if folder.name.lower() == CAPTURES:
            raise ValueError(f"name = '{folder.name}': that is where fetched pages are kept; give another")
    if len({folder.name for folder in config.folder}) < len(config.folder):
        raise ValueError("two folders have one name")
    cleaned = msgspec.structs.replace(
        config, feed=_clean(config.feed), sitemap=_clean(config.sitemap), page=_clean(config.page)
    )
    named = [site.url for site in (*cleaned.feed, *cleaned.sitemap, *cleaned.page)]
    if twice := sorted({url for url in named if named.count(url) > 1}):
        raise ValueError(f"{twice[0]} is named twice")
    return cleaned


def _clean(sites: Sequence[Site]) -> tuple[Site, ...]:
    for site in sites:
        try:
            re.compile(site.match or "")
        except re.error as error:
            raise ValueError(f"match = '{site.match}' is no regular expression: {error}") from error
    return tuple(msgspec.structs.replace(site, url=clean_web(site.url)) for site in sites)
