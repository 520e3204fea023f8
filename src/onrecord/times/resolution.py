"""Matches -> what they mean, read against one day or against none."""

import re
from collections.abc import Container, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from onrecord.annotations import TimeType
from onrecord.model import Offsets
from onrecord.times import holidays, measured, named, relative
from onrecord.times.accounts import Accounts
from onrecord.times.anchors import find_anchors, opens_quotation
from onrecord.times.grammar import load_words
from onrecord.times.matching import Match
from onrecord.times.periods import Period
from onrecord.times.scene import SURELY_AHEAD, Reader, Scene, Told, Words

# A text with so many years, and so many more than words of news, tells history: there a date without its year is
# one of the year last named. Chosen on WikiWars.
_MANY_YEARS, _FEW_NEWS_WORDS = 8, 3

# What is told against the document's day even in history.
_OF_TODAY = frozenset({"deictic", "reference", "recent", "coming", "offset"})

# What a saying in the past moves with it: 'said last year that it would open in January'.
_MOVED = frozenset(
    {"day", "days", "month", "season", "quarter", "half", "holiday", "bare-period", "year-end"}
)

# What is counted from the day of a saying, and what only its own quoted words count from it: 'last year she said it
# would open “next month”'.
_COUNTED = frozenset({"coming", "stretch", "offset-ahead"})
_COUNTED_IN_QUOTES = frozenset({"relative", "deictic", "offset", "reference"})

_MONTH = timedelta(days=31)

# What a time of day may stand behind, and the words between.
_DAYS = frozenset({"day", "weekday", "deictic", "day-of-month", "holiday"})
_AT = re.compile(
    r",?\s(?:at|around|about|by|from|until|before|after|shortly after|just after)?\s?(?:about\s|around\s)?",
    re.IGNORECASE,
)

# Kinds of name: at the end of a range, the next one of its kind.
_KINDS = {"day": "day", "month": "day", "weekday": "weekday", "season": "season", "quarter": "quarter"}

READERS: dict[str, Reader] = {
    "day": named.read_day,
    "days": named.read_days,
    "day-of-month": named.read_day_of_month,
    "days-of-month": named.read_days_of_month,
    "part-of-month": named.read_part_of_month,
    "weekday": named.read_weekday,
    "weekday-week": named.read_weekday_after_week,
    "weekday-of-week": named.read_weekday_of_week,
    "week-of": named.read_week_of,
    "month": named.read_month,
    "year": named.read_year,
    "years": named.read_years,
    "year-bc": named.read_year_before_christ,
    "spoken-year": named.read_spoken,
    "decade": named.read_decade,
    "century": named.read_century,
    "holiday": holidays.read_holiday,
    "quarter": named.read_quarter,
    "half": named.read_half,
    "season": named.read_season,
    "deictic": relative.read_deictic,
    "relative": relative.read_relative,
    "offset": relative.read_offset,
    "offset-ahead": relative.read_offset_ahead,
    "offset-reference": relative.read_offset_from_reference,
    "stretch": relative.read_stretch,
    "recent": relative.read_recent,
    "coming": relative.read_coming,
    "matter": relative.read_matter,
    "reference": relative.read_reference,
    "bare-period": relative.read_bare_period,
    "year-end": relative.read_year_end,
    "quarter-relative": relative.read_quarter_relative,
    "same": relative.read_same,
    "duration": measured.read_duration,
    "bare-units": measured.read_bare_units,
    "one-year": measured.read_one_year,
    "nothing": measured.read_nothing,
    "vague-duration": measured.read_vague_duration,
    "first-units": measured.read_first_units,
    "set": measured.read_set,
    "set-weekday": measured.read_set_weekday,
    "set-month": measured.read_set_month,
    "rate": measured.read_rate,
    "time": measured.read_time,
    "part-of-day": measured.read_part_of_day,
}


def resolve(
    text: str, matches: Sequence[Match], directions: Sequence[int], ends: Container[int], today: date | None
) -> list[Told | None]:
    """Return what each match means where the document's day is `today`, or is not known.

    The matches at the places `ends` end a range, so they lie after the one before them.
    """
    last: Period | None = None
    accounts = Accounts()
    history = tells_history(matches, today)
    anchors = find_anchors(text, [Offsets(match.start, match.end) for match in matches])
    told: list[Told | None] = []
    for index, (match, direction) in enumerate(zip(matches, directions, strict=True)):
        quarter, report = accounts.near(match.start)
        then = last.first if history and last and not _is_of_today(match) else None
        if then is not None and today is not None and then > today:
            then = None  # what is still to come is no history
        scene = Scene(then or today, direction, last, quarter, report, then.year if then else None)
        if match.rule.read == "time" and _stands_behind(text, matches, index) and last and last.first:
            scene = Scene(last.first, direction, last, quarter, report)
        if index in ends and last is not None and _is_of_a_kind(matches[index - 1], match):
            scene = Scene(
                last.first, SURELY_AHEAD if match.rule.read == "weekday" else 1, last, quarter, report
            )
        if index in anchors and match.rule.read in _MOVED and "which" not in match.groups:
            found = _read_from(told[anchors[index]], match, text, scene)
        elif index in anchors and _is_counted(text, matches, anchors[index], index):
            found = _count_from(told[anchors[index]], match, text, scene)
        else:
            found = READERS[match.rule.read](Words(match, text), scene)
        told.append(found)
        accounts.note(match, text, found, today)
        if found is None or found.period is None or found.type not in (TimeType.DATE, TimeType.TIME):
            continue
        if today is not None and found.period.first is None:
            continue  # no calendar day: later words point further back
        last = found.period
    return told


def _read_from(said: Told | None, match: Match, text: str, scene: Scene) -> Told | None:
    """Return what an expression means that is told from the day of a saying, where that is known and past.

    A saying of which only the year is known leaves open which June it meant: both are covered. The month in
    which something is said it does not name.
    """
    reader = READERS[match.rule.read]
    words = Words(match, text)
    if said is None or said.first is None or said.final is None:
        return reader(words, scene)
    if scene.today is not None and said.first > scene.today:
        return reader(words, scene)
    last = min(said.final, scene.today) if scene.today else said.final
    late = reader(words, Scene(last, SURELY_AHEAD, scene.last, scene.quarter, scene.report))
    if last - said.first <= _MONTH:
        return late
    early = reader(words, Scene(said.first + _MONTH, SURELY_AHEAD, scene.last, scene.quarter, scene.report))
    if early is None or late is None or early.value == late.value:
        return late
    return replace(early, final=late.final)


def _is_counted(text: str, matches: Sequence[Match], anchor: int, index: int) -> bool:
    """Tell whether an expression is counted from the day of the saying that it belongs to."""
    if matches[index].rule.read in _COUNTED:
        return True
    quoted = opens_quotation(text[matches[anchor].end : matches[index].start])
    return quoted and matches[index].rule.read in _COUNTED_IN_QUOTES


def _count_from(said: Told | None, match: Match, text: str, scene: Scene) -> Told | None:
    """Return what an expression means that is counted from the day of a past saying, on any of its days."""
    reader, words = READERS[match.rule.read], Words(match, text)
    if said is None or said.first is None or said.final is None:
        return reader(words, replace(scene, today=None))
    if scene.today is not None and said.first > scene.today:
        return reader(words, scene)
    early = reader(words, replace(scene, today=said.first))
    late = reader(words, replace(scene, today=min(said.final, scene.today) if scene.today else said.final))
    if early is None or late is None:
        return late
    return replace(early if early.value == late.value else late, first=early.first, final=late.final)


def _stands_behind(text: str, matches: Sequence[Match], index: int) -> bool:
    """Tell whether a time of day stands right behind a day: 'on 20 May at 10 a.m.'."""
    before = matches[index - 1] if index else None
    if before is None or before.rule.read not in _DAYS:
        return False
    return _AT.fullmatch(text[before.end : matches[index].start]) is not None


def _is_of_a_kind(begin: Match, end: Match) -> bool:
    kind = _KINDS.get(end.rule.read)
    return kind is not None and kind == _KINDS.get(begin.rule.read)


def _is_of_today(match: Match) -> bool:
    """Tell whether an expression counts from the day of who tells it, in history too: 'today', 'last November'."""
    if match.rule.read in _OF_TODAY:
        return True
    which = match.groups.get("which", "")
    return match.rule.read != "relative" and load_words().meaning("teller", which) is not None


def tells_history(matches: Sequence[Match], today: date | None = None) -> bool:
    """Tell whether a text goes by years, as history does, and not by weekdays and 'yesterday', as news does.

    Years that lie ahead of `today` are those of plans and targets.
    """
    years = sum(_is_gone(match.groups["year"], today) for match in matches if "year" in match.groups)
    news = sum(match.rule.read in ("weekday", "deictic", "relative") for match in matches)
    return years >= _MANY_YEARS and years > _FEW_NEWS_WORDS * news


def _is_gone(year: str, today: date | None) -> bool:
    return today is None or not year.isdecimal() or int(year) <= today.year
