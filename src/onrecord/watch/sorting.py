"""What came in -> what goes among the documents: what says something that the version before did not.

A page that says word for word what another address of its host does is that page, as where a feed adds to its links by
which feed they were found. Reprints on other hosts are documents of their own.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from onrecord.builder import prepare
from onrecord.collect.files import common_folder
from onrecord.collect.walk import name_file
from onrecord.custody.log import Event, Keeper, Kind, open_log
from onrecord.errors import NothingToRead
from onrecord.model import BlockKind, Document, Unread
from onrecord.record.manifest import hash_file
from onrecord.watch.client import Now, host_of
from onrecord.watch.look import Held, Look
from onrecord.watch.place import Room
from onrecord.watch.state import Capture, State
from onrecord.watch.wording import tell_words


class _Texts(Struct):
    """What is in one file."""

    documents: list[Document]
    reasons: list[str]

    def words(self) -> list[str]:
        """Return the words of the articles alone: furniture changes with every visit."""
        return [word for document in self.documents for word in tell_words(document)]

    def digest(self) -> str:
        """Return a hash of the words."""
        return hashlib.sha256(" ".join(self.words()).encode()).hexdigest()

    def corrections(self) -> set[str]:
        """Return the notes of correction."""
        return {
            document.text[block.start : block.end]
            for document in self.documents
            for block in document.blocks
            if block.kind is BlockKind.CORRECTION
        }


def sort_held(room: Room, state: State, look: Look, now: Now) -> None:
    """Put what is new among the documents, and keep the rest beside; each place stands then as it was found."""
    # where several addresses lead to one page, it is known by the one that watch.toml names, or else by the shortest
    look.held.sort(
        key=lambda held: (held.place.source is not None, len(held.place.address), held.place.address)
    )
    paths = {held.path for held in look.held}
    captures = {capture.file: capture for capture in state.captures()}
    latest = {capture.address: capture for capture in captures.values()}
    said = {_name_words(capture): capture for capture in latest.values() if capture.words}
    before = {held.capture.address: state.place(held.capture.address) for held in look.held}
    files = {place.file for place in before.values() if place is not None and place.file is not None}
    found = read_texts([*sorted(paths), *(room.folder / file for file in sorted(files))])
    for held in look.held:
        last = before[held.capture.address]
        texts = found[held.path]
        old = found[room.folder / last.file] if last is not None and last.file is not None else None
        if not texts.documents and held.capture.url is not None:
            reason = texts.reasons[0] if texts.reasons else "it is no page or paper of a kind that is read"
            kept = last or held.place
            state.keep(kept.fail(f"no text can be read from it: {reason}", now()))
            _put_aside(held, look)
        elif old is not None and old.documents and texts.words() == old.words():
            state.keep(replace(held.place, file=last.file if last else None))
            _put_aside(held, look)
        else:
            noted = old is not None and bool(texts.corrections() - old.corrections())
            before_it = captures.get(last.file) if last is not None and last.file is not None else None
            held_as = replace(
                held.capture,
                address=before_it.address if before_it is not None else held.capture.address,
                noted=noted,
                words=texts.digest(),
            )
            twin = said.get(_name_words(held_as)) if held_as.url is not None else None
            if twin is not None:
                state.keep(replace(held.place, file=twin.file))
                _put_aside(held, look)
                continue
            said[_name_words(held_as)] = captures[held_as.file] = held_as
            state.keep(held.place, captures=[held_as])
            _put_in_place(held.path, room.folder / held.capture.file)


def _name_words(capture: Capture) -> tuple[str, str]:
    """Return what all captures of the same words from one host have in common."""
    return host_of(capture.url or ""), capture.words


def read_texts(paths: Sequence[Path]) -> dict[Path, _Texts]:
    """Return what is in each file; nothing where it is not there or can't be read."""
    found = {path: _Texts([], []) for path in paths}
    if not paths:
        return found
    base = common_folder(paths)
    named = {name_file(str(path.absolute().relative_to(base.absolute()))): path for path in paths}
    for item in _prepare(paths):
        file = item.file
        while file not in named and "#" in file:
            file = file.rpartition("#")[0]
        if file not in named:
            continue
        if isinstance(item, Unread):
            found[named[file]].reasons.append(item.reason)
        else:
            found[named[file]].documents.append(item)
    return found


def _prepare(paths: Sequence[Path]) -> Iterator[Document | Unread]:
    try:
        yield from prepare(paths)
    except NothingToRead:
        return


def _put_aside(held: Held, look: Look) -> None:
    if held.capture.url is not None:  # of a file, the folder still has it
        look.keep(held.path.read_bytes())
    held.path.unlink(missing_ok=True)


def _put_in_place(held: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    held.replace(target)


def log_captures(room: Room, state: State, out: Path) -> None:
    """Write down every version that is not in the log of the record yet.

    Raises:
        InvalidCustody: the log was changed.
        RecordError: it can't be written.
    """
    captures = state.captures()
    if not captures:
        return
    out.mkdir(parents=True, exist_ok=True)
    with open_log(out) as keeper:
        keeper.add(_tell_new(keeper, captures, room.folder))
    state.keep(captures=[replace(capture, placed=True) for capture in captures if not capture.placed])


def _tell_new(keeper: Keeper, captures: Sequence[Capture], folder: Path) -> Iterator[Event]:
    present = keeper.log.present()
    for capture in captures:
        line, path = present.get(capture.file), folder / capture.file
        known = line is not None and line.event.sha256 == capture.sha256
        # of what was in a watched folder nothing is known before: the build says so
        if capture.url is None or known or not path.is_file() or hash_file(path) != capture.sha256:
            continue
        yield Event(
            Kind.CAPTURED,
            capture.file,
            capture.sha256,
            path.stat().st_size,
            address=capture.url,
            captured=capture.captured,
            by=capture.by,
        )


def tidy(room: Room, state: State) -> None:
    """Put right what a killed run left: what was decided is done, and what was not is kept beside."""
    room.make()
    waiting = {capture.held: capture for capture in state.captures() if not capture.placed}
    for path in sorted(room.held.iterdir()):
        capture = waiting.get(path.name)
        if capture is not None and not (room.folder / capture.file).exists():
            _put_in_place(path, room.folder / capture.file)
        elif path.name.endswith(".warc.gz"):
            path.replace(room.answers / path.name)
        else:
            path.unlink()
