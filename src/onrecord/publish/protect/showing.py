"""A published file -> what a reader's software makes of it: the words seen, every attribute and every address."""

import html
import json
import re
from collections.abc import Iterator
from enum import Enum
from html.parser import HTMLParser
from urllib.parse import unquote

from msgspec import Struct

from onrecord.publish.protect.hiding import OWN_KEYS

# Elements that stand within a line; whatever else opens or closes parts what is read together.
_INLINE = frozenset(
    "a abbr b bdi cite code em i mark q s small span strong sub sup time tspan u".split()  # noqa: SIM905 - read as a line
)
_UNSHOWN = frozenset(("script", "style"))
# attributes of the page's own markup: names of its style sheet and places of a drawing, which hold no document's words
_OWN_ATTRIBUTES = frozenset(
    (  # noqa: SIM905 - read as lines
        "class style d transform viewbox xmlns charset http-equiv lang role type font-family fill stroke font-size"
        " text-anchor stroke-width stroke-dasharray stroke-miterlimit scope aria-roledescription open hidden tabindex"
        " for width height x y x1 x2 y1 y2"
    ).split()
)
_POLICY = "default-src"  # of the content security policy, which is the page's own
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark 0.31, 2.4
_MARKERS = re.compile(r"[*`|]+|(?m:^[>#\s-]+)|\[\^\d+\]:?")
_CELL = re.compile(r"(?<!\\)\|")


class Where(Enum):
    """What a piece of a file is for its reader."""

    WORDS = "words"
    ATTRIBUTE = "attribute"
    ADDRESS = "address"


class Shown(Struct, frozen=True):
    """A piece of a file that is read as one."""

    text: str
    where: Where


def list_shown(suffix: str, content: str) -> Iterator[Shown]:
    """Yield what a file with this suffix shows."""
    if suffix == ".json":
        yield from _read_json(json.loads(content))
    elif suffix == ".html":
        yield from _Page(content).shown
    else:
        yield from _read_markdown(content)


def _read_json(value: object, key: str = "") -> Iterator[Shown]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _read_json(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _read_json(item, key)
    elif isinstance(value, str) and key not in OWN_KEYS:
        yield Shown(value, Where.ADDRESS if key in ("file", "url", "archived") else Where.WORDS)


def _read_markdown(content: str) -> Iterator[Shown]:
    """Yield each line, and each cell of a table, without what Markdown does not show."""
    for line in content.splitlines():
        for cell in _CELL.split(line):
            yield Shown(html.unescape(_ESCAPED.sub(r"\1", _MARKERS.sub("", cell))), Where.WORDS)


class _Page(HTMLParser):
    """What a browser shows of a page: its words by block, its drawings' labels together, every attribute."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[Shown] = []
        self._words: list[str] = []
        self._labels: list[str] = []
        self._hidden = 0
        self._drawn = False
        self.feed(content)
        self.close()
        self._end_block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes of an element, and that a block begins."""
        if tag in _UNSHOWN:
            self._hidden += 1
        if tag not in _INLINE:
            self._end_block()
        self._drawn = self._drawn or tag == "svg"
        for name, value in attrs:
            if not value or name in _OWN_ATTRIBUTES or value.startswith(_POLICY):
                continue
            address = name in ("href", "src", "id") or name.startswith("xlink")
            self.shown.append(Shown(value, Where.ADDRESS if address else Where.ATTRIBUTE))

    def handle_endtag(self, tag: str) -> None:
        """Note that a block ends."""
        if tag in _UNSHOWN:
            self._hidden -= 1
        if tag not in _INLINE:
            self._end_block()
        if tag == "svg":
            self.shown.append(Shown("\n".join(self._labels), Where.WORDS))
            self._labels, self._drawn = [], False

    def handle_data(self, data: str) -> None:
        """Note words."""
        if not self._hidden:
            self._words.append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment, which whoever looks at the source reads."""
        self.shown.append(Shown(data, Where.ATTRIBUTE))

    def _end_block(self) -> None:
        words = "".join(self._words)
        if words.strip():
            self.shown.append(Shown(words, Where.WORDS))
            if self._drawn:
                self._labels.append(words)
        self._words = []


def decode_address(address: str) -> str:
    """Return an address as a browser's bar shows it."""
    return unquote(address)
