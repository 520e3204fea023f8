"""Captions (WebVTT, SubRip) -> the words said, a paragraph for each turn.

Where the file names who speaks, the paragraph begins as in a transcript: 'Ana Lima: The quay is shut.'
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from onrecord.collect.encoding import decode_text
from onrecord.collect.source import Source, clean_stated
from onrecord.documents.content import Content, unify_line_ends
from onrecord.errors import CannotRead

_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d\d?):(\d\d?)[.,](\d{1,3})[ \t]*-->[ \t]*(?:(\d{1,3}):)?(\d\d?):(\d\d?)[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?[ \t]+([^>]{1,100})>")  # WebVTT, section 4.2.2
_TAG = re.compile(r"</?[a-zA-Z\d][^>]{0,200}>|\{\\[^}]{0,60}\}")
# What captions write where somebody else begins to speak.
_TURN = re.compile(r"^(?:>{2,3}|&gt;&gt;(?:&gt;)?|[-–—])[ \t]*(?=\S)")
_NAMED = re.compile(r"^[A-Z][A-Z.’' -]{1,40}:[ \t]")
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
    text = unify_line_ends(decode_text(source.file, source.data))
    paragraphs: list[str] = []
    last: _Cue | None = None
    for cue in _find_cues(text):
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


def _seconds(parts: list[float]) -> float:
    hours, minutes, seconds, thousandths = parts
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
