"""An archive -> the stories in it: found, told in a line each, and taken out as a pile of documents."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.archive.engine import EMBEDDED, Engine, Running, load_daft
from onrecord.archive.grouping import group
from onrecord.archive.joining import NAME, Joined, join_readings
from onrecord.archive.layout import (
    LOCK,
    STORIES,
    list_batches,
    list_files,
    make_head,
    open_head,
    put_json,
    read_json,
)
from onrecord.builder import Pile
from onrecord.errors import ArchiveError, NothingToRead, RecordError
from onrecord.model import identify
from onrecord.record.place import hold

_FILE = "stories.json"
_MOST_NAMES = 5  # by which a story is told from others


class Member(Struct, frozen=True):
    """A document of a story, and the file of the archive that holds its reading."""

    file: str
    part: str


class Story(Struct, frozen=True):
    """Documents that tell one story, as far as they are alike, and what they hold."""

    id: str  # made of the name of its first document: it stays as the story grows
    title: str  # of the document that is most like all the others
    documents: int
    copies: int  # that repeat half of an earlier one's text, or more
    outlets: tuple[str, ...]  # those with most documents first
    first: date
    last: date
    announcements: int
    terms: int
    denials: int
    names: tuple[str, ...]  # that weigh most in it
    members: tuple[Member, ...]  # in the order of their days


class Stories(Struct, frozen=True, forbid_unknown_fields=True):
    """The stories of an archive, the one of most documents first."""

    batches: tuple[str, ...]  # among which they were looked for
    stories: tuple[Story, ...]


class _Page(Struct, frozen=True):
    """What a story is told by, of one reading."""

    part: str
    outlet: str | None
    title: str | None
    announcements: int
    terms: int
    denials: int


def find_stories(archive: Path, engine: Engine = EMBEDDED) -> Stories:
    """Find the stories of an archive, keep them in it, and return them.

    Raises:
        MissingExtra: the packages for it are not installed.
        ArchiveError: there is no archive, or another run is writing to it.
        NothingToRead: there is no reading in it.
    """
    open_head(archive)
    running = Running(engine)
    try:
        with hold(archive / LOCK):
            files, batches = list_files(archive), tuple(list_batches(archive))
            if not files:
                raise NothingToRead(f"{archive}: no page of it could be read")
            joined = join_readings(running, files)
            pages = _read_pages(archive, files, running.daft)
            found = [_tell(members, joined, pages) for members in group(joined)]
            found.sort(key=lambda story: (-story.documents, story.first, story.id))
            stories = Stories(batches, tuple(found))
            put_json(archive / STORIES / _FILE, stories)
    except RecordError:
        raise ArchiveError(f"{archive}: another run is writing here: wait until it ends") from None
    return stories


def _read_pages(archive: Path, files: Sequence[Path], daft: Any) -> dict[str, _Page]:
    columns = ["file", "outlet", "title", "announcements", "terms", "denials"]
    found = daft.read_parquet([str(file) for file in files], file_path_column="part")
    rows = found.select("part", *columns).to_pydict()
    root = archive.as_posix().rstrip("/") + "/"
    parts = [part.removeprefix("file://").rpartition(root)[2] for part in rows["part"]]
    return {
        file: _Page(*rest)
        for file, *rest in zip(rows["file"], parts, *(rows[name] for name in columns[1:]), strict=True)
    }


def _tell(members: Sequence[int], joined: Joined, pages: dict[str, _Page]) -> Story:
    """Return a story of the readings with these numbers, which stand in the order of their days."""
    files = [joined.files[member] for member in members]
    told = [pages[file] for file in files]
    whole: Counter[int] = Counter()
    for member in members:
        whole.update(joined.vectors[member])
    most_like = max(members, key=lambda member: (_weigh(joined.vectors[member], whole), -member))
    inside = frozenset(members)
    places = {member: place for place, member in enumerate(members)}
    copies = {
        max(pair.one, pair.other, key=places.__getitem__)
        for pair in joined.pairs
        if pair.copied and pair.one in inside and pair.other in inside
    }
    weights = sorted(whole.items(), key=lambda item: (-item[1], joined.keys[item[0]]))
    names = [
        key.removeprefix(NAME) for key, _ in ((joined.keys[k], w) for k, w in weights) if key.startswith(NAME)
    ]
    outlets = Counter(page.outlet for page in told if page.outlet)
    return Story(
        id=identify("story", files[0]),
        title=pages[joined.files[most_like]].title or "",
        documents=len(members),
        copies=len(copies),
        outlets=tuple(sorted(outlets, key=lambda outlet: (-outlets[outlet], outlet))),
        first=date.fromordinal(joined.days[members[0]]),
        last=date.fromordinal(joined.days[members[-1]]),
        announcements=sum(page.announcements for page in told),
        terms=sum(page.terms for page in told),
        denials=sum(page.denials for page in told),
        names=tuple(names[:_MOST_NAMES]),
        members=tuple(Member(file, page.part) for file, page in zip(files, told, strict=True)),
    )


def _weigh(vector: dict[int, int], whole: Counter[int]) -> int:
    return sum(weight * whole[key] for key, weight in vector.items())


def load_stories(archive: Path) -> Stories:
    """Return the stories of an archive as they were last found.

    Raises:
        ArchiveError: there is no archive, or its stories were not looked for.
    """
    open_head(archive)
    path = archive / STORIES / _FILE
    if not path.is_file():
        raise ArchiveError(
            f"{archive}: its stories were not looked for: run 'onrecord archive stories {archive}'"
        )
    return read_json(path, Stories)


def take_story(archive: Path, story: str, pipeline: str) -> Pile:
    """Return the documents of a story with their readings, where this program and pipeline have read them.

    Raises:
        MissingExtra: the packages for it are not installed.
        ArchiveError: there is no such archive or story.
        MissingPipeline: the spaCy pipeline is not installed.
    """
    load_daft()
    found = next((one for one in load_stories(archive).stories if one.id == story), None)
    if found is None:
        raise ArchiveError(f"{archive}: there is no story '{story}': 'onrecord archive stories' lists them")
    readings = tuple(_read_members(archive, found))
    documents = tuple(reading.document for reading in readings)
    return Pile(documents, readings if open_head(archive) == make_head(pipeline) else ())


def _read_members(archive: Path, story: Story) -> Iterator[Reading]:
    """Yield the readings of a story in the order of the names of their files; a row is in memory at a time."""
    import pyarrow.parquet  # noqa: PLC0415 - an extra

    wanted: dict[str, set[str]] = defaultdict(set)
    for member in story.members:
        wanted[member.part].add(member.file)
    for part in sorted(wanted):
        try:
            table = pyarrow.parquet.ParquetFile(archive / part)
        except (OSError, ValueError) as error:
            raise ArchiveError(
                f"{archive / part}: it can't be read ({error}): the archive is damaged"
            ) from None
        for group_of_rows in range(table.num_row_groups):
            names = table.read_row_group(group_of_rows, columns=["file"]).column(0).to_pylist()
            if wanted[part].isdisjoint(names):
                continue
            contents = table.read_row_group(group_of_rows, columns=["reading"]).column(0)
            for name, content in zip(names, contents, strict=True):
                if name in wanted[part]:
                    yield msgspec.msgpack.decode(content.as_py(), type=Reading)
