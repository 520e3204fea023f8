"""How large the dossier of a record is, how long it takes to write, and how fast a browser opens it.

    python bench/dossier.py --record DIR [--times 3]
    python bench/dossier.py --made-up 1000

DIR holds a record that `onrecord build` made; a made-up one has so many documents of 3,500 characters, each with ten
statements, an announcement, a term, a denial, two numbers and four events, all read surely. The dossier is rendered
from it anew; then Chromium (the system's, or the one in ONRECORD_CHROMIUM) opens it from disk, each time in a new
window, until its `load` event. Fails where the dossier of a thousand documents is over 10 MB or takes two seconds to
open, and where that of five is over 1 MB.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import onrecord
from onrecord.model import (
    Act,
    Actor,
    ActorType,
    Basis,
    Clock,
    Commitment,
    Denial,
    DenialKind,
    Document,
    DocumentEntry,
    Event,
    Figure,
    FigureValue,
    Move,
    Outcome,
    Quoted,
    Record,
    Relation,
    Statement,
    Term,
    Version,
    when,
)
from onrecord.publish.dossier import render_dossier
from onrecord.publish.tables import render_tables

_LIMITS = ((5, 1.0), (1000, 10.0))  # documents, MB
_SLOWEST = 2.0  # seconds


def main() -> int:
    """Print what was measured; return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--record", type=Path)
    given.add_argument("--made-up", type=int, metavar="DOCUMENTS")
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    chromium = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("there is no chromium on the path; install it, or name one in ONRECORD_CHROMIUM")
        return 1
    record = onrecord.open_record(arguments.record) if arguments.record else make_up(arguments.made_up)
    begin = time.perf_counter()
    page = render_dossier(record, tables=dict(render_tables(record))).encode()
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


def make_up(documents: int) -> Record:
    """Return a record of so many documents in which each sentence is another and every line rests on one."""
    actors = tuple(
        Actor(f"actor-{n}", f"Speaker {n}", ActorType.PERSON) for n in range(max(2, documents // 4))
    )
    parts = [_make_document(number, actors) for number in range(documents)]
    return Record(
        as_of=date(2024, 12, 31),
        documents=tuple(part[0] for part in parts),
        actors=actors,
        statements=tuple(item for part in parts for item in part[1]),
        commitments=tuple(part[2] for part in parts),
        terms=tuple(part[3] for part in parts),
        denials=tuple(part[4] for part in parts),
        figures=tuple(item for part in parts for item in part[5]),
        events=tuple(item for part in parts for item in part[6]),
    )


def _make_document(number: int, actors: Sequence[Actor]) -> tuple[Any, ...]:
    day = date(2024, 1, 1) + timedelta(days=number % 365)
    told = when(day, day, Basis.METADATA)
    sentences = [
        f"Speaker {number % len(actors)} said on point {line} of report {number} that the gates of basin {line} would"
        f" stay as they were, and that nobody had asked for {number + line} more of them."
        for line in range(20)
    ]
    text = "\n\n".join(sentences)
    key = f"document-{number:012d}"
    document = Document(key, f"{number}.txt", "0" * 64, text)
    spans = [document.cite(text.index(one), text.index(one) + len(one) - 1) for one in sentences]
    actor = actors[number % len(actors)].id
    entry = DocumentEntry(
        key, f"{number}.txt", "0" * 64, "1" * 64, text, f"Report {number}", None, f"https://x.example/{number}", "en",
        told, (),
    )  # fmt: skip
    statements = [
        Statement(
            f"statement-{number}-{line}", key, actor, None, None, (spans[line],), Quoted.INDIRECT, Act.COMMIT,
            said_on=told, probability=0.97, act_probability=0.8,
        )
        for line in range(10)
    ]  # fmt: skip
    due = when(day, day + timedelta(days=30), Basis.RELATIVE)
    version = Version(
        statements[0].id,
        spans[10],
        actor,
        told,
        due,
        None,
        Move.ORIGINAL,
        None,
        hedged=False,
        probability=0.9,
    )
    commitment = Commitment(
        f"commitment-{number}", actor, "", None, (version,), None, Outcome.OPEN, (), Clock.PASSED
    )
    values = [
        FigureValue(str(number + line), str(number + line), None, actor, spans[11 + line], None, told)
        for line in range(2)
    ]
    figures = [
        Figure(f"figure-{number}-{line}", "gates", "gates", Relation.SINGLE, (value,))
        for line, value in enumerate(values)
    ]
    events = [Event(f"event-{number}-{line}", told, spans[15 + line], (), 1, 1, ()) for line in range(4)]
    term = Term(f"term-{number}", actor, "gates", spans[13], statements[1].id, 0.9)
    denial = Denial(f"denial-{number}", actor, DenialKind.DENIED, spans[14], None, None, (), 0.9)
    return entry, statements, commitment, term, denial, figures, events


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
            window.goto(path.as_uri(), wait_until="load", timeout=120_000)
            found.append(time.perf_counter() - begin)
        browser.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
