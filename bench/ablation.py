"""What each remaining family of rules is worth: annotated piles told without it, beside all of them.

    python bench/ablation.py PILES SCORER [--only NAME ...] [--families NAME ...] [--jobs 2]

PILES and SCORER are those of bench/piles.py. Each family is taken out in turn, the piles are read and told anew, and
the rows that change are printed with the difference in thousandths. A rule stays only where a row falls without it.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onrecord.model import Document
from onrecord.publish.json import to_json
from onrecord.reading.parse import load_pipeline
from onrecord.reading.reader import read_document
from onrecord.reading.tagger.model import load_tagger
from onrecord.story.knowing import give_days
from onrecord.story.tell import tell

sys.path.append(str(Path(__file__).parent))
from piles import make_documents, read_piles, score

_SPEECH = "onrecord.reading.speech.attribution"


def find_nothing(*_: Any) -> tuple[()]:
    """Stand for a finder."""
    return ()


def find_none(*_: Any) -> None:
    """Stand for a finder of one thing."""


def never(*_: Any, **__: Any) -> bool:
    """Stand for a test."""
    return False


def leave(*given: Any) -> list[Any]:
    """Stand for what changes drafts, its last argument."""
    return list(given[-1])


# each family: the function that stands for it, and what stands in its place
FAMILIES: Mapping[str, Mapping[str, Callable[..., Any]]] = {
    "verbs of saying by the parse": {f"{_SPEECH}.find_verb_reports": find_nothing},
    "phrases of saying": {f"{_SPEECH}.find_phrase_reports": find_nothing},
    "quotations given to speakers": {f"{_SPEECH}.attribute_quotations": leave},
    "contents completed": {f"{_SPEECH}.complete": leave},
    "thin contents dropped": {f"{_SPEECH}._is_thin": never},
    "hedges": {f"{_SPEECH}.is_hedged": never},
    "a doer by the parse": {"onrecord.reading.frames._find_doer": find_none},
    "silences": {"onrecord.reading.reader.find_silences": find_nothing},
    "rival names": {"onrecord.reading.reader.find_namings": find_nothing},
    "words that nobody said": {"onrecord.story.announcements._is_unsaid": never},
}


def tell_pile(given: tuple[dict[str, Any], Path]) -> None:
    """Read the pile's documents and write its record below the folder."""
    pile, out = given
    documents: list[Document] = make_documents(pile, out / "documents" / pile["pile"])
    readings = [read_document(document, load_pipeline(), load_tagger()) for document in documents]
    folder = out / "records" / pile["pile"]
    folder.mkdir(parents=True)
    (folder / "record.json").write_bytes(to_json(tell(give_days(readings))))


@contextlib.contextmanager
def without(family: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    """Take the family out, in this process and in those that it forks."""
    with contextlib.ExitStack() as stack:
        for target, instead in family.items():
            stack.enter_context(patch(target, instead))
        yield


def measure(piles: Path, scorer: Path, only: list[str] | None, jobs: int) -> dict[str, float]:
    """Return the share of each row."""
    with tempfile.TemporaryDirectory() as scratch:
        chosen = [(p, Path(scratch)) for p in read_piles(piles) if not only or p["pile"] in only]
        with get_context("fork").Pool(jobs) as pool:
            pool.map(tell_pile, chosen, chunksize=1)
        rows = score(piles, Path(scratch) / "records", scorer)
    return {name: share for name, (_, _, share) in rows.items()}


def main() -> None:
    """Print the rows of all rules, then what changes without each family."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("piles", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--only", nargs="*", help="names of piles")
    parser.add_argument("--families", nargs="*", default=list(FAMILIES))
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    whole = measure(options.piles, options.scorer, options.only, options.jobs)
    print("all:", *(f"{name} {share:.3f}" for name, share in whole.items()), sep="\n  ", flush=True)
    for family in options.families:
        with without(FAMILIES[family]):
            rows = measure(options.piles, options.scorer, options.only, options.jobs)
        changed = {name: round(1000 * (share - whole[name])) for name, share in rows.items()}
        print(
            f"without {family}:",
            ", ".join(f"{name} {by:+d}" for name, by in changed.items() if by) or "the same",
            flush=True,
        )


if __name__ == "__main__":
    main()
