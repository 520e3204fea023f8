"""What a page's markup says of the page beside its words: its article in linked data, and an archive's bar over it."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

import msgspec
from lxml import etree
from msgspec.structs import replace

from onrecord.collect.days import find_day, read_stated_days
from onrecord.collect.source import clean_stated
from onrecord.documents.archived import host_of
from onrecord.documents.boxes import is_box, is_prose, is_wall
from onrecord.documents.content import Content
from onrecord.documents.flaws import is_offer
from onrecord.documents.furniture import is_furniture, is_opener
from onrecord.documents.markup import BLOCKS
from onrecord.english import is_english
from onrecord.lexicon import compile_forms, load_lexicon

_LONGEST_DATA = 1024 * 1024  # characters of linked data
_MOST_OBJECTS = 2_000
_BOXES = ("aside", "div", "li", "ol", "p", "section", "span", "ul")
_PARTS = ("aside", "blockquote", "div", "dl", "form", "li", "ol", "section", "table", "ul")
_LINES = BLOCKS | {"br", "button", "label", "option", "td", "th", "tr"}  # each begins a line of its own
_UNSEEN = ("script", "style", "noscript", "template")
_NAMES_OF_BOX = ("class", "id", "data-component", "data-testid", "data-module")
_LONGEST_LINKED = 300  # characters of a paragraph that links to another story
_REMARK_MARK = re.compile(r"\[[^\W_]{1,8}\]")  # '[KB1]'
_BLANK_OF_REMARK = re.compile(r"mso-special-character:\s*comment")  # behind a mark
_LONGEST_REMARK = 2_000  # characters
_LONGEST_BOX = 600  # characters
_MOST_OFFERS = 4
_LARGEST_TOLD = 3_000  # characters of a box with the blanks in its source
_BLANKS = re.compile(r"\s+")
_MOST_LINKS = 5
_AROUND_LINKS = 12  # characters beside the label and the links
_LONGEST_HEADLINE, _FEWEST_OF_HEADLINE, _ENDS = 140, 4, '.…!?”"’;:,'  # characters, words, and what ends none
_CARDS = ("aside", "div", "section")
_MOST_SIGNS, _HIGHEST = 200, 4  # labels of cards that are looked at, and elements around each
_MOST_PIECES = 6  # of the text of a label
_LABELS = ("b", "h2", "h3", "h4", "h5", "h6", "p", "span", "strong", "summary")
_HEADLINES = ("h2", "h3", "h4", "h5", "h6")
_MOST_LINKED, _LEAST_LINKED = 30, 0.8  # links of a box, and the share of its letters in them
_LETTERS = re.compile(r"\W+")
_TITLE_MARK = re.compile(r"\s*\|\s*|\s+(?:[·•»:]|::|[–—-]{1,2})\s+")
_STAMP = re.compile(r"(\d{2}\.\d{2}\.\d{4}) (\d{2}:\d{2})")
_MOST_OF_OUTLET = 6  # words
_SHORTEST_LABEL = 6  # letters of a host's name
_MOST_SHOWN = 2_000  # lines of a page
_LONGEST_TITLE = 1_000  # characters, of a page's title that is looked at
_SHORTEST_TITLE = 8  # letters of a headline that a page's title can be held against


def drop_toolbar(tree: Any) -> None:
    """Take an archive's bar out of a page: its days are those of copies."""
    toolbars = load_lexicon("onrecord.documents", "page_parts.toml").words("toolbars")
    for element in [element for element in tree.iter() if element.get("id") in toolbars]:
        if element.getparent() is not None:
            element.drop_tree()


def drop_remarks(tree: Any) -> None:
    """Take the remarks of those who worked on a text out of a page that a word processor made, and their marks."""
    named = {
        element: name
        for element in tree.iter()
        for name in (element.get("id") or element.get("name") or "",)
        if _is_remark(name)
    }
    led_to = {(link.get("href") or "").partition("#")[2]: link for link in tree.iter("a")}
    for element, name in named.items():
        box = next(element.iterancestors("div", "p", "li", "td"), None)
        if box is None or box.getparent() is None or not _begins_with_mark(box):
            continue
        around = box.getparent()  # of a remark of several paragraphs
        mark = led_to.get(name)
        whole = (
            around.tag == "div"
            and around.getparent() is not None
            and _begins_with_mark(around)
            and mark is not None
            and around not in mark.iterancestors()
        )
        (around if whole else box).drop_tree()
    for link in list(tree.iter("a")):
        led = (link.get("href") or "").partition("#")[2]
        if (
            _is_remark(led)
            and _REMARK_MARK.match(link.text_content().strip())
            and link.getparent() is not None
        ):
            link.drop_tree()
    for blank in list(tree.iter("span")):
        if _BLANK_OF_REMARK.search(blank.get("style") or "") and blank.getparent() is not None:
            blank.drop_tree()


def _is_remark(name: str) -> bool:
    """Tell whether a place in a page is named as word processors name those of remarks: '_msocom_1'."""
    bare = name.rstrip("0123456789")
    return bare != name and bare in load_lexicon("onrecord.documents", "page_parts.toml").words("remarks")


def _begins_with_mark(box: Any) -> bool:
    words = box.text_content().strip()
    return len(words) <= _LONGEST_REMARK and _REMARK_MARK.match(words) is not None


def drop_boxes(tree: Any) -> None:
    """Take the boxes out of a page that its own names for them say are none of its article.

    Only what is short is taken: a site may name what holds its articles after what stands beside them.
    """
    most = len(tree.text_content()) // 2  # what holds more is the article, whatever its page is filed under
    for element in list(tree.iter(*_BOXES)):
        if (
            _is_named(element, "boxes")
            and element.getparent() is not None
            and len(element.text_content()) <= min(_LONGEST_BOX, most)
            and not any(True for _ in element.iter("h1"))
        ):
            element.drop_tree()


def _is_named(element: Any, kind: str) -> bool:
    """Tell whether a name that a page has for a part of it begins or ends with a word of a list, or is one."""
    names = load_lexicon("onrecord.documents", "page_parts.toml").words(kind)
    words = " ".join(element.get(name) or "" for name in _NAMES_OF_BOX).lower().split()
    return any(
        {parts[0], parts[-1], "-".join(parts)} & names
        for parts in (re.split(r"[-_]+", word) for word in words)
    )


def drop_told_boxes(tree: Any) -> None:
    """Take the boxes out of a page, below the first paragraph of its article, whose words say that they are no part.

    What a box offers in place of the rest of the article is kept as a line of its own.
    """
    sizes: dict[Any, int] = {}
    for element in reversed(list(tree.iter())):
        inside = sum(sizes[child] + len(child.tail or "") for child in element)
        sizes[element] = inside + len(element.text or "") if element.tag not in _UNSEEN else 0
    begun, gone = False, set[Any]()
    for element in tree.iter():
        if element.tag not in BLOCKS or sizes[element] > _LARGEST_TOLD or element in gone:
            continue
        lines = _show_lines(element)
        if (
            begun
            and element.tag in _PARTS
            and len(lines) > 1
            and (
                is_box(lines, is_furniture, is_opener, told=_asks_for_address(element))
                or is_wall(lines, is_furniture, named=_is_named(element, "walls"))
            )
        ):
            gone.update(element.iter())
            gone.add(element)
        begun = begun or any(map(is_prose, lines))
    for element in [one for one in gone if one.getparent() is not None and one.getparent() not in gone]:
        offers = list(filter(is_offer, _show_lines(element)))
        for offer in offers[:_MOST_OFFERS]:  # by them a text is known to be cut short
            kept = element.makeelement("p")
            kept.text = offer
            element.addprevious(kept)
        element.drop_tree()


def _asks_for_address(element: Any) -> bool:
    """Tell whether a part of a page has a field for the reader's mail address."""
    return any(field.get("type") == "email" for field in element.iter("input"))


def _show_lines(element: Any) -> list[str]:
    """Return the lines of a small part of a page as a browser shows them."""
    pieces: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        pieces.append("\n" if part.tag in _LINES else "")
        if event == "start" and part.tag not in _UNSEEN:
            pieces.append(_BLANKS.sub(" ", part.text or ""))
        elif event == "end" and part is not element:
            pieces.append(_BLANKS.sub(" ", part.tail or ""))
    return [words for line in "".join(pieces).split("\n") if (words := " ".join(line.split()))]


def drop_lists(tree: Any) -> None:
    """Take the lists of other stories out of a page: boxes of links that are headlines, and no word beside them."""
    for element in list(tree.iter("section", "div", "ul", "ol", "aside")):
        links = [link for link in element.iter("a") if _is_headline(link)][: _MOST_LINKED + 1]
        if not 1 < len(links) <= _MOST_LINKED or element.getparent() is None:
            continue
        linked = sum(len("".join(link.text_content().split())) for link in links)
        if linked >= _LEAST_LINKED * len("".join(element.text_content().split())):
            element.drop_tree()


def _is_headline(link: Any) -> bool:
    """Tell whether a link is a heading, or holds one."""
    parent = link.getparent()
    return any(True for _ in link.iter(*_HEADLINES)) or (parent is not None and parent.tag in _HEADLINES)


def drop_cards(tree: Any) -> None:
    """Take the cards of other stories out of a page: headlines, no sentence among them, below a label that says so.

    'Also in the news' heads a list; 'Watch' stands over one headline, and is no heading itself, as a part's may be.
    """
    lists = load_lexicon("onrecord.documents", "page_parts.toml")
    known = lists.words("links") | lists.words("others")
    signs = (one for one in tree.iter() if isinstance(one.tag, str) and _bare_label(one.text or "") in known)
    for sign in list(islice(signs, _MOST_SIGNS)):
        around = (one for one in (sign, *islice(sign.iterancestors(), _HIGHEST)) if one.tag in _CARDS)
        for box in around:
            if box.getparent() is None or len(box.text_content()) > _LARGEST_TOLD:
                break
            first, *headlines = _show_lines(box) or [""]
            if not headlines:
                continue
            label = _bare_label(first)
            headed = any(True for _ in box.iter(*_HEADLINES))
            whole = any(True for _ in box.iter("h1"))  # the article's own headline
            opened = 1 < len(headlines) <= _MOST_LINKED and label in lists.words("others")
            labelled = len(headlines) == 1 and label in lists.words("links") and not headed
            if not whole and (opened or labelled) and all(map(_may_be_headline, headlines)):
                box.drop_tree()
            break


def drop_other_parts(tree: Any) -> None:
    """Take the boxes out of a page that begin with a label of another part of its paper: 'Recipe of the day'."""
    most = len(tree.text_content()) // 2
    form = _other_parts()
    signs = (one for one in tree.iter(*_LABELS) if form.match(_show_start(one)))
    for sign in list(islice(signs, _MOST_SIGNS)):
        for box in islice(sign.iterancestors(), _HIGHEST):
            if (
                box.tag not in _CARDS
                or box.getparent() is None
                or len(box.text_content()) > min(most, _LARGEST_TOLD)
            ):
                break
            lines = _show_lines(box)
            if (
                len(lines) > 1
                and not any(True for _ in box.iter("h1"))
                and form.match(lines[0])
                and not _is_section(box, sign)
            ):
                box.drop_tree()
                break


def _is_section(box: Any, sign: Any) -> bool:
    """Tell whether a box is one of several of the same kind in which the article is told, each below a heading."""
    others = (one for one in islice(box.getparent().iterchildren(box.tag), _MOST_SIGNS) if one is not box)
    for other in others:
        lines = _show_lines(other) if len(other.text_content()) <= _LARGEST_TOLD else []
        heading = next(other.iter(sign.tag), None)
        headed = heading is not None and lines[:1] == [_show_start(heading)]
        if headed and not _other_parts().match(lines[0]) and any(map(is_prose, lines[1:])):
            return True
    return False


def _show_start(element: Any) -> str:
    """Return the words of an element that may be a label, and of another no more than as long as one."""
    return " ".join("".join(islice(element.itertext(), _MOST_PIECES)).split())[:_LONGEST_LINKED]


@cache
def _other_parts() -> re.Pattern[str]:
    entries = load_lexicon("onrecord.documents", "page_parts.toml").entries
    return compile_forms(entry for entry in entries if entry.get("part") == "other_part")


def _bare_label(text: str) -> str:
    return text[:_LONGEST_LINKED].strip(" \t\n:|»>…").lower()


def _may_be_headline(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADLINE and len(line.split()) >= _FEWEST_OF_HEADLINE and line[-1] not in _ENDS
    )


def drop_links(tree: Any) -> None:
    """Take the paragraphs out of a page that are a word and a link to another story: 'Read more: Ferry sinks'."""
    labels = load_lexicon("onrecord.documents", "page_parts.toml").words("links")
    for element in list(tree.iter("p", "li", "h2", "h3", "h4", "h5", "h6", "div")):
        links = list(element.iter("a"))
        if not links or len(links) > _MOST_LINKS or element.getparent() is None:
            continue
        words = " ".join(element.text_content().split())
        linked = sum(len(" ".join(link.text_content().split())) for link in links)
        label = re.split(r"[:>»|–—-]", words)[0].strip(" \t*•").lower()
        alone = ""
        if len(words) <= _LONGEST_LINKED:
            beside = element.xpath(".//text()[not(ancestor::a)]")
            alone = " ".join(text for text in beside if text.strip())
        if alone.strip(" \t\n*•:>»|–—-").lower() in labels or (
            label in labels and len(words) - linked <= len(label) + _AROUND_LINKS
        ):
            element.drop_tree()


def stamp_messages(tree: Any) -> None:
    """Write the messages of a chat that Telegram exported as a page as other chats have them: stamp, sender, words.

    A message that follows one of the same sender names none; one that was passed on is of whom it names.
    """
    sender = ""
    for message in list(tree.iter("div")):
        if not {"message", "default"} <= set((message.get("class") or "").split()):
            continue
        inside = {
            name: [one for one in message.iter("div", "span") if name in (one.get("class") or "").split()]
            for name in ("date", "from_name", "text")
        }
        stamp = next(filter(None, (_STAMP.match(one.get("title") or "") for one in inside["date"])), None)
        names = [" ".join((one.text or "").split()) for one in inside["from_name"]]
        sender = names[0] if names else sender
        if stamp is None or not sender:
            continue
        for one in (*inside["date"], *inside["from_name"]):
            if one.getparent() is not None:
                one.drop_tree()
        for words in inside["text"][:1]:
            words.text = (
                f"[{stamp[1]}, {stamp[2]}] {names[-1] if names else sender}: {(words.text or '').lstrip()}"
            )
            words.tag = "p"
        for one in message.iter():
            one.attrib.pop("class", None)


def add_linked_data(tree: Any, stated: Content) -> Content:
    """Return what a page states, with what its linked data says of its own article.

    A page may describe other articles too, which it lists or links to. Its own is the only one, or the one that has
    the page's title or address; where that can't be told, nothing is taken from any.
    """
    articles = [item for item in _find_objects(tree) if _is_article(item)]
    own = _choose(articles, tree, stated)
    if own is None:
        return stated
    day = clean_stated(own.get("datePublished"))
    days = read_stated_days(day) if day else None
    return replace(
        stated,
        title=stated.title or clean_stated(own.get("headline")),
        outlet=_name(own.get("publisher")) or stated.outlet,
        byline=stated.byline or _name(own.get("author")),
        published=days[0] if days and days[0] == days[1] else stated.published,
        withheld=stated.withheld or _is_withheld(own),
    )


def add_listed(tree: Any, stated: Content) -> Content:
    """Return what a page states, with the day and whose it is where it lists them: 'Published: 14 May 2031'."""
    listed: dict[str, str] = {}
    for term in tree.iter("dt"):
        said = term.getnext()
        if said is not None and said.tag == "dd" and (name := clean_stated(term.text_content())):
            listed.setdefault(name.rstrip(": ").lower(), " ".join(said.text_content().split()))
    known = load_lexicon("onrecord.documents", "front_matter.toml")
    days = (find_day(listed[name]) for name in ("published", "date", "date published") if name in listed)
    day = next(filter(None, days), None)
    outlet = next(
        (words for name, words in listed.items() if name == "from" or name in known.words("outlet")), None
    )
    return replace(
        stated,
        published=stated.published or (day.day if day else None),
        outlet=stated.outlet or (clean_stated(outlet) if day else None),
    )


def name_titled_outlet(tree: Any, url: str | None) -> str | None:
    """Return the outlet that a page's title adds to the headline: 'Quay shut | Elm Gazette'.

    The rest of the title must be a headline of the page. What is added is also a section, an author or a subject; so it
    must be the words of the page's own host, or be named as outlets are and not in common words alone.
    """
    title = " ".join(next((element.text_content() for element in tree.iter("title")), "").split())
    if len(title) > _LONGEST_TITLE:
        return None
    parts = [part.strip() for part in _TITLE_MARK.split(title)]
    headlines = {_letters(element.text_content()) for element in tree.iter("h1", "h2")}
    for name, rest in ((parts[-1], parts[:-1]), (parts[0], parts[1:])):
        told = any(_letters("".join(rest[: n + 1])) in headlines for n in range(len(rest)))
        if told and rest and _is_outlet(name, host_of(url)):
            return clean_stated(name)
    return None


def name_shown_outlet(outline: str, url: str | None) -> str | None:
    r"""Return the outlet that a page shows as a line, or a part of one, in the words of its own host.

    >>> name_shown_outlet("The Elm Gazette · English pages\n\nQuay shut", "https://www.elmgazette.example/quay")
    'The Elm Gazette'
    """
    label = _letters((host_of(url) or "").partition(".")[0]).removeprefix("the")
    if len(label) < _SHORTEST_LABEL:
        return None
    for line in outline.split("\n")[:_MOST_SHOWN]:
        for part in _TITLE_MARK.split(line.strip()) if len(line) <= _LONGEST_LINKED else ():
            words = part.split()
            if _letters(part).removeprefix("the") == label and 1 < len(words) <= _MOST_OF_OUTLET:
                return clean_stated(part)
    return None


def _is_outlet(name: str, host: str | None) -> bool:
    words = re.findall(r"[^\W_][\w.’'&-]*", name)
    if (
        not words
        or len(words) > _MOST_OF_OUTLET
        or any(word[0].islower() and len(word) > 3 for word in words)
    ):
        return False
    if host is not None and _letters(name).removeprefix("the") in {_letters(host), *host.split(".")}:
        return True
    outlets = load_lexicon("onrecord.documents", "masthead.toml").words("outlets")
    own = words[0] == "The" or any(not is_english(word) for word in words)
    return len(words) > 1 and own and any(word.casefold() in outlets for word in words)


def is_locked(tree: Any) -> bool:
    """Tell whether a page says that not all may read it, in the form that social networks ask for."""
    return any(
        element.get("property") == "article:content_tier" and element.get("content") == "locked"
        for element in tree.iter("meta")
    )


def _is_withheld(item: Mapping[str, object]) -> bool:
    """Tell whether an article, or a part of it, is not for all to read (schema.org's isAccessibleForFree)."""
    parts = item.get("hasPart")
    values = [item, *(parts if isinstance(parts, list) else [parts])]
    told = (value.get("isAccessibleForFree") for value in values if isinstance(value, Mapping))
    return any(str(value).lower() == "false" for value in told)


def _find_objects(tree: Any) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a page's linked data, those at the top of each script and in its '@graph'."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or len(script.text or "") > _LONGEST_DATA:
            continue
        with contextlib.suppress(ValueError, RecursionError):
            yield from _open(msgspec.json.decode((script.text or "").strip().encode("utf-8", "replace")))


def _open(content: object) -> Iterator[Mapping[str, object]]:
    waiting, seen = [content], 0
    while waiting and seen < _MOST_OBJECTS:
        value, seen = waiting.pop(0), seen + 1
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _is_article(item: Mapping[str, object]) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    known = load_lexicon("onrecord.documents", "page_parts.toml").words("articles")
    return any(isinstance(name, str) and name.rpartition("/")[2].lower() in known for name in names)


def _choose(articles: list[Mapping[str, object]], tree: Any, stated: Content) -> Mapping[str, object] | None:
    if len(articles) < 2:
        return articles[0] if articles else None
    addresses = {_bare(link.get("href")) for link in tree.iter("link") if link.get("rel") == "canonical"}
    addresses |= {_bare(stated.url)}
    by_address = [item for item in articles if _addresses(item) & (addresses - {""})]
    if len(by_address) == 1:
        return by_address[0]
    titles = [_letters(element.text_content()) for element in tree.iter("title", "h1")]
    by_title = [
        item
        for item in by_address or articles
        if len(headline := _letters(item.get("headline"))) >= _SHORTEST_TITLE
        and any(
            headline in title or (len(title) >= _SHORTEST_TITLE and title in headline) for title in titles
        )
    ]
    return by_title[0] if len(by_title) == 1 else None


def _addresses(item: Mapping[str, object]) -> set[str]:
    values = [item.get(key) for key in ("url", "@id", "mainEntityOfPage")]
    values += [value.get("@id") or value.get("url") for value in values if isinstance(value, Mapping)]
    return {_bare(value) for value in values} - {""}


def _bare(value: object) -> str:
    """Return an address without its scheme, its query and the stroke at its end."""
    text = value if isinstance(value, str) else ""
    return re.split(r"[?#]", re.sub(r"^https?:/{1,2}(?:www\.)?", "", text))[0].rstrip("/").lower()


def _letters(value: object) -> str:
    return _LETTERS.sub("", value).casefold() if isinstance(value, str) else ""


def _name(value: object) -> str | None:
    """Return the name of a person or organisation; of several, the first."""
    if isinstance(value, list):
        value = next(iter(value), None)
    return clean_stated(value.get("name")) if isinstance(value, Mapping) else clean_stated(value)
