"""The commands that hand a record to other programs: one thin command per verb."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli_console import Terminal
from onrecord.cli_options import AsOf, Protect, Record
from onrecord.exchange.formats import Format, export

# Each format loads its own library: the commands import what they need when they run.
# ruff: noqa: PLC0415

commands = typer.Typer()


@commands.command("export", epilog="Example: onrecord export record --to csv --out tables")
def export_record(
    directory: Record,
    to: Annotated[Format, typer.Option("--to", metavar="FORMAT", help=f"{', '.join(Format)}.")],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE", help="Where it is written; for csv and parquet, a folder."),
    ],
    as_of: AsOf = None,
    protect: Protect = None,
) -> None:
    """Write a record in the format of another program; docs/exchange.md says what each holds.

    Ends with 0 where it was written, and 2 where it could not be.
    """
    from onrecord.exchange.opening import open_published

    export(open_published(directory, as_of, protect), to, out)
    Terminal().say(f"Written: {out}")


@commands.command("bag", epilog="Example: onrecord bag record --out handed-over")
def bag_record(
    directory: Record,
    out: Annotated[Path, typer.Option("--out", metavar="BAG", help="A new folder for the bag.")],
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="FOLDER",
            help="Holds the documents.",
            show_default="where they were when the record was built",
        ),
    ] = None,
) -> None:
    """Put a record and its documents into a BagIt bag, which anybody can verify without onrecord.

    Ends with 0 where the bag was made, and 2 where the record does not agree with its documents or can't be read.
    """
    from onrecord.exchange.bag import make_bag

    with_documents = make_bag(directory, out, folder)
    terminal = Terminal()
    terminal.say(f"Written: {out}")
    if not with_documents:
        terminal.say(
            "It holds the published forms alone: the documents and the database have the protected names."
        )


@commands.command("mcp", epilog="Example: onrecord mcp record")
def serve_record(directory: Record, as_of: AsOf = None, protect: Protect = None) -> None:
    """Answer an assistant's questions about a record, over the Model Context Protocol on standard input.

    Ends with 0 where standard input ends, and 2 where the record can't be read.
    """
    from onrecord.exchange.opening import open_published
    from onrecord.mcp.server import serve

    serve(open_published(directory, as_of, protect))
