"""How much of annotated piles of coverage is told right, held against floors.

    python bench/piles.py PILES SCORER [--only NAME ...] [--jobs 2] [--raise | --lower]

PILES is a file of JSON lines, gzipped or not: piles of articles of one story each, annotated in full, with `documents`
(file, url, outlet, published, text). SCORER is a program that is given PILES and a folder of records, NAME/record.json
for each pile, and prints rows: name, right, of, share. The rows are compared with the floors in piles_floors.toml; one
that lies below its floor ends this with status 1. Five rows are added: of the annotated announcements that are told,
those under the party that the annotation names (`party`), also of those that have one (`party.precision`); a name is
one that shares a word with it, titles aside. `action`: of the words of told acts and of their names in the annotation,
endings and empty words aside, those that both have. `schedule`: those rightly told as a schedule, which nobody on
record promises, or as a promise (the share that would be right if all were told as promises is printed above the rows),
and of those told as schedules the right ones (`schedule.precision`). `--raise` writes the shares reached where they are
higher; only `--lower` writes lower ones.
"""

import argparse
import csv
import gzip
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from statistics import mode
from typing import Any

from onrecord.builder import build_record
from onrecord.collect.files import collect
from onrecord.documents import make_document
from onrecord.model import Document
from onrecord.story.stems import list_stems

FLOORS = Path(__file__).with_name("piles_floors.toml")
TITLES = Path(__file__).parents[1] / "training" / "titles.txt"
_ROW = re.compile(r"^(\S+)\s+(\d+)\s+(\d+)\s+([\d.]+)$")


def read_piles(path: Path) -> list[dict[str, Any]]:
    """Return the piles of a file of JSON lines."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_documents(pile: dict[str, Any], folder: Path) -> None:
    """Write the pile's documents to a folder, as a desk would hand them in."""
    folder.mkdir(parents=True)
    with (folder / "sources.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "url", "outlet", "published"])
        for document in pile["documents"]:
            (folder / document["file"]).write_text(document["text"], encoding="utf-8")
            rows.writerow([document[key] for key in ("file", "url", "outlet", "published")])


def make_documents(pile: dict[str, Any], folder: Path) -> list[Document]:
    """Return the pile's documents, written to the folder first."""
    write_documents(pile, folder)
    return [make_document(source) for source in collect([folder])]


def build(pile: dict[str, Any], folder: Path, out: Path, jobs: int) -> None:
    """Write the pile's documents to a folder and build their record."""
    write_documents(pile, folder)
    build_record(folder, out, jobs=jobs)


def score(piles: Path, records: Path, scorer: Path) -> dict[str, tuple[int, int, float]]:
    """Return the scorer's rows by name."""
    command = [sys.executable, str(scorer), str(piles), str(records)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - the caller's own program
    rows = (_ROW.match(line.strip()) for line in printed.splitlines())
    return {row[1]: (int(row[2]), int(row[3]), float(row[4])) for row in rows if row}


def score_parties(piles: Path, records: Path) -> dict[str, tuple[int, int, float]]:
    """Return how many announcements are told under the right party, of those that are told and of those with one."""
    right, named, told = 0, 0, 0
    for pile in read_piles(piles):
        record = json.loads((records / pile["pile"] / "record.json").read_text(encoding="utf-8"))
        files = {document["id"]: document["file"] for document in record["documents"]}
        names = {actor["id"]: _words_of(actor["name"], *actor["aliases"]) for actor in record["actors"]}
        announced = [
            (files[version["span"]["document"]], version["span"], commitment["party"])
            for commitment in record["commitments"]
            for version in commitment["versions"]
        ]
        for commitment in pile["commitments"]:
            for version in commitment["versions"]:
                party = next(
                    (
                        (who,)
                        for file, span, who in announced
                        if file == version["file"] and _is_half(version, span)
                    ),
                    None,
                )
                if party is not None:
                    told += 1
                    named += party[0] is not None
                    right += not names.get(party[0], set()).isdisjoint(_words_of(commitment["party"]))
    return {
        "party": (right, told, right / max(told, 1)),
        "party.precision": (right, named, right / max(named, 1)),
    }


def score_actions(piles: Path, records: Path) -> dict[str, tuple[int, int, float]]:
    """Return how many stems the told acts and those of the annotation have in common, of all, twice counted."""
    common, number = 0, 0
    for pile in read_piles(piles):
        record = json.loads((records / pile["pile"] / "record.json").read_text(encoding="utf-8"))
        files = {document["id"]: document["file"] for document in record["documents"]}
        for commitment in record["commitments"]:
            spans = [version["span"] for version in commitment["versions"]]
            wanted = [
                one["act"]
                for one in pile["commitments"]
                for version in one["versions"]
                for span in spans
                if files[span["document"]] == version["file"] and _is_half(version, span)
            ]
            if wanted:
                stems, theirs = list_stems(commitment["action"]), list_stems(mode(wanted))
                common += 2 * len(stems & theirs)
                number += len(stems) + len(theirs)
    return {"action": (common, number, common / max(number, 1))}


def score_schedules(piles: Path, records: Path) -> tuple[dict[str, tuple[int, int, float]], float]:
    """Return how many announcements are rightly told as schedules or promises, and the share of promises."""
    found: list[
        tuple[bool, bool]
    ] = []  # of each announcement that is told: told as a schedule, and marked as one
    for pile in read_piles(piles):
        record = json.loads((records / pile["pile"] / "record.json").read_text(encoding="utf-8"))
        files = {document["id"]: document["file"] for document in record["documents"]}
        told = [version for commitment in record["commitments"] for version in commitment["versions"]]
        for commitment in pile["commitments"]:
            for version in commitment["versions"]:
                here = [
                    one["schedule"]
                    for one in told
                    if files[one["span"]["document"]] == version["file"] and _is_half(version, one["span"])
                ]
                found += [(one, version["schedule"]) for one in here[:1]]
    right, scheduled = sum(told == marked for told, marked in found), [m for told, m in found if told]
    precision = sum(scheduled) / max(len(scheduled), 1)
    rows = {
        "schedule": (right, len(found), right / max(len(found), 1)),
        "schedule.precision": (sum(scheduled), len(scheduled), precision),
    }
    return rows, sum(not marked for _, marked in found) / max(len(found), 1)


def _is_half(version: dict[str, Any], span: dict[str, Any]) -> bool:
    """Tell whether the words of an announcement share more than half of the shorter with a span."""
    start, end = version["words"]
    return (
        min(span["end"], end) - max(span["start"], start) > min(span["end"] - span["start"], end - start) / 2
    )


def _words_of(*names: str) -> set[str]:
    titles = TITLES.read_text(encoding="utf-8").split()
    return {word for name in names for word in re.findall("[a-z]+", name.lower())}.difference(titles)


def write_floors(floors: dict[str, float]) -> None:
    """Write the floors, below the comment that stands at their head."""
    head = [line for line in FLOORS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [f'"{name}" = {floor}' for name, floor in floors.items()]
    FLOORS.write_text("\n".join([*head, "", *lines, ""]), encoding="utf-8")


def main() -> int:
    """Print the rows beside their floors; return 1 where one lies below."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("piles", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--only", nargs="*", help="names of piles")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--records", type=Path, help="keep the records here, and take those that are there")
    moved = parser.add_mutually_exclusive_group()
    moved.add_argument("--raise", action="store_true", dest="raised")
    moved.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        records = options.records or Path(scratch) / "records"
        for pile in read_piles(options.piles):
            name = pile["pile"]
            if (options.only and name not in options.only) or (records / name / "record.json").exists():
                continue
            build(pile, Path(scratch) / "documents" / name, records / name, options.jobs)
        rows = score(options.piles, records, options.scorer)
        if not options.only:
            rows |= score_parties(options.piles, records) | score_actions(options.piles, records)
            schedules, promised = score_schedules(options.piles, records)
            rows |= schedules
            print(f"of the announcements told, {promised:.3f} are promises")
    below = False
    for name, (right, of, exact) in rows.items():
        floor, share = floors.get(name, 0.0), round(exact, 3)  # as floors are written
        below = below or share < floor
        print(
            f"{name:19} {right:5} {of:5} {share:.3f}  floor {floor:.3f}{'  BELOW' if share < floor else ''}"
        )
        if options.lower or (options.raised and share > floor):
            floors[name] = share
    if options.raised or options.lower:
        write_floors(floors)
        return 0
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
