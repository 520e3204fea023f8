"""Document -> its text as it is read, and its times: what of reading depends on days, without a parse."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.annotations import Reading, TimeMention
from onrecord.model import UNKNOWN, Block, Document, Offsets, When
from onrecord.times import find_times

_ACRONYM = 5  # letters of a word in capitals that may be initials where it stands alone
_CAPITALS = re.compile(r"[^\W\d_]{2,}")


def mask_furniture(document: Document) -> str:
    """Return the text with furniture blanked out, at unchanged offsets.

    A speaker's name before what he says stands on a line of its own and not in capitals, so that it is no part of a
    sentence and the name that it is elsewhere.
    """
    text, position, pieces = document.text, 0, []
    for start, end in document.furniture:
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    masked = "".join([*pieces, text[position:]])
    signed = [block.voice for block in document.blocks if block.voice and block.voice.start >= block.end]
    signed += [cell.voice for cell in document.cells if cell.voice]
    return _end_signatures(_set_labels_apart(masked, document.blocks), signed)


def _end_signatures(text: str, signed: Sequence[Offsets]) -> str:
    """Set a stop behind a name that signs a post or a table's row, which is no part of the sentence that follows it."""
    places = {name.end for name in signed if text[name.end : name.end + 1] == " "}
    return "".join("." if place in places else char for place, char in enumerate(text)) if places else text


def _set_labels_apart(text: str, blocks: Sequence[Block]) -> str:
    pieces, position = [], 0
    for block in blocks:
        voice = block.voice
        if voice is None or not position <= voice.start < voice.end < block.start:
            continue
        gap = text[voice.end : block.start]
        if "\n" in gap or not gap[-1].isspace():
            continue
        name = _lower_capitals(text[slice(*voice)])
        pieces += [text[position : voice.start], name, gap[:-1], "\n"]
        position = block.start
    return "".join([*pieces, text[position:]])


def _lower_capitals(name: str) -> str:
    """Return a name in capitals as it is written elsewhere; initials that stand alone stay.

    >>> _lower_capitals("MS. O'DELL"), _lower_capitals("RRA")
    ("Ms. O'Dell", 'RRA')
    """
    alone = name.isalpha() and len(name) <= _ACRONYM
    lowered = name if alone else _CAPITALS.sub(lambda w: w[0].capitalize() if w[0].isupper() else w[0], name)
    return lowered if len(lowered) == len(name) else name


def tell_times(
    document: Document, sentences: Sequence[Offsets], published: When | None = None
) -> tuple[TimeMention, ...]:
    """Return the time expressions of a document, each told against the day of its block, else the document's.

    The document's own day is `published`, where one is given.
    """
    text = mask_furniture(document)
    times = find_times(text, sentences, document.published if published is None else published)
    dated = [block for block in document.blocks if block.day != UNKNOWN]
    if not dated:
        return times
    found = [time for time in times if not any(block.start <= time.start < block.end for block in dated)]
    for block in dated:
        found += _tell_in(text, sentences, block)
    return tuple(sorted(found, key=lambda time: (time.start, time.end)))


def _tell_in(text: str, sentences: Sequence[Offsets], block: Block) -> Iterator[TimeMention]:
    begin = block.start
    inside = [
        Offsets(sentence.start - begin, sentence.end - begin)
        for sentence in sentences
        if block.offsets.covers(sentence)
    ]
    for time in find_times(text[begin : block.end], inside, block.day):
        yield replace(
            time,
            start=time.start + begin,
            end=time.end + begin,
            window=_shift(time.window, begin),
            occasion=_shift(time.occasion, begin),
        )


def _shift(words: Offsets | None, by: int) -> Offsets | None:
    return None if words is None else Offsets(words.start + by, words.end + by)


def redate(reading: Reading, published: When) -> Reading:
    """Return the reading with its document's day set to `published` and every time told against its day."""
    document = replace(reading.document, published=published)
    return replace(reading, document=document, times=tell_times(document, reading.sentences))
