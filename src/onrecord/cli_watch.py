"""The commands that open connections: one thin command per verb."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli_console import Line, Terminal
from onrecord.cli_options import Authority, Jobs, Pipeline, Record
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.custody.seals import Seal
    from onrecord.watch.run import Asked, Found
    from onrecord.watch.state import Place

# The libraries that open connections are loaded by the commands that do, and by no other.
# ruff: noqa: PLC0415

commands = typer.Typer()
_SOME_FAILED = 1
_SHORTEST_ROUND = 60.0  # seconds from one look to the next, whatever is asked for


def say_seal(seal: "Seal") -> str:
    """Return what a seal proves, as a line."""
    surely = "" if seal.trusted else ", whose certificate was not held against one of yours"
    return f"Sealed at {seal.at:%Y-%m-%d %H:%M:%S} UTC: lines 1 to {seal.line}, by {seal.authority}{surely}"


@commands.command("seal", epilog="Example: onrecord seal record --tsa https://tsa.example/tsr")
def seal_record(
    directory: Record,
    tsa: Annotated[
        str, typer.Option("--tsa", metavar="URL", help="Where the authority gives time stamps (RFC 3161).")
    ],
    authority: Authority = None,
) -> None:
    """Have an authority stamp the log of a record with the time, so that nobody can make it anew later.

    Only the SHA-256 of the log's last line is sent. Ends with 0 where it was sealed, and 2 where it was not.
    """
    from onrecord.custody.seals import load_stamps

    load_stamps()
    from onrecord.watch.sealing import seal

    Terminal().say(say_seal(seal(directory, tsa, authority)))


@commands.command("watch", epilog="Example: onrecord watch coverage --out record --once --atom news.xml")
def watch_folder(  # noqa: PLR0913, PLR0917 - typer makes the options of a function's arguments
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Holds the documents, and watch.toml: see docs/watch.md.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the record is written.")] = Path(
        "record"
    ),
    once: Annotated[bool, typer.Option("--once", help="Look once and end, as for cron.")] = False,
    atom: Annotated[
        Path | None,
        typer.Option("--atom", metavar="FILE", help="Keep a feed of what is new here.", show_default=False),
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option(
            "--markdown", metavar="FILE", help="Write what the last look found new here.", show_default=False
        ),
    ] = None,
    protect: Annotated[
        Path | None,
        typer.Option(
            "--protect",
            metavar="FILE",
            help="Names, one a line, that nothing published or told may hold; see docs/protect.md.",
            show_default=False,
        ),
    ] = None,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
) -> None:
    """Fetch what watch.toml names, add what is new to the documents, rebuild the record and say what is new.

    Ends with 0 where everything was had, 1 where something failed or could not be read (each is named, with why),
    and 2 where nothing could be done. Without --once it looks again and again, until Ctrl-C.
    """
    from onrecord.reading import DEFAULT_PIPELINE
    from onrecord.watch.config import read_config
    from onrecord.watch.run import Asked

    terminal = Terminal()
    asked = Asked(out, protect, pipeline or DEFAULT_PIPELINE, jobs, atom, markdown)
    if once:
        if _look(terminal, folder, asked):
            raise typer.Exit(_SOME_FAILED)
        return
    every = read_config(folder).every  # what can't be used at the start ends it
    while True:
        try:
            every = read_config(folder).every
            _look(terminal, folder, asked)
        except (OnrecordError, OSError) as error:  # the next look may be better, as where a disk was full
            terminal.complain(f"onrecord: {error}")
        terminal.say(f"The next look is in {every:g} minutes; end with Ctrl-C.")
        try:
            time.sleep(max(_SHORTEST_ROUND, every * 60))
        except KeyboardInterrupt:
            return


def _look(terminal: Terminal, folder: Path, asked: "Asked") -> bool:
    """Look once, say what is new, and tell whether something failed."""
    from onrecord.watch.run import watch_once

    def complain(failing: "Sequence[Place]") -> None:
        for place in failing:
            terminal.complain(f"failed since {place.failing}: {place.address}: {place.reason}")

    found = watch_once(folder, asked, fail=complain)
    for unread in found.built.unread:
        terminal.complain(f"not read: {unread.file}: {unread.reason}")
    _say_found(terminal, found)
    return bool(found.failing or found.built.unread)


def _say_found(terminal: Terminal, found: "Found") -> None:
    from onrecord.watch.telling import tell_text

    record = found.built.record
    terminal.say(f"On record: {len(record.documents)} documents, {len(record.statements)} statements")
    if found.left:
        terminal.say(f"Left for the next look: {found.left} new pages")
    if found.first:
        terminal.say("This was the first look: from now on, what is new is told.")
    elif not found.changes:
        terminal.say("Nothing is new.")
    terminal.print_lines(Line(text, indent) for indent, text in tell_text(found.changes))
