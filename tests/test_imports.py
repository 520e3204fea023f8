"""Data flows one way, and imports follow it."""

import ast
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(str(files("onrecord")))
# A module may import from its own line and the lines above it.
ORDER = (
    set(),  # what all stages share: types, errors, lexicons and whatever else stands beside the stages
    {"numbers"},  # what reading and story both need, and that asks for no parse
    {"times"},
    {"collect"},
    {"documents"},
    {"reading"},
    {"story"},
    {"record"},
    {"rulings"},
    {"custody"},
    {"publish"},
    {"verify", "apart", "processes", "telling", "workers", "builder"},
    {"archive"},
    {"exchange"},
    {"mcp"},
    {"search"},
    {"watch"},
    {"desk"},
    {
        *(
            "cli_archive",
            "cli_console",
            "cli_options",
            "cli_show",
            "cli_exchange",
            "cli_rulings",
            "cli_watch",
        ),
        "cli",
    },
    {"start"},
)
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}
# `story` sees no text-processing library, `record` and `publish` interpret no language.
NOT_AFTER_READING = {"spacy", "thinc", "trafilatura", "htmldate", "dateparser", "py3langid", "pypdf"}
APART = {"reading", "story"}
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
_TREE = Path(__file__).parents[1]
SCRIPTS = sorted(path for folder in ("bench", "training") for path in (_TREE / folder).glob("*.py"))


def rank_of(module: str) -> int:
    """Return the place in the order of a module named in an import."""
    names = module.split(".")
    return RANK.get(names[1], 0) if len(names) > 1 else 0


def imported(path: Path) -> list[str]:
    """Return every module that a file names in an import, at its top or inside a function."""
    found = []
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.append(node.module or "")
    return found


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_import_from_a_later_stage(path):
    """A stage imports nothing from the stages after it; the package's own front is open to all of it."""
    part = path.parts[0].removesuffix(".py")
    ours = [name for name in imported(path) if name.split(".")[0] == "onrecord"]
    assert part == "__init__" or [] == [name for name in ours if rank_of(name) > RANK.get(part, 0)]


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parts[0] in {"story", "record", "publish"}], ids=str
)
def test_text_is_processed_before_the_story(path):
    """What comes after reading uses no text-processing library."""
    assert [] == [name for name in imported(path) if name.split(".")[0] in NOT_AFTER_READING]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_a_script_takes_from_the_package_is_there(script):
    """Who trains or measures anew finds every name that a script beside the package asks it for."""
    asked = [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "onrecord"
        for alias in node.names
    ]
    assert [] == [(module, name) for module, name in asked if not hasattr(import_module(module), name)]


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] in APART], ids=str)
def test_reading_and_story_know_nothing_of_each_other(path):
    """Each can be replaced alone: what both need lies below them, and what one finds is told in annotations."""
    [other] = APART - {path.parts[0]}
    assert [] == [name for name in imported(path) if name.startswith(f"onrecord.{other}")]


def test_the_front_of_the_package_is_light():
    """To ask for help or show a record takes no second: nothing is loaded that only reading needs."""
    code = "import sys, onrecord.cli; print(*sorted({'spacy', 'trafilatura', 'numpy'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "\n" == told.stdout
