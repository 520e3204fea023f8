"""Days with a name: 'Christmas Eve', 'Thanksgiving', 'Easter Monday'."""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from onrecord.annotations import TimeType
from onrecord.model import Basis
from onrecord.times.named import tell_date
from onrecord.times.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Grain,
    make_day,
    make_week,
    make_weekend,
    unknown,
)
from onrecord.times.scene import SURELY_AHEAD, SURELY_PAST, Scene, Told, Words

# As for a date without a year: the days before today at which the year of a holiday begins, by tense.
_BEGINS = {SURELY_PAST: -366, -1: -275, 0: -100, 1: -10, SURELY_AHEAD: 0}
_TUESDAY = 2
_NTH = re.compile(r"(\d\d):(-?\d):(\d)(?:\+(\d))?")


@cache
def load_holidays() -> dict[str, str]:
    """Return the rule of each holiday by its name in lower case."""
    content = tomllib.loads(files(__package__).joinpath("holidays.toml").read_text(encoding="utf-8"))
    return {name: str(rule) for name, rule in content["holiday"].items()}


def find_easter(year: int) -> date:
    """Return Western Easter (the 'anonymous' Gregorian computus, Meeus 1991, chapter 8).

    >>> find_easter(2024)
    datetime.date(2024, 3, 31)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def place_holiday(rule: str, year: int) -> date:
    """Return the day of a holiday in a year.

    >>> place_holiday("11:4:4", 1999)
    datetime.date(1999, 11, 25)
    """
    if rule.startswith("easter"):
        return find_easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    if nth := _NTH.fullmatch(rule):
        month, count, weekday, after = int(nth[1]), int(nth[2]), int(nth[3]), int(nth[4] or 0)
        if count > 0:
            first = date(year, month, 1)
            day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
        else:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            day = last - timedelta(days=(last.isoweekday() - weekday) % 7)
        return day + timedelta(days=after)
    return date(year, int(rule[:2]), int(rule[3:]))


def _read_around(words: Words, scene: Scene, around: str) -> Told | None:
    """'Easter week', 'Labor Day weekend': the week of a holiday, or the weekend at which it falls, and itself."""
    named = _find_holiday(words, scene)
    if named is None or named.first is None:
        return tell_date(unknown(Grain.WEEK if around == "week" else Grain.WEEKEND), Basis.RELATIVE)
    if around == "week":
        return tell_date(make_week(named.first), Basis.RELATIVE)
    # A holiday on a Monday or Tuesday lengthens the weekend before it.
    weekend = make_weekend(named.first - timedelta(days=7 if named.first.isoweekday() <= _TUESDAY else 0))
    if weekend.first is None or weekend.last is None:
        return tell_date(weekend, Basis.RELATIVE)
    days = (min(weekend.first, named.first), max(weekend.last, named.first))
    return Told(TimeType.DATE, weekend.value, *days, Basis.RELATIVE, weekend)


def read_holiday(words: Words, scene: Scene) -> Told | None:
    """'last Thanksgiving', 'Christmas Eve', 'Easter 2021', 'Easter week'."""
    if around := words.said("around"):
        return _read_around(words, scene, around)
    return _find_holiday(words, scene)


def _find_holiday(words: Words, scene: Scene) -> Told | None:
    rule = load_holidays().get(words.said("holiday").replace("’", "'"))
    if rule is None:
        return None
    if (year := words.number("year")) is not None:
        return tell_date(make_day(place_holiday(rule, year)), Basis.EXPLICIT)
    if scene.today is None:
        return tell_date(unknown(Grain.DAY, f"XXXX-{rule}" if rule[2:3] == "-" else None), Basis.RELATIVE)
    which = words.whole("which")
    begins = {-1: -366, 0: -183, 1: 0, None: _BEGINS[scene.direction]}[which]
    for candidate in (scene.today.year - 1, scene.today.year, scene.today.year + 1):
        if not FIRST_YEAR <= candidate <= LAST_YEAR:
            continue
        day = place_holiday(rule, candidate)
        if (day - scene.today).days > begins:
            return tell_date(make_day(day), Basis.RELATIVE)
    return tell_date(unknown(Grain.DAY), Basis.RELATIVE)
