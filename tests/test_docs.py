"""What the documentation says is so."""

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from onrecord.cli import app

ROOT = Path(__file__).parents[1]
STORY = ROOT / "examples" / "zerava"
README = (ROOT / "README.md").read_text(encoding="utf-8")
_PROBABILITY = re.compile(r"0\.\d{1,3}")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
COMMANDS = sorted(get_command(app).commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    """A relative link in the documentation names a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command):
    """Whoever reads the README has met every command."""
    assert f"onrecord {command}" in README


def test_every_command_that_the_documentation_names_exists():
    """No page names a command that is not there."""
    named = {
        name for page in PAGES for name in re.findall(r"\bonrecord (\w+) [A-Z]", page.read_text("utf-8"))
    }

    assert set() == named - set(COMMANDS)


def test_the_python_example_of_the_readme_runs(example, tmp_path):
    """The README's lines of Python do what it says, on the example story."""
    shutil.copytree(example.out, tmp_path / "demo")
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    code = code.replace('"FOLDER"', repr(str(STORY))).replace('"DIR"', repr(str(tmp_path / "demo")))

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert 0 == run.returncode, run.stderr
    assert "2024-06-14" in run.stdout


def test_the_readme_shows_what_the_program_prints(example):
    """Every screen of the README is what its command prints today; `make readme` writes them anew.

    The last places of a probability are a processor's own.
    """
    screens = runpy.run_path(str(ROOT / "examples" / "make_screens.py"))
    command = [str(Path(sys.executable).with_name("onrecord")), *screens["SHOW"].split()[1:]]

    listed = subprocess.run(
        command, cwd=example.out.parent, capture_output=True, text=True, check=True
    ).stdout

    printed = screens["fill"](README, example.printed, listed)
    assert _PROBABILITY.sub("", printed) == _PROBABILITY.sub("", README)
    assert [float(one) for one in _PROBABILITY.findall(printed)] == pytest.approx(
        [float(one) for one in _PROBABILITY.findall(README)], abs=0.01
    )
    assert f"commitments  {listed.split()[0]}\n" in README


def test_no_screen_of_the_readme_is_written_by_hand():
    """Each block of the README that is no code stands under the comment that says which command prints it."""
    fences = re.findall(r"^(.*)\n```(\w*)$", README, re.MULTILINE)
    opening = fences[::2]

    assert 3 == len(opening)
    assert ["make demo", "onrecord show commitments demo"] == [
        before.removeprefix("<!-- printed by: ").removesuffix(" -->")
        for before, language in opening
        if not language
    ]


@pytest.mark.parametrize("page", ["requirements.txt", "requirements-dev.txt"])
def test_the_locked_lists_name_no_package_host(page):
    """What is installed is pinned by hash, from wherever the user's own pip is set up to look."""
    lines = (ROOT / page).read_text(encoding="utf-8")

    assert "://" not in lines
    assert lines.count("==") == len(re.findall(r"==\S+ \\\n    --hash=sha256:", lines))
