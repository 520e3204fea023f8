"""The commands for very large collections: read them, and find the stories in them."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord.cli_console import Line, Terminal, Watched
from onrecord.cli_options import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.archive.stories import Story as Found
    from onrecord.builder import Pile

# The engine is an extra, and heavy: the commands import it when they run.
# ruff: noqa: PLC0415

_SOME_UNREAD = 1
_READ = "read"
_OUTLETS = 5  # of a story that are named


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
FromArchive = Annotated[
    Path | None,
    typer.Option("--from", metavar="ARCHIVE", help="Of a story in this archive.", show_default=False),
]
Story = Annotated[
    str | None,
    typer.Option("--story", metavar="ID", help="The story, as it is listed.", show_default=False),
]


def _hush() -> None:
    """Keep what the engine's libraries log off the terminal: what matters of it, the error that they raise says."""
    logging.getLogger().addHandler(logging.NullHandler())


def take_pile(folder: Path | None, archive: Path | None, story: str | None, pipeline: str) -> "Pile | None":
    """Return the documents of the story that was asked for, or None where a folder was."""
    if archive is None and story is None:
        if folder is None:
            raise typer.BadParameter(
                "name the folder that holds the documents, or a story: --from ARCHIVE --story ID"
            )
        return None
    if folder is not None or archive is None or story is None:
        raise typer.BadParameter(
            "a story is named by --from ARCHIVE and --story ID, and no folder beside them"
        )
    from onrecord.archive.stories import take_story

    return take_story(archive, story, pipeline)


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
    pipeline: Pipeline = None,
) -> None:
    """Read every page of a collection into an archive of readings; what is in it already is not read again.

    A run that was ended goes on where it was. Ends with 0 where every page was read, 1 where some could not be (the
    archive has a table of them, with why), and 2 where nothing could be done.
    """
    from onrecord.archive.engine import Engine
    from onrecord.archive.layout import UNREAD
    from onrecord.archive.run import read_archive
    from onrecord.reading import DEFAULT_PIPELINE

    _hush()
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


@commands.command("stories", epilog="Example: onrecord archive stories archive --least 10")
def stories(
    archive: Archive,
    least: Annotated[
        int, typer.Option("--least", min=2, metavar="N", help="Of so many documents or more.")
    ] = 3,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most.")] = 50,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs, with the documents of each.")
    ] = False,
    ray: Ray = None,
    jobs: Workers = None,
) -> None:
    """Find the stories in an archive, and list them: how large, over which days, in which outlets, and what they hold.

    Ends with 0 where they were found, and 2 where there is no archive.
    """
    from onrecord.archive.engine import Engine
    from onrecord.archive.stories import find_stories

    _hush()
    found = [story for story in find_stories(archive, Engine(ray, jobs)).stories if story.documents >= least]
    terminal = Terminal()
    if as_json:
        terminal.print_json(found[:limit])
        return
    terminal.print_lines(line for story in found[:limit] for line in _show(story))
    terminal.say(f"{len(found)} stories of {least} documents or more; {min(limit, len(found))} shown.")
    if found:
        terminal.say(
            f"Make the record of one: onrecord build --from {archive} --story {found[0].id} --out record"
        )


def _show(story: "Found") -> "Iterator[Line]":
    yield Line(f"{story.id}  {story.title}", style="bold")
    outlets = ", ".join(story.outlets[:_OUTLETS])
    more = len(story.outlets) - _OUTLETS
    yield Line(
        f"{story.documents} documents ({story.copies} repeat another), {story.first} to {story.last}, "
        f"outlets ({len(story.outlets)}): {outlets or 'unknown'}{f' and {more} more' if more > 0 else ''}",
        2,
    )
    yield Line(f"{story.announcements} announcements, {story.terms} terms, {story.denials} denials", 2)
    if story.names:
        yield Line(f"names: {', '.join(story.names)}", 2)
