"""Reading -> facts about the day on which its document can have been published."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from onrecord.annotations import Reading, TimeMention, TimeType
from onrecord.lexicon import load_lexicon
from onrecord.model import Basis
from onrecord.story.dating_occasions import Almanac
from onrecord.times.anchors import ends_in_saying, find_anchors
from onrecord.times.direction import find_direction
from onrecord.times.grammar import load_words
from onrecord.times.windows import find_signal, lean

# How long after a day news still names it without its year, and how long before; longer needs the year.
_SAID_AFTER, _SAID_BEFORE = 300, 250
_HALF_A_YEAR = 6  # months; a name without a year seldom reaches further, though it may
# News names the day of what is new.
_NEWS = 31
# The months between a bare month name and the present, past and to come; nearer it is 'this month'.
_MONTHS_AFTER, _MONTHS_BEFORE = 10, 9
_COPYRIGHT = re.compile(r"(?:copyright|©|(?<!\w)\(c\))[^\n\d]{0,60}\Z", re.IGNORECASE)
_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_MONTH = re.compile(r"XXXX-(\d\d)")


_HEAD = 1500  # characters in which a dateline may stand
_MASTHEAD = 600  # characters in which the day of a page may stand above its text
_ONE_DAY = timedelta(days=1)
_FAR = 9999  # days: further than any news reaches
# What a page's own day weighs, against which no date in its text stands up.
STAMP = 8
# The share in which a fact is right. In marked piles whose days were taken away, of 30 events told in two documents 27
# are of the week that they give, and of 143 quotations 133 of a day from which on others print them; of 115 months
# and days told with their year as past 113 are, of 24 told as to come 20. What follows from a calendar or a page's own
# words is taken for as sure.
MOSTLY_RIGHT, RIGHT, SURELY_RIGHT = 0.83, 0.9, 0.97
_PLACE = re.compile(r"(?:^|[\s(])[A-Z][A-Z.'’/-]{2,}(?:,? [A-Z][\w.'’/-]{0,20}){0,4},? \Z")
_AGENCY = re.compile(r"\s?(?:\([A-Z][\w /.]{1,40}\)\s?)?[-–—]{1,2}\s|\s?\([A-Z][\w /.]{1,40}\)")
_EVENT = re.compile(r"\s[a-z]{4,}")
_CLOSE_BY = 40  # characters before a date
_LONGEST_CLAUSE = 1000  # characters
# So many facts and clues of one document are weighed; a longer chronicle tells no more of its own day.
MOST_TOLD = 1000
_WORD = re.compile(r"\w")
_PREPOSITION = re.compile(
    r"\b(?:on|in|at|by|of|from|until|before|during|the|early|late|mid)\b", re.IGNORECASE
)
# Words before a past date among which one of planning leaves open whether it has been: 'called for a rally on'.
_PLANNING_WORDS = 5
# 'to deal with the blow-out on': the day is that of the noun.
_OF_A_NOUN = re.compile(
    r"\b(?:with|of|over|about|after|since|from|in|by|to) (?:the|an?|this|its|his|her|their) (?:[\w’'-]+ ){1,4}"
    r"(?:on |in )?\Z",
    re.IGNORECASE,
)


class Fact(Struct, frozen=True):
    """Words of the document, the days they allow it to have been published on, and how much they weigh."""

    start: int
    end: int
    weight: int
    allows: Callable[[date], bool]
    leans: Callable[[date], bool] | None = None  # days that are likelier, among those allowed
    right: float | None = (
        None  # the share in which such are; none for bare names, of which judge/days.py knows more
    )


def find_facts(reading: Reading, almanac: Almanac) -> list[Fact]:
    """Return what the document's own words, and the occasions that the pile dates, say of its day."""
    found: list[Fact] = []
    anchored = find_anchors(reading.document.text, [time.offsets for time in reading.times])
    stamped, stamp = find_stamp(reading)
    if stamp is not None and stamp.weight == STAMP:
        return [stamp]
    found += [stamp] if stamp is not None else []
    names_next_month = any(time.exact.lower() == "next month" for time in reading.times)
    for index, time in enumerate(reading.times):
        if len(found) >= MOST_TOLD:
            break
        if time.type not in (TimeType.DATE, TimeType.TIME) or index in anchored:
            continue
        if dateline := _dateline(reading, time):
            found.append(dateline)
            continue
        if index in stamped:
            continue
        direction = 0 if names_event(reading, time) else find_sure_direction(reading, time)
        found += _copyright(reading, time)
        found += _explicit(time, direction)
        found += _weekday_and_day(time)
        said = ends_in_saying(reading.document.text[max(0, time.start - 60) : time.start])
        found += _yearless_day(time, direction, almanac.days_of(reading, index), said)
        found += _yearless_month(time, direction, names_next_month, said)
    return found


def find_stamp(reading: Reading) -> tuple[frozenset[int], Fact | None]:
    """Return the times that stand beside a time of day, and what those of a page's head or foot say of its day.

    'Friday 11 June 2010 13.01 BST' is the day on which a page came out, give or take one for time zones and for the
    printed paper; 'published at 13.01 BST on Friday 11 June 2010' may stand at its foot. The days of comments and of
    links to other pages tell nothing, and where they are earlier than that of the head, nor does that.
    """
    text = reading.document.text
    days = {
        index: time.earliest
        for index, time in enumerate(reading.times)
        if time.basis is Basis.EXPLICIT
        and time.earliest is not None
        and time.earliest == time.latest
        and (_is_after_clock(text, time) or _clock().match(text, time.end))
    }
    own = [
        index
        for index in days
        if reading.times[index].start <= _MASTHEAD or _is_after_clock(text, reading.times[index])
    ]
    if not own:
        return frozenset(days), None
    time, day, last = reading.times[own[0]], days[own[0]], max(days[index] for index in own)
    if _ends_in("updated").search(text, max(0, time.start - _CLOSE_BY), time.start):
        return frozenset(days), Fact(time.start, time.end, 4, lambda other: other <= day, right=SURELY_RIGHT)
    if last - day > _ONE_DAY or min(days.values()) < day - _ONE_DAY:
        return frozenset(days), None
    return frozenset(days), Fact(time.start, time.end, STAMP, lambda other: abs(other - day) <= _ONE_DAY)


def _is_after_clock(text: str, time: TimeMention) -> bool:
    return _clock_before().search(text, max(0, time.start - _CLOSE_BY), time.start) is not None


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"[,;]?\s*(?:at\s)?(?:{_forms('clock')})", re.IGNORECASE)


@cache
def _clock_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_forms('clock')}),?\s(?:on\s)?\Z", re.IGNORECASE)


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
    return Fact(time.start, time.end, 4, lambda day: 0 <= _since(month, number, day) <= 1, right=SURELY_RIGHT)


def names_event(reading: Reading, time: TimeMention) -> bool:
    """Tell whether a date names an event, 'the April 20 blast', which the verbs around do not place in time."""
    text = reading.document.text
    if not _EVENT.match(text, time.end):
        return False
    return time.exact.lower().startswith("the ") or bool(
        _ends_in("event").search(text, max(0, time.start - _CLOSE_BY), time.start)
    )


@cache
def _forms(kind: str) -> str:
    entries = load_lexicon(__package__ or "onrecord.story", "dating.toml").entries
    return "|".join(f"(?:{entry.form})" for entry in entries if entry.get("kind") == kind)


def is_moved(told: str) -> bool:
    """Tell whether words name another month or week than the name in them by itself: 'last May', 'later this month'."""
    return _moved().match(told) is not None


@cache
def _moved() -> re.Pattern[str]:
    return re.compile(rf"(?:{_forms('moved')})\b", re.IGNORECASE)


@cache
def _ends_in(kind: str) -> re.Pattern[str]:
    """Return the pattern for words that end in one of a kind and a blank."""
    return re.compile(rf"(?<!\w)(?:{_forms(kind)})\s\Z", re.IGNORECASE)


def find_sure_direction(reading: Reading, time: TimeMention) -> int:
    """Return -1 or 1 where the clause of a time itself tells of the past or of what is to come, else 0.

    The document's own day hangs on it, so that a verb in another clause ('will pass a law that answers the blast
    on 20 April') and a past verb of planning ('called for a rally on 14 February') bound nothing.
    """
    direction = direction_of(reading, time)
    sentence, text = reading.sentence_at(time.start), reading.document.text
    if direction == 0 or sentence.start > time.start:
        return 0
    before = _last_clause(text[max(sentence.start, time.start - _LONGEST_CLAUSE) : time.start])
    after = text[time.end : max(time.end, sentence.end)]
    if not _WORD.search(_PREPOSITION.sub("", before)):
        if before.strip() and text[sentence.start : time.start].strip() != before.strip():
            return 0  # a date between commas or in brackets may be anybody's
        before, after = "", _boundary().split(after.removeprefix(","), maxsplit=1)[0]
    else:
        after = ""
    if find_direction(before, after) != direction:
        return 0
    if direction < 0:
        tail = " ".join(before.split()[-_PLANNING_WORDS:])
        return 0 if _planning().search(tail) else -1
    return 0 if _OF_A_NOUN.search(before) else 1


def _last_clause(words: str) -> str:
    """Return the words from the last boundary on, with a relative pronoun: 'which open on '."""
    begin = 0
    for boundary in _boundary().finditer(words):
        begin = boundary.start() if boundary[0].lower() in ("that", "which", "who") else boundary.end()
    return words[begin:]


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(
        rf"[,;:()“”\"\[\]]|\s[-–—]{{1,2}}|[–—]|(?<!\w)(?:{_forms('boundary')})(?!\w)", re.IGNORECASE
    )


@cache
def _planning() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_forms('planning')})(?!\w)", re.IGNORECASE)


def _copyright(reading: Reading, time: TimeMention) -> Iterator[Fact]:
    if not re.fullmatch(r"\d{4}", time.value):
        return
    lead = reading.document.text[max(0, time.start - 70) : time.start]
    if _COPYRIGHT.search(lead):
        year = int(time.value)
        # A page's footer may be younger than its article, hardly older.
        yield Fact(time.start, time.end, 4, lambda day: day.year <= year, right=SURELY_RIGHT)
        yield Fact(time.start, time.end, 2, lambda day: day.year == year, right=SURELY_RIGHT)


def _explicit(time: TimeMention, direction: int) -> Iterator[Fact]:
    earliest, latest = time.earliest, time.latest
    if time.basis is not Basis.EXPLICIT or earliest is None or latest is None:
        return
    weight = 3 if latest - earliest <= timedelta(days=31) else 2
    if direction < 0:
        # Of the present year's months news leaves the year out.
        year = latest.year
        right = SURELY_RIGHT if weight > 2 else None
        yield Fact(
            time.start, time.end, weight, lambda day: day >= earliest, lambda day: day.year > year, right
        )
    elif direction > 0:
        right = MOSTLY_RIGHT if weight > 2 else None
        yield Fact(time.start, time.end, weight, lambda day: day <= latest, right=right)


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

    yield Fact(time.start, time.end, 3, allows, right=SURELY_RIGHT)


def _yearless_day(time: TimeMention, direction: int, known: Sequence[date], said: bool) -> Iterator[Fact]:
    found = _DAY.fullmatch(time.value[:10])
    if found is None or time.earliest is not None or time.exact.lower().endswith(" year"):
        return
    month, number = int(found[1]), int(found[2])
    dates = [due for day in known if (due := _find_in(day.year, month, number)) is not None]
    if direction < 0:
        yield Fact(
            time.start,
            time.end,
            2,
            lambda day: 0 <= _since(month, number, day) <= _SAID_AFTER,
            lambda day: _since(month, number, day) <= _NEWS,
            SURELY_RIGHT if said else RIGHT,
        )
    elif direction > 0 or dates:
        right = RIGHT if direction > 0 else None
        yield Fact(
            time.start, time.end, 2, lambda day: 1 <= _until(month, number, day) <= _SAID_BEFORE, right=right
        )
        if dates:
            # The pile knows the year of the occasion: it is that day which lies ahead.
            yield Fact(
                time.start,
                time.end,
                3,
                lambda day: any(1 <= (due - day).days <= _SAID_BEFORE for due in dates),
                right=SURELY_RIGHT,
            )


def _yearless_month(time: TimeMention, direction: int, names_next_month: bool, said: bool) -> Iterator[Fact]:
    """'said in September': not this month, and of the last ten; 'in May': this one or of the coming nine.

    Where the text says 'next month' of something, the month that it names is another.
    """
    found = _MONTH.fullmatch(time.value)
    if found is None or is_moved(time.exact):
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


@cache
def _find_in(year: int, month: int, number: int) -> date | None:
    """Return a day of the year in some year: none for 29 February of most."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def nearest(month: int, number: int, day: date) -> date | None:
    """Return the occurrence of a day of the year that lies nearest to `day`."""
    found = [_find_in(year, month, number) for year in (day.year - 1, day.year, day.year + 1)]
    near = (other for other in found if other is not None)
    return min(near, key=lambda other: (abs(other - day), other), default=None)


def _since(month: int, number: int, day: date) -> int:
    for year in (day.year, day.year - 1):
        if (other := _find_in(year, month, number)) is not None and other <= day:
            return (day - other).days
    return _FAR


def _until(month: int, number: int, day: date) -> int:
    for year in (day.year, day.year + 1):
        if (other := _find_in(year, month, number)) is not None and other >= day:
            return (other - day).days
    return _FAR
