"""How large the dossier of a record is, how long it takes to write, and how fast a browser opens it.

    python bench/dossier.py --record DIR [--times 3]

DIR holds a record that `onrecord build` made. The dossier is rendered from it anew; then Chromium (the system's, or the
one that ONRECORD_CHROMIUM names) opens it from disk, each time in a new window, until its `load` event. Fails where the
dossier of a thousand documents is over 15 MB or takes two seconds to open, and where that of five is over 1 MB.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import onrecord
from onrecord.publish.dossier import render_dossier

_LIMITS = ((5, 1.0), (1000, 15.0))  # documents, MB
_SLOWEST = 2.0  # seconds


def main() -> int:
    """Print what was measured; return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    chromium = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("there is no chromium on the path; install it, or name one in ONRECORD_CHROMIUM")
        return 1
    record = onrecord.open_record(arguments.record)
    begin = time.perf_counter()
    page = render_dossier(record).encode()
    rendered = time.perf_counter() - begin
    size = len(page) / 1e6
    opened = measure_opening(page, chromium, arguments.times)
    documents = len(record.documents)
    print(f"documents  {documents:,}, statements {len(record.statements):,}")
    print(f"rendered   {rendered:.1f} s")
    print(f"size       {size:.2f} MB")
    print(f"opens in   {min(opened):.2f} to {max(opened):.2f} s")
    largest = next((limit for most, limit in _LIMITS if documents <= most), None)
    return int((largest is not None and size > largest) or min(opened) > _SLOWEST)


def measure_opening(page: bytes, chromium: str, times: int) -> list[float]:
    """Return how many seconds the page takes from being asked for to its `load` event, each time."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "dossier.html"
        path.write_bytes(page)
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        found = []
        for _ in range(times):
            window = browser.new_context(viewport={"width": 1100, "height": 900}).new_page()
            begin = time.perf_counter()
            window.goto(path.as_uri(), wait_until="load")
            found.append(time.perf_counter() - begin)
        browser.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
