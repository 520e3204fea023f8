"""Posts that a page shows in boxes of its own -> blocks of quotation, a line a paragraph, as posts stand elsewhere.

Sites embed posts in whatever elements they like, which are taken for adverts or for prose of the article. A box holds
a post where a short line of it is a name with a handle, or its class says so, and where it gives a day.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from onrecord.collect.days import find_day
from onrecord.documents.markup import BLOCKS
from onrecord.documents.shapes import form_of
from onrecord.lexicon import load_lexicon

_BOXES = ("article", "aside", "div", "figure", "li", "section")
_LONGEST, _FEWEST_LINES, _MOST_LINES = 1_500, 2, 14  # characters and lines of a post with its head and foot
_LONGEST_HEAD = 80  # characters of a line with a name or a day
_MOST_OF_HEAD = 3  # lines: a name, what its bearer is, a day
_FEWEST_WORDS = 3  # of a line that is what the post says
_SHORTEST_PARAGRAPH = 60  # characters of a paragraph of the article, which stands above what it embeds
_MOST_SIGNS, _HIGHEST = 200, 7  # signs of a post that are looked at, and elements around each
_HANDLE = re.compile(r"(?:^|[^\w.@/-])@[\w.-]{2,40}(?:@[\w.-]{3,60})?(?![\w@])")
_GAP = re.compile(r"^|[\s·|•,(]+")
_PARTS = re.compile(r"[-_]+")
_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,4}")
_STATED = re.compile(r"\d{4}-\d{2}-\d{2}")


def keep_posts(tree: Any) -> None:
    """Make the boxes of a page that hold a post blocks of quotation.

    The innermost box is taken, and none above the article's first paragraph: who wrote the article has a box there.
    """
    for link in list(tree.iter("a")):  # who shared a post, which is all of its paragraph
        if form_of("shared").match(" ".join(link.text_content().split())):
            link.drop_tag()
    signs = list(_find_signs(tree))
    order = {element: place for place, element in enumerate(tree.iter())} if signs else {}
    first = next((place for element, place in order.items() if _is_paragraph(element)), len(order))
    for element in signs:
        found = _find_box(element)
        if (
            found is not None
            and order.get(found[0], 0) > first
            and not any(_has_class(around, "no_posts") for around in (found[0], *found[0].iterancestors()))
        ):
            _rebuild(*found)


def _find_signs(tree: Any) -> Iterator[Any]:
    """Yield the elements in which a post's sign stands: a handle, or a class for such boxes."""
    found = 0
    for element in tree.iter():
        if not isinstance(element.tag, str) or found >= _MOST_SIGNS:
            continue
        holders = [element] if _is_named(element) or _HANDLE.search(element.text or "") else []
        if _HANDLE.search(element.tail or "") and element.getparent() is not None:
            holders.append(element.getparent())
        found += len(holders)
        yield from holders


def _is_named(element: Any) -> bool:
    """Tell whether a box's class says that it holds a post."""
    return element.tag in _BOXES and _has_class(element, "posts")


def _has_class(element: Any, part: str) -> bool:
    names = load_lexicon("onrecord.documents", "page_parts.toml").words(part)
    words = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(not names.isdisjoint(_PARTS.split(word)) for word in words)


def _is_paragraph(element: Any) -> bool:
    return element.tag in ("p", "div") and len((element.text or "").strip()) >= _SHORTEST_PARAGRAPH


def _find_box(element: Any) -> tuple[Any, list[str]] | None:
    """Return the innermost box around a sign that holds a whole post, and its lines.

    A quotation is a box where others are in it, as some sites embed posts, and a post as it is elsewhere.
    """
    quotation = next(iter([*element.iterancestors("blockquote")][-1:]), None)
    if quotation is not None and next(quotation.iter("div"), None) is not None:
        lines = _list_lines(quotation)
        told = lines is not None and len(lines) <= _MOST_LINES and _is_post(quotation, lines)
        return (quotation, lines) if told and lines else None
    for _ in range(_HIGHEST):
        if element is None or element.tag == "blockquote":
            return None
        if element.tag in _BOXES:
            lines = _list_lines(element)
            if lines is None or len(lines) > _MOST_LINES:
                return None
            if _is_post(element, lines):
                return element, lines
        element = element.getparent()
    return None


def _is_post(box: Any, lines: Sequence[str]) -> bool:
    if len(lines) < _FEWEST_LINES or any(True for _ in box.iterdescendants("h1", "blockquote", "form")):
        return False
    dated = [_is_dated(line) for line in lines]
    handles = [len(line) <= _LONGEST_HEAD and _HANDLE.search(line) is not None for line in lines]
    head = dated[1:_MOST_OF_HEAD] if len(lines) > _MOST_OF_HEAD else dated[1:2]
    alone = not any(dated) and _has_class(box, "networks") and _NAME.fullmatch(lines[0]) is not None
    stated = dated[-1] or any(head) or alone
    named = lines[0][:1].isupper() and len(lines[0]) <= _LONGEST_HEAD and stated
    says = any(
        len(line.split()) >= _FEWEST_WORDS and not (head or day)
        for line, head, day in zip(lines, handles, dated, strict=True)
    )
    return (
        says and (any(handles) or (_is_named(box) and named)) and (any(dated) or _state_day(box) is not None)
    )


def _is_dated(line: str) -> bool:
    return len(line) <= _LONGEST_HEAD and any(find_day(line, gap.end()) for gap in _GAP.finditer(line))


def _state_day(box: Any) -> str | None:
    """Return the day that the markup of a post states, where its words may say '2 h ago'."""
    stated = (_STATED.match(time.get("datetime") or "") for time in box.iter("time"))
    return next((found[0] for found in stated if found), None)


def _list_lines(box: Any) -> list[str] | None:
    """Return the lines of a box as a browser shows them; None where they are too long for a post."""
    pieces: list[str] = []
    length = 0
    for event, element in etree.iterwalk(box, events=("start", "end")):
        ends = element.tag in BLOCKS or element.tag == "br"
        silent = element.tag in ("script", "style", "noscript")
        text = element.text if event == "start" and not silent else element.tail if event == "end" else ""
        if event == "end" and element is box:
            break
        pieces += ["\n" * ends, " ".join(f"|{text or ''}|".split())[1:-1]]
        length += len(pieces[-1])
        if length > _LONGEST:
            return None
    return [words for line in "".join(pieces).split("\n") if (words := " ".join(line.split()))]


def _rebuild(box: Any, lines: Sequence[str]) -> None:
    """Make a box a block of quotation with a paragraph for each line, and free it of what is around it alone."""
    day = None if any(map(_is_dated, lines)) else _state_day(box)
    words = "".join(box.text_content().split())
    for child in list(box):
        box.remove(child)
    box.tag, box.text = "blockquote", None
    for line in (*lines, day):
        if line:
            etree.SubElement(box, "p").text = line
    for around in (box, *box.iterancestors(*_BOXES)):
        if around is not box:
            if "".join(around.text_content().split()) not in (words, words + (day or "")):
                break
            around.tag = "div"
        around.attrib.clear()
