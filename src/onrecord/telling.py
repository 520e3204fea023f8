"""Readings -> record, without the documents over which the telling fails: these are named as unread."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord.annotations import Reading
from onrecord.apart import name_fault
from onrecord.model import Record, Unread
from onrecord.numbers.numbers import states
from onrecord.record.rows import make_rows
from onrecord.record.schema import tables
from onrecord.story.knowing import give_days, give_days_by
from onrecord.story.tell import tell


class Telling(Struct, frozen=True):
    """A record, and the readings that it was told from."""

    record: Record
    readings: tuple[Reading, ...]  # as they were read
    dated: tuple[Reading, ...]  # with the days that the other documents give them


class Contradiction(Exception):
    """A record that could not be stored."""


def tell_soundly(
    readings: Sequence[Reading], unread: Sequence[Unread], as_of: date | None, *, side_by_side: bool = False
) -> Telling:
    """Return the record of all documents that can be told together, the others named in it as unread.

    Where the telling fails, the shortest run of documents from the first on is looked for with which it fails, and
    the last of them is left out: without it, those before it stand. `side_by_side` as in `onrecord.story.tell.tell`.
    """
    left, faulty = list(readings), list(unread)
    while True:
        try:
            return _tell(left, faulty, as_of, side_by_side=side_by_side)
        except Exception:
            number, fault = _find_culprit(left, as_of)
            if fault is None:  # the fault is nobody's
                raise
            faulty.append(Unread(left.pop(number).document.file, name_fault(fault)))


def _find_culprit(readings: Sequence[Reading], as_of: date | None) -> tuple[int, Exception | None]:
    """Return the place of the document with which the telling first fails, and how it does."""
    stands, fails = 0, len(readings)
    fault = _try(readings, as_of)
    while fails - stands > 1:
        half = (stands + fails) // 2
        if (found := _try(readings[:half], as_of)) is None:
            stands = half
        else:
            fails, fault = half, found
    return fails - 1, fault if readings else None


def _try(readings: Sequence[Reading], as_of: date | None) -> Exception | None:
    try:
        _tell(readings, (), as_of)
    except Exception as fault:  # noqa: BLE001 - as above
        return fault
    return None


def _tell(
    readings: Sequence[Reading], unread: Sequence[Unread], as_of: date | None, *, side_by_side: bool = False
) -> Telling:
    dated = give_days(readings)
    told_of = dated if as_of is None else give_days_by(readings, as_of)
    record = tell(told_of, unread, as_of, side_by_side=side_by_side)
    _prove(record)
    return Telling(record, tuple(readings), tuple(dated))


def _prove(record: Record) -> None:
    """Refuse a record that the database would refuse: with two rows of one key, or a number that its words deny."""
    # the keys of all other rows are places in an array, or begin with one of these
    if any(_repeat_an_id(getattr(record, name)) for name in Record.__struct_fields__):
        for name, rows in make_rows(record).items():
            keys = [column.name for column in tables.tables[name].primary_key]
            if len({tuple(row[key] for key in keys) for row in rows}) < len(rows):
                raise Contradiction(f"two rows of '{name}' have one key")
    for figure in record.figures:
        for value in figure.values:
            if not states(value.span.exact, value.low, value.high):
                raise Contradiction(f"'{value.span.exact}' does not state its number")


def _repeat_an_id(items: object) -> bool:
    """Tell whether two items of an array of the record have one id."""
    if not isinstance(items, tuple) or not items or not hasattr(items[0], "id"):
        return False
    return len({item.id for item in items}) < len(items)
