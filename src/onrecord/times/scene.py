"""What a time expression is told against: the document's day, the tense around it, and the dates before it."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from onrecord.annotations import TimeType
from onrecord.model import Basis
from onrecord.times.grammar import load_words
from onrecord.times.matching import Match
from onrecord.times.periods import Period

# The direction of what a past saying put ahead of itself: never the month before it.
SURELY_AHEAD = 2
# That of 'the year ended Jan. 31' and 'since November'.
SURELY_PAST = -2


class Scene(Struct, frozen=True):
    """Where an expression stands in time."""

    today: date | None  # the document's day
    direction: int  # -1 told of the past, 1 of the future, -2 and 2 surely so, 0 can't be told
    last: Period | None = None  # the last date named before
    quarter: Period | None = None  # the quarter that is reported on, named shortly before
    report: Period | None = None  # that quarter, or the year where results of more months were named since
    year: int | None = None  # of the last date named, where the text tells history and not news


class Told(Struct, frozen=True):
    """What an expression means, read against one day."""

    type: TimeType
    value: str
    first: date | None = None
    final: date | None = None
    basis: Basis = Basis.UNKNOWN
    period: Period | None = None  # what later words may point back to


_LEAD = 40  # characters before a match that a reader may ask for

Reader = Callable[["Words", Scene], Told | None]


class Words:
    """The named places of a match, looked up by what they mean."""

    def __init__(self, match: Match, text: str) -> None:
        self.groups = match.groups
        self.settings = match.rule.settings
        self.exact = " ".join(text[match.start : match.end].lower().split())
        self.lead = " ".join(text[max(0, match.start - _LEAD) : match.start].lower().split())

    def said(self, name: str, nth: int = 1) -> str:
        """Return the words in the `nth` place called `name` that is filled, or ''."""
        filled = [words for key, words in self.groups.items() if key.rstrip("0123456789") == name]
        return filled[nth - 1] if len(filled) >= nth else ""

    def number(self, name: str, nth: int = 1) -> int | None:
        """Return the figures in a place as a number."""
        words = self.said(name, nth)
        return int(words) if words.isdecimal() else None

    def means(self, table: str, nth: int = 1, place: str = "") -> object:
        """Return what the words in a place mean by the table of the same name."""
        words = self.said(place or table, nth)
        return load_words().meaning(table, words) if words else None

    def whole(self, table: str, nth: int = 1, place: str = "") -> int | None:
        """Return the number that the words in a place mean."""
        found = self.means(table, nth, place)
        return found if isinstance(found, int) else None

    def code(self, table: str, nth: int = 1, place: str = "") -> str:
        """Return the code that the words in a place mean, or ''."""
        found = self.means(table, nth, place)
        return found if isinstance(found, str) else ""
