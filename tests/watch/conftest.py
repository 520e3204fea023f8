"""A site, and a folder that watches it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.watch.server import serve

from onrecord.watch.config import read_config
from onrecord.watch.look import Look
from onrecord.watch.place import Room
from onrecord.watch.run import Asked, watch_once
from onrecord.watch.sorting import sort_held, tidy
from onrecord.watch.state import open_state


class Desk:
    """A folder of documents with its watch.toml, the record of it, and a clock that a test sets."""

    def __init__(self, base, site):
        self.base, self.site = base, site
        self.folder, self.out = base / "coverage", base / "record"
        self.folder.mkdir()
        self.now = datetime(2031, 5, 1, 8, 0, tzinfo=UTC)
        self.failing = ()
        self.last = None

    def watch(self, text, **settings):
        """Write watch.toml; `{site}` in it is the server."""
        told = {"pause": 0, "seconds": 600, "contact": "desk@courier.example", "by": "Ada Lund", **settings}
        lines = [f"{name} = {value!r}".replace("'", '"') for name, value in told.items()]
        content = "\n".join([*lines, text.replace("{site}", self.site.address)])
        (self.folder / "watch.toml").write_text(content, encoding="utf-8")

    def look(self, protect=None):
        """Look once."""
        asked = Asked(self.out, protect, atom=self.base / "news.xml", markdown=self.base / "news.md")

        def fail(failing):
            self.failing = failing

        return watch_once(self.folder, asked, fail=fail, now=lambda: self.now)

    def gather(self):
        """Look once and sort what came in, without a record, and return how each address stands."""
        room = Room(self.folder)
        room.make()
        with open_state(room.state) as state:
            tidy(room, state)
            self.last = Look(room, state, read_config(self.folder), lambda: self.now)
            self.last.run()
            sort_held(room, state, self.last, lambda: self.now)
            return {place.address.removeprefix(self.site.address): place for place in state.places()}

    def wait(self, **time):
        """Let time pass."""
        self.now += timedelta(**time)

    def captures(self):
        """Return the names of the pages among the documents."""
        return sorted(path.name for path in (self.folder / "captures").glob("*"))


@pytest.fixture
def site():
    """A server of this test alone."""
    with serve() as site:
        yield site


@pytest.fixture
def desk(tmp_path, site):
    """A folder that may watch it."""
    return Desk(tmp_path, site)
