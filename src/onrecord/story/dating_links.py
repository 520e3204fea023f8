"""Events told in two documents, one of which gives the day: 'on Tuesday' there, 'on March 8' here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

from msgspec import Struct

from onrecord.annotations import Reading, TimeMention
from onrecord.model import Basis, Offsets
from onrecord.story.dating_facts import RIGHT, Fact, direction_of, is_day_of_year, nearest
from onrecord.times.grammar import load_words

_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(?:T\w{2})?")
_WORD = re.compile(r"[^\W_]{2,}")
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
_HALF_A_YEAR = timedelta(days=182)  # the nearest day of a name lies no further back
_KEPT = 4  # sentences at hand: one that names many days is asked for each
_MOST_EVENTS = 100  # that count the same things; in a pile with more they tell nothing


class DatedEvent(Struct, frozen=True):
    """A sentence that tells what happened on a day."""

    document: str
    words: frozenset[str]
    counted: frozenset[tuple[str, str]]  # numbers with what they count
    day: date


class NamedEvent(Struct, frozen=True):
    """A sentence that tells what happened on a weekday, or on a day of some year."""

    document: str
    words: frozenset[str]
    counted: frozenset[tuple[str, str]]
    name: tuple[int, int]  # month and day, or 0 and the weekday
    time: Offsets

    @property
    def is_weekday(self) -> bool:
        """Whether only a weekday is told."""
        return self.name[0] == 0


class Ledger(Struct, frozen=True, eq=False):
    """The events that the documents date, by weekday, and those that they only name."""

    events: Mapping[int, tuple[DatedEvent, ...]]
    named: Mapping[
        tuple[str, str], tuple[NamedEvent, ...]
    ]  # told of a weekday or a day of some year, by what is counted


def keep_ledger(readings: Sequence[Reading]) -> Ledger:
    """Return the dated events of all documents whose own day is known, if only by inference."""
    events: dict[int, list[DatedEvent]] = {}
    for reading in readings:
        for event in _dated_events(reading):
            events.setdefault(event.day.isoweekday(), []).append(event)
    dated = {day: tuple(told) for day, told in events.items()}
    named: dict[tuple[str, str], list[NamedEvent]] = {}
    for told in (told for reading in readings for told in _named_events(reading)):
        for pair in told.counted:
            named.setdefault(pair, []).append(told)
    return Ledger(dated, {pair: tuple(same) for pair, same in named.items()})


def _named_events(reading: Reading) -> Iterator[NamedEvent]:
    """Yield what a sentence that counts something tells of a weekday or a day of some year."""
    for time in reading.times:
        weekday = _WEEKDAY.fullmatch(time.value)
        name = (0, int(weekday[1])) if weekday else is_day_of_year(time)
        if name is None or (weekday and " " in time.exact):
            continue
        sentence = reading.sentence_at(time.start)
        counted = _counted(reading, sentence)
        if counted and direction_of(reading, time) <= 0:
            words = words_of(reading, sentence) - _weekdays()
            yield NamedEvent(reading.document.id, words, counted, name, time.offsets)


def _find_named_facts(reading: Reading, ledger: Ledger) -> Iterator[Fact]:
    """Yield what a weekday here and a day without its year there, or the reverse, say of one event: its year."""
    for event in _named_events(reading):
        others = {other for pair in event.counted for other in ledger.named.get(pair, ())[:_MOST_EVENTS]}
        names = {
            (other.name, event.name) if event.is_weekday else (event.name, other.name)
            for other in others
            if other.document != event.document
            and other.is_weekday is not event.is_weekday
            and _tell_same_event(event.words, event.counted, other)
        }
        if len(names) == 1:
            [(day, (_, weekday))] = names
            yield _falls_on(event.time, day, weekday, _WEEK if event.is_weekday else _HALF_A_YEAR)


def _falls_on(place: Offsets, name: tuple[int, int], weekday: int, reach: timedelta) -> Fact:
    def allows(day: date) -> bool:
        named = nearest(*name, day)
        return named is not None and named.isoweekday() == weekday and named <= day <= named + reach

    return Fact(place.start, place.end, 3, allows, right=RIGHT)


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
    return [*found, *_find_named_facts(reading, ledger)]


def _tell_same_event(
    words: frozenset[str], counted: frozenset[tuple[str, str]], event: DatedEvent | NamedEvent
) -> bool:
    shared = len(words & event.words)
    if counted & event.counted:
        return shared >= _COUNTED_WORDS
    return shared >= max(_SAME_WORDS, _SAME_SHARE * min(len(words), len(event.words)))


def _counted(reading: Reading, sentence: Offsets) -> frozenset[tuple[str, str]]:
    """Return the larger numbers of a sentence, years aside, each with the words of what it may count."""
    return _list_counted(reading.document.text[sentence.start : sentence.end])


@lru_cache(_KEPT)
def _list_counted(text: str) -> frozenset[tuple[str, str]]:
    found = set()
    for number in _NUMBER.finditer(text):
        amount = int(number[0].replace(",", ""))
        if amount >= _LEAST_COUNT and not 1900 <= amount < 2100:
            found |= {
                (number[0], word) for word in _COUNTED.findall(text[number.end() : number.end() + 40])[:3]
            }
    return frozenset(found)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(load_words().tables["weekday"])


def _published_after(time: TimeMention, event: date) -> Fact:
    return Fact(time.start, time.end, 3, lambda day: event <= day <= event + _WEEK, right=RIGHT)


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
    return _words(reading.document.text[sentence.start : sentence.end])


@lru_cache(_KEPT)
def _words(text: str) -> frozenset[str]:
    """Return the words that can tell events apart: numbers, and words of four letters and more."""
    return frozenset(word for word in _WORD.findall(text.lower()) if len(word) > 3 or word[0].isdigit())
