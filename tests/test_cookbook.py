"""Every block of the cookbook runs, one after the other."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

COOKBOOK = (Path(__file__).parents[1] / "docs" / "cookbook.md").read_text(encoding="utf-8")


def test_every_block_of_the_cookbook_runs(example, tmp_path):
    """Whoever copies the blocks gets what the page says, on the example story."""
    shutil.copytree(example.out, tmp_path / "demo")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", COOKBOOK, re.DOTALL | re.MULTILINE)

    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(code for _, code in blocks)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert {"python"} == {language for language, _ in blocks}
    assert 0 == run.returncode, run.stderr
    assert "12 documents, as of 2024-06-17" in run.stdout
    assert (tmp_path / "citations.json").is_file()
