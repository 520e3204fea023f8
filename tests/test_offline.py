"""Nothing is fetched: the whole way through works where every socket is refused."""

import subprocess
import sys
from pathlib import Path

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
"""


def test_a_record_is_built_with_every_socket_refused(tmp_path):
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

    assert "2 0" == run.stdout.strip(), run.stderr
    assert "hostile.example/x" not in (Path(tmp_path) / "out" / "dossier.html").read_text(encoding="utf-8")
