"""The quarter or year that a report of results speaks of, against which 'a year earlier' is told."""

from datetime import date

from onrecord.times.matching import Match
from onrecord.times.periods import Grain, Period, make_year
from onrecord.times.scene import Told

# A quarter is spoken of for a few paragraphs; after that 'a year earlier' is a year again.
_REACH = 1500  # characters
_NAMES_QUARTERS = frozenset({"quarter", "bare-period", "quarter-relative"})
_ENDED = " ended"
_MORE_MONTHS = ("nine months", "six months", "fiscal year", "full year", "9 months", "6 months")


class Accounts:
    """What a report of results has said so far of the quarter it is about."""

    def __init__(self) -> None:
        self._quarter: Period | None = None
        self._report: Period | None = None
        self._end = 0

    def near(self, position: int) -> tuple[Period | None, Period | None]:
        """Return the quarter and the period reported on, where they were named shortly before."""
        return (self._quarter, self._report) if position - self._end < _REACH else (None, None)

    def note(self, match: Match, text: str, told: Told | None, today: date | None) -> None:
        """Take note of what a match in `text` means.

        Results are those of a quarter that is over: neither the charge expected in the coming quarter nor the
        quarter before the one reported on moves what 'a year earlier' is told from. A fiscal quarter does.
        """
        period = told.period if told else None
        words = " ".join(text[match.start : match.end + len(_ENDED)].lower().split())
        if period is not None and period.grain is Grain.QUARTER and match.rule.read in _NAMES_QUARTERS:
            if "fiscal" in words or words.endswith(_ENDED) or self._replaces(period, today):
                self._quarter = self._report = period
                self._end = match.end
            elif period == self._quarter:
                self._report, self._end = period, match.end
        elif self._quarter is not None and any(form in words for form in _MORE_MONTHS):
            year = self._quarter.first.year if self._quarter.first else 0
            self._report = make_year(year)

    def _replaces(self, period: Period, today: date | None) -> bool:
        if period.last is None or today is None:
            return True
        if period.last >= today:
            return False
        before = self._quarter.first if self._quarter else None
        return before is None or period.last >= before
