"""What is handed out: the wheel and the source archive hold all of the program and do what the checkout does."""

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from tests.conftest import build_example

ROOT = Path(__file__).parents[1]
NEEDED = ("pyproject.toml", "README.md", "LICENSE")
SOURCE = Path("src/onrecord")
EXTRAS = (
    "archive",
    "seal",
    "tables",
)  # what a user may leave out; without it the program says what to install


def run(*command):
    """Run a command to its end, and return what it printed."""
    told = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert 0 == told.returncode, told.stdout + told.stderr
    return told.stdout


def list_sources():
    """Return every file of the package that git knows or would take up, as in a fresh clone; all, where git is not."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", SOURCE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = told.stdout.split("\0")[:-1] if told.returncode == 0 else []
    paths = [ROOT / line for line in found] or [
        path for path in (ROOT / SOURCE).rglob("*") if "__pycache__" not in path.parts
    ]
    return sorted(path.relative_to(ROOT) for path in paths if path.is_file())


SOURCES = list_sources()


def read_tree(folder):
    """Return the bytes of every file under a folder, by its path, but for what Python compiled."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def package_of(files):
    """Return what of a folder, by paths, is the package itself, by its paths in `src`."""
    return {name: content for name, content in files.items() if name.startswith("onrecord/")}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The files of a fresh clone that a build looks at, and two that no release may hold."""
    folder = tmp_path_factory.mktemp("checkout")
    for path in (*map(Path, NEEDED), *SOURCES):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / path)
    compiled = folder / SOURCE / "__pycache__"
    compiled.mkdir()
    (compiled / "cli.cpython-311.pyc").write_bytes(b"compiled")
    (folder / SOURCE / "stray.pyc").write_bytes(b"compiled")
    return folder


@pytest.fixture(scope="module")
def built(checkout, tmp_path_factory):
    """The folder of the wheel and the source archive, each made from the checkout, with what is installed here."""
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--sdist", "--outdir", dist, checkout)
    return dist


def install(archive, folder):
    """Install an archive into a bare environment that sees the packages installed here behind its own.

    A folder named in a .pth is searched for packages, but the .pth files in it are not read: what leads from here to
    the checkout leads nowhere from there.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps")
    [own] = (folder / "lib").glob("python*/site-packages")
    (own / "behind.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    run(*pip, "--no-build-isolation", "--ignore-installed", "--disable-pip-version-check", archive)
    return folder, own


@pytest.fixture(scope="module")
def from_wheel(built, tmp_path_factory):
    """The bare environment with the wheel, and where its packages lie."""
    [archive] = built.glob("*.whl")
    return install(archive, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def from_source(built, tmp_path_factory):
    """The bare environment with what pip makes of the source archive, and where its packages lie."""
    [archive] = built.glob("*.tar.gz")
    return install(archive, tmp_path_factory.mktemp("source"))


def test_the_wheel_holds_every_file_of_the_package_and_no_other(built):
    """No template, style, script, word list or weight can be forgotten, and nothing compiled slips in."""
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        files = {name for name in archive.namelist() if not name.endswith("/")}

    expected = {path.relative_to("src").as_posix() for path in SOURCES}
    assert expected == {name for name in files if name.startswith("onrecord/")}
    assert {"onrecord-"} == {name[: len("onrecord-")] for name in files - expected}  # its metadata alone


def test_the_source_archive_holds_every_file_of_the_package(built):
    """Whoever builds from the archive misses nothing, and finds the licence."""
    [source] = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        files = {name.partition("/")[2] for name in archive.getnames()}

    assert {*NEEDED, *(path.as_posix() for path in SOURCES)} <= files
    assert [] == [name for name in files if name.endswith(".pyc")]


def test_the_program_of_the_wheel_is_its_own(from_wheel):
    """The bare environment runs what was installed into it: otherwise the next test would prove nothing."""
    environment, own = from_wheel

    told = run(environment / "bin" / "python", "-c", "import onrecord; print(onrecord.__file__)")

    assert str(own / "onrecord" / "__init__.py") == told.strip()


def test_what_the_wheel_builds_is_what_the_checkout_builds(from_wheel, example, tmp_path_factory):
    """Every file of the example's record is the same to the byte, and so is what the command says.

    But for the log of what came in, which says at what time it did.
    """
    folder = tmp_path_factory.mktemp("example")
    environment, _ = from_wheel

    told = build_example([str(environment / "bin" / "onrecord")], folder)

    assert example.printed == told
    made, expected = read_tree(folder / "demo"), read_tree(example.out)
    assert {"dossier.html", "dossier.md", "record.json", "record.sqlite"} <= made.keys()
    assert expected.keys() == made.keys()
    del expected["custody.jsonl"]
    assert [] == [name for name in expected if expected[name] != made[name]]


def test_the_source_archive_installs_as_the_wheel_does(from_source, from_wheel):
    """The package is the same to the byte, so that what the wheel does the source archive does."""
    assert package_of(read_tree(from_wheel[1])) == package_of(read_tree(from_source[1]))
    assert (from_source[0] / "bin" / "onrecord").is_file()


def test_the_program_imports_only_what_it_says_it_needs():
    """What stands in the `dev` list, or comes along with something else, is imported by no module that a user runs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [
        line for name, lines in project["optional-dependencies"].items() if name in EXTRAS for line in lines
    ]
    needed = {canonical(re.split(r"[<>=!~; \[]", line)[0]) for line in (*project["dependencies"], *extras)}
    imported = {
        module.partition(".")[0]
        for path in SOURCES
        if path.suffix == ".py"
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        for module in name_modules(node)
    } - {"onrecord", *sys.stdlib_module_names}
    makers = packages_distributions()

    assert "spacy" in imported
    assert [] == [name for name in imported if needed.isdisjoint(map(canonical, makers[name]))]


def canonical(name):
    """Return the name of a package as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def name_modules(node):
    """Return the modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
