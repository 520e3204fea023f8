"""What the command line prints: colours and a progress bar on a terminal, plain lines of 80 columns elsewhere."""

import re
import sys
import textwrap
from collections.abc import Iterable
from io import TextIOWrapper
from types import TracebackType
from typing import Any, Self

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from onrecord.publish.inert import make_inert

_PLAIN_WIDTH = 80
# Where a line is broken by terminals and by programs that read its output, as by `str.splitlines`.
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WIDEST = 100  # longer lines are hard to read
_LINES_PER_RUN = 10  # how often progress is told where it can't be drawn


class Line(Struct, frozen=True):
    """A line of output, which may be wrapped; continued lines begin under its text."""

    text: str = ""
    indent: int = 0
    style: str = ""  # of rich; seen on a terminal only


def make_printable(text: str) -> str:
    r"""Return text of a document as one line that a terminal shows and does not obey.

    >>> make_printable("a\x1b[31m b\nc")
    'a�[31m b c'
    """
    return make_inert(" ".join(text.split()))


def make_line(text: str) -> str:
    r"""Return text as one line, whose line ends are shown and not obeyed; its spaces stay: a path is copied from it.

    >>> make_line("a  b\nonrecord: c\x1b[31m")
    'a  b\\nonrecord: c�[31m'
    """
    return make_inert(_LINE_ENDS.sub(r"\\n", text))


class Terminal:
    """Where the output of a command goes."""

    def __init__(self) -> None:
        self.out = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
        self.err = Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)

    @property
    def width(self) -> int:
        """How wide a line may be."""
        return min(self.out.width, _WIDEST) if self.out.is_terminal else _PLAIN_WIDTH

    def print_lines(self, lines: Iterable[Line]) -> None:
        """Print lines that may hold words of documents."""
        for line in lines:
            indent = " " * line.indent
            text = make_printable(line.text)
            for piece in textwrap.wrap(
                text, self.width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
            ) or [""]:
                self._print(self.out, piece, line.style)

    def say(self, text: str) -> None:
        """Print a line that is not wrapped, so that a path in it can be copied."""
        self._print(self.out, make_line(text), "")

    def complain(self, text: str) -> None:
        """Print a line of what went wrong, apart from the output."""
        self._print(self.err, make_line(text), "red")

    def print_json(self, value: Any) -> None:
        """Print a value as JSON for programs; what would steer a terminal is escaped, so the words stay exact."""
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
        inert = make_inert(text)
        if inert != text:
            pairs = zip(text, inert, strict=True)
            text = "".join(old if old == new else f"\\u{ord(old):04x}" for old, new in pairs)
        self._print(self.out, text, "")

    def print_table(self, rows: Iterable[tuple[str, str]]) -> None:
        """Print names and their values, as a table on a terminal."""
        if not self.out.is_terminal:
            for name, value in rows:
                self._print(self.out, f"{name:<12} {value}", "")
            return
        table = Table(show_header=False)
        for name, value in rows:
            table.add_row(Text(make_inert(name)), Text(make_inert(value), style="bold"))
        self.out.print(table)

    @staticmethod
    def _print(console: Console, text: str, style: str) -> None:
        if console.is_terminal:
            console.print(Text(text, style=style))
        else:
            console.file.write(f"{text}\n")


class Watched:
    """Tells how far a run is: a bar on a terminal, some lines elsewhere. Begins when the first document is read."""

    def __init__(self, terminal: Terminal, verb: str) -> None:
        self._console = terminal.err
        self._verb = verb
        self._bar: Progress | None = None
        self._told = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, total: int | None, file: str) -> None:
        """Tell that one more document is done with."""
        if self._console.is_terminal:
            self._draw(done, total, file)
            return
        every = 100 if total is None else max(1, total // _LINES_PER_RUN)
        if done % every == 0 or done == total:
            self._console.file.write(
                f"{self._verb} {done}{f' of {total}' if total else ''}: {make_line(file)}\n"
            )

    def _draw(self, done: int, total: int | None, file: str) -> None:
        if self._bar is None:
            self._bar = Progress(
                TextColumn(self._verb),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[file]}", markup=False),
                console=self._console,
                transient=True,
            )
            self._bar.start()
            self._bar.add_task(self._verb, total=total, file="")
        self._bar.update(self._bar.task_ids[0], completed=done, total=total, file=make_printable(file)[-40:])


def write_any_character() -> None:
    """Let the output hold any character, escaped where the encoding of the terminal lacks it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
