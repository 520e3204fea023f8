"""What several test files share: the example story, built once by the installed command."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

# how long an example takes says something of the machine, which may be busy, and nothing of the program
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

STORY = Path(__file__).parent.parent / "examples" / "zerava"


class Example(NamedTuple):
    """A record of the example story. Whoever changes anything in it changes a copy."""

    out: Path
    printed: str  # what the command said


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The record of the example story, made as a user makes it: by the command, in a process of its own."""
    folder = tmp_path_factory.mktemp("example")
    return Example(folder / "demo", build_example([str(Path(sys.executable).with_name("onrecord"))], folder))


def build_example(command: list[str], folder: Path) -> str:
    """Build the example into `folder`/demo, as `make demo` does, and return what `command` prints.

    A warning ends the run, as it ends a test; what is installed elsewhere is not found by PYTHONPATH.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = subprocess.run(
        [*command, "build", str(STORY), "--out", "demo"],
        cwd=folder,
        env={**kept, "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == told.returncode, told.stderr
    return told.stdout
