"""Reading -> a line of readings.jsonl, format 1."""

from datetime import date

import msgspec
from msgspec import Struct

from onrecord.annotations import (
    Attribution,
    FigureMention,
    Mention,
    MentionType,
    Reading,
    TimeMention,
    TimeType,
    Unstated,
    join_units,
    part_nested,
)
from onrecord.model import Block, Offsets, When


class MentionLine(Struct, frozen=True):
    """Words that name someone or something; mentions of one `chain` name the same."""

    start: int
    end: int
    exact: str
    type: MentionType
    chain: int | None


class TimeLine(Struct, frozen=True):
    """A time expression, the days it names, and the window it gives an act."""

    start: int
    end: int
    exact: str
    type: TimeType
    value: str
    earliest: date | None
    latest: date | None
    act_earliest: date | None
    act_latest: date | None


class FigureLine(Struct, frozen=True):
    """A number with its qualifier and what it counts."""

    start: int
    end: int
    exact: str
    low: str | None
    high: str | None
    unit: str
    qualifier: str | None


class AttributionLine(Struct, frozen=True):
    """A source, its cue and the content attributed to it."""

    source: Offsets | None
    cue: Offsets | None
    content: tuple[Offsets, ...]
    probability: float | None
    stated: bool  # whether somebody is on record with the content


class ReadingLine(Struct, frozen=True):
    """What was found in one document by itself."""

    onrecord: int
    file: str
    sha256: str
    text: str
    published: When
    sentences: tuple[Offsets, ...]
    mentions: tuple[MentionLine, ...]
    times: tuple[TimeLine, ...]
    figures: tuple[FigureLine, ...]
    attributions: tuple[AttributionLine, ...]
    nested: tuple[AttributionLine, ...]  # those told within the words of one of `attributions`
    blocks: tuple[Block, ...]  # what the document's structure tells apart from prose


def to_line(reading: Reading) -> bytes:
    """Return the reading as one line of JSON in UTF-8, keys in the order of the format, with its line end."""
    document = reading.document
    flat, nested = part_nested(tuple(join_units(document.text, reading.attributions)))
    unstated = [one for one in reading.unstated if one.probability is not None]
    line = ReadingLine(
        onrecord=1,
        file=document.file,
        sha256=document.sha256,
        text=document.text,
        published=document.published,
        sentences=reading.sentences,
        mentions=tuple(_mention(mention) for mention in reading.mentions),
        times=tuple(_time(time) for time in reading.times),
        figures=tuple(_figure(figure) for figure in reading.figures),
        attributions=tuple(
            sorted(
                [*map(_attribution, flat), *map(_attribution, unstated)],
                key=lambda line: line.content[0],
            )
        ),
        nested=tuple(map(_attribution, nested)),
        blocks=document.blocks,
    )
    return msgspec.json.encode(line) + b"\n"


def _mention(mention: Mention) -> MentionLine:
    return MentionLine(mention.start, mention.end, mention.exact, mention.type, mention.chain)


def _time(time: TimeMention) -> TimeLine:
    return TimeLine(
        time.start,
        time.end,
        time.exact,
        time.type,
        time.value,
        time.earliest,
        time.latest,
        time.act_earliest,
        time.act_latest,
    )


def _figure(figure: FigureMention) -> FigureLine:
    return FigureLine(
        figure.start, figure.end, figure.exact, figure.low, figure.high, figure.unit, figure.qualifier
    )


def _attribution(attribution: Attribution | Unstated) -> AttributionLine:
    return AttributionLine(
        attribution.source,
        attribution.cue,
        attribution.content,
        attribution.probability,
        stated=isinstance(attribution, Attribution),
    )
