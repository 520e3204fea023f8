"""What telling the story of a pile takes for a document, stage by stage, and how that grows with the pile.

    python bench/story.py --readings FOLDER [--articles ARTICLES.jsonl.gz] [--limit 300] [--documents 300 1000 3000]
        [--linking] [--publish]

FOLDER holds files NAME.msgpack, each the readings of some documents, as training/pairs.py keeps them. Where it holds
none, the first articles of ARTICLES (one a line: id, url, outlet, published, title, text) are read and kept there.
Larger piles are made of the readings with other names and words, as bench/unrelated.py says. Each pile is told in a
process of its own. A column for each: milliseconds of a processor a document for every stage, and kilobytes of memory
a document, those of the readings themselves and what telling needs beside. `--linking` tells who is who and no more;
`--publish` writes the published forms as well.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from onrecord.annotations import Reading
from onrecord.builder import read_paths
from onrecord.publish.output import Making, write_forms
from onrecord.reading import DEFAULT_PIPELINE
from onrecord.story import tell as telling
from onrecord.story.knowing import give_days
from unrelated import multiply

# what `tell` calls, in its order
STAGES = (
    *(
        "link_actors",
        "file_statements",
        "collect_denials",
        "collect_terms",
        "trace_relays",
        "Origins",
        "Weights",
    ),
    *("chain_commitments", "support_versions", "group_figures", "pair_namings", "find_altered_quotations"),
    *("gather_events", "collect_silences", "collect_candidates"),
)


def load(folder: Path) -> list[Reading]:
    """Return the readings kept in a folder."""
    paths = sorted(folder.glob("*.msgpack"))
    readings = [
        one for path in paths for one in msgspec.msgpack.decode(path.read_bytes(), type=list[Reading])
    ]
    return list({reading.document.id: reading for reading in readings}.values())


def keep(articles: Path, limit: int, folder: Path) -> None:
    """Read the first articles and keep their readings."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        part = Path(room) / "articles.jsonl"
        with gzip.open(articles, "rt", encoding="utf-8") as lines:
            part.write_text("".join(islice(lines, limit)), encoding="utf-8")
        readings = [item for item in read_paths([part], jobs=None) if isinstance(item, Reading)]
    (folder / "articles.msgpack").write_bytes(msgspec.msgpack.encode(readings))


def measure(
    folder: Path, limit: int, count: int, *, linking: bool = False, publish: bool = False
) -> dict[str, float]:
    """Tell the story of `count` documents and return what each stage took."""
    readings = list(multiply(load(folder)[:limit], count))
    start, spent = _peak(), {}
    if linking:
        begun = time.process_time()
        cast = telling.link_actors(readings)
        taken = {"link_actors": 1000 * (time.process_time() - begun) / count}
        return taken | {"actors": len(cast.actors) / count, "memory more, KB": (_peak() - start) / count}

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            begun = time.process_time()
            result = work(*args)
            spent[name] = spent.get(name, 0.0) + time.process_time() - begun
            return result

        return run

    for name in STAGES:
        setattr(telling, name, timed(name, getattr(telling, name)))
    dated = timed("give_days", give_days)(readings)
    record = timed("tell, all of it", telling.tell)(dated)
    taken = {name: 1000 * seconds / count for name, seconds in spent.items()}
    taken |= {"memory before, KB": start / count, "memory more, KB": (_peak() - start) / count}
    taken |= {"actors": len(record.actors) / count, "relays": len(record.relays) / count}
    if publish:
        with tempfile.TemporaryDirectory() as room:
            timed("write_forms", write_forms)(record, Path(room), Making(False, DEFAULT_PIPELINE, None))
            taken["write_forms"] = 1000 * spent["write_forms"] / count
            taken["dossier.html, KB"] = (Path(room) / "dossier.html").stat().st_size / 1024 / count
    return taken


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--readings", type=Path, required=True)
    options.add_argument("--articles", type=Path)
    options.add_argument("--limit", type=int, default=300, help="readings of which the piles are made")
    options.add_argument("--documents", type=int, nargs="+", default=[300, 1000, 3000])
    options.add_argument("--linking", action="store_true", help="tell who is who, and no more")
    options.add_argument("--publish", action="store_true", help="write the published forms as well")
    options.add_argument("--json", action="store_true", help="print one pile's figures for a program")
    given = options.parse_args()
    if given.articles and not list(given.readings.glob("*.msgpack")):
        keep(given.articles, given.limit, given.readings)
    if given.json:
        pile = given.readings, given.limit, given.documents[0]
        print(json.dumps(measure(*pile, linking=given.linking, publish=given.publish)))
        return
    flags = [*(["--publish"] if given.publish else []), *(["--linking"] if given.linking else [])]
    columns = []
    for count in given.documents:
        command = [sys.executable, __file__, "--readings", str(given.readings), "--limit", str(given.limit)]
        command += ["--json", "--documents", str(count), *flags]
        columns.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))  # noqa: S603
    print(f"{'a document':26}" + "".join(f"{count:10,}" for count in given.documents))
    for name in columns[0]:
        row = "".join(f"{column.get(name, 0.0):10.2f}" for column in columns)
        print(f"{name:26}{row}   x {columns[-1][name] / (columns[0][name] or 1.0):.2f}")


if __name__ == "__main__":
    main()
