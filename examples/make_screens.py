"""Write the README's screens: what the program prints about the example story, as it prints it now.

    make readme

A screen is a block of the README under a comment that names its command: `<!-- printed by: make demo -->`. The test of
the README compares each with a run.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
ONRECORD = Path(sys.executable).with_name("onrecord")
SHOW = "onrecord show commitments demo"
_MOVE = re.compile(r"^  revised: [^\n]*(?:\n  +[^\n]*)?? days (?:later|earlier)\b", re.MULTILINE)
_LEFT_OUT = "  …"
_SCREEN = re.compile(
    r"(?<=<!-- printed by: )(?P<command>[^\n]+)(?P<fence> -->\n```\n).*?(?=^```$)", re.DOTALL | re.MULTILINE
)


def fill(page: str, built: str, listed: str) -> str:
    """Return the page with the screens of `make demo`, which prints `built`, and of `show`, which prints `listed`."""
    screens = {"make demo": built, SHOW: shorten(listed)}
    return _SCREEN.sub(lambda found: found["command"] + found["fence"] + screens[found["command"]], page)


def shorten(listed: str) -> str:
    """Return the commitment that was moved most often: its head, its dates, and '…' where anything is left out."""
    item = max(listed.split("\n\n"), key=lambda item: len(_MOVE.findall(item))).rstrip("\n")
    head, *blocks = re.split(
        r"\n(?=  (?:original|reaffirmed|revised|withdrawn|\S[^\n]*:$))", item, flags=re.MULTILINE
    )
    kept = [head]
    for block in blocks:
        if block.startswith("  original: ") or _MOVE.match(block):
            kept.append(block)
        elif kept[-1] != _LEFT_OUT:
            kept.append(_LEFT_OUT)
    return "\n".join(kept) + "\n"


def print_screens(folder: Path) -> tuple[str, str]:
    """Return what the two commands print, run in an empty folder."""
    build = [ONRECORD, "build", HERE / "zerava", "--out", "demo"]
    show = [ONRECORD, "show", "commitments", "demo"]
    built, listed = (
        subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603 - our own
        for command in (build, show)
    )
    return built, listed


def main() -> None:
    """Write the README anew."""
    with tempfile.TemporaryDirectory() as folder:
        page = fill(README.read_text(encoding="utf-8"), *print_screens(Path(folder)))
    README.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
