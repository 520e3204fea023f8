"""Text -> time expressions and their windows. Needs no parse."""

from onrecord.reading.times.finding import find_times
from onrecord.reading.times.occasions import find_occasions

__all__ = ["find_occasions", "find_times"]
