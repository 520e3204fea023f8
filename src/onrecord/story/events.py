"""Dated sentences -> events: what happened or is due, on which day, and how many origins say so."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord.annotations import Reading, TimeMention, TimeType
from onrecord.model import Event, Offsets, Relay, Span, When, identify, when
from onrecord.story.actors import Cast
from onrecord.story.relays import count_origins

# 'In May' still tells when; 'in 2018' dates a background, not an event.
_WIDEST_DAYS = 31
# Two sentences on one day tell one event where at least half of the rarer words of the shorter are shared,
# and at least three: fewer are the words of the story itself ('the office', 'the visit').
_SHARED_PART, _SHARED_WORDS = 0.5, 3
# Words of one root mostly agree in their first letters: 'agreed', 'agreement'.
_STEM_LETTERS = 6
_WORD = re.compile(r"[^\W_]{4,}")


class _Told(Struct, frozen=True):
    """One sentence that dates something."""

    when: When
    sentence: Span
    words: frozenset[str]
    outlet: str | None


def gather_events(readings: Sequence[Reading], cast: Cast, relays: Sequence[Relay]) -> tuple[Event, ...]:
    """Return what happened or is due on a day, with the sentence that says so, in the order of their days.

    Sentences of different documents that give one day and share most of their rarer words tell one event.
    """
    told = sorted(
        (item for reading in readings for item in _find_dated(reading, cast.outlet_of(reading))), key=_order
    )
    common = _find_common(told)
    groups: list[list[_Told]] = []
    open_groups: list[list[_Told]] = []
    for item in told:
        open_groups = [group for group in open_groups if _last_day(group) >= _days(item)[0]]
        found = next((group for group in open_groups if _is_same(group, item, common)), None)
        if found is None:
            found = []
            groups.append(found)
            open_groups.append(found)
        found.append(item)
    return tuple(_make_event(group, relays) for group in groups)


def _find_dated(reading: Reading, outlet: str | None) -> list[_Told]:
    document = reading.document
    sayings = {attribution.said for attribution in reading.attributions}
    found: dict[tuple[Offsets, date, date], _Told] = {}
    by_sentence: dict[Offsets, list[tuple[int, TimeMention]]] = {}
    for index, time in enumerate(reading.times):
        if _is_datable(time):
            by_sentence.setdefault(reading.sentence_at(time.start), []).append((index, time))
    for sentence, times in by_sentence.items():
        # 'She said on Monday that it opened on Friday' tells of Friday; 'she said on Monday' of Monday.
        acts = [time for index, time in times if index not in sayings]
        span = document.cite(*sentence)
        for time in acts or [time for _, time in times]:
            if time.earliest is None or time.latest is None:
                continue
            day = when(time.earliest, time.latest, time.basis, document.cite(time.start, time.end))
            found.setdefault(
                (sentence, time.earliest, time.latest), _Told(day, span, _find_words(span.exact), outlet)
            )
    return list(found.values())


def _is_datable(time: TimeMention) -> bool:
    return (
        time.type in (TimeType.DATE, TimeType.TIME)
        and time.earliest is not None
        and time.latest is not None
        and (time.latest - time.earliest).days < _WIDEST_DAYS
    )


def _find_words(sentence: str) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM_LETTERS] for word in _WORD.findall(sentence))


def _find_common(told: Sequence[_Told]) -> frozenset[str]:
    """Return the words of so many of the sentences that sharing them says nothing."""
    counts = Counter(word for item in told for word in item.words)
    return frozenset(word for word, count in counts.items() if count > max(5, len(told) // 4))


def _is_same(group: Sequence[_Told], item: _Told, common: frozenset[str]) -> bool:
    return any(
        one.sentence.document != item.sentence.document
        and _is_same_day(one, item)
        and _share_words(one.words - common, item.words - common)
        for one in group
    ) and all(one.sentence != item.sentence for one in group)


def _is_same_day(one: _Told, other: _Told) -> bool:
    """Tell whether one of the two windows lies within the other."""
    (first, last), (start, end) = _days(one), _days(other)
    return (first <= start and end <= last) or (start <= first and last <= end)


def _share_words(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _SHARED_WORDS and shared >= _SHARED_PART * min(len(one), len(other))


def _days(item: _Told) -> tuple[date, date]:
    return item.when.earliest or date.min, item.when.latest or date.max


def _last_day(group: Sequence[_Told]) -> date:
    return max(_days(item)[1] for item in group)


def _order(item: _Told) -> tuple[date, date, Span]:
    return (*_days(item), item.sentence)


def _make_event(group: Sequence[_Told], relays: Sequence[Relay]) -> Event:
    narrowest = min(group, key=lambda item: (_days(item)[1] - _days(item)[0], item.sentence))
    documents = sorted({item.sentence.document for item in group})
    others = sorted({item.sentence for item in group} - {narrowest.sentence})
    return Event(
        id=identify("event", narrowest.when.edtf, narrowest.sentence),
        when=narrowest.when,
        span=narrowest.sentence,
        also=tuple(others),
        documents=len(documents),
        origins=count_origins(documents, relays),
        outlets=tuple(sorted({item.outlet for item in group if item.outlet})),
    )
