"""PolNeAR's articles (Newell et al., 2018) with their attributions, and how much of them was found."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Spans = tuple[tuple[int, int], ...]


class Attribution(NamedTuple):
    """An attribution as spans of characters."""

    source: Spans
    cue: Spans
    content: Spans


class Article(NamedTuple):
    """A text with its gold attributions, none where it is unlabelled."""

    name: str
    text: str
    attributions: tuple[Attribution, ...] = ()


def read_polnear(folder: Path) -> Iterator[Article]:
    """Yield the articles of a split of PolNeAR with the attributions of the first annotator by name."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.name.rsplit("_", 1)[0], path)
    for name, path in first.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode()
        spans: dict[str, list[tuple[int, int]]] = {}
        found = []
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, rest = line.partition("\t")
            if key.startswith("T") and (match := re.match(r"\w+ ([\d ;]+)", rest)):
                pieces = (piece.split() for piece in match[1].split(";"))
                spans[key] = [(int(start), int(end)) for start, end in pieces]
            elif key.startswith("E"):
                held: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
                for part in rest.split():
                    role, _, span = part.partition(":")
                    held.setdefault(role.rstrip("0123456789"), []).extend(spans.get(span, ()))
                found.append(
                    Attribution(*(tuple(sorted(held[role])) for role in ("Source", "Cue", "Content")))
                )
        yield Article(name, text, tuple(found))


def figures(gold: Sequence[Article], found: Mapping[str, Sequence[Attribution]]) -> dict[str, float]:
    """Return exact F1 of sources, cues and contents, F1 of contents at half overlap, and of attributions."""
    exact, content, whole, total = {role: [0, 0, 0] for role in Attribution._fields}, 0, 0, [0, 0]
    for article in gold:
        wanted = [one for one in article.attributions if one.content]
        for role, row in exact.items():
            g = {trim(article.text, *span) for one in wanted for span in getattr(one, role)}
            p = {trim(article.text, *span) for one in found[article.name] for span in getattr(one, role)}
            row[:] = row[0] + len(g & p), row[1] + len(p), row[2] + len(g)
        left = [(chars_of(article.text, one.content), chars_of(article.text, one.source)) for one in wanted]
        total = [total[0] + len(found[article.name]), total[1] + len(left)]
        for one in found[article.name]:
            own, source = chars_of(article.text, one.content), chars_of(article.text, one.source)
            best = max(left, key=lambda pair: len(pair[0] & own) / max(1, len(pair[0] | own)), default=None)
            if best and 2 * len(best[0] & own) >= len(best[0] | own):
                left.remove(best)
                content += 1
                whole += bool(best[1] & source) or not (best[1] or source)
    found_f1 = {role: 2 * row[0] / max(1, row[1] + row[2]) for role, row in exact.items()}
    found_f1 |= {"half": 2 * content / max(1, sum(total)), "attribution": 2 * whole / max(1, sum(total))}
    return {name: round(value, 4) for name, value in found_f1.items()}


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without marks and spaces at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def chars_of(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Return the places of the letters and digits in the spans."""
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}
