"""Dated sentences -> events: what happened or is due, on which day, and how many origins say so."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from math import sqrt

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotations import FrameKind, Reading, TimeMention, TimeType
from onrecord.lexicon import load_lexicon
from onrecord.model import Event, Offsets, Quoted, Span, When, identify, when
from onrecord.story.due import read_due
from onrecord.story.judge.passages import Bag, Weights
from onrecord.story.origins import Origins
from onrecord.story.thresholds import find_sure

# 'In May' still tells when; 'in 2018' dates a background, not an event.
_WIDEST_DAYS = 31
# From so many days on the words must name them: 'last month' only places something.
_WIDE_DAYS = 3
# Two sentences on one day tell one event where at least half of the rarer words of the shorter are shared,
# and at least three: fewer are the words of the story itself ('the office', 'the visit').
_SHARED_PART, _SHARED_WORDS = 0.5, 3
# Of what is due on a day the documents speak in shorter and shorter words: 'the deadline of 31 March'.
_DUE_PART, _DUE_WORDS = 0.25, 2
# Whatever their words, two sentences on the same few days tell one event where so much of their weight is shared (its
# part of the mean of both): of pairs so alike in 36 piles of news 13 in 14 did, and of those a little less alike half.
_SHARED_WEIGHT, _SHORT_DAYS = 0.26, 7
# A date with fewer words beside it is a line of a table.
_FEWEST_WORDS = 3
# So surely must words be read as an announcement for their day to be told though the main clause has another, or none.
_SURE_PLAN = 0.85
# Words of one root mostly agree in their first letters: 'agreed', 'agreement'.
_STEM_LETTERS = 6
_PACKAGE = "onrecord.story"
_BARE_HOUR = re.compile(r"\d(?!.*[A-Z][a-z]{2})")  # '7 a.m. local time', not '7 a.m. Monday'
_WORD = re.compile(r"[^\W_]{4,}")
# The signature of a post on a network: '— Mia Rao (@miarao) May 3, 2022'.
_POSTED = re.compile(r"[#@—–]|.{0,80}\(@\w+\)")
# 'Now', 'recently' and 'soon' are no day.
_VAGUE = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


class _Told(Struct, frozen=True):
    """One sentence that dates something."""

    when: When
    sentence: Span
    words: frozenset[str]
    due: bool  # the day lies after the document's
    planned: bool  # its words announce something for the day
    first: bool  # the sentence tells of no nearer day
    bag: Bag
    rarer: frozenset[str] = frozenset()  # of the words, those that few sentences have

    @property
    def ahead(self) -> bool:
        """Whether it tells what is to come on the day, and not that it came."""
        return self.due or self.planned


def gather_events(readings: Sequence[Reading], origins: Origins, weights: Weights) -> tuple[Event, ...]:
    """Return what happened or is due on a day, with the sentence that says so, in the order of their days.

    Sentences that give one day and share most of their rarer words, or of what they say, tell one event; it is told by
    one that looks back at it, where there is any, and those that only promised it are no origins of it then. A further
    day in a sentence makes an event only where nothing else is told of that day. A day that the main clause does not
    tell of makes none ('Monday's ruling'), nor one since or as of which something is so, nor one long past that stands
    with the present, as under a picture, nor a day on which somebody only said something, nor one in quotation marks:
    that is a statement, unless the saying is a formal act (a letter, a decision) or the words announce a plan.
    """
    dated = (item for reading in readings for item in _find_dated(reading, weights))
    told = _set_common_apart(sorted(dated, key=_order))
    groups: list[list[_Told]] = []
    words: list[set[str]] = []  # of all sentences of each group: a sentence that shares too few is none of it
    by_day: dict[int, dict[int, None]] = defaultdict(dict)
    leading: set[tuple[date, date]] = set()  # days of the first sentence of any group
    for item in (*(item for item in told if item.first), *(item for item in told if not item.first)):
        days = _number_days(item)
        near = dict.fromkeys(group for day in days for group in by_day[day])
        able = (group for group in near if len(words[group] & item.words) >= _DUE_WORDS)
        found = next((group for group in able if _is_same(groups[group], item, weights)), None)
        if found is None:
            if not item.first and _days(item) in leading:
                continue
            found = len(groups)
            groups.append([])
            words.append(set())
            leading.add(_days(item))
        groups[found].append(item)
        words[found] |= item.words
        for day in days:
            by_day[day][found] = None
    groups.sort(key=lambda group: _order(group[0]))
    return tuple(_make_event(group, origins) for group in groups)


@cache
def _formal() -> tuple[re.Pattern[str], ...]:
    return tuple(entry.pattern for entry in load_lexicon(_PACKAGE, "events.toml").entries)


def _find_days(reading: Reading) -> dict[Offsets, list[tuple[int, TimeMention]]]:
    """Return the days that each sentence tells, by their index into the times."""
    by_sentence: dict[Offsets, list[tuple[int, TimeMention]]] = {}
    planned = {
        frame.due: read_due(reading, frame)
        for frame in find_sure(reading, FrameKind.ANNOUNCEMENT)
        if frame.due is not None and frame.probability >= _SURE_PLAN
    }
    quoted = [
        content
        for attribution in reading.attributions
        if attribution.quoted is Quoted.DIRECT
        for content in attribution.content
    ]
    published = reading.document.published.latest
    happened = {
        happening.time
        for happening in reading.happenings
        if not (happening.present and _is_over(reading.times[happening.time], published))
        and not _is_state(reading, reading.times[happening.time])
    }
    for index, time in enumerate(reading.times):
        told = (
            index in happened
            and _is_datable(time)
            and not any(content.covers(time.offsets) for content in quoted)
        )
        if told or (index in planned and _has_days(time)):
            day = _move_to(time, planned[index]) if index in planned else time
            by_sentence.setdefault(reading.sentence_at(time.start), []).append((index, day))
    return by_sentence


def _is_over(time: TimeMention, published: date | None) -> bool:
    return published is not None and time.latest is not None and time.latest < published


def _is_state(reading: Reading, time: TimeMention) -> bool:
    """Tell whether something is so since or as of a day: 'as of Monday, nobody had come'."""
    if time.window is None or time.window.start >= time.start:
        return False
    signal = " ".join(reading.document.text[time.window.start : time.start].lower().split())
    return signal in load_lexicon(_PACKAGE, "events.toml").words("state")


def _move_to(time: TimeMention, due: When) -> TimeMention:
    """Return a day as an announcement means it: the Saturday on which somebody is to arrive is the next one."""
    if time.earliest != time.latest or due.earliest is None or due.earliest != due.latest:
        return time
    return replace(time, earliest=due.earliest, latest=due.latest)


def _find_dated(reading: Reading, weights: Weights) -> Iterator[_Told]:
    document = reading.document
    sayings = _find_sayings(reading)
    published = document.published.latest
    frames = list(find_sure(reading, FrameKind.ANNOUNCEMENT))
    planned, days = [frame.words for frame in frames], {frame.due for frame in frames}
    for sentence, times in _find_days(reading).items():
        span = document.cite(*sentence)
        words = _find_words(span.exact)
        if len(words) < _FEWEST_WORDS or _POSTED.match(span.exact):
            continue
        # 'She said on Monday that it opened on Friday' tells of Friday; 'she announced on Monday' of Monday too.
        acts = [(index, time) for index, time in times if index not in sayings]
        announced = any(sentence.overlaps(plan) for plan in planned)
        said = [
            (index, time)
            for index, time in times
            if index in sayings and (announced or _is_formal(document.text, sayings[index], time))
        ]
        acts.sort(key=lambda one: (_width(one[1]), one[1].start))
        seen: set[tuple[date, date]] = set()
        for index, time in (*acts, *said):
            if time.earliest is None or time.latest is None or (time.earliest, time.latest) in seen:
                continue
            day = when(time.earliest, time.latest, time.basis, document.cite(time.start, time.end))
            due = published is not None and time.latest > published
            yield _Told(day, span, words, due, index in days, not seen, weights.make_bag(span.exact))
            seen.add((time.earliest, time.latest))


def _find_sayings(reading: Reading) -> dict[int, Offsets]:
    """Return the days on which their sentence tells that something was said, by their index, with the words of saying.

    On the day on which 'she telephoned the mayor to warn him' she telephoned, and only then does that tell when she
    warned him.
    """
    verbs = {happening.time: happening.verb for happening in reading.happenings}
    found: dict[int, Offsets] = {}
    for one in reading.attributions:
        if one.said is None or one.cue is None:
            continue
        day, verb = reading.times[one.said], verbs.get(one.said, one.cue)
        if not (one.cue.overlaps(verb) and reading.sentence_at(day.start).covers(one.cue)):
            continue
        known = found.setdefault(one.said, one.cue)
        if abs(one.cue.start - day.start) < abs(known.start - day.start):
            found[one.said] = one.cue
    return found


def _is_formal(text: str, cue: Offsets, time: TimeMention) -> bool:
    """Tell whether what is told with the day of a saying is an act: 'said in a letter published on Monday'."""
    start, end = min(cue.start, time.start), max(cue.end, time.end)
    return any(pattern.search(text[start:end]) for pattern in _formal())


def _width(time: TimeMention) -> int:
    return (time.latest - time.earliest).days if time.earliest and time.latest else _WIDEST_DAYS


def _has_days(time: TimeMention) -> bool:
    return (
        time.type in (TimeType.DATE, TimeType.TIME)
        and time.value not in _VAGUE
        and time.earliest is not None
        and time.latest is not None
        and _width(time) < _WIDEST_DAYS
    )


def _is_datable(time: TimeMention) -> bool:
    """Tell whether words date something: a bare hour ('11:09 a.m.') only places it within a day told elsewhere."""
    bare = time.type is TimeType.TIME and _BARE_HOUR.match(time.exact)
    return not bare and _has_days(time) and (_width(time) < _WIDE_DAYS or _is_named(time))


def _is_named(time: TimeMention) -> bool:
    """Tell 'in May' and 'the 2nd week' from 'last month'."""
    return any(character.isupper() or character.isdigit() for character in time.exact)


def _find_words(sentence: str) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM_LETTERS] for word in _WORD.findall(sentence))


def _set_common_apart(told: Sequence[_Told]) -> list[_Told]:
    """Return the sentences with the rarer of their words: those of so many that sharing them says nothing are not."""
    counts = Counter(word for item in told for word in item.words)
    common = frozenset(word for word, count in counts.items() if count > max(5, len(told) // 4))
    return [replace(item, rarer=item.words - common) for item in told]


def _number_days(item: _Told) -> range:
    first, last = _days(item)
    return range(first.toordinal(), last.toordinal() + 1)


def _is_same(group: Sequence[_Told], item: _Told, weights: Weights) -> bool:
    return any(
        _is_same_day(one, item)
        and (
            _share_words(one.rarer, item.rarer, _SHARED_PART, _SHARED_WORDS)
            or (_days(one) == _days(item) and _is_short(item) and _share_weight(one.bag, item.bag, weights))
            or (
                one.due
                and item.due
                and _days(one) == _days(item)
                and _share_words(one.words, item.words, _DUE_PART, _DUE_WORDS)
            )
        )
        for one in group
    )


def _is_same_day(one: _Told, other: _Told) -> bool:
    """Tell whether one of the two windows lies within the other."""
    (first, last), (start, end) = _days(one), _days(other)
    return (first <= start and end <= last) or (start <= first and last <= end)


def _share_words(one: frozenset[str], other: frozenset[str], part: float, fewest: int) -> bool:
    shared = len(one & other)
    return shared >= fewest and shared >= part * min(len(one), len(other))


def _is_short(item: _Told) -> bool:
    return len(_number_days(item)) <= _SHORT_DAYS


def _share_weight(one: Bag, other: Bag, weights: Weights) -> bool:
    shared, _ = weights.share(one, other)
    return shared >= _SHARED_WEIGHT * sqrt(one.weight * other.weight) > 0


def _days(item: _Told) -> tuple[date, date]:
    return item.when.earliest or date.min, item.when.latest or date.max


def _order(item: _Told) -> tuple[date, date, Span]:
    return (*_days(item), item.sentence)


def _make_event(group: Sequence[_Told], origins: Origins) -> Event:
    narrowest = min(group, key=lambda item: (_days(item)[1] - _days(item)[0], item.ahead, item.sentence))
    sentences = {item.sentence for item in group}
    telling = {item.sentence for item in group if not item.ahead} or sentences
    return Event(
        id=identify("event", narrowest.when.edtf, narrowest.sentence),
        when=narrowest.when,
        span=narrowest.sentence,
        also=tuple(sorted(sentences - {narrowest.sentence})),
        documents=len({sentence.document for sentence in telling}),
        origins=origins.count(telling),
        outlets=origins.outlets(telling),
    )
