"""Events told in two documents, one of which gives the day: 'on Tuesday' there, 'on March 8' here."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from onrecord.annotations import Reading, TimeMention
from onrecord.model import Basis, Offsets
from onrecord.reading.times.grammar import load_words
from onrecord.story.dating_facts import Fact, direction_of

_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(?:T\w{2})?")
_WORD = re.compile(r"[^\W_]{2,}")
# Words shared by two sentences, weighed by how few documents have them: so much makes them tell of one event.
_LEAST_WORDS, _LEAST_WEIGHT = 3, 1.5
# Two sentences with a weekday and a day tell of one event where both count the same things ('137 unions') and share
# this many words, or share half the words of the shorter. Coverage of one story repeats itself: of pairs that only
# share rare words one in five did (1,010 pairs of nine outlets' articles).
_COUNTED_WORDS, _SAME_WORDS, _SAME_SHARE = 4, 6, 0.5
_LEAST_COUNT = 21  # smaller numbers recur
_NUMBER = re.compile(r"(?<![\w.,$£€])\d{2,3}(?:,\d{3}){0,3}(?![\w.,%]*\d)")
_COUNTED = re.compile(r"(?<=[\s-])[a-z]{4,20}\b")
_SINCE = re.compile(r"\b(?:since|until|till)\s(?:the\s)?\Z", re.IGNORECASE)
# A weekday is said of one of the last seven days.
_WEEK = timedelta(days=6)


class DatedEvent(Struct, frozen=True):
    """A sentence that tells what happened on a day."""

    document: str
    words: frozenset[str]
    counted: frozenset[tuple[str, str]]  # numbers with what they count
    day: date


class Ledger(Struct, frozen=True):
    """The events that the documents date, by weekday, and how many documents have each word."""

    events: Mapping[int, tuple[DatedEvent, ...]]
    counts: Mapping[str, int]
    documents: int


def keep_ledger(readings: Sequence[Reading]) -> Ledger:
    """Return the dated events of all documents whose own day is known, if only by inference."""
    counts = Counter(word for reading in readings for word in set(_words(reading.document.text)))
    events: dict[int, list[DatedEvent]] = {}
    for reading in readings:
        for event in _dated_events(reading):
            events.setdefault(event.day.isoweekday(), []).append(event)
    return Ledger({day: tuple(told) for day, told in events.items()}, counts, len(readings))


def find_link_facts(reading: Reading, ledger: Ledger) -> list[Fact]:
    """Return what events that other documents date say of the day of this one.

    An event told of a bare weekday here and of a day there is one where the weekday fits and the sentences share
    enough words that few documents have; published it was in the week from that day.
    """
    found = []
    for time in reading.times:
        weekday = _WEEKDAY.fullmatch(time.value)
        if weekday is None or " " in time.exact or direction_of(reading, time) > 0:
            continue
        sentence = reading.sentence_at(time.start)
        words, counted = words_of(reading, sentence) - _weekdays(), _counted(reading, sentence)
        days = {
            event.day
            for event in ledger.events.get(int(weekday[1]), ())
            if event.document != reading.document.id and _tell_same_event(words, counted, event)
        }
        if len(days) == 1:
            found.append(_published_after(time, days.pop()))
    return found


def _tell_same_event(words: frozenset[str], counted: frozenset[tuple[str, str]], event: DatedEvent) -> bool:
    shared = len(words & event.words)
    if counted & event.counted:
        return shared >= _COUNTED_WORDS
    return shared >= max(_SAME_WORDS, _SAME_SHARE * min(len(words), len(event.words)))


def _counted(reading: Reading, sentence: Offsets) -> frozenset[tuple[str, str]]:
    """Return the larger numbers of a sentence, years aside, each with the words of what it may count."""
    text = reading.document.text[sentence.start : sentence.end]
    found = set()
    for number in _NUMBER.finditer(text):
        amount = int(number[0].replace(",", ""))
        if amount >= _LEAST_COUNT and not 1900 <= amount < 2100:
            found |= {(number[0], word) for word in _COUNTED.findall(text[number.end() : number.end() + 40])[:3]}
    return frozenset(found)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(load_words().tables["weekday"])


def _published_after(time: TimeMention, event: date) -> Fact:
    return Fact(time.start, time.end, 3, lambda day: event <= day <= event + _WEEK)


def _dated_events(reading: Reading) -> Iterator[DatedEvent]:
    for time in reading.times:
        if time.earliest is None or time.earliest != time.latest or time.basis is Basis.UNKNOWN:
            continue
        told_on = reading.document.published.latest
        if told_on is not None and time.earliest <= told_on and direction_of(reading, time) <= 0:
            if _SINCE.search(reading.document.text[max(0, time.start - 12) : time.start]):
                continue
            sentence = reading.sentence_at(time.start)
            words = words_of(reading, sentence) - _weekdays()
            yield DatedEvent(reading.document.id, words, _counted(reading, sentence), time.earliest)


def words_of(reading: Reading, sentence: Offsets) -> frozenset[str]:
    """Return the words of a sentence that can tell events apart."""
    return frozenset(_words(reading.document.text[sentence.start : sentence.end]))


def _words(text: str) -> list[str]:
    """Return the words that can tell events apart: numbers, and words of four letters and more."""
    return [word for word in _WORD.findall(text.lower()) if len(word) > 3 or word[0].isdigit()]


def tell_one_event(shared: frozenset[str], ledger: Ledger) -> bool:
    """Tell whether the words that two sentences share are rare enough in the pile to tell of one event."""
    if len(shared) < _LEAST_WORDS:
        return False
    return sum(math.log(ledger.documents / ledger.counts[word]) for word in sorted(shared)) >= _LEAST_WEIGHT
