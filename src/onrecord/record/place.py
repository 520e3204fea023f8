"""The folder of a record while a build is put into it: the old one or the new one, whole, and nobody else's files.

A build is made in `.onrecord-part`. One rename of that folder to `.onrecord-next` decides: until then the old build
stands, from then on the new one, some of whose files still wait there. They are moved to their place one by one,
those that must go having gone first, and the manifest last. A run that is killed on the way is completed, or what it
had begun is thrown away, by the next command that writes; whoever reads meanwhile looks for each file where it is.
"""

import errno
import fcntl
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import OutdatedRecord, RecordError
from onrecord.own import (
    FOLDER_FILE,
    LOCK_FILE,
    MANIFEST_FILE,
    NEXT_FOLDER,
    PART_FOLDER,
    RECORD_FILE,
    RESERVED,
    RULINGS_FILE,
    find_archive,
    is_record,
)
from onrecord.record.manifest import Manifest, encode_manifest, find_manifest, hash_file

# what killed runs of earlier versions left
_EARLIER_PARTS = re.compile(r"\.(?:record\.sqlite|folder\.txt|record|published)-[a-z0-9_]{8}\.part")
_LONGEST_NOTE = 16 * 1024  # bytes of the note of where the documents lie
_NAMED = 5  # files in the way that an error names


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn what the system refuses, as when the disk is full, into an error that names the place.

    Raises:
        RecordError: something can't be written.
    """
    try:
        yield
    except OSError as error:
        raise RecordError(f"{out}: can't be written: {error.strerror}; choose another --out") from error


def look_at(path: Path) -> os.stat_result | None:
    """Return what the system knows of a path, which may be a link, or nothing where nothing is there.

    Raises:
        RecordError: there can't be such a path.
    """
    try:
        return path.lstat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        raise RecordError(f"{path}: there can be no such place: {cause}; name another") from error


def check_place(out: Path) -> None:
    """Refuse a place where a record can't be written, before anything is read.

    Raises:
        RecordError: it is no folder, lies in an archive of readings, or holds files that onrecord did not write or that
            were changed since.
        OutdatedRecord: it holds a record of a version that did not note which files are its own.
    """
    there = look_at(out)
    if (archive := find_archive(out)) is not None:
        raise RecordError(
            f"{out}: no record is kept in an archive, and {archive} is one; choose another --out"
        )
    if there is None:
        return
    if not out.is_dir():
        raise RecordError(f"{out}: this is a file and can't be written to as a folder; choose another --out")
    with writing(out):
        _refuse_others(out)


@contextmanager
def take_place(out: Path) -> Iterator[Path]:
    """Yield an empty folder in which to make a build for `out`, which no other run writes to meanwhile.

    What a killed run left is put right first. Without `switch`, `out` stays as it was.

    Raises:
        RecordError: `out` can't be written, another run is at it, or it holds files that are in the way.
    """
    with writing(out):
        made = _make_folders(out)
    part = out / PART_FOLDER
    try:
        with hold(out / LOCK_FILE):
            with writing(out):
                _put_right(out)
                _refuse_others(out)
                part.mkdir()
            try:
                yield part
            finally:
                shutil.rmtree(part, ignore_errors=True)
    finally:
        for folder in made:  # those that hold nothing still
            if not any(folder.iterdir()):
                folder.rmdir()


def switch(part: Path, out: Path, manifest: Manifest) -> None:
    """Put the build that was made in `part` in the place of the one in `out`; files that stay the same are left alone.

    Raises:
        RecordError: `out` can't be written, or holds files by now that are in the way.
    """
    with writing(out):
        _refuse_others(out)
        (part / MANIFEST_FILE).write_bytes(encode_manifest(manifest))
        for path in [path for path in part.rglob("*") if path.is_file()]:
            old = out / path.relative_to(part)
            if old.is_file() and same_bytes(path, old):
                path.unlink()
            else:
                flush(path)
        if not any(path.is_file() for path in part.rglob("*")):
            return
        (part / MANIFEST_FILE).write_bytes(encode_manifest(manifest))
        flush(part / MANIFEST_FILE)
        for folder in (*(path for path in part.rglob("*") if path.is_dir()), part):
            flush(folder)
        part.rename(out / NEXT_FOLDER)
        flush(out)
        _complete(out)


def find_file(out: Path, name: str) -> Path:
    """Return where a file of the record in `out` lies: in its place, or where a killed run left it on the way."""
    waiting = out / NEXT_FOLDER
    if (waiting / MANIFEST_FILE).is_file() and (waiting / name).is_file():
        return waiting / name
    return out / name


def find_others(out: Path) -> list[str]:
    """Return what stands in `out` by a name of ours and is not as onrecord wrote it, links and folders too."""
    manifests = [
        manifest for folder in (out, out / NEXT_FOLDER) if (manifest := find_manifest(folder)) is not None
    ]
    return [name for name in _list_reserved(out) if not _is_ours(out, name, manifests)]


def _list_reserved(out: Path) -> Iterator[str]:
    """Yield every file and every empty folder by, or below, a reserved name."""
    for reserved in RESERVED:
        waiting = [out / reserved]
        while waiting:
            path = waiting.pop()
            found = look_at(path)
            if found is None:
                continue
            inside = sorted(path.iterdir(), reverse=True) if stat.S_ISDIR(found.st_mode) else []
            waiting += inside
            if not inside:
                yield path.relative_to(out).as_posix()


def _is_ours(out: Path, name: str, manifests: list[Manifest]) -> bool:
    path = out / name
    if path.is_symlink() or not manifests:
        return False
    if (
        path.is_dir()
    ):  # an empty one: a run was killed just before it moved the first file there, or after the last
        return any(file.startswith(f"{name}/") for manifest in manifests for file in manifest.files)
    if not path.is_file():
        return False
    if name == MANIFEST_FILE:
        return True
    if name == RECORD_FILE:  # all in it follows from the documents; readings edited in it are never taken up
        return is_record(path)
    if name == FOLDER_FILE:
        return path.stat().st_size <= _LONGEST_NOTE and path.read_bytes().count(b"\n") <= 1
    wanted = {manifest.files[name] for manifest in manifests if name in manifest.files}
    return bool(wanted) and hash_file(path) in wanted


def _refuse_others(out: Path) -> None:
    others = find_others(out)
    if not others:
        return
    if find_manifest(out) is None and is_record(out / RECORD_FILE):
        raise OutdatedRecord(
            f"{out}: an earlier version of onrecord made this record and did not note which files are its own:"
            f" move the folder away, or choose another --out; what people ruled is in its {RULINGS_FILE}, which"
            " 'onrecord rulings import' takes up again"
        )
    named = ", ".join(others[:_NAMED]) + (f" and {len(others) - _NAMED} more" if len(others) > _NAMED else "")
    raise RecordError(
        f"{out}: in the way: {named}. onrecord did not write this, or it was changed since;"
        " move it away, or choose another --out"
    )


def _put_right(out: Path) -> None:
    """Complete what a killed run had decided, and throw away what it had only begun."""
    if (out / NEXT_FOLDER).is_dir():
        _refuse_others(out)
        _complete(out)
    for path in out.iterdir():
        if path.name == PART_FOLDER or _EARLIER_PARTS.fullmatch(path.name):
            _remove(path)


def _complete(out: Path) -> None:
    waiting = out / NEXT_FOLDER
    new = find_manifest(waiting)
    if new is not None:
        old = find_manifest(out)
        for name in old.files if old else ():
            if name not in new.files:
                (out / name).unlink(missing_ok=True)
        for folder in {(out / name).parent for name in (old.files if old else ())} - {out}:
            _remove_empty(folder, out)
        for name in (*new.files, FOLDER_FILE):
            if (waiting / name).is_file():
                (out / name).parent.mkdir(parents=True, exist_ok=True)
                (waiting / name).replace(out / name)
        flush(out)
        (waiting / MANIFEST_FILE).replace(out / MANIFEST_FILE)
    shutil.rmtree(waiting)
    flush(out)


def _remove_empty(folder: Path, out: Path) -> None:
    """Remove a folder, and those around it, as long as nothing is left in them."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those around it; return those that were not there, the innermost first."""
    missing = []
    while look_at(folder) is None:
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
    return missing


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Let no other run hold the file `path` meanwhile; the system lets go of it when a run ends, however it ends.

    Raises:
        RecordError: another run holds it.
    """
    with writing(path.parent):
        descriptor = _open_lock(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _open_lock(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # whoever held it before may have removed the file between its opening and its locking
            if (there := look_at(path)) is not None and os.path.samestat(there, os.fstat(descriptor)):
                return descriptor
        except OSError as error:
            os.close(descriptor)
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                raise RecordError(
                    f"{path.parent}: another run is writing here; wait until it ends, or choose another --out"
                ) from None
            raise
        os.close(descriptor)


def flush(path: Path) -> None:
    """Wait until a file, or the names of the files in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def same_bytes(one: Path, other: Path) -> bool:
    """Tell whether two files have the same content."""
    if one.stat().st_size != other.stat().st_size:
        return False
    size = 1 << 20
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(size):
            if block != second.read(size):
                return False
    return True
