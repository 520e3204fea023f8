"""The file of the rulings in the folder of a record: each line is on the disk before its ruling is acknowledged."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from onrecord.errors import InvalidRulings, RecordError
from onrecord.own import RULING_LOCK_FILE, RULINGS_FILE
from onrecord.record.growing import grow, keep_whole
from onrecord.record.place import hold, look_at
from onrecord.rulings.ruling import Ruling, decode_rulings, encode_ruling, sort_rulings

_LARGEST = 256 << 20  # bytes: a hundred thousand rulings and more


class Kept(Struct, frozen=True):
    """The rulings in the folder of a record, and the bytes of the file that hold them."""

    rulings: tuple[Ruling, ...] = ()
    content: bytes = b""  # whole lines; what a killed run left of one was never acknowledged, and is none


def read_rulings(directory: Path) -> Kept:
    """Return the rulings in the folder of a record; none where nobody has ruled.

    Raises:
        InvalidRulings: the file can't be read, or a line of it is no ruling.
    """
    path = directory / RULINGS_FILE
    if look_at(path) is None:
        return Kept()
    content = read_file(path)
    whole = keep_whole(content)
    return Kept(decode_rulings(whole, str(path)), whole)


def read_file(path: Path) -> bytes:
    """Return the bytes of a file of rulings.

    Raises:
        InvalidRulings: it can't be read, or is too large to be one.
    """
    try:
        if not path.is_file() or path.is_symlink():
            raise InvalidRulings(f"{path}: this is no file; name a file of rulings, or move it away")
        if path.stat().st_size > _LARGEST:
            raise InvalidRulings(f"{path}: larger than {_LARGEST >> 20} MiB; name a file of rulings")
        return path.read_bytes()
    except OSError as error:
        raise InvalidRulings(f"{path}: it can't be read: {error.strerror}") from error


class Ledger:
    """The rulings of one record while nobody else may add to them; made by `open_ledger`."""

    def __init__(self, directory: Path, kept: Kept) -> None:
        self._path = directory / RULINGS_FILE
        self.rulings = kept.rulings
        self._size = len(kept.content)
        self._known = {ruling.ruling for ruling in kept.rulings}

    def add(self, rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
        """Write the rulings that are not there yet, wait until the disk has them, and return them.

        Raises:
            RecordError: they can't be written; what is there stays as it was.
        """
        new = tuple({r.ruling: r for r in rulings if r.ruling not in self._known}.values())
        if not new:
            return ()
        content = b"".join(map(encode_ruling, new))
        grow(self._path, self._size, content)
        self._size += len(content)
        self._known.update(ruling.ruling for ruling in new)
        self.rulings = (*self.rulings, *new)
        return new


@contextmanager
def open_ledger(directory: Path) -> Iterator[Ledger]:
    """Yield the rulings of the record in a folder to add to, which nobody else does meanwhile.

    Raises:
        RecordError: somebody else is at it, or the folder can't be written to.
        InvalidRulings: the file can't be read, or a line of it is no ruling.
    """
    if not directory.is_dir():
        raise RecordError(f"{directory}: there is no such folder; name the folder of a record")
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(directory / RULING_LOCK_FILE))
        except RecordError as error:
            if error.__cause__ is not None:  # the system refused it
                raise
            raise RecordError(
                f"{directory}: somebody rules on this record already: close the desk that is open on it, or wait"
            ) from None
        yield Ledger(directory, read_rulings(directory))


def export_rulings(rulings: Iterable[Ruling]) -> bytes:
    """Return the rulings as the lines of a file, in the one order in which they are exported."""
    return b"".join(map(encode_ruling, sort_rulings(rulings)))
