"""`onrecord rulings`: what people ruled on a record, out, in and counted."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli_console import Line, Terminal
from onrecord.cli_options import Record
from onrecord.errors import RecordError
from onrecord.own import is_own
from onrecord.rulings.apply import Ruled, apply_rulings
from onrecord.rulings.changes import tell_history
from onrecord.rulings.pile import encode_pile
from onrecord.rulings.ruling import decode_rulings, name_makers
from onrecord.rulings.score import score_rulings
from onrecord.rulings.standing import Standing
from onrecord.rulings.store import export_rulings, open_ledger, read_file, read_rulings

# Opening a record loads SQLAlchemy: each command imports what it needs when it runs.
# ruff: noqa: PLC0415

_PILE = b'{"pile":'  # so begins what --training writes

rulings = typer.Typer(no_args_is_help=True, add_completion=False)
_DIFFER = 1


@rulings.command("export", epilog="Example: onrecord rulings export record --out rulings.jsonl")
def export(
    directory: Record,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Written to.", show_default="the terminal"),
    ] = None,
    training: Annotated[
        bool,
        typer.Option(
            "--training",
            help="Write the documents on which somebody ruled with their lines as they stand, as training/ reads them.",
        ),
    ] = False,
) -> None:
    """Write every ruling on a record, one a line, in one order: for version control, and for other people."""
    from onrecord.record.write import draft

    content = encode_pile(_open(directory)) if training else export_rulings(read_rulings(directory).rulings)
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    if out.is_file() and out.stat().st_size and not (is_own(out) or out.read_bytes().startswith(_PILE)):
        raise RecordError(
            f"{out}: in the way: onrecord did not write this; move it away, or choose another --out"
        )
    with draft(out) as part:
        part.write_bytes(content)


@rulings.command("import", epilog="Example: onrecord rulings import record hers.jsonl")
def take_in(
    directory: Record,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'onrecord rulings export' wrote.")],
) -> None:
    """Put somebody's rulings to those on a record. Where two people differ, neither wins: the conflict is named.

    Ends with 0 where nobody differs, 1 where somebody does or words are not found, and 2 where nothing could be done.
    """
    given = decode_rulings(read_file(file), str(file))
    with open_ledger(directory) as ledger:
        new = ledger.add(sorted(given, key=lambda ruling: (ruling.at, ruling.ruling)))
    terminal = Terminal()
    terminal.say(f"{len(new)} new of {len(given)}; build again to publish them")
    ruled = _open(directory)
    if name_unsettled(terminal, ruled):
        raise typer.Exit(_DIFFER)


@rulings.command("list", epilog="Example: onrecord rulings list record")
def list_rulings(directory: Record) -> None:
    """Print every ruling on a record by its words, with who made it, when and why.

    Ends with 0 where nobody differs, 1 where somebody does or words are not found, and 2 where nothing could be done.
    """
    terminal = Terminal()
    ruled = _open(directory)
    if not ruled.standings:
        terminal.say("no rulings: no line of this record has been checked by a person yet")
    for standing in ruled.standings:
        terminal.print_lines(_show(standing))
    if name_unsettled(terminal, ruled):
        raise typer.Exit(_DIFFER)


@rulings.command("score", epilog="Example: onrecord rulings score record")
def score(directory: Record) -> None:
    """Say, by kind of line, how often the program was right where people ruled.

    They choose what they rule on, so this is no measure of the whole record.
    """
    terminal = Terminal()
    terminal.say("kind       of            right     accepted corrected rejected added in conflict")
    for one in score_rulings(read_rulings(directory).rulings):
        right = "" if one.right is None else f"{one.right:.0%}"
        of = {True: "told", False: "candidates", None: "missed"}[one.published]
        counts = (one.accepted, one.corrected, one.rejected, one.added, one.conflicts)
        terminal.say(
            f"{one.kind:<10} {of:<13} {right:<9} {counts[0]:>8} {counts[1]:>9} {counts[2]:>8} {counts[3]:>5}"
            f" {counts[4]:>11}"
        )


def _open(directory: Path) -> Ruled:
    from onrecord.own import RECORD_FILE
    from onrecord.record.load import load_record
    from onrecord.record.place import find_file

    return apply_rulings(load_record(find_file(directory, RECORD_FILE)), read_rulings(directory).rulings)


def name_unsettled(terminal: Terminal, ruled: Ruled) -> bool:
    """Name the rulings that find no words and those that contradict each other; tell whether there are any."""
    for standing in ruled.orphans:
        who = name_makers(standing.heads)
        terminal.complain(
            f"orphaned: {who} on “{_cut(standing.target.words.exact)}”: no document of the record has these words"
        )
    for standing in ruled.conflicts:
        sides = "; ".join(f"{r.by} {r.verdict} on {r.day}" for r in standing.heads)
        terminal.complain(
            f"conflict on “{_cut(standing.target.words.exact)}”: {sides}: what the program told stands"
        )
    return bool(ruled.orphans or ruled.conflicts)


def _show(standing: Standing) -> list[Line]:
    stands = {ruling.ruling for ruling in standing.heads}
    lines = [Line(), Line(f"{standing.target.kind}: “{_cut(standing.target.words.exact)}”", style="bold")]
    for ruling, changes in tell_history(standing.history):
        why = f": {ruling.why}" if ruling.why else ""
        state = "" if ruling.ruling in stands else " (stands no more)"
        lines.append(Line(f"{ruling.day} {ruling.by} {ruling.verdict}{state}{why}", 2))
        lines += [Line(f"{one.name}: {one.old or '–'} → {one.new or '–'}", 4) for one in changes]
    return lines


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 80 else f"{plain[:80]} […]"
