"""Nothing is fetched but by `watch`, `seal` and `archive` of an address: all else works where sockets are refused."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord

REFUSING = """
import socket

def refuse(*args, **kwargs):
    raise OSError("a socket was asked for")

class Refused(socket.socket):
    __init__ = refuse

socket.socket = Refused
socket.create_connection = socket.getaddrinfo = refuse

import sys
from pathlib import Path
import onrecord

record = onrecord.build(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(record.documents), len(record.unread))

from typer.testing import CliRunner
from onrecord.cli import app

out = sys.argv[2]
for line in (["verify", out], ["show", "statements", out], ["search", out, "inquiry"], ["rulings", "list", out],
             ["export", out, "--to", "csv", "--out", out + "-csv"], ["bag", out, "--out", out + "-bag"]):
    told = CliRunner().invoke(app, line)
    assert told.exit_code == 0, (line, told.output)
print([name for name in sys.modules if name.startswith("onrecord.watch")])
"""
PACKAGE = Path(onrecord.__file__).parent
# What opens connections, by itself or for whoever asks it to.
CONNECTING = {
    "aiohttp", "asyncio", "ftplib", "h11", "http.client", "httpcore", "httpcore2", "httpx", "httpx2", "imaplib",
    "niquests", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl", "urllib.request", "urllib3",
    "websockets", "xmlrpc.client",
}  # fmt: skip
# The desk listens, on this machine alone; of what watches, one module asks and another keeps order among its questions.
ALLOWED = {
    "desk/serve.py": {"socket"},
    "watch/client.py": {"asyncio", "httpx2"},
    "watch/visits.py": {"asyncio"},
    "watch/look.py": {"asyncio"},
    "watch/sealing.py": {"asyncio"},
}


def imports_of(path):
    """Return every module that a file imports, and whether at its top."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module, id(node) in top)
            yield from ((f"{node.module}.{alias.name}", id(node) in top) for alias in node.names)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_only_what_watches_imports_what_opens_connections(path):
    """One module asks servers, and only the commands `watch` and `seal` load it, when they run."""
    name = path.relative_to(PACKAGE).as_posix()
    imported = list(imports_of(path))

    assert ALLOWED.get(name, set()) == {module for module, _ in imported if module in CONNECTING}
    if not name.startswith("watch/"):
        watching = {(module, top) for module, top in imported if module.startswith("onrecord.watch")}
        assert name == "cli_watch.py" or not watching
        assert not any(top for _, top in watching)


def test_a_record_is_built_checked_and_handed_on_with_every_socket_refused(tmp_path):
    """A page that names remote images, scripts and styles is read without asking the network for anything."""
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "page.html").write_text(
        "<html><head><title>Ferry inquiry due in May</title><script src='http://hostile.example/x.js'></script>"
        "<link rel=stylesheet href='http://hostile.example/x.css'></head><body><article><p>The ferry inquiry will be "
        "published in May, harbour minister Anna Brandt said on Monday, 4 March 2024.</p>"
        "<img src='http://hostile.example/x.png'></article></body></html>",
        encoding="utf-8",
    )
    (pile / "note.txt").write_text("http://hostile.example/a says the inquiry is late.", encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-c", REFUSING, str(pile), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ["2 0", "[]"] == run.stdout.splitlines(), run.stderr
    assert "hostile.example/x" not in (Path(tmp_path) / "out" / "dossier.html").read_text(encoding="utf-8")


# Calls that look up a name or ask for a network's socket, and those that open or make a file.
TRACED = "trace=socket,connect,sendto,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink"
NETWORK = re.compile(
    r'(?:connect|sendto)\((?:.*AF_INET6?\b|.*(?:nscd|resolve))|"/etc/(?:resolv\.conf|hosts)"'
)
WRITING = re.compile(
    r'(?:openat|open|creat)\((?:AT_FDCWD, )?"(?P<path>[^"]+)", [^)]*O_(?:WRONLY|RDWR)'
    r'|mkdir(?:at)?\((?:AT_FDCWD, )?"(?P<made>[^"]+)"'
)


def can_trace(*command):
    """Tell whether this machine lets a process be traced without a network."""
    if shutil.which("strace") is None:
        return False
    return 0 == subprocess.run(["strace", "-f", "-o", "/dev/null", *command, "true"], check=False).returncode


@pytest.mark.parametrize(("command", "into"), [("build", "--out"), ("archive", "--to")])
def test_the_command_writes_nothing_elsewhere_and_looks_up_no_name(tmp_path, command, into):
    """Neither the program nor anything that it is built on keeps a cache, an identifier or a note of a run."""
    if command == "archive":
        pytest.importorskip("daft", reason="onrecord[archive] is not installed")
    pile, home, spare = (tmp_path / name for name in ("pile", "home", "spare"))
    for folder in (pile, home, spare):
        folder.mkdir()
    (pile / "page.html").write_text(
        "<html><body><article><p>At least 12 boats sank, harbour minister Anna Brandt said on Monday, 4 March 2024."
        "</p><p>The board said 40 boats sank, and promised its findings by May 2024.</p></article></body></html>",
        encoding="utf-8",
    )
    (pile / "note.txt").write_text(
        "The board will publish its findings by June 2024, it said.", encoding="utf-8"
    )
    out, trace = tmp_path / "out", tmp_path / "trace"
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "SYSTEMROOT"}}
    spaces = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    apart = ["unshare", "-rn"] if shutil.which("unshare") and can_trace("unshare", "-rn") else []
    tracing = (
        ["strace", "-f", "-qq", "-s", "300", "-e", TRACED, "-o", str(trace)] if can_trace(*apart) else []
    )

    run = subprocess.run(
        [
            *tracing,
            *apart,
            str(Path(sys.executable).parent / "onrecord"),
            command,
            str(pile),
            into,
            str(out),
        ],
        # without the bytecode that Python itself keeps beside a program's files
        env=kept | spaces | {"HOME": str(home), "TMPDIR": str(spare), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=spare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == run.returncode, run.stderr
    assert [] == [str(path) for folder in (home, spare) for path in folder.rglob("*")]
    if not tracing:
        pytest.skip("the files alone were looked at: strace can't be used here")
    calls = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    assert calls
    assert [] == [call for call in calls if NETWORK.search(call)]
    written = {
        found["path"] or found["made"]
        for call in calls
        if (found := WRITING.search(call)) and "ENOENT" not in call
    }
    # py3langid unpacks its own model into a file of TMPDIR that has no name, so nothing of it is left
    allowed = (str(out), str(spare), "/dev/", "/proc/")
    assert [] == sorted(path for path in written if not path.startswith(allowed))


def test_the_switch_is_thrown_before_the_library_that_reads_it():
    """Whoever imports any part of onrecord, with whatever the switch stood at."""
    code = "import os, onrecord.model; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "ORT_DISABLE_TELEMETRY": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1" == run.stdout.strip()
