"""Polite visits: a host's robots.txt is obeyed, it gets one request at a time, and rest where it asks for it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from protego import Protego

from onrecord.custody.log import tell_time
from onrecord.errors import CannotFetch
from onrecord.watch.client import Answer, Client, Now, clean_web, host_of
from onrecord.watch.state import Host, State, back_off

_ROBOT = "onrecord"  # the name by which a robots.txt speaks of this program
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_LARGEST_ROBOTS = 500 * 1024  # bytes that are read of one (RFC 9309, 2.5)
_LONGEST_PAUSE = (
    60.0  # seconds that are waited between two requests; who asks for more is left for the next look
)
_LONGEST_REST = timedelta(days=7)
_AT_ONCE = 8  # hosts


class Visitor:
    """Visits addresses for one look; every answer but the last of a visit is handed to `keep`."""

    def __init__(
        self,
        client: Client,
        state: State,
        pause: float,
        now: Now,
        keep: Callable[[Answer], None],
    ) -> None:
        self._client, self._state, self._pause, self._now, self._keep = client, state, pause, now, keep
        self._robots: dict[str, Protego | CannotFetch] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}  # when each host was last asked
        self._slow: set[str] = set()  # hosts that had the one request that a look has for them
        self._hosts = asyncio.Semaphore(_AT_ONCE)

    async def visit(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer at an address, or where it leads.

        Raises:
            CannotFetch: there is none, it may not be fetched, or its host is left alone for now.
        """
        passed = set()
        for _ in range(_MOST_REDIRECTS + 1):
            if address in passed:
                raise CannotFetch("it leads in a circle")
            passed.add(address)
            rules = await self._read_robots(address)
            if not rules.can_fetch(address, _ROBOT):
                raise CannotFetch(f"the robots.txt of {host_of(address)} asks not to fetch it")
            answer = await self._ask(address, headers, rules.crawl_delay(_ROBOT) or 0.0)
            if not is_redirect(answer):
                return answer
            self._keep(answer)
            address = _find_target(answer)
        raise CannotFetch(f"it leads on more than {_MOST_REDIRECTS} times")

    async def _read_robots(self, address: str) -> Protego:
        """Return what a host asks of programs; without a robots.txt it asks nothing (RFC 9309, 2.3.1).

        Raises:
            CannotFetch: its server fails, so that nothing may be fetched.
        """
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._reading[site]:
            if site not in self._robots:
                try:
                    self._robots[site] = await self._ask_robots(f"{site}/robots.txt")
                except CannotFetch as error:
                    self._robots[site] = error
        rules = self._robots[site]
        if isinstance(rules, CannotFetch):
            raise CannotFetch(str(rules), host=rules.host)
        return rules

    async def _ask_robots(self, address: str) -> Protego:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = await self._ask(address, None, None)
            self._keep(answer)
            if not is_redirect(answer):
                break
            address = _find_target(answer)
        if answer.status >= 500:
            raise CannotFetch(
                f"the robots.txt of {host_of(address)} can't be had (status {answer.status}), so nothing is fetched"
            )
        found = answer.body if answer.status < 300 else b""
        return Protego.parse(found[:_LARGEST_ROBOTS].decode("utf-8", "replace"))

    async def _ask(self, address: str, headers: Mapping[str, str] | None, delay: float | None) -> Answer:
        """Ask for an address when its host may be asked again; `delay` is None for what says how long that takes."""
        host = host_of(address)
        async with self._asking[host]:
            known = self._state.host(host)
            if known.rest_until is not None and tell_time(self._now()) < known.rest_until:
                raise CannotFetch(f"{host} is left alone until {known.rest_until}: {known.reason}", host=True)
            await self._wait(host, delay)
            try:
                async with self._hosts:
                    answer = await self._client.ask(address, headers)
            except CannotFetch as error:
                if error.host:
                    self._rest(host, known, str(error), back_off(known.failures))
                raise
            finally:
                self._last[host] = asyncio.get_running_loop().time()
            if answer.status in _BUSY:
                self._keep(answer)
                reason = f"it asked for rest (status {answer.status})"
                until = self._rest(host, known, reason, read_rest(answer, self._now(), known.failures))
                raise CannotFetch(f"{host} is left alone until {until}: {reason}", host=True)
            if known != Host():
                self._state.keep_host(host, Host())
            return answer

    async def _wait(self, host: str, delay: float | None) -> None:
        """Wait until the host may be asked again."""
        pause = max(self._pause, delay or 0.0)
        if pause > max(_LONGEST_PAUSE, self._pause):
            if host in self._slow:
                raise CannotFetch(
                    f"{host} asks for {pause:g} seconds between two requests: left for the next look",
                    host=True,
                )
            self._slow.add(host)
            pause = self._pause
        last = self._last.get(host)
        if last is not None:
            await asyncio.sleep(max(0.0, last + pause - asyncio.get_running_loop().time()))

    def _rest(self, host: str, known: Host, reason: str, rest: timedelta) -> str:
        until = tell_time(self._now() + rest)
        self._state.keep_host(host, Host(known.failures + 1, until, reason))
        return until


def read_rest(answer: Answer, now: datetime, failures: int) -> timedelta:
    """Return for how long a host asks to be left alone (RFC 9110, 10.2.3), up to a week."""
    stated = answer.headers.get("retry-after", "").strip()
    try:
        asked = timedelta(seconds=int(stated)) if stated.isdecimal() else _read_date(stated) - now
    except (ValueError, OverflowError, TypeError):
        return back_off(failures)
    return min(max(asked, back_off(0)), _LONGEST_REST)


def _read_date(stated: str) -> datetime:
    found = parsedate_to_datetime(stated)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def is_redirect(answer: Answer) -> bool:
    """Tell whether an answer says no more than where the page is."""
    return answer.status in _REDIRECTS and bool(answer.headers.get("location"))


def _find_target(answer: Answer) -> str:
    """Return where an answer leads.

    Raises:
        CannotFetch: it leads to what is no address of the web.
    """
    try:
        return clean_web(answer.headers["location"], answer.address)
    except CannotFetch as error:
        raise CannotFetch(f"it leads elsewhere: {error}") from error
