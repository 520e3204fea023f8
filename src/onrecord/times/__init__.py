"""Text -> time expressions and their windows. Needs no parse."""

from onrecord.times.finding import find_times
from onrecord.times.occasions import find_occasions

__all__ = ["find_occasions", "find_times"]
