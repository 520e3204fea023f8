"""A file of lines that only ever grows: what was acknowledged is on the disk, and no part of a line ever counts."""

import os
from pathlib import Path

from onrecord.record.place import flush, look_at, writing


def keep_whole(content: bytes) -> bytes:
    r"""Return the whole lines of a file; what a killed run left of the last was never acknowledged, and is none.

    >>> keep_whole(b"one\ntwo\nth")
    b'one\ntwo\n'
    """
    return content[: content.rfind(b"\n") + 1]


def grow(path: Path, size: int, lines: bytes) -> None:
    """Put `lines` behind the first `size` bytes of a file, and wait until the disk has them.

    Raises:
        RecordError: they can't be written; the first `size` bytes stay as they were.
    """
    with writing(path):
        made = look_at(path) is None
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            os.ftruncate(descriptor, size)  # what a killed run left of a line
            _write_at(descriptor, lines, size)
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
        finally:
            os.close(descriptor)
        if made:
            flush(path.parent)


def _write_at(descriptor: int, content: bytes, place: int) -> None:
    written = 0
    while written < len(content):
        written += os.pwrite(descriptor, content[written:], place + written)
