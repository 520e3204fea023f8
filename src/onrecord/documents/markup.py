"""A page's tree -> the same tree with its markup written into its text, and the text -> what its markup was.

What takes a page's article out of it keeps words and drops markup. So that it can be told afterwards which words were
struck through, quoted as a block or wholly bold, signs that no article holds are put around them before, and taken out
after; a page that holds them itself is read without.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from onrecord.documents.content import Markup
from onrecord.documents.shapes import form_of
from onrecord.model import Offsets

# The hexagrams of the Yijing, in pairs: printable, so that they are kept, and no letters, so that they join no word.
_FIRST_SIGN, _LAST_SIGN = "\u4dc0", "\u4dff"
_SIGNS = {kind: (chr(0x4DC0 + 2 * n), chr(0x4DC1 + 2 * n)) for n, kind in enumerate(Markup)}
LINE_END = _LAST_SIGN  # `<br>`
ANY_SIGN = re.compile(f"[{_FIRST_SIGN}-{_LAST_SIGN}]")
_KINDS = {sign: (kind, number == 0) for kind, pair in _SIGNS.items() for number, sign in enumerate(pair)}
# Characters that no tree holds (XML 1.0, section 2.2); lxml takes them from a page and refuses them afterwards.
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The same by their numbers: '&#2;', '&#x1F;'.
_UNHELD_NUMBERED = re.compile(
    r"&#(?:0{0,5}(?:[0-8]|1[124-9]|2\d|3[01])|x0{0,5}(?:[0-8bcef]|1[\da-f]));", re.IGNORECASE
)


def drop_unheld(markup: str) -> str:
    """Return the markup of a page without the characters that no tree holds, written out or by their numbers.

    >>> drop_unheld("<p>The dam&#2; holds&#x1F;, Elm&amp;Co&#10;says.")
    '<p>The dam holds, Elm&amp;Co&#10;says.'
    """
    return UNHELD.sub("", _UNHELD_NUMBERED.sub("", markup))


_BLANKS = re.compile(r"[ \t\r\n\f]+")
_KEPT = ("pre", "textarea", "script", "style")
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"table", "ul"}
)
_STRUCK = ("s", "del", "strike")
_STRUCK_STYLE = re.compile(
    r"text-decoration(?:-line)?\s*:[^;]{0,200}\bline-through\b", re.IGNORECASE
)  # as long as a declaration of its line, colour and thickness is
_LINED_STYLE = re.compile(r"(?<![\w-])text-decoration(?:-line)?\s*:", re.IGNORECASE)
_STRUCK_CLASS = re.compile(
    r"(?:^|[\s_-])(?:strike|striked|strikethrough|line-through|struck)(?:$|\s)", re.IGNORECASE
)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)
# What raises a mark of a note where its letters are smaller, too, or it links to the note; else, it sets an icon right.
_SHIFTED_STYLE = re.compile(
    r"vertical-align\s*:\s*(?:super|text-top|\+?(?=[\d.]{0,9}[1-9])\d*\.?\d+(?:em|ex|px|pt|%))"
    r"|position\s*:\s*relative(?:[^}]{0,200};)?\s*top\s*:\s*-\s*\.?\d|(?<![-\w])top\s*:\s*-\s*\.?\d[^}]{0,200};\s*position\s*:\s*relative",
    re.IGNORECASE,
)
_SMALLER_STYLE = re.compile(
    r"font-size\s*:\s*(?:(?:x{1,2}-)?small(?:er)?\b|[1-9]?\d(?:\.\d+)?%|0?\.\d+r?em|(?:\d|1[01])(?:\.\d+)?px|[1-8](?:\.\d+)?pt)",
    re.IGNORECASE,
)
# What a mark of a note stands right behind: a word, or the stop of a sentence.
_BEFORE_NOTE = re.compile(r"(?:[^\W\d_]|[^\W\d_]{2}[”\"’')]|(?:[^\W\d_)]|\b\d{4})[.!?][”\"’')]?)$")
_COUNT = re.compile(r"(?:^|\s)\d{1,3}(?:,\d{3}|\d){0,3}$")  # and no price, nor the half of a number
_NUMBERED_PART = re.compile(
    r"\b(?:art(?:icle)?|chap(?:ter)?|ch|clause|fig(?:ure)?|no|nr|para|pp?|pages?|sec(?:tion)?|vol(?:ume)?)s?\.?$",
    re.IGNORECASE,
)
# What a rule of a page's style sheet is for where it raises or strikes the elements of a class: '.note, a.ref'.
_OF_CLASS = re.compile(
    r"\s*([a-z][a-z\d]{0,10})?\.(-?[_a-zA-Z][\w-]{0,60})(?::link|:visited)?\s*", re.IGNORECASE
)
_STYLE_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # one that is not closed runs to the end
_LONGEST_RULE = 1_000  # characters
_LONGEST_BEFORE = 40  # characters before a mark that are looked at
_LARGEST_STYLES = 200_000  # characters of a page's style sheets that are looked at
# Raised: '[citation needed]', '[note 1]'.
_ASIDE_MARK = re.compile(r"\[(?:[^\[\]\d]{2,40}|(?:note|ref|nb|fn)[. ]{0,2}\d{1,3})\]", re.IGNORECASE)
_NOTE_LINK = re.compile(r"\b(?:doc-)?(?:footnote|endnote|noteref|fn|ftn)[-_]?(?:ref|link|anchor|marker)?\b")
_NOTE_ADDRESS = re.compile(r"#_?(?:ftn|fn|edn|note|footnote|endnote|cite_note)[-_:]?\w{0,20}$", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
_PARAGRAPHS = ("p", "div", "li", "dt")
_BOLD, _ITALIC = ("b", "strong"), ("i", "em")
_FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*†‡§¶]|[ivx]{1,4})(?:, ?\d{1,3})*[\])]?")
UNIT = re.compile(r"(?:\b(?:[kcmdn]?m|ft|in|mi|yd|sq|x)|10)$", re.IGNORECASE)
_CLOCK = re.compile(r"(?:\D{0,12} )?\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,5})?", re.IGNORECASE)
_FEWEST_TIMES = 3
_POST_BOXES = ("aside", "div", "figure", "p", "section", "span")
_LONGEST_FOOT = 300  # characters at the end of a post in which it says whose it is
# Paragraphs in italics, and the share of them that ask, from which all in italics is asked or said about the interview.
_FEWEST_ITALIC, _LEAST_ASKED = 2, 0.25
_LONGEST_STRONG = 1_000
_LARGEST_STATED = 200_000  # characters of a page's JSON-LD that are looked at
_MOST_CLAIMS = 20


def sign(kind: Markup) -> tuple[str, str]:
    """Return the signs between which words of a kind stand until `read_markup` takes them out."""
    return _SIGNS[kind]


def holds_signs(tree: Any) -> bool:
    """Tell whether a page has characters of its own that are signs here, and is read without them."""
    return any(ANY_SIGN.search(text) for text in tree.itertext())


def write_markup(tree: Any, *, signed: bool) -> None:
    """Make line ends in the source of a page the spaces that a browser shows, and write its markup into its text."""
    _join_source(tree)
    if signed:
        _write_signs(tree)


def keep_lines(tree: Any) -> None:
    """Make the line ends in preformatted text lines of their own, as a browser shows them."""
    for kept in tree.iter("pre", "textarea"):
        for element in kept.iter():
            element.text = element.text and element.text.replace("\n", LINE_END)
            if element is not kept:
                element.tail = element.tail and element.tail.replace("\n", LINE_END)


def _join_source(tree: Any) -> None:
    for element in tree.iter():
        if isinstance(element.tag, str):
            if element.text and not _is_kept(element):
                element.text = _show(element.text, None, next(iter(element), None))
            if element.tail and not _is_kept(element.getparent()):
                element.tail = _show(element.tail, element, element.getnext())


def _write_signs(tree: Any) -> None:
    _keep_posts(tree)
    _keep_signatures(tree)
    _keep_times(tree)
    _part_questions(tree)
    for element in list(tree.iter("sup")):
        _mark_footnote(element)
    raised, targets = _find_raised(tree), _find_targets(tree)
    for element in list(tree.iter("a", "span", "font", "small")):
        if _is_raised(element, raised, targets) and not any(True for _ in element.iterancestors("sup")):
            _mark_footnote(element)
    for element in _list_struck(tree):
        _enclose(element, Markup.STRUCK)
    for element in list(tree.iter("blockquote")):
        _enclose(element, Markup.QUOTE)
    italic = [element for element in tree.iter(*_PARAGRAPHS) if _is_all(element, _ITALIC)]
    if not are_questions([" ".join(element.text_content().split()) for element in italic]):
        italic = []
    for element in [*(one for one in tree.iter(*_PARAGRAPHS) if _is_all(one, _BOLD)), *italic]:
        _enclose(element, Markup.STRONG)
    for element in [one for one in tree.iter(*_BOLD) if _heads_line(one)]:
        _enclose(element, Markup.LABEL)
    for element in list(tree.iter(*_HEADINGS)):
        _enclose(element, Markup.HEADING)
    for element in list(tree.iter("br")):
        element.tail = LINE_END + (element.tail or "")


def are_questions(paragraphs: Sequence[str]) -> bool:
    """Tell whether the paragraphs that are in italics are put to somebody: one in four asks.

    >>> are_questions(["Is it shut?", "They say you shut it."]), are_questions(["Is it shut?"])
    (True, False)
    """
    asked = sum(words.rstrip("*_”\"'").endswith("?") for words in paragraphs)
    return len(paragraphs) >= _FEWEST_ITALIC and asked > 0 and _LEAST_ASKED * len(paragraphs) <= asked


def _keep_posts(tree: Any) -> None:
    """Free the posts that a page embeds of the boxes around them, which are taken for pictures and adverts.

    A box is a post's where it holds nothing else; a quotation pulled out of the article has no foot, and stays boxed.
    """
    freed = set[Any]()
    for element in list(tree.iter("blockquote")):
        words = element.text_content()
        last = list(element.iter("p", "footer"))[-1:]
        ends = [words, *(part.text_content() for part in last), *map(_text_behind, last)]
        if not any(form_of("post").search(" ".join(end.split())[-_LONGEST_FOOT:]) for end in ends):
            continue
        for time in list(element.iter("time")):
            time.tag = "span"
        for figure in element.iterancestors("figure"):
            if figure in freed:
                break
            freed.add(figure)
            for caption in reversed(list(figure.iter("figcaption"))):  # no signature: the post has one
                caption.tag = "p"
                figure.addnext(caption)
        for box in element.iterancestors(*_POST_BOXES):
            shown = "".join(
                box.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
            )
            if shown.split() != words.split():
                break
            box.tag = "div"
            box.attrib.clear()


def _text_behind(element: Any) -> str:
    """Return what stands behind an element up to its parent's end: 'Posted by Ana Lima on ...', below her words."""
    behind = [element.tail or ""]
    for sibling in element.itersiblings():
        behind += [sibling.text_content() if isinstance(sibling.tag, str) else "", sibling.tail or ""]
    return "".join(behind)


def _keep_signatures(tree: Any) -> None:
    """Make the foot of a quotation a paragraph: it is its signature, and none of the page's foot."""
    for element in list(tree.iter("footer", "figcaption")):
        parent = element.getparent()
        if parent is None:
            continue
        figure = next(element.iterancestors("figure"), None)
        quoted = figure is not None and any(True for _ in figure.iter("blockquote"))
        if quoted or any(True for _ in element.iterancestors("blockquote")):
            # it belongs to the quotation, also where it stands outside of its block
            element.tag = "p" if any(True for _ in element.iterancestors("blockquote")) else "blockquote"
            if figure is not None:
                figure.tag = "div"


def _keep_times(tree: Any) -> None:
    """Make the times of a live blog's posts paragraphs: what takes out the article leaves them out elsewhere."""
    times = [
        element for element in tree.iter("time") if _CLOCK.fullmatch(" ".join(element.text_content().split()))
    ]
    if len(times) >= _FEWEST_TIMES:
        for element in times:
            element.tag = "p"


def _part_questions(tree: Any) -> None:
    """Make the terms and descriptions of a list of questions with their answers paragraphs, each bold or plain."""
    for element in list(tree.iter("dl")):
        terms = list(element.iter("dt"))
        if len(terms) < _FEWEST_ITALIC or not are_questions([term.text_content().strip() for term in terms]):
            continue
        for part in element.iter("dt", "dd"):
            if part.tag == "dt":
                _enclose(part, Markup.STRONG)
            part.tag = "div" if any(child.tag in BLOCKS for child in part) else "p"
        element.tag = "div"


class _Raising(NamedTuple):
    """How a style raises words: into the place of a mark, or by some space, and whether it also makes them smaller."""

    lifted: bool
    smaller: bool


def _read_style(style: str) -> _Raising | None:
    if not _SHIFTED_STYLE.search(style):
        return None
    return _Raising(_RAISED_STYLE.search(style) is not None, _SMALLER_STYLE.search(style) is not None)


def _find_raised(tree: Any) -> dict[tuple[str, str], _Raising]:
    """Return the classes that a page's own style sheets raise, each with the element that it is for, or with none."""
    raised = ((keys, _read_style(declared)) for keys, declared in _list_rules(tree))
    return {key: raising for keys, raising in raised if raising for key in keys}


def _list_struck(tree: Any) -> list[Any]:
    """Return the elements through which a line goes, by their tag, style or class, but none within another of them."""
    classes = _find_struck(tree)
    found = [
        one
        for one in tree.iter()
        if one.tag in _STRUCK
        or _STRUCK_STYLE.search(one.get("style", ""))
        or _STRUCK_CLASS.search(one.get("class", ""))
        or (classes and _is_struck(one, classes))
    ]
    held = set(found)
    return [one for one in found if held.isdisjoint(one.iterancestors())]


def _find_struck(tree: Any) -> Mapping[tuple[str, str], tuple[int, bool]]:
    """Return the classes for which a page's own style sheets say whether a line goes through, and by which rule.

    None where no class is struck through. Of an element of several classes, the last rule is the one that holds.
    """
    rules = [
        (keys, _STRUCK_STYLE.search(declared) is not None)
        for keys, declared in _list_rules(tree)
        if _LINED_STYLE.search(declared)
    ]
    if not any(strikes for _, strikes in rules):
        return {}
    return {key: (place, strikes) for place, (keys, strikes) in enumerate(rules) for key in keys}


def _is_struck(element: Any, struck: Mapping[tuple[str, str], tuple[int, bool]]) -> bool:
    return max((struck[key] for key in _list_keys(element) if key in struck), default=(0, False))[1]


def _list_rules(tree: Any) -> Iterator[tuple[list[tuple[str, str]], str]]:
    """Yield what the rules of a page's own style sheets declare, each for its classes with their elements or none."""
    styles = " ".join(style.text or "" for style in tree.iter("style"))[:_LARGEST_STYLES]
    for rule in _STYLE_REMARK.sub(" ", styles).split("}"):
        before, _, declared = rule.rpartition("{")
        if len(declared) <= _LONGEST_RULE:
            selectors = map(_OF_CLASS.fullmatch, re.split(r"[{;]", before)[-1].split(","))
            yield [((found[1] or "").lower(), found[2]) for found in selectors if found], declared


def _find_targets(tree: Any) -> frozenset[str]:
    """Return what links within a page lead to: the places that it names."""
    return frozenset(element.get("id") or element.get("name") or "" for element in tree.iter())


def _is_raised(element: Any, raised: Mapping[tuple[str, str], _Raising], targets: frozenset[str]) -> bool:
    """Tell whether a page sets words as the mark of a note, without an element for it."""
    style = element.get("style", "")
    shifts = [raised[key] for key in _list_keys(element) if key in raised]
    if own := _read_style(style):
        shifts.append(own)
    small = any(shift.smaller for shift in shifts)
    if shifts and (small or _links_within(element)) and _is_behind_word(element):
        return True
    if small and any(shift.lifted for shift in shifts) and _is_behind_count(element, targets):
        return True
    if element.tag == "a":
        if _leads_to_note(element, targets):
            return True
        kinds = f"{element.get('class') or ''} {element.get('role') or ''}".lower()
        return (
            _NOTE_LINK.search(kinds) is not None or _NOTE_ADDRESS.match(element.get("href", "")) is not None
        )
    return _RAISED_STYLE.search(style) is not None


def _list_keys(element: Any) -> Iterator[tuple[str, str]]:
    for name in (element.get("class") or "").split():
        yield from (("", name), (element.tag, name))


def _links_within(element: Any) -> bool:
    """Tell whether an element is a link to another place of its page, or holds one."""
    return any(link.get("href", "").startswith("#") for link in element.iter("a"))


def _is_behind_word(element: Any) -> bool:
    """Tell whether an element stands where a note's mark does: 'shut<a>3</a>', but 'page <a>3</a>', '40<a>3</a>'."""
    before = _text_before(element).rstrip(_KINDS_STRING)[-_LONGEST_BEFORE:]
    return _BEFORE_NOTE.search(before) is not None and not _NUMBERED_PART.search(before)


def _is_behind_count(element: Any, targets: frozenset[str]) -> bool:
    """Tell whether the number of a note of the page stands right behind a count: '720<a>11</a> hectares'."""
    number = element.text_content().strip()
    before = _text_before(element).rstrip(_KINDS_STRING)[-_LONGEST_BEFORE:]
    return (
        number.isdecimal()
        and _COUNT.search(before) is not None
        and any(
            target.endswith(number) and re.fullmatch(rf"\D{{1,20}}0?{number}", target) for target in targets
        )
    )


def _leads_to_note(link: Any, targets: frozenset[str]) -> bool:
    """Tell whether a link within a page is a number that its target has, too, right behind a word: 'shut<a>12</a>'."""
    words = link.text_content().strip()
    target = link.get("href", "").removeprefix("#")
    if not (words.isdecimal() and target in targets and re.fullmatch(rf"\D{{1,20}}0?{words}", target)):
        return False
    return _is_behind_word(link)


def _show(text: str, before: Any, after: Any) -> str:
    """Return the text between two elements as a browser shows it: a line of its own beside a block."""
    shown = _BLANKS.sub(" ", UNHELD.sub("", text))
    if before is not None and before.tag in BLOCKS:
        shown = "\n" + shown.removeprefix(" ")
    if after is not None and after.tag in BLOCKS:
        shown = shown.removesuffix(" ") + "\n"
    return shown


def _is_kept(element: Any) -> bool:
    """Tell whether a browser shows the line ends in an element's text, or none of it."""
    return element is not None and (
        element.tag in _KEPT or any(True for _ in element.iterancestors("pre", "textarea"))
    )


def _mark_footnote(element: Any) -> None:
    """Set a footnote's mark in brackets, so that it is no digit of the number before it."""
    words = " ".join(element.text_content().split())
    if element.tag == "sup" and _ASIDE_MARK.fullmatch(words):
        _enclose(element, Markup.MARK)
        return
    if not _FOOTNOTE.fullmatch(words):
        return
    parent = element.getparent()
    linked = any(True for _ in element.iter("a")) or (parent is not None and parent.tag == "a")
    before = _text_before(element).rstrip(_KINDS_STRING)
    if not linked and (not words.strip("[]()")[:1].isdigit() or UNIT.search(before) or not before.strip()):
        return
    opening, closing = _SIGNS[Markup.MARK]
    number = words.strip("[]()")
    for child in list(element):
        element.remove(child)
    element.text = f"{opening}[{number}]{closing}"


_KINDS_STRING = "".join(_KINDS)


def _text_before(element: Any) -> str:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return str(previous.tail or previous.text_content() or "")
    return str(parent.text or "") if parent is not None else ""


def _is_all(element: Any, tags: tuple[str, ...]) -> bool:
    """Tell whether all words of a paragraph are marked up so: bold, or italic as some sites set questions."""
    if any(child.tag in BLOCKS for child in element.iterdescendants()):
        return False
    words = "".join(element.text_content().split())
    if not words or len(words) > _LONGEST_STRONG:
        return False
    bold = "".join(
        "".join(inner.text_content().split())
        for inner in element.iter(*tags)
        if not any(True for _ in inner.iterancestors(*tags))
    )
    return bool(bold) and bold == words


def _heads_line(element: Any) -> bool:
    """Tell whether nothing stands before a bold element in its line: it is a label, or a question above its answer."""
    words = element.text_content()
    if not words.strip() or len(words) > _LONGEST_STRONG:
        return False
    while element is not None and element.tag not in BLOCKS:
        before = element.getprevious()
        while before is not None:
            if (before.tail or "").strip():
                return False
            if before.tag == "br" or before.tag in BLOCKS:
                return True
            if before.text_content().strip():
                return False
            before = before.getprevious()
        parent = element.getparent()
        if parent is None or (parent.text or "").strip():
            return False
        element = parent
    return element is not None


def _enclose(element: Any, kind: Markup) -> None:
    """Put the signs of a kind around the words of an element."""
    opening, closing = _SIGNS[kind]
    places = list(_places(element))
    if not places:
        return
    (first, name), (last, last_name) = places[0], places[-1]
    if (
        kind is Markup.STRUCK
    ):  # as Markdown has it, so that whoever quotes the words quotes that they were struck
        opening, closing = f"{opening}~~", f"~~{closing}"
    text = getattr(first, name)
    blank = len(text) - len(text.lstrip())
    setattr(first, name, text[:blank] + opening + text[blank:])
    text = getattr(last, last_name)
    end = len(text.rstrip())
    setattr(last, last_name, text[:end] + closing + text[end:])


def _places(element: Any) -> list[tuple[Any, str]]:
    """Return where words stand inside an element, in their order: in the text of one, or behind one."""
    found = element.xpath(".//text()[normalize-space()]")
    return [(text.getparent(), "text" if text.is_text else "tail") for text in found]


def read_markup(text: str) -> tuple[str, tuple[tuple[Markup, Offsets], ...]]:
    """Return a text without the signs of its markup, and what stood between them."""
    pieces: list[str] = []
    opened: dict[Markup, list[int]] = {}
    found: list[tuple[Markup, Offsets]] = []
    length = position = 0
    for sign in ANY_SIGN.finditer(text):
        pieces.append(text[position : sign.start()])
        length += len(pieces[-1])
        position = sign.end()
        if sign[0] not in _KINDS:
            continue
        kind, opens = _KINDS[sign[0]]
        if opens:
            opened.setdefault(kind, []).append(length)
        elif opened.get(kind) and (start := opened[kind].pop()) < length:
            found.append((kind, Offsets(start, length)))
    pieces.append(text[position:])
    return "".join(pieces), tuple(sorted(found, key=lambda item: (item[1], item[0])))


def break_lines(text: str) -> str:
    """Return a text with the line ends that its page asks for: one for a `<br>`, a paragraph's for several.

    One that ends a paragraph is none.
    """
    text = re.sub(rf"\s*(?:{LINE_END}\s*){{2,}}", "\n\n", text)
    text = re.sub(rf"\s*{LINE_END}[ ]*(?:\n\s*|$)", "\n\n", text)
    return re.sub(rf"\s*{LINE_END}[ ]*", "\n", text).strip("\n")


def find_claims_stated(tree: Any) -> Iterator[str]:
    """Yield the claims that a page's data say it checks (schema.org's ClaimReview)."""
    found = 0
    for script in tree.iter("script"):
        if script.get("type", "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        if "ClaimReview" not in (content := (script.text or "")[:_LARGEST_STATED]):
            continue
        try:
            waiting = [json.loads(content)]
        except (ValueError, RecursionError):
            continue
        while waiting and found < _MOST_CLAIMS:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += item[:_MOST_CLAIMS]
            elif isinstance(item, dict):
                claim = item.get("claimReviewed")
                if isinstance(claim, str) and claim.strip():
                    found += 1
                    yield " ".join(claim.split())
                waiting += [inner for inner in item.values() if isinstance(inner, (dict, list))]
