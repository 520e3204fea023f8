"""The shipped reader: a text in, who said what and what is done by it out, as offsets."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.errors import DamagedModel
from onrecord.model import Offsets
from onrecord.reading.tagger.card import FILES, Card, Table, read_card, read_files, say_damaged
from onrecord.reading.tagger.decoding import (
    CUE,
    Cues,
    Floats,
    Span,
    find_cues,
    find_links,
    find_spans,
    softmax,
)
from onrecord.reading.tagger.frames import Anchor, Framed, Words, find_anchors, mark_words
from onrecord.reading.tagger.windows import FRAME, Pieces, Window, find_windows

MODEL = Path(__file__).parent / "model"
_LIKELY = 0.4  # chance of a word to be a cue; chosen on PolNeAR's dev articles
_SIDE_BY_SIDE = 16  # windows decoded together: bounds the memory that a long text takes
_LEAST = 0.05  # probability of a frame that a person might still want to see
_LEAST_AT_FIRST = 0.12  # and of one that is looked at twice; no threshold for candidates lies so low


class Tagged(NamedTuple):
    """An attribution that the tagger found."""

    source: Offsets | None
    cue: Offsets
    content: tuple[Offsets, ...]
    probability: float  # calibrated: of so many, that share is right


class Entity(NamedTuple):
    """A named entity that the tagger found."""

    words: Offsets
    label: str  # one of OntoNotes'


class Said(NamedTuple):
    """A statement whose act is asked for."""

    source: Offsets | None
    cue: Offsets | None
    content: tuple[Offsets, ...]


class Judgement(NamedTuple):
    """What is done by a statement, and whether it is one."""

    act: str
    probability: float  # of the act, calibrated
    nobody: float  # chance that nobody says anything here
    stances: dict[str, float]  # chance of each stance of the cue; empty where there is no cue


class Read(Protocol):
    """What was found in a text, and an answer to what is asked about it."""

    attributions: tuple[Tagged, ...]
    entities: tuple[Entity, ...]
    likely_cues: tuple[
        Offsets, ...
    ]  # words that may well be a cue, whether or not an attribution came of them
    frames: tuple[Framed, ...]

    def judge(self, statements: Sequence[Said]) -> list[Judgement]:
        """Return what is done by each statement of the text."""
        ...

    def settle(self, score: float) -> float:
        """Return the chance that somebody is on record, where it looks as likely as `score`."""
        ...

    def join(self, kind: str, probability: float, acts: Mapping[str, float]) -> float:
        """Return the chance of a frame whose words stand in statements of these acts, each with its own chance."""
        ...


class Reader(Protocol):
    """Reads a text."""

    def read(self, text: str) -> Read:
        """Return what the text says and does."""
        ...


class _Held(NamedTuple):
    """A window and the encoder's answer at its words."""

    window: Window
    hidden: Floats


class Tagger:
    """Reads windows one by one, so that a text gives the same whatever is read beside it."""

    def __init__(self, folder: Path = MODEL) -> None:
        files = read_files(folder)
        self.card = read_card(folder, files)
        self.sessions = {
            name.removesuffix(".onnx"): _open(folder, name, files[name])
            for name in FILES
            if name.endswith(".onnx")
        }
        self._pieces = Pieces(files["vocabulary.txt"].decode().rstrip("\n").split("\n"))
        # scores of anchors up to which none is likely, by kind: most are as low, and need no table
        self._hopeless = [_find_hopeless(self.card.frames[kind]) for kind in self.card.kinds]

    def read(self, text: str) -> "TextRead":
        """Return the attributions, entities and frames of the text."""
        attributions: list[Tagged] = []
        entities: list[Entity] = []
        likely: list[Offsets] = []
        frames: list[Framed] = []
        linked: list[tuple[Window, Floats, Cues]] = []
        held: list[_Held] = []
        for window in find_windows(text, self._pieces):
            hidden, tags, named, inside, evidence = self._encode(window)
            held.append(_Held(window, hidden))
            entities += self._find_entities(window, named)
            chances = softmax(tags)
            likely += _find_likely_cues(window, chances)
            anchors = [anchor for anchor in find_anchors(window, inside, evidence) if self._is_likely(anchor)]
            frames += self._find_frames(held[-1], anchors)
            cues = self._find_cues(tags, chances)
            if cues:
                linked.append((window, self._link(hidden, cues), cues))
            if len(linked) == _SIDE_BY_SIDE:
                attributions += self._attribute(linked)
                linked = []
        attributions += self._attribute(linked)
        return TextRead(self, held, attributions, entities, likely, frames)

    def _encode(self, window: Window) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        ids = [self._pieces.first, *window.pieces, self._pieces.last]
        features = [FRAME, *window.features, FRAME]
        firsts = np.array(window.firsts, dtype=np.int64) + 1
        given = {"ids": np.array([ids]), "features": np.array([features]), "firsts": firsts}
        hidden, tags, named, inside, evidence = self.sessions["encoder"].run(None, given)
        return hidden, tags, named, inside, evidence

    def _find_cues(self, tags: Floats, chances: Floats) -> Cues:
        """Return the cues from which an attribution may come: none is more certain than its cue."""
        cues = find_cues(tags, self.card.raised, chances)
        return [
            (span, likely)
            for span, likely in cues
            if read_off(self.card.calibration, likely) >= self.card.threshold
        ]

    def _link(self, hidden: Floats, cues: Cues) -> Floats:
        places = np.array([span for span, _ in cues], dtype=np.int64)
        given = {"hidden": hidden, "first": places[:, 0], "last": places[:, 1]}
        scores: Floats = self.sessions["linker"].run(None, given)[0]
        return scores

    def _attribute(self, linked: Sequence[tuple[Window, Floats, Cues]]) -> Iterator[Tagged]:
        found = find_links([(scores, cues) for _, scores, cues in linked])
        for (window, _, _), links in zip(linked, found, strict=True):
            for link in links:
                probability = read_off(self.card.calibration, link.certainty)
                if probability >= self.card.threshold:
                    yield Tagged(
                        _offsets(window, link.source) if link.source else None,
                        _offsets(window, link.cue),
                        tuple(_offsets(window, span) for span in link.contents),
                        probability,
                    )

    def _is_likely(self, anchor: Anchor) -> bool:
        """Tell whether the first look alone leaves a chance: the second, which costs most, counts for little."""
        if anchor.score <= self._hopeless[anchor.kind]:
            return False
        return read_off(self.card.frames[self.card.kinds[anchor.kind]], anchor.score) >= _LEAST_AT_FIRST

    def _find_frames(self, held: _Held, anchors: Sequence[Anchor]) -> Iterator[Framed]:
        if not anchors:
            return
        given = {
            "hidden": held.hidden,
            "first": np.array([anchor.span.first for anchor in anchors], dtype=np.int64),
            "last": np.array([anchor.span.last for anchor in anchors], dtype=np.int64),
            "kind": np.array([anchor.kind for anchor in anchors], dtype=np.int64),
        }
        roles, told = self.sessions["frames"].run(None, given)
        places = tuple(Offsets(word.start, word.end) for word in held.window.words)
        for anchor, chances, answer in zip(anchors, roles, told, strict=True):
            kind = self.card.kinds[anchor.kind]
            score = anchor.score + self.card.weights[kind] * float(answer[0])
            probability = read_off(self.card.frames[kind], score)
            if probability >= _LEAST:
                words = Words(places, 1 / (1 + np.exp(-chances)))
                outcome = self.card.outcomes[int(answer[1:].argmax())]
                yield Framed(kind, _offsets(held.window, anchor.span), probability, words, outcome)

    def _find_entities(self, window: Window, scores: Floats) -> Iterator[Entity]:
        tags: NDArray[np.int64] = scores.argmax(-1)
        held = frozenset(tags.tolist())
        for number, label in enumerate(self.card.entities):
            role = 1 + 2 * number
            if role in held:
                for span in find_spans(tags, role):
                    if (whole := _without_possessive(window, span)) is not None:
                        yield Entity(_offsets(window, whole), label)


class TextRead:
    """What the reader found in a text; it keeps the encoder's answers for what is asked later."""

    def __init__(
        self,
        tagger: Tagger,
        held: Sequence[_Held],
        attributions: Iterable[Tagged],
        entities: Iterable[Entity],
        likely_cues: Iterable[Offsets],
        frames: Iterable[Framed],
    ) -> None:
        self._tagger, self._held = tagger, held
        self._starts = [one.window.words[0].start for one in held]
        self.attributions = tuple(attributions)
        self.entities = tuple(entities)
        self.likely_cues = tuple(likely_cues)
        self.frames = tuple(frames)

    def judge(self, statements: Sequence[Said]) -> list[Judgement]:
        """Return what is done by each statement, each read in the window that holds its cue, or its first words."""
        together: dict[int, list[int]] = {}
        for number, said in enumerate(statements):
            together.setdefault(self._window_of(said), []).append(number)
        found: dict[int, Judgement] = {}
        for place, numbers in together.items():
            answers = self._judge_window(self._held[place], [statements[number] for number in numbers])
            found.update(zip(numbers, answers, strict=True))
        return [found[number] for number in range(len(statements))]

    def settle(self, score: float) -> float:
        """Return the share of statements by which somebody is on record among those that look as likely."""
        return read_off(self._tagger.card.stated, score)

    def join(self, kind: str, probability: float, acts: Mapping[str, float]) -> float:
        """Return the chance of a frame whose words stand in statements of these acts, each with its own chance."""
        beside = self._tagger.card.beside.get(kind)
        if beside is None:
            return probability
        held = min(max(probability, _LEAST / 10), 1 - _LEAST / 10)
        act = max((acts.get(one, 0.0) for one in beside.acts), default=0.0)
        odds = beside.frame * float(np.log(held / (1 - held))) + beside.act * act + beside.bias
        return round(float(1 / (1 + np.exp(-odds))), 3)

    def _window_of(self, said: Said) -> int:
        start = said.content[0].start if said.cue is None else said.cue.start
        place = max(0, bisect_right(self._starts, start) - 1)
        window = self._held[place].window
        inside = any(
            piece.start < window.words[-1].end and window.words[0].start < piece.end for piece in said.content
        )
        return place if inside else max(0, bisect_right(self._starts, said.content[0].start) - 1)

    def _judge_window(self, held: _Held, statements: Sequence[Said]) -> Iterator[Judgement]:
        card = self._tagger.card
        marks = np.stack(
            [mark_words(held.window, said.source, said.cue, said.content) for said in statements]
        )
        for row in marks:
            if not (row == 3).any():
                row[:] = np.where(
                    row == 0, 3, row
                )  # words that the window does not hold: judged by all it holds
        cues = [np.flatnonzero(row == 2) for row in marks]
        first = np.array([cue[0] if len(cue) else 0 for cue in cues], dtype=np.int64)
        last = np.array([cue[-1] if len(cue) else 0 for cue in cues], dtype=np.int64)
        given = {"hidden": held.hidden, "marks": marks, "first": first, "last": last}
        acts, stances = self._tagger.sessions["statements"].run(None, given)
        for scores, stance, cue in zip(acts, stances, cues, strict=True):
            chances = softmax(scores / card.heat)
            best = int(scores[:-1].argmax())
            sure = float(chances[best] / (1 - chances[-1] + 1e-9))
            told = dict(zip(card.stances, map(float, softmax(stance)), strict=True)) if len(cue) else {}
            yield Judgement(card.acts[best], read_off(card.act, sure), float(chances[-1]), told)


def read_off(table: Table, score: float) -> float:
    """Return the share of right ones at the score, by a table of the card."""
    scores, shares = table
    return round(float(np.interp(score, scores, shares)), 3)


def _find_hopeless(table: Table) -> float:
    """Return the highest score of a table up to which every share is too small for a second look."""
    scores, shares = table
    low = takewhile(lambda row: round(row[1], 3) < _LEAST_AT_FIRST, zip(scores, shares, strict=True))
    return max((score for score, _ in low), default=-np.inf)


def _open(folder: Path, name: str, content: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            content,
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # fused it takes longer: 18.1 ms a window for 15.8
        )
    except Exception as error:  # noqa: BLE001 - onnxruntime's own types have no common parent but this one
        raise DamagedModel(say_damaged(folder, f"{name}: {str(error).splitlines()[0]}")) from None


def _find_likely_cues(window: Window, chances: Floats) -> Iterator[Offsets]:
    for place in np.flatnonzero(chances[:, CUE : CUE + 2].sum(-1) >= _LIKELY):
        yield Offsets(window.words[place].start, window.words[place].end)


def _without_possessive(window: Window, span: Span) -> Span | None:
    """Return the span without the 's' that ends the name before it: 'Norland's [s Foreign Ministry]'."""
    word, before = window.words[span.first], window.words[span.first - 1]
    if span.first == 0 or before.end != word.start or word.end - word.start != 1 or before.feature % 4 != 3:
        return span
    return Span(span.first + 1, span.last) if span.last > span.first else None


def _offsets(window: Window, span: Span) -> Offsets:
    return Offsets(window.words[span.first].start, window.words[span.last].end)


@cache
def load_tagger(folder: Path = MODEL) -> Tagger:
    """Return the reader in `folder`.

    Raises:
        MissingModel: a file is not there.
        DamagedModel: a file is not what the card says, or cannot be read.
    """
    return Tagger(folder)


__all__ = [
    "Card",
    "Entity",
    "Framed",
    "Judgement",
    "Read",
    "Reader",
    "Said",
    "Tagged",
    "Tagger",
    "TextRead",
    "load_tagger",
]
