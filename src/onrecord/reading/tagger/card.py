"""The files of the model and the card that says what they are."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.errors import DamagedModel, MissingModel

CARD = "card.json"
FILES = (CARD, "encoder.onnx", "linker.onnx", "frames.onnx", "statements.onnx", "vocabulary.txt")

# Scores, ascending, and the share of right ones at each, between which it is read off.
Table = tuple[tuple[float, ...], tuple[float, ...]]


class Beside(Struct, frozen=True):
    """What the acts of the statements that hold a frame add to its chance, as weights of a logistic regression."""

    acts: tuple[str, ...]
    frame: float  # of the log odds of the frame
    act: float  # of the chance of the surest of these acts
    bias: float


class Card(Struct, frozen=True):
    """What `card.json` says of the model beside it."""

    digests: dict[str, str]  # file name to SHA-256
    entities: tuple[str, ...]  # labels, in the order of the scores
    kinds: tuple[str, ...]  # of frames
    roles: tuple[str, ...]
    outcomes: tuple[str, ...]
    acts: tuple[str, ...]  # the last is 'none': nobody says anything
    stances: tuple[str, ...]
    raised: float  # added to the scores of a cue's tags
    calibration: Table  # of attributions
    threshold: float  # attributions less probable are left out
    weights: dict[str, float]  # by kind of frame: what its second look counts beside the first
    frames: dict[str, Table]  # by kind: of both looks together
    beside: dict[str, Beside]  # by kind; a kind that is not there is told by its words alone
    stated: Table  # of how likely it looks that anybody is on record with a statement
    act: Table  # of the likeliest act's score
    heat: float  # the scores of acts are divided by it


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the content of the model's files by name.

    Raises:
        MissingModel: a file is not there.
    """
    return {name: _read(folder / name) for name in FILES}


def read_card(folder: Path, files: dict[str, bytes]) -> Card:
    """Return the card, once every file is the one that it names.

    Raises:
        DamagedModel: it can't be read, or another file is not the one that it names.
    """
    try:
        card = msgspec.json.decode(files[CARD], type=Card)
    except msgspec.MsgspecError as error:
        raise DamagedModel(say_damaged(folder, f"{CARD}: {error}")) from None
    for name in FILES[1:]:
        if hashlib.sha256(files[name]).hexdigest() != card.digests.get(name):
            raise DamagedModel(say_damaged(folder, f"{name} is not the file that its card names"))
    return card


def say_damaged(folder: Path, why: str) -> str:
    """Return the line that says why the model can't be used, and what to do."""
    return f"the tagger in '{folder.name}' cannot be used ({why}): install onrecord again"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise MissingModel(f"the tagger's file '{path.name}' is not there: install onrecord again") from None
