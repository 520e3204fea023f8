"""Durations, repeated times and times of day."""

from onrecord.annotations import TimeType
from onrecord.model import Basis
from onrecord.times.amounts import read_amount, write_duration
from onrecord.times.grammar import load_words
from onrecord.times.named import read_day, read_weekday
from onrecord.times.periods import Grain, Period, make_day, move
from onrecord.times.scene import Scene, Told, Words


def _unit(words: Words) -> str:
    for place in ("unit", "bigunit", "units"):
        if words.said(place):
            return words.code("unit", place=place)
    return ""


def read_duration(words: Words, _: Scene) -> Told | None:
    """'five years', 'nearly an hour', '27-year', 'a minute and a half'."""
    amount = read_amount(words.said("count")) if words.said("count") else read_amount("one")
    if amount is not None and words.exact.endswith("half"):
        amount += read_amount("half") or 0
    return Told(TimeType.DURATION, write_duration(amount, _unit(words)))


def read_bare_units(words: Words, _: Scene) -> Told | None:
    """'years', 'weeks or months', 'day-long'."""
    single = not words.said("units")
    unit = load_words().meaning("unit", words.exact.removesuffix("-long")) if single else _unit(words)
    return Told(TimeType.DURATION, write_duration(read_amount("one") if single else None, unit))


def read_one_year(_: Words, __: Scene) -> Told | None:
    """'the fiscal year', 'the year ended March 31': a year long, but not the calendar's."""
    return Told(TimeType.DURATION, "P1Y")


def read_nothing(_: Words, __: Scene) -> Told | None:
    """'$3 a year': a rate of something else."""
    return None


def read_vague_duration(_: Words, __: Scene) -> Told | None:
    """'a while', 'some time'."""
    return Told(TimeType.DURATION, "PXX")


def read_first_units(words: Words, _: Scene) -> Told | None:
    """'the first nine months', 'the first hours'."""
    amount = read_amount(words.said("count")) if words.said("count") else None
    if amount is None:
        amount = next(
            (read_amount(word) for word in words.exact.split() if word in ("three", "six", "nine")), None
        )
    return Told(TimeType.DURATION, write_duration(amount, _unit(words) or "M"))


def read_set(words: Words, _: Scene) -> Told | None:
    """'every day', 'each year', '$3 a year'."""
    amount = read_amount(words.said("count")) if words.said("count") else read_amount("one")
    if "other" in words.exact.split():
        amount = read_amount("two")
    return Told(TimeType.SET, write_duration(amount, _unit(words)))


def read_set_weekday(words: Words, _: Scene) -> Told | None:
    """'each Thursday', 'Tuesday nights'."""
    daypart = words.code("daypart")
    suffix = f"T{daypart}" if daypart else ""
    return Told(TimeType.SET, f"XXXX-WXX-{words.whole('weekday')}{suffix}")


def read_set_month(words: Words, _: Scene) -> Told | None:
    """'each July'."""
    return Told(TimeType.SET, f"XXXX-{words.whole('month', place='monthname'):02d}")


def read_rate(words: Words, _: Scene) -> Told | None:
    """'daily', 'annually'."""
    return Told(TimeType.SET, words.code("rate"))


def _clock_day(words: Words, scene: Scene) -> tuple[str, Period | None]:
    """Return the day of a time of day: the one it names, else the document's."""
    if words.said("weekday"):
        told = read_weekday(_WithoutDaypart(words), scene)
    elif words.said("month"):
        told = read_day(words, scene)
    else:
        shift = {"yesterday": -1, "tomorrow": 1}.get(words.said("deictic"), 0)
        moved = move(scene.today, shift, Grain.DAY) if scene.today else None
        period = make_day(moved) if moved else None
        return (period.value if period else "XXXX-XX-XX"), period
    return (told.value if told else "XXXX-XX-XX"), told.period if told else None


class _WithoutDaypart(Words):
    def __init__(self, words: Words) -> None:
        self.groups = {key: said for key, said in words.groups.items() if not key.startswith("daypart")}
        self.settings = words.settings
        self.exact = words.exact
        self.lead = words.lead


def read_time(words: Words, scene: Scene) -> Told | None:
    """'10 p.m. Wednesday', '1700 GMT', 'noon Thursday', '4 in the morning'."""
    day, period = _clock_day(words, scene)
    clock = _clock(words)
    first, last = (period.first, period.last) if period else (None, None)
    basis = Basis.RELATIVE if first else Basis.UNKNOWN
    return Told(TimeType.TIME, f"{day}T{clock}", first, last, basis, period)


def _clock(words: Words) -> str:
    hour, daypart = words.number("hour"), words.said("daypart")
    if hour is None and words.number("clock") is None:
        return words.code("daypart")
    minute = words.said("minute")
    if hour is None:
        return f"{words.number('clock'):02d}:{minute or '00'}"
    half = words.said("ampm")[:1] or ("a" if daypart == "morning" else "p" if daypart else "")
    hour = hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour
    return f"{hour:02d}:{minute or '00'}"


def read_part_of_day(words: Words, scene: Scene) -> Told | None:
    """'the morning', 'overnight'."""
    codes = {"morn": "MO", "after": "AF", "even": "EV", "night": "NI"}
    code = next(code for part, code in codes.items() if part in words.exact)
    start = scene.last if scene.last and scene.last.grain is Grain.DAY else None
    period = start or (make_day(scene.today) if scene.today else None)
    if period is None:
        return Told(TimeType.TIME, f"XXXX-XX-XXT{code}")
    if code == "NI" and scene.direction < 0 and period.first and (night := move(period.first, -1, Grain.DAY)):
        period = make_day(night)  # 'fell overnight': in the night before
    basis = Basis.RELATIVE if period.first else Basis.UNKNOWN
    return Told(TimeType.TIME, f"{period.value}T{code}", period.first, period.last, basis)
