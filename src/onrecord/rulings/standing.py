"""All rulings, in any order -> what stands on each line.

A ruling stands unless it was undone, or another that was made knowing of it took its place. Where two people ruled
without knowing of each other, both stand: the same is agreement, and anything else a conflict, which only a ruling made
knowing of both ends. No clock decides: the time of a ruling is shown, and orders nothing but what is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from msgspec import Struct

from onrecord.model import Checked, Verdict
from onrecord.rulings.ruling import Ruling, Target, Told, name_makers, sort_rulings


class Standing(Struct, frozen=True):
    """What the rulings on one line come to."""

    target: Target
    heads: tuple[Ruling, ...]  # those that stand, oldest first; none where all were undone
    history: tuple[Ruling, ...]  # every ruling on it, oldest first

    @property
    def conflict(self) -> bool:
        """Tell whether people who ruled without knowing of each other differ."""
        return len({_decide(ruling) for ruling in self.heads}) > 1

    @property
    def decided(self) -> Ruling | None:
        """Return a ruling that says what holds, where one does."""
        return self.heads[0] if self.heads and not self.conflict else None

    @property
    def checked(self) -> Checked:
        """Return the mark of a line on which something stands: all who ruled so, and the last day on which one did."""
        first = self.heads[0]
        return Checked(name_makers(self.heads), max(ruling.day for ruling in self.heads), first.verdict)


def _decide(ruling: Ruling) -> tuple[bool, Told | None]:
    return ruling.verdict is Verdict.REJECTED, ruling.after


def find_standing(rulings: Iterable[Ruling]) -> tuple[Standing, ...]:
    """Return what stands on every line that was ever ruled on, in the order of the lines' words."""
    ordered = sort_rulings(rulings)
    by_id = {ruling.ruling: ruling for ruling in ordered}
    gone = _find_undone(by_id)
    gone |= {
        replaced
        for ruling in ordered
        if ruling.verdict is not Verdict.UNDONE and ruling.ruling not in gone
        for replaced in _list_replaced(ruling, by_id)
    }
    lines: dict[Target, list[Ruling]] = defaultdict(list)
    for ruling in ordered:
        lines[ruling.target].append(ruling)
    return tuple(
        Standing(target, tuple(r for r in made if _may_stand(r) and r.ruling not in gone), tuple(made))
        for target, made in sorted(lines.items(), key=lambda item: item[0].order)
    )


def _list_replaced(ruling: Ruling, by_id: Mapping[str, Ruling]) -> list[str]:
    """Return the rulings whose place it takes: never one on another line."""
    return [name for name in ruling.replaces if name in by_id and by_id[name].target == ruling.target]


def _may_stand(ruling: Ruling) -> bool:
    return ruling.verdict is not Verdict.UNDONE


def _find_undone(by_id: Mapping[str, Ruling]) -> set[str]:
    """Return the rulings that an undoing takes back which was not itself undone.

    An undoing names the hash of what it undoes, so none can name itself, however far round.
    """
    undoing: dict[str, list[str]] = {name: [] for name in by_id}
    for ruling in by_id.values():
        if ruling.verdict is Verdict.UNDONE:
            for name in _list_replaced(ruling, by_id):
                undoing[name].append(ruling.ruling)
    undone: set[str] = set()
    for name in TopologicalSorter(undoing).static_order():
        if any(other not in undone for other in undoing[name]):
            undone.add(name)
    return undone
