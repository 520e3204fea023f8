"""Text -> what is amiss with it: it was cut short, or some of its characters were spoilt.

That a text is cut short is said where its page or what exported it says so behind its last words, or where those break
off in mid-sentence. A page that says that not all may read it may still hold its whole article: its last words tell.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from onrecord.documents.boxes import may_be_boxed
from onrecord.documents.content import Line
from onrecord.documents.lines import leaves_open
from onrecord.english import is_english
from onrecord.lexicon import compile_forms, load_lexicon
from onrecord.model import Flaw, Offsets

_LONGEST_OFFER = 250  # characters
_MOST_BEHIND = 0.2  # of an article's characters, that stand behind an offer which ends it
_FEWEST_BEHIND = 200  # characters that may stand there in any case
_MOST_OFFERED = 8  # lines of a box with an offer
_LAST = 200  # characters of a text's last line that are looked at
_TEASER = 700  # characters of an article that is but its beginning
_PARAGRAPH = 80  # characters of a line that is one, and no heading, name or foot
# What programs that hand out articles put in place of the rest: '… [+1234 chars]'.
_COUNTED = re.compile(r"\[ ?\+? ?[\d,.]+ (?:more )?(?:char|word)\w*\]$", re.IGNORECASE)
_OPEN = re.compile(r"(?<=[\w,;])\s?(?:…|\.{3,4})$")
_LEFT_OUT = re.compile(r"[\[(](?:…|\.{3})[\])]$")
_LAST_WORD = re.compile(r"(?<![\w’'@/.-])([a-z]+)$")
_ENDED = re.compile(r"[.!?…][\W\d]*$|[\"”’»)\]]$")


@cache
def _offers(part: str) -> re.Pattern[str]:
    entries = load_lexicon("onrecord.documents", "furniture.toml").entries
    return compile_forms(entry for entry in entries if entry.get("offer") == part)


def is_offer(text: str) -> bool:
    """Tell whether a line stands in place of the rest of an article, or beside it, to sell it.

    >>> is_offer("To continue reading, subscribe for 1 mark a week."), is_offer("Read the rest of the letter.")
    (True, False)
    """
    return len(text) <= _LONGEST_OFFER and any(_offers(part).search(text) for part in ("rest", "any"))


def find_flaws(
    lines: Sequence[Line], furniture: Iterable[Offsets], *, withheld: bool, unended: bool
) -> Iterator[Flaw]:
    """Yield what is amiss with a text of which some is furniture.

    `withheld` where its page says that not all may read it, `unended` where the markup of the page breaks off.
    """
    if _is_cut(lines, tuple(furniture), withheld=withheld, unended=unended):
        yield Flaw.CUT_SHORT
    if any("\ufffd" in line.text for line in lines):
        yield Flaw.DAMAGED


def _is_cut(lines: Sequence[Line], furniture: Sequence[Offsets], *, withheld: bool, unended: bool) -> bool:
    own = [line for line in lines if not _is_covered(line, furniture)]
    if not own:
        return False
    length, last = sum(len(line.text) for line in own), own[-1].text[-_LAST:]
    if _COUNTED.search(last) or _breaks_off(last):
        return True
    passed, offers, rest = 0, set[str](), max(_FEWEST_BEHIND, _MOST_BEHIND * length)
    for line in lines:
        passed += 0 if _is_covered(line, furniture) else len(line.text)
        if length - passed <= rest and len(line.text) <= _LONGEST_OFFER:
            offers |= {part for part in ("rest", "any") if _offers(part).search(line.text)}
    if "rest" in offers:
        return True
    dotted = _OPEN.search(last) is not None
    unfinished = dotted or not _ENDED.search(last)
    if unended:
        return unfinished
    if withheld and length <= _TEASER:
        return True
    return bool(offers or withheld) and _stops_short(last)


def find_offered(lines: Sequence[Line]) -> Iterator[Offsets]:
    """Yield what stands in place of a text's rest: how much of it there is, what it costs, and who has paid."""
    for line in lines[-1:]:
        if counted := _COUNTED.search(line.text[-_LAST:]):
            yield Offsets(line.end - len(counted[0]), line.end)
    offered = next(
        (
            n
            for n, line in enumerate(lines)
            if _offers("rest").search(line.text[:_LONGEST_OFFER])
            or (n and _stops_short(lines[n - 1].text) and _offers("any").search(line.text[:_LONGEST_OFFER]))
        ),
        None,
    )
    behind = lines[offered + 1 :] if offered is not None else ()
    if len(behind) <= _MOST_OFFERED and all(
        len(line.text) <= _PARAGRAPH and may_be_boxed(line.text) for line in behind
    ):
        yield from (Offsets(line.start, line.end) for line in behind)


def _stops_short(line: str) -> bool:
    """Tell whether a line ends as no sentence does: with dots, or with none of its marks."""
    if _OPEN.search(line):
        return True
    return not _ENDED.search(line) and (len(line) >= _PARAGRAPH or leaves_open(line))


def _is_covered(line: Line, furniture: Sequence[Offsets]) -> bool:
    """Tell whether a whole line is furniture; `furniture` is in the order of the text, and none of it overlaps."""
    place = bisect_right(furniture, (line.start, line.end + 1)) - 1
    return place >= 0 and line.end <= furniture[place].end


def _breaks_off(line: str) -> bool:
    """Tell whether a paragraph ends in mid-sentence: with dots, with half a word, or with one that needs another."""
    if _LEFT_OUT.search(line):
        return True
    if len(line) < _PARAGRAPH:
        return False
    if _OPEN.search(line):
        return True
    word = _LAST_WORD.search(line)
    return word is not None and (leaves_open(line) or not is_english(word[1]))
