"""Annotated piles of coverage as windows with targets: acts, frames and their roles, beside the tagger's own answers.

A pile is a JSON line: its documents, and by offsets of characters every statement with its act, every announcement,
term, denial and told outcome. What a reader wrote in words of his own (a party, an act) is looked for in the text, and
where it isn't found, nothing is learned of it.
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from onrecord.reading.tagger.windows import Pieces, Window, find_windows

ACTS = (
    "assert",
    "deny",
    "accuse",
    "commit",
    "refuse",
    "call",
    "condition",
    "regret",
    "hope",
    "welcome",
    "none",
)
STANCES = ("said", "not said", "refused", "asked", "demanded", "foretold", "withdrawn", "no saying")
KINDS = ("announcement", "term", "denial", "outcome")
ROLES = ("party", "act", "due")
OUTCOMES = ("open", "kept", "partly kept", "not kept", "withdrawn")
SOURCE, CUE, CONTENT = 1, 2, 3  # marks of a statement's words
_FAR = 700  # characters from an anchor within which its party is looked for
_WORD = re.compile(r"\w+")
_COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "by",
        "with",
        "from",
        "at",
        "as",
        "that",
        "it",
        "its",
        "his",
        "her",
        "their",
        "be",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "not",
        "no",
        "any",
        "this",
        "into",
        "over",
        "about",
    ]
)


class Anchor(NamedTuple):
    """The words of a frame and its roles, by words of a window."""

    kind: int
    first: int
    last: int
    roles: np.ndarray  # [words, roles]: 1 where the word belongs to the role
    known: np.ndarray  # [roles]: 1 where the reader's words for the role were found
    outcome: int  # -1: not an outcome
    right: float = 1.0  # chance that it is one; of what a reader marked, certain


class Stated(NamedTuple):
    """A statement by the words of a window."""

    marks: np.ndarray  # [words]
    act: int | np.ndarray  # or the chance of each


@dataclass
class Example:
    """A window with what its reader found."""

    window: Window
    inside: np.ndarray | None = None  # [words, kinds]: 1 within the words of a frame, or the chance of it
    told: np.ndarray | None = None  # [sentences, kinds]: the chance of a frame, where it isn't known
    anchors: list[Anchor] = field(default_factory=list)
    statements: list[Stated] = field(default_factory=list)
    stances: list[tuple[int, int, int | np.ndarray]] = field(
        default_factory=list
    )  # a cue's first and last word, its stance or the chance of each
    tags: np.ndarray | None = None  # as corpus.Item
    links: list[tuple[int, int, np.ndarray]] = field(default_factory=list)
    entities: np.ndarray | None = None
    reader: int = 0  # who annotated it: 0 is whoever annotated the piles
    article: str = ""
    number: int = 0  # of the window within the article


def read_piles(path: Path) -> list[dict[str, Any]]:
    """Return the piles of a file of JSON lines, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Frame(NamedTuple):
    """What a reader marked, by characters of one document."""

    kind: int
    start: int
    end: int
    party: str
    act: str
    due: tuple[int, int] | None
    source: tuple[int, int] | None
    outcome: int


def frames_of(pile: dict[str, Any], file: str) -> Iterator[Frame]:
    """Yield the frames of one document of the pile."""
    sources = {number: one["source"] for number, one in enumerate(pile["statements"])}

    def make(kind: str, words: Sequence[int], one: dict[str, Any], act: str, **more: Any) -> Frame:
        source = sources.get(one.get("statement", one.get("s")))
        return Frame(KINDS.index(kind), *words, one.get("party") or "", act or "", more.get("due"), source,
                     more.get("outcome", -1))  # fmt: skip

    for commitment in pile["commitments"]:
        for version in commitment["versions"]:
            if version["file"] == file:
                merged = {"party": commitment["party"], "statement": version.get("statement")}
                yield make("announcement", version["words"], merged, commitment["act"], due=version["due"])
        if commitment["outcome_words"] and commitment["outcome_file"] == file:
            told = OUTCOMES.index(commitment["outcome"]) if commitment["outcome"] in OUTCOMES else 0
            one = {"party": commitment["party"]}
            yield make("outcome", commitment["outcome_words"], one, commitment["act"], outcome=told)
    for term in pile["terms"]:
        if term["file"] == file:
            yield make("term", term["words"], term, term["of"])
    for denial in pile["missed_denials"]:
        if denial["file"] == file:
            yield make("denial", denial["words"], denial, denial["denies"])
    for number, one in enumerate(pile["statements"]):
        if one["file"] == file and one["act"] == "deny":
            start, end = one["content"][0]
            if one["cue"] and abs(one["cue"][0] - start) < _FAR:
                start, end = min(start, one["cue"][0]), max(end, one["cue"][1])
            yield make("denial", (start, end), {"statement": number}, one["denies"] or "")


def make_examples(pile: dict[str, Any], pieces: Pieces, longest: int) -> Iterator[tuple[str, int, Example]]:
    """Yield document, number and example of every window of the pile."""
    for document in pile["documents"]:
        text, file = document["text"], document["file"]
        frames = list(frames_of(pile, file))
        statements = [one for one in pile["statements"] if one["file"] == file]
        for number, window in enumerate(find_windows(text, pieces, longest)):
            yield (
                f"{pile['pile']}/{file}",
                number,
                _make_example(text, window, frames, statements, pile.get("reader", 0)),
            )


def _make_example(
    text: str, window: Window, frames: Sequence[Frame], statements: Sequence[dict[str, Any]], reader: int
) -> Example:
    starts = np.array([word.start for word in window.words])
    ends = np.array([word.end for word in window.words])

    def within(start: int, end: int) -> np.ndarray:
        return (starts < end) & (ends > start)

    inside = np.zeros((len(window.words), len(KINDS)), dtype=np.float32)
    example = Example(window, inside, reader=reader)
    for frame in frames:
        held = np.flatnonzero(within(frame.start, frame.end))
        if len(held) == 0:
            continue
        inside[held, frame.kind] = 1
        if frame.start >= starts[0] - 1:  # the window that holds its beginning
            roles, known = _find_roles(text, window, frame, within)
            example.anchors.append(
                Anchor(frame.kind, int(held[0]), int(held[-1]), roles, known, frame.outcome)
            )
    for one in statements:
        anchor = one["cue"] or one["content"][0]
        if not starts[0] <= anchor[0] < ends[-1]:
            continue
        marks = np.zeros(len(window.words), dtype=np.int64)
        for start, end in one["content"]:
            marks[within(start, end)] = CONTENT
        if not marks.any():
            continue
        for part, mark in ((one["source"], SOURCE), (one["cue"], CUE)):
            if part:
                marks[within(*part)] = mark
        if not (marks == CONTENT).any():  # all of it is within the cue
            continue
        example.statements.append(Stated(marks, ACTS.index(one["act"])))
        held = np.flatnonzero(marks == CUE)
        if len(held) and "stance" in one:
            example.stances.append((int(held[0]), int(held[-1]), STANCES.index(one["stance"])))
    return example


def _find_roles(text: str, window: Window, frame: Frame, within: Any) -> tuple[np.ndarray, np.ndarray]:
    roles, known = (
        np.zeros((len(window.words), len(ROLES)), dtype=np.float32),
        np.zeros(len(ROLES), dtype=np.float32),
    )
    first, last = window.words[0].start, window.words[-1].end
    party = find_party(text, frame, first, last)
    act = find_act(text, frame, first, last)
    for number, span in enumerate((party, act, frame.due)):
        if span is not None and (held := within(*span)).any():
            roles[held, number] = 1
            known[number] = 1
    if frame.due is None:
        known[2] = 1  # nothing is due
    return roles, known


def find_party(text: str, frame: Frame, first: int, last: int) -> tuple[int, int] | None:
    """Return where the party that the reader names stands nearest to the frame, from `first` to `last`."""
    for name in (frame.party, *_shorter(frame.party)):
        places = [
            m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text[first:last], re.IGNORECASE)
        ]
        near = [(a + first, b + first) for a, b in places if abs(a + first - frame.start) < _FAR]
        if near:
            return min(near, key=lambda s: (0 if s[0] < frame.end else 1, abs(s[0] - frame.start)))
    if frame.source and (not frame.party or _shares(frame.party, text[slice(*frame.source)])):
        return tuple(frame.source) if first <= frame.source[0] < last else None
    return None


def _shorter(name: str) -> Iterator[str]:
    bare = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
    if bare != name:
        yield bare
    capital = [word for word in bare.split() if word[:1].isupper() and len(word) > 2]
    if capital:
        yield capital[-1]


def _shares(name: str, source: str) -> bool:
    return bool(_stems(name) & _stems(source))


def _stems(words: str) -> set[str]:
    return {word.lower()[:5] for word in _WORD.findall(words) if word.lower() not in _COMMON}


def find_act(text: str, frame: Frame, first: int, last: int) -> tuple[int, int] | None:
    """Return the words near the frame's that say the act as the reader's do: half of whose words are found there."""
    wanted = _stems(frame.act)
    if not wanted:
        return None
    start = max(first, text.rfind("\n", 0, frame.start) + 1, frame.start - 120)
    line = text.find("\n", frame.end)
    end = min(last, frame.end + 120, line if line >= 0 else len(text))
    own = [m for m in _WORD.finditer(text, start, end) if m[0].lower()[:5] in wanted]
    inside = [m for m in own if frame.start <= m.start() < frame.end]
    used = inside if 2 * len({m[0].lower()[:5] for m in inside}) >= len(wanted) else own
    if not used or 2 * len({m[0].lower()[:5] for m in used}) < len(wanted):
        return None
    a, b = used[0].start(), used[-1].end()
    return (a, b) if b - a < 200 else None


def read_stances(path: Path, articles: dict[str, str], pieces: Pieces, longest: int) -> Iterator[Example]:
    """Yield the windows that hold a labelled verb of saying."""
    wanted: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        wanted.setdefault(one["article"], []).append(one)
    for article, some in wanted.items():
        if article not in articles:
            continue
        for window in find_windows(articles[article], pieces, longest):
            example = Example(window, article=article)
            for one in some:
                start, end = one["cue"]
                held = [n for n, word in enumerate(window.words) if word.start < end and word.end > start]
                if held:
                    example.stances.append((held[0], held[-1], STANCES.index(one["stance"])))
            if example.stances:
                yield example


def read_written(path: Path, pieces: Pieces, longest: int) -> Iterator[Example]:
    """Yield the windows of passages written to be learned from, each with one verb of saying between ⟦ and ⟧."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        one = json.loads(line)
        before, cue, behind = re.split("[⟦⟧]", one["text"])
        start, end = len(before), len(before) + len(cue)
        for window in find_windows(before + cue + behind, pieces, longest):
            held = [n for n, word in enumerate(window.words) if word.start < end and word.end > start]
            if held:
                stance = STANCES.index(one["stance"])
                yield Example(window, article=f"{path.stem} {number}", stances=[(held[0], held[-1], stance)])
