"""A desk in a process of its own, as a user opens it, and what a browser sends it."""

import http.client
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

COMMAND = str(Path(sys.executable).with_name("onrecord"))
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]+)")


class Answer(NamedTuple):
    """What the desk answers."""

    status: int
    headers: dict[str, str]
    text: str


class OpenDesk:
    """A running desk."""

    def __init__(self, folder: Path, by: str = "Ada Lund") -> None:
        self.process = subprocess.Popen(
            [COMMAND, "desk", str(folder), "--by", by],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.address = self.process.stdout.readline().strip()
        found = ADDRESS.fullmatch(self.address)
        if not found:
            self.process.kill()
            raise AssertionError(self.process.stderr.read())
        self.port, self.token = int(found[1]), found[2]
        self.cookie = f"onrecord-desk-{self.port}={self.token}"
        self.origin = f"http://127.0.0.1:{self.port}"

    def ask(self, method, path, form=None, **headers):
        """Send one request as the desk's own pages do, unless `headers` say otherwise; None leaves one out."""
        known = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}
        if method == "POST":
            known["Origin"] = self.origin
        known |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = urlencode(form or {}, doseq=True).encode() if method == "POST" else None
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in known.items():
            if value is not None:
                connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body or b"")))
        connection.endheaders(body)
        response = connection.getresponse()
        answer = Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read().decode(),
        )
        connection.close()
        return answer

    def kill(self):
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
