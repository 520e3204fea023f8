"""Whatever is changed in a record or its documents, `verify` finds it, and without a traceback."""

import hashlib
import json
import re
import shutil
import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.builder import Publishing, build_record
from onrecord.custody.files import log_publication
from onrecord.errors import OutdatedRecord
from onrecord.own import MANIFEST_FILE
from onrecord.record.keys import digest_reading
from onrecord.record.manifest import encode_manifest, find_manifest, hash_file
from onrecord.verify import verify

PILE = {
    "quay.txt": "Dora Lindqvist, who heads the harbour board, said on Monday that the north quay would open in June.\n"
    "\n“We have paid nobody,” she told Radio Sunde. The crane firm denied that it had given at least 40 jobs away.\n",
    "crane.html": "<html><head><title>Crane firm answers</title></head><body><article><p>The crane firm said that it "
    "would publish its books by the end of May 2023. The union demands that the board resign.</p><p>A spokesman "
    "declined to comment on the quay, which has been closed since the storm of February.</p></article></body></html>",
    "lines.jsonl": '{"text": "The union said on Friday that some 60 people had lost their jobs at the quay.", '
    '"published": "2023-03-10", "outlet": "Sunde Post"}\n\n'
    '{"text": "Dora Lindqvist now says that the north quay will open in August.", "published": "2023-05-02"}\n',
    "empty.txt": "",
    "sources.csv": "file,url,outlet,published\nquay.txt,,Sunde Courier,2023-03-06\n"
    "crane.html,,Radio Sunde,2023-03-08\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder that holds coverage, its record, and a record of it without a name."""
    base = tmp_path_factory.mktemp("made")
    (base / "coverage").mkdir()
    for name, content in PILE.items():
        (base / "coverage" / name).write_text(content, encoding="utf-8")
    (base / "names.txt").write_text("Dora Lindqvist\n")
    build_record(base / "coverage", base / "record", publishing=Publishing(pages=True))
    shutil.copytree(base / "record", base / "protected")
    build_record(base / "coverage", base / "protected", publishing=Publishing(protect=base / "names.txt"))
    return base


@pytest.fixture
def base(made, tmp_path):
    """Return a copy of it that a test may spoil."""
    return shutil.copytree(made, tmp_path / "base")


def differences(base, directory="record", **asked):
    """Return what `verify` finds, in one text."""
    return "\n".join(verify(base / directory, **asked).differences)


def agree(directory):
    """Give every file the hash in the manifest that it has, and the log this manifest, as a forger does."""
    manifest = find_manifest(directory)
    for name in manifest.files:
        manifest.files[name] = hash_file(directory / name)
    (directory / MANIFEST_FILE).write_bytes(encode_manifest(manifest))
    log_publication(directory, hash_file(directory / MANIFEST_FILE))


def change(path, *statements):
    """Run statements on a record, its triggers put aside and put back."""
    connection = sqlite3.connect(path)
    with connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*statement if isinstance(statement, tuple) else (statement,))
        for _, sql in triggers:
            connection.execute(sql)
    connection.close()
    agree(path.parent)


def test_what_was_built_is_clean(made):
    """A record, with pages, without names, and read again by the language models, agrees with its documents."""
    assert "" == differences(made)
    found = verify(made / "protected")
    assert ((), 1) == (found.differences, len(found.notes))
    assert "--protect" in found.notes[0]
    found = verify(made / "protected", names=["Dora Lindqvist"])
    assert ((), ()) == (found.differences, found.notes)
    assert "" == differences(made, again=True)


def test_a_record_as_of_a_day_is_clean(base):
    """What was published later is left out when the record is told again, as when it was built."""
    onrecord.build(base / "coverage", base / "record", as_of=date(2023, 3, 9))
    assert "" == differences(base)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_changed_byte_of_a_record_is_found(made, data):
    """Of any file of it, the manifest among them, whatever the byte becomes."""
    directory = made / data.draw(st.sampled_from(["record", "protected"]))
    files = sorted(path for path in directory.rglob("*") if path.is_file() and path.name != "folder.txt")
    path = data.draw(st.sampled_from(files))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != content[place]))
    try:
        path.write_bytes(content[:place] + bytes([byte]) + content[place + 1 :])
        assert verify(directory).differences
    finally:
        path.write_bytes(content)


@pytest.mark.parametrize("name", [*PILE, "folder.txt"])
def test_a_changed_byte_of_a_document_is_found_or_changes_nothing(base, name):
    """Either `verify` names the file, or a build from what is there now gives the same record to the byte."""
    path = base / ("record" if name == "folder.txt" else "coverage") / name
    content = path.read_bytes()
    kept = {path, base / "record/custody.jsonl"}  # the log tells of each build
    before = {p.name: p.read_bytes() for p in (base / "record").iterdir() if p.is_file() and p not in kept}
    unseen = 0
    for place in range(0, len(content), max(1, len(content) // 12)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        if not differences(base):
            unseen += 1
            build_record(base / "coverage", base / "record")
            build_record(base / "coverage", base / "record", publishing=Publishing(pages=True))
            assert before == {
                p.name: p.read_bytes() for p in (base / "record").iterdir() if p.is_file() and p not in kept
            }
    assert unseen <= 2


def test_a_forged_text_is_held_against_its_file(base):
    """A word changed in the text, in all that quotes it and in every hash, is still not in the document."""
    path = base / "record/record.sqlite"
    connection = sqlite3.connect(path)
    content, dated, key = connection.execute(
        "SELECT content, dated, key FROM reading WHERE content LIKE '%paid nobody%'"
    ).fetchone()
    [text] = connection.execute("SELECT text FROM document WHERE text LIKE '%paid nobody%'").fetchone()
    connection.close()
    forged = [
        None if value is None else value.replace("paid nobody", "paid almost") for value in (content, dated)
    ]
    text = text.replace("paid nobody", "paid almost")
    change(
        path,
        ("UPDATE reading SET content = ?, dated = ?, digest = ? WHERE key = ?",
         (*forged, digest_reading(key, forged[0].encode()), key)),
        ("UPDATE document SET text = ?, text_sha256 = ? WHERE file = 'quay.txt'",
         (text, hashlib.sha256(text.encode()).hexdigest())),
        "UPDATE evidence SET exact = replace(exact, 'paid nobody', 'paid almost')",
    )  # fmt: skip
    assert "quay.txt: its text, read anew, is not the text in the record" in differences(base)


_ENDLESS = (
    "DROP TABLE actor",
    "CREATE VIEW actor AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id FROM n) SELECT id FROM n",
)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param(
            "UPDATE statement SET act = 'accuse' WHERE act = 'deny'", "table statement", id="an act"
        ),
        pytest.param("UPDATE statement SET hedged = 1 - hedged", "hedged", id="a doubt"),
        pytest.param("DELETE FROM mention", "table mention", id="rows that are gone"),
        pytest.param("INSERT INTO unread VALUES (9, 'x.txt', 'lost')", "x.txt", id="a file that never was"),
        pytest.param("UPDATE unread SET reason = 'it was dull'", "it was dull", id="a reason"),
        pytest.param("UPDATE actor SET name = CAST(x'ff80' AS TEXT)", "table actor", id="no text"),
        pytest.param("UPDATE actor SET name = CAST(name AS BLOB)", "table actor", id="bytes for text"),
        pytest.param(
            "UPDATE document SET text = CAST(x'c328' AS TEXT)", "the text of", id="a text that is none"
        ),
        pytest.param(
            "UPDATE reading SET content = replace(content, 'deny', 'said')", "was changed", id="a reading"
        ),
        pytest.param("UPDATE reading SET content = CAST(x'ff' AS TEXT)", "is none", id="no reading"),
        pytest.param("UPDATE reading SET content = '[]'", "is none", id="another thing for a reading"),
        pytest.param("UPDATE reading SET key = 'k'", "was changed", id="a key"),
        pytest.param("UPDATE reading SET dated = '{}'", "table reading", id="a dated reading"),
        pytest.param("UPDATE publication SET published_latest = '2024-01-01'", "publication", id="a day"),
        pytest.param("CREATE TABLE more (x)", "none that onrecord makes", id="a table more"),
        pytest.param(_ENDLESS, "table actor is missing", id="a view that never ends"),
        pytest.param("DROP TABLE alias", "table alias is missing", id="a table less"),
        pytest.param("PRAGMA user_version = 2", "user_version", id="another version"),
        pytest.param("PRAGMA application_id = 7", "application_id", id="another program's"),
    ],
)
def test_what_somebody_wrote_into_the_tables_is_found(base, statement, said):
    """Each table is held against what the documents give, also where every hash was made anew."""
    change(base / "record/record.sqlite", *([statement] if isinstance(statement, str) else statement))
    assert said in differences(base)


def test_a_reading_forged_with_its_hashes_is_found_where_documents_are_read_again(base):
    """What the language models found can be proven only by them; the tables told from it are found without."""
    path = base / "record/record.sqlite"
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT key, content FROM reading").fetchall()
    connection.close()
    forged = [(key, content.replace('"deny"', '"assert"')) for key, content in rows]
    change(
        path,
        *(
            (
                "UPDATE reading SET content = ?, digest = ? WHERE key = ?",
                (new, digest_reading(key, new.encode()), key),
            )
            for key, new in forged
        ),
    )
    assert "not what the documents give" in differences(base)
    assert "read again, it gives another reading" in differences(base, again=True)


@pytest.mark.parametrize("trigger", ["document_stays", "evidence_is_in_the_document"])
def test_a_trigger_that_is_gone_is_found(base, trigger):
    """The rules that guard the tables are part of the record."""
    connection = sqlite3.connect(base / "record/record.sqlite")
    with connection:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.close()
    agree(base / "record")
    assert f"the trigger {trigger} is missing" in differences(base)


@pytest.mark.parametrize("name", ["dossier.html", "dossier.md", "record.json"])
@pytest.mark.parametrize("directory", ["record", "protected"])
def test_a_published_form_is_made_anew(base, name, directory):
    """A word changed on the page, with the hash of the page, is not what the record gives."""
    path = base / directory / ("published" if directory == "protected" else "") / name
    path.write_text(path.read_text(encoding="utf-8").replace("quay", "key"), encoding="utf-8")
    agree(base / directory)
    assert name in differences(base, directory, names=["Dora Lindqvist"])


def test_a_page_of_a_document_is_made_anew(base):
    """The pages beside the dossier are published forms like it."""
    path = next((base / "record/pages").iterdir())
    path.write_text(path.read_text(encoding="utf-8").replace("quay", "key"), encoding="utf-8")
    agree(base / "record")
    assert f"pages/{path.name}: it is not what the record gives" in differences(base)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"{" * 99_999, b"no such thing\n"])
@pytest.mark.parametrize("name", ["record.json", "record.sqlite", "dossier.md", MANIFEST_FILE, "folder.txt"])
def test_a_foreign_or_empty_file_is_a_difference(base, name, content):
    """Whatever stands in the place of a file of ours is named."""
    (base / "record" / name).write_bytes(content)
    assert re.search(rf"{name}|no such thing: the documents are not there", differences(base))


@pytest.mark.parametrize("name", ["record.json", "record.sqlite", "dossier.html"])
def test_a_file_cut_short_or_gone_is_a_difference(base, name):
    """Also where its hash was made to fit."""
    path = base / "record" / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    agree(base / "record")
    assert name in differences(base)
    path.unlink()
    assert name in differences(base)


def test_a_file_more_is_a_difference(base):
    """What lies among the published forms and was not published is named."""
    (base / "protected/published/pages").mkdir()
    (base / "protected/published/pages/photo.jpg").write_bytes(b"")
    assert "published/pages/photo.jpg: onrecord did not write this" in differences(base, "protected")


def test_documents_that_came_changed_or_went_are_differences(base):
    """The record is held against the whole folder, with what sources.csv states."""
    (base / "coverage/new.txt").write_text("The quay opened on Tuesday, the harbour board said.")
    (base / "coverage/crane.html").unlink()
    table = base / "coverage/sources.csv"
    table.write_text(table.read_text().replace("2023-03-06", "2023-03-07"))
    found = differences(base)
    assert "new.txt: it is not in the record" in found
    assert "crane.html: it is not in the folder any more" in found
    assert "quay.txt: what is stated of it is not what the record has (published)" in found


def test_an_emptied_folder_and_one_that_is_gone_are_differences(base):
    """Where nothing is left to hold the record against, that is said."""
    shutil.rmtree(base / "coverage")
    assert "the documents are not there" in differences(base)
    (base / "coverage").mkdir()
    assert "quay.txt: it is not in the folder any more" in differences(base)


def test_a_row_of_sources_csv_that_changes_nothing_is_none(base):
    """Another order of rows, or a quoted cell, states the same."""
    table = base / "coverage/sources.csv"
    header, *rows = table.read_text().splitlines()
    table.write_text("\n".join([header, *reversed(rows)]).replace("Sunde Courier", '"Sunde Courier"'))
    assert "" == differences(base)


def test_a_record_without_a_manifest_says_what_to_do(base):
    """An earlier version made none, and without it nothing can be proven."""
    (base / "record" / MANIFEST_FILE).unlink()
    with pytest.raises(OutdatedRecord, match="no manifest"):
        verify(base / "record")


def test_the_note_of_the_folder_is_followed_only_as_it_was_written(base):
    """A note that leads to the same place by another way was not written by onrecord."""
    (base / "record/folder.txt").write_text(".././coverage\n")
    assert "folder.txt: it is not as onrecord wrote it" in differences(base)
    assert [f"folder.txt: {line}" for line in ["it is not as onrecord wrote it"]] == [
        re.sub(";.*", "", line) for line in verify(base / "record", base / "coverage").differences
    ]


def test_an_edited_reading_is_read_anew(base):
    """Whoever takes every denial out of the stored readings finds all of them in the next record."""
    before = (base / "record/record.json").read_bytes()
    database = (base / "record/record.sqlite").read_bytes()
    assert b'"act": "deny"' in before
    connection = sqlite3.connect(base / "record/record.sqlite")
    with connection:
        [[changed]] = connection.execute(
            "SELECT count(*) FROM reading WHERE content LIKE '%\"deny\"%'"
        ).fetchall()
        connection.execute("UPDATE reading SET content = replace(content, '\"deny\"', '\"assert\"')")
    connection.close()

    built = build_record(base / "coverage", base / "record", publishing=Publishing(pages=True))

    assert changed == built.read
    assert before == (base / "record/record.json").read_bytes()
    assert database == (base / "record/record.sqlite").read_bytes()
    assert "" == differences(base)


def test_a_reading_of_another_document_is_not_taken_up(base):
    """A reading under the key of another document is not its reading."""
    connection = sqlite3.connect(base / "record/record.sqlite")
    with connection:
        rows = connection.execute(
            "SELECT position, content FROM reading ORDER BY position LIMIT 2"
        ).fetchall()
        for (place, _), (_, content) in zip(rows, reversed(rows), strict=True):
            connection.execute("UPDATE reading SET content = ? WHERE position = ?", (content, place))
    connection.close()
    assert 2 == build_record(base / "coverage", base / "record").read


def test_the_manifest_holds_no_name(base):
    """It stays beside the database, and says nothing of who is protected."""
    content = (base / "protected" / MANIFEST_FILE).read_text()
    assert "Lindqvist" not in content
    assert not any("names" in key for key in json.loads(content))
