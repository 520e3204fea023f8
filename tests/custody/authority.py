"""A time stamp authority on this machine: made and answered by the `openssl` command, over real HTTP."""

import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SETTINGS = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
"""


def openssl(folder, *arguments):
    """Run the command."""
    done = subprocess.run(
        ["openssl", *arguments], cwd=folder, capture_output=True, check=False, text=True, timeout=60
    )
    assert 0 == done.returncode, done.stderr


def make_authority(folder, name):
    """Make the keys and certificates of an authority, and return the file of its root certificate."""
    folder.mkdir()
    (folder / "settings").write_text(SETTINGS.format(folder=folder))
    (folder / "serial").write_text("01\n")
    key = ("-newkey", "rsa:2048", "-nodes")
    openssl(folder, "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "30",
            "-subj", f"/CN={name} root", "-config", "settings", "-extensions", "root")  # fmt: skip
    openssl(folder, "req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name}",
            "-config", "settings")  # fmt: skip
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "2",
            "-days", "30", "-out", "tsa.pem", "-extfile", "settings", "-extensions", "stamping")  # fmt: skip
    return folder / "root.pem"


def answer(folder, request):
    """Return the authority's answer to a request."""
    (folder / "request.tsq").write_bytes(request)
    openssl(folder, "ts", "-reply", "-queryfile", "request.tsq", "-config", "settings", "-section", "one",
            "-signer", "tsa.pem", "-inkey", "tsa.key", "-chain", "root.pem", "-out", "answer.tsr")  # fmt: skip
    return (folder / "answer.tsr").read_bytes()


@contextmanager
def serve(reply):
    """Answer every POST with what `reply` makes of its content, and yield the address and the requests."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            content = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((dict(self.headers), content))
            status, body = reply(content)
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsr", asked
        finally:
            server.shutdown()
            thread.join()
