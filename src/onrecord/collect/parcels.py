"""What the unpackers take and give: a file that holds others, and the files and articles in it."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from onrecord.collect.source import Source
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_FILE
from onrecord.model import Unread


class Parcel(NamedTuple):
    """A file that holds others, open at its beginning."""

    file: str  # the name that it has in the record
    name: str  # its own name, by which its kind is told
    stream: BinaryIO
    seekable: bool = (
        False  # whether the stream can be read from any place: a file can, what is packed in one can't
    )

    def read_whole(self) -> bytes:
        """Return all bytes.

        Raises:
            CannotRead: they are too many to be held at once.
        """
        data = self.stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise CannotRead(
                self.file, f"larger than {LARGEST_FILE // 1024**2} MiB: split it, one document a file"
            )
        return data

    def open_anywhere(self) -> BinaryIO:
        """Return a stream that can be read from any place.

        Raises:
            CannotRead: it lies packed in another file and is too large to be held at once.
        """
        return self.stream if self.seekable else io.BytesIO(self.read_whole())


class Inner(NamedTuple):
    """A file inside a file, whose kind is to be told in its turn."""

    label: str | None  # its name or number in the file that holds it; None: it is all that is in there
    name: str
    stream: BinaryIO
    url: str | None = None
    captured: str | None = None


Unpacker = Callable[[Parcel], Iterator["Source | Inner | Unread"]]


def name_inner(file: str, label: str | None) -> str:
    """Return the name in the record of what is in a file.

    >>> name_inner("pile.zip", "a/note.txt")
    'pile.zip#a/note.txt'
    """
    return file if label is None else f"{file}#{label}"
