"""What a stored reading is filed under: the document's content and the program that read it.

The program is what `onrecord.reading` is made of: its modules and those that they import, found by following their
imports, the data files beside them, and the releases of the packages that they import. What collects, tells, stores
or prints is no part of it, so that a change there asks for no document to be read again. In the same way, the document
is filed under what was handed in and the program that made it of that.
"""

import ast
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.collect.source import Source
from onrecord.model import Document

_OWN = "onrecord"
_READER = "onrecord.reading.reader"
_MAKER = "onrecord.documents.make"
_COMPUTING = ("blis", "thinc")  # that spaCy's pipelines compute with, in releases that it leaves open


class Program(Struct, frozen=True):
    """What decides on the reading of a document, or on the document itself."""

    files: tuple[Path, ...]  # of this package, in the order of their paths
    packages: tuple[str, ...]  # of others, by the names under which they are imported


def reader_key(document: Document, pipeline: str) -> str:
    """Return what names the reading of `document` by this program with the spaCy pipeline `pipeline`.

    Any change to the document, what is stated about it, the code, word lists and weights that read it, the releases
    of what they run on, or the pipeline gives another key, so that a stored reading is never taken for what another
    program would find.
    """
    digest = hashlib.sha256(msgspec.json.encode(document))
    digest.update(_digest_reader(pipeline).encode())
    return digest.hexdigest()


def maker_key(source: Source) -> str:
    """Return what names the document that this program makes of `source`.

    Any change to the bytes, what is stated about them, the code and word lists that make documents, or the
    releases of the packages that they import and of all that these ask for gives another key.
    """
    digest = hashlib.sha256(msgspec.msgpack.encode(source))
    digest.update(_digest_maker().encode())
    return digest.hexdigest()


def digest_reading(key: str, content: bytes) -> str:
    """Return the hash that is stored with a reading: one that was changed in its row is never taken up again."""
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest()


@cache
def _digest_reader(pipeline: str) -> str:
    reader = find_reader()
    return _digest(
        (pipeline, _identify_pipeline(pipeline), *map(_name_release, reader.packages)), reader.files
    )


@cache
def _digest_maker() -> str:
    maker = find_maker()
    return _digest(map(_name_release, (*maker.packages, *_list_required(maker.packages))), maker.files)


def _digest(tools: Iterable[str], paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    root = _root()
    # Python's own tables of characters change with its minor releases
    python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    for tool in (python, *tools):
        digest.update(tool.encode() + b"\0")
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + _digest_file(path))
    return digest.hexdigest()


def find_reader() -> Program:
    """Return what the reading of a document follows from, by the imports of the module that reads."""
    return _find_program(_READER, _COMPUTING)


def find_maker() -> Program:
    """Return what a document follows from beside what was handed in, by the imports of the module that makes it."""
    return _find_program(_MAKER)


def _find_program(module: str, beside: Iterable[str] = ()) -> Program:
    sources: dict[Path, bytes] = {}
    packages = set(beside)
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name.partition(".")[0] != _OWN:
            packages.add(name.partition(".")[0])
        # the package's own front leads everywhere and takes no part in reading
        elif name != _OWN and (path := _locate(name)) and path not in sources:
            sources[path] = path.read_bytes()
            waiting += (name.rpartition(".")[0], *_find_imports(sources[path]))
    data = {
        item
        for folder in {path.parent for path in sources}
        for item in _list_data(folder)
        # what lies above the stages is for all of them, and belongs to whoever names it
        if folder != _root() or _is_named(item.relative_to(folder).parts[0], sources.values())
    }
    return Program(tuple(sorted({*sources, *data})), tuple(sorted(packages - set(sys.stdlib_module_names))))


def _root() -> Path:
    return Path(str(files(_OWN)))


def _locate(module: str) -> Path | None:
    """Return the file of a module of this package; nothing where the name is that of something in a module."""
    place = _root().joinpath(*module.split(".")[1:])
    for path in (place / "__init__.py", place.with_name(f"{place.name}.py")):
        if path.is_file():
            return path
    return None


def _find_imports(source: bytes) -> Iterator[str]:
    """Yield whatever a module imports, at its top or inside a function; it may be a module or something in one."""
    for node in _list_statements(ast.parse(source).body):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def _list_statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield every statement at any depth; what they are made of, nine parts in ten of the tree, holds no import."""
    for node in body:
        yield node
        for inside in ("body", "orelse", "handlers", "finalbody", "cases"):
            yield from _list_statements(getattr(node, inside, ()))


def _list_data(folder: Path) -> Iterator[Path]:
    """Yield the files beside the modules in `folder`, with those of its folders that are no packages."""
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != "__pycache__" and not (item / "__init__.py").is_file():
                yield from (inner for inner in item.rglob("*") if inner.is_file())
        elif item.suffix not in {".py", ".pyc"}:
            yield item


def _is_named(name: str, sources: Iterable[bytes]) -> bool:
    return any(name.encode() in source for source in sources)


def _list_required(packages: Iterable[str]) -> list[str]:
    """Return the installed packages that others ask for, and those that these ask for, but for their extras."""
    found: dict[str, bool] = {}  # whether it is installed
    waiting = list(packages)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            wanted = requires(name) or ()
        except PackageNotFoundError:
            found[name] = False
            continue
        found[name] = True
        waiting += (re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in wanted if "extra ==" not in one)
    return sorted(name for name, installed in found.items() if installed)


def _name_release(package: str) -> str:
    """Return which release of which package is imported under a name."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        makers = sorted(set(packages_distributions().get(package, ())))
        return " ".join([package, *(f"{maker} {version(maker)}" for maker in makers)])


def _identify_pipeline(pipeline: str) -> str:
    """Return the version of an installed pipeline, or the digest of one that is named by its folder."""
    try:
        return version(pipeline)
    except PackageNotFoundError:
        folder = Path(pipeline)
        digest = hashlib.sha256()
        parts = folder.rglob("*") if (folder / "meta.json").is_file() else ()  # else it is no pipeline
        for path in sorted(item for item in parts if item.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + _digest_file(path))
        return digest.hexdigest()


def _digest_file(path: Path) -> bytes:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").digest()
