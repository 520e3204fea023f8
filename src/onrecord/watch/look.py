"""One look: every list and every page is asked for, and what is new is held until it is sorted.

What fails is kept with the reason, and is looked at again; nothing that failed is ever taken for done.
"""

import asyncio
import hashlib
import re
import shutil
from collections.abc import Awaitable, Iterable
from datetime import timedelta
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from onrecord.collect.walk import Found, find_files
from onrecord.custody.log import tell_time
from onrecord.errors import CannotFetch
from onrecord.record.manifest import hash_file
from onrecord.watch.archive import NOT_MODIFIED, UNCHANGED, write_answer, write_info
from onrecord.watch.client import Answer, Client, Limits, Now, host_of, name_agent
from onrecord.watch.config import Config, Folder
from onrecord.watch.lists import read_list
from onrecord.watch.place import CAPTURES, Room
from onrecord.watch.state import Capture, Place, State
from onrecord.watch.visits import Visitor

_GONE = frozenset({404, 410})
_LONGEST_MARK = 500  # characters


class Held(Struct, frozen=True):
    """An answer, or a copy of a file, that is not the one that was there before."""

    place: Place  # as it stands once this is sorted
    capture: Capture  # as which it would go among the documents
    path: Path


class Look:
    """What one look finds, and where it puts it."""

    def __init__(self, room: Room, state: State, config: Config, now: Now) -> None:
        self._room, self._state, self._config, self._now = room, state, config, now
        self._began = tell_time(now())
        self._agent = name_agent(config.contact)
        self.held: list[Held] = []
        self.left = 0  # new pages that were left for the next look

    def run(self) -> None:
        """Ask for everything that it is time for."""
        asyncio.run(self._look())
        for folder in self._config.folder:
            self._copy(folder)

    def keep(self, records: bytes) -> None:
        """Put the records of an answer into this look's archive."""
        path = self._room.answers / f"{self._began.replace(':', '')}.warc.gz"
        if not path.exists():
            records = write_info(self._agent, self._config.by, self._began) + records
        with path.open("ab") as file:
            file.write(records)

    async def _look(self) -> None:
        config = self._config
        async with Client(self._agent, Limits(seconds=config.seconds), self._now) as client:
            visitor = Visitor(
                client, self._state, config.pause, self._now, lambda answer: self.keep(write_answer(answer))
            )
            for site in config.page:
                self._meet(site.url, "page", None)
            named = [self._meet(site.url, kind, None) for kind, site in config.lists]
            matches = {site.url: site.match or "" for _, site in config.lists}
            await _gather(
                self._read_list(visitor, place, matches[place.address])
                for place in named
                if not place.rests(self._now())
            )
            await _gather(self._read_page(visitor, place) for place in self._choose_pages(set(matches)))

    def _meet(self, address: str, kind: str, source: str | None) -> Place:
        """Return how an address stands, met by now if not before."""
        known = self._state.place(address)
        if known is None or known.kind != kind:
            known = Place(address, kind, tell_time(self._now()), source)
            self._state.keep(known)
        elif source is None and known.source is not None:
            known = replace(known, source=None)
            self._state.keep(known)
        return known

    def _choose_pages(self, lists: set[str]) -> list[Place]:
        """Return the pages that it is time for; of new ones, so many as one look may fetch."""
        until = tell_time(self._now() - timedelta(days=self._config.again))
        named = {site.url for site in self._config.page}
        pages = [
            place
            for place in self._state.places()
            if place.kind == "page"
            and (
                place.address in named
                or (place.source in lists and (place.seen is None or place.first > until))
            )
        ]
        awake = [place for place in pages if not place.rests(self._now())]
        new = sorted(
            (place for place in awake if place.seen is None), key=lambda place: (place.first, place.address)
        )
        left = new[self._config.most :]
        self.left = len(left)
        if not self._state.told():
            self._state.keep(*(replace(place, waited=True) for place in left))
        known = sorted(
            (place for place in awake if place.seen is not None),
            key=lambda place: (place.seen, place.address),
        )
        return new[: self._config.most] + known  # what was not seen for longest goes first

    async def _read_list(self, visitor: Visitor, place: Place, match: str) -> None:
        """Take note of every page that a list names, and only then of what it looked like."""
        try:
            changed = _ask_changed(place) if place.match == match else {}
            answer = await visitor.visit(place.address, changed)
            if changed and answer.status == 304:
                self.keep(write_answer(answer, NOT_MODIFIED))
                self._state.keep(place.answer(self._now()))
                return
            digest = _digest(answer)
            self.keep(write_answer(answer, UNCHANGED if digest == place.digest else None))
            if answer.status != 200:
                raise CannotFetch(f"it answers with status {answer.status}")  # noqa: TRY301 - as all that fails
            named = read_list(place.kind, answer)
        except CannotFetch as error:
            self._state.keep(place.fail(str(error), self._now(), rest=not error.host))
            return
        faults: list[str] = []
        pages = set(named.pages)
        for address in named.lists:
            pages |= await self._read_inner(visitor, address, faults)
        new = [
            Place(address, "page", tell_time(self._now()), place.address)
            for address in sorted(pages)
            if re.search(match, address) and self._state.place(address) is None
        ]
        if faults:
            self._state.keep(place.fail(faults[0], self._now(), rest=False), *new)
        else:
            known = place.answer(self._now(), digest=digest, match=match, **_tell_marks(answer))
            self._state.keep(known if not named.lists else replace(known, etag=None, modified=None), *new)

    async def _read_inner(self, visitor: Visitor, address: str, faults: list[str]) -> set[str]:
        """Return the pages of a sitemap that another names."""
        try:
            answer = await visitor.visit(address)
            self.keep(write_answer(answer))
            if answer.status != 200:
                raise CannotFetch(f"it answers with status {answer.status}")  # noqa: TRY301 - as all that fails
            return set(read_list("sitemap", answer).pages)
        except CannotFetch as error:
            faults.append(f"{address}: {error}")
            return set()

    async def _read_page(self, visitor: Visitor, place: Place) -> None:
        changed = _ask_changed(place)
        try:
            answer = await visitor.visit(place.address, changed)
        except CannotFetch as error:
            self._state.keep(place.fail(str(error), self._now(), rest=not error.host))
            return
        now = self._now()
        if answer.status == 200 and _digest(answer) != place.digest:
            self._hold(place, answer)
            return
        # 'not changed' is an answer only to whoever has the page
        unchanged = {200: UNCHANGED, 304: NOT_MODIFIED if changed else None}.get(answer.status)
        self.keep(write_answer(answer, unchanged))
        if unchanged:
            self._state.keep(place.answer(now, gone=None))
        elif answer.status in _GONE and place.file is not None:
            self._state.keep(place.answer(now, gone=place.gone or tell_time(now)))
        else:
            self._state.keep(place.fail(f"it answers with status {answer.status}", now))

    def _hold(self, place: Place, answer: Answer) -> None:
        digest = _digest(answer)
        moment = tell_time(self._now())
        mark = hashlib.sha256(f"{place.address}\n{digest}".encode()).hexdigest()[:8]
        host = re.sub(r"[^a-z0-9.-]", "-", host_of(answer.address))[:60]
        name = f"{moment.replace(':', '')}-{host}-{mark}.warc.gz"
        path = self._room.held / name
        path.write_bytes(write_info(self._agent, self._config.by, moment) + write_answer(answer))
        file = f"{CAPTURES}/{name}"
        stands = place.answer(self._now(), digest=digest, file=file, gone=None, **_tell_marks(answer))
        capture = Capture(
            place.address, file, hash_file(path), moment, answer.address, self._config.by, held=name
        )
        self.held.append(Held(stands, capture, path))

    def _copy(self, folder: Folder) -> None:
        """Hold a copy of every file of a watched folder that is new or was changed."""
        whole = self._meet(f"folder:{folder.name}", "folder", None)
        try:
            root = (self._room.folder / Path(folder.path).expanduser()).resolve()
            fault = self._refuse(root)
        except (
            OSError,
            ValueError,
            RuntimeError,
        ) as error:  # too long a name, no right to look, nobody's home
            cause = error.strerror if isinstance(error, OSError) else error
            fault = f"{folder.path[:200]} is no folder that can be looked into: {cause}"
        if fault:
            self._state.keep(whole.fail(fault, self._now(), rest=False))
            return
        self._state.keep(whole.answer(self._now()))
        there = set()
        for item in find_files(root):
            there.add(f"{whole.address}/{item.file}")
            place = self._meet(f"{whole.address}/{item.file}", "file", whole.address)
            if not isinstance(item, Found):
                self._state.keep(place.fail(item.reason, self._now(), rest=False))
                continue
            try:
                self._copy_file(place, item, folder.name)
            except OSError as error:
                self._state.keep(place.fail(f"it can't be read: {error.strerror}", self._now(), rest=False))
        for place in self._state.places():
            if place.source == whole.address and place.address not in there and place.gone is None:
                self._state.keep(place.answer(self._now(), gone=tell_time(self._now())))

    def _refuse(self, root: Path) -> str | None:
        own = self._room.folder.resolve()
        if not root.is_dir():
            return f"there is no folder {root}"
        if root.is_relative_to(own) or own.is_relative_to(root):
            return f"{root} and the folder of the documents lie in each other"
        return None

    def _copy_file(self, place: Place, item: Found, name: str) -> None:
        digest = hash_file(item.path)
        if digest == place.digest:
            if place.failing or place.gone:
                self._state.keep(place.answer(self._now(), gone=None))
            return
        target = PurePosixPath(name, item.file)
        if place.file is not None or (self._room.folder / target).exists():  # beside what is there
            target = target.with_name(f"{target.stem}-{digest[:16]}{target.suffix}")
        path = self._room.held / f"{hashlib.sha256(place.address.encode()).hexdigest()[:16]}{target.suffix}"
        shutil.copyfile(item.path, path)
        if hash_file(path) != digest:
            self._state.keep(place.fail("it is being written to", self._now(), rest=False))
            return
        stands = place.answer(self._now(), digest=digest, file=str(target), gone=None)
        capture = Capture(place.address, str(target), digest, tell_time(self._now()), held=path.name)
        self.held.append(Held(stands, capture, path))


async def _gather(visits: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*visits)


def _ask_changed(place: Place) -> dict[str, str]:
    """Return the headers that ask for what changed since (RFC 9110, 13.1)."""
    marks = {"If-None-Match": place.etag, "If-Modified-Since": place.modified}
    return {name: value for name, value in marks.items() if value} if place.digest else {}


def _tell_marks(answer: Answer) -> dict[str, str | None]:
    """Return the marks of an answer that can be sent back."""
    marks = {"etag": answer.headers.get("etag"), "modified": answer.headers.get("last-modified")}
    return {
        name: value
        if value and value.isascii() and value.isprintable() and len(value) <= _LONGEST_MARK
        else None
        for name, value in marks.items()
    }


def _digest(answer: Answer) -> str:
    return hashlib.sha256(answer.body).hexdigest()
