"""News -> text, Markdown and an Atom feed, which all say the same."""

import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from onrecord import __version__
from onrecord.publish.inert import make_inert
from onrecord.publish.markdown import escape_markdown
from onrecord.watch.changes import Change
from onrecord.watch.wording import Difference

_SPACE = uuid.UUID("b6f0c6a2-5a0c-5d0e-8f43-1f2f0a7d9e65")  # of the ids of a feed and its entries
_ATOM = "http://www.w3.org/2005/Atom"
# by which a file of ours is told from somebody's
ATOM_MARK, MARKDOWN_MARK = b">onrecord</generator>", b"# New on record, "
_LONGEST = 600  # characters of one passage; the record holds it whole
_MOST_DIFFERENCES = 20  # of one page
_MOST_TOLD = 50  # of one sort; the feed and the record hold the rest


def tell_text(changes: Sequence[Change]) -> Iterator[tuple[int, str]]:
    """Yield the news as lines, each with its indent."""
    for sort, group in groupby(changes, key=lambda change: change.sort):
        told = list(group)
        yield 0, ""
        yield 0, f"{sort.value}: {len(told)}"
        for change in told[:_MOST_TOLD]:
            yield 2, change.title
            for line in _tell_words(change):
                yield 4, line
            if where := _tell_place(change):
                yield 4, where
        if len(told) > _MOST_TOLD:
            yield 2, f"and {len(told) - _MOST_TOLD} more"


def tell_markdown(changes: Sequence[Change], moment: str) -> str:
    """Return the news of one look as Markdown."""
    lines = [f"# New on record, {moment}", ""]
    if not changes:
        lines += ["Nothing is new.", ""]
    for sort, group in groupby(changes, key=lambda change: change.sort):
        told = list(group)
        lines += [f"## {sort.value}: {len(told)}", ""]
        for change in told:
            lines.append(f"- **{escape_markdown(change.title)}**")
            lines += [f"  - {escape_markdown(line)}" for line in _tell_words(change)]
            if where := _tell_place(change):
                lines.append(f"  - {escape_markdown(where)}")
        lines.append("")
    return "\n".join(lines)


def tell_atom(told: Sequence[tuple[str, Change]], name: str, moment: str) -> bytes:
    """Return an Atom feed (RFC 4287) of what was told, the latest first, each with when it was."""
    feed = etree.Element("feed", nsmap={None: _ATOM})
    _put(feed, "id", f"urn:uuid:{uuid.uuid5(_SPACE, name)}")
    _put(feed, "title", f"New on record: {name}")
    _put(feed, "updated", told[0][0] if told else moment)
    _put(feed, "generator", "onrecord").set("version", __version__)
    _put(_put(feed, "author"), "name", "onrecord")
    for at, change in told:
        entry = _put(feed, "entry")
        _put(entry, "id", f"urn:uuid:{uuid.uuid5(_SPACE, change.key)}")
        _put(entry, "title", change.title)
        _put(entry, "updated", at)
        _put(entry, "category").set("term", change.sort.value)
        if change.address is not None:
            _put(entry, "link").set("href", make_inert(change.address))
        lines = [*_tell_words(change), *([where] if (where := _tell_place(change)) else [])]
        _put(entry, "content", "\n".join(lines) or change.title).set("type", "text")
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _put(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, name)
    if text is not None:
        element.text = "".join(char for char in make_inert(text) if char.isprintable() or char == "\n")
    return element


def _tell_words(change: Change) -> Iterator[str]:
    for words in change.words:
        yield f"“{_cut(words)}”"
    for difference in change.differences[:_MOST_DIFFERENCES]:
        yield _tell_difference(difference)
    if len(change.differences) > _MOST_DIFFERENCES:
        yield f"and {len(change.differences) - _MOST_DIFFERENCES} more differences"


def _tell_difference(difference: Difference) -> str:
    r"""Return a difference as it is read: what was taken out and what was put in, between the words around them.

    >>> _tell_difference(Difference("open in", "June", "August", ", she said"))
    '… open in [June → August] , she said …'
    """
    old, new = _cut(difference.old) or "nothing", _cut(difference.new) or "nothing"
    return f"… {difference.before} [{old} → {new}] {difference.after} …"


def _tell_place(change: Change) -> str:
    surely = "" if change.probability is None else f"probability {change.probability:.3g}"
    return "; ".join(part for part in (change.address, change.file, surely) if part)


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]} […]"
