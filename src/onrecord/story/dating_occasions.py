"""Occasions of all documents -> their days, and the windows of acts told against them."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.annotations import Reading, TimeMention, TimeType
from onrecord.model import Basis, Offsets, Span
from onrecord.times.occasion_times import bound_by_occasion
from onrecord.times.occasions import OccasionPhrase, find_occasion_phrases, fold_occasion

_DAYS_OF_A_YEAR = 366
_DENIAL_REACH = 60


class Dated(Struct, frozen=True, order=True):
    """An occasion and the days among which a document has it begin, with the words that say so."""

    key: str
    first: date
    last: date
    words: Span


class Almanac(Struct, frozen=True):
    """Every occasion that some document of the pile dates."""

    by_last: Mapping[str, Sequence[Dated]]  # the last word of the key
    _found: dict[str, list[Dated]] = field(default_factory=dict)  # by the key that was asked for

    def window_of(self, name: str) -> tuple[date, date] | None:
        """Return the days among which the named occasion begins, or None where no document, or several, tell.

        Names match where they end alike and one has all the words of the other: 'the Games' is the 'Lagoon
        Winter Games' as long as the pile knows no other games.
        """
        fitting = self._find(name)
        if not fitting:
            return None
        first, last = max(entry.first for entry in fitting), min(entry.last for entry in fitting)
        return (first, last) if first <= last else None

    def words_of(self, name: str) -> Span | None:
        """Return the words that date the named occasion: of those that tell it most closely, the first."""
        closest = min(self._find(name), key=lambda entry: (entry.last - entry.first, entry), default=None)
        return closest.words if closest else None

    def _find(self, name: str) -> list[Dated]:
        key = fold_occasion(name)
        if key not in self._found:
            last = key.split()[-1:]
            near = self.by_last.get(last[0], ()) if last else ()
            self._found[key] = [entry for entry in near if _match(key, entry.key)]
        return self._found[key]

    def days_of(self, reading: Reading, time: int) -> list[date]:
        """Return the first days of the years in which the occasion that a time dates is known to begin."""
        names = [occasion.key for occasion in reading.occasions if occasion.time == time]
        windows = [self.window_of(name) for name in names]
        return [window[0] for window in windows if window and window[0].year == window[1].year]


def _match(one: str, other: str) -> bool:
    left, right = set(one.split()), set(other.split())
    return left <= right or right <= left


def gather_occasions(readings: Sequence[Reading]) -> Almanac:
    """Return every occasion to which a document gives a day, or at least a year."""
    found = set()
    for reading in readings:
        for occasion in reading.occasions:
            time = reading.times[occasion.time]
            first, last = time.earliest, time.latest
            if first and last and (last - first).days <= _DAYS_OF_A_YEAR:
                begin = min(occasion.name.start, time.start)
                words = reading.document.cite(begin, max(occasion.name.end, time.end))
                found.add(Dated(occasion.key, first, last, words))
    by_last: dict[str, list[Dated]] = {}
    for entry in sorted(found):
        for word in entry.key.split()[-1:]:
            by_last.setdefault(word, []).append(entry)
    return Almanac(by_last)


def resolve_occasions(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings with the windows of acts told against occasions, wherever a document dates those.

    'After the Games' begins the day after the Games open, and has no end; 'before the start of the summit' ends
    the day before it; 'in the first half of the year after the Games' is cut at the left.
    """
    almanac = gather_occasions(readings)
    found = []
    for reading in readings:
        times = tuple(_resolve(reading, time, almanac) for time in reading.times)
        found.append(reading if times == reading.times else replace(reading, times=times))
    return tuple(found)


def _resolve(reading: Reading, time: TimeMention, almanac: Almanac) -> TimeMention:
    if time.occasion is None or time.window is None or time.type is TimeType.DURATION:
        return time
    text = reading.document.text
    name = text[slice(*time.occasion)]
    window = almanac.window_of(name)
    phrase = _find_phrase(text, time.window.start, time.occasion)
    if window is None or phrase is None:
        return time
    act = (time.act_earliest, time.act_latest)
    begin, end = bound_by_occasion(phrase.signal, phrase.end_of, window, act)
    anchor = almanac.words_of(name)
    return replace(time, act_earliest=begin, act_latest=end, basis=Basis.RELATIVE, anchor=anchor)


def _find_phrase(text: str, start: int, occasion: Offsets) -> OccasionPhrase | None:
    """Return the phrase that ends in the occasion; what denies it ('not before') may stand a little further left."""
    begin = max(0, start - _DENIAL_REACH)
    for phrase in find_occasion_phrases(text[begin : occasion.end + _DENIAL_REACH]):
        if phrase.name.start + begin == occasion.start:
            return phrase
    return None
