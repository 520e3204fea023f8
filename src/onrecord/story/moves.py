"""A chain of announcements -> versions: the original, what reaffirms it, what revises it and what withdraws it."""

from collections.abc import Sequence

from onrecord.model import UNKNOWN, Document, Move, Version, When
from onrecord.story.announcements import Announcement

_SAME_END = 14  # days between the last days of windows that may still be one: 'mid-June', 'in June'
_MONTH = 31  # days


def read_versions(chain: Sequence[Announcement]) -> tuple[Version, ...]:
    """Return one version for each document and window of the chain, oldest first, with its move."""
    versions: list[Version] = []
    refusal = all(item.refuses for item in chain)
    current: When | None = None
    for announcement in _order_told(_keep_one_a_window(chain)):
        if announcement.puts_off and not refusal:
            # 'will not open this month' names the day it will not be; a first refusal is what later words turn from
            move = Move.ORIGINAL if not versions else Move.REVISED
            versions.append(_make_version(announcement, UNKNOWN, move, None))
            continue
        move, slip = _read_move(announcement, current, first=not versions)
        if announcement.dated and not _leaves_open(announcement.due, current):
            current = announcement.due
        versions.append(_make_version(announcement, announcement.due, move, slip))
    return tuple(versions)


def _keep_one_a_window(chain: Sequence[Announcement]) -> list[Announcement]:
    """Return the announcements without those that repeat a window in their document, or add none to it."""
    best: dict[tuple[object, ...], Announcement] = {}
    dated = {item.reading.document.id for item in chain if item.dated}
    for item in chain:
        if item.frame.due is None and not item.puts_off and item.reading.document.id in dated:
            continue
        told = None if item.dated else _cite_due(item.reading.document, item)
        key = (item.reading.document.id, item.due.earliest, item.due.latest, item.puts_off, told)
        if key not in best or _weight(item) > _weight(best[key]):
            best[key] = item
    return sorted(best.values(), key=lambda item: item.order)


def _weight(item: Announcement) -> tuple[bool, bool, bool, bool, int]:
    """Rank the announcements of one window in one document: of a known party, said by somebody, and the first."""
    spoken = item.statement is not None and item.statement.speaker is not None
    return item.party is not None, spoken, bool(item.acts), not item.frame.recalled, -item.frame.words.start


def _order_told(announcements: Sequence[Announcement]) -> list[Announcement]:
    """Return the announcements with each that a narrator only retells placed after the one that it repeats.

    'The plant, which had been due to open in May' tells an older version again: it does not move the day back.
    """
    told: list[Announcement] = []
    for item in announcements:
        same = [at for at, other in enumerate(told) if agree(item.due, other.due) and not other.puts_off]
        narrated = item.statement is None or item.frame.recalled or _is_over(item)
        retold = narrated and item.dated and not item.puts_off and same
        told.insert(same[-1] + 1 if retold else len(told), item)
    return told


def _is_over(item: Announcement) -> bool:
    """Tell whether its window may have closed before its document came out: what was 'promised for May', told in July.

    Of a document whose day is a window of its own, the last day counts: in doubt it repeats an older version.
    """
    told = item.reading.document.published.latest
    return told is not None and item.due.latest is not None and item.due.latest < told


def agree(one: When, other: When) -> bool:
    """Tell whether two windows are one for a reader: the same last day, or most of their days in common.

    Deadlines far ahead have most of their days in common though one is months later.
    """
    if one.latest is None or other.latest is None:
        return one.latest is other.latest and one.earliest == other.earliest
    apart = abs((one.latest - other.latest).days)
    if apart <= 1:
        return True
    if apart > _SAME_END or one.earliest is None or other.earliest is None:
        return False
    common = (min(one.latest, other.latest) - max(one.earliest, other.earliest)).days + 1
    either = (max(one.latest, other.latest) - min(one.earliest, other.earliest)).days + 1
    return 2 * common >= either


def _sharpens(one: When, other: When) -> bool:
    """Tell whether one window is a part of the other, which is no wider than a month: 'on 12 May', 'in May'."""
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return False
    first, last = min(one.earliest, other.earliest), max(one.latest, other.latest)
    inside = (first, last) in {(one.earliest, one.latest), (other.earliest, other.latest)}
    return inside and (last - first).days < _MONTH


def _leaves_open(one: When, other: When | None) -> bool:
    """Tell whether a window without an end says no more than another already does: 'after the Games', 'by June'."""
    if other is None or one.latest is not None or other.latest is None:
        return False
    return one.earliest is not None and one.earliest <= other.latest


def _read_move(item: Announcement, current: When | None, *, first: bool) -> tuple[Move, int | None]:
    if first or current is None:
        return (Move.ORIGINAL if first else Move.REAFFIRMED), None
    if not item.dated or agree(item.due, current) or _sharpens(item.due, current):
        return Move.REAFFIRMED, None
    if _leaves_open(item.due, current):
        return Move.REAFFIRMED, None
    return Move.REVISED, slip_between(current, item.due)


def slip_between(before: When, after: When) -> int | None:
    """Return the days from the end of one window to the end of another, where both are told."""
    if before.latest is None or after.latest is None:
        return None
    return (after.latest - before.latest).days


def measure_slip(versions: Sequence[Version]) -> int | None:
    """Return the days from the first last day to the present one, where there are two.

    What is reaffirmed moves nothing, though 'later this week' ends on another day than 'by Thursday'.
    """
    ends = [
        (version.due.latest, version.move is Move.REAFFIRMED)
        for version in versions
        if version.due.latest is not None
    ]
    moved = [end for end, same in ends[1:] if not same]
    return None if len(ends) < 2 else (moved[-1] - ends[0][0]).days if moved else 0


def _make_version(item: Announcement, due: When, move: Move, slip: int | None) -> Version:
    document = item.reading.document
    return Version(
        statement=item.statement.id if item.statement else None,
        span=document.cite(*item.frame.words),
        by=item.statement.speaker if item.statement else None,
        said_on=item.said,
        due=due,
        due_text=_cite_due(document, item),
        move=move,
        slip_days=slip,
        hedged=item.statement.hedged if item.statement else False,
        probability=item.frame.probability,
    )


def _cite_due(document: Document, item: Announcement) -> str | None:
    return document.cite(*item.frame.due_words).exact if item.frame.due_words else None
