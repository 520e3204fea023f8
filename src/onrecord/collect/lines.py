"""JSONL -> the lines of it, one article each, never more than one in memory."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from onrecord.limits import LONGEST_LINE, LONGEST_SKIP
from onrecord.model import Unread


class Line(NamedTuple):
    """A line of a JSONL file, without the mark of its end."""

    number: int
    data: bytes


def name_line(file: str, number: int) -> str:
    """Return the name that a line has in the record."""
    return f"{file}#L{number}"


def read_lines(stream: BinaryIO, file: str, first: int = 1) -> Iterator[Line | Unread]:
    """Yield the lines of a JSONL file that are not blank, and where it breaks off.

    A line that is too long is named and passed over; what came before a break is kept. The stream begins with the
    line number `first` of the file.
    """
    number = first - 1
    try:
        while data := stream.readline(LONGEST_LINE):
            number += 1
            if len(data) == LONGEST_LINE and not data.endswith(b"\n"):
                reason = f"the line is longer than {LONGEST_LINE // 1024**2} MiB"
                if not _skip_line(stream):
                    reason += " and what follows was not read: split the file"
                    yield Unread(name_line(file, number), reason)
                    return
                yield Unread(name_line(file, number), f"{reason}: write one article a line")
            elif data.strip():
                yield Line(number, data.rstrip(b"\r\n"))
    except (OSError, EOFError, zlib.error) as error:  # gzip raises each of them, by where the damage is
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        where = f"breaks off after line {number}, up to which it was read" if number else "can't be opened"
        yield Unread(file, f"it {where} ({what}): get the file again")


def _skip_line(stream: BinaryIO) -> bool:
    """Tell whether the line's end was found and passed."""
    for _ in range(LONGEST_SKIP // LONGEST_LINE):
        if len(data := stream.readline(LONGEST_LINE)) < LONGEST_LINE or data.endswith(b"\n"):
            return True
    return False
