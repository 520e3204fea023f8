"""A Markdown text -> itself, with what its front matter states of it.

Front matter is what sites, note programs and clippers put over a text: lines of YAML between '---', of TOML between
'+++', or of fields with a title and a day before the first empty line. It is furniture of the text and no part of what
it says.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.collect.articles import clean_web_address
from onrecord.collect.days import read_stated_days
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, Markup
from onrecord.documents.plain import read_plain
from onrecord.lexicon import load_lexicon
from onrecord.model import Offsets

_FRONT_MATTER = re.compile(r"\s{0,20}(---|\+\+\+)[ \t]*\n((?:[^\n]{0,2000}\n){1,200}?)\1[ \t]*(?=\n|$)")
# Fields without a fence, as MultiMarkdown and some site builders have them: lines at the very top, up to an empty one.
_UNFENCED = re.compile(r"((?:[A-Za-z][\w -]{1,24}:[ \t]+[^\n]{1,500}\n){2,15})(?=[ \t]*\n)")
_FIELD = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*[:=][ \t]*(.{0,2000}?)[ \t]*$")
_ITEM = re.compile(r"[ \t]+(?:-[ \t]+)?(?:name[ \t]*:[ \t]*)?(.{1,2000}?)[ \t]*$|-[ \t]+(.{1,2000}?)[ \t]*$")
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(?:(?!\1)[^\n]){1,1000}\1[ \t]*$", re.MULTILINE)
_BOLD_HEAD = re.compile(r"^[ \t]*(\*\*|__)(?=\S)(?:(?!\1)[^\n]){1,100}\1(?=[ \t:]*\S)", re.MULTILINE)
_AROUND = "\"'[] "  # of a value in quotes, in a list on one line, or a link of Obsidian's


def read_markdown(source: Source) -> Content:
    """Return a Markdown text as it is, its markup kept, with what its front matter states.

    Raises:
        CannotRead: as for plain text.
    """
    content = read_plain(source)
    content = replace(content, marked=tuple(_find_bold(content.text)))
    fenced, unfenced = _FRONT_MATTER.match(content.text), _UNFENCED.match(content.text)
    front, fields = (fenced, fenced[2]) if fenced else (unfenced, unfenced[1] if unfenced else "")
    stated = dict(reversed(list(_read_fields(fields))))  # of a field that stands twice, the first
    if front is None or (unfenced and not all(any(_values(stated, part)) for part in ("title", "published"))):
        return content
    days = next(filter(None, map(read_stated_days, _values(stated, "published"))), None)
    return Content(
        content.text,
        title=next(_values(stated, "title"), None),
        outlet=next((name for name in _values(stated, "outlet") if not clean_web_address(name)), None),
        byline=next(_values(stated, "author"), None),
        url=next(filter(None, map(clean_web_address, _values(stated, "url"))), None),
        published=days[0] if days and days[0] == days[1] else None,
        furniture=(Offsets(front.start(1), front.end()),),
        marked=content.marked,
        flaws=content.flaws,
    )


def _find_bold(text: str) -> Iterator[tuple[Markup, Offsets]]:
    """Yield the paragraphs that are bold as a whole, and what is bold at the head of others."""
    for found in _BOLD.finditer(text):
        yield Markup.STRONG, Offsets(*found.span())
    for found in _BOLD_HEAD.finditer(text):
        yield Markup.LABEL, Offsets(found.end() - len(found[0].lstrip()), found.end())


def _read_fields(lines: str) -> Iterator[tuple[str, str]]:
    """Yield each field with its value; of a list, its first item."""
    name = ""
    for line in lines.split("\n"):
        if field := _FIELD.match(line):
            name = re.sub(r"\W|_", "", field[1]).lower()
            value = field[2]
        elif name and (item := _ITEM.match(line)):
            value = item[1] or item[2]
        else:
            continue
        if words := clean_stated(value.strip(_AROUND)):
            yield name, words


def _values(stated: dict[str, str], part: str) -> Iterator[str]:
    names = dict(load_lexicon("onrecord.documents", "front_matter.toml").lists)[part]
    return (stated[name] for name in names if name in stated)
