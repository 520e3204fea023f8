"""Source -> Document."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from onrecord.collect.source import Source
from onrecord.documents.blocks import cite_blocks, find_shapes, list_furniture
from onrecord.documents.content import Content, Line, cut_lines, require_text
from onrecord.documents.furniture import find_furniture, merge_offsets
from onrecord.documents.language import require_english
from onrecord.documents.masthead import (
    find_byline,
    find_copyright,
    find_dateline,
    find_headline,
    pattern_of,
    read_holder,
)
from onrecord.documents.page import read_page
from onrecord.documents.pdf import read_pdf
from onrecord.documents.plain import read_json_line, read_markdown, read_plain
from onrecord.documents.published import (
    DayFound,
    find_printed_days,
    find_published,
    read_address_day,
    read_stated,
)
from onrecord.documents.shapes import Page, Shape
from onrecord.errors import CannotRead
from onrecord.model import UNKNOWN, Document, Offsets, When, identify, when

_READERS: Mapping[str, Callable[[Source], Content]] = MappingProxyType(
    {
        "text/plain": read_plain,
        "text/markdown": read_markdown,
        "text/html": read_page,
        "application/pdf": read_pdf,
        "application/json": read_json_line,
    }
)

# These libraries log what they make of damaged input. What matters of it is in the reason a document is
# unread; a program that wants the rest sets up logging, as Python's logging guide asks of libraries.
for _library in ("pypdf", "trafilatura", "htmldate", "courlan", "charset_normalizer"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def make_document(source: Source) -> Document:
    """Return the document that a source holds.

    What `sources.csv` or a line of JSON states is believed; then what the page or file states of itself; then
    what the text says. Furniture is marked and never cut.

    Raises:
        CannotRead: the source is empty, damaged, too large, or in a language that is not read.
    """
    if source.media_type not in _READERS:
        raise CannotRead(source.file, f"{source.media_type} is not read: save its text as .txt or .html")
    content = _READERS[source.media_type](source)
    require_text(source.file, content.text)
    language = require_english(source.file, content.text)
    lines = cut_lines(content.text)
    byline, dateline = find_byline(lines), find_dateline(lines)
    days = find_printed_days(lines, byline, dateline)
    url = source.url or content.url
    published = find_published(read_stated(source.published), read_address_day(url), content.published, days)
    title = source.title or content.title
    outlet = source.outlet or content.outlet
    page = Page(content.text, lines, title, outlet, content.marked, published.latest if published else None)
    shapes = find_shapes(page)
    furniture = merge_offsets(_gather(content, lines, days, shapes))
    notice = find_copyright(lines)
    document = Document(
        id=identify("document", source.file, source.sha256),
        file=source.file,
        sha256=source.sha256,
        text=content.text,
        title=title or find_headline(lines, furniture),
        outlet=outlet
        or (read_holder(notice) if notice else None)
        or (byline.outlet if byline else None)
        or (dateline.agency if dateline else None),
        byline=content.byline or (byline.text if byline else None),
        url=url,
        language=language,
        furniture=furniture,
    )
    return replace(document, published=_cite(document, published), blocks=cite_blocks(document, shapes))


def _gather(
    content: Content, lines: Sequence[Line], days: Sequence[DayFound], shapes: Sequence[Shape]
) -> Iterator[Offsets]:
    yield from content.furniture
    yield from list_furniture(shapes)
    yield from find_furniture(lines)
    yield from (day.furniture for day in days if day.furniture)
    for line in lines:
        if len(line.text) <= 200 and pattern_of("byline").match(line.text):
            yield Offsets(line.start, line.end)


def _cite(document: Document, day: DayFound | None) -> When:
    if day is None:
        return UNKNOWN
    span = document.cite(*day.words) if day.words else None
    return when(day.earliest, day.latest, day.basis, span)
