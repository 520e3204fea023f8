"""Who may ask the desk: whoever holds its token, from its own pages, on this machine."""

from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser hides from the desk where a form comes from
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_CHANGING = "POST"
_READING = frozenset(("GET", "HEAD"))


class Guard:
    """Refuses every request that the desk's own pages did not make, before anything of it is looked at."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._host = f"127.0.0.1:{port}"
        self._cookie = f"onrecord-desk-{port}"  # a browser sends a cookie to every port of a host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        refused = self._refuse(scope)
        if refused is not None:
            await refused(scope, receive, _harden(send))
            return
        await self._app(scope, receive, _harden(send))

    def _refuse(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        # a name that somebody's server points at this machine is not its address (DNS rebinding)
        if headers.get("host") != self._host:
            return PlainTextResponse("This desk answers to its own address only.", 421)
        if scope["method"] not in {*_READING, _CHANGING}:
            return PlainTextResponse("The desk reads and rules, and nothing else.", 405)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if given and scope["method"] in _READING:
            return self._admit(given)
        if not self._holds(self._read_cookie(headers)):
            return PlainTextResponse(
                "Open the address that 'onrecord desk' printed: it holds the token of this desk.", 403
            )
        if scope["method"] == _CHANGING and (
            headers.get("origin") != f"http://{self._host}"
            or headers.get("sec-fetch-site", "same-origin") != "same-origin"
        ):
            return PlainTextResponse("Only the desk's own pages rule.", 403)
        return None

    def _admit(self, given: str) -> Response:
        if not self._holds(given):
            return PlainTextResponse("This is not the token of this desk.", 403)
        response = RedirectResponse("/", 303)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return response

    def _holds(self, given: str) -> bool:
        return compare_digest(given.encode(), self._token.encode())

    def _read_cookie(self, headers: Headers) -> str:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return found.value if found else ""


def _harden(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [*message["headers"]]
            kept += [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
            message = {**message, "headers": kept}
        await send(message)

    return sending
