"""A Markdown or plain text -> itself, with what its front matter states of it.

Front matter is what sites, note programs and clippers put over a text: lines of YAML between '---', of TOML between
'+++', an object of JSON, of Pandoc behind a '%' each, or of fields with a title and a day, an address or more, before
the first empty line or, where all are of names that are known here, with empty lines between. It is furniture of the
text and no part of what it says.
"""

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from onrecord.collect.articles import clean_web_address
from onrecord.collect.days import read_stated_days
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, Markup
from onrecord.documents.markup import are_questions
from onrecord.documents.plain import read_plain
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets

_FRONT_MATTER = re.compile(r"\s{0,20}(---|\+\+\+)[ \t]*\n((?:[^\n]{0,2000}\n){1,200}?)\1[ \t]*(?=\n|$)")
# YAML that ends with three full stops, as it may: fields, what belongs to them, and remarks.
_FRONT_OF_YAML = re.compile(
    r"\s{0,20}(---)[ \t]*\n((?:(?:[A-Za-z][\w .-]{0,40}:[^\n]{0,2000}|[#\t -][^\n]{0,2000})\n){1,200}?)"
    r"\.\.\.[ \t]*(?=\n|$)"
)
_REMARK = re.compile(r"[ \t]+#[ \t].*$")  # of YAML, behind a day
_WEEKDAY = re.compile(r"^<?(\d{4}-\d{2}-\d{2}) [^\W\d]{2,3}\b.*$")  # behind a day, as Org has it
_LONGEST_OBJECT = 20_000  # characters
# Pandoc's: title, authors and day, each behind a sign, the first two of which may be empty.
_TITLE_BLOCK = re.compile(
    r"%[ \t]*(?P<title>[^\n]{0,300})\n%[ \t]*(?P<author>[^\n]{0,300})\n(?:%[ \t]*(?P<date>[^\n]{0,60}))(?=\n|$)"
)
_HEADING = re.compile(
    r"# +([^\n]{3,300}?)[ \t]*\n\s*(?:!\[[^\n]{0,500}\n\s*)?"
    r"(?:#{1,6} +(?:metadata|details|info|properties)\b[^\n]{0,40}\n\s*)?",
    re.IGNORECASE,
)
# Before a field in a list, around its name in bold, and as reStructuredText, AsciiDoc and Org write it.
_POINT = re.compile(r"^[-*] +|\*\*|^:(?=[A-Za-z])|^#\+(?=[A-Za-z])", re.MULTILINE)
# The title over the fields of reStructuredText, between or over a rule, and of AsciiDoc, with an author below it.
_RULED_TITLE = re.compile(
    r"(?:([=~*#^\"'-])\1{2,200}[ \t]*\n)?[ \t]*([^\n:]{3,300}?)[ \t]*\n([=~*#^\"'-])\3{2,200}[ \t]*\n\s{0,20}(?=:[a-z])"
    r"|()= +([^\n]{3,300}?)[ \t]*\n(?:[^\n:]{3,100}\n){0,2}(?=:[a-z])",
    re.IGNORECASE,
)
# Fields without a fence, as MultiMarkdown and some site builders have them: lines at the very top, up to an empty one.
_UNFENCED = re.compile(
    r"((?:(?:[-*] +)?(?:\*\*|:|#\+)?[A-Za-z][\w -]{1,24}:(?:\*\*)?[ \t]+[^\n]{1,500}\n){2,15})(?=[ \t]*\n)"
)
_FIELD = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*[:=][ \t]*(.{0,2000}?)[ \t]*$")
_LINE = re.compile(r"[^\n]{0,2000}(?:\n|$)")
_ITEM = re.compile(r"[ \t]+(?:-[ \t]+)?(?:name[ \t]*:[ \t]*)?(.{1,2000}?)[ \t]*$|-[ \t]+(.{1,2000}?)[ \t]*$")
_FOLDED = re.compile(r"[|>][+-]?")  # YAML's signs for a text that stands on the lines below
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(?:(?!\1)[^\n]){1,1000}\1[ \t]*$", re.MULTILINE)
_ITALIC = re.compile(r"^(\*|_)(?![*_\s])(?:(?!\1)[^\n]){1,600}(?<![\s*_])\1[ \t]*$", re.MULTILINE)
_BOLD_HEAD = re.compile(r"^[ \t]*(\*\*|__)(?=\S)(?:(?!\1)[^\n]){1,100}\1(?=[ \t:]*\S)", re.MULTILINE)
_FEWEST_KNOWN = 3  # fields of known names, where no day and no address is among them
_WRAPPED = re.compile(r"([\"'])(.*)\1|\[(.*)\]")


def read_markdown(source: Source) -> Content:
    """Return a Markdown text as it is, its markup kept, with what its front matter states.

    Raises:
        CannotRead: as for plain text.
    """
    content = read_plain(source)
    content = replace(content, marked=tuple(_find_bold(content.text)))
    if (told := _read_object(content.text)) is not None:
        return _state(content, *told)
    if (found := _FRONT_OF_YAML.match(content.text)) and len(
        _take_fields(found[2]).keys() & _known_names()
    ) > 1:
        return _state(content, Offsets(found.start(1), found.end()), _take_fields(found[2]))
    if found := _FRONT_MATTER.match(content.text):
        return _state(content, Offsets(found.start(1), found.end()), _take_fields(found[2]))
    if (found := _TITLE_BLOCK.match(content.text)) and read_stated_days(found["date"] or ""):
        stated = {name: words for name in ("title", "author", "date") if (words := clean_stated(found[name]))}
        return _state(content, Offsets(0, found.end()), stated)
    return _take_unfenced(content)


def _read_object(text: str) -> tuple[Offsets, dict[str, str]] | None:
    """Return where an object of JSON stands at the head of a text, with the fields of it that are words or names."""
    if not text.startswith("{"):
        return None
    end = text.find("\n}", 0, _LONGEST_OBJECT)
    while end >= 0 and not re.match(r"\n\}[ \t]*(?=\n|$)", text[end:]):
        end = text.find("\n}", end + 1, _LONGEST_OBJECT)
    if end < 0:
        return None
    try:
        fields = msgspec.json.decode(text[: end + 2].encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    stated: dict[str, str] = {}
    for name, value in fields.items():
        one = value[0] if isinstance(value, list) and value else value
        named = one.get("name") if isinstance(one, dict) else one
        if isinstance(named, str) and (words := clean_stated(named)):
            stated.setdefault(_fold(name), words)
    return Offsets(0, end + 2), stated


def read_headed(source: Source) -> Content:
    """Return a plain text with what the fields over it state, as programs that collect articles write them.

    Raises:
        CannotRead: as for plain text.
    """
    content = read_plain(source)
    return _take_unfenced(replace(content, marked=tuple(_find_bold(content.text))))


def _take_unfenced(content: Content) -> Content:
    """Return a text with what fields without a fence state: a title and a day, an address or two fields more."""
    heading = _HEADING.match(content.text)  # as Notion and Readwise export a page
    ruled = _RULED_TITLE.match(content.text)
    title = heading[1] if heading else (ruled[2] or ruled[5]) if ruled else None
    start = heading.end() if heading else ruled.end() if ruled else 0
    found = _UNFENCED.match(content.text, start)
    for end in (found.end() if found else start, _end_spaced(content.text, start)):
        stated = _take_fields(_POINT.sub("", content.text[start:end]))
        if title and end > start:
            stated = {"title": title, **stated}
        dated = any(map(read_stated_days, _values(stated, "published")))
        located = any(map(clean_web_address, _values(stated, "url")))
        if any(_values(stated, "title")) and (dated or located or _count_known(stated) >= _FEWEST_KNOWN):
            return _state(content, Offsets(start, len(content.text[:end].rstrip())), stated)
    return content


def _end_spaced(text: str, start: int) -> int:
    """Return where the fields of known names end that stand at a place of a text, with empty lines between."""
    end = position = start
    while position < len(text) and (line := _LINE.match(text, position)):
        field = _FIELD.match(line[0].rstrip("\n"))
        if field and field[2] and _fold(field[1]) in _known_names():
            end = line.end()
        elif line[0].strip():
            break
        position = line.end()
    return end


def _known_names() -> set[str]:
    return {
        name for _, names in load_lexicon("onrecord.documents", "front_matter.toml").lists for name in names
    }


def _count_known(stated: dict[str, str]) -> int:
    return len(stated.keys() & _known_names())


def _take_fields(lines: str) -> dict[str, str]:
    return dict(reversed(list(_read_fields(lines))))  # of a field that stands twice, the first


def _state(content: Content, front: Offsets, stated: dict[str, str]) -> Content:
    told = (_WEEKDAY.sub(r"\1", _REMARK.sub("", words)) for words in _values(stated, "published"))
    days = next(filter(None, map(read_stated_days, told)), None)
    return replace(
        content,
        title=next(_values(stated, "title"), None),
        outlet=next((name for name in _values(stated, "outlet") if not clean_web_address(name)), None),
        byline=next(_values(stated, "author"), None),
        url=next(filter(None, map(clean_web_address, _values(stated, "url"))), None),
        published=days[0] if days and days[0] == days[1] else None,
        furniture=(front,),
    )


def _find_bold(text: str) -> Iterator[tuple[Markup, Offsets]]:
    """Yield paragraphs that are bold, or in italics where those ask, and what is bold at the head of others."""
    for found in _BOLD.finditer(text):
        yield Markup.STRONG, Offsets(*found.span())
    italic = list(_ITALIC.finditer(text))
    if are_questions([found[0].strip() for found in italic]):
        for found in italic:
            yield Markup.STRONG, Offsets(*found.span())
    for found in _BOLD_HEAD.finditer(text):
        yield Markup.LABEL, Offsets(found.end() - len(found[0].lstrip()), found.end())


def _read_fields(lines: str) -> Iterator[tuple[str, str]]:
    """Yield each field with its value; of a list, its first item, and of a text on lines of its own, all."""
    name, told = "", list[str]()
    for line in [*lines.split("\n"), "end: -"]:
        if field := _FIELD.match(line):
            if told and (words := clean_stated(" ".join(told))):
                yield name, words
            name, value, told = _fold(field[1]), field[2], []
            if _FOLDED.fullmatch(value):
                told = [""]
                continue
        elif told:
            told.append(line)
            continue
        elif name and (item := _ITEM.match(line)):
            value = item[1] or item[2]
        else:
            continue
        if words := clean_stated(_unwrap(value)):
            yield name, words


def _unwrap(value: str) -> str:
    """Return a value without its quotes, or the brackets of a list on one line or of a note program's link."""
    value = value.strip()
    while found := _WRAPPED.fullmatch(value):
        value = (found[2] or found[3] or "").strip()
    return value


def _fold(name: str) -> str:
    return re.sub(r"\W|_", "", name).lower()


def _values(stated: dict[str, str], part: str) -> Iterator[str]:
    names = dict(load_lexicon("onrecord.documents", "front_matter.toml").lists)[part]
    return (stated[name] for name in names if name in stated)
