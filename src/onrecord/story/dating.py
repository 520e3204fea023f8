"""Readings -> the days of documents that carry none, and of acts told against occasions."""

from bisect import insort
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from onrecord.annotations import Reading
from onrecord.model import UNKNOWN, Basis, Span, When, when
from onrecord.story.dating_chances import SURE, Weighed, list_allowed, weigh_days
from onrecord.story.dating_facts import STAMP, Fact, find_facts
from onrecord.story.dating_links import find_link_facts, keep_ledger
from onrecord.story.dating_occasions import gather_occasions, resolve_occasions
from onrecord.story.dating_sources import find_source_facts, keep_shelf
from onrecord.story.judge.days import Clue, Likeness, list_clues
from onrecord.times.redating import redate, tell_times

__all__ = ["infer_days", "resolve_occasions"]

# Coverage of one story seldom lies further from its dated documents than this.
_REACH = timedelta(days=3 * 366)
# A document whose day is known to a week needs no inference.
_CLOSE = timedelta(days=7)
# One that is told so closely says where the days of others are.
_NEAR = timedelta(days=70)
# What a page's own words on its day weigh at least: a copyright line, a dateline, a stamp.
_OWN = 4
# What a bare month weighs: so little tells nothing against the rest.
_WEAK = 1
# What it weighs to lie within so many days of the dated documents.
_NEARNESS = ((60, 3), (200, 2))
# A stretch of days that weighs so little less is as likely, and in another year unless it lies this much further
# from the dated documents. These and `_AGREEMENT` were chosen with bench/dating.py (articles of nine outlets whose
# days were taken away): of the windows inferred, those half a year or more off fell from 13-18 in 100 to 2-3.
_NO_LESS, _ANOTHER_YEAR, _CLEARLY_NEARER = 1, timedelta(days=200), 150
# The least share of the weight of all clues that must agree.
_AGREEMENT = 0.8
# A wider window says nothing that the pile doesn't.
_WIDEST = timedelta(days=366)
# How likely the bounds that a document's own words give must be. Of those of marked piles whose days were taken away,
# 88 in 100 that are hold the true day, and one in two of the others. Such bounds are told as they are, with the words
# that set them, unless they are so many times as wide as the days that are likely: then the likely ones within them.
# Where these lie far apart, bounds that are likelier than not are: 54 of 71 of such hold the true day.
_LIKELY, _WIDER, _LIKELIER, _WIDE = 0.7, 2, 0.5, timedelta(days=183)
_DAY = timedelta(days=1)


class _Days:
    """The days of the documents that have one, stated or inferred by now."""

    def __init__(self, pile: Mapping[str, Reading]) -> None:
        self.found: dict[str, When] = {}
        dated = (reading.document.published for reading in pile.values() if not _needs_day(reading))
        stated = [day for window in dated for day in (window.earliest, window.latest) if day]
        self._stated = (min(stated), max(stated)) if stated else ()
        self._named = None if stated else _named_days(list(pile.values()))
        self._bounds: list[tuple[date, str]] = []  # of the windows inferred, in order, with their documents

    def enter(self, document: str, window: When | None) -> None:
        """Take the window that was inferred for a document, in the place of an earlier one."""
        if window is None:
            return
        if document in self.found:
            self._bounds = [bound for bound in self._bounds if bound[1] != document]
        for day in (window.earliest, window.latest):
            if day is not None:
                insort(self._bounds, (day, document))
        self.found[document] = window

    def last_named(self) -> list[tuple[float, int]]:
        """Return the last day that texts name, as that of a document like none, where no day is stated."""
        return [(0.0, self._named[1].toordinal())] if self._named else []

    def span(self, but: str) -> tuple[date, date] | None:
        """Return the first and last day of all documents but one, or of the years that the texts name."""
        first = next((day for day, document in self._bounds if document != but), None)
        last = next((day for day, document in reversed(self._bounds) if document != but), None)
        days = [day for day in (first, last, *self._stated) if day is not None]
        return (min(days), max(days)) if days else self._named


def _named_days(readings: Sequence[Reading]) -> tuple[date, date] | None:
    """Return the span of the days that texts name with their year, or else the latest year that they name."""
    times = [time for reading in readings for time in reading.times if time.basis is Basis.EXPLICIT]
    days = [time.earliest for time in times if time.earliest and time.earliest == time.latest]
    if days:
        return min(days), max(days)
    years = [(time.earliest, time.latest) for time in times if time.earliest and time.latest]
    return max(years, default=None)


def infer_days(readings: Sequence[Reading]) -> Mapping[str, When]:
    """Return, by document id, the bounds that the texts imply for documents whose day is unknown or wide.

    Every document's own words bound its day first (a copyright line, dates told as past or as coming, weekdays with a
    day of the month, occasions and events that another document dates): of the days that agree with most of them,
    those nearest to the dated documents are taken. These bounds are told where what dated articles show, of how far off
    the days are that they name and of how near those lie that are alike, makes them likely; else the shortest run of
    days that this makes likely is. A document about which nothing can be told is left out.
    """
    pile = {reading.document.id: _read_without_day(reading) for reading in readings}
    almanac = gather_occasions(list(pile.values()))
    facts = {key: find_facts(reading, almanac) for key, reading in pile.items() if _needs_day(reading)}
    if not facts:
        return {}
    days = _Days(pile)
    order = sorted(facts, key=lambda key: (-sum(fact.weight for fact in facts[key]), pile[key].document.file))
    for key in (*order, *order):  # again, now that the days of the others show when the story runs
        days.enter(key, _infer(pile[key], facts[key], days.span(key)))
    ledger = keep_ledger([_told_on(reading, days.found.get(key)) for key, reading in pile.items()])
    shelf = keep_shelf([reading for reading in pile.values() if not _needs_day(reading)])
    for key in sorted(facts, key=lambda key: pile[key].document.file):
        links = [*find_link_facts(pile[key], ledger), *find_source_facts(pile[key], shelf)]
        if links and not any(fact.weight == STAMP for fact in facts[key]):
            facts[key] += links
            days.enter(key, _infer(pile[key], facts[key], days.span(key)))
    return _weigh_all(pile, facts, days.found, days)


def _weigh_all(
    pile: Mapping[str, Reading], facts: Mapping[str, Sequence[Fact]], bounds: Mapping[str, When], days: _Days
) -> Mapping[str, When]:
    """Return the days of documents that are likely enough; those told closely help to tell the others."""
    stamped = {key for key in facts if any(fact.weight == STAMP for fact in facts[key])}
    found = {key: bounds[key] for key in sorted(stamped & bounds.keys())}
    dated = {key: reading.document.published for key, reading in pile.items() if not _needs_day(reading)}
    dated |= found
    clues = {key: _list_other_clues(pile[key], facts[key]) for key in sorted(facts.keys() - stamped)}
    stated = {key: day.latest for key, day in dated.items() if day.latest is not None}
    close: dict[str, date] = {}
    for _ in range(2):
        known = stated | close
        likeness = Likeness([(key, pile[key].document.text, day) for key, day in sorted(known.items())])
        now = {}
        for key, own in clues.items():
            near = likeness.find_nearest(pile[key].document.text, key) or days.last_named()
            weighed = weigh_days(own, facts[key], near, pile[key].document.published)
            day = _choose(pile[key], weighed, bounds.get(key)) if weighed is not None else None
            if day is not None:
                now[key] = day
        found |= now
        close = {key: _find_middle(day) for key, day in now.items() if _is_near(day)}
    return found


def _list_other_clues(reading: Reading, facts: Sequence[Fact]) -> list[Clue]:
    """Return what a document names of the calendar, but for a page's own words on its day, which facts tell."""
    own = {fact.start for fact in facts if fact.weight >= _OWN}
    return [clue for clue in list_clues(reading) if clue.words.start not in own]


def _is_near(day: When) -> bool:
    """Tell whether a day is told closely enough to say where the days of others are."""
    return day.earliest is not None and day.latest is not None and day.latest - day.earliest <= _NEAR


def _find_middle(day: When) -> date:
    first, last = day.earliest or date.min, day.latest or date.min
    return first + (last - first) // 2


def _choose(reading: Reading, weighed: Weighed, bounds: When | None) -> When | None:
    """Return the bounds that the words give, where they are likely and hardly wider, or else the days that are."""
    begin, end = weighed.find_window(SURE)
    least = _LIKELY if end - begin <= _WIDE else _LIKELIER
    if bounds is not None and weighed.sum(bounds) >= least:
        first, last = bounds.earliest or date.min, bounds.latest or date.max
        if weighed.words is None or last - first <= _WIDER * (end - begin + _DAY):
            return bounds
        if first <= end and begin <= last:
            begin, end = max(first, begin), min(last, end)
    if weighed.words is None or end - begin > _WIDEST:
        return None
    return when(begin, end, Basis.INFERRED, reading.document.cite(*weighed.words))


def _needs_day(reading: Reading) -> bool:
    published = reading.document.published
    if published.earliest is None or published.latest is None:
        return True
    return published.latest - published.earliest > _CLOSE


def _read_without_day(reading: Reading) -> Reading:
    """Return the reading of a document without a close day with its times told by their own words alone."""
    if not _needs_day(reading) or _is_read_so(reading):
        return reading
    return replace(reading, times=tell_times(reading.document, reading.sentences, UNKNOWN))


def _is_read_so(reading: Reading) -> bool:
    """Tell whether the reader had no day to tell times by either, and no other sentences.

    Those that it adds are rows of tables, and lines that list numbers with who gives each in brackets, the last too.
    """
    text = reading.document.text
    if reading.document.published != UNKNOWN or reading.document.cells:
        return False
    return not any(text[begin:end].rstrip(" .\t\r").endswith(")") for begin, end in reading.sentences)


def _told_on(reading: Reading, day: When | None) -> Reading:
    """Return the reading with its times told against an inferred day."""
    return reading if day is None else redate(reading, day)


def _infer(reading: Reading, facts: Sequence[Fact], span: tuple[date, date] | None) -> When | None:
    if span is None or not any(fact.weight > _WEAK for fact in facts):
        return None
    published = reading.document.published
    first = published.earliest or span[0] - _REACH
    last = published.latest or span[1] + _REACH
    if last < first:
        return None
    scores = np.zeros((last - first).days + 1, dtype=np.int64)  # what each day weighs
    for fact in facts:
        scores += fact.weight * list_allowed(fact, first, last)
    likeliest = _find_likeliest(scores, first, facts, span)
    if not likeliest:
        return None
    # Where the words conflict, one weak clue may be the one that misleads: days that break it stay possible.
    top = int(scores[(likeliest[0] - first).days])
    least = max(top if top == _total(facts) else top - _WEAK, 1)
    possible = _stretches(scores >= least, first)
    chosen = [stretch for stretch in possible if any(stretch[0] <= day <= stretch[1] for day in likeliest)]
    begin, end = chosen[0][0], chosen[-1][1]
    if end - begin > _WIDEST or (begin == first and published.earliest is None):
        return None
    if end == last and published.latest is None:
        return None
    return when(begin, end, Basis.INFERRED, _reason(reading, facts, begin, end))


def _find_likeliest(
    scores: NDArray[np.int64], start: date, facts: Sequence[Fact], span: tuple[date, date]
) -> list[date]:
    """Return the first of the likeliest days, or none where the words conflict or several years are as likely.

    Coverage of one story lies together, so nearness to the dated documents counts as a fact does; where it alone
    would have to choose between two years that lie about as near, nothing is chosen.
    """
    sums = scores + _weigh_nearness(start, len(scores), span)
    best = int(sums.max())
    stretches = _stretches(sums == best, start)
    begin, end = min(
        stretches, key=lambda stretch: (-_likelihood(stretch, facts), _distance(stretch, span), stretch)
    )
    away = _distance((begin, end), span)
    likely = _likelihood((begin, end), facts)
    rivals = [
        stretch
        for less in range(_NO_LESS + 1)
        for stretch in _stretches(sums >= best - less, start)
        if not stretch[0] <= begin <= stretch[1]
        and abs(stretch[0] - begin) > _ANOTHER_YEAR
        and _distance(stretch, span) - away < _CLEARLY_NEARER
    ]
    highest = (int(sums[(rival[0] - start).days : (rival[1] - start).days + 1].max()) for rival in rivals)
    if any(
        high + _likelihood(rival, facts) >= best + likely - _NO_LESS
        for high, rival in zip(highest, rivals, strict=True)
    ):
        return []
    agreeing = [fact for fact in facts if fact.allows(begin)]
    if not any(fact.weight > _WEAK for fact in agreeing) or _total(agreeing) < _AGREEMENT * _total(facts):
        return []
    # Months of one year that are as likely: the window holds them all.
    ties = [
        stretch[0]
        for stretch in stretches
        if abs(stretch[0] - begin) <= _ANOTHER_YEAR and _likelihood(stretch, facts) >= likely
    ]
    return [begin, *(day for day in ties if day != begin)]


def _total(facts: Sequence[Fact]) -> int:
    return sum(fact.weight for fact in facts)


def _weigh_nearness(start: date, number: int, span: tuple[date, date]) -> NDArray[np.int64]:
    """Return what each of so many days weighs for lying near the dated documents."""
    days = np.arange(start.toordinal(), start.toordinal() + number)
    first, last = span[0].toordinal(), span[1].toordinal()
    away = np.where(days < first, first - days, np.maximum(0, days - last))
    weights = np.zeros(number, dtype=np.int64)
    for reach, weight in reversed(_NEARNESS):
        weights[away <= reach] = weight
    return weights


def _stretches(chosen: NDArray[np.bool_], start: date) -> list[tuple[date, date]]:
    """Return the first and last day of each run of days that are chosen."""
    edges = np.flatnonzero(np.diff(chosen.astype(np.int8), prepend=0, append=0)) + start.toordinal()
    days = [date.fromordinal(int(edge)) for edge in edges[::2]]
    ends = [date.fromordinal(int(edge) - 1) for edge in edges[1::2]]
    return list(zip(days, ends, strict=True))


def _likelihood(stretch: tuple[date, date], facts: Sequence[Fact]) -> int:
    """Return how many facts find some day of a stretch likely; it chooses a stretch and never narrows one."""
    days = range(stretch[0].toordinal(), stretch[1].toordinal() + 1)
    leaning = (fact.leans for fact in facts if fact.leans is not None)
    return sum(any(map(leans, map(date.fromordinal, days))) for leans in leaning)


def _distance(stretch: tuple[date, date], span: tuple[date, date]) -> int:
    """Return how many days lie between the first day of a stretch and the dated documents."""
    if stretch[1] < span[0]:
        return (span[0] - stretch[0]).days
    return max(0, (stretch[0] - span[1]).days)


def _reason(reading: Reading, facts: Sequence[Fact], begin: date, end: date) -> Span:
    """Return the words that bound the window: of the heaviest fact that the days just outside it break."""
    outside = (begin - timedelta(days=1), end + timedelta(days=1))
    telling = [fact for fact in facts if fact.allows(begin) and not all(fact.allows(day) for day in outside)]
    fact = max(telling or facts, key=lambda fact: (fact.weight, -fact.start))
    return reading.document.cite(fact.start, fact.end)
