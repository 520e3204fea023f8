"""Published files, read once more for every protected name, in whatever way a file can hold one."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

from onrecord.errors import NameLeft
from onrecord.publish import method, promises, wording
from onrecord.publish.protect.matching import Matcher
from onrecord.publish.protect.names import Protected

# keys of record.json whose values are the format's own words, or numbers
_OWN_KEYS = frozenset(
    (
        "type",
        "basis",
        "quoted",
        "act",
        "move",
        "outcome",
        "clock",
        "relation",
        "kind",
        "edtf",
        "tie",
        "sha256",
    )
)
# Elements, and in Markdown cells and lines, that stand beside each other and make no name together.
_BLOCK = re.compile(
    r"</?(?:article|blockquote|caption|d[dlt]|desc|div|figcaption|h[1-6]|label|legend|li|ol|p|section|summary|table|t[dhr]"
    r"|text|title|ul)\b[^>]*>|\n| \| "
)
_APART = "\n" * 9
_SHOWN = 60  # characters around a name that the error repeats


def refuse_left(folder: Path, protected: Sequence[Protected]) -> None:
    """Read every file in `folder`, and its name, for protected names.

    In pages, single words that the pages' own wording uses (a month's name, a heading) are not looked for: record.json
    holds the same content without that wording, and is read for all.

    Raises:
        NameLeft: one was found.
    """
    everything = Matcher(protected)
    pages = Matcher(protected, but=_list_own_words())
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        _refuse(pages, name, name, address=True)
        if path.is_file() and path.suffix == ".json":
            for value in _list_values(json.loads(path.read_text(encoding="utf-8"))):
                _refuse(everything, name, value)
        elif path.is_file():
            for text in _read_ways(path.read_text(encoding="utf-8")):
                _refuse(pages, name, text)


def _refuse(matcher: Matcher, name: str, text: str, *, address: bool = False) -> None:
    for start, end, placeholder in matcher.find(text, address=address):
        around = " ".join(text[max(0, start - _SHOWN) : end + _SHOWN].split())
        raise NameLeft(
            f"{name}: a name of {placeholder} is left, in '{around}'; nothing was published. Add this spelling to"
            " the list of names"
        )


def _read_ways(content: str) -> Iterator[str]:
    """Yield a page as it is written, as a browser shows it, with Markdown's escapes undone and addresses decoded."""
    yield content
    apart = _BLOCK.sub(_APART, re.sub(r"<(style|script)>.*?</\1>", "", content, flags=re.DOTALL))
    shown = html.unescape(re.sub(r"<[^>]*>", "", apart))
    yield shown
    if "\\" in shown:
        yield re.sub(r"\\(\W)", r"\1", shown)
    if "%" in content:
        yield unquote(content)


def _list_values(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _list_values(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _list_values(item, key)
    elif isinstance(value, str) and key not in _OWN_KEYS:
        yield value


@cache
def _list_own_words() -> frozenset[str]:
    """Return the words that pages have of their own, folded."""
    root = files("onrecord.publish")
    templates = root / "templates"
    texts = [part.read_text(encoding="utf-8") for part in _list_files(templates)]
    texts += [
        Path(str(module.__file__)).read_text(encoding="utf-8") for module in (wording, promises, method)
    ]
    months = "January February March April May June July August September October November December"
    return frozenset(word.casefold() for text in (*texts, months) for word in re.findall(r"[^\W\d_]+", text))


def _list_files(folder: object) -> Iterator[Path]:
    for path in sorted(Path(str(folder)).rglob("*")):
        if path.is_file():
            yield path
