"""The switch from one build to the next: whole at every moment, and nobody else's files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import OutdatedRecord, RecordError
from onrecord.own import FOLDER_FILE, MANIFEST_FILE, NEXT_FOLDER, RECORD_FILE
from onrecord.record.manifest import Manifest, find_manifest, hash_file, list_files
from onrecord.record.place import check_place, find_file, switch, take_place

DATABASE = b"SQLite format 3\0".ljust(68, b"\0") + b"onrc"  # the header is what tells a record of ours
OLD = {
    RECORD_FILE: DATABASE + b"old",
    FOLDER_FILE: b"../coverage\n",
    "record.json": b"old names",
    "dossier.html": b"old names",
    "dossier.md": b"the same in both",
    "pages/d1.html": b"old names",
    "pages/d2.html": b"old page",
}
NEW = {
    RECORD_FILE: DATABASE + b"new",
    FOLDER_FILE: b"../coverage\n",
    "record.json": b"new",
    "dossier.html": b"new",
    "dossier.md": b"the same in both",
    "pages/d2.html": b"new page",
}
PROTECTED = {
    RECORD_FILE: DATABASE + b"new",
    FOLDER_FILE: b"../elsewhere\n",
    "published/record.json": b"no names",
    "published/dossier.html": b"no names",
    "published/dossier.md": b"no names",
}


def put(out, files):
    """Write a build of these files to `out`."""
    with take_place(out) as part:
        for name, content in files.items():
            (part / name).parent.mkdir(exist_ok=True)
            (part / name).write_bytes(content)
        switch(part, out, list_files(part, "pipeline", None))


def contents(out):
    """Return every file under `out` but the manifest, with its bytes."""
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != MANIFEST_FILE}


def seen(out):
    """Return the build that a reader finds in `out`, by the manifest and where each file of it lies."""
    path = find_file(out, MANIFEST_FILE)
    manifest = find_manifest(path.parent)
    assert manifest is not None
    assert manifest.files == {name: hash_file(find_file(out, name)) for name in manifest.files}
    return {name: find_file(out, name).read_bytes() for name in (*manifest.files, FOLDER_FILE)}


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (OLD, PROTECTED), (PROTECTED, OLD), (NEW, OLD)])
def test_a_build_takes_the_place_of_the_one_before(tmp_path, old, new):
    """What was made is there and what was not made again is gone, with nothing left of the work."""
    put(tmp_path / "out", old)
    put(tmp_path / "out", new)
    assert new == contents(tmp_path / "out") == seen(tmp_path / "out")


KILLED_AT = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import test_place as t

steps, moves = 0, ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open", "fcntl.flock", "shutil.rmtree")

def count(event, details):
    global steps
    if event in moves and len(details) and ".onrecord" in str(details) + str(out):
        steps += 1
        if steps == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

old, new, base = getattr(t, sys.argv[2]), getattr(t, sys.argv[3]), Path(sys.argv[4])
for wanted in range(1, 400):
    out = base / str(wanted)
    t.put(out, old)
    child = os.fork()
    if not child:
        sys.addaudithook(count)
        t.put(out, new)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        print(wanted - 1)
        break
"""


@pytest.mark.parametrize(("old", "new"), [("OLD", "NEW"), ("OLD", "PROTECTED"), ("PROTECTED", "OLD")])
def test_killed_at_any_step_the_old_or_the_new_build_is_seen_whole(tmp_path, old, new):
    """A run is killed before each of its operations on files in turn, and whoever reads finds one build or the other.

    The next run puts all right: its own build stands whole, without a file of the other or of the work, and no name
    that the one before published.
    """
    run = subprocess.run(
        [sys.executable, "-c", KILLED_AT, str(Path(__file__).parent), old, new, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    killed = int(run.stdout)
    wanted_old, wanted_new = globals()[old], globals()[new]

    found = [seen(tmp_path / str(step)) for step in range(1, killed + 1)]
    assert all(build in (wanted_old, wanted_new) for build in found)
    assert wanted_old in found
    assert wanted_new in found
    assert 30 < killed
    for step in range(1, killed + 1):
        out = tmp_path / str(step)
        put(out, PROTECTED)
        assert PROTECTED == contents(out) == seen(out)
        assert {"published", RECORD_FILE, FOLDER_FILE, MANIFEST_FILE} == {path.name for path in out.iterdir()}


def test_what_a_killed_first_build_left_goes(tmp_path):
    """Parts that this version or an earlier one was writing when it was killed are removed by the next run."""
    for name in (".onrecord-part/pages", ".published-ab12cd34.part"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "d1.html").write_text("a name")
    for name in (".record.sqlite-ab12_d34.part", ".folder.txt-ab12cd34.part", ".onrecord.lock"):
        (tmp_path / name).write_text("a name")
    (tmp_path / ".notes-ab12cd34.part").write_text("somebody's own")

    put(tmp_path, NEW)

    assert {*NEW, ".notes-ab12cd34.part"} == set(contents(tmp_path))


OTHERS = [
    "dossier.md",
    "record.json",
    "dossier.html",
    "folder.txt",
    "record.sqlite",
    "pages/thesis.txt",
    "published/book.txt",
    "published/pages/photo.jpg",
]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("before", [None, NEW, PROTECTED], ids=["first", "again", "protected"])
def test_a_file_of_somebody_elses_is_never_touched(tmp_path, name, before):
    """It is named in an error that says what to do, and nothing is done."""
    if before:
        put(tmp_path, before)
    (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / name).write_text("my work\nof two years\n")
    there = contents(tmp_path)

    for attempt in (lambda: check_place(tmp_path), lambda: put(tmp_path, OLD)):
        with pytest.raises(RecordError, match=rf"in the way: {name}.*choose another --out"):
            attempt()
    assert there == contents(tmp_path)


@pytest.mark.parametrize("kind", ["folder", "link", "empty"])
def test_a_link_or_a_folder_in_the_way_is_named(tmp_path, kind):
    """What is no file of ours stays, also where it is empty or leads elsewhere."""
    if kind == "link":
        (tmp_path / "mine").mkdir()
        (tmp_path / "pages").symlink_to(tmp_path / "mine")
    else:
        (tmp_path / "pages/inner" if kind == "folder" else tmp_path / "pages").mkdir(parents=True)
    with pytest.raises(RecordError, match="in the way: pages"):
        put(tmp_path, OLD)
    assert (tmp_path / "pages").exists()


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    """Notes beside a record are nobody's business."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/mine.txt").write_text("my work")
    put(tmp_path, OLD)
    put(tmp_path, PROTECTED)
    assert "my work" == (tmp_path / "notes/mine.txt").read_text()


def test_a_file_that_came_into_the_way_meanwhile_is_not_replaced(tmp_path):
    """Whoever writes a file while a long build runs does not lose it."""
    put(tmp_path, OLD)
    with take_place(tmp_path) as part:
        (part / RECORD_FILE).write_bytes(NEW[RECORD_FILE])
        (tmp_path / "dossier.md").write_text("my work")
        with pytest.raises(RecordError, match=r"in the way: dossier\.md"):
            switch(part, tmp_path, list_files(part, "pipeline", None))
    assert {**OLD, "dossier.md": b"my work"} == contents(tmp_path)


def test_a_file_that_came_into_the_way_of_a_killed_run_is_not_replaced(tmp_path):
    """What a killed run had decided is completed only over its own files."""
    put(tmp_path, OLD)
    put(tmp_path / "other", NEW)
    (tmp_path / "other").rename(tmp_path / NEXT_FOLDER)
    (tmp_path / "record.json").write_text("my work")
    with pytest.raises(RecordError, match=r"in the way: record\.json"):
        put(tmp_path, NEW)
    (tmp_path / "record.json").unlink()
    assert NEW == seen(tmp_path)
    put(tmp_path, OLD)
    assert OLD == contents(tmp_path)


def test_a_record_of_an_earlier_version_is_not_replaced(tmp_path):
    """Which of its files somebody changed since nobody can tell: the whole is to be moved away."""
    for name, content in NEW.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with pytest.raises(OutdatedRecord, match=r"earlier version.*move the folder away.*rulings import"):
        put(tmp_path, OLD)
    assert NEW == contents(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"onrecord": 1}',
        b"[" * 100_000,
        b'{"onrecord":1,"pipeline":"p","as_of_asked":null,"files":{"../../home/thesis.txt":"00"}}',
        b'{"onrecord":1,"pipeline":"p","as_of_asked":null,"files":{}}',
    ],
)
def test_a_manifest_that_is_not_as_it_was_written_is_named(tmp_path, content):
    """Nothing is replaced or removed on the word of a file that onrecord did not write."""
    put(tmp_path, OLD)
    (tmp_path / MANIFEST_FILE).write_bytes(content)
    with pytest.raises(RecordError, match=MANIFEST_FILE):
        put(tmp_path, NEW)
    assert OLD == contents(tmp_path)


def test_the_manifest_is_small_and_lists_every_file(tmp_path):
    """It says what was asked for and which file has which hash, in one way only."""
    put(tmp_path, OLD)
    content = json.loads((tmp_path / MANIFEST_FILE).read_bytes())
    assert ["onrecord", "pipeline", "as_of_asked", "files", "logged"] == list(content)
    assert sorted(set(OLD) - {FOLDER_FILE}) == list(content["files"])
    assert isinstance(find_manifest(tmp_path), Manifest)


HOLDING = """
import sys
from pathlib import Path
from onrecord.record.place import hold

with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_runs_at_once_are_told_apart(tmp_path):
    """The second ends with a clear error, and a lock that a killed run left stops nobody."""
    (tmp_path / ".onrecord.lock").write_text("left by a killed run")
    command = [sys.executable, "-c", HOLDING, str(tmp_path / ".onrecord.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert "held\n" == other.stdout.readline()
        with pytest.raises(RecordError, match="another run is writing here"):
            put(tmp_path, NEW)
        other.kill()
    put(tmp_path, NEW)
    assert NEW == contents(tmp_path)


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000, "file/inside"])
def test_a_place_that_cannot_be_is_named(tmp_path, name):
    """A name that is too long, or lies below a file, is an error with a line."""
    (tmp_path / "file").write_text("no folder")
    for attempt in (check_place, lambda out: put(out, NEW)):
        with pytest.raises(RecordError, match="there can be no such place"):
            attempt(tmp_path / name)
    assert {"file"} == set(contents(tmp_path))


def test_a_build_that_fails_leaves_no_folder(tmp_path):
    """Folders that were made for it go with it."""
    out = tmp_path / "a/b"
    with pytest.raises(KeyboardInterrupt), take_place(out):
        raise KeyboardInterrupt
    assert [] == list(tmp_path.iterdir())
