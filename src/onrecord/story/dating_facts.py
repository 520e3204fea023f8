"""Reading -> facts about the day on which its document can have been published."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from onrecord.annotations import Reading, TimeMention, TimeType
from onrecord.model import Basis
from onrecord.reading.times.anchors import ends_in_saying, find_anchors
from onrecord.reading.times.direction import find_direction
from onrecord.reading.times.grammar import load_words
from onrecord.reading.times.windows import find_signal, lean
from onrecord.story.dating_occasions import Almanac

# How long after a day news still names it without its year, and how long before; longer needs the year.
_SAID_AFTER, _SAID_BEFORE = 300, 250
_HALF_A_YEAR = 6  # months; a name without a year seldom reaches further, though it may
# News names the day of what is new.
_NEWS = 31
# The months between a bare month name and the present, past and to come; nearer it is 'this month'.
_MONTHS_AFTER, _MONTHS_BEFORE = 10, 9
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))[^\n\d]{0,60}\Z", re.IGNORECASE)
_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_MONTH = re.compile(r"XXXX-(\d\d)")


_HEAD = 1500  # characters in which a dateline may stand
_PLACE = re.compile(r"(?:^|[\s(])[A-Z][A-Z.'’/-]{2,}(?:,? [A-Z][\w.'’/-]{0,20}){0,4},? \Z")
_AGENCY = re.compile(r"\s?(?:\([A-Z][\w /.]{1,40}\)\s?)?[-–—]{1,2}\s|\s?\([A-Z][\w /.]{1,40}\)")
_EVENT = re.compile(r"\s[a-z]{4,}")


class Fact(Struct, frozen=True):
    """Words of the document, the days they allow it to have been published on, and how much they weigh."""

    start: int
    end: int
    weight: int
    allows: Callable[[date], bool]
    leans: Callable[[date], bool] | None = None  # days that are likelier, among those allowed


def find_facts(reading: Reading, almanac: Almanac) -> list[Fact]:
    """Return what the document's own words, and the occasions that the pile dates, say of its day."""
    found: list[Fact] = []
    anchored = find_anchors(reading.document.text, [time.offsets for time in reading.times])
    names_next_month = any(time.exact.lower() == "next month" for time in reading.times)
    for index, time in enumerate(reading.times):
        if time.type not in (TimeType.DATE, TimeType.TIME) or index in anchored:
            continue
        if dateline := _dateline(reading, time):
            found.append(dateline)
            continue
        direction = 0 if _names_event(reading, time) else direction_of(reading, time)
        found += _copyright(reading, time)
        found += _explicit(time, direction)
        found += _weekday_and_day(time)
        found += _yearless_day(time, direction, almanac.days_of(reading, index))
        said = ends_in_saying(reading.document.text[max(0, time.start - 60) : time.start])
        found += _yearless_month(time, direction, names_next_month, said)
    return found


def direction_of(reading: Reading, time: TimeMention) -> int:
    """Tell whether the sentence of a time speaks of the past or of what is to come."""
    sentence = reading.sentence_at(time.start)
    text = reading.document.text
    before = text[max(sentence.start, time.start - 240) : time.start] if sentence.start <= time.start else ""
    after = text[time.end : max(time.end, min(sentence.end, time.end + 240))]
    return lean(find_direction(before, after), find_signal(text, time.start, time.end))


def reads_ahead(reading: Reading, time: TimeMention) -> bool:
    """Tell whether the sentence of a time puts it ahead of the document, and not of an older saying."""
    before = [other.offsets for other in reading.times if other.end <= time.start][-1:]
    moved = find_anchors(reading.document.text, [*before, time.offsets])
    return not moved and direction_of(reading, time) > 0


def is_day_of_year(time: TimeMention) -> tuple[int, int] | None:
    """Return the month and the day that a time without its year names, or None where it names no day."""
    found = _DAY.fullmatch(time.value[:10])
    return (int(found[1]), int(found[2])) if found else None


def _dateline(reading: Reading, time: TimeMention) -> Fact | None:
    """'PORT ALDOUS, June 29 (Kestrel) -': published on that day or the next."""
    text = reading.document.text
    if time.start > _HEAD or not (found := is_day_of_year(time)):
        return None
    lead = text[text.rfind("\n", 0, time.start) + 1 : time.start]
    if not _PLACE.search(lead) or not _AGENCY.match(text, time.end):
        return None
    month, number = found
    return Fact(time.start, time.end, 4, lambda day: 0 <= _since(month, number, day) <= 1)


def _names_event(reading: Reading, time: TimeMention) -> bool:
    """Tell whether a date names an event, 'the April 20 blast', which the verbs around do not place in time."""
    text = reading.document.text
    lead = text[max(0, time.start - 6) : time.start].lower()
    return lead.endswith(("the ", "an ", " a ", "its ")) and _EVENT.match(text, time.end) is not None


def _copyright(reading: Reading, time: TimeMention) -> Iterator[Fact]:
    if not re.fullmatch(r"\d{4}", time.value):
        return
    lead = reading.document.text[max(0, time.start - 70) : time.start]
    if _COPYRIGHT.search(lead):
        year = int(time.value)
        # A page's footer may be younger than its article, hardly older.
        yield Fact(time.start, time.end, 4, lambda day: day.year <= year)
        yield Fact(time.start, time.end, 2, lambda day: day.year == year)


def _explicit(time: TimeMention, direction: int) -> Iterator[Fact]:
    earliest, latest = time.earliest, time.latest
    if time.basis is not Basis.EXPLICIT or earliest is None or latest is None:
        return
    weight = 3 if latest - earliest <= timedelta(days=31) else 2
    if direction < 0:
        # Of the present year's months news leaves the year out.
        year = latest.year
        yield Fact(time.start, time.end, weight, lambda day: day >= earliest, lambda day: day.year > year)
    elif direction > 0:
        yield Fact(time.start, time.end, weight, lambda day: day <= latest)


def _weekday_and_day(time: TimeMention) -> Iterator[Fact]:
    """'Friday, 29 March': only in some years is that a Friday."""
    found = _DAY.fullmatch(time.value[:10])
    words = time.exact.lower()
    weekday = next((load_words().meaning("weekday", word) for word in re.findall(r"[a-z]+day", words)), None)
    if found is None or weekday is None:
        return
    month, number = int(found[1]), int(found[2])
    coming = words.startswith("next ")

    def allows(day: date) -> bool:
        named = nearest(month, number, day)
        if named is None or named.isoweekday() != weekday:
            return False
        # 'Next Friday' is that of the coming week; the one of the present week is 'Friday'.
        return not coming or (day + timedelta(days=7)).isocalendar()[:2] == named.isocalendar()[:2]

    yield Fact(time.start, time.end, 3, allows)


def _yearless_day(time: TimeMention, direction: int, known: Sequence[date]) -> Iterator[Fact]:
    found = _DAY.fullmatch(time.value[:10])
    if found is None or time.earliest is not None or time.exact.lower().endswith(" year"):
        return
    month, number = int(found[1]), int(found[2])
    dates = [date(day.year, month, number) for day in known if _exists(day.year, month, number)]
    if direction < 0:
        yield Fact(
            time.start,
            time.end,
            2,
            lambda day: 0 <= _since(month, number, day) <= _SAID_AFTER,
            lambda day: _since(month, number, day) <= _NEWS,
        )
    elif direction > 0 or dates:
        yield Fact(time.start, time.end, 2, lambda day: 1 <= _until(month, number, day) <= _SAID_BEFORE)
        if dates:
            # The pile knows the year of the occasion: it is that day which lies ahead.
            yield Fact(
                time.start,
                time.end,
                3,
                lambda day: any(1 <= (due - day).days <= _SAID_BEFORE for due in dates),
            )


def _yearless_month(time: TimeMention, direction: int, names_next_month: bool, said: bool) -> Iterator[Fact]:
    """'said in September': not this month, and of the last ten; 'in May': this one or of the coming nine.

    Where the text says 'next month' of something, the month that it names is another.
    """
    found = _MONTH.fullmatch(time.value)
    if found is None or time.exact.lower().startswith(("last", "next", "this", "later", "earlier")):
        return
    month = int(found[1])
    least = 1 if said else 0
    if direction < 0:
        yield Fact(
            time.start,
            time.end,
            1,
            lambda day: least <= (day.month - month) % 12 <= _MONTHS_AFTER,
            lambda day: (day.month - month) % 12 <= _HALF_A_YEAR,
        )
    elif direction > 0:
        nearest_month = 2 if names_next_month else 0
        yield Fact(
            time.start,
            time.end,
            1,
            lambda day: nearest_month <= (month - day.month) % 12 <= _MONTHS_BEFORE,
            lambda day: (month - day.month) % 12 <= _HALF_A_YEAR,
        )


def _exists(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def _occurrences(month: int, number: int, day: date) -> list[date]:
    years = (day.year - 1, day.year, day.year + 1)
    return [date(year, month, number) for year in years if _exists(year, month, number)]


def nearest(month: int, number: int, day: date) -> date | None:
    """Return the occurrence of a day of the year that lies nearest to `day`."""
    return min(_occurrences(month, number, day), key=lambda other: (abs(other - day), other), default=None)


def _since(month: int, number: int, day: date) -> int:
    return max(
        (-(other - day).days for other in _occurrences(month, number, day) if other <= day),
        key=lambda days: -days,
        default=9999,
    )


def _until(month: int, number: int, day: date) -> int:
    return min(
        ((other - day).days for other in _occurrences(month, number, day) if other >= day), default=9999
    )
