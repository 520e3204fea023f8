"""The files of a pile, and the log of them: which came in, changed or went since it was last written."""

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.collect.walk import Found, find_files
from onrecord.custody.log import UNKNOWN_BEFORE, Event, Kind, Log, open_log
from onrecord.own import MANIFEST_FILE
from onrecord.record.manifest import hash_file


def hash_pile(folder: Path, own: re.Pattern[str] | None) -> Iterator[tuple[str, str, int]]:
    """Yield the name, the hash and the size of every file handed in, but for those whose names are like `own`.

    What can't be opened is passed over: it is no document, and is named as not read.
    """
    for item in find_files(folder):
        if isinstance(item, Found) and not (own and own.fullmatch(item.file)):
            try:
                yield item.file, hash_file(item.path), item.path.stat().st_size
            except OSError:
                continue


def log_build(out: Path, folder: Path, own: re.Pattern[str] | None, manifest: str) -> None:
    """Write down what came in, changed or went since the last build, and that a record with this manifest was made.

    `manifest` is the SHA-256 of it. Where nothing is new, nothing is written.

    Raises:
        RecordError: the log can't be written, or another run is at it.
        InvalidCustody: the log was changed.
    """
    with open_log(out) as keeper:
        keeper.add([*_find_changes(keeper.log, folder, own), *_note_build(keeper.log, manifest)])


def log_publication(out: Path, manifest: str) -> None:
    """Write down that the record was published anew; errors as in `log_build`."""
    with open_log(out) as keeper:
        keeper.add(_note_build(keeper.log, manifest))


def list_names(document: str) -> Iterator[str]:
    """Yield the names that the file of a document may have, the longest first: it may be in another.

    >>> list(list_names("pile #2.zip#a/note.txt"))
    ['pile #2.zip#a/note.txt', 'pile #2.zip', 'pile ']
    """
    while document:
        yield document
        document = document.rpartition("#")[0]


def _find_changes(log: Log, folder: Path, own: re.Pattern[str] | None) -> list[Event]:
    present = log.present()
    events = []
    for file, digest, size in hash_pile(folder, own):
        line = present.pop(file, None)
        if line is None or line.event.sha256 != digest:
            events.append(Event(Kind.SUPPLIED, file, digest, size, UNKNOWN_BEFORE))
    return events + [Event(Kind.GONE, file) for file in sorted(present)]


def _note_build(log: Log, manifest: str) -> list[Event]:
    return [] if log.builds()[-1:] == [manifest] else [Event(Kind.BUILT, MANIFEST_FILE, manifest)]
