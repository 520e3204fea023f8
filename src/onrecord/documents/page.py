"""Web page -> its article: trafilatura for the text, htmldate behind it for the day, nothing ever fetched.

Both libraries take a string that begins with 'http' for an address to download, so they are given a parsed
tree and never text. Scripts and styles are no part of any text.
"""

import codecs
import re
from copy import deepcopy
from datetime import date
from html import unescape
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from msgspec.structs import replace
from trafilatura.metadata import extract_metadata

from onrecord.collect.days import FIRST_YEAR, LAST_YEAR, read_stated_days
from onrecord.collect.encoding import decode_text, mend_encoding, tell_mended
from onrecord.collect.source import Source, clean_address, clean_stated
from onrecord.documents.archived import host_of, read_foot, read_saved, split_archived
from onrecord.documents.content import Content, Line, Markup, cut_lines, unify_line_ends
from onrecord.documents.lines import join_lines, mend_hyphens, part_answers, set_marks_apart
from onrecord.documents.markup import break_lines, drop_unheld, find_claims_stated, read_markup
from onrecord.documents.masthead import pattern_of
from onrecord.documents.nameplate import find_page_head, is_named_as_outlet
from onrecord.documents.page_parts import (
    add_linked_data,
    add_listed,
    drop_boxes,
    drop_cards,
    drop_links,
    drop_lists,
    drop_other_parts,
    drop_remarks,
    drop_told_boxes,
    drop_toolbar,
    is_locked,
    name_shown_outlet,
    name_titled_outlet,
    stamp_messages,
)
from onrecord.documents.post_boxes import keep_posts
from onrecord.documents.published import find_printed_days
from onrecord.documents.table_markup import write_page
from onrecord.documents.wrapped import unwrap
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_PAGE, LONGEST_TEXT, MOST_ATTRIBUTES, MOST_ELEMENTS
from onrecord.model import Basis, Offsets

# What trafilatura and htmldate let through on pages made to defeat them; the page is then read without them.
_DEFEATED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    etree.LxmlError,
)
# A paragraph of this length that stands twice in a page was put there twice by the page's maker.
_SHORTEST_REPEAT = 60
_HEAD_WITHIN = 200_000  # characters of markup that are looked at for what a page shows over its article
_MOST_ABOVE = 20  # lines of it
_LONGEST_TITLE = 300  # characters
_MOST_BELOW = 4  # lines between a headline and the first words
_MOST_OF_NAME = 2  # words of a title that is surely the name of an outlet
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w-]{2,30})", re.IGNORECASE
)
_ENCODING_DECLARED_WITHIN = 4_096
# Pages name the encoding on the left and mean the one on the right (WHATWG Encoding Standard, section 4.2).
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_DAY_SEARCH: dict[str, Any] = {  # bounds of our own: the library's end with today's clock
    "original_date": True,
    "extensive_search": False,
    "min_date": f"{FIRST_YEAR}-01-01",
    "max_date": f"{LAST_YEAR}-12-31",
}
# What may hold any day but the day of publication.
_STORY_ELEMENTS = ("p", "li", "td", "blockquote", "figcaption", "footer", "aside")
_LONGEST_DAY_LINE = 80
_WORD_PROCESSORS = re.compile(
    r"LibreOffice|OpenOffice|StarOffice|Microsoft Word|WordPerfect|AbiWord|pdftohtml", re.I
)
# Elements whose text is never read, and those that end no line, for the reader that needs no tree.
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "svg", "head", "nav", "footer", "aside", "form"}
)
_OPENING = re.compile(r"<!--|<(?P<name>[a-zA-Z][^\s>/]*+)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+[^\s>/][^\s>/=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+"""
)
_TAG = re.compile(r"<!--|<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,30})|<[!?/]")
_KEPT = frozenset({"pre", "textarea"})  # whose line ends a browser shows
_SOURCE_BLANKS = re.compile(r"[ \t\r\n\f]+")
_OPENED, _ENDED = (
    re.compile("<(?:html|body)\\b", re.IGNORECASE),
    re.compile("</(?:html|body)\\b", re.IGNORECASE),
)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
    }
    | {
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)


def read_page(source: Source) -> Content:
    """Return a page's article with the title, outlet, author and day that the page states.

    Raises:
        CannotRead: the page is empty, too large, or holds no article.
    """
    if len(source.data) > LARGEST_PAGE:
        raise CannotRead(source.file, f"larger than {LARGEST_PAGE // 1024**2} MiB: save the article alone")
    decoded = decode_page(source.file, source.data)
    markup = mend_encoding(decoded)
    if not markup.strip():
        raise CannotRead(source.file, "it is empty: save the page again")
    tree = parse_page(markup)
    around = None
    if tree is not None:
        if around := unwrap(tree):
            markup = etree.tostring(tree, encoding="unicode", method="html")
        stamp_messages(tree)
        drop_toolbar(tree)
        drop_remarks(tree)
        keep_posts(tree)
        drop_boxes(tree)
        drop_links(tree)
        drop_lists(tree)
        drop_told_boxes(tree)
        drop_cards(tree)
        drop_other_parts(tree)
    article = None if tree is None else _extract(tree)
    text, marked = read_markup(clean_text(set_marks_apart(mend_encoding(article or read_outline(markup)))))
    if not text:
        raise CannotRead(
            source.file, "the page holds no article text: save the page with its text, or as .txt"
        )
    stated = Content(text) if tree is None else add_listed(tree, add_linked_data(tree, _read_metadata(tree)))
    claims = () if tree is None else _find_claims(tree, text)
    copy, captured = read_foot(markup)
    noted, saved = read_saved(markup)
    url = copy if copy and _is_of_archive(stated.url, copy) else stated.url or noted
    if around is not None:
        url = stated.url or around.url or noted
        captured = captured or around.captured
    if tree is not None:
        held = split_archived(url)
        own = held.url if held else url
        named = None if held and _is_host(stated.outlet, held.archived) else stated.outlet
        stated = replace(
            stated,
            title=_find_heading(tree, stated.title) or stated.title,
            outlet=named or name_titled_outlet(tree, own),
            withheld=stated.withheld or is_locked(tree),
        )
        if stated.outlet is None or _is_host(stated.outlet, own or ""):
            shown = name_shown_outlet(read_outline(markup[:_HEAD_WITHIN]), own)
            stated = replace(stated, outlet=shown or stated.outlet)
    kept = tree if around is not None else None
    head = _find_head(markup, text, kept) if stated.published is None else None
    if head is not None and head[1] != (captured or saved):
        stated = replace(stated, published=head[1], outlet=stated.outlet or head[0])
    elif tree is not None and stated.published is None:
        stated = replace(stated, published=_find_held_day(tree, markup, text))
    return replace(
        stated,
        text=text,
        url=url,
        captured=captured or saved,
        marked=(*marked, *claims),
        flaws=tell_mended(decoded, text),
        unended=_OPENED.search(markup) is not None and not _ENDED.search(markup),
    )


def _find_head(markup: str, text: str, tree: Any | None) -> tuple[str | None, date] | None:
    """Return the outlet and the day that a page shows over its article: in its masthead, or below its headline.

    Below the headline, only in a page out of an archive's, `tree`: others state their day, or may show any there.
    """
    first = "".join(text.partition("\n")[0].split())[:_SHORTEST_REPEAT]
    above: list[Line] = []
    for line in cut_lines(read_outline(markup[:_HEAD_WITHIN])):
        if first and "".join(line.text.split()).startswith(first):
            break
        above.append(line)
    else:
        return None
    above = above[-_MOST_ABOVE:]
    if head := find_page_head(above, cut_lines(text)):
        return head
    headlines = {_bare(one.text_content()) for one in tree.iter("h1")} if tree is not None else set[str]()
    places = [number for number, line in enumerate(above) if _bare(line.text) in headlines]
    day = _tell_day(above[places[-1] + 1 :]) if places else None
    return (None, day) if day else None


def _find_held_day(tree: Any, markup: str, text: str) -> date | None:
    """Return the day right below the headline of a page whose title says that it holds what was said then."""
    headings = list(tree.iter("h1"))
    words = " ".join(headings[0].text_content().split()) if len(headings) == 1 else ""
    title = " ".join(next((one.text_content() for one in tree.iter("title")), "").split())
    if not any(pattern_of("transcribed").search(one[:_LONGEST_TITLE]) for one in (words, title)):
        return None
    told = [_bare(line.text)[:_SHORTEST_REPEAT] for line in cut_lines(text)[:2]]
    first = next((one for one in told if one and not _bare(words).startswith(one)), None)
    below: list[Line] | None = None
    for line in cut_lines(read_outline(markup[:_HEAD_WITHIN])):
        if below is not None and ((first and _bare(line.text).startswith(first)) or len(below) > _MOST_BELOW):
            return _tell_day(below)
        if below is not None:
            below.append(line)
        elif _bare(line.text) == _bare(words):
            below = []
    return None


def _tell_day(lines: list[Line]) -> date | None:
    """Return the one day that lines give outright."""
    days = find_printed_days(lines, None, None)
    told = {day.latest for day in days if day.basis is Basis.EXPLICIT and day.latest}
    return told.pop() if len(told) == 1 else None


def _bare(text: str) -> str:
    return "".join(text.split())


def _find_heading(tree: Any, title: str | None) -> str | None:
    """Return the one headline of a page whose title is the name of its outlet, whatever it holds.

    A heading of a lower rank is one only below a name of two words: 'Police Raid Elm Gazette' is a headline itself.
    """
    if title is None or not (title.istitle() and is_named_as_outlet(title)):
        return None
    short = len(title.removeprefix("The ").split()) <= _MOST_OF_NAME
    headings = list(tree.iter("h1")) or (list(tree.iter("h2")) if short else [])
    words = clean_stated(headings[0].text_content()) if len(headings) == 1 else None
    return words if words and words.casefold() != title.casefold() else None


def _is_host(outlet: str | None, url: str) -> bool:
    """Tell whether an outlet is no more than the host of an address, as it is where a page names none."""
    return outlet is not None and outlet.lower() == host_of(url)


def _is_of_archive(url: str | None, copy: str) -> bool:
    """Tell whether a page states no address of its own: none, or one at the archive that has a copy of it."""
    return url is None or host_of(url) == host_of(copy)


def decode_page(file: str, data: bytes) -> str:
    """Return the markup, decoded as UTF-8 if it is that, else as the page declares, else as plain text is.

    Raises:
        CannotRead: the bytes are no text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _META_CHARSET.search(data, 0, _ENCODING_DECLARED_WITHIN)
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
        if name.startswith("utf"):  # it isn't, as was seen
            return decode_text(file, data)
        return data.decode(_MEANT.get(name, name), errors="replace")
    except (LookupError, ValueError):  # a name that Python doesn't know, or of a codec that makes no text
        return decode_text(file, data)


def parse_page(markup: str) -> Any | None:
    """Return the page's tree, or None where it is nested too deeply or too large for one to be of use."""
    if _holds_crowded_tag(markup):
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(drop_unheld(markup).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):  # ValueError: nothing but comments
        return None
    cut_short = any(entry.level_name == "FATAL" for entry in parser.error_log)
    return None if cut_short or sum(1 for _ in tree.iter()) > MOST_ELEMENTS else tree


def _holds_crowded_tag(markup: str) -> bool:
    """Tell whether a tag has more attributes than `MOST_ATTRIBUTES`, in one pass over the markup."""
    position = 0
    while tag := _OPENING.search(markup, position):
        position, attributes = tag.end(), 0
        if tag["name"] is None:
            position = _pass_tag(markup, tag, set())[0]
            continue
        while attribute := _ATTRIBUTE.match(markup, position):
            position, attributes = attribute.end(), attributes + 1
            if attributes > MOST_ATTRIBUTES:
                return True
        if (name := tag["name"].lower()) in ("script", "style"):  # what follows is no markup
            end = re.compile(f"</{name}", re.IGNORECASE).search(markup, position)
            position = end.end() if end else len(markup)
    return False


def _find_claims(tree: Any, text: str) -> tuple[tuple[Markup, Offsets], ...]:
    """Return where a claim stands that the page says it checks, as a paragraph of its own."""
    found = (
        re.search(rf"^\W{{0,3}}({re.escape(claim)})\W{{0,3}}$", text, re.MULTILINE)
        for claim in find_claims_stated(tree)
    )
    return tuple((Markup.CLAIM, Offsets(*place.span(1))) for place in found if place)


def _extract(tree: Any) -> str | None:
    marked = deepcopy(tree)
    try:
        write_page(marked, numbers_only=True)
        article = trafilatura.bare_extraction(
            marked,
            with_metadata=False,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
        )
    except _DEFEATED:
        return None
    text = getattr(article, "text", None)
    return _part_paragraphs(tree, text) if text and "\n" not in text.strip() else text


def _part_paragraphs(tree: Any, text: str) -> str:
    """Return a text that the library gave as one line, as it does for short pages, with the page's paragraphs."""
    for element in tree.iter("article", "main", "body"):
        marked = deepcopy(element)
        write_page(marked, numbers_only=True)
        outline = read_outline(etree.tostring(marked, encoding="unicode", method="html", with_tail=False))
        if "".join(outline.split()) == "".join(text.split()):
            return outline
    return text


def _read_metadata(tree: Any) -> Content:
    """Return what the page's head and its lines around the article state; the story's own days are left out."""
    try:
        bare = deepcopy(tree)
        for element in list(bare.iter(*_STORY_ELEMENTS)):
            outside = element.tag in ("footer", "aside")
            if element.getparent() is not None and (
                outside or len(element.text_content()) > _LONGEST_DAY_LINE
            ):
                element.drop_tree()
        _drop_made(bare)
        stated = extract_metadata(bare, date_config=_DAY_SEARCH)
    except _DEFEATED:
        return Content("")
    days = read_stated_days(stated.date) if stated.date else None
    url = clean_address(stated.url)
    return Content(
        "",
        title=clean_stated(stated.title),
        outlet=clean_stated(stated.sitename),
        byline=clean_stated(stated.author),
        url=url if url and url.startswith(("http://", "https://")) else None,
        published=_one_day(days),
    )


def _drop_made(tree: Any) -> None:
    """Take out of a page that a word processor wrote the day on which its file was made: it came out on another."""
    stated = {(meta.get("name") or "").lower(): meta for meta in tree.iter("meta")}
    made = stated.get("generator")
    if made is not None and _WORD_PROCESSORS.search(made.get("content") or ""):
        for name in ("created", "changed", "date", "dc.date", "dcterms.created", "dcterms.issued"):
            if (meta := stated.get(name)) is not None:
                meta.drop_tree()


def _one_day(days: tuple[date, date] | None) -> date | None:
    return days[0] if days and days[0] == days[1] else None


def clean_text(text: str) -> str:
    """Return text with single spaces, one blank line between paragraphs, and each long paragraph once.

    A paragraph has the line ends that its page asks for, and lines wrapped by them are joined.

    Some pages hold their body twice, for wide and for narrow screens; its quotations were said once.
    """
    seen: set[str] = set()
    paragraphs = []
    for line in unify_line_ends(text).split("\n"):
        words = " ".join(line.split())
        if not words or (words in seen and len(words) >= _SHORTEST_REPEAT):
            continue
        seen.add(words)
        paragraphs.append(words)
    return part_answers(mend_hyphens(join_lines(break_lines("\n\n".join(paragraphs)))))


def read_outline(markup: str) -> str:
    r"""Return all text of a page that is not script, style, navigation or form, one line a block.

    Line ends in its source are spaces, as a browser shows them, but in preformatted text. It is one pass over the
    markup without a tree, so no nesting is too deep and no broken tag costs more than the characters in it.

    >>> told = "<p>The\n dam <b>holds</b>.<script>alert(1)</script></p><p>So far.</p>"
    >>> [line for line in read_outline(told).split("\n") if line]
    ['The dam holds.', 'So far.']
    """
    pieces: list[str] = []
    unclosed: set[str] = set()
    position = length = 0
    kept = False
    while length <= LONGEST_TEXT and (tag := _TAG.search(markup, position)):
        words = markup[position : tag.start()]
        pieces.append(words if kept else _SOURCE_BLANKS.sub(" ", words))
        length += len(words)
        if (tag["name"] or "").lower() in _KEPT:
            kept = not tag["closing"]
        position, piece = _pass_tag(markup, tag, unclosed)
        pieces.append(piece)
    words = markup[position : position + LONGEST_TEXT]
    return unescape("".join(pieces) + (words if kept else _SOURCE_BLANKS.sub(" ", words)))


def _pass_tag(markup: str, tag: re.Match[str], unclosed: set[str]) -> tuple[int, str]:
    """Return where the text goes on behind a tag, comment or silent element, and what stands for it."""
    if tag[0] == "<!--":
        end = markup.find("-->", tag.end())
        return (end + 3 if end >= 0 else len(markup)), ""
    end = markup.find(">", tag.end())
    position = end + 1 if end >= 0 else len(markup)
    name = (tag["name"] or "").lower()
    if name in _SILENT and not tag["closing"] and name not in unclosed:
        if closing := re.compile(rf"</{name}\b[^>]{{0,100}}>", re.IGNORECASE).search(markup, position):
            return closing.end(), "\n"
        if name in ("script", "style"):  # all that follows belongs to it, as in a browser
            return len(markup), ""
        unclosed.add(name)  # its end is not looked for again
    return position, "" if name in _INLINE else "\n"
