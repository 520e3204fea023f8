"""What a folder of coverage is taken for."""

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from onrecord.collect.files import collect
from onrecord.collect.lines import LONGEST_LINE
from onrecord.collect.source import Source
from onrecord.collect.walk import LARGEST_FILE, find_left_out
from onrecord.errors import InvalidSources
from onrecord.model import Unread


def sources_of(*paths):
    return [item for item in collect(paths) if isinstance(item, Source)]


def unread_of(*paths):
    return {item.file: item.reason for item in collect(paths) if isinstance(item, Unread)}


def write_lines(path, *articles):
    path.write_bytes(b"".join(json.dumps(article).encode() + b"\n" for article in articles))


def test_folder_is_walked_by_name_and_not_by_file_system(tmp_path):
    """Two copies of a folder give the same documents in the same order, whatever was written first."""
    names = ["b.txt", "a/z.md", "a.txt", "a/b/c.html", "Z.pdf", "ä.txt"]
    for order, folder in ((names, tmp_path / "one"), (names[::-1], tmp_path / "two")):
        for name in order:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)

    assert sorted(names) == [source.file for source in sources_of(tmp_path / "one")]
    assert list(collect(tmp_path / "one")) == list(collect(tmp_path / "two"))


def test_bytes_are_kept_and_hashed(tmp_path):
    """What was handed in is preserved as it was, carriage returns and all."""
    (tmp_path / "note.txt").write_bytes(b"\xef\xbb\xbfIt holds.\r\n")

    [source] = collect(tmp_path)

    assert b"\xef\xbb\xbfIt holds.\r\n" == source.data
    assert hashlib.sha256(source.data).hexdigest() == source.sha256
    assert "supplied by user" == source.origin


def test_every_file_is_read_or_named_with_what_to_do(tmp_path):
    """No file is passed over for its ending; what has no text of an article says so, and what to do."""
    (tmp_path / "sub").mkdir()
    for name, content in {
        "note": "It holds.",
        "note.log": "It holds.",
        "data.csv": "year,deaths\n2031,4\n",
        "gold.json": '{"score": 4}',
        "notes.css": "p { margin: 0 }",
        "empty.txt": "",
        "quay.txt": "\x89PNG\r\n\x1a\n",
        "sub/sources.csv": "file,outlet\nnote,Elm\n",
        "book.xml": "<?xml version='1.0'?><book/>",
    }.items():
        (tmp_path / name).write_bytes(content.encode("latin-1"))

    assert ["note", "note.log"] == [source.file for source in sources_of(tmp_path)]
    reasons = unread_of(tmp_path)
    assert {
        "data.csv": "no column of this table holds articles: name one 'text', or take the table out",
        "gold.json": "no object in it has an article's text: fill in a field 'text', or take it out",
        "notes.css": "it is a program, a style or settings, and no document: take it out, or give its text as .txt",
        "empty.txt": "it is empty: put the article's text in, or take it out",
        "quay.txt": "it is a picture: run text recognition (OCR) on it and give its text",
        "sub/sources.csv": "it is believed only in the folder that is given: write its rows there,"
        " with the folders' names",
        "book.xml": "it is XML of a kind that is not read: save its text as .txt or .html",
    } == reasons
    assert "no such file" in unread_of(tmp_path / "gone.txt")["gone.txt"]


def test_what_is_hidden_and_the_parts_of_a_saved_page_are_left_out_by_name(tmp_path):
    """They are no documents somebody laid there; whoever misses one is told where it went."""
    for name in (
        "page.htm",
        "page_files/logo.svg",
        "other_files/note.txt",
        ".git/log.txt",
        ".note.txt",
        ".DS_Store",
        "Thumbs.db",
        "~$note.docx",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("It holds.")

    assert ["other_files/note.txt", "page.htm"] == [item.file for item in collect(tmp_path)]
    left = {item.file: item.reason for item in find_left_out(tmp_path)}
    assert [".git", ".note.txt", "page_files"] == sorted(left)
    assert "the saved page page.htm" in left["page_files"]


def test_identical_files_are_two_documents(tmp_path):
    """A copy is a document of its own: that it is a copy is for the story to tell."""
    (tmp_path / "a.txt").write_text("It holds.")
    (tmp_path / "b.txt").write_text("It holds.")

    assert ["a.txt", "b.txt"] == [source.file for source in sources_of(tmp_path)]


def test_paths_are_named_against_the_folder_that_holds_them_all(tmp_path):
    """Files of the same name in two folders stay apart, and a file given twice is one document."""
    for name in ("east/note.txt", "west/note.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("It holds.")
    east, west = tmp_path / "east", tmp_path / "west"

    assert ["west/note.txt", "east/note.txt"] == [s.file for s in sources_of(west, east / "note.txt", east)]
    assert ["note.txt"] == [source.file for source in sources_of(east / "note.txt")]


def test_links_out_of_the_folder_and_loops_are_named(tmp_path):
    """No link leads the program out of the folder or round in circles, and none vanishes."""
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("It leaks.")
    (folder / "note.txt").write_text("It holds.")
    (folder / "same.txt").symlink_to(folder / "note.txt")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "sub" / "up").symlink_to(folder)

    assert ["note.txt", "same.txt"] == [source.file for source in sources_of(folder)]
    unread = unread_of(folder)
    assert {"loop.txt", "out.txt", "sub/up"} == set(unread)
    assert "outside the folder" in unread["out.txt"]


def test_file_that_is_no_file_is_named(tmp_path):
    """A pipe under a document's name is not waited on."""
    os.mkfifo(tmp_path / "pipe.txt")

    assert "not a regular file" in unread_of(tmp_path)["pipe.txt"]


@pytest.fixture
def locked():
    """Yield a folder with a file and a folder that this process may not open."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / "closed").mkdir(mode=0o000)
    (folder / "note.txt").write_text("It holds.")
    (folder / "note.txt").chmod(0o644)
    (folder / "locked.txt").write_text("It holds.")
    (folder / "locked.txt").chmod(0o000)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # 'nobody', as root may open everything
    yield folder
    os.seteuid(user)
    (folder / "closed").chmod(0o700)
    shutil.rmtree(folder)


def test_unreadable_file_is_named_and_stops_no_other(locked):
    """A file without rights is in the output of the run, with what to do."""
    assert ["note.txt"] == [source.file for source in sources_of(locked)]
    unread = unread_of(locked)
    assert "check its rights" in unread["locked.txt"]
    assert "check its rights" in unread["closed"]


def test_file_with_a_name_that_is_no_text_is_named(tmp_path):
    """A record is UTF-8 throughout, so a file whose name isn't can't be pointed at."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("It holds.")

    assert {"\ufffd.txt": "the file's name is not valid text: rename it"} == unread_of(tmp_path)


def test_file_too_large_for_a_document_is_named(tmp_path):
    """A disk image named .txt is not read into memory."""
    with (tmp_path / "image.txt").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    assert "larger than 64 MiB" in unread_of(tmp_path)["image.txt"]


ARTICLE = {
    "id": "1",
    "url": "https://elm.example/1",
    "outlet": "Elm",
    "published": "2031-05-04",
    "title": "T",
}


@pytest.mark.parametrize("name", ["articles.jsonl", "articles.jsonl.gz"])
def test_each_line_is_a_source_and_a_broken_one_is_named(tmp_path, name):
    """One broken line costs one article."""
    good = json.dumps(ARTICLE | {"text": "It holds."}).encode()
    lines = [good, b"{broken", b"", b'{"text": 7}', b"[1]", b"[" * 100_000, good]
    with (gzip.open if name.endswith("gz") else open)(tmp_path / name, "wb") as file:
        file.write(b"\r\n".join(lines))

    found = sources_of(tmp_path)
    assert [f"{name}#L1", f"{name}#L7"] == [source.file for source in found]
    assert hashlib.sha256(good).hexdigest() == found[0].sha256
    assert ("https://elm.example/1", "Elm", "2031-05-04", "T") == (
        found[0].url,
        found[0].outlet,
        found[0].published,
        found[0].title,
    )
    assert {f"{name}#L{number}" for number in (2, 4, 5, 6)} == set(unread_of(tmp_path))


def test_line_with_a_day_that_is_none_is_read_without_it(tmp_path):
    """04/09/31 could be two days; neither is made up."""
    write_lines(tmp_path / "a.jsonl", ARTICLE | {"published": "04/09/31", "text": "It holds."})

    [source] = sources_of(tmp_path)
    assert source.published is None
    assert "'04/09/31' is not a day" in unread_of(tmp_path)["a.jsonl#L1"]


def test_truncated_archive_keeps_what_came_before(tmp_path):
    """A download that broke off is named, and its whole lines are read."""
    write_lines(tmp_path / ".whole", *(ARTICLE | {"text": os.urandom(3_000).hex()} for _ in range(40)))
    packed = gzip.compress((tmp_path / ".whole").read_bytes())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.jsonl.gz").write_bytes(b"no archive")

    assert 5 < len(sources_of(tmp_path)) < 40
    unread = unread_of(tmp_path)
    assert "breaks off after line" in unread["a.jsonl.gz"]
    assert "damaged or breaks off" in unread["b.jsonl.gz"]


def test_huge_line_is_named_and_passed_over(tmp_path):
    """A small archive that unpacks into one enormous line can't fill the memory."""
    good = json.dumps(ARTICLE | {"text": "It holds."}).encode()
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as file:
        file.write(good + b"\n" + b"x" * (LONGEST_LINE + 10) + b"\n" + good)

    assert ["a.jsonl.gz#L1", "a.jsonl.gz#L3"] == [source.file for source in sources_of(tmp_path)]
    assert "longer than 16 MiB" in unread_of(tmp_path)["a.jsonl.gz#L2"]


def write_table(folder, *rows, header="file,url,outlet,published"):
    (folder / "sources.csv").write_text("\n".join((header, *rows)), encoding="utf-8")


def test_table_is_believed(tmp_path):
    """What sources.csv states of a file goes with it; what it leaves empty stays unknown."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("It holds.")
    write_table(
        tmp_path,
        '"a.txt",https://elm.example/a,"Elm, the Paper",2031-05-04T23:30:00+13:00,x',
        "./b.txt, ,,",
        header="\ufeffFile , URL,outlet,Published,editor",
    )

    first, second, third = sources_of(tmp_path)
    assert ("https://elm.example/a", "Elm, the Paper") == (first.url, first.outlet)
    assert "2031-05-04T23:30:00+13:00" == first.published
    assert (None, None, None) == (second.url, second.outlet, second.published)
    assert third.outlet is None
    assert {} == unread_of(tmp_path)


@pytest.mark.parametrize(
    "day", ["2022-13-45", "31/02/2022", "04/09/2022", "soon", "9999-12-31", "0001-01-01"]
)
def test_wrong_day_is_named_and_the_document_read_without_it(tmp_path, day):
    """A slip in the table costs the day and not the document, and the row is named."""
    (tmp_path / "a.txt").write_text("It holds.")
    write_table(tmp_path, f"a.txt,,Elm,{day}")

    [source] = sources_of(tmp_path)
    assert (None, "Elm") == (source.published, source.outlet)
    assert unread_of(tmp_path)["sources.csv"].startswith(f"row 2: '{day}' is not a day")


def test_rows_that_can_not_be_believed_are_named(tmp_path):
    """A row for a file that isn't there, a second row for one, a row for none: each says what to do."""
    (tmp_path / "a.txt").write_text("It holds.")
    write_table(tmp_path, "gone.txt,,,", "a.txt,,Elm,", "a.txt,,Oak,", ",,Elm,", "../a.txt,,,")

    doubts = [item.reason for item in collect(tmp_path) if isinstance(item, Unread)]
    assert [f"row {number}" for number in (2, 4, 5, 6)] == [doubt.split(":")[0] for doubt in doubts]
    assert ["Elm"] == [source.outlet for source in sources_of(tmp_path)]


def test_table_that_is_none_stops_the_run(tmp_path):
    """Where the table can't be read at all, nothing would be as the user means it."""
    (tmp_path / "a.txt").write_text("It holds.")
    for content in (b"url,outlet\nx,y\n", b"", b"file,outlet\na.txt,\xff\n"):
        (tmp_path / "sources.csv").write_bytes(content)
        with pytest.raises(InvalidSources, match=r"sources\.csv"):
            list(collect(tmp_path))


def test_table_can_name_a_collection_or_a_line_of_it(tmp_path):
    """A row for a whole JSONL file fills in what its lines leave out; a row for a line goes first."""
    write_lines(tmp_path / "a.jsonl", {"text": "It holds."}, {"text": "It leaks.", "outlet": "Oak"})
    write_table(
        tmp_path,
        "a.jsonl,,Elm,",
        "a.jsonl#L2,,Ash,2031-05-04",
        header="file;url;outlet;published".replace(";", ","),
    )

    assert [("Elm", None), ("Ash", "2031-05-04")] == [(s.outlet, s.published) for s in sources_of(tmp_path)]
