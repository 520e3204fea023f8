"""The shipped tagger: a text in, who said what out, as offsets."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import onnxruntime
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.errors import DamagedModel, MissingModel
from onrecord.model import Offsets
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
from onrecord.reading.tagger.windows import FRAME, Pieces, Window, find_windows

MODEL = Path(__file__).parent / "model"
_LIKELY = 0.4  # chance of a word to be a cue; chosen on PolNeAR's dev articles
_SIDE_BY_SIDE = 16  # windows decoded together: bounds the memory that a long text takes
_FILES = ("card.json", "encoder.onnx", "linker.onnx", "vocabulary.txt")


class Card(Struct, frozen=True):
    """What `card.json` says of the model beside it."""

    digests: dict[str, str]  # file name to SHA-256
    entities: tuple[str, ...]  # labels, in the order of the scores
    raised: float  # added to the scores of a cue's tags
    calibration: tuple[
        tuple[float, ...], tuple[float, ...]
    ]  # certainties, ascending, and the share right at each
    threshold: float  # attributions less probable are left out


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


class Tags(NamedTuple):
    """What the tagger found in a text, in the order of the cues and of the entities."""

    attributions: tuple[Tagged, ...] = ()
    entities: tuple[Entity, ...] = ()
    likely_cues: tuple[
        Offsets, ...
    ] = ()  # words that may well be a cue, whether or not an attribution came of them


class Tagger:
    """Reads windows one by one, so that a text gives the same whatever is read beside it."""

    def __init__(self, folder: Path = MODEL) -> None:
        files = {name: _read(folder / name) for name in _FILES}
        self._card = _read_card(folder, files)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._encoder, self._linker = (
                onnxruntime.InferenceSession(
                    files[name],
                    options,
                    providers=["CPUExecutionProvider"],
                    disabled_optimizers=[
                        "SkipLayerNormFusion"
                    ],  # fused it takes longer: 18.1 ms a window for 15.8
                )
                for name in ("encoder.onnx", "linker.onnx")
            )
        except Exception as error:  # noqa: BLE001 - onnxruntime's own types have no common parent but this one
            raise DamagedModel(_damaged(folder, str(error).splitlines()[0])) from None
        self._pieces = Pieces(files["vocabulary.txt"].decode().rstrip("\n").split("\n"))

    def read(self, text: str) -> Tags:
        """Return the attributions and entities of the text."""
        attributions: list[Tagged] = []
        entities: list[Entity] = []
        likely: list[Offsets] = []
        linked: list[tuple[Window, Floats, Cues]] = []
        for window in find_windows(text, self._pieces):
            hidden, tags, named = self._encode(window)
            entities += self._find_entities(window, named)
            likely += _find_likely_cues(window, tags)
            cues = self._find_cues(tags)
            if cues:
                linked.append((window, self._link(hidden, cues), cues))
            if len(linked) == _SIDE_BY_SIDE:
                attributions += self._attribute(linked)
                linked = []
        attributions += self._attribute(linked)
        return Tags(tuple(attributions), tuple(entities), tuple(likely))

    def _encode(self, window: Window) -> tuple[Floats, Floats, Floats]:
        ids = [self._pieces.first, *window.pieces, self._pieces.last]
        features = [FRAME, *window.features, FRAME]
        firsts = np.array(window.firsts, dtype=np.int64) + 1
        given = {"ids": np.array([ids]), "features": np.array([features]), "firsts": firsts}
        hidden, tags, named = self._encoder.run(None, given)
        return hidden, tags, named

    def _find_cues(self, tags: Floats) -> Cues:
        """Return the cues from which an attribution may come: none is more certain than its cue."""
        cues = find_cues(tags, self._card.raised)
        return [(span, likely) for span, likely in cues if self._calibrate(likely) >= self._card.threshold]

    def _link(self, hidden: Floats, cues: Cues) -> Floats:
        places = np.array([span for span, _ in cues], dtype=np.int64)
        given = {"hidden": hidden, "first": places[:, 0], "last": places[:, 1]}
        scores: Floats = self._linker.run(None, given)[0]
        return scores

    def _attribute(self, linked: Sequence[tuple[Window, Floats, Cues]]) -> Iterator[Tagged]:
        found = find_links([(scores, cues) for _, scores, cues in linked])
        for (window, _, _), links in zip(linked, found, strict=True):
            for link in links:
                probability = self._calibrate(link.certainty)
                if probability >= self._card.threshold:
                    yield Tagged(
                        _offsets(window, link.source) if link.source else None,
                        _offsets(window, link.cue),
                        tuple(_offsets(window, span) for span in link.contents),
                        probability,
                    )

    def _calibrate(self, certainty: float) -> float:
        """Return the share of right ones among links as certain as this, by the card's table."""
        certainties, shares = self._card.calibration
        return round(float(np.interp(certainty, certainties, shares)), 3)

    def _find_entities(self, window: Window, scores: Floats) -> Iterator[Entity]:
        tags: NDArray[np.int64] = scores.argmax(-1)
        for number, label in enumerate(self._card.entities):
            role = 1 + 2 * number
            if (tags == role).any():
                for span in find_spans(tags, role):
                    if (whole := _without_possessive(window, span)) is not None:
                        yield Entity(_offsets(window, whole), label)


def _find_likely_cues(window: Window, scores: Floats) -> Iterator[Offsets]:
    chances = softmax(scores)[:, CUE : CUE + 2].sum(-1)
    for place in np.flatnonzero(chances >= _LIKELY):
        yield Offsets(window.words[place].start, window.words[place].end)


def _without_possessive(window: Window, span: Span) -> Span | None:
    """Return the span without the 's' that ends the name before it: 'Norland's [s Foreign Ministry]'."""
    word, before = window.words[span.first], window.words[span.first - 1]
    if span.first == 0 or before.end != word.start or word.end - word.start != 1 or before.feature % 4 != 3:
        return span
    return Span(span.first + 1, span.last) if span.last > span.first else None


def _offsets(window: Window, span: Span) -> Offsets:
    return Offsets(window.words[span.first].start, window.words[span.last].end)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise MissingModel(f"the tagger's file '{path.name}' is not there: install onrecord again") from None


def _damaged(folder: Path, why: str) -> str:
    return f"the tagger in '{folder.name}' cannot be used ({why}): install onrecord again"


def _read_card(folder: Path, files: dict[str, bytes]) -> Card:
    try:
        card = msgspec.json.decode(files["card.json"], type=Card)
    except msgspec.MsgspecError as error:
        raise DamagedModel(_damaged(folder, f"card.json: {error}")) from None
    for name in _FILES[1:]:
        if hashlib.sha256(files[name]).hexdigest() != card.digests.get(name):
            raise DamagedModel(_damaged(folder, f"{name} is not the file that its card names"))
    return card


@cache
def load_tagger(folder: Path = MODEL) -> Tagger:
    """Return the tagger in `folder`.

    Raises:
        MissingModel: a file is not there.
        DamagedModel: a file is not what the card says, or cannot be read.
    """
    return Tagger(folder)
