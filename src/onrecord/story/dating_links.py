"""Events told in two documents, one of which gives the day: 'on Tuesday' there, 'on March 8' here."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from onrecord.annotations import Reading, TimeMention
from onrecord.model import Basis, Offsets
from onrecord.story.dating_facts import Fact, direction_of

_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(?:T\w{2})?")
_WORD = re.compile(r"[^\W_]{2,}")
# Words shared by two sentences, weighed by how few documents have them: so much makes them tell of one event.
_LEAST_WORDS, _LEAST_WEIGHT = 3, 1.5
# A weekday is said of one of the last seven days.
_WEEK = timedelta(days=6)


class DatedEvent(Struct, frozen=True):
    """A sentence that tells what happened on a day."""

    document: str
    words: frozenset[str]
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
        words = words_of(reading, reading.sentence_at(time.start))
        days = {
            event.day
            for event in ledger.events.get(int(weekday[1]), ())
            if event.document != reading.document.id and tell_one_event(words & event.words, ledger)
        }
        if len(days) == 1:
            found.append(_published_after(time, days.pop()))
    return found


def _published_after(time: TimeMention, event: date) -> Fact:
    return Fact(time.start, time.end, 3, lambda day: event <= day <= event + _WEEK)


def _dated_events(reading: Reading) -> Iterator[DatedEvent]:
    for time in reading.times:
        if time.earliest is None or time.earliest != time.latest or time.basis is Basis.UNKNOWN:
            continue
        told_on = reading.document.published.latest
        if told_on is not None and time.earliest <= told_on and direction_of(reading, time) <= 0:
            yield DatedEvent(
                reading.document.id, words_of(reading, reading.sentence_at(time.start)), time.earliest
            )


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
