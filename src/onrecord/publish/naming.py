"""What a heading calls an announcement: its act, in a few words that stand in one of its own sentences."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

from onrecord.lexicon import load_lexicon
from onrecord.model import Commitment
from onrecord.publish import summary

_LONGEST = 72  # characters of an act in a heading
_FEWEST_CUT = 2  # words and '…' of one that says anything
_FEWEST = 3  # words that are left of one that is cut
_MARKS = "\"“”‘’'"
_DOUBLE = '"“”'
_STOPS = ",;:–—-"
_LEFT_OUT = "…"
_NOT = "not"


def quote_act(commitment: Commitment, sentences: Iterable[str]) -> str:
    """Return the words of an act in quotation marks, as they stand in one of `sentences` and short enough to head it.

    Nothing where they stand in none, or may well not be what names the act, or too few of them have room.
    """
    if (commitment.action_worth or 0.0) < summary.NAMED:
        return ""
    words = commitment.action.split()
    for told in sentences:
        if found := find_words(words, told):
            return _quote(found)
        if words[:1] == [_NOT] and (found := find_words(words[1:], told)):
            return f"{_NOT} {quoted}" if (quoted := _quote(found)) else ""
    return ""


def call_act(commitment: Commitment) -> str:
    """Return the words of an act, or the announcement's own, the last, where those may well not name it."""
    worth = commitment.action_worth
    if worth is None or worth >= summary.NAMED:
        return commitment.action
    return cut_short(" ".join(commitment.versions[-1].span.exact.split()))


def _quote(found: str) -> str:
    head = cut_short(found)
    return f"“{head}”" if head == found or len(head.split()) > _FEWEST_CUT else ""


def find_words(words: Sequence[str], told: str) -> str:
    """Return words as they stand in a text, in their order and as near together as can be; nothing where they do not.

    Their own quotation marks become single ones, to stand in others.

    >>> find_words("open the bridge".split(), "He will open, in May, the bridge.")
    'open, … the bridge'
    >>> find_words("close the bridge".split(), "He will open the bridge.")
    ''
    """
    text = told.split()
    bare = [_bare(word) for word in text]
    sought = [_bare(word) for word in words]
    begins = (start for start, word in enumerate(bare) if word in sought[:1])
    found = list(
        takewhile(bool, (_follow(sought, bare, start) for start in begins))
    )  # none follows a vain one
    if not found:
        return ""
    places = min(found, key=lambda places: places[-1] - places[0])
    pieces = []
    for number, place in enumerate(places):
        word = words[-1] if number + 1 == len(places) else text[place]
        gap = number > 0 and place != places[number - 1] + 1
        pieces.append(f"{_LEFT_OUT} {word}" if gap else word)
    return _nest(" ".join(pieces).rstrip(_STOPS))


def _nest(words: str) -> str:
    """Return words as they stand within quotation marks: with single ones for their own, if both halves are there."""
    marks = [place for place, letter in enumerate(words) if letter in _DOUBLE]
    letters = list(words)
    for number, place in enumerate(marks):
        letters[place] = "" if len(marks) % 2 else "‘’"[number % 2]
    return "".join(letters)


def _follow(sought: Sequence[str], text: Sequence[str], start: int) -> list[int]:
    """Return where words follow one another in a text from `start` on, or nothing where they do not."""
    places: list[int] = []
    for word in sought:
        place = next((at for at in range(start, len(text)) if text[at] == word), None)
        if place is None:
            return []
        places.append(place)
        start = place + 1
    return places


def _bare(word: str) -> str:
    return word.strip(_MARKS + _STOPS + ".") or word


def cut_short(words: str, longest: int = _LONGEST) -> str:
    """Return words that head a line, without their end where they are too long: cut before what hangs on the rest.

    >>> cut_short("send two hundred engineers to the valley of the Tarn to mend the old stone bridges", 48)
    'send two hundred engineers to the valley …'
    >>> cut_short("open the bridge", 48)
    'open the bridge'
    """
    parts = words.split()
    gaps = [number for number, part in enumerate(parts) if part == _LEFT_OUT]
    room = gaps[1] if len(gaps) > 1 else len(parts)
    while len(" ".join(parts[:room])) > longest:
        room -= 1
    if room == len(parts):
        return words
    begins = [number for number in range(_FEWEST, room + 1) if _hangs(parts[number])]
    kept = parts[: begins[-1] if begins else room]
    while len(kept) > 1 and (_hangs(kept[-1]) or _bare(kept[-1]).lower() in _list("determiner")):
        kept.pop()
    return f"{' '.join(kept).rstrip(_STOPS)} {_LEFT_OUT}"


def _hangs(word: str) -> bool:
    """Tell whether a word only joins what follows to what goes before."""
    bare = _bare(word).lower()
    return not any(map(str.isalnum, word)) or any(
        bare in _list(name) for name in ("preposition", "relative", "joining")
    )


@cache
def _list(name: str) -> frozenset[str]:
    return load_lexicon("onrecord.publish", "lede.toml").words(name)
