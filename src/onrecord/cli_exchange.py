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
