"""One request over HTTP -> its whole answer, as it was sent, or why there is none.

Nothing is followed, decoded, kept between requests or tried again here. However a server behaves, an answer ends after
so many bytes and seconds.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx2
from msgspec import Struct

from onrecord import __version__
from onrecord.errors import CannotFetch
from onrecord.limits import LARGEST_FILE

_SCHEMES = frozenset({"http", "https"})
_LONGEST_ADDRESS = (
    2000  # characters; no server takes much longer ones (RFC 9110, 4.1, recommends 8,000 octets)
)


Now = Callable[[], datetime]


def tell_now() -> datetime:
    """Return this machine's clock."""
    return datetime.now(UTC)


class Limits(Struct, frozen=True):
    """What one answer may cost."""

    seconds: float = 60.0  # from the first byte asked to the last given
    bytes: int = LARGEST_FILE


class Answer(Struct, frozen=True):
    """What a server answered."""

    address: str
    status: int
    head: bytes  # status line and headers, as they were sent
    body: bytes  # as it was sent, packed as its headers say, but for the chunks that it came in
    headers: Mapping[str, str]  # by their names in small letters; of several by one name, the last
    at: datetime
    asked: bytes  # status line and headers of the request
    ip: str | None = None

    @property
    def block(self) -> bytes:
        """Return the answer as an archive keeps it."""
        return self.head + self.body


def name_agent(contact: str | None) -> str:
    """Return the name under which the program asks, with where its user can be reached.

    >>> name_agent("desk@courier.example")
    'onrecord/0.1.0 (archives pages for a record; desk@courier.example)'
    """
    whose = f"; {contact}" if contact else ""
    return f"onrecord/{__version__} (archives pages for a record{whose})"


def clean_web(address: str, base: str = "") -> str:
    """Return an address of the web, seen from another and without the part that names a place on the page.

    Raises:
        CannotFetch: it is none: another scheme, no host, a password in it, or far too long.

    >>> clean_web("/bridge#comments", "https://courier.example/news")
    'https://courier.example/bridge'
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        port = parts.port
    except ValueError as error:
        raise CannotFetch(f"'{address[:200]}' is no address: {error}") from error
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname or port == 0:
        raise CannotFetch(f"'{address[:200]}' is no address of the web: only http and https are fetched")
    if parts.username or parts.password:
        raise CannotFetch(
            f"the address at {parts.hostname} has a name or password in it, which is not fetched"
        )
    whole = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
    if len(whole) > _LONGEST_ADDRESS:
        raise CannotFetch(f"'{whole[:200]}…' is longer than {_LONGEST_ADDRESS:,} characters")
    return whole


def host_of(address: str) -> str:
    """Return the host of an address of the web, with its port."""
    return urlsplit(address).netloc


class Client:
    """Asks servers, as an asynchronous context."""

    def __init__(self, agent: str, limits: Limits, now: Now = tell_now) -> None:
        self._limits, self._now = limits, now
        # only what can be unpacked again is asked for
        self._headers = {
            "User-Agent": agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        # each answer has a connection of its own: what a server gives beyond the length that it told would else be
        # taken for the answer to the next question
        self._client = httpx2.AsyncClient(
            follow_redirects=False,
            timeout=limits.seconds,
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    async def __aenter__(self) -> "Client":
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._client.aclose()

    async def ask(
        self, address: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> Answer:
        """Return the answer to a request, which is a POST where it has content.

        Raises:
            CannotFetch: there is no whole answer within the limits.
        """
        self._client.cookies.clear()  # nobody is to know us again
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._ask(address, {**self._headers, **(headers or {})}, content)
        except TimeoutError:
            raise CannotFetch(f"no whole answer within {self._limits.seconds:g} seconds") from None
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
            raise CannotFetch(f"the host can't be reached ({_say(error)})", host=True) from error
        except httpx2.TimeoutException:
            raise CannotFetch(f"no answer within {self._limits.seconds:g} seconds") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise CannotFetch(f"the answer breaks off or is none ({_say(error)})") from error
        except OSError as error:  # of a host's name, or of a certificate
            raise CannotFetch(f"the host can't be asked ({_say(error)})", host=True) from error
        except ValueError as error:
            raise CannotFetch(f"it can't be asked for ({_say(error)})") from error

    async def _ask(self, address: str, headers: Mapping[str, str], content: bytes | None) -> Answer:
        method = "GET" if content is None else "POST"
        at = self._now()
        async with self._client.stream(method, address, headers=dict(headers), content=content) as response:
            body = bytearray()
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > self._limits.bytes:
                    raise CannotFetch(f"the answer is larger than {self._limits.bytes // 1024**2} MiB")
            return Answer(
                address,
                response.status_code,
                _write_head(response),
                bytes(body),
                dict(response.headers),
                at,
                _write_request(response.request),
                _tell_ip(response),
            )


def _write_head(response: httpx2.Response) -> bytes:
    version = response.extensions.get("http_version", b"HTTP/1.1")
    reason = response.extensions.get("reason_phrase", b"")
    lines = [b"%s %d %s" % (version, response.status_code, reason)]
    for name, value in response.headers.raw:
        # what is kept is in no chunks any more; archives keep the header under another name
        kept = b"X-Crawler-Transfer-Encoding" if name.lower() == b"transfer-encoding" else name
        lines.append(b"%s: %s" % (kept, value))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _write_request(request: httpx2.Request) -> bytes:
    lines = [b"%s %s HTTP/1.1" % (request.method.encode(), request.url.raw_path)]
    lines += [b"%s: %s" % (name, value) for name, value in request.headers.raw]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _tell_ip(response: httpx2.Response) -> str | None:
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return str(address[0]) if isinstance(address, tuple) and address else None


def _say(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
