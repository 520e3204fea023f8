"""Reading -> what it is compared by with the readings of its days: names, words, and runs of words."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from onrecord.annotations import FrameKind, MentionType, Reading
from onrecord.names import find_key_words
from onrecord.story.thresholds import find_sure

_NAMED = frozenset(
    {MentionType.PERSON, MentionType.ORGANISATION, MentionType.STATE, MentionType.GROUP, MentionType.PLACE}
)
_WORD = re.compile(r"[^\W_]+")
_FEWEST_LETTERS = 4
_STEM_LETTERS = 7  # words of one beginning are taken for one: 'contaminated', 'contamination'
_MOST_WORDS = 96  # the most frequent of a text
_MOST_NAMES = 64
_RUN = 5  # as in story/fingerprints.py
# Of the runs of words, one in so many is kept: those whose hash is divisible by it, in every text the same ones
# (modulo sampling of shingles; Manber, 'Finding similar files in a large file system', 1994).
_SAMPLE = 8
_MOST_RUNS = 256
_LARGEST = (1 << 63) - 1


class Features(Struct, frozen=True):
    """What a reading is compared by, and what it holds that a story is chosen for."""

    names: tuple[str, ...]  # key words of the proper names, the most frequent first
    words: tuple[str, ...]  # beginnings of the words, the most frequent first
    runs: tuple[int, ...]  # hashes of the runs of words that are kept, ascending
    announcements: int
    terms: int
    denials: int


def find_features(reading: Reading) -> Features:
    """Return what a reading is compared by; furniture, and what only its outlet says of itself, is no part of it."""
    words = [word.casefold() for word in _WORD.findall(_blank_furniture(reading))]
    return Features(
        names=tuple(_rank(_list_names(reading), _MOST_NAMES)),
        words=tuple(
            _rank((word[:_STEM_LETTERS] for word in words if _is_word(word)), _MOST_WORDS),
        ),
        runs=_sample_runs(words),
        announcements=sum(1 for _ in find_sure(reading, FrameKind.ANNOUNCEMENT)),
        terms=sum(1 for _ in find_sure(reading, FrameKind.TERM)),
        denials=sum(1 for _ in find_sure(reading, FrameKind.DENIAL)),
    )


def _blank_furniture(reading: Reading) -> str:
    text, parts, end = reading.document.text, [], 0
    for words in reading.document.furniture:
        parts.append(text[end : words.start])
        end = max(end, words.end)
    return "\n".join([*parts, text[end:]])


def _is_word(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and not word.isdigit()


def _rank(found: Iterator[str], most: int) -> list[str]:
    """Return the most frequent, of those as frequent the first in the alphabet."""
    counted = Counter(found)
    return sorted(counted, key=lambda one: (-counted[one], one))[:most]


def _list_names(reading: Reading) -> Iterator[str]:
    """Yield each name met as its key words in one, as often as it is met."""
    own = " ".join(sorted(find_key_words(reading.document.outlet or "")))
    for mention in reading.mentions:
        if mention.type in _NAMED and mention.exact[:1].isupper():
            key = " ".join(sorted(find_key_words(mention.exact)))
            if key and key != own:
                yield key


def _sample_runs(words: list[str]) -> tuple[int, ...]:
    found: set[int] = set()
    for start in range(len(words) - _RUN + 1):
        run = " ".join(words[start : start + _RUN]).encode()
        # two halves, each a checksum: collisions would need both
        number = (zlib.crc32(run) << 32 | zlib.adler32(run)) & _LARGEST
        if zlib.crc32(run) % _SAMPLE == 0:
            found.add(number)
    return tuple(sorted(found)[:_MOST_RUNS])
