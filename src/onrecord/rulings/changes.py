"""What a line says, and what each ruling on it changed of that, in words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.model import Verdict
from onrecord.rulings.ruling import Ruling, Told

_LONGEST = 80  # characters of the words of another line


class Change(NamedTuple):
    """One thing that a line says otherwise; empty: nothing."""

    name: str
    old: str
    new: str


def tell_parts(told: Told | None) -> dict[str, str]:
    """Return what a line says, each part of it under its name; what it does not say is empty."""
    told = told or Told()
    return {
        "who": told.party.name if told.party else "",
        "act": told.act or "",
        "denial": told.denial or "",
        "how": told.relay or "",
        "days": _bound(told.due),
        "number": _bound(told.number),
        "what is counted": told.quantity or "",
        "unit": told.unit or "",
        "outcome": told.outcome or "",
        "with": f"“{told.group.exact[:_LONGEST]}”" if told.group else "",
        "names": "; ".join(told.names),
    }


def list_changes(before: Told | None, after: Told | None) -> list[Change]:
    """Return what differs between what a line said and what it says.

    >>> list_changes(Told(number=("40", None)), Told(number=("40", None), unit="boats"))
    [Change(name='unit', old='', new='boats')]
    """
    old, new = tell_parts(before), tell_parts(after)
    return [Change(name, old[name], new[name]) for name in old if old[name] != new[name]]


def tell_history(history: Iterable[Ruling]) -> Iterator[tuple[Ruling, list[Change]]]:
    """Yield the rulings on a line, oldest first, each with what it changed of what the one that it replaced said."""
    known: dict[str, Ruling] = {}
    for ruling in history:
        said = [known[name].after for name in ruling.replaces if name in known and known[name].after]
        before = said[-1] if said else ruling.before
        changed = ruling.after is not None and ruling.verdict is not Verdict.UNDONE
        yield ruling, list_changes(before, ruling.after) if changed else []
        known[ruling.ruling] = ruling


def _bound(bounds: tuple[object, object] | None) -> str:
    if bounds is None:
        return ""
    first, last = bounds
    return str(first) if first == last else f"{first or '…'} to {last or '…'}"
