"""The commands for very large collections: read them, and find the stories in them."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord.cli_console import Terminal, Watched

# The engine is an extra, and heavy: the commands import it when they run.
# ruff: noqa: PLC0415

_SOME_UNREAD = 1
_READ = "read"


class _ReadsByDefault(TyperGroup):
    """Commands of which one needs no name: `onrecord archive SOURCE` reads, `onrecord archive stories` does not."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the command that reads where none is named."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [_READ, *args]
        return super().parse_args(ctx, args)


commands = typer.Typer(
    cls=_ReadsByDefault,
    no_args_is_help=True,
    help="Read very large collections, and find the stories in them.",
)

Ray = Annotated[
    str | None,
    typer.Option(
        "--ray",
        envvar="ONRECORD_RAY",
        metavar="ADDRESS",
        help="A Ray cluster to work on, as 10.0.0.1:6379.",
        show_default="this machine",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        metavar="N",
        help="Units read at once, 800 MB each.",
        show_default="one a processor",
    ),
]
Archive = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The folder of an archive.")]


@commands.command(_READ, epilog="Example: onrecord archive crawl/ s3://press/2024-*.warc.gz --to archive")
def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...", help="WARC, WACZ, Parquet and JSONL files, folders of them, and addresses."
        ),
    ],
    archive: Annotated[Path, typer.Option("--to", metavar="ARCHIVE", help="The folder of the archive.")],
    ray: Ray = None,
    jobs: Workers = None,
    unit: Annotated[
        int,
        typer.Option(
            "--unit", min=1, max=10_000, metavar="N", help="Pages that are read and put away together."
        ),
    ] = 100,
    pipeline: Annotated[
        str | None,
        typer.Option(
            "--pipeline",
            envvar="ONRECORD_PIPELINE",
            metavar="NAME",
            help="Any installed spaCy pipeline for English.",
            show_default="the small one",
        ),
    ] = None,
) -> None:
    """Read every page of a collection into an archive of readings; what is in it already is not read again.

    A run that was ended goes on where it was. Ends with 0 where every page was read, 1 where some could not be (the
    archive has a table of them, with why), and 2 where nothing could be done.
    """
    from onrecord.archive.engine import Engine
    from onrecord.archive.layout import UNREAD
    from onrecord.archive.run import read_archive
    from onrecord.reading import DEFAULT_PIPELINE

    terminal = Terminal()
    with Watched(terminal, "reading") as watched:
        done = read_archive(
            sources,
            archive,
            engine=Engine(ray, jobs),
            pipeline=pipeline or DEFAULT_PIPELINE,
            unit=unit,
            watch=lambda step: watched.show(step.done, step.total, step.file),
        )
    for unread in done.refused:
        terminal.complain(f"not read: {unread.file}: {unread.reason}")
    terminal.say(f"{done.readings} pages read, {done.unread} not read: {archive}")
    if done.unread:
        terminal.say(f"Those that were not read, with why: {archive / UNREAD}")
    if done.unread or done.refused:
        raise typer.Exit(_SOME_UNREAD)
