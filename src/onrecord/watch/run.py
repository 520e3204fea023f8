"""A watch: look, sort, build, tell; once, or again and again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from onrecord.builder import Built, Publishing, build_record
from onrecord.custody.log import tell_time
from onrecord.errors import InvalidNames, InvalidWatch
from onrecord.exchange.opening import open_published
from onrecord.own import RECORD_FILE
from onrecord.publish.protect import find_protected, read_names, refuse_left
from onrecord.reading import DEFAULT_PIPELINE
from onrecord.record.load import load_record
from onrecord.record.manifest import find_manifest
from onrecord.record.place import check_place, hold, look_at
from onrecord.record.write import draft
from onrecord.watch.changes import Change, Sort, find_changes, tell_failing, was_there
from onrecord.watch.client import Now, tell_now
from onrecord.watch.config import Config, read_config
from onrecord.watch.look import Look
from onrecord.watch.place import Room
from onrecord.watch.sorting import log_captures, sort_held, tidy
from onrecord.watch.state import Place, State, open_state
from onrecord.watch.telling import ATOM_MARK, MARKDOWN_MARK, tell_atom, tell_markdown

_MOST_IN_FEED = 200
_BEGINNING = 1000  # bytes of a file by which it is told


class Asked(Struct, frozen=True):
    """How a watch builds and where it tells what is new."""

    out: Path
    protect: Path | None = None  # a list of names, a line each, that nothing published or told may hold
    pipeline: str = DEFAULT_PIPELINE
    jobs: int | None = None
    atom: Path | None = None
    markdown: Path | None = None


class Found(Struct, frozen=True):
    """What one look came to."""

    built: Built
    changes: tuple[Change, ...]  # what was not told before
    failing: tuple[Place, ...]  # what could not be had, each with its reason
    left: int  # new pages that wait for the next look
    first: bool  # whether this was the first: all that was there is known, and none of it is news


Failing = Callable[[Sequence[Place]], None]


def watch_once(folder: Path, asked: Asked, *, fail: Failing, now: Now = tell_now) -> Found:
    """Look once at everything that the folder's watch.toml names, rebuild its record and return what is new.

    What could not be had is handed to `fail` before anything is built. What is returned was written to the feed and
    the Markdown file that were asked for, and counts as told from then on: a run that is killed before tells it again
    the next time.

    Raises:
        InvalidWatch: there is no watch.toml, or it can't be used, nor the place for the news, or the watch's own
            database is damaged.
        NothingToRead: there is no document yet.
        RecordError: the record can't be written, or another run is at it or at this watch.
        InvalidCustody: the log of the record was changed.
        InvalidNames: the record was built with protected names and no list of them is given.
        NameLeft: a protected name is left in what was to be told; nothing was told.
    """
    config = read_config(folder)
    check_place(asked.out)
    publishing = _publish_as_before(asked)
    check_news(folder, asked)
    room = Room(folder)
    room.make()
    with hold(room.lock), open_state(room.state) as state:
        tidy(room, state)
        look = Look(room, state, config, now)
        look.run()
        sort_held(room, state, look, now)
        log_captures(room, state, asked.out)
        failing = tuple(place for place in _list_watched(state, config) if place.failing is not None)
        fail(failing)
        built = build_record(
            folder,
            asked.out,
            pipeline=asked.pipeline,
            jobs=asked.jobs,
            publishing=publishing,
        )
        return _tell(folder, asked, state, _Looked(built, failing, look.left), now)


class _Looked(Struct, frozen=True):
    built: Built
    failing: tuple[Place, ...]
    left: int


def _list_watched(state: State, config: Config) -> list[Place]:
    """Return what is watched still: the places that watch.toml or a list in it names."""
    named = {site.url for site in (*config.page, *(site for _, site in config.lists))}
    named |= {f"folder:{folder.name}" for folder in config.folder}
    return [place for place in state.places() if place.address in named or place.source in named]


def _tell(folder: Path, asked: Asked, state: State, looked: _Looked, now: Now) -> Found:
    told = state.told()
    moment = now()
    record = open_published(asked.out, protect=asked.protect)
    found = [*find_changes(record, state.captures(), state.places(), moment.date())]
    if asked.protect is None:  # addresses may hold names
        found += tell_failing(looked.failing)
    first = not told
    # what was there when the watch began is known, but for what fails and what an edit or a day made of it since
    waited = _list_waited(state)
    known = [
        change for change in found if change.sort is not Sort.FAILING and (first or was_there(change, waited))
    ]
    passed = told | {change.key for change in known}
    new = [change for change in found if change.key not in passed]
    markdown = tell_markdown(new, tell_time(moment))
    if asked.protect is not None:
        _refuse_names(asked, markdown)
    entries = [(tell_time(moment), change) for change in new]
    for at, content in state.last_told(_MOST_IN_FEED):
        entries.append((at, msgspec.json.decode(content, type=Change)))
    if asked.markdown is not None:
        _write(asked.markdown, markdown.encode())
    if asked.atom is not None:
        _write(asked.atom, tell_atom(entries[:_MOST_IN_FEED], folder.resolve().name, tell_time(moment)))
    state.tell(
        moment,
        [
            *((change.key, None) for change in known),
            *((change.key, msgspec.json.encode(change).decode()) for change in reversed(new)),
        ],
    )
    return Found(looked.built, tuple(new), looked.failing, looked.left, first)


def _list_waited(state: State) -> set[str]:
    """Return the first versions of pages that were there when the watch began and were fetched only later."""
    waited = {place.address for place in state.places() if place.waited}
    first: dict[str, str] = {}
    for capture in state.captures():
        first.setdefault(capture.address, capture.file)
    return {file for address, file in first.items() if address in waited}


def _refuse_names(asked: Asked, markdown: str) -> None:
    names = read_names(asked.protect) if asked.protect else ()
    protected = find_protected(load_record(asked.out / RECORD_FILE), names)
    with TemporaryDirectory() as folder:
        (Path(folder) / "changes.md").write_text(markdown, encoding="utf-8")
        refuse_left(Path(folder), protected)


def _publish_as_before(asked: Asked) -> Publishing:
    """Return how the record was published when it was last built.

    Raises:
        InvalidNames: that was without protected names, and no list of them is given.
    """
    manifest = find_manifest(asked.out)
    if manifest is None:
        return Publishing(protect=asked.protect)
    if manifest.protected and asked.protect is None:
        raise InvalidNames(
            f"{asked.out}: this record was built with protected names; give the same list with --protect"
        )
    return Publishing(manifest.pages, asked.protect, manifest.title, manifest.reviewed_only)


def check_news(folder: Path, asked: Asked) -> None:
    """Refuse places for the news where it would be read as a document, or would replace somebody's file.

    Raises:
        InvalidWatch: a place is one of these.
    """
    own, out = folder.resolve(), asked.out.resolve()
    for path, mark in ((asked.atom, ATOM_MARK), (asked.markdown, MARKDOWN_MARK)):
        if path is None:
            continue
        place = path.resolve()
        if place.is_relative_to(own) and not (place.is_relative_to(out) and out != own):
            raise InvalidWatch(
                f"{path}: it lies among the documents, and would be read as one; name another place"
            )
        if look_at(path) is not None and not (path.is_file() and mark in _read_beginning(path)):
            raise InvalidWatch(f"{path}: in the way: no look wrote this; move it away, or name another place")


def _read_beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_BEGINNING)


def _write(path: Path, content: bytes) -> None:
    with draft(path) as part:
        part.write_bytes(content)
