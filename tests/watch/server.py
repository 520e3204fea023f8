"""A web server on this machine that does what a test tells it to, over real HTTP."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """What a server gives at each path, and what it was asked."""

    def __init__(self):
        self.pages = {}
        self.asked = []  # path, headers
        self.at_once = 0
        self.most_at_once = 0
        self.pause = 0.0  # seconds before an answer, so that requests made side by side are seen to be
        self.address = ""
        self.lock = threading.Lock()

    def put(self, path, body, *, status=200, kind="text/html; charset=utf-8", **headers):
        """Give this at a path."""
        content = body.encode() if isinstance(body, str) else body
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": kind, **told}, content)

    def put_raw(self, path, answer):
        """Let `answer` write to the connection whatever it likes."""
        self.pages[path] = answer

    def paths(self):
        """Return what was asked, in order."""
        return [path for path, _ in self.asked]

    def forget(self):
        """Forget what was asked."""
        self.asked.clear()


def article(title, text, day, extra=""):
    """Return a page of news."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    return (
        f'<html><head><title>{title}</title><meta property="og:site_name" content="The Weir Post">'
        f'<meta property="article:published_time" content="{day}"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article>{extra}</body></html>"
    )


def feed(address, paths):
    """Return an RSS feed of pages."""
    items = "".join(f"<item><title>{path}</title><link>{address}{path}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Weir Post</title>{items}</channel></rss>'


def sitemap(address, paths):
    """Return a sitemap of pages."""
    places = "".join(f"<url><loc>{address}{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site = None

    def do_GET(self):
        site = self.site
        with site.lock:
            site.asked.append((self.path, dict(self.headers)))
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        # counted until it is answered and no longer: who has the answer may ask again before this thread goes on
        time.sleep(site.pause)
        with site.lock:
            site.at_once -= 1
        given = site.pages.get(self.path)
        if callable(given):
            self.close_connection = True
            with suppress(OSError):
                given(self.connection)
            return
        status, headers, body = given or (404, {"Content-Type": "text/plain"}, b"not here")
        if status == 200 and "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing."""


@contextmanager
def serve():
    """Yield a site while its server runs."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        site.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def give_more(page, more):
    """Return what gives a page, and behind its end another answer that nobody asked for."""

    def answer(connection):
        for body in (page.encode(), more.encode()):
            connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        connection.recv(1)  # till the other side goes

    return answer


def promise_more(connection):
    """Give less than was promised."""
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n<html><body><p>The weir will")


def break_off_chunks(connection):
    """End in the middle of a chunk."""
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n400\r\n<html><body><p>The weir")


def drip(connection):
    """Give a byte now and then, for ever."""
    connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.05)


def drip_head(connection):
    """Give headers without end, each in time."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.05)


def never_end(connection):
    """Give without end, as fast as it is taken."""
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    block = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    while True:
        connection.sendall(block)


def speak_nonsense(connection):
    """Give what is no HTTP."""
    connection.sendall(b"\x00\x01 hello\r\n\r\n")


def hang_up(connection):
    """Say nothing at all."""
    connection.shutdown(socket.SHUT_RDWR)
