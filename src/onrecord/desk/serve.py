"""The desk on a port of this machine, for as long as somebody works at it."""

import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from onrecord.desk.app import make_app
from onrecord.desk.guard import Guard
from onrecord.desk.state import Desk
from onrecord.errors import RecordError
from onrecord.rulings.store import open_ledger


def serve_desk(directory: Path, by: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve the desk of the record in a folder until it is interrupted; `tell` is given its address.

    Raises:
        RecordError: there is no record, somebody rules on it already, or the port is taken.
        InvalidRulings: the rulings on it can't be believed.
    """
    with open_ledger(directory) as ledger:
        desk = Desk(directory, ledger, by)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError as error:
                raise RecordError(
                    f"port {port}: can't be listened on: {error.strerror}; choose another --port"
                ) from error
            listener.listen()
            token, taken = secrets.token_urlsafe(32), listener.getsockname()[1]
            app = Guard(make_app(desk), token=token, port=taken)
            tell(f"http://127.0.0.1:{taken}/?token={token}")
            server = uvicorn.Server(
                uvicorn.Config(
                    app, log_level="error", access_log=False, server_header=False, ws="none", lifespan="off",
                    loop="asyncio", http="h11", proxy_headers=False, timeout_graceful_shutdown=2,
                )
            )  # fmt: skip
            with suppress(KeyboardInterrupt):  # which ends it, as it is meant to
                server.run(sockets=[listener])
