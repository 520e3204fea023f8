"""The address of an archive's copy of a page -> the page's own address, the copy's, the day of it and the site."""

import re
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from onrecord.collect.days import find_day, make_day

_SHORTEST_NAME = 5  # letters of a host's name that are hardly met by chance
_NAMED_WITHIN = 20_000  # characters
# Archives built on OpenWayback and pywb name a copy by 14 digits, archive.today by a day with full stops; what follows
# is the page's own address. A tool that tidies addresses leaves one stroke of '//' in it.
_COPY = re.compile(
    r"(?P<archive>https?://[^/?#\s]+/(?:[\w.-]{1,40}/){0,4}?)"
    r"(?P<year>(?:19|20)\d\d)(?P<dot>[./]?)(?P<month>\d\d)(?P=dot)(?P<day>\d\d)(?:-?\d{4,6})?(?:[a-z]{2}_)?/"
    r"(?P<scheme>https?):/{1,2}(?P<own>[^/\s].*)",
    re.IGNORECASE,
)

# What the Wayback Machine puts at the foot of a copy; older copies name its address there.
_FOOT = re.compile(
    r"<!--\s{1,20}FILE ARCHIVED ON (?:\d\d?:\d\d:\d\d )?(?P<day>[A-Z][a-z]{2} \d\d?, \d{4}) AND RETRIEVED FROM THE"
    r"\s{1,20}INTERNET ARCHIVE ON [^\n]{1,60}\n"
    r"(?:[^\n]{0,200}\n){0,8}?\s{0,20}(?:(?P<url>https?://\S{1,2000})\s|-->|JAVASCRIPT)"
)

# What browsers put over a page that they save whole, with the number of the address's characters.
_SAVED = re.compile(
    r"<!--\s{0,5}saved from url=\(\d{1,5}\)(?P<url>https?://[^\s<>]{3,2000}?)\s{0,5}-->", re.IGNORECASE
)
# What the browsers' addition SingleFile writes.
_SAVED_AS_ONE = re.compile(
    r"<!--\s{0,20}Page saved with SingleFile\s{1,20}url: (?P<url>https?://[^\s<>]{4,2000})"
    r"(?:\s{1,20}saved date: (?P<day>[^\n<>]{8,100}))?"
)
_SAVED_WITHIN = 5_000


class Archived(Struct, frozen=True):
    """Where a page was, where an archive has it, and since when."""

    url: str
    archived: str
    captured: date | None


def split_archived(url: str | None) -> Archived | None:
    """Return what the address of an archive's copy tells, or None where it is an address of another kind.

    >>> copy = split_archived("https://web.archive.org/web/20310514083012id_/http://news.example/dam.html")
    >>> copy.url, str(copy.captured)
    ('http://news.example/dam.html', '2031-05-14')
    >>> split_archived("https://news.example/2031/05/14/dam.html") is None
    True
    """
    found = _COPY.fullmatch(url or "")
    if found is None:
        return None
    own = f"{found['scheme'].lower()}://{found['own']}"
    before = found.string[: found.start("scheme")]
    captured = make_day(int(found["year"]), int(found["month"]), int(found["day"]))
    return Archived(own, f"{before}{own}", captured)


def read_foot(markup: str) -> tuple[str | None, date | None]:
    r"""Return the address of a copy and the day of it, as the archive's comment at a page's foot tells them.

    >>> read_foot("<!--\n FILE ARCHIVED ON May 14, 2031 AND RETRIEVED FROM THE\n INTERNET ARCHIVE ON May 15.\n-->")
    (None, datetime.date(2031, 5, 14))
    """
    found = _FOOT.search(markup)
    day = find_day(found["day"]) if found else None
    copy = split_archived(found["url"]) if found else None
    return (found["url"] if found and copy else None), day.day if day else None


def read_saved(markup: str) -> tuple[str | None, date | None]:
    r"""Return the address that a browser noted over a page that it saved, and the day, where it noted that too.

    >>> read_saved("<!DOCTYPE html>\n<!-- saved from url=(0027)https://news.example/dam.htm -->\n<html>")
    ('https://news.example/dam.htm', None)
    >>> read_saved("<html><!--\n Page saved with SingleFile\n url: https://a.example/b\n saved date: Mon May 05 2031")
    ('https://a.example/b', datetime.date(2031, 5, 5))
    """
    if found := _SAVED.search(markup, 0, _SAVED_WITHIN):
        return found["url"], None
    if found := _SAVED_AS_ONE.search(markup, 0, _SAVED_WITHIN):
        day = find_day(found["day"]) if found["day"] else None
        return found["url"], day.day if day else None
    return None, None


def host_of(url: str | None) -> str | None:
    """Return the host that an address names, without 'www.'.

    >>> host_of("https://www.courier.example/bridge")
    'courier.example'
    """
    if not url or "://" not in url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # an address that none can be made of
        return None
    return host.removeprefix("www.") if host else None


def name_site(host: str | None, text: str) -> str | None:
    """Return the name that a text gives to the site of a host: its words are the host's own; else the host.

    >>> name_site("elmgazette.example", "The Elm Gazette has seen the letters.")
    'Elm Gazette'
    >>> name_site("elm.example", "The gate is shut.")
    'elm.example'
    """
    label = host.split(".")[0] if host else ""
    if not label.isalnum() or len(label) < _SHORTEST_NAME:
        return host
    spaced = "[ .’'-]{0,2}".join(label)
    for found in re.finditer(rf"\b{spaced}\b", text[:_NAMED_WITHIN], re.IGNORECASE):
        if all(word[0].isupper() or word[0].isdigit() for word in found[0].split()):
            return " ".join(found[0].split())
    return host
