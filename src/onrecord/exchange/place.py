"""Where an export is put: whole or not at all, and never over somebody's file."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.record.place import hold, look_at, writing
from onrecord.record.write import draft


def write_file(content: bytes, out: Path) -> None:
    """Write a file; where the same is there already, it is left as it is.

    Raises:
        RecordError: it can't be written, or something else is there.
    """
    if look_at(out) is not None and not (out.is_file() and out.read_bytes() == content):
        raise _in_the_way(out)
    with draft(out) as part:
        part.write_bytes(content)


def write_folder(files: Iterable[tuple[str, bytes]], out: Path) -> None:
    """Write a folder of files, all on one level; errors as in `write_file`."""
    made = dict(files)
    if out.is_dir() and (there := list(out.iterdir())):
        if {path.name: path.read_bytes() if path.is_file() else None for path in there} != made:
            raise _in_the_way(out)
        return
    with fill_folder(out) as part:
        for name, content in made.items():
            (part / name).write_bytes(content)


@contextmanager
def fill_folder(out: Path) -> Iterator[Path]:
    """Yield an empty folder beside `out`, which becomes `out` when all of it is written.

    Raises:
        RecordError: it can't be written, or something else is there.
    """
    if look_at(out) is not None and (not out.is_dir() or out.is_symlink() or any(out.iterdir())):
        raise _in_the_way(out)
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    with hold(out.with_name(f".{out.name}.lock")), writing(out):
        shutil.rmtree(part, ignore_errors=True)
        try:
            part.mkdir()
            yield part
            part.rename(out)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _in_the_way(out: Path) -> RecordError:
    return RecordError(f"{out}: in the way: something else is there; move it away, or choose another --out")
