"""Where the program begins: what ends it before its commands are loaded, which takes longer than a hasty hand."""

import os
import signal

_INTERRUPTED = 130  # as shells say it, and as a command that is interrupted ends


def run() -> None:
    """Run the command line; Ctrl-C ends it with status 130 and no more said, however early it comes."""
    usual = signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    from onrecord.cli import run as run_commands  # noqa: PLC0415 - what takes long

    try:
        signal.signal(signal.SIGINT, usual)
        run_commands()
    except KeyboardInterrupt:  # between two commands of the program's own
        os._exit(_INTERRUPTED)
