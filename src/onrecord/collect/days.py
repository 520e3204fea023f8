"""Days as people write them down: '2021-09-14', '14 September 2021', 'Sept. 14, 2021'.

Only a full day counts, and only one that can be told: 04/09/2021 is in April for some and in September for
others, so it is no day here. 14/09/2021 is, and so is 04.09.2021: where dots part the numbers, the day stands first
(CLDR's short dates).
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from onrecord.lexicon import load_lexicon

# A day outside these years is a slip of the pen or a placeholder ('0001-01-01', '9999-12-31'), not a day on
# which news came out. No clock is asked, so that the same input gives the same record next year.
FIRST_YEAR, LAST_YEAR = 1900, 2099


class WrittenDay(NamedTuple):
    """A day, and where in the text it is written."""

    day: date
    start: int
    end: int

    def shift(self, by: int) -> "WrittenDay":
        """Return the day as it stands in a longer text, so many characters further on."""
        return self._replace(start=self.start + by, end=self.end + by)


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of each month under its name and its abbreviations, in lower case."""
    lexicon = dict(load_lexicon("onrecord.collect", "months.toml").lists)
    numbers = {name: number for number, name in enumerate(lexicon["months"], 1)}
    others = (*lexicon["abbreviations"], *lexicon["foreign"])
    return numbers | {form: int(number) for form, number in map(str.split, others)}


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    lists = dict(load_lexicon("onrecord.collect", "months.toml").lists)
    month = rf"(?P<month>{'|'.join(sorted(month_numbers(), key=len, reverse=True))})\b\.?"
    weekday = rf"(?:(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in lists['weekdays'])})\b\.?,? )?"
    year, named = r"(?P<year>\d{4})(?!\d)", "|".join(sorted(_ordinals(), key=len, reverse=True))
    number = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.(?= \w))?|(?P<ordinal>{named})\b)"
    of, behind = r"(?:day of |of |de |di |d[’'])?", r",?[ -](?:de |del |a\.?d\.? )?"
    return tuple(
        re.compile(form, re.IGNORECASE)
        for form in (
            rf"{weekday}(?P<year>\d{{4}})([-/.])(?P<number>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d)",
            rf"{weekday}(?:(?:the|this) )?{number}[ -]{of}{month}{behind}{year}",
            rf"{weekday}{month} (?:the )?{number},? {year}",
            rf"{weekday}{month} {{1,2}}{number} \d{{2}}:\d{{2}}:\d{{2}} (?:[A-Z]{{3,4}} )?{year}",
            rf"{weekday}(?P<first>\d{{1,2}})(?P<mark>[/.]|\. )(?P<second>\d{{1,2}})(?P=mark){year}",
            rf"{year}[.,]? {month} {number}\.?(?! ?\d)",
            rf"{year}年 ?(?P<number>\d{{1,2}})月 ?(?P<day>\d{{1,2}})日",
        )
    )


@cache
def _ordinals() -> dict[str, int]:
    """Return the number of each day of a month under its name, in lower case: 'twenty-first'."""
    names = dict(load_lexicon("onrecord.collect", "months.toml").lists)["ordinals"]
    return {form: day for day, name in enumerate(names, 1) for form in (name, name.replace("-", " "))}


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar or reason has no such day.

    >>> make_day(2022, 2, 31) is None
    True
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def find_day(text: str, position: int = 0) -> WrittenDay | None:
    """Return the full day that is written in `text` at `position`.

    >>> find_day("Tuesday, 14 September 2021").day.isoformat()
    '2021-09-14'
    >>> find_day("04/09/2021") is None
    True
    """
    for form in _forms():
        if found := form.match(text, position):
            day = _tell_day(found.groupdict())
            return WrittenDay(day, *found.span()) if day else None
    return None


def _tell_day(parts: dict[str, str]) -> date | None:
    year = int(parts["year"])
    if "first" not in parts:
        month = month_numbers()[parts["month"].lower()] if "month" in parts else int(parts["number"])
        ordinal = parts.get("ordinal")
        return make_day(year, month, _ordinals()[ordinal.lower()] if ordinal else int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second"])
    if parts["mark"].startswith("."):
        return make_day(year, second, first)
    told = {make_day(year, second, first), make_day(year, first, second)} - {None}
    return told.pop() if len(told) == 1 else None


# A clock time behind a day, with or without a zone: the day stays the one written, in its own zone.
_CLOCK_TIME = re.compile(r"[T ,]{1,3}\d{1,2}:\d{2}[\w:.,+ /()-]{0,40}")
# ISO 8601 without marks, as GDELT answers: '20310501T101500Z'. Eight digits alone may be any number.
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})T\d{4}(?:\d{2})?(?:Z|[+-]\d{4})?")
_SECONDS = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d{1,6})?")  # since 1970, or thousandths of one: 2001 to 2033
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


def read_stated_days(text: str) -> tuple[date, date] | None:
    """Return the first and last day that a stated date names, or None where it names none.

    A year or a month stands for all its days. A time of day is dropped and its zone left alone: what was
    published on the 14th in Apia was published on the 14th.

    >>> [str(day) for day in read_stated_days("2021-09-14T23:30:00+13:00")]
    ['2021-09-14', '2021-09-14']
    >>> [str(day) for day in read_stated_days("2021-09")]
    ['2021-09-01', '2021-09-30']
    >>> [str(day) for day in read_stated_days("1631626200")]
    ['2021-09-14', '2021-09-14']
    >>> read_stated_days("31/02/2022") is None
    True
    """
    if found := _YEAR_OR_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2]) if found[2] else None
        first = make_day(year, month or 1, 1)
        return (first, date(year, month or 12, monthrange(year, month or 12)[1])) if first else None
    if found := _SECONDS.fullmatch(text):
        moment = datetime.fromtimestamp(int(found[1]), UTC).date()
        return moment, moment
    if found := _BASIC.fullmatch(text):
        day = make_day(int(found[1]), int(found[2]), int(found[3]))
        return (day, day) if day else None
    written = find_day(text)
    if written is None or (text[written.end :] and not _CLOCK_TIME.fullmatch(text, written.end)):
        return None
    return written.day, written.day
