"""What `onrecord verify` finds of single changed bytes.

    python bench/flips.py N [--folder FOLDER] [--forged] [--seed 1]

FOLDER, by default a small invented pile, is built, with pages. Then each file of the record and of FOLDER gets N random
changes of one byte, one at a time, and is verified. The table says of how many

- `found`: a difference was named;
- `nothing`: none was, and nothing that anyone reads is changed: a build from what is there then gives the same record
  to the byte, or the same rows can be read from the database;
- `missed`: none was, and something is changed.

With --forged only the files of the record are changed, and the hash in the manifest and the log is made anew each time,
as somebody would who knows how: what is then found is found by making texts, tables and published forms anew. Ends with
1 where a change was missed.
"""

import argparse
import gzip
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from onrecord.builder import Publishing, build_record
from onrecord.custody.files import log_publication
from onrecord.own import CUSTODY_FILE, FOLDER_FILE, MANIFEST_FILE, RECORD_FILE
from onrecord.record.manifest import encode_manifest, find_manifest, hash_file
from onrecord.verify import Asked, find_differences

_PAGES = Publishing(pages=True)
_LINE = '{"text": "The union said on Friday that some 60 people had lost their jobs.", "published": "2023-03-10"}\n'
_PILE = {
    "quay.txt": "Dora Lindqvist said that the north quay was open.\n\n“We have paid nobody,” she told Radio Sunde.\n",
    "crane.html": "<html><head><title>Crane firm answers</title></head><body><article><p>The crane firm denied on "
    "Monday that it had given at least 40 jobs away.</p><p>A spokesman declined to comment.</p></article>"
    "</body></html>",
    "lines.jsonl": f"{_LINE}\n{_LINE.replace('Friday', 'Sunday')}",
    "swedish.txt": "Hamnstyrelsen sade i måndags att den norra kajen var öppen och att ingen hade fått betalt.\n"
    * 5,
    "sources.csv": "file,url,outlet,published\nquay.txt,,Sunde Courier,2023-03-06\n"
    'crane.html,,"Radio Sunde",2023-03-08\n',
}


def main() -> int:
    """Print the table; return 1 where a change was missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("changes", type=int, metavar="N")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--forged", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 - places of bytes, not secrets
    with tempfile.TemporaryDirectory() as base:
        return measure(Path(base), arguments.folder, arguments.changes, chance, forged=arguments.forged)


def measure(base: Path, given: Path | None, changes: int, chance: random.Random, *, forged: bool) -> int:
    """Print what is found of each file."""
    folder, out = base / "coverage", base / "record"
    if given:
        shutil.copytree(given, folder)
    else:
        folder.mkdir()
        for name, text in _PILE.items():
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "packed.jsonl.gz").write_bytes(gzip.compress(_LINE.replace("60", "70").encode(), mtime=0))
    build_record(folder, out, publishing=_PAGES)
    shutil.copytree(out, base / "again")
    wholes = [out] if forged else [out, folder]
    paths = [path for whole in wholes for path in sorted(whole.rglob("*")) if path.is_file()]
    total: Counter[str] = Counter()
    print(f"{'file':<40} {'bytes':>8} {'found':>7} {'nothing':>8} {'missed':>7}")
    for path in paths:
        if forged and path.name in {CUSTODY_FILE, FOLDER_FILE, MANIFEST_FILE}:
            continue
        content = path.read_bytes()
        counted: Counter[str] = Counter()
        for _ in range(changes if content else 0):
            place = chance.randrange(len(content))
            byte = chance.choice([value for value in range(256) if value != content[place]])
            path.write_bytes(content[:place] + bytes([byte]) + content[place + 1 :])
            counted[judge(base, path, forged=forged)] += 1
        path.write_bytes(content)
        if forged:
            agree(out)
        total += counted
        name = path.relative_to(base).as_posix()
        print(
            f"{name:<40} {len(content):>8} {counted['found']:>7} {counted['nothing']:>8} {counted['missed']:>7}",
            flush=True,
        )
    print(f"{'all':<40} {'':>8} {total['found']:>7} {total['nothing']:>8} {total['missed']:>7}")
    return int(bool(total["missed"]))


def judge(base: Path, path: Path, *, forged: bool) -> str:
    """Return what came of a change in a file."""
    out = base / "record"
    if forged:
        agree(out)
    if next(find_differences(out, Asked()), None) is not None:
        return "found"
    if path.name == RECORD_FILE:
        return "nothing" if read_rows(path) == read_rows(base / "again" / RECORD_FILE) else "missed"
    if path.is_relative_to(out) and path.name != FOLDER_FILE:
        return "missed"
    if path.name == FOLDER_FILE:
        lies = out / path.read_text(encoding="utf-8").rstrip("\n")
        return "nothing" if lies.resolve() == (base / "coverage").resolve() else "missed"
    build_record(base / "coverage", base / "again", publishing=_PAGES)
    whole = {inner.relative_to(out): inner.read_bytes() for inner in out.rglob("*") if inner.is_file()}
    return (
        "nothing"
        if all((base / "again" / name).read_bytes() == made for name, made in whole.items())
        else "missed"
    )


def read_rows(path: Path) -> list[str]:
    """Return all that SQLite reads from a database."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return list(connection.iterdump())


def agree(out: Path) -> None:
    """Give every file of a record the hash in its manifest that it has, and the log this manifest."""
    manifest = find_manifest(out)
    for name in manifest.files if manifest else ():
        manifest.files[name] = hash_file(out / name)
    (out / MANIFEST_FILE).write_bytes(encode_manifest(manifest))
    log_publication(out, hash_file(out / MANIFEST_FILE))


if __name__ == "__main__":
    sys.exit(main())
