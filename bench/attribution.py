"""How well and how fast attributions are found, on a split of PolNeAR.

    python bench/attribution.py DIR [--limit 84]

DIR holds text/*.txt and attributions/*.ann (brat stand-off); of several annotators of one article the first by name
counts. Four F1 are printed, in percent: characters of content; contents whose characters in common are at least
half of those in either; those of them whose sources share a character as well ('attribution'); and cues whose
characters are the same. Letters and digits count, marks and spaces do not. Then documents a second on one core,
parse included.
"""

import argparse
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.model import Document, Offsets
from onrecord.reading.parse import find_sentences, load_pipeline, parse
from onrecord.reading.speech.attribution import find_attributions
from onrecord.reading.times import find_times


class Found(NamedTuple):
    """An attribution as the places of its letters and digits."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def read_gold(folder: Path) -> Iterator[tuple[str, list[Found]]]:
    """Yield each article's text and its attributions by the first annotator."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.name.rsplit("_", 1)[0], path)
    for stem, path in first.items():
        text = (folder / "text" / f"{stem}.txt").read_bytes().decode()
        spans: dict[str, list[Offsets]] = {}
        found: list[Found] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, rest = line.partition("\t")
            if key.startswith("T") and (match := re.match(r"\w+ ([\d ;]+)", rest)):
                spans[key] = [Offsets(*map(int, piece.split())) for piece in match[1].split(";")]
            elif key.startswith("E"):
                held: dict[str, list[Offsets]] = {}
                for part in rest.split():
                    role, _, name = part.partition(":")
                    held.setdefault(role.rstrip("0123456789"), []).extend(spans.get(name, ()))
                found.append(Found(*(letters(text, held.get(r, ())) for r in ("Source", "Cue", "Content"))))
        yield text, [one for one in found if one.content]


def letters(text: str, pieces: Iterable[Offsets | None]) -> frozenset[int]:
    """Return the places of the letters and digits in the pieces."""
    return frozenset(i for piece in pieces if piece for i in range(*piece) if text[i].isalnum())


def f1(both: int, found: int, gold: int) -> float:
    """Return the F1 of `both` among `found` and `gold`, in percent."""
    return 200 * both / max(1, found + gold)


def main() -> None:
    """Read the articles of the split and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    nlp = load_pipeline()
    articles = list(read_gold(arguments.folder))[: arguments.limit]
    characters, contents, cues, whole, total, seconds = [0, 0, 0], 0, [0, 0, 0], 0, [0, 0], 0.0
    for text, gold in articles:
        began = time.perf_counter()
        document = Document("document", "article.txt", "", text)
        doc = parse(document, nlp)
        read = find_attributions(document, doc, find_times(text, find_sentences(doc), document.published))
        seconds += time.perf_counter() - began
        mine = [
            Found(letters(text, [a.source]), letters(text, [a.cue]), letters(text, a.content)) for a in read
        ]
        for row, part in ((characters, "content"), (cues, "cue")):
            ours = {getattr(a, part) for a in mine if getattr(a, part)}
            theirs = {getattr(a, part) for a in gold if getattr(a, part)}
            if part == "content":
                ours, theirs = frozenset().union(*ours), frozenset().union(*theirs)
            row[:] = (row[0] + len(ours & theirs), row[1] + len(ours), row[2] + len(theirs))
        left = list(gold)
        for one in mine:
            best = max(
                left, key=lambda g: len(g.content & one.content) / len(g.content | one.content), default=None
            )
            if best and 2 * len(best.content & one.content) >= len(best.content | one.content):
                left.remove(best)
                contents += 1
                whole += bool(best.source & one.source) or not (best.source or one.source)
        total[0] += len(mine)
        total[1] += len(gold)
    print(f"content characters {f1(*characters):5.1f}   contents {f1(contents, *total):5.1f}")
    print(f"attributions       {f1(whole, *total):5.1f}   cues     {f1(*cues):5.1f}")
    print(
        f"{len(articles)} documents, {total[0]} found, {total[1]} gold, {len(articles) / seconds:.1f} documents/s"
    )


if __name__ == "__main__":
    main()
