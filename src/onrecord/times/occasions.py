"""Text -> the named occasions against which it tells time, and those to which it gives a day."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.annotations import Occasion, TimeMention, TimeType
from onrecord.lexicon import Lexicon, compile_lower, load_lexicon, lower_in_place
from onrecord.model import Offsets

_SPACE = r"(?:[^\S\n]{1,4}|[^\S\n]{0,4}\n[^\S\n]{0,8})"
# The longest stretch between an occasion and its day: 'the summit in Port Aldous, which is set to begin on'.
_TIE_REACH = 70
_LONGEST_NAME = 260  # characters before the head: an article and five modifiers
# 'it will not take place before the Games'
_NOT = re.compile(
    r"(?:\b(?:will|would|can|could|is|are|was|were|may|might|should|shall) not|['’]s not|"
    r"\b(?:wo|would|ca|could|is|are|was|were|should)n['’]t|\bcannot|\bnever)\b[^.;:]{0,50}\Z",
    re.IGNORECASE,
)
# 'until the Games have wrapped up'
_OVER = re.compile(
    r"\s(?:(?:have|has|had|are|is|were|was)\s)?(?:wrap(?:s|ped)?\sup|ends?|ended|over|finish(?:ed|es)?|conclude[sd]?|closed?)\b"
)
_PLACES = ("name", "part")  # what stands in a phrase besides its signal
_NAMED_TYPES = (TimeType.DATE, TimeType.TIME)


class OccasionPhrase(NamedTuple):
    """'before the start of the Winter Games': its signal, the part of the occasion, and the occasion's name."""

    start: int
    signal: str
    end_of: bool
    name: Offsets


def _words() -> Lexicon:
    return load_lexicon(__package__ or "onrecord.times", "occasions.toml")


def _any_of(name: str) -> str:
    return "|".join(sorted(map(re.escape, _words().words(name)), key=lambda word: (-len(word), word)))


@cache
def _name_form() -> str:
    modifier = rf"(?:(?-i:[A-Z][\w’'.-]{{0,30}}|\d{{4}}|\d{{1,3}}(?:st|nd|rd|th))|{_any_of('modifiers')})"
    article = rf"(?:(?:the|this|its|their|next){_SPACE})"
    return rf"{article}?(?:{modifier}{_SPACE}){{0,5}}?(?:{_any_of('heads')})(?![\w-])"


@cache
def _phrase_pattern() -> re.Pattern[str]:
    signals = "|".join(f"(?P<{entry.get('signal')}>{entry.form})" for entry in _words().entries)
    part = rf"(?:the{_SPACE})?(?P<part>start|beginning|opening|end|close|conclusion|completion|eve){_SPACE}of{_SPACE}"
    form = rf"(?<!\w)(?:{signals}){_SPACE}(?:{part})?(?P<name>{_name_form()})"
    return re.compile(form, re.IGNORECASE)


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<name>{_name_form()})", re.IGNORECASE)


@cache
def _head_pattern() -> re.Pattern[str]:
    return compile_lower(rf"(?<![\w-])(?:{_any_of('heads')})(?![\w-])")


@cache
def _tie_pattern() -> re.Pattern[str]:
    place = r"(?:(?:in|at)\s(?-i:[A-Z][\w’'-]{0,30})(?:\s(?-i:[A-Z][\w’'-]{0,30})){0,3},?\s)"
    return re.compile(rf",?\s{place}?(?:(?:{_any_of('ties')}),?\s){{1,9}}\Z", re.IGNORECASE)


def find_occasion_phrases(text: str) -> Iterator[OccasionPhrase]:
    """Yield the phrases that tell time against a named occasion, in order.

    >>> note = "It was put off until after the Lagoon Games."
    >>> [(phrase.signal, note[slice(*phrase.name)]) for phrase in find_occasion_phrases(note)]
    [('after', 'the Lagoon Games')]
    """
    for found in _phrase_pattern().finditer(text):
        name = Offsets(*found.span("name"))
        signal = next(key for key, words in found.groupdict().items() if words and key not in _PLACES)
        # 'by the summit' may name who did it; 'by the start of the summit' can't.
        if found["part"] or (signal != "by" and _names_one(text[name.start : name.end])):
            end_of = (found["part"] or "").lower() in _words().words("closing")
            end_of = end_of or bool(_OVER.match(text, name.end))
            if signal == "before" and _NOT.search(text, max(0, found.start() - 60), found.start()):
                signal = "not before"
            yield OccasionPhrase(found.start(), signal, end_of, name)


def _names_one(name: str) -> bool:
    """Tell whether a name is particular enough to be one occasion: capitalised, or the only one of its kind."""
    words = name.split()
    proper = any(word[:1].isupper() for word in words if word not in ("The", "This", "Its", "Next"))
    return proper or words[-1].lower() in _words().words("single")


def is_head(word: str) -> bool:
    """Tell whether a noun heads the names of occasions: 'hearing', 'summit'."""
    return word.lower() in _words().words("heads")


def fold_occasion(name: str) -> str:
    """Return a name for comparison: lower case, without articles, years and possessives, its head made common.

    >>> fold_occasion("the 2031 Port Aldous Winter Olympics")
    'port aldous winter games'
    """
    words = [re.sub(r"['’]s?$", "", word.strip(".,")) for word in name.lower().split()]
    kept = [word for word in words if word not in _words().words("empty") and not word.isdigit()]
    return " ".join(_common(word) for word in kept)


def _common(word: str) -> str:
    for kind in ("games", "election", "talks", "summit"):
        if word in _words().words(kind):
            return kind
    return word


def find_occasions(text: str, times: Sequence[TimeMention]) -> tuple[Occasion, ...]:
    """Return the named occasions to which the text gives a day.

    The day may follow ('the Games, which open on February 4'), precede ('the June 5 election') or stand in the
    name ('the 2031 Winter Games').
    """
    found: dict[tuple[int, int], Occasion] = {}
    names = list(_find_names(text))
    for index, time in enumerate(times):
        if time.type not in _NAMED_TYPES or (
            time.occasion is not None and not _is_inside(time, time.occasion)
        ):
            continue
        for name in _near(names, time):
            words = text[name.start : name.end]
            if _names_one(words) and _is_tied(text, name, time) and (key := fold_occasion(words)):
                found.setdefault(name, Occasion(name, key, index))
    return tuple(found[name] for name in sorted(found))


def _find_names(text: str) -> Iterator[Offsets]:
    """Yield the names of occasions; they are looked for only near the nouns that head them."""
    stretches: list[tuple[int, int]] = []
    for head in _head_pattern().finditer(lower_in_place(text)):
        begin = max(0, head.start() - _LONGEST_NAME)
        if stretches and begin <= stretches[-1][1]:
            begin = stretches.pop()[0]
        stretches.append((begin, head.end() + 1))
    for begin, end in stretches:
        yield from (Offsets(*match.span("name")) for match in _name_pattern().finditer(text, begin, end))


def _near(names: Sequence[Offsets], time: TimeMention) -> Iterator[Offsets]:
    first = bisect_left(names, (time.start - _TIE_REACH - 60, 0))
    last = bisect_left(names, (time.end + 3, 0), lo=first)
    yield from names[first:last]


def _is_inside(time: TimeMention, name: Offsets) -> bool:
    return name.covers(time.offsets) and time.offsets != name


def _is_tied(text: str, name: Offsets, time: TimeMention) -> bool:
    if _is_inside(time, name):
        return True
    if time.end <= name.start:
        # 'the June 5 election': only a blank between, and no article before the name
        gap = text[time.end : name.start]
        return (
            gap.isspace()
            and len(gap) < 3
            and not text[name.start : name.end].lower().startswith(("the ", "this "))
        )
    return 0 < time.start - name.end <= _TIE_REACH and bool(
        _tie_pattern().fullmatch(text[name.end : time.start])
    )
