"""Source -> Document."""

import logging
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec.structs import replace

from onrecord.collect import kinds
from onrecord.collect.days import read_stated_days
from onrecord.collect.source import Source
from onrecord.documents.archived import Archived, host_of, name_site, split_archived
from onrecord.documents.article import read_article
from onrecord.documents.blocks import cite_blocks, find_shapes, list_furniture
from onrecord.documents.captions import read_captions, read_timed_text
from onrecord.documents.compound import read_compound
from onrecord.documents.content import Content, Line, Markup, cut_lines, require_text
from onrecord.documents.epub import read_epub
from onrecord.documents.flaws import find_flaws, find_offered
from onrecord.documents.furniture import cut_out, find_furniture, merge_offsets
from onrecord.documents.language import require_english
from onrecord.documents.letters import find_mail_day
from onrecord.documents.mail import read_mail
from onrecord.documents.markdown import read_headed, read_markdown
from onrecord.documents.masthead import (
    find_byline,
    find_copyright,
    find_dateline,
    find_headline,
    pattern_of,
    read_holder,
)
from onrecord.documents.nameplate import find_nameplate, is_named_as_outlet
from onrecord.documents.opendocument import read_flat_opendocument, read_opendocument
from onrecord.documents.page import read_page
from onrecord.documents.pdf import read_pdf
from onrecord.documents.published import (
    DayFound,
    bound_by_capture,
    find_occasion,
    find_printed_days,
    find_published,
    read_address_day,
    read_stated,
)
from onrecord.documents.rich_text import read_rich_text
from onrecord.documents.saved import read_saved_page
from onrecord.documents.shapes import Page, Shape
from onrecord.documents.tables import find_cells
from onrecord.documents.word import read_word
from onrecord.documents.wrapped import is_archive
from onrecord.errors import CannotRead
from onrecord.model import UNKNOWN, Document, Offsets, When, identify, when

# Of each kind of file that is not unpacked (`collect/kinds.py`), and of an article in an export, how it is read.
READERS: Mapping[str, Callable[[Source], Content]] = MappingProxyType(
    {
        kinds.PLAIN: read_headed,
        kinds.MARKDOWN: read_markdown,
        kinds.PAGE: read_page,
        kinds.SAVED_PAGE: read_saved_page,
        kinds.PDF: read_pdf,
        kinds.JSON: read_article,
        kinds.MAIL: read_mail,
        kinds.OLE: read_compound,
        kinds.DOCX: read_word,
        kinds.ODT: read_opendocument,
        kinds.FLAT_ODT: read_flat_opendocument,
        kinds.RTF: read_rich_text,
        kinds.EPUB: read_epub,
        kinds.VTT: read_captions,
        kinds.SRT: read_captions,
        kinds.TTML: read_timed_text,
    }
)

# These libraries log what they make of damaged input. What matters of it is in the reason a document is
# unread; a program that wants the rest sets up logging, as Python's logging guide asks of libraries.
for _library in (
    "pypdf",
    "trafilatura",
    "htmldate",
    "courlan",
    "charset_normalizer",
    "olefile",
    "feedparser",
):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def make_document(source: Source) -> Document:
    """Return the document that a source holds.

    What `sources.csv` or a line of JSON states is believed; then what the page or file states of itself; then
    what the text says. Furniture is marked and never cut.

    Raises:
        CannotRead: the source is empty, damaged, too large, or in a language that is not read.
    """
    if source.media_type not in READERS:
        raise CannotRead(source.file, f"{source.media_type} is not read: save its text as .txt or .html")
    content = READERS[source.media_type](source)
    require_text(source.file, content.text)
    language = require_english(source.file, content.text)
    lines = cut_lines(content.text)
    if source.media_type in (kinds.MARKDOWN, kinds.PLAIN):  # what front matter states is no line of the text
        lines = tuple(
            line for line in lines if not any(one.start <= line.start < one.end for one in content.furniture)
        )
    quoted = Page(content.text, lines, None, None, content.marked, None)
    own = [line for line in lines if not quoted.holds(Markup.QUOTE, line)]  # a post's foot is not the page's
    byline, dateline = find_byline(own), find_dateline(own)
    notice = find_copyright(lines)
    url, copy = _tell_address(source, content)
    captured = _day_of(source.captured) or content.captured or (copy.captured if copy else None)
    title = source.title or content.title
    outlet = source.outlet or _not_of_archive(content.outlet, copy)
    if (
        outlet and outlet.startswith("www.") and outlet.removeprefix("www.") == host_of(url)
    ):  # as crawlers have it
        outlet = name_site(host_of(url), f"{title or ''}\n{content.text}")
    plate = find_nameplate(own, outlet)
    named = (
        outlet
        or (plate.outlet if plate else None)
        or (read_holder(notice) if notice else None)
        or (byline.outlet if byline else None)
    )
    days = [*find_mail_day(quoted), *find_printed_days(own, byline, dateline, named)]
    published = find_published(
        read_stated(source.published),
        read_address_day(url),
        content.published or (held.day if title and (held := find_occasion(title)) else None),
        [*days, *bound_by_capture(captured)],
    )
    page = Page(content.text, lines, title, outlet, content.marked, published.latest if published else None)
    shapes = find_shapes(page)
    around = merge_offsets([*content.furniture, *find_furniture(lines)])
    cells = tuple(
        cell
        for cell in find_cells(page, shapes)
        if not any(one.start <= cell.start < one.end for one in around)
    )
    parts = [*around, *_gather(lines, days, shapes), *([plate.line] if plate else ())]
    furniture = merge_offsets(parts)
    headed = [  # who is interviewed may be named in front matter alone
        shape.voice
        for shape in shapes
        if shape.voice and any(one.start <= shape.voice.start < one.end for one in content.furniture)
    ]
    furniture = tuple(cut_out(furniture, [*headed, *(cell.voice for cell in cells if cell.voice)]))
    flaws = find_flaws(lines, furniture, withheld=content.withheld, unended=content.unended)
    document = Document(
        id=identify("document", source.file, source.sha256),
        file=source.file,
        sha256=source.sha256,
        text=content.text,
        title=_choose_title(title, source.title, find_headline(lines, furniture)),
        outlet=named
        or (dateline.agency if dateline else None)
        or (name_site(host_of(url), f"{title or ''}\n{content.text}") if captured or content.url else None),
        byline=content.byline or (byline.text if byline else None),
        url=url,
        language=language,
        furniture=furniture,
        archived=copy.archived if copy else None,
        captured=captured,
        flaws=(*content.flaws, *flaws),
        cells=cells,
    )
    return replace(document, published=_cite(document, published), blocks=cite_blocks(document, shapes))


def _tell_address(source: Source, content: Content) -> tuple[str | None, Archived | None]:
    """Return a document's own address, and where an archive has it: the one may be stated by the other's."""
    short = source.url if is_archive(host_of(source.url)) and not split_archived(source.url) else None
    stated = None if short and content.url else source.url
    for url in (stated, content.url):
        if copy := split_archived(url):
            own = stated if stated and not split_archived(stated) else copy.url
            return own, copy
    if short and content.url and not is_archive(host_of(content.url)):
        return content.url, Archived(content.url, short, None)
    return source.url or content.url, None


def _choose_title(title: str | None, stated: str | None, headline: str | None) -> str | None:
    """Return what a text is headed by: old pages have the name of their outlet for a title, whatever they hold."""
    outlets = title is not None and stated is None and title.istitle() and is_named_as_outlet(title)
    return headline if headline and (outlets or title is None) else title


def _not_of_archive(outlet: str | None, copy: Archived | None) -> str | None:
    """Return an outlet, unless it is the archive that has a copy of the page."""
    return None if copy and outlet and outlet.lower() == host_of(copy.archived) else outlet


def _day_of(moment: str | None) -> date | None:
    days = read_stated_days(moment) if moment else None
    return days[0] if days else None


def _gather(lines: Sequence[Line], days: Sequence[DayFound], shapes: Sequence[Shape]) -> Iterator[Offsets]:
    yield from list_furniture(shapes)
    yield from find_offered(lines)
    yield from (day.furniture for day in days if day.furniture)
    voices = sorted(shape.voice.start for shape in shapes if shape.voice)
    for line in lines:
        place = bisect_left(voices, line.start)
        named = place < len(voices) and voices[place] < line.end  # 'Posted by Ana Lima', below her words
        if not named and len(line.text) <= 200 and pattern_of("byline").match(line.text):
            yield Offsets(line.start, line.end)


def _cite(document: Document, day: DayFound | None) -> When:
    if day is None:
        return UNKNOWN
    span = document.cite(*day.words) if day.words else None
    return when(day.earliest, day.latest, day.basis, span)
