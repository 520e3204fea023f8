"""Reading -> the same with another day: what of reading depends on the document's day, without a parse."""

import re

from msgspec.structs import replace

from onrecord.annotations import Reading
from onrecord.model import Document, When
from onrecord.times import find_times


def mask_furniture(document: Document) -> str:
    """Return the text with furniture blanked out, at unchanged offsets."""
    text, position, pieces = document.text, 0, []
    for start, end in document.furniture:
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


def redate(reading: Reading, published: When) -> Reading:
    """Return the reading with its document's day set to `published` and every time told against it."""
    document = replace(reading.document, published=published)
    return replace(
        reading, document=document, times=find_times(mask_furniture(document), reading.sentences, published)
    )
