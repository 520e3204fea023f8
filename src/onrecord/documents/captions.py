"""Captions (WebVTT, SubRip, TTML) -> the words said, a paragraph for each turn.

Where the file names who speaks, the paragraph begins as in a transcript: 'Ana Lima: The quay is shut.'
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from onrecord.collect.encoding import decode_text
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, unify_line_ends
from onrecord.documents.package import name_damage, parse_xml
from onrecord.errors import CannotRead
from onrecord.limits import LARGEST_MARKUP

_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d\d?):(\d\d?)[.,](\d{1,3})[ \t]*-->[ \t]*(?:(\d{1,3}):)?(\d\d?):(\d\d?)[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?[ \t]+([^>]{1,100})>")  # WebVTT, section 4.2.2
_TAG = re.compile(r"</?[a-zA-Z\d][^>]{0,200}>|\{\\[^}]{0,60}\}")
# What captions write where somebody else begins to speak.
_TURN = re.compile(r"^(?:>{2,3}|&gt;&gt;(?:&gt;)?|[-–—])[ \t]*(?=\S)")
_NAMED = re.compile(r"^[A-Z][A-Z.’' -]{1,40}:[ \t]")
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CLOCK = re.compile(
    r"(\d{2,4}):(\d\d):(\d\d(?:\.\d{1,9})?)(?::\d{1,3}(?:\.\d{1,3})?)?"
)  # TTML2, section 12.3
_OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)(h|m|s|ms|f|t)")
_BREAK = "\v"  # between lines of timed text; no XML holds it
_USUAL_RATES = {"f": 30.0, "t": 1.0}  # a second, where a file tells none
_PAUSE = 4.0  # seconds; a longer silence parts paragraphs


class _Cue(NamedTuple):
    start: float  # seconds
    end: float
    voice: str | None
    text: str
    turn: bool  # somebody else begins to speak


def read_captions(source: Source) -> Content:
    """Return the words of captions; a line that is shown again with the next one is said once.

    Raises:
        CannotRead: there are no captions in it.
    """
    return _join(source, _find_cues(unify_line_ends(decode_text(source.file, source.data))))


def read_timed_text(source: Source) -> Content:
    """Return the words of captions in XML (W3C's Timed Text Markup Language 2).

    Raises:
        CannotRead: they are damaged, too large, or there are none.
    """
    if len(source.data) > LARGEST_MARKUP:
        raise CannotRead(source.file, f"larger than {LARGEST_MARKUP // 1024**2} MiB: save its text as .txt")
    with name_damage(source, "caption"):
        return _join(source, _find_timed(parse_xml(source.data)))


def _join(source: Source, cues: Iterator[_Cue]) -> Content:
    paragraphs: list[str] = []
    last: _Cue | None = None
    for cue in cues:
        goes_on = (
            last is not None and not cue.turn and cue.voice == last.voice and cue.start - last.end < _PAUSE
        )
        if goes_on:
            paragraphs[-1] += f" {cue.text}"
        else:
            paragraphs.append(f"{cue.voice}: {cue.text}" if cue.voice else cue.text)
        last = cue
    if not paragraphs:
        raise CannotRead(source.file, "there are no captions in it: get the file again")
    return Content("\n\n".join(paragraphs))


def _find_cues(text: str) -> Iterator[_Cue]:
    shown: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        # the line of times is the first, or stands below a number or a name
        head = next((index for index, line in enumerate(lines[:2]) if _TIMES.match(line.strip())), None)
        if head is None:
            continue
        times = _TIMES.match(lines[head].strip())
        before, shown = shown, []
        voice: str | None = None
        for line in lines[head + 1 :]:
            found = _VOICE.search(line)
            voice = clean_stated(unescape(found[1])) if found else voice
            bare = _TAG.sub("", line).strip()
            turn = _TURN.match(bare)
            words = clean_stated(unescape(_TURN.sub("", bare)))
            if words is None:
                continue
            shown.append(words)
            if times and words not in before:
                parts = [float(part or 0) for part in times.groups()]
                yield _Cue(
                    _seconds(parts[:4]), _seconds(parts[4:]), voice, words, bool(turn or _NAMED.match(words))
                )


def _find_timed(tree: Any) -> Iterator[_Cue]:
    """Yield the paragraphs of timed text; one without times is shown right after the one before."""
    space = tree.tag.partition("}")[0]  # of names, which differs with the version
    agents = {
        agent.get(_XML_ID): clean_stated(" ".join(agent.itertext()))
        for agent in tree.iter(f"{space}#metadata}}agent")
    }
    rates = {
        unit: float(found[0])
        for unit, name in (("f", "frameRate"), ("t", "tickRate"))
        if (found := re.match(r"[1-9]\d{0,11}$", tree.get(f"{space}#parameter}}{name}") or ""))
    }
    before: set[str] = set()
    ended = 0.0
    for paragraph in tree.iter(f"{space}}}p"):
        start = _read_time(paragraph.get("begin"), rates)
        end = _read_time(paragraph.get("end"), rates)
        if end is None and (lasts := _read_time(paragraph.get("dur"), rates)) is not None:
            end = (start or 0.0) + lasts
        start = ended if start is None else start
        ended = start if end is None else end
        boxes = paragraph.iterancestors(f"{space}}}div")
        voice = next(filter(None, (_find_agent(box, space, agents) for box in (paragraph, *boxes))), None)
        shown = set[str]()
        for line, teller in _part_lines(_show_timed(paragraph, space, agents, voice)):
            turn = _TURN.match(line.strip())
            words = clean_stated(_TURN.sub("", line.strip()))
            if words is None:
                continue
            shown.add(words)
            if words not in before:
                yield _Cue(start, ended, teller, words, bool(turn or _NAMED.match(words)))
        before = shown


def _find_agent(element: Any, space: str, agents: Mapping[str, str | None]) -> str | None:
    """Return the name of who says what an element holds, by the first of those that it states."""
    names = (element.get(f"{space}#metadata}}agent") or "").split()
    return agents.get(names[0]) if names else None


def _show_timed(
    element: Any, space: str, agents: Mapping[str, str | None], voice: str | None
) -> Iterator[tuple[str, str | None]]:
    """Yield the words of a paragraph of timed text with who says them, without what is said about them."""
    yield element.text or "", voice
    for child in element:
        if child.tag == f"{space}}}br":
            yield _BREAK, voice
        elif child.tag == f"{space}}}span":
            yield from _show_timed(child, space, agents, _find_agent(child, space, agents) or voice)
        yield child.tail or "", voice


def _part_lines(pieces: Iterator[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """Yield the lines of a paragraph, each of one who speaks."""
    line, teller = "", None
    for words, voice in pieces:
        plain = words if words == _BREAK else " ".join(f"|{words}|".split())[1:-1]
        if plain == _BREAK or (plain.strip() and line.strip() and voice != teller):
            yield line, teller
            line = ""
        if plain.strip():
            teller = voice
        line += "" if plain == _BREAK else plain
    yield line, teller


def _read_time(value: str | None, rates: Mapping[str, float]) -> float | None:
    """Return a time of timed text in seconds: '00:01:02.5', '62.5s', '1500f'; frames are left out of the first form.

    >>> _read_time("00:01:02:12", {}), _read_time("2.5m", {}), _read_time("60f", {"f": 25.0}), _read_time("soon", {})
    (62.0, 150.0, 2.4, None)
    """
    if found := _CLOCK.fullmatch(value or ""):
        return _seconds([*(float(part) for part in found.groups()), 0.0])
    found = _OFFSET.fullmatch(value or "")
    if found is None:
        return None
    unit = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}.get(found[2])
    return float(found[1]) * (unit or 1 / rates.get(found[2], _USUAL_RATES[found[2]]))


def _seconds(parts: list[float]) -> float:
    hours, minutes, seconds, thousandths = parts
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
