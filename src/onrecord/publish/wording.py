"""Days, windows and values in words, for people."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from onrecord.model import Act, ActorTie, Basis, Checked, DenialKind, FigureValue, Flaw, Move, Version, When

# of a statement told in few words, as 'onrecord show' does
ACTS = {
    Act.ASSERT: "says",
    Act.DENY: "denies",
    Act.ACCUSE: "accuses",
    Act.COMMIT: "commits",
    Act.REFUSE: "refuses",
    Act.CALL: "calls for",
    Act.CONDITION: "sets a condition",
    Act.REGRET: "regrets",
    Act.HOPE: "hopes",
    Act.WELCOME: "welcomes",
}

# beside the words themselves, whose own verb stands with them
TAGS = {
    Act.ASSERT: "assertion",
    Act.DENY: "denial",
    Act.ACCUSE: "accusation",
    Act.COMMIT: "commitment",
    Act.REFUSE: "refusal",
    Act.CALL: "call",
    Act.CONDITION: "condition",
    Act.REGRET: "regret or concern",
    Act.HOPE: "hope",
    Act.WELCOME: "praise or support",
}

DENIALS = {DenialKind.DENIED: "denial", DenialKind.DECLINED: "would not comment"}

# what is amiss with a document's text
FLAWS = {
    Flaw.CUT_SHORT: "cut short: the rest of the text is not in the file",
    Flaw.MENDED: "mended: a wrong encoding had spoilt some characters before the file was saved",
    Flaw.DAMAGED: "damaged: some characters can't be read and are shown as \ufffd",
}

# why words of two documents name one actor
TIES = {
    ActorTie.NAME: "the same name",
    ActorTie.DIVISION: "the same letters, divided otherwise",
    ActorTie.SPELLING: "the same name spelt otherwise, and no other is as near",
    ActorTie.FULLER: "one name is the other with more of it, and no other fits",
    ActorTie.SURNAME: "the surname of the only one who can be meant",
    ActorTie.OFFICE: "the surname, and the office that only one of the name holds",
    ActorTie.INITIALS: "the initials of this name and of no other",
    ActorTie.SHORTER: "the same name without its country, of which the document tells, or its end, which no other has",
    ActorTie.KNOWN: "another name of the same country or body, by the program's tables",
    ActorTie.DESCRIPTION: "an office or description that only one is known by",
    ActorTie.BELONGING: "told of by whose it is, who has no other",
}

_NAMED = 8  # outlets of one line
# numbers that are told by a word: as far as one of them goes into it in whole tenths
_GREAT = (("trillion", Decimal(10**12)), ("billion", Decimal(10**9)), ("million", Decimal(10**6)))
_TENTHS = Decimal("0.1")
# Days after it was said that a thing stands in the papers; how many a window has at least that no 'from' begins.
_TOLD_AFTER, _WIDE = 3, 14
_UNSURE = {Basis.INFERRED: " (inferred)", Basis.UNKNOWN: ""}


def count(number: int, thing: str) -> str:
    """Return a number of things in words.

    >>> count(1, "day"), count(1200, "day")
    ('1 day', '1,200 days')
    """
    if " of " in thing:
        head, _, tail = thing.partition(" of ")
        return f"{count(number, head)} of {tail}"
    plural = f"{thing[:-1]}ies" if thing.endswith("y") and thing[-2] not in "aeiou" else f"{thing}s"
    return f"{number:,} {thing if number == 1 else plural}"


def begin(text: str) -> str:
    """Return a text as it stands at the beginning of a line; a name with capitals of its own stays as it is.

    >>> begin("people held"), begin("iPhone owners"), begin("UN staff")
    ('People held', 'iPhone owners', 'UN staff')
    """
    first = text.partition(" ")[0]
    return f"{text[0].upper()}{text[1:]}" if first and first == first.lower() else text


def within(name: str) -> str:
    """Return a name as it stands within a sentence: what only describes somebody takes an article.

    >>> within("ministry"), within("Mia Rao"), within("87 groups")
    ('the ministry', 'Mia Rao', '87 groups')
    """
    return f"the {name}" if name[:1].islower() else name


def say_any(things: Sequence[str]) -> str:
    """Return some things of which one is meant, whichever.

    >>> say_any(["a denial"]), say_any(["a dispute", "a denial", "an end"])
    ('a denial', 'a dispute, a denial or an end')
    """
    *most, last = things
    return f"{', '.join(most)} or {last}" if most else last


def say_support(origins: int, outlets: Sequence[str]) -> str:
    """Return how many independent origins something has and, apart from that, which outlets tell it.

    >>> say_support(1, ["Ostwire", "The Star"])
    '1 independent origin; told by Ostwire, The Star'
    """
    told = count(origins, "independent origin")
    if not outlets:
        return told
    more = f" and {len(outlets) - _NAMED} more" if len(outlets) > _NAMED else ""
    return f"{told}; told by {', '.join(outlets[:_NAMED])}{more}"


def say_day(day: date) -> str:
    """Return a day in words.

    >>> say_day(date(2021, 9, 3))
    '3 September 2021'
    """
    return f"{day.day} {day:%B} {day.year}"


def say_checked(rulings: Sequence[Checked]) -> str:
    """Return how many lines people have checked, and who."""
    if not rulings:
        return "No line has been checked by a person."
    people = ", ".join(sorted({one.by for one in rulings}))
    verb = "has" if len(rulings) == 1 else "have"
    last = say_day(max(one.on for one in rulings))
    return f"{count(len(rulings), 'line')} {verb} been checked by {people}, last on {last}; no other has."


def say_short_day(day: date) -> str:
    """Return a day in few words.

    >>> say_short_day(date(2021, 9, 3))
    '3 Sep 2021'
    """
    return f"{day.day} {day:%b} {day.year}"


def say_period(windows: Sequence[When]) -> str:
    """Return from when to when some documents were published, in words; nothing where no day is known."""
    first = min((window.earliest for window in windows if window.earliest), default=None)
    last = max((window.latest for window in windows if window.latest), default=None)
    if first is None or last is None:
        return ""
    words = say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"
    unsure = any(window.basis in (Basis.INFERRED, Basis.UNKNOWN) for window in windows)
    return f"{words} (some days are not certain)" if unsure else words


def say_when(window: When) -> str:
    """Return a window in words, as precise as it is and no more.

    >>> from onrecord.model import when
    >>> say_when(when(date(2022, 5, 1), date(2022, 5, 31), Basis.EXPLICIT))
    'May 2022'
    >>> say_when(when(None, date(2021, 12, 31), Basis.EXPLICIT))
    'by 31 December 2021'
    >>> say_when(when())
    'day unknown'
    """
    first, last = window.earliest, window.latest
    unsure = _UNSURE.get(window.basis, "")
    if first is None or last is None:
        if last is not None:
            return f"by {say_day(last)}{unsure}"
        return f"from {say_day(first)} on{unsure}" if first is not None else "day unknown"
    if first == last:
        return f"{say_day(first)}{unsure}"
    parts = [_say_part(part) for part in window.edtf.split("/")]
    return f"{' to '.join(parts)}{unsure}"


def say_window(window: When) -> str:
    """Return a window for a terminal: a day as ISO 8601 has it, anything wider in words.

    >>> from onrecord.model import when
    >>> day = date(2021, 12, 31)
    >>> say_window(when(day, day, Basis.EXPLICIT)), say_window(when(None, day, Basis.EXPLICIT)), say_window(when())
    ('2021-12-31', 'by 31 December 2021', 'day unknown')
    """
    same = window.earliest is not None and window.earliest == window.latest
    return window.edtf if same else say_when(window)


def say_due(version: Version) -> str:
    """Return the window of an announcement in words: 'by' its last day where it runs from the day it was set.

    A paper tells of it some days later, and 'by the end of the year' then runs from the paper's day.
    """
    due, said = version.due, version.said_on.latest
    if due.latest is None or due.earliest == due.latest:
        return say_when(due)
    if due.earliest is not None:
        wait = (due.earliest - said).days if said else None
        wide = (due.latest - due.earliest).days >= _WIDE
        if wait is None or wait > (_TOLD_AFTER if wide else 0):
            return say_when(due)
    return f"by {say_day(due.latest)}{_UNSURE.get(due.basis, '')}"


def say_short_when(window: When) -> str:
    """Return the end of a window in few words, for a narrow chart.

    >>> from onrecord.model import when
    >>> say_short_when(when(date(2022, 5, 1), date(2022, 5, 31), Basis.EXPLICIT))
    'to 31 May 2022'
    """
    if window.latest is None:
        return f"from {say_short_day(window.earliest)}" if window.earliest else "no day"
    return f"{'to ' if window.earliest != window.latest else ''}{say_short_day(window.latest)}"


def say_short_said(window: When) -> str:
    """Return when something was said in few words, as precise as it is known and no more.

    >>> from onrecord.model import when
    >>> say_short_said(when(date(2023, 9, 1), date(2023, 9, 30), Basis.EXPLICIT))
    'Sep 2023'
    >>> say_short_said(when(date(2024, 1, 19), date(2024, 1, 20), Basis.INFERRED))
    'by 20 Jan 2024'
    """
    first, last = window.earliest, window.latest
    if last is None:
        return f"from {say_short_day(first)} on" if first else "day unknown"
    if first == last:
        return say_short_day(last)
    pieces = window.edtf.split("-")
    if "/" in window.edtf or len(pieces) > 2:
        return f"by {say_short_day(last)}"
    return f"{last:%b} {last.year}" if len(pieces) == 2 else pieces[0]


def _say_part(part: str) -> str:
    pieces = [int(piece) for piece in part.split("-")]
    if len(pieces) == 3:
        return say_day(date(*pieces))
    return f"{date(pieces[0], pieces[1], 1):%B %Y}" if len(pieces) == 2 else str(pieces[0])


def say_move(version: Version) -> str:
    """Return what a version does to the one before it, with the days it slips.

    Who speaks of a day that has gone by promises it no more: he may as well admit that it was missed.
    """
    if version.move is Move.REVISED and version.slip_days:
        days = abs(version.slip_days)
        return f"revised, {days} {'day' if days == 1 else 'days'} {'later' if version.slip_days > 0 else 'earlier'}"
    return "told afterwards" if looks_back(version) else version.move.value


def looks_back(version: Version) -> bool:
    """Tell whether words that repeat a day were said when it had gone by."""
    said, last = version.said_on.earliest, version.due.latest
    return version.move is Move.REAFFIRMED and said is not None and last is not None and said > last


def say_value(value: FigureValue) -> str:
    """Return the bounds of a figure in words."""
    return say_bounds(value.low, value.high)


def say_bounds(low: str | None, high: str | None, unit: str = "") -> str:
    """Return two decimal strings, either open, as a range in words.

    >>> say_bounds("1000000", None), say_bounds("80", None, "percent"), say_bounds("9", "12", "months")
    ('1 million or more', '80 percent or more', '9 to 12 months')
    >>> say_bounds("16400000000000", "16400000000000", "USD"), say_bounds("2300", "1234567")
    ('16.4 trillion USD', '2,300 to 1,234,567')
    """
    counted = f" {unit}" if unit else ""
    if low is None:
        return "not told" if high is None else f"up to {_say_number(high)}{counted}"
    if high is None:
        return f"{_say_number(low)}{counted} or more"
    numbers = _say_number(low) if low == high else f"{_say_number(low)} to {_say_number(high)}"
    return f"{numbers}{counted}"


def _say_number(number: str) -> str:
    """Return a decimal string as people write it: '16.4 trillion', and to the last digit where that takes many."""
    value = Decimal(number)
    for word, size in _GREAT:
        part = (value / size).normalize()
        if part >= 1 and part == part.quantize(_TENTHS):
            return f"{part:f} {word}"
    whole, point, part_of_one = number.partition(".")
    return f"{int(whole):,}{point}{part_of_one}"
