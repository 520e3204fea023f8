"""Where a watch keeps what it has, in the folder of the documents."""

from pathlib import Path

_OWN = ".onrecord-watch"  # the walk over the documents passes over names that begin so


class Room:
    """The places of one watch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = folder / _OWN
        self.state = self.own / "state.sqlite"
        self.lock = self.own / "lock"
        self.held = self.own / "held"  # what came in and is not yet sorted
        self.answers = (
            self.own / "answers"
        )  # every answer that is not among the documents, an archive for each look

    def make(self) -> None:
        """Make the folders."""
        for path in (self.held, self.answers):
            path.mkdir(parents=True, exist_ok=True)


CAPTURES = "captures"  # in the folder of the documents: pages, an archive for each version
