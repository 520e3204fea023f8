"""The log of what came in, its seals, and what both say of the files that are there now."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.builder import name_own
from onrecord.custody.files import hash_pile, list_names
from onrecord.custody.log import Log, decode_lines, read_content
from onrecord.custody.seals import Seal, Unchecked, check_seals
from onrecord.errors import InvalidCustody
from onrecord.own import CUSTODY_FILE, MANIFEST_FILE
from onrecord.record.growing import keep_whole
from onrecord.record.manifest import hash_file
from onrecord.record.place import find_file


def read_sealed(
    directory: Path, authority: Path | None, seals: list[Seal | Unchecked], logs: list[Log]
) -> Iterator[str]:
    """Check the chain of the log and every seal on it; yield what is wrong, and keep the log if nothing is with it."""
    try:
        content = read_content(directory)
        if content is None:
            yield f"{CUSTODY_FILE}: the record was built with a log of what came in, which is not there"
            return
        whole = keep_whole(content)
        log = Log(tuple(decode_lines(whole)), len(whole))
    except InvalidCustody as error:
        yield str(error)
        return
    if whole != content:
        yield f"{CUSTODY_FILE}: its last line breaks off: build the record again, which puts it right"
    logs.append(log)
    for item in check_seals(directory, log, authority):
        if isinstance(item, str):
            yield item
        else:
            seals.append(item)


def compare_log(directory: Path, log: Log, folder: Path | None, known: Sequence[str]) -> Iterator[str]:
    """Yield where the log does not fit the record and the files that are there; `known` are those on record."""
    try:
        if hash_file(find_file(directory, MANIFEST_FILE)) not in log.builds():
            yield f"{MANIFEST_FILE}: the log does not have this build"
    except OSError as error:
        yield f"{MANIFEST_FILE}: it can't be read: {error.strerror}"
    if folder is None or not folder.is_dir():
        return
    present, versions = log.present(), log.versions()
    named = {name for document in known for name in list_names(document)}
    for file, digest, _ in hash_pile(folder, name_own(directory, folder)):
        # an earlier version is one that came in; whether it is the one on record, its document tells
        if (file, digest) in versions:
            continue
        line = present.get(file)
        if line is not None:
            yield f"{file}: its bytes are not those that came in by {line.at}: build the record again to note that"
        elif file in named:
            yield f"{file}: the log does not say when it came in"
