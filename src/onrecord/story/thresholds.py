"""How sure a finding must be to stand in the record: the table thresholds.toml, and what of a reading is above it."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from onrecord.annotations import Attribution, Frame, FrameKind, Reading


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """The least probability of each kind of line."""

    statement: float
    announcement: float
    undated: float  # an announcement without a day
    beside: float  # an announcement that stands beside a surer one of the same act
    term: float
    denial: float
    outcome: float
    compared: float  # of two values, that they are of one quantity, so that they agree
    held: float  # the same, of those that tie all values of a quantity together, so that any of them agree
    candidate: float  # what is less sure than a line of its kind, and at least so sure, waits for a person


@cache
def load_thresholds() -> Thresholds:
    """Return the table as the package holds it."""
    content = files("onrecord").joinpath("thresholds.toml").read_bytes()
    return msgspec.toml.decode(content, type=Thresholds)


def least_of(kind: FrameKind) -> float:
    """Return the least probability of a frame of this kind; an announcement without a day needs more."""
    table = load_thresholds()
    return {
        FrameKind.ANNOUNCEMENT: table.announcement,
        FrameKind.TERM: table.term,
        FrameKind.DENIAL: table.denial,
        FrameKind.OUTCOME: table.outcome,
    }[kind]


def find_sure(reading: Reading, kind: FrameKind) -> Iterator[Frame]:
    """Yield the frames of a kind that are sure enough to be told."""
    return (frame for frame in reading.frames if frame.kind is kind and frame.probability >= least_of(kind))


def is_stated(attribution: Attribution) -> bool:
    """Tell whether the source is surely enough on record with the content; what has no probability is a rule's."""
    return attribution.probability is None or attribution.probability >= load_thresholds().statement
