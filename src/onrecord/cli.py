"""The command line: one thin command per verb."""

import errno
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord import OnrecordError, __version__, open_record
from onrecord.cli_archive import FromArchive, Story, take_pile
from onrecord.cli_archive import commands as archive_commands
from onrecord.cli_console import Terminal, Watched, write_any_character
from onrecord.cli_exchange import commands as exchange_commands
from onrecord.cli_options import AsOf, Authority, Jobs, Pipeline, read_day
from onrecord.cli_rulings import name_unsettled, rulings
from onrecord.cli_show import View, find_actors, select_items, show_hits, show_lines
from onrecord.cli_watch import commands as watch_commands
from onrecord.cli_watch import say_seal
from onrecord.errors import RecordError
from onrecord.own import CUSTODY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.builder import Built
    from onrecord.own import LeftOut

# Reading loads spaCy, which takes seconds: each command imports what it needs when it runs.
# ruff: noqa: PLC0415

_SOME_UNREAD = 1
_NOTHING_DONE = 2


class _ClearErrors(TyperGroup):
    """Commands whose expected errors are a line and not a traceback."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse a name of nothing, which would be taken for the current folder: a shell's variable that is not set."""
        if any(not arg or (arg.startswith("--") and arg.endswith("=")) for arg in args):
            Terminal().complain("onrecord: an argument is empty: say what it names, or leave it out")
            raise typer.Exit(_NOTHING_DONE)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error raised on purpose ends it with its message and status 2."""
        write_any_character()
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            Terminal().complain(f"onrecord: {error}")
            raise typer.Exit(_NOTHING_DONE) from None
        except OSError as error:  # of a path that was given: too long a name, no right to look
            if error.errno == errno.EPIPE:
                raise  # whoever read what is printed has gone: typer ends quietly
            if error.filename is None or error.strerror is None:
                _complain_of_output(error)
                raise typer.Exit(_NOTHING_DONE) from None
            Terminal().complain(
                f"onrecord: {os.fsdecode(error.filename)}: {error.strerror}; name another path"
            )
            raise typer.Exit(_NOTHING_DONE) from None


app = typer.Typer(
    cls=_ClearErrors,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks print the documents' words
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


app.add_typer(
    rulings, name="rulings", help="What people ruled on a record: list, export, import and score it."
)

app.add_typer(archive_commands, name="archive")


@app.callback()
def main(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn coverage of one story into a record that can be cited."""


@app.command(epilog="Example: onrecord build coverage --out record")
def build(  # noqa: PLR0913, PLR0917 - typer makes the options of a function's arguments
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Holds the documents, and sources.csv.", show_default=False),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the record is written.")] = Path(
        "record"
    ),
    as_of: AsOf = None,
    pages: Annotated[
        bool,
        typer.Option("--pages", help="Also write each document's whole text as a page, for your own use."),
    ] = False,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TITLE", help="The dossier's.", show_default="one of the documents'"),
    ] = None,
    protect: Annotated[
        Path | None,
        typer.Option(
            "--protect",
            metavar="FILE",
            help="Names, one a line, that nothing published may hold; see docs/protect.md.",
            show_default=False,
        ),
    ] = None,
    reviewed_only: Annotated[
        bool, typer.Option("--reviewed-only", help="Publish no line that nobody accepted.")
    ] = False,
    archive: FromArchive = None,
    story: Story = None,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
) -> None:
    """Read a folder of coverage and write its record: record.sqlite, record.json, dossier.html, dossier.md, tables.

    With --from and --story, the documents are those of a story that 'onrecord archive stories' found.

    Ends with 0 where every document was read, 1 where some could not be (each is named, with why) or the log of
    what came in was lost, and 2 where nothing could be done.
    """
    from onrecord.builder import Publishing, build_record
    from onrecord.reading import DEFAULT_PIPELINE

    pile = take_pile(folder, archive, story, pipeline or DEFAULT_PIPELINE)
    terminal = Terminal()
    with Watched(terminal, "reading") as watched:
        built = build_record(
            folder or archive or Path(),
            out,
            as_of,
            pipeline=pipeline or DEFAULT_PIPELINE,
            jobs=jobs,
            publishing=Publishing(pages, protect, title, reviewed_only),
            watch=lambda step: watched.show(step.done, step.total, step.file),
            pile=pile,
        )
    _summarise(terminal, built, as_of)
    published = built.published
    terminal.say(f"Open {published / 'dossier.html'}; for programs: {published / 'record.json'}")
    if protect:
        terminal.say(f"Only {published} is free of the protected names: {out / 'record.sqlite'} keeps them.")
    if built.ruled:
        name_unsettled(terminal, built.ruled)
    if built.log_lost:
        terminal.complain(
            f"{out / CUSTODY_FILE}: this is not the log that the record before was built with, or not all of it; what "
            "came in before is noted as of today: to keep its days, put that log back and build again"
        )
    if built.unread or built.log_lost:
        raise typer.Exit(_SOME_UNREAD)


def _summarise(terminal: Terminal, built: "Built", as_of: date | None) -> None:
    _name_left_out(terminal, built.left_out)
    for unread in built.unread:
        terminal.complain(f"not read: {unread.file}: {unread.reason}")
    record = built.record
    disputed = sum(figure.relation in ("contradict", "tension") for figure in record.figures)
    counted = (*(view.value for view in View if view is not View.ACTORS), View.ACTORS.value)
    rows = [(name, str(len(getattr(record, name)))) for name in counted]
    rows = [(name, f"{n}, {disputed} disputed" if name == "figures" else n) for name, n in rows]
    later = built.read + built.unchanged - len(record.documents)
    left = f", {later} not known to be out by then" if as_of is not None and later > 0 else ""
    terminal.print_table(
        [
            ("documents", f"{len(record.documents)}: read {built.read}, unchanged {built.unchanged}{left}"),
            ("not read", str(len(built.unread))),
            *rows,
            ("as of", str(record.as_of or "unknown")),
        ]
    )


def _name_left_out(terminal: Terminal, items: "Iterable[LeftOut]") -> None:
    for item in items:
        terminal.complain(f"left out: {item.file}: {item.reason}")


@app.command(epilog="Example: onrecord read coverage page.html --out readings.jsonl")
def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents, and folders of them.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="One JSON object a document.")],
    published: Annotated[
        date | None,
        typer.Option(
            "--published",
            parser=read_day,
            metavar="DAY",
            help="The day of documents of which nothing else states one.",
            show_default=False,
        ),
    ] = None,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
) -> None:
    """Write what each document says by itself: sentences, mentions, times, figures, attributions.

    Ends with 0 where every document was read, 1 where some could not be (each is named, with why), and 2 where
    nothing could be done.
    """
    from onrecord.builder import list_left_out, read_paths, write_readings
    from onrecord.reading import DEFAULT_PIPELINE

    terminal = Terminal()
    with Watched(terminal, "reading") as watched:
        written = write_readings(
            read_paths(paths, out=out, published=published, pipeline=pipeline or DEFAULT_PIPELINE, jobs=jobs),
            out,
            refuse=lambda item: terminal.complain(f"not read: {item.file}: {item.reason}"),
            watch=lambda step: watched.show(step.done, step.total, step.file),
        )
    for folder in (path for path in paths if path.is_dir()):
        _name_left_out(terminal, list_left_out(folder, out))
    terminal.say(f"{written.read} read, {written.unread} not read: {out}")
    if written.unread:
        raise typer.Exit(_SOME_UNREAD)


@app.command(epilog="Example: onrecord show commitments record --actor 'Mia Rao' --as-of 2022-01-21")
def show(
    what: Annotated[View, typer.Argument(metavar="WHAT", help=f"{', '.join(View)}.", show_default=False)],
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="Holds the record.", show_default="this folder, or the folder record in it"
        ),
    ] = None,
    as_of: AsOf = None,
    actor: Annotated[
        str | None,
        typer.Option("--actor", metavar="NAME", help="Only where this actor takes part.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Say why the versions of a commitment are one act's, the values of a figure one quantity's, or who is"
            " one actor.",
        ),
    ] = False,
) -> None:
    """Print part of a record, with the words that each line rests on and where they stand."""
    if why and what not in {View.COMMITMENTS, View.FIGURES, View.ACTORS}:
        raise typer.BadParameter(
            "--why explains the links of commitments, figures and actors: onrecord show commitments --why"
        )
    record = open_record(directory or _find_record(), as_of)
    actors = find_actors(record, actor) if actor is not None else None
    items = select_items(record, what, actors)
    terminal = Terminal()
    if as_json:
        terminal.print_json(items)
    else:
        terminal.print_lines(show_lines(record, what, items, why=why))


@app.command(epilog="Example: onrecord search record 'lock \"by June\"' --actor 'Mia Rao' --from 2022-01-01")
def search(  # noqa: PLR0913, PLR0917 - typer makes the options of a function's arguments
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Holds the record.")],
    words: Annotated[
        str,
        typer.Argument(metavar="WORDS", help='All of them; "in quotes" together, and open* a beginning.'),
    ] = "",
    actor: Annotated[
        str | None,
        typer.Option("--actor", metavar="NAME", help="Who speaks or acts.", show_default=False),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="statement, commitment, term, denial, document …",
            show_default=False,
        ),
    ] = None,
    act: Annotated[
        str | None, typer.Option("--act", metavar="ACT", help="assert, deny, commit …", show_default=False)
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.", show_default=False)
    ] = None,
    first: Annotated[
        date | None,
        typer.Option("--from", parser=read_day, metavar="DAY", help="Not before.", show_default=False),
    ] = None,
    last: Annotated[
        date | None,
        typer.Option("--to", parser=read_day, metavar="DAY", help="Not after.", show_default=False),
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state", metavar="STATE", help="kept, overdue, contradict, candidate …", show_default=False
        ),
    ] = None,
    sure: Annotated[
        str | None,
        typer.Option(
            "--sure", metavar="WORD", help="sure, likely, unsure or 'read by rule'.", show_default=False
        ),
    ] = None,
    checked: Annotated[
        bool | None,
        typer.Option(
            "--checked/--unchecked", help="Only what a person ruled on, or nobody.", show_default=False
        ),
    ] = None,
    by_day: Annotated[bool, typer.Option("--by-day", help="The earliest first, not the best fit.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, metavar="N", help="At most.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Find words in the lines and documents of a record."""
    from onrecord.search.entries import list_states, list_sureness
    from onrecord.search.query import Order, Sought, write_match
    from onrecord.search.query import search as search_record

    sought = Sought(
        words, actor, kind, act, outlet, first, last, checked, state, sure,
        order=Order.DAY if by_day else Order.FIT, limit=limit,
    )  # fmt: skip
    if not write_match(words) and sought == Sought(words, order=sought.order, limit=limit):
        raise typer.BadParameter(
            "there is nothing to look for: give words, or say which lines by --actor, --kind, --act, --outlet, --from,"
            " --to, --state, --sure or --checked"
        )
    for option, value, known in (("state", state, list_states()), ("sure", sure, list_sureness())):
        if value is not None and value not in known:
            raise typer.BadParameter(f"--{option} is one of: {', '.join(known)}")
    hits = search_record(directory, sought)
    terminal = Terminal()
    if as_json:
        terminal.print_json(hits)
    else:
        terminal.print_lines(show_hits(hits))


@app.command(epilog="Example: onrecord desk record --by 'Ada Lund'")
def desk(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Holds the record.")],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who rules.", show_default="the name of your account"),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="Of 127.0.0.1; 0 is any free one.")
    ] = 0,
) -> None:
    """Open a desk in your browser, on this machine alone: search the record, check it line by line and correct it.

    Every ruling is on the disk before the next line is shown. End it with Ctrl-C.
    """
    from onrecord.desk.serve import serve_desk
    from onrecord.desk.state import who_am_i

    name = (by or who_am_i()).strip()
    if not name:
        raise typer.BadParameter("say who rules: --by 'Ada Lund'")
    serve_desk(directory, name, port, typer.echo)


def _find_record() -> Path:
    from onrecord.own import RECORD_FILE
    from onrecord.record.place import find_file

    for directory in (Path(), Path("record")):
        if find_file(directory, RECORD_FILE).exists():
            return directory
    raise RecordError("there is no record in this folder; name the folder that 'onrecord build' wrote to")


@app.command(epilog="Example: onrecord verify record")
def verify(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Holds the record.")],
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="FOLDER",
            help="Holds the documents.",
            show_default="where they were when the record was built",
        ),
    ] = None,
    protect: Annotated[
        Path | None,
        typer.Option(
            "--protect",
            metavar="FILE",
            help="The names with which it was built, to make the published forms anew.",
            show_default=False,
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also read every document again, as long as building took.")
    ] = False,
    authority: Authority = None,
) -> None:
    """Prove that a record follows from its documents: texts, tables and published forms are made anew and compared.

    Ends with 0 where everything agrees, 1 where something differs (each difference is named), and 2 where there is
    nothing to verify.
    """
    from onrecord.publish.protect import read_names
    from onrecord.verify import verify as verify_record

    names = read_names(protect) if protect else None
    found = verify_record(directory, folder, names=names, again=again, authority=authority)
    terminal = Terminal()
    for difference in found.differences:
        terminal.complain(difference)
    for note in found.notes:
        terminal.complain(f"not compared: {note}")
    for one in found.seals:
        terminal.say(say_seal(one))
    many = len(found.differences)
    terminal.say(
        f"{found.spans} spans held against {found.documents} documents, {found.files} files hashed again: "
        f"{many or 'no'} difference{'' if many == 1 else 's'}"
    )
    if found.differences:
        raise typer.Exit(_SOME_UNREAD)


app.add_typer(exchange_commands)
app.add_typer(watch_commands)


def run() -> None:
    """Run the command line as a program."""
    try:
        app()
    except SystemExit as end:
        status = _flush(end.code if isinstance(end.code, int) else int(end.code is not None))
        if "daft" in sys.modules:
            from onrecord.archive.engine import leave

            leave(status)
        sys.exit(status)


def _flush(status: int) -> int:
    """Print what is left to be printed, and return the status to end with: that nothing was done where it can't be."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        with suppress(
            OSError, ValueError
        ):  # Python tries again as it ends, and would end with a status of its own
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not status and not isinstance(error, BrokenPipeError):
            _complain_of_output(error)
            return _NOTHING_DONE
    return status


def _complain_of_output(error: OSError | ValueError) -> None:
    why = error.strerror if isinstance(error, OSError) else None
    Terminal().complain(f"onrecord: what is printed or written could not be: {why or error}")


if __name__ == "__main__":
    run()
